"""Who is next: the ratio, own queues before help, ageing, the lowest place."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antrean.order import Because, Choice, Head, choose

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def head(
    place: int, *, priority: bool = False, own: bool = True, reserved: bool = False, waited: float = 5, tie: int = 0
) -> Head:
    """One head of a line; it wants to wait 20 minutes at most."""
    return Head(
        ticket=place * 100 + tie,
        place=place,
        place_tie=tie,
        queue="CP" if priority else "CA",
        is_priority=priority,
        is_own=own,
        is_reserved=reserved,
        waiting_since=NOW - timedelta(minutes=waited),
        wait_target_minutes=20,
    )


def chosen(heads: Sequence[Head], recent: Sequence[bool] = (), *, ratio: int = 2) -> Choice:
    found = choose(heads, recent, NOW, ratio=ratio)
    assert found is not None
    return found


def test_nobody_waits() -> None:
    assert choose([], [], NOW) is None


def test_the_lowest_place() -> None:
    assert chosen([head(7), head(3), head(5)]).head.place == 3
    assert chosen([head(3, tie=9), head(3), head(3, tie=4)]).head.place_tie == 0


@pytest.mark.parametrize(
    ("recent", "is_priority"),
    [
        ([], True),
        ([True], True),
        ([True, True], False),
        ([False, True, True], True),
        ([True, False, True], True),
        ([True, True, False], False),
        ([True, True, True], False),
        ([False, False], True),
    ],
)
def test_two_priority_then_one_regular(recent: list[bool], is_priority: bool) -> None:
    found = chosen([head(1), head(2, priority=True)], recent)
    assert (found.head.is_priority, found.both_waited) == (is_priority, True)


@pytest.mark.parametrize("ratio", [1, 2, 3, 5])
def test_the_ratio_decides_how_many(ratio: int) -> None:
    recent: list[bool] = []
    for _ in range(3 * (ratio + 1)):
        recent.insert(0, chosen([head(1), head(2, priority=True)], recent, ratio=ratio).head.is_priority)
    assert recent[::-1] == ([True] * ratio + [False]) * 3


@pytest.mark.parametrize("priority", [True, False])
def test_where_only_one_kind_waits_the_ratio_is_silent(priority: bool) -> None:
    found = chosen([head(4, priority=priority), head(2, priority=priority)], [True, True])
    assert (found.head.place, found.both_waited) == (2, False)


def test_own_before_help_whatever_the_place() -> None:
    assert chosen([head(1, own=False), head(9)]).head.place == 9
    assert chosen([head(1, own=False), head(2, own=False)]).head.place == 1


def test_priority_before_own() -> None:
    assert chosen([head(1), head(9, priority=True, own=False)]).head.place == 9


@pytest.mark.parametrize(("waited", "place"), [(19.9, 9), (20, 9), (20.1, 1)])
def test_past_the_wait_target_help_counts_as_own(waited: float, place: int) -> None:
    assert chosen([head(1, own=False, waited=waited), head(9)]).head.place == place


def test_reserved_counts_as_own() -> None:
    assert chosen([head(1, own=False, reserved=True), head(9)]).head.place == 1


def test_it_says_why() -> None:
    assert chosen([head(1, priority=True), head(2)]).because is Because.PRIORITY
    assert chosen([head(1, priority=True)]).because is Because.TURN
    assert chosen([head(1), head(2, priority=True)], [True, True]).because is Because.TURN
    assert chosen([head(1, own=False)]).because is Because.HELP
    assert chosen([head(1, reserved=True)]).because is Because.RESERVED


heads = st.builds(
    head,
    st.integers(1, 50),
    priority=st.booleans(),
    own=st.booleans(),
    reserved=st.booleans(),
    waited=st.floats(0, 60),
    tie=st.integers(0, 50),
)


@given(st.lists(heads, min_size=1, max_size=8), st.lists(st.booleans(), max_size=4))
def test_whoever_is_chosen_has_the_better_right(waiting: list[Head], recent: list[bool]) -> None:
    found = chosen(waiting, recent)
    assert found.head in waiting
    rivals = [one for one in waiting if one.is_priority == found.head.is_priority]

    def own(one: Head) -> bool:
        return one.is_own or one.is_reserved or NOW - one.waiting_since > timedelta(minutes=20)

    for one in rivals:
        assert (own(found.head), -found.head.place) >= (own(one), -one.place)
    if not found.head.is_priority and any(one.is_priority for one in waiting):
        assert recent[:2] == [True, True]


@given(st.lists(heads, min_size=1, max_size=8), st.lists(st.booleans(), max_size=4), st.randoms())
def test_the_order_of_the_heads_means_nothing(waiting: list[Head], recent: list[bool], random: object) -> None:
    shuffled = list(waiting)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = chosen(waiting, recent).head, chosen(shuffled, recent).head
    assert (first.place, first.place_tie) == (second.place, second.place_tie)
