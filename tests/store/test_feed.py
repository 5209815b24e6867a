"""Following the log by a cursor: nothing twice, nothing lost, another epoch, and what wakes a reader up."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from antrean.errors import Unavailable
from antrean.store import feed
from antrean.store.store import Store
from tests.helpers import hall
from tests.helpers.postgres import Server


@pytest.fixture
def epoch(store: Store) -> str:
    with store.read() as unit:
        return unit.head.epoch


class TestTheCursor:
    def test_it_gives_every_fact_once_and_in_order(self, store: Store, epoch: str) -> None:
        cursor = hall.newest(store)
        for _ in range(3):
            hall.issue(store, "ktp")
        batch = store.events_after(cursor, epoch)
        assert [event.id for event in batch.events] == [cursor + 1, cursor + 2, cursor + 3]
        assert (batch.newest, batch.epoch) == (cursor + 3, epoch)
        assert store.events_after(cursor + 3, epoch).events == ()
        hall.issue(store, "ktp")
        assert [event.id for event in store.events_after(cursor + 3, epoch).events] == [cursor + 4]

    def test_a_long_absence_comes_in_portions(self, store: Store, epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(feed, "_AFTER", feed._AFTER.limit(4))
        for _ in range(9):
            hall.issue(store, "ktp")
        cursor, portions, found = 0, [], []
        while (batch := store.events_after(cursor, epoch)).events:
            portions.append(len(batch.events))
            found += [event.id for event in batch.events]
            assert batch.newest == hall.newest(store)
            cursor = found[-1]
        assert found == list(range(1, hall.newest(store) + 1))
        assert set(portions[:-1]) == {4}

    def test_in_another_epoch_it_gives_nothing(self, store: Store, epoch: str) -> None:
        """After a restore the numbers of facts mean something else: the reader rereads the board."""
        hall.issue(store, "ktp")
        hall.execute(store, "UPDATE mall SET epoch = 'restored'")
        batch = store.events_after(0, epoch)
        assert (batch.epoch, batch.events) == ("restored", ())
        assert batch.newest == hall.newest(store)
        assert len(store.events_after(0, "restored").events) == batch.newest

    def test_a_cursor_ahead_of_the_log_gives_nothing(self, store: Store, epoch: str) -> None:
        assert store.events_after(10_000, epoch).events == ()

    def test_what_was_rolled_back_was_never_there(self, store: Store, epoch: str) -> None:
        cursor = hall.newest(store)
        with pytest.raises(ZeroDivisionError):
            _append_and_fail(store)
        assert store.events_after(cursor, epoch).events == ()
        assert hall.newest(store) == cursor
        hall.issue(store, "ktp")
        assert [event.id for event in store.events_after(cursor, epoch).events] == [cursor + 1]


def _append_and_fail(store: Store) -> None:
    from antrean.model import EventKind

    with store.write() as unit:
        unit.append(EventKind.DAY_CLOSED)
        raise ZeroDivisionError


LONG_S = 20.0
"""No wait of these tests lasts so long: each is ended by what it waits for."""


class TestWakingUp:
    @pytest.fixture
    def wake(self, store: Store) -> Iterator[feed.Wake]:
        wake = store.wake()
        yield wake
        wake.close()

    def test_a_commit_of_another_store_wakes(self, store: Store, wake: feed.Wake, database_url: str) -> None:
        other = hall.connect(database_url)
        started = time.monotonic()
        thread = threading.Thread(target=lambda: hall.issue(other, "ktp"))
        thread.start()
        try:
            assert wake.wait(LONG_S)
        finally:
            thread.join()
            other.close()
        assert time.monotonic() - started < LONG_S / 2

    def test_one_before_the_wait_wakes_too(self, store: Store, wake: feed.Wake) -> None:
        hall.issue(store, "ktp")
        assert wake.wait(LONG_S)
        assert not wake.wait(0.06)

    def test_nothing_new_is_no_wake(self, store: Store, wake: feed.Wake) -> None:
        with store.read():
            pass
        assert not wake.wait(0.06)

    def test_an_interrupt_ends_a_wait(self, wake: feed.Wake) -> None:
        thread = threading.Thread(target=wake.interrupt)
        started = time.monotonic()
        thread.start()
        assert not wake.wait(LONG_S)
        thread.join()
        assert time.monotonic() - started < LONG_S / 2

    def test_an_interrupt_ends_the_next_wait(self, wake: feed.Wake) -> None:
        started = time.monotonic()
        for _ in range(3):
            wake.interrupt()
        assert not wake.wait(LONG_S)
        assert time.monotonic() - started < LONG_S / 2
        assert not wake.wait(0.06)

    def test_after_closing_an_interrupt_harms_nobody(self, store: Store) -> None:
        wake = store.wake()
        wake.close()
        wake.interrupt()


class TestOnPostgres:
    @pytest.fixture
    def engine(self) -> str:
        return "postgresql"

    def test_a_lost_connection_is_told_and_a_new_one_hears_again(
        self, store: Store, database_url: str, postgres: Callable[[], Server]
    ) -> None:
        wake = store.wake()
        name = database_url.rsplit("/", 1)[0] and str(store.url.database)
        assert postgres().end_connections(name) >= 1
        with pytest.raises(Unavailable) as caught:
            wake.wait(LONG_S)
        assert caught.value.what == "database"
        assert "\n" not in caught.value.sentence
        wake.close()
        again = store.wake()
        hall.issue(store, "ktp")
        assert again.wait(LONG_S)
        again.close()

    def test_the_store_itself_comes_back(self, store: Store, postgres: Callable[[], Server]) -> None:
        hall.issue(store, "ktp")
        postgres().end_connections(str(store.url.database))
        assert hall.issue(store, "ktp").code == "CA-002"
