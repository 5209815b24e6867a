"""The answers that are ready for a supervisor's questions: reasons that visitors read, and times of reopening."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from antrean import plain_text
from antrean.overrides import REASON_LENGTH
from counter.supervisor import asks
from counter.supervisor.asks import Reopens, WhyChanged, WhyClosed

JAKARTA: Final = ZoneInfo("Asia/Jakarta")


def at(hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 11, 23, hour, minute, second, tzinfo=JAKARTA)


@pytest.mark.parametrize("why", WhyClosed)
@pytest.mark.parametrize("languages", [("id",), ("id", "en")])
def test_a_ready_reason_is_one_that_visitors_may_read(why: WhyClosed, languages: tuple[str, ...]) -> None:
    text = asks.public_reason(why, languages)
    assert plain_text.line(text, longest=REASON_LENGTH, what="The reason") == text
    assert ("(" in text) is ("en" in languages)


@pytest.mark.parametrize(
    ("choice", "now", "moment"),
    [
        (Reopens.NOT_TODAY, at(8, 0), None),
        (Reopens.HALF_HOUR, at(8, 0), at(8, 30)),
        (Reopens.HALF_HOUR, at(8, 1, 59), at(8, 35)),
        (Reopens.HALF_HOUR, at(8, 29, 59), at(9, 0)),
        (Reopens.HOUR, at(8, 56), at(10, 0)),
        (Reopens.HOUR, at(8, 55), at(9, 55)),
        (Reopens.AT, at(8, 41, 12), at(13, 5)),
    ],
)
def test_a_service_reopens_on_full_five_minutes(choice: Reopens, now: datetime, moment: datetime | None) -> None:
    assert asks.reopening(choice, now, 13, 5) == moment


@pytest.mark.parametrize(
    ("moment", "may"),
    [(None, True), (at(8, 42), True), (at(8, 41), False), (at(8, 40), False), (at(23, 55), True)],
)
def test_it_reopens_later_today(moment: datetime | None, may: bool) -> None:
    assert asks.is_later_today(moment, at(8, 41)) is may


def test_it_does_not_reopen_tomorrow() -> None:
    late = at(23, 50)
    assert not asks.is_later_today(asks.reopening(Reopens.HOUR, late), late)


def test_reasons_for_the_log_are_code_words() -> None:
    # Anything else is kept as "other".
    assert all(one.value.replace("_", "").isalpha() and one.value.islower() for one in WhyChanged)
