"""What an officer does less often than calling: outcomes, notes, numbers given at the counter, calls out of turn."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit, QListView, QMenu, QWidget
from pytestqt.qtbot import QtBot

from antrean import desk_view, roster
from antrean.desk import Target
from antrean.devices.printer import PrintResult
from antrean.errors import Reason, Refused, Unavailable
from antrean.model import EventKind, PrintState, Priority, TicketState
from antrean.receipt import MissingSlip
from antrean.store.store import Store
from antrean.ui.language import Language
from counter.reasons import ChosenReason, SendReason
from counter.state import Deed, Panel, allowed
from counter.window import CounterWindow
from tests.apps.counter_rig import FakeCopies, Rig
from tests.helpers import hall

Key = Qt.Key
Ctrl, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Show = Callable[[QWidget], QWidget]


@pytest.fixture
def store(counter_halls: tuple[hall.Warm, hall.Warm]) -> Store:
    """Counter 3's hall with three people waiting."""
    return counter_halls[1].again()


@pytest.fixture
def rig(store: Store) -> Rig:
    return Rig(store, copies=FakeCopies()).open()  # type: ignore[arg-type]


def called(rig: Rig) -> Rig:
    rig.presenter.call_next()
    return rig.run()


def slips(rig: Rig) -> list[tuple[int, Any]]:
    copies: Any = rig.copies
    found: list[tuple[int, Any]] = copies.slips
    return found


def newest(rig: Rig, kind: EventKind) -> dict[str, Any]:
    return dict(next(event.body for event in reversed(rig.facts()) if event.kind is kind))


class TestOutcome:
    def test_missing_papers_are_kept_and_printed_for_the_visitor(self, rig: Rig) -> None:
        called(rig)
        rig.presenter.show_panel(Panel.OUTCOME)
        rig.presenter.finish_with("documents_missing", (0,), wants_slip=True)
        rig.run()
        assert rig.active is None
        assert newest(rig, EventKind.FINISHED)["outcome"] == "documents_missing"
        ((key, slip),) = slips(rig)
        assert isinstance(slip, MissingSlip)
        assert len(slip.missing) == 1
        # Nothing of the slip is noted as the ticket's paper.
        rig.copies.result_came.emit(key, PrintResult(state=PrintState.FAILED, sentence="jam"))  # type: ignore[union-attr]
        rig.run()
        assert rig.duty.state.unprinted == "CA-001"
        assert rig.count(EventKind.PRINT_RESULT) == 0

    def test_it_can_be_undone(self, rig: Rig) -> None:
        called(rig)
        rig.presenter.finish_with("information", (), wants_slip=False)
        rig.run().presenter.undo()
        assert rig.run().active == "CA-001"


class TestNotes:
    def test_the_next_counter_reads_it(self, rig: Rig) -> None:
        called(rig)
        rig.presenter.write_note("Butuh kursi roda")
        rig.run().presenter.transfer(Target(counter=4), reason=SendReason.HELP, is_anyway=True)
        rig.run()
        other = hall.open_counter(rig.store, 4)
        hall.call(rig.store, other)
        view = desk_view.read(rig.store, 4)
        assert [note.text for note in view.active_notes] == ["Butuh kursi roda"]
        assert view.transferred_from is not None
        assert view.transferred_from.reason == SendReason.HELP

    def test_an_identity_number_is_refused_in_the_panel_and_what_was_typed_stays(
        self, rig: Rig, english: Language, show: Show
    ) -> None:
        window = show(called(rig).window(english))
        QTest.keyClick(window, Key.Key_N, Ctrl)
        text = window.findChild(QLineEdit, "note_text")
        QTest.keyClicks(text, "NIK 3201 0123 4567 0001")
        QTest.keyClick(text, Key.Key_Return)
        rig.run()
        assert rig.presenter.state.panel is Panel.NOTE
        assert "identity number" in window.findChild(QWidget, "note_refusal").text()  # type: ignore[attr-defined]
        assert text.text() == "NIK 3201 0123 4567 0001"

    def test_no_state_shows_it(self, rig: Rig) -> None:
        seen: list[Any] = []
        called(rig).presenter.state_changed.connect(seen.append)
        rig.presenter.write_note("qwzx-note")
        rig.run()
        assert seen
        assert not any("qwzx-note" in repr(state) for state in seen)


