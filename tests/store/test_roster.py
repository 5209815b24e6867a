"""Who sits where: officers, opening, breaks, closing, and two officers at one counter."""

import pytest

from antrean import desk, roster, signing
from antrean.desk import Desk
from antrean.errors import Reason, Refused
from antrean.model import CounterState, EventKind, Role, TicketState
from antrean.store.store import Store
from tests.helpers import hall


class TestOfficers:
    def test_they_are_found_by_name_and_number(self, store: Store) -> None:
        siti = signing.add(store, None, "Siti Aminah", Role.SUPERVISOR, request_id="o").officer
        assert roster.find_officer(store, "Siti Aminah") == siti
        assert roster.find_officer(store, str(siti.id)) == siti
        assert roster.hall(store).officers == (siti,)

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
        options = {"request_id": "p", "is_administrator": True}
        assert hall.refused(roster.open_counter, store, 4, None, **options) is Reason.COUNTER_TAKEN
        assert hall.contents(store) == before

    def test_without_an_officer_it_is_the_local_administrator(self, store: Store) -> None:
        for counter in (4, 5):
            now = roster.open_counter(store, counter, None, request_id=hall.request(), is_administrator=True)
            assert now.officer is not None
            assert (now.officer.name, now.officer.role) == (roster.LOCAL_ADMINISTRATOR, Role.ADMINISTRATOR)
        assert len(roster.hall(store).officers) == 1

    def test_without_an_officer_and_those_rights_only_where_the_mall_wants_no_pins(self, store: Store) -> None:
        before = hall.contents(store)
        assert hall.refused(roster.open_counter, store, 4, None, request_id="o") is Reason.PIN_NEEDED
        assert hall.contents(store) == before
        hall.without_pins(store)
        assert roster.open_counter(store, 4, None, request_id="o").officer is not None

    @pytest.mark.parametrize("is_once", [True, False])
    def test_nobody_serves_without_a_pin_of_their_own(self, store: Store, is_once: bool) -> None:
        siti = hall.officer(store, "Siti")
        four = hall.open_counter(store, 4, "Siti")
        pins = "is_pin_once = true" if is_once else "pin_hash = NULL"
        hall.execute(store, f"UPDATE officers SET {pins}")
        # Who sits already goes on; nothing hangs.
        hall.issue(store)
        hall.call(store, four)
        desk.finish(store, four, request_id="f")
        roster.start_break(store, four, reason="meal", request_id="b")
        assert hall.refused(roster.open_counter, store, 4, siti, request_id="p") is Reason.PIN_NEEDED
        roster.close_counter(store, four, request_id="c")
        before = hall.contents(store)
        with pytest.raises(Refused) as caught:
            roster.open_counter(store, 4, siti, request_id="o")
        assert (caught.value.reason, caught.value.details["is_once"]) == (Reason.PIN_NEEDED, is_once)
        assert hall.contents(store) == before
        roster.open_counter(store, 4, siti, request_id="o", is_administrator=True)
        roster.close_counter(store, four, request_id="d")
        hall.without_pins(store)
        roster.open_counter(store, 4, siti, request_id="q")

    def test_an_unknown_counter_is_refused(self, store: Store) -> None:
        siti = hall.officer(store, "Siti")
        assert hall.refused(roster.open_counter, store, 43, siti, request_id="o") is Reason.UNKNOWN_COUNTER


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


class TestWhatAnAppLeftBehind:
    @pytest.fixture
    def called(self, store: Store) -> Desk:
        """Somebody is called to counter 4, another one waits, and the app has died."""
        hall.issue(store)
        hall.issue(store)
        four = hall.open_counter(store, 4, "Siti")
        hall.call(store, four)
        return four

    def test_is_gone_on_with(self, store: Store, called: Desk) -> None:
        before = hall.newest(store)
        assert roster.take_up(store, called, keep=True, request_id="t").state is TicketState.CALLED
        assert hall.newest(store) == before
        assert desk.start(store, called, request_id="s").code == "CA-001"

    def test_or_goes_back_to_its_place(self, store: Store, called: Desk) -> None:
        given = roster.take_up(store, called, keep=False, request_id="t")
        assert (given.code, given.state) == ("CA-001", TicketState.WAITING)
        assert hall.log(store)[-1].kind is EventKind.RELEASED
        assert roster.take_up(store, called, keep=False, request_id="t") == given
        assert hall.call(store, called).code == "CA-001"

    def test_a_service_that_began_goes_on(self, store: Store, called: Desk) -> None:
        desk.start(store, called, request_id="s")
        before = hall.contents(store)
        with pytest.raises(Refused, match="finish it, or hold it") as caught:
            roster.take_up(store, called, keep=False, request_id="t")
        assert caught.value.reason is Reason.COUNTER_BUSY
        assert hall.contents(store) == before
        assert roster.take_up(store, called, keep=True, request_id="t").state is TicketState.SERVING

    def test_is_nobody_elses_and_must_be_there(self, store: Store, called: Desk) -> None:
        budi = Desk(counter=4, officer=hall.officer(store, "Budi"))
        assert hall.refused(roster.take_up, store, budi, keep=False) is Reason.COUNTER_TAKEN
        desk.release(store, called, request_id="r")
        assert hall.refused(roster.take_up, store, called, keep=True) is Reason.NO_ACTIVE_TICKET


