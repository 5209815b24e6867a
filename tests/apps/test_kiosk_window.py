"""The kiosk's window: every page in both languages and on every screen, touch, keys, and what must not happen."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from antrean.errors import Unavailable
from antrean.model import EventKind, PrintState
from antrean.store.store import Store
from antrean.ui.language import Language
from antrean.ui.theme import Kind, Theme
from kiosk.window import KioskWindow
from tests.apps.kiosk_rig import Rig
from tests.helpers import hall, qt

Show = Callable[[QWidget], QWidget]
SIZES = ((1080, 1920), (1920, 1080), (1280, 720))


@pytest.fixture
def rig(example_store: Store) -> Rig:
    return Rig(example_store).begin()


def open_window(rig: Rig, show: Show, language: Language, size: tuple[int, int] = SIZES[0], **options: int) -> QWidget:
    """Show the kiosk in English, without the shield unless a test wants it."""
    window = KioskWindow(
        presenter=rig.presenter,
        language=language,
        width=size[0],
        height=size[1],
        settle_ms=options.get("settle_ms", 0),
    )
    if rig.state.language == "id":
        rig.presenter.switch_language()
    return show(window)


def button(window: QWidget, name: str) -> QAbstractButton:
    found = window.findChildren(QAbstractButton, name)
    assert found, name
    # Both lists have buttons to turn their sheets.
    return next((one for one in found if one.isVisible()), found[0])


def text(window: QWidget, name: str) -> str:
    found = window.findChild(QLabel, name)
    assert isinstance(found, QLabel), name
    return found.text()


def press(window: QWidget, name: str) -> None:
    """Press where the button stands on the window: what lies over it gets the press, as with a finger."""
    target = button(window, name)
    at = target.mapTo(window, target.rect().center())
    hit = window.childAt(at)
    assert hit is not None
    QTest.mouseClick(hit, Qt.MouseButton.LeftButton, pos=hit.mapFrom(window, at))


def settle(window: QWidget) -> None:
    """Let every layout come to rest, as it does before anybody can see the window."""
    for _ in range(4):
        QCoreApplication.sendPostedEvents()
    # Qt arranges everything before it paints anything, be it one pixel.
    window.render(QPixmap(1, 1), QPoint(), QRegion(0, 0, 1, 1))


def page(window: QWidget) -> str:
    return next(one.objectName() for one in qt.seen(window) if one.objectName().startswith("page_"))


def test_a_visitor_takes_a_number_with_two_touches(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    assert page(window) == "page_agencies"
    press(window, "agency_K")
    assert page(window) == "page_services"
    press(window, "take_skck")
    assert button(window, "take_skck").text() == "One moment …"
    rig.run()
    assert page(window) == "page_issued"
    assert text(window, "issued_code") == "KA-001"
    assert text(window, "issued_ahead") == "Nobody"
    assert text(window, "issued_counters") == "19 or 20"
    assert text(window, "issued_zone") == "3 · red"
    assert text(window, "issued_heading") == "Your number is being printed"
    press(window, "done")
    assert page(window) == "page_agencies"


def test_the_cards_say_what_the_hall_says(rig: Rig, show: Show, english: Language) -> None:
    for _ in range(2):
        hall.issue(rig.store, "skck")
    rig.begin()
    window = open_window(rig, show, english)
    assert "Police. 2 waiting" in button(window, "agency_K").accessibleName()
    assert "Narcotics Agency. Not open today" in button(window, "agency_Z").accessibleName()
    press(window, "agency_K")
    shown = qt.texts(window)
    for expected in ("2 waiting", "Counter 19 or 20", "Rp30.000", "Nobody waiting", "Free"):
        assert expected in shown


def test_a_closed_agency_answers_a_touch_with_the_reason(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    press(window, "agency_Z")
    assert page(window) == "page_services"
    assert text(window, "agency_closed_text").startswith("Not open today. You can take a number from Thursday")
    assert not button(window, "priority_open").isVisible()
    assert not any(one.objectName().startswith("take_") for one in qt.seen(window))


def test_a_closed_hall_says_when_it_opens(rig: Rig, show: Show, english: Language) -> None:
    hall.set_clock(rig.store, "2026-12-25 09:00")
    rig.begin()
    window = open_window(rig, show, english)
    rig.presenter.wake()
    assert text(window, "agencies_heading") == "No numbers are given at the moment"
    assert text(window, "hall_closed_text") == (
        "Closed for a holiday (Christmas Day). You can take a number from Saturday, 26 December 2026, 07:30."
    )


def test_the_language_button_changes_everything_at_once(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    assert button(window, "language_switch").text() == "Bahasa Indonesia"
    assert "Police" in qt.texts(window)
    press(window, "language_switch")
    assert button(window, "language_switch").text() == "English"
    assert "Polres" in qt.texts(window)
    assert text(window, "clock") == "08.05"
    assert english.code == "id"


def test_priority_is_asked_in_the_page_and_taken_back_by_a_touch(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    press(window, "agency_K")
    press(window, "priority_open")
    assert not any(one.objectName().startswith("take_") for one in qt.seen(window))
    press(window, "priority_elderly")
    press(window, "priority_confirm")
    assert text(window, "priority_text") == "Your number will be a priority number: Aged 60 or over"
    press(window, "priority_clear")
    assert button(window, "priority_open").isVisible()
    press(window, "priority_open")
    press(window, "priority_with_infant")
    press(window, "priority_confirm")
    press(window, "take_skck")
    rig.run()
    assert text(window, "issued_code") == "KP-001"
    assert "issued_priority" in {one.objectName() for one in qt.seen(window)}


def test_without_paper_the_number_comes_with_a_readable_qr(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    press(window, "agency_K")
    press(window, "take_skck")
    rig.run()
    assert rig.paper is not None
    rig.paper.report(PrintState.PRINTED)
    seen = {one.objectName() for one in qt.seen(window)}
    assert "issued_qr" not in seen
    rig.paper.report(PrintState.FAILED)
    window.grab()
    assert text(window, "issued_heading") == "No paper came out. Your number is valid all the same."
    assert text(window, "issued_todo") == "Take a photo of this number or write it down."
    [found] = zxingcpp.read_barcodes(qt.image(window), formats=zxingcpp.BarcodeFormat.QRCode, try_invert=False)
    assert found.text == f"AQ1:{rig.column('secret')[0]}"


def test_a_lost_hall_is_told_calmly_and_the_button_explains_before_any_touch(
    rig: Rig, show: Show, english: Language
) -> None:
    window = open_window(rig, show, english)
    press(window, "agency_K")
    rig.line.is_down = True
    rig.presenter.on_lost(Unavailable("database", "The line is cut."))
    assert "not connected" in text(window, "banner_text")
    assert text(window, "trouble_skck") == "The queue cannot be reached at the moment. We keep trying."
    assert "trouble_skck" in {one.objectName() for one in qt.seen(window)}
    assert not button(window, "take_skck").isEnabled()
    press(window, "take_skck")
    rig.run()
    assert rig.count(EventKind.ISSUED) == 0
    rig.line.is_down = False
    rig.begin()
    assert {"banner", "trouble_skck"}.isdisjoint(one.objectName() for one in qt.seen(window))
    assert button(window, "take_skck").isEnabled()


def test_before_there_is_a_hall_a_calm_page_says_so(tmp_path: Path, show: Show, english: Language) -> None:
    path = tmp_path / "late.db"
    store = hall.connect(f"sqlite:///{path}")
    rig = Rig(store)
    window = open_window(rig, show, english)
    assert text(window, "waiting_heading") == "One moment, please"
    rig.begin()
    assert page(window) == "page_waiting"
    assert text(window, "waiting_heading") == "This kiosk is not ready yet"
    assert "antrean db upgrade" in text(window, "waiting_detail")
    shutil.copyfile(hall.prepared(), path)
    rig.begin()
    assert page(window) == "page_agencies"
    store.close()


def test_after_a_page_change_a_touch_counts_for_nothing_for_a_moment(
    rig: Rig, show: Show, english: Language, qtbot: QtBot
) -> None:
    window = open_window(rig, show, english, settle_ms=200)
    assert isinstance(window, KioskWindow)
    qtbot.waitUntil(lambda: not window.is_settling)
    press(window, "agency_K")
    assert page(window) == "page_services"
    press(window, "take_skck")
    press(window, "back")
    QTest.keyClick(window, Qt.Key.Key_Escape)
    rig.run()
    assert (page(window), rig.count(EventKind.ISSUED)) == ("page_services", 0)
    qtbot.waitUntil(lambda: not window.is_settling)
    press(window, "take_skck")
    rig.run()
    press(window, "done")
    press(window, "cancel")
    rig.run()
    assert (page(window), rig.column("state")) == ("page_issued", ["waiting"])


def test_a_banner_that_moves_the_page_stops_touches_too(rig: Rig, show: Show, english: Language, qtbot: QtBot) -> None:
    window = open_window(rig, show, english, settle_ms=200)
    assert isinstance(window, KioskWindow)
    press_at = "agency_K"
    qtbot.waitUntil(lambda: not window.is_settling)
    rig.presenter.on_lost(Unavailable("database", "The line is cut."))
    press(window, press_at)
    assert page(window) == "page_agencies"


def test_the_second_touch_of_a_double_tap_does_nothing(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    press(window, "agency_K")
    target = button(window, "take_skck")
    QTest.mouseClick(target, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(target, Qt.MouseButton.LeftButton)
    QTest.mouseClick(target, Qt.MouseButton.LeftButton)
    rig.run()
    assert rig.count(EventKind.ISSUED) == 1


def test_a_finger_on_a_touch_screen_presses_a_card(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    card = button(window, "agency_K")
    finger = QTest.createTouchDevice()
    at: QPoint = card.mapTo(window, card.rect().center())
    QTest.touchEvent(window, finger).press(0, at, window).commit()
    QTest.touchEvent(window, finger).release(0, at, window).commit()
    assert page(window) == "page_services"


def test_the_keyboard_does_it_too(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    order = qt.focus_order(window)
    assert order[:5] == ["language_switch", "search_open", "standards_open", "agency_C", "agency_D"]
    assert len([name for name in order if name.startswith("agency_")]) == 22
    button(window, "agency_K").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button(window, "agency_K"), Qt.Key.Key_Return)
    assert page(window) == "page_services"
    assert window.focusWidget() is button(window, "take_skck"), "who uses keys goes on from the first thing to do"
    names = ["back", "language_switch", "take_skck", "take_sim", "take_kehilangan", "priority_open"]
    bar = ["access_text", "access_contrast", "access_low", "access_easy", "access_spoken", "companion_call"]
    assert qt.focus_order(window) == [*names, *bar]
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert page(window) == "page_agencies"


def test_a_key_that_is_held_down_counts_once(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    press(window, "agency_K")
    take = button(window, "take_skck")
    take.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in range(3):
        QTest.keyClick(take, Qt.Key.Key_Enter)
    rig.run()
    assert rig.count(EventKind.ISSUED) == 1


def test_what_does_not_fit_is_turned_with_buttons(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english, (1280, 420))
    press(window, "agency_C")
    settle(window)
    seen = [one.objectName() for one in qt.seen(window)]
    assert "take_ktp" in seen
    assert "sheet_next" in seen
    assert "sheet_before" not in seen
    first = {name for name in seen if name.startswith("take_")}
    shown = set(first)
    for _ in range(5):
        if not button(window, "sheet_next").isVisible():
            break
        press(window, "sheet_next")
        settle(window)
        shown |= {one.objectName() for one in qt.seen(window) if one.objectName().startswith("take_")}
    assert len(shown) == 6 > len(first)
    press(window, "sheet_before")
    press(window, "back")
    assert rig.state.turn == 0


def test_a_state_shown_twice_changes_nothing(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    assert isinstance(window, KioskWindow)
    rig.presenter.choose_agency("K")
    settle(window)
    before = window.grab().toImage()
    window.show_state(rig.state)
    assert window.grab().toImage() == before


def test_the_window_takes_its_units_from_its_shorter_side() -> None:
    assert {Theme.fit(Kind.KIOSK, *size).u for size in SIZES[:2]} == {1.0}
