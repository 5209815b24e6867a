"""The quiet strip under the header: visitors at the kiosks who ask for a companion."""

from typing import Final, assert_never

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from antrean.assistance import Call
from antrean.clock import Clock
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, Card, ElapsedLabel, FitLabel, Icon, Panel
from counter import words
from counter.duty import DutyState, Standing, in_order, is_taken, may_act_on
from counter.duty_presenter import DutyPresenter
from counter.shortcuts import Key
from counter.steady_focus import SteadyFocus

ROWS: Final = 2
"""More calls than these are counted: the visitor at the counter stays in sight."""


class CallRow(Card):
    """One call: where, since when, and the one thing to do about it."""

    def __init__(self, *, at: int, presenter: DutyPresenter, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(fill="row_accent", corner="s", parent=parent)
        self.setObjectName(f"assistance_row_{at}")
        self._at = at
        self._presenter = presenter
        self._call: int | None = None
        self._standing = Standing.ASKING
        self._focus = SteadyFocus()
        self._text = FitLabel(role="strong", lines=2)
        self._text.setObjectName(f"assistance_text_{at}")
        self._elapsed = ElapsedLabel(clock=clock, role="body")
        self.button = BigButton(name=f"assistance_{at}", fill="dark", extent="s")
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self._on_clicked)
        if at == 0:
            self.button.set_key_cap(Key.ASSIST.cap)
        row = spaced(QHBoxLayout(self), gap="m", margins=("m", "xs"))
        row.addWidget(Icon("person"))
        row.addWidget(self._text, 1)
        row.addWidget(self._elapsed)
        row.addWidget(self.button)

    def show_call(self, call: Call, standing: Standing, state: DutyState) -> None:
        is_new = call.id != self._call
        self._call, self._standing = call.id, standing
        match standing:
            case Standing.ASKING:
                text = self.tr("{device}: a visitor asks for a companion").format(device=call.device)
                deed, fill, ground = self.tr("I am coming"), "dark", "row_accent"
            case Standing.MINE:
                text = self.tr("{device}: you are on your way to the visitor").format(device=call.device)
                deed, fill, ground = self.tr("Done"), "outline", "good"
            case Standing.ELSEWHERE:
                text = self.tr("{device}: {officer} from counter {counter} is on the way").format(
                    device=call.device,
                    officer="" if call.officer is None else call.officer.name,
                    counter=call.counter,
                )
                deed, fill, ground = self.tr("Done"), "outline", "quiet"
            case _:
                assert_never(standing)
        self.set_fill(ground)
        self._text.setText(text)
        self._elapsed.set_since(call.accepted_at or call.asked_at)
        self.button.setText(deed)
        self.button.set_fill(fill)
        self.button.setAccessibleName(f"{deed}: {call.device}")
        is_busy = state.busy is not None and state.busy.call == call.id
        self._focus.allow(self.button, may_act_on(state, call), is_busy=is_busy)
        self.setAccessibleName(text)
        if self._at > 0:
            # The first one says its key instead.
            self.button.setAccessibleDescription(text)
        if is_new and standing is Standing.ASKING:
            # Said by a screen reader wherever the focus is, which stays there.
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def show_nobody(self) -> None:
        self._call = None
        self._elapsed.set_since(None)
        self.hide()

    def _on_clicked(self) -> None:
        if self._call is None:
            return
        if self._standing is Standing.ASKING:
            self._presenter.accept(self._call)
        else:
            self._presenter.end(self._call)


class AssistancePanel(Panel):
    """Hidden while nobody asks; follows the duty's presenter."""

    def __init__(self, *, presenter: DutyPresenter, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("assistance_panel")
        self.rows = tuple(CallRow(at=at, presenter=presenter, clock=clock) for at in range(ROWS))
        self._refusal = FitLabel(role="small", tone="bad", lines=2)
        self._refusal.setObjectName("assistance_refusal")
        self._more = FitLabel(role="small", tone="muted")
        self._more.setObjectName("assistance_more")
        column = spaced(QVBoxLayout(self), gap="xs", margins=("l", "m", "l", "none"))
        for row in self.rows:
            column.addWidget(row)
        column.addWidget(self._refusal)
        column.addWidget(self._more)
        self.hide()

    def show_state(self, state: DutyState) -> None:
        calls = in_order(state)
        self.setAccessibleName(self.tr("Visitors who ask for a companion"))
        for row, one in zip(self.rows, calls, strict=False):
            row.show_call(*one, state)
            row.show()
        for row in self.rows[len(calls) :]:
            row.show_nobody()
        # Who was quicker stands in the row itself.
        refusal = "" if state.refusal is None or is_taken(state) else words.refusal(state.refusal)
        self._refusal.setText(refusal)
        self._refusal.setVisible(bool(refusal))
        more = len(calls) - len(self.rows)
        self._more.setText(self.tr("and {count} more").format(count=more) if more > 0 else "")
        self._more.setVisible(more > 0)
        self.setVisible(bool(calls or refusal))
