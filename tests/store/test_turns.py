"""Who is next, through the desk: the priority ratio, own queues before help, ageing, and how many stand before one."""

import dataclasses
from collections.abc import Sequence

import pytest

from antrean import desk, front, mall, roster
from antrean.desk import Called, Desk, Target
from antrean.model import Priority
from antrean.store.store import Store
from tests.helpers import hall

REGULAR, ELDERLY = None, Priority.ELDERLY


def arrive(store: Store, kinds: Sequence[Priority | None], service: str = "ktp") -> list[str]:
    return [hall.issue(store, service, priority=kind).code for kind in kinds]


def called(store: Store, at: Desk, count: int) -> list[str]:
    """Call and finish some visitors one after the other; return their codes."""
    found = []
    for _ in range(count):
        found.append(hall.call(store, at).code)
        desk.finish(store, at, request_id=hall.request())
    return found


class TestTheRatio:
    def test_two_priority_one_regular(self, store: Store, two: Desk) -> None:
        arrive(store, [REGULAR] * 3)
        arrive(store, [ELDERLY] * 6)
        assert called(store, two, 9) == [
            "CP-001", "CP-002", "CA-001", "CP-003", "CP-004", "CA-002", "CP-005", "CP-006", "CA-003",
        ]  # fmt: skip

    def test_the_same_within_one_queue(self, store: Store) -> None:
        """Where the agency has no priority queue, the flag decides."""
        one = hall.open_counter(store, 1)
        arrive(store, [REGULAR, REGULAR, ELDERLY, ELDERLY, ELDERLY], "informasi")
        assert called(store, one, 5) == ["YA-003", "YA-004", "YA-001", "YA-005", "YA-002"]

    def test_calls_while_one_kind_waited_count_for_nothing(self, store: Store, two: Desk) -> None:
        arrive(store, [ELDERLY] * 2)
        assert called(store, two, 2) == ["CP-001", "CP-002"]
        arrive(store, [REGULAR, ELDERLY])
        assert called(store, two, 2) == ["CP-003", "CA-001"]

    def test_each_counter_counts_its_own(self, store: Store, two: Desk) -> None:
        three = hall.open_counter(store, 3)
        arrive(store, [REGULAR] * 2)
        arrive(store, [ELDERLY] * 4)
        assert called(store, two, 2) == ["CP-001", "CP-002"]
        assert called(store, three, 2) == ["CP-003", "CP-004"]
        assert called(store, two, 1) == ["CA-001"]

    def test_a_recall_is_no_turn(self, store: Store, two: Desk) -> None:
        arrive(store, [REGULAR, ELDERLY, ELDERLY])
        hall.call(store, two)
        hall.advance_clock(store, 10)
        desk.recall(store, two, request_id=hall.request())
        desk.finish(store, two, request_id=hall.request())
        assert called(store, two, 2) == ["CP-002", "CA-001"]

    def test_a_chosen_call_is_no_turn(self, store: Store, two: Desk) -> None:
        arrive(store, [REGULAR, ELDERLY, ELDERLY, ELDERLY])
        desk.call(store, two, "CP-001", reason="chosen", request_id=hall.request())
        desk.finish(store, two, request_id=hall.request())
        assert called(store, two, 3) == ["CP-002", "CP-003", "CA-001"]

    def test_a_released_call_is_no_turn_and_the_next_call_of_it_is(self, store: Store, two: Desk) -> None:
        arrive(store, [REGULAR] * 2)
        arrive(store, [ELDERLY] * 5)
        assert called(store, two, 2) == ["CP-001", "CP-002"]
        # It is a regular visitor's turn; calling the wrong one first changes nothing about that …
        assert hall.call(store, two).code == "CA-001"
        desk.release(store, two, request_id=hall.request())
        # … and when CA-001 has been called at last, priority has its two turns again.
        assert called(store, two, 4) == ["CA-001", "CP-003", "CP-004", "CA-002"]

    def test_who_missed_the_call_and_is_called_again_is_no_second_turn(self, store: Store, two: Desk) -> None:
        arrive(store, [REGULAR] * 2)
        arrive(store, [ELDERLY] * 2)
        assert hall.call(store, two).code == "CP-001"
        desk.no_show(store, two, request_id=hall.request())
        desk.reinstate(store, two, "CP-001", request_id=hall.request())
        assert called(store, two, 2) == ["CP-002", "CA-001"]
        arrive(store, [ELDERLY] * 2)
        assert called(store, two, 4) == ["CP-001", "CP-003", "CP-004", "CA-002"]

    def test_a_release_takes_no_earlier_turn_away(self, store: Store, two: Desk) -> None:
        arrive(store, [REGULAR] * 3)
        arrive(store, [ELDERLY] * 2)
        hall.call(store, two)
        desk.no_show(store, two, request_id=hall.request())
        assert called(store, two, 1) == ["CP-002"]
        # CP-001 missed its turn and comes back; that it is called and released here does not give the turn back.
        desk.reinstate(store, two, "CP-001", request_id=hall.request())
        desk.call(store, two, "CP-001", reason="chosen", request_id=hall.request())
        desk.release(store, two, request_id=hall.request())
        assert called(store, two, 2) == ["CA-001", "CP-001"]

    def test_the_ratio_is_the_malls(self, store: Store, two: Desk) -> None:
        there = mall.read(store)
        mall.load(store, dataclasses.replace(there, rules=dataclasses.replace(there.rules, priority_ratio=1)))
        arrive(store, [REGULAR] * 2)
        arrive(store, [ELDERLY] * 2)
        assert called(store, two, 4) == ["CP-001", "CA-001", "CP-002", "CA-002"]

    def test_it_begins_anew_every_day(self, store: Store, two: Desk) -> None:
        arrive(store, [REGULAR, ELDERLY, ELDERLY])
        assert called(store, two, 2) == ["CP-001", "CP-002"]
        hall.set_clock(store, "2026-11-24 08:05")
        two = hall.open_counter(store, 2)
        arrive(store, [REGULAR, ELDERLY])
        assert called(store, two, 2) == ["CP-001", "CA-001"]

    def test_a_reserved_ticket_takes_part(self, store: Store, two: Desk) -> None:
        """Sent here by another counter, it has its place; priority still goes first."""
        four = hall.open_counter(store, 4)
        arrive(store, [REGULAR])
        hall.call(store, four)
        desk.transfer(store, four, Target(counter=2), request_id=hall.request())
        arrive(store, [REGULAR, ELDERLY])
        assert called(store, two, 3) == ["CP-001", "CA-001", "CA-002"]


