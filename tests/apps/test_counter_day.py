"""A whole day of one counter in its window, from the PIN to the end of the shift: by keys alone, and by mouse alone."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from antrean.model import EventKind, TicketState
from antrean.receipt import MissingSlip
from antrean.store.store import Store
from antrean.ui.language import Language
from counter.shortcuts import Key
from counter.state import Page
from counter.window import CounterWindow
from tests.apps.counter_rig import OFFICER, OTHER, FakeCopies, Rig
from tests.helpers import hall
from tests.helpers.hands import Hands, Keyboard, Mouse

Show = Callable[[QWidget], QWidget]
WAITING = 9

LOG = [
    *("signed_in", "counter_opened"),
    # The first visitor: called, called again, served.
    *("called", "recalled", "started", "finished"),
    # The second did not come, came after all, fetched a copy, and is sent on.
    *("called", "no_show", "no_show_undone", "held", "resumed", "transferred"),
    # The third missed the call and is put back in line.
    *("called", "no_show", "reinstated"),
    # The fourth was a mistake; the seventh is called out of turn and has not all papers: a start is implied.
    *("called", "released", "called", "started", "finished"),
    # One without a number, who goes on elsewhere.
    *("issued", "called", "issued", "started", "finished"),
    # A number for a visitor, a paper once more, a number that is not wanted any more.
    *("issued", "reprinted", "cancelled"),
    *("break_started", "break_ended"),
    *("counter_closed", "signed_out"),
]
ENDED = {
    "CA-001": TicketState.DONE,
    "CA-002": TicketState.WAITING,
    "CA-003": TicketState.WAITING,
    "CA-004": TicketState.WAITING,
    "CA-005": TicketState.WAITING,
    "CA-006": TicketState.WAITING,
    "CA-007": TicketState.DONE,
    "CA-008": TicketState.CANCELLED,
    "CA-009": TicketState.WAITING,
    # The walk-in, the next step, and the number that was given.
    "CA-010": TicketState.DONE,
    "KA-001": TicketState.WAITING,
    "KA-002": TicketState.WAITING,
}


class Day:
    """The script: every step is the officer's, and the hall answers before the next."""

    def __init__(self, rig: Rig, window: CounterWindow, hands: Hands) -> None:
        self.rig = rig
        self.window = window
        self.hands = hands

    def then(self) -> None:
        """Let the hall answer."""
        self.rig.run()

    def text(self, name: str) -> str:
        found = self.window.findChild(QWidget, name)
        assert isinstance(found, QLabel | QAbstractButton), name
        assert found.isVisible(), name
        return found.text()

    def act(self, key: Key, button: str) -> None:
        self.hands.act(key, button)
        self.then()

    def open_menu_line(self, key: Key, line: str) -> None:
        self.hands.open_menu_line(key, line)
        self.then()

    def answer(self, digit: str, button: str) -> None:
        self.hands.answer(digit, button)
        self.then()

    def confirm(self, button: str) -> None:
        self.hands.confirm(button)
        self.then()

    def arrives(self) -> None:
        hands = self.hands
        hands.choose("choose_counter", "3 ·")
        hands.choose("choose_officer", OFFICER)
        self.confirm("open_counter")
        hands.write("pin", hall.PIN)
        self.confirm("sign_in")
        assert self.text("greeting_words").startswith("Salam")
        self.act(Key.BACK, "greeting_close")
        assert not self.window.findChild(QWidget, "greeting").isVisible()

    def serves_the_first(self) -> None:
        self.act(Key.CALL_NEXT, "call_next")
        assert self.text("active_code") == "CA-001"
        self.act(Key.RECALL, "recall")
        assert self.text("refusal").startswith("Just called.")
        hall.advance_clock(self.rig.store, 15)
        self.act(Key.RECALL, "recall")
        self.act(Key.START, "start")
        assert self.text("active_state") == "Being served"
        self.act(Key.CALL_NEXT, "call_next")
        assert self.text("active_code") == "CA-002"

    def holds_the_second_and_sends_it_on(self) -> None:
        hands = self.hands
        self.act(Key.NO_SHOW, "no_show")
        self.act(Key.UNDO, "undo")
        assert self.text("active_code") == "CA-002"
        self.act(Key.HOLD, "hold")
        hands.press("remind_5")
        self.answer("2", "hold_panel_copies_needed")
        hall.advance_clock(self.rig.store, 301)
        self.rig.refresh()
        hands.go_to_list(Key.HELD, "tab_held", "held_list")
        assert [one.ticket.code for one in self.rig.presenter.state.view.due] == ["CA-002"]  # type: ignore[union-attr]
        self.confirm("resume")
        assert self.text("active_code") == "CA-002"
        self.open_menu_line(Key.NOTE, "note")
        hands.write("note_text", "Butuh kursi roda")
        self.confirm("note_confirm")
        self.act(Key.TRANSFER, "transfer")
        hands.write("transfer_find", "birth")
        hands.press("send_needs_check")
        hands.write("transfer_note", "Akta lama ada")
        self.confirm("transfer_confirm")
        assert self.text("note") == "CA-002 was sent on."

    def puts_the_third_back_in_line(self) -> None:
        self.act(Key.CALL_NEXT, "call_next")
        assert self.text("active_code") == "CA-003"
        self.act(Key.NO_SHOW, "no_show")
        self.hands.go_to_list(Key.MISSED, "tab_missed", "missed_list")
        self.confirm("reinstate")

    def takes_back_a_call_and_calls_out_of_turn(self) -> None:
        hands = self.hands
        self.act(Key.CALL_NEXT, "call_next")
        assert self.text("active_code") == "CA-004"
        self.act(Key.RELEASE, "release")
        hands.go_to_list(Key.WAITING, "tab_waiting", "waiting_list")
        hands.choose("waiting_list", "CA-007")
        self.confirm("call_chosen")
        self.answer("2", "chosen_panel_urgent")
        assert self.text("active_code") == "CA-007"
        assert "called out of turn" in self.text("active_facts")
        self.open_menu_line(Key.OUTCOME, "outcome")
        self.answer("2", "outcome_1")
        hands.press("missing_0")
        hands.press("outcome_confirm")
        self.then()
        assert self.text("note") == "CA-007 is finished."

    def gives_numbers(self) -> None:
        hands = self.hands
        self.open_menu_line(Key.WALK_IN, "walk_in")
        hands.write("walk_in_find", "registration or printing")
        self.confirm("walk_in_confirm")
        assert self.text("active_code") == "CA-010"
        self.open_menu_line(Key.NEXT_STEP, "next_step")
        hands.write("next_step_find", "skck")
        self.confirm("next_step_confirm")
        assert self.text("note").startswith("KA-001 was given")
        self.act(Key.FINISH, "finish")
        self.open_menu_line(Key.ISSUE_FOR, "issue_for")
        hands.write("issue_for_find", "skck")
        self.confirm("issue_for_confirm")
        assert self.text("note").startswith("KA-002 was given")
        hands.go_to_list(Key.WAITING, "tab_waiting", "waiting_list")
        hands.choose("waiting_list", "CA-008")
        hands.open_row_line(Key.REPRINT, "waiting_list", "reprint")
        self.then()
        hands.open_row_line(Key.CANCEL, "waiting_list", "cancel")
        hands.press("cancel_confirm")
        self.then()

    def rests_and_goes(self) -> None:
        self.act(Key.BREAK, "break")
        self.hands.press("break_15")
        self.answer("2", "break_panel_prayer")
        assert self.text("counter_state") == "Break"
        self.act(Key.BREAK, "break")
        assert self.text("counter_state") == "Open"
        self.hands.end_shift()
        self.then()
        assert self.rig.presenter.state.page is Page.CHOOSE


