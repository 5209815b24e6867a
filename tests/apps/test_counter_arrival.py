"""An officer signs in at a counter: the PIN, one of their own, what the program left behind, and who may only watch."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from antrean import roster, signing
from antrean.errors import Reason, Refused
from antrean.model import CounterState, EventKind, Officer, Role, TicketState
from antrean.store.store import Store
from antrean.ui.language import Language
from counter.arrival import Step, is_pin
from counter.arrival_page import PinField
from counter.state import Page
from tests.apps.counter_rig import OFFICER, Rig
from tests.helpers import hall

WRONG = "739104"
Key = Qt.Key


@pytest.fixture
def store(example_store: Store) -> Store:
    hall.officer(example_store, OFFICER)
    return example_store


@pytest.fixture
def rig(store: Store) -> Rig:
    """A counter whose officer is chosen and has not typed anything."""
    return Rig(store).begin()


def asked(rig: Rig) -> Rig:
    rig.presenter.open_counter()
    return rig


def tried(rig: Rig, digits: str) -> Rig:
    rig.arrival.try_pin(digits)
    return rig.run()


def again(rig: Rig) -> Rig:
    """Start the program anew, as after a crash."""
    return Rig(rig.store).begin()


def kinds(store: Store) -> list[EventKind]:
    return [event.kind for event in hall.log(store)]


def test_the_right_pin_opens_the_counter(rig: Rig) -> None:
    asked(rig)
    assert (rig.presenter.state.page, rig.arrival.state.step) == (Page.CHOOSE, Step.PIN)
    tried(rig, hall.PIN)
    assert rig.presenter.state.page is Page.DESK
    assert rig.arrival.state.step is Step.NONE
    assert kinds(rig.store)[-2:] == [EventKind.SIGNED_IN, EventKind.COUNTER_OPENED]


def test_a_wrong_pin_says_so_and_opens_nothing(rig: Rig) -> None:
    tried(asked(rig), WRONG)
    refusal = rig.arrival.state.refusal
    assert isinstance(refusal, Refused)
    assert refusal.reason is Reason.WRONG_PIN
    assert rig.presenter.state.page is Page.CHOOSE
    assert EventKind.COUNTER_OPENED not in kinds(rig.store)
    hall.advance_clock(rig.store, 60)
    assert tried(rig, hall.PIN).presenter.state.page is Page.DESK


def test_no_state_holds_the_digits(rig: Rig) -> None:
    seen: list[Any] = []
    rig.arrival.state_changed.connect(seen.append)
    rig.presenter.state_changed.connect(seen.append)
    tried(asked(rig), WRONG)
    hall.advance_clock(rig.store, 60)
    tried(rig, hall.PIN)
    assert seen
    assert not any(digits in repr(state) for state in seen for digits in (WRONG, hall.PIN))


def test_who_goes_back_opens_nothing_even_when_the_answer_comes_later(rig: Rig) -> None:
    asked(rig).arrival.try_pin(hall.PIN)
    rig.arrival.leave()
    rig.run()
    assert rig.presenter.state.page is Page.CHOOSE
    assert EventKind.COUNTER_OPENED not in kinds(rig.store)


def test_a_lost_answer_is_asked_for_again_and_signs_in_once(rig: Rig) -> None:
    asked(rig)
    rig.line.loses_answers = True
    tried(rig, hall.PIN)
    assert rig.arrival.state.refusal is not None
    rig.line.loses_answers = rig.line.is_down = False
    tried(rig, hall.PIN)
    assert rig.presenter.state.page is Page.DESK
    assert kinds(rig.store).count(EventKind.SIGNED_IN) == 1


def test_a_pin_that_somebody_else_made_is_changed_first(store: Store) -> None:
    made = signing.add(store, None, "Sari", Role.OFFICER, (), request_id=hall.request())
    rig = Rig(store, officer="Sari").begin()
    tried(asked(rig), made.digits)
    assert rig.arrival.state.step is Step.OWN_PIN
    rig.arrival.choose_pin("80264", "80265")
    assert rig.run().arrival.state.is_unlike
    rig.arrival.choose_pin("1234", "1234")
    refusal = rig.run().arrival.state.refusal
    assert isinstance(refusal, Refused)
    assert refusal.reason is Reason.BAD_INPUT
    rig.arrival.choose_pin("80264", "80264")
    assert rig.run().presenter.state.page is Page.DESK
    assert not signing.sign_in(
        store, made.officer.id, "80264", counter=None, device="pc", request_id=hall.request()
    ).must_change_pin


class TestAfterACrash:
    def test_the_officer_is_asked_for_the_pin_at_once(self, rig: Rig) -> None:
        tried(asked(rig), hall.PIN)
        later = again(rig)
        assert (later.presenter.state.page, later.arrival.state.step) == (Page.CHOOSE, Step.PIN)
        assert tried(later, hall.PIN).presenter.state.page is Page.DESK

    @pytest.mark.parametrize("goes_on", [True, False])
    def test_a_called_number_is_taken_up_or_given_back(self, rig: Rig, goes_on: bool) -> None:
        hall.issue(rig.store)
        tried(asked(rig), hall.PIN)
        rig.presenter.call_next()
        code = rig.run().active
        later = tried(again(rig), hall.PIN)
        assert later.arrival.state.step is Step.LEFT_OVER
        if goes_on:
            later.arrival.go_on()
        else:
            later.arrival.give_back()
        later.run()
        assert later.presenter.state.page is Page.DESK
        assert later.active == (code if goes_on else None)

    def test_who_was_being_served_is_gone_on_with(self, rig: Rig) -> None:
        hall.issue(rig.store)
        tried(asked(rig), hall.PIN)
        rig.presenter.call_next()
        rig.run().presenter.start()
        rig.run()
        later = tried(again(rig), hall.PIN)
        later.arrival.give_back()
        assert later.run().arrival.state.step is Step.LEFT_OVER
        later.arrival.go_on()
        active = later.run().presenter.state.active
        assert active is not None
        assert active.state is TicketState.SERVING


def test_closing_signs_out(rig: Rig) -> None:
    tried(asked(rig), hall.PIN)
    rig.presenter.close_counter()
    assert rig.run().presenter.state.page is Page.CHOOSE
    assert kinds(rig.store)[-2:] == [EventKind.COUNTER_CLOSED, EventKind.SIGNED_OUT]


def test_who_looks_after_the_hall_needs_no_counter(store: Store) -> None:
    hall.officer(store, "Dewi", Role.SUPERVISOR)
    rig = Rig(store, counter=None, officer="Dewi").begin()
    came: list[Officer] = []
    rig.presenter.looked_after.connect(came.append)
    rig.presenter.look_after()
    assert tried(rig, WRONG).arrival.state.refusal is not None
    hall.advance_clock(store, 60)
    tried(rig, hall.PIN)
    assert [one.name for one in came] == ["Dewi"]
    assert all(one.state is CounterState.CLOSED for one in roster.hall(store).counters)


class TestSharedCounter:
    """Counter 27 is the prosecutor's on Mondays and the narcotics agency's on Thursdays."""

    @pytest.fixture
    def shared(self, store: Store) -> Rig:
        return tried(asked(Rig(store, counter=27).begin()), hall.PIN)

    def test_it_works_for_the_agency_of_the_day_and_for_another_when_asked(self, shared: Rig) -> None:
        view = shared.presenter.state.view
        assert view is not None
        assert view.counter.agency == "J"
        shared.presenter.switch_agency("Z")
        view = shared.run().presenter.state.view
        assert view is not None
        assert view.counter.agency == "Z"

    def test_the_header_and_the_menu_say_which(
        self, shared: Rig, english: Language, show: Callable[[QWidget], QWidget]
    ) -> None:
        window = show(shared.window(english))
        title = window.findChild(QWidget, "counter_title")
        assert title is not None
        assert title.text() == "Counter 27 · Prosecutor"  # type: ignore[attr-defined]


class TestPage:
    @pytest.fixture
    def window(self, rig: Rig, english: Language, show: Callable[[QWidget], QWidget]) -> QWidget:
        window = show(rig.window(english))
        rig.presenter.open_counter()
        return window

    def test_digits_and_enter_are_enough(self, rig: Rig, window: QWidget, qtbot: QtBot) -> None:
        pin = window.findChild(PinField, "pin")
        qtbot.waitUntil(pin.hasFocus)
        QTest.keyClicks(pin, f"x{hall.PIN} ")
        assert (pin.text(), pin.displayText()) == (hall.PIN, pin.displayText())
        assert hall.PIN not in pin.displayText()
        QTest.keyClick(pin, Key.Key_Return)
        rig.run()
        assert rig.presenter.state.page is Page.DESK
        assert pin.text() == ""

    def test_a_wrong_pin_is_told_and_the_field_is_empty_again(self, rig: Rig, window: QWidget) -> None:
        pin, sign_in = window.findChild(PinField, "pin"), window.findChild(QAbstractButton, "sign_in")
        assert not sign_in.isEnabled()
        QTest.keyClicks(pin, WRONG)
        sign_in.click()
        rig.run()
        refusal = window.findChild(QWidget, "arrival_refusal")
        assert refusal.isVisible()
        assert "not the right PIN" in refusal.text()  # type: ignore[attr-defined]
        assert pin.text() == ""
        assert pin.hasFocus()

    def test_escape_goes_back_and_leaves_no_digits(self, rig: Rig, window: QWidget) -> None:
        pin = window.findChild(PinField, "pin")
        QTest.keyClicks(pin, "4711")
        QTest.keyClick(window, Key.Key_Escape)
        assert rig.arrival.state.step is Step.NONE
        assert pin.text() == ""
        assert not window.findChild(QWidget, "arrival_page").isVisible()

    def test_the_own_pin_is_typed_twice(self, rig: Rig, english: Language, show: Callable[[QWidget], QWidget]) -> None:
        made = signing.add(rig.store, None, "Sari", Role.OFFICER, (), request_id=hall.request())
        later = Rig(rig.store, officer="Sari").begin()
        window = show(later.window(english))
        later.presenter.open_counter()
        tried(later, made.digits)
        pin, second = window.findChild(PinField, "pin"), window.findChild(PinField, "pin_again")
        QTest.keyClicks(pin, "80264")
        QTest.keyClick(pin, Key.Key_Return)
        QTest.keyClicks(second, "80264")
        QTest.keyClick(second, Key.Key_Return)
        assert later.run().presenter.state.page is Page.DESK


@pytest.mark.parametrize(("digits", "is_one"), [("123", False), ("1234", True), ("１２３４", False), ("1" * 13, False)])
def test_what_could_be_a_pin(digits: str, is_one: bool) -> None:
    assert is_pin(digits) is is_one


def test_somebody_elses_open_counter_is_not_taken(store: Store) -> None:
    hall.open_counter(store, 3, "Budi")
    rig = Rig(store).begin()
    tried(asked(rig), hall.PIN)
    refusal = rig.presenter.state.refusal
    assert isinstance(refusal, Refused)
    assert refusal.reason is Reason.COUNTER_TAKEN
    assert rig.presenter.state.page is Page.CHOOSE
