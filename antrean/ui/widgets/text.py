"""Text that never leaves its box: it shrinks, then wraps, then ends in an ellipsis with the whole text as tooltip."""

from dataclasses import replace
from functools import cache
from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

from antrean.ui.dress import set_look, theme_of
from antrean.ui.widgets.letters import Fitted, advance, break_lines, even, fit, letters, longest_word, sized
from antrean.ui.widgets.tips import tip

_EVEN: Final = ("heading", "place", "clock")
"""Roles of large words that stand alone: one word below a long line looks lost."""


class FitLabel(QLabel):
    """A text in a role of the type scale that fits the room it gets.

    `lines` is how many lines it may wrap into; `shrink` how small it may become before it wraps no more and is
    cut, as a part of its role's size. `is_number` is for ticket numbers: it shrinks as far as needed, is never
    cut, and takes the height of capitals only. `is_tabular` gives digits equal width, for clocks.
    """

    has_box = False
    """Whether the style sheet gives it a ground or a border to draw."""

    def __init__(
        self,
        text: str = "",
        *,
        role: str = "body",
        tone: str | None = None,
        lines: int = 1,
        shrink: float = 0.7,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        is_number: bool = False,
        is_tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._shrink = 0.05 if is_number else shrink
        self._is_number = is_number
        self._is_tabular = is_tabular
        self._fitted: tuple[object, Fitted] | None = None
        # Layouts ask for the same hints again and again; each answer measures text. Only `_forget` changes them.
        self._hint: tuple[int, int, float] | None = None
        self._heights: dict[int, int] = {}
        self._longest_word: int | None = None
        self._looks = 0
        self._own_tooltip = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(align | Qt.AlignmentFlag.AlignVCenter)
        self.setWordWrap(False)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(lines > 1)
        self.setSizePolicy(policy)
        set_look(self, role=role, tone=tone)
        self.setText(text)

    def set_tone(self, tone: str | None) -> None:
        """Take another colour by name (ink muted good warn bad …)."""
        set_look(self, tone=tone)

    def set_role(self, role: str) -> None:
        """Take another place in the type scale."""
        set_look(self, role=role)

    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)
            self._forget()

    def fitted(self) -> Fitted:
        """Return how the text lies in the room it has now."""
        room = self.contentsRect()
        key = (self.text(), room.size().toTuple(), self.font())
        if self._fitted is None or self._fitted[0] != key:
            largest = self._largest()
            fitted = fit(
                self.text(),
                self.font(),
                width=room.width(),
                height=room.height(),
                largest=largest,
                smallest=self._smallest(largest),
                most_lines=self._lines,
                is_tight=self._is_number,
                is_tabular=self._is_tabular,
            )
            if self.property("role") in _EVEN and "\n" not in self.text() and not fitted.is_cut:
                fitted = replace(fitted, lines=even(fitted.lines, sized(self.font(), fitted.size), room.width()))
            self._fitted = (key, fitted)
            # A tooltip that the screen set itself stays.
            if fitted.is_cut or self.toolTip() == self._own_tooltip:
                self._own_tooltip = tip(self.text()) if fitted.is_cut else ""
                self.setToolTip(self._own_tooltip)
        return self._fitted[1]

    def _largest(self) -> int:
        size = self.font().pixelSize()
        return size if size > 0 else self.fontInfo().pixelSize()

    def _smallest(self, largest: int) -> int:
        """Return the least pixel size; a number may go below what a text must keep, because it is never cut."""
        least = ceil(largest * self._shrink)
        return max(1, least) if self._is_number else min(largest, max(least, theme_of(self).smallest_text))

    def _forget(self) -> None:
        self._looks += 1
        self._fitted = None
        self._hint = None
        self._longest_word = None
        self._heights.clear()
        self.updateGeometry()
        self.update()

    def _line_height(self) -> int:
        measured = letters(self.font())
        # What `fit` calls rounding is none here either.
        return ceil(measured.whole_cap_height * 1.25) if self._is_number else ceil(measured.height - 0.5)

    def sizeHint(self) -> QSize:
        width, height, _ = self._measured()
        return QSize(width, height).grownBy(self.contentsMargins())

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        if self._is_number:
            return QSize(min(hint.width(), hint.height()), min(hint.height(), ceil(hint.height() * 0.3)))
        return QSize(min(hint.width(), 2 * hint.height()), ceil(hint.height() * self._measured()[2]))

    def _measured(self) -> tuple[int, int, float]:
        """Return width and height of the text at its full size, and the least part of it that it may shrink to."""
        # The polish may bring another font, and with it forget what was measured.
        self.ensurePolished()
        if self._hint is None:
            largest = self._largest()
            font = sized(self.font(), largest, is_tabular=self._is_tabular)
            width = ceil(advance(self.text().replace("\n", " "), font)) + 1
            self._hint = width, self._line_height(), self._smallest(largest) / largest
        return self._hint

    def look(self) -> int:
        """Return a number that changes with the text and with its font, for who keeps what it measured."""
        self.ensurePolished()
        return self._looks

    def longest_word(self) -> int:
        """Return the width at which no word of it has to be broken."""
        self.ensurePolished()
        if self._longest_word is None:
            self._longest_word = ceil(longest_word(self.text(), self.font())) + 1
        return self._longest_word

    def hasHeightForWidth(self) -> bool:
        return self._lines > 1

    def heightForWidth(self, width: int) -> int:
        # One arrangement of a page asks some thousand times, nearly always what it has asked before.
        found = self._heights.get(width)
        if found is None:
            found = self._heights[width] = self._height_of(width)
        return found

    def _height_of(self, width: int) -> int:
        # The polish may bring another font, and with it forget what was measured.
        self.ensurePolished()
        margins = self.contentsMargins()
        room = max(1, width - margins.left() - margins.right())
        font = sized(self.font(), self._largest(), is_tabular=self._is_tabular)
        lines = min(self._lines, len(break_lines(self.text(), font, room)))
        exact = lines * (self._line_height() if self._is_number else letters(font).height)
        # Two lines of 45.4 do not fit into 90; what `fit` calls rounding is none here either.
        return ceil(exact - 0.5) + margins.top() + margins.bottom()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._forget()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.has_box:
            option = QStyleOption()
            option.initFrom(self)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        draw_fitted(
            painter,
            QRectF(self.contentsRect()),
            self.fitted(),
            self.font(),
            self.alignment(),
            is_tight=self._is_number,
            is_tabular=self._is_tabular,
        )


