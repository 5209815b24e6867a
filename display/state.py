"""What the hall display shows at one moment, made from what it knows; pure, without Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from antrean import hours
from antrean.errors import Reason, Refused
from antrean.mall_record import Mall
from antrean.model import EventKind, LocalText
from antrean.numbering import service_day
from display import notices, side
from display.notices import NoticeView
from display.side import BreakView, LineView, MissedView, RowView, ZoneView, zone_view
from display.stage import EMPTY, Stage

if TYPE_CHECKING:
    from antrean.board import Board, BoardCall
    from antrean.devices.voice import VoiceState
    from antrean.errors import AntreanError
    from antrean.outlook import Outlook
    from antrean.store.announcements import Said
    from antrean.store.feed import EventBatch
    from antrean.ui.jobs import Crashed

REST_AFTER: Final = timedelta(minutes=10)
"""With no counter open, so long after the last call the board makes room for the welcome."""


class Page(StrEnum):
    STARTING = "starting"
    CALLS = "calls"
    WELCOME = "welcome"
    TROUBLE = "trouble"


@dataclass(frozen=True, kw_only=True)
class CallView:
    """One call as it is read from afar."""

    event: int
    code: str
    counter: int
    agency: str
    zone: ZoneView
    is_priority: bool
    call_count: int
    is_next: bool = False
    """It waits for its turn on the big panel."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Everything the display knows. `zones` are the codes it was told to show; none = the whole hall."""

    language: str
    zones: tuple[str, ...] = ()
    has_ticker: bool = True
    mall: Mall | None = None
    board: "Board | None" = None
    stage: Stage = EMPTY
    lost_since: datetime | None = None
    voice: "VoiceState | None" = None
    trouble: "AntreanError | Crashed | None" = None
    said: "tuple[Said, ...]" = ()
    """What supervisors had announced today."""
    notice_for: timedelta = timedelta(0)
    """How long an announcement stays on the board once it was spoken."""
    outlook: "Outlook | None" = None
    """Who waits, the counters, and who missed a call: a moment older than the board."""
    has_lines: bool = True
    missed_for: timedelta = timedelta(0)
    """How long a number that did not come is shown."""


@dataclass(frozen=True, kw_only=True)
class DisplayState:
    """One picture of the hall display. Times are in the mall's zone."""

    page: Page
    language: str
    time_zone: tzinfo = UTC
    mall_name: str = ""
    zones: tuple[ZoneView, ...] = ()
    """Those that the display was told to show; empty for the whole hall."""
    big: CallView | None = None
    turn: int = 0
    """Another number than before: a call has just come onto the big panel."""
    recent: tuple[CallView, ...] = ()
    """The other calls, newest first."""
    notice: NoticeView | None = None
    """What a supervisor announced, on its band."""
    ticker: tuple[str, ...] = ()
    lines: tuple[LineView, ...] | None = None
    """Who waits where; None where that is not shown, or not known yet."""
    rows: tuple[RowView, ...] = ()
    """Every counter of the zones shown."""
    is_staffed: bool = False
    """Somebody is at one of them."""
    missed: tuple[MissedView, ...] = ()
    missed_calls: int = 0
    """So often a number is called before it is given up, by the house rules."""
    breaks: tuple[BreakView, ...] = ()
    why_closed: Reason | None = None
    """Why no numbers are given in the hall now; None while they are."""
    opens_at: datetime | None = None
    """When numbers are given again; None while they are given."""
    closed_note: str = ""
    """Name of the holiday, where that is why the hall is closed."""
    lost_since: datetime | None = None
    voice: "VoiceState | None" = None
    trouble: "AntreanError | Crashed | None" = None


def view(facts: Facts, now: datetime) -> DisplayState:
    """Return the picture of what is known; `now` is the hall's time in UTC."""
    mall = facts.mall
    if mall is None or facts.board is None:
        page = Page.STARTING if facts.trouble is None else Page.TROUBLE
        return DisplayState(page=page, language=facts.language, voice=facts.voice, trouble=facts.trouble)
    zone_info = mall.zone_info
    calls = calls_of(facts.board, facts.zones, now, zone_info)
    is_resting = _is_resting(facts, mall, calls, now)
    shown = facts.stage.shown
    big = _call(mall, shown, facts, is_next=False) if shown is not None and calls else None
    page = Page.TROUBLE if facts.trouble else Page.WELCOME if is_resting or big is None else Page.CALLS
    answer = hours.answer(mall.hours, _weekdays(mall, facts.zones), now.astimezone(zone_info))
    return DisplayState(
        page=page,
        language=facts.language,
        time_zone=zone_info,
        mall_name=" ".join(
            part for part in (mall.name.in_language(facts.language), mall.place.in_language(facts.language)) if part
        ),
        zones=tuple(zone_view(mall.zone(code), facts.language) for code in known_zones(mall, facts.zones)),
        big=big,
        turn=facts.stage.turn,
        recent=_recent(facts, mall, calls),
        notice=notices.shown(facts.said, voice_areas(mall, facts.zones), now, facts.notice_for),
        ticker=_ticker(facts, mall, now.astimezone(zone_info)),
        lines=_lines(facts, mall),
        rows=side.rows(facts.outlook, facts.board, calls, mall, facts.zones, facts.language),
        is_staffed=_is_staffed(facts.board, mall, facts.zones),
        missed=side.missed(facts.outlook, facts.zones, now, facts.missed_for, mall.rules.calls_before_no_show),
        missed_calls=mall.rules.calls_before_no_show,
        breaks=side.breaks(facts.outlook, facts.board, mall, facts.zones),
        why_closed=None if answer.is_open else answer.reason,
        opens_at=None if answer.is_open else answer.opens_at,
        closed_note=_note(answer.note, facts.language) if answer.reason is Reason.HOLIDAY else "",
        lost_since=None if facts.lost_since is None else facts.lost_since.astimezone(zone_info),
        voice=facts.voice,
        trouble=facts.trouble,
    )


