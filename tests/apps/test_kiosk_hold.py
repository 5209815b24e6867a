"""The full-screen kiosk while the desktop, another window or another program is at its window."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from antrean.store.store import Store
from antrean.ui.language import Language
from kiosk.hold import Hold
from kiosk.state import Page
from kiosk.window import KioskWindow
from tests.apps.kiosk_rig import FakeBench, Rig

Show = Callable[[QWidget], QWidget]


class Watch(QObject):
    """Keeps the kinds of events that come by."""

    def __init__(self, seen: list[QEvent.Type]) -> None:
        super().__init__()
        self._seen = seen

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._seen.append(event.type())
        return False


class Held:
    """A kiosk as `antrean kiosk --full-screen` has it, and who has the keyboard."""

    def __init__(self, store: Store, show: Show, language: Language, patch: pytest.MonkeyPatch) -> None:
        self.keys: list[bool] = []
        patch.setattr(QWindow, "setKeyboardGrabEnabled", lambda handle, wanted: self.keys.append(wanted) or True)
        self.rig = Rig(store, bench=FakeBench(store)).begin()
        self.window = KioskWindow(presenter=self.rig.presenter, language=language, settle_ms=0)
        self.window.lock(hide_pointer=False)
        self.window.setWindowState(Qt.WindowState.WindowFullScreen)
        show(self.window)
        self.screen: QRect = self.window.screen().geometry()

    def is_well(self) -> bool:
        window = self.window
        fills = window.isFullScreen() and not window.isMinimized() and window.geometry() == self.screen
        return fills and window.isActiveWindow()


@pytest.fixture
def held(example_store: Store, show: Show, english: Language, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Held:
    held = Held(example_store, show, english, monkeypatch)
    qtbot.waitUntil(lambda: held.is_well() and bool(held.keys))
    return held


@pytest.mark.parametrize(
    "disturb",
    [
        lambda window: window.showMinimized(),
        lambda window: window.showNormal(),
        lambda window: window.setWindowState(Qt.WindowState.WindowNoState),
        lambda window: window.windowHandle().setGeometry(40, 60, 300, 500),
    ],
    ids=["put away", "made a window", "no longer full", "moved"],
)
def test_what_is_done_to_the_window_is_put_right(
    held: Held, qtbot: QtBot, disturb: Callable[[QWidget], object]
) -> None:
    disturb(held.window)
    qtbot.waitUntil(held.is_well)


def test_a_window_that_another_program_took_off_the_screen_comes_back(
    held: Held, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [False]
    monkeypatch.setattr(QWindow, "isExposed", lambda handle: answers.pop() if answers else True)
    seen: list[QEvent.Type] = []
    watch = Watch(seen)
    held.window.installEventFilter(watch)
    hold = held.window.findChild(Hold)
    assert hold is not None
    hold.look()
    qtbot.waitUntil(lambda: QEvent.Type.Hide in seen and QEvent.Type.Show in seen)
    qtbot.waitUntil(held.window.isFullScreen)


def test_another_window_is_not_left_in_front(held: Held, show: Show, qtbot: QtBot) -> None:
    other = QWidget()
    show(other)
    other.activateWindow()
    qtbot.waitUntil(lambda: not held.window.isActiveWindow())
    qtbot.waitUntil(held.is_well)


def test_where_no_window_may_come_to_the_front_it_is_not_tried(
    held: Held, show: Show, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "wayland")
    other = QWidget()
    show(other)
    other.activateWindow()
    qtbot.waitUntil(lambda: not held.window.isActiveWindow())
    hold = held.window.findChild(Hold)
    assert hold is not None
    hold.look()
    qtbot.waitUntil(lambda: not hold._look_at.isActive())
    assert other.isActiveWindow()


def test_the_keys_of_the_desktop_are_the_kiosks_again_after_it_was_put_away(held: Held, qtbot: QtBot) -> None:
    assert all(held.keys)
    held.keys.clear()
    held.window.showMinimized()
    qtbot.waitUntil(lambda: held.is_well() and bool(held.keys))
    assert held.keys[-1]


def test_a_technician_has_the_desktop_and_the_next_visitor_has_not(held: Held, qtbot: QtBot) -> None:
    technicians = held.rig.presenter.technicians
    technicians.open()
    qtbot.wait(1)
    assert all(held.keys), "whoever is asked for a PIN is nobody yet"
    technicians.enter("2468")
    held.rig.run()
    assert held.rig.state.page is Page.TECHNICIAN
    qtbot.waitUntil(lambda: held.keys[-1] is False)
    held.window.showMinimized()
    hold = held.window.findChild(Hold)
    assert hold is not None
    hold._look()
    assert held.window.isMinimized()
    technicians.leave()
    qtbot.waitUntil(lambda: held.is_well() and held.keys[-1])


def test_a_window_that_is_closed_stays_closed(held: Held) -> None:
    hold = held.window.findChild(Hold)
    assert hold is not None
    held.window.close()
    hold._look()
    assert not held.window.isVisible()


def test_a_kiosk_in_a_window_is_left_alone(example_store: Store, show: Show, english: Language) -> None:
    rig = Rig(example_store).begin()
    window = show(KioskWindow(presenter=rig.presenter, language=english, settle_ms=0))
    assert window.findChild(Hold) is None
