"""Whether a queue has room: the formula, counters that share, breaks, priority, and who must be there."""

import dataclasses
from collections.abc import Mapping
from datetime import datetime, time
from itertools import chain, combinations
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antrean import hours, mall_file
from antrean.capacity import Capacity, queues_with_room
from antrean.errors import Reason
from antrean.hours import DayHours, Schedule, Span
from antrean.mall_record import Mall
from antrean.model import Counter, LocalText, Queue
from tests.helpers.hall import MALLS

ZONE: Final = ZoneInfo("Asia/Jakarta")
FULL, ALONE = Reason.HALL_FULL, Reason.NOT_STAFFED
DAY: Final = DayHours(open=(Span(time(8), time(12)),))
BROKEN_DAY: Final = DayHours(
    open=(Span(time(8), time(12)), Span(time(13), time(15))), breaks=(Span(time(10), time(10, 30)),)
)
MINI: Final = mall_file.read(MALLS / "mini.toml")


def at(clock: str, day: int = 23) -> datetime:
    return datetime.fromisoformat(f"2026-11-{day} {clock}").replace(tzinfo=ZONE)


def counter(number: int, own: str, *, helped: str = "") -> Counter:
    return Counter(number=number, zone="Z1", own=tuple(own.split()), help=tuple(helped.split()), note=LocalText(""))


def mall(*counters: Counter, day: DayHours = DAY) -> Mall:
    """The smallest mall with hours: AA (10 minutes), AB (5) and AP of agency A; BA (10) of agency B."""
    letter, copy = MINI.services
    other = dataclasses.replace(MINI.agencies[0], code="B")
    return dataclasses.replace(
        MINI,
        hours=Schedule(week=dict.fromkeys(range(7), day)),
        agencies=(*MINI.agencies, other),
        queues=(*MINI.queues, *(Queue(code=code, agency=code[0], is_priority=False) for code in ("AB", "BA"))),
        services=(
            letter,
            dataclasses.replace(copy, queue="AB"),
            dataclasses.replace(letter, code="lain", agency="B", queue="BA"),
        ),
        counters=counters,
    )


def why_not(
    place: Mall,
    clock: str,
    service: str = "surat",
    *,
    staffed: tuple[int, ...] | None = None,
    **waiting: int,
) -> Reason | None:
    """Ask about a service; `waiting` is people by queue, `staffed` all counters unless told."""
    of_queue = {"AA": "surat", "AP": "surat", "AB": "legalisasi", "BA": "lain"}
    everybody = tuple(one.number for one in place.counters)
    found = Capacity(
        mall=place,
        at=at(clock),
        waiting={(queue, of_queue[queue]): people for queue, people in waiting.items()},
        staffed=everybody if staffed is None else staffed,
    )
    return found.why_not(place.service(service))


