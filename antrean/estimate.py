"""How long the line of an agency lasts: the simple product by which kiosks are full, in minutes read from afar."""

from collections.abc import Iterable
from math import ceil
from typing import Final

STEP_MINUTES: Final = 5
"""Nobody can say more exactly how long a line of people takes."""

MOST_MINUTES: Final = 240
"""Beyond it the product says nothing any more that somebody could plan with."""


def line_minutes(line: Iterable[tuple[int, int]], counters: int) -> int | None:
    """Return for how many minutes a line keeps its counters busy, rounded up to `STEP_MINUTES`, 0 for an empty one.

    `line` holds (people, target minutes of their service); it is people × target ÷ counters, the product of
    `capacity`. None where nobody serves, or where it would take longer than `MOST_MINUTES`.
    """
    work = sum(people * target for people, target in line)
    if not work:
        return 0
    if counters < 1:
        return None
    minutes = ceil(work / counters / STEP_MINUTES) * STEP_MINUTES
    return minutes if minutes <= MOST_MINUTES else None
