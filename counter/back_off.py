"""Trying again, at first soon and then ever less often."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

FIRST_MS: Final = 500
LONGEST_MS: Final = 5_000


class BackOff(QObject):
    """Calls `act` once after each `again()`, each time after twice the pause of before, until `stop()`.

    `pause_ms` is how long it waits the next time.
    """

    def __init__(self, act: Callable[[], object], *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pause_ms = FIRST_MS
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(act)

    def again(self) -> None:
        """Try again after a while, if that is not about to happen already."""
        if not self._timer.isActive():
            self._timer.start(self.pause_ms)
            self.pause_ms = min(2 * self.pause_ms, LONGEST_MS)

    def stop(self) -> None:
        """It succeeded: try no more, and soon again the next time."""
        self._timer.stop()
        self.pause_ms = FIRST_MS
