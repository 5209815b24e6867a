"""What a counter's screen is told: who is here and from where, who waits, is held or missed, and today's figures."""

from datetime import timedelta

import pytest

from antrean import desk, desk_tickets, desk_view, mall, notes, roster
from antrean.desk import Called, Desk, Target
from antrean.errors import Reason, Refused
from antrean.model import Priority
from antrean.store.store import Store
from tests.helpers import hall


class TestTheScreen:
    def test_it_shows_who_is_here_who_is_next_and_who_waits(self, store: Store, two: Desk) -> None:
        hall.issue(store, "ktp")
        hall.issue(store, "kk")
        hall.issue(store, "ktp", priority=Priority.PREGNANT)
        hall.issue(store, "nib")
        hall.call(store, two)
        view = desk_view.read(store, 2)
        assert view.active is not None
        assert (view.active.code, view.active_priority) == ("CP-001", Priority.PREGNANT)
        assert [row.ticket.code for row in view.waiting] == ["CA-001", "CB-001"]
        assert view.next_in_line is not None
        assert (view.next_in_line.code, view.next_in_line.because) == ("CA-001", "turn")
        assert view.counter.officer is not None
        assert view.counter.officer.id == two.officer

    def test_what_it_calls_next_is_what_is_called_next(self, store: Store, two: Desk) -> None:
        for service, kind in [("ktp", None), ("kk", None), ("ktp", Priority.SICK), ("kk", Priority.SICK)] * 3:
            hall.issue(store, service, priority=kind)
        for _ in range(12):
            promised = desk_view.read(store, 2).next_in_line
            assert promised is not None
            found = desk.call_next(store, two, request_id=hall.request())
            assert isinstance(found, Called)
            assert (found.ticket.code, found.because) == (promised.code, promised.because)
            desk.finish(store, two, request_id=hall.request())

    def test_todays_figures(self, store: Store, four: Desk) -> None:
        for _ in range(3):
            hall.issue(store, "ktp")
        for minutes in (4, 6):
            hall.serve(store, four)
            hall.advance_clock(store, minutes * 60)
            desk.finish(store, four, request_id=hall.request())
        hall.call(store, four)
        desk.no_show(store, four, request_id=hall.request())
        view = desk_view.read(store, 4)
        assert (view.served, view.no_shows, [one.code for one in view.missed]) == (2, 1, ["CA-003"])
        assert view.average_service_s == pytest.approx(300, abs=20)

    def test_yesterdays_people_are_nobodys_next(self, store: Store, four: Desk) -> None:
        """Until the first write of a day closes the days before, their rows are still there."""
        hall.issue(store, "ktp")
        hall.set_clock(store, "2026-11-24 07:00")
        view = desk_view.read(store, 4)
        assert (view.next_in_line, view.waiting) == (None, ())

    def test_an_unknown_counter_is_refused(self, store: Store) -> None:
        with pytest.raises(Refused) as caught:
            desk_view.read(store, 99)
        assert caught.value.reason is Reason.UNKNOWN_COUNTER


