"""The running text at the bottom: drawn once, moved by Qt alone, and still where it fits the width."""

from math import ceil
from typing import Final

from PySide6.QtCore import QAbstractAnimation, QPoint, QPropertyAnimation, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from antrean.ui.dress import theme_of

_MARK: Final = "•"


class Ticker(QWidget):
    """Shows some sentences in one line. They run only when they are wider than the bar and can be seen.

    A mall that writes many or long sentences only makes the band longer: each is a picture of its own. The
    pictures lie on a band that an animation moves under the bar: Qt shifts what is on the screen already and
    paints the few pixels that come in, and no line of Python runs 60 times a second (ADR 0016).
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ticker")
        # It paints every pixel of its own, so that the window behind it is not painted with it.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._sentences: tuple[str, ...] = ()
        self._band = QWidget(self)
        # Its pictures cover it whole; Qt shifts the pixels of such a widget and repaints those of any other.
        self._band.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._length = 0
        self._offset = 0
        # By the time that passed, not by frames: a busy moment then makes a step, not a slower text.
        self._run = QPropertyAnimation(self._band, b"pos", self)
        self._run.setLoopCount(-1)

    def set_sentences(self, sentences: tuple[str, ...]) -> None:
        """Show other sentences; the same ones keep running where they are."""
        if sentences != self._sentences:
            self._sentences = sentences
            self.setAccessibleName(self.text())
            self._rest()
            self._offset = 0
            self.redraw()

    def text(self) -> str:
        return f" {_MARK} ".join(self._sentences)

    def is_running(self) -> bool:
        return self._run.state() is QAbstractAnimation.State.Running

    def redraw(self) -> None:
        """Draw the sentences anew: they, the window's size or its theme have changed."""
        theme = theme_of(self)
        self._rest()
        self.setFixedHeight(theme.px("bar_height"))
        for picture in self._band.findChildren(QLabel):
            picture.setParent(None)
            picture.deleteLater()
        self._length = 0
        font = self._font()
        metrics = QFontMetrics(font)
        whole = metrics.horizontalAdvance(self.text())
        if not self._sentences:
            self._band.setGeometry(0, 0, 0, 0)
        elif whole <= self.width() - 2 * theme.space("l"):
            self._lay(self._draw(self.text(), font, whole), 0, whole)
            self._band.setGeometry((self.width() - whole) // 2, 0, whole, self.height())
        else:
            self._lay_band(font, metrics)
            if not self._offset:
                # The first words begin where everything else of the board begins.
                self._offset = self._length - theme.space("xl")
        self._start()
        self.update()

    def _lay_band(self, font: QFont, metrics: QFontMetrics) -> None:
        """Lay the sentences side by side, and again from the first until the bar is full where the last one leaves."""
        gap = theme_of(self).px("ticker_gap")
        strips = []
        for sentence in self._sentences:
            width = metrics.horizontalAdvance(sentence) + gap
            strips.append((self._draw(sentence, font, width, has_mark=True), width))
        self._length = sum(width for _, width in strips)
        left = 0
        while left < self._length + self.width():
            for pixmap, width in strips:
                self._lay(pixmap, left, width)
                left += width
        self._band.setGeometry(0, 0, left, self.height())

    def _lay(self, pixmap: QPixmap, left: int, width: int) -> None:
        picture = QLabel(self._band)
        picture.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        picture.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        picture.setPixmap(pixmap)
        picture.setGeometry(left, 0, width, self.height())
        picture.show()

    def _font(self) -> QFont:
        style = theme_of(self).text("body")
        font = QFont(theme_of(self).family)
        font.setPixelSize(style.size)
        font.setWeight(QFont.Weight(style.weight))
        return font

    def _draw(self, text: str, font: QFont, width: int, *, has_mark: bool = False) -> QPixmap:
        theme = theme_of(self)
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(ceil(width * ratio), ceil(self.height() * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(QColor(theme.color("dark")))
        painter = QPainter(pixmap)
        painter.setFont(font)
        painter.setPen(QColor(theme.color("on_dark")))
        painter.drawText(QRect(0, 0, width, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
        if has_mark:
            gap = theme.px("ticker_gap")
            painter.drawText(QRect(width - gap, 0, gap, self.height()), Qt.AlignmentFlag.AlignCenter, _MARK)
        painter.end()
        return pixmap

    def _start(self) -> None:
        if not self._length:
            return
        offset = self._offset % self._length
        self._band.move(-offset, 0)
        if not self.isVisible():
            return
        self._run.setStartValue(QPoint(0, 0))
        self._run.setEndValue(QPoint(-self._length, 0))
        self._run.setDuration(round(1_000 * self._length / self._speed()))
        self._run.start()
        self._run.setCurrentTime(round(1_000 * offset / self._speed()))

    def _rest(self) -> None:
        """Stop where it is."""
        if self.is_running():
            self._run.stop()
            self._offset = -self._band.x()

    def _speed(self) -> float:
        """Return pixels per second: about two words, so that everybody can follow."""
        return theme_of(self).px("ticker_speed")

    def paintEvent(self, event: QPaintEvent) -> None:
        # Asked for where the band does not lie: around a text that stands still.
        QPainter(self).fillRect(event.rect(), QColor(theme_of(self).color("dark")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() or event.oldSize().isEmpty():
            self.redraw()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.redraw()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest()
