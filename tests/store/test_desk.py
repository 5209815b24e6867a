"""What a counter does with a ticket: the guards of every action, and what each leaves behind."""

import dataclasses
from collections.abc import Callable

import pytest

from antrean import desk, desk_targets, mall
from antrean.desk import Called, Desk, NobodyWaiting, Target
from antrean.errors import Reason, Refused
from antrean.model import EventKind, Priority, TicketState
from antrean.store.store import Store
from antrean.wording import AnnouncementKind
from tests.helpers import hall

S = TicketState


class TestCalling:
    def test_the_longest_waiting_first(self, store: Store, four: Desk) -> None:
        codes = [hall.issue(store, "ktp").code for _ in range(3)]
        called = []
        for _ in codes:
            called.append(hall.call(store, four).code)
            desk.finish(store, four, request_id=hall.request())
        assert called == codes
        assert isinstance(desk.call_next(store, four, request_id=hall.request()), NobodyWaiting)

    def test_a_call_is_a_fact_an_announcement_and_a_state(self, store: Store, four: Desk) -> None:
        issued = hall.issue(store, "ktp", language="en")
        found = desk.call_next(store, four, request_id=hall.request())
        assert isinstance(found, Called)
        event = hall.log(store)[-1]
        assert (event.kind, event.ticket, event.counter, event.officer) == (
            EventKind.CALLED, issued.id, 4, four.officer,
        )  # fmt: skip
        assert (event.body["call_count"], event.body["because"], event.body["reason"]) == (1, "turn", None)
        assert (found.ticket.state, found.ticket.counter, found.ticket.place) == (S.CALLED, 4, issued.place)
        assert found.ticket == hall.ticket(store, issued.code)
        (spoken,) = hall.rows(store, "SELECT event, kind, counter, state, area FROM announcements")
        assert tuple(spoken) == (event.id, "call", 4, "queued", "hall")

    def test_only_from_its_own_queues(self, store: Store, four: Desk) -> None:
        hall.issue(store, "kk")
        assert isinstance(desk.call_next(store, four, request_id=hall.request()), NobodyWaiting)

    def test_not_while_somebody_is_there(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.issue(store, "ktp")
        hall.call(store, four)
        assert hall.refused(desk.call_next, store, four) is Reason.COUNTER_BUSY
        desk.start(store, four, request_id=hall.request())
        assert hall.refused(desk.call_next, store, four) is Reason.COUNTER_BUSY
        assert hall.refused(desk.call, store, four, "CA-002", reason="chosen") is Reason.COUNTER_BUSY

    def test_not_at_a_closed_or_pausing_or_unknown_counter(self, store: Store) -> None:
        hall.issue(store, "ktp")
        assert hall.refused(desk.call_next, store, Desk(counter=4)) is Reason.COUNTER_CLOSED
        assert hall.refused(desk.call_next, store, Desk(counter=99)) is Reason.UNKNOWN_COUNTER

    def test_not_by_anybody_else_than_who_sits_there(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        stranger = hall.officer(store, "Stranger")
        assert hall.refused(desk.call_next, store, Desk(counter=4, officer=stranger)) is Reason.COUNTER_TAKEN
        assert hall.call(store, Desk(counter=4)).code == "CA-001"

    def test_a_chosen_number_needs_a_reason_and_is_marked(self, store: Store, four: Desk) -> None:
        for _ in range(3):
            hall.issue(store, "ktp")
        assert hall.refused(desk.call, store, four, "CA-003", reason="  ") is Reason.REASON_NEEDED
        called = desk.call(store, four, "CA-003", reason="doctor_waits", request_id=hall.request())
        assert (called.ticket.code, called.because) == ("CA-003", None)
        event = hall.log(store)[-1]
        assert (event.body["reason"], event.officer) == ("doctor_waits", four.officer)
        assert hall.ticket(store, "CA-003").is_chosen

    @pytest.mark.parametrize(
        ("way", "is_marked"),
        [
            ("recall", True), ("finish", True), ("no_show", True), ("transfer", True),
            ("release", False), ("resume", False), ("next", False),
        ],
    )  # fmt: skip
    def test_the_mark_stays_until_it_is_called_otherwise(
        self, store: Store, four: Desk, two: Desk, way: str, is_marked: bool
    ) -> None:
        for _ in range(2):
            hall.issue(store, "ktp")
        desk.call(store, four, "CA-002", reason="ill", request_id=hall.request())
        match way:
            case "recall":
                hall.advance_clock(store, 10)
                desk.recall(store, four, request_id=hall.request())
            case "finish":
                desk.finish(store, four, request_id=hall.request())
            case "no_show":
                desk.no_show(store, four, request_id=hall.request())
            case "release":
                desk.release(store, four, request_id=hall.request())
            case "resume":
                desk.hold(store, four, reason="copies_needed", request_id=hall.request())
                desk.resume(store, four, "CA-002", request_id=hall.request())
            case _:
                desk.transfer(store, four, Target(counter=2), request_id=hall.request())
                if way == "next":
                    desk.cancel(store, two, "CA-001", request_id=hall.request())
                    assert hall.call(store, two).code == "CA-002"
        assert hall.ticket(store, "CA-002").is_chosen is is_marked

    def test_a_chosen_number_is_of_the_counters_queues_and_of_today(self, store: Store, four: Desk) -> None:
        hall.issue(store, "kk")
        assert hall.refused(desk.call, store, four, "CB-001", reason="chosen") is Reason.NOT_YOUR_QUEUE
        assert hall.refused(desk.call, store, four, "CA-001", reason="chosen") is Reason.UNKNOWN_TICKET
        assert hall.refused(desk.call, store, four, "hello", reason="chosen") is Reason.BAD_INPUT
        hall.issue(store, "ktp")
        hall.set_clock(store, "2026-11-24 08:05")
        tuesday = hall.open_counter(store, 4)
        assert hall.refused(desk.call, store, tuesday, "CA-001", reason="chosen") is Reason.UNKNOWN_TICKET


class TestRecalling:
    def test_after_the_gap_only(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        hall.advance_clock(store, 4)
        with pytest.raises(Refused) as caught:
            desk.recall(store, four, request_id=hall.request())
        assert caught.value.reason is Reason.RECALL_TOO_SOON
        assert 1 <= int(str(caught.value.details["seconds"])) <= 6
        hall.advance_clock(store, 6)
        recalled = desk.recall(store, four, request_id=hall.request())
        assert (recalled.state, recalled.call_count) == (S.CALLED, 2)
        # The gap begins again.
        assert hall.refused(desk.recall, store, four) is Reason.RECALL_TOO_SOON

    def test_so_often_as_the_rules_say(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        most = mall.read(store).rules.most_recalls
        for _ in range(most):
            hall.advance_clock(store, 10)
            last = desk.recall(store, four, request_id=hall.request())
        with pytest.raises(Refused) as caught:
            desk.recall(store, four, request_id=hall.request())
        assert caught.value.reason is Reason.RECALLED_OFTEN
        assert caught.value.details == {"code": "CA-001", "count": last.call_count}
        assert last.call_count == most + 1
        # The time does not help, and taking a no-show back does not either.
        hall.advance_clock(store, 600)
        desk.no_show(store, four, request_id=hall.request())
        desk.undo(store, four, "CA-001", request_id=hall.request())
        assert hall.refused(desk.recall, store, four) is Reason.RECALLED_OFTEN

    @pytest.mark.parametrize("way", ["hold", "transfer", "release", "no_show"])
    def test_a_new_stay_begins_to_count_anew(self, store: Store, four: Desk, two: Desk, way: str) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        for _ in range(mall.read(store).rules.most_recalls):
            hall.advance_clock(store, 10)
            desk.recall(store, four, request_id=hall.request())
        at = four
        match way:
            case "hold":
                desk.hold(store, four, reason="copies_needed", request_id=hall.request())
                desk.resume(store, four, "CA-001", request_id=hall.request())
            case "transfer":
                desk.transfer(store, four, Target(counter=2), request_id=hall.request())
                at = two
                hall.call(store, two)
            case "release":
                desk.release(store, four, request_id=hall.request())
                hall.call(store, four)
            case "no_show":
                desk.no_show(store, four, request_id=hall.request())
                desk.reinstate(store, four, "CA-001", request_id=hall.request())
                hall.call(store, four)
        assert hall.ticket(store, "CA-001").call_count == 1
        hall.advance_clock(store, 10)
        assert desk.recall(store, at, request_id=hall.request()).call_count == 2

    def test_what_nobody_heard_of_the_last_stay_is_replaced_by_the_call_of_the_next(
        self, store: Store, four: Desk, two: Desk
    ) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        desk.transfer(store, four, Target(counter=2), request_id=hall.request())
        hall.call(store, two)
        spoken = hall.rows(store, "SELECT kind, counter, state FROM announcements ORDER BY event")
        assert [tuple(row) for row in spoken] == [("call", 4, "replaced"), ("transfer", 2, "queued")]

    def test_a_recall_replaces_what_nobody_has_spoken_yet(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        hall.advance_clock(store, 10)
        desk.recall(store, four, request_id=hall.request())
        spoken = hall.rows(store, "SELECT kind, state FROM announcements ORDER BY event")
        assert [tuple(row) for row in spoken] == [("call", "replaced"), ("recall", "queued")]


class TestServing:
    def test_start_then_finish(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        called = hall.call(store, four)
        hall.advance_clock(store, 30)
        started = desk.start(store, four, request_id=hall.request())
        hall.advance_clock(store, 300)
        done = desk.finish(store, four, request_id=hall.request(), outcome="documents_missing")
        assert (done.state, done.outcome, done.counter) == (S.DONE, "documents_missing", 4)
        assert done.called_at == called.called_at
        assert started.started_at == done.started_at
        assert done.started_at is not None
        assert done.ended_at is not None
        assert 300 <= (done.ended_at - done.started_at).total_seconds() < 330
        assert [event.kind for event in hall.log(store)][-3:] == [
            EventKind.CALLED, EventKind.STARTED, EventKind.FINISHED,
        ]  # fmt: skip
        assert hall.log(store)[-1].body["implied"] is False

    def test_finishing_a_called_ticket_records_the_start_as_implied(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        called = hall.call(store, four)
        done = desk.finish(store, four, request_id=hall.request())
        assert (done.state, done.outcome, done.started_at) == (S.DONE, "done", called.called_at)
        started, finished = hall.log(store)[-2:]
        assert (started.kind, started.body["implied"]) == (EventKind.STARTED, True)
        assert (finished.kind, finished.body["implied"]) == (EventKind.FINISHED, True)

    @pytest.mark.parametrize("outcome", ["", "two words", "x" * 33, "sélesai!", "1st", "never_heard", "not_recorded"])
    def test_an_outcome_is_one_of_the_malls(self, store: Store, four: Desk, outcome: str) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        for act in (desk.finish, desk.finish_and_call_next):
            assert hall.refused(act, store, four, outcome=outcome) is Reason.UNKNOWN_OUTCOME
        assert hall.ticket(store, "CA-001").state is S.CALLED

    @pytest.mark.parametrize("act", [desk.finish, desk.finish_and_call_next])
    def test_the_papers_that_were_missing_stand_in_the_log(
        self, store: Store, four: Desk, act: Callable[..., object]
    ) -> None:
        hall.issue(store, "ktp", language="en")
        hall.serve(store, four)
        needed = mall.read(store).service("ktp").requirements
        act(store, four, outcome="documents_missing", missing=(1, 0, 1), request_id=hall.request())
        body = hall.log(store)[-1].body
        assert (body["missing"], body["missing_texts"]) == ([0, 1], [needed[0].indonesian, needed[1].indonesian])

    def test_what_was_not_missing_is_not_mentioned(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        desk.finish(store, four, outcome="documents_missing", request_id=hall.request())
        assert "missing" not in hall.log(store)[-1].body

    @pytest.mark.parametrize(
        ("outcome", "missing"),
        [("done", (0,)), ("referred", (0,)), ("documents_missing", (-1,)), ("documents_missing", (0, 99))],
    )
    def test_only_requirements_of_the_service_can_be_missing(
        self, store: Store, four: Desk, outcome: str, missing: tuple[int, ...]
    ) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        before = hall.contents(store)
        assert hall.refused(desk.finish, store, four, outcome=outcome, missing=missing) is Reason.BAD_INPUT
        assert hall.contents(store) == before

    def test_finish_and_next_is_one_write(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.issue(store, "ktp")
        hall.serve(store, four)
        found = desk.finish_and_call_next(store, four, request_id=hall.request())
        assert isinstance(found, Called)
        assert (found.ticket.code, hall.ticket(store, "CA-001").state) == ("CA-002", S.DONE)
        assert isinstance(desk.finish_and_call_next(store, four, request_id=hall.request()), NobodyWaiting)
        assert hall.refused(desk.finish_and_call_next, store, four) is Reason.NO_ACTIVE_TICKET

    def test_no_show_says_how_often_was_called(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        hall.advance_clock(store, 10)
        desk.recall(store, four, request_id=hall.request())
        missed = desk.no_show(store, four, request_id=hall.request())
        assert (missed.state, missed.ended_at is not None) == (S.NO_SHOW, True)
        assert hall.log(store)[-1].body["call_count"] == 2


class TestHolding:
    def test_resumed_at_the_same_counter_it_is_announced(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.serve(store, four)
        assert hall.refused(desk.hold, store, four, reason="") is Reason.REASON_NEEDED
        held = desk.hold(store, four, reason="copies_needed", request_id=hall.request())
        assert (held.state, held.counter) == (S.HELD, 4)
        assert hall.log(store)[-1].body["reason"] == "copies_needed"
        resumed = desk.resume(store, four, "CA-001", request_id=hall.request())
        # Who comes back from the copying shop is called for the first time again.
        assert (resumed.state, resumed.counter, resumed.call_count) == (S.CALLED, 4, 1)
        assert hall.rows(store, "SELECT kind FROM announcements ORDER BY event DESC")[0].kind == AnnouncementKind.RESUME

    def test_a_held_ticket_leaves_the_counter_free(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.issue(store, "ktp")
        hall.call(store, four)
        desk.hold(store, four, reason="copies_needed", request_id=hall.request())
        assert hall.call(store, four).code == "CA-002"
        assert hall.refused(desk.resume, store, four, "CA-001") is Reason.COUNTER_BUSY

    def test_resumed_at_another_counter_of_its_queue(self, store: Store, four: Desk, two: Desk) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        desk.hold(store, four, reason="copies_needed", request_id=hall.request())
        assert desk.resume(store, two, "CA-001", request_id=hall.request()).counter == 2

    def test_not_at_a_counter_of_other_queues(self, store: Store, four: Desk) -> None:
        eleven = hall.open_counter(store, 11)
        hall.issue(store, "ktp")
        hall.call(store, four)
        desk.hold(store, four, reason="copies_needed", request_id=hall.request())
        assert hall.refused(desk.resume, store, eleven, "CA-001") is Reason.NOT_YOUR_QUEUE


class TestTransferring:
    def test_to_a_service_keeps_number_and_place(self, store: Store, four: Desk, two: Desk) -> None:
        first = hall.issue(store, "ktp")
        hall.issue(store, "kk")
        hall.serve(store, four)
        hall.advance_clock(store, 60)
        sent = desk.transfer(store, four, Target(service="kk"), request_id=hall.request())
        assert (sent.code, sent.place, sent.series, sent.number) == ("CA-001", first.place, "CA", 1)
        assert (sent.state, sent.queue, sent.service, sent.counter) == (S.WAITING, "CB", "kk", None)
        assert sent.waiting_since > first.waiting_since
        # Nobody queues twice: it stands before the one who came to CB later.
        called = hall.call(store, two)
        assert (called.code, called.is_transferred) == ("CA-001", True)
        assert hall.rows(store, "SELECT kind FROM announcements ORDER BY event DESC")[0].kind == "transfer"

    def test_to_a_queue_keeps_the_service(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        there = hall.open_counter(store, 41)
        sent = desk.transfer(store, four, Target(queue="WA"), request_id=hall.request())
        assert (sent.queue, sent.service) == ("WA", "ktp")
        assert hall.call(store, there).code == "CA-001"

    def test_to_a_counter_waits_for_that_one_alone(self, store: Store, four: Desk, two: Desk) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        there = hall.open_counter(store, 31)
        sent = desk.transfer(store, four, Target(counter=31), request_id=hall.request())
        assert (sent.queue, sent.reserved_counter) == ("CA", 31)
        assert isinstance(desk.call_next(store, two, request_id=hall.request()), NobodyWaiting)
        found = desk.call_next(store, there, request_id=hall.request())
        assert isinstance(found, Called)
        assert (found.ticket.code, found.because) == ("CA-001", "reserved")

    def test_a_priority_ticket_goes_to_the_other_agencys_priority_queue(self, store: Store, two: Desk) -> None:
        hall.issue(store, "ktp", priority=Priority.ELDERLY)
        hall.call(store, two)
        there = hall.open_counter(store, 12)
        sent = desk.transfer(store, two, Target(service="nib"), request_id=hall.request())
        assert (sent.code, sent.queue, sent.is_priority) == ("CP-001", "AP", True)
        assert hall.call(store, there).code == "CP-001"

    def test_a_priority_ticket_keeps_its_right_where_there_is_no_such_queue(self, store: Store, two: Desk) -> None:
        hall.issue(store, "informasi")
        hall.issue(store, "ktp", priority=Priority.ELDERLY)
        hall.call(store, two)
        there = hall.open_counter(store, 1)
        desk.transfer(store, two, Target(service="informasi"), request_id=hall.request())
        assert hall.call(store, there).code == "CP-001"

    @pytest.mark.parametrize(
        ("target", "reason"),
        [
            (Target(), Reason.BAD_INPUT),
            (Target(queue="CB", counter=2), Reason.BAD_INPUT),
            (Target(service="sihir"), Reason.UNKNOWN_SERVICE),
            (Target(queue="QQ"), Reason.UNKNOWN_QUEUE),
            (Target(counter=99), Reason.UNKNOWN_COUNTER),
            (Target(counter=4), Reason.BAD_INPUT),
        ],
    )
    def test_a_wrong_target_is_refused(self, store: Store, four: Desk, target: Target, reason: Reason) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        before = hall.contents(store)
        assert hall.refused(desk.transfer, store, four, target) is reason
        assert hall.contents(store) == before

    def test_a_queue_nobody_calls_from_is_refused(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        ticket = hall.call(store, four)
        empty_hall = dataclasses.replace(mall.read(store), counters=())
        with pytest.raises(Refused) as caught:
            desk_targets.of(empty_hall, ticket, Target(queue="WA"))
        assert caught.value.reason is Reason.QUEUE_WITHOUT_COUNTER
