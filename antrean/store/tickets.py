"""Tickets as rows: finding, inserting, changing, listing and counting them."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Boolean, Row, and_, bindparam, case, func, or_, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from antrean.errors import Reason, Refused
from antrean.model import Counter, EventKind, PrintState, Priority, Ticket, TicketState
from antrean.numbering import LAST_NUMBER, parse_code, ticket_code
from antrean.store import stored
from antrean.store import tables as t
from antrean.store.columns import seconds_between
from antrean.store.unit import ReadUnit, WriteUnit

_T: Final = t.tickets.c


def from_row(row: Row[Any]) -> Ticket:
    """Return the ticket of a row; raise ValueError for a state or a number that there is not."""
    if not 1 <= row.number <= LAST_NUMBER:
        raise ValueError(f"{row.number} is the number of no ticket")
    return Ticket(
        id=row.id,
        code=ticket_code(row.series, row.number),
        service_day=row.service_day,
        series=row.series,
        number=row.number,
        queue=row.queue,
        service=row.service,
        state=TicketState(row.state),
        is_priority=row.is_priority,
        language=row.language,
        place=row.place,
        counter=row.counter,
        reserved_counter=row.reserved_counter,
        is_transferred=row.is_transferred,
        issued_at=row.issued_at,
        waiting_since=row.waiting_since,
        called_at=row.called_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        call_count=row.call_count,
        outcome=row.outcome,
        secret=row.secret if _is_plain(row.secret) else "",
        print_state=PrintState(row.print_state) if row.print_state in _PAPERS else PrintState.UNKNOWN,
        remind_at=row.remind_at,
        is_chosen=row.is_chosen,
    )


_PAPERS: Final = frozenset(PrintState)
_TABLE: Final = t.tickets.name


def _is_plain(secret: str) -> bool:
    """Say whether a code can be printed as a QR and scanned again (front.find)."""
    return secret.isascii() and secret.isalnum()


def _one(row: Row[Any] | None) -> Ticket | None:
    return None if row is None else stored.one(row, from_row, _TABLE)


def readable(unit: ReadUnit, rows: Iterable[Row[Any]]) -> list[Ticket]:
    """Return the tickets of some rows without those that nobody here can serve.

    A queue or service is retired only when no ticket needs it any more: another program wrote such a row.
    """
    found = stored.each(rows, from_row, _TABLE)
    return [one for one in found if unit.mall.knows(queue=one.queue, service=one.service)]


_BY_ID = select(t.tickets).where(_T.id == bindparam("ticket"))
_BY_NUMBER = select(t.tickets).where(
    _T.service_day == bindparam("day"), _T.series == bindparam("series"), _T.number == bindparam("number")
)
_BY_REQUEST = select(t.tickets).where(_T.issue_request == bindparam("request"))
_BY_SECRET = select(t.tickets).where(_T.secret == bindparam("secret"))
_ACTIVE_AT = select(t.tickets).where(_T.counter == bindparam("counter"), t.ACTIVE)


def facts(ticket: Ticket) -> dict[str, Any]:
    """Return what every event of a ticket says of it; `from` is its state before the change."""
    return {
        "code": ticket.code,
        "service": ticket.service,
        "is_priority": ticket.is_priority,
        "from": ticket.state.value,
    }


def by_id(unit: ReadUnit, ticket: int) -> Ticket:
    return stored.one(unit.connection.execute(_BY_ID, {"ticket": ticket}).one(), from_row, _TABLE)


def find(unit: ReadUnit, ticket: int) -> Ticket | None:
    """Return a ticket that something else names; None where there is none that can be read."""
    return next(iter(readable(unit, unit.connection.execute(_BY_ID, {"ticket": ticket}))), None)


def by_code(unit: ReadUnit, code: str) -> Ticket:
    """Return today's ticket of a code such as "CA-012"; raise Refused(unknown_ticket)."""
    series, number = parse_code(code)
    found = unit.connection.execute(
        _BY_NUMBER, {"day": unit.service_day, "series": series, "number": number}
    ).one_or_none()
    if found is None:
        shown = ticket_code(series, number)
        raise Refused(Reason.UNKNOWN_TICKET, f"No ticket {shown} was issued today.", code=shown)
    return stored.one(found, from_row, _TABLE)


