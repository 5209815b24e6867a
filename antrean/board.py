"""The hall as everybody sees it: who is called where, who was called last, how many wait."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

from antrean.mall_record import Mall
from antrean.model import CounterState, Event, EventKind
from antrean.store import shifts, stored, tickets
from antrean.store.announcements import MOST_CALLS
from antrean.store.store import Store

LONGEST_CODE: Final = 8
"""Signs of a number as it is shown: "CA-9999" has seven."""

CALLS_KEPT: Final = 40
"""More than any display shows; a zone's display still finds its own among them."""


@dataclass(frozen=True, kw_only=True)
class BoardCall:
    """The newest call of one ticket."""

    event: int
    """Id of the event that called: the order of the board, and the identity of this call."""
    ticket: int
    code: str
    counter: int
    zone: str
    agency: str
    is_priority: bool
    call_count: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Board:
    """The hall at one moment of the log: it contains every event up to `newest` of `epoch`."""

    epoch: str
    newest: int
    now: datetime
    service_day: date
    calls: tuple[BoardCall, ...] = ()
    """Newest first, each ticket once."""
    waiting: Mapping[str, int] = field(default_factory=dict)
    """By queue code; queues without anybody are missing."""
    counters: Mapping[int, CounterState] = field(default_factory=dict)
    """Those that are open or on break."""


def read(store: Store) -> tuple[Mall, Board]:
    """Return the mall and its board, of one transaction: following the log from `newest` on misses nothing."""
    with store.read() as unit:
        calls = tuple(
            _call(unit.mall, event, ticket.id, ticket.code, ticket.counter or 0, ticket.queue)
            | {"is_priority": ticket.is_priority, "call_count": ticket.call_count, "at": ticket.called_at}
            for event, ticket in tickets.newest_calls(unit, CALLS_KEPT)
            if unit.mall.knows_counter(ticket.counter) and unit.mall.knows_queue(ticket.queue)
        )
        now = {one.number: one.state for one in shifts.counters_now(unit) if one.state is not CounterState.CLOSED}
        return unit.mall, Board(
            epoch=unit.head.epoch,
            newest=unit.head.newest,
            now=unit.now,
            service_day=unit.service_day,
            calls=tuple(BoardCall(**call) for call in calls),
            waiting=tickets.waiting_by_queue(unit),
            counters=now,
        )


_CALLS: Final = frozenset({EventKind.CALLED, EventKind.RECALLED, EventKind.RESUMED})
# Its call was a mistake, or the ticket stands in line again: the number must not stay on the board.
_CALL_ENDS: Final = frozenset({EventKind.RELEASED, EventKind.REINSTATED, EventKind.TRANSFERRED})
# A supervisor changed it while nobody served it.
_CHANGES: Final = frozenset({EventKind.PRIORITY_CHANGED, EventKind.QUEUE_CHANGED})
_COUNTERS: Final = {
    EventKind.COUNTER_OPENED: CounterState.OPEN,
    EventKind.BREAK_ENDED: CounterState.OPEN,
    EventKind.BREAK_STARTED: CounterState.BREAK,
    EventKind.COUNTER_CLOSED: CounterState.CLOSED,
}


def fold(board: Board, mall: Mall, event: Event) -> Board:
    """Return the board after one more event; events at or before `board.newest` change nothing."""
    if event.id <= board.newest:
        return board
    calls, day = board.calls, board.service_day
    if event.service_day > day:
        calls, day = (), event.service_day
    if event.kind in _CALLS and event.ticket is not None:
        others = tuple(call for call in calls if call.ticket != event.ticket)
        calls = (*_called(mall, event, event.ticket), *others)[:CALLS_KEPT]
    elif event.kind in _CALL_ENDS:
        calls = tuple(call for call in calls if call.ticket != event.ticket)
    elif event.kind in _CHANGES:
        calls = tuple(_changed(mall, call, event) if call.ticket == event.ticket else call for call in calls)
    counters = board.counters
    if event.kind in _COUNTERS and event.counter is not None:
        counters = {number: state for number, state in counters.items() if number != event.counter}
        if (state := _COUNTERS[event.kind]) is not CounterState.CLOSED:
            counters[event.counter] = state
    return replace(
        board,
        newest=event.id,
        now=event.at,
        service_day=day,
        calls=calls,
        waiting=_waiting(board.waiting, event),
        counters=counters,
    )


def of_zones(board: Board, zones: tuple[str, ...]) -> Board:
    """Return the board with the calls of some zones only; no zones = the whole hall."""
    if not zones:
        return board
    return replace(board, calls=tuple(call for call in board.calls if call.zone in zones))


def waiting_of_agency(board: Board, mall: Mall, agency: str) -> int:
    """Return how many wait in all queues of an agency."""
    return sum(board.waiting.get(queue.code, 0) for queue in mall.queues if queue.agency == agency)


def _waiting(waiting: Mapping[str, int], event: Event) -> Mapping[str, int]:
    steps = _steps(event)
    if not steps:
        return waiting
    changed = dict(waiting)
    for queue, step in steps:
        changed[queue] = changed.get(queue, 0) + step
        if changed[queue] <= 0:
            del changed[queue]
    return changed


def _steps(event: Event) -> tuple[tuple[str, int], ...]:
    """Return which queues an event makes longer or shorter."""
    queue = event.queue or ""
    match event.kind:
        case EventKind.ISSUED | EventKind.RELEASED | EventKind.REINSTATED:
            return ((queue, 1),)
        case EventKind.TRANSFERRED:
            return ((_queue(event), 1),)
        case EventKind.CALLED | EventKind.TRANSFER_UNDONE:
            return ((queue, -1),)
        case EventKind.CANCELLED | EventKind.EXPIRED if event.body.get("from") == "waiting":
            return ((queue, -1),)
        case EventKind.PRIORITY_CHANGED | EventKind.QUEUE_CHANGED if event.body.get("from") == "waiting":
            return ((queue, -1), (_queue(event), 1))
        case _:
            return ()


def _queue(event: Event) -> str:
    return stored.text_of(event.body, "queue")


def _changed(mall: Mall, call: BoardCall, event: Event) -> BoardCall:
    if not mall.knows_queue(_queue(event)):
        return call
    agency = mall.queue(_queue(event)).agency
    return replace(call, agency=agency, is_priority=event.body.get("is_priority") is True)


def _called(mall: Mall, event: Event, ticket: int) -> tuple[BoardCall, ...]:
    """Return what the board shows of a call; nothing where the mall has no such counter or queue, or no number is told.

    A counter or queue may be retired once its tickets are done; nobody can be sent there any more.
    """
    code, counter, queue = stored.text_of(event.body, "code"), event.counter or 0, event.queue or ""
    if not code or not (mall.knows_counter(counter) and mall.knows_queue(queue)):
        return ()
    row = _call(mall, event.id, ticket, code[:LONGEST_CODE], counter, queue)
    return (
        BoardCall(
            **row,
            is_priority=event.body.get("is_priority") is True,
            call_count=stored.whole_of(event.body, "call_count", 1, MOST_CALLS),
            at=event.at,
        ),
    )


def _call(mall: Mall, event: int, ticket: int, code: str, counter: int, queue: str) -> dict[str, Any]:
    return {
        "event": event,
        "ticket": ticket,
        "code": code,
        "counter": counter,
        "zone": mall.counter(counter).zone,
        "agency": mall.queue(queue).agency,
    }
