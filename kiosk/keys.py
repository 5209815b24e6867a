"""The keys of a kiosk: arrows, OK, Escape, help and volume for hands, and a scanner that types faster than any."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from kiosk.arrange import Box
from kiosk.focus import Direction, nearest
from kiosk.presenter import KioskPresenter
from kiosk.scanner import Burst
from kiosk.state import KioskState, Page, is_at_rest

_ARROWS: Final = {
    Qt.Key.Key_Up: Direction.UP,
    Qt.Key.Key_Down: Direction.DOWN,
    Qt.Key.Key_Left: Direction.LEFT,
    Qt.Key.Key_Right: Direction.RIGHT,
}
_OK: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select)
_HELP: Final = (Qt.Key.Key_F1, Qt.Key.Key_Help)
_TABS: Final = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Space)
_TECHNICIAN: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Keys(QObject):
    """Filters what the platform's window gets, before Qt hands it to whatever has the focus.

    A button would take arrows as Tab, and on some desktops Enter as a click, also the Enter that ends a scan.
    `controls` tells what may have the focus now, `is_settling` when no key counts.
    """

    def __init__(
        self,
        *,
        window: QWidget,
        presenter: KioskPresenter,
        controls: Callable[[], list[QWidget]],
        is_settling: Callable[[], bool],
        pace: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._presenter = presenter
        self._controls = controls
        self._is_settling = is_settling
        self._pace = pace
        self._burst = Burst()
        self._query = ""
        presenter.state_changed.connect(self._forget)
        self._helps = 0
        self.in_use = False
        """The visitor uses keys, so the focus is shown and follows the pages."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self.handle(event)
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin):
            self.in_use = False
        return False

    def handle(self, event: QKeyEvent) -> bool:
        """Do what a key means, and say whether it meant something."""
        key, page = event.key(), self._presenter.state.page
        if event.modifiers() & _TECHNICIAN == _TECHNICIAN:
            if key == Qt.Key.Key_T:
                self._presenter.technicians.open()
            return key == Qt.Key.Key_T
        is_kept = page in (Page.PIN, Page.TECHNICIAN)
        # When the system saw the key, not when this program had time for it: a search takes its moment.
        at_s = event.timestamp() / 1000 or self._pace()
        if key in _OK and not is_kept and (scan := self._burst.end(at_s)) is not None:
            self._presenter.scanned(scan, query=self._query)
            return True
        if event.text().isprintable() and event.text().strip() and not is_kept:
            self._letter(event.text(), at_s)
            return True
        if page is Page.PIN and event.text().isdigit():
            # Enter then means the whole PIN, not the key on the pad that had the focus.
            self._window.setFocus()
            self._presenter.type_text(event.text())
            return True
        is_warned = self._presenter.state.closing_in_s is not None
        if not (is_warned and (key in _OK or key in _ARROWS or key in _TABS)):
            # These answer the question whether somebody is there by what they choose.
            self._presenter.touch()
        if event.isAutoRepeat() or self._is_settling():
            return key not in _TABS
        if is_warned and key == Qt.Key.Key_Escape:
            return True
        return self._command(Qt.Key(key), page)

    def _forget(self, state: KioskState) -> None:
        if is_at_rest(state):
            self._query = ""

    def _letter(self, sign: str, at_s: float) -> None:
        query = self._presenter.state.query
        if self._burst.add(sign, at_s):
            self._query = query
            # No scan begins with it, and some key pads have it as their help key.
            if sign == "?" and not self._is_settling():
                self._command(Qt.Key.Key_Help, self._presenter.state.page)
                return
        if self._presenter.state.page is Page.SEARCH:
            self._presenter.type_text(sign)

    def _command(self, key: Qt.Key, page: Page) -> bool:
        self._helps = self._helps + 1 if key in _HELP else 0
        if key in _ARROWS:
            self.in_use = True
            self._move(_ARROWS[key])
        elif key in _OK:
            self.in_use = True
            self._press()
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Back):
            self._presenter.back()
        elif key in _HELP:
            self.in_use = True
            self._presenter.ask_help(self._helps)
        elif key == Qt.Key.Key_VolumeUp and self._presenter.state.access.is_spoken:
            # A pad has one key for it; as on the bar, after the loudest comes the softest.
            self._presenter.louder()
        elif key == Qt.Key.Key_Backspace and page in (Page.SEARCH, Page.PIN):
            self._presenter.erase()
        else:
            self.in_use = self.in_use or key in _TABS
            return False
        return True

    def _press(self) -> None:
        focused = self._window.focusWidget()
        if isinstance(focused, QAbstractButton) and focused.isEnabled() and focused.isVisible():
            focused.click()
        elif self._presenter.state.page is Page.CLOSED:
            self._presenter.wake()
        elif (technician := self._presenter.state.technician) is not None and technician.typed:
            self._presenter.technicians.confirm()
        else:
            self.focus_first()

    def _move(self, direction: Direction) -> None:
        controls = self._controls()
        focused = self._window.focusWidget()
        if focused not in controls:
            self.focus_first()
            return
        others = [control for control in controls if control is not focused]
        found = nearest(self._box(focused), [self._box(one) for one in others], direction)
        if found is not None:
            others[found].setFocus(Qt.FocusReason.TabFocusReason)

    def focus_first(self) -> None:
        """Give the focus to the first control there is."""
        controls = self._controls()
        if controls:
            controls[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _box(self, widget: QWidget) -> Box:
        rect = QRect(widget.mapTo(self._window, QPoint(0, 0)), widget.size())
        return Box(x=rect.x(), y=rect.y(), width=rect.width(), height=rect.height())
