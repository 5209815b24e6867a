"""Several real processes at once: no number twice, nobody called twice, no fact lost, one winner of every race."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest

from antrean import mall, pin
from antrean.model import ACTIVE_STATES, EventKind
from antrean.store import checks
from antrean.store.store import Store
from tests.helpers import hall

VISITORS, EACH = 4, 12
COUNTERS = (2, 3, 4, 8)
FORTY = tuple(range(1, 41))
IN_A_PROCESS = 5

Race = Callable[..., list[list[Any]]]


@pytest.fixture(scope="module")
def starter() -> Iterator[subprocess.Popen[str]]:
    """The process that forks the racers."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.helpers.racers"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=hall.ROOT,
    )
    yield process
    process.communicate()
    assert process.returncode == 0


@pytest.fixture
def race(starter: subprocess.Popen[str], database_url: str) -> Race:
    """Let racers begin at once, each a process of its own; return what each told."""

    def run(*racers: tuple[str, str]) -> list[list[Any]]:
        assert starter.stdin is not None
        assert starter.stdout is not None
        starter.stdin.write(json.dumps([database_url, racers]) + "\n")
        starter.stdin.flush()
        line = starter.stdout.readline()
        assert line, "a racer died; its words stand in the captured errors"
        found: list[list[Any]] = json.loads(line)
        return found

    return run


def test_eight_processes_issue_and_call_and_one_follows(store: Store, race: Race) -> None:
    for number in COUNTERS:
        hall.open_counter(store, number)
    began = hall.newest(store)
    # Four kiosks give numbers of CA and CB; four counters call from CA, one of them from CB too.
    served = VISITORS * EACH * 2 // 3 // len(COUNTERS)
    visitors = [("visitors", str(EACH))] * VISITORS
    officers = [("officer", f"{number}:{served}") for number in COUNTERS]
    *told, seen = race(*visitors, *officers, ("reader", str(began)))

    issued = [line[1] for lines in told[:VISITORS] for line in lines]
    assert len(set(issued)) == len(issued) == VISITORS * EACH
    for series, count in Counter(code[:2] for code in issued).items():
        assert {code for code in issued if code.startswith(series)} == {
            f"{series}-{n:03d}" for n in range(1, count + 1)
        }
    called = [line[1] for lines in told[VISITORS:] for line in lines]
    assert len(set(called)) == len(called) == served * len(COUNTERS)

    log = hall.log(store, began)
    assert [event.id for event in log] == list(range(began + 1, began + 1 + len(log)))
    assert seen == [event.id for event in log]
    _nobody_was_at_two_counters_nor_two_at_one(log)
    assert checks.check(store).problems == ()


def _services(store: Store) -> list[str]:
    """Return what anybody gets a number of on a Monday without a quota, at one of the forty counters."""
    record = mall.read(store)
    lines = {code for number in FORTY for code in record.counter(number).own}
    monday = hall.MONDAY.weekday()
    return [
        one.code for one in record.services if one.queue in lines and one.daily_quota is None and monday in one.weekdays
    ]


