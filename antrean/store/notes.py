"""Short notes about tickets, from one counter to the next: rows of today, and nowhere else."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import bindparam, select

from antrean.model import Officer, Ticket
from antrean.store import tables as t
from antrean.store.unit import ReadUnit, WriteUnit

_N = t.notes.c


@dataclass(frozen=True, kw_only=True)
class Note:
    """What one counter wrote about a ticket. Its text is about a visitor: it stands on the screen alone."""

    id: int
    ticket: int
    counter: int
    officer: str
    """Who wrote it, by name."""
    at: datetime
    text: str = field(repr=False)


_OF = (
    select(_N.id, _N.ticket, _N.counter, _N.at, _N.text, t.officers.c.name)
    .join(t.officers, t.officers.c.id == _N.officer)
    .where(_N.ticket.in_(bindparam("tickets", expanding=True)))
    .order_by(_N.id)
)


def of(unit: ReadUnit, tickets: Collection[int]) -> dict[int, tuple[Note, ...]]:
    """Return the notes of some tickets by their ids, the oldest first; tickets without any are missing."""
    if not tickets:
        return {}
    found: dict[int, tuple[Note, ...]] = {}
    for row in unit.connection.execute(_OF, {"tickets": sorted(tickets)}):
        note = Note(id=row.id, ticket=row.ticket, counter=row.counter, officer=row.name, at=row.at, text=row.text)
        found[note.ticket] = (*found.get(note.ticket, ()), note)
    return found


def of_others(unit: ReadUnit, ticket: int, counter: int) -> list[int]:
    """Return the ids of a ticket's notes that other counters wrote."""
    others = select(_N.id).where(_N.ticket == ticket, _N.counter != counter).order_by(_N.id)
    return list(unit.connection.execute(others).scalars())


def put(unit: WriteUnit, ticket: Ticket, *, counter: int, officer: Officer, text: str) -> None:
    """Write a counter's one note about a ticket in place of what it wrote before; an empty one takes that back."""
    own = (_N.ticket == ticket.id, _N.counter == counter)
    if not text:
        unit.connection.execute(t.notes.delete().where(*own))
        return
    values = {"officer": officer.id, "at": unit.now, "text": text}
    if unit.connection.execute(t.notes.update().where(*own).values(values)).rowcount:
        return
    values |= {"service_day": ticket.service_day, "ticket": ticket.id, "counter": counter}
    unit.connection.execute(t.notes.insert(), values)


def delete(unit: WriteUnit, ids: Collection[int]) -> None:
    if ids:
        unit.connection.execute(t.notes.delete().where(_N.id.in_(ids)))


def delete_until(unit: WriteUnit, day: date) -> None:
    """Delete the notes of a day and of all before."""
    unit.connection.execute(t.notes.delete().where(_N.service_day <= day))
