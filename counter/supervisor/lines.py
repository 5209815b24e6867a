"""Tables of the hall as a Qt model whose lines change one by one, and how their cells are painted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from antrean.ui.dress import theme_of
from antrean.ui.theme import Theme
from antrean.ui.widgets import icon_pixmap
from antrean.ui.widgets.letters import fit, sized
from antrean.ui.widgets.text import draw_fitted
from antrean.ui.widgets.tips import tip

LINE_ROLE: Final = int(Qt.ItemDataRole.UserRole)

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, kw_only=True)
class Cell:
    text: str
    tone: str = "ink"
    """A colour of the theme by name."""
    role: str = "body"
    icon: str = ""
    """Stands before the text, in its colour: no colour says anything alone."""
    said: str = ""
    """What a screen reader says instead of the text, where that needs its heading."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a table; `key` says which it is, whatever else of it changes."""

    key: str
    cells: tuple[Cell, ...]
    is_heading: bool = False
    """Parts the lines below it from those above; it cannot be chosen."""
    ground: str = "row"
    """A colour of the theme by name."""

    @property
    def said(self) -> str:
        return " · ".join(text for cell in self.cells if (text := cell.said or cell.text))


@dataclass(frozen=True, kw_only=True)
class Column:
    share: int
    """Of the width, beside the shares of the others."""
    lines: int = 1
    is_right: bool = False


class LinesModel(QAbstractListModel):
    """Lines that are inserted, moved, changed and removed one by one, so that choice and scrolling stay."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Line] = []

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Become these lines by the fewest steps."""
        wanted = {line.key for line in lines}
        for at in reversed(range(len(self._lines))):
            if self._lines[at].key not in wanted:
                self.beginRemoveRows(_NOWHERE, at, at)
                del self._lines[at]
                self.endRemoveRows()
        for at, line in enumerate(lines):
            here = next((place for place in range(at, len(self._lines)) if self._lines[place].key == line.key), None)
            if here is None:
                self.beginInsertRows(_NOWHERE, at, at)
                self._lines.insert(at, line)
                self.endInsertRows()
                continue
            if here != at:
                self.beginMoveRows(_NOWHERE, here, here, _NOWHERE, at)
                self._lines.insert(at, self._lines.pop(here))
                self.endMoveRows()
            if self._lines[at] != line:
                self._lines[at] = line
                self.dataChanged.emit(self.index(at), self.index(at))

    def lines(self) -> tuple[Line, ...]:
        return tuple(self._lines)

    def line(self, index: _Index) -> Line | None:
        return self._lines[index.row()] if index.isValid() and index.row() < len(self._lines) else None

    def index_of(self, key: str) -> QModelIndex:
        """Return where a line stands, an invalid index when it is not there."""
        at = next((at for at, line in enumerate(self._lines) if line.key == key), None)
        return QModelIndex() if at is None else self.index(at)

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        line = self.line(index)
        return Qt.ItemFlag.NoItemFlags if line is not None and line.is_heading else super().flags(index)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index)
        if line is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return tip(line.said) if role == Qt.ItemDataRole.ToolTipRole else line.said
            case _ if role == LINE_ROLE:
                return line
            case _:
                return None


