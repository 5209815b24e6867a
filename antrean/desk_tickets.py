"""Numbers that are given at a counter: to who stands there already, for a visitor, for the next step, and copies."""

import dataclasses
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final, TypeVar

from antrean import desk_steps as steps
from antrean import front, issuing
from antrean.desk_steps import Called, Desk
from antrean.errors import Reason, Refused
from antrean.issuing import Issued
from antrean.mall_record import Mall
from antrean.model import DEFAULT_LANGUAGE, LocalText, Priority, Service, Ticket, TicketState
from antrean.order import Because
from antrean.papers import ReprintBy
from antrean.receipt import MissingSlip
from antrean.store import overrides, tickets
from antrean.store.store import Store
from antrean.store.unit import WriteUnit

__all__ = ["Called", "Desk", "Issued", "device", "issue_for", "missing_slip", "next_step", "reprint", "walk_in"]

T = TypeVar("T")

WALK_IN: Final = "walk_in"
"""The reason of a call out of turn of somebody who came to the counter without a number."""

_BEFORE_A_NEXT_STEP: Final = frozenset({TicketState.CALLED, TicketState.SERVING, TicketState.HELD, TicketState.DONE})


def device(counter: int) -> str:
    """Return the name under which a counter gives and prints numbers, as a kiosk has one."""
    return f"counter-{counter}"


def walk_in(
    store: Store,
    desk: Desk,
    service: str,
    *,
    priority: Priority | None = None,
    language: str = DEFAULT_LANGUAGE,
    request_id: str,
) -> Called:
    """Give a number without paper to who stands at the counter, and call it here in the same write.

    Nothing is spoken: the visitor is there. While others wait in that queue it is a call out of turn, and marked as
    such. Opening hours and room do not matter, for nobody has to wait; the quota does, and whether the service is
    closed for today. Refused for a service of another counter's queues, and while somebody is here.
    """

    def work(unit: WriteUnit) -> Called:
        officer = steps.sitting(unit, desk)
        steps.refuse_busy(unit, desk.counter)
        record = unit.mall.service(service)
        queue = unit.mall.queue_for(record, is_priority=priority is not None).code
        _refuse_foreign_service(unit, desk.counter, record, queue)
        issuing.refuse_language(unit.mall, language)
        _refuse_used_up(unit, record)
        others_wait = tickets.place_after(unit, queue, 1) is not None
        ticket = issuing.insert(
            unit,
            record,
            priority=priority,
            language=language,
            request_id=request_id,
            device=device(desk.counter),
            wants_paper=False,
            officer=officer,
            counter=desk.counter,
            facts={"walk_in": True},
        )
        because = None if others_wait else Because.TURN
        called = steps.call(
            unit,
            ticket,
            desk.counter,
            officer,
            because=because,
            counts=False,
            chosen_for=WALK_IN if others_wait else None,
            is_spoken=False,
        )
        return Called(ticket=called, because=because)

    arguments = {"service": service, "is_priority": priority is not None, "language": language}
    return _once(store, desk, request_id, "walk_in", arguments, Called, work)


def issue_for(
    store: Store,
    desk: Desk,
    service: str,
    *,
    priority: Priority | None = None,
    language: str = DEFAULT_LANGUAGE,
    wants_paper: bool = True,
    request_id: str,
) -> Issued:
    """Give a visitor at the counter a number of any service; the caller prints it.

    The rules are those of the kiosk: hours, quota, officers and room.
    """

    def work(unit: WriteUnit) -> Issued:
        officer = steps.sitting(unit, desk)
        issuing.refuse_language(unit.mall, language)
        ticket = issuing.insert(
            unit,
            issuing.admit(unit, service),
            priority=priority,
            language=language,
            request_id=request_id,
            device=device(desk.counter),
            wants_paper=wants_paper,
            officer=officer,
            counter=desk.counter,
        )
        return issuing.issued(unit, ticket)

    arguments = {
        "service": service,
        "is_priority": priority is not None,
        "language": language,
        "wants_paper": wants_paper,
    }
    return _once(store, desk, request_id, "issue_for", arguments, Issued, work)


