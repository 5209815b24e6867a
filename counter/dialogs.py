"""The panels that ask for one more thing, in front of the ticket: why on hold, where to, why a break."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, Card, FitLabel
from counter import words
from counter.choice_row import ChoiceRow
from counter.presenter import CounterPresenter
from counter.reasons import BreakReason, HoldReason
from counter.scroll_body import ScrollBody
from counter.shortcuts import Key, bind_name
from counter.state import Deed, DeskState, allowed
from counter.tab_order import lead_tab

BREAK_MINUTES: Final = (10, 15, 30, 60)
REMIND_MINUTES: Final = (5, 10, 20, 30)


class AskingPanel(Card):
    """A card with a question on top and the way back at the bottom."""

    went_back = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName(name)
        self.question = FitLabel(role="title", lines=2)
        self.hint = FitLabel(role="body", tone="muted", lines=2)
        scroll = ScrollBody(gap="s")
        self.body = scroll.column
        self.footer = spaced(QHBoxLayout(), gap="s")
        self.back = BigButton(name=f"{name}_back", fill="quiet", extent="m")
        self.back.set_key_cap(Key.BACK.cap)
        self.back.clicked.connect(self.went_back)
        self.footer.addWidget(self.back, 1)
        column = spaced(QVBoxLayout(self), gap="m", margins="l")
        column.addWidget(self.question)
        column.addWidget(self.hint)
        column.addWidget(scroll, 1)
        column.addLayout(self.footer)

    def take_focus(self) -> None:
        """Put the focus where the answer is given."""

    def show_state(self, state: DeskState, language: str) -> None:
        """Set the texts of the question in the officer's language."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        lead_tab(self)


class ReasonPanel(AskingPanel):
    """One button per reason, each with its digit."""

    chosen = Signal(str)

    def __init__(self, *, name: str, reasons: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self._buttons: dict[str, BigButton] = {}
        for digit, reason in zip(Key.REASON.names, reasons, strict=False):
            button = BigButton(name=f"{name}_{reason}", fill="outline", extent="m")
            button.set_key_cap(digit)
            button.clicked.connect(partial(self._on_reason, reason))
            bind_name(self, digit, (button,))
            self._buttons[reason] = button
            self.body.addWidget(button)
        self.body.addStretch(1)

    def take_focus(self) -> None:
        next(iter(self._buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_reasons(self, texts: Mapping[str, str], deed: Deed, state: DeskState) -> None:
        """Set the words of the reasons, and whether `deed` may be done for one of them now."""
        for reason, text in texts.items():
            self._buttons[reason].setText(text)
            self._buttons[reason].set_allowed(deed in allowed(state))
            self._buttons[reason].set_busy(
                state.pending is not None and (state.pending.deed, state.pending.reason) == (deed, reason)
            )

    def _on_reason(self, reason: str) -> None:
        self.chosen.emit(reason)


class HoldPanel(ReasonPanel):
    """Why, and after how long to be reminded."""

    def __init__(self, *, presenter: CounterPresenter, parent: QWidget | None = None) -> None:
        super().__init__(name="hold_panel", reasons=list(HoldReason), parent=parent)
        self._remind = FitLabel(role="section")
        self._minutes = ChoiceRow[int | None]("remind", {"none": None} | {str(one): one for one in REMIND_MINUTES})
        self.body.insertWidget(0, self._remind)
        self.body.insertWidget(1, self._minutes)
        self.chosen.connect(lambda reason: presenter.hold(reason, self._minutes.value))
        self.went_back.connect(presenter.close_panel)

    def take_focus(self) -> None:
        self._minutes.reset()
        super().take_focus()

    def show_state(self, state: DeskState, language: str) -> None:
        code = "" if state.active is None else state.active.code
        self.question.setText(self.tr("Put {code} on hold: why?").format(code=code))
        self.hint.setText(self.tr("The number keeps its place in your list and is called again when you resume it."))
        self.back.setText(self.tr("Back"))
        self._remind.setText(self.tr("Remind me after"))
        texts = [self.tr("Not at all"), *(self.tr("{minutes} min").format(minutes=one) for one in REMIND_MINUTES)]
        self._minutes.show_texts(texts, mark=self.tr("chosen"))
        self.show_reasons({reason.value: words.hold_reason(reason) for reason in HoldReason}, Deed.HOLD, state)


class BreakPanel(ReasonPanel):
    """Why and how long; the length is a promise to the hall and may be left out."""

    def __init__(self, *, presenter: CounterPresenter, parent: QWidget | None = None) -> None:
        super().__init__(name="break_panel", reasons=list(BreakReason), parent=parent)
        self._long = FitLabel(role="section")
        self._minutes = ChoiceRow[int | None]("break", {"unknown": None} | {str(one): one for one in BREAK_MINUTES})
        # Above the reasons: choosing one of those begins the break.
        self.body.insertWidget(0, self._long)
        self.body.insertWidget(1, self._minutes)
        self.chosen.connect(lambda reason: presenter.start_break(reason, self._minutes.value))
        self.went_back.connect(presenter.close_panel)

    def take_focus(self) -> None:
        # The last break's length is not this one's.
        self._minutes.reset()
        super().take_focus()

    def show_state(self, state: DeskState, language: str) -> None:
        self.question.setText(self.tr("A break: what for?"))
        self.hint.setText(self.tr("Nobody is called to this counter until you are back."))
        self.back.setText(self.tr("Back"))
        self._long.setText(self.tr("How long?"))
        texts = [self.tr("Unknown"), *(self.tr("{minutes} min").format(minutes=one) for one in BREAK_MINUTES)]
        self._minutes.show_texts(texts, mark=self.tr("chosen"))
        reasons = {reason.value: words.break_reason(reason) for reason in BreakReason}
        self.show_reasons(reasons, Deed.START_BREAK, state)
