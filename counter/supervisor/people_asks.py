"""The questions about officers: who comes, what changes, a new PIN, who goes; and the digits that are shown once."""

from typing import Any

from PySide6.QtCore import Qt

from antrean.model import Role
from antrean.officers import LONGEST_NAME
from antrean.permissions import may_manage
from antrean.ui.widgets import FitLabel
from counter.arrival import in_groups
from counter.supervisor import people_words
from counter.supervisor.asking import AskPanel, Field, Options
from counter.supervisor.asks import AskChangeOfficer, AskResetPin, AskRetireOfficer, ShowPin
from counter.supervisor.picks import Picks
from counter.supervisor.state import WatchState, person_of, roles
from counter.supervisor.wishes import AddOfficer, ChangeOfficer, ResetPin, RetireOfficer


class _PlacePanel(AskPanel):
    """Role and agencies, for somebody new or somebody who changes."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self._role = Options(name=f"{given['name']}_role", keys=tuple(Role))
        self._agencies = Picks(name=f"{given['name']}_agency")
        for part in (self._role, self._agencies):
            part.changed.connect(self.again)
            self.body.addWidget(part)
        self.body.addStretch(1)

    def _show_place(self, state: WatchState, language: str) -> None:
        view = state.view
        if view is None or state.officer is None:
            return
        self._role.show_texts(
            self.tr("What may they do?"),
            {role.value: people_words.role(role) for role in Role},
            chosen=self.tr("chosen"),
        )
        self._role.offer([role.value for role in roles(state)])
        mine = state.officer.agencies
        self._agencies.show_texts(
            self.tr("For which agencies? None picked means the whole mall.")
            if not mine
            else self.tr("For which of your agencies?"),
            {one.code: one.short.in_language(language) for one in view.mall.agencies if not mine or one.code in mine},
            picked=self.tr("picked"),
        )

    def _place(self, state: WatchState) -> tuple[Role, tuple[str, ...]] | None:
        """Return what was answered, None while it is not an answer whoever looks may give."""
        if self._role.value is None or state.officer is None:
            return None
        role, agencies = Role(self._role.value), self._agencies.values()
        return (role, agencies) if may_manage(state.officer, role, agencies) else None


class AddOfficerPanel(_PlacePanel):
    def __init__(self, **given: Any) -> None:
        super().__init__(name="add_officer", **given)
        self._name = Field(name="officer_name", longest=LONGEST_NAME)
        self._name.line.textChanged.connect(self.again)
        self.body.insertWidget(0, self._name)

    def begin(self, state: WatchState) -> None:
        self._name.line.clear()
        self._role.choose(Role.OFFICER)
        self._agencies.pick(() if state.officer is None else state.officer.agencies[:1])
        self._name.line.setFocus()

    def ask(self, state: WatchState, language: str) -> None:
        view = state.view
        if view is None:
            return
        hint = self.tr("A one-time PIN is made and shown once; at the first sign-in another one is chosen.")
        if not view.mall.rules.pins:
            hint = self.tr("This mall wants no PINs: whoever sits down chooses the name.")
        confirm = self.tr("Add an officer")
        if self._name.text():
            confirm = self.tr("Add {officer}").format(officer=self._name.text())
        self.say(self.tr("Who is new?"), hint, confirm)
        title = self.tr("Name")
        if self._is_taken(state):
            title = self.tr("Name: there is an officer of this name already")
        self._name.show_texts(title)
        self._show_place(state, language)

    def wish(self, state: WatchState) -> AddOfficer | None:
        place, name = self._place(state), self._name.text()
        if place is None or not name or name.isdecimal() or self._is_taken(state):
            return None
        return AddOfficer(name=name, role=place[0], agencies=place[1])

    def _is_taken(self, state: WatchState) -> bool:
        name = self._name.text().casefold()
        return any(one.officer.name.casefold() == name for one in state.people or ())


class ChangeOfficerPanel(_PlacePanel):
    def __init__(self, **given: Any) -> None:
        super().__init__(name="change_officer", **given)

    def begin(self, state: WatchState) -> None:
        asked = state.asked
        person = person_of(state, asked.officer) if isinstance(asked, AskChangeOfficer) else None
        if person is not None:
            self._role.choose(person.officer.role)
            self._agencies.pick(person.officer.agencies)
        self._role.take_focus()

    def ask(self, state: WatchState, language: str) -> None:
        self.say(
            self.tr("{officer}: role and agencies").format(officer=_name(state)),
            self.tr("It counts at once. Whoever sits at a counter that would not fit any more closes it first."),
            self.tr("Change {officer}").format(officer=_name(state)),
        )
        self._show_place(state, language)

    def wish(self, state: WatchState) -> ChangeOfficer | None:
        asked, place = state.asked, self._place(state)
        if not isinstance(asked, AskChangeOfficer) or place is None:
            return None
        person = person_of(state, asked.officer)
        if person is not None and (person.officer.role, person.officer.agencies) == place:
            return None
        return ChangeOfficer(officer=asked.officer, role=place[0], agencies=place[1])


class _ConfirmPanel(AskPanel):
    """A question that is answered by yes or by going back."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.body.addStretch(1)

    def begin(self, state: WatchState) -> None:
        self._back.setFocus()


