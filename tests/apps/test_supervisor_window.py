"""The supervisor's page by real clicks and keys: what it says, what fits, and one's own counter in the header."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from antrean import desk, presence, roster
from antrean.errors import Unavailable
from antrean.model import DeviceKind, EventKind, Role
from antrean.store.store import Store
from antrean.ui.language import LANGUAGES, Language
from counter.supervisor.state import Part
from counter.window import CounterWindow
from tests.apps.counter_rig import LOST, OFFICER, Rig
from tests.apps.supervisor_window import CHIEF, LATE, cells, click, find, is_seen, lines, press, settle, text
from tests.helpers import hall, qt

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def store(counter_halls: tuple[hall.Warm, hall.Warm]) -> Store:
    """Half past eight, three people wait for one queue, and a supervisor is known."""
    store = counter_halls[1].again()
    hall.officer(store, CHIEF, Role.SUPERVISOR)
    hall.set_clock(store, LATE)
    return store


@pytest.fixture
def rig(store: Store) -> Rig:
    """The supervisor sits at counter 19, where nobody waits: the three wait for a queue that nobody serves."""
    return Rig(store, counter=19, officer=CHIEF).open()


@pytest.fixture
def window(rig: Rig, english: Language, show: Show) -> CounterWindow:
    window = rig.window(english)
    show(window)
    window.activateWindow()
    return window


@pytest.fixture
def watching(window: CounterWindow, rig: Rig) -> CounterWindow:
    press(window, "F3")
    rig.run()
    return window


class TestTheWayThere:
    def test_by_key_and_back_by_both(self, window: CounterWindow, rig: Rig) -> None:
        for back in ("F3", "Esc"):
            press(window, "F3")
            rig.run()
            assert is_seen(window, "supervisor_page")
            press(window, back)
            assert not is_seen(window, "supervisor_page")
            assert is_seen(window, "desk_page")

    def test_by_mouse(self, window: CounterWindow, rig: Rig) -> None:
        click(window, "hall")
        rig.run()
        assert is_seen(window, "overview_pane")
        click(window, "watch_back")
        assert is_seen(window, "desk_page")

    def test_by_the_menu(self, window: CounterWindow, rig: Rig) -> None:
        click(window, "menu")
        action = window.findChild(QAction, "menu_hall")
        assert action is not None
        assert action.text() == "The hall\tF3"
        action.trigger()
        find(window, "counter_menu").close()
        assert is_seen(window, "supervisor_page")

    def test_an_officer_is_not_offered_it(self, store: Store, english: Language, show: Show) -> None:
        rig = Rig(store, counter=4, officer=OFFICER).open()
        window = rig.window(english)
        show(window)
        assert isinstance(window, CounterWindow)
        press(window, "F3")
        click(window, "menu")
        assert window.findChild(QAction, "menu_hall") is None
        find(window, "counter_menu").close()
        assert not is_seen(window, "hall")
        assert not is_seen(window, "supervisor_page")

    def test_without_a_counter(self, store: Store, english: Language, show: Show) -> None:
        rig = Rig(store, counter=None, officer=CHIEF).begin()
        window = rig.window(english)
        show(window)
        window.activateWindow()
        press(window, "F3")
        rig.run()
        assert text(window, "counter_title") == "The hall"
        assert text(window, "officer") == CHIEF
        assert not is_seen(window, "own_counter")
        press(window, "Esc")
        assert is_seen(window, "choose_page")


class TestTheParts:
    def test_every_part_by_its_key_and_by_its_button(self, watching: CounterWindow) -> None:
        for at, part in enumerate(Part, start=1):
            press(watching, f"Alt+{at}")
            assert is_seen(watching, f"{part.value}_pane")
        for part in Part:
            click(watching, f"watch_{part.value}")
            assert is_seen(watching, f"{part.value}_pane")

    def test_sums_and_zones(self, watching: CounterWindow) -> None:
        assert text(watching, "figure_waiting") == "3"
        assert text(watching, "figure_issued") == "3"
        assert "3 waiting\nlongest 26 min" in qt.texts(watching)
        assert "1 of 10 counters open" in qt.texts(watching)

    def test_queues(self, watching: CounterWindow) -> None:
        press(watching, "Alt+2")
        assert cells(watching, "queues_list", "CA") == ["CA · Civil Registry", "3", "26 min of 20", "none of 4"]
        assert len(lines(watching, "queues_list")) == 2
        said = [line.said for line in lines(watching, "queues_list")]
        assert said == [
            "Zone 1 · Civil registry and social affairs",
            "CA · Civil Registry · waiting: 3 · longest wait: 26 min, target: 20 min, over the target"
            " · open counters: none of 4",
        ]
        click(watching, "queues_all")
        assert len(lines(watching, "queues_list")) > 50

    def test_counters(self, watching: CounterWindow, rig: Rig, store: Store) -> None:
        here = hall.open_counter(store, 3)
        away = hall.open_counter(store, 4)
        hall.serve(store, here)
        hall.advance_clock(store, 60 * 17)
        roster.start_break(store, away, reason="meal", minutes=30, request_id=hall.request())
        rig.watch.refresh()
        rig.run()
        press(watching, "Alt+3")
        assert cells(watching, "counters_grid", "3") == [
            *("3", "Serving", "Officer 3", "Civil Registry", "CA-001", "17 min"),
        ]
        assert cells(watching, "counters_grid", "4") == [
            *("4", "On a break", "Officer 4", "Civil Registry", "Meal", "until 09:18"),
        ]
        assert cells(watching, "counters_grid", "5")[1:3] == ["Closed", ""]
        # Twice the standard of eight minutes: marked, with a sign.
        (line,) = [one for one in lines(watching, "counters_grid") if one.key == "3"]
        assert (line.cells[-1].tone, line.cells[-1].icon) == ("bad", "warning")
        click(watching, "counters_break")
        assert [line.key for line in lines(watching, "counters_grid")] == ["4"]

    def test_numbers(self, watching: CounterWindow, rig: Rig, store: Store) -> None:
        here = hall.open_counter(store, 3)
        hall.call(store, here)
        desk.hold(store, here, reason="copies_needed", remind_minutes=10, request_id=hall.request())
        desk.call(store, here, "CA-003", reason="needs_care", request_id=hall.request())
        desk.no_show(store, here, request_id=hall.request())
        rig.watch.refresh()
        rig.run()
        press(watching, "Alt+4")
        click(watching, "numbers_held")
        ((held,),) = (lines(watching, "numbers_list"),)
        assert [cell.text for cell in held.cells] == [
            *(
                "CA-001",
                "Identity card: registration or printing (new, lost, damaged)",
                "Copies have to be made",
                "counter 3 · look at 08:41",
            ),
        ]
        click(watching, "numbers_missed")
        ((missed,),) = (lines(watching, "numbers_list"),)
        assert [cell.text for cell in missed.cells][2:] == ["at 08:31, 1×", "counter 3"]
        click(watching, "numbers_chosen")
        ((chosen,),) = (lines(watching, "numbers_list"),)
        assert [cell.text for cell in chosen.cells] == [
            *("CA-003", "CA · Civil Registry", "Officer 3: Needs care, cannot wait", "counter 3, 08:31"),
        ]

    def test_devices(self, watching: CounterWindow, rig: Rig, store: Store) -> None:
        presence.beat(store, name="Kiosk 1", kind=DeviceKind.KIOSK, body={"printer": {"condition": "no_paper"}})
        presence.beat(store, name="Layar", kind=DeviceKind.DISPLAY, body={"voice": {"condition": "ok"}})
        rig.watch.refresh()
        rig.run()
        press(watching, "Alt+6")
        assert cells(watching, "devices_list", "kiosk Kiosk 1")[1:4] == ["Kiosk", "Needs help", "Out of paper"]
        assert cells(watching, "devices_list", "display Layar")[1:4] == ["Display", "Well", "Voice ready"]
        hall.advance_clock(store, 14)
        rig.watch.refresh()
        rig.run()
        (line,) = [one for one in lines(watching, "devices_list") if one.key == "kiosk Kiosk 1"]
        assert line.ground == "bad_soft"
        assert [cell.text for cell in line.cells][2:] == ["Does not answer", "", presence.__version__, "14 s ago"]


class TestAlerts:
    def test_what_it_says_and_who_looks_after_it(self, watching: CounterWindow, rig: Rig) -> None:
        texts = qt.texts(watching)
        assert "CA · Civil Registry: nobody serves this queue" in texts
        assert "3 waiting, the first for 26 min" in texts
        row = watching.supervisor_page.findChildren(QWidget, "alert")
        assert {one.accessibleName().split(" · ")[0] for one in row} == {"Urgent", "Warning"}
        before = text(watching, "alerts_title")
        assert before == f"Alerts: {len(row)}"
        click(watching, "alert_take")
        rig.run()
        assert text(watching, "alerts_title") == f"Alerts: {len(row) - 1}"
        assert f"{CHIEF} looks after it, 08:31" in qt.texts(watching)
        assert rig.count(EventKind.ALERT_ACKNOWLEDGED) == 1

    def test_by_keys_alone(self, watching: CounterWindow, rig: Rig) -> None:
        press(watching, "Alt+1")
        focus = watching.focusWidget()
        assert isinstance(focus, QAbstractButton)
        assert focus.accessibleName() == "I look after it: CA · Civil Registry: nobody serves this queue"
        QTest.keyClick(focus, Qt.Key.Key_Space)
        rig.run()
        assert rig.count(EventKind.ALERT_ACKNOWLEDGED) == 1

    def test_a_row_stays_with_its_alert(self, watching: CounterWindow, rig: Rig, store: Store) -> None:
        rows = watching.supervisor_page.findChildren(QWidget, "alert")
        presence.beat(store, name="Kiosk 1", kind=DeviceKind.KIOSK, body={"printer": {"condition": "no_paper"}})
        rig.watch.refresh()
        rig.run()
        assert set(rows) < set(watching.supervisor_page.findChildren(QWidget, "alert"))

    def test_a_hall_in_which_all_is_well(self, watching: CounterWindow, rig: Rig, store: Store) -> None:
        here = hall.open_counter(store, 3)
        for _ in range(3):
            hall.serve(store, here)
            desk.finish(store, here, request_id=hall.request())
        rig.watch.refresh()
        rig.run()
        assert "All is well: nothing in the hall needs you now." in qt.texts(watching)
        assert not is_seen(watching, "alert_take")

    def test_a_refusal_is_a_sentence(self, watching: CounterWindow, rig: Rig, store: Store) -> None:
        hall.open_counter(store, 3)
        click(watching, "alert_take")
        rig.run()
        assert text(watching, "watch_notice_text") == "This alert is over."


class TestTheOwnCounter:
    def test_it_calls_and_begins_by_key_and_the_number_stays_in_sight(
        self, watching: CounterWindow, rig: Rig, store: Store
    ) -> None:
        press(watching, "F5")
        rig.run()
        assert text(watching, "own_words") == "Nobody is waiting"
        hall.issue(store, "skck")
        rig.refresh()
        press(watching, "F5")
        rig.run()
        assert text(watching, "own_code") == "KA-001"
        hall.advance_clock(store, 20)
        rig.refresh()
        press(watching, "F6")
        rig.run()
        press(watching, "F4")
        rig.run()
        hall.advance_clock(store, 250)
        rig.refresh()
        assert text(watching, "own_clock").startswith("04:1")
        assert is_seen(watching, "supervisor_page")
        kinds = [event.kind for event in rig.facts() if event.counter == 19][-3:]
        assert kinds == [EventKind.CALLED, EventKind.RECALLED, EventKind.STARTED]

    def test_what_ends_a_visit_is_done_at_the_desk(self, watching: CounterWindow, rig: Rig, store: Store) -> None:
        hall.issue(store, "skck")
        rig.refresh().presenter.call_next()
        rig.run()
        rig.presenter.start()
        rig.run()
        for name in ("F5", "F7", "F8", "F9", "F10", "F11", "Ctrl+B"):
            press(watching, name)
        assert rig.jobs.waiting == 0
        press(watching, "Esc")
        assert text(watching, "active_code") == "KA-001"
        press(watching, "F10")
        rig.run()
        assert rig.active is None

    def test_why_a_key_did_not_work_stands_above(self, watching: CounterWindow, rig: Rig, store: Store) -> None:
        hall.issue(store, "skck")
        rig.refresh().presenter.call_next()
        rig.run()
        press(watching, "F6")
        rig.run()
        assert watching.banner.sentence().startswith("Just called.")

    def test_on_a_break(self, watching: CounterWindow, rig: Rig) -> None:
        rig.presenter.start_break("meal")
        rig.run()
        assert text(watching, "own_words") == "You are on a break"
        assert not is_seen(watching, "own_call_next")


class TestWhatMayGoWrong:
    def test_a_lost_database_leaves_the_last_view_with_its_age(self, watching: CounterWindow, rig: Rig) -> None:
        rig.line.is_down = True
        hall.set_clock(rig.store, "2026-11-23 08:36")
        with rig.store.read() as unit:
            rig.clock.follow(unit.now)
        rig.watch.on_lost(Unavailable("database", LOST))
        assert watching.banner.sentence() == (
            "The connection to the database is lost; we keep trying. The lists are of 08:31, 4 min ago."
        )
        assert not find(watching, "alert_take").isEnabled()
        assert "3 waiting, the first for 26 min" in qt.texts(watching)
        watching.supervisor_page.tick()
        assert "3 waiting, the first for 26 min" in qt.texts(watching)

    def test_ages_go_on_without_any_read(self, watching: CounterWindow, rig: Rig) -> None:
        hall.set_clock(rig.store, "2026-11-23 08:36")
        with rig.store.read() as unit:
            rig.clock.follow(unit.now)
        watching.supervisor_page.tick()
        assert "3 waiting, the first for 30 min" in qt.texts(watching)

    def test_who_may_not_any_more_is_told_and_can_go_back(
        self, watching: CounterWindow, rig: Rig, store: Store
    ) -> None:
        hall.execute(store, "UPDATE officers SET role = 'officer' WHERE name = :name", name=CHIEF)
        rig.watch.refresh()
        rig.run()
        assert text(watching, "watch_sentence").startswith("Your role does not allow this.")
        press(watching, "Esc")
        assert is_seen(watching, "desk_page")

    def test_the_cheat_sheet_stands_over_it_and_hears_no_key_of_it(
        self, watching: CounterWindow, rig: Rig, store: Store
    ) -> None:
        hall.issue(store, "skck")
        rig.refresh()
        press(watching, "F1")
        assert not is_seen(watching, "supervisor_page")
        for name in ("F5", "Alt+2"):
            press(watching, name)
        assert rig.jobs.waiting == 0
        press(watching, "Esc")
        assert is_seen(watching, "overview_pane")
        assert is_seen(watching, "own_call_next")

    def test_the_cheat_sheet_makes_way_for_it(self, window: CounterWindow, rig: Rig) -> None:
        press(window, "F1")
        press(window, "F3")
        rig.run()
        assert is_seen(window, "supervisor_page")
        press(window, "F1")
        press(window, "F3")
        assert is_seen(window, "desk_page")


@pytest.mark.parametrize("code", LANGUAGES)
def test_everything_has_a_name_and_fits(watching: CounterWindow, english: Language, code: str) -> None:
    english.set(code)
    for part in range(1, len(Part) + 1):
        press(watching, f"Alt+{part}")
        settle()
        assert qt.unnamed(watching) == []
        assert qt.cut_texts(watching) == []
        assert qt.outside(watching) == []
