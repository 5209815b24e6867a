"""A layout for the few buttons that end a page: side by side where their words fit, else the last one below."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class ButtonRows(QLayout):
    """Buttons of equal width where the longest words fit into it; rows share the height. Gaps come with `spaced()`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        directions = Qt.Orientation.Horizontal
        for item in self._items:
            directions |= item.expandingDirections()
        return directions

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        gap, rows = max(0, self.spacing()), self._rows(width)
        return sum(_height(row) for row in rows) + gap * max(0, len(rows) - 1)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        gap, rows = max(0, self.spacing()), self._rows(rect.width())
        needed = self.heightForWidth(rect.width())
        y = rect.top()
        for at, row in enumerate(rows):
            # What is over is shared, to the last pixel.
            spare = max(0, rect.height() - needed) * (at + 1) // len(rows) - max(0, rect.height() - needed) * at // len(
                rows
            )
            height = _height(row) + spare
            x = rect.left()
            for item, width in zip(row, self._widths(row, rect.width()), strict=True):
                item.setGeometry(QRect(x, y, width, height))
                x += width + gap
            y += height + gap

    def _rows(self, width: int) -> list[list[QLayoutItem]]:
        shown = [item for item in self._items if not item.isEmpty()]
        if len(shown) < 2 or sum(_width(item) for item in shown) <= self._room(len(shown), width):
            return [shown] if shown else []
        return [shown[:-1], shown[-1:]]

    def _room(self, count: int, width: int) -> int:
        return width - max(0, self.spacing()) * (count - 1)

    def _widths(self, row: list[QLayoutItem], width: int) -> list[int]:
        room, needed = self._room(len(row), width), [_width(item) for item in row]
        share = room // len(row)
        if max(needed) <= share:
            return [share] * len(row)
        # Long words take more than their share, and what is over is shared alike.
        return [one + (room - sum(needed)) // len(row) for one in needed]


def _width(item: QLayoutItem) -> int:
    return item.sizeHint().width()


def _height(row: list[QLayoutItem]) -> int:
    return max(item.sizeHint().height() for item in row)
