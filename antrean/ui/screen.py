"""Whether there is a screen to show an app on, and in words what to do where there is none.

Left to itself Qt ends a program without a screen by an abort: a core file each time that systemd starts it again, and
words that blame a library. `python -m antrean.ui.screen` looks from a process of its own, as “antrean doctor” does.
"""

import logging
import os
import sys
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

from antrean.errors import Unavailable

_log = logging.getLogger(__name__)

UNAVAILABLE: Final = 4
"""The exit code of a command that lacks a part of the world (docs/architecture.md)."""

_NO_PLUGIN = "This application failed to start because no Qt platform plugin could be initialized"


def check() -> None:
    """Raise Unavailable("screen") where the session has none at all; a screen that cannot be opened shows later."""
    if os.environ.get("QT_QPA_PLATFORM") or not sys.platform.startswith("linux") or _named():
        return
    raise Unavailable(
        "screen",
        "There is no screen in this session: neither DISPLAY nor WAYLAND_DISPLAY is set. Start the app as the user who"
        " is signed in at the screen, from the desktop or by “systemctl --user start”.",
    )


def end_without(kind: QtMsgType, message: str) -> None:
    """End the program with exit code 4 and a sentence if the message is Qt's last one before it aborts for a screen."""
    if kind is QtMsgType.QtFatalMsg and message.startswith(_NO_PLUGIN):
        _log.critical("%s", cannot_be_opened())
        # Back in Qt the next step is abort().
        os._exit(UNAVAILABLE)


def cannot_be_opened() -> str:
    """Return what to say of a screen that is named and does not answer."""
    return (
        f"The screen {_named() or 'of this session'} cannot be opened. Start the app while the desktop runs, as the"
        " user who is signed in there; if it does, system libraries are missing: run ./dev setup."
    )


def _named() -> str:
    return os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or ""


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if kind is QtMsgType.QtFatalMsg:
        end_without(kind, message)


def main() -> int:
    """Open the screen and return 0; ends with 4 and a sentence on stderr where it cannot be opened."""
    logging.basicConfig(format="%(message)s")
    qInstallMessageHandler(_on_qt_message)
    QGuiApplication(["antrean"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
