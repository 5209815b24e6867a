"""Tickets whose paper did not come out, and how often a visitor has printed one again."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import and_, bindparam, or_, select

from antrean.model import EventKind, PrintState, Ticket
from antrean.store import stored, tickets
from antrean.store import tables as t
from antrean.store.unit import ReadUnit, canonical

LIMIT: Final = 100
"""Longest list that is read: more papers than anybody hands over one by one."""


SILENT: Final = {"is_silent": True}
"""What the fact of a print result says besides where the printer never tells what became of a ticket."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A valid ticket whose visitor may have nothing in the hand."""

    ticket: Ticket
    device: str
    """The kiosk that gave it."""


_T = t.tickets.c
_E = t.events.c
_NEWEST_RESULT = (
    select(_E.body)
    .where(_E.ticket == _T.id, _E.kind == EventKind.PRINT_RESULT.value)
    .order_by(_E.id.desc())
    .limit(1)
    .correlate(t.tickets)
    .scalar_subquery()
)
# The text of a body is canonical, so that a part of it is found as it was written.
_DOUBTED = and_(
    _T.print_state == PrintState.UNKNOWN.value,
    _NEWEST_RESULT.not_like(f"%{canonical(SILENT).decode().strip('{}')}%"),
)
# The partial index of the unfinished tickets finds today's.
_PENDING = (
    select(t.tickets)
    .where(_T.service_day == bindparam("day"), t.UNFINISHED)
    .where(or_(_T.print_state == PrintState.FAILED.value, _DOUBTED))
    .order_by(_T.id.desc())
    .limit(LIMIT)
)
_PENDING_OF = _PENDING.where(_T.device == bindparam("wanted_device"))
_REPRINTS = select(t.events.c.body).where(
    t.events.c.ticket == bindparam("of_ticket"), t.events.c.kind == EventKind.REPRINTED.value
)


def pending(unit: ReadUnit, device: str | None = None) -> tuple[Paper, ...]:
    """Return today's unfinished tickets without sure paper, newest first; of one kiosk or of all."""
    if device is None:
        found = unit.connection.execute(_PENDING, {"day": unit.service_day})
    else:
        found = unit.connection.execute(_PENDING_OF, {"day": unit.service_day, "wanted_device": device})
    rows = list(found)
    kiosks = {row.id: row.device or "" for row in rows}
    return tuple(Paper(ticket=one, device=kiosks[one.id]) for one in tickets.readable(unit, rows))


def reprints(unit: ReadUnit, ticket: int) -> list[dict[str, Any]]:
    """Return what the log says of each second paper of a ticket."""
    return [stored.body(body) for body in unit.connection.execute(_REPRINTS, {"of_ticket": ticket}).scalars()]