def by_request(unit: ReadUnit, request: str) -> Ticket | None:
    """Return the ticket that a request id issued, of any day."""
    return _one(unit.connection.execute(_BY_REQUEST, {"request": request}).one_or_none())


def by_secret(unit: ReadUnit, secret: str) -> Ticket | None:
    return _one(unit.connection.execute(_BY_SECRET, {"secret": secret}).one_or_none())


def active_at(unit: ReadUnit, counter: int) -> Ticket | None:
    """Return the ticket called to or served at a counter."""
    found = _one(unit.connection.execute(_ACTIVE_AT, {"counter": counter}).one_or_none())
    if found is not None and not unit.mall.knows(queue=found.queue, service=found.service):
        # It cannot be left out: the counter would call the next one beside it.
        raise stored.unreadable(_TABLE, found)
    return found


_INSERT = t.tickets.insert().returning(_T.id)


def insert(unit: WriteUnit, ticket: Ticket, *, priority: Priority | None, issue_request: str, device: str) -> Ticket:
    """Add a ticket whose place is the next event; return it with its id."""
    row = {item.name: getattr(ticket, item.name) for item in dataclasses.fields(ticket) if item.name in _COLUMNS}
    del row["id"]
    row |= {
        "priority": priority,
        "last_event": unit.next_event,
        "issue_request": issue_request,
        "device": device,
    }
    try:
        return dataclasses.replace(ticket, id=unit.connection.execute(_INSERT, row).scalar_one())
    except IntegrityError as error:
        # The request itself is forgotten after two days; its ticket still knows it.
        if "issue_request" in str(error.orig):
            raise Refused(
                Reason.REQUEST_MISMATCH, f"The request id {issue_request} took a number days ago; use a new one."
            ) from None
        raise


_COLUMNS = frozenset(t.tickets.c.keys())
_CHANGE = t.tickets.update().where(_T.id == bindparam("ticket_id"))


def change(
    unit: WriteUnit, ticket: Ticket, *, event: int, columns: Mapping[str, Any] | None = None, **fields: Any
) -> Ticket:
    """Write changed fields of a ticket and return it; `columns` are those that only the table knows."""
    unit.connection.execute(
        _CHANGE,
        {"ticket_id": ticket.id, "last_event": event, **fields, **(columns or {})},
    )
    return dataclasses.replace(ticket, **fields)


_CALLS_THAT_STAND = select(
    func.coalesce(func.sum(case((t.events.c.kind == EventKind.RELEASED.value, -1), else_=1)), 0)
).where(
    t.events.c.ticket == bindparam("ticket"),
    t.events.c.kind.in_([EventKind.CALLED.value, EventKind.RESUMED.value, EventKind.RELEASED.value]),
)


_PRIORITIES: Final = frozenset(Priority)


def was_called(unit: ReadUnit, ticket: int) -> bool:
    """Say whether a call of the ticket stands: one that was released never was."""
    stand: int = unit.connection.execute(_CALLS_THAT_STAND, {"ticket": ticket}).scalar_one()
    return stand > 0


def priority_kind(unit: ReadUnit, ticket: int) -> Priority | None:
    """Return the kind of a priority ticket; None for a regular one, and for all once their day is closed."""
    kind = unit.connection.execute(select(_T.priority).where(_T.id == ticket)).scalar_one()
    return Priority(kind) if kind in _PRIORITIES else None


def set_print_state(unit: WriteUnit, ticket: int, state: PrintState) -> None:
    unit.connection.execute(t.tickets.update().where(_T.id == ticket).values(print_state=state.value))


