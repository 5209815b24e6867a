"""The opening hours of one mall at every interesting minute."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antrean.errors import Reason
from antrean.hours import (
    DayHours,
    Period,
    Schedule,
    Span,
    answer,
    closing_time,
    day_hours,
    next_opening,
)
from antrean.model import LocalText

JAKARTA = ZoneInfo("Asia/Jakarta")
WEEKDAYS = frozenset(range(5))
MONDAY, FRIDAY, SATURDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 29)


def _span(text: str) -> Span:
    opens, closes = text.split("-")
    return Span(time.fromisoformat(opens), time.fromisoformat(closes))


def _hours(text: str, *breaks: str) -> DayHours:
    return DayHours(tuple(_span(part) for part in text.split()), tuple(_span(part) for part in breaks))


def _at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=JAKARTA)


LONG_DAY = _hours("08:00-15:30")
WEEK = {
    **dict.fromkeys(range(4), LONG_DAY),
    4: _hours("08:00-15:00", "11:30-13:00"),
    5: _hours("08:00-12:00"),
}
NEW_YEAR = Period(LocalText("Tahun Baru"), date(2027, 1, 1), date(2027, 1, 1), {})
RAMADAN = Period(
    LocalText("Ramadan"), date(2027, 2, 8), date(2027, 3, 9), dict.fromkeys(range(4), _hours("08:00-14:00"))
)
IN_RAMADAN = Period(LocalText("Rapat"), date(2027, 2, 10), date(2027, 2, 10), {2: _hours("10:00-12:00")})
MALL = Schedule(week=WEEK, periods=(RAMADAN, NEW_YEAR, IN_RAMADAN))


@pytest.mark.parametrize(
    ("day", "clock", "reason"),
    [
        (MONDAY, "07:29:59", Reason.NOT_YET_OPEN),
        (MONDAY, "07:30", None),
        (MONDAY, "14:59:59", None),
        (MONDAY, "15:00", Reason.PAST_CUTOFF),
        (MONDAY, "15:29:59", Reason.PAST_CUTOFF),
        (MONDAY, "15:30", Reason.CLOSED_FOR_TODAY),
        (FRIDAY, "11:29:59", None),
        (FRIDAY, "11:30", Reason.ON_BREAK),
        (FRIDAY, "12:59:59", Reason.ON_BREAK),
        (FRIDAY, "13:00", None),
        (FRIDAY, "14:30", Reason.PAST_CUTOFF),
        (SATURDAY, "09:00", Reason.NOT_THIS_WEEKDAY),
        (SUNDAY, "09:00", Reason.NOT_THIS_WEEKDAY),
        (date(2027, 1, 1), "09:00", Reason.HOLIDAY),
        (date(2027, 2, 9), "13:29:59", None),
        (date(2027, 2, 9), "13:30", Reason.PAST_CUTOFF),
        (date(2027, 2, 10), "09:00", Reason.NOT_YET_OPEN),
        (date(2027, 2, 10), "11:29", None),
        (date(2027, 2, 12), "09:00", Reason.NOT_THIS_WEEKDAY),
        (date(2027, 3, 10), "14:30", None),
    ],
)
def test_each_minute_has_its_reason(day: date, clock: str, reason: Reason | None) -> None:
    found = answer(MALL, WEEKDAYS, _at(day, clock))
    assert found.reason is reason
    assert found.is_open is (reason is None)


def test_until_is_when_issuing_stops_today_also_across_a_break() -> None:
    assert answer(MALL, WEEKDAYS, _at(FRIDAY, "09:00")).until == _at(FRIDAY, "14:30")
    assert answer(MALL, WEEKDAYS, _at(FRIDAY, "12:00")).until == _at(FRIDAY, "14:30")
    assert answer(MALL, WEEKDAYS, _at(FRIDAY, "14:30")).until is None


@pytest.mark.parametrize(
    ("day", "clock", "opens_at"),
    [
        (MONDAY, "05:00", _at(MONDAY, "07:30")),
        (MONDAY, "09:00", _at(MONDAY + timedelta(days=1), "07:30")),
        (FRIDAY, "12:00", _at(FRIDAY, "13:00")),
        (FRIDAY, "14:45", _at(date(2026, 11, 30), "07:30")),
        (SATURDAY, "09:00", _at(date(2026, 11, 30), "07:30")),
        (date(2026, 12, 31), "16:00", _at(date(2027, 1, 4), "07:30")),
        (date(2027, 2, 9), "20:00", _at(date(2027, 2, 10), "09:30")),
    ],
)
def test_it_says_when_numbers_are_given_again(day: date, clock: str, opens_at: datetime) -> None:
    assert answer(MALL, WEEKDAYS, _at(day, clock)).opens_at == opens_at


def test_a_service_of_one_weekday_opens_again_on_that_weekday() -> None:
    thursdays = frozenset({3})
    assert answer(MALL, thursdays, _at(MONDAY, "09:00")).opens_at == _at(date(2026, 11, 26), "07:30")
    assert answer(MALL, thursdays, _at(date(2026, 11, 26), "16:00")).opens_at == _at(date(2026, 12, 3), "07:30")


def test_a_service_that_never_opens_says_so_without_a_date() -> None:
    found = answer(MALL, frozenset({6}), _at(MONDAY, "09:00"))
    assert (found.reason, found.opens_at) == (Reason.NOT_THIS_WEEKDAY, None)


def test_the_note_names_the_holiday_or_the_period() -> None:
    holiday = answer(MALL, WEEKDAYS, _at(date(2027, 1, 1), "09:00"))
    assert holiday.note == LocalText("Tahun Baru")
    assert answer(MALL, WEEKDAYS, _at(date(2027, 2, 9), "09:00")).note == LocalText("Ramadan")
    assert answer(MALL, WEEKDAYS, _at(date(2027, 2, 10), "10:00")).note == LocalText("Rapat")
    assert answer(MALL, WEEKDAYS, _at(MONDAY, "09:00")).note is None


def test_the_shortest_period_wins_whatever_the_order() -> None:
    for periods in ((RAMADAN, IN_RAMADAN), (IN_RAMADAN, RAMADAN)):
        assert day_hours(Schedule(week=WEEK, periods=periods), date(2027, 2, 10)) == _hours("10:00-12:00")


def test_an_always_open_hall_refuses_only_the_wrong_weekday() -> None:
    hall = Schedule(always_open=True, periods=(NEW_YEAR,))
    found = answer(hall, WEEKDAYS, _at(SUNDAY, "03:00"))
    assert (found.reason, found.opens_at) == (Reason.NOT_THIS_WEEKDAY, _at(date(2026, 11, 30), "00:00"))
    night = answer(hall, WEEKDAYS, _at(MONDAY, "23:59"))
    assert (night.is_open, night.until) == (True, None)
    assert answer(hall, WEEKDAYS, _at(date(2027, 1, 1), "03:00")).is_open
    assert closing_time(hall, MONDAY, JAKARTA) is None


def test_the_time_between_two_open_spans_is_a_break() -> None:
    hall = Schedule(week={0: _hours("13:00-16:00 08:00-12:00")})
    lunch = answer(hall, WEEKDAYS, _at(MONDAY, "12:30"))
    assert (lunch.reason, lunch.opens_at, lunch.until) == (
        Reason.ON_BREAK,
        _at(MONDAY, "13:00"),
        _at(MONDAY, "15:30"),
    )
    assert answer(hall, WEEKDAYS, _at(MONDAY, "11:59")).is_open


def test_a_break_that_lasts_past_the_cutoff_ends_the_day() -> None:
    hall = Schedule(week={0: _hours("08:00-15:00", "14:00-14:45")})
    found = answer(hall, WEEKDAYS, _at(MONDAY, "14:10"))
    assert found.reason is Reason.PAST_CUTOFF
    assert answer(hall, WEEKDAYS, _at(MONDAY, "13:59")).until == _at(MONDAY, "14:00")


def test_early_issuing_never_begins_before_midnight() -> None:
    hall = Schedule(week={0: _hours("00:10-08:00")})
    assert answer(hall, WEEKDAYS, _at(MONDAY, "00:00")).is_open
    assert answer(hall, WEEKDAYS, _at(SUNDAY, "23:50")).opens_at == _at(date(2026, 11, 30), "00:00")


def test_closing_time_is_the_end_of_the_last_span_of_an_open_day() -> None:
    assert closing_time(MALL, FRIDAY, JAKARTA) == _at(FRIDAY, "15:00")
    assert closing_time(MALL, SUNDAY, JAKARTA) is None
    assert closing_time(MALL, date(2027, 1, 1), JAKARTA) is None


def test_a_naive_time_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="aware"):
        answer(MALL, WEEKDAYS, datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001


MINUTES = st.integers(min_value=0, max_value=24 * 60 - 1)


@st.composite
def _spans(draw: st.DrawFn, most: int) -> tuple[Span, ...]:
    edges = sorted(draw(st.sets(MINUTES, max_size=2 * most)))
    clocks = [time(minute // 60, minute % 60) for minute in edges]
    return tuple(Span(*pair) for pair in zip(clocks[::2], clocks[1::2], strict=False))


@given(
    week=st.dictionaries(st.integers(0, 6), st.builds(DayHours, _spans(3), _spans(2))),
    before=st.integers(0, 180),
    cutoff=st.integers(0, 180),
    weekdays=st.frozensets(st.integers(0, 6)),
    minute=st.integers(0, 7 * 24 * 60),
)
def test_when_it_promises_to_open_it_opens(
    week: dict[int, DayHours], before: int, cutoff: int, weekdays: frozenset[int], minute: int
) -> None:
    hall = Schedule(week=week, issue_minutes_before=before, cutoff_minutes=cutoff)
    at = _at(MONDAY, "00:00") + timedelta(minutes=minute)
    found = answer(hall, weekdays, at)
    assert found.is_open is (found.reason is None)
    if found.opens_at is not None:
        assert found.opens_at > at
        assert answer(hall, weekdays, found.opens_at).is_open
        if not found.is_open:
            assert not answer(hall, weekdays, found.opens_at - timedelta(seconds=1)).is_open
    if found.is_open:
        assert found.until is not None
        assert found.until > at
        assert not answer(hall, weekdays, found.until).is_open
        assert day_hours(hall, at.date()).open
    assert found.is_open or found.opens_at or next_opening(hall, weekdays, at.date(), JAKARTA) is None
