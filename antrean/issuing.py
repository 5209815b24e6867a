"""How a number comes into the queue, inside one write: may it be taken now, and the ticket with its fact in the log."""

import dataclasses
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from antrean import capacity, hours, lifecycle, numbering, sharing
from antrean.capacity import Capacity
from antrean.errors import Reason, Refused
from antrean.hours import Answer
from antrean.lifecycle import Action
from antrean.mall_record import Mall
from antrean.model import EventKind, LocalText, Officer, PrintState, Priority, Service, Ticket
from antrean.store import overrides, shifts, tickets
from antrean.store.overrides import Override
from antrean.store.unit import ReadUnit, WriteUnit

SECRET_BYTES: Final = 10


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A number that is in the queue now: what the screen shows and the paper says."""

    ticket: Ticket
    people_ahead: int
    counters: tuple[int, ...]


def issued(unit: ReadUnit, ticket: Ticket) -> Issued:
    """Return a ticket as it stands in line now."""
    return Issued(
        ticket=ticket,
        people_ahead=tickets.people_ahead(unit, ticket),
        counters=sharing.counters_of(unit.mall, ticket.queue, narrowed(unit)),
    )


def narrowed(unit: ReadUnit) -> Mapping[int, tuple[str, ...]]:
    """Return the shared counters that work for some of their agencies only now, with those agencies."""
    if not unit.mall.shared_counters:
        return {}
    return sharing.narrowed(unit.mall, unit.local_now.weekday(), shifts.staffed(unit))


def refuse_language(mall: Mall, language: str) -> None:
    if language not in mall.languages:
        raise Refused(Reason.BAD_INPUT, f"This mall has no tickets in the language “{language[:8]}”.")


def admit(unit: WriteUnit, service: str) -> Service:
    """Return a service that takes somebody in now; refuse it when closed, used up, not staffed or full.

    Under the write lock: nobody else takes the last room meanwhile.
    """
    record = unit.mall.service(service)
    refuse_closed(record, answer(unit, record, quota_left(unit, record)))
    return record


def quota_left(unit: ReadUnit, service: Service) -> int | None:
    """Return how many of today's numbers are left; None for a service without a quota."""
    if service.daily_quota is None:
        return None
    return numbering.quota_left(service.daily_quota, tickets.taken_today(unit, service.code))


def left_of(service: Service, taken: int, used_up: Collection[str]) -> int | None:
    """Return how many numbers are left for people without priority; None without a quota.

    `used_up` are the queues that have given the last number there is.
    """
    return 0 if service.queue in used_up else numbering.quota_left(service.daily_quota, taken)


def insert(
    unit: WriteUnit,
    service: Service,
    *,
    priority: Priority | None,
    language: str,
    request_id: str,
    device: str,
    wants_paper: bool,
    officer: Officer | None = None,
    counter: int | None = None,
    facts: Mapping[str, Any] | None = None,
    is_priority: bool = False,
    number: int | None = None,
) -> Ticket:
    """Give the next number of a service and put it into the queue; `facts` go into the body of its event.

    `is_priority` is for a priority visitor whose kind is not known any more, `number` for one that was taken from the
    series beforehand.
    """
    is_priority = is_priority or priority is not None
    queue = unit.mall.queue_for(service, is_priority=is_priority).code
    number = tickets.next_number(unit, queue) if number is None else number
    new = Ticket(
        id=0,
        code=numbering.ticket_code(queue, number),
        service_day=unit.service_day,
        series=queue,
        number=number,
        queue=queue,
        service=service.code,
        state=lifecycle.next_state(None, Action.ISSUE),
        is_priority=is_priority,
        language=language,
        place=unit.next_event,
        counter=None,
        reserved_counter=None,
        is_transferred=False,
        issued_at=unit.now,
        waiting_since=unit.now,
        called_at=None,
        started_at=None,
        ended_at=None,
        call_count=0,
        outcome=None,
        secret=secrets.token_hex(SECRET_BYTES),
        print_state=PrintState.PENDING if wants_paper else PrintState.NOT_WANTED,
    )
    ticket = tickets.insert(unit, new, priority=priority, issue_request=request_id, device=device)
    body = {"code": ticket.code, "service": service.code, "is_priority": is_priority, "language": language}
    unit.append(
        EventKind.ISSUED,
        ticket=ticket.id,
        counter=counter,
        queue=queue,
        officer=None if officer is None else officer.id,
        body={**body, "device": device, **(facts or {})},
    )
    return ticket


