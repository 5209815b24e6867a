"""A counter that two agencies share: whom it calls, what the kiosk says of it, and what switching leaves behind."""

import dataclasses

import pytest

from antrean import desk, desk_view, front, mall, roster
from antrean.desk import Called, Desk
from antrean.errors import Reason, Refused
from antrean.model import EventKind, Role, TicketState
from antrean.store.store import Store
from tests.helpers import hall

TILANG, SKHPN = "tilang", "skhpn"
"""What counter 27 does for J and for Z."""


@pytest.fixture
def shared(store: Store) -> Store:
    """The example mall, whose guests J and Z are here on every day; on this Monday counter 27 is J's."""
    record = mall.read(store)
    services = (
        dataclasses.replace(one, weekdays=frozenset(range(5))) if one.agency in "JZ" else one for one in record.services
    )
    mall.load(store, dataclasses.replace(record, services=tuple(services)))
    return store


@pytest.fixture
def desk_27(shared: Store) -> Desk:
    return hall.open_counter(shared, 27)


def agency(store: Store, number: int = 27) -> str | None:
    return roster.hall(store).counters[number - 1].agency


def switch(store: Store, who: Desk, to: str | None) -> None:
    roster.switch_agency(store, who, to, request_id=hall.request())


class TestOpening:
    def test_is_for_whose_turn_it_is(self, shared: Store) -> None:
        now = roster.open_counter(shared, 27, hall.officer(shared, "Siti"), request_id="o")
        assert now.agency == agency(shared) == "J"
        assert hall.log(shared)[-1].body == {"agency": "J"}

    def test_of_a_counter_that_nobody_shares_is_for_nobody_else(self, shared: Store) -> None:
        hall.open_counter(shared, 4)
        assert agency(shared, 4) is None
        assert hall.log(shared)[-1].body == {}

    def test_by_the_malls_day_and_not_by_that_of_utc(self, shared: Store) -> None:
        # 00:30 on Thursday in Jakarta is still Wednesday in London.
        hall.set_clock(shared, "2026-11-26 00:30")
        hall.open_counter(shared, 27)
        assert agency(shared) == "Z"

    def test_may_be_for_another_agency(self, shared: Store) -> None:
        siti = hall.officer(shared, "Siti")
        assert roster.open_counter(shared, 27, siti, agency="Z", request_id="o").agency == "Z"
        assert hall.refused(roster.open_counter, shared, 28, siti, agency="K", request_id="p") is Reason.BAD_INPUT

    def test_of_an_agencys_officer_is_for_that_agency(self, shared: Store) -> None:
        wati = hall.officer(shared, "Wati", Role.OFFICER, "Z")
        assert roster.open_counter(shared, 27, wati, request_id="o").agency == "Z"
        options = {"agency": "J", "request_id": "p"}
        dedi = hall.officer(shared, "Dedi", Role.OFFICER, "R")
        assert hall.refused(roster.open_counter, shared, 28, dedi, **options) is Reason.BAD_INPUT
        for number in (4, 27):
            assert hall.refused(roster.open_counter, shared, number, dedi, request_id="q") is Reason.NOT_PERMITTED

    def test_lasts_through_a_break(self, shared: Store, desk_27: Desk) -> None:
        switch(shared, desk_27, "Z")
        roster.start_break(shared, desk_27, reason="meal", request_id="b")
        assert roster.open_counter(shared, 27, desk_27.officer, request_id="o").agency == "Z"


