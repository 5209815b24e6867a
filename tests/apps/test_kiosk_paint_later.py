"""Making another page and painting it are two turns of the event loop, and pages keep how they stood before."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from antrean.store.store import Store
from antrean.ui.language import Language
from kiosk.ahead import STEP_MS, Ahead
from kiosk.pages.agency_hall import AgencyHall
from kiosk.pages.fact_sheets import FactSheets
from kiosk.pages.service_card import ServiceCard
from kiosk.pages.service_cards import ServiceCards
from kiosk.window import KioskWindow
from tests.apps.kiosk_rig import Rig
from tests.helpers import hall, qt

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def rig(example_store: Store) -> Rig:
    return Rig(example_store).begin()


@pytest.fixture
def window(rig: Rig, show: Show, english: Language) -> QWidget:
    return show(KioskWindow(presenter=rig.presenter, language=english, width=1080, height=1920, settle_ms=0))


def settle() -> None:
    for _ in range(4):
        QCoreApplication.processEvents()


class _Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_another_page_is_made_in_one_turn_and_painted_in_the_next(rig: Rig, window: QWidget) -> None:
    QCoreApplication.processEvents()
    rig.at("K")
    page = window.findChild(QWidget, "page_services")
    assert page is not None
    paints = _Paints(page)
    # All that is posted is delivered in this turn: the page is there, and not yet on the screen.
    for _ in range(4):
        QCoreApplication.sendPostedEvents()
    assert "take_skck" in {one.objectName() for one in qt.seen(window)}
    assert paints.count == 0
    settle()
    assert paints.count > 0


def test_what_stays_the_same_page_is_painted_at_once(rig: Rig, window: QWidget) -> None:
    rig.at("K")
    settle()
    page = window.findChild(QWidget, "page_services")
    assert page is not None
    page.update()
    paints = _Paints(page)
    rig.presenter.touch()
    QCoreApplication.sendPostedEvents()
    assert paints.count == 1


def test_agencies_and_services_stand_as_before_where_only_figures_changed(
    rig: Rig, window: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is found by trying is tried once; a banner that came and went, or one more who waits, changes nothing."""
    found = []
    for part, name in ((AgencyHall, "_by_zones"), (ServiceCards, "_find_way")):
        whole = getattr(part, name)
        monkeypatch.setattr(part, name, lambda self, *a, whole=whole, name=name: found.append(name) or whole(self, *a))

    def one_more() -> list[str]:
        found.clear()
        hall.issue(rig.store, "skck")
        rig.hear()
        for agency in "KC":
            rig.at(agency)
            settle()
            rig.presenter.home()
            settle()
        return list(found)

    assert one_more(), "nobody has waited, and everything is to be found out"
    assert one_more() == [], "another figure of one digit"
    for _ in range(7):
        hall.issue(rig.store, "skck")
    assert one_more(), "a figure of two digits"
    assert one_more() == []


def test_facts_keep_their_rows_for_the_next_visitor(rig: Rig, window: QWidget) -> None:
    def rows() -> set[int]:
        return {id(row) for sheet in window.findChildren(FactSheets) for row in sheet._made}

    for agency, service in (("C", "ktp"), ("K", "skck")):
        rig.at(agency).presenter.choose_service(service)
        settle()
        rig.presenter.home()
    before = rows()
    rig.at("C").presenter.choose_service("ktp")
    settle()
    assert rows() == before
    names = [one.objectName() for one in qt.seen(window)]
    assert len([name for name in names if name == "service_name"]) == 1


def test_what_the_first_visitor_needs_is_made_ahead_while_nobody_is_there(rig: Rig, window: QWidget) -> None:
    assert isinstance(window, KioskWindow)
    quiet = [False]
    ahead = Ahead(window.made_ahead(), is_quiet=lambda: quiet[0], parent=window)
    QTest.qWait(2 * STEP_MS)
    assert window.findChild(QWidget, "page_issued") is None
    quiet[0] = True
    for _ in range(100):
        if ahead.is_done:
            break
        ahead._step()
    assert ahead.is_done
    made = {*window.findChildren(ServiceCard), *window.findChildren(FactSheets)}
    rows = [len(sheet._made) for sheet in window.findChildren(FactSheets)]
    names = {one.objectName() for one in qt.seen(window)}
    rig.at("K")
    settle()
    rig.take("skck")
    settle()
    assert not names & {"page_services", "page_service", "page_issued"}, "nothing of it was to be seen"
    assert {*window.findChildren(ServiceCard), *window.findChildren(FactSheets)} == made
    assert [len(sheet._made) for sheet in window.findChildren(FactSheets)] == rows
