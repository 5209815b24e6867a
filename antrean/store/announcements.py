"""The line of announcements as rows, and the leases that say who speaks them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Row, bindparam, select

from antrean.store import tables as t
from antrean.store.tables import AnnouncementState
from antrean.store.unit import ReadUnit, WriteUnit, canonical
from antrean.wording import AnnouncementKind

_A = t.announcements.c


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """One call to be spoken in one voice area."""

    id: int
    event: int
    area: str
    zone: str
    kind: AnnouncementKind
    ticket: int | None
    code: str
    counter: int
    agency_spoken: str
    language: str
    call_count: int
    is_priority: bool
    state: AnnouncementState
    queued_at: datetime


_INSERT = t.announcements.insert()
_LINE = select(t.announcements).where(_A.area == bindparam("wanted_area"), t.IN_LINE).order_by(_A.event)
_QUEUED_OF = t.announcements.update().where(
    _A.ticket == bindparam("of_ticket"), _A.state == AnnouncementState.QUEUED.value
)


def add(
    unit: WriteUnit,
    *,
    event: int,
    area: str,
    zone: str,
    kind: AnnouncementKind,
    ticket: int,
    counter: int,
    body: Mapping[str, Any],
) -> None:
    """Put a call at the end of its area's line."""
    row = {
        "event": event,
        "area": area,
        "zone": zone,
        "service_day": unit.service_day,
        "kind": kind.value,
        "ticket": ticket,
        "counter": counter,
        "body": canonical(body).decode(),
        "state": AnnouncementState.QUEUED.value,
        "queued_at": unit.now,
    }
    unit.connection.execute(_INSERT, row)


def replace_waiting(unit: WriteUnit, ticket: int) -> None:
    """Take a ticket's calls that nobody has begun to speak out of the line."""
    unit.connection.execute(
        _QUEUED_OF,
        {"of_ticket": ticket, "state": AnnouncementState.REPLACED.value, "ended_at": unit.now},
    )


def line(unit: ReadUnit, area: str) -> list[Announcement]:
    """Return an area's queued and speaking announcements in event order."""
    return [_from_row(row) for row in unit.connection.execute(_LINE, {"wanted_area": area})]


def states_of(unit: ReadUnit, ticket: int) -> list[AnnouncementState]:
    """Return what became of a ticket's calls, oldest first."""
    rows = unit.connection.execute(select(_A.state).where(_A.ticket == ticket).order_by(_A.event))
    return [AnnouncementState(state) for (state,) in rows]


def set_state(unit: WriteUnit, ids: Sequence[int], state: AnnouncementState, *, device: str) -> None:
    """Move announcements on; speaking starts now, every end is now, and queued again means not yet begun."""
    if not ids:
        return
    values: dict[str, Any] = {"state": state.value, "device": device}
    match state:
        case AnnouncementState.SPEAKING:
            values["started_at"] = unit.now
        case AnnouncementState.QUEUED:
            values |= {"started_at": None, "device": None}
        case _:
            values["ended_at"] = unit.now
    unit.connection.execute(t.announcements.update().where(_A.id.in_(ids)).values(values))


def live_leases(unit: ReadUnit, area: str) -> dict[str, str]:
    """Return the holders of an area's leases that have not run out, by zone."""
    rows = unit.connection.execute(
        select(t.leases.c.zone, t.leases.c.holder).where(t.leases.c.area == area, t.leases.c.until > unit.now)
    )
    return {row.zone: row.holder for row in rows}


def write_lease(unit: WriteUnit, area: str, zone: str, holder: str, *, seconds: float) -> None:
    """Give a zone's voice to a holder until `seconds` from now."""
    where = (t.leases.c.area == area) & (t.leases.c.zone == zone)
    values = {"holder": holder, "until": unit.now + timedelta(seconds=seconds)}
    if not unit.connection.execute(t.leases.update().where(where).values(values)).rowcount:
        unit.connection.execute(t.leases.insert(), {"area": area, "zone": zone, **values})


def _from_row(row: Row[Any]) -> Announcement:
    body = msgspec.json.decode(row.body)
    return Announcement(
        id=row.id,
        event=row.event,
        area=row.area,
        zone=row.zone,
        kind=AnnouncementKind(row.kind),
        ticket=row.ticket,
        code=body["code"],
        counter=row.counter,
        agency_spoken=body["agency_spoken"],
        language=body["language"],
        call_count=body["call_count"],
        is_priority=body["is_priority"],
        state=AnnouncementState(row.state),
        queued_at=row.queued_at,
    )
