"""A held key whose repetitions Qt takes for presses: release and press of one millisecond of the X server."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from antrean.ui.key_repeats import KeyRepeats

Kind = QEvent.Type


class Typed(QWidget):
    """Keeps the presses it gets, each with whether it is a repetition."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.presses: list[tuple[int, str, bool]] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.presses.append((event.key(), event.text(), event.isAutoRepeat()))


@pytest.fixture
def repeats(dressed_app: QApplication) -> Iterator[KeyRepeats]:
    watch = KeyRepeats(dressed_app)
    yield watch
    watch.setParent(None)
    watch.deleteLater()


def send(widget: QWidget, kind: QEvent.Type, key: Qt.Key, at_ms: int, text: str = "") -> QKeyEvent:
    """Send a key as the platform does: a shortcut's question to the focus, all else to the window."""
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
    event.setTimestamp(at_ms)
    event.ignore()
    QCoreApplication.sendEvent(widget if kind is Kind.ShortcutOverride else widget.windowHandle(), event)
    return event


@pytest.fixture
def typed(repeats: KeyRepeats, show: Callable[[QWidget], QWidget], qtbot: QtBot) -> Typed:
    window = Typed()
    show(window)
    window.activateWindow()
    window.setFocus()
    qtbot.waitUntil(window.hasFocus)
    return window


def test_a_press_in_the_millisecond_of_its_release_is_a_repetition(typed: Typed) -> None:
    send(typed, Kind.KeyPress, Qt.Key.Key_M, 1_000, "m")
    for at in (1_660, 1_700):
        send(typed, Kind.KeyRelease, Qt.Key.Key_M, at, "m")
        assert send(typed, Kind.ShortcutOverride, Qt.Key.Key_M, at, "m").isAccepted(), "no shortcut may take it"
        send(typed, Kind.KeyPress, Qt.Key.Key_M, at, "m")
    assert typed.presses == [(Qt.Key.Key_M, "m", False), (Qt.Key.Key_M, "m", True), (Qt.Key.Key_M, "m", True)]


def test_a_hand_that_presses_again_is_no_repetition(typed: Typed) -> None:
    send(typed, Kind.KeyPress, Qt.Key.Key_F5, 1_000)
    send(typed, Kind.KeyRelease, Qt.Key.Key_F5, 1_080)
    assert not send(typed, Kind.ShortcutOverride, Qt.Key.Key_F5, 1_081).isAccepted()
    send(typed, Kind.KeyPress, Qt.Key.Key_F5, 1_081)
    # And another key in the same millisecond is one of its own.
    send(typed, Kind.KeyRelease, Qt.Key.Key_F5, 1_150)
    assert not send(typed, Kind.ShortcutOverride, Qt.Key.Key_F6, 1_150).isAccepted()
    send(typed, Kind.KeyPress, Qt.Key.Key_F6, 1_150)
    assert [is_repeat for *_, is_repeat in typed.presses] == [False, False, False]


def test_a_held_space_clicks_a_button_once(
    repeats: KeyRepeats, show: Callable[[QWidget], QWidget], qtbot: QtBot
) -> None:
    button, clicks = QPushButton("Panggil"), []
    button.clicked.connect(lambda: clicks.append(1))
    show(button)
    button.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    send(button, Kind.KeyPress, Qt.Key.Key_Space, 1_000, " ")
    for at in (1_660, 1_700, 1_740):
        send(button, Kind.KeyRelease, Qt.Key.Key_Space, at, " ")
        send(button, Kind.KeyPress, Qt.Key.Key_Space, at, " ")
    send(button, Kind.KeyRelease, Qt.Key.Key_Space, 1_760, " ")
    assert len(clicks) == 1


def test_who_lost_the_focus_is_left_alone(typed: Typed, show: Callable[[QWidget], QWidget], qtbot: QtBot) -> None:
    other = Typed()
    show(other)
    other.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    send(typed, Kind.KeyRelease, Qt.Key.Key_F5, 1_000)
    assert not send(typed, Kind.ShortcutOverride, Qt.Key.Key_F5, 1_000).isAccepted()
