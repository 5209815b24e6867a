"""What the log tells of one ticket: since when it is called here, where it was sent from, and why it was set aside."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import bindparam, func, select

from antrean.model import EventKind
from antrean.store import stored
from antrean.store import tables as t
from antrean.store.unit import ReadUnit

_E: Final = t.events.c


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """How a ticket came from another counter."""

    counter: int
    officer: str
    """Who sent it, by name."""
    reason: str | None
    """The code word that was given for it."""
    read_notes: tuple[int, ...] = ()
    """The notes that were read there, by their ids."""


@dataclass(frozen=True, kw_only=True)
class Story:
    """How a ticket came to be where it is."""

    called_at: datetime | None
    """When its present wait ended: the call out of the line, not one that repeated it."""
    transfer: Transfer | None
    """The newest one that was not taken back."""


@dataclass(frozen=True, kw_only=True)
class SetAside:
    """Why a ticket is on hold, and since when."""

    reason: str
    """The code word that was given for it."""
    at: datetime


_STORY = (
    select(_E.kind, _E.at, _E.counter, _E.body, t.officers.c.name)
    .join(t.officers, t.officers.c.id == _E.officer, isouter=True)
    .where(
        _E.ticket == bindparam("ticket"),
        _E.kind.in_([EventKind.CALLED.value, EventKind.TRANSFERRED.value, EventKind.TRANSFER_UNDONE.value]),
    )
    .order_by(_E.id)
)


def of(unit: ReadUnit, ticket: int) -> Story:
    """Return the story of a ticket."""
    called_at: datetime | None = None
    transfers: list[Any] = []
    for row in unit.connection.execute(_STORY, {"ticket": ticket}):
        match row.kind:
            case EventKind.CALLED:
                called_at = row.at
            case EventKind.TRANSFERRED:
                transfers.append(row)
            case _:
                del transfers[-1:]
    return Story(called_at=called_at, transfer=_transfer(transfers[-1]) if transfers else None)


def _transfer(row: Any) -> Transfer:
    body = stored.body(row.body)
    read = body.get("read_notes")
    return Transfer(
        counter=row.counter or 0,
        officer=row.name or "",
        reason=stored.text_of(body, "reason") or None,
        read_notes=tuple(one for one in read if type(one) is int) if isinstance(read, list) else (),
    )


_HELD = (
    select(_E.ticket, _E.at, _E.body)
    .where(_E.ticket.in_(bindparam("tickets", expanding=True)), _E.kind == EventKind.HELD.value)
    .order_by(_E.id)
)


def set_aside(unit: ReadUnit, tickets: Collection[int]) -> dict[int, SetAside]:
    """Return why and since when some tickets are on hold, by their ids."""
    if not tickets:
        return {}
    found = {}
    for row in unit.connection.execute(_HELD, {"tickets": sorted(tickets)}):
        found[row.ticket] = SetAside(reason=stored.text_of(stored.body(row.body), "reason"), at=row.at)
    return found


_CHOSEN = select(func.count()).where(
    _E.service_day == bindparam("day"),
    _E.kind == EventKind.CALLED.value,
    _E.counter == bindparam("counter"),
    # What the rule chose says why; a call that an officer chose says nothing there.
    _E.body.like('%"because":null%'),
)


def chosen_today(unit: ReadUnit, counter: int) -> int:
    """Count the visitors whom a counter called out of turn today."""
    chosen: int = unit.connection.execute(_CHOSEN, {"day": unit.service_day, "counter": counter}).scalar_one()
    return chosen
