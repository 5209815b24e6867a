"""How long a line lasts: the simple product, and where it says nothing."""

import pytest

from antrean.estimate import line_minutes


@pytest.mark.parametrize(
    ("line", "counters", "minutes"),
    [
        ([], 3, 0),
        ([], 0, 0),
        ([(0, 10)], 1, 0),
        ([(1, 5)], 1, 5),
        ([(1, 6)], 1, 10),
        ([(4, 10)], 1, 40),
        ([(4, 10)], 2, 20),
        ([(4, 10), (2, 15)], 2, 35),
        ([(3, 10)], 0, None),
        ([(24, 10)], 1, 240),
        ([(25, 10)], 1, None),
    ],
)
def test_people_times_target_by_counters_rounded_up(
    line: list[tuple[int, int]], counters: int, minutes: int | None
) -> None:
    assert line_minutes(line, counters) == minutes
