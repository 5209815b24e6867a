"""The gentle pulse of what has just been called: slow, three times, or without any movement where that is wished."""

from math import cos, pi
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from antrean.ui.dress import theme_of

PULSE_HZ: Final = 1.0
"""Far below the 3 Hz from which flashing light can harm (WCAG 2.3.1)."""

_PULSES: Final = 3
_FRAME_MS: Final = 40
_DEPTH: Final = 0.6
"""How far the ground goes towards white at the top of a pulse."""
STILL_DEPTH: Final = 0.35
"""The same where nothing moves: one lighter ground for as long."""


class Pulse(QObject):
    """Lightens the ground of a widget three times; the widget calls `paint` in its paintEvent, after its own ground."""

    def __init__(self, widget: QWidget, *, corner: str) -> None:
        super().__init__(widget)
        self._widget = widget
        self._corner = corner
        self._is_still = False
        self._level = 0.0
        self._lasted = QElapsedTimer()
        self._frames = QTimer(self)
        self._frames.timeout.connect(self._on_frame)

    @property
    def level(self) -> float:
        """How far the ground is on its way to white now, from 0 to 1."""
        return self._level

    def set_still(self, is_still: bool) -> None:
        """Let nothing move: the ground is lighter for the same time, and that is all."""
        self._is_still = is_still

    def start(self) -> None:
        """Begin, or begin anew."""
        self._lasted.start()
        if self._is_still:
            self._set(STILL_DEPTH)
            self._frames.setSingleShot(True)
            self._frames.start(round(1_000 * _PULSES / PULSE_HZ))
        else:
            self._frames.setSingleShot(False)
            self._frames.start(_FRAME_MS)

    def stop(self) -> None:
        self._frames.stop()
        self._set(0.0)

    def is_running(self) -> bool:
        return self._frames.isActive()

    def paint(self, painter: QPainter) -> None:
        """Paint the light over the widget's ground."""
        if self._level <= 0:
            return
        theme = theme_of(self._widget)
        light = QColor(theme.color("ink"))
        light.setAlphaF(self._level)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(light)
        corner = theme.px(self._corner)
        painter.drawRoundedRect(QRectF(self._widget.rect()), corner, corner)

    def _on_frame(self) -> None:
        seconds = self._lasted.elapsed() / 1_000
        if self._is_still or seconds >= _PULSES / PULSE_HZ:
            self.stop()
        else:
            self._set(_DEPTH * (1 - cos(2 * pi * PULSE_HZ * seconds)) / 2)

    def _set(self, level: float) -> None:
        if level != self._level:
            self._level = level
            self._widget.update()