def pending_prints(unit: ReadUnit, device: str) -> list[Ticket]:
    """Return today's tickets of a kiosk whose paper nobody has heard of yet."""
    pending = select(t.tickets).where(
        _T.service_day == unit.service_day, _T.device == device, _T.print_state == PrintState.PENDING.value
    )
    return readable(unit, unit.connection.execute(pending.order_by(_T.id)))


_ISSUED_BY = (
    select(_T.issued_at)
    .where(_T.device == bindparam("device"), _T.service_day == bindparam("day"))
    .order_by(_T.id.desc())
    .limit(bindparam("count"))
)


def issue_times(unit: ReadUnit, device: str, count: int) -> list[datetime]:
    """Return when a device gave its newest so many numbers of today, the newest first."""
    values = {"device": device, "day": unit.service_day, "count": count}
    return list(unit.connection.execute(_ISSUED_BY, values).scalars())


def _next_number(insert: Any) -> Any:
    added = insert(t.series).values(queue=bindparam("queue"), service_day=bindparam("day"), last=bindparam("count"))
    # In this order no column overflows, whatever another program wrote there.
    has_room = t.series.c.last <= LAST_NUMBER - added.excluded.last
    return added.on_conflict_do_update(
        index_elements=[t.series.c.queue, t.series.c.service_day],
        set_={"last": t.series.c.last + added.excluded.last},
        where=has_room,
    ).returning(t.series.c.last)


_NEXT_NUMBER = {"sqlite": _next_number(sqlite.insert), "postgresql": _next_number(postgresql.insert)}


def next_number(unit: WriteUnit, queue: str) -> int:
    """Take the next number of a queue's series of today: no gap, since it is one transaction with its ticket.

    Refused as `next_numbers` is.
    """
    return next_numbers(unit, queue, unit.service_day, 1)[0]


def next_numbers(unit: WriteUnit, queue: str, day: date, count: int) -> range:
    """Take the next so many numbers of a queue's series of a day.

    Refused(quota_used_up) where the day would need a number beyond LAST_NUMBER: screens, paper and voice have four
    digits.
    """
    last = _take(unit, queue, day, count)
    if last is not None and _given(unit, queue, day, last - count + 1, last):
        # Another program has set the series back, or given numbers by itself: none is given twice.
        taken = _given(unit, queue, day, last - count + 1, LAST_NUMBER)
        while last is not None and not taken.isdisjoint(range(last - count + 1, last + 1)):
            last = _take(unit, queue, day, 1)
    if last is None:
        raise Refused(
            Reason.QUOTA_USED_UP,
            f"The numbers of queue {queue} are used up for {day}: {ticket_code(queue, LAST_NUMBER)} is the last one.",
            queue=queue,
        )
    return range(last - count + 1, last + 1)


_GIVEN = select(_T.number).where(
    _T.service_day == bindparam("day"),
    _T.series == bindparam("queue"),
    _T.number.between(bindparam("first"), bindparam("end")),
)
_ON_PAPER = select(t.emergency_numbers.c.number).where(
    t.emergency_numbers.c.service_day == bindparam("day"),
    t.emergency_numbers.c.queue == bindparam("queue"),
    t.emergency_numbers.c.number.between(bindparam("first"), bindparam("end")),
)


def _take(unit: WriteUnit, queue: str, day: date, count: int) -> int | None:
    """Move the series on and return its last number now; None where it has no room for so many."""
    statement = _NEXT_NUMBER[unit.connection.dialect.name]
    last: int | None = unit.connection.execute(statement, {"queue": queue, "day": day, "count": count}).scalar()
    return last


def _given(unit: WriteUnit, queue: str, day: date, first: int, end: int) -> set[int]:
    """Return which numbers of a series from `first` to `end` have been given: none, while only Antrean writes here."""
    parameters = {"queue": queue, "day": day, "first": first, "end": end}
    return {number for one in (_GIVEN, _ON_PAPER) for number in unit.connection.execute(one, parameters).scalars()}


