"""What closing a day reads and clears in the tables."""

from datetime import date, datetime

from sqlalchemy import select, update

from antrean.model import EventKind, Ticket
from antrean.store import stored, tickets
from antrean.store import tables as t
from antrean.store.tables import AnnouncementState, Why
from antrean.store.unit import ReadUnit, WriteUnit


def days_with_leftovers(unit: WriteUnit, before: date) -> list[date]:
    """Return the days before `before` with unfinished tickets, open counters or calls for assistance, oldest first."""
    unfinished = select(t.tickets.c.service_day).where(t.UNFINISHED, t.tickets.c.service_day < before)
    open_shifts = select(t.shifts.c.service_day).where(t.OPEN_SHIFT, t.shifts.c.service_day < before)
    open_calls = select(t.assistance.c.service_day).where(t.NOT_ENDED, t.assistance.c.service_day < before)
    found: set[date] = set()
    for days in (unfinished, open_shifts, open_calls):
        found |= set(unit.connection.execute(days.distinct()).scalars())
    # The kind of priority goes at closing, also of a day on which everybody was served.
    if unit.head.open_day is not None and unit.head.open_day < before:
        found.add(unit.head.open_day)
    return sorted(found)


def unfinished_of(unit: ReadUnit, day: date) -> list[Ticket]:
    """Return a day's tickets that wait, are called, served or held; without those that nobody can read.

    What another program wrote must not keep a day from being closed: that is done inside the first write of the next.
    """
    rows = select(t.tickets).where(t.UNFINISHED, t.tickets.c.service_day == day).order_by(t.tickets.c.id)
    return stored.each(unit.connection.execute(rows), tickets.from_row, t.tickets.name)


def is_closed(unit: ReadUnit, day: date) -> bool:
    """Say whether a day was closed, by hand or by the first write of a later one."""
    closed = select(t.events.c.id).where(t.events.c.service_day == day, t.events.c.kind == EventKind.DAY_CLOSED.value)
    return unit.connection.execute(closed.limit(1)).first() is not None


def clear_priority_kinds(unit: WriteUnit, day: date) -> None:
    unit.connection.execute(
        update(t.tickets).where(t.tickets.c.service_day == day, t.tickets.c.priority.is_not(None)).values(priority=None)
    )


def end_announcements(unit: WriteUnit, day: date) -> None:
    """Mark the day's announcements that nobody spoke as missed, and forget the texts that were typed.

    Tomorrow nobody must hear the calls, and a text may have been about a person.
    """
    unit.connection.execute(
        update(t.announcements)
        .where(t.IN_LINE, t.announcements.c.service_day == day)
        .values(state=AnnouncementState.MISSED.value, why=Why.CLOSED.value, ended_at=unit.now)
    )
    unit.connection.execute(
        update(t.announcements).where(t.announcements.c.service_day == day, t.BY_HAND).values(body="{}")
    )


def set_open_day(unit: WriteUnit, day: date) -> None:
    unit.connection.execute(update(t.mall).values(service_day=day))


def delete_requests_before(unit: WriteUnit, moment: datetime) -> None:
    unit.connection.execute(t.requests.delete().where(t.requests.c.at < moment))
