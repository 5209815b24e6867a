"""The database is away in the middle of a call: one call results, the screen says so, stays usable and comes back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListView, QMenu, QWidget
from pytestqt.qtbot import QtBot

from antrean.errors import Unavailable
from antrean.model import EventKind
from antrean.ui.language import Language
from counter.state import Deed, allowed
from counter.window import CounterWindow
from tests.apps.counter_rig import Rig
from tests.helpers import hall

Show = Callable[[QWidget], QWidget]
SOON_MS = 10


@pytest.fixture
def rig(counter_halls: tuple[hall.Warm, hall.Warm]) -> Rig:
    """The open counter 3 with three people waiting; it tries again without delay."""
    rig = Rig(counter_halls[1].again()).open()
    rig.presenter._retry.pause_ms = SOON_MS
    return rig


@pytest.fixture
def window(rig: Rig, english: Language, show: Show) -> CounterWindow:
    window = show(rig.window(english))
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    assert isinstance(window, CounterWindow)
    return window


def _press(window: QWidget, name: str) -> None:
    QTest.keySequence(window, QKeySequence(name))


def _call(rig: Rig, window: QWidget) -> None:
    _press(window, "F5")
    rig.run()


def _text(window: QWidget, name: str) -> str:
    found = window.findChild(QLabel, name)
    assert isinstance(found, QLabel), name
    return found.text() if found.isVisible() else ""


def _request(rig: Rig) -> str:
    """Return the id under which the lost click will be repeated."""
    unsure = rig.presenter.state.unsure
    assert unsure is not None
    return unsure.request_id


def _requests(rig: Rig) -> list[str]:
    return [row.id for row in hall.rows(rig.store, "SELECT id FROM requests WHERE action = 'call_next'")]


def _break_line(rig: Rig, *, is_written: bool) -> None:
    """Cut the line: after the next call was written and before it is told, or before that."""
    rig.line.loses_answers = is_written
    rig.line.is_down = not is_written


def _mend_line(rig: Rig) -> None:
    rig.line.loses_answers = rig.line.is_down = False


@pytest.mark.parametrize("is_written", [True, False])
def test_the_click_is_repeated_under_its_own_id_and_calls_once(
    rig: Rig, window: CounterWindow, is_written: bool
) -> None:
    _break_line(rig, is_written=is_written)
    _call(rig, window)
    lost = _request(rig)
    assert window.banner.isVisible()
    assert "The connection to the database is lost; we keep trying." in window.banner.sentence()
    assert "08:0" in window.banner.sentence()
    # Nobody is known to be here, and only the same wish may be repeated: as often as one likes.
    for _ in range(3):
        assert allowed(rig.presenter.state) == {Deed.CALL_NEXT}
        _call(rig, window)
        assert _request(rig) == lost
    _mend_line(rig)
    _call(rig, window)
    assert _text(window, "active_code") == "CA-001"
    assert rig.count(EventKind.CALLED) == 1
    assert _requests(rig) == [lost]
    assert not window.banner.isVisible()
    assert _text(window, "refusal") == ""


@pytest.mark.parametrize(("is_written", "shown"), [(True, "CA-001"), (False, "")])
def test_it_comes_back_by_itself_as_the_hall_is(
    rig: Rig, window: CounterWindow, qtbot: QtBot, is_written: bool, shown: str
) -> None:
    _break_line(rig, is_written=is_written)
    _call(rig, window)
    # Away for more than one try.
    for _ in range(2):
        qtbot.waitUntil(lambda: rig.jobs.waiting > 0)
        rig.presenter._retry.pause_ms = SOON_MS
        rig.run()
        assert window.banner.isVisible()
    _mend_line(rig)
    qtbot.waitUntil(lambda: rig.jobs.waiting > 0)
    rig.run()
    assert not window.banner.isVisible()
    assert _text(window, "active_code") == shown
    if not is_written:
        _call(rig, window)
    assert (rig.active, rig.count(EventKind.CALLED)) == ("CA-001", 1)
    # And on it goes.
    _call(rig, window)
    assert (rig.active, rig.count(EventKind.CALLED)) == ("CA-002", 2)


def test_the_screen_stays_usable_meanwhile(rig: Rig, window: CounterWindow, english: Language) -> None:
    _break_line(rig, is_written=True)
    _call(rig, window)
    assert isinstance(rig.presenter.state.refusal, Unavailable)
    assert _text(window, "refusal") == "The queue cannot be reached at the moment. We keep trying."
    _press(window, "F1")
    assert window.keys_page.isVisible()
    assert window.banner.isVisible()
    _press(window, "Esc")
    assert not window.keys_page.isVisible()
    _press(window, "F12")
    menu = window.findChild(QMenu, "counter_menu")
    assert menu is not None
    assert menu.isVisible()
    menu.close()
    english.set("id")
    # What Qt puts off until the loop turns.
    QCoreApplication.sendPostedEvents()
    assert "Sambungan ke basis data terputus" in window.banner.sentence()
    english.set("en")
    waiting = window.findChild(QListView, "waiting_list")
    assert waiting is not None
    _press(window, "Ctrl+3")
    _press(window, "Ctrl+1")
    assert waiting.isVisible()
    assert waiting.model().rowCount() == 3
    # What would pick somebody out of old lists, or end a visitor who may not be here, is not even tried.
    for key in ("F7", "F10", "F11", "Ctrl+B"):
        _press(window, key)
    assert rig.jobs.waiting == 0
