"""A short list in which each entry has a mark before it: what to bring, and what is not done here."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from antrean.ui.dress import theme_of
from antrean.ui.widgets import icon_pixmap
from antrean.ui.widgets.letters import advance, break_lines, letters, longest_word, sized

_LISTS: Final = 512
"""Every list of the pages of a mall, as wide as the cards may be."""


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
        return sized(self.font(), style.size, weight=style.weight)

    def _mark_size(self) -> int:
        return ceil(letters(self._font()).ascent)

    def _lay(self, width: float) -> tuple[tuple[_Entry, ...], int]:
        """Return where each entry stands, and how high all of them are."""
        theme = theme_of(self)
        gaps = theme.space("xs"), theme.space("l")
        return _laid(self._texts, self._font(), width, *gaps, is_flowing=self._is_flowing)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay(width)[1]

    def sizeHint(self) -> QSize:
        font = self._font()
        widest = max((advance(text, font) for text in self._texts), default=0.0)
        return QSize(ceil(widest) + self._mark_size(), self._lay(max(1, self.width()))[1])

    def minimumSizeHint(self) -> QSize:
        font = self._font()
        widest = max((longest_word(text, font) for text in self._texts), default=0.0)
        return QSize(ceil(widest) + 2 * self._mark_size(), ceil(letters(font).height))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, font = theme_of(self), self._font()
        measured, size = letters(font), self._mark_size()
        mark = icon_pixmap(self._mark, theme.color(self._color), size, self.devicePixelRatioF())
        painter.setFont(font)
        painter.setPen(theme.color(self._color))
        for entry in self._lay(self.width())[0]:
            top = entry.y + (measured.height - size) / 2
            painter.drawPixmap(QPointF(entry.x, top), mark)
            left = entry.x + size + theme.space("xs")
            for at, line in enumerate(entry.lines):
                painter.drawText(QPointF(left, entry.y + measured.ascent + at * measured.height), line)


@lru_cache(_LISTS)
def _laid(
    texts: tuple[str, ...], font: QFont, width: float, behind_mark: int, between: int, *, is_flowing: bool
) -> tuple[tuple[_Entry, ...], int]:
    measured = letters(font)
    line, before = measured.height, ceil(measured.ascent) + behind_mark
    entries: list[_Entry] = []
    x = y = 0.0
    for text in texts:
        wide = before + advance(text, font)
        if is_flowing and x and x + wide <= width:
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
    return tuple(entries), ceil(high)
