"""A hall in which nobody has a PIN: its first administrator is made at a counter, once, and nowhere else later."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from antrean import pin, signing
from antrean.errors import Refused
from antrean.model import EventKind, Role
from antrean.store.store import Store
from antrean.ui.language import Language
from counter.arrival import Step
from counter.window import CounterWindow
from tests.apps.counter_rig import OFFICER, Rig
from tests.helpers import hall

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def store(example_store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A mall that wants PINs, with one officer of before there were any."""
    monkeypatch.setattr(pin, "HASHER", hall.CHEAP)
    hall.officer(example_store, OFFICER)
    hall.execute(example_store, "UPDATE officers SET pin_hash = NULL")
    return example_store


@pytest.fixture
def rig(store: Store) -> Rig:
    return Rig(store, counter=None, officer=None).begin()


def _window(rig: Rig, show: Show, english: Language) -> CounterWindow:
    window = show(rig.window(english))
    assert isinstance(window, CounterWindow)
    return window


def _click(window: QWidget, name: str) -> None:
    button = window.findChild(QWidget, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _digits(window: QWidget) -> str:
    label = window.findChild(QLabel, "first_pin")
    assert label is not None
    return label.text().replace(" ", "") if label.isVisible() else ""


def test_the_administrator_is_made_and_goes_on_to_the_hall(rig: Rig, show: Show, english: Language) -> None:
    window = _window(rig, show, english)
    _click(window, "make_administrator")
    _click(window, "sign_in")
    rig.run()
    digits = _digits(window)
    assert len(digits) == 6
    (added,) = [event for event in rig.facts() if event.kind is EventKind.OFFICER_ADDED][-1:]
    assert (added.body["role"], added.body["device"]) == ("administrator", "pc-3")
    # Not by a slip: nothing there has the focus.
    QTest.keyClick(window, Qt.Key.Key_Return)
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert _digits(window) == digits
    _click(window, "sign_in")
    assert _digits(window) == ""
    assert rig.arrival.state.made is None
    rig.arrival.try_pin(digits)
    rig.run()
    assert rig.arrival.state.step is Step.OWN_PIN
    rig.arrival.choose_pin("80264", "80264")
    rig.run()
    officer = rig.watch.state.officer
    assert officer is not None
    assert (officer.role, officer.agencies) == (Role.ADMINISTRATOR, ())
    assert not rig.presenter.state.wants_administrator


def test_it_is_offered_while_nobody_has_a_pin_and_never_after(rig: Rig, show: Show, english: Language) -> None:
    window = _window(rig, show, english)
    offer = window.choose_page.administrator
    assert offer.isVisible()
    assert signing.first_administrator(rig.store, request_id=hall.request()) is not None
    # Made elsewhere meanwhile: this one is told, and makes none.
    _click(window, "make_administrator")
    rig.run()
    assert rig.arrival.state.step is Step.NONE
    assert not offer.isVisible()
    assert rig.count(EventKind.OFFICER_ADDED) == 2
    rig.presenter.make_administrator()
    assert rig.jobs.waiting == 0


@pytest.mark.parametrize("pins", [True, False])
def test_not_in_a_hall_that_has_pins_or_wants_none(store: Store, pins: bool) -> None:
    if pins:
        hall.officer(store, "Fitri")
        hall.execute(store, "UPDATE officers SET pin_hash = 'x' WHERE name = 'Fitri'")
    else:
        hall.without_pins(store)
    rig = Rig(store, counter=None, officer=None).begin()
    assert not rig.presenter.state.wants_administrator
    rig.presenter.make_administrator()
    assert rig.jobs.waiting == 0


def test_a_pin_that_was_lost_on_the_way_is_told(rig: Rig, show: Show, english: Language) -> None:
    window = _window(rig, show, english)
    rig.line.loses_answers = True
    _click(window, "make_administrator")
    rig.run()
    assert rig.arrival.state.refusal is not None
    assert not isinstance(rig.arrival.state.refusal, Refused)
    rig.line.loses_answers = rig.line.is_down = False
    _click(window, "sign_in")
    rig.run()
    hint = window.findChild(QLabel, "arrival_hint")
    assert hint is not None
    assert _digits(window) == ""
    assert "antrean officer reset" in hint.text()
    assert rig.count(EventKind.OFFICER_ADDED) == 2
