"""Reading the hours of a mall file: week, breaks, holidays, periods and exceptions."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import pairwise

from antrean.hours import CLOSED, DayHours, Period, Schedule, Span
from antrean.mall_rows import Row, kind_of, quote

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_CLOCK = r"([01]?[0-9]|2[0-3])[:.]([0-5][0-9])"
_SPAN = re.compile(rf"\s*{_CLOCK}\s*[-–]\s*{_CLOCK}\s*", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST_HOURS = 100


def schedule(row: Row, holidays: Sequence[Row], periods: Sequence[Row], exceptions: Sequence[Row]) -> Schedule:
    """Read [hours] and the three lists of dates beside it; periods come back in the order of their dates."""
    always_open = row.flag("always_open", default=False)
    before = row.whole("issue_minutes_before", 0, 720, 30)
    cutoff = row.whole("cutoff_minutes", 0, 720, 30)
    week = _week(row, cutoff or 0)
    if always_open:
        for key in (*WEEKDAYS, "breaks"):
            if row.has(key):
                row.note(key, f'always_open = true knows no hours; leave "{key}" out or write always_open = false.')
        for rows, word in ((holidays, "holidays"), (periods, "periods"), (exceptions, "exceptions")):
            if rows:
                rows[0].note("", f"a hall with always_open = true has no {word}; leave them out.")
    elif not week and not any(row.has(day) for day in WEEKDAYS):
        row.note("", 'no weekday is open; write hours such as mon = "08:00-15:30", or always_open = true.')
    dated = [
        *((entry, _holiday(entry)) for entry in holidays),
        *((entry, _period(entry, cutoff or 0)) for entry in periods),
        *((entry, _exception(entry, cutoff or 0)) for entry in exceptions),
    ]
    row.finish()
    found = [(entry, period) for entry, period in dated if period is not None]
    _note_rivals(found)
    return Schedule(
        always_open=always_open,
        week=week,
        periods=tuple(sorted((period for _, period in found), key=lambda one: (one.first, one.last, str(one.name)))),
        issue_minutes_before=30 if before is None else before,
        cutoff_minutes=30 if cutoff is None else cutoff,
    )


def spans(row: Row, key: str) -> tuple[Span, ...]:
    """Read "08:00-12:00, 13:00-15:30" as spans in order; what is wrong is noted and left out."""
    given = row.value(key)
    if not row.has(key):
        return ()
    if not isinstance(given, str):
        row.note(key, f'"{key}" must be hours in quotes such as "08:00-15:30", not {kind_of(given)}.')
        return ()
    if len(given) > _LONGEST_HOURS:
        row.note(key, f'"{key}" is far too long for hours: {quote(given)}.')
        return ()
    found: list[Span] = []
    for part in given.split(","):
        match = _SPAN.fullmatch(part)
        if match is None:
            row.note(key, f'"{key}" must be hours such as "08:00-15:30", not {quote(part.strip())}.')
            continue
        begin, begin_minute, end, end_minute = map(int, match.groups())
        span = Span(time(begin, begin_minute), time(end, end_minute))
        if span.opens >= span.closes:
            row.note(key, f'"{key}" ends at {span.closes:%H:%M}, before it begins at {span.opens:%H:%M}.')
        else:
            found.append(span)
    found.sort(key=lambda span: (span.opens, span.closes))
    for one, other in pairwise(found):
        if other.opens < one.closes:
            row.note(key, f'"{key}": {write(one)} and {write(other)} overlap.')
    return tuple(found)


def span_of(text: str) -> Span | None:
    """Return one span such as "11:30-13:00"; None for anything else, and for one that ends before it begins."""
    match = _SPAN.fullmatch(text)
    if match is None:
        return None
    begin, begin_minute, end, end_minute = map(int, match.groups())
    span = Span(time(begin, begin_minute), time(end, end_minute))
    return span if span.opens < span.closes else None


def write(span: Span) -> str:
    return f"{span.opens:%H:%M}-{span.closes:%H:%M}"


def _week(row: Row, cutoff: int) -> dict[int, DayHours]:
    opens = {day: spans(row, name) for day, name in enumerate(WEEKDAYS)}
    pauses: dict[int, tuple[Span, ...]] = {}
    inner = row.table("breaks")
    if inner is not None:
        for day, name in enumerate(WEEKDAYS):
            pauses[day] = spans(inner, name)
            # Hours that could not be read say nothing about their breaks.
            if pauses[day] and (opens[day] or not row.has(name)):
                _note_outside(inner, name, pauses[day], opens[day], WEEKDAY_NAMES[day])
        inner.finish()
    for day, name in enumerate(WEEKDAYS):
        _note_too_short(row, name, opens[day], cutoff)
    return {day: DayHours(open=opens[day], breaks=pauses.get(day, ())) for day in opens if opens[day]}


def _note_outside(row: Row, key: str, pauses: tuple[Span, ...], opens: tuple[Span, ...], day: str) -> None:
    if not opens:
        row.note(key, f'"{key}" is a break, but {day} is not open.')
        return
    for pause in pauses:
        if not any(span.opens <= pause.opens and pause.closes <= span.closes for span in opens):
            hours = ", ".join(map(write, opens))
            row.note(key, f'"{key}": the break {write(pause)} is not within the opening hours {hours}.')


def _note_too_short(row: Row, key: str, opens: tuple[Span, ...], cutoff: int) -> None:
    if not opens:
        return
    begin, end = opens[0].opens, max(span.closes for span in opens)
    minutes = (end.hour - begin.hour) * 60 + end.minute - begin.minute
    if minutes <= cutoff:
        row.note(key, f'"{key}" is open for {minutes} minutes, no longer than the cut-off of {cutoff} minutes.')


def _holiday(row: Row) -> Period | None:
    name = row.text("name", required=True)
    if row.has("from") or row.has("to"):
        first, last = _range(row)
        if row.has("date"):
            row.note("date", 'write either "date", or "from" and "to".')
        row.value("date")
    else:
        first = last = day(row, "date")
        row.value("from")
        row.value("to")
    row.finish()
    return None if first is None or last is None or first > last else Period(name, first, last, {})


def _period(row: Row, cutoff: int) -> Period | None:
    name = row.text("name", required=True)
    first, last = _range(row)
    week = _week(row, cutoff)
    row.finish()
    if first is None or last is None or first > last:
        return None
    # One day has one weekday: what is said of the others could never apply, and would not survive an export.
    if first == last:
        week = {day: hours for day, hours in week.items() if day == first.weekday()}
    return Period(name, first, last, week)


def _exception(row: Row, cutoff: int) -> Period | None:
    name = row.text("name", required=True)
    date_of_it = day(row, "date")
    row.value("hours", required=True)
    opens = spans(row, "hours")
    pauses = spans(row, "breaks")
    if opens and pauses:
        _note_outside(row, "breaks", pauses, opens, "that day")
    _note_too_short(row, "hours", opens, cutoff)
    row.finish()
    if date_of_it is None:
        return None
    hours = DayHours(open=opens, breaks=pauses) if opens else CLOSED
    return Period(name, date_of_it, date_of_it, {date_of_it.weekday(): hours} if opens else {})


def _range(row: Row) -> tuple[date | None, date | None]:
    first, last = day(row, "from"), day(row, "to")
    if first is not None and last is not None and first > last:
        row.note("from", f'"from" ({first}) is later than "to" ({last}).')
    return first, last


def day(row: Row, key: str, *, required: bool = True) -> date | None:
    """Return a date, written as a TOML date or as a text "2026-08-17"; what is no date is noted."""
    given = row.value(key, required)
    if not row.has(key):
        return None
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    if isinstance(given, str) and _DATE.fullmatch(given):
        try:
            return date.fromisoformat(given)
        except ValueError:
            row.note(key, f'"{key}": there is no day {quote(given)} in the calendar.')
            return None
    shown = quote(given) if isinstance(given, str) else kind_of(given)
    row.note(key, f'"{key}" must be a date such as 2026-08-17, not {shown}.')
    return None


def _note_rivals(dated: list[tuple[Row, Period]]) -> None:
    """Note dates of equal length that share a day: neither could win over the other."""
    ordered = sorted(dated, key=lambda pair: (pair[1].days, pair[1].first))
    for (_, one), (row, other) in pairwise(ordered):
        if one.days == other.days and other.first <= one.last:
            row.note(
                "", f"{_when(other)} is also in {quote(str(one.name))}, which is just as long; one of them must go."
            )


def _when(period: Period) -> str:
    return str(period.first) if period.days == 1 else f"{period.first} to {period.last}"
