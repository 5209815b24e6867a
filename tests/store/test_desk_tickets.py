"""Numbers given at a counter: who walks in, a number for a visitor, the next step, a copy."""

from collections.abc import Callable

import pytest

from antrean import closing, desk, desk_tickets, front, mall
from antrean.desk import Called, Desk
from antrean.errors import Reason
from antrean.mall_record import Mall
from antrean.model import EventKind, PrintState, Priority, Service, TicketState
from antrean.papers import ReprintBy
from antrean.store import tables, tickets
from antrean.store.store import Store
from tests.helpers import hall


def walk_in(store: Store, at: Desk, service: str = "ktp", priority: Priority | None = None) -> Called:
    return desk_tickets.walk_in(store, at, service, priority=priority, request_id=hall.request())


def kind_of(store: Store, code: str) -> Priority | None:
    with store.read() as unit:
        return tickets.priority_kind(unit, tickets.by_code(unit, code).id)


def counter_of(there: Mall, service: Service) -> int:
    return there.counters_of(service.queue)[0]


def close_for_today(store: Store, service: str) -> None:
    officer = hall.officer(store, "Supervisor")
    with store.write() as unit:
        row = {"service_day": unit.service_day, "service": service, "reason": "Blanko habis", "officer": officer}
        unit.connection.execute(tables.overrides.insert(), row | {"at": unit.now})


