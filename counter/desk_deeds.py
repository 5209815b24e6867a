"""The officer's actions at the desk by name, as buttons, keys and menus call them."""

from PySide6.QtCore import QObject

from antrean.desk import Target
from antrean.model import Priority
from counter.state import Deed, DeskState


class DeskDeeds(QObject):
    """Turns each action into a deed on what the screen shows; the presenter does it, once and in order."""

    state: DeskState

    def _do(self, deed: Deed, **more: object) -> None:
        """Do a deed if it may be done now; `more` is what `Intent` wants to know beside it."""
        raise NotImplementedError

    # The visitor at the counter.

    def call_next(self) -> None:
        """Call the next visitor; the one who is here is finished in the same write."""
        self._do(Deed.CALL_NEXT if self.state.active is None else Deed.FINISH_AND_NEXT)

    def recall(self) -> None:
        self._do(Deed.RECALL)

    def start(self) -> None:
        self._do(Deed.START)

    def finish(self) -> None:
        self._do(Deed.FINISH)

    def no_show(self) -> None:
        self._do(Deed.NO_SHOW)

    def hold(self, reason: str, minutes: int | None = None) -> None:
        """Put the visitor on hold, to be reminded after so many minutes."""
        self._do(Deed.HOLD, reason=reason, minutes=minutes)

    def transfer(self, target: Target, *, reason: str = "", note: str = "", is_anyway: bool = False) -> None:
        self._do(Deed.TRANSFER, target=target, reason=reason or None, text=note, is_anyway=is_anyway)

    def finish_with(self, outcome: str, missing: tuple[int, ...], *, wants_slip: bool) -> None:
        """Finish with an outcome and what was missing; `wants_slip`: the visitor gets that on paper."""
        self._do(Deed.FINISH, outcome=outcome, missing=missing, wants_slip=wants_slip)

    def write_note(self, text: str) -> None:
        if self.state.active is not None:
            self._do(Deed.NOTE, code=self.state.active.code, text=text)

    def give_next_step(self, service: str) -> None:
        """Give the visitor who is here a number of the service they go on to."""
        if self.state.active is not None:
            self._do(Deed.NEXT_STEP, code=self.state.active.code, service=service)

    def walk_in(self, service: str, priority: Priority | None, language: str) -> None:
        """Serve somebody who came to the counter without a number."""
        self._do(Deed.WALK_IN, service=service, priority=priority, language=language)

    def issue_for(self, service: str, priority: Priority | None, language: str) -> None:
        """Give a visitor a number of any service."""
        self._do(Deed.ISSUE_FOR, service=service, priority=priority, language=language)

    def release(self) -> None:
        self._do(Deed.RELEASE)

    def undo(self) -> None:
        if self.state.undo is not None:
            self._do(Deed.UNDO, code=self.state.undo.code)

    # The lists.

    def resume(self, code: str) -> None:
        self._do(Deed.RESUME, code=code)

    def reinstate(self, code: str) -> None:
        self._do(Deed.REINSTATE, code=code)

    def call_chosen(self, reason: str) -> None:
        """Call the number that the panel asks about, out of turn."""
        self._do(Deed.CALL_CHOSEN, code=self.state.asked, reason=reason)

    def cancel(self) -> None:
        """Cancel the number that the panel asks about, at the visitor's wish."""
        self._do(Deed.CANCEL, code=self.state.asked)

    # The counter itself.

    def start_break(self, reason: str, minutes: int | None = None) -> None:
        self._do(Deed.START_BREAK, reason=reason, minutes=minutes)

    def end_break(self) -> None:
        self._do(Deed.END_BREAK)

    def close_counter(self) -> None:
        """Close the counter and sign out."""
        self._do(Deed.CLOSE)

    def switch_agency(self, agency: str | None) -> None:
        """Let a shared counter work for another of its agencies; None = for all of them."""
        self._do(Deed.SWITCH_AGENCY, agency=agency)