def next_step(
    store: Store, desk: Desk, code: str, service: str, *, wants_paper: bool = True, request_id: str
) -> Issued:
    """Give the visitor who is or was served here a number of the service they go on to; the caller prints it.

    Language and kind of priority are those of the ticket it follows. The rules are those of the kiosk. Refused for a
    ticket that is not at this counter.
    """

    def work(unit: WriteUnit) -> Issued:
        officer = steps.sitting(unit, desk)
        before = tickets.by_code(unit, code)
        _refuse_not_served_here(desk.counter, before)
        ticket = issuing.insert(
            unit,
            issuing.admit(unit, service),
            priority=tickets.priority_kind(unit, before.id),
            is_priority=before.is_priority,
            language=before.language,
            request_id=request_id,
            device=device(desk.counter),
            wants_paper=wants_paper,
            officer=officer,
            counter=desk.counter,
            facts={"after": before.code},
        )
        return issuing.issued(unit, ticket)

    arguments = {"code": code, "service": service, "wants_paper": wants_paper}
    return _once(store, desk, request_id, "next_step", arguments, Issued, work)


def reprint(store: Store, desk: Desk, code: str, *, request_id: str) -> Issued:
    """Note that a copy of one of today's tickets is wanted at this counter; the caller prints it, marked as a copy."""
    return front.reprint(store, code, request_id=request_id, device=device(desk.counter), by=ReprintBy.STAFF, desk=desk)


def missing_slip(mall: Mall, ticket: Ticket, missing: Sequence[int], *, at: datetime) -> MissingSlip:
    """Return what a visitor is to bring next time, in the visitor's language.

    `missing` are places in `Service.requirements`, as `desk.finish` takes them; none = all of them. `at` is the hall's
    time.
    """
    language = ticket.language
    service = mall.service(ticket.service)
    agency = mall.agency(service.agency)
    zone = mall.zone(agency.zone)
    wanted = sorted(set(missing)) or range(len(service.requirements))
    open_days = {day for day in range(7) if mall.hours.always_open or day in mall.hours.week}
    return MissingSlip(
        mall_name=mall.name.in_language(language),
        place=mall.place.in_language(language),
        agency=agency.name.in_language(language),
        service=service.name.in_language(language),
        code=ticket.code,
        missing=tuple(service.requirements[place].in_language(language) for place in wanted),
        counters=mall.counters_of(service.queue),
        zone=f"{zone.position} · {zone.color_name.in_language(language)}",
        weekdays=() if service.weekdays >= open_days else tuple(sorted(service.weekdays)),
        fee=service.fee.in_language(language),
        at=at.astimezone(mall.zone_info),
        language=language,
    )


def _refuse_foreign_service(unit: WriteUnit, counter: int, service: Service, queue: str) -> None:
    record = steps.at_work(unit, counter)
    # A priority visitor may be served where the service is, also when their line is called at another counter.
    if not {service.queue, queue}.isdisjoint((*record.own, *record.help)):
        return
    raise Refused(
        Reason.NOT_YOUR_QUEUE,
        f"Counter {counter} does not serve queue {service.queue} of {service.name}.",
        counter=counter,
        queue=service.queue,
        service=service.code,
    )


def _refuse_used_up(unit: WriteUnit, service: Service) -> None:
    left = issuing.quota_left(unit, service)
    found = issuing.answer(unit, service, left)
    # Past the last number of the kiosk the hours are the better reason for everybody else.
    if left == 0:
        found = dataclasses.replace(found, is_open=False, reason=Reason.QUOTA_USED_UP)
    elif found.reason is not Reason.CLOSED_BY_STAFF and (closed := overrides.closed_now(unit).get(service.code)):
        note = LocalText(closed.reason)
        found = dataclasses.replace(found, is_open=False, reason=Reason.CLOSED_BY_STAFF, note=note)
    if found.reason in (Reason.QUOTA_USED_UP, Reason.CLOSED_BY_STAFF):
        issuing.refuse_closed(service, found)


def _refuse_not_served_here(counter: int, ticket: Ticket) -> None:
    if ticket.state not in _BEFORE_A_NEXT_STEP:
        raise Refused(
            Reason.WRONG_STATE,
            f"{ticket.code} is {ticket.state.value.replace('_', ' ')}, so nothing follows it yet.",
            code=ticket.code,
            state=ticket.state.value,
        )
    if ticket.counter != counter:
        raise Refused(
            Reason.OTHER_COUNTER,
            f"{ticket.code} is at counter {ticket.counter}.",
            code=ticket.code,
            counter=ticket.counter,
        )


def _once(
    store: Store,
    desk: Desk,
    request_id: str,
    action: str,
    arguments: dict[str, Any],
    kind: type[T],
    work: Callable[[WriteUnit], T],
) -> T:
    who = {"counter": desk.counter, "officer": desk.officer}
    with store.write() as unit:
        return unit.once(request_id, action, who | arguments, kind, lambda: work(unit))
