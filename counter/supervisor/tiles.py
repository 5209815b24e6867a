"""Counters as tiles that wrap: number, what goes on there, who sits there, whom they serve."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyleOptionViewItem

from antrean.ui.dress import theme_of
from antrean.ui.theme import Theme
from counter.supervisor.lines import Cell, Line, LinesDelegate, cell_width, dress_view, paint_cell

LEAST_WIDTH = 11.5
"""As a part of the size of its text: a number and a time stand side by side."""


class TileDelegate(LinesDelegate):
    """Paints a line of six cells: above the number and the state, then two rows, below two cells side by side."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self._view.gridSize()

    def _gap(self, theme: Theme) -> tuple[float, float]:
        return -float(theme.space("s")), -float(theme.space("s"))

    def _paint_cells(self, painter: QPainter, theme: Theme, area: QRectF, line: Line) -> None:
        pad = theme.space("m")
        room = area.adjusted(pad, theme.space("s"), -pad, -theme.space("s"))
        number, state, officer, place, visitor, time = line.cells
        height = room.height() / 4
        rows = [QRectF(room.left(), room.top() + at * height, room.width(), height) for at in range(4)]
        self._paint_pair(painter, theme, rows[0], number, state)
        paint_cell(painter, theme, rows[1], officer)
        paint_cell(painter, theme, rows[2], place)
        self._paint_pair(painter, theme, rows[3], visitor, time)

    @staticmethod
    def _paint_pair(painter: QPainter, theme: Theme, row: QRectF, left: Cell, right: Cell) -> None:
        """Paint two cells at both ends of a row; the right one gets what it needs, the left one the rest."""
        width = min(cell_width(theme, right), row.width() * 0.75)
        paint_cell(painter, theme, row.adjusted(row.width() - width, 0, 0, 0), right, is_right=True)
        paint_cell(painter, theme, row.adjusted(0, 0, -width - theme.space("s"), 0), left)


class TilesView(QListView):
    """As many tiles in a row as fit; arrows lead from one to the next."""

    def __init__(self, name: str) -> None:
        super().__init__()
        dress_view(self, name)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setWrapping(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(TileDelegate(self))

    def arrange(self) -> None:
        """Divide the width among the tiles, in the sizes of the present theme."""
        theme = theme_of(self)
        # Room for the scroll bar is kept, so that it does not change what fits by coming.
        width = max(1, self.width() - theme.px("scrollbar") - 2)
        columns = max(1, width // round(LEAST_WIDTH * theme.text("body").size))
        lines = ("card", "body", "small", "body")
        height = sum(theme.text(role).size * 1.45 for role in lines) + 3 * theme.space("s")
        size = QSize(width // columns, round(height))
        if size != self.gridSize():
            self.setGridSize(size)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()
        super().resizeEvent(event)