class TestAnOfficerWhoVanished:
    def test_a_called_visitor_goes_back_to_the_line(self, store: Store) -> None:
        hall.issue(store)
        hall.issue(store)
        four = hall.open_counter(store, 4, "Siti")
        hall.call(store, four)
        chief = hall.officer(store, "Ani", Role.SUPERVISOR)
        left = roster.close_for(store, chief, 4, request_id="x")
        assert left.given_back is not None
        assert (left.counter.state, left.given_back.code, left.held) == (CounterState.CLOSED, "CA-001", None)
        released, closed = hall.log(store)[-2:]
        assert (released.kind, released.officer) == (EventKind.RELEASED, chief)
        assert (closed.kind, closed.officer, closed.body) == (
            EventKind.COUNTER_CLOSED, chief, {"officer": four.officer},
        )  # fmt: skip
        assert roster.close_for(store, chief, 4, request_id="x") == left
        assert hall.call(store, hall.open_counter(store, 4, "Budi")).code == "CA-001"

    def test_who_was_being_served_is_held_for_another_counter(self, store: Store) -> None:
        hall.issue(store)
        hall.serve(store, hall.open_counter(store, 4, "Siti"))
        left = roster.close_for(store, hall.officer(store, "Ani", Role.SUPERVISOR, "C"), 4, request_id="x")
        assert left.held is not None
        assert (left.held.code, left.held.state) == ("CA-001", TicketState.HELD)
        assert hall.log(store)[-2].body["reason"] == "officer_left"
        assert desk.resume(store, hall.open_counter(store, 3), "CA-001", request_id="r").counter == 3

    def test_from_a_break_and_not_twice(self, store: Store) -> None:
        four = hall.open_counter(store, 4)
        roster.start_break(store, four, reason="meal", request_id="b")
        assert roster.close_for(store, None, 4, request_id="x").counter.state is CounterState.CLOSED
        before = hall.newest(store)
        assert roster.close_for(store, None, 4, request_id="y").counter.officer is None
        assert hall.newest(store) == before

    def test_only_by_who_supervises_there(self, store: Store) -> None:
        hall.open_counter(store, 4)
        hall.open_counter(store, 27)
        cast = {
            "officer": (Role.OFFICER, "", set()),
            "technician": (Role.TECHNICIAN, "", set()),
            "of K": (Role.SUPERVISOR, "K", set()),
            "of C": (Role.SUPERVISOR, "C", {4}),
            # On a Monday counter 27 works for J, so it is no business of Z's.
            "of Z": (Role.SUPERVISOR, "Z", set()),
            "of J": (Role.SUPERVISOR, "J", {27}),
            "supervisor": (Role.SUPERVISOR, "", {4, 27}),
            "administrator": (Role.ADMINISTRATOR, "", {4, 27}),
        }
        for name, (role, agencies, allowed) in cast.items():
            chief = hall.officer(store, name, role, agencies)
            for number in (4, 27):
                if number in allowed:
                    assert roster.close_for(store, chief, number, request_id=hall.request()).counter.officer is None
                    hall.open_counter(store, number)
                else:
                    assert hall.refused(roster.close_for, store, chief, number) is Reason.NOT_PERMITTED, name
        newcomer = hall.officer(store, "new", Role.SUPERVISOR)
        hall.execute(store, "UPDATE officers SET is_pin_once = true WHERE id = :who", who=newcomer)
        assert hall.refused(roster.close_for, store, newcomer, 4) is Reason.PIN_NEEDED
        assert hall.refused(roster.close_for, store, newcomer, 99) is Reason.UNKNOWN_COUNTER
