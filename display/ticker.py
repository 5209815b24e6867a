"""The running text at the bottom: drawn once, moved by one timer, and still where it fits the width."""

from dataclasses import dataclass
from math import ceil
from typing import Final

from PySide6.QtCore import QElapsedTimer, QPointF, QRect, Qt, QTimer
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
from PySide6.QtWidgets import QSizePolicy, QWidget

from antrean.ui.dress import theme_of

_FRAME_MS: Final = 16
_MARK: Final = "•"


@dataclass(frozen=True)
class _Strip:
    """One sentence with the mark behind it, drawn on the ground of the bar."""

    pixmap: QPixmap
    left: int
    """Where it begins on the endless band, in device-independent pixels."""


class Ticker(QWidget):
    """Shows some sentences in one line. They run only when they are wider than the bar and can be seen.

    A mall that writes many or long sentences only makes the band longer: each is a picture of its own.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ticker")
        # It paints every pixel of its own, so that the window behind it is not painted 60 times a second.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._sentences: tuple[str, ...] = ()
        self._strips: list[_Strip] = []
        self._band = 0
        self._offset = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_FRAME_MS)
        self._timer.timeout.connect(self._on_frame)
        self._since = QElapsedTimer()

    def set_sentences(self, sentences: tuple[str, ...]) -> None:
        """Show other sentences; the same ones keep running where they are."""
        if sentences != self._sentences:
            self._sentences = sentences
            self.setAccessibleName(self.text())
            self._offset = 0.0
            self.redraw()

    def text(self) -> str:
        return f" {_MARK} ".join(self._sentences)

    def is_running(self) -> bool:
        return self._timer.isActive()

    def redraw(self) -> None:
        """Draw the sentences anew: they, the window's size or its theme have changed."""
        theme = theme_of(self)
        self.setFixedHeight(theme.px("bar_height"))
        self._strips.clear()
        font = self._font()
        metrics = QFontMetrics(font)
        whole = metrics.horizontalAdvance(self.text())
        if not self._sentences:
            self._band = 0
        elif whole <= self.width() - 2 * theme.space("l"):
            self._band = 0
            self._strips.append(_Strip(self._draw(self.text(), font, whole), (self.width() - whole) // 2))
        else:
            left = 0
            for sentence in self._sentences:
                width = metrics.horizontalAdvance(sentence) + theme.px("ticker_gap")
                self._strips.append(_Strip(self._draw(sentence, font, width, has_mark=True), left))
                left += width
            self._band = left
            if not self._offset:
                # The first words begin where everything else of the board begins.
                self._offset = float(left - theme.space("xl"))
        self._run()
        self.update()

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

    def _run(self) -> None:
        if self._band and self.isVisible():
            if not self._timer.isActive():
                self._since.start()
                self._timer.start()
        else:
            self._timer.stop()

    def _on_frame(self) -> None:
        # By the time that passed, not by frames: a busy moment then makes a step, not a slower text.
        self._offset = (self._offset + self._speed() * self._since.restart() / 1_000) % self._band
        self.update()

    def _speed(self) -> float:
        """Return pixels per second: about two words, so that everybody can follow."""
        return theme_of(self).px("ticker_speed")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._band:
            painter.fillRect(self.rect(), QColor(theme_of(self).color("dark")))
            for strip in self._strips:
                painter.drawPixmap(QPointF(strip.left, 0), strip.pixmap)
            return
        # The strips are opaque and cover the bar: filling it first would cost a third more, 60 times a second.
        ratio = self.devicePixelRatioF()
        # Whole device pixels: between two of them the letters would shimmer.
        start = -round(self._offset * ratio) / ratio
        while start < self.width():
            for strip in self._strips:
                left = start + strip.left
                if left < self.width() and left + strip.pixmap.width() / ratio > 0:
                    painter.drawPixmap(QPointF(left, 0), strip.pixmap)
            start += self._band

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() or not self._strips:
            self.redraw()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.redraw()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
