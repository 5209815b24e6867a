"""The line of announcements as rows, and the leases that say who speaks them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, TextClause, and_, bindparam, func, or_, select, text

from antrean.store import stored
from antrean.store import tables as t
from antrean.store.tables import AnnouncementState, Why
from antrean.store.unit import ReadUnit, WriteUnit, canonical
from antrean.wording import AnnouncementKind

_A = t.announcements.c


BY_HAND: Final = frozenset({AnnouncementKind.FREE, AnnouncementKind.EMERGENCY})
"""What a supervisor typed."""

NOTICES: Final = frozenset(
    {AnnouncementKind.OPENING, AnnouncementKind.BREAK, AnnouncementKind.CUTOFF, AnnouncementKind.CLOSING}
)
"""What the hall's own times announce."""

MOST_CALLS: Final = 999
"""No number is called more often, whatever a row says: what is more is not said."""

FOR_AREA: Final = BY_HAND | NOTICES
"""Texts. They are nobody's zone: any display of their area speaks them."""


LEASE_S: Final = 8.0
"""How long a display may be silent before another one takes its voice over."""


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """One call, one notice, or one text of a supervisor, to be spoken in one voice area."""

    id: int
    event: int
    area: str
    zone: str
    kind: AnnouncementKind
    ticket: int | None = None
    code: str = ""
    counter: int = 0
    agency_spoken: str = ""
    agency_spoken_en: str = ""
    language: str = "id"
    call_count: int = 0
    is_priority: bool = False
    text: str = ""
    """What was typed, or a notice as the board has it; empty for a call."""
    text_en: str = ""
    state: AnnouncementState
    queued_at: datetime
    place: int
    """The event where it stands in line: its own, or that of the call which it replaced while that waited."""
    request: str = ""
    """Id of the request that called or announced; empty for what the hall's hours bring."""

    @property
    def is_for_all(self) -> bool:
        """Nobody has begun to speak it, and whoever speaks in its area may."""
        return self.kind in FOR_AREA and self.state is AnnouncementState.QUEUED


@dataclass(frozen=True, kw_only=True)
class Said:
    """What became of a supervisor's text, or of a notice, in one voice area. Times are aware, in UTC."""

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
    why: Why | None = None


@dataclass(frozen=True, kw_only=True)
class CallToday:
    """What became of one call of today. `queued_at` is aware, in UTC."""

    event: int
    kind: AnnouncementKind
    area: str
    code: str
    counter: int
    state: AnnouncementState
    why: Why | None
    queued_at: datetime


@dataclass(frozen=True, kw_only=True)
class CallSaid:
    """What became of a ticket's newest call."""

    state: AnnouncementState
    why: Why | None
    has_voice: bool
    """A living display speaks for its zone."""


_TABLE: Final = t.announcements.name
_STATES: Final = frozenset(AnnouncementState)
_PLACE = func.coalesce(_A.place, _A.event)
_INSERT = t.announcements.insert()
_LINE = select(t.announcements).where(_A.area == bindparam("wanted_area"), t.IN_LINE).order_by(_PLACE, _A.id)
_WAITING_OF = and_(_A.ticket == bindparam("of_ticket"), _A.state == AnnouncementState.QUEUED.value)
_PLACES_OF = select(func.min(_PLACE)).where(_WAITING_OF)
_QUEUED_OF = t.announcements.update().where(_WAITING_OF)
_LEASES = select(t.leases).where(t.leases.c.area == bindparam("wanted_area"))
_NEWEST_CALL = (
    select(_A.id, _A.state, _A.why)
    .where(_A.ticket == bindparam("of_ticket"), _A.kind != AnnouncementKind.MISSED.value)
    .order_by(_A.event.desc())
    .limit(1)
)
_BECAME = select(_A.ticket, _A.state, _A.why).where(_A.ticket.in_(bindparam("of_tickets", expanding=True)))
_HEARD: Final = frozenset(
    state.value for state in (AnnouncementState.QUEUED, AnnouncementState.SPEAKING, AnnouncementState.SPOKEN)
)
_SILENT: Final = frozenset({Why.QUIET.value, Why.NO_VOICE.value})
_CALL_SAID = (
    select(_A.state, _A.why, t.leases.c.until)
    .join(t.leases, and_(t.leases.c.area == _A.area, t.leases.c.zone == _A.zone), isouter=True)
    .where(_A.ticket == bindparam("of_ticket"), _A.kind != AnnouncementKind.MISSED.value)
    .order_by(_A.event.desc())
    .limit(1)
)


def _said(which: TextClause) -> Select[Any]:
    return (
        select(t.announcements, t.officers.c.name)
        .join(t.events, t.events.c.id == _A.event)
        .join(t.officers, t.officers.c.id == t.events.c.officer, isouter=True)
        .where(_A.service_day == bindparam("day"), which)
        .order_by(_A.event, _A.id)
    )


