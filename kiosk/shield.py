"""The shield over a page that has just changed: a finger was on its way to what stood there before."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

SETTLE_MS = 300
"""So long after a changed page was painted a touch counts for nothing."""


class Shield(QWidget):
    """Lies invisible over its parent; the time counts from the paint, however long the page took to be there."""

    def __init__(self, parent: QWidget, *, lasts_ms: int) -> None:
        """`lasts_ms` 0 leaves it out."""
        super().__init__(parent)
        self.setObjectName("settling")
        self._is_fresh = False
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(lasts_ms)
        self._end.timeout.connect(self.hide)
        self.hide()

    def raise_over_all(self) -> None:
        """Take every touch from now on."""
        parent = self.parentWidget()
        if parent is None or self._end.interval() <= 0:
            return
        self._end.stop()
        self._is_fresh = True
        self.setGeometry(parent.rect())
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        # What lies below is painted before this.
        if self._is_fresh:
            self._is_fresh = False
            self._end.start()