class TestOutOfTurn:
    def test_it_needs_a_reason_and_is_marked(self, rig: Rig) -> None:
        rig.presenter.show_panel(Panel.CHOSEN, "CA-003")
        rig.presenter.call_chosen(ChosenReason.URGENT)
        active = rig.run().presenter.state.active
        assert active is not None
        assert (active.code, active.is_chosen) == ("CA-003", True)
        assert newest(rig, EventKind.CALLED)["reason"] == ChosenReason.URGENT

    def test_enter_on_a_row_and_a_digit(self, rig: Rig, english: Language, show: Show) -> None:
        window = show(rig.window(english))
        QTest.keyClick(window, Key.Key_1, Ctrl)
        waiting = window.findChild(QListView, "waiting_list")
        waiting.setCurrentIndex(waiting.model().index(1, 0))
        QTest.keyClick(waiting, Key.Key_Return)
        assert rig.presenter.state.panel is Panel.CHOSEN
        QTest.keyClick(window, Key.Key_2)
        assert rig.run().active == "CA-002"

    def test_not_while_somebody_is_here(self, rig: Rig) -> None:
        called(rig).presenter.show_panel(Panel.CHOSEN, "CA-003")
        assert rig.presenter.state.panel is Panel.NONE


class TestGivingNumbers:
    def test_who_has_no_number_is_served_at_once(self, rig: Rig) -> None:
        rig.presenter.walk_in("ktp", Priority.ELDERLY, "en")
        active = rig.run().presenter.state.active
        assert active is not None
        assert (active.state, active.is_priority, active.language) == (TicketState.CALLED, True, "en")
        assert active.print_state is PrintState.NOT_WANTED
        assert slips(rig) == []

    def test_a_number_for_a_visitor_comes_out_of_this_printer(self, rig: Rig) -> None:
        rig.presenter.issue_for("skck", None, "id")
        rig.run()
        given = rig.presenter.state.given
        assert given is not None
        ((ticket, slip),) = slips(rig)
        assert (ticket, slip.code, slip.is_copy) == (given.ticket.id, given.ticket.code, False)
        rig.copies.result_came.emit(ticket, PrintResult(state=PrintState.PRINTED, sentence=""))  # type: ignore[union-attr]
        rig.run()
        assert newest(rig, EventKind.PRINT_RESULT)["paper"] == "printed"

    def test_the_next_step_follows_the_ticket_that_is_here(self, rig: Rig) -> None:
        called(rig).presenter.give_next_step("skck")
        rig.run()
        assert newest(rig, EventKind.ISSUED)["after"] == "CA-001"
        assert rig.active == "CA-001"

    def test_a_closed_service_says_so_in_the_window(self, rig: Rig) -> None:
        rig.presenter.show_panel(Panel.ISSUE_FOR)
        # The divorce papers' court is here on Fridays only.
        rig.presenter.issue_for("akta-cerai", None, "id")
        refusal = rig.run().presenter.state.refusal
        assert isinstance(refusal, Refused)
        assert refusal.reason is Reason.NOT_THIS_WEEKDAY

    def test_by_keys_alone(self, rig: Rig, english: Language, show: Show, qtbot: QtBot) -> None:
        window = show(rig.window(english))
        QTest.keyClick(window, Key.Key_T, Ctrl)
        find = window.findChild(QLineEdit, "issue_for_find")
        qtbot.waitUntil(find.hasFocus)
        QTest.keyClicks(find, "skck")
        QTest.keyClick(find, Key.Key_Return)
        rig.run()
        assert rig.presenter.state.given is not None
        note = window.findChild(QWidget, "note")
        assert note.text().startswith("KA-001 was given")  # type: ignore[attr-defined]


class TestSendingOn:
    def test_nobody_there_is_asked_once_more(self, rig: Rig, english: Language, show: Show) -> None:
        window = show(called(rig).window(english))
        rig.presenter.show_panel(Panel.TRANSFER)
        rig.presenter.transfer(Target(counter=5))
        rig.run()
        assert rig.presenter.state.panel is Panel.TRANSFER
        assert window.findChild(QWidget, "transfer_refusal").isVisible()
        rig.presenter.transfer(Target(counter=5), is_anyway=True)
        assert rig.run().active is None

    def test_to_the_information_desk(self, rig: Rig) -> None:
        roster.open_counter(rig.store, 1, hall.officer(rig.store, "Info"), request_id=hall.request())
        called(rig).presenter.transfer(Target(information=True))
        rig.run()
        assert newest(rig, EventKind.TRANSFERRED)["reserved_counter"] == 1


