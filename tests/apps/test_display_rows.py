"""The board of a zone: a row for each counter, what is there, and which one is called."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from antrean import desk, roster
from antrean.desk import Desk
from antrean.errors import Reason
from antrean.model import Priority
from antrean.store.store import Store
from antrean.ui.language import Language
from antrean.ui.widgets import FitLabel
from display.call_panel import CallPanel
from display.lines_band import LineCell
from display.side import LineView, ZoneView
from display.stage import LEAST_S
from display.welcome import Welcome
from display.window import DisplayWindow
from display.zone_board import CounterRow, ZoneBoard
from tests.apps import display_rig
from tests.apps.display_rig import Display
from tests.helpers import hall, qt

Show = Callable[[QWidget], QWidget]
SIZES = [(1920, 1080), (1280, 720), (1080, 1920), (3840, 2160), (1024, 768)]


@pytest.fixture
def display(example_store: Store, english: Language) -> Display:
    return Display(example_store, zones=("Z1",)).start()


def board(window: DisplayWindow) -> ZoneBoard:
    found = window.findChild(ZoneBoard)
    assert found is not None
    return found


def row(window: DisplayWindow, counter: int) -> CounterRow:
    return next(
        one for one in qt.seen(window) if isinstance(one, CounterRow) and one.text().startswith(f"Counter {counter} ")
    )


@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("language", ["en", "id"])
def test_every_counter_has_a_row_and_every_text_its_room(
    example_store: Store, english: Language, show: Show, language: str, width: int, height: int
) -> None:
    english.set(language)
    display = Display(example_store, zones=("Z1",), language=language).start()
    for counter in (3, 4, 5, 10):
        display.call(counter, priority=Priority.ELDERLY if counter == 3 else None)
        display.wait(LEAST_S)
    roster.start_break(example_store, Desk(counter=5), reason="rest", minutes=10, request_id=hall.request())
    display.follow()
    window = display.window(width, height, layout="zone")
    show(window)
    lines = board(window).text().splitlines()
    assert [line.split(" | ")[0].split()[-1] for line in lines] == [str(number) for number in range(1, 11)]
    assert qt.cut_texts(window) == []
    assert qt.outside(window) == []


def test_a_row_follows_what_happens_at_its_counter(display: Display, show: Show) -> None:
    window = display.window(layout="zone")
    show(window)
    store = display.store
    who = hall.open_counter(store, 4)
    display.follow()
    assert row(window, 4).text() == "Counter 4 |  | Civil Registry | Open"
    hall.issue(store)
    code = hall.call(store, who).code
    display.follow()
    assert row(window, 4).text() == f"Counter 4 | {code} | Civil Registry | Please come"
    hall.advance_clock(store, 11)
    desk.recall(store, who, request_id=hall.request())
    display.follow()
    assert row(window, 4).text().endswith("Call no. 2")
    desk.start(store, who, request_id=hall.request())
    display.follow()
    assert row(window, 4).text().endswith("Serving")
    desk.finish(store, who, request_id=hall.request())
    display.follow()
    assert row(window, 4).text() == "Counter 4 |  | Civil Registry | Open"
    roster.start_break(store, who, reason="rest", minutes=25, request_id=hall.request())
    display.follow()
    assert row(window, 4).text().endswith("Break until 08:30")
    display_rig.close_counter(store, 4)
    display.follow()
    assert row(window, 4).text().endswith("Closed")


def test_a_call_is_in_its_row_before_the_hall_was_read_again(display: Display, show: Show) -> None:
    window = display.window(layout="zone")
    show(window)
    hall.open_counter(display.store, 4)
    display.follow()
    mind = display.presenter._facts.board
    assert mind is not None
    code = display_rig.call(display.store, 4).code
    display.presenter.on_batch(display.store.events_after(mind.newest, mind.epoch))
    assert code in row(window, 4).text()


def test_the_call_of_the_moment_is_lifted_and_pulses_once(display: Display, show: Show) -> None:
    window = display.window(layout="zone")
    show(window)
    for counter in (3, 4):
        who = hall.open_counter(display.store, counter)
        hall.issue(display.store, display_rig.SERVICES[counter])
        hall.call(display.store, who)
        display.follow()
    first, second = row(window, 3), row(window, 4)
    assert (first.property("fill"), first.pulse.is_running()) == ("accent", True)
    assert (second.property("fill"), second.pulse.is_running()) == ("row", False)
    display.wait(LEAST_S)
    assert (first.property("fill"), first.pulse.is_running()) == ("row", False)
    assert (second.property("fill"), second.pulse.is_running()) == ("accent", True)


def test_counters_that_do_not_fit_come_in_their_turn_and_a_call_at_once(
    example_store: Store, english: Language, show: Show
) -> None:
    display = Display(example_store).start()
    hall.open_counter(example_store, 4)
    display.follow()
    window = display.window(1280, 720, layout="zone")
    show(window)
    pages = board(window)._turning.pages
    assert pages > 1
    assert board(window)._turning.is_turning()
    seen = set()
    for _ in range(pages):
        seen |= {line.split(" | ")[0] for line in board(window).text().splitlines()}
        board(window)._turning.turn()
    assert len(seen) == 42
    who = hall.open_counter(example_store, 30)
    hall.issue(example_store, "jkn")
    hall.call(example_store, who)
    display.follow()
    assert row(window, 30).property("fill") == "accent"


def test_a_hall_where_nobody_sits_yet_welcomes(display: Display, show: Show) -> None:
    window = display.window(layout="zone")
    show(window)
    assert not board(window).isVisible()
    welcome = window.findChild(Welcome)
    assert welcome is not None
    assert welcome.isVisible()
    hall.open_counter(display.store, 4)
    display.follow()
    assert board(window).isVisible()


@pytest.mark.parametrize(
    ("layout", "size", "rows", "is_beside"),
    [
        ("auto", (1920, 1080), False, True),
        ("auto", (1080, 1920), False, False),
        ("hall", (1920, 1080), False, True),
        ("hall", (1080, 1920), False, False),
        ("portrait", (1920, 1080), False, False),
        ("zone", (1920, 1080), True, None),
        ("zone", (1080, 1920), True, None),
    ],
)
def test_the_setting_chooses_the_arrangement(
    display: Display, show: Show, layout: str, size: tuple[int, int], rows: bool, is_beside: bool | None
) -> None:
    display.call(4)
    window = display.window(*size, layout=layout)
    show(window)
    panel = window.findChild(CallPanel)
    assert panel is not None
    assert (window.findChild(ZoneBoard) is not None) is rows
    assert panel.isVisible() is not rows
    if is_beside is not None:
        assert (window._recent.geometry().left() >= panel.geometry().right()) is is_beside


def test_with_reduced_motion_nothing_moves(display: Display, show: Show) -> None:
    window = display.window(is_still=True)
    show(window)
    display.call(4)
    panel = window.findChild(CallPanel)
    assert panel is not None
    level = panel.pulse.level
    assert level > 0
    panel.pulse._on_frame()
    assert panel.pulse.level == 0
    assert not panel.pulse.is_running()
    text = window.findChild(FitLabel, "still_text")
    assert text is not None
    first = text.text()
    assert first.startswith("Our service pledge")
    window._ticker._turning.turn()
    assert text.text() != first
    assert not window._ticker.is_running()


def test_an_agency_whose_officers_are_not_there_is_not_called_closed(english: Language, show: Show) -> None:
    """At half past eight "not open yet" sends people home; a kiosk beside it says that nobody is at the counter yet."""
    cell = LineCell()
    show(cell)
    zone = ZoneView(number=2, color="#1565C0", color_name="blue", name="Permits")
    line = LineView(agency="PUPR", zone=zone, waiting=0, minutes=None, why_closed=Reason.NOT_STAFFED)
    cell.show_line(line, "en")
    assert "no officer yet" in cell.text()
    assert "open" not in cell.text()
