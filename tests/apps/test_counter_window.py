"""The counter's window by real clicks and keys: what it shows, what fits, and one effect for every key."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QListView, QWidget

from antrean import desk, roster
from antrean.desk import Desk
from antrean.errors import Unavailable
from antrean.model import Priority
from antrean.store.store import Store
from antrean.ui.jobs import ManualJobs
from antrean.ui.language import Language
from counter import __main__ as program
from counter.queue_model import ROW_ROLE
from counter.state import Listing, Panel
from counter.window import CounterWindow
from tests.apps.counter_rig import OFFICER, OTHER, Rig
from tests.helpers import hall, qt

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def store(counter_halls: tuple[hall.Warm, hall.Warm]) -> Store:
    """The example mall with two officers and three people waiting."""
    return counter_halls[1].again()


@pytest.fixture
def rig(store: Store) -> Rig:
    return Rig(store)


@pytest.fixture
def window(rig: Rig, english: Language, show: Show) -> CounterWindow:
    """The choice of counter and officer, both chosen."""
    window = rig.window(english)
    rig.begin()
    show(window)
    window.activateWindow()
    return window


@pytest.fixture
def desk_window(window: CounterWindow, rig: Rig) -> CounterWindow:
    """The open counter 3, nobody called yet."""
    _click(window, "open_counter")
    rig.run()
    return window


def _find(window: QWidget, name: str) -> QWidget:
    found = window.findChild(QWidget, name)
    assert found is not None, name
    return found


def _click(window: QWidget, name: str) -> None:
    QTest.mouseClick(_find(window, name), Qt.MouseButton.LeftButton)


def _press(window: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(window, key)


def _menu(window: QWidget, name: str) -> None:
    """Open the menu by its button and choose a line of it."""
    _click(window, "menu")
    action = window.findChild(QAction, name)
    assert action is not None, name
    action.trigger()
    _find(window, "counter_menu").close()


def _text(window: QWidget, name: str) -> str:
    found = _find(window, name)
    assert isinstance(found, QLabel | QAbstractButton)
    return found.text()


def _rows(window: QWidget, name: str) -> list[str]:
    view = _find(window, name)
    assert isinstance(view, QListView)
    model = view.model()
    return [model.index(at, 0).data() for at in range(model.rowCount())]


def _click_row(window: QWidget, name: str, at: int) -> None:
    view = _find(window, name)
    assert isinstance(view, QListView)
    where: QPoint = view.visualRect(view.model().index(at, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)


def _settle() -> None:
    """Deliver what Qt has put off: layouts after a resize, the news of another language."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents()


def test_counter_and_officer_are_chosen_by_a_click_each(store: Store, english: Language, show: Show) -> None:
    rig = Rig(store, counter=None, officer=None)
    window = rig.window(english)
    rig.begin()
    show(window)
    assert not _find(window, "open_counter").isEnabled()
    assert _rows(window, "choose_officer") == [OTHER, OFFICER]
    _click_row(window, "choose_counter", 3)
    _click_row(window, "choose_officer", 1)
    assert _text(window, "open_counter") == "Open counter 4"
    _click(window, "open_counter")
    rig.run()
    assert _text(window, "counter_title") == "Counter 4 · Civil Registry"
    assert _text(window, "officer") == OFFICER


def test_a_visitor_from_call_to_finish_by_keys(desk_window: CounterWindow, rig: Rig) -> None:
    assert _rows(desk_window, "waiting_list")[0].startswith("CA-001 · Identity card")
    assert _text(desk_window, "call_next") == "Call the next"
    _press(desk_window, Qt.Key.Key_F5)
    rig.run()
    assert _text(desk_window, "active_code") == "CA-001"
    assert _text(desk_window, "active_state") == "Called"
    assert _text(desk_window, "announced") == "No loudspeaker in this zone: please call out"
    _press(desk_window, Qt.Key.Key_F4)
    rig.run()
    assert _text(desk_window, "active_state") == "Being served"
    assert not _find(desk_window, "announced").isVisibleTo(desk_window)
    assert _text(desk_window, "service_target") == "/ target 8 min"
    button = desk_window.desk_page.ticket.call_next
    assert (button.text(), button.note()) == ("Finish and call the next", "F5 · next is CA-002, in turn")
    _press(desk_window, Qt.Key.Key_F5)
    rig.run()
    assert _text(desk_window, "active_code") == "CA-002"
    _press(desk_window, Qt.Key.Key_F10)
    rig.run()
    assert not _find(desk_window, "active_code").isVisible()
    assert _text(desk_window, "today").startswith("Today: 2 served")


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        (Qt.Key.Key_F7, "no_show"),
        (Qt.Key.Key_F10, "finished"),
        (Qt.Key.Key_F11, "released"),
        (Qt.Key.Key_F5, "finished"),
    ],
)
def test_each_key_does_what_its_button_says(desk_window: CounterWindow, rig: Rig, key: Qt.Key, kind: str) -> None:
    _press(desk_window, Qt.Key.Key_F5)
    rig.run()
    _press(desk_window, key)
    _press(desk_window, key)
    rig.run()
    assert rig.count(kind) == 1


