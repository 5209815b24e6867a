"""What stands beside the calls, read from a hall that works: lines, counters, and who missed a call."""

from datetime import timedelta

import pytest

from antrean import desk, outlook, overrides, roster
from antrean.errors import Reason
from antrean.model import CounterState, Priority, Role
from antrean.outlook import AgencyOutlook, CounterOutlook, Outlook
from antrean.store.store import Store
from tests.helpers import hall


def agency(found: Outlook, letter: str) -> AgencyOutlook:
    return next(one for one in found.agencies if one.agency == letter)


def counter(found: Outlook, number: int) -> CounterOutlook:
    return next(one for one in found.counters if one.number == number)


def test_an_empty_hall(store: Store) -> None:
    found = outlook.read(store)
    assert [one.agency for one in found.agencies][:3] == ["C", "D", "Y"]
    assert {(one.waiting, one.open_counters, one.minutes) for one in found.agencies} == {(0, 0, 0)}
    assert {one.state for one in found.counters} == {CounterState.CLOSED}
    assert found.missed == ()
    # Before anybody has to be at the counters numbers are given.
    assert agency(found, "C").why_closed is None


def test_a_line_its_counters_and_how_long_it_lasts(store: Store) -> None:
    with store.read() as unit:
        target = unit.mall.service("ktp").target_minutes
    for _ in range(3):
        hall.issue(store)
    hall.issue(store, priority=Priority.ELDERLY)
    found = agency(outlook.read(store), "C")
    assert (found.waiting, found.open_counters, found.minutes) == (4, 0, None)
    hall.open_counter(store, 3)
    hall.open_counter(store, 4)
    found = agency(outlook.read(store), "C")
    assert (found.waiting, found.open_counters) == (4, 2)
    assert found.minutes is not None
    assert 0 <= found.minutes - 4 * target / 2 < 5


def test_a_counter_its_number_and_its_break(store: Store) -> None:
    who = hall.open_counter(store, 4)
    hall.issue(store)
    code = hall.call(store, who).code
    seen = counter(outlook.read(store), 4)
    assert (seen.state, seen.code, seen.agency, seen.call_count, seen.is_served) == (
        CounterState.OPEN,
        code,
        "C",
        1,
        False,
    )
    desk.start(store, who, request_id=hall.request())
    assert counter(outlook.read(store), 4).is_served
    desk.finish(store, who, request_id=hall.request())
    assert counter(outlook.read(store), 4).code == ""
    before = hall.now(store)
    roster.start_break(store, who, reason="rest", minutes=20, request_id=hall.request())
    seen = counter(outlook.read(store), 4)
    assert (seen.state, seen.zone) == (CounterState.BREAK, "Z1")
    assert seen.break_until is not None
    assert timedelta(0) <= seen.break_until - before - timedelta(minutes=20) < timedelta(seconds=10)
    assert agency(outlook.read(store), "C").open_counters == 0


def test_who_missed_a_call_stands_there_until_brought_back(store: Store) -> None:
    who = hall.open_counter(store, 4)
    codes = []
    for _ in range(2):
        hall.issue(store)
        codes.append(hall.call(store, who).code)
        desk.no_show(store, who, request_id=hall.request())
    found = outlook.read(store).missed
    assert [(one.code, one.counter, one.zone, one.call_count) for one in found] == [
        (codes[1], 4, "Z1", 1),
        (codes[0], 4, "Z1", 1),
    ]
    desk.reinstate(store, who, codes[1], request_id=hall.request())
    assert [one.code for one in outlook.read(store).missed] == [codes[0]]


def test_an_agency_gives_no_numbers_only_when_none_of_its_services_does(store: Store) -> None:
    hall.open_counter(store, 22)
    supervisor = hall.person(store, Role.SUPERVISOR)
    with store.read() as unit:
        services = [one.code for one in unit.mall.services_of("G")]
    for code in services[:-1]:
        overrides.close_service(store, supervisor, code, reason="Sistem pusat mati", request_id=hall.request())
    assert agency(outlook.read(store), "G").why_closed is None
    overrides.close_service(store, supervisor, services[-1], reason="Sistem pusat mati", request_id=hall.request())
    assert agency(outlook.read(store), "G").why_closed is Reason.CLOSED_BY_STAFF


@pytest.mark.parametrize("moment", ["2026-11-23 08:20"])
def test_nobody_there_is_a_reason_and_a_number_that_waits_stays(store: Store, moment: str) -> None:
    hall.issue(store)
    hall.set_clock(store, moment)
    found = agency(outlook.read(store), "C")
    assert (found.waiting, found.minutes, found.why_closed) == (1, None, Reason.NOT_STAFFED)
