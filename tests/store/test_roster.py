"""Who sits where: officers, opening, breaks, closing, and two officers at one counter."""

import pytest

from antrean import desk, roster
from antrean.desk import Desk
from antrean.errors import Reason
from antrean.model import CounterState, EventKind, Role, TicketState
from antrean.store.store import Store
from tests.helpers import hall


class TestOfficers:
    def test_they_are_added_and_found_by_name_and_number(self, store: Store) -> None:
        siti = roster.add_officer(store, "  Siti   Aminah ", Role.SUPERVISOR, request_id="o")
        assert (siti.name, siti.role) == ("Siti Aminah", Role.SUPERVISOR)
        assert roster.find_officer(store, "Siti Aminah") == siti
        assert roster.find_officer(store, str(siti.id)) == siti
        assert roster.hall(store).officers == (siti,)
        event = hall.log(store)[-1]
        # An officer's name is no business of the log.
        assert (event.kind, event.officer, dict(event.body)) == (
            EventKind.OFFICER_ADDED, siti.id, {"role": "supervisor"},
        )  # fmt: skip

    @pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\0b", "a\x1bb", "\udcff"])
    def test_a_name_that_cannot_be_shown_is_refused(self, store: Store, name: str) -> None:
        assert hall.refused(roster.add_officer, store, name, Role.OFFICER, request_id="o") is Reason.BAD_INPUT

    def test_a_name_is_taken_once(self, store: Store) -> None:
        roster.add_officer(store, "Siti", Role.OFFICER, request_id="a")
        before = hall.contents(store)
        assert hall.refused(roster.add_officer, store, "Siti", Role.OFFICER, request_id="b") is Reason.BAD_INPUT
        assert hall.contents(store) == before

    @pytest.mark.parametrize("name", ["Nobody", "", "999", "9" * 40, "²", "a\0b", "\udcff"])
    def test_an_unknown_officer_is_refused(self, store: Store, name: str) -> None:
        assert hall.refused(roster.find_officer, store, name) is Reason.UNKNOWN_OFFICER

    def test_an_unknown_number_opens_nothing(self, store: Store) -> None:
        assert hall.refused(roster.open_counter, store, 4, 999, request_id="o") is Reason.UNKNOWN_OFFICER


class TestOpening:
    def test_every_counter_begins_closed(self, store: Store) -> None:
        there = roster.hall(store)
        assert len(there.counters) == 42
        assert {one.state for one in there.counters} == {CounterState.CLOSED}

    def test_an_officer_opens_a_counter(self, store: Store) -> None:
        siti = hall.officer(store, "Siti")
        now = roster.open_counter(store, 4, siti, request_id="o")
        assert (now.number, now.state, now.officer is not None and now.officer.id) == (4, CounterState.OPEN, siti)
        assert roster.hall(store).counters[3] == now
        event = hall.log(store)[-1]
        assert (event.kind, event.counter, event.officer) == (EventKind.COUNTER_OPENED, 4, siti)

    def test_opening_ones_own_open_counter_changes_nothing(self, store: Store) -> None:
        hall.open_counter(store, 4, "Siti")
        before = hall.newest(store)
        hall.open_counter(store, 4, "Siti")
        assert hall.newest(store) == before

    def test_nobody_else_can_sit_down(self, store: Store) -> None:
        hall.open_counter(store, 4, "Siti")
        budi = hall.officer(store, "Budi")
        before = hall.contents(store)
        assert hall.refused(roster.open_counter, store, 4, budi, request_id="o") is Reason.COUNTER_TAKEN
        assert hall.refused(roster.open_counter, store, 4, None, request_id="p") is Reason.COUNTER_TAKEN
        assert hall.contents(store) == before

    def test_without_an_officer_it_is_the_local_administrator(self, store: Store) -> None:
        for counter in (4, 5):
            now = roster.open_counter(store, counter, None, request_id=hall.request())
            assert now.officer is not None
            assert (now.officer.name, now.officer.role) == (roster.LOCAL_ADMINISTRATOR, Role.ADMINISTRATOR)
        assert len(roster.hall(store).officers) == 1

    def test_an_unknown_counter_is_refused(self, store: Store) -> None:
        assert hall.refused(roster.open_counter, store, 43, None, request_id="o") is Reason.UNKNOWN_COUNTER


