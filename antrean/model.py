"""The things of the hall: their stored words and their frozen records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

DEFAULT_LANGUAGE = "id"


class TicketState(StrEnum):
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    HELD = "held"
    NO_SHOW = "no_show"
    DONE = "done"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


ACTIVE_STATES = frozenset({TicketState.CALLED, TicketState.SERVING})
"""A ticket in one of these belongs to one counter, and a counter has at most one."""

UNFINISHED_STATES = ACTIVE_STATES | {TicketState.WAITING, TicketState.HELD, TicketState.NO_SHOW}


class Priority(StrEnum):
    """Who is served first, as a category only: no proof, no name (DOMAIN "Priority groups")."""

    ELDERLY = "elderly"
    DISABILITY = "disability"
    PREGNANT = "pregnant"
    WITH_INFANT = "with_infant"
    SICK = "sick"
    DISASTER = "disaster"


class CounterState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    BREAK = "break"


class Role(StrEnum):
    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    TECHNICIAN = "technician"


class PrintState(StrEnum):
    """What is known of a ticket's paper. Printing is not a state of the ticket itself."""

    NOT_WANTED = "not_wanted"
    PENDING = "pending"
    PRINTED = "printed"
    FAILED = "failed"
    UNKNOWN = "unknown"


class EventKind(StrEnum):
    """Every kind of fact in the log."""

    ISSUED = "issued"
    CALLED = "called"
    RECALLED = "recalled"
    STARTED = "started"
    FINISHED = "finished"
    NO_SHOW = "no_show"
    REINSTATED = "reinstated"
    HELD = "held"
    RESUMED = "resumed"
    TRANSFERRED = "transferred"
    RELEASED = "released"
    CANCELLED = "cancelled"
    FINISH_UNDONE = "finish_undone"
    NO_SHOW_UNDONE = "no_show_undone"
    TRANSFER_UNDONE = "transfer_undone"
    EXPIRED = "expired"
    PRINT_RESULT = "print_result"
    REPRINTED = "reprinted"
    COUNTER_OPENED = "counter_opened"
    COUNTER_CLOSED = "counter_closed"
    BREAK_STARTED = "break_started"
    BREAK_ENDED = "break_ended"
    MALL_LOADED = "mall_loaded"
    OFFICER_ADDED = "officer_added"
    DAY_CLOSED = "day_closed"
    ASSISTANCE_ASKED = "assistance_asked"
    ASSISTANCE_ACCEPTED = "assistance_accepted"
    ASSISTANCE_ENDED = "assistance_ended"
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_REFUSED = "sign_in_refused"
    PIN_SET = "pin_set"
    PIN_RESET = "pin_reset"
    OFFICER_LOCKED = "officer_locked"
    OFFICER_UNLOCKED = "officer_unlocked"
    OFFICER_CHANGED = "officer_changed"
    OFFICER_RETIRED = "officer_retired"
    AGENCY_SWITCHED = "agency_switched"
    PRIORITY_CHANGED = "priority_changed"
    QUEUE_CHANGED = "queue_changed"
    SERVICE_CLOSED = "service_closed"
    SERVICE_REOPENED = "service_reopened"
    ANNOUNCED = "announced"
    ALERT_ACKNOWLEDGED = "alert_acknowledged"
    HALL_RESTORED = "hall_restored"
    NUMBERS_RESERVED = "numbers_reserved"

    NEWER = "newer"
    """Of a newer version, which works on the same hall while this PC waits for its update; never written."""


class AssistanceState(StrEnum):
    """How far a visitor's call for a companion at the kiosk is ("Panggil pendamping")."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    ENDED = "ended"


class DeviceKind(StrEnum):
    KIOSK = "kiosk"
    COUNTER = "counter"
    DISPLAY = "display"


@dataclass(frozen=True)
class LocalText:
    """One text of the mall file in Indonesian and in whatever other languages it has."""

    indonesian: str
    others: Mapping[str, str] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """Return the text in a language ("id", "en", …), or the Indonesian one."""
        return self.others.get(language) or self.indonesian

    def __str__(self) -> str:
        return self.indonesian

    def __hash__(self) -> int:
        return hash((self.indonesian, tuple(sorted(self.others.items()))))


@dataclass(frozen=True, kw_only=True)
class Zone:
    code: str
    position: int
    """1 for the first zone of the file: what a visitor reads as "Zona 1"."""
    name: LocalText
    color: str
    """#RRGGBB, from the mall file."""
    color_name: LocalText
    voice_area: str
    """Zones that hear each other share one; by default the whole hall is "hall"."""


