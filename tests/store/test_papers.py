"""Papers that did not come out, and second ones: who misses what, and who may print again."""

import pytest

from antrean import desk, front, papers
from antrean.desk import Desk
from antrean.errors import Reason
from antrean.model import EventKind, PrintState
from antrean.papers import ReprintBy
from antrean.store.store import Store
from tests.helpers import hall


def issue(store: Store, paper: PrintState, device: str = "Kiosk 1") -> str:
    issued = front.issue(store, "ktp", request_id=hall.request(), device=device)
    front.note_print_result(store, issued.ticket.id, paper)
    return issued.ticket.code


def pending(store: Store, device: str | None = None) -> list[tuple[str, str]]:
    return [(one.ticket.code, one.device) for one in papers.pending(store, device)]


class TestPending:
    def test_what_failed_or_may_have_newest_first(self, store: Store) -> None:
        for paper in (PrintState.FAILED, PrintState.PRINTED, PrintState.PENDING, PrintState.NOT_WANTED):
            issue(store, paper)
        issue(store, PrintState.UNKNOWN, "Kiosk 2")
        assert pending(store) == [("CA-005", "Kiosk 2"), ("CA-001", "Kiosk 1")]
        assert pending(store, "Kiosk 1") == [("CA-001", "Kiosk 1")]
        assert pending(store, "Kiosk 3") == []

    def test_who_was_served_or_came_yesterday_needs_none(self, store: Store, four: Desk) -> None:
        for _ in range(3):
            issue(store, PrintState.FAILED)
        hall.serve(store, four)
        assert [code for code, _ in pending(store)] == ["CA-003", "CA-002", "CA-001"]
        desk.finish(store, four, request_id=hall.request())
        desk.cancel(store, four, "CA-002", request_id=hall.request())
        assert [code for code, _ in pending(store)] == ["CA-003"]
        hall.set_clock(store, "2026-11-24 08:00")
        assert pending(store) == []

    def test_a_copy_that_comes_out_is_the_paper(self, store: Store) -> None:
        code = issue(store, PrintState.FAILED)
        front.note_print_result(store, hall.ticket(store, code).id, PrintState.PRINTED)
        assert pending(store) == []


class TestAPrinterThatNeverTells:
    """A print queue, or a cheap printer: every ticket is unknown, and that alone is no reason to go and look."""

    def issue(self, store: Store) -> int:
        issued = front.issue(store, "ktp", request_id=hall.request(), device="Kiosk 1")
        front.note_print_result(store, issued.ticket.id, PrintState.UNKNOWN, is_silent=True)
        return issued.ticket.id

    def test_its_tickets_are_not_listed_among_those_in_doubt(self, store: Store) -> None:
        self.issue(store)
        in_doubt = issue(store, PrintState.UNKNOWN)
        self.issue(store)
        assert pending(store) == pending(store, "Kiosk 1") == [(in_doubt, "Kiosk 1")]
        assert {row[0] for row in hall.rows(store, "SELECT print_state FROM tickets")} == {"unknown"}

    def test_the_log_says_why_it_is_not_known(self, store: Store) -> None:
        self.issue(store)
        silent = hall.log(store)[-1]
        issue(store, PrintState.UNKNOWN)
        in_doubt = hall.log(store)[-1]
        assert (silent.body["paper"], silent.body["is_silent"]) == ("unknown", True)
        assert (in_doubt.body["paper"], "is_silent" in in_doubt.body) == ("unknown", False)

    def test_what_it_surely_did_not_print_is_listed_until_a_copy_is_on_its_way(self, store: Store) -> None:
        ticket = self.issue(store)
        for paper, is_silent, listed in (
            (PrintState.FAILED, False, 1),
            (PrintState.UNKNOWN, True, 0),
            (PrintState.FAILED, False, 1),
            (PrintState.UNKNOWN, False, 1),
        ):
            front.note_print_result(store, ticket, paper, is_silent=is_silent)
            assert len(pending(store)) == listed, (paper, is_silent)

    def test_what_a_kiosk_left_behind_at_its_end_is_in_doubt_all_the_same(self, store: Store) -> None:
        self.issue(store)
        left = hall.issue(store, device="Kiosk 1")
        assert front.give_up_prints(store, device="Kiosk 1") == (left.code,)
        assert pending(store) == [(left.code, "Kiosk 1")]


