"""Where a number is sent on to: whether anybody is there, the information desk, the reason, and what is kept."""

import dataclasses
from datetime import datetime, timedelta

import pytest

from antrean import desk, mall, roster
from antrean.desk import Desk, Target
from antrean.errors import Reason, Refused
from antrean.model import EventKind, Ticket
from antrean.store import overrides, tables
from antrean.store.store import Store
from tests.helpers import hall


def at_hand(store: Store, at: Desk, service: str = "ktp") -> Ticket:
    """Issue a ticket and call it to a counter."""
    hall.issue(store, service)
    return hall.call(store, at)


def refusal(store: Store, at: Desk, target: Target) -> Refused:
    before = hall.contents(store)
    with pytest.raises(Refused) as caught:
        desk.transfer(store, at, target, request_id=hall.request())
    assert hall.contents(store) == before
    return caught.value


class TestNobodyThere:
    @pytest.mark.parametrize(
        ("target", "what", "counters"),
        [
            (Target(counter=31), "counter", [31]),
            (Target(queue="CB"), "queue", [5, 2, 6, 7]),
            (Target(service="kk"), "service", [5, 2, 6, 7]),
            (Target(information=True), "information", [1]),
        ],
    )
    def test_is_said_with_the_counters(
        self, store: Store, four: Desk, target: Target, what: str, counters: list[int]
    ) -> None:
        at_hand(store, four)
        said = refusal(store, four, target)
        assert said.reason is Reason.TARGET_CLOSED
        assert (said.details["what"], sorted(said.details["counters"])) == (what, sorted(counters))  # type: ignore[call-overload]
        assert said.details["closed_today"] is False
        assert all(str(number) in said.sentence for number in counters)

    @pytest.mark.parametrize("target", [Target(counter=31), Target(queue="CB"), Target(information=True)])
    def test_an_officer_may_send_there_all_the_same(self, store: Store, four: Desk, target: Target) -> None:
        first = at_hand(store, four)
        sent = desk.transfer(store, four, target, even_if_closed=True, request_id=hall.request())
        assert (sent.code, sent.place, sent.state) == (first.code, first.place, "waiting")

    def test_one_of_its_counters_is_enough(self, store: Store, four: Desk) -> None:
        at_hand(store, four)
        hall.open_counter(store, 7)
        assert desk.transfer(store, four, Target(service="kk"), request_id=hall.request()).queue == "CB"

    def test_a_counter_on_a_break_comes_back(self, store: Store, four: Desk) -> None:
        at_hand(store, four)
        there = hall.open_counter(store, 31)
        roster.start_break(store, there, reason="meal", request_id=hall.request())
        sent = desk.transfer(store, four, Target(counter=31), request_id=hall.request())
        assert sent.reserved_counter == 31

    def test_a_shared_counter_that_works_for_another_agency_does_not_count(self, store: Store, four: Desk) -> None:
        there = mall.read(store)
        (shared,) = [one.number for one in there.counters if set(there.agencies_at(one)) == {"J", "Z"}]
        queue = next(code for code in there.counter(shared).own if there.counters_of(code) == (shared,))
        agency = there.queue(queue).agency
        other = "Z" if agency == "J" else "J"
        hall.open_counter(store, shared)
        at_hand(store, four)
        hall.execute(store, "UPDATE shifts SET agency = :other WHERE counter = :shared", other=other, shared=shared)
        assert refusal(store, four, Target(queue=queue)).reason is Reason.TARGET_CLOSED
        # Sent to the counter itself, the visitor is seen there, whatever it works for.
        desk.transfer(store, four, Target(counter=shared), request_id=hall.request())
        desk.undo(store, four, "CA-001", request_id=hall.request())
        hall.execute(store, "UPDATE shifts SET agency = :agency WHERE counter = :shared", agency=agency, shared=shared)
        assert desk.transfer(store, four, Target(queue=queue), request_id=hall.request()).queue == queue


class TestClosedForToday:
    def close(self, store: Store, service: str, reopens_at: datetime | None = None) -> None:
        closed = {"service": service, "reason": "Jaringan pusat terputus", "reopens_at": reopens_at}
        officer = hall.officer(store, "Supervisor")
        with store.write() as unit:
            row = closed | {"service_day": unit.service_day, "officer": officer, "at": unit.now}
            unit.connection.execute(tables.overrides.insert(), row)

    def test_its_service_is_refused_though_somebody_is_there(self, store: Store, four: Desk, two: Desk) -> None:
        at_hand(store, four)
        self.close(store, "kk")
        said = refusal(store, four, Target(service="kk"))
        assert said.reason is Reason.TARGET_CLOSED
        assert (said.details["closed_today"], said.details["why"], said.details["opens_at"]) == (
            True, "Jaringan pusat terputus", None,
        )  # fmt: skip
        # Another service of the same queue is served, and so is whoever is sent all the same.
        assert desk.transfer(store, four, Target(queue="CB"), request_id=hall.request()).queue == "CB"
        desk.undo(store, four, "CA-001", request_id=hall.request())
        sent = desk.transfer(store, four, Target(service="kk"), even_if_closed=True, request_id=hall.request())
        assert sent.service == "kk"

    def test_until_it_reopens(self, store: Store, four: Desk, two: Desk) -> None:
        at_hand(store, four)
        again = hall.now(store) + timedelta(minutes=25)
        self.close(store, "kk", again)
        said = refusal(store, four, Target(service="kk"))
        assert said.details["opens_at"] == again.isoformat()
        assert "08:30" in said.sentence
        hall.advance_clock(store, 25 * 60)
        assert desk.transfer(store, four, Target(service="kk"), request_id=hall.request()).service == "kk"

    def test_what_was_closed_yesterday_is_open_today(self, store: Store) -> None:
        hall.open_counter(store, 4)
        self.close(store, "kk")
        hall.set_clock(store, "2026-11-24 08:05")
        with store.read() as unit:
            assert overrides.closed_now(unit) == {}


