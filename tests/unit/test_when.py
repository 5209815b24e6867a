"""When a text or a picture is shown: dates, weekdays and hours, each for itself and all together."""

from datetime import date, datetime, time

import pytest

from antrean.hours import Span
from antrean.when import ALWAYS, When

MORNING = Span(time(8), time(12))
DECEMBER = When(first=date(2026, 12, 1), last=date(2026, 12, 31))


@pytest.mark.parametrize(
    ("when", "at", "holds"),
    [
        (ALWAYS, "2026-11-23 03:00", True),
        (DECEMBER, "2026-11-30 23:59", False),
        (DECEMBER, "2026-12-01 00:00", True),
        (DECEMBER, "2026-12-31 23:59", True),
        (DECEMBER, "2027-01-01 00:00", False),
        (When(last=date(2026, 11, 22)), "2026-11-23 08:00", False),
        (When(weekdays=frozenset({0, 4})), "2026-11-23 08:00", True),
        (When(weekdays=frozenset({0, 4})), "2026-11-24 08:00", False),
        (When(spans=(MORNING,)), "2026-11-23 08:00", True),
        (When(spans=(MORNING,)), "2026-11-23 11:59", True),
        (When(spans=(MORNING,)), "2026-11-23 12:00", False),
        (When(weekdays=frozenset({0}), spans=(MORNING,)), "2026-11-23 13:00", False),
    ],
)
def test_every_part_must_hold(when: When, at: str, holds: bool) -> None:
    assert when.holds(datetime.fromisoformat(at)) is holds