_USED_UP = select(t.series.c.queue).where(
    t.series.c.service_day == bindparam("day"),
    t.series.c.queue.in_(bindparam("queues", expanding=True)),
    t.series.c.last >= LAST_NUMBER,
)


def used_up(unit: ReadUnit) -> frozenset[str]:
    """Return the queues of the mall that have given their last number of today."""
    queues = [queue.code for queue in unit.mall.queues]
    return frozenset(unit.connection.execute(_USED_UP, {"day": unit.service_day, "queues": queues}).scalars())


_TAKEN = select(func.count()).where(
    _T.service_day == bindparam("day"), _T.service == bindparam("service"), text("state <> 'cancelled'")
)
_TAKEN_ALL = (
    select(_T.service, func.count().label("taken"))
    .where(_T.service_day == bindparam("day"), text("state <> 'cancelled'"))
    .group_by(_T.service)
)


def taken_today(unit: ReadUnit, service: str) -> int:
    """Count a service's numbers of today that were not cancelled: what the quota limits."""
    taken: int = unit.connection.execute(_TAKEN, {"day": unit.service_day, "service": service}).scalar_one()
    return taken


def taken_today_by_service(unit: ReadUnit) -> dict[str, int]:
    rows = unit.connection.execute(_TAKEN_ALL, {"day": unit.service_day})
    return {row.service: row.taken for row in rows}


_me = t.tickets.alias("me")
_AHEAD = (
    select(func.count())
    .select_from(t.tickets.join(_me, _me.c.id == bindparam("ticket")))
    .where(
        _T.queue == bindparam("queue"),
        text("tickets.state = 'waiting' AND tickets.reserved_counter IS NULL"),
        # Two may share a place: who came back stands behind the one whose place it took.
        or_(_T.place < _me.c.place, and_(_T.place == _me.c.place, _T.place_tie < _me.c.place_tie)),
        or_(_T.is_priority.is_(True), bindparam("is_priority", type_=Boolean).is_(False)),
    )
)
_WAITING = (
    select(_T.queue, _T.service, func.count().label("waiting"))
    .where(_T.service_day == bindparam("day"), t.UNFINISHED, text("state = 'waiting'"))
    .group_by(_T.queue, _T.service)
)


def people_ahead(unit: ReadUnit, ticket: Ticket) -> int:
    """Count who stands before a waiting ticket in its queue; a priority ticket has only priority ones before it."""
    parameters = {"ticket": ticket.id, "queue": ticket.queue, "is_priority": ticket.is_priority}
    ahead: int = unit.connection.execute(_AHEAD, parameters).scalar_one()
    return ahead


def waiting_by_queue(unit: ReadUnit) -> dict[str, int]:
    """Return how many tickets wait in each queue today; queues without any are missing."""
    return by_queue(waiting_by_service(unit))


def by_queue(waiting: Mapping[tuple[str, str], int]) -> dict[str, int]:
    """Return what waits by (queue, service) as what waits in each queue."""
    found: dict[str, int] = {}
    for (queue, _), people in waiting.items():
        found[queue] = found.get(queue, 0) + people
    return found


def waiting_by_service(unit: ReadUnit) -> dict[tuple[str, str], int]:
    """Return how many tickets wait today by (queue, service); a priority queue has people of several services."""
    rows = unit.connection.execute(_WAITING, {"day": unit.service_day})
    return {
        (row.queue, row.service): row.waiting for row in rows if unit.mall.knows(queue=row.queue, service=row.service)
    }


_PLACES = (
    select(_T.place)
    .where(_T.queue == bindparam("queue"), t.WAITING_IN_LINE)
    .order_by(_T.place, _T.place_tie)
    .limit(bindparam("count"))
)


