"""Opening hours, breaks, holidays and the cut-off: whether a number may be taken now, until when, and why not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from antrean.errors import Reason
from antrean.model import LocalText

LOOK_AHEAD_DAYS = 400
"""A little more than a year: past that, a service has no next opening worth showing."""


@dataclass(frozen=True)
class Span:
    """A part of one day, from `opens` up to but not including `closes`."""

    opens: time
    closes: time


@dataclass(frozen=True)
class DayHours:
    """One day: when the mall is open and when it pauses; a closed day has no open span."""

    open: tuple[Span, ...] = ()
    breaks: tuple[Span, ...] = ()


CLOSED = DayHours()
ALL_DAY = DayHours(open=(Span(time.min, time.max),))


@dataclass(frozen=True)
class Period:
    """Days with hours of their own, `first` and `last` included; a weekday missing from `week` is closed.

    A holiday has an empty week. A single-day exception begins and ends on the same day.
    """

    name: LocalText
    first: date
    last: date
    week: Mapping[int, DayHours]

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def is_holiday(self) -> bool:
        return not any(hours.open for hours in self.week.values())


@dataclass(frozen=True)
class Schedule:
    """The mall's hours; weekdays are 0 = Monday … 6 = Sunday, and one missing from `week` is closed."""

    always_open: bool = False
    week: Mapping[int, DayHours] = field(default_factory=dict)
    periods: tuple[Period, ...] = ()
    """The shortest one that holds a day decides about it; of equally short ones the first."""
    issue_minutes_before: int = 30
    """The kiosk gives numbers from so long before the doors open."""
    cutoff_minutes: int = 30
    """… until so long before they close, so that who holds a number is still served."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    is_open: bool
    reason: Reason | None
    """Why not: HOLIDAY, NOT_THIS_WEEKDAY, NOT_YET_OPEN, ON_BREAK, PAST_CUTOFF, CLOSED_FOR_TODAY or CLOSED_BY_STAFF."""
    until: datetime | None
    """When issuing stops today, while it goes on or is still to come; None for a hall that is always open."""
    opens_at: datetime | None
    """When to come (back): while closed, the next moment numbers are given; while open, the same on a later day."""
    note: LocalText | None
    """Name of the holiday or period that today belongs to, or the reason that staff gave."""


def answer(schedule: Schedule, weekdays: frozenset[int], at: datetime) -> Answer:
    """Say whether a service of these weekdays gives numbers at `at` (aware, in the mall's zone)."""
    zone = at.tzinfo
    if zone is None:
        raise ValueError("hours.answer needs an aware time in the mall's zone")
    day = at.date()
    period = period_of(schedule, day)
    note = period.name if period else None
    later = next_opening(schedule, weekdays, day, zone)

    def closed(reason: Reason, opens_at: datetime | None = later, until: datetime | None = None) -> Answer:
        return Answer(is_open=False, reason=reason, until=until, opens_at=opens_at, note=note)

    # A holiday is the better reason even on a weekday the service never has: it has a name to show.
    if period is not None and period.is_holiday:
        return closed(Reason.HOLIDAY)
    if day.weekday() not in weekdays:
        return closed(Reason.NOT_THIS_WEEKDAY)
    if schedule.always_open:
        return Answer(is_open=True, reason=None, until=None, opens_at=later, note=note)
    hours = day_hours(schedule, day)
    if not hours.open:
        return closed(Reason.NOT_THIS_WEEKDAY)

    spans = list(_issuing(schedule, day, zone))
    if spans:
        until = spans[-1][1]
        if at < spans[0][0]:
            return closed(Reason.NOT_YET_OPEN, spans[0][0], until)
        for begin, end in spans:
            if at < begin:
                return closed(Reason.ON_BREAK, begin, until)
            if at < end:
                return Answer(is_open=True, reason=None, until=until, opens_at=later, note=note)
    if at < _at(day, _last(hours), zone):
        return closed(Reason.PAST_CUTOFF)
    return closed(Reason.CLOSED_FOR_TODAY)


def closed_by_staff(
    schedule: Schedule, weekdays: frozenset[int], at: datetime, *, why: LocalText, reopens_at: datetime | None
) -> Answer:
    """Return the answer for a service that staff closed, until `reopens_at` or for the rest of the day.

    Where the hours keep it closed longer than that, or as long, theirs is the answer. Both times are aware, `at` in
    the mall's zone.
    """
    found = answer(schedule, weekdays, at)
    zone = at.tzinfo
    assert zone is not None
    if reopens_at is None:
        opens_at = next_opening(schedule, weekdays, at.date(), zone)
    else:
        then = answer(schedule, weekdays, reopens_at.astimezone(zone))
        opens_at = reopens_at.astimezone(zone) if then.is_open else then.opens_at
    if not found.is_open and _is_not_later(opens_at, found.opens_at):
        return found
    is_today = opens_at is not None and opens_at.date() == at.date()
    return Answer(
        is_open=False,
        reason=Reason.CLOSED_BY_STAFF,
        until=found.until if is_today else None,
        opens_at=opens_at,
        note=why,
    )


def _is_not_later(one: datetime | None, other: datetime | None) -> bool:
    """Compare two openings; None is never."""
    if other is None or one is None:
        return other is None
    return one <= other


def day_hours(schedule: Schedule, day: date) -> DayHours:
    """Return the hours of one day after holidays, periods and exceptions."""
    if schedule.always_open:
        return ALL_DAY
    period = period_of(schedule, day)
    week = schedule.week if period is None else period.week
    return week.get(day.weekday(), CLOSED)


def closing_time(schedule: Schedule, day: date, tz: tzinfo) -> datetime | None:
    """Return when the doors close that day; None for a closed day and for a hall that is always open."""
    if schedule.always_open:
        return None
    hours = day_hours(schedule, day)
    return _at(day, _last(hours), tz) if hours.open else None


def minutes_left(schedule: Schedule, at: datetime) -> float | None:
    """Return how many minutes the counters still serve on the day of `at`, breaks left out.

    Before the doors open, the whole day's; None for a hall that is always open. `at` is aware, in the mall's zone.
    """
    if schedule.always_open:
        return None
    now = at.astimezone(UTC)
    # In UTC: where clocks are put forward on that day, the day is an hour shorter than its hours say.
    spans = ((begin.astimezone(UTC), end.astimezone(UTC)) for begin, end in _serving_on(schedule, at))
    return sum(max(timedelta(0), end - max(begin, now)) / timedelta(minutes=1) for begin, end in spans)


def minutes_served(schedule: Schedule, at: datetime) -> float | None:
    """Return for how many minutes the doors have been open without a break; None while they are not.

    It begins anew after every break. `at` is aware, in the mall's zone; a hall that is always open began at midnight.
    """
    for begin, end in _serving_on(schedule, at):
        if begin <= at < end:
            return (at - begin) / timedelta(minutes=1)
    return None


def serving_spans(schedule: Schedule, day: date, tz: tzinfo) -> tuple[tuple[datetime, datetime], ...]:
    """Return the half-open spans of a day in which the counters serve, in order; between two of them is a break."""
    hours = day_hours(schedule, day)
    if not hours.open:
        return ()
    begin = _at(day, min(span.opens for span in hours.open), tz)
    return tuple(_without_breaks(hours, day, begin, _at(day, _last(hours), tz)))


def issuing_until(schedule: Schedule, day: date, tz: tzinfo) -> datetime | None:
    """Return when the last number of a day is given; None for a day on which none are."""
    spans = list(_issuing(schedule, day, tz))
    return spans[-1][1] if spans else None


def next_opening(schedule: Schedule, weekdays: frozenset[int], after: date, tz: tzinfo) -> datetime | None:
    """Return when numbers are first given on a day later than `after`; None if on none of the next 400."""
    for ahead in range(1, LOOK_AHEAD_DAYS + 1):
        day = after + timedelta(days=ahead)
        if day.weekday() not in weekdays:
            continue
        if schedule.always_open:
            return _at(day, time.min, tz)
        for begin, _ in _issuing(schedule, day, tz):
            return begin
    return None


def period_of(schedule: Schedule, day: date) -> Period | None:
    """Return the holiday, period or exception that decides about a day: the shortest wins."""
    if schedule.always_open:
        return None
    holding = (period for period in schedule.periods if period.first <= day <= period.last)
    return min(holding, key=lambda period: period.days, default=None)


def _issuing(schedule: Schedule, day: date, tz: tzinfo) -> Iterator[tuple[datetime, datetime]]:
    """The half-open spans of a day in which numbers are given, in order.

    Two open spans with nothing between them are one; the time between two others is a break like any other.
    """
    hours = day_hours(schedule, day)
    if not hours.open:
        return
    begin = _at(day, min(span.opens for span in hours.open), tz) - timedelta(minutes=schedule.issue_minutes_before)
    end = _at(day, _last(hours), tz) - timedelta(minutes=schedule.cutoff_minutes)
    # Numbers belong to the day they are taken on, so early issuing never begins before midnight.
    yield from _without_breaks(hours, day, max(_at(day, time.min, tz), begin), end)


def _serving_on(schedule: Schedule, at: datetime) -> tuple[tuple[datetime, datetime], ...]:
    if at.tzinfo is None:
        raise ValueError("hours needs an aware time in the mall's zone")
    return serving_spans(schedule, at.date(), at.tzinfo)


def _without_breaks(hours: DayHours, day: date, begin: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The parts from `begin` to `end` that no break of the day and no closed time between two of its spans holds."""
    tz = begin.tzinfo
    assert tz is not None
    opens = sorted(hours.open, key=lambda span: span.opens)
    gaps = [Span(one.closes, other.opens) for one, other in pairwise(opens)]
    for pause in sorted([*hours.breaks, *gaps], key=lambda span: (span.opens, span.closes)):
        pause_begin, pause_end = _at(day, pause.opens, tz), _at(day, pause.closes, tz)
        if begin < min(pause_begin, end) and pause_begin < pause_end:
            yield begin, min(pause_begin, end)
        if pause_begin < pause_end:
            begin = max(begin, pause_end)
    if begin < end:
        yield begin, end


def _last(hours: DayHours) -> time:
    return max(span.closes for span in hours.open)


def _at(day: date, moment: time, tz: tzinfo) -> datetime:
    return datetime.combine(day, moment, tzinfo=tz)