def answer(
    unit: ReadUnit,
    service: Service,
    left: int | None,
    hall: Capacity | None = None,
    closed: Mapping[str, Override] | None = None,
) -> Answer:
    """Say whether a number of a service may be taken now; `left` is what its quota leaves.

    The reasons are asked in the order hours, quota, closed by staff, nobody there, full: no later one promises a time
    that an earlier one does not keep. `closed` are the services that staff closed, read when it is not given.
    """
    found = hours.answer(unit.mall.hours, service.weekdays, unit.local_now)
    if found.is_open and left == 0:
        return dataclasses.replace(found, is_open=False, reason=Reason.QUOTA_USED_UP)
    override = (overrides.closed_now(unit) if closed is None else closed).get(service.code)
    if override is not None:
        return hours.closed_by_staff(
            unit.mall.hours,
            service.weekdays,
            unit.local_now,
            why=LocalText(override.reason),
            reopens_at=override.reopens_at,
        )
    if not found.is_open:
        return found
    reason = (hall or room(unit)).why_not(service)
    if reason is None:
        return found
    # Nobody knows when an officer comes, and it is no reason to come back tomorrow.
    opens_at = None if reason is Reason.NOT_STAFFED else found.opens_at
    return dataclasses.replace(found, is_open=False, reason=reason, opens_at=opens_at)


def room(unit: ReadUnit, waiting: Mapping[tuple[str, str], int] | None = None) -> Capacity:
    """Read what the rules of room and officers need, and no more."""
    if waiting is None:
        waiting = tickets.waiting_by_service(unit) if capacity.is_limited(unit.mall) else {}
    is_asked = capacity.is_staff_expected(unit.mall, unit.local_now)
    staffed = shifts.staffed(unit) if is_asked or unit.mall.shared_counters else {}
    return Capacity(
        mall=unit.mall,
        at=unit.local_now,
        waiting=waiting,
        staffed=staffed,
        narrowed=sharing.narrowed(unit.mall, unit.local_now.weekday(), staffed),
    )


def refuse_closed(service: Service, found: Answer) -> None:
    if found.is_open:
        return
    assert found.reason is not None
    raise Refused(
        found.reason,
        f"{service.name}: {_why(found)}{_again(found)}",
        service=service.code,
        opens_at=None if found.opens_at is None else found.opens_at.isoformat(),
        note=None if found.note is None else found.note.indonesian,
    )


_WHY: Final = {
    Reason.HOLIDAY: "closed today, a holiday.",
    Reason.NOT_THIS_WEEKDAY: "not served on this weekday.",
    Reason.NOT_YET_OPEN: "not open yet.",
    Reason.ON_BREAK: "on a break.",
    Reason.PAST_CUTOFF: "no more numbers are given today.",
    Reason.CLOSED_FOR_TODAY: "closed for today.",
    Reason.QUOTA_USED_UP: "today's numbers are used up.",
    Reason.CLOSED_BY_STAFF: "closed by staff:",
    Reason.NOT_STAFFED: "nobody is at the counters of its agency; open one of them.",
    Reason.HALL_FULL: "those who already wait fill its counters until closing.",
}


def _why(found: Answer) -> str:
    assert found.reason is not None
    if found.reason is Reason.CLOSED_BY_STAFF and found.note is not None:
        return f"{_WHY[found.reason]} {found.note.indonesian.rstrip('.')}."
    return _WHY[found.reason]


def _again(found: Answer) -> str:
    if found.opens_at is None:
        return ""
    return f" Numbers are given again from {found.opens_at:%Y-%m-%d %H:%M}."
