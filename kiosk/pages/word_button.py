"""A button whose words keep their size: they wrap beside or below its icon, where one line is not enough."""

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from antrean.ui.dress import theme_of
from antrean.ui.widgets import BigButton, icon_pixmap
from antrean.ui.widgets.cards import paint_box, paint_focus
from antrean.ui.widgets.letters import Fitted, advance, break_lines, letters, longest_word, sized
from antrean.ui.widgets.text import draw_fitted

_LINES = 3


class WordButton(BigButton):
    """`role` is its text's; `set_stacked` puts the icon above the words.

    `set_on` shows a switch as on; what a touch changes is for the state to say, never for the button.
    """

    def __init__(
        self,
        *,
        name: str,
        icon: str,
        fill: str = "quiet",
        role: str = "caption",
        is_switch: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, fill=fill, extent="m", icon=icon, parent=parent)
        self._picture = icon
        self._role = role
        self._is_stacked = False
        self.setCheckable(is_switch)

    def set_stacked(self, is_stacked: bool) -> None:
        """Put the icon above the words, or beside them."""
        if is_stacked != self._is_stacked:
            self._is_stacked = is_stacked
            self.updateGeometry()
            self.update()

    def set_on(self, is_on: bool) -> None:
        """Show the switch as on or off, to the eye and to a screen reader."""
        if is_on != self.isChecked():
            self.setChecked(is_on)
            self._look_on(is_on)

    def _look_on(self, is_on: bool) -> None:
        self.setProperty("checked", "true" if is_on else "false")
        self.style().unpolish(self)
        self.style().polish(self)
        self.update()

    def least_width(self, *, is_stacked: bool, lines: int = 2) -> int:
        """Return the width at which the words need no more than so many lines."""
        # Short words leave a finger as much room as long ones.
        words = ceil(_least(self.text(), self.words_font(), lines)) + 1
        return max(words + self._beside(is_stacked), theme_of(self).px("button_height"))

    def height_at(self, width: int, *, is_stacked: bool) -> int:
        """Return the height its words and icon need at a width."""
        theme = theme_of(self)
        font = self.words_font()
        lines = len(break_lines(self.text(), font, width - self._beside(is_stacked)))
        words = lines * ceil(letters(font).height)
        icon = theme.px("icon")
        high = words + icon + theme.space("xs") if is_stacked else max(words, icon)
        # The style sheet's least height is that inside the border.
        return max(high + 2 * theme.space("s"), theme.px("button_height") + 2 * theme.px("hairline"))

    def words_font(self) -> QFont:
        """Return the font of the words, in the size of their role."""
        style = theme_of(self).text(self._role)
        return sized(self.font(), style.size, weight=style.weight)

    def _beside(self, is_stacked: bool) -> int:
        """Return what of the width is not for words."""
        theme = theme_of(self)
        icon = 0 if is_stacked else theme.px("icon") + theme.space("s")
        return 2 * theme.space("s" if is_stacked else "m") + icon

    def nextCheckState(self) -> None:
        """A touch asks; the state answers by `set_on`."""

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        width = self.least_width(is_stacked=self._is_stacked, lines=1)
        return QSize(width, self.height_at(width, is_stacked=self._is_stacked))

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        width = self.least_width(is_stacked=self._is_stacked)
        return QSize(width, self.height_at(width, is_stacked=self._is_stacked))

    def fitted(self) -> Fitted:
        """Return how the words lie in the room they have now; they are cut only where not even a word fits."""
        return self._fitted_in(self._boxes()[1], self.words_font())

    def _fitted_in(self, room: QRect, font: QFont) -> Fitted:
        lines = break_lines(self.text(), font, room.width())
        is_cut = (
            len(lines) > _LINES
            or len(lines) * letters(font).height > room.height() + 1
            or any(advance(line, font) > room.width() + 1 for line in lines)
        )
        return Fitted(lines=tuple(lines), size=font.pixelSize(), is_cut=is_cut)

    def text_box(self) -> QRectF:
        """Return the room of the words."""
        return QRectF(self._boxes()[1])

    def _boxes(self) -> tuple[QRect, QRect]:
        """Return where the icon and the words stand, as one group in the middle."""
        theme, font = theme_of(self), self.words_font()
        size, edge = theme.px("icon"), theme.space("s" if self._is_stacked else "m")
        room = self.rect().adjusted(edge, 0, -edge, 0)
        if self._is_stacked:
            lines = break_lines(self.text(), font, room.width())
            gap = theme.space("xs")
            words = ceil(len(lines) * letters(font).height)
            top = room.top() + (room.height() - size - gap - words) // 2
            icon = QRect(room.center().x() - size // 2, top, size, size)
            return icon, QRect(room.left(), top + size + gap, room.width(), words)
        gap = theme.space("s")
        free = room.width() - size - gap
        lines = break_lines(self.text(), font, free)
        widest = min(free, ceil(max((advance(line, font) for line in lines), default=0.0)) + 1)
        left = room.left() + (free - widest) // 2
        icon = QRect(left, room.top() + (room.height() - size) // 2, size, size)
        return icon, QRect(left + size + gap, room.top(), widest, room.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(self, painter, is_down=self.isDown())
        color = self.palette().color(self.foregroundRole())
        icon, room = self._boxes()
        font = self.words_font()
        painter.drawPixmap(
            icon.topLeft(), icon_pixmap(self._picture, color.name(), icon.width(), self.devicePixelRatioF())
        )
        painter.setPen(color)
        across = Qt.AlignmentFlag.AlignHCenter if self._is_stacked else Qt.AlignmentFlag.AlignLeft
        draw_fitted(painter, QRectF(room), self._fitted_in(room, font), font, across | Qt.AlignmentFlag.AlignVCenter)
        if self.hasFocus():
            paint_focus(self, painter, "radius_m")


@lru_cache(256)
def _least(text: str, font: QFont, lines: int) -> float:
    """Return the width at which a text needs no more than so many lines; it is found by trying."""
    width, whole = longest_word(text, font), advance(text, font)
    while width < whole and len(break_lines(text, font, width)) > lines:
        width += max(1.0, letters(font).average_width / 2)
    return width