def test_a_key_held_down_counts_once(desk_window: CounterWindow) -> None:
    shortcuts = desk_window.findChildren(QShortcut)
    assert {"F5", "F7", "1", "Esc"} <= {one.key().toString() for one in shortcuts}
    assert [one.key().toString() for one in shortcuts if one.autoRepeat()] == []


def test_a_double_click_calls_once(desk_window: CounterWindow, rig: Rig) -> None:
    button = _find(desk_window, "call_next")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not button.isEnabled()
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    rig.run()
    assert rig.count("called") == 1
    assert button.isEnabled()


def test_a_reason_by_one_key_puts_on_hold_and_the_list_brings_back(desk_window: CounterWindow, rig: Rig) -> None:
    _press(desk_window, Qt.Key.Key_F5)
    rig.run()
    _press(desk_window, Qt.Key.Key_F8)
    assert "Put CA-001 on hold: why?" in qt.texts(desk_window)
    _press(desk_window, Qt.Key.Key_2)
    rig.run()
    held = [event for event in rig.facts() if event.kind == "held"]
    assert [event.body["reason"] for event in held] == ["copies_needed"]
    _click(desk_window, "tab_held")
    assert _text(desk_window, "tab_held") == "On hold 1"
    _click(desk_window, "resume")
    rig.run()
    assert _text(desk_window, "active_code") == "CA-001"


def test_no_key_reaches_the_ticket_behind_a_question(desk_window: CounterWindow, rig: Rig) -> None:
    _press(desk_window, Qt.Key.Key_F5)
    rig.run()
    _press(desk_window, Qt.Key.Key_F8)
    for key in (Qt.Key.Key_F5, Qt.Key.Key_F7, Qt.Key.Key_F10):
        _press(desk_window, key)
    assert rig.jobs.waiting == 0
    _press(desk_window, Qt.Key.Key_Escape)
    assert rig.presenter.state.panel is Panel.NONE


def test_a_transfer_is_found_by_typing(desk_window: CounterWindow, rig: Rig) -> None:
    hall.open_counter(rig.store, 7, OTHER)
    _press(desk_window, Qt.Key.Key_F5)
    rig.run()
    _press(desk_window, Qt.Key.Key_F9)
    rig.run()
    field = _find(desk_window, "transfer_find")
    QTest.keyClicks(field, "birth")
    assert len(_rows(desk_window, "transfer_list")) == 1
    QTest.keyClick(field, Qt.Key.Key_Return)
    rig.run()
    assert hall.ticket(rig.store, "CA-001").service == "akta"
    assert _text(desk_window, "note") == "CA-001 was sent on."
    _click(desk_window, "undo")
    rig.run()
    assert _text(desk_window, "active_code") == "CA-001"


def test_a_transfer_to_a_counter_tells_which_are_open(desk_window: CounterWindow, rig: Rig) -> None:
    hall.open_counter(rig.store, 5, OTHER)
    _press(desk_window, Qt.Key.Key_F5)
    rig.run()
    _press(desk_window, Qt.Key.Key_F9)
    rig.run()
    _click(desk_window, "transfer_to_counter")
    rows = _rows(desk_window, "transfer_list")
    assert not any(row.startswith("Counter 3 ·") for row in rows)
    assert [row for row in rows if row.endswith("open")] == ["Counter 5 · Civil Registry · open"]
    _click_row(desk_window, "transfer_list", 3)
    assert _text(desk_window, "transfer_confirm") == "Send on to Counter 5"
    _click(desk_window, "transfer_confirm")
    rig.run()
    assert hall.ticket(rig.store, "CA-001").reserved_counter == 5


def test_a_refusal_stands_near_the_buttons_until_the_next_success(desk_window: CounterWindow, rig: Rig) -> None:
    _press(desk_window, Qt.Key.Key_F5)
    rig.run()
    _press(desk_window, Qt.Key.Key_F6)
    rig.run()
    assert _find(desk_window, "refusal").isVisible()
    assert _text(desk_window, "refusal").startswith("Just called.")
    _press(desk_window, Qt.Key.Key_F4)
    rig.run()
    assert not _find(desk_window, "refusal").isVisible()