class TestCalling:
    def test_only_for_the_agency_it_works_for(self, shared: Store, desk_27: Desk) -> None:
        first, second = hall.issue(shared, SKHPN).code, hall.issue(shared, TILANG).code
        view = desk_view.read(shared, 27)
        assert [row.ticket.code for row in view.waiting] == [second]
        assert view.next_in_line is not None
        assert view.next_in_line.code == second
        assert view.record.own == ("JP", "JA")
        assert hall.call(shared, desk_27).code == second
        desk.finish(shared, desk_27, request_id="f")
        assert isinstance(desk.call_next(shared, desk_27, request_id="n"), desk.NobodyWaiting)
        switch(shared, desk_27, "Z")
        assert [row.ticket.code for row in desk_view.read(shared, 27).waiting] == [first]
        assert hall.call(shared, desk_27).code == first

    def test_for_all_in_the_order_of_their_places(self, shared: Store, desk_27: Desk) -> None:
        codes = [hall.issue(shared, service).code for service in (SKHPN, TILANG, SKHPN)]
        switch(shared, desk_27, None)
        for code in codes:
            assert hall.call(shared, desk_27).code == code
            desk.finish(shared, desk_27, request_id=hall.request())

    def test_a_chosen_one_of_another_agency_is_refused(self, shared: Store, desk_27: Desk) -> None:
        code = hall.issue(shared, SKHPN).code
        options = {"reason": "left_work_early"}
        assert hall.refused(desk.call, shared, desk_27, code, **options) is Reason.NOT_YOUR_QUEUE
        switch(shared, desk_27, "Z")
        desk.call(shared, desk_27, code, reason="left_work_early", request_id="c")

    def test_whom_another_counter_sent_here_is_called_all_the_same(self, shared: Store, desk_27: Desk) -> None:
        hall.issue(shared, "ktp")
        four = hall.open_counter(shared, 4)
        hall.call(shared, four)
        desk.transfer(shared, four, desk.Target(counter=27), request_id="t")
        found = desk.call_next(shared, desk_27, request_id="n")
        assert isinstance(found, Called)
        assert (found.ticket.code, found.because) == ("CA-001", "reserved")

    def test_what_was_left_here_stays_in_sight_and_in_reach(self, shared: Store, desk_27: Desk) -> None:
        held, missed = hall.issue(shared, TILANG).code, hall.issue(shared, TILANG).code
        hall.call(shared, desk_27)
        desk.hold(shared, desk_27, reason="copies_needed", request_id="h")
        hall.call(shared, desk_27)
        desk.no_show(shared, desk_27, request_id="m")
        switch(shared, desk_27, "Z")
        view = desk_view.read(shared, 27)
        assert [one.ticket.code for one in view.held] == [held]
        assert [one.code for one in view.missed] == [missed]
        assert desk.resume(shared, desk_27, held, request_id="r").state is TicketState.CALLED
        assert desk.reinstate(shared, desk_27, missed, request_id="b").state is TicketState.WAITING

    def test_but_not_what_another_agency_left_elsewhere(self, shared: Store, desk_27: Desk) -> None:
        code = hall.issue(shared, SKHPN).code
        switch(shared, desk_27, "Z")
        hall.call(shared, desk_27)
        desk.hold(shared, desk_27, reason="copies_needed", request_id="h")
        hall.execute(shared, "UPDATE tickets SET counter = 28")
        switch(shared, desk_27, "J")
        assert desk_view.read(shared, 27).held == ()
        assert hall.refused(desk.resume, shared, desk_27, code) is Reason.NOT_YOUR_QUEUE
        hall.execute(shared, "UPDATE tickets SET state = 'no_show'")
        assert desk_view.read(shared, 27).missed == ()
        assert hall.refused(desk.reinstate, shared, desk_27, code) is Reason.NOT_YOUR_QUEUE


