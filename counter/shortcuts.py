"""The keys of the counter: each does what its button does, once per press."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

ASSIST: Final = "F2"
START: Final = "F4"
CALL_NEXT: Final = "F5"
RECALL: Final = "F6"
NO_SHOW: Final = "F7"
HOLD: Final = "F8"
TRANSFER: Final = "F9"
FINISH: Final = "F10"
RELEASE: Final = "F11"
BREAK: Final = "Ctrl+B"
UNDO: Final = "Ctrl+Z"
BACK: Final = "Esc"


def bind(window: QWidget, keys: Mapping[str, tuple[QAbstractButton, ...]]) -> None:
    """Make each key click the first of its buttons that can be seen and clicked; a key held down counts once."""
    for key, buttons in keys.items():
        shortcut = QShortcut(QKeySequence(key), window)
        shortcut.setAutoRepeat(False)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(partial(_click, buttons))


def _click(buttons: tuple[QAbstractButton, ...]) -> None:
    for button in buttons:
        if button.isVisible() and button.isEnabled():
            button.click()
            return
