"""The kiosk for everybody: every page in every language and mode, measured as an eye, a finger and a voice meet it.

Each time those are walked in which something has to find room that has it elsewhere, some ten seconds of a core. With
KIOSK_WALK=whole every page is walked in every language and mode on every screen, for two minutes and more: after a
change of how pages are laid out, of their words, or of the type scale.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from antrean.store.store import Store
from antrean.ui.language import Language
from antrean.ui.theme import Kind, Theme, contrast
from antrean.ui.widgets import BigButton, FitLabel
from antrean.ui.window import ThemedWindow
from kiosk.access import LOW_SHARE
from kiosk.finger import finger_px
from kiosk.pages.warning_sheet import WarningSheet
from kiosk.state import Page
from kiosk.window import KioskWindow
from tests.apps.kiosk_rig import FakeBench, Rig
from tests.helpers import hall, qt
from tests.helpers.kiosk_tour import MODES, Stop, record
from tests.helpers.sight import Sight

Show = Callable[[QWidget], QWidget]
MOST_SHEETS = 30
LARGE_ENOUGH = 0.925
"""Of the size its role has with the visitor's factor: 1.4 times the normal one at 1.5, 1.85 at 2."""
FINGER_MM = 20
KEY_MM = 15
"""Ten keys side by side cannot each be 20 mm wide on every screen, nor four rows of them 20 mm high low on it."""
WITHOUT_MODES = (Page.WAITING, Page.CLOSED, Page.PIN, Page.TECHNICIAN)
"""Pages that nobody can bring a mode to: each begins, or ends, somebody's visit."""
LED_BY_SENSE = (("key_", "hit_"), ("take_", "sheet_"))
"""Steps of Tab against the way of reading: first type, then what it finds; first the number, then what more to read."""


@dataclass(frozen=True)
class Screen:
    """A screen that kiosks have; `width_mm` as in the settings."""

    width: int
    height: int
    width_mm: int


UPRIGHT, FLAT, SMALL, SMALL_UPRIGHT = (
    Screen(1080, 1920, 398),
    Screen(1920, 1080, 476),
    Screen(1280, 720, 345),
    Screen(768, 1366, 194),
)
EVERYDAY = {
    "agencies",
    "search, ktp",
    "search, zzqqx",
    "services C",
    "services Z",
    "service sim",
    "service pbi-jk",
    "priority, two chosen",
    "issued",
    "issued, no paper",
    "found, waiting",
    "standards",
    "agencies, companion called",
    "services, nobody there",
    "service, lost",
}
"""What nearly every visitor meets, and where texts are longest."""
COLOURED = EVERYDAY | {"services, quota used up", "agencies, cancelled", "found, called", "pin, wrong", "technician"}
COLOURED |= {"closed", "services with priority", "issued, called", "agencies, holiday"}

ROUGH = {"agencies", "search, ktp", "services C", "service sim", "priority, two chosen", "issued"}
"""One of each page, where another walk has the rest."""

NARROW = {"services M", "service with priority", "issued, paper again", "found, unknown"}
"""Where long texts and several buttons meet."""

WALKS = (
    pytest.param(UPRIGHT, ("normal",), "en", None, id="upright"),
    pytest.param(UPRIGHT, ("normal",), "id", EVERYDAY, id="upright, in Indonesian"),
    pytest.param(UPRIGHT, ("large", "contrast", "easy", "spoken"), "en", ROUGH, id="upright, modes"),
    pytest.param(UPRIGHT, ("largest",), "id", EVERYDAY, id="upright, largest"),
    pytest.param(UPRIGHT, ("low",), "en", EVERYDAY | {"services M"}, id="upright, low"),
    pytest.param(FLAT, ("largest",), "id", ROUGH | {"search, a", "standards", "service, lost"}, id="flat"),
    pytest.param(SMALL, ("largest",), "id", EVERYDAY - {"standards"}, id="small"),
    pytest.param(SMALL, ("normal",), "id", ROUGH | {"services K", "services, quota used up"}, id="small, normal"),
    pytest.param(SMALL_UPRIGHT, ("normal", "low"), "id", ROUGH | {"search, zzqqx"}, id="small, upright"),
    pytest.param(SMALL_UPRIGHT, ("all",), "id", EVERYDAY | NARROW, id="everything at once"),
    pytest.param(SMALL_UPRIGHT, ("all",), "en", ROUGH | NARROW, id="everything at once, in English"),
)
SCREENS = {"upright": UPRIGHT, "flat": FLAT, "small": SMALL, "small upright": SMALL_UPRIGHT}
WHOLE = tuple(
    pytest.param(screen, (mode,), language, None, id=f"{name}, {mode}, {language}")
    for name, screen in SCREENS.items()
    for mode in MODES
    for language in ("en", "id")
    if screen.height > screen.width or not MODES[mode].is_low
)