class TestBreaks:
    def test_a_break_has_a_reason_and_an_end(self, store: Store) -> None:
        four = hall.open_counter(store, 4)
        now = roster.start_break(store, four, reason=" prayer ", minutes=15, request_id="b")
        assert (now.state, now.break_reason, now.break_minutes) == (CounterState.BREAK, "prayer", 15)
        assert hall.log(store)[-1].body == {"reason": "prayer", "minutes": 15}
        hall.issue(store, "ktp")
        assert hall.refused(desk.call_next, store, four, request_id="c") is Reason.COUNTER_ON_BREAK
        back = roster.open_counter(store, 4, four.officer, request_id="o")
        assert (back.state, back.break_reason, back.break_minutes) == (CounterState.OPEN, None, None)
        assert hall.log(store)[-1].kind is EventKind.BREAK_ENDED
        hall.call(store, four)

    def test_not_while_somebody_is_there(self, store: Store) -> None:
        hall.issue(store, "ktp")
        four = hall.open_counter(store, 4)
        hall.call(store, four)
        assert hall.refused(roster.start_break, store, four, reason="meal", request_id="b") is Reason.COUNTER_BUSY

    def test_not_at_a_closed_counter_nor_twice(self, store: Store) -> None:
        options = {"reason": "meal", "request_id": "b"}
        assert hall.refused(roster.start_break, store, Desk(counter=4), **options) is Reason.COUNTER_CLOSED
        four = hall.open_counter(store, 4)
        roster.start_break(store, four, reason="meal", request_id="c")
        assert hall.refused(roster.start_break, store, four, **options) is Reason.COUNTER_ON_BREAK

    @pytest.mark.parametrize(
        ("reason", "minutes", "why"),
        [
            ("", 5, Reason.REASON_NEEDED),
            ("x" * 81, 5, Reason.BAD_INPUT),
            ("a\0b", 5, Reason.BAD_INPUT),
            ("meal", 0, Reason.BAD_INPUT),
            ("meal", -5, Reason.BAD_INPUT),
            ("meal", 10**12, Reason.BAD_INPUT),
        ],
    )
    def test_bad_input_is_refused(self, store: Store, reason: str, minutes: int, why: Reason) -> None:
        four = hall.open_counter(store, 4)
        before = hall.contents(store)
        assert hall.refused(roster.start_break, store, four, reason=reason, minutes=minutes, request_id="b") is why
        assert hall.contents(store) == before


class TestClosing:
    def test_a_closed_counter_is_free_for_anybody(self, store: Store) -> None:
        four = hall.open_counter(store, 4, "Siti")
        now = roster.close_counter(store, four, request_id="c")
        assert (now.state, now.officer) == (CounterState.CLOSED, None)
        assert hall.log(store)[-1].kind is EventKind.COUNTER_CLOSED
        hall.open_counter(store, 4, "Budi")

    def test_a_called_visitor_goes_back_to_the_old_place(self, store: Store) -> None:
        hall.issue(store, "ktp")
        hall.issue(store, "ktp")
        four = hall.open_counter(store, 4)
        hall.call(store, four)
        roster.close_counter(store, four, request_id="c")
        assert [event.kind for event in hall.log(store)][-2:] == [EventKind.RELEASED, EventKind.COUNTER_CLOSED]
        assert hall.ticket(store, "CA-001").state is TicketState.WAITING
        assert hall.call(store, hall.open_counter(store, 3)).code == "CA-001"

    def test_a_service_must_be_finished_first(self, store: Store) -> None:
        hall.issue(store, "ktp")
        four = hall.open_counter(store, 4)
        hall.serve(store, four)
        before = hall.contents(store)
        assert hall.refused(roster.close_counter, store, four, request_id="c") is Reason.COUNTER_BUSY
        assert hall.contents(store) == before

    def test_from_a_break(self, store: Store) -> None:
        four = hall.open_counter(store, 4)
        roster.start_break(store, four, reason="meal", request_id="b")
        assert roster.close_counter(store, four, request_id="c").state is CounterState.CLOSED

    def test_a_closed_one_stays_as_it_is(self, store: Store) -> None:
        before = hall.newest(store)
        assert roster.close_counter(store, Desk(counter=4), request_id="c").state is CounterState.CLOSED
        assert hall.newest(store) == before

    def test_not_by_somebody_else(self, store: Store) -> None:
        hall.open_counter(store, 4, "Siti")
        budi = hall.officer(store, "Budi")
        options = {"request_id": "c"}
        assert (
            hall.refused(roster.close_counter, store, Desk(counter=4, officer=budi), **options) is Reason.COUNTER_TAKEN
        )

    def test_a_held_ticket_stays_held(self, store: Store) -> None:
        hall.issue(store, "ktp")
        four = hall.open_counter(store, 4)
        hall.call(store, four)
        desk.hold(store, four, reason="copies_needed", request_id="h")
        roster.close_counter(store, four, request_id="c")
        assert hall.ticket(store, "CA-001").state is TicketState.HELD
        three = hall.open_counter(store, 3)
        assert desk.resume(store, three, "CA-001", request_id="r").counter == 3