class TestHelping:
    @pytest.fixture
    def four(self, store: Store) -> Desk:
        """Counter 4, open: CA is its own, and it helps CB, whose people should wait at most 25 minutes."""
        there = mall.read(store)
        counters = tuple(dataclasses.replace(one, help=("CB",)) if one.number == 4 else one for one in there.counters)
        mall.load(store, dataclasses.replace(there, counters=counters))
        return hall.open_counter(store, 4)

    def test_own_queues_come_first(self, store: Store, four: Desk) -> None:
        for service in ("kk", "ktp", "kk", "ktp"):
            hall.issue(store, service)
        assert called(store, four, 4) == ["CA-001", "CA-002", "CB-001", "CB-002"]

    def test_help_says_that_it_helps(self, store: Store, four: Desk) -> None:
        hall.issue(store, "kk")
        found = desk.call_next(store, four, request_id=hall.request())
        assert isinstance(found, Called)
        assert found.because == "help"

    def test_who_waited_past_the_target_counts_as_own(self, store: Store, four: Desk) -> None:
        hall.issue(store, "kk")
        hall.advance_clock(store, 25 * 60 + 1)
        hall.issue(store, "kk")
        hall.issue(store, "ktp")
        assert called(store, four, 3) == ["CB-001", "CA-001", "CB-002"]

    def test_not_a_minute_before(self, store: Store, four: Desk) -> None:
        hall.issue(store, "kk")
        hall.advance_clock(store, 24 * 60)
        hall.issue(store, "ktp")
        assert called(store, four, 2) == ["CA-001", "CB-001"]

    def test_a_counter_that_helps_may_call_a_chosen_number(self, store: Store, four: Desk) -> None:
        hall.issue(store, "kk")
        called_one = desk.call(store, four, "CB-001", reason="chosen", request_id=hall.request())
        assert called_one.ticket.counter == 4


class TestPeopleAhead:
    def test_they_are_those_of_the_queue_who_came_before(self, store: Store) -> None:
        hall.issue(store, "kk")
        ahead = [
            front.issue(store, service, request_id=hall.request(), device="k").people_ahead
            for service in ("ktp", "ikd", "kk", "ktp")
        ]
        assert ahead == [0, 1, 1, 2]

    def test_a_priority_visitor_has_only_priority_ones_ahead(self, store: Store) -> None:
        arrive(store, [REGULAR, REGULAR, ELDERLY], "informasi")
        issued = front.issue(store, "informasi", request_id="p", device="k", priority=Priority.SICK)
        assert issued.people_ahead == 1
        regular = front.issue(store, "informasi", request_id="r", device="k")
        assert regular.people_ahead == 4

    def test_it_shrinks_with_every_call(self, store: Store, two: Desk) -> None:
        arrive(store, [REGULAR] * 3)
        last = hall.issue(store, "ktp")
        called(store, two, 2)
        found = front.find(store, last.secret)
        assert found is not None
        assert found.people_ahead == 1

    def test_who_came_back_stands_behind_the_one_whose_place_it_took(self, store: Store, two: Desk) -> None:
        missed = arrive(store, [REGULAR] * 5)[0]
        hall.call(store, two)
        desk.no_show(store, two, request_id=hall.request())
        desk.reinstate(store, two, missed, request_id=hall.request())
        found = front.find(store, hall.ticket(store, missed).secret)
        after = front.find(store, hall.ticket(store, "CA-005").secret)
        assert found is not None
        assert after is not None
        assert (found.people_ahead, after.people_ahead) == (3, 4)

    def test_a_closed_counter_changes_nothing(self, store: Store, two: Desk) -> None:
        arrive(store, [REGULAR] * 2)
        hall.call(store, two)
        roster.close_counter(store, two, request_id=hall.request())
        found = front.find(store, hall.ticket(store, "CA-002").secret)
        assert found is not None
        assert found.people_ahead == 1