def draw_fitted(
    painter: QPainter,
    room: QRectF,
    fitted: Fitted,
    font: QFont,
    alignment: Qt.AlignmentFlag,
    *,
    is_tight: bool = False,
    is_tabular: bool = False,
) -> None:
    """Draw a laid-out text into a box with the painter's pen."""
    used = sized(font, fitted.size, is_tabular=is_tabular)
    measured = letters(used)
    painter.setFont(used)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    above = measured.cap_height if is_tight else measured.ascent
    line_height = measured.cap_height * 1.25 if is_tight else measured.height
    block = (len(fitted.lines) - 1) * line_height + (measured.cap_height if is_tight else measured.height)
    across, down = _shares(alignment)
    base = room.top() + (room.height() - block) * down + above
    for at, line in enumerate(fitted.lines):
        left = room.left() + (room.width() - advance(line, used)) * across
        painter.drawText(QPointF(left, base + at * line_height), line)


@cache
def _shares(alignment: Qt.AlignmentFlag) -> tuple[float, float]:
    """Return which share of the room that is over lies at the left of a text, and above it."""
    across = down = 0.5
    if not alignment & Qt.AlignmentFlag.AlignHCenter:
        across = 1.0 if alignment & Qt.AlignmentFlag.AlignRight else 0.0
    if alignment & Qt.AlignmentFlag.AlignTop:
        down = 0.0
    elif alignment & Qt.AlignmentFlag.AlignBottom:
        down = 1.0
    return across, down


class Line(QFrame):
    """A thin rule between two parts of a card."""


class Logo(QLabel):
    """The mall's mark: its first letter on an amber tile."""

    def __init__(self, letter: str = "M", parent: QWidget | None = None) -> None:
        super().__init__(letter, parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)


class KeyCap(QLabel):
    """The name of a key beside what it does: "F6"."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(key, parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