def test_the_missed_are_put_back_by_their_row(desk_window: CounterWindow, rig: Rig) -> None:
    for _ in range(2):
        _press(desk_window, Qt.Key.Key_F5)
        rig.run()
        _press(desk_window, Qt.Key.Key_F7)
        rig.run()
    _click(desk_window, "tab_missed")
    assert not _find(desk_window, "reinstate").isEnabled()
    _click_row(desk_window, "missed_list", 1)
    assert _text(desk_window, "reinstate") == "Put CA-002 back in line"
    _click(desk_window, "reinstate")
    rig.run()
    assert [row[:6] for row in _rows(desk_window, "missed_list")] == ["CA-001"]


def test_the_waiting_list_keeps_its_choice_and_place(desk_window: CounterWindow, rig: Rig) -> None:
    for _ in range(20):
        hall.issue(rig.store)
    rig.refresh()
    view = _find(desk_window, "waiting_list")
    assert isinstance(view, QListView)
    view.setCurrentIndex(view.model().index(12, 0))
    view.scrollTo(view.currentIndex())
    scrolled = view.verticalScrollBar().value()
    code = view.currentIndex().data(ROW_ROLE).code
    assert scrolled > 0
    hall.issue(rig.store)
    rig.refresh()
    assert view.currentIndex().data(ROW_ROLE).code == code
    assert view.verticalScrollBar().value() == scrolled
    desk.call_next(rig.store, Desk(counter=3), request_id=hall.request())
    rig.refresh()
    assert view.currentIndex().data(ROW_ROLE).code == code


def test_a_break_and_back_by_the_button_of_the_header(desk_window: CounterWindow, rig: Rig) -> None:
    _click(desk_window, "break")
    _click(desk_window, "break_panel_meal")
    rig.run()
    assert _text(desk_window, "counter_state") == "Break"
    assert "On a break" in qt.texts(desk_window)
    assert _text(desk_window, "break") == "End the break"
    _click(desk_window, "end_break")
    rig.run()
    assert _text(desk_window, "counter_state") == "Open"
    assert _find(desk_window, "call_next").isVisible()


def test_closing_shows_the_choice_again(desk_window: CounterWindow, rig: Rig) -> None:
    _click(desk_window, "close_counter")
    rig.run()
    assert _find(desk_window, "choose_counter").isVisible()
    assert _text(desk_window, "counter_title") == "Counter"


def test_a_lost_database_is_a_banner_with_the_age_of_the_lists(desk_window: CounterWindow, rig: Rig) -> None:
    assert not _find(desk_window, "banner").isVisible()
    rig.presenter.on_lost(Unavailable("database", "gone"))
    assert desk_window.banner.isVisible()
    assert "The lists are of 08:0" in desk_window.banner.sentence()
    assert len(_rows(desk_window, "waiting_list")) == 3
    assert _find(desk_window, "call_next").isEnabled()
    rig.clock.follow(hall.MONDAY.replace(minute=55))
    desk_window._on_tick()
    assert "min ago" in desk_window.banner.sentence()
    rig.presenter.on_restored()
    rig.run()
    assert not desk_window.banner.isVisible()


def test_a_hall_that_cannot_be_read_is_a_calm_page(english: Language, tmp_path: Path, show: Show) -> None:
    store = hall.connect(f"sqlite:///{tmp_path / 'none.db'}")
    rig = Rig(store)
    window = rig.window(english)
    rig.begin()
    show(window)
    assert _text(window, "start_sentence") == "The queue cannot be reached at the moment. We keep trying."
    store.close()


def test_past_the_target_it_is_said_in_words(desk_window: CounterWindow, rig: Rig) -> None:
    _press(desk_window, Qt.Key.Key_F5)
    rig.run()
    _press(desk_window, Qt.Key.Key_F4)
    rig.run()
    hall.advance_clock(rig.store, 9 * 60)
    rig.refresh()
    assert _text(desk_window, "service_target") == "/ past the target of 8 min"
    assert _text(desk_window, "service_clock").startswith("09:")


def test_the_language_changes_while_it_runs(desk_window: CounterWindow, english: Language, rig: Rig) -> None:
    _menu(desk_window, "menu_language_id")
    assert english.code == "id"
    _settle()
    assert _rows(desk_window, "waiting_list")[0].startswith("CA-001 · Perekaman atau cetak KTP-el")
    assert _text(desk_window, "counter_title").endswith("3 · Dukcapil")


