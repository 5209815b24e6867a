"""When a visitor last touched the screen, and the slow tick that notices how long ago that was."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

Pace = Callable[[], float]
"""Seconds that only go forward, whatever the PC's clock is set to."""

TICK_MS = 1_000


class Quiet(QObject):
    """Counts the seconds since the last touch; `ticked` comes each second while it is watching."""

    ticked = Signal()

    def __init__(self, pace: Pace = time.monotonic, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pace = pace
        self._touched_at = pace()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.ticked)

    def touch(self) -> None:
        """Begin to count again."""
        self._touched_at = self._pace()

    def now(self) -> float:
        """Return the moment, in seconds that only go forward."""
        return self._pace()

    def seconds(self) -> float:
        """Return how long nobody has touched."""
        return self._pace() - self._touched_at

    @property
    def is_watching(self) -> bool:
        return self._timer.isActive()

    def watch(self, is_watching: bool) -> None:
        """Tick, or rest: an idle kiosk wakes for nothing."""
        if is_watching != self.is_watching:
            if is_watching:
                self._timer.start()
            else:
                self._timer.stop()