class TestWhoIsHere:
    def test_how_long_the_visitor_had_waited(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        target = mall.read(store).service("ktp").wait_target_minutes
        hall.advance_clock(store, target * 60)
        hall.call(store, four)
        view = desk_view.read(store, 4)
        assert (view.waited_s, view.is_over_target) == (target * 60, False)
        # Calling again, serving, holding and coming back is no waiting.
        hall.advance_clock(store, 30)
        desk.recall(store, four, request_id=hall.request())
        desk.hold(store, four, reason="copies_needed", request_id=hall.request())
        hall.advance_clock(store, 600)
        desk.resume(store, four, "CA-001", request_id=hall.request())
        assert desk_view.read(store, 4).waited_s == target * 60

    def test_one_second_over_the_target_is_over_it(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.advance_clock(store, mall.read(store).service("ktp").wait_target_minutes * 60 + 1)
        hall.call(store, four)
        assert desk_view.read(store, 4).is_over_target

    def test_a_new_wait_begins_with_a_transfer(self, store: Store, four: Desk, two: Desk) -> None:
        hall.issue(store, "ktp")
        hall.advance_clock(store, 500)
        hall.call(store, four)
        desk.transfer(store, four, Target(counter=2), request_id=hall.request())
        hall.advance_clock(store, 90)
        hall.call(store, two)
        assert desk_view.read(store, 2).waited_s == 90

    def test_where_it_comes_from_and_why(self, store: Store, four: Desk, two: Desk) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        assert desk_view.read(store, 4).transferred_from is None
        desk.transfer(store, four, Target(counter=2), reason="wrong_queue", request_id=hall.request())
        hall.call(store, two)
        found = desk_view.read(store, 2).transferred_from
        assert found is not None
        assert (found.counter, found.officer, found.reason) == (4, "Officer 4", "wrong_queue")

    def test_a_transfer_that_was_taken_back_is_none(self, store: Store, four: Desk, two: Desk) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        desk.transfer(store, four, Target(counter=2), reason="first", request_id=hall.request())
        desk.undo(store, four, "CA-001", request_id=hall.request())
        assert desk_view.read(store, 4).transferred_from is None
        desk.transfer(store, four, Target(counter=2), reason="second", request_id=hall.request())
        hall.call(store, two)
        desk.transfer(store, two, Target(counter=4), reason="third", request_id=hall.request())
        desk.undo(store, two, "CA-001", request_id=hall.request())
        found = desk_view.read(store, 2).transferred_from
        assert found is not None
        assert (found.counter, found.reason) == (4, "second")

    def test_nobody_is_here(self, store: Store, four: Desk) -> None:
        view = desk_view.read(store, 4)
        assert (view.active_notes, view.transferred_from, view.waited_s, view.is_over_target) == ((), None, None, False)


class TestSetAside:
    def test_why_since_when_and_until_when(self, store: Store, four: Desk, two: Desk) -> None:
        hall.issue(store, "ktp")
        hall.serve(store, four)
        hall.advance_clock(store, 60)
        held = desk.hold(store, four, reason="copies_needed", remind_minutes=15, request_id=hall.request())
        at = hall.now(store)
        assert held.remind_at == at + timedelta(minutes=15)
        for number in (4, 2):
            (seen,) = desk_view.read(store, number).held
            assert (seen.ticket, seen.reason, seen.since) == (held, "copies_needed", at)

    def test_what_comes_from_another_queue_is_not_lost(self, store: Store, four: Desk) -> None:
        """Counter 11 calls from AA alone; CA-001 was sent to it and set aside, CA-002 did not come."""
        eleven = hall.open_counter(store, 11)
        for _ in range(2):
            hall.issue(store, "ktp")
            hall.call(store, four)
            desk.transfer(store, four, Target(counter=11), request_id=hall.request())
        hall.call(store, eleven)
        desk.hold(store, eleven, reason="copies_needed", request_id=hall.request())
        hall.call(store, eleven)
        desk.no_show(store, eleven, request_id=hall.request())
        view = desk_view.read(store, 11)
        assert [one.ticket.code for one in view.held] == ["CA-001"]
        assert [(one.code, one.counter, one.call_count) for one in view.missed] == [("CA-002", 11, 1)]

    def test_a_reminder_is_due_at_the_counter_that_wanted_it(self, store: Store, four: Desk, two: Desk) -> None:
        for minutes in (20, 10, None):
            hall.issue(store, "ktp")
            hall.call(store, four)
            desk.hold(store, four, reason="copies_needed", remind_minutes=minutes, request_id=hall.request())
        assert desk_view.read(store, 4).due == ()
        hall.advance_clock(store, 10 * 60)
        assert [one.ticket.code for one in desk_view.read(store, 4).due] == ["CA-002"]
        hall.advance_clock(store, 10 * 60)
        assert [one.ticket.code for one in desk_view.read(store, 4).due] == ["CA-002", "CA-001"]
        assert desk_view.read(store, 2).due == ()
        desk.resume(store, four, "CA-002", request_id=hall.request())
        assert hall.ticket(store, "CA-002").remind_at is None
        assert [one.ticket.code for one in desk_view.read(store, 4).due] == ["CA-001"]

    @pytest.mark.parametrize("minutes", [0, -1, 241])
    def test_a_reminder_within_four_hours(self, store: Store, four: Desk, minutes: int) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        before = hall.contents(store)
        assert hall.refused(desk.hold, store, four, reason="x", remind_minutes=minutes) is Reason.BAD_INPUT
        assert hall.contents(store) == before


class TestFigures:
    def test_how_long_those_who_were_served_here_had_waited(self, store: Store, four: Desk) -> None:
        for _ in range(3):
            hall.issue(store, "ktp")
        for seconds in (60, 120):
            hall.advance_clock(store, seconds)
            hall.call(store, four)
            hall.advance_clock(store, 10)
            desk.recall(store, four, request_id=hall.request())
            desk.start(store, four, request_id=hall.request())
            hall.advance_clock(store, 50)
            desk.finish(store, four, request_id=hall.request())
        hall.call(store, four)
        view = desk_view.read(store, 4)
        assert view.average_wait_s == pytest.approx((60 + 240) / 2, abs=0.01)
        assert view.average_service_s == pytest.approx(50, abs=0.01)
        assert len(view.waiting) == 0

    def test_none_before_anybody_was_served(self, store: Store, four: Desk) -> None:
        view = desk_view.read(store, 4)
        assert (view.served, view.average_wait_s, view.average_service_s, view.chosen_today) == (0, None, None, 0)

    def test_calls_out_of_turn_are_counted_and_marked_wherever_it_goes(
        self, store: Store, four: Desk, two: Desk
    ) -> None:
        for _ in range(3):
            hall.issue(store, "ktp")
        desk.call(store, four, "CA-003", reason="ill", request_id=hall.request())
        desk.transfer(store, four, Target(queue="CA"), request_id=hall.request())
        desk_tickets.walk_in(store, four, "ktp", request_id=hall.request())
        desk.finish_and_call_next(store, four, request_id=hall.request())
        view = desk_view.read(store, 4)
        assert view.chosen_today == 2
        assert [(row.ticket.code, row.is_chosen) for row in view.waiting] == [("CA-002", False), ("CA-003", True)]
        assert desk_view.read(store, 2).chosen_today == 0

    def test_people_wait_while_nobody_is_called(self, store: Store, four: Desk) -> None:
        def facts() -> tuple[bool, bool]:
            view = desk_view.read(store, 4)
            return view.is_idle, view.is_idle_while_people_wait

        assert facts() == (True, False)
        hall.issue(store, "kk")
        assert facts() == (True, False)
        hall.issue(store, "ktp")
        assert facts() == (True, True)
        hall.call(store, four)
        hall.issue(store, "ktp")
        assert facts() == (False, False)
        desk.finish(store, four, request_id=hall.request())
        roster.start_break(store, four, reason="meal", request_id=hall.request())
        assert facts() == (False, False)


class TestNotesOnTheScreen:
    def test_of_the_one_who_is_here_and_of_those_set_aside_here(self, store: Store, four: Desk, two: Desk) -> None:
        hall.issue(store, "ktp")
        hall.issue(store, "ktp")
        hall.call(store, four)
        notes.add(store, four, "CA-001", "menunggu fotokopi KK", request_id=hall.request())
        (note,) = desk_view.read(store, 4).active_notes
        assert (note.text, note.counter, note.officer, note.at) == (
            "menunggu fotokopi KK", 4, "Officer 4", hall.now(store),
        )  # fmt: skip
        desk.hold(store, four, reason="copies_needed", request_id=hall.request())
        hall.call(store, four)
        view = desk_view.read(store, 4)
        assert view.active_notes == ()
        assert [one.text for one in view.held[0].notes] == ["menunggu fotokopi KK"]
        # The other counter sees that it is on hold and why, not what was written; it does once it goes on with it.
        assert desk_view.read(store, 2).held[0].notes == ()
        desk.resume(store, two, "CA-001", request_id=hall.request())
        assert [one.text for one in desk_view.read(store, 2).active_notes] == ["menunggu fotokopi KK"]
