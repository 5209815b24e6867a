"""The screen the board stands on: chosen by name or number, and kept while cables and sizes change."""

import logging
from collections.abc import Sequence
from typing import Final, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

_log = logging.getLogger(__name__)

SETTLE_MS: Final = 300
"""A cable that is plugged in, or a new resolution, tells of itself several times in a moment."""


class Named(Protocol):
    """What the choice needs of a screen."""

    def name(self) -> str: ...


def chosen(screens: Sequence[Named], wanted: str) -> int | None:
    """Return which screen is wanted, by its name or by its number from 1; None when there is none such.

    Nothing wanted is the first. A name is compared without regard to capitals: "hdmi-1" is "HDMI-1".
    """
    if not wanted.strip():
        return 0 if screens else None
    names = [one.name().casefold() for one in screens]
    if wanted.strip().casefold() in names:
        return names.index(wanted.strip().casefold())
    number = int(wanted) if wanted.strip().isdecimal() else 0
    return number - 1 if 1 <= number <= len(screens) else None


class ScreenKeeper(QObject):
    """Puts a window on its screen before it is shown, and again whenever the screens change.

    While the wanted screen is away the window stands on the first one; what is amiss is logged once.
    With `is_full` it covers the whole screen, whatever size that takes.
    """

    def __init__(self, window: QWidget, application: QGuiApplication, *, wanted: str, is_full: bool) -> None:
        super().__init__(window)
        self._window = window
        self._application = application
        self._wanted = wanted
        self._is_full = is_full
        self._is_missed = False
        self._watched: list[QScreen] = []
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.place)
        application.screenAdded.connect(self._on_screens)
        application.screenRemoved.connect(self._on_screens)
        application.primaryScreenChanged.connect(self._on_screens)
        self.place()

    def place(self) -> None:
        """Put the window where it belongs now."""
        screens = self._application.screens()
        self._watch(screens)
        if not screens:
            return
        at = chosen(screens, self._wanted)
        self._tell(at is None, screens)
        screen = screens[at or 0]
        if self._window.screen() is not screen:
            self._window.setScreen(screen)
            if not self._is_full:
                self._window.move(screen.availableGeometry().topLeft())
        if self._is_full and self._window.geometry() != screen.geometry():
            # Bare screens have no window manager that would do it.
            self._window.setGeometry(screen.geometry())

    def _tell(self, is_missed: bool, screens: Sequence[QScreen]) -> None:
        if is_missed and not self._is_missed:
            have = ", ".join(f"{number} {one.name()}" for number, one in enumerate(screens, start=1))
            _log.warning("there is no screen %s for display.screen; there are: %s", self._wanted, have)
        elif self._is_missed and not is_missed:
            _log.info("the screen %s is there again", self._wanted)
        self._is_missed = is_missed

    def _watch(self, screens: Sequence[QScreen]) -> None:
        for screen in screens:
            if screen not in self._watched:
                screen.geometryChanged.connect(self._settle.start)
        self._watched = list(screens)

    def _on_screens(self, screen: QScreen | None) -> None:
        self._settle.start()