@pytest.fixture
def rig(example_store: Store) -> Rig:
    return Rig(example_store, bench=FakeBench(example_store))


@pytest.fixture(scope="module")
def stops(example_hall: hall.Warm) -> list[Stop]:
    """Everything there is to see, walked through once for all tests; they show it to windows of their own."""
    store = example_hall.again()
    hall.set_clock(store, hall.MONDAY)
    return record(Rig(store, bench=FakeBench(store)))


def sheets(rig: Rig, window: QWidget, stop: Stop, *, language: str, mode: str) -> Iterator[str]:
    """Show a stop as one visitor would see it, sheet by sheet; yield where one is."""
    for turn in range(MOST_SHEETS):
        rig.show(stop.seen(language=language, access=MODES[mode], turn=turn))
        settle(window)
        yield f"{stop.name}, {mode}, {language}, sheet {turn + 1}"
        if not any(one.objectName() == "sheet_next" for one in qt.seen(window)):
            return
    raise AssertionError(f"{stop.name} has no last sheet in mode {mode}")


def settle(window: QWidget) -> None:
    """Let every layout come to rest, as it does before anybody can see the window."""
    for _ in range(4):
        QCoreApplication.sendPostedEvents()
    # Qt arranges everything before it paints anything, be it one pixel.
    window.render(QPixmap(1, 1), QPoint(), QRegion(0, 0, 1, 1))


def look(window: QWidget) -> Sight:
    warning = window.findChild(WarningSheet)
    assert warning is not None
    return Sight(window, over=warning if warning.isVisible() else None)


def faults(window: KioskWindow, screen: Screen, mode: str) -> dict[str, list[str]]:
    """Return what is wrong with what is to be seen now."""
    sight = look(window)
    found = {
        "cut": sight.cut(),
        "overlapping": sight.overlaps(),
        "outside": sight.outside(),
        "unsaid": sight.unsaid(),
        "small": small(sight, screen, mode),
        "jumps": jumps(window, sight),
        "traps": sight.traps(),
        "not larger": not_larger(window, sight),
        "out of reach": out_of_reach(window, sight) if MODES[mode].is_low else [],
    }
    return {kind: what for kind, what in found.items() if what}


def small(sight: Sight, screen: Screen, mode: str) -> list[str]:
    keys = [one for one in sight.controls if one.objectName().startswith("key_")]
    found = sight.small(least_mm=FINGER_MM, width_mm=screen.width_mm, besides=keys)
    mm = screen.width_mm / screen.width
    high = KEY_MM if MODES[mode].is_low else FINGER_MM
    tight = [one for one in keys if one.height() * mm < high - 0.5 or one.width() * mm < KEY_MM]
    return found + [f"{one.objectName()}: {one.width() * mm:.1f} × {one.height() * mm:.1f} mm" for one in tight]


def jumps(window: KioskWindow, sight: Sight) -> list[str]:
    found = sight.jumps(tolerance=round(window.theme.u * 20))
    return [f"{a} → {b}" for a, b in found if not any(a.startswith(x) and b.startswith(y) for x, y in LED_BY_SENSE)]


def not_larger(window: KioskWindow, sight: Sight) -> list[str]:
    """Return the texts that the visitor's factor made no larger, apart from those that are large already."""
    if window.theme.text_scale == 1:
        return []
    twice = 2 * Theme.fit(Kind.KIOSK, window.width(), window.height()).text("body").size
    return [f"{one.text!r}: {one.size} px" for one in sight.texts if one.size < min(twice, LARGE_ENOUGH * one.full)]


def out_of_reach(window: QWidget, sight: Sight) -> list[str]:
    """Return the controls above the lower part of an upright screen."""
    line = window.height() - round(window.height() * LOW_SHARE)
    tops = {one: sight.place(one).top() for one in sight.controls if one.isEnabled()}
    return [f"{one.objectName()}: {top}" for one, top in tops.items() if top < line]


def opened(rig: Rig, show: Show, language: Language, screen: Screen) -> KioskWindow:
    window = KioskWindow(
        presenter=rig.presenter,
        language=language,
        width=screen.width,
        height=screen.height,
        settle_ms=0,
        finger=finger_px(screen_px=screen.width, screen_mm=screen.width_mm),
    )
    show(window)
    return window


def chosen(stops: list[Stop], mode: str, kinds: set[str] | None) -> list[Stop]:
    """Return the stops of these kinds that a visitor can be at in a mode."""
    able = [one for one in stops if mode == "normal" or one.state.page not in WITHOUT_MODES]
    return [one for one in able if kinds is None or one.name in kinds]


