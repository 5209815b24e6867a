"""Visitors at the real window on a real hall: each walks in, gets the number as wanted, and leaves nothing behind."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRegularExpression, Qt
from PySide6.QtGui import QKeyEvent, QPixmap, QRegion, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from antrean.model import EventKind, PrintState
from antrean.store.store import Store
from antrean.ui.language import Language
from antrean.ui.theme import Scheme
from kiosk.access import LOW_SHARE
from kiosk.state import Page, is_at_rest
from kiosk.window import KioskWindow
from tests.apps.kiosk_rig import Rig
from tests.helpers import hall

Show = Callable[[QWidget], QWidget]
Key = Qt.Key
MOST_KEYS = 60


@dataclass
class Visitor:
    """Touches and presses keys as the platform does: at the window, which hands them on."""

    rig: Rig
    window: KioskWindow

    @property
    def handle(self) -> QWindow:
        handle = self.window.windowHandle()
        assert handle is not None
        return handle

    def touch(self, name: str) -> "Visitor":
        """Touch the middle of what is to be seen under a name."""
        target = self.find(name)
        QTest.mouseClick(self.handle, Qt.MouseButton.LeftButton, pos=self.place(target) + target.rect().center())
        return self._rest()

    def keys(self, *pressed: Key) -> "Visitor":
        for key in pressed:
            QTest.keyClick(self.handle, key)
            self._rest()
        return self

    def walk_to(self, name: str, *ways: Key) -> "Visitor":
        """Press the keys of a way over and over until the focus is there."""
        for at in range(MOST_KEYS):
            if self.focused == name:
                return self
            self.keys(ways[at % len(ways)])
        raise AssertionError(f"{name} was not reached, but {self.focused}")

    def scan(self, text: str) -> "Visitor":
        """Type as a scanner does: a key every four milliseconds, by the system's clock, and Enter."""
        signs = [(Key(ord(sign.upper())), sign) for sign in text] + [(Key.Key_Return, "\r")]
        for at, (key, sign) in enumerate(signs):
            event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, sign)
            event.setTimestamp(1_000_000 + 4 * at)
            QCoreApplication.sendEvent(self.handle, event)
        return self._rest()

    def paper(self, state: PrintState) -> "Visitor":
        assert self.rig.paper is not None
        self.rig.paper.report(state)
        return self._rest()

    def find(self, name: str) -> QAbstractButton:
        found = [one for one in self.window.findChildren(QAbstractButton, name) if one.isVisible()]
        assert found, f"{name} is not on the page {self.page}"
        return found[0]

    def place(self, widget: QWidget) -> QPoint:
        return widget.mapTo(self.window, QPoint(0, 0))

    def reads(self, name: str) -> str:
        """Return the text that is to be seen under a name, the texts of several in their order."""
        labels = self.window.findChildren(QLabel, QRegularExpression(f"^{name}$"))
        return " ".join(label.text() for label in labels if label.isVisible())

    @property
    def focused(self) -> str:
        widget = self.window.focusWidget()
        return "" if widget is None else widget.objectName()

    @property
    def page(self) -> Page:
        return self.rig.state.page

    @property
    def number(self) -> str:
        return self.reads("issued_code")

    def _rest(self) -> "Visitor":
        self.rig.run()
        for _ in range(3):
            QCoreApplication.sendPostedEvents()
        self.window.render(QPixmap(1, 1), QPoint(), QRegion(0, 0, 1, 1))
        return self


@pytest.fixture
def visitor(example_store: Store, show: Show, english: Language) -> Visitor:
    """A visitor before a kiosk at its start, which is in Indonesian."""
    rig = Rig(example_store).begin()
    window = KioskWindow(presenter=rig.presenter, language=english, width=1080, height=1920, settle_ms=0)
    show(window)
    return Visitor(rig, window)


def left_as_found(visitor: Visitor) -> bool:
    """Say whether nothing is left of a visitor: neither in the state nor in the look of the window."""
    theme = visitor.window.theme
    is_plain = (theme.scheme, theme.text_scale) == (Scheme.LIGHT, 1.0)
    return is_at_rest(visitor.rig.state) and visitor.page is Page.AGENCIES and is_plain


def test_a_plain_visitor(visitor: Visitor) -> None:
    visitor.touch("agency_K").touch("take_skck")
    assert (visitor.page, visitor.number) == (Page.ISSUED, "KA-001")
    visitor.paper(PrintState.PRINTED)
    assert visitor.reads("issued_heading") == "Silakan ambil nomor Anda"
    visitor.touch("done")
    assert left_as_found(visitor)
    assert visitor.rig.column("language") == ["id"]
    assert visitor.rig.column("print_state") == ["printed"]


def test_a_visitor_who_speaks_english_and_types(visitor: Visitor) -> None:
    visitor.touch("language_switch").touch("search_open")
    for sign in "paspr":
        visitor.touch(f"key_{sign}")
    visitor.touch("hit_paspor-baru")
    assert visitor.page is Page.SERVICE
    visitor.touch("take_paspor-baru")
    assert visitor.number == "GA-001"
    assert visitor.rig.column("language") == ["en"]
    assert visitor.rig.paper is not None
    assert visitor.rig.paper.slips[0][1].language == "en"
    visitor.touch("done")
    assert left_as_found(visitor)
    assert visitor.rig.state.language == "id"


def test_a_visitor_with_priority_who_takes_the_number_back(visitor: Visitor) -> None:
    visitor.touch("agency_K").touch("priority_open").touch("priority_elderly").touch("priority_with_infant")
    visitor.touch("priority_confirm").touch("take_skck")
    assert visitor.number == "KP-001"
    assert visitor.rig.column("priority") == ["with_infant"]
    visitor.touch("cancel")
    assert visitor.page is Page.AGENCIES
    assert "KP-001" in visitor.reads("banner_text")
    assert visitor.rig.column("state") == ["cancelled"]