class TestTheInformationDesk:
    def several(self, store: Store, *numbers: int) -> None:
        """Let these counters be the information counters."""
        there = mall.read(store)
        counters = tuple(dataclasses.replace(one, is_information=one.number in numbers) for one in there.counters)
        mall.load(store, dataclasses.replace(there, counters=counters))

    def test_the_only_one_waits_for_the_visitor(self, store: Store, four: Desk) -> None:
        first = at_hand(store, four)
        one = hall.open_counter(store, 1)
        sent = desk.transfer(store, four, Target(information=True), request_id=hall.request())
        assert (sent.reserved_counter, sent.queue, sent.service, sent.place) == (1, "CA", "ktp", first.place)
        assert hall.call(store, one).code == "CA-001"

    def test_none_is_said(self, store: Store, four: Desk) -> None:
        self.several(store)
        at_hand(store, four)
        assert refusal(store, four, Target(information=True)).reason is Reason.BAD_INPUT

    def test_one_that_is_open_is_taken_before_one_on_a_break_and_a_closed_one(self, store: Store, four: Desk) -> None:
        self.several(store, 1, 11, 15)
        at_hand(store, four)
        eleven, _ = hall.open_counter(store, 11), hall.open_counter(store, 15)
        roster.start_break(store, eleven, reason="meal", request_id=hall.request())
        sent = desk.transfer(store, four, Target(information=True), request_id=hall.request())
        assert sent.reserved_counter == 15
        desk.undo(store, four, "CA-001", request_id=hall.request())
        roster.close_counter(store, Desk(counter=15), request_id=hall.request())
        sent = desk.transfer(store, four, Target(information=True), request_id=hall.request())
        assert sent.reserved_counter == 11

    def test_the_one_with_the_fewest_waiting_then_the_lowest_number(self, store: Store, four: Desk) -> None:
        self.several(store, 11, 15, 17)
        for number in (11, 15, 17):
            hall.open_counter(store, number)
        hall.issue(store, "nib")
        taken = []
        for _ in range(4):
            at_hand(store, four)
            sent = desk.transfer(store, four, Target(information=True), request_id=hall.request())
            taken.append(sent.reserved_counter)
        # Counter 11 has somebody waiting already: the others get one each first.
        assert mall.read(store).service("nib").queue == "AA"
        assert taken == [15, 17, 11, 15]

    def test_the_desk_sends_nobody_to_itself(self, store: Store) -> None:
        self.several(store, 11, 15)
        eleven, _ = hall.open_counter(store, 11), hall.open_counter(store, 15)
        at_hand(store, eleven, "nib")
        sent = desk.transfer(store, eleven, Target(information=True), request_id=hall.request())
        assert sent.reserved_counter == 15
        self.several(store, 11)
        at_hand(store, eleven, "nib")
        assert refusal(store, eleven, Target(information=True)).reason is Reason.BAD_INPUT


class TestTheReason:
    @pytest.mark.parametrize(
        ("given", "kept"),
        [("", None), ("  ", None), ("wrong_queue", "wrong_queue"), ("Bu Aminah salah loket", "other")],
    )
    def test_is_a_code_word_in_the_log(self, store: Store, four: Desk, two: Desk, given: str, kept: str | None) -> None:
        at_hand(store, four)
        desk.transfer(store, four, Target(counter=2), reason=given, request_id=hall.request())
        event = hall.log(store)[-1]
        assert (event.kind, event.body["reason"]) == (EventKind.TRANSFERRED, kept)


class TestWhoMayTouchIt:
    """A number is cancelled and put back where it belongs, or where people ask who do not know where that is."""

    def test_not_a_counter_that_has_nothing_to_do_with_it(self, store: Store, four: Desk) -> None:
        eleven = hall.open_counter(store, 11)
        for _ in range(2):
            hall.issue(store, "ktp")
        assert hall.refused(desk.cancel, store, eleven, "CA-002") is Reason.NOT_YOUR_QUEUE
        hall.call(store, four)
        desk.no_show(store, four, request_id=hall.request())
        for act in (desk.cancel, desk.reinstate):
            assert hall.refused(act, store, eleven, "CA-001") is Reason.NOT_YOUR_QUEUE

    def test_the_information_desk_does(self, store: Store, four: Desk) -> None:
        one = hall.open_counter(store, 1)
        hall.issue(store, "ktp")
        hall.call(store, four)
        desk.no_show(store, four, request_id=hall.request())
        assert desk.reinstate(store, one, "CA-001", request_id=hall.request()).state == "waiting"
        assert desk.cancel(store, one, "CA-001", request_id=hall.request()).state == "cancelled"

    def test_and_the_counter_that_it_was_sent_to(self, store: Store, four: Desk) -> None:
        eleven = hall.open_counter(store, 11)
        at_hand(store, four)
        desk.transfer(store, four, Target(counter=11), request_id=hall.request())
        hall.call(store, eleven)
        desk.no_show(store, eleven, request_id=hall.request())
        assert desk.reinstate(store, eleven, "CA-001", request_id=hall.request()).reserved_counter == 11
        assert desk.cancel(store, eleven, "CA-001", request_id=hall.request()).state == "cancelled"
