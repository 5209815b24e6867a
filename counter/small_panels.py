"""The panels that ask for one small thing: a note, why out of turn, and whether a number is really cancelled."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from antrean.errors import Refused
from antrean.notes import LONGEST_NOTE
from antrean.ui.widgets import BigButton, FitLabel
from counter import words
from counter.dialogs import AskingPanel, ReasonPanel
from counter.presenter import CounterPresenter
from counter.reasons import ChosenReason
from counter.state import Deed, DeskState, allowed


class NotePanel(AskingPanel):
    """A few words for the next counter; what stood there is taken along to be changed."""

    def __init__(self, *, presenter: CounterPresenter, parent: QWidget | None = None) -> None:
        super().__init__(name="note_panel", parent=parent)
        self._presenter = presenter
        self._text = QLineEdit()
        self._text.setObjectName("note_text")
        self._text.setMaxLength(LONGEST_NOTE)
        self._refusal = FitLabel(role="strong", tone="bad", lines=2)
        self._refusal.setObjectName("note_refusal")
        self._confirm = BigButton(name="note_confirm", fill="primary", extent="m")
        self.body.addWidget(self._text)
        self.body.addWidget(self._refusal)
        self.body.addStretch(1)
        self.footer.addWidget(self._confirm, 2)
        self._text.returnPressed.connect(self._on_confirm)
        self._confirm.clicked.connect(self._on_confirm)
        self.went_back.connect(presenter.close_panel)

    def take_focus(self) -> None:
        view = self._presenter.state.view
        here = None if view is None else view.record.number
        own = [] if view is None else [one.text for one in view.active_notes if one.counter == here]
        self._text.setText(own[-1] if own else "")
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: DeskState, language: str) -> None:
        code = "" if state.active is None else state.active.code
        self.question.setText(self.tr("A note about {code}").format(code=code))
        self.hint.setText(
            self.tr("Only the next counter sees it, and it is deleted in the evening. Write no identity numbers.")
        )
        self._text.setAccessibleName(self.tr("Note"))
        for part in (self._text, self._confirm):
            part.setAccessibleDescription(self.hint.text())
        self.back.setText(self.tr("Back"))
        refusal = words.refusal(state.refusal) if isinstance(state.refusal, Refused) else ""
        self._refusal.setText(refusal)
        self._refusal.setVisible(bool(refusal))
        self._confirm.setText(self.tr("Keep the note"))
        self._confirm.set_allowed(Deed.NOTE in allowed(state))
        self._confirm.set_busy(state.pending is not None and state.pending.deed is Deed.NOTE)

    def _on_confirm(self) -> None:
        if self._confirm.isEnabled():
            self._presenter.write_note(self._text.text())


class ChosenPanel(ReasonPanel):
    """Why this number is called out of turn."""

    def __init__(self, *, presenter: CounterPresenter, parent: QWidget | None = None) -> None:
        super().__init__(name="chosen_panel", reasons=list(ChosenReason), parent=parent)
        self.chosen.connect(presenter.call_chosen)
        self.went_back.connect(presenter.close_panel)

    def show_state(self, state: DeskState, language: str) -> None:
        self.question.setText(self.tr("Call {code} out of turn: why?").format(code=state.asked or ""))
        self.hint.setText(self.tr("It is marked in every list, with your name and the reason."))
        self.back.setText(self.tr("Back"))
        reasons = {reason.value: words.chosen_reason(reason) for reason in ChosenReason}
        self.show_reasons(reasons, Deed.CALL_CHOSEN, state)


class CancelPanel(AskingPanel):
    """A cancelled number does not come back, so it is asked for once."""

    def __init__(self, *, presenter: CounterPresenter, parent: QWidget | None = None) -> None:
        super().__init__(name="cancel_panel", parent=parent)
        self._confirm = BigButton(name="cancel_confirm", fill="primary", extent="m")
        self.body.addStretch(1)
        self.footer.addWidget(self._confirm, 2)
        self._confirm.clicked.connect(presenter.cancel)
        self.went_back.connect(presenter.close_panel)

    def take_focus(self) -> None:
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: DeskState, language: str) -> None:
        code = state.asked or ""
        self.question.setText(self.tr("Cancel {code}?").format(code=code))
        self.hint.setText(self.tr("The visitor does not want the service any more. This cannot be taken back."))
        self.back.setText(self.tr("Back"))
        self._confirm.setText(self.tr("Cancel {code}").format(code=code))
        self._confirm.setAccessibleDescription(self.hint.text())
        self._confirm.set_allowed(Deed.CANCEL in allowed(state))
        self._confirm.set_busy(state.pending is not None and state.pending.deed is Deed.CANCEL)