def test_a_reminder_is_shown_with_the_number_on_hold(rig: Rig, english: Language, show: Show) -> None:
    called(rig).presenter.hold("copies_needed", 5)
    rig.run()
    ((held),) = rig.presenter.state.view.held  # type: ignore[union-attr]
    assert held.ticket.remind_at is not None
    hall.advance_clock(rig.store, 301)
    assert [one.ticket.code for one in rig.refresh().presenter.state.view.due] == ["CA-001"]  # type: ignore[union-attr]


def test_a_number_is_cancelled_only_after_a_question(rig: Rig, english: Language, show: Show) -> None:
    window = show(rig.window(english))
    waiting = window.findChild(QListView, "waiting_list")
    waiting.setCurrentIndex(waiting.model().index(2, 0))
    QTest.keyClick(window, Key.Key_Delete, Ctrl)
    assert rig.presenter.state.panel is Panel.CANCEL
    assert rig.run().count(EventKind.CANCELLED) == 0
    window.findChild(QAbstractButton, "cancel_confirm").click()
    assert rig.run().count(EventKind.CANCELLED) == 1


def test_the_number_here_is_printed_again(rig: Rig, english: Language, show: Show) -> None:
    window = show(called(rig).window(english))
    window.findChild(QListView, "waiting_list").clearSelection()
    QTest.keyClick(window, Key.Key_P, Ctrl)
    rig.run()
    ((_, slip),) = slips(rig)
    assert slip.is_copy


def test_the_menu_of_a_row_offers_what_its_keys_do(rig: Rig, english: Language, show: Show) -> None:
    window = show(rig.window(english))
    waiting = window.findChild(QListView, "waiting_list")
    waiting.customContextMenuRequested.emit(waiting.viewport().rect().bottomLeft())
    menu = window.findChild(QMenu, "row_menu")
    assert not menu.isVisible()
    waiting.setCurrentIndex(waiting.model().index(1, 0))
    waiting.customContextMenuRequested.emit(waiting.visualRect(waiting.currentIndex()).center())
    lines = [(action.text(), action.isEnabled()) for action in menu.actions()]
    assert lines == [("Print the number again\tCtrl+P", True), ("Cancel the chosen number\tCtrl+Del", True)]
    menu.close()
    # Nobody is picked out of lists of a while ago.
    rig.presenter.on_lost(Unavailable("database", "gone"))
    waiting.customContextMenuRequested.emit(waiting.visualRect(waiting.currentIndex()).center())
    assert [action.isEnabled() for action in menu.actions()] == [True, False]
    menu.close()


def test_missing_papers_are_ticked_by_keys(rig: Rig, english: Language, show: Show) -> None:
    window = show(called(rig).window(english))
    assert isinstance(window, CounterWindow)
    QTest.keyClick(window, Key.Key_F10, Shift)
    assert rig.presenter.state.panel is Panel.OUTCOME
    QTest.keyClick(window, Key.Key_2)
    first = window.findChild(QCheckBox, "missing_0")
    assert first.isVisible()
    confirm = window.findChild(QAbstractButton, "outcome_confirm")
    assert not confirm.isEnabled()
    QTest.keyClick(first, Key.Key_Space)
    assert confirm.isEnabled()
    confirm.click()
    rig.run()
    assert newest(rig, EventKind.FINISHED)["outcome"] == "documents_missing"
    assert len(slips(rig)) == 1


def test_what_makes_sense_follows_the_counter(rig: Rig) -> None:
    free = allowed(rig.presenter.state)
    assert {Deed.WALK_IN, Deed.CALL_CHOSEN, Deed.ISSUE_FOR} <= free
    assert not {Deed.NOTE, Deed.NEXT_STEP} & free
    busy = allowed(called(rig).presenter.state)
    assert {Deed.NOTE, Deed.NEXT_STEP, Deed.ISSUE_FOR} <= busy
    assert not {Deed.WALK_IN, Deed.CALL_CHOSEN} & busy
