"""The thread that follows the log for one app: new events, the loss of the database and its return, as Qt signals.

    feed = FeedThread(store, parent=window)
    feed.batch_arrived.connect(presenter.on_batch)    # object: EventBatch
    feed.lost.connect(presenter.on_lost)              # object: Unavailable, once per outage
    feed.restored.connect(presenter.on_restored)
    feed.start(cursor=board.newest, epoch=board.epoch)    # … feed.stop()

A batch comes when there are events, when the epoch changed (the reader then rereads its board), and once after
every start and return, empty or not, so that the screen knows the hall's time. Batches never overlap and never skip;
but a board read meanwhile may already hold their first events, so fold only what is newer than the board.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from antrean.errors import Unavailable
from antrean.model import Event

_log = logging.getLogger(__name__)

FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 5.0


class Wake(Protocol):
    """One reader's subscription to "something was written"."""

    def wait(self, timeout_s: float) -> bool:
        """Return True when woken, False after the time or an interrupt; raise Unavailable when the world failed."""
        ...

    def interrupt(self) -> None:
        """End a wait from another thread, also one that is about to begin."""
        ...

    def close(self) -> None: ...


class EventBatch(Protocol):
    """What happened after a cursor."""

    @property
    def epoch(self) -> str: ...
    @property
    def events(self) -> tuple[Event, ...]: ...
    @property
    def newest(self) -> int: ...
    @property
    def now(self) -> datetime: ...


class FeedSource(Protocol):
    """The part of the store that a feed needs; both may raise Unavailable."""

    def wake(self) -> Wake: ...

    def events_after(self, cursor: int, epoch: str) -> EventBatch: ...


class FeedThread(QObject):
    """Follows the log on a thread of its own; the signals arrive on the thread that made this object."""

    batch_arrived = Signal(object)
    lost = Signal(object)
    restored = Signal()

    def __init__(self, store: FeedSource, *, safety_poll_s: float = 2.0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._safety_poll_s = safety_poll_s
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._wake: Wake | None = None
        self._thread: threading.Thread | None = None
        self._cursor = 0
        self._epoch = ""

    def start(self, cursor: int, epoch: str) -> None:
        """Follow from after this event id; a running feed starts again from there."""
        self.stop()
        self._cursor, self._epoch = cursor, epoch
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._loop, args=(self._stop,), name="feed", daemon=True)
        self._thread.start()

    def stop(self, timeout_s: float = 6.0) -> None:
        """End the thread; signals already on their way may still arrive."""
        if self._thread is None:
            return
        self._stop.set()
        with self._lock:
            if self._wake is not None:
                self._wake.interrupt()
        self._thread.join(timeout_s)
        self._thread = None

    def _loop(self, stop: threading.Event) -> None:
        pause = FIRST_PAUSE_S
        is_lost = False

        def on_read() -> None:
            nonlocal pause, is_lost
            pause = FIRST_PAUSE_S
            if is_lost:
                is_lost = False
                _log.info("the log can be read again")
                self.restored.emit()

        while not stop.is_set():
            try:
                self._follow(stop, on_read)
            except Unavailable as error:
                trouble = error
            except Exception:  # noqa: BLE001 - a bug must not leave the hall with a dead board: log it, go on
                _log.exception("the feed failed unexpectedly")
                trouble = Unavailable("database", "The log of the hall cannot be followed.")
            else:
                return
            if not is_lost:
                is_lost = True
                _log.warning("the log cannot be read: %s", trouble.sentence)
                self.lost.emit(trouble)
            stop.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE_S)

    def _follow(self, stop: threading.Event, on_read: Callable[[], None]) -> None:
        # Subscribe first, read after: what is written between the two wakes us.
        wake = self._store.wake()
        with self._lock:
            self._wake = wake
        try:
            is_first = True
            while not stop.is_set():
                batch = self._store.events_after(self._cursor, self._epoch)
                if stop.is_set():
                    return
                on_read()
                has_new_epoch = batch.epoch != self._epoch
                if batch.events or has_new_epoch or is_first:
                    # A store that hands out the log in portions says in `newest` how far it goes in all.
                    self._cursor = batch.events[-1].id if batch.events else batch.newest
                    self._epoch = batch.epoch
                    self.batch_arrived.emit(batch)
                is_first = False
                if not (batch.events and self._cursor < batch.newest):
                    wake.wait(self._safety_poll_s)
        finally:
            with self._lock:
                self._wake = None
            wake.close()
