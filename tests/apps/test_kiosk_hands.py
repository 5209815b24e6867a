"""The kiosk's window in many hands: fingers, palms, five keys, a scanner, a seated visitor, one who is slow."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from antrean.model import EventKind
from antrean.store.store import Store
from antrean.ui.language import Language
from antrean.ui.theme import Scheme
from kiosk.state import Page
from kiosk.window import KioskWindow
from tests.apps.kiosk_rig import Rig
from tests.helpers import qt

Show = Callable[[QWidget], QWidget]
Key = Qt.Key


@pytest.fixture
def rig(example_store: Store) -> Rig:
    return Rig(example_store).begin()


@pytest.fixture
def window(rig: Rig, show: Show, english: Language) -> KioskWindow:
    return opened(rig, show, english)


def opened(
    rig: Rig, show: Show, language: Language, *, size: tuple[int, int] = (1080, 1920), settle_ms: int = 0
) -> KioskWindow:
    window = KioskWindow(presenter=rig.presenter, language=language, width=size[0], height=size[1], settle_ms=settle_ms)
    rig.presenter.switch_language()
    show(window)
    return window


def button(window: QWidget, name: str) -> QAbstractButton:
    found = [one for one in window.findChildren(QAbstractButton, name) if one.isVisible()]
    assert found, name
    return found[0]


def middle(window: QWidget, name: str) -> QPoint:
    target = button(window, name)
    return target.mapTo(window, target.rect().center())


def page(rig: Rig) -> Page:
    return rig.state.page


def part(window: QWidget, name: str) -> QWidget:
    found = window.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def keys(window: KioskWindow, *pressed: Qt.Key) -> None:
    """Press keys as the platform does: at the window, which hands them to whatever has the focus."""
    handle = window.windowHandle()
    assert handle is not None
    for key in pressed:
        QTest.keyClick(handle, key)
        QCoreApplication.sendPostedEvents()


def scan(window: KioskWindow, text: str) -> None:
    """Type as a scanner does: a key every four milliseconds, by the system's clock, and Enter."""
    signs = [(Key(ord(sign.upper())), sign) for sign in text] + [(Key.Key_Return, "\r")]
    for at, (key, sign) in enumerate(signs):
        event = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, sign)
        event.setTimestamp(1_000_000 + 4 * at)
        QCoreApplication.sendEvent(window.windowHandle(), event)


def focused(window: QWidget) -> str:
    return window.focusWidget().objectName()


# Five keys.


def test_a_number_with_five_keys_alone(rig: Rig, window: KioskWindow) -> None:
    keys(window, Key.Key_Down)
    assert focused(window) == "search_open", "the first key shows where one is"
    for _ in range(8):
        if focused(window) != "agency_K":
            keys(window, Key.Key_Down)
    keys(window, Key.Key_Return)
    assert (page(rig), focused(window)) == (Page.SERVICES, "take_skck")
    keys(window, Key.Key_Down)
    assert focused(window) == "take_sim"
    keys(window, Key.Key_Up, Key.Key_Return)
    rig.run()
    assert rig.code == "KA-001"
    keys(window, Key.Key_Escape)
    assert page(rig) is Page.AGENCIES


def test_arrows_reach_the_header_and_come_back(rig: Rig, window: KioskWindow) -> None:
    keys(window, Key.Key_Down)
    keys(window, *[Key.Key_Up] * 3)
    assert focused(window) == "language_switch"
    keys(window, Key.Key_Down)
    assert focused(window).startswith("agency_") or focused(window).startswith("search")


def test_who_touches_sees_no_ring(rig: Rig, window: KioskWindow) -> None:
    keys(window, Key.Key_Down)
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=middle(window, "agency_K"))
    assert page(rig) is Page.SERVICES
    assert window.focusWidget() is window


def test_a_key_held_down_moves_and_presses_once(rig: Rig, window: KioskWindow) -> None:
    keys(window, Key.Key_Down)
    before = focused(window)
    repeat = QKeyEvent(QKeyEvent.Type.KeyPress, Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True, 1)
    QCoreApplication.sendEvent(window.windowHandle(), repeat)
    assert (page(rig), focused(window)) == (Page.AGENCIES, before)


def test_help_speaks_first_then_repeats_and_rings_at_last(rig: Rig, window: KioskWindow, qtbot: QtBot) -> None:
    keys(window, Key.Key_F1)
    assert rig.state.access.is_spoken
    with qtbot.waitSignal(rig.presenter.help_asked):
        keys(window, Key.Key_F1)
    keys(window, Key.Key_Down, Key.Key_F1, Key.Key_F1)
    assert rig.state.companion is None
    keys(window, Key.Key_F1)
    rig.run()
    assert rig.count(EventKind.ASSISTANCE_ASKED) == 1


