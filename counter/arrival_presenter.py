"""What happens between the digits an officer types and the open counter, without any widget.

Digits go to the use case and nowhere else: no state holds them, but for those that are shown once.
"""

import uuid
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from antrean import roster, signing
from antrean.desk import Desk
from antrean.errors import AntreanError, Unavailable
from antrean.model import Officer, Ticket
from antrean.signing import OneTimePin, SignedIn
from antrean.store.store import Store
from antrean.ui.jobs import Crashed, Runner
from counter.arrival import ArrivalState, Step, may_give_back


class ArrivalPresenter(QObject):
    """Asks for one thing after the other; `arrived(officer, counter or None)` when nothing is left to ask.

    `made` comes when the hall has its first administrator, here or elsewhere.
    """

    state_changed = Signal(object)
    arrived = Signal(object, object)
    made = Signal()

    def __init__(
        self,
        *,
        store: Store,
        jobs: Runner,
        device: str,
        new_request_id: Callable[[], str] = lambda: uuid.uuid4().hex,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._jobs = jobs
        self._device = device
        self._new_request_id = new_request_id
        self._unsure: dict[str, str] = {}
        self._one_time = ""
        self.state = ArrivalState()

    def ask(self, officer: Officer, counter: int | None) -> None:
        """Ask an officer for the PIN who wants to sit down; without a counter, to look after the hall."""
        self._unsure.clear()
        self._change(
            step=Step.PIN,
            officer=officer,
            counter=counter,
            left_over=None,
            refusal=None,
            is_unlike=False,
            is_busy=False,
        )

    def make_administrator(self) -> None:
        """Make the first administrator of a hall in which nobody has a PIN."""
        if self.state.is_busy:
            return
        self._change(step=Step.FIRST_PIN, officer=None, counter=None, made=None, refusal=None, is_busy=True)
        work = partial(
            signing.first_administrator, self._store, request_id=self._request("first_pin"), device=self._device
        )
        self._jobs.run(work, self._on_made)

    def leave(self) -> None:
        """Go back to the choice; nothing was opened."""
        self._one_time = ""
        self._change(
            step=Step.NONE, officer=None, left_over=None, made=None, refusal=None, is_unlike=False, is_busy=False
        )

    def try_pin(self, digits: str) -> None:
        """Sign in with these digits."""
        officer = self.state.officer
        if self.state.step is not Step.PIN or self.state.is_busy or officer is None:
            return
        self._change(is_busy=True)
        work = partial(
            signing.sign_in,
            self._store,
            officer.id,
            digits,
            counter=self.state.counter,
            device=self._device,
            request_id=self._request("sign_in"),
        )
        self._jobs.run(work, partial(self._on_signed_in, officer, digits))

    def choose_pin(self, new: str, again: str) -> None:
        """Take a PIN of one's own, typed twice."""
        officer = self.state.officer
        if self.state.step is not Step.OWN_PIN or self.state.is_busy or officer is None:
            return
        if new != again:
            self._change(is_unlike=True, refusal=None, tries=self.state.tries + 1)
            return
        self._change(is_busy=True, is_unlike=False)
        work = partial(
            signing.set_pin, self._store, officer.id, self._one_time, new, request_id=self._request("set_pin")
        )
        self._jobs.run(work, partial(self._on_own_pin, officer))

    def go_on(self) -> None:
        """Take up the number that was left, or sign in with the PIN that was shown."""
        made = self.state.made
        if self.state.step is Step.LEFT_OVER and not self.state.is_busy:
            self._arrive()
        elif self.state.step is Step.FIRST_PIN and made is not None:
            self.leave()
            self.ask(made.officer, None)

    def give_back(self) -> None:
        """Let the number that was left wait again at its old place."""
        state = self.state
        ready = state.step is Step.LEFT_OVER and not state.is_busy and may_give_back(state.left_over)
        if not ready or state.officer is None or state.counter is None:
            return
        self._change(is_busy=True)
        at = Desk(counter=state.counter, officer=state.officer.id)
        work = partial(roster.take_up, self._store, at, keep=False, request_id=self._request("give_back"))
        self._jobs.run(work, partial(self._on_given_back, state.officer))

    def _on_made(self, result: OneTimePin | AntreanError | Crashed | None) -> None:
        self._forget("first_pin", result)
        if self.state.step is not Step.FIRST_PIN:
            return
        if isinstance(result, AntreanError | Crashed):
            self._refuse(result)
            return
        if result is None:
            # Somebody has a PIN by now: the hall looks after itself.
            self.leave()
        else:
            self._change(is_busy=False, refusal=None, officer=result.officer, made=result)
        self.made.emit()

    def _on_signed_in(self, officer: Officer, digits: str, result: SignedIn | AntreanError | Crashed) -> None:
        self._forget("sign_in", result)
        if self.state.officer != officer or self.state.step is not Step.PIN:
            return
        if not isinstance(result, SignedIn):
            self._refuse(result)
            return
        self._one_time = digits if result.must_change_pin else ""
        sits_at = self.state.counter if result.shift is None else result.shift.number
        self._change(
            is_busy=False,
            refusal=None,
            officer=result.officer,
            # Who only wants to look after the hall stays away from the counter that is still open.
            counter=sits_at if self.state.counter is not None else None,
            left_over=result.left_over,
            tries=self.state.tries + 1,
        )
        if result.must_change_pin:
            self._change(step=Step.OWN_PIN)
        else:
            self._look_back()

    def _on_own_pin(self, officer: Officer, result: Officer | AntreanError | Crashed) -> None:
        self._forget("set_pin", result)
        if self.state.officer is None or self.state.officer.id != officer.id or self.state.step is not Step.OWN_PIN:
            return
        if not isinstance(result, Officer):
            self._refuse(result)
            return
        self._one_time = ""
        self._change(is_busy=False, refusal=None)
        self._look_back()

    def _on_given_back(self, officer: Officer, result: Ticket | AntreanError | Crashed) -> None:
        self._forget("give_back", result)
        if self.state.officer is None or self.state.officer.id != officer.id or self.state.step is not Step.LEFT_OVER:
            return
        if isinstance(result, Ticket):
            self._arrive()
        else:
            self._refuse(result)

    def _look_back(self) -> None:
        if self.state.left_over is not None and self.state.counter is not None:
            self._change(step=Step.LEFT_OVER)
        else:
            self._arrive()

    def _arrive(self) -> None:
        officer, counter = self.state.officer, self.state.counter
        self.leave()
        if officer is not None:
            self.arrived.emit(officer, counter)

    def _refuse(self, why: AntreanError | Crashed) -> None:
        self._change(is_busy=False, refusal=why, tries=self.state.tries + 1)

    def _request(self, deed: str) -> str:
        """Return the request id of a deed: the same again while nobody knows whether it was written."""
        return self._unsure.setdefault(deed, self._new_request_id())

    def _forget(self, deed: str, result: object) -> None:
        if not isinstance(result, Unavailable | Crashed):
            self._unsure.pop(deed, None)

    def _change(self, **changes: Any) -> None:
        state = replace(self.state, **changes)
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
