"""A short list in which each entry has a mark before it: what to bring, and what is not done here."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from antrean.ui.dress import theme_of
from antrean.ui.widgets import icon_pixmap
from antrean.ui.widgets.text import break_lines


@dataclass(frozen=True, kw_only=True)
class _Entry:
    x: float
    y: float
    lines: tuple[str, ...]


class MarkedList(QWidget):
    """Entries follow one another on a line while they fit, or have a line each; no text shrinks or is cut.

    `color` is a colour of the theme.
    """

    def __init__(self, *, mark: str, color: str = "ink", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = mark
        self._color = color
        self._role = "body"
        self._is_flowing = False
        self._texts: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def texts(self) -> tuple[str, ...]:
        return self._texts

    def set_texts(self, texts: Sequence[str]) -> None:
        """Take other entries."""
        if tuple(texts) != self._texts:
            self._texts = tuple(texts)
            self.setAccessibleDescription(". ".join(self._texts))
            self._forget()

    def set_way(self, *, role: str, is_flowing: bool) -> None:
        """Take a role of the type scale, and let the entries flow or have a line each."""
        if (role, is_flowing) != (self._role, self._is_flowing):
            self._role, self._is_flowing = role, is_flowing
            self._forget()

    def _forget(self) -> None:
        self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        style = theme_of(self).text(self._role)
        font = QFont(self.font())
        font.setPixelSize(style.size)
        font.setWeight(QFont.Weight(style.weight))
        return font

    def _mark_size(self) -> int:
        return ceil(QFontMetricsF(self._font()).ascent())

    def _lay(self, width: float) -> tuple[list[_Entry], int]:
        """Return where each entry stands, and how high all of them are."""
        font, theme = self._font(), theme_of(self)
        metrics = QFontMetricsF(font)
        line, before = metrics.height(), self._mark_size() + theme.space("xs")
        between = theme.space("l")
        entries: list[_Entry] = []
        x = y = 0.0
        for text in self._texts:
            wide = before + metrics.horizontalAdvance(text)
            if self._is_flowing and x and x + wide <= width:
                entries.append(_Entry(x=x, y=y, lines=(text,)))
                x += wide + between
                continue
            if entries:
                y += line * len(entries[-1].lines)
            lines = tuple(break_lines(text, font, width - before))
            entries.append(_Entry(x=0, y=y, lines=lines))
            # After an entry of several lines the next one begins on a line of its own.
            x = wide + between if len(lines) == 1 else width + 1
        high = y + line * len(entries[-1].lines) if entries else 0
        return entries, ceil(high)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(width)[1]

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._font())
        widest = max((metrics.horizontalAdvance(text) for text in self._texts), default=0.0)
        return QSize(ceil(widest) + self._mark_size(), self._lay(max(1, self.width()))[1])

    def minimumSizeHint(self) -> QSize:
        words = [word for text in self._texts for word in text.split()]
        metrics = QFontMetricsF(self._font())
        widest = max((metrics.horizontalAdvance(word) for word in words), default=0.0)
        return QSize(ceil(widest) + 2 * self._mark_size(), ceil(metrics.height()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, font = theme_of(self), self._font()
        metrics, size = QFontMetricsF(font), self._mark_size()
        mark = icon_pixmap(self._mark, theme.color(self._color), size, self.devicePixelRatioF())
        painter.setFont(font)
        painter.setPen(theme.color(self._color))
        for entry in self._lay(self.width())[0]:
            top = entry.y + (metrics.height() - size) / 2
            painter.drawPixmap(QPointF(entry.x, top), mark)
            left = entry.x + size + theme.space("xs")
            for at, line in enumerate(entry.lines):
                painter.drawText(QPointF(left, entry.y + metrics.ascent() + at * metrics.height()), line)
