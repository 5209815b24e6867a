"""What a supervisor does in the window, by real clicks and keys: each question, its answers, and what is said then."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QTimeEdit, QWidget

from antrean import mall, roster
from antrean.model import EventKind, Role, TicketState
from antrean.store.store import Store
from antrean.ui.language import LANGUAGES, Language
from counter.supervisor.asks import Ask, AskCloseCounter, AskCloseDay, AskCloseService, AskPriority, AskQueue
from counter.supervisor.state import Part
from counter.window import CounterWindow
from tests.apps.counter_rig import Rig
from tests.apps.supervisor_window import (
    CHIEF,
    LATE,
    cells,
    click,
    click_line,
    find,
    is_seen,
    lines,
    press,
    settle,
    text,
    write,
)
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
    return Rig(store, counter=19, officer=CHIEF).open()


@pytest.fixture
def window(rig: Rig, english: Language, show: Show) -> CounterWindow:
    """The hall, as the supervisor at counter 19 sees it."""
    window = rig.window(english)
    show(window)
    window.activateWindow()
    press(window, "F3")
    rig.run()
    return window


def go(window: CounterWindow, rig: Rig, part: Part) -> None:
    click(window, f"watch_{part.value}")
    rig.run()


def confirm(window: CounterWindow, rig: Rig, panel: str) -> None:
    click(window, f"{panel}_confirm")
    rig.run()


class TestServices:
    def test_closed_by_mouse_and_opened_again(self, window: CounterWindow, rig: Rig) -> None:
        go(window, rig, Part.SERVICES)
        assert not find(window, "ask_close_service").isEnabled()
        assert not is_seen(window, "reopen_service")
        click_line(window, "services_list", "ktp")
        click(window, "ask_close_service")
        assert text(window, "close_service_question").startswith("Close Identity card")
        assert not find(window, "close_service_confirm").isEnabled()
        click(window, "why_closed_material")
        assert text(window, "public_reason") == "Bahan atau blangko habis (materials used up)"
        click(window, "reopens_half_hour")
        assert text(window, "close_service_confirm") == "Close it until 09:05"
        confirm(window, rig, "close_service")
        assert text(window, "watch_notice_text").endswith("is closed until 09:05.")
        assert cells(window, "services_list", "ktp")[3] == (
            f"closed until 09:05: Bahan atau blangko habis (materials used up) ({CHIEF})"
        )
        # It stands on top now, and is still the chosen one.
        assert lines(window, "services_list")[0].key == "ktp"
        click(window, "reopen_service")
        rig.run()
        assert cells(window, "services_list", "ktp")[3] == "gives numbers"
        assert [event.kind for event in rig.facts()][-2:] == [EventKind.SERVICE_CLOSED, EventKind.SERVICE_REOPENED]

    def test_closed_by_keys_with_words_of_ones_own(self, window: CounterWindow, rig: Rig) -> None:
        press(window, "Alt+5")
        rig.run()
        field = window.focusWidget()
        assert field is not None
        assert field.objectName() == "services_list_find"
        QTest.keyClicks(field, "perekaman iden")
        assert "No service of that name." in qt.texts(window)
        press(window, "Ctrl+F")
        QTest.keyClicks(field, "identity card printing")
        assert [line.key for line in lines(window, "services_list")] == ["ktp"]
        QTest.keyClick(find(window, "ask_close_service"), Qt.Key.Key_Space)
        assert window.focusWidget().objectName() == "why_closed_system"  # type: ignore[union-attr]
        write(window, "public_reason", "  Alat perekam   diperbaiki ")
        QTest.keyClick(find(window, "close_service_confirm"), Qt.Key.Key_Space)
        rig.run()
        assert hall.rows(rig.store, "SELECT service, reason, reopens_at FROM overrides") == [
            ("ktp", "Alat perekam diperbaiki", None)
        ]

    def test_at_a_time_of_ones_own_later_today(self, window: CounterWindow, rig: Rig) -> None:
        rig.watch.ask(AskCloseService(service="ktp"))
        write(window, "public_reason", "Alat rusak")
        assert not is_seen(window, "reopens_time")
        click(window, "reopens_at")
        time = find(window, "reopens_time")
        assert isinstance(time, QTimeEdit)
        assert text(window, "close_service_confirm") == "Close it until 09:35"
        time.setTime(QTime(8, 0))
        assert not find(window, "close_service_confirm").isEnabled()
        time.setTime(QTime(13, 15))
        confirm(window, rig, "close_service")
        view = rig.watch.state.view
        assert view is not None
        (closed,) = view.closed
        assert closed.reopens_at is not None
        assert f"{closed.reopens_at.astimezone(view.mall.zone_info):%H:%M}" == "13:15"

    def test_a_bad_reason_is_said_above_and_what_was_typed_stays(self, window: CounterWindow, rig: Rig) -> None:
        rig.watch.ask(AskCloseService(service="ktp"))
        write(window, "public_reason", "NIK 3171234567890123")
        confirm(window, rig, "close_service")
        assert text(window, "watch_notice_text").startswith("This looks like an identity number.")
        assert text(window, "public_reason") == "NIK 3171234567890123"
        rig.watch.close_panel()
        rig.watch.ask(AskCloseService(service="ktp"))
        assert text(window, "public_reason") == ""
        assert not is_seen(window, "watch_notice")


class TestNumbers:
    def test_a_priority_by_mouse(self, window: CounterWindow, rig: Rig, store: Store) -> None:
        go(window, rig, Part.NUMBERS)
        assert not find(window, "ask_priority").isEnabled()
        key = str(hall.ticket(store, "CA-002").id)
        click_line(window, "numbers_list", key)
        assert text(window, "ask_priority") == "Priority of CA-002 …"
        click(window, "ask_priority")
        assert "It is a regular number now. The number and the place in line are kept." in qt.texts(window)
        click(window, "priority_elderly")
        assert not find(window, "change_priority_confirm").isEnabled()
        click(window, "why_priority_need_seen")
        confirm(window, rig, "change_priority")
        assert text(window, "watch_notice_text").startswith("CA-002 is a priority number in CP")
        assert "priority" in cells(window, "numbers_list", key)[2]

    def test_a_queue_by_keys(self, window: CounterWindow, rig: Rig, store: Store) -> None:
        press(window, "Alt+4")
        rig.run()
        press(window, "Ctrl+F")
        field = window.focusWidget()
        assert field is not None
        QTest.keyClicks(field, "ca3")
        QTest.keyClick(find(window, "ask_queue"), Qt.Key.Key_Space)
        rig.run()
        field = window.focusWidget()
        assert field is not None
        assert field.objectName() == "queues_to_find"
        QTest.keyClicks(field, "family")
        QTest.keyClick(field, Qt.Key.Key_Down)
        assert text(window, "change_queue_confirm") == "Let CA-003 wait in CB"
        QTest.keyClick(find(window, "why_queue_wrong_service"), Qt.Key.Key_Space)
        QTest.keyClick(find(window, "change_queue_confirm"), Qt.Key.Key_Space)
        rig.run()
        assert hall.ticket(store, "CA-003").queue == "CB"

    def test_only_queues_that_some_counter_serves_and_not_its_own(self, window: CounterWindow, rig: Rig) -> None:
        rig.watch.show_part(Part.NUMBERS)
        rig.run().watch.ask(AskQueue(code="CA-001"))
        rig.run()
        keys = [line.key for line in lines(window, "queues_to")]
        assert "CA" not in keys
        # Those of its own agency first.
        assert [key[0] for key in keys[:4]] == ["C"] * 4

    def test_esc_goes_back_and_changes_nothing(self, window: CounterWindow, rig: Rig) -> None:
        go(window, rig, Part.NUMBERS)
        rig.watch.ask(AskPriority(code="CA-001"))
        click(window, "priority_elderly")
        press(window, "Esc")
        assert is_seen(window, "numbers_pane")
        assert rig.count(EventKind.PRIORITY_CHANGED) == 0
        rig.watch.ask(AskPriority(code="CA-002"))
        click(window, "why_priority_other")
        assert not find(window, "change_priority_confirm").isEnabled()


class TestCounters:
    def test_of_an_officer_who_went_away(self, window: CounterWindow, rig: Rig, store: Store) -> None:
        hall.serve(store, hall.open_counter(store, 3))
        rig.watch.refresh()
        rig.run()
        go(window, rig, Part.COUNTERS)
        click_line(window, "counters_grid", "5")
        assert not find(window, "ask_close_counter").isEnabled()
        click_line(window, "counters_grid", "3")
        click(window, "ask_close_counter")
        rig.run()
        assert text(window, "close_for_question") == "Close counter 3, where Officer 3 sits?"
        # Enter at once closes nothing.
        assert window.focusWidget().objectName() == "close_for_back"  # type: ignore[union-attr]
        confirm(window, rig, "close_for")
        assert text(window, "watch_notice_text") == "Counter 3 is closed."
        assert hall.ticket(store, "CA-001").state is TicketState.HELD


class TestTheDay:
    def test_first_the_list_then_a_reason(self, window: CounterWindow, rig: Rig) -> None:
        click(window, "ask_close_day")
        rig.run()
        assert text(window, "close_day_question") == "Who still holds a number: 3"
        assert [line.cells[0].text for line in lines(window, "left_list")] == ["CA-001", "CA-002", "CA-003"]
        assert not find(window, "close_day_confirm").isEnabled()
        click(window, "why_day_power_cut")
        confirm(window, rig, "close_day")
        with rig.store.read() as unit:
            anchor = unit.head.anchor
        assert anchor is not None
        assert text(window, "watch_notice_text") == (
            "The day is closed. Numbers expired: 3, counters closed: 1. "
            f"Anchor, to be written down or photographed: {anchor.short}"
        )
        assert rig.facts()[-1].body["reason"] == "power_cut"

    def test_words_of_ones_own(self, window: CounterWindow, rig: Rig) -> None:
        rig.watch.ask(AskCloseDay())
        rig.run()
        write(window, "day_reason", "Gempa bumi")
        confirm(window, rig, "close_day")
        assert rig.facts()[-1].body["reason"] == "Gempa bumi"

    def test_an_empty_hall(self, store: Store, english: Language, show: Show) -> None:
        hall.execute(store, "UPDATE tickets SET state = 'cancelled', ended_at = issued_at")
        rig = Rig(store, counter=19, officer=CHIEF).open()
        window = rig.window(english)
        show(window)
        rig.watch.toggle()
        rig.run().watch.ask(AskCloseDay())
        rig.run()
        assert text(window, "close_day_question") == "Close the day?"
        assert not is_seen(window, "why_day_power_cut")
        confirm(window, rig, "close_day")  # type: ignore[arg-type]
        assert rig.count(EventKind.DAY_CLOSED) == 1

    def test_the_own_counter_is_closed_too_and_the_result_stays_in_sight(self, window: CounterWindow, rig: Rig) -> None:
        rig.watch.ask(AskCloseDay())
        rig.run()
        click(window, "why_day_visitors_told")
        confirm(window, rig, "close_day")
        rig.refresh()
        assert is_seen(window, "watch_notice")
        assert text(window, "counter_title") == "The hall"
        press(window, "Esc")
        assert is_seen(window, "choose_page")


class TestWhoIsOfferedWhat:
    @pytest.mark.parametrize(
        ("role", "agencies", "offered"),
        [
            (Role.SUPERVISOR, (), {"services", "numbers", "counters", "day"}),
            (Role.SUPERVISOR, ("C",), {"services", "numbers", "counters"}),
            (Role.ADMINISTRATOR, (), {"services", "numbers", "counters", "day"}),
            (Role.TECHNICIAN, (), set()),
        ],
    )
    def test_by_role(
        self, store: Store, english: Language, show: Show, role: Role, agencies: tuple[str, ...], offered: set[str]
    ) -> None:
        person = hall.person(store, role, *agencies)
        rig = Rig(store, counter=None, officer=None).begin()
        window = rig.window(english)
        show(window)
        assert isinstance(window, CounterWindow)
        rig.watch.show(next(one for one in roster.hall(store).officers if one.id == person))
        rig.run()
        found = {"day"} if is_seen(window, "ask_close_day") else set()
        for part, button in (
            (Part.SERVICES, "ask_close_service"),
            (Part.NUMBERS, "ask_priority"),
            (Part.COUNTERS, "ask_close_counter"),
        ):
            go(window, rig, part)
            if is_seen(window, button):
                found.add(part.value)
        assert found == offered

    def test_of_ones_own_agency_only(self, store: Store, english: Language, show: Show) -> None:
        person = hall.person(store, Role.SUPERVISOR, "K")
        rig = Rig(store, counter=None, officer=None).begin()
        window = rig.window(english)
        show(window)
        assert isinstance(window, CounterWindow)
        rig.watch.show(next(one for one in roster.hall(store).officers if one.id == person))
        rig.run()
        go(window, rig, Part.SERVICES)
        shown = {line.key for line in lines(window, "services_list")}
        assert shown == {one.code for one in mall.read(store).services if one.agency == "K"}
        go(window, rig, Part.NUMBERS)
        assert "Nobody of that kind is waiting." in qt.texts(window)


ASKED: tuple[Ask, ...] = (
    AskCloseService(service="ktp"),
    AskPriority(code="CA-001"),
    AskQueue(code="CA-001"),
    AskCloseCounter(number=3),
    AskCloseDay(),
)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: type(asked).__name__)
def test_every_question_has_names_and_fits(
    window: CounterWindow, rig: Rig, english: Language, code: str, asked: Ask
) -> None:
    english.set(code)
    rig.watch.show_part(Part.NUMBERS)
    rig.run().watch.ask(asked)
    rig.run()
    settle()
    assert qt.unnamed(window) == []
    assert qt.cut_texts(window) == []
    assert qt.outside(window) == []
    # The parts wait behind the question: what was typed is not lost by a slip.
    assert not find(window, "watch_queues").isEnabled()
    press(window, "Alt+2")
    assert rig.watch.state.asked == asked


def test_a_table_keeps_what_was_chosen_while_the_hall_moves(window: CounterWindow, rig: Rig, store: Store) -> None:
    go(window, rig, Part.NUMBERS)
    click_line(window, "numbers_list", str(hall.ticket(store, "CA-002").id))
    hall.call(store, hall.open_counter(store, 3))
    rig.watch.refresh()
    rig.run()
    view = find(window, "numbers_list")
    assert isinstance(view, QListView)
    assert len(lines(window, "numbers_list")) == 2
    assert text(window, "ask_queue") == "Queue of CA-002 …"
