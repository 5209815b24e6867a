"""The feed thread against a store of lists: nothing twice, nothing lost, one word per outage, a quick stop."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from antrean.errors import Unavailable
from antrean.model import Event, EventKind
from antrean.ui import feed as feed_module
from antrean.ui.feed import FeedThread

NOW = datetime(2026, 11, 23, 1, 41, tzinfo=UTC)


@dataclass(frozen=True)
class Batch:
    epoch: str
    events: tuple[Event, ...]
    newest: int
    now: datetime = NOW


def event(number: int) -> Event:
    return Event(
        id=number, at=NOW, service_day=date(2026, 11, 23), kind=EventKind.CALLED,
        ticket=None, counter=1, queue=None, officer=None, body={},
    )  # fmt: skip


class Wake:
    def __init__(self, store: "Store") -> None:
        self.store = store
        self.bell = threading.Event()
        self.is_closed = False

    def wait(self, timeout_s: float) -> bool:
        rung = self.bell.wait(timeout_s)
        self.bell.clear()
        if self.store.is_down:
            raise Unavailable("database", "Gone.")
        return rung

    def interrupt(self) -> None:
        self.bell.set()

    def close(self) -> None:
        self.is_closed = True


class Store:
    """Events 1…n of one epoch, handed out in portions."""

    def __init__(self, portion: int = 100) -> None:
        self.events: list[Event] = []
        self.epoch = "one"
        self.portion = portion
        self.is_down = False
        self.wakes: list[Wake] = []
        self.bug: Exception | None = None

    def wake(self) -> Wake:
        if self.is_down:
            raise Unavailable("database", "Gone.")
        self.wakes.append(Wake(self))
        return self.wakes[-1]

    def events_after(self, cursor: int, epoch: str) -> Batch:
        if self.is_down:
            raise Unavailable("database", "Gone.")
        if self.bug is not None:
            bug, self.bug = self.bug, None
            raise bug
        after = [one for one in self.events if one.id > cursor] if epoch == self.epoch else []
        return Batch(self.epoch, tuple(after[: self.portion]), self.events[-1].id if self.events else 0)

    def write(self, count: int = 1) -> None:
        for _ in range(count):
            self.events.append(event(len(self.events) + 1))
        self.ring()

    def ring(self) -> None:
        if self.wakes:
            self.wakes[-1].bell.set()


class Log:
    def __init__(self, feed: FeedThread) -> None:
        self.batches: list[Any] = []
        self.said: list[str] = []
        feed.batch_arrived.connect(self.batches.append)
        feed.lost.connect(lambda error: self.said.append(f"lost {error.what}"))
        feed.restored.connect(lambda: self.said.append("restored"))

    @property
    def ids(self) -> list[int]:
        return [one.id for batch in self.batches for one in batch.events]


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def feed(store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[FeedThread]:
    monkeypatch.setattr(feed_module, "FIRST_PAUSE_S", 0.001)
    monkeypatch.setattr(feed_module, "LONGEST_PAUSE_S", 0.004)
    # A safety poll far beyond the test: what arrives, arrives by the wake-up.
    thread = FeedThread(store, safety_poll_s=30)
    yield thread
    thread.stop()


def test_it_starts_with_one_batch_that_tells_the_time(qtbot: QtBot, store: Store, feed: FeedThread) -> None:
    log = Log(feed)
    feed.start(0, "one")
    qtbot.waitUntil(lambda: bool(log.batches))
    assert (log.batches[0].now, log.ids, log.said) == (NOW, [], [])


def test_every_event_comes_once_and_in_order(qtbot: QtBot, store: Store, feed: FeedThread) -> None:
    store.write(3)
    log = Log(feed)
    feed.start(2, "one")
    qtbot.waitUntil(lambda: log.ids == [3])
    for _ in range(20):
        store.write()
    qtbot.waitUntil(lambda: len(log.ids) == 21)
    assert log.ids == list(range(3, 24))


def test_portions_are_read_without_waiting(qtbot: QtBot, feed: FeedThread, store: Store) -> None:
    store.portion = 10
    store.write(95)
    log = Log(feed)
    feed.start(0, "one")
    qtbot.waitUntil(lambda: len(log.ids) == 95)
    assert log.ids == list(range(1, 96))


def test_without_a_wake_up_the_safety_poll_finds_it(qtbot: QtBot, store: Store) -> None:
    thread = FeedThread(store, safety_poll_s=0.01)
    log = Log(thread)
    thread.start(0, "one")
    qtbot.waitUntil(lambda: bool(log.batches))
    store.events.append(event(1))
    qtbot.waitUntil(lambda: log.ids == [1])
    thread.stop()


def test_another_epoch_is_told_and_followed(qtbot: QtBot, store: Store, feed: FeedThread) -> None:
    store.write(5)
    log = Log(feed)
    feed.start(5, "one")
    qtbot.waitUntil(lambda: bool(log.batches))
    store.epoch, store.events = "two", [event(1)]
    store.ring()
    qtbot.waitUntil(lambda: len(log.batches) == 2)
    assert (log.batches[1].epoch, log.batches[1].events) == ("two", ())
    store.write()
    qtbot.waitUntil(lambda: log.ids == [2])


def test_an_outage_is_told_once_and_its_end_too(
    qtbot: QtBot, store: Store, feed: FeedThread, caplog: pytest.LogCaptureFixture
) -> None:
    log = Log(feed)
    feed.start(0, "one")
    qtbot.waitUntil(lambda: bool(log.batches))
    store.is_down = True
    store.ring()
    qtbot.waitUntil(lambda: log.said == ["lost database"])
    store.events.append(event(1))
    store.is_down = False
    qtbot.waitUntil(lambda: log.said == ["lost database", "restored"])
    qtbot.waitUntil(lambda: log.ids == [1])
    assert [record.levelname for record in caplog.records].count("WARNING") == 1
    assert store.wakes[0].is_closed
    assert len(store.wakes) == 2


def test_a_database_that_is_down_at_the_start_is_found_later(qtbot: QtBot, store: Store, feed: FeedThread) -> None:
    store.is_down = True
    log = Log(feed)
    feed.start(0, "one")
    qtbot.waitUntil(lambda: log.said == ["lost database"])
    store.is_down = False
    qtbot.waitUntil(lambda: log.said == ["lost database", "restored"])


def test_a_bug_in_reading_is_logged_and_survived(
    qtbot: QtBot, store: Store, feed: FeedThread, caplog: pytest.LogCaptureFixture
) -> None:
    store.bug = RuntimeError("a bug")
    log = Log(feed)
    feed.start(0, "one")
    qtbot.waitUntil(lambda: "restored" in log.said)
    assert any(record.exc_info for record in caplog.records)


def test_stop_ends_a_long_wait_at_once(qtbot: QtBot, store: Store, feed: FeedThread) -> None:
    log = Log(feed)
    feed.start(0, "one")
    qtbot.waitUntil(lambda: bool(log.batches))
    feed.stop(timeout_s=5)
    assert store.wakes[0].is_closed
    assert not any(thread.name == "feed" for thread in threading.enumerate())


def test_start_again_follows_from_the_new_cursor(qtbot: QtBot, store: Store, feed: FeedThread) -> None:
    store.write(4)
    log = Log(feed)
    feed.start(4, "one")
    qtbot.waitUntil(lambda: len(log.batches) == 1)
    feed.start(1, "one")
    qtbot.waitUntil(lambda: log.ids == [2, 3, 4])