def test_the_volume_key_is_for_who_listens(rig: Rig, window: KioskWindow) -> None:
    before = rig.state.access
    keys(window, Key.Key_VolumeUp)
    assert rig.state.access == before
    rig.presenter.toggle_spoken()
    keys(window, Key.Key_VolumeUp)
    assert rig.state.access.volume == before.volume + 1


def test_the_hidden_keys_ask_for_the_pin(rig: Rig, window: KioskWindow) -> None:
    handle = window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Key.Key_T, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    assert page(rig) is Page.PIN
    keys(window, Key.Key_Escape)
    assert page(rig) is Page.AGENCIES


# A scanner.


def test_a_scan_shows_the_ticket_and_presses_nothing(rig: Rig, window: KioskWindow) -> None:
    rig.at("K").take("skck")
    secret = rig.column("secret")[0]
    rig.presenter.done()
    keys(window, Key.Key_Down)
    scan(window, f"AQ1:{secret}")
    rig.run()
    assert page(rig) is Page.FOUND
    assert rig.state.found is not None
    assert rig.state.found.issued is not None
    assert rig.state.found.issued.ticket.code == "KA-001"


def test_a_scan_into_the_search_leaves_no_letters_there(rig: Rig, window: KioskWindow) -> None:
    rig.presenter.open_search()
    rig.presenter.type_text("k")
    scan(window, "AQ1:0123456789abcdef0123")
    rig.run()
    assert page(rig) is Page.FOUND
    keys(window, Key.Key_Escape)
    assert (page(rig), rig.state.query) == (Page.SEARCH, "k")


def test_letters_of_a_keyboard_are_searched_for(rig: Rig, window: KioskWindow) -> None:
    rig.presenter.open_search()
    keys(window, Key.Key_S, Key.Key_I, Key.Key_M, Key.Key_A, Key.Key_Backspace)
    assert rig.state.query.casefold() == "sim"
    assert rig.state.hits[0] == "sim"


# Fingers.


def test_a_second_finger_takes_back_what_the_first_began(rig: Rig, window: KioskWindow) -> None:
    finger = QTest.createTouchDevice()
    one, other = middle(window, "agency_K"), middle(window, "agency_C")
    QTest.touchEvent(window, finger).press(0, one, window).commit()
    QTest.touchEvent(window, finger).stationary(0).press(1, other, window).commit()
    QTest.touchEvent(window, finger).move(0, one, window).stationary(1).commit()
    QTest.touchEvent(window, finger).release(0, one, window).stationary(1).commit()
    QTest.touchEvent(window, finger).release(1, other, window).commit()
    assert page(rig) is Page.AGENCIES
    # The next single finger counts again.
    QTest.touchEvent(window, finger).press(0, one, window).commit()
    QTest.touchEvent(window, finger).release(0, one, window).commit()
    assert page(rig) is Page.SERVICES


def test_two_fingers_at_once_do_nothing(rig: Rig, window: KioskWindow) -> None:
    finger = QTest.createTouchDevice()
    one, other = middle(window, "agency_K"), middle(window, "agency_C")
    QTest.touchEvent(window, finger).press(0, one, window).press(1, other, window).commit()
    QTest.touchEvent(window, finger).release(0, one, window).release(1, other, window).commit()
    assert page(rig) is Page.AGENCIES


def test_two_fingers_on_two_services_give_no_number(rig: Rig, window: KioskWindow) -> None:
    rig.at("K")
    window.grab()
    finger = QTest.createTouchDevice()
    one, other = middle(window, "take_skck"), middle(window, "take_sim")
    QTest.touchEvent(window, finger).press(0, one, window).commit()
    QTest.touchEvent(window, finger).stationary(0).press(1, other, window).commit()
    QTest.touchEvent(window, finger).release(0, one, window).release(1, other, window).commit()
    rig.run()
    assert rig.count(EventKind.ISSUED) == 0


def test_a_tap_that_follows_a_page_change_chooses_nothing(
    rig: Rig, show: Show, english: Language, qtbot: QtBot
) -> None:
    window = opened(rig, show, english, settle_ms=200)
    qtbot.waitUntil(lambda: not window.is_settling)
    finger = QTest.createTouchDevice()
    at = middle(window, "agency_K")
    for _ in range(3):
        QTest.touchEvent(window, finger).press(0, at, window).commit()
        QTest.touchEvent(window, finger).release(0, at, window).commit()
    rig.run()
    assert (page(rig), rig.count(EventKind.ISSUED)) == (Page.SERVICES, 0)


@pytest.mark.parametrize("name", ["take_skck", "open_skck"])
def test_a_finger_that_goes_up_on_another_service_than_it_went_down_on_chooses_nothing(
    rig: Rig, window: KioskWindow, name: str
) -> None:
    if name.startswith("open"):
        rig.presenter.next_text_size()
    rig.at("K")
    pressed = button(window, name)
    QTest.mousePress(pressed, Qt.MouseButton.LeftButton)
    rig.presenter.home()
    rig.at("C")
    assert pressed.objectName() not in (name, "")
    QTest.mouseRelease(pressed, Qt.MouseButton.LeftButton)
    rig.run()
    assert (page(rig), rig.count(EventKind.ISSUED)) == (Page.SERVICES, 0)


