"""One's own counter in the header while the hall is shown: number, clock, and what is safe without the ticket."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from antrean.clock import Clock
from antrean.model import TicketState
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, ElapsedLabel, FitLabel, Panel
from counter.presenter import CounterPresenter
from counter.shortcuts import Key
from counter.state import Deed, DeskState, Page, allowed, sense


class OwnCounter(Panel):
    """To call, to call again and to begin harm nobody unseen; what ends a visit is done where the visitor is seen."""

    def __init__(self, *, presenter: CounterPresenter, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("own_counter")
        self._code = FitLabel(role="subtitle", tone="accent")
        self._code.setObjectName("own_code")
        self._elapsed = ElapsedLabel(clock=clock, role="body", tone="header_muted", late_tone="accent")
        self._elapsed.setObjectName("own_clock")
        self._words = FitLabel(role="body", tone="header_muted")
        self._words.setObjectName("own_words")
        self.call_next = self._button("own_call_next", Key.CALL_NEXT)
        self.call_next.clicked.connect(presenter.call_next)
        self.start = self._button("own_start", Key.START)
        self.start.clicked.connect(presenter.start)
        self.recall = self._button("own_recall", Key.RECALL)
        self.recall.clicked.connect(presenter.recall)
        for fixed in (self._code, self._elapsed):
            # Other texts of the header shrink; a number is read from afar.
            fixed.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row = spaced(QHBoxLayout(self), gap="s")
        for part in (self._code, self._elapsed, self._words, self.call_next, self.start, self.recall):
            row.addWidget(part)

    def show_state(self, state: DeskState, *, is_covered: bool) -> None:
        """Show the desk; under the cheat sheet no key of it is heard."""
        view = state.view
        if state.page is not Page.DESK or view is None:
            self._elapsed.set_since(None)
            return
        ticket = state.active
        may, makes_sense = allowed(state), sense(state)
        doing = None if state.pending is None else state.pending.deed
        for button, deed, text in (
            (self.call_next, Deed.CALL_NEXT, self.tr("Call the next")),
            (self.start, Deed.START, self.tr("Start")),
            (self.recall, Deed.RECALL, self.tr("Again")),
        ):
            button.setText(text)
            button.setVisible(deed in makes_sense and not is_covered)
            button.set_allowed(deed in may)
            button.set_busy(deed is doing)
        for part in (self._code, self._elapsed):
            part.setVisible(ticket is not None)
        self._words.setVisible(ticket is None)
        if ticket is None:
            self._elapsed.set_since(None)
            text = self.tr("{count} waiting").format(count=len(view.waiting))
            if state.is_on_break:
                text = self.tr("You are on a break")
            elif state.nobody_waiting:
                text = self.tr("Nobody is waiting")
            self._words.setText(text)
            return
        self._code.setText(ticket.code)
        is_served = ticket.state is TicketState.SERVING
        self._code.setAccessibleName(
            self.tr("Your visitor: {code}").format(code=ticket.code)
            if is_served
            else self.tr("You call {code}").format(code=ticket.code)
        )
        self._elapsed.set_since(ticket.started_at if is_served else ticket.called_at)
        self._elapsed.refresh()

    @staticmethod
    def _button(name: str, key: Key) -> BigButton:
        button = BigButton(name=name, fill="header", extent="s")
        button.set_key_cap(key.cap)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return button
