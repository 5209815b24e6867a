"""The counter for everybody: every page and question, its bar and the hall, as an eye and a screen reader meet them.

Each time those are walked in which something has to find room, some seconds of a core. With COUNTER_WALK=whole every
page is walked in both languages, light and in high contrast, on every screen and scaling, for some minutes: after a
change of how pages are laid out, of their words, or of the type scale.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Final

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtWidgets import QLineEdit, QListView, QMenu, QVBoxLayout, QWidget

from antrean.ui.language import Language
from antrean.ui.theme import Kind, Scheme
from antrean.ui.widgets import BigButton
from antrean.ui.window import ThemedWindow
from counter.habits import TEXT_PERCENTS
from counter.scroll_body import ScrollBody
from counter.window import CounterWindow
from tests.helpers import shots_bar, shots_counter, shots_supervisor
from tests.helpers.desk_sight import DeskSight
from tests.helpers.shots_hall import Page, ShotHall

IS_WHOLE: Final = os.environ.get("COUNTER_WALK") == "whole"
LEAST_LETTERS: Final = 10
"""In device-independent pixels: what a long word on a button may shrink to; everything else has `smallest_text`."""
LEAST_CONTRAST: Final = {Scheme.LIGHT: 4.5, Scheme.CONTRAST: 7.0}


@dataclass(frozen=True)
class Look:
    """How a window is looked at: its size in device-independent pixels, its language and its colours."""

    width: int
    height: int
    language: str
    scheme: Scheme

    def __str__(self) -> str:
        return f"{self.width}×{self.height} {self.language} {self.scheme}"


SCREENS: Final = {
    "1280×800": (1280, 800),
    "1280×800 at 125 %": (1024, 640),
    "1280×800 at 150 %": (853, 533),
    "1366×768": (1366, 768),
    "1366×768 at 150 %": (911, 512),
    "1920×1080": (1920, 1080),
    "1920×1080 at 150 %": (1280, 720),
}
SMALLEST: Final = (SCREENS["1280×800 at 150 %"], SCREENS["1366×768 at 150 %"])
"""There the letters are as small as they may become, and take most room beside everything else."""
EVERYDAY: Final = (
    *(Look(*SMALLEST[0], "id", Scheme.LIGHT), Look(*SMALLEST[1], "en", Scheme.CONTRAST)),
    Look(*SCREENS["1280×800"], "id", Scheme.LIGHT),
)
WHOLE: Final = tuple(
    # A change of colours or of size dresses everything anew, that of the language hardly costs anything.
    Look(*size, language, scheme)
    for at, size in enumerate(SCREENS.values())
    for scheme in ((Scheme.LIGHT, Scheme.CONTRAST), (Scheme.CONTRAST, Scheme.LIGHT))[at % 2]
    for language in ("id", "en")
)
APPS: Final = {app.name: app for app in (shots_counter.APP, shots_supervisor.APP, shots_bar.APP)}
PAGES: Final = {f"{app.name} {name}": page for app in APPS.values() for name, page in app.pages.items()}
CHOSEN: Final = {
    "counter choose": EVERYDAY[:1],
    "counter called_with_story": EVERYDAY,
    "counter transfer_panel": EVERYDAY[:2],
    "counter issue_for_panel": EVERYDAY[:1],
    "counter outcome_missing": EVERYDAY[1:2],
    "counter keys": EVERYDAY[:2],
    "counter papers_many": EVERYDAY[1:2],
    "supervisor acknowledged": EVERYDAY[:2],
    "supervisor officer_ask": EVERYDAY[1:2],
    "supervisor service_ask": EVERYDAY[:1],
    "supervisor queue_ask": EVERYDAY[:1],
    "supervisor text_ask_large": EVERYDAY[2:],
    "supervisor devices": EVERYDAY[1:2],
    "bar serving_over_target": EVERYDAY[:1],
}
"""What has the longest texts, the most answers or the least room, and one of each kind of page."""


@pytest.fixture(scope="module")
def halls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ShotHall]:
    with closing(ShotHall(tmp_path_factory.mktemp("walk"))) as halls:
        yield halls


def settle(window: QWidget) -> None:
    """Let every layout come to rest, as it does before anybody can see the window."""
    for _ in range(4):
        QCoreApplication.sendPostedEvents()
    # Qt arranges everything before it paints anything, be it one pixel.
    window.render(QPixmap(1, 1), QPoint(), QRegion(0, 0, 1, 1))


def faults(window: ThemedWindow, look: Look) -> dict[str, list[str]]:
    """Return what is wrong with what is to be seen now."""
    sight = DeskSight(window)
    found = {
        "cut": sight.cut(),
        "overlapping": sight.overlaps(),
        "outside": sight.outside(),
        "tiny": [f"{one.text!r}: {one.size} px" for one in sight.written if one.size < LEAST_LETTERS],
        "unsaid": sight.unsaid(),
        "deaf": sight.deaf(),
        "jumps": [f"{a} → {b}" for a, b in sight.jumps(tolerance=round(window.theme.u * 16))],
        "pale": sight.pale(least=LEAST_CONTRAST[look.scheme]),
    }
    return {kind: what for kind, what in found.items() if what}


def looks_at(name: str) -> tuple[Look, ...]:
    looks = WHOLE if IS_WHOLE else CHOSEN[name]
    if name.startswith("bar "):
        # It has one size everywhere.
        width, height = APPS["bar"].sizes[0]
        return tuple(dict.fromkeys(Look(width, height, one.language, one.scheme) for one in looks))
    if name.endswith("_large"):
        # Large print is for screens that have the room for it.
        return tuple(one for one in looks if one.width >= 1280 and one.height >= 800)
    return looks


@pytest.mark.parametrize("name", PAGES if IS_WHOLE else CHOSEN)
def test_everybody_can_use_every_page(
    halls: ShotHall, english: Language, show: Callable[[QWidget], QWidget], name: str
) -> None:
    page: Page = PAGES[name]
    window: QWidget | None = None
    found = {}
    for look in looks_at(name):
        english.set(look.language)
        if window is None:
            window = show(page(halls, english)(look.width, look.height))
        assert isinstance(window, ThemedWindow)
        window.resize(look.width, look.height)
        window.set_scheme(look.scheme)
        settle(window)
        assert (window.width(), window.height()) == (look.width, look.height)
        if what := faults(window, look):
            found[str(look)] = what
    assert found == {}


@pytest.mark.parametrize("size", [SCREENS["1280×800"], *SMALLEST])
def test_the_menu_is_no_higher_than_the_screen_with_the_largest_print(
    halls: ShotHall, english: Language, show: Callable[[QWidget], QWidget], size: tuple[int, int]
) -> None:
    # A shared counter has the most lines.
    window = show(PAGES["counter waiting_two_agencies"](halls, english)(*size))
    assert isinstance(window, CounterWindow)
    for percent in (100, max(TEXT_PERCENTS)):
        for language in ("en", "id"):
            english.set(language)
            window.set_text_scale(percent / 100)
            window.header.menu.click()
            menu = window.findChild(QMenu, "counter_menu")
            assert menu is not None
            assert menu.sizeHint().height() <= window.height() * 0.95, (percent, language)
            assert menu.sizeHint().width() <= window.width()
            menu.close()


def test_the_measures_see_what_is_wrong(show: Callable[[QWidget], QWidget]) -> None:
    window = ThemedWindow(kind=Kind.COUNTER, width=400, height=300)
    column = QVBoxLayout(window)
    scroll = ScrollBody()
    column.addWidget(scroll)
    field = QLineEdit()
    field.setObjectName("field")
    field.setPlaceholderText("Words that are far too long for a field as narrow as this one, and some more of them")
    far = BigButton("Far below", name="far")
    far.setAccessibleDescription("Told.")
    scroll.column.addWidget(field)
    scroll.column.addSpacing(600)
    scroll.column.addWidget(far)
    mute = QListView()
    mute.setObjectName("mute")
    mute.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    mute.setFixedHeight(60)
    column.addWidget(mute)
    show(window)
    settle(window)
    sight = DeskSight(window)
    assert sight.cut() == [field.placeholderText()]
    # What has been scrolled away is no fault, and neither covers what stands in its place nor is it covered.
    assert (sight.outside(), sight.overlaps(), sight.jumps(tolerance=10)) == ([], [], [])
    assert [one.text for one in sight.texts] == [field.placeholderText()]
    assert sight.deaf() == ["mute"]
    assert sight.unsaid() == ["field: no name", "mute: no name, no description"]
    far.setFocus()
    settle(window)
    assert "Far below" in [one.text for one in DeskSight(window).texts]
