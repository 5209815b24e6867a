"""What a supervisor's view of the hall reads: who waits where, who left, what was called out of turn; of today only."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, or_, select, text

from antrean.alert_facts import Left, Line
from antrean.model import EventKind, Ticket, TicketState
from antrean.store import stored, tickets
from antrean.store import tables as t
from antrean.store.unit import ReadUnit

CHOSEN_LIMIT: Final = 100

_T: Final = t.tickets.c
_E: Final = t.events.c
_STATES: Final = frozenset(TicketState)
_TODAY = _T.service_day == bindparam("day")
_LINES = (
    select(
        _T.queue,
        _T.service,
        _T.reserved_counter,
        _T.is_priority,
        func.count().label("people"),
        func.min(_T.waiting_since).label("since"),
    )
    .where(_TODAY, t.UNFINISHED, text("state = 'waiting'"))
    .group_by(_T.queue, _T.service, _T.reserved_counter, _T.is_priority)
)
_ACTIVE = select(t.tickets).where(_TODAY, t.UNFINISHED, t.ACTIVE)
_FIGURES = select(_T.queue, _T.state, func.count().label("tickets")).where(_TODAY).group_by(_T.queue, _T.state)
_FREED_BY: Final = (
    *(EventKind.FINISHED, EventKind.NO_SHOW, EventKind.HELD, EventKind.TRANSFERRED, EventKind.RELEASED),
    EventKind.COUNTER_OPENED,
    EventKind.BREAK_ENDED,
)


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A visitor was called out of turn."""

    code: str
    counter: int
    queue: str
    officer: str | None
    """By name."""
    reason: str
    """The code word that the log keeps."""
    at: datetime


def lines(unit: ReadUnit) -> tuple[Line, ...]:
    """Return who waits today, in groups that wait for the same."""
    found: dict[tuple[str, str, int | None], Line] = {}
    for row in unit.connection.execute(_LINES, {"day": unit.service_day}):
        if not unit.mall.knows(queue=row.queue, service=row.service):
            continue
        key = row.queue, row.service, row.reserved_counter
        before = found.get(key)
        found[key] = Line(
            queue=row.queue,
            service=row.service,
            reserved_counter=row.reserved_counter,
            people=row.people + (before.people if before else 0),
            priority_people=(row.people if row.is_priority else 0) + (before.priority_people if before else 0),
            since=min(row.since, before.since) if before else row.since,
        )
    return tuple(found.values())


def active(unit: ReadUnit) -> dict[int, Ticket]:
    """Return today's called and served tickets by the counter where they are."""
    rows = unit.connection.execute(_ACTIVE, {"day": unit.service_day})
    found = tickets.readable(unit, rows)
    return {one.counter: one for one in found if one.counter is not None}


def figures(unit: ReadUnit) -> dict[str, dict[TicketState, int]]:
    """Count today's tickets of each queue by state."""
    found: dict[str, dict[TicketState, int]] = {}
    for row in unit.connection.execute(_FIGURES, {"day": unit.service_day}):
        if row.state in _STATES:
            found.setdefault(row.queue, {})[TicketState(row.state)] = row.tickets
    return found


def freed(unit: ReadUnit, counters: Collection[int]) -> dict[int, datetime]:
    """Return when some counters last became free today."""
    return _newest(unit, _FREED_BY, counters)


def closed(unit: ReadUnit, counters: Collection[int]) -> dict[int, datetime]:
    """Return when some counters were last closed today."""
    return _newest(unit, (EventKind.COUNTER_CLOSED,), counters)


def left_since(unit: ReadUnit, moment: datetime, queues: Collection[str]) -> tuple[Left, ...]:
    """Return who of some queues stopped waiting today at or after a moment: was called, or gave the number back.

    Of those who were called again it is the newest call that counts, a little later than the truth.
    """
    found = select(_T.queue, _T.service, _T.reserved_counter, _T.waiting_since, _T.called_at, _T.ended_at).where(
        _T.service_day == unit.service_day,
        _T.queue.in_(queues),
        or_(_T.called_at >= moment, _T.called_at.is_(None) & (_T.ended_at >= moment)),
    )
    return tuple(
        Left(
            queue=row.queue,
            service=row.service,
            reserved_counter=row.reserved_counter,
            since=row.waiting_since,
            left_at=row.called_at or row.ended_at,
        )
        for row in unit.connection.execute(found)
        if unit.mall.knows(queue=row.queue, service=row.service)
    )


def hold_reasons(unit: ReadUnit, held: Sequence[Ticket]) -> dict[int, str]:
    """Return for which reason some tickets were last held, by their ids."""
    if not held:
        return {}
    found = (
        select(_E.ticket, _E.body)
        .where(_E.ticket.in_([ticket.id for ticket in held]), _E.kind == EventKind.HELD.value)
        .order_by(_E.id)
    )
    return {row.ticket: stored.text_of(stored.body(row.body), "reason") for row in unit.connection.execute(found)}


# What the rule chose says why; a call that an officer chose says nothing there (desk.call).
_CHOSEN = (
    select(_E.at, _E.counter, _E.queue, _E.body, t.officers.c.name)
    .join(t.officers, t.officers.c.id == _E.officer, isouter=True)
    .where(
        _E.service_day == bindparam("day"),
        _E.kind == EventKind.CALLED.value,
        _E.body.like('%"because":null%'),
    )
    .order_by(_E.id.desc())
)


def chosen(unit: ReadUnit, queues: Collection[str] | None) -> tuple[Chosen, ...]:
    """Return who was called out of turn today, the newest first; `queues` None = of the whole hall."""
    found = _CHOSEN if queues is None else _CHOSEN.where(_E.queue.in_(queues))
    return tuple(_chosen(row) for row in unit.connection.execute(found.limit(CHOSEN_LIMIT), {"day": unit.service_day}))


def _chosen(row: Any) -> Chosen:
    body = stored.body(row.body)
    return Chosen(
        code=stored.text_of(body, "code"),
        counter=row.counter or 0,
        queue=row.queue or "",
        officer=row.name,
        reason=stored.text_of(body, "reason"),
        at=row.at,
    )


def _newest(unit: ReadUnit, kinds: Sequence[EventKind], counters: Collection[int]) -> dict[int, datetime]:
    if not counters:
        return {}
    found = (
        select(_E.counter, func.max(_E.at).label("at"))
        .where(
            _E.service_day == unit.service_day,
            _E.kind.in_([kind.value for kind in kinds]),
            _E.counter.in_(counters),
        )
        .group_by(_E.counter)
    )
    return {row.counter: row.at for row in unit.connection.execute(found)}