# The words of their indexes, with the name of the table: events has kinds too.
_BY_HAND = text("announcements.kind IN ('free', 'emergency')")
_ONCE_A_DAY = text("announcements.kind IN ('opening', 'break', 'cutoff', 'closing')")
_SAID = _said(_BY_HAND)
_NOTICES = _said(_ONCE_A_DAY)


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
    place: int | None = None,
    part: str = "",
) -> None:
    """Put a call, or a text, at the end of its area's line, or at the place of an earlier event.

    `part` tells the breaks of one day from each other.
    """
    row = {
        "event": event,
        "area": area,
        "zone": zone,
        "service_day": unit.service_day,
        "kind": kind.value,
        "ticket": ticket,
        "counter": counter,
        "body": canonical({**body, **({"request": unit.request} if unit.request else {})}).decode(),
        "state": AnnouncementState.QUEUED.value,
        "queued_at": unit.now,
        "place": place,
        "part": part,
    }
    unit.connection.execute(_INSERT, row)


def said_today(unit: ReadUnit) -> list[Said]:
    """Return what supervisors had announced today, the oldest first, a row for each voice area."""
    return _read_said(unit, _SAID)


def notices_today(unit: ReadUnit) -> list[Said]:
    """Return the same of what the hall's own times announced."""
    return _read_said(unit, _NOTICES)


def has_notice(unit: ReadUnit, kind: AnnouncementKind, area: str, part: str) -> bool:
    """Say whether a notice was made today."""
    where = (_A.service_day == unit.service_day, _ONCE_A_DAY, _A.kind == kind.value, _A.area == area, _A.part == part)
    return unit.connection.execute(select(_A.id).where(*where)).first() is not None


def calls_today(unit: ReadUnit) -> list[CallToday]:
    """Return what became of today's calls, the newest first."""
    wanted = select(t.announcements).where(_A.service_day == unit.service_day, _A.ticket.is_not(None))
    return stored.each(unit.connection.execute(wanted.order_by(_A.event.desc())), _call_today, _TABLE)


def _call_today(row: Row[Any]) -> CallToday:
    return CallToday(
        event=row.event,
        kind=_KINDS.get(row.kind, AnnouncementKind.NEWER),
        area=row.area,
        code=stored.text_of(stored.body(row.body), "code"),
        counter=row.counter,
        state=AnnouncementState(row.state),
        why=_why(row),
        queued_at=row.queued_at,
    )


def _read_said(unit: ReadUnit, which: Select[Any]) -> list[Said]:
    return stored.each(unit.connection.execute(which, {"day": unit.service_day}), _said_of, _TABLE)


def _said_of(row: Row[Any]) -> Said:
    body = stored.body(row.body)
    return Said(
        event=row.event,
        area=row.area,
        kind=_KINDS.get(row.kind, AnnouncementKind.NEWER),
        text=stored.text_of(body, "text"),
        text_en=stored.text_of(body, "text_en"),
        state=AnnouncementState(row.state),
        officer=row.name,
        queued_at=row.queued_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        why=_why(row),
    )


def _why(row: Any) -> Why | None:
    return _WHYS.get(row.why)


def begin(unit: WriteUnit, announcement: Announcement, *, device: str) -> None:
    """Mark an announcement as being spoken now, by the display of the zone that it is placed in."""
    set_state(unit, [announcement.id], AnnouncementState.SPEAKING, device=device)
    if announcement.kind in FOR_AREA:
        unit.connection.execute(t.announcements.update().where(_A.id == announcement.id).values(zone=announcement.zone))


def replace_waiting(unit: WriteUnit, ticket: int, why: Why | None = None) -> int | None:
    """Take a ticket's calls that nobody has begun to speak out of the line; return the place they had there.

    `why` is why they are true no more; None where a newer one is said instead.
    """
    place: int | None = unit.connection.execute(_PLACES_OF, {"of_ticket": ticket}).scalar_one()
    if place is not None:
        unit.connection.execute(_QUEUED_OF, _replaced(unit, ticket) | {"why": None if why is None else why.value})
    return place


def replace_missed(unit: WriteUnit, ticket: int) -> None:
    """Take the sentence that a ticket was missed out of the line, if nobody has begun to speak it."""
    unit.connection.execute(_QUEUED_OF.where(_A.kind == AnnouncementKind.MISSED.value), _replaced(unit, ticket))


def _replaced(unit: WriteUnit, ticket: int) -> dict[str, Any]:
    return {"of_ticket": ticket, "state": AnnouncementState.REPLACED.value, "ended_at": unit.now}


def wait_again(unit: WriteUnit, ticket: int) -> None:
    """Put a ticket's newest call back to its place in line, if it left the line because it was true no more."""
    row = unit.connection.execute(_NEWEST_CALL, {"of_ticket": ticket}).first()
    if row is not None and row.state == AnnouncementState.REPLACED.value and row.why is not None:
        set_state(unit, [row.id], AnnouncementState.QUEUED, device="")