class TestSwitching:
    def test_is_a_fact(self, shared: Store, desk_27: Desk) -> None:
        now = roster.switch_agency(shared, desk_27, "Z", request_id="s")
        assert now.agency == "Z"
        event = hall.log(shared)[-1]
        assert (event.kind, event.counter, event.officer) == (EventKind.AGENCY_SWITCHED, 27, desk_27.officer)
        assert event.body == {"agency": "Z", "former": "J"}
        after = hall.contents(shared)
        assert roster.switch_agency(shared, desk_27, "Z", request_id="s") == now
        assert roster.switch_agency(shared, desk_27, "Z", request_id="t").agency == "Z"
        assert hall.contents(shared)["events"] == after["events"]

    def test_leaves_the_visitor_who_is_there(self, shared: Store, desk_27: Desk) -> None:
        code = hall.issue(shared, TILANG).code
        hall.serve(shared, desk_27)
        switch(shared, desk_27, "Z")
        assert desk.finish(shared, desk_27, request_id="f").code == code

    def test_not_beyond_the_counter_nor_the_officer(self, shared: Store) -> None:
        wati = hall.officer(shared, "Wati", Role.OFFICER, "Z")
        roster.open_counter(shared, 27, wati, request_id="o")
        at = Desk(counter=27, officer=wati)
        before = hall.contents(shared)
        assert hall.refused(roster.switch_agency, shared, at, "K") is Reason.BAD_INPUT
        for wanted in ("J", None):
            assert hall.refused(roster.switch_agency, shared, at, wanted) is Reason.NOT_PERMITTED
        assert hall.refused(roster.switch_agency, shared, Desk(counter=28), "R") is Reason.COUNTER_CLOSED
        assert hall.contents(shared) == before

    def test_a_new_mall_file_lets_go_of_an_agency_that_left_the_counter(self, shared: Store, desk_27: Desk) -> None:
        record = mall.read(shared)
        own = {27: ("ZP", "ZA"), 28: ("RP", "RA", "SP", "SA", "JP", "JA")}
        counters = (
            dataclasses.replace(one, own=own[one.number], rota={}) if one.number in own else one
            for one in record.counters
        )
        mall.load(shared, dataclasses.replace(record, counters=tuple(counters)))
        assert agency(shared) is None
        assert hall.log(shared)[-1].body == {"agency": None, "former": "J"}


class TestTheKiosk:
    def counters(self, store: Store, service: str) -> tuple[int, ...]:
        return next(one.counters for one in front.offer(store).services if one.service.code == service)

    @pytest.fixture
    def two(self, shared: Store) -> Store:
        """Counter 28 calls for Z too."""
        record = mall.read(shared)
        counters = (
            dataclasses.replace(one, own=("ZP", "ZA"), rota={}) if one.number == 28 else one for one in record.counters
        )
        services = [one for one in record.services if one.agency not in "RS"]
        queues = [one for one in record.queues if one.agency not in "RS"]
        agencies = [one for one in record.agencies if one.code not in "RS"]
        mall.load(
            shared,
            dataclasses.replace(
                record,
                counters=tuple(counters),
                services=tuple(services),
                queues=tuple(queues),
                agencies=tuple(agencies),
            ),
        )
        return shared

    def test_names_counters_that_work_for_the_agency(self, two: Store) -> None:
        # Nobody sits anywhere: on a Monday 27 is J's.
        assert self.counters(two, SKHPN) == (28,)
        assert self.counters(two, TILANG) == (27,)
        assert front.issue(two, SKHPN, request_id="i", device="k").counters == (28,)
        desk_27 = hall.open_counter(two, 27)
        switch(two, desk_27, None)
        assert self.counters(two, SKHPN) == (27, 28)
        assert front.issue(two, SKHPN, request_id="j", device="k").counters == (27, 28)
        switch(two, desk_27, "Z")
        assert self.counters(two, SKHPN) == (27, 28)
        # Nobody else does J's work: somebody will have to.
        assert self.counters(two, TILANG) == (27,)

    def test_gives_numbers_of_an_agency_only_while_somebody_works_for_it(self, shared: Store, desk_27: Desk) -> None:
        hall.set_clock(shared, "2026-11-23 09:00")

        def answers() -> list[Reason | None]:
            offered = {one.service.code: one.answer.reason for one in front.offer(shared).services}
            return [offered[TILANG], offered[SKHPN]]

        assert answers() == [None, Reason.NOT_STAFFED]
        with pytest.raises(Refused) as caught:
            hall.issue(shared, SKHPN)
        assert caught.value.reason is Reason.NOT_STAFFED
        switch(shared, desk_27, "Z")
        assert answers() == [Reason.NOT_STAFFED, None]
        switch(shared, desk_27, None)
        assert answers() == [None, None]

    def test_counts_a_shared_counters_minutes_for_one_agency(self, two: Store) -> None:
        # An hour before closing there is room for four people of 15 minutes at one counter, for eight at two.
        hall.set_clock(two, "2026-11-23 14:30")
        desk_27 = hall.open_counter(two, 27)
        hall.open_counter(two, 28)
        for _ in range(4):
            hall.issue(two, SKHPN)
        assert hall.refused(front.issue, two, SKHPN, device="k") is Reason.HALL_FULL
        switch(two, desk_27, "Z")
        hall.issue(two, SKHPN)
