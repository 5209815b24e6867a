"""Giving a number at the counter: to who came without one, for a visitor, and for the next step."""

from typing import Final

from PySide6.QtWidgets import QWidget

from antrean.errors import Refused
from antrean.model import Priority
from antrean.ui import messages
from antrean.ui.language import own_name
from antrean.ui.widgets import BigButton, FitLabel
from counter import words
from counter.choice_row import ChoiceRow
from counter.dialogs import AskingPanel
from counter.find_list import FindList
from counter.presenter import CounterPresenter
from counter.rows import Row
from counter.state import PANEL_DEEDS, DeskState, Panel, allowed
from counter.transfer_panel import service_rows

LANGUAGES: Final = ("id", "en")


class GivePanel(AskingPanel):
    """One of three: it asks for the service, and for priority and language where the visitor has no number yet."""

    def __init__(self, panel: Panel, *, presenter: CounterPresenter, parent: QWidget | None = None) -> None:
        super().__init__(name=f"{panel.value}_panel", parent=parent)
        self._panel = panel
        self._presenter = presenter
        self._shown = ""
        self._list = FindList(panel.value)
        kinds: dict[str, Priority | None] = {"none": None}
        self._priority = ChoiceRow[Priority | None](
            panel.value, kinds | {one.value: one for one in Priority}, columns=3
        )
        self._language = ChoiceRow[str](panel.value, {code: code for code in LANGUAGES})
        self._refusal = FitLabel(role="strong", tone="bad", lines=2)
        self._confirm = BigButton(name=f"{panel.value}_confirm", fill="primary", extent="m")
        for part in (self._list, self._priority, self._language, self._refusal):
            self.body.addWidget(part)
        self.footer.addWidget(self._confirm, 2)
        self._list.changed.connect(self._on_changed)
        self._list.taken.connect(self._on_confirm)
        self._confirm.clicked.connect(self._on_confirm)
        self.went_back.connect(presenter.close_panel)

    def take_focus(self) -> None:
        self._priority.reset()
        self._language.reset()
        self._list.begin()

    def show_state(self, state: DeskState, language: str) -> None:
        view = state.view
        if view is None:
            return
        self._shown = language
        is_next = self._panel is Panel.NEXT_STEP
        code = "" if view.active is None else view.active.code
        match self._panel:
            case Panel.WALK_IN:
                self.question.setText(self.tr("Serve somebody without a number: which service?"))
                self.hint.setText(self.tr("A number is given and called here at once; others wait on."))
            case Panel.NEXT_STEP:
                self.question.setText(self.tr("{code} goes on to: which service?").format(code=code))
                self.hint.setText(self.tr("The visitor gets a new number there and need not go back to the kiosk."))
            case _:
                self.question.setText(self.tr("A number for a visitor: which service?"))
                self.hint.setText(self.tr("The same rules as at the kiosk; the paper comes out here."))
        self._list.show_rows(
            self._rows(state, language),
            find=self.tr("Find a service"),
            listed=self.tr("Services"),
            nothing=self.tr("Nothing of that name."),
            told=self.hint.text(),
        )
        self._priority.setVisible(not is_next)
        self._language.setVisible(not is_next)
        kinds = [self.tr("No priority"), *(messages.priority_word(one) for one in Priority)]
        self._priority.show_texts(kinds, mark=self.tr("chosen"))
        self._language.show_texts([own_name(one) for one in LANGUAGES], mark=self.tr("chosen"))
        self.back.setText(self.tr("Back"))
        refusal = words.refusal(state.refusal) if isinstance(state.refusal, Refused) else ""
        self._refusal.setText(refusal)
        self._refusal.setVisible(bool(refusal))
        row, deed = self._list.chosen(), PANEL_DEEDS[self._panel]
        self._confirm.setAccessibleDescription(self.hint.text())
        self._confirm.setText(self.tr("Serve now") if self._panel is Panel.WALK_IN else self.tr("Give the number"))
        self._confirm.set_allowed(row is not None and deed in allowed(state))
        self._confirm.set_busy(state.pending is not None and state.pending.deed is deed)

    def _rows(self, state: DeskState, language: str) -> list[Row]:
        assert state.view is not None
        view = state.view
        here = view.mall.queue(view.record.own[0]).agency if view.record.own else ""
        rows = service_rows(view.mall, language, here=here, is_priority=False)
        if self._panel is Panel.WALK_IN:
            mine = {*view.record.own, *view.record.help}
            return [row for row in rows if view.mall.services[row.key - 1].queue in mine]
        return rows

    def _on_changed(self) -> None:
        self.show_state(self._presenter.state, self._shown)

    def _on_confirm(self) -> None:
        row, mall = self._list.chosen(), self._presenter.state.mall
        if row is None or mall is None or not self._confirm.isEnabled():
            return
        service = mall.services[row.key - 1].code
        match self._panel:
            case Panel.WALK_IN:
                self._presenter.walk_in(service, self._priority.value, self._language.value)
            case Panel.NEXT_STEP:
                self._presenter.give_next_step(service)
            case _:
                self._presenter.issue_for(service, self._priority.value, self._language.value)