# How the visitor wants the screen.


def test_low_reach_puts_everything_to_touch_into_the_lower_part(rig: Rig, window: KioskWindow) -> None:
    rig.presenter.toggle_low()
    for act in (lambda: None, lambda: rig.at("K"), lambda: rig.take("skck")):
        act()
        for _ in range(4):
            QCoreApplication.sendPostedEvents()
        line = window.height() - round(window.height() * 0.45)
        tops = {one.objectName(): one.mapTo(window, QPoint(0, 0)).y() for one in qt.seen(window) if _is_button(one)}
        assert tops
        assert {name: top for name, top in tops.items() if top < line} == {}
    assert _text(window, "issued_code") == "KA-001"
    rig.presenter.done()
    assert not rig.state.access.is_low
    assert part(window, "upper_panel").isHidden()


def test_in_low_reach_what_is_read_stands_above_and_comes_back(rig: Rig, window: KioskWindow) -> None:
    def middle_of(name: str) -> int:
        for _ in range(4):
            QCoreApplication.sendPostedEvents()
        [one] = [one for one in qt.seen(window) if one.objectName() == name]
        return one.mapTo(window, one.rect().center()).y()

    rig.at("K").presenter.choose_service("skck")
    for is_low in (True, False, True):
        rig.presenter.toggle_low()
        assert (middle_of("service_name") < middle_of("back")) is is_low
        assert middle_of("back") < middle_of("take_skck")
    rig.take("skck")
    assert middle_of("issued_code") < middle_of("language_switch") < middle_of("done")
    gone = {"service_name", "upper_heading"}
    assert not gone & {one.objectName() for one in qt.seen(window)}, "the page's own heading stands there"
    rig.presenter.done()
    rig.run().at("K").presenter.choose_service("skck")
    assert middle_of("back") < middle_of("service_name") < middle_of("take_skck")


def test_low_reach_is_for_upright_screens_alone(rig: Rig, show: Show, english: Language) -> None:
    window = opened(rig, show, english, size=(1920, 1080))
    rig.presenter.toggle_low()
    assert part(window, "upper_panel").isHidden()


def test_text_and_contrast_follow_the_visitor_and_go_with_him(rig: Rig, window: KioskWindow) -> None:
    normal = window.theme
    rig.presenter.next_text_size()
    assert window.theme.text_scale == 1.5
    rig.presenter.next_text_size()
    rig.presenter.toggle_contrast()
    assert (window.theme.text_scale, window.theme.scheme) == (2.0, Scheme.CONTRAST)
    rig.presenter.done()
    assert window.theme == normal


# Who is slow.


def test_the_question_stands_over_the_page_and_a_touch_answers_it(rig: Rig, window: KioskWindow) -> None:
    rig.at("K").wait(40)
    assert _text(window, "warning_text").endswith("in 20 seconds.")
    assert button(window, "take_skck").isVisible()
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=middle(window, "warning_extend"))
    assert rig.state.closing_in_s is None
    assert part(window, "warning_sheet").isHidden()
    rig.wait(40)
    QTest.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton, pos=middle(window, "warning_done"))
    assert page(rig) is Page.AGENCIES


def test_with_keys_the_question_has_the_focus_and_gives_it_back(rig: Rig, window: KioskWindow) -> None:
    keys(window, Key.Key_Down)
    rig.at("K").wait(40)
    assert focused(window) == "warning_extend"
    keys(window, Key.Key_Left)
    assert focused(window) == "warning_done"
    keys(window, Key.Key_Tab)
    assert focused(window) == "warning_extend"
    keys(window, Key.Key_Return)
    rig.run()
    assert (page(rig), rig.state.closing_in_s, rig.state.extensions_left) == (Page.SERVICES, None, 19)
    assert (focused(window), rig.count(EventKind.ISSUED)) == ("take_skck", 0)


def test_a_locked_window_stays_when_a_visitor_wants_to_close_it(rig: Rig, window: KioskWindow) -> None:
    from PySide6.QtGui import QWindow

    window.lock(hide_pointer=True)
    window.show()
    handle = window.windowHandle()
    assert isinstance(handle, QWindow)
    assert window.windowFlags() & Qt.WindowType.FramelessWindowHint
    assert window.cursor().shape() == Qt.CursorShape.BlankCursor
    event = QCloseEvent()
    window.closeEvent(event)
    assert event.isAccepted(), "the system's own end closes it"


def _is_button(widget: QWidget) -> bool:
    return isinstance(widget, QAbstractButton)


def _text(window: QWidget, name: str) -> str:
    from PySide6.QtWidgets import QLabel

    found = window.findChild(QLabel, name)
    assert isinstance(found, QLabel)
    return found.text()