class TestWalkingIn:
    def test_a_number_is_given_and_called_in_one_write_without_paper_or_voice(self, store: Store, four: Desk) -> None:
        at = hall.newest(store)
        called = walk_in(store, four)
        ticket = called.ticket
        assert (ticket.code, ticket.state, ticket.counter, ticket.print_state) == (
            "CA-001", TicketState.CALLED, 4, PrintState.NOT_WANTED,
        )  # fmt: skip
        assert (ticket.is_chosen, called.because) == (False, "turn")
        assert ticket == hall.ticket(store, "CA-001")
        issued, call = hall.log(store, at)
        assert (issued.kind, issued.officer, issued.body["device"], issued.body["walk_in"]) == (
            EventKind.ISSUED, four.officer, "counter-4", True,
        )  # fmt: skip
        assert (call.kind, call.counter, call.body["because"], call.body["reason"]) == (
            EventKind.CALLED, 4, "turn", None,
        )  # fmt: skip
        assert hall.rows(store, "SELECT id FROM announcements") == []
        # Called again it is heard, like everybody.
        hall.advance_clock(store, 10)
        desk.recall(store, four, request_id=hall.request())
        assert [row.kind for row in hall.rows(store, "SELECT kind FROM announcements")] == ["recall"]

    def test_before_others_of_that_queue_it_is_out_of_turn(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        called = walk_in(store, four)
        assert (called.ticket.code, called.ticket.is_chosen, called.because) == ("CA-002", True, None)
        body = hall.log(store)[-1].body
        assert (body["because"], body["reason"]) == (None, "walk_in")

    def test_those_of_other_queues_are_not_passed_over(self, store: Store, two: Desk) -> None:
        hall.issue(store, "kk")
        assert not walk_in(store, two, "ktp").ticket.is_chosen

    def test_with_the_service_of_a_queue_that_the_counter_has(self, store: Store, four: Desk) -> None:
        before = hall.contents(store)
        for service, reason in (("kk", Reason.NOT_YOUR_QUEUE), ("sihir", Reason.UNKNOWN_SERVICE)):
            assert hall.refused(desk_tickets.walk_in, store, four, service) is reason
        assert hall.refused(desk_tickets.walk_in, store, four, "ktp", language="xx") is Reason.BAD_INPUT
        assert hall.contents(store) == before

    def test_a_shared_counter_takes_in_for_the_agency_it_works_for(self, store: Store) -> None:
        there = mall.read(store)
        (shared,) = [one.number for one in there.counters if set(there.agencies_at(one)) == {"J", "Z"}]
        services = {one.agency: one.code for one in there.services if shared in there.counters_of(one.queue)}
        at = hall.open_counter(store, shared)
        hall.execute(store, "UPDATE shifts SET agency = 'J' WHERE counter = :number", number=shared)
        assert hall.refused(desk_tickets.walk_in, store, at, services["Z"]) is Reason.NOT_YOUR_QUEUE
        assert walk_in(store, at, services["J"]).ticket.counter == shared

    def test_a_priority_visitor_has_a_number_of_that_queue(self, store: Store, four: Desk) -> None:
        called = walk_in(store, four, priority=Priority.PREGNANT)
        assert (called.ticket.code, called.ticket.counter) == ("CP-001", 4)
        assert kind_of(store, "CP-001") is Priority.PREGNANT

    def test_not_while_somebody_is_there_nor_at_a_closed_counter(self, store: Store, four: Desk) -> None:
        walk_in(store, four)
        before = hall.contents(store)
        assert hall.refused(desk_tickets.walk_in, store, four, "ktp") is Reason.COUNTER_BUSY
        assert hall.refused(desk_tickets.walk_in, store, Desk(counter=3), "ktp") is Reason.COUNTER_CLOSED
        assert hall.contents(store) == before

    def test_after_the_last_number_of_the_kiosk(self, store: Store, four: Desk) -> None:
        hall.set_clock(store, "2026-11-23 15:20")
        assert hall.refused(front.issue, store, "ktp", device="kiosk-1") is Reason.PAST_CUTOFF
        assert walk_in(store, four).ticket.code == "CA-001"

    def test_not_past_the_quota_and_not_into_a_service_closed_for_today(self, store: Store, four: Desk) -> None:
        there = mall.read(store)
        of_one = [one for one in there.services if len(there.agencies_at(there.counter(counter_of(there, one)))) == 1]
        service = min((one for one in of_one if one.daily_quota), key=lambda one: one.daily_quota)
        counter = hall.open_counter(store, counter_of(there, service))
        for _ in range(service.daily_quota or 0):
            walk_in(store, counter, service.code)
            desk.finish(store, counter, request_id=hall.request())
        assert hall.refused(desk_tickets.walk_in, store, counter, service.code) is Reason.QUOTA_USED_UP
        hall.set_clock(store, "2026-11-23 15:20")
        assert hall.refused(desk_tickets.walk_in, store, counter, service.code) is Reason.QUOTA_USED_UP
        close_for_today(store, "ikd")
        assert hall.refused(desk_tickets.walk_in, store, four, "ikd") is Reason.CLOSED_BY_STAFF

    def test_it_is_no_turn_of_the_priority_ratio(self, store: Store, two: Desk) -> None:
        for kind in (Priority.ELDERLY, None):
            hall.issue(store, "ktp", priority=kind)
        for _ in range(2):
            walk_in(store, two, priority=Priority.ELDERLY)
            desk.finish(store, two, request_id=hall.request())
        assert hall.call(store, two).code == "CP-001"

    def test_the_rest_of_its_way_is_that_of_any_number(self, store: Store, four: Desk) -> None:
        walk_in(store, four)
        desk.release(store, four, request_id=hall.request())
        assert hall.call(store, four).code == "CA-001"
        assert desk.finish(store, four, request_id=hall.request()).state is TicketState.DONE


class TestANumberForAVisitor:
    def test_of_any_service_with_paper(self, store: Store, four: Desk) -> None:
        hall.issue(store, "nib")
        issued = desk_tickets.issue_for(
            store, four, "nib", priority=Priority.SICK, language="en", request_id=hall.request()
        )
        ticket = issued.ticket
        assert (ticket.code, ticket.state, ticket.language, ticket.print_state) == (
            "AP-001", TicketState.WAITING, "en", PrintState.PENDING,
        )  # fmt: skip
        assert issued.counters == mall.read(store).counters_of("AP")
        event = hall.log(store)[-1]
        assert (event.kind, event.officer, event.counter, event.body["device"]) == (
            EventKind.ISSUED, four.officer, 4, "counter-4",
        )  # fmt: skip
        assert kind_of(store, "AP-001") is Priority.SICK
        with store.read() as unit:
            assert [one.code for one in tickets.pending_prints(unit, "counter-4")] == ["AP-001"]

    def test_also_while_somebody_is_there_and_without_paper(self, store: Store, four: Desk) -> None:
        hall.issue(store, "ktp")
        hall.call(store, four)
        issued = desk_tickets.issue_for(store, four, "kk", wants_paper=False, request_id=hall.request())
        assert issued.ticket.print_state is PrintState.NOT_WANTED

    def test_by_the_rules_of_the_kiosk(self, store: Store, four: Desk) -> None:
        assert hall.refused(desk_tickets.issue_for, store, Desk(counter=3), "ktp") is Reason.COUNTER_CLOSED
        assert hall.refused(desk_tickets.issue_for, store, four, "sihir") is Reason.UNKNOWN_SERVICE
        assert hall.refused(desk_tickets.issue_for, store, four, "ktp", language="xx") is Reason.BAD_INPUT
        hall.set_clock(store, "2026-11-23 15:20")
        assert hall.refused(desk_tickets.issue_for, store, four, "ktp") is Reason.PAST_CUTOFF


class TestTheNextStep:
    def served(self, store: Store, at: Desk, state: str) -> str:
        code = hall.issue(store, "ktp", priority=Priority.WITH_INFANT, language="en").code
        hall.serve(store, at)
        match state:
            case "done":
                desk.finish(store, at, request_id=hall.request())
            case "held":
                desk.hold(store, at, reason="copies_needed", request_id=hall.request())
        return code

    @pytest.mark.parametrize("state", ["serving", "done", "held"])
    def test_the_same_visitor_goes_on_without_the_kiosk(self, store: Store, two: Desk, state: str) -> None:
        code = self.served(store, two, state)
        before = hall.ticket(store, code)
        issued = desk_tickets.next_step(store, two, code, "nib", request_id=hall.request())
        assert (issued.ticket.code, issued.ticket.language, issued.ticket.print_state) == (
            "AP-001", "en", PrintState.PENDING,
        )  # fmt: skip
        assert kind_of(store, "AP-001") is Priority.WITH_INFANT
        event = hall.log(store)[-1]
        assert (event.kind, event.officer, event.body["after"]) == (EventKind.ISSUED, two.officer, code)
        assert hall.ticket(store, code) == before

    def test_only_after_a_service_of_this_counter(self, store: Store, two: Desk, four: Desk) -> None:
        code = self.served(store, two, "done")
        waiting = hall.issue(store, "ktp").code
        missed = hall.issue(store, "ktp").code
        desk.call(store, two, missed, reason="ill", request_id=hall.request())
        desk.no_show(store, two, request_id=hall.request())
        before = hall.contents(store)
        for at, one, reason in (
            (four, code, Reason.OTHER_COUNTER),
            (two, waiting, Reason.WRONG_STATE),
            (two, missed, Reason.WRONG_STATE),
            (two, "CA-099", Reason.UNKNOWN_TICKET),
        ):
            assert hall.refused(desk_tickets.next_step, store, at, one, "nib") is reason
        assert hall.refused(desk_tickets.next_step, store, two, code, "sihir") is Reason.UNKNOWN_SERVICE
        assert hall.contents(store) == before

    def test_by_the_rules_of_the_kiosk(self, store: Store, two: Desk) -> None:
        code = self.served(store, two, "serving")
        hall.set_clock(store, "2026-11-23 15:20")
        assert hall.refused(desk_tickets.next_step, store, two, code, "nib") is Reason.PAST_CUTOFF

    def test_a_priority_visitor_stays_one_when_the_kind_went_with_the_day(self, mini_store: Store) -> None:
        """A hall that never closes goes on after its day was closed by hand."""
        one = hall.open_counter(mini_store, 1)
        hall.issue(mini_store, "surat", priority=Priority.ELDERLY)
        hall.call(mini_store, one)
        desk.finish(mini_store, one, request_id=hall.request())
        closing.close_today(mini_store, request_id=hall.request())
        one = hall.open_counter(mini_store, 1)
        issued = desk_tickets.next_step(mini_store, one, "AP-001", "legalisasi", request_id=hall.request())
        assert (issued.ticket.code, issued.ticket.is_priority) == ("AP-002", True)
        assert kind_of(mini_store, "AP-002") is None


class TestACopy:
    def test_who_had_it_printed_stands_in_the_log(self, store: Store, four: Desk) -> None:
        code = hall.issue(store, "nib").code
        issued = desk_tickets.reprint(store, four, code, request_id=hall.request())
        assert issued.ticket.code == code
        event = hall.log(store)[-1]
        assert (event.kind, event.counter, event.officer) == (EventKind.REPRINTED, 4, four.officer)
        assert (event.body["device"], event.body["by"]) == ("counter-4", ReprintBy.STAFF)

    def test_not_at_a_closed_counter(self, store: Store) -> None:
        hall.issue(store, "ktp")
        assert hall.refused(desk_tickets.reprint, store, Desk(counter=4), "CA-001") is Reason.COUNTER_CLOSED


ACTS: dict[str, Callable[[Store, Desk, str], object]] = {
    "walk_in": lambda store, at, request: desk_tickets.walk_in(
        store, at, "ktp", priority=Priority.PREGNANT, request_id=request
    ),
    "issue_for": lambda store, at, request: desk_tickets.issue_for(
        store, at, "ktp", priority=Priority.PREGNANT, request_id=request
    ),
    "next_step": lambda store, at, request: desk_tickets.next_step(store, at, "CP-001", "nib", request_id=request),
    "reprint": lambda store, at, request: desk_tickets.reprint(store, at, "CA-001", request_id=request),
}


@pytest.mark.parametrize("name", ACTS)
def test_twice_under_one_request_is_once(store: Store, two: Desk, name: str) -> None:
    hall.issue(store, "ktp")
    if name == "next_step":
        hall.issue(store, "ktp", priority=Priority.PREGNANT)
        hall.serve(store, two)
    first = ACTS[name](store, two, "once")
    after = hall.contents(store)
    assert ACTS[name](store, two, "once") == first
    assert hall.contents(store) == after
    for table in ("events", "requests"):
        assert "pregnant" not in " ".join(str(tuple(row)) for row in hall.rows(store, f"SELECT * FROM {table}"))