@pytest.fixture
def store(example_store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A hall with PINs; nine wait, and birth certificates are handled at counter 7."""
    hall.stop_clock(monkeypatch)
    hall.officer(example_store, OFFICER)
    for _ in range(WAITING):
        hall.issue(example_store)
    hall.open_counter(example_store, 7, OTHER)
    return example_store


@pytest.fixture
def rig(store: Store) -> Rig:
    return Rig(store, counter=None, officer=None, copies=FakeCopies()).begin()  # type: ignore[arg-type]


@pytest.fixture
def window(rig: Rig, english: Language, show: Show) -> CounterWindow:
    window = show(rig.window(english))
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    assert isinstance(window, CounterWindow)
    return window


@pytest.mark.parametrize("device", [Keyboard, Mouse])
def test_a_day_needs_one_device_alone(
    rig: Rig, window: CounterWindow, device: Callable[[CounterWindow], Hands]
) -> None:
    begun = hall.newest(rig.store)
    day = Day(rig, window, device(window))
    day.arrives()
    day.serves_the_first()
    day.holds_the_second_and_sends_it_on()
    day.puts_the_third_back_in_line()
    day.takes_back_a_call_and_calls_out_of_turn()
    day.gives_numbers()
    day.rests_and_goes()
    facts = hall.log(rig.store, begun)
    assert [str(fact.kind) for fact in facts] == LOG
    assert {code: hall.ticket(rig.store, code).state for code in ENDED} == ENDED
    assert len(ENDED) == hall.rows(rig.store, "SELECT count(*) AS many FROM tickets")[0].many
    _said_why(facts)
    copies: Any = rig.copies
    kinds = [(slip.code, isinstance(slip, MissingSlip)) for _, slip in copies.slips]
    assert kinds == [("CA-007", True), ("KA-001", False), ("KA-002", False), ("CA-008", False)]


def _said_why(facts: list[Any]) -> None:
    """What was chosen in the panels stands in the log."""
    told = {
        EventKind.HELD: {"reason": "copies_needed"},
        EventKind.TRANSFERRED: {"reason": "needs_check", "service": "akta"},
        EventKind.BREAK_STARTED: {"reason": "prayer", "minutes": 15},
    }
    for kind, wanted in told.items():
        (body,) = [fact.body for fact in facts if fact.kind is kind]
        assert {key: body.get(key) for key in wanted} == wanted
    assert [fact.body["outcome"] for fact in facts if fact.kind is EventKind.FINISHED] == [
        *("done", "documents_missing", "done"),
    ]
    assert [fact.body.get("reason") for fact in facts if fact.kind is EventKind.CALLED] == [
        *(None, None, None, None, "urgent", "walk_in"),
    ]
