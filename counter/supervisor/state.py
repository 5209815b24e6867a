"""What the supervisor's page knows at one moment, and what may be done then; no Qt."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from antrean import presence
from antrean.errors import AntreanError
from antrean.model import CounterState, Officer, Role, Ticket
from antrean.permissions import Right, may, may_manage
from antrean.presence import Device
from antrean.signing import Person
from antrean.speaking import AnnouncementState, Said
from antrean.ui.jobs import Crashed
from antrean.watch import CounterSeen, HallView, Known, QueueNow, ZoneNow
from counter.supervisor.asks import Ask, AskCloseDay
from counter.supervisor.wishes import Wish

Trouble = AntreanError | Crashed


class Part(StrEnum):
    """The parts of the page, in the order of their keys."""

    OVERVIEW = "overview"
    QUEUES = "queues"
    COUNTERS = "counters"
    NUMBERS = "numbers"
    SERVICES = "services"
    DEVICES = "devices"
    OFFICERS = "officers"
    TEXTS = "texts"
    """What is announced in words of one's own."""


class Listing(StrEnum):
    """Numbers that may be changed, and those that were called out of turn."""

    WAITING = "waiting"
    HELD = "held"
    MISSED = "missed"
    CHOSEN = "chosen"


class Standing(StrEnum):
    """How a device is, the worst first."""

    MISSED = "missed"
    """It fell silent today, without a good-bye."""
    TROUBLED = "troubled"
    """It lives, and a part of it is not well."""
    WELL = "well"
    ENDED = "ended"
    AWAY = "away"
    """It was not there today."""


@dataclass(frozen=True, kw_only=True)
class Unsure:
    """A wish whose answer was lost: it may be written or not, so it is repeated under the same request id."""

    wish: Wish
    request_id: str
    before: tuple[str, ...] = ()
    """Requests of announcements that it rewrites; their answers were lost too."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What of the hall is read beside what is always read."""

    waiting: bool = False
    left: bool = False
    """Who still holds a number."""
    people: bool = False
    """The officers, and what may be known of their PINs."""
    said: bool = False
    """What was announced today."""


@dataclass(frozen=True, kw_only=True)
class Done:
    """What was wished last and done, and what the use case said to it."""

    wish: Wish
    answer: object


@dataclass(frozen=True, kw_only=True)
class WatchState:
    """The whole page. `view` is the last one that could be read, also while the database is lost."""

    officer: Officer | None = None
    """Who looks; None while the page is not shown."""
    part: Part = Part.OVERVIEW
    view: HallView | None = None
    trouble: Trouble | None = None
    """Why there is nothing to show."""
    is_lost: bool = False
    pending: Wish | None = None
    unsure: Unsure | None = None
    refusal: Trouble | None = None
    done: Done | None = None
    asked: Ask | None = None
    """What stands in front of the parts."""
    waiting: tuple[Ticket, ...] | None = None
    """Who waits, where that was read."""
    left: tuple[Ticket, ...] | None = None
    """Who still holds a number, where that was read."""
    people: tuple[Person, ...] | None = None
    """The officers, where they were read."""
    said: tuple[Said, ...] | None = None
    """What was announced today, the newest first, where it was read."""
    is_settling: bool = False
    """A click was heard a moment ago: what moves below the pointer now is not clicked by its second half."""
    shows_all_queues: bool = False
    """Also those where nobody waits."""
    counters_shown: CounterState | None = None
    """None = all of them."""
    listing: Listing = Listing.WAITING

    @property
    def is_shown(self) -> bool:
        return self.officer is not None


def may_watch(officer: Officer | None) -> bool:
    return officer is not None and may(officer, Right.WATCH)


def is_allowed(state: WatchState, wish: Wish) -> bool:
    """Say whether something may be wished now; whether the officer may do it is for the use case to say."""
    if state.officer is None or state.pending is not None or state.is_settling:
        return False
    if state.is_lost:
        # What is shown may be over. Only what was asked already may be asked again: that is safe.
        return state.unsure is not None and state.unsure.wish == wish
    return state.view is not None


def may_here(state: WatchState, right: Right, *, agency: str | None = None) -> bool:
    """Say whether whoever looks is offered something; that it is allowed is for the use case to say."""
    return state.officer is not None and may(state.officer, right, agency=agency)


def wanted(state: WatchState) -> Wanted:
    """Return what has to be read for what is shown."""
    return Wanted(
        waiting=state.part is Part.NUMBERS and state.listing is Listing.WAITING,
        left=isinstance(state.asked, AskCloseDay),
        people=state.part is Part.OFFICERS,
        said=state.part is Part.TEXTS,
    )


def parts(state: WatchState) -> tuple[Part, ...]:
    """Return the parts that whoever looks is offered."""
    offered = {
        Part.OFFICERS: may_here(state, Right.MANAGE_OFFICERS) or may_here(state, Right.MANAGE_ALL),
        Part.TEXTS: may_here(state, Right.ANNOUNCE),
    }
    return tuple(part for part in Part if offered.get(part, True))


@dataclass(frozen=True, kw_only=True)
class Text:
    """What was announced, with what became of it in each voice area."""

    said: Said
    states: tuple[tuple[str, AnnouncementState], ...]

    @property
    def is_back(self) -> bool:
        """Say whether it was taken back everywhere."""
        return all(how is AnnouncementState.REPLACED for _, how in self.states)