def _stages(rig: Rig) -> Iterator[str]:
    """Lead the desk through its pages and stop at each."""
    longest = max(rig.presenter.state.mall.services, key=lambda one: len(one.name.indonesian))  # type: ignore[union-attr]
    yield "choose"
    rig.presenter.open_counter()
    rig.run()
    yield "idle"
    hall.issue(rig.store, longest.code, priority=Priority.WITH_INFANT, language="en")
    for _ in range(9):
        hall.issue(rig.store, longest.code)
    hall.advance_clock(rig.store, 95 * 60)
    rig.presenter.call_next()
    rig.run()
    yield "called"
    rig.presenter.recall()
    rig.presenter.recall()
    rig.run()
    rig.presenter.recall()
    rig.run()
    yield "refused"
    rig.presenter.show_panel(Panel.HOLD)
    yield "hold"
    rig.presenter.close_panel()
    rig.presenter.show_panel(Panel.TRANSFER)
    rig.run()
    yield "transfer"
    rig.presenter.close_panel()
    rig.presenter.no_show()
    rig.run()
    rig.presenter.show_listing(Listing.MISSED)
    yield "missed"
    rig.presenter.on_lost(Unavailable("database", "gone"))
    yield "lost"
    rig.refresh()
    rig.presenter.show_panel(Panel.BREAK)
    yield "break_panel"
    rig.presenter.start_break("brief")
    rig.run()
    yield "on_break"


@pytest.mark.parametrize(
    ("code", "width", "height"), [("id", 1280, 720), ("en", 1280, 800), ("en", 1366, 768), ("id", 1920, 1080)]
)
def test_nothing_is_cut_unnamed_or_outside_on_any_page(
    store: Store, english: Language, show: Show, code: str, width: int, height: int
) -> None:
    name = "Raden Ajeng Sri Kusumaningtyas Wahyuningrum Prabowoputri"
    hall.officer(store, name)
    rig = Rig(store, counter=12, officer=name)
    window = rig.window(english, width=width, height=height)
    rig.begin()
    english.set(code)
    show(window)
    faults = []
    for stage in _stages(rig):
        _settle()
        for kind, found in (
            ("cut", qt.cut_texts(window)),
            ("outside", qt.outside(window)),
            ("unnamed", qt.unnamed(window)),
        ):
            faults += [f"{stage} {kind}: {what}" for what in found]
    assert (window.width(), window.height()) == (width, height)
    assert faults == []


def test_tab_goes_from_the_header_over_the_buttons_to_the_lists(desk_window: CounterWindow, rig: Rig) -> None:
    _press(desk_window, Qt.Key.Key_F5)
    rig.run()
    order = qt.focus_order(desk_window)
    wanted = ["close_counter", "keys", "menu", "start", "finish", "release", "recall", "no_show", "hold", "transfer"]
    wanted += ["call_next", "tab_waiting", "tab_held", "tab_missed", "waiting_list"]
    assert [name for name in order if name in wanted] == wanted


def test_a_button_that_was_busy_has_the_focus_again(desk_window: CounterWindow, rig: Rig) -> None:
    button = _find(desk_window, "call_next")
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert not button.isEnabled()
    rig.run()
    assert button.hasFocus()
    assert _text(desk_window, "active_code") == "CA-001"


def test_who_took_the_counter_over_is_named(desk_window: CounterWindow, rig: Rig) -> None:
    roster.close_counter(rig.store, Desk(counter=3), request_id=hall.request())
    hall.open_counter(rig.store, 3, OTHER)
    _press(desk_window, Qt.Key.Key_F5)
    rig.run()
    assert _text(desk_window, "choose_refusal") == f"{OTHER} is signed in at this counter."


def test_a_window_can_be_made_before_anything_is_read(store: Store, english: Language, show: Show) -> None:
    rig = Rig(store, jobs=ManualJobs())
    window = rig.window(english)
    show(window)
    assert "One moment, please" in qt.texts(window)


def test_a_wrong_option_ends_the_process_with_one_sentence_and_exit_code_two() -> None:
    command = [sys.executable, "-m", "counter", "--database", "nonsense"]
    ended = subprocess.run(command, cwd=hall.ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert ended.returncode == 2
    assert "nonsense" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("options", "said"), [(["--settings", "nowhere.toml"], "nowhere.toml"), (["--counter", "three"], "three")]
)
def test_a_wrong_option_is_named(
    options: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["counter", *options])
    with pytest.raises(SystemExit) as ended:
        sys.exit(program._run())
    assert ended.value.code == 2
    assert said in capsys.readouterr().err
