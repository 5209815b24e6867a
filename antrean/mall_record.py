"""One mall as its file describes it: zones, agencies, queues, services, counters, hours and house rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar
from zoneinfo import ZoneInfo

from antrean.errors import Reason, Refused
from antrean.hours import Schedule
from antrean.model import Agency, Counter, LocalText, Outcome, Queue, Service, Zone
from antrean.voice_rules import VoiceRules
from antrean.when import ALWAYS, When

_Key = TypeVar("_Key")
_Record = TypeVar("_Record")


@dataclass(frozen=True)
class Problem:
    """One mistake in a mall file; `line` counts from 1, and is 0 where there is no text to point at."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.sentence}" if self.line else self.sentence


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The house rules of a mall; the defaults are those of DESIGN and DOMAIN."""

    recall_gap_s: int = 10
    """So long must pass between two calls of one ticket."""
    calls_before_no_show: int = 3
    """Shown to the officer, not enforced."""
    reinstate_after: int = 3
    """Behind so many callable tickets a visitor who missed the call comes back."""
    priority_ratio: int = 2
    """So many priority tickets in a row before a regular one."""
    cancel_within_s: int = 15
    undo_within_s: int = 5
    staffed_after_minutes: int = 15
    """So long after the opening, and after a break, an agency's counters may still be empty."""
    most_recalls: int = 5
    """So often a ticket may be called again at one counter; then it is a no-show or goes back."""
    pin_tries: int = 5
    """So many wrong PINs in a row lock an officer."""
    long_service_percent: int = 200
    """A service longer than this part of its target is told to supervisors."""
    pins: bool = True
    """Officers sign in with a PIN; without, whoever sits down picks a name."""
    greeting: bool = True
    """A card reminds of "Salam · Senyum · Sapa" at the first call of a shift and after a break."""


_NO_TEXT = LocalText("")

PLAIN_OUTCOME = "done"
"""What finishing means when nobody says more."""
UNRECORDED_OUTCOME = "not_recorded"
"""Of services that were going on when the day was closed."""

DEFAULT_OUTCOMES = (
    Outcome(code=PLAIN_OUTCOME, name=LocalText("Selesai", {"en": "Done"})),
    Outcome(
        code="documents_missing", name=LocalText("Berkas belum lengkap", {"en": "Papers missing"}), is_incomplete=True
    ),
    Outcome(code="information", name=LocalText("Hanya informasi", {"en": "Information only"})),
    Outcome(code="referred", name=LocalText("Dirujuk ke tempat lain", {"en": "Referred elsewhere"})),
    Outcome(code="refused", name=LocalText("Tidak dapat dilayani", {"en": "Cannot be served"})),
    Outcome(code="withdrawn", name=LocalText("Dibatalkan pengunjung", {"en": "Withdrawn by the visitor"})),
)
"""How services end in a mall whose file names no outcomes."""


@dataclass(frozen=True, kw_only=True)
class Standards:
    """What the whole mall shows the public of its service standards; what a single service promises stands with it."""

    procedure: LocalText = _NO_TEXT
    products: LocalText = _NO_TEXT
    complaints: LocalText = _NO_TEXT
    """How complaints, suggestions and input are handled."""
    complaint_contact: LocalText = _NO_TEXT


@dataclass(frozen=True, kw_only=True)
class RunningText:
    """One sentence that runs along the bottom of the displays, and when it does."""

    text: LocalText
    when: When = ALWAYS