class TestTheFormula:
    @pytest.mark.parametrize(
        ("counters", "clock", "people", "expected"),
        [
            (1, "11:00", 5, None),
            (1, "11:00", 6, FULL),
            (2, "11:00", 11, None),
            (2, "11:00", 12, FULL),
            (1, "11:01", 5, None),
            (1, "11:10", 5, FULL),
            (1, "09:00", 17, None),
            (1, "09:00", 18, FULL),
            (1, "11:59", 0, None),
            (1, "12:00", 0, FULL),
            (1, "07:30", 23, None),
            (1, "07:30", 24, FULL),
        ],
    )
    def test_people_times_minutes_over_counters(
        self, counters: int, clock: str, people: int, expected: Reason | None
    ) -> None:
        place = mall(*(counter(number, "AA") for number in range(1, counters + 1)))
        assert why_not(place, clock, AA=people) is expected

    def test_each_service_counts_with_its_own_minutes(self) -> None:
        place = dataclasses.replace(MINI, hours=mall().hours, counters=(counter(1, "AA AP"),))
        waiting = {("AA", "surat"): 4, ("AA", "legalisasi"): 3}  # 55 minutes
        full = waiting | {("AA", "legalisasi"): 4}
        for people, expected in ((waiting, None), (full, FULL)):
            found = Capacity(mall=place, at=at("11:00"), waiting=people, staffed=[1])
            assert {found.why_not(service) for service in place.services} == {expected}

    @pytest.mark.parametrize(
        ("clock", "minutes"),
        [("07:00", 330), ("08:00", 330), ("09:45", 225), ("10:15", 210), ("12:30", 120), ("14:59", 1), ("15:00", 0)],
    )
    def test_breaks_are_no_minutes(self, clock: str, minutes: int) -> None:
        place = mall(counter(1, "AA"), day=BROKEN_DAY)
        assert hours.minutes_left(place.hours, at(clock)) == minutes
        assert why_not(place, clock, AA=(minutes - 1) // 10) is (None if minutes else FULL)
        assert why_not(place, clock, AA=-(-minutes // 10)) is FULL

    def test_a_day_on_which_the_clocks_change_is_as_long_as_it_is(self) -> None:
        schedule = Schedule(week={6: DayHours(open=(Span(time(1), time(5)),))})
        assert hours.minutes_left(schedule, datetime(2026, 3, 29, 0, 30, tzinfo=ZoneInfo("Europe/Berlin"))) == 180

    def test_a_hall_open_all_day_is_never_full_and_asks_for_nobody(self) -> None:
        for service in MINI.services:
            waiting = {("AA", service.code): 10_000}
            assert Capacity(mall=MINI, at=at("11:00"), waiting=waiting, staffed=[]).why_not(service) is None


class TestSharing:
    def test_a_counter_gives_its_minutes_to_the_queue_that_needs_them(self) -> None:
        both = mall(counter(1, "AA AB"))
        assert why_not(both, "11:00", AA=5) is None
        assert why_not(both, "11:00", AA=6) is FULL

    def test_what_others_of_its_queues_need_is_gone(self) -> None:
        both = mall(counter(1, "AA AB"))
        assert why_not(both, "11:00", AA=3, AB=5) is None
        for service in ("surat", "legalisasi"):
            assert why_not(both, "11:00", service, AA=3, AB=6) is FULL

    def test_work_moves_to_the_counter_that_only_it_has(self) -> None:
        place = mall(counter(1, "AA AB"), counter(2, "AA"))
        # 60 minutes of AA fit into counter 2, so all of counter 1 is left for AB.
        assert why_not(place, "11:00", "legalisasi", AA=6, AB=11) is None
        assert why_not(place, "11:00", "legalisasi", AA=6, AB=12) is FULL

    def test_a_full_neighbour_does_not_close_a_queue_with_a_counter_of_its_own(self) -> None:
        place = mall(counter(1, "AA AB"), counter(2, "AB"))
        assert why_not(place, "11:00", "legalisasi", AA=500, AB=11) is None
        assert why_not(place, "11:00", "surat", AA=500, AB=11) is FULL

    def test_agencies_share_a_counter_too(self) -> None:
        place = mall(counter(1, "AA BA"))
        assert why_not(place, "11:00", "lain", AA=5) is None
        assert why_not(place, "11:00", "lain", AA=6) is FULL

    def test_priority_people_use_up_minutes_of_their_counters(self) -> None:
        place = mall(counter(1, "AP AA"))
        assert why_not(place, "11:00", AA=3, AP=2) is None
        assert why_not(place, "11:00", AA=3, AP=3) is FULL

    def test_a_full_priority_line_closes_nothing_while_the_regular_one_has_room(self) -> None:
        place = mall(counter(1, "AP AA"), counter(2, "AA"))
        assert why_not(place, "11:00", AP=100, AA=5) is None

    def test_help_is_no_promise(self) -> None:
        place = mall(counter(1, "AA"), counter(2, "AB", helped="AA"))
        assert why_not(place, "11:00", AA=6) is FULL

    def test_a_queue_that_is_only_helped_has_its_helpers(self) -> None:
        place = mall(counter(1, "AB", helped="AA"))
        assert why_not(place, "11:00", AA=3, AB=5) is None
        for service in ("surat", "legalisasi"):
            assert why_not(place, "11:00", service, AA=3, AB=6) is FULL


class TestWhoIsThere:
    def test_the_scheduled_counters_until_a_quarter_past_then_the_staffed_ones(self) -> None:
        place = mall(counter(1, "AA"), counter(2, "AA"))
        assert why_not(place, "08:14:59", AA=44, staffed=(1,)) is None
        assert why_not(place, "08:15", AA=23, staffed=(1,)) is FULL
        assert why_not(place, "08:15", AA=44, staffed=(1, 2)) is None

    @pytest.mark.parametrize(
        ("clock", "expected"),
        [
            ("07:45", None),
            ("08:14:59.9", None),
            ("08:15", ALONE),
            ("09:59", ALONE),
            ("10:00", None),
            ("10:30", None),
            ("10:44:59", None),
            ("10:45", ALONE),
            ("12:30", None),
            ("13:14", None),
            ("13:15", ALONE),
        ],
    )
    def test_nobody_is_missed_before_the_opening_in_breaks_and_right_after_them(
        self, clock: str, expected: Reason | None
    ) -> None:
        place = mall(counter(1, "AA"), day=BROKEN_DAY)
        assert why_not(place, clock, staffed=()) is expected
        assert why_not(place, clock, staffed=(1,)) is None

    def test_it_is_a_matter_of_the_agency(self) -> None:
        place = mall(counter(1, "AA"), counter(2, "BA"), counter(3, "AB"))
        assert why_not(place, "09:00", "lain", staffed=(1, 3)) is ALONE
        assert why_not(place, "09:00", "lain", staffed=(2,)) is None
        # Nobody is at AB's own counter: it goes on with the scheduled one.
        assert why_not(place, "11:00", "legalisasi", staffed=(1,), AB=11) is None
        assert why_not(place, "11:00", "legalisasi", staffed=(1,), AB=12) is FULL

    def test_who_helps_is_somebody(self) -> None:
        place = mall(counter(1, "AA"), counter(2, "BA", helped="AA"))
        assert why_not(place, "09:00", staffed=(2,)) is None

    def test_nobody_there_is_said_before_full(self) -> None:
        assert why_not(mall(counter(1, "AA")), "11:00", AA=500, staffed=()) is ALONE

    def test_the_mall_says_how_long(self) -> None:
        place = mall(counter(1, "AA"))
        for minutes, expected in ((0, ALONE), (60, ALONE), (61, None), (1440, None)):
            rules = dataclasses.replace(place.rules, staffed_after_minutes=minutes)
            assert why_not(dataclasses.replace(place, rules=rules), "09:00", staffed=()) is expected


QUEUES: Final = "ABCDE"
works = st.fixed_dictionaries({queue: st.integers(0, 25) for queue in QUEUES})
counters = st.fixed_dictionaries({queue: st.sets(st.integers(1, 4), max_size=4) for queue in QUEUES})


def most_done(work: Mapping[str, int], served: Mapping[str, set[int]], each: int) -> int:
    """The most work that fits, by the least cut: whatever some queues' counters can do, and all work of the others."""
    some = chain.from_iterable(combinations(QUEUES, size) for size in range(len(QUEUES) + 1))
    return min(
        each * len(set().union(*(served[queue] for queue in chosen)))
        + sum(work[queue] for queue in QUEUES if queue not in chosen)
        for chosen in some
    )


@given(work=works, served=counters, each=st.integers(0, 20))
def test_a_queue_has_room_exactly_when_a_little_more_of_it_could_be_done(
    work: dict[str, int], served: dict[str, set[int]], each: int
) -> None:
    now = most_done(work, served, each)
    expected = {one for one in QUEUES if most_done(work | {one: work[one] + 1}, served, each) > now}
    assert queues_with_room(work, served, each) == expected


@given(work=works, served=counters, each=st.integers(0, 20), queue=st.sampled_from(QUEUES), extra=st.integers(1, 4))
def test_a_counter_more_never_closes_its_queue_and_more_time_closes_none(
    work: dict[str, int], served: dict[str, set[int]], each: int, queue: str, extra: int
) -> None:
    before = queues_with_room(work, served, each)
    more = queues_with_room(work, served | {queue: served[queue] | {extra}}, each)
    assert (queue in before) <= (queue in more)
    assert before <= queues_with_room(work, served, each + extra)
