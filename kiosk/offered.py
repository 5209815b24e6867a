"""What the pages read out of the hall: who waits where, what is closed and why; pure, no Qt, no words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from antrean import sharing
from antrean.errors import Reason, Refused
from antrean.front import Offer, ServiceOffer
from antrean.model import Agency, LocalText, Service, Zone

FEW_LEFT: Final = 20
"""From so many numbers on, a card says how many of its quota are left."""

# What a whole agency says when all its services are closed for different reasons: the nearest to being open.
_NEAREST: Final = (
    Reason.ON_BREAK,
    Reason.NOT_YET_OPEN,
    Reason.NOT_STAFFED,
    Reason.CLOSED_BY_STAFF,
    Reason.HALL_FULL,
    Reason.QUOTA_USED_UP,
    Reason.PAST_CUTOFF,
    Reason.CLOSED_FOR_TODAY,
    Reason.HOLIDAY,
    Reason.NOT_THIS_WEEKDAY,
)


@dataclass(frozen=True, kw_only=True)
class Closed:
    """Why no number may be taken, and from when again (in the mall's zone)."""

    reason: Reason
    opens_at: datetime | None
    note: LocalText | None
    """The holiday's name, where it is one, or what staff gave as the reason."""

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
    """One service as its card or page shows it; people and counters are those of the queue the visitor would join."""

    service: Service
    agency: Agency
    zone: Zone
    waiting: int
    counters: tuple[int, ...]
    few_left: int | None
    """How many numbers of its quota are left, where that is getting few."""
    closed: Closed | None


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


def agency_services(offer: Offer, agency: str, *, is_priority: bool) -> tuple[ServiceView, ...]:
    """Return the services of an agency in the mall's order."""
    return tuple(
        _service(offer, one, is_priority=is_priority) for one in offer.services if one.service.agency == agency
    )


def service_view(offer: Offer, service: str, *, is_priority: bool) -> ServiceView | None:
    """Return one service, None when the mall does not have it (any more)."""
    for one in offer.services:
        if one.service.code == service:
            return _service(offer, one, is_priority=is_priority)
    return None


def _service(offer: Offer, one: ServiceOffer, *, is_priority: bool) -> ServiceView:
    mall = offer.mall
    queue = mall.queue_for(one.service, is_priority=is_priority).code
    agency = mall.agency(one.service.agency)
    few = one.quota_left if one.quota_left is not None and 0 < one.quota_left <= FEW_LEFT else None
    return ServiceView(
        service=one.service,
        agency=agency,
        zone=mall.zone(agency.zone),
        waiting=offer.waiting_by_queue.get(queue, 0),
        counters=sharing.counters_of(mall, queue, offer.narrowed),
        few_left=few,
        closed=_closed([one]),
    )


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
    if nearest.reason is Reason.NOT_STAFFED:
        # An officer may come any minute: when services of another day open sends nobody home.
        again = []
    # What staff says of one service is no reason of the others.
    notes = {answer.note for answer in answers}
    has_note = nearest.reason is Reason.HOLIDAY or (nearest.reason is Reason.CLOSED_BY_STAFF and len(notes) == 1)
    note = nearest.note if has_note else None
    return Closed(reason=nearest.reason, opens_at=min(again, default=None), note=note)
