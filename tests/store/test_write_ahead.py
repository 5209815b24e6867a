"""SQLite's write-ahead log stays short, whoever reads."""

import math
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from antrean.store import checks, write_ahead
from antrean.store.store import Store
from tests.helpers import hall

pytestmark = pytest.mark.parametrize(("engine", "is_own"), [("sqlite", True)])

LIMIT = 512 * 1024


@pytest.fixture
def log_file(mini_store: Store, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(write_ahead, "LIMIT_BYTES", LIMIT)
    return Path(f"{mini_store.url.database}-wal")


@contextmanager
def readers_at_every_moment(store: Store) -> Iterator[None]:
    """Two that read in turns: one only ends when the other has begun, so that there is always somebody."""
    reading, over = (threading.Event(), threading.Event()), threading.Event()

    def read(me: int) -> None:
        connection = sqlite3.connect(store.url.database or "", isolation_level=None)
        try:
            while not over.is_set():
                connection.execute("BEGIN")
                connection.execute("SELECT count(*) FROM events").fetchone()
                reading[me].set()
                while not reading[1 - me].wait(0.01) and not over.is_set():
                    pass
                reading[1 - me].clear()
                connection.execute("COMMIT")
        finally:
            connection.close()

    threads = [threading.Thread(target=read, args=(me,)) for me in (0, 1)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join(10)


def test_it_begins_anew_although_somebody_reads_at_every_moment(
    mini_store: Store, log_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_ahead, "AGAIN_S", 0.0)
    longest = 0
    with readers_at_every_moment(mini_store):
        for _ in range(60):
            hall.issue(mini_store, "surat")
            longest = max(longest, log_file.stat().st_size)
    # The write after which it was too long is in it whole.
    assert longest < 2 * LIMIT
    assert checks.check(mini_store).problems == ()


def test_who_reads_for_long_is_waited_for_once_and_later_again(
    mini_store: Store, log_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(seconds=1000.0)
    monkeypatch.setattr(write_ahead, "time", SimpleNamespace(monotonic=lambda: clock.seconds))
    reader = sqlite3.connect(mini_store.url.database or "", isolation_level=None)
    try:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        while log_file.stat().st_size < 2 * LIMIT:
            hall.issue(mini_store, "surat")
    finally:
        reader.close()
    hall.issue(mini_store, "surat")
    assert log_file.stat().st_size >= 2 * LIMIT, "it was tried again with every write"
    clock.seconds += 2 * write_ahead.AGAIN_S
    hall.issue(mini_store, "surat")
    assert log_file.stat().st_size < LIMIT
    assert checks.check(mini_store).problems == ()


def test_the_longer_it_is_the_longer_the_readers_are_waited_for(
    mini_store: Store, log_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A PC that has too much to do has readers of half a second, and none of them is ever waited for long enough."""
    monkeypatch.setattr(write_ahead, "LIMIT_BYTES", LIMIT // 16)
    monkeypatch.setattr(write_ahead, "PATIENCE_MS", 10)
    reader = sqlite3.connect(mini_store.url.database or "", isolation_level=None, check_same_thread=False)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM events").fetchone()
    while log_file.stat().st_size < 8 * LIMIT:
        # Of a program that has just tried in vain.
        monkeypatch.setattr(mini_store._write_ahead, "_not_before", math.inf)
        hall.issue(mini_store, "surat")
    monkeypatch.setattr(mini_store._write_ahead, "_not_before", 0.0)
    ends = threading.Timer(0.2, reader.close)
    ends.start()
    try:
        hall.issue(mini_store, "surat")
    finally:
        ends.join()
    assert log_file.stat().st_size < LIMIT
