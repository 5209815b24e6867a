"""How the service ended: one of the mall's outcomes, and which papers were missing."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from antrean.model import Outcome
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton
from counter.dialogs import AskingPanel
from counter.presenter import CounterPresenter
from counter.shortcuts import Key, bind_name
from counter.state import Deed, DeskState, allowed


class OutcomePanel(AskingPanel):
    """One button per outcome; an incomplete one first asks what was missing."""

    def __init__(self, *, presenter: CounterPresenter, has_printer: bool, parent: QWidget | None = None) -> None:
        super().__init__(name="outcome_panel", parent=parent)
        self._presenter = presenter
        self._has_printer = has_printer
        self._outcomes: tuple[Outcome, ...] = ()
        self._ticking: Outcome | None = None
        self._language = ""
        self._buttons: list[BigButton] = []
        self._ticks: list[QCheckBox] = []
        self._choice, self._list = QWidget(), QWidget()
        self._choices = spaced(QVBoxLayout(self._choice), gap="s")
        self._missing = spaced(QVBoxLayout(self._list), gap="xs")
        self._slip = QCheckBox()
        self._slip.setObjectName("wants_slip")
        self._confirm = BigButton(name="outcome_confirm", fill="primary", extent="m")
        for number, digit in enumerate(Key.REASON.names):
            button = BigButton(name=f"outcome_{number}", fill="outline", extent="m")
            button.set_key_cap(digit)
            button.clicked.connect(partial(self._on_outcome, number))
            bind_name(self, digit, (button,))
            self._buttons.append(button)
            self._choices.addWidget(button)
        self.body.addWidget(self._choice)
        self.body.addWidget(self._list)
        self.body.addWidget(self._slip)
        self.body.addStretch(1)
        self.footer.addWidget(self._confirm, 2)
        self._confirm.clicked.connect(self._on_confirm)
        self.went_back.connect(self._on_back)

    def take_focus(self) -> None:
        self._ticking = None
        self.show_state(self._presenter.state, self._language)
        self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: DeskState, language: str) -> None:
        view = state.view
        self._language = language
        if view is None or view.active is None:
            return
        self._outcomes = view.mall.outcomes[: len(self._buttons)]
        is_asked = self._ticking is not None
        code = view.active.code
        if is_asked:
            self.question.setText(self.tr("{code}: which papers are missing?").format(code=code))
            self.hint.setText(self.tr("Tick what the visitor is to bring next time."))
        else:
            self.question.setText(self.tr("How did the service of {code} end?").format(code=code))
            self.hint.setText(self.tr("The counter is free afterwards; nobody is called yet."))
        may = Deed.FINISH in allowed(state)
        busy = state.pending is not None and state.pending.deed is Deed.FINISH
        for number, button in enumerate(self._buttons):
            is_one = number < len(self._outcomes)
            button.setVisible(is_one and not is_asked)
            if is_one:
                button.setText(self._outcomes[number].name.in_language(language))
                button.set_allowed(may)
                button.set_busy(busy)
        self._choice.setVisible(not is_asked)
        self._list.setVisible(is_asked)
        self._slip.setVisible(is_asked and self._has_printer)
        self._slip.setText(self.tr("Print what to bring"))
        self._confirm.setVisible(is_asked)
        self._confirm.setText(self.tr("Finish"))
        for part in (self._confirm, self._slip, *self._ticks):
            part.setAccessibleDescription(self.hint.text())
        self._confirm.set_allowed(may and any(tick.isChecked() for tick in self._ticks))
        self._confirm.set_busy(busy)
        self.back.setText(self.tr("Back"))

    def _on_outcome(self, number: int) -> None:
        if number >= len(self._outcomes):
            return
        outcome = self._outcomes[number]
        if outcome.is_incomplete and self._requirements():
            self._ticking = outcome
            self._fill()
            self.show_state(self._presenter.state, self._language)
            self._ticks[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._presenter.finish_with(outcome.code, (), wants_slip=False)

    def _requirements(self) -> list[str]:
        view = self._presenter.state.view
        if view is None or view.active is None:
            return []
        return [one.in_language(self._language) for one in view.mall.service(view.active.service).requirements]

    def _fill(self) -> None:
        for old in self._ticks:
            self._missing.removeWidget(old)
            old.deleteLater()
        self._ticks = []
        for number, text in enumerate(self._requirements()):
            tick = QCheckBox(text)
            tick.setObjectName(f"missing_{number}")
            tick.toggled.connect(self._on_ticked)
            self._ticks.append(tick)
            self._missing.addWidget(tick)
        self._slip.setChecked(self._has_printer)

    def _on_ticked(self) -> None:
        self.show_state(self._presenter.state, self._language)

    def _on_confirm(self) -> None:
        if self._ticking is None:
            return
        missing = tuple(number for number, tick in enumerate(self._ticks) if tick.isChecked())
        wants_slip = self._has_printer and self._slip.isChecked()
        self._presenter.finish_with(self._ticking.code, missing, wants_slip=wants_slip)

    def _on_back(self) -> None:
        if self._ticking is None:
            self._presenter.close_panel()
        else:
            self._ticking = None
            self.show_state(self._presenter.state, self._language)