def place_after(unit: ReadUnit, queue: str, count: int) -> int | None:
    """Return the place of the `count`th callable ticket of a queue, the last if fewer, None in an empty one."""
    places = unit.connection.execute(_PLACES, {"queue": queue, "count": count}).scalars().all()
    return places[-1] if places else None


def waiting_for(unit: ReadUnit, counter: Counter, *, limit: int) -> list[Ticket]:
    """Return who this counter may call today: its queues' lines and those reserved for it, by place."""
    in_line = and_(_T.queue.in_([*counter.own, *counter.help]), _T.reserved_counter.is_(None))
    found = (
        select(t.tickets)
        .where(t.UNFINISHED, _T.service_day == unit.service_day, text("state = 'waiting'"))
        .where(or_(in_line, _T.reserved_counter == counter.number))
        .order_by(_T.place, _T.place_tie)
        .limit(limit)
    )
    return readable(unit, unit.connection.execute(found))


def in_states(
    unit: ReadUnit,
    states: Sequence[TicketState],
    *,
    queues: Sequence[str] | None = None,
    counter: int | None = None,
    limit: int = 200,
) -> list[Ticket]:
    """Return today's tickets in some states, in the order of their places; of some queues and those at a counter."""
    found = select(t.tickets).where(t.UNFINISHED, _T.service_day == unit.service_day, _T.state.in_(states))
    if queues is not None:
        here = _T.queue.in_(queues)
        found = found.where(here if counter is None else or_(here, _T.counter == counter))
    return readable(unit, unit.connection.execute(found.order_by(_T.place, _T.place_tie).limit(limit)))


_NEWEST_CALLS = (
    select(t.tickets)
    .where(_T.service_day == bindparam("day"), _T.call_event.is_not(None))
    .order_by(_T.call_event.desc())
    .limit(bindparam("count"))
)


def newest_calls(unit: ReadUnit, count: int) -> list[tuple[int, Ticket]]:
    """Return the tickets called last today with the event of their newest call, newest first.

    Tickets that stand in line again are left out: their call was taken back or is over.
    """
    rows = unit.connection.execute(_NEWEST_CALLS, {"day": unit.service_day, "count": count})
    return stored.each(rows, lambda row: (row.call_event, from_row(row)), _TABLE)


_DAY_FIGURES = (
    select(_T.state, func.count().label("tickets"))
    .where(_T.service_day == bindparam("day"), _T.counter == bindparam("counter"))
    .group_by(_T.state)
)


def states_today(unit: ReadUnit, counter: int) -> dict[TicketState, int]:
    """Count today's tickets of a counter by state."""
    rows = unit.connection.execute(_DAY_FIGURES, {"day": unit.service_day, "counter": counter})
    return dict(stored.each(rows, lambda row: (TicketState(row.state), row.tickets), _TABLE))


_FIRST_CALL = (
    select(t.events.c.at)
    .where(t.events.c.ticket == _T.id, t.events.c.kind == EventKind.CALLED.value)
    .order_by(t.events.c.id.desc())
    .limit(1)
    .correlate(t.tickets)
    .scalar_subquery()
)
_SERVED = select(
    func.avg(seconds_between(_T.waiting_since, _FIRST_CALL)).label("waited_s"),
    func.avg(seconds_between(_T.started_at, _T.ended_at)).label("took_s"),
).where(_T.service_day == bindparam("day"), _T.counter == bindparam("counter"), text("state = 'done'"))


def averages_today(unit: ReadUnit, counter: int) -> tuple[float | None, float | None]:
    """Return how long those whom a counter served today waited and were served, in seconds, on average.

    The wait ends with the call out of the line: being called again, or coming back from a hold, is none.
    """
    row = unit.connection.execute(_SERVED, {"day": unit.service_day, "counter": counter}).one()
    waited_s, took_s = (None if value is None else max(0.0, float(value)) for value in (row.waited_s, row.took_s))
    return waited_s, took_s