class TestSettling:
    def test_who_was_told_leaves_the_list(self, store: Store, four: Desk) -> None:
        code = issue(store, PrintState.UNKNOWN)
        ticket = papers.settle(store, code, desk=four, request_id=hall.request())
        assert ticket.print_state is PrintState.NOT_WANTED
        assert hall.ticket(store, code) == ticket
        assert pending(store) == []
        event = hall.log(store)[-1]
        assert (event.kind, event.counter, event.officer) == (EventKind.PRINT_RESULT, 4, four.officer)
        assert (event.body["code"], event.body["paper"]) == (code, "not_wanted")

    @pytest.mark.parametrize("paper", [PrintState.PRINTED, PrintState.PENDING, PrintState.NOT_WANTED])
    def test_a_paper_that_is_not_pending_stays_as_it_is(self, store: Store, paper: PrintState) -> None:
        code = issue(store, paper)
        before = hall.log(store)
        assert papers.settle(store, code, request_id=hall.request()).print_state is paper
        assert hall.log(store) == before

    def test_repeated_it_is_one_fact(self, store: Store) -> None:
        code = issue(store, PrintState.FAILED)
        first = papers.settle(store, code, request_id="s")
        newest = hall.newest(store)
        assert papers.settle(store, code, request_id="s") == first
        assert hall.newest(store) == newest

    def test_not_from_a_closed_counter_nor_for_nobody(self, store: Store) -> None:
        code = issue(store, PrintState.FAILED)
        assert hall.refused(papers.settle, store, code, desk=Desk(counter=4)) is Reason.COUNTER_CLOSED
        assert hall.refused(papers.settle, store, "CA-002") is Reason.UNKNOWN_TICKET


class TestPrintingAgain:
    def may(self, store: Store, code: str) -> bool:
        with store.read() as unit:
            return papers.may_reprint(unit, hall.ticket(store, code))

    def reprint(self, store: Store, code: str, by: ReprintBy) -> None:
        front.reprint(store, code, request_id=hall.request(), device="Kiosk 1", by=by)

    def test_a_visitor_may_once(self, store: Store) -> None:
        code = issue(store, PrintState.PRINTED)
        assert self.may(store, code)
        self.reprint(store, code, ReprintBy.VISITOR)
        assert not self.may(store, code)
        before = hall.contents(store)
        again = hall.refused(front.reprint, store, code, device="Kiosk 2", by=ReprintBy.VISITOR)
        assert again is Reason.REPRINTED_ALREADY
        assert hall.contents(store) == before

    def test_staff_may_always_and_takes_nothing_from_the_visitor(self, store: Store) -> None:
        code = issue(store, PrintState.PRINTED)
        for _ in range(3):
            self.reprint(store, code, ReprintBy.STAFF)
        assert self.may(store, code)

    def test_paper_that_failed_does_not_count(self, store: Store) -> None:
        code = issue(store, PrintState.FAILED)
        for _ in range(2):
            self.reprint(store, code, ReprintBy.VISITOR)
        assert self.may(store, code)
        front.note_print_result(store, hall.ticket(store, code).id, PrintState.PRINTED)
        assert not self.may(store, code)

    def test_not_when_it_is_over(self, store: Store, four: Desk) -> None:
        code = issue(store, PrintState.FAILED)
        hall.serve(store, four)
        assert self.may(store, code)
        desk.finish(store, four, request_id=hall.request())
        assert not self.may(store, code)

    def test_not_another_day(self, store: Store) -> None:
        ticket = hall.ticket(store, issue(store, PrintState.FAILED))
        hall.set_clock(store, "2026-11-24 08:00")
        with store.read() as unit:
            assert not papers.may_reprint(unit, ticket)
