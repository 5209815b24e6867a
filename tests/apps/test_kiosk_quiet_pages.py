"""The page of a closed hall and the page of promises: what they say, where they stand, and how one leaves them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from antrean.store.store import Store
from antrean.ui.language import Language
from antrean.ui.wander import PLACES
from kiosk.pages.closed import ClosedPage
from kiosk.pages.standards import fill
from kiosk.state import Page
from kiosk.window import KioskWindow
from tests.apps.kiosk_rig import Rig
from tests.helpers import hall

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def window(example_store: Store, show: Show, english: Language) -> tuple[Rig, QWidget]:
    hall.set_clock(example_store, hall.MONDAY - timedelta(days=1))
    rig = Rig(example_store).begin()
    made = KioskWindow(presenter=rig.presenter, language=english, width=1080, height=1920, settle_ms=0)
    rig.presenter.switch_language()
    return rig, show(made)


def text(window: QWidget, name: str) -> str:
    found = window.findChild(QLabel, name)
    assert isinstance(found, QLabel), name
    return found.text()


def test_a_closed_hall_says_so_and_when_to_come(window: tuple[Rig, QWidget]) -> None:
    rig, shown = window
    assert rig.state.page is Page.CLOSED
    assert text(shown, "closed_heading") == "Not open today"
    assert text(shown, "closed_again") == "You can take a number from Monday, 23 November 2026, 07:30."
    hours = shown.findChild(QWidget, "closed_hours")
    assert hours is not None
    lines = [label.text() for label in hours.findChildren(QLabel) if not label.isHidden()]
    assert lines[:2] == ["Monday–Thursday", "08:00–15:30"]
    assert lines[-2:] == ["Sunday", "closed"]


def test_a_touch_anywhere_shows_the_agencies(window: tuple[Rig, QWidget]) -> None:
    rig, shown = window
    page = shown.findChild(ClosedPage)
    assert page is not None
    QTest.mouseClick(page, Qt.MouseButton.LeftButton, pos=QPoint(page.width() // 2, page.height() - 30))
    assert rig.state.page is Page.AGENCIES


def test_nothing_burns_into_the_screen(window: tuple[Rig, QWidget]) -> None:
    _, shown = window
    page = shown.findChild(ClosedPage)
    heading = shown.findChild(QLabel, "closed_heading")
    button = shown.findChild(QAbstractButton, "closed_look")
    assert page is not None
    assert heading is not None
    assert button is not None
    seen = set()
    for _ in PLACES:
        page.move_on()
        layout = page.layout()
        assert layout is not None
        layout.activate()
        seen.add(heading.mapTo(page, QPoint()).toTuple())
        assert page.rect().contains(button.geometry())
    assert len(seen) == len(PLACES)


@pytest.mark.parametrize(("columns", "sheets"), [(1, [[0], [1], [2]]), (2, [[0, 1], [2]])])
def test_texts_never_break_over_two_sheets(columns: int, sheets: list[list[int]]) -> None:
    found = fill([60, 50, 70], room=100, gap=10, columns=columns)
    assert [[at for at, _ in sheet] for sheet in found] == sheets


def test_texts_stand_under_each_other_while_there_is_room() -> None:
    assert fill([40, 50, 30], room=130, gap=10, columns=2) == [[(0, (0, 0)), (1, (0, 50)), (2, (1, 0))]]


def test_a_heading_never_ends_a_sheet() -> None:
    sheets = fill([40, 20, 50], room=100, gap=10, columns=1, headings=[1])
    assert [[at for at, _ in sheet] for sheet in sheets] == [[0], [1, 2]]
    both = fill([40, 20, 90], room=100, gap=10, columns=1, headings=[1])
    assert [[at for at, _ in sheet] for sheet in both] == [[0, 1], [2]], "they do not fit into one"


def test_the_promise_is_one_touch_away_and_leads_back(window: tuple[Rig, QWidget]) -> None:
    rig, shown = window
    rig.presenter.wake()
    rig.presenter.open_standards()
    assert rig.state.page is Page.STANDARDS
    assert text(shown, "standards_heading") == "What we promise"
    cards = [shown.findChild(QWidget, f"standards_text_{number}") for number in range(7)]
    assert all(card is not None and card.isVisible() for card in cards)
    rig.presenter.back()
    assert rig.state.page is Page.AGENCIES