@dataclass(frozen=True, kw_only=True)
class Mall:
    name: LocalText
    place: LocalText
    time_zone: str
    """IANA name, such as Asia/Jakarta."""
    languages: tuple[str, ...] = ("id", "en")
    hours: Schedule
    rules: Rules = field(default_factory=Rules)
    voice: VoiceRules = field(default_factory=VoiceRules)
    """How the hall is spoken to."""
    ticker: tuple[RunningText, ...] = ()
    maklumat: LocalText = _NO_TEXT
    """The public pledge ("maklumat pelayanan"); empty where the mall has not published one."""
    standards: Standards = field(default_factory=Standards)
    outcomes: tuple[Outcome, ...] = DEFAULT_OUTCOMES
    """How a service may end, the usual one first."""
    zones: tuple[Zone, ...]
    agencies: tuple[Agency, ...]
    queues: tuple[Queue, ...]
    services: tuple[Service, ...]
    counters: tuple[Counter, ...]

    @cached_property
    def zone_info(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def zone(self, code: str) -> Zone:
        """Return a zone; raise Refused(unknown_zone)."""
        return _found(self._zones, code, Reason.UNKNOWN_ZONE, "zone")

    def agency(self, code: str) -> Agency:
        """Return an agency by its letter; raise Refused(bad_input)."""
        return _found(self._agencies, code, Reason.BAD_INPUT, "agency")

    def queue(self, code: str) -> Queue:
        """Return a queue; raise Refused(unknown_queue)."""
        return _found(self._queues, code, Reason.UNKNOWN_QUEUE, "queue")

    def service(self, code: str) -> Service:
        """Return a service; raise Refused(unknown_service)."""
        return _found(self._services, code, Reason.UNKNOWN_SERVICE, "service")

    def counter(self, number: int) -> Counter:
        """Return a counter; raise Refused(unknown_counter)."""
        return _found(self._counters, number, Reason.UNKNOWN_COUNTER, "counter")

    def knows(self, *, queue: str, service: str) -> bool:
        """Say whether a number of this queue and service can be shown and served here."""
        return queue in self._queues and service in self._services

    def knows_zone(self, code: str) -> bool:
        return code in self._zones

    def knows_queue(self, code: str) -> bool:
        return code in self._queues

    def knows_agency(self, letter: str | None) -> bool:
        return letter in self._agencies

    def knows_counter(self, number: int | None) -> bool:
        return number in self._counters

    def priority_queue(self, agency: str) -> Queue | None:
        """Return the agency's queue for priority tickets, if it has one."""
        return self._priority_queues.get(agency)

    def queue_for(self, service: Service, *, is_priority: bool) -> Queue:
        """Return the queue a number of a service comes from: the agency's priority queue where it has one."""
        if is_priority and (found := self.priority_queue(service.agency)) is not None:
            return found
        return self.queue(service.queue)

    def services_of(self, agency: str) -> tuple[Service, ...]:
        """Return the agency's services in the order of the file."""
        return tuple(service for service in self.services if service.agency == agency)

    def outcome(self, code: str) -> Outcome:
        """Return how a service may end; raise Refused(unknown_outcome)."""
        found = next((one for one in self.outcomes if one.code == code), None)
        if found is None:
            known = ", ".join(one.code for one in self.outcomes)
            raise Refused(Reason.UNKNOWN_OUTCOME, f"There is no outcome “{code[:40]}” here; known are {known}.")
        return found

    def agencies_at(self, counter: Counter) -> tuple[str, ...]:
        """Return the letters of the agencies whose queues a counter owns, each once, in the order of the file."""
        return tuple(dict.fromkeys(self.queue(code).agency for code in counter.own))

    @cached_property
    def shared_counters(self) -> tuple[Counter, ...]:
        """The counters that own queues of several agencies."""
        return tuple(counter for counter in self.counters if len(self.agencies_at(counter)) > 1)

    @property
    def information_counters(self) -> tuple[Counter, ...]:
        """The counters to which whoever is lost is sent; none where the file names none."""
        return tuple(counter for counter in self.counters if counter.is_information)

    def counters_of(self, queue: str) -> tuple[int, ...]:
        """Return the counters that call from a queue: those that own it, then those that help it."""
        return self._counters_of.get(queue, ())

    @cached_property
    def _zones(self) -> dict[str, Zone]:
        return {zone.code: zone for zone in self.zones}

    @cached_property
    def _agencies(self) -> dict[str, Agency]:
        return {agency.code: agency for agency in self.agencies}

    @cached_property
    def _queues(self) -> dict[str, Queue]:
        return {queue.code: queue for queue in self.queues}

    @cached_property
    def _services(self) -> dict[str, Service]:
        return {service.code: service for service in self.services}

    @cached_property
    def _counters(self) -> dict[int, Counter]:
        return {counter.number: counter for counter in self.counters}

    @cached_property
    def _priority_queues(self) -> dict[str, Queue]:
        return {queue.agency: queue for queue in self.queues if queue.is_priority}

    @cached_property
    def _counters_of(self) -> dict[str, tuple[int, ...]]:
        found: dict[str, tuple[int, ...]] = {}
        calls = [(counter.number, counter.own) for counter in self.counters]
        calls += [(counter.number, counter.help) for counter in self.counters]
        for number, codes in calls:
            for code in codes:
                found[code] = (*found.get(code, ()), number)
        return found


def _found(known: Mapping[_Key, _Record], key: _Key, reason: Reason, word: str) -> _Record:
    record = known.get(key)
    if record is None:
        raise Refused(reason, f"This mall has no {word} {key!r}.", **{word: key})
    return record
