"""The lists of the counter as Qt models that change row by row, and how their rows are painted."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from antrean.clock import Clock
from antrean.ui.dates import minutes
from antrean.ui.dress import theme_of
from antrean.ui.theme import Theme
from antrean.ui.widgets import icon_pixmap
from antrean.ui.widgets.letters import Fitted, fit, sized
from antrean.ui.widgets.text import draw_fitted
from antrean.ui.widgets.tips import tip
from counter.rows import Row

ROW_ROLE: Final = int(Qt.ItemDataRole.UserRole)
TIME_ROLE: Final = ROW_ROLE + 1
LATE_ROLE: Final = ROW_ROLE + 2

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class QueueModel(QAbstractListModel):
    """Rows that are inserted, moved, changed and removed one by one, so that selection and scrolling stay.

    `minutes_text` is a template such as "{minutes} min"; `tick()` brings the minutes up to the clock.
    """

    def __init__(self, *, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._rows: list[Row] = []
        self._minutes_text = "{minutes}"
        self._late_text = ""
        self._shown: list[tuple[str, bool]] = []

    def set_words(self, *, minutes_text: str, late_text: str) -> None:
        """Take the words of another language; `late_text` says of a row that it waited past its target."""
        if (minutes_text, late_text) != (self._minutes_text, self._late_text):
            self._minutes_text, self._late_text = minutes_text, late_text
            self.tick()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Become these rows by the fewest steps."""
        wanted = {row.key for row in rows}
        for at in reversed(range(len(self._rows))):
            if self._rows[at].key not in wanted:
                self.beginRemoveRows(_NOWHERE, at, at)
                del self._rows[at]
                self.endRemoveRows()
        for at, row in enumerate(rows):
            here = next((place for place in range(at, len(self._rows)) if self._rows[place].key == row.key), None)
            if here is None:
                self.beginInsertRows(_NOWHERE, at, at)
                self._rows.insert(at, row)
                self.endInsertRows()
                continue
            if here != at:
                self.beginMoveRows(_NOWHERE, here, here, _NOWHERE, at)
                self._rows.insert(at, self._rows.pop(here))
                self.endMoveRows()
            if self._rows[at] != row:
                self._rows[at] = row
                self.dataChanged.emit(self.index(at), self.index(at))

    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows)

    def row(self, index: _Index) -> Row | None:
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def tick(self) -> None:
        """Let the views ask for the minutes again, if any of them has changed."""
        shown = [(self.time_text(row), self.is_late(row)) for row in self._rows]
        if shown != self._shown:
            self._shown = shown
            if shown:
                self.dataChanged.emit(self.index(0), self.index(len(shown) - 1))

    def is_late(self, row: Row) -> bool:
        if row.since is None or row.late_after is None:
            return False
        return self._clock.now() - row.since > row.late_after

    def time_text(self, row: Row) -> str:
        if row.since is None:
            return row.at
        return self._minutes_text.format(minutes=minutes(self._clock.now() - row.since))

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index)
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                late = self._late_text if self.is_late(row) else ""
                parts = (row.code, row.text, row.mark, self.time_text(row), late)
                whole = " · ".join(part for part in parts if part)
                return tip(whole) if role == Qt.ItemDataRole.ToolTipRole else whole
            case _ if role == ROW_ROLE:
                return row
            case _ if role == TIME_ROLE:
                return self.time_text(row)
            case _ if role == LATE_ROLE:
                return self.is_late(row)
            case _:
                return None