def texts(state: WatchState) -> tuple[Text, ...]:
    """Return what was announced today, the newest first."""
    found: dict[int, list[Said]] = {}
    for one in state.said or ():
        found.setdefault(one.event, []).append(one)
    return tuple(
        Text(said=some[0], states=tuple(sorted((one.area, one.state) for one in some))) for some in found.values()
    )


def people(state: WatchState) -> tuple[Person, ...]:
    """Return the officers, those first who need help with their PINs."""
    return tuple(sorted(state.people or (), key=lambda one: (not one.is_locked, one.wait_until is None)))


def person_of(state: WatchState, officer: int) -> Person | None:
    return next((one for one in state.people or () if one.officer.id == officer), None)


def manages(state: WatchState, person: Person | None) -> bool:
    """Say whether whoever looks is offered to change somebody."""
    if state.officer is None or person is None:
        return False
    return may_manage(state.officer, person.officer.role, person.officer.agencies)


def roles(state: WatchState) -> tuple[Role, ...]:
    """Return the roles that whoever looks may give to somebody of their own agencies."""
    if state.officer is None:
        return ()
    by = state.officer
    return tuple(role for role in Role if may_manage(by, role, by.agencies))


def places(view: HallView) -> dict[int, int]:
    """Return the counters where officers sit, by the ids of the officers."""
    return {one.now.officer.id: one.record.number for one in counters(view) if one.now.officer is not None}


def changeable(state: WatchState) -> tuple[Ticket, ...]:
    """Return the numbers of the list that is shown; none for those that were only called out of turn."""
    view = state.view
    if view is None:
        return ()
    match state.listing:
        case Listing.WAITING:
            return state.waiting or ()
        case Listing.HELD:
            return tuple(one.ticket for one in view.held)
        case Listing.MISSED:
            return view.missed
        case Listing.CHOSEN:
            return ()


def ticket_of(state: WatchState, code: str) -> Ticket | None:
    """Return a number of the lists by its code, as it was read last."""
    view = state.view
    if view is None:
        return None
    every = (*(state.waiting or ()), *(one.ticket for one in view.held), *view.missed)
    return next((one for one in every if one.code == code), None)


def counter_of(state: WatchState, number: int) -> CounterSeen | None:
    if state.view is None:
        return None
    return next((one for one in counters(state.view) if one.record.number == number), None)


def is_found(text: str, sought: str) -> bool:
    """Say whether every word that somebody typed is in a text; "ca12" finds CA-012."""
    words = sought.casefold().split()
    plain = text.casefold()
    squeezed = _squeezed(plain)
    return all(word in plain or _squeezed(word) in squeezed for word in words)


def is_older(view: HallView, than: HallView | None) -> bool:
    """Say whether a view was read before another one."""
    return than is not None and view.epoch == than.epoch and view.newest < than.newest


def moment(state: WatchState, now: datetime) -> datetime:
    """Return the moment that ages are counted to: what is no longer known does not grow older."""
    return state.view.now if state.is_lost and state.view is not None else now


def in_order(alerts: Iterable[Known]) -> tuple[Known, ...]:
    """Return the alerts that nobody looks after first; each kind keeps the order it came in."""
    return tuple(sorted(alerts, key=lambda one: one.acknowledged is not None))


def unattended(view: HallView) -> int:
    """Return how many alerts nobody looks after."""
    return sum(one.acknowledged is None for one in view.alerts)


def queue_now(view: HallView, code: str) -> QueueNow | None:
    return next((one for zone in view.zones for one in zone.queues if one.queue.code == code), None)


def queues_shown(state: WatchState) -> tuple[tuple[ZoneNow, tuple[QueueNow, ...]], ...]:
    """Return the queues to show, by zone; a zone without any is left out."""
    if state.view is None:
        return ()
    found = []
    for zone in state.view.zones:
        queues = tuple(one for one in zone.queues if one.waiting or state.shows_all_queues)
        if queues:
            found.append((zone, queues))
    return tuple(found)


def counters(view: HallView) -> tuple[CounterSeen, ...]:
    """Return every counter, by number."""
    return tuple(sorted((one for zone in view.zones for one in zone.counters), key=lambda one: one.record.number))


def counters_shown(state: WatchState) -> tuple[CounterSeen, ...]:
    if state.view is None:
        return ()
    return tuple(one for one in counters(state.view) if state.counters_shown in (None, one.now.state))


def standing(device: Device, view: HallView) -> Standing:
    """Return how a device is at the moment of a view."""
    zone = view.mall.zone_info
    if device.seen_at.astimezone(zone).date() != view.now.astimezone(zone).date():
        return Standing.AWAY
    if presence.is_missed(device):
        return Standing.MISSED
    if not presence.is_alive(device):
        return Standing.ENDED
    others = (presence.voice_trouble(device), presence.database_trouble(device))
    is_troubled = presence.printer_troubles(device) or any(one is not None for one in others)
    return Standing.TROUBLED if is_troubled else Standing.WELL


def devices(view: HallView) -> tuple[tuple[Device, Standing], ...]:
    """Return the devices, those first that need somebody."""
    order = {one: at for at, one in enumerate(Standing)}
    found = ((device, standing(device, view)) for device in view.devices)
    return tuple(sorted(found, key=lambda one: order[one[1]]))


_NUMBER = re.compile(r"([a-z])[-\s]*0*(\d)")


def _squeezed(text: str) -> str:
    """Return a text in which numbers stand as people type them: "ca-012" becomes "ca12"."""
    return _NUMBER.sub(r"\1\2", text)