def unheard(unit: ReadUnit, of: Collection[int]) -> frozenset[int]:
    """Return those of some tickets, by their ids, that were called and of which nothing was or will be heard.

    Where nothing is to be heard at all, in a quiet period or without a loudspeaker, nobody was to hear of them.
    """
    if not of:
        return frozenset()
    called, heard = set(), set()
    for row in unit.connection.execute(_BECAME, {"of_tickets": sorted(of)}):
        called.add(row.ticket)
        if row.state in _HEARD or row.why in _SILENT:
            heard.add(row.ticket)
    return frozenset(called - heard)


def line(unit: ReadUnit, area: str) -> list[Announcement]:
    """Return an area's queued and speaking announcements in event order."""
    return stored.each(unit.connection.execute(_LINE, {"wanted_area": area}), _from_row, _TABLE)


def call_said(unit: ReadUnit, ticket: int) -> CallSaid | None:
    """Return what became of a ticket's newest call; None when it was never put in line."""
    row = unit.connection.execute(_CALL_SAID, {"of_ticket": ticket}).first()
    if row is None:
        return None
    if row.state not in _STATES:
        return None
    return CallSaid(
        state=AnnouncementState(row.state),
        why=_why(row),
        has_voice=row.until is not None and _is_live(unit, row.until),
    )


def withdraw(unit: WriteUnit, event: int) -> None:
    """Take back what one event had announced, in every area."""
    where = (_A.service_day == unit.service_day, _BY_HAND, _A.event == event)
    ids = unit.connection.execute(select(_A.id).where(*where))
    set_state(unit, list(ids.scalars()), AnnouncementState.REPLACED, device="")


def set_state(
    unit: WriteUnit, ids: Sequence[int], state: AnnouncementState, *, device: str, why: Why | None = None
) -> None:
    """Move announcements on; speaking starts now, every end is now, and queued again means not yet begun.

    `why` is why it was missed, or true no more. A text that was taken back stays so, whatever a display says of it.
    """
    if not ids:
        return
    values: dict[str, Any] = {"state": state.value, "device": device}
    match state:
        case AnnouncementState.SPEAKING:
            values["started_at"] = unit.now
        case AnnouncementState.QUEUED:
            values |= {"started_at": None, "ended_at": None, "device": None, "why": None}
        case _:
            values |= {"ended_at": unit.now, "why": None if why is None else why.value}
    still = or_(_A.ticket.is_not(None), _A.state != AnnouncementState.REPLACED.value)
    unit.connection.execute(t.announcements.update().where(_A.id.in_(ids), still).values(values))


def live_leases(unit: ReadUnit, area: str) -> dict[str, str]:
    """Return the holders of an area's leases that have not run out, by zone."""
    rows = unit.connection.execute(_LEASES, {"wanted_area": area})
    return {row.zone: row.holder for row in rows if _is_live(unit, row.until) and unit.mall.knows_zone(row.zone)}


def _is_live(unit: ReadUnit, until: datetime) -> bool:
    # One that lasts longer than any is of a clock that was set back since: its display would have renewed it.
    return unit.now < until <= unit.now + timedelta(seconds=LEASE_S)


def write_lease(unit: WriteUnit, area: str, zone: str, holder: str) -> None:
    """Give a zone's voice to a holder for LEASE_S from now."""
    values = {"holder": holder, "until": unit.now + timedelta(seconds=LEASE_S)}
    if not unit.connection.execute(t.leases.update().where(_of_zone(area, zone)).values(values)).rowcount:
        unit.connection.execute(t.leases.insert(), {"area": area, "zone": zone, **values})


def end_lease(unit: WriteUnit, area: str, zone: str) -> None:
    """Let a zone's voice be anybody's from now on."""
    unit.connection.execute(t.leases.update().where(_of_zone(area, zone)).values(until=unit.now))


def _of_zone(area: str, zone: str) -> ColumnElement[bool]:
    return and_(t.leases.c.area == area, t.leases.c.zone == zone)


_KINDS: Final = {kind.value: kind for kind in AnnouncementKind}
_WHYS: Final = {why.value: why for why in Why}


def _from_row(row: Row[Any]) -> Announcement:
    kind = _KINDS.get(row.kind, AnnouncementKind.NEWER)
    common: dict[str, Any] = {
        "id": row.id,
        "event": row.event,
        "area": row.area,
        "zone": row.zone,
        "kind": kind,
        "state": AnnouncementState(row.state),
        "queued_at": row.queued_at,
        "place": row.event if row.place is None else row.place,
    }
    body = stored.body(row.body)
    common["request"] = stored.text_of(body, "request")
    if kind is AnnouncementKind.NEWER:
        return Announcement(**common)
    if kind in FOR_AREA:
        return Announcement(**common, text=stored.text_of(body, "text"), text_en=stored.text_of(body, "text_en"))
    return Announcement(
        **common,
        ticket=row.ticket,
        code=stored.text_of(body, "code"),
        counter=row.counter or 0,
        agency_spoken=stored.text_of(body, "agency_spoken"),
        # Of a call that an older program put in line there is none.
        agency_spoken_en=stored.text_of(body, "agency_spoken_en"),
        language=stored.text_of(body, "language"),
        call_count=stored.whole_of(body, "call_count", 1, MOST_CALLS),
        is_priority=body.get("is_priority") is True,
    )
