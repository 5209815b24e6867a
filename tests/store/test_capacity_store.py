"""A kiosk that takes nobody in whom nobody can serve today: full queues, empty counters, and who comes last."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from antrean import desk, front, roster
from antrean.errors import Reason, Refused
from antrean.hours import Answer
from antrean.model import Priority, TicketState
from antrean.store.store import Store
from tests.helpers import hall

LATE = "2026-11-23 14:58"
"""32 minutes before closing: at one counter there is time for two people of 12 minutes and a part of a third."""


@pytest.fixture
def late(store: Store) -> Store:
    """The police near the end of the day: 21 is open for SIM, which takes 12 minutes."""
    hall.set_clock(store, LATE)
    hall.open_counter(store, 21)
    return store


def answer(store: Store, service: str) -> Answer:
    (found,) = [one for one in front.offer(store).services if one.service.code == service]
    return found.answer


def fill(store: Store, service: str = "sim") -> int:
    """Take numbers until none is given; return how many were."""
    for given in range(100):
        try:
            hall.issue(store, service)
        except Refused as refused:
            if refused.reason is Reason.HALL_FULL:
                return given
            raise
    raise AssertionError("it is never full")


def test_a_full_queue_gives_no_number_and_says_when_again(late: Store) -> None:
    assert [hall.issue(late, "sim").code for _ in range(3)] == ["KB-001", "KB-002", "KB-003"]
    before = hall.contents(late)
    with pytest.raises(Refused) as refused:
        hall.issue(late, "sim")
    assert (refused.value.reason, refused.value.details["opens_at"]) == (Reason.HALL_FULL, "2026-11-24T07:30:00+07:00")
    assert "until closing" in refused.value.sentence
    assert hall.contents(late) == before
    told = answer(late, "sim")
    assert (told.is_open, told.reason) == (False, Reason.HALL_FULL)
    assert told.opens_at is not None
    assert told.opens_at.isoformat() == "2026-11-24T07:30:00+07:00"


def test_a_priority_visitor_is_refused_no_sooner_and_no_later(late: Store) -> None:
    hall.issue(late, "sim", priority=Priority.ELDERLY)
    hall.issue(late, "sim", priority=Priority.PREGNANT)
    # They wait in KP, at the same counter: 24 of its 32 minutes.
    assert hall.issue(late, "sim").code == "KB-001"
    for priority in (None, Priority.SICK):
        assert hall.refused(front.issue, late, "sim", device="k", priority=priority) is Reason.HALL_FULL


def test_who_has_a_number_is_served(late: Store) -> None:
    fill(late)
    here = hall.open_counter(late, 21)
    for _ in range(3):
        hall.serve(late, here)
        desk.finish(late, here, request_id=hall.request())
    assert hall.ticket(late, "KB-003").state is TicketState.DONE


def test_a_counter_more_and_a_visitor_less_make_room(late: Store) -> None:
    assert fill(late) == 3
    hall.call(late, hall.open_counter(late, 21))
    assert hall.issue(late, "sim").code == "KB-004"
    assert fill(late) == 0
    other = hall.open_counter(late, 22)
    assert answer(late, "sim").is_open
    assert fill(late) == 3
    roster.close_counter(late, other, request_id=hall.request())
    assert hall.refused(front.issue, late, "sim", device="k") is Reason.HALL_FULL


def test_a_number_taken_back_makes_room(late: Store) -> None:
    hall.issue(late, "sim", request_id="mine")
    assert fill(late) == 2
    front.cancel(late, issue_request="mine", request_id=hall.request())
    assert fill(late) == 1


def test_a_counter_on_a_short_break_is_reckoned_with(late: Store) -> None:
    other = hall.open_counter(late, 22)
    for desk_on_break in (other, hall.open_counter(late, 21)):
        roster.start_break(late, desk_on_break, reason="prayer", minutes=10, request_id=hall.request())
    assert fill(late) == 6


def test_lines_at_the_same_counter_take_its_minutes(late: Store) -> None:
    hall.open_counter(late, 22)
    # 22 calls for lost things (8 minutes) as well, and is alone with them.
    assert fill(late, "kehilangan") == 4
    assert fill(late, "sim") == 3


def test_breaks_of_the_mall_are_no_minutes(store: Store) -> None:
    hall.set_clock(store, "2026-11-27 11:00")
    hall.open_counter(store, 21)
    # Friday: until 11:30 and from 13:00 to 15:00.
    assert fill(store) == 13


@pytest.mark.parametrize("moment", ["2026-11-23 07:30", "2026-11-23 08:14", "2026-11-27 13:00", "2026-11-27 13:14"])
def test_officers_have_time_to_come(store: Store, moment: str) -> None:
    hall.set_clock(store, moment)
    assert answer(store, "sim").is_open
    assert hall.issue(store, "sim").code == "KB-001"


@pytest.mark.parametrize("moment", ["2026-11-23 08:15", "2026-11-23 11:00", "2026-11-27 13:15"])
def test_then_an_agency_without_anybody_takes_nobody_in(store: Store, moment: str) -> None:
    hall.set_clock(store, moment)
    hall.open_counter(store, 11)
    before = hall.contents(store)
    with pytest.raises(Refused) as refused:
        hall.issue(store, "sim")
    assert (refused.value.reason, refused.value.details["opens_at"]) == (Reason.NOT_STAFFED, None)
    assert hall.contents(store) == before
    told = answer(store, "skck")
    assert (told.is_open, told.reason, told.opens_at) == (False, Reason.NOT_STAFFED, None)
    assert answer(store, "nib").is_open
    other = hall.open_counter(store, 20)
    # 20 does not call SIM, but somebody of the police is there.
    assert hall.issue(store, "sim").code == "KB-001"
    roster.start_break(store, other, reason="prayer", request_id=hall.request())
    assert hall.issue(store, "sim").code == "KB-002"
    roster.close_counter(store, other, request_id=hall.request())
    assert hall.refused(front.issue, store, "sim", device="k") is Reason.NOT_STAFFED


def test_an_officer_of_yesterday_sits_nowhere(late: Store) -> None:
    """Before the first write of a new day the shifts of the old one are still there."""
    assert answer(late, "sim").is_open
    moment = "2026-11-24 08:15"
    hall.set_clock(late, moment)
    assert answer(late, "sim").reason is Reason.NOT_STAFFED
    assert hall.refused(front.issue, late, "sim", device="k") is Reason.NOT_STAFFED


def test_hours_and_quota_are_said_first(store: Store) -> None:
    hall.set_clock(store, "2026-11-23 11:00")
    assert answer(store, "skhpn").reason is Reason.NOT_THIS_WEEKDAY
    assert answer(store, "paspor-ganti").reason is Reason.NOT_STAFFED
    hall.set_clock(store, "2026-11-23 08:05")
    for _ in range(20):
        hall.issue(store, "paspor-ganti")
    hall.set_clock(store, "2026-11-23 11:00")
    assert answer(store, "paspor-ganti").reason is Reason.QUOTA_USED_UP
    assert answer(store, "paspor-baru").reason is Reason.NOT_STAFFED


def test_a_hall_open_all_day_takes_everybody(mini_store: Store) -> None:
    hall.set_clock(mini_store, "2026-11-23 23:58")
    for _ in range(30):
        hall.issue(mini_store, "surat")
    assert all(one.answer.is_open for one in front.offer(mini_store).services)


def test_the_last_room_is_given_once(late: Store, database_url: str) -> None:
    """Four kiosks at the same moment, and room for one."""
    assert [hall.issue(late, "sim").code for _ in range(2)] == ["KB-001", "KB-002"]
    ready = threading.Barrier(4)

    def kiosk(number: int) -> str:
        store = hall.connect(database_url)
        try:
            with store.read() as unit:
                assert unit.mall.name
            ready.wait(20)
            return front.issue(store, "sim", request_id=hall.request(), device=f"kiosk-{number}").ticket.code
        except Refused as refused:
            return refused.reason.value
        finally:
            store.close()

    with ThreadPoolExecutor(4) as pool:
        found = sorted(pool.map(kiosk, range(4)))
    assert found == ["KB-003", "hall_full", "hall_full", "hall_full"]
