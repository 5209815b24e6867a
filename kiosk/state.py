"""What the kiosk shows now, as one frozen record, and what its pages read out of it; no Qt, no words."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from antrean.errors import AntreanError, Reason, Refused, Unavailable
from antrean.front import Issued, Offer, ServiceOffer
from antrean.model import DEFAULT_LANGUAGE, Agency, LocalText, PrintState, Priority, Service, Zone
from antrean.settings import KioskSettings

LANGUAGES: Final = ("id", "en")
"""What the screens speak; a mall may have fewer."""

KIOSK_PRIORITIES: Final = (Priority.ELDERLY, Priority.DISABILITY, Priority.PREGNANT, Priority.WITH_INFANT)
"""What a visitor may say of himself; the other kinds an officer decides (DOMAIN "Priority groups")."""

FEW_LEFT: Final = 20
"""From so many numbers on, a card says how many of its quota are left."""

CANCEL_MARGIN_S: Final = 3
"""The screen stops offering to take a number back so long before the rule does, for the way to the database."""


class Page(StrEnum):
    WAITING = "waiting"
    """There is no mall to show yet."""
    AGENCIES = "agencies"
    SERVICES = "services"
    ISSUED = "issued"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Why the last touch did nothing; `service` is where it was, if it was on a service."""

    error: AntreanError
    service: str | None = None


@dataclass(frozen=True, kw_only=True)
class Given:
    """The number that was just given."""

    issued: Issued
    request: str
    """The request id it was issued under, which may take it back."""
    paper: PrintState
    cancel_left_s: int
    """Whole seconds in which it may still be taken back here."""
    is_cancelling: bool = False
    called_to: int | None = None
    """The counter that called it while it is still on the screen."""


