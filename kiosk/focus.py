"""Where the focus goes when an arrow key is pressed: to the nearest control in that direction; pure, no Qt."""

from collections.abc import Sequence
from enum import StrEnum

from kiosk.arrange import Box


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    LEFT = "left"
    RIGHT = "right"


ASIDE_WEIGHT = 2
"""A control further along but straight ahead is nearer than one close by to the side."""


def nearest(here: Box, others: Sequence[Box], direction: Direction) -> int | None:
    """Return which of the others is the next one in a direction, None where there is nothing.

    What lies straight ahead comes before what lies aside; of those, the nearest; of those in one row, the one that
    most of this one looks at.
    """
    best: tuple[tuple[bool, int, int, int], int] | None = None
    for at, other in enumerate(others):
        ahead = _ahead(here, other, direction)
        if ahead is None:
            continue
        aside = _aside(here, other, direction)
        rank = (
            aside > 0,
            ahead + ASIDE_WEIGHT * aside,
            -_shared(here, other, direction),
            _offset(here, other, direction),
        )
        if best is None or rank < best[0]:
            best = rank, at
    return None if best is None else best[1]


def _ahead(here: Box, other: Box, direction: Direction) -> int | None:
    """Return how far ahead the other begins, None where it does not lie ahead at all."""
    if _holds(here, other):
        # A card that can be pressed may hold a button: one step in the way of reading, so that others pass it by.
        return 0 if direction is Direction.RIGHT else None
    _, far, other_near, other_far = _along(here, other, direction)
    # Its middle has to lie beyond this one's edge: neighbours may overlap by a rounding.
    if (other_near + other_far) / 2 <= far or other_far <= far:
        return None
    return max(0, other_near - far)


def _holds(box: Box, other: Box) -> bool:
    across = box.x <= other.x and other.x + other.width <= box.x + box.width
    return across and box.y <= other.y and other.y + other.height <= box.y + box.height and box != other


def _along(here: Box, other: Box, direction: Direction) -> tuple[int, int, int, int]:
    """Return both boxes' edges along a direction, so that ahead is always the greater number."""
    match direction:
        case Direction.RIGHT:
            return here.x, here.x + here.width, other.x, other.x + other.width
        case Direction.LEFT:
            return -here.x - here.width, -here.x, -other.x - other.width, -other.x
        case Direction.DOWN:
            return here.y, here.y + here.height, other.y, other.y + other.height
        case Direction.UP:
            return -here.y - here.height, -here.y, -other.y - other.height, -other.y


def _across(box: Box, direction: Direction) -> tuple[int, int]:
    if direction in (Direction.LEFT, Direction.RIGHT):
        return box.y, box.y + box.height
    return box.x, box.x + box.width


def _aside(here: Box, other: Box, direction: Direction) -> int:
    """Return how far the other is out of the strip that lies straight ahead, 0 where it reaches into it."""
    near, far = _across(here, direction)
    other_near, other_far = _across(other, direction)
    return max(0, other_near - far + 1, near - other_far + 1)


def _shared(here: Box, other: Box, direction: Direction) -> int:
    """Return how much of the strip that lies straight ahead the other takes."""
    near, far = _across(here, direction)
    other_near, other_far = _across(other, direction)
    return max(0, min(far, other_far) - max(near, other_near))


def _offset(here: Box, other: Box, direction: Direction) -> int:
    """Return the distance of the two nearer edges across: in a row the one that begins alike comes first."""
    return abs(_across(here, direction)[0] - _across(other, direction)[0])