class ResetPinPanel(_ConfirmPanel):
    def __init__(self, **given: Any) -> None:
        super().__init__(name="reset_pin", **given)

    def ask(self, state: WatchState, language: str) -> None:
        self.say(
            self.tr("A new PIN for {officer}?").format(officer=_name(state)),
            self.tr("The old one does not work any more. The new one is shown once, for you to hand over."),
            self.tr("Make a new PIN"),
        )

    def wish(self, state: WatchState) -> ResetPin | None:
        return ResetPin(officer=state.asked.officer) if isinstance(state.asked, AskResetPin) else None


class RetireOfficerPanel(_ConfirmPanel):
    def __init__(self, **given: Any) -> None:
        super().__init__(name="retire_officer", **given)

    def ask(self, state: WatchState, language: str) -> None:
        self.say(
            self.tr("Let {officer} go?").format(officer=_name(state)),
            self.tr("No list shows the name any more, and the PIN is gone. What was done stays in the log."),
            self.tr("Let {officer} go").format(officer=_name(state)),
        )

    def wish(self, state: WatchState) -> RetireOfficer | None:
        return RetireOfficer(officer=state.asked.officer) if isinstance(state.asked, AskRetireOfficer) else None


class PinPanel(AskPanel):
    """Large digits, once; they are in no other place, and gone when the panel is left."""

    def __init__(self, **given: Any) -> None:
        super().__init__(name="show_pin", **given)
        self._digits = FitLabel(role="hero", is_tabular=True, align=Qt.AlignmentFlag.AlignHCenter)
        self._digits.setObjectName("one_time_pin")
        self.body.addStretch(1)
        self.body.addWidget(self._digits)
        self.body.addStretch(1)

    def begin(self, state: WatchState) -> None:
        # Neither Enter nor the space bar takes it away at once.
        self.setFocus()

    def show_state(self, state: WatchState, language: str) -> None:
        super().show_state(state, language)
        self.confirm.set_allowed(True)
        self._back.hide()

    def ask(self, state: WatchState, language: str) -> None:
        asked = state.asked
        if not isinstance(asked, ShowPin):
            return
        name, digits = asked.made.officer.name, asked.made.digits or ""
        self.say(
            self.tr("The PIN of {officer}: write it down").format(officer=name),
            self.tr("It is shown only now. {officer} signs in with it once and chooses another one.").format(
                officer=name
            ),
            self.tr("I have written it down"),
        )
        self._digits.setText(in_groups(digits))
        self._digits.setAccessibleName(" ".join(digits))

    def wish(self, state: WatchState) -> None:
        return None

    def leave(self) -> None:
        """Keep nothing."""
        self._digits.setText("")
        self._digits.setAccessibleName("")

    def _on_confirm(self) -> None:
        self._presenter.close_panel()


def _name(state: WatchState) -> str:
    officer = getattr(state.asked, "officer", None)
    person = None if officer is None else person_of(state, officer)
    return "" if person is None else person.officer.name
