"""The question who needs to be served first: several kinds may apply, nobody has to answer, nothing is proven."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from antrean.model import Priority
from kiosk.stage import Stage
from kiosk.state import Page


class Asking(QObject):
    """Keeps `priorities` of the stage; `take` gives the number that had to wait for the answer."""

    def __init__(self, *, stage: Stage, take: Callable[[str], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._take = take

    def asks_before(self, service: str) -> bool:
        """Ask before the first number where questions come one by one, and say whether that is so."""
        state = self._stage.state
        is_asked = state.asked_priority or bool(state.priorities)
        if not state.access.asks_step_by_step or is_asked or state.trouble is not None:
            return False
        self._ask(wanted=service)
        return True

    def open(self) -> None:
        """Ask because the visitor wants to say it."""
        state = self._stage.state
        if state.page in (Page.SERVICES, Page.SERVICE) and not state.is_busy:
            self._ask(wanted=None)

    def toggle(self, kind: Priority) -> None:
        """Choose a kind, or take the choice back."""
        if self._stage.state.page is Page.PRIORITY:
            self._stage.set(priorities=self._stage.state.priorities ^ {kind})

    def confirm(self) -> None:
        """Go on with what is chosen."""
        state = self._stage.state
        if state.page is not Page.PRIORITY:
            return
        self._stage.set(is_choosing_priority=False, asked_priority=True, wanted=None)
        if state.wanted is not None:
            self._take(state.wanted)

    def clear(self) -> None:
        """Go on without priority."""
        if not self._stage.state.is_busy:
            self._stage.set(priorities=frozenset())
            self.confirm()

    def leave(self) -> None:
        """Go back from the question, with the answer of before."""
        state = self._stage.state
        self._stage.set(is_choosing_priority=False, wanted=None, priorities=state.priorities_before)

    def _ask(self, *, wanted: str | None) -> None:
        self._stage.set(
            is_choosing_priority=True, wanted=wanted, priorities_before=self._stage.state.priorities, notice=None
        )
