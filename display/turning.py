"""Pages that turn by themselves where not everything fits at once."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

PAGE_MS: Final = 8_000
"""Enough to find a line, to read it and to think about it."""


class Turning(QObject):
    """Counts through some pages, round and round, while it is told that they can be seen."""

    turned = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._page = 0
        self._pages = 1
        self._is_seen = False
        self._timer = QTimer(self)
        self._timer.setInterval(PAGE_MS)
        self._timer.timeout.connect(self.turn)

    @property
    def page(self) -> int:
        """The present page, from 0."""
        return self._page

    @property
    def pages(self) -> int:
        return self._pages

    def set_pages(self, pages: int) -> None:
        """Say how many there are now; the present one stays where it can."""
        self._pages = max(1, pages)
        self._page = min(self._page, self._pages - 1)
        self._judge()

    def set_seen(self, is_seen: bool) -> None:
        self._is_seen = is_seen
        self._judge()

    def show_page(self, page: int) -> None:
        """Turn to a page that is wanted now; it stands its whole time."""
        self._page = min(max(0, page), self._pages - 1)
        if self._timer.isActive():
            self._timer.start()

    def turn(self) -> None:
        """Turn to the next page."""
        self._page = (self._page + 1) % self._pages
        self.turned.emit()

    def is_turning(self) -> bool:
        return self._timer.isActive()

    def _judge(self) -> None:
        if self._pages > 1 and self._is_seen:
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()
