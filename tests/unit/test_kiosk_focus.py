"""Arrow keys find the control that a person would point at."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.arrange import Box
from kiosk.focus import Direction, nearest

GRID = [Box(x=110 * column, y=60 * row, width=100, height=50) for row in range(3) for column in range(4)]


@pytest.mark.parametrize(
    ("start", "direction", "end"),
    [
        (5, Direction.RIGHT, 6),
        (5, Direction.LEFT, 4),
        (5, Direction.UP, 1),
        (5, Direction.DOWN, 9),
        (3, Direction.RIGHT, None),
        (4, Direction.LEFT, None),
        (0, Direction.UP, None),
        (11, Direction.DOWN, None),
    ],
)
def test_in_a_grid_an_arrow_goes_to_the_neighbour_and_stops_at_the_edge(
    start: int, direction: Direction, end: int | None
) -> None:
    others = [box for at, box in enumerate(GRID) if at != start]
    found = nearest(GRID[start], others, direction)
    assert (None if found is None else others[found]) == (None if end is None else GRID[end])


def test_what_lies_straight_ahead_comes_before_what_is_nearer_but_aside() -> None:
    here = Box(x=0, y=0, width=100, height=50)
    aside, ahead = Box(x=120, y=60, width=100, height=50), Box(x=0, y=400, width=100, height=50)
    assert nearest(here, [aside, ahead], Direction.DOWN) == 1


def test_of_two_in_a_row_the_one_that_most_of_it_looks_at_comes_first() -> None:
    switch = Box(x=545, y=26, width=312, height=88)
    search, standards = Box(x=36, y=223, width=694, height=88), Box(x=744, y=223, width=300, height=88)
    assert nearest(switch, [search, standards], Direction.DOWN) == 0
    assert nearest(switch, [standards, search], Direction.DOWN) == 1


def test_a_wide_bar_below_leads_back_to_the_left_end_of_the_row_above() -> None:
    bar = Box(x=0, y=200, width=430, height=50)
    assert nearest(bar, GRID[:4], Direction.UP) == 0


def test_neighbours_that_touch_or_overlap_by_a_rounding_are_still_neighbours() -> None:
    here, below = Box(x=0, y=0, width=100, height=50), Box(x=0, y=48, width=100, height=50)
    assert nearest(here, [below], Direction.DOWN) == 0
    assert nearest(below, [here], Direction.UP) == 0
    assert nearest(here, [below], Direction.RIGHT) is None


def test_a_button_on_a_card_is_one_step_to_the_right_and_in_nobodys_way() -> None:
    card, button = Box(x=0, y=0, width=600, height=150), Box(x=400, y=30, width=180, height=90)
    next_card = Box(x=0, y=170, width=600, height=150)
    assert nearest(card, [button, next_card], Direction.RIGHT) == 0
    assert nearest(card, [button, next_card], Direction.DOWN) == 1
    assert nearest(button, [card, next_card], Direction.LEFT) == 0
    assert nearest(button, [card, next_card], Direction.DOWN) == 1


BOXES = st.builds(
    Box,
    x=st.integers(0, 1000),
    y=st.integers(0, 1000),
    width=st.integers(20, 300),
    height=st.integers(20, 300),
)


@given(here=BOXES, others=st.lists(BOXES, max_size=8), direction=st.sampled_from(Direction))
def test_an_arrow_never_goes_the_other_way(here: Box, others: list[Box], direction: Direction) -> None:
    found = nearest(here, others, direction)
    if found is None:
        return
    other = others[found]
    middle = (other.x + other.width / 2, other.y + other.height / 2)
    match direction:
        case Direction.RIGHT:
            assert middle[0] > here.x + here.width or other.x + other.width <= here.x + here.width
        case Direction.LEFT:
            assert middle[0] < here.x
        case Direction.DOWN:
            assert middle[1] > here.y + here.height
        case Direction.UP:
            assert middle[1] < here.y