def calls_of(board: "Board", zones: Sequence[str], now: datetime, zone_info: ZoneInfo) -> "tuple[BoardCall, ...]":
    """Return today's calls of some zones, newest first; no zones = the whole hall.

    The board itself forgets yesterday only with the first event of today.
    """
    if service_day(now, zone_info) > board.service_day:
        return ()
    return tuple(call for call in board.calls if not zones or call.zone in zones)


def needs_reread(board: "Board", batch: "EventBatch") -> bool:
    """Say whether a batch cannot be folded into the board: another epoch, or a fact that is missing or not known."""
    if batch.epoch != board.epoch or any(event.kind is EventKind.NEWER for event in batch.events):
        return True
    if not batch.events:
        return batch.newest > board.newest
    return batch.events[0].id > board.newest + 1


def spoken_zones(mall: Mall, zones: Sequence[str]) -> tuple[str, ...]:
    """Return the codes of the zones whose calls this display speaks: those it was told, or all."""
    return known_zones(mall, zones) if zones else tuple(zone.code for zone in mall.zones)


def voice_areas(mall: Mall, zones: Sequence[str]) -> frozenset[str]:
    """Return the voice areas whose announcements this display shows."""
    return frozenset(mall.zone(code).voice_area for code in spoken_zones(mall, zones))


def known_zones(mall: Mall, zones: Sequence[str]) -> tuple[str, ...]:
    """Return those of some zone codes that the mall has."""
    codes = {zone.code for zone in mall.zones}
    return tuple(code for code in dict.fromkeys(zones) if code in codes)


def unknown_zones(mall: Mall, zones: Sequence[str]) -> Refused | None:
    """Return what to say when the display was told zones that the mall does not have."""
    known = known_zones(mall, zones)
    strange = [code for code in zones if code not in known]
    if not strange:
        return None
    have = ", ".join(zone.code for zone in mall.zones)
    return Refused(
        Reason.UNKNOWN_ZONE,
        f"This mall has no zone {', '.join(strange)}; it has {have}. Correct --zone or display.zones.",
        zones=strange,
    )


def _ticker(facts: Facts, mall: Mall, now: datetime) -> tuple[str, ...]:
    if not facts.has_ticker:
        return ()
    return tuple(one.text.in_language(facts.language) for one in mall.ticker if one.when.holds(now))


def _lines(facts: Facts, mall: Mall) -> tuple[LineView, ...] | None:
    if not facts.has_lines or facts.outlook is None:
        return None
    return side.lines(facts.outlook, mall, facts.zones, facts.language)


def _is_resting(facts: Facts, mall: Mall, calls: "Sequence[BoardCall]", now: datetime) -> bool:
    if not calls:
        return True
    assert facts.board is not None
    return not _is_staffed(facts.board, mall, facts.zones) and now - calls[0].at >= REST_AFTER


def _is_staffed(board: "Board", mall: Mall, zones: Sequence[str]) -> bool:
    ours = {counter.number for counter in mall.counters if not zones or counter.zone in zones}
    return not ours.isdisjoint(board.counters)


def _recent(facts: Facts, mall: Mall, calls: "Sequence[BoardCall]") -> tuple[CallView, ...]:
    big = facts.stage.shown
    waiting = {call.event for call in facts.stage.waiting}
    return tuple(
        _call(mall, call, facts, is_next=call.event in waiting)
        for call in calls
        if big is None or call.ticket != big.ticket
    )


def _call(mall: Mall, call: "BoardCall", facts: Facts, *, is_next: bool) -> CallView:
    return CallView(
        event=call.event,
        code=call.code,
        counter=call.counter,
        agency=mall.agency(call.agency).short.in_language(facts.language),
        zone=zone_view(mall.zone(call.zone), facts.language),
        is_priority=call.is_priority,
        call_count=call.call_count,
        is_next=is_next,
    )


def _note(note: LocalText | None, language: str) -> str:
    return "" if note is None else note.in_language(language)


def _weekdays(mall: Mall, zones: Sequence[str]) -> frozenset[int]:
    """Return the weekdays on which anything is served in some zones."""
    agencies = {agency.code for agency in mall.agencies if not zones or agency.zone in zones}
    days: set[int] = set()
    for service in mall.services:
        if service.agency in agencies:
            days |= service.weekdays
    return frozenset(days)
