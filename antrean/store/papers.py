"""Tickets whose paper did not come out, and how often a visitor has printed one again."""

from dataclasses import dataclass
from typing import Any, Final

import msgspec
from sqlalchemy import bindparam, select

from antrean.model import EventKind, PrintState, Ticket
from antrean.store import tables as t
from antrean.store import tickets
from antrean.store.unit import ReadUnit

LIMIT: Final = 100
"""Longest list that is read: more papers than anybody hands over one by one."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A valid ticket whose visitor may have nothing in the hand."""

    ticket: Ticket
    device: str
    """The kiosk that gave it."""


_T = t.tickets.c
# The partial index of the unfinished tickets finds today's.
_PENDING = (
    select(t.tickets)
    .where(_T.service_day == bindparam("day"), t.UNFINISHED)
    .where(_T.print_state.in_([PrintState.FAILED.value, PrintState.UNKNOWN.value]))
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
    return tuple(Paper(ticket=tickets.from_row(row), device=row.device or "") for row in found)


def reprints(unit: ReadUnit, ticket: int) -> list[dict[str, Any]]:
    """Return what the log says of each second paper of a ticket."""
    return [msgspec.json.decode(body) for body in unit.connection.execute(_REPRINTS, {"of_ticket": ticket}).scalars()]
