"""The service clock: how long the visitor is here, green, amber or red against the target, with a word beside it."""

from datetime import timedelta
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from antrean.clock import Clock
from antrean.mall_record import Mall
from antrean.model import Ticket, TicketState
from antrean.ui.widgets import ElapsedLabel
from counter.pace import Pace, pace

_TONES: Final = {Pace.CALM: "good", Pace.NEAR: "warn", Pace.OVER: "bad"}


class ServiceClock(ElapsedLabel):
    """Counts from the start of the service, or from the call before that; `pace_changed` when the colour does.

    The colour is never alone: who shows this clock also shows `words.pace_word` of its pace.
    """

    pace_changed = Signal()

    def __init__(self, *, clock: Clock, role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(clock=clock, role=role, parent=parent)
        self._pace: Pace | None = None
        self._goal: timedelta | None = None

    def show_ticket(self, ticket: Ticket | None, mall: Mall) -> None:
        """Count for this ticket, or for nobody."""
        is_served = ticket is not None and ticket.state is TicketState.SERVING
        found = next((one for one in mall.services if ticket is not None and one.code == ticket.service), None)
        self._goal = timedelta(minutes=found.target_minutes) if is_served and found is not None else None
        if ticket is None:
            self.set_since(None)
        else:
            self.set_since(ticket.started_at if is_served else ticket.called_at, self._goal)
            # The clock may have been set by the read that brought this state.
            self.refresh()

    def pace(self) -> Pace | None:
        """Return how the service stands to its target; None before it has begun, and for one without a target."""
        return self._pace

    def goal_minutes(self) -> int:
        """Return the target in whole minutes; 0 for none."""
        return 0 if self._goal is None else round(self._goal.total_seconds() / 60)

    def _judge(self, lasted: timedelta | None) -> None:
        before = self._pace
        self._pace = None if lasted is None or self._goal is None else pace(lasted, self._goal)
        self.set_tone("muted" if self._pace is None else _TONES[self._pace])
        if self._pace is not before:
            self.pace_changed.emit()
