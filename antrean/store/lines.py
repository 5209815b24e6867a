"""The lines in front of a counter: the head of each, and which of its calls count for the priority ratio."""

from typing import Any, Final

from sqlalchemy import Boolean, bindparam, literal, or_, select, text, true, union_all

from antrean.numbering import LAST_NUMBER
from antrean.order import Head
from antrean.store import tables as t
from antrean.store.unit import ReadUnit

_T: Final = t.tickets.c


def _heads(*, is_careful: bool) -> Any:
    line = t.tickets.alias("line")
    is_right = (
        line.c.number.between(1, LAST_NUMBER),
        _is_there(t.services, line.c.service),
        _is_there(t.queues, line.c.queue),
    )
    wanted = is_right if is_careful else ()
    kinds = union_all(
        select(literal(True, Boolean).label("is_priority")), select(literal(False, Boolean).label("is_priority"))
    ).subquery("kinds")
    first_in_line = (
        select(line.c.id)
        .where(
            line.c.queue == t.counter_queues.c.queue,
            line.c.is_priority == kinds.c.is_priority,
            text("line.state = 'waiting' AND line.reserved_counter IS NULL"),
            *wanted,
        )
        .order_by(line.c.place, line.c.place_tie)
        .limit(1)
        .correlate(t.counter_queues, kinds)
        .scalar_subquery()
    )
    first_reserved = (
        select(line.c.id)
        .where(
            line.c.reserved_counter == bindparam("counter"),
            text("line.state = 'waiting' AND line.reserved_counter IS NOT NULL"),
            *wanted,
        )
        .order_by(line.c.place, line.c.place_tie)
        .limit(1)
        .scalar_subquery()
    )
    columns = (
        _T.id,
        _T.place,
        _T.place_tie,
        _T.number,
        _T.queue,
        _T.service,
        _T.is_priority,
        _T.waiting_since,
        t.services.c.wait_target_minutes,
    )
    # A shared counter works for one of its agencies, if it says so; whom it helps it helps all the time.
    of_another_agency = (
        select(t.shifts.c.id)
        .where(t.shifts.c.counter == bindparam("counter"), t.OPEN_SHIFT, t.shifts.c.agency != t.queues.c.agency)
        .correlate(t.queues)
        .exists()
    )
    in_line = (
        select(*columns, t.counter_queues.c.is_own, literal(False, Boolean).label("is_reserved"))
        .select_from(t.counter_queues.join(kinds, true()).join(t.tickets, _T.id == first_in_line))
        .join(t.services, t.services.c.code == _T.service, isouter=True)
        .join(t.queues, t.queues.c.code == t.counter_queues.c.queue)
        .where(t.counter_queues.c.counter == bindparam("counter"))
        .where(or_(t.counter_queues.c.is_own.is_(False), ~of_another_agency))
    )
    reserved = (
        select(*columns, literal(True, Boolean).label("is_own"), literal(True, Boolean).label("is_reserved"))
        .select_from(t.tickets)
        .join(t.services, t.services.c.code == _T.service, isouter=True)
        .where(_T.id == first_reserved)
    )
    return union_all(in_line, reserved)


def _is_there(table: Any, code: Any) -> Any:
    """Say whether the mall still has what a column of a ticket names."""
    # Not EXISTS: PostgreSQL would join the tables and sort what is in the index in its order already.
    return select(table.c.retired).where(table.c.code == code).correlate(code.table).scalar_subquery().is_(False)


_HEADS = _heads(is_careful=False)
_SERVED_HEADS = _heads(is_careful=True)
_RECENT_TURNS = (
    select(_T.is_priority)
    .where(_T.turn_counter == bindparam("counter"), _T.service_day == bindparam("day"))
    .order_by(_T.turn_event.desc())
    .limit(bindparam("ratio"))
)


def heads(unit: ReadUnit, counter: int) -> list[Head]:
    """Return the first callable ticket of each (queue, priority) of a counter, and the first reserved for it.

    One that nobody here can serve or call does not stand before the others. Only another program can have written it,
    so it is looked for only when one is seen.
    """
    found = unit.connection.execute(_HEADS, {"counter": counter}).all()
    if not all(_is_right(unit, row) for row in found):
        found = unit.connection.execute(_SERVED_HEADS, {"counter": counter}).all()
    return [
        Head(
            ticket=row.id,
            place=row.place,
            place_tie=row.place_tie,
            queue=row.queue,
            is_priority=row.is_priority,
            is_own=row.is_own,
            is_reserved=row.is_reserved,
            waiting_since=row.waiting_since,
            wait_target_minutes=row.wait_target_minutes,
        )
        for row in found
    ]


def _is_right(unit: ReadUnit, row: Any) -> bool:
    return unit.mall.knows(queue=row.queue, service=row.service) and 1 <= row.number <= LAST_NUMBER


def recent_turns(unit: ReadUnit, counter: int, ratio: int) -> list[bool]:
    """Return of the counter's newest calls that count for the ratio whether they were priority, newest first."""
    rows = unit.connection.execute(_RECENT_TURNS, {"counter": counter, "day": unit.service_day, "ratio": ratio})
    return list(rows.scalars())
