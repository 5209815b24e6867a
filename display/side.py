"""What stands beside the calls: the lines of the agencies, the counters one by one, who missed a call; pure, no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from antrean.errors import Reason
from antrean.mall_record import Mall
from antrean.model import Counter, CounterState, Zone

if TYPE_CHECKING:
    # For the annotations alone: the store's libraries are loaded after the first picture.
    from antrean.board import Board, BoardCall
    from antrean.outlook import AgencyOutlook, CounterOutlook, Outlook


@dataclass(frozen=True, kw_only=True)
class ZoneView:
    number: int
    color: str
    """#RRGGBB from the mall file."""
    color_name: str
    name: str


@dataclass(frozen=True, kw_only=True)
class LineView:
    """How many wait for one agency."""

    agency: str
    zone: ZoneView
    waiting: int
    minutes: int | None
    """About how long its line lasts; None where nobody can say."""
    why_closed: Reason | None = None
    """Why no numbers are given for it; None while they are."""
    opens_at: datetime | None = None
    """When they are given again today, in the mall's zone."""


@dataclass(frozen=True, kw_only=True)
class MissedView:
    code: str
    counter: int
    """Where to report."""
    was_called_often: bool
    """As often as the house rules say before a number is given up."""


@dataclass(frozen=True, kw_only=True)
class BreakView:
    counter: int
    back_at: datetime | None
    """In the mall's zone; None where nobody said how long."""


@dataclass(frozen=True, kw_only=True)
class RowView:
    """One counter of a zone's display."""

    counter: int
    zone: ZoneView
    state: CounterState
    agency: str
    code: str = ""
    """The number that is there; empty where there is none."""
    is_priority: bool = False
    call_count: int = 0
    is_served: bool = False
    back_at: datetime | None = None
    """When its break should end, in the mall's zone."""


def zone_view(zone: Zone, language: str) -> ZoneView:
    return ZoneView(
        number=zone.position,
        color=zone.color,
        color_name=zone.color_name.in_language(language),
        name=zone.name.in_language(language),
    )


def lines(outlook: "Outlook | None", mall: Mall, zones: Sequence[str], language: str) -> tuple[LineView, ...]:
    """Return the agencies of some zones where people wait, or that could have numbers today and give none."""
    if outlook is None:
        return ()
    found = []
    # The outlook may be a moment older than a mall that was just loaded.
    known = {agency.code: agency for agency in mall.agencies}
    for one in outlook.agencies:
        agency = known.get(one.agency)
        if agency is None:
            continue
        if (zones and agency.zone not in zones) or not (one.waiting or _is_news(one)):
            continue
        found.append(
            LineView(
                agency=agency.short.in_language(language),
                zone=zone_view(mall.zone(agency.zone), language),
                waiting=one.waiting,
                minutes=one.minutes,
                why_closed=one.why_closed if _is_news(one) else None,
                opens_at=_today(one.opens_at, outlook.now, mall) if _is_news(one) else None,
            )
        )
    return tuple(found)


# What the whole hall has in common stands in the strip, once.
_OF_THE_HALL = (
    *(Reason.HOLIDAY, Reason.NOT_THIS_WEEKDAY, Reason.NOT_YET_OPEN),
    *(Reason.ON_BREAK, Reason.PAST_CUTOFF, Reason.CLOSED_FOR_TODAY),
)


def _today(moment: datetime | None, now: datetime, mall: Mall) -> datetime | None:
    """Return a moment in the mall's zone, if it is today."""
    if moment is None:
        return None
    local = moment.astimezone(mall.zone_info)
    return local if local.date() == now.astimezone(mall.zone_info).date() else None


def _is_news(one: "AgencyOutlook") -> bool:
    return one.why_closed is not None and one.why_closed not in _OF_THE_HALL