@dataclass(frozen=True, kw_only=True)
class Agency:
    code: str
    """The first letter of its queues."""
    position: int
    short: LocalText
    name: LocalText
    summary: LocalText
    """A few words on its card: "SKCK, SIM"."""
    spoken: LocalText
    zone: str


@dataclass(frozen=True, kw_only=True)
class Queue:
    code: str
    agency: str
    is_priority: bool


@dataclass(frozen=True, kw_only=True)
class Service:
    code: str
    position: int
    agency: str
    queue: str
    name: LocalText
    requirements: tuple[LocalText, ...]
    fee: LocalText
    is_free: bool
    target_minutes: int
    """How long the service takes at the counter, by its standard."""
    wait_target_minutes: int
    daily_quota: int | None
    weekdays: frozenset[int]
    """0 = Monday … 6 = Sunday."""
    completion: LocalText
    """When the product is ready, in words."""
    limits: tuple[LocalText, ...] = ()
    """What is not done here, said before anybody waits for it: "SKCK untuk CPNS: di Polda"."""
    synonyms: tuple[str, ...] = ()
    """Other words a visitor may search for, of any language."""


@dataclass(frozen=True, kw_only=True)
class Counter:
    number: int
    zone: str
    own: tuple[str, ...]
    help: tuple[str, ...]
    note: LocalText
    is_information: bool = False
    """The information desk: kiosks point to it, and a visitor's call for assistance rings there."""
    rota: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Which agencies share it on which weekday (0 = Monday); a weekday that is missing belongs to all of them."""

    def __hash__(self) -> int:
        return hash((self.number, self.zone, self.own, self.help))


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a service may end; the code is what the log keeps."""

    code: str
    name: LocalText
    is_incomplete: bool = False
    """Papers were missing: the officer ticks which of the service's requirements."""


@dataclass(frozen=True, kw_only=True)
class Officer:
    id: int
    name: str
    role: Role
    agencies: tuple[str, ...] = ()
    """Letters of the agencies this officer or supervisor is confined to; none = the whole mall."""


@dataclass(frozen=True, kw_only=True)
class CounterNow:
    """A counter and who sits there now."""

    number: int
    state: CounterState
    officer: Officer | None
    since: datetime | None
    break_reason: str | None = None
    break_minutes: int | None = None
    agency: str | None = None
    """The agency a shared counter works for now; None = all whose queues it has."""


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """The present state of one ticket. Times are aware, in UTC."""

    id: int
    code: str
    """As printed and shown: "CA-012"."""
    service_day: date
    series: str
    number: int
    queue: str
    """The queue it waits in now; a transfer changes it, never the code."""
    service: str
    state: TicketState
    is_priority: bool
    """The kind is not here: it stays in its own column, is read by the desk alone and cleared at closing."""
    language: str
    place: int
    """Id of the event that fixed its place in line: a total order without clocks."""
    counter: int | None
    """Where it is called, served or held, or was finished."""
    reserved_counter: int | None
    """A transfer to one counter waits for that counter alone."""
    is_transferred: bool
    """Sent here by another counter: the call says "please go on to"."""
    issued_at: datetime
    waiting_since: datetime
    """Since when it waits for its present service: its issue, its transfer or its return."""
    called_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    call_count: int
    outcome: str | None
    secret: str
    """Random code behind the ticket's QR; says nothing about the visitor."""
    print_state: PrintState
    remind_at: datetime | None = None
    """When a held ticket is to be looked at again."""
    is_chosen: bool = False
    """Its newest call was out of turn: an officer chose it."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """One fact of the append-only log."""

    id: int
    at: datetime
    service_day: date
    kind: EventKind
    ticket: int | None
    counter: int | None
    queue: str | None
    officer: int | None
    body: Mapping[str, object]