def test_forty_counters_work_at_once(store: Store, race: Race) -> None:
    for number in FORTY:
        hall.open_counter(store, number)
    services = _services(store)
    early = [hall.issue(store, service).code for service in services]
    began = hall.newest(store)
    total = len(services) * 2
    # Neighbours call from the same lines: they are in different processes.
    crews = [FORTY[first :: len(FORTY) // IN_A_PROCESS] for first in range(len(FORTY) // IN_A_PROCESS)]
    officers = [("officers", f"{','.join(str(number) for number in crew)}:{total}") for crew in crews]
    visitors = [("mall_visitors", ",".join(order)) for order in (services[::2], services[1::2])]
    *told, seen = race(*visitors, *officers, ("reader", str(began)))

    issued = early + [code for codes in told[:2] for code in codes]
    called = [line[1] for lines in told[2:] for line in lines]
    assert len(set(issued)) == len(issued) == total
    assert len(called) == total
    assert set(called) == set(issued)
    ((done,),) = hall.rows(store, "SELECT count(*) FROM tickets WHERE state = 'done'")
    assert done == total

    log = hall.log(store, began)
    assert [event.id for event in log] == list(range(began + 1, began + 1 + len(log)))
    assert seen == [event.id for event in log]
    _nobody_was_at_two_counters_nor_two_at_one(log)
    assert checks.check(store).problems == ()


def _nobody_was_at_two_counters_nor_two_at_one(log: list[Any]) -> None:
    at: dict[int, int] = {}
    for event in log:
        if event.kind is EventKind.CALLED:
            assert event.counter not in at, event
            assert event.ticket not in at.values(), event
            at[event.counter] = event.ticket
        elif event.kind in (EventKind.FINISHED, EventKind.RELEASED) and event.counter is not None:
            assert at.pop(event.counter) == event.ticket


def test_two_officers_race_for_the_last_ticket(store: Store, race: Race) -> None:
    racers = [("last_one", str(number)) for number in COUNTERS]
    for number in COUNTERS:
        hall.open_counter(store, number)
    code = hall.issue(store, "ktp").code
    told = race(*racers)
    assert sorted(told, key=str) == sorted([[code], [None], [None], [None]], key=str)
    states = [row.state for row in hall.rows(store, "SELECT state FROM tickets")]
    assert states == ["called"]
    assert set(states) <= ACTIVE_STATES


def test_one_request_from_four_processes_is_one_ticket(store: Store, race: Race) -> None:
    told = race(*[("same_request", "one and the same")] * 4)
    assert told == [["CA-001"]] * 4
    assert hall.rows(store, "SELECT count(*) FROM tickets")[0][0] == 1
    assert [event.kind for event in hall.log(store)].count(EventKind.ISSUED) == 1


def test_four_counters_take_somebody_in_at_once(store: Store, race: Race) -> None:
    hall.issue(store, "ktp")
    for number in COUNTERS:
        hall.open_counter(store, number)
    told = race(*[("walk_in", f"{number}:") for number in COUNTERS])
    assert sorted(code for (code,) in told) == ["CA-002", "CA-003", "CA-004", "CA-005"]
    active = hall.rows(store, "SELECT counter, is_chosen FROM tickets WHERE state = 'called'")
    assert sorted((row.counter, bool(row.is_chosen)) for row in active) == [(number, True) for number in COUNTERS]
    assert checks.check(store).problems == ()


def test_one_counter_takes_one_in(store: Store, race: Race) -> None:
    hall.open_counter(store, 4)
    told = race(*[("walk_in", "4:")] * 3)
    assert sorted(line for (line,) in told) == ["CA-001", "counter_busy", "counter_busy"]
    # What is refused uses up no number, and one click that is sent twice is one visitor.
    hall.open_counter(store, 3)
    told = race(*[("walk_in", "3:one and the same")] * 3)
    assert told == [["CA-002"]] * 3


def test_one_counter_seats_one_officer(store: Store, race: Race) -> None:
    people = [hall.officer(store, name) for name in ("Ani", "Budi", "Citra", "Dedi")]
    told = race(*[("opener", str(person)) for person in people])
    assert sorted(line for (line,) in told) == ["counter_taken"] * 3 + ["open"]
    assert [event.kind for event in hall.log(store)].count(EventKind.COUNTER_OPENED) == 1


def test_one_writer_closes_the_old_day(store: Store, race: Race) -> None:
    hall.issue(store, "ktp")
    hall.set_clock(store, "2026-11-24 08:05")
    told = race(*[("visitors", "2")] * 4)
    codes = [line[1] for lines in told for line in lines]
    assert sorted(codes) == [f"CA-00{number}" for number in range(1, 9)]
    closed = [event for event in hall.log(store) if event.kind is EventKind.DAY_CLOSED]
    assert [event.service_day.isoformat() for event in closed] == ["2026-11-23"]


def test_four_pcs_guess_a_pin_no_faster_than_one(store: Store, race: Race) -> None:
    siti = hall.officer(store, "Siti")
    began = hall.newest(store)
    told = race(*[("guesser", f"{siti}:4")] * 4)
    said = Counter(word for line in told for word in line)
    log = hall.log(store, began)
    wrong = [event.at for event in log if event.body.get("why") == "wrong_pin"]
    assert wrong
    assert "in" not in said
    # Each was looked at only when the wait after the one before it was over.
    for number, (before, after) in enumerate(pairwise(wrong), 1):
        assert after - before >= timedelta(seconds=pin.wait_s(number))
    ((counted,),) = hall.rows(store, "SELECT wrong_pins FROM officers")
    assert counted == len(wrong) == said["wrong_pin"] + said["officer_locked"]
    assert said["pin_wait"] == 16 - counted
    assert [event.body["why"] for event in log].count("waiting") == 16 - counted


def test_the_last_try_of_four_pcs_at_once_locks_once(store: Store, race: Race) -> None:
    siti = hall.officer(store, "Siti")
    hall.execute(store, "UPDATE officers SET wrong_pins = 4")
    began = hall.newest(store)
    told = race(*[("guesser", f"{siti}:1")] * 4)
    assert told == [["officer_locked"]] * 4
    kinds = [(event.kind, event.body.get("why")) for event in hall.log(store, began)]
    assert kinds[:2] == [(EventKind.SIGN_IN_REFUSED, "wrong_pin"), (EventKind.OFFICER_LOCKED, None)]
    assert kinds[2:] == [(EventKind.SIGN_IN_REFUSED, "locked")] * 3