class LinesDelegate(QStyledItemDelegate):
    """What tables and tiles have in common."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        line = index.data(LINE_ROLE)
        if not isinstance(line, Line):
            return
        theme = theme_of(self._view)
        rect: QRectF = QRectF(option.rect)
        area = rect.adjusted(0, 0, *self._gap(theme))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not line.is_heading:
            state: QStyle.StateFlag = option.state
            _paint_ground(painter, theme, area, line.ground, state)
        self._paint_cells(painter, theme, area, line)
        painter.restore()

    def _gap(self, theme: Theme) -> tuple[float, float]:
        return 0.0, -float(theme.space("xs"))

    def _paint_cells(self, painter: QPainter, theme: Theme, area: QRectF, line: Line) -> None:
        raise NotImplementedError


class TableDelegate(LinesDelegate):
    """Paints a line as one row of cells; a heading of a part of the table is its first cell alone."""

    def __init__(self, view: QListView, columns: tuple[Column, ...]) -> None:
        super().__init__(view)
        self._columns = columns

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        theme = theme_of(self._view)
        text = theme.text("body").size
        lines = max(column.lines for column in self._columns)
        height = max(theme.px("button_height_s"), round(text * 1.4 * lines + theme.space("s")))
        return QSize(0, height + theme.space("xs"))

    def _paint_cells(self, painter: QPainter, theme: Theme, area: QRectF, line: Line) -> None:
        pad, gap = theme.px("card_padding_s"), theme.space("m")
        room = area.adjusted(pad, 0, -pad, 0)
        if line.is_heading:
            paint_cell(painter, theme, area.adjusted(0, 0, 0, -theme.space("xs")), line.cells[0])
            return
        shares = sum(column.share for column in self._columns)
        free = room.width() - gap * (len(self._columns) - 1)
        left = room.left()
        for column, cell in zip(self._columns, line.cells, strict=True):
            width = free * column.share / shares
            paint_cell(
                painter,
                theme,
                QRectF(left, room.top(), width, room.height()),
                cell,
                lines=column.lines,
                is_right=column.is_right,
            )
            left += width + gap


def paint_cell(
    painter: QPainter, theme: Theme, room: QRectF, cell: Cell, *, lines: int = 1, is_right: bool = False
) -> None:
    """Paint an icon and a text in a box; the text shrinks, wraps and ends in dots rather than leave it."""
    color = QColor(theme.color(cell.tone))
    font = _font(theme, cell.role)
    size, gap = theme.px("icon"), theme.space("xs")
    beside = size + gap if cell.icon else 0
    box = room.adjusted(beside, 0, 0, 0)
    if box.width() < 1:
        return
    fitted = fit(
        cell.text,
        font,
        width=box.width(),
        height=box.height(),
        largest=font.pixelSize(),
        smallest=min(font.pixelSize(), theme.text("caption").size),
        most_lines=lines,
    )
    if cell.icon:
        left = room.left()
        if is_right:
            metrics = QFontMetricsF(sized(font, fitted.size))
            left = room.right() - max(map(metrics.horizontalAdvance, fitted.lines)) - beside
        pixmap = icon_pixmap(cell.icon, color.name(), size, painter.device().devicePixelRatio())
        painter.drawPixmap(round(left), round(room.center().y() - size / 2), pixmap)
    painter.setPen(color)
    draw_fitted(painter, box, fitted, font, Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft)


def cell_width(theme: Theme, cell: Cell) -> float:
    """Return how much room a cell wants in one line."""
    beside = theme.px("icon") + theme.space("xs") if cell.icon else 0
    return beside + QFontMetricsF(_font(theme, cell.role)).horizontalAdvance(cell.text) + 1


def _font(theme: Theme, role: str) -> QFont:
    style = theme.text(role)
    font = QFont(theme.family)
    font.setPixelSize(style.size)
    font.setWeight(QFont.Weight(style.weight))
    return font


def _paint_ground(painter: QPainter, theme: Theme, area: QRectF, ground: str, state: QStyle.StateFlag) -> None:
    is_selected = bool(state & QStyle.StateFlag.State_Selected)
    # White on nearly white needs an edge; half a pixel further in, it is drawn sharp.
    painter.setPen(QColor(theme.color("line" if ground == "surface" else ground)))
    painter.setBrush(QColor(theme.color("selection" if is_selected else ground)))
    corner = theme.px("radius_s")
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)
    if is_selected and state & QStyle.StateFlag.State_HasFocus:
        width = theme.px("focus")
        pen = painter.pen()
        pen.setStyle(Qt.PenStyle.SolidLine)
        pen.setColor(QColor(theme.color("focus_outer")))
        pen.setWidthF(width)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(width / 2, width / 2, -width / 2, -width / 2), corner, corner)


def lines_view(name: str) -> QListView:
    """Return a list whose lines scroll smoothly and are chosen one at a time."""
    view = QListView()
    dress_view(view, name)
    return view


def dress_view(view: QListView, name: str) -> None:
    """Give a list its name and the ways of every list here."""
    view.setObjectName(name)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setUniformItemSizes(True)
    view.setMouseTracking(True)
