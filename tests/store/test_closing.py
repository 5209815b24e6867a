"""The end of a day: refused with the list, forced, twice, and the new day that closes the old ones by itself."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from antrean import closing, desk, roster
from antrean.errors import Reason, Refused
from antrean.model import CounterState, EventKind, Priority, Role, TicketState
from antrean.store.store import Store
from tests.helpers import hall


def bring_about_everything(store: Store) -> None:
    """Leave CA-001 held, CA-002 missed, CA-003 served, CA-004 called, CA-005 done, CA-006 cancelled, CA-007 waiting."""
    four, three, eight = (hall.open_counter(store, number) for number in (4, 3, 8))
    for _ in range(7):
        hall.issue(store, "ktp", priority=None)
    hall.issue(store, "ktp", priority=Priority.DISABILITY)
    hall.call(store, four)
    desk.hold(store, four, reason="copies_needed", request_id=hall.request())
    hall.call(store, four)
    desk.no_show(store, four, request_id=hall.request())
    hall.serve(store, four)
    hall.call(store, eight)
    desk.call(store, three, "CA-005", reason="chosen", request_id=hall.request())
    desk.finish(store, three, request_id=hall.request())
    desk.cancel(store, three, "CA-006", request_id=hall.request())


LEFT = ["CA-001", "CA-003", "CA-004", "CA-007", "CP-001"]
AFTER = {
    "CA-001": "expired", "CA-002": "expired", "CA-003": "done", "CA-004": "expired",
    "CA-005": "done", "CA-006": "cancelled", "CA-007": "expired", "CP-001": "expired",
}  # fmt: skip


def states(store: Store) -> dict[str, str]:
    rows = hall.rows(store, "SELECT series, number, state FROM tickets ORDER BY id")
    return {f"{row.series}-{row.number:03d}": row.state for row in rows}


class TestToday:
    def test_refused_with_the_list_of_those_who_count_on_it(self, store: Store) -> None:
        bring_about_everything(store)
        before = hall.contents(store)
        with pytest.raises(Refused) as caught:
            closing.close_today(store, request_id="c")
        assert caught.value.reason is Reason.PEOPLE_WAITING
        assert caught.value.details["codes"] == LEFT
        assert all(code in caught.value.sentence for code in LEFT)
        assert hall.contents(store) == before

    @pytest.mark.parametrize("reason", ["", "   "])
    def test_force_needs_a_reason(self, store: Store, reason: str) -> None:
        hall.issue(store, "ktp")
        with pytest.raises(Refused) as caught:
            closing.close_today(store, force_reason=reason, request_id="c")
        assert caught.value.reason is Reason.PEOPLE_WAITING

    def test_forced_it_expires_what_is_left(self, store: Store) -> None:
        bring_about_everything(store)
        at = hall.newest(store)
        closed = closing.close_today(store, force_reason="power cut", request_id="c")
        assert closed.service_day == hall.MONDAY.date()
        assert closed.expired == ("CA-001", "CA-002", "CA-004", "CA-007", "CP-001")
        assert (closed.finished, closed.counters) == (("CA-003",), (3, 4, 8))
        assert states(store) == AFTER
        done = hall.ticket(store, "CA-003")
        assert (done.state, done.outcome) == (TicketState.DONE, "not_recorded")
        assert done.ended_at is not None
        kinds = [event.kind for event in hall.log(store, at)]
        assert kinds.count(EventKind.EXPIRED) == 5
        assert kinds.count(EventKind.FINISHED) == 1
        assert kinds.count(EventKind.COUNTER_CLOSED) == 3
        assert hall.log(store)[-1].kind is EventKind.DAY_CLOSED
        assert hall.log(store)[-1].body == {"expired": 5, "finished": 1, "reason": "power cut"}
        assert {one.state for one in roster.hall(store).counters} == {CounterState.CLOSED}

    def test_nobody_hears_a_call_of_the_day_any_more(self, store: Store) -> None:
        bring_about_everything(store)
        closing.close_today(store, force_reason="power cut", request_id="c")
        in_line = hall.rows(store, "SELECT id FROM announcements WHERE state IN ('queued', 'speaking')")
        assert in_line == []

    def test_missed_people_do_not_stand_in_the_way(self, store: Store) -> None:
        hall.issue(store, "ktp")
        four = hall.open_counter(store, 4)
        hall.call(store, four)
        desk.no_show(store, four, request_id=hall.request())
        assert closing.close_today(store, request_id="c").expired == ("CA-001",)

    def test_twice_finds_nothing_left(self, store: Store) -> None:
        bring_about_everything(store)
        closing.close_today(store, force_reason="power cut", request_id="c")
        newest = hall.newest(store)
        again = closing.close_today(store, request_id="d")
        assert (again.expired, again.finished, again.counters) == ((), (), ())
        assert hall.newest(store) == newest

    def test_the_kinds_of_priority_are_gone(self, store: Store) -> None:
        bring_about_everything(store)
        assert [row.priority for row in hall.rows(store, "SELECT priority FROM tickets WHERE is_priority")] == [
            "disability"
        ]
        closing.close_today(store, force_reason="power cut", request_id="c")
        rows = hall.rows(store, "SELECT priority, is_priority FROM tickets WHERE series = 'CP'")
        assert [(row.priority, bool(row.is_priority)) for row in rows] == [(None, True)]

    def test_nothing_of_it_can_be_undone(self, store: Store) -> None:
        hall.issue(store, "ktp")
        hall.serve(store, hall.open_counter(store, 4))
        closing.close_today(store, force_reason="power cut", request_id="c")
        four = hall.open_counter(store, 4)
        with pytest.raises(Refused) as caught:
            desk.undo(store, four, "CA-001", request_id="u")
        assert caught.value.reason is Reason.WRONG_STATE


WRITES: dict[str, Callable[[Store], object]] = {
    "a number": lambda store: hall.issue(store, "ktp"),
    "an opened counter": lambda store: hall.open_counter(store, 5),
    "the closing of today": lambda store: closing.close_today(store, request_id="c"),
}


class TestTheNewDay:
    @pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
    def test_its_first_write_closes_the_days_before(self, store: Store, write: Callable[[Store], object]) -> None:
        bring_about_everything(store)
        hall.set_clock(store, "2026-11-25 07:31")
        at = hall.newest(store)
        write(store)
        left = states(store)
        assert {code: left[code] for code in AFTER if code != "CA-001"} == {
            code: state for code, state in AFTER.items() if code != "CA-001"
        }
        assert hall.rows(store, "SELECT state FROM tickets ORDER BY id")[0].state == "expired"
        (closed,) = [event for event in hall.log(store, at) if event.kind is EventKind.DAY_CLOSED]
        assert (closed.service_day, closed.body["reason"]) == (hall.MONDAY.date(), "new_day")
        # What closes the old day belongs to that day.
        assert {event.service_day for event in hall.log(store, at) if event.id <= closed.id} == {hall.MONDAY.date()}
        open_now = [one.number for one in roster.hall(store).counters if one.state is not CounterState.CLOSED]
        assert open_now in ([], [5])
        assert hall.rows(store, "SELECT id FROM tickets WHERE priority IS NOT NULL") == []

    def test_numbers_start_again(self, store: Store) -> None:
        assert [hall.issue(store, "ktp").code for _ in range(2)] == ["CA-001", "CA-002"]
        hall.set_clock(store, "2026-11-24 07:31")
        tuesday = hall.issue(store, "ktp")
        assert (tuesday.code, tuesday.service_day.isoformat()) == ("CA-001", "2026-11-24")

    def test_the_day_begins_at_midnight_of_the_mall(self, mini_store: Store) -> None:
        hall.set_clock(mini_store, "2026-11-23 23:59")
        assert hall.issue(mini_store, "surat").code == "AA-001"
        hall.set_clock(mini_store, "2026-11-24 00:01")
        assert hall.issue(mini_store, "surat").code == "AA-001"
        assert hall.rows(mini_store, "SELECT state FROM tickets ORDER BY id")[0].state == "expired"

    def test_a_refused_first_write_leaves_the_old_day_to_the_next(self, store: Store) -> None:
        hall.issue(store, "ktp")
        hall.set_clock(store, "2026-11-24 07:31")
        before = hall.contents(store)
        with pytest.raises(Refused):
            hall.issue(store, "sihir")
        assert hall.contents(store) == before
        hall.issue(store, "ktp")
        assert [row.state for row in hall.rows(store, "SELECT state FROM tickets ORDER BY id")] == [
            "expired", "waiting",
        ]  # fmt: skip

    def test_only_the_first_write_looks(self, store: Store) -> None:
        hall.issue(store, "ktp")
        hall.set_clock(store, "2026-11-24 07:31")
        hall.issue(store, "ktp")
        at = hall.newest(store)
        hall.issue(store, "ktp")
        assert [event.kind for event in hall.log(store, at)] == [EventKind.ISSUED]

    def test_after_a_holiday_everything_older_is_closed(self, store: Store) -> None:
        hall.issue(store, "ktp")
        hall.set_clock(store, "2026-11-24 07:31")
        hall.issue(store, "ktp")
        hall.execute(store, "UPDATE tickets SET state = 'waiting', ended_at = NULL WHERE service_day = '2026-11-23'")
        hall.set_clock(store, "2026-12-28 07:31")
        hall.issue(store, "ktp")
        assert [row.state for row in hall.rows(store, "SELECT state FROM tickets ORDER BY id")] == [
            "expired", "expired", "waiting",
        ]  # fmt: skip
        closed = [event.service_day.isoformat() for event in hall.log(store) if event.kind is EventKind.DAY_CLOSED]
        assert closed == ["2026-11-23", "2026-11-23", "2026-11-24"]


class TestByAnOfficer:
    @pytest.mark.parametrize("role", Role)
    def test_every_role(self, store: Store, role: Role) -> None:
        person = hall.person(store, role)
        hall.open_counter(store, 4)
        if role not in (Role.SUPERVISOR, Role.ADMINISTRATOR):
            before = hall.contents(store)
            assert hall.refused(closing.close_today, store, by=person) is Reason.NOT_PERMITTED
            assert hall.contents(store) == before
            return
        closing.close_today(store, by=person, request_id=hall.request())
        event = hall.log(store)[-1]
        assert (event.kind, event.officer) == (EventKind.DAY_CLOSED, person)

    def test_nobody_who_is_confined_to_an_agency(self, store: Store) -> None:
        person = hall.person(store, Role.SUPERVISOR, "C")
        assert hall.refused(closing.close_today, store, by=person) is Reason.NOT_PERMITTED

    def test_two_at_once_close_it_once(self, store: Store) -> None:
        people = [hall.person(store, Role.SUPERVISOR), hall.person(store, Role.ADMINISTRATOR)]
        for number in (4, 3):
            hall.open_counter(store, number)
        with ThreadPoolExecutor(4) as pool:
            closed = list(
                pool.map(lambda at: closing.close_today(store, by=people[at % 2], request_id=hall.request()), range(4))
            )
        assert sorted(one.counters for one in closed) == [(), (), (), (3, 4)]
        assert [event.kind for event in hall.log(store)].count(EventKind.DAY_CLOSED) == 1


def test_who_still_holds_a_number(store: Store) -> None:
    assert closing.left(store) == ()
    bring_about_everything(store)
    found = closing.left(store)
    assert [ticket.code for ticket in found] == LEFT
    assert {ticket.state.value for ticket in found} == {"held", "serving", "called", "waiting"}
    closing.close_today(store, force_reason="power cut", request_id="c")
    assert closing.left(store) == ()
    hall.set_clock(store, "2026-11-24 07:00")
    assert closing.left(store) == ()
