"""The line of announcements as rows, and the leases that say who speaks them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from sqlalchemy import Row, bindparam, or_, select, text

from antrean.store import tables as t
from antrean.store.tables import AnnouncementState
from antrean.store.unit import ReadUnit, WriteUnit, canonical
from antrean.wording import AnnouncementKind

_A = t.announcements.c


BY_HAND: Final = frozenset({AnnouncementKind.FREE, AnnouncementKind.EMERGENCY})
"""What a supervisor typed. It is nobody's zone: any display of its area speaks it."""


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """One call, or one text of a supervisor, to be spoken in one voice area."""

    id: int
    event: int
    area: str
    zone: str
    kind: AnnouncementKind
    ticket: int | None = None
    code: str = ""
    counter: int = 0
    agency_spoken: str = ""
    language: str = "id"
    call_count: int = 0
    is_priority: bool = False
    text: str = ""
    """What was typed; empty for a call."""
    text_en: str = ""
    state: AnnouncementState
    queued_at: datetime

    @property
    def is_for_all(self) -> bool:
        """Nobody has begun to speak it, and whoever speaks in its area may."""
        return self.kind in BY_HAND and self.state is AnnouncementState.QUEUED


@dataclass(frozen=True, kw_only=True)
class Said:
    """What became of a supervisor's text in one voice area. Times are aware, in UTC."""

    event: int
    area: str
    kind: AnnouncementKind
    text: str
    """Empty once its day is closed."""
    text_en: str
    state: AnnouncementState
    officer: str | None
    """By name."""
    queued_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


# The words of its index, with the name of the table: events has kinds too.
_BY_HAND = text("announcements.kind IN ('free', 'emergency')")
_INSERT = t.announcements.insert()
_LINE = select(t.announcements).where(_A.area == bindparam("wanted_area"), t.IN_LINE).order_by(_A.event)
_QUEUED_OF = t.announcements.update().where(
    _A.ticket == bindparam("of_ticket"), _A.state == AnnouncementState.QUEUED.value
)
_SAID = (
    select(t.announcements, t.officers.c.name)
    .join(t.events, t.events.c.id == _A.event)
    .join(t.officers, t.officers.c.id == t.events.c.officer, isouter=True)
    .where(_A.service_day == bindparam("day"), _BY_HAND)
    .order_by(_A.event, _A.id)
)


def add(
    unit: WriteUnit,
    *,
    event: int,
    area: str,
    zone: str,
    kind: AnnouncementKind,
    body: Mapping[str, Any],
    ticket: int | None = None,
    counter: int | None = None,
) -> None:
    """Put a call, or a text by hand, at the end of its area's line."""
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


def said_today(unit: ReadUnit) -> list[Said]:
    """Return what supervisors had announced today, the oldest first, a row for each voice area."""
    found = []
    for row in unit.connection.execute(_SAID, {"day": unit.service_day}):
        body = msgspec.json.decode(row.body)
        found.append(
            Said(
                event=row.event,
                area=row.area,
                kind=AnnouncementKind(row.kind),
                text=body.get("text", ""),
                text_en=body.get("text_en", ""),
                state=AnnouncementState(row.state),
                officer=row.name,
                queued_at=row.queued_at,
                started_at=row.started_at,
                ended_at=row.ended_at,
            )
        )
    return found


def begin(unit: WriteUnit, announcement: Announcement, *, device: str) -> None:
    """Mark an announcement as being spoken now, by the display of the zone that it is placed in."""
    set_state(unit, [announcement.id], AnnouncementState.SPEAKING, device=device)
    if announcement.kind in BY_HAND:
        unit.connection.execute(t.announcements.update().where(_A.id == announcement.id).values(zone=announcement.zone))


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


def withdraw(unit: WriteUnit, event: int) -> None:
    """Take back what one event had announced, in every area."""
    ids = unit.connection.execute(select(_A.id).where(_A.service_day == unit.service_day, _BY_HAND, _A.event == event))
    set_state(unit, list(ids.scalars()), AnnouncementState.REPLACED, device="")


def set_state(unit: WriteUnit, ids: Sequence[int], state: AnnouncementState, *, device: str) -> None:
    """Move announcements on; speaking starts now, every end is now, and queued again means not yet begun.

    A text that was taken back stays so, whatever a display still says of it.
    """
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
    still = or_(_A.ticket.is_not(None), _A.state != AnnouncementState.REPLACED.value)
    unit.connection.execute(t.announcements.update().where(_A.id.in_(ids), still).values(values))


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
    kind = AnnouncementKind(row.kind)
    common: dict[str, Any] = {
        "id": row.id,
        "event": row.event,
        "area": row.area,
        "zone": row.zone,
        "kind": kind,
        "state": AnnouncementState(row.state),
        "queued_at": row.queued_at,
    }
    body = msgspec.json.decode(row.body)
    if kind in BY_HAND:
        return Announcement(**common, text=body.get("text", ""), text_en=body.get("text_en", ""))
    return Announcement(
        **common,
        ticket=row.ticket,
        code=body["code"],
        counter=row.counter,
        agency_spoken=body["agency_spoken"],
        language=body["language"],
        call_count=body["call_count"],
        is_priority=body["is_priority"],
    )
