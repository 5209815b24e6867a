"""Keeps a locked kiosk on its screen: full screen, in front, and with the keys that the desktop would take."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QScreen, QWindow
from PySide6.QtWidgets import QWidget

SOON_MS: Final = 100
"""So long after something happened to the window it is looked at: a desktop does things in several steps."""
LATEST_MS: Final = 2_000
"""So often at least it is tried again while a desktop keeps something else in front."""

_HAPPENS: Final = (
    QEvent.Type.WindowStateChange,
    QEvent.Type.WindowActivate,
    QEvent.Type.WindowDeactivate,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Expose,
)


_LOSES_KEYS: Final = (QEvent.Type.WindowStateChange, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Expose)
"""X11 takes the keyboard from a window that is off the screen, and tells nobody."""


class Hold(QObject):
    """Puts right what was done to the window from outside; an undisturbed one wakes nobody.

    `is_free` says when a technician is at work, who needs the desktop. The keys are taken where the platform can give
    them, which is X11: shortcuts of the desktop then do nothing. Its shortcuts of the machine (Ctrl+Alt+F2) stay.
    """

    def __init__(self, window: QWidget, *, is_free: Callable[[], bool]) -> None:
        super().__init__(window)
        self._window = window
        self._is_free = is_free
        self._watched: QWindow | None = None
        self._screen: QScreen | None = None
        self._has_keys = False
        self._look_at = QTimer(self)
        self._look_at.setSingleShot(True)
        self._look_at.setInterval(SOON_MS)
        self._look_at.timeout.connect(self._look)
        window.installEventFilter(self)

    def look(self) -> None:
        """Look soon, because something may have changed."""
        if not self._look_at.isActive():
            self._look_at.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _HAPPENS:
            if event.type() in _LOSES_KEYS:
                self._has_keys = False
            self.look()
        return False

    def _watch(self, handle: QWindow, screen: QScreen) -> None:
        if handle is not self._watched:
            # A change of flags gives the window a new handle; only this one is told that it was taken off the screen.
            self._watched = handle
            handle.installEventFilter(self)
            handle.screenChanged.connect(self.look)
        if screen is not self._screen:
            self._screen = screen
            screen.geometryChanged.connect(self.look)

    def _look(self) -> None:
        window = self._window
        if not window.isVisible():
            return
        handle = window.windowHandle()
        self._watch(handle, window.screen())
        if self._is_free():
            self._take_keys(handle, False)
            return
        # All three, whatever the first one finds.
        is_well = all([self._fill_screen(handle), self._come_to_front(), self._take_keys(handle, True)])
        self._look_at.setInterval(SOON_MS if is_well else min(2 * self._look_at.interval(), LATEST_MS))
        if not is_well:
            self._look_at.start()

    def _fill_screen(self, handle: QWindow) -> bool:
        """Return whether the window fills its screen; else have it do so."""
        window = self._window
        if window.isMinimized() or not window.isFullScreen():
            window.showFullScreen()
            return False
        if not handle.isExposed():
            # Another program took it off the screen, which Qt believes it to be on.
            window.hide()
            window.showFullScreen()
            return False
        whole = window.screen().geometry()
        if window.geometry() != whole:
            window.setGeometry(whole)
            return False
        return True

    def _come_to_front(self) -> bool:
        window = self._window
        # A Wayland compositor lets no window come to the front by itself, and Qt warns of every try.
        if window.isActiveWindow() or QGuiApplication.platformName().startswith("wayland"):
            return True
        window.raise_()
        window.activateWindow()
        return False

    def _take_keys(self, handle: QWindow, are_wanted: bool) -> bool:
        """Take the keyboard or give it back; return False where it is somebody's who will let go of it."""
        if are_wanted == self._has_keys:
            return True
        done = handle.setKeyboardGrabEnabled(are_wanted)
        self._has_keys = are_wanted and done
        # Where a platform has no such thing there is nothing to wait for.
        return done or QGuiApplication.platformName() != "xcb"
