"""What a supervisor changes of a number that nobody serves now: whether it is a priority one, and its queue."""

from typing import Any, Final

from antrean import acting
from antrean import desk_steps as steps
from antrean.errors import Reason, Refused
from antrean.mall_record import Mall
from antrean.model import EventKind, Officer, Priority, Ticket, TicketState
from antrean.permissions import Right, refuse_unless
from antrean.store import tickets
from antrean.store.store import Store
from antrean.store.unit import WriteUnit

_CHANGEABLE: Final = frozenset({TicketState.WAITING, TicketState.HELD, TicketState.NO_SHOW})


def change_priority(
    store: Store, by: int | None, code: str, kind: Priority | None, *, reason: str, request_id: str
) -> Ticket:
    """Make a number a priority one of some kind, or a regular one (None); number, place and waiting time are kept.

    It goes to the priority queue of its agency, or back to the queue of its service. The log and the request know
    only whether it is a priority number; the kind stays on the ticket. Refused for a number that is called, served
    or over, without a reason, and for who may not change numbers of its agency.
    """

    def work(unit: WriteUnit) -> Ticket:
        ticket, officer = _found(unit, by, code)
        why = steps.reason_code(reason)
        if kind is (tickets.priority_kind(unit, ticket.id) if ticket.is_priority else None):
            return ticket
        is_priority = kind is not None
        queue = _queue_for(unit.mall, ticket, is_priority=is_priority)
        event = _log(
            unit,
            EventKind.PRIORITY_CHANGED,
            ticket,
            officer,
            {"was_priority": ticket.is_priority, "is_priority": is_priority, "queue": queue, "reason": why},
        )
        columns = {"priority": None if kind is None else kind.value}
        return tickets.change(unit, ticket, event=event, columns=columns, is_priority=is_priority, queue=queue)

    arguments = {"by": by, "code": code, "is_priority": kind is not None, "reason": reason}
    with store.write() as unit:
        result: Ticket = unit.once(request_id, "change_priority", arguments, Ticket, lambda: work(unit))
        return result


def change_queue(store: Store, by: int | None, code: str, queue: str, *, reason: str, request_id: str) -> Ticket:
    """Let a number wait in another queue; number, place and waiting time are kept: nobody queues twice.

    Who was sent to one counter waits for every counter of the new queue. Refused as `change_priority` is, and
    unless the officer reaches both agencies.
    """

    def work(unit: WriteUnit) -> Ticket:
        ticket, officer = _found(unit, by, code)
        why = steps.reason_code(reason)
        target = unit.mall.queue(queue)
        refuse_unless(officer, Right.CHANGE_TICKET, agency=target.agency)
        if (ticket.queue, ticket.reserved_counter) == (queue, None):
            return ticket
        event = _log(unit, EventKind.QUEUE_CHANGED, ticket, officer, {"queue": queue, "reason": why})
        return tickets.change(unit, ticket, event=event, queue=queue, reserved_counter=None)

    arguments = {"by": by, "code": code, "queue": queue, "reason": reason}
    with store.write() as unit:
        result: Ticket = unit.once(request_id, "change_queue", arguments, Ticket, lambda: work(unit))
        return result


def _found(unit: WriteUnit, by: int | None, code: str) -> tuple[Ticket, Officer]:
    """Return a number that may be changed, and who changes it."""
    ticket = tickets.by_code(unit, code)
    officer = acting.officer(unit, by, Right.CHANGE_TICKET, agency=unit.mall.queue(ticket.queue).agency)
    if ticket.state not in _CHANGEABLE:
        raise Refused(
            Reason.WRONG_STATE,
            f"{ticket.code} is {ticket.state.value}; only a number that waits, is held or was missed is changed.",
            code=ticket.code,
            state=ticket.state.value,
        )
    return ticket, officer


def _queue_for(mall: Mall, ticket: Ticket, *, is_priority: bool) -> str:
    """Return where a number waits once it is a priority one, or no longer one."""
    here = mall.queue(ticket.queue)
    if here.is_priority is is_priority:
        return here.code
    if is_priority:
        found = mall.priority_queue(here.agency)
        return here.code if found is None else found.code
    service = mall.service(ticket.service)
    if service.agency == here.agency:
        return service.queue
    # It was sent to this agency without a service of it.
    regular = (queue.code for queue in mall.queues if queue.agency == here.agency and not queue.is_priority)
    return next(regular, here.code)


def _log(unit: WriteUnit, kind: EventKind, ticket: Ticket, officer: Officer, body: dict[str, Any]) -> int:
    facts = {**tickets.facts(ticket), **body}
    # At no counter: a hold keeps its counter, and nothing happens there.
    return unit.append(kind, ticket=ticket.id, queue=ticket.queue, officer=officer.id, body=facts)