class RowDelegate(QStyledItemDelegate):
    """Paints a row as a rounded strip: code, text with its mark, time. Too long a text is cut; the tooltip has it.

    `is_compact` is for long lists of choices: lower rows without ground. `widest_code` keeps the texts in one column.
    """

    def __init__(self, parent: QWidget, *, is_compact: bool = False, widest_code: str = "KA-000") -> None:
        super().__init__(parent)
        self._view = parent
        self._is_compact = is_compact
        self._widest_code = widest_code

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        theme = theme_of(self._view)
        height = theme.px("button_height_s") if self._is_compact else theme.px("row_height") + theme.space("s")
        return QSize(theme.px("row_height"), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        theme = theme_of(self._view)
        state: QStyle.StateFlag = option.state
        area: QRectF = QRectF(option.rect)
        if not self._is_compact:
            area.adjust(0, 0, 0, -theme.space("s"))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, theme, area, row, state)
        pad = theme.px("card_padding_s")
        self._paint_words(painter, theme, area.adjusted(pad, 0, -pad, 0), index, row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, theme: Theme, area: QRectF, row: Row, state: QStyle.StateFlag) -> None:
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        ground = "row_accent" if row.is_accented else "surface" if self._is_compact else "row"
        if is_selected:
            ground = "selection"
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.color(ground)))
        corner = theme.px("radius_s")
        painter.drawRoundedRect(area, corner, corner)
        if is_selected and state & QStyle.StateFlag.State_HasFocus:
            width = theme.px("focus")
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(QColor(theme.color("focus_outer")))
            pen.setWidthF(width)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(width / 2, width / 2, -width / 2, -width / 2), corner, corner)

    def _paint_words(self, painter: QPainter, theme: Theme, room: QRectF, index: _Index, row: Row) -> None:
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        is_late = bool(index.data(LATE_ROLE))
        body = self._font(theme, "body")
        time_font = self._font(theme, "strong") if is_late else body
        time_metrics = QFontMetrics(time_font)
        most = round(room.width() / 2)
        time = time_metrics.elidedText(str(index.data(TIME_ROLE) or ""), Qt.TextElideMode.ElideRight, most)
        time_width = time_metrics.horizontalAdvance(time)
        painter.setFont(time_font)
        painter.setPen(QColor(theme.color("bad" if is_late else "muted")))
        painter.drawText(room, middle | int(Qt.AlignmentFlag.AlignRight), time)
        right = room.right() - time_width
        if is_late:
            # A sign beside the colour: not everybody sees red.
            size = theme.px("icon")
            right -= size + theme.space("xs")
            pixmap = icon_pixmap("warning", theme.color("bad"), size, painter.device().devicePixelRatio())
            painter.drawPixmap(round(right), round(room.center().y() - size / 2), pixmap)
        code_font = self._font(theme, "strong" if self._is_compact else "card")
        painter.setFont(code_font)
        painter.setPen(QColor(theme.color("ink")))
        painter.drawText(room, middle, row.code)
        least = QFontMetrics(code_font).horizontalAdvance(self._widest_code)
        code_width = max(QFontMetrics(code_font).horizontalAdvance(row.code), least)
        left = room.left() + (code_width + theme.space("m") if row.code else 0)
        text_room = QRectF(left, room.top(), max(1.0, right - theme.space("s") - left), room.height())
        painter.setPen(QColor(theme.color("muted" if row.code else "ink")))
        fitted = self._fit_words(row, body, theme.text("small").size, text_room)
        draw_fitted(painter, text_room, fitted, body, Qt.AlignmentFlag.AlignLeft)

    def _fit_words(self, row: Row, font: QFont, smallest: int, room: QRectF) -> Fitted:
        words = f"{row.text} · {row.mark}" if row.mark else row.text
        fitted = fit(
            words,
            font,
            width=room.width(),
            height=room.height(),
            largest=font.pixelSize(),
            smallest=smallest,
            most_lines=1 if self._is_compact else 2,
        )
        if fitted.is_cut and row.mark and not self._is_compact:
            # The mark matters more than the end of a long name.
            metrics = QFontMetrics(sized(font, fitted.size))
            lines = [
                metrics.elidedText(part, Qt.TextElideMode.ElideRight, int(room.width()))
                for part in (row.text, row.mark)
            ]
            return Fitted(lines=tuple(lines), size=fitted.size, is_cut=True)
        return fitted

    def _font(self, theme: Theme, role: str) -> QFont:
        style = theme.text(role)
        font = QFont(theme.family)
        font.setPixelSize(style.size)
        font.setWeight(QFont.Weight(style.weight))
        return font


def list_view(name: str) -> QListView:
    """Return a list whose rows scroll smoothly and are chosen one at a time."""
    view = QListView()
    view.setObjectName(name)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setUniformItemSizes(True)
    view.setMouseTracking(True)
    return view