def test_a_visitor_with_a_keyboard_alone(visitor: Visitor) -> None:
    visitor.walk_to("agency_K", Key.Key_Tab).keys(Key.Key_Return)
    visitor.walk_to("priority_open", Key.Key_Tab).keys(Key.Key_Space)
    visitor.walk_to("priority_disability", Key.Key_Tab).keys(Key.Key_Space)
    visitor.walk_to("priority_confirm", Key.Key_Tab).keys(Key.Key_Return)
    visitor.walk_to("take_skck", Key.Key_Tab).keys(Key.Key_Return)
    assert visitor.number == "KP-001"
    assert visitor.rig.column("priority") == ["disability"]
    visitor.walk_to("done", Key.Key_Tab).keys(Key.Key_Return)
    assert left_as_found(visitor)


def test_a_visitor_with_five_keys_alone(visitor: Visitor) -> None:
    visitor.walk_to("agency_C", Key.Key_Down).keys(Key.Key_Return)
    assert visitor.focused == "take_ktp"
    visitor.walk_to("take_kk", Key.Key_Down).keys(Key.Key_Return)
    assert visitor.number.startswith("C")
    assert visitor.rig.column("service") == ["kk"]
    visitor.keys(Key.Key_Escape)
    assert left_as_found(visitor)


def test_five_keys_reach_the_bar_and_come_back(visitor: Visitor) -> None:
    visitor.walk_to("access_text", Key.Key_Down, Key.Key_Left).keys(Key.Key_Right, Key.Key_Return)
    assert visitor.window.theme.scheme is Scheme.CONTRAST
    assert visitor.focused == "access_contrast", "who switches something stays there"
    visitor.walk_to("search_open", Key.Key_Up, Key.Key_Left)


@pytest.mark.parametrize(("touches", "scale"), [(1, 1.5), (2, 2.0)])
def test_a_visitor_who_needs_large_text(visitor: Visitor, touches: int, scale: float) -> None:
    for _ in range(touches):
        visitor.touch("access_text")
    assert visitor.window.theme.text_scale == scale
    while not any(one.isVisible() for one in visitor.window.findChildren(QAbstractButton, "agency_K")):
        visitor.touch("sheet_next")
    visitor.touch("agency_K").touch("open_skck").touch("take_skck")
    assert visitor.number == "KA-001"
    visitor.touch("done")
    assert left_as_found(visitor)


def test_a_visitor_who_needs_contrast(visitor: Visitor) -> None:
    visitor.touch("access_contrast").touch("agency_K").touch("take_skck")
    assert (visitor.window.theme.scheme, visitor.number) == (Scheme.CONTRAST, "KA-001")
    visitor.rig.wait(30)
    assert not left_as_found(visitor), "without paper the number stays longer"
    visitor.rig.wait(40)
    assert left_as_found(visitor)


def test_a_visitor_in_a_wheelchair(visitor: Visitor) -> None:
    line = round(visitor.window.height() * (1 - LOW_SHARE))

    def low(name: str) -> str:
        assert visitor.place(visitor.find(name)).y() >= line, name
        return name

    visitor.touch("access_low")
    while not any(one.isVisible() for one in visitor.window.findChildren(QAbstractButton, "agency_K")):
        visitor.touch(low("sheet_next"))
    visitor.touch(low("agency_K"))
    visitor.touch(low("take_skck" if visitor.window.findChildren(QAbstractButton, "take_skck") else "open_skck"))
    assert visitor.reads("issued_code") == "KA-001"
    visitor.touch(low("done"))
    assert left_as_found(visitor)


def test_a_visitor_in_easy_mode_is_asked_one_thing_after_the_other(visitor: Visitor) -> None:
    visitor.touch("access_easy")
    shown = [one for one in visitor.window.findChildren(QAbstractButton) if one.objectName().startswith("agency_")]
    assert len([one for one in shown if one.isVisible()]) == 4
    visitor.touch("agency_C").touch("open_ktp").touch("take_ktp")
    assert visitor.page is Page.PRIORITY
    visitor.touch("priority_none")
    assert visitor.page is Page.ISSUED
    assert visitor.rig.column("priority") == [None]
    visitor.touch("done")
    assert left_as_found(visitor)


def test_a_visitor_who_scans_the_ticket(visitor: Visitor) -> None:
    hall.issue(visitor.rig.store, "skck")
    secret = visitor.rig.column("secret")[0]
    visitor.scan(f"AQ1:{secret}")
    assert visitor.page is Page.FOUND
    assert visitor.reads("found_code") == "KA-001"
    visitor.touch("found_reprint")
    assert visitor.rig.paper is not None
    assert [slip.is_copy for _, slip in visitor.rig.paper.slips] == [True]
    hall.call(visitor.rig.store, hall.open_counter(visitor.rig.store, 19))
    visitor.rig.hear()
    assert "19" in visitor.reads("found_.*")
    visitor.keys(Key.Key_Escape)
    assert left_as_found(visitor)


def test_one_tap_is_one_number_however_hasty_the_hand(visitor: Visitor) -> None:
    visitor.touch("agency_K")
    target = visitor.find("take_skck")
    at = visitor.place(target) + target.rect().center()
    for _ in range(3):
        QTest.mouseDClick(visitor.handle, Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseClick(visitor.handle, Qt.MouseButton.LeftButton, pos=at)
    visitor.rig.run()
    assert visitor.rig.count(EventKind.ISSUED) == 1
