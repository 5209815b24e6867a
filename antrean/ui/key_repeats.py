"""A key that is held down counts once, also where Qt takes each of its repetitions for a press of its own.

X11 repeats a held key as a release and a press of the same millisecond. Qt knows that by the press that waits behind
the release in its queue, and where that one comes a moment later it does not: a held F5 would then call one visitor
after the other. No hand lets go and presses again within a millisecond, so the X server's time tells.
"""

import contextlib

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow


class KeyRepeats(QObject):
    """Filters what windows and whatever has the focus get; needs times of the system, as X11 gives them."""

    def __init__(self, application: QGuiApplication) -> None:
        super().__init__(application)
        self._released: tuple[int, int] | None = None
        self._focused: QObject | None = None
        application.focusWindowChanged.connect(self._on_window)
        application.focusObjectChanged.connect(self._on_focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyRelease:
            if isinstance(watched, QWindow):
                self._released = event.key(), event.timestamp()
            return False
        if event.isAutoRepeat() or (event.key(), event.timestamp()) != self._released:
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            # Accepted, it is no shortcut's; the press itself follows.
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, QWindow):
            QCoreApplication.sendEvent(watched, _as_repeat(event))
            return True
        return False

    def _on_window(self, window: QWindow | None) -> None:
        if window is not None:
            # Whoever filters there already comes after this one, and is told of a repetition.
            window.installEventFilter(self)

    def _on_focus(self, focused: QObject | None) -> None:
        if self._focused is not None:
            # It may be gone by now.
            with contextlib.suppress(RuntimeError):
                self._focused.removeEventFilter(self)
        self._focused = None if isinstance(focused, QWindow) else focused
        if self._focused is not None:
            self._focused.installEventFilter(self)


def _as_repeat(event: QKeyEvent) -> QKeyEvent:
    again = QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        True,
        event.count(),
    )
    again.setTimestamp(event.timestamp())
    return again


def install(application: QGuiApplication) -> None:
    """Watch the keys of an application where it is needed."""
    if application.platformName() == "xcb":
        KeyRepeats(application)
