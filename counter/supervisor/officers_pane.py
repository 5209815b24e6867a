"""Who works here, with role, agencies and PIN; to add somebody, to help with a PIN, to change and to let go."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from antrean.signing import Person
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton
from antrean.watch import HallView
from counter.supervisor import people_words
from counter.supervisor.asks import AskAddOfficer, AskChangeOfficer, AskResetPin, AskRetireOfficer
from counter.supervisor.finding import FoundTable
from counter.supervisor.lines import Cell, Column, Line
from counter.supervisor.pane import Pane
from counter.supervisor.state import WatchState, is_allowed, manages, people, person_of, places
from counter.supervisor.wishes import UnlockOfficer


class OfficersPane(Pane):
    def __init__(self, **given: Any) -> None:
        super().__init__(name="officers_pane", **given)
        columns = (Column(share=7, lines=2), Column(share=7, lines=2), Column(share=6, lines=2), Column(share=3))
        self.found = FoundTable(name="officers_list", columns=columns)
        self.found.changed.connect(self.again)
        self.add = BigButton(name="ask_add_officer", fill="primary", extent="m")
        self.add.clicked.connect(lambda: self._presenter.ask(AskAddOfficer()))
        self.unlock = BigButton(name="unlock_officer", fill="outline", extent="m")
        self.unlock.clicked.connect(self._on_unlock)
        self.reset = BigButton(name="ask_reset_pin", fill="outline", extent="m")
        self.change = BigButton(name="ask_change_officer", fill="outline", extent="m")
        self.retire = BigButton(name="ask_retire_officer", fill="outline", extent="m")
        self.reset.clicked.connect(lambda: self._ask(AskResetPin))
        self.change.clicked.connect(lambda: self._ask(AskChangeOfficer))
        self.retire.clicked.connect(lambda: self._ask(AskRetireOfficer))
        buttons = spaced(QHBoxLayout(), gap="s")
        for button in (self.add, self.unlock, self.reset, self.change, self.retire):
            buttons.addWidget(button, 1)
        self._column.addWidget(self.found, 1)
        self._column.addLayout(buttons)

    def draw(self, state: WatchState, language: str) -> None:
        view = state.view
        if view is None:
            return
        self.found.show_lines(
            [self._person(state, view, one, language) for one in people(state)],
            headings=(self.tr("Name"), self.tr("Role and agencies"), self.tr("PIN"), self.tr("Where")),
            name=self.tr("Officers"),
            find=self.tr("Find an officer"),
            empty="" if state.people is None else self.tr("Nobody of that name."),
        )
        person = self._chosen(state)
        may = manages(state, person) and not state.is_lost and state.pending is None
        self.tell(self.tr("Asks first; nobody is added yet"), self.add)
        self.tell(self.tr("for the chosen officer"), self.unlock, self.reset, self.change, self.retire)
        self.add.setText(self.tr("Add …"))
        self.add.set_allowed(not state.is_lost and state.pending is None)
        for button, text in (
            (self.reset, self.tr("New PIN …")),
            (self.change, self.tr("Change …")),
            (self.retire, self.tr("Let go …")),
        ):
            button.setText(text)
            button.set_allowed(may)
        self.reset.setVisible(view.mall.rules.pins)
        self.unlock.setVisible(view.mall.rules.pins)
        self.unlock.setText(self.tr("Unlock"))
        is_waiting = person is not None and (person.is_locked or person.wait_until is not None)
        wish = None if person is None else UnlockOfficer(officer=person.officer.id)
        self.unlock.set_allowed(may and is_waiting and wish is not None and is_allowed(state, wish))
        self.unlock.set_busy(wish is not None and state.pending == wish)

    def take_focus(self) -> None:
        self.found.take_focus()

    def _person(self, state: WatchState, view: HallView, person: Person, language: str) -> Line:
        officer, mall = person.officer, view.mall
        role = people_words.role(officer.role)
        where = people_words.agencies(officer.agencies, mall, language)
        number = places(view).get(officer.id)
        at = "" if number is None else self.tr("counter {number}").format(number=number)
        pin, icon, tone = people_words.pin(person, mall, language)
        if not mall.rules.pins:
            pin, icon, tone = self.tr("not needed here"), "", "muted"
        return Line(
            key=str(officer.id),
            cells=(
                Cell(text=officer.name, role="strong", tone="ink" if manages(state, person) else "muted"),
                Cell(text=f"{role} · {where}", tone="muted"),
                Cell(text=pin, tone=tone, icon=icon),
                Cell(text=at, tone="muted"),
            ),
            ground="bad_soft" if person.is_locked and mall.rules.pins else "row",
        )

    def _chosen(self, state: WatchState) -> Person | None:
        key = self.found.chosen()
        return None if key is None else person_of(state, int(key))

    def _ask(self, ask: type[AskResetPin] | type[AskChangeOfficer] | type[AskRetireOfficer]) -> None:
        if (key := self.found.chosen()) is not None:
            self._presenter.ask(ask(officer=int(key)))

    def _on_unlock(self) -> None:
        if (key := self.found.chosen()) is not None:
            self._presenter.do(UnlockOfficer(officer=int(key)))
