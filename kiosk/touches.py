"""Which touches are meant: one finger at a time; a second finger or a palm takes back what the first one began."""

from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QEventPoint, QTouchEvent
from PySide6.QtWidgets import QAbstractButton

from antrean.ui.window import ThemedWindow

_TOUCHES: Final = (
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TouchEnd,
    QEvent.Type.TouchCancel,
)
_PRESSES: Final = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class Touches(QObject):
    """Filters what the platform's window gets, before Qt makes mouse events of it for the widgets."""

    def __init__(self, window: ThemedWindow) -> None:
        super().__init__(window)
        self._window = window
        self._is_noise = False
        self._down = 0
        self._is_pressed = False
        """A finger's press has reached a widget, so its end must too."""

    @property
    def is_noise(self) -> bool:
        """Say whether what touches the screen now is not one finger."""
        return self._is_noise

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _TOUCHES and isinstance(event, QTouchEvent):
            return self._on_touch(event)
        if kind in _PRESSES:
            self._is_pressed = not self._is_noise
            return self._is_noise
        if kind == QEvent.Type.MouseMove:
            return self._is_noise
        if kind == QEvent.Type.MouseButtonRelease:
            self._is_pressed = False
            self._is_noise = self._is_noise and self._down > 0
        return False

    def _on_touch(self, event: QTouchEvent) -> bool:
        down = [point for point in event.points() if point.state() != QEventPoint.State.Released]
        self._down = len(down)
        if event.type() == QEvent.Type.TouchBegin:
            self._is_noise = self._is_pressed = False
        if len(down) > 1 or any(self._is_palm(point) for point in event.points()):
            self._begin_noise()
        is_noise = self._is_noise
        if not down and not self._is_pressed:
            self._is_noise = False
        # What nobody took becomes a mouse press; what was pressed already needs its release.
        is_kept = is_noise and not self._is_pressed
        if is_kept:
            event.accept()
        return is_kept

    def _begin_noise(self) -> None:
        self._is_noise = True
        for button in self._window.findChildren(QAbstractButton):
            if button.isDown():
                button.setDown(False)

    def _is_palm(self, point: QEventPoint) -> bool:
        across = point.ellipseDiameters()
        return max(across.width(), across.height()) > self._window.theme.px("palm")
