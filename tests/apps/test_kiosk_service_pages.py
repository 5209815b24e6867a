"""The pages of one visit from the service to the number: what they say in every state, and that all of it fits."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from antrean.errors import Unavailable
from antrean.model import PrintState, TicketState
from antrean.store.store import Store
from antrean.ui.language import Language
from antrean.ui.widgets import FitLabel
from kiosk.pages.marked_list import MarkedList
from kiosk.state import Found, Page
from kiosk.window import KioskWindow
from tests.apps.kiosk_rig import Rig
from tests.helpers import hall, qt

Show = Callable[[QWidget], QWidget]
Open = Callable[..., QWidget]
SIZES = ((1080, 1920), (1920, 1080), (1280, 720), (768, 1366))


@pytest.fixture
def rig(example_store: Store) -> Rig:
    return Rig(example_store).begin()


@pytest.fixture
def open_kiosk(rig: Rig, show: Show, english: Language) -> Open:
    def do(size: tuple[int, int] = SIZES[0]) -> QWidget:
        window = KioskWindow(presenter=rig.presenter, language=english, width=size[0], height=size[1], settle_ms=0)
        if rig.state.language == "id":
            rig.presenter.switch_language()
        return show(window)

    return do


def settle(window: QWidget) -> None:
    for _ in range(4):
        QCoreApplication.sendPostedEvents()
    window.render(QPixmap(1, 1), QPoint(), QRegion(0, 0, 1, 1))


def shown(window: QWidget, name: str) -> QWidget | None:
    return next((one for one in qt.seen(window) if one.objectName() == name), None)


def text(window: QWidget, name: str) -> str:
    found = shown(window, name)
    assert isinstance(found, QLabel), name
    return found.text()


def click(window: QWidget, name: str) -> None:
    found = shown(window, name)
    assert isinstance(found, QAbstractButton), name
    found.click()


def facts(window: QWidget, begin: str) -> list[str]:
    """Return the texts of all sheets whose names begin so."""
    labels = window.findChildren(FitLabel)
    return [one.text() for one in labels if one.objectName().startswith(begin) and not one.isHidden()]


def given(rig: Rig, service: str = "skck") -> None:
    rig.at("K").take(service)


def change(rig: Rig, **changes: object) -> None:
    """Put a state on the stage that only a printer or another program brings about."""
    rig.presenter._stage.set(**changes)


def test_a_card_lists_what_to_bring_and_what_is_not_done_here(rig: Rig, open_kiosk: Open) -> None:
    window = open_kiosk()
    rig.at("K")
    settle(window)
    bring, limits = shown(window, "bring_skck"), shown(window, "limits_skck")
    assert isinstance(bring, MarkedList)
    assert isinstance(limits, MarkedList)
    assert len(bring.texts()) == 6
    assert "Polda" in limits.texts()[0]
    assert bring.accessibleName() == "Did you bring?"
    assert limits.accessibleDescription() == limits.texts()[0]
    assert shown(window, "limits_kehilangan") is None


def test_what_few_numbers_are_left_is_said(rig: Rig, open_kiosk: Open) -> None:
    window = open_kiosk()
    offer = rig.state.offer
    assert offer is not None
    services = tuple(replace(one, quota_left=3) if one.service.code == "skck" else one for one in offer.services)
    change(rig, offer=replace(offer, services=services))
    rig.at("K")
    assert qt.texts(window).count("3 left") == 1
    rig.presenter.choose_service("skck")
    assert text(window, "service_left") == "3 left"


@pytest.mark.parametrize("mode", ["next_text_size", "toggle_easy"])
def test_with_large_text_and_in_easy_mode_a_tile_leads_to_the_service(rig: Rig, open_kiosk: Open, mode: str) -> None:
    window = open_kiosk()
    getattr(rig.presenter, mode)()
    rig.at("K")
    settle(window)
    assert not any(one.objectName().startswith("take_") for one in qt.seen(window))
    tile = shown(window, "open_sim")
    assert tile is not None
    assert tile.accessibleName().startswith("Driving licence renewal (SIM A / C). Nobody waiting")
    assert tile.accessibleDescription()
    click(window, "open_sim")
    assert (rig.state.page, rig.state.service) == (Page.SERVICE, "sim")
    assert shown(window, "take_sim") is not None


def test_easy_mode_shows_four_choices_at_a_time(rig: Rig, open_kiosk: Open) -> None:
    window = open_kiosk()
    rig.presenter.toggle_easy()
    rig.at("C")
    settle(window)
    assert len([one for one in qt.seen(window) if one.objectName().startswith("open_")]) == 4
    click(window, "sheet_next")
    settle(window)
    assert len([one for one in qt.seen(window) if one.objectName().startswith("open_")]) == 2


def test_one_service_tells_all_of_it_and_gives_one_number(rig: Rig, open_kiosk: Open) -> None:
    window = open_kiosk()
    rig.at("K").presenter.choose_service("skck")
    settle(window)
    assert text(window, "service_fee") == "Rp30.000"
    assert text(window, "service_waiting") == "Nobody waiting"
    assert text(window, "service_zone") == "Zone 3 · red · Counter 19 or 20"
    assert len(facts(window, "service_bring_")) == 6
    assert "Polda" in text(window, "service_limit_0")
    click(window, "take_skck")
    rig.run()
    assert (rig.state.page, rig.code) == (Page.ISSUED, "KA-001")


def test_a_closed_service_has_a_reason_in_place_of_its_button(rig: Rig, open_kiosk: Open) -> None:
    hall.set_clock(rig.store, "2026-12-25 09:00")
    rig.begin()
    window = open_kiosk()
    rig.at("K").presenter.choose_service("skck")
    assert shown(window, "take_skck") is None
    assert shown(window, "priority_open") is None
    said = text(window, "service_closed")
    assert said.startswith("Christmas Day. We are closed today for a holiday.")
    assert "Monday, 28 December 2026" in said


def test_while_the_hall_is_away_the_button_is_grey_and_says_why(rig: Rig, open_kiosk: Open) -> None:
    window = open_kiosk()
    rig.at("K").presenter.choose_service("skck")
    rig.presenter.on_lost(Unavailable("database", "The line is cut."))
    take = shown(window, "take_skck")
    assert take is not None
    assert not take.isEnabled()
    assert take.accessibleDescription() == "not connected just now"
    # The banner says it once, for the whole window.
    assert any(one.startswith("The queue is not connected just now") for one in qt.texts(window))
    assert shown(window, "service_trouble") is None


def test_several_kinds_of_priority_are_ticked_and_may_be_left_out(rig: Rig, open_kiosk: Open) -> None:
    window = open_kiosk()
    rig.at("K").presenter.open_priority()
    assert shown(window, "priority_confirm") is None
    click(window, "priority_elderly")
    click(window, "priority_disability")
    elderly = shown(window, "priority_elderly")
    assert isinstance(elderly, QAbstractButton)
    assert elderly.isChecked()
    assert elderly.accessibleName() == "Aged 60 or over. Chosen"
    click(window, "priority_confirm")
    assert text(window, "priority_text").endswith("Person with a disability")
    click(window, "priority_clear")
    rig.presenter.open_priority()
    click(window, "priority_none")
    assert (rig.state.page, rig.state.priority) == (Page.SERVICES, None)


def test_step_by_step_the_question_comes_before_the_number_and_not_beside_it(rig: Rig, open_kiosk: Open) -> None:
    window = open_kiosk()
    rig.presenter.toggle_easy()
    rig.at("K").presenter.choose_service("skck")
    assert shown(window, "priority_open") is None
    click(window, "take_skck")
    rig.run()
    assert rig.state.page is Page.PRIORITY
    click(window, "priority_pregnant")
    click(window, "priority_confirm")
    rig.run()
    assert rig.code == "KP-001"


def test_a_number_counts_down_how_long_it_may_be_taken_back(rig: Rig, open_kiosk: Open) -> None:
    window = open_kiosk()
    given(rig)
    cancel = shown(window, "cancel")
    assert isinstance(cancel, QAbstractButton)
    assert cancel.text() == "Cancel (12)"
    rig.wait(11)
    assert cancel.text() == "Cancel (1)"
    rig.wait(1)
    assert shown(window, "cancel") is None


def test_who_is_called_while_he_reads_is_sent_to_the_counter(rig: Rig, open_kiosk: Open) -> None:
    window = open_kiosk()
    given(rig)
    assert rig.state.given is not None
    change(rig, given=replace(rig.state.given, called_to=19))
    settle(window)
    assert text(window, "issued_heading") == "You are already called: please go to counter 19"
    assert text(window, "issued_counters") == "19"
    assert shown(window, "issued_ahead") is None
    assert shown(window, "cancel") is None


def test_how_often_a_number_is_called_comes_from_the_mall(rig: Rig, open_kiosk: Open) -> None:
    offer = rig.state.offer
    assert offer is not None
    rules = replace(offer.mall.rules, calls_before_no_show=2)
    change(rig, offer=replace(offer, mall=replace(offer.mall, rules=rules)))
    window = open_kiosk()
    given(rig)
    assert facts(window, "issued_rule") == ["Listen for the call and watch the screen. A number is called 2 times."]


def test_the_paper_is_offered_again_when_the_printer_is_back(rig: Rig, open_kiosk: Open) -> None:
    window = open_kiosk()
    given(rig)
    assert rig.paper is not None
    rig.paper.report(PrintState.FAILED)
    assert shown(window, "print_again") is None
    assert rig.state.given is not None
    change(rig, given=replace(rig.state.given, may_print_again=True))
    settle(window)
    assert "Print again" in text(window, "issued_todo")
    click(window, "print_again")
    assert rig.state.given.paper is PrintState.PENDING
    assert text(window, "issued_heading") == "Your number is being printed"


HEADLINES = {
    TicketState.WAITING: "Your number is waiting in line",
    TicketState.CALLED: "You are called: please go to counter 7",
    TicketState.SERVING: "Your number is being served",
    TicketState.HELD: "Your number is kept for you",
    TicketState.NO_SHOW: "Your number was called, and nobody came",
    TicketState.DONE: "Your number was served",
    TicketState.CANCELLED: "Your number was cancelled",
    TicketState.EXPIRED: "Your number is no longer valid",
}


def scanned(rig: Rig) -> Found:
    given(rig)
    secret = rig.column("secret")[-1]
    rig.presenter.done()
    # The next visitor begins in Indonesian.
    rig.presenter.switch_language()
    rig.presenter.scanned(f"AQ1:{secret}")
    rig.run()
    assert rig.state.found is not None
    return rig.state.found


@pytest.mark.parametrize("state", TicketState)
def test_a_scanned_ticket_says_how_it_stands(rig: Rig, open_kiosk: Open, state: TicketState) -> None:
    window = open_kiosk()
    found = scanned(rig)
    assert found.issued is not None
    counter = None if state is TicketState.WAITING else 7
    ticket = replace(found.issued.ticket, state=state, counter=counter)
    change(rig, found=replace(found, issued=replace(found.issued, ticket=ticket)))
    settle(window)
    assert text(window, "found_heading") == HEADLINES[state]
    assert text(window, "found_code") == "KA-001"
    is_waiting = state is TicketState.WAITING
    assert facts(window, "found_ahead") == (["Nobody"] if is_waiting else [])
    is_over = state in (TicketState.DONE, TicketState.CANCELLED, TicketState.EXPIRED)
    assert facts(window, "found_counters") == ([] if is_over else ["19 or 20"] if is_waiting else ["7"])


def test_a_scanned_ticket_is_printed_once_more_and_only_once(rig: Rig, open_kiosk: Open) -> None:
    window = open_kiosk()
    scanned(rig)
    click(window, "found_reprint")
    rig.run()
    assert text(window, "found_reprinted") == "A copy is being printed. Please take it."
    assert shown(window, "found_reprint") is None
    click(window, "found_done")
    assert rig.state.page is Page.AGENCIES


def test_a_code_of_nobody_and_a_ticket_of_another_day_get_a_sentence(rig: Rig, open_kiosk: Open) -> None:
    window = open_kiosk()
    rig.presenter.scanned("AQ1:00112233445566778899")
    rig.run()
    assert text(window, "found_heading") == "This code was not found"
    assert shown(window, "found_code") is None
    rig.presenter.done()
    found = scanned(rig)
    change(rig, found=replace(found, is_another_day=True, may_reprint=False))
    assert text(window, "found_heading") == "This number is from another day"
    assert facts(window, "found_todo") == ["Numbers are valid on their day only. Please take a new one."]
    assert facts(window, "found_counters") == []


# What it costs.


class _Painted(QObject):
    """Keeps who painted itself."""

    def __init__(self) -> None:
        super().__init__()
        self.who: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.who.append(watched.objectName() or type(watched).__name__)
        return False


@pytest.fixture
def painted(dressed_app: QApplication) -> Iterator[_Painted]:
    filter_ = _Painted()
    dressed_app.installEventFilter(filter_)
    yield filter_
    dressed_app.removeEventFilter(filter_)


def pictures(painted: _Painted) -> set[str]:
    """Let everything happen that is still to happen; return who painted itself since it was last asked."""
    for _ in range(12):
        # A page that is made in one turn is painted in the next.
        QCoreApplication.processEvents()
    who = set(painted.who)
    painted.who.clear()
    return who


def test_a_hall_that_is_read_again_paints_only_the_figures_that_changed(
    rig: Rig, open_kiosk: Open, painted: _Painted
) -> None:
    open_kiosk()
    assert "agency_C" in pictures(painted)
    rig.begin()
    assert pictures(painted) == set()
    hall.issue(rig.store, "skck")
    rig.begin()
    # A figure lies on its card, and the card on the page.
    assert {name for name in pictures(painted) if name.startswith("agency_")} == {"agency_K"}


@pytest.mark.parametrize("agency", ["K", "C"])
def test_services_that_are_read_again_paint_nothing_anew(
    rig: Rig, open_kiosk: Open, painted: _Painted, agency: str
) -> None:
    open_kiosk()
    rig.at(agency)
    assert "services_heading" in pictures(painted)
    rig.begin()
    assert pictures(painted) == set()


def test_another_agency_takes_the_cards_of_the_one_before(rig: Rig, open_kiosk: Open) -> None:
    window = open_kiosk()
    agencies = [agency.code for agency in rig.state.offer.mall.agencies] if rig.state.offer else []
    counts = []
    for _ in range(2):
        for agency in agencies:
            rig.at(agency)
            settle(window)
            rig.presenter.home()
        counts.append(len(window.findChildren(QWidget)))
    assert counts[0] == counts[1]
    rig.at("K")
    assert [name for name in names(window) if name.startswith("service_")] == [
        "service_skck",
        "service_sim",
        "service_kehilangan",
    ]


def names(window: QWidget) -> list[str]:
    return [one.objectName() for one in qt.seen(window)]
