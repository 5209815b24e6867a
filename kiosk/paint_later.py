"""Another page is made in one turn of the event loop and painted in the next: neither waits for the other."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class PaintLater(QObject):
    """Holds the next painting of a window back until what else waits for the GUI thread had its turn.

    Nothing more is painted than would have been, and all of it at once; pictures that somebody takes of the window
    (`grab`) are not touched.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._is_due = False
        # A timer of its own, not a posted event: those are all delivered in the same turn.
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._let)

    def hold(self) -> None:
        """Hold the painting of this turn back."""
        if not self._turn.isActive() and self._window.isVisible():
            self._window.installEventFilter(self)
            self._turn.start()

    def _let(self) -> None:
        self._window.removeEventFilter(self)
        if self._is_due:
            self._is_due = False
            # Posted, so that timers that are due come before it, too.
            QCoreApplication.postEvent(self._window, QEvent(QEvent.Type.UpdateRequest))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_painting = event.type() == QEvent.Type.UpdateRequest
        self._is_due = self._is_due or is_painting
        return is_painting
