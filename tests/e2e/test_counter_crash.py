"""The real counter ends as by a power cut, with a number in each state, and is started again: its officer is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from antrean.control_client import ControlClient
from antrean.model import EventKind, TicketState
from antrean.store.store import Store
from tests.helpers import hall
from tests.helpers.apps import App, RealHall, call, until

OFFICER = ("--counter", "1", "--officer", "Siti")
PATIENCE_MS = 20_000


@contextmanager
def _hall(url: str, folder: Path) -> Iterator[tuple[Store, RealHall]]:
    """Open a hall with PINs; two wait, and Siti may come."""
    store = hall.connect(url)
    try:
        hall.with_pins(store)
        hall.officer(store, "Siti")
        for _ in range(2):
            hall.issue(store, "surat")
        yield store, RealHall(url, folder, printer_port=9)
    finally:
        store.close()


def _sign_in(counter: ControlClient, *, is_asked: bool) -> None:
    """Type the PIN, after the click that asks for it unless the program asks by itself."""
    if not is_asked:
        counter.wait("open_counter", enabled=True, timeout_ms=PATIENCE_MS)
        counter.click("open_counter")
    counter.wait("pin", timeout_ms=PATIENCE_MS)
    counter.type("pin", hall.PIN)
    counter.click("sign_in")


def _first_shift(counter: App) -> None:
    _sign_in(counter.see, is_asked=False)
    counter.see.wait("call_next", enabled=True, timeout_ms=PATIENCE_MS)


def _until_is(store: Store, code: str, state: TicketState) -> None:
    """Wait until the hall knows, so that the cut comes after the write."""
    until(lambda: hall.ticket(store, code).state is state or None, f"{code} to be {state}")


def _count(store: Store, kind: EventKind) -> int:
    return sum(fact.kind is kind for fact in hall.log(store))


def _calls(store: Store) -> list[str]:
    """Return the codes in the order of their calls."""
    codes = {hall.ticket(store, code).id: code for code in ("AA-001", "AA-002")}
    return [codes[fact.ticket] for fact in hall.log(store) if fact.kind is EventKind.CALLED and fact.ticket]


def _works_on(counter: ControlClient, code: str) -> None:
    """The next visitor can be called: nothing hangs, nothing is called twice."""
    assert call(counter) == code


def _goes_on_with_the_number(store: Store, counter: App) -> None:
    """Siti is asked, and says that the visitor is still there."""
    _sign_in(counter.see, is_asked=True)
    counter.see.wait("arrival_hint", contains="AA-001", timeout_ms=PATIENCE_MS)
    # Nothing happened before the answer.
    assert hall.ticket(store, "AA-001").state is TicketState.CALLED
    before = _calls(store)
    counter.see.click("sign_in")
    counter.see.wait("active_code", text="AA-001", timeout_ms=PATIENCE_MS)
    assert _calls(store) == before
    _works_on(counter.see, "AA-002")
    assert _calls(store) == [*before, "AA-002"]


@pytest.mark.timeout(120)
@pytest.mark.parametrize("engine", ["postgresql"])
def test_who_had_called_goes_on_with_the_number(mini_url: str, tmp_path: Path) -> None:
    with _hall(mini_url, tmp_path) as (store, real):
        with real.app("counter", *OFFICER) as counter:
            _first_shift(counter)
            assert call(counter.see) == "AA-001"
            counter.kill()
        with real.app("counter", *OFFICER) as counter:
            _goes_on_with_the_number(store, counter)
        assert _calls(store) == ["AA-001", "AA-002"]
        assert _count(store, EventKind.COUNTER_OPENED) == 1


@pytest.mark.timeout(240)
@pytest.mark.parametrize("engine", ["sqlite"])
def test_who_had_nobody_or_had_called_is_asked_and_works_on(mini_url: str, tmp_path: Path) -> None:
    """One day with three cuts, as below."""
    with _hall(mini_url, tmp_path) as (store, real):
        with real.app("counter", *OFFICER) as counter:
            _first_shift(counter)
            counter.kill()
        with real.app("counter", *OFFICER) as counter:
            _nobody_was_there(store, counter)
            counter.kill()
        with real.app("counter", *OFFICER) as counter:
            _called_is_put_back(store, counter)
            counter.kill()
        with real.app("counter", *OFFICER) as counter:
            _goes_on_with_the_number(store, counter)
        assert _calls(store) == ["AA-001", "AA-001", "AA-002"]
        assert _count(store, EventKind.COUNTER_OPENED) == 1


def _nobody_was_there(store: Store, counter: App) -> None:
    """Siti sits down again and calls; then the program is cut off with the number that was called."""
    _sign_in(counter.see, is_asked=True)
    counter.see.wait("call_next", enabled=True, timeout_ms=PATIENCE_MS)
    assert _calls(store) == []
    _works_on(counter.see, "AA-001")
    assert _calls(store) == ["AA-001"]


def _called_is_put_back(store: Store, counter: App) -> None:
    """Nobody came to the counter: the number waits in its old place, and is called anew; then the next cut."""
    _sign_in(counter.see, is_asked=True)
    counter.see.wait("arrival_hint", contains="AA-001", timeout_ms=PATIENCE_MS)
    # Nothing happened before the answer.
    assert hall.ticket(store, "AA-001").state is TicketState.CALLED
    counter.see.click("give_back")
    counter.see.wait("call_next", enabled=True, timeout_ms=PATIENCE_MS)
    assert not counter.see.visible("active_code")
    assert hall.ticket(store, "AA-001").state is TicketState.WAITING
    _works_on(counter.see, "AA-001")


@pytest.mark.timeout(240)
@pytest.mark.parametrize("engine", ["sqlite"])
def test_who_was_serving_holding_or_sending_on_finds_it_as_it_was(mini_url: str, tmp_path: Path) -> None:
    """One day with three cuts: each start costs more than all that is done after it."""
    with _hall(mini_url, tmp_path) as (store, real):
        with real.app("counter", *OFFICER) as counter:
            _first_shift(counter)
            assert call(counter.see) == "AA-001"
            counter.see.wait("start", enabled=True)
            counter.see.key("F4")
            _until_is(store, "AA-001", TicketState.SERVING)
            counter.kill()
        with real.app("counter", *OFFICER) as counter:
            _served_is_gone_on_with(store, counter)
            counter.kill()
        with real.app("counter", *OFFICER) as counter:
            _held_is_still_on_hold(store, counter)
            counter.kill()
        with real.app("counter", *OFFICER) as counter:
            _sent_on_is_gone(store, counter)
        assert _calls(store) == ["AA-001", "AA-002"]
        assert _count(store, EventKind.COUNTER_OPENED) == 1


def _served_is_gone_on_with(store: Store, counter: App) -> None:
    """It cannot be put back: somebody sits there. Then it is put on hold, and the program is cut off again."""
    _sign_in(counter.see, is_asked=True)
    counter.see.wait("arrival_hint", contains="AA-001", timeout_ms=PATIENCE_MS)
    assert not counter.see.visible("give_back")
    counter.see.click("sign_in")
    counter.see.wait("active_code", text="AA-001", timeout_ms=PATIENCE_MS)
    assert hall.ticket(store, "AA-001").state is TicketState.SERVING
    counter.see.wait("hold", enabled=True, timeout_ms=PATIENCE_MS)
    counter.see.key("F8")
    counter.see.wait("hold_panel_copies_needed", enabled=True)
    counter.see.click("hold_panel_copies_needed")
    _until_is(store, "AA-001", TicketState.HELD)


def _held_is_still_on_hold(store: Store, counter: App) -> None:
    """Nothing is asked; then the next one is sent on to counter 2, where nobody is, and the program is cut off."""
    _sign_in(counter.see, is_asked=True)
    counter.see.wait("call_next", enabled=True, timeout_ms=PATIENCE_MS)
    assert not counter.see.visible("active_code")
    counter.see.click("tab_held")
    assert [row[:6] for row in counter.see.rows("held_list")] == ["AA-001"]
    _works_on(counter.see, "AA-002")
    counter.see.wait("transfer", enabled=True, timeout_ms=PATIENCE_MS)
    counter.see.key("F9")
    counter.see.wait("transfer_to_counter", enabled=True)
    counter.see.click("transfer_to_counter")
    counter.see.wait("transfer_confirm", enabled=True)
    counter.see.click("transfer_confirm")
    # The only other counter is closed: it is said, and done all the same.
    counter.see.wait("transfer_refusal", timeout_ms=PATIENCE_MS)
    counter.see.wait("transfer_confirm", enabled=True)
    counter.see.click("transfer_confirm")
    _until_is(store, "AA-002", TicketState.WAITING)


def _sent_on_is_gone(store: Store, counter: App) -> None:
    """Nothing is asked, and the number waits where it was sent; the one on hold can be called."""
    _sign_in(counter.see, is_asked=True)
    counter.see.wait("call_next", enabled=True, timeout_ms=PATIENCE_MS)
    assert not counter.see.visible("active_code")
    assert hall.ticket(store, "AA-002").reserved_counter == 2
    counter.see.click("tab_held")
    counter.see.wait("resume", enabled=True, timeout_ms=PATIENCE_MS)
    counter.see.click("resume")
    counter.see.wait("active_code", text="AA-001", timeout_ms=PATIENCE_MS)
    assert hall.ticket(store, "AA-002").state is TicketState.WAITING
