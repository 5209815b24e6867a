"""Work off the GUI thread: order, lanes, errors as values, one of a key, silence after closing."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from antrean.errors import Reason, Refused, Unavailable
from antrean.ui.jobs import Crashed, Jobs, ManualJobs


@pytest.fixture
def real() -> Iterator[Jobs]:
    runner = Jobs()
    yield runner
    runner.close()


def test_a_result_comes_back_to_the_gui_thread(qtbot: QtBot, real: Jobs) -> None:
    got: list[tuple[str, int, int]] = []
    gui = threading.get_ident()
    real.run(threading.get_ident, lambda worker: got.append(("result", worker, threading.get_ident())))
    assert got == []
    qtbot.waitUntil(lambda: bool(got))
    _, worker, here = got[0]
    assert here == gui != worker


def test_work_of_one_lane_keeps_its_order(qtbot: QtBot, real: Jobs) -> None:
    got: list[int] = []
    for number in range(50):
        real.run(lambda number=number: number, got.append)
    qtbot.waitUntil(lambda: len(got) == 50)
    assert got == list(range(50))


def test_a_slow_write_does_not_delay_a_read(qtbot: QtBot, real: Jobs) -> None:
    go, got = threading.Event(), []
    real.run(lambda: go.wait(10), lambda _: got.append("write"))
    real.run(lambda: "read", got.append, lane="read")
    qtbot.waitUntil(lambda: bool(got))
    assert got == ["read"]
    go.set()
    qtbot.waitUntil(lambda: len(got) == 2)


@pytest.mark.parametrize("error", [Refused(Reason.COUNTER_BUSY, "Busy."), Unavailable("database", "Gone.")])
def test_an_expected_error_is_a_value(qtbot: QtBot, real: Jobs, error: Exception) -> None:
    def work() -> None:
        raise error

    got: list[Any] = []
    real.run(work, got.append)
    qtbot.waitUntil(lambda: bool(got))
    assert got == [error]


def test_a_bug_is_logged_and_delivered_as_crashed(qtbot: QtBot, real: Jobs, caplog: pytest.LogCaptureFixture) -> None:
    got: list[Any] = []
    real.run(lambda: 1 // 0, got.append)
    qtbot.waitUntil(lambda: bool(got))
    assert isinstance(got[0], Crashed)
    assert isinstance(got[0].error, ZeroDivisionError)
    assert caplog.records[-1].exc_info is not None
    # The thread is still alive.
    real.run(lambda: "next", got.append)
    qtbot.waitUntil(lambda: got[-1] == "next")


def test_of_one_key_only_the_running_and_the_latest_are_done(qtbot: QtBot, real: Jobs) -> None:
    go, started, got = threading.Event(), threading.Event(), []

    def slow() -> str:
        started.set()
        go.wait(10)
        return "first"

    real.run(slow, got.append, key="board")
    assert started.wait(10)
    for number in range(5):
        real.run(lambda number=number: number, got.append, key="board")
    real.run(lambda: "other", got.append)
    go.set()
    qtbot.waitUntil(lambda: "other" in got)
    assert got == ["first", 4, "other"]


def test_nothing_is_delivered_after_close(qtbot: QtBot) -> None:
    runner, go, started, got = Jobs(), threading.Event(), threading.Event(), []

    def slow() -> str:
        started.set()
        go.wait(10)
        return "late"

    runner.run(slow, got.append)
    runner.run(lambda: "kept", got.append)
    assert started.wait(10)
    go.set()
    runner.close()
    runner.run(lambda: "never", got.append)
    marker = Jobs()
    marker.run(lambda: "marker", got.append)
    qtbot.waitUntil(lambda: bool(got))
    marker.close()
    assert got == ["marker"]


def test_manual_jobs_do_one_piece_at_a_time() -> None:
    jobs, got = ManualJobs(), []

    def refuse() -> None:
        raise Refused(Reason.TOO_LATE, "Too late.")

    jobs.run(lambda: "first", got.append)
    jobs.run(refuse, lambda error: got.append(error.reason))
    assert (got, jobs.waiting) == ([], 2)
    assert jobs.run_next() == "first"
    assert got == ["first"]
    jobs.run_all()
    assert got == ["first", Reason.TOO_LATE]


def test_manual_jobs_do_what_a_result_asks_for_too() -> None:
    jobs, got = ManualJobs(), []
    jobs.run(lambda: 1, lambda one: jobs.run(lambda: one + 1, got.append))
    jobs.run_all()
    assert got == [2]


def test_manual_jobs_keep_the_latest_of_a_key() -> None:
    jobs, got = ManualJobs(), []
    for number in range(3):
        jobs.run(lambda number=number: number, got.append, key="waiting", lane="read")
    jobs.run_all()
    assert got == [2]