@pytest.mark.parametrize(
    ("screen", "modes", "language", "kinds"), WHOLE if os.environ.get("KIOSK_WALK") == "whole" else WALKS
)
def test_everybody_can_use_every_page(
    rig: Rig,
    stops: list[Stop],
    show: Show,
    english: Language,
    screen: Screen,
    modes: tuple[str, ...],
    language: str,
    kinds: set[str] | None,
) -> None:
    window = opened(rig, show, english, screen)
    found = {}
    for mode in modes:
        for stop in chosen(stops, mode, kinds):
            for where in sheets(rig, window, stop, language=language, mode=mode):
                if what := faults(window, screen, mode):
                    found[where] = what
    assert found == {}


@pytest.mark.parametrize(("mode", "least"), [("normal", 4.5), ("contrast", 7.0)])
def test_every_text_stands_out_from_what_it_is_painted_on(
    rig: Rig, stops: list[Stop], show: Show, english: Language, mode: str, least: float
) -> None:
    window = opened(rig, show, english, SMALL_UPRIGHT)
    found = {}
    for stop in chosen(stops, mode, COLOURED):
        rig.show(stop.seen(language="id", access=MODES[mode]))
        settle(window)
        if what := look(window).pale(least=least):
            found[stop.name] = what
    assert found == {}


class _Layouts(QObject):
    """Keeps who asked to be arranged anew."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.asked.append(watched.objectName() or type(watched).__name__)
        return False


@pytest.mark.parametrize(("screen", "mode"), [(UPRIGHT, "normal"), (SMALL_UPRIGHT, "all")])
def test_a_page_that_nobody_touches_comes_to_rest(
    rig: Rig,
    stops: list[Stop],
    show: Show,
    english: Language,
    dressed_app: QApplication,
    screen: Screen,
    mode: str,
) -> None:
    window = opened(rig, show, english, screen)
    layouts = _Layouts()
    found = {}
    for stop in chosen(stops, mode, ROUGH | {"found, waiting", "standards"}):
        rig.show(stop.seen(language="id", access=MODES[mode]))
        for _ in range(3):
            settle(window)
        dressed_app.installEventFilter(layouts)
        settle(window)
        dressed_app.removeEventFilter(layouts)
        if layouts.asked:
            found[stop.name] = sorted(set(layouts.asked))
            layouts.asked.clear()
    assert found == {}


def test_the_measure_of_contrast_knows_a_pale_text(show: Show) -> None:
    window = ThemedWindow(kind=Kind.KIOSK, width=600, height=300)
    column = QVBoxLayout(window)
    for ink in ("#102A3A", "#9AA7B0"):
        label = FitLabel(f"Ink {ink}", role="title")
        label.setStyleSheet(f"color: {ink}")
        column.addWidget(label)
    show(window)
    [found] = Sight(window).pale(least=4.5)
    ground = window.theme.color("bg")
    assert found == f"'Ink #9AA7B0': {contrast('#9AA7B0', ground):.1f}"


def test_the_measures_see_what_is_wrong(show: Show) -> None:
    window = ThemedWindow(kind=Kind.KIOSK, width=600, height=300)
    one, other = (FitLabel(text, role="title", parent=window) for text in ("One text", "Another text"))
    for label in (one, other):
        label.setGeometry(20, 20, 300, 60)
    tiny = BigButton("Tiny", name="tiny", parent=window)
    tiny.setGeometry(580, 100, 40, 40)
    cut = BigButton("A text that is far too long for its button", name="cut", parent=window)
    cut.setGeometry(20, 200, 120, 60)
    cut.setAccessibleDescription("Told.")
    show(window)
    sight = Sight(window)
    assert sight.overlaps() == ["'One text' and 'Another text'"]
    assert sight.outside() == ["tiny", "tiny"]
    assert sight.unsaid() == ["tiny: no description"]
    assert sight.small(least_mm=20, width_mm=200) == ["tiny: 13.3 mm"]
    assert "A text that is far too long for its button" in sight.cut()
    assert sight.jumps(tolerance=10) == []
    tiny.move(20, 260)
    assert Sight(window).jumps(tolerance=10) == [("tiny", "cut")]
    assert Sight(window).traps() == []


def test_real_keys_come_to_every_control_and_round_again(rig: Rig, show: Show, english: Language) -> None:
    record(rig)
    window = opened(rig, show, english, FLAT)
    handle = window.windowHandle()
    for place in (lambda: None, lambda: rig.presenter.open_search(), lambda: rig.begin()):
        place()
        settle(window)
        wanted = [one.objectName() for one in look(window).tab_order]
        visited = []
        window.setFocus()
        for _ in wanted:
            QTest.keyClick(handle, Qt.Key.Key_Tab)
            visited.append(window.focusWidget().objectName())
        assert visited == wanted
