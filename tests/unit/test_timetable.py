"""What the hall's hours announce: every day, with breaks, periods, single days, and the end of taking numbers."""

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from antrean import mall_file, timetable
from antrean.hours import DayHours, Period, Span
from antrean.mall_record import Mall
from antrean.model import LocalText
from antrean.voice_rules import Quiet

JAKARTA = ZoneInfo("Asia/Jakarta")
MONDAY, FRIDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 27), date(2026, 11, 29)


@pytest.fixture(scope="module")
def mall() -> Mall:
    return mall_file.read(Path(__file__).parents[2] / "assets" / "malls" / "kota_sejahtera.toml")


def day(mall: Mall, on: date) -> list[str]:
    return [f"{due.at:%H:%M} {due.notice.kind}" for due in timetable.of_day(mall, on)]


def with_hours(mall: Mall, **hours: Any) -> Mall:
    return replace(mall, hours=replace(mall.hours, **hours))


def test_the_days_of_the_example_mall(mall: Mall) -> None:
    assert day(mall, MONDAY) == ["08:00 opening", "15:00 cutoff", "15:30 closing"]
    assert day(mall, FRIDAY) == ["08:00 opening", "11:30 break", "14:30 cutoff", "15:00 closing"]
    assert day(mall, SUNDAY) == []


def test_a_break_says_what_for_and_until_when(mall: Mall) -> None:
    pause = timetable.of_day(mall, FRIDAY)[1]
    assert (pause.part, pause.notice.reopens) == ("11:30", time(13))
    assert pause.notice.occasion == LocalText("salat Jumat", {"en": "for Friday prayer"})


def test_the_time_between_two_spans_is_a_break(mall: Mall) -> None:
    hours = DayHours(open=(Span(time(8), time(12)), Span(time(13), time(15))), breaks=(Span(time(10), time(10, 15)),))
    found = timetable.of_day(with_hours(mall, week={0: hours}), MONDAY)
    assert [(due.part, due.notice.reopens) for due in found if due.part] == [
        ("10:00", time(10, 15)),
        ("12:00", time(13)),
    ]


def test_a_single_day_goes_before_the_week(mall: Mall) -> None:
    short = Period(LocalText("Rapat"), MONDAY, MONDAY, {0: DayHours((Span(time(9), time(11)),))})
    assert day(with_hours(mall, periods=(short,)), MONDAY) == ["09:00 opening", "10:30 cutoff", "11:00 closing"]
    assert day(with_hours(mall, periods=(Period(LocalText("Libur"), MONDAY, MONDAY, {}),)), MONDAY) == []


def test_numbers_that_are_taken_to_the_end_have_no_end_of_their_own(mall: Mall) -> None:
    assert day(with_hours(mall, cutoff_minutes=0), MONDAY) == ["08:00 opening", "15:30 closing"]


def test_a_cutoff_within_a_break_comes_when_the_break_begins(mall: Mall) -> None:
    # Two hours before 15:00 is within the break: the last number is given at 11:30.
    found = day(with_hours(mall, cutoff_minutes=120), FRIDAY)
    assert found == ["08:00 opening", "11:30 break", "11:30 cutoff", "15:00 closing"]


def test_a_hall_that_is_always_open_announces_nothing(mall: Mall) -> None:
    assert day(with_hours(mall, always_open=True), MONDAY) == []


def test_only_what_the_mall_wants(mall: Mall) -> None:
    quiet = replace(mall, voice=replace(mall.voice, notices=("break",)))
    assert day(quiet, FRIDAY) == ["11:30 break"]
    assert day(quiet, MONDAY) == []


def test_what_a_quiet_period_would_mute(mall: Mall) -> None:
    assert timetable.muted(mall) == ()
    noon = Quiet(Span(time(11, 30), time(12)), frozenset({4}))
    early = Quiet(Span(time(7, 55), time(8, 5)))
    once = Quiet(Span(time(0), time(23)), day=MONDAY)
    quiet = replace(mall, voice=replace(mall.voice, quiet=(noon, early, once)))
    found = [f"{due.at:%a} {due.notice.kind}" for due in timetable.muted(quiet)]
    assert found == [
        "Mon opening", "Tue opening", "Wed opening", "Thu opening", "Fri opening", "Fri break", "Sat opening",
    ]  # fmt: skip
    later = Quiet(Span(time(11, 33), time(12)), frozenset({4}))
    assert timetable.muted(replace(mall, voice=replace(mall.voice, quiet=(later,)))) == ()


@pytest.mark.parametrize(
    ("clock", "kinds"),
    [
        ("07:59:59", []),
        ("08:00:00", ["opening"]),
        ("08:01:59", ["opening"]),
        ("08:02:00", []),
        ("15:00:01", ["cutoff"]),
    ],
)
def test_each_has_its_moment(mall: Mall, clock: str, kinds: list[str]) -> None:
    now = datetime.combine(MONDAY, time.fromisoformat(clock), tzinfo=JAKARTA)
    assert [due.notice.kind.value for due in timetable.due(mall, now, late_after_s=120)] == kinds
