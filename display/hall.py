"""The hall's database as the display uses it, opened with its first use."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from antrean.mall_record import Mall

if TYPE_CHECKING:
    from antrean.board import Board
    from antrean.outlook import Outlook
    from antrean.store.announcements import Said
    from antrean.store.feed import EventBatch, Wake
    from antrean.store.store import Store


class Hall:
    """Reads the board and follows the log. Any thread may use it; all but `fold` may raise an AntreanError.

    The store is opened late and not on the GUI thread: loading SQLAlchemy takes half a second, and the
    screen shows its first picture before.
    """

    def __init__(self, open_store: "Callable[[], Store]") -> None:
        self._open_store = open_store
        self._lock = threading.Lock()
        self._store: Store | None = None
        self._is_checked = False

    @property
    def store(self) -> "Store":
        with self._lock:
            if self._store is None:
                self._store = self._open_store()
            return self._store

    def read(self) -> "tuple[Mall, Board]":
        """Return the mall and its board, of one transaction."""
        from antrean import board

        store = self.store
        if not self._is_checked:
            store.check_schema()
            self._is_checked = True
        return board.read(store)

    def said(self) -> "tuple[Said, ...]":
        """Return what supervisors had announced today."""
        from antrean import speaking

        return speaking.shown(self.store)

    def outlook(self) -> "Outlook":
        """Return who waits for whom, how the counters are, and who missed a call."""
        from antrean import outlook

        return outlook.read(self.store)

    def fold(self, before: "Board", mall: Mall, batch: "EventBatch") -> "Board":
        """Return the board after a batch of events; pure."""
        from antrean import board

        after = before
        for event in batch.events:
            after = board.fold(after, mall, event)
        return after

    def wake(self) -> "Wake":
        """See Store.wake."""
        return self.store.wake()

    def events_after(self, cursor: int, epoch: str) -> "EventBatch":
        """See Store.events_after."""
        return self.store.events_after(cursor, epoch)

    def close(self) -> None:
        with self._lock:
            if self._store is not None:
                self._store.close()
