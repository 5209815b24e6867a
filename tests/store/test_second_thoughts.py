"""Taking something back at a counter: a call, a missed visitor, a finish of a moment ago."""

import pytest

from antrean import desk, front
from antrean.desk import Called, Desk, NobodyWaiting, Target
from antrean.errors import Reason
from antrean.model import EventKind, TicketState
from antrean.papers import ReprintBy
from antrean.store.store import Store
from tests.helpers import hall

S = TicketState


class TestReleasing:
    def test_back_to_the_old_place(self, store: Store, four: Desk) -> None:
        first = hall.issue(store, "ktp")
        hall.issue(store, "ktp")
        hall.call(store, four)
        released = desk.release(store, four, request_id=hall.request())
        assert (released.state, released.place, released.counter) == (S.WAITING, first.place, None)
        assert hall.call(store, four).code == "CA-001"

    def test_what_nobody_spoke_is_never_spoken(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        desk.release(store, four, request_id=hall.request())
        assert [row.state for row in hall.rows(store, "SELECT state FROM announcements")] == ["replaced"]

    def test_one_that_was_sent_here_waits_for_this_counter_again(self, store: Store, four: Desk, two: Desk) -> None:
        """Else a visitor sent to counter 31 would stand in line where they came from."""
        hall.issue(store, "ktp")
        hall.call(store, four)
        there = hall.open_counter(store, 31)
        desk.transfer(store, four, Target(counter=31), request_id=hall.request())
        hall.call(store, there)
        assert desk.release(store, there, request_id=hall.request()).reserved_counter == 31
        assert isinstance(desk.call_next(store, two, request_id=hall.request()), NobodyWaiting)
        assert hall.call(store, there).code == "CA-001"

    def test_not_once_the_service_has_begun(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.serve(store, four)
        assert hall.refused(desk.release, store, four) is Reason.WRONG_STATE


class TestReinstating:
    @pytest.mark.parametrize(("waiting", "behind"), [(5, 3), (3, 3), (2, 2), (1, 1), (0, 0)])
    def test_behind_the_third_of_its_queue_or_the_last(
        self, store: Store, four: Desk, waiting: int, behind: int
    ) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        desk.no_show(store, four, request_id=hall.request())
        others = [hall.issue(store, "ktp").code for _ in range(waiting)]
        back = desk.reinstate(store, four, "CA-001", request_id=hall.request())
        assert (back.state, back.counter, back.ended_at) == (S.WAITING, None, None)
        others.insert(behind, "CA-001")
        assert self._line(store, four) == others

    def test_two_who_return_keep_their_order(self, store: Store, four: Desk) -> None:
        for _ in range(7):
            hall.issue(store, "ktp")
        for _ in range(2):
            hall.call(store, four)
            desk.no_show(store, four, request_id=hall.request())
        desk.reinstate(store, four, "CA-002", request_id=hall.request())
        desk.reinstate(store, four, "CA-001", request_id=hall.request())
        numbers = [3, 4, 5, 2, 1, 6, 7]
        assert self._line(store, four) == [f"CA-00{number}" for number in numbers]

    def test_a_released_one_keeps_the_place_it_was_given(self, store: Store, four: Desk) -> None:
        for _ in range(5):
            hall.issue(store, "ktp")
        hall.call(store, four)
        desk.no_show(store, four, request_id=hall.request())
        desk.reinstate(store, four, "CA-001", request_id=hall.request())
        desk.call(store, four, "CA-001", reason="chosen", request_id=hall.request())
        desk.release(store, four, request_id=hall.request())
        assert self._line(store, four) == ["CA-002", "CA-003", "CA-004", "CA-001", "CA-005"]

    def _line(self, store: Store, at: Desk) -> list[str]:
        found = []
        while isinstance(one := desk.call_next(store, at, request_id=hall.request()), Called):
            found.append(one.ticket.code)
            desk.finish(store, at, request_id=hall.request())
        return found


class TestUndoing:
    def test_a_finish(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        started = hall.serve(store, four)
        desk.finish(store, four, request_id=hall.request())
        undone = desk.undo(store, four, "CA-001", request_id=hall.request())
        assert (undone.state, undone.counter, undone.ended_at, undone.outcome) == (S.SERVING, 4, None, None)
        assert undone.started_at == started.started_at
        assert hall.log(store)[-1].kind is EventKind.FINISH_UNDONE

    def test_a_no_show(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        desk.no_show(store, four, request_id=hall.request())
        undone = desk.undo(store, four, "CA-001", request_id=hall.request())
        assert (undone.state, undone.counter, undone.ended_at) == (S.CALLED, 4, None)
        assert hall.log(store)[-1].kind is EventKind.NO_SHOW_UNDONE

    @pytest.mark.parametrize("started", [True, False])
    @pytest.mark.parametrize("target", [Target(service="kk"), Target(queue="CC"), Target(counter=31)])
    def test_a_transfer_restores_what_was(self, store: Store, four: Desk, target: Target, started: bool) -> None:
        hall.issue(store, "ktp")
        before = hall.serve(store, four) if started else hall.call(store, four)
        desk.transfer(store, four, target, even_if_closed=True, request_id=hall.request())
        assert desk.undo(store, four, "CA-001", request_id=hall.request()) == before
        assert hall.ticket(store, "CA-001") == before
        assert hall.log(store)[-1].kind is EventKind.TRANSFER_UNDONE

    def test_not_after_five_seconds(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.serve(store, four)
        desk.finish(store, four, request_id=hall.request())
        hall.advance_clock(store, 5.1)
        assert hall.refused(desk.undo, store, four, "CA-001") is Reason.TOO_LATE
        assert hall.ticket(store, "CA-001").state is S.DONE

    def test_not_after_finish_and_next(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.serve(store, four)
        desk.finish_and_call_next(store, four, request_id=hall.request())
        assert hall.refused(desk.undo, store, four, "CA-001") is Reason.WRONG_STATE

    def test_not_while_the_counter_has_somebody_else(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.issue(store, "ktp")
        hall.serve(store, four)
        desk.finish(store, four, request_id=hall.request())
        hall.call(store, four)
        assert hall.refused(desk.undo, store, four, "CA-001") is Reason.COUNTER_BUSY

    def test_not_at_another_counter(self, store: Store, four: Desk, two: Desk) -> None:
        hall.issue(store, "ktp")
        hall.serve(store, four)
        desk.finish(store, four, request_id=hall.request())
        assert hall.refused(desk.undo, store, two, "CA-001") is Reason.WRONG_STATE

    def test_not_once_somebody_else_called_it(self, store: Store, four: Desk, two: Desk) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        desk.transfer(store, four, Target(service="kk"), request_id=hall.request())
        hall.call(store, two)
        desk.release(store, two, request_id=hall.request())
        assert hall.refused(desk.undo, store, four, "CA-001") is Reason.WRONG_STATE

    def test_not_once_it_was_reinstated(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        desk.no_show(store, four, request_id=hall.request())
        desk.reinstate(store, four, "CA-001", request_id=hall.request())
        assert hall.refused(desk.undo, store, four, "CA-001") is Reason.WRONG_STATE

    def test_not_twice(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        desk.finish(store, four, request_id=hall.request())
        desk.undo(store, four, "CA-001", request_id=hall.request())
        desk.hold(store, four, reason="copies_needed", request_id=hall.request())
        assert hall.refused(desk.undo, store, four, "CA-001") is Reason.WRONG_STATE

    def test_printing_meanwhile_does_not_stand_in_the_way(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.serve(store, four)
        desk.finish(store, four, request_id=hall.request())
        front.reprint(store, "CA-001", request_id=hall.request(), device="counter-4", by=ReprintBy.STAFF)
        assert desk.undo(store, four, "CA-001", request_id=hall.request()).state is S.SERVING
