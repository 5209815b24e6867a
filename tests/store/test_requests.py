"""Repeating a write: the same request id gives the first result again, whoever asks and whatever happened since."""

import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from antrean import desk, front, signing
from antrean.desk import Called, NobodyWaiting
from antrean.errors import Reason, Refused
from antrean.model import Priority, Role
from antrean.store.store import Store
from tests.helpers import hall, hall_day


def test_issuing_twice_gives_one_ticket(store: Store) -> None:
    first = front.issue(store, "ktp", request_id="r", device="kiosk-1")
    hall.issue(store, "ktp")
    again = front.issue(store, "ktp", request_id="r", device="kiosk-2")
    assert again == first
    assert hall.rows(store, "SELECT count(*) FROM tickets")[0][0] == 2


def test_a_result_outlives_what_happens_to_the_ticket(store: Store) -> None:
    first = front.issue(store, "ktp", request_id="r", device="kiosk-1")
    four = hall.open_counter(store, 4)
    called = desk.call_next(store, four, request_id="c")
    desk.finish(store, four, request_id="f")
    assert front.issue(store, "ktp", request_id="r", device="kiosk-1") == first
    assert desk.call_next(store, four, request_id="c") == called
    assert isinstance(desk.call_next(store, four, request_id="new"), NobodyWaiting)


# Requests are rows like others: one engine shows that they are not kept in the process.
@pytest.mark.parametrize("engine", ["postgresql"])
def test_another_process_gets_the_same_result(store: Store, database_url: str) -> None:
    first = front.issue(store, "ktp", request_id="r", device="kiosk-1")
    program = (
        "import json, sys; from antrean import closing, front; from antrean.store.store import Store;"
        "store = Store(sys.argv[1], new_day=closing.close_older_days);"
        "issued = front.issue(store, 'ktp', request_id='r', device='kiosk-1');"
        "store.close(); print(json.dumps([issued.ticket.code, issued.ticket.secret, issued.people_ahead]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, database_url], capture_output=True, check=True, timeout=50, cwd=hall.ROOT
    )
    assert json.loads(done.stdout) == [first.ticket.code, first.ticket.secret, 0]


def test_nobody_waiting_is_a_result_too(store: Store) -> None:
    four = hall.open_counter(store, 4)
    assert isinstance(desk.call_next(store, four, request_id="c"), NobodyWaiting)
    hall.issue(store, "ktp")
    assert isinstance(desk.call_next(store, four, request_id="c"), NobodyWaiting)
    assert isinstance(desk.call_next(store, four, request_id="d"), Called)


def test_finish_and_next_repeated_finishes_nobody_else(store: Store) -> None:
    for _ in range(3):
        hall.issue(store, "ktp")
    four = hall.open_counter(store, 4)
    hall.call(store, four)
    first = desk.finish_and_call_next(store, four, request_id="n")
    assert desk.finish_and_call_next(store, four, request_id="n") == first
    assert [hall.ticket(store, f"CA-00{n}").state.value for n in (1, 2, 3)] == ["done", "called", "waiting"]


def test_other_arguments_under_a_used_id_are_refused(store: Store) -> None:
    front.issue(store, "ktp", request_id="r", device="kiosk-1")
    before = hall.contents(store)
    tries: list[Callable[[], object]] = [
        lambda: front.issue(store, "kk", request_id="r", device="kiosk-1"),
        lambda: front.issue(store, "ktp", request_id="r", device="kiosk-1", priority=Priority.SICK),
        lambda: front.issue(store, "ktp", request_id="r", device="kiosk-1", language="en"),
        lambda: front.cancel(store, issue_request="r", request_id="r"),
        lambda: signing.add(store, None, "Siti", Role.OFFICER, request_id="r"),
    ]
    for one in tries:
        with pytest.raises(Refused) as refused:
            one()
        assert refused.value.reason is Reason.REQUEST_MISMATCH
        assert hall.contents(store) == before


def test_a_refused_action_keeps_no_request(store: Store) -> None:
    four = hall.open_counter(store, 4)
    with pytest.raises(Refused):
        desk.start(store, four, request_id="s")
    hall.issue(store, "ktp")
    hall.call(store, four)
    assert desk.start(store, four, request_id="s").code == "CA-001"


def test_every_action_of_a_counter_is_safe_to_repeat(store: Store) -> None:
    """Each is done twice under one id: the second changes nothing and returns the same."""
    for number, step in enumerate(hall_day.steps(store)):
        first = step(f"step-{number}")
        after = hall.contents(store)
        assert step(f"step-{number}") == first, number
        assert hall.contents(store) == after, number


def test_requests_are_kept_two_days(store: Store) -> None:
    front.issue(store, "ktp", request_id="monday", device="kiosk-1")
    hall.set_clock(store, "2026-11-25 08:00")
    hall.issue(store, "ktp", request_id="wednesday")
    assert [row.id for row in hall.rows(store, "SELECT id FROM requests ORDER BY id")] == ["monday", "wednesday"]
    hall.set_clock(store, "2026-11-26 08:00")
    hall.issue(store, "ktp", request_id="thursday")
    assert [row.id for row in hall.rows(store, "SELECT id FROM requests ORDER BY id")] == ["thursday", "wednesday"]


def test_an_id_that_issued_a_number_long_ago_issues_no_second_one(store: Store) -> None:
    """The request is forgotten by then, but the ticket still knows it: no second number under one id."""
    front.issue(store, "ktp", request_id="monday", device="kiosk-1")
    hall.set_clock(store, "2026-11-26 08:00")
    hall.issue(store, "kk")
    before = hall.contents(store)
    with pytest.raises(Refused) as refused:
        front.issue(store, "ktp", request_id="monday", device="kiosk-1")
    assert refused.value.reason is Reason.REQUEST_MISMATCH
    assert hall.contents(store) == before