@dataclass(frozen=True, kw_only=True)
class KioskState:
    offer: Offer | None = None
    """The hall as last read; kept while the database is away."""
    trouble: AntreanError | None = None
    """Why the hall cannot be read now."""
    printer_fails: bool = False
    """The last paper did not come out."""
    wants_paper: bool = True
    language: str = DEFAULT_LANGUAGE
    agency: str | None = None
    turn: int = 0
    """Which sheet of a page that does not fit on one screen."""
    priority: Priority | None = None
    is_choosing_priority: bool = False
    busy_service: str | None = None
    """The service whose number is on its way."""
    notice: Notice | None = None
    given: Given | None = None
    cancelled: str | None = None
    """The code of the number that was just taken back."""

    @property
    def page(self) -> Page:
        if self.given is not None:
            return Page.ISSUED
        if self.offer is None:
            return Page.WAITING
        return Page.AGENCIES if self.agency is None else Page.SERVICES

    @property
    def place(self) -> tuple[Page, str | None, bool, int]:
        """What is under the visitor's finger: when it changes, a touch that began before must not count."""
        return self.page, self.agency, self.is_choosing_priority, self.turn

    @property
    def is_busy(self) -> bool:
        return self.busy_service is not None or (self.given is not None and self.given.is_cancelling)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages to choose from, the first being that of a new visitor."""
        if self.offer is None:
            return LANGUAGES
        return tuple(code for code in self.offer.mall.languages if code in LANGUAGES) or (DEFAULT_LANGUAGE,)


@dataclass(frozen=True, kw_only=True)
class Closed:
    """Why no number may be taken, and from when again (in the mall's zone)."""

    reason: Reason
    opens_at: datetime | None
    note: LocalText | None
    """The holiday's name, where it is one."""

    def as_refusal(self) -> Refused:
        """Return the same as the refusal that a touch would meet, for the sentence of it."""
        opens_at = None if self.opens_at is None else self.opens_at.isoformat()
        return Refused(self.reason, "", opens_at=opens_at)


@dataclass(frozen=True, kw_only=True)
class AgencyView:
    """One agency as its card shows it."""

    agency: Agency
    zone: Zone
    waiting: int
    closed: Closed | None


@dataclass(frozen=True, kw_only=True)
class ServiceView:
    """One service as its card shows it."""

    service: Service
    waiting: int
    counters: tuple[int, ...]
    few_left: int | None
    """How many numbers of its quota are left, where that is getting few."""
    closed: Closed | None


# What a whole agency says when all its services are closed for different reasons: the nearest to being open.
_NEAREST: Final = (
    Reason.ON_BREAK,
    Reason.NOT_YET_OPEN,
    Reason.QUOTA_USED_UP,
    Reason.PAST_CUTOFF,
    Reason.CLOSED_FOR_TODAY,
    Reason.HOLIDAY,
    Reason.NOT_THIS_WEEKDAY,
)


def fresh(state: KioskState) -> KioskState:
    """Return the start for the next visitor: what is known of the hall stays, what the last one chose goes."""
    return KioskState(
        offer=state.offer,
        trouble=state.trouble,
        printer_fails=state.printer_fails,
        wants_paper=state.wants_paper,
        language=state.languages[0],
    )


def is_at_rest(state: KioskState) -> bool:
    """Say whether nothing is left of a visitor, so that no quiet time has to end."""
    return state == fresh(state)


def quiet_limit_s(state: KioskState, settings: KioskSettings) -> int | None:
    """Return after how many quiet seconds the kiosk goes back to its start; None while it stands there."""
    if state.given is not None:
        has_paper = state.given.paper is PrintState.PRINTED
        return settings.issued_s if has_paper else max(settings.issued_s, settings.issued_without_paper_s)
    return None if is_at_rest(state) else settings.idle_s


def with_offer(state: KioskState, offer: Offer) -> KioskState:
    """Take a newly read hall over; a visitor whose agency or language is gone starts again."""
    now = replace(state, offer=offer, trouble=None)
    known = {agency.code for agency in offer.mall.agencies}
    if now.given is None and now.agency is not None and now.agency not in known:
        return fresh(now)
    return now if now.language in now.languages else replace(now, language=now.languages[0])


def today(offer: Offer) -> date:
    """Return the hall's date."""
    return offer.now.astimezone(offer.mall.zone_info).date()


def agencies_by_zone(offer: Offer) -> tuple[tuple[Zone, tuple[AgencyView, ...]], ...]:
    """Return every zone that has agencies with offered services, in the mall's order."""
    offered: dict[str, list[ServiceOffer]] = {}
    for one in offer.services:
        offered.setdefault(one.service.agency, []).append(one)
    groups = []
    for zone in offer.mall.zones:
        views = tuple(
            AgencyView(
                agency=agency,
                zone=zone,
                waiting=_waiting(offer, agency.code, offered[agency.code]),
                closed=_closed(offered[agency.code]),
            )
            for agency in offer.mall.agencies
            if agency.zone == zone.code and agency.code in offered
        )
        if views:
            groups.append((zone, views))
    return tuple(groups)


def agency_closed(offer: Offer, agency: str) -> Closed | None:
    """Return why an agency gives no number at all now; None when at least one service does."""
    return _closed([one for one in offer.services if one.service.agency == agency])


def hall_closed(offer: Offer) -> Closed | None:
    """Return why the whole hall gives no number now; None when at least one service does."""
    return _closed(list(offer.services))


def services_of(state: KioskState) -> tuple[ServiceView, ...]:
    """Return the services of the chosen agency; people and counters are those of the queue the visitor would join."""
    if state.offer is None or state.agency is None:
        return ()
    mall = state.offer.mall
    views = []
    for one in state.offer.services:
        if one.service.agency != state.agency:
            continue
        queue = mall.queue_for(one.service, is_priority=state.priority is not None).code
        few = one.quota_left if one.quota_left is not None and 0 < one.quota_left <= FEW_LEFT else None
        views.append(
            ServiceView(
                service=one.service,
                waiting=state.offer.waiting_by_queue.get(queue, 0),
                counters=mall.counters_of(queue),
                few_left=few,
                closed=_closed([one]),
            )
        )
    return tuple(views)


def cancel_seconds(offer: Offer) -> int:
    """Return for how long the screen offers to take a number back."""
    return max(0, offer.mall.rules.cancel_within_s - CANCEL_MARGIN_S)


def is_away(error: AntreanError | None) -> bool:
    """Say whether the hall's database cannot be reached now."""
    return isinstance(error, Unavailable)


def _waiting(offer: Offer, agency: str, services: list[ServiceOffer]) -> int:
    queues = {one.service.queue for one in services}
    if (priority := offer.mall.priority_queue(agency)) is not None:
        queues.add(priority.code)
    return sum(offer.waiting_by_queue.get(queue, 0) for queue in queues)


def _closed(services: list[ServiceOffer]) -> Closed | None:
    if any(one.answer.is_open for one in services):
        return None
    answers = [one.answer for one in services if one.answer.reason is not None]
    if not answers:
        return Closed(reason=Reason.NOT_THIS_WEEKDAY, opens_at=None, note=None)
    nearest = min(answers, key=lambda answer: _NEAREST.index(answer.reason) if answer.reason in _NEAREST else 99)
    again = [answer.opens_at for answer in answers if answer.opens_at is not None]
    assert nearest.reason is not None
    note = nearest.note if nearest.reason is Reason.HOLIDAY else None
    return Closed(reason=nearest.reason, opens_at=min(again, default=None), note=note)