def missed(
    outlook: "Outlook | None", zones: Sequence[str], now: datetime, shown_for: timedelta, calls: int
) -> tuple[MissedView, ...]:
    """Return who was called in vain and given up not longer ago than `shown_for`; the newest first.

    `calls` is how often a number should be called before (`Rules.calls_before_no_show`).
    """
    if outlook is None:
        return ()
    return tuple(
        MissedView(code=one.code, counter=one.counter, was_called_often=one.call_count >= calls)
        for one in outlook.missed
        if (not zones or one.zone in zones) and now - one.at < shown_for
    )


def breaks(outlook: "Outlook | None", board: "Board", mall: Mall, zones: Sequence[str]) -> tuple[BreakView, ...]:
    """Return the counters of some zones that are on a break now, by number."""
    states = _states(board, outlook, mall)
    ends = _by_number(outlook)
    return tuple(
        BreakView(counter=one.number, back_at=_back(ends.get(one.number), mall))
        for one in _counters(mall, zones)
        if states[one.number] is CounterState.BREAK
    )


def rows(
    outlook: "Outlook | None", board: "Board", calls: "Sequence[BoardCall]", mall: Mall, zones: Sequence[str],
    language: str,
) -> tuple[RowView, ...]:  # fmt: skip
    """Return every counter of some zones by number, with the number that is there now.

    `calls` are today's, newest first. What was called after the outlook was read is taken from them: a call is on
    the board at once, the outlook follows a moment later.
    """
    known = _by_number(outlook)
    states = _states(board, outlook, mall)
    seen = -1 if outlook is None else outlook.newest
    fresh: dict[int, BoardCall] = {}
    for call in calls:
        if call.event > seen:
            fresh.setdefault(call.counter, call)
    return tuple(
        _row(one, known.get(one.number), fresh.get(one.number), states[one.number], mall, language)
        for one in _counters(mall, zones)
    )


def _row(
    counter: Counter,
    known: "CounterOutlook | None",
    call: "BoardCall | None",
    state: CounterState,
    mall: Mall,
    language: str,
) -> RowView:
    zone = zone_view(mall.zone(counter.zone), language)
    if call is not None:
        return RowView(
            counter=counter.number,
            zone=zone,
            state=state,
            agency=mall.agency(call.agency).short.in_language(language),
            code=call.code,
            is_priority=call.is_priority,
            call_count=call.call_count,
        )
    here = {agency.code for agency in mall.agencies}
    working = () if known is None else tuple(letter for letter in known.agencies if letter in here)
    letters = working or mall.agencies_at(counter)
    is_there = known is not None and bool(known.code) and state is CounterState.OPEN
    if known is not None and is_there and known.agency in here:
        letters = (known.agency,)
    return RowView(
        counter=counter.number,
        zone=zone,
        state=state,
        agency=" · ".join(mall.agency(letter).short.in_language(language) for letter in letters),
        code=known.code if known is not None and is_there else "",
        is_priority=known is not None and is_there and known.is_priority,
        call_count=known.call_count if known is not None and is_there else 0,
        is_served=known is not None and is_there and known.is_served,
        back_at=_back(known, mall) if state is CounterState.BREAK else None,
    )


def _counters(mall: Mall, zones: Sequence[str]) -> list[Counter]:
    here = [one for one in mall.counters if not zones or one.zone in zones]
    return sorted(here, key=lambda one: one.number)


def _states(board: "Board", outlook: "Outlook | None", mall: Mall) -> dict[int, CounterState]:
    """Return how every counter is, by whichever of the two knows more."""
    if outlook is not None and outlook.epoch == board.epoch and outlook.newest >= board.newest:
        return {one.number: CounterState.CLOSED for one in mall.counters} | {
            one.number: one.state for one in outlook.counters
        }
    return {one.number: board.counters.get(one.number, CounterState.CLOSED) for one in mall.counters}


def _by_number(outlook: "Outlook | None") -> "dict[int, CounterOutlook]":
    return {} if outlook is None else {one.number: one for one in outlook.counters}


def _back(known: "CounterOutlook | None", mall: Mall) -> datetime | None:
    if known is None or known.break_until is None:
        return None
    return known.break_until.astimezone(mall.zone_info)
