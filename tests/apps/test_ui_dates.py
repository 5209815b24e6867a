"""Dates, times and durations as a person reads them."""

from datetime import date, datetime, timedelta

import pytest

from antrean.ui import dates

# A hall's local time is naive on purpose here: these functions only write what they are given.
MONDAY = date(2026, 11, 23)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime.fromisoformat(f"2026-11-23T{hour:02}:{minute:02}:00+07:00")


def test_dates_in_both_languages() -> None:
    assert dates.long_date(MONDAY, "id") == "Senin, 23 November 2026"
    assert dates.long_date(MONDAY, "en") == "Monday, 23 November 2026"
    assert dates.short_date(date(2027, 8, 1), "id") == "1 Agustus 2027"
    assert dates.weekday(date(2026, 11, 27), "id") == "Jumat"


def test_an_unknown_language_is_written_as_indonesian() -> None:
    assert dates.long_date(MONDAY, "jv") == "Senin, 23 November 2026"


def test_time_has_a_full_stop_in_indonesian() -> None:
    assert dates.clock_time(at(8, 41), "id") == "08.41"
    assert dates.clock_time(at(8, 41), "en") == "08:41"


def test_today_is_said_without_its_date() -> None:
    assert dates.day_and_time(at(13), "id", MONDAY) == "pukul 13.00"
    assert dates.day_and_time(at(13), "en", date(2026, 11, 22)) == "Monday, 23 November 2026, 13:00"


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "00:00"), (252.9, "04:12"), (3599, "59:59"), (3852, "1:04:12"), (-5, "00:00")]
)
def test_elapsed(seconds: float, text: str) -> None:
    assert dates.elapsed(timedelta(seconds=seconds)) == text


def test_minutes_are_rounded_down_and_never_negative() -> None:
    assert dates.minutes(timedelta(seconds=119)) == 1
    assert dates.minutes(timedelta(seconds=-1)) == 0


@pytest.mark.parametrize(
    ("hour", "indonesian", "english"),
    [
        (7, "Selamat pagi", "Good morning"),
        (10, "Selamat pagi", "Good morning"),
        (11, "Selamat siang", "Good morning"),
        (15, "Selamat sore", "Good afternoon"),
        (18, "Selamat malam", "Good evening"),
        (2, "Selamat malam", "Good morning"),
    ],
)
def test_the_greeting_follows_the_hour(hour: int, indonesian: str, english: str) -> None:
    assert dates.greeting(at(hour), "id") == indonesian
    assert dates.greeting(at(hour), "en") == english
