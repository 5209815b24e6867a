"""Sending a visitor on: to a service, a counter or the information desk, with why and a note for who comes next."""

from enum import StrEnum
from functools import partial
from typing import assert_never

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from antrean.desk import Target
from antrean.desk_view import DeskView
from antrean.errors import Reason, Refused
from antrean.mall_record import Mall
from antrean.model import CounterState
from antrean.notes import LONGEST_NOTE
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, FitLabel
from counter import words
from counter.choice_row import ChoiceRow
from counter.choosing import counter_now
from counter.dialogs import AskingPanel
from counter.find_list import FindList
from counter.presenter import CounterPresenter
from counter.reasons import SendReason
from counter.rows import Row
from counter.state import Deed, DeskState, agencies_of, allowed


class _To(StrEnum):
    SERVICE = "service"
    COUNTER = "counter"
    INFORMATION = "information"


class TransferPanel(AskingPanel):
    """Where to: any service some counter offers, one counter, or the information desk; typed words narrow the list."""

    def __init__(self, *, presenter: CounterPresenter, parent: QWidget | None = None) -> None:
        super().__init__(name="transfer_panel", parent=parent)
        self._presenter = presenter
        self._to = _To.SERVICE
        self._language = ""
        self._kinds = {to: BigButton(name=f"transfer_to_{to.value}", extent="s") for to in _To}
        self._list = FindList("transfer")
        self._reason = ChoiceRow[str]("send", {"none": ""} | {one.value: one.value for one in SendReason})
        self._note = QLineEdit()
        self._note.setObjectName("transfer_note")
        self._note.setMaxLength(LONGEST_NOTE)
        self._refusal = FitLabel(role="strong", tone="bad", lines=2)
        self._refusal.setObjectName("transfer_refusal")
        self._confirm = BigButton(name="transfer_confirm", fill="primary", extent="m")
        self._targets: dict[int, Target] = {}
        kinds = spaced(QHBoxLayout(), gap="s")
        for to, button in self._kinds.items():
            button.clicked.connect(partial(self._on_kind, to))
            kinds.addWidget(button, 1)
        self.body.addLayout(kinds)
        self.body.addWidget(self._list, 1)
        self.body.addWidget(self._reason)
        self.body.addWidget(self._note)
        self.body.addWidget(self._refusal)
        self.footer.addWidget(self._confirm, 2)
        self._list.changed.connect(self._on_changed)
        self._list.taken.connect(self._on_confirm)
        self._note.returnPressed.connect(self._on_confirm)
        self._confirm.clicked.connect(self._on_confirm)
        self.went_back.connect(presenter.close_panel)

    def take_focus(self) -> None:
        self._reason.reset()
        self._note.clear()
        self._list.begin()

    def show_state(self, state: DeskState, language: str) -> None:
        view = state.view
        if view is None or view.active is None:
            return
        self._language = language
        self.question.setText(self.tr("Send {code} on: where to?").format(code=view.active.code))
        self.hint.setText(self.tr("The number and the place in line are kept; nobody queues twice."))
        self._show_kinds(view)
        self._list.show_rows(
            self._rows(state, view),
            find=self.tr("Find a service") if self._to is _To.SERVICE else self.tr("Find a counter"),
            listed=self.tr("Where to"),
            nothing=self.tr("Nothing of that name."),
            told=self.hint.text(),
        )
        given = [words.send_reason(one) for one in SendReason]
        reasons = [self.tr("No reason"), *(text[:1].upper() + text[1:] for text in given)]
        self._reason.show_texts(reasons, mark=self.tr("chosen"))
        note = self.tr("A note for the next counter, without identity numbers")
        self._note.setPlaceholderText(note)
        self._note.setAccessibleName(note)
        self._note.setAccessibleDescription(self.hint.text())
        self.back.setText(self.tr("Back"))
        refusal = "" if state.refusal is None else _sentence(state)
        self._refusal.setText(refusal)
        self._refusal.setVisible(bool(refusal))
        self._show_confirm(state)

    def _show_kinds(self, view: DeskView) -> None:
        texts = {
            _To.SERVICE: self.tr("To a service"),
            _To.COUNTER: self.tr("To a counter"),
            _To.INFORMATION: self.tr("To the information desk"),
        }
        told = {
            _To.SERVICE: self.tr("lists the services"),
            _To.COUNTER: self.tr("lists the counters"),
            _To.INFORMATION: self.tr("names the information desk"),
        }
        here = view.record.number
        has_information = any(one.number != here for one in view.mall.information_counters)
        for to, button in self._kinds.items():
            button.setText(texts[to])
            button.set_fill("dark" if to is self._to else "outline")
            button.setAccessibleDescription(self.tr("shown below") if to is self._to else told[to])
            button.setVisible(to is not _To.INFORMATION or has_information)

    def _show_confirm(self, state: DeskState) -> None:
        row = self._list.chosen()
        if _is_closed(state):
            to = self.tr("Send on all the same")
        elif row is None:
            to = self.tr("Send on")
        else:
            # The agency stands in the list.
            to = self.tr("Send on to {place}").format(place=row.code or row.text.rpartition(" · ")[2])
        self._confirm.setText(to)
        self._confirm.setAccessibleDescription(self.hint.text())
        self._confirm.set_allowed(row is not None and Deed.TRANSFER in allowed(state))
        self._confirm.set_busy(state.pending is not None and state.pending.deed is Deed.TRANSFER)

    def _rows(self, state: DeskState, view: DeskView) -> list[Row]:
        self._targets.clear()
        match self._to:
            case _To.SERVICE:
                return self._service_rows(view)
            case _To.COUNTER:
                return self._counter_rows(state, view)
            case _To.INFORMATION:
                self._targets[0] = Target(information=True)
                return [Row(key=0, code="", text=self.tr("Information desk"))]
            case _:
                assert_never(self._to)

    def _service_rows(self, view: DeskView) -> list[Row]:
        assert view.active is not None
        here = view.mall.queue(view.active.queue).agency if view.active.queue in view.record.own else ""
        rows = service_rows(view.mall, self._language, here=here, is_priority=view.active.is_priority)
        for row in rows:
            self._targets[row.key] = Target(service=view.mall.services[row.key - 1].code)
        return [row for row in rows if view.mall.services[row.key - 1].code != view.active.service]

    def _counter_rows(self, state: DeskState, view: DeskView) -> list[Row]:
        rows = []
        for counter in view.mall.counters:
            if counter.number == view.record.number:
                continue
            now = None if state.hall is None else counter_now(state.hall, counter.number)
            rows.append(
                Row(
                    key=-counter.number,
                    code=self.tr("Counter {number}").format(number=counter.number),
                    text=agencies_of(view.mall, counter, self._language),
                    at="" if now is None else self._now(now.state),
                )
            )
            self._targets[-counter.number] = Target(counter=counter.number)
        return rows

    def _now(self, state: CounterState) -> str:
        match state:
            case CounterState.OPEN:
                return self.tr("open")
            case CounterState.BREAK:
                return self.tr("on a break")
            case CounterState.CLOSED:
                return self.tr("closed")
            case _:
                assert_never(state)

    def _on_kind(self, to: _To) -> None:
        self._to = to
        self._list.clear()
        self._on_changed()

    def _on_changed(self) -> None:
        self.show_state(self._presenter.state, self._language)

    def _on_confirm(self) -> None:
        if (row := self._list.chosen()) is not None and self._confirm.isEnabled():
            self._presenter.transfer(
                self._targets[row.key],
                reason=self._reason.value,
                note=self._note.text(),
                is_anyway=_is_closed(self._presenter.state),
            )


def service_rows(mall: Mall, language: str, *, here: str, is_priority: bool) -> list[Row]:
    """Return the services that some counter calls, one agency's first; the key is the place in the mall, from 1."""
    rows = []
    keyed = enumerate(mall.services, 1)
    for key, service in sorted(keyed, key=lambda one: (one[1].agency != here, one[0])):
        counters = mall.counters_of(mall.queue_for(service, is_priority=is_priority).code)
        if not counters:
            continue
        agency = mall.agency(service.agency).short.in_language(language)
        where = ", ".join(str(number) for number in counters[:4]) + (" …" if len(counters) > 4 else "")
        text = f"{agency} · {service.name.in_language(language)}"
        rows.append(Row(key=key, code="", text=text, at=words.at_counters(where)))
    return rows


def _is_closed(state: DeskState) -> bool:
    return isinstance(state.refusal, Refused) and state.refusal.reason is Reason.TARGET_CLOSED


def _sentence(state: DeskState) -> str:
    assert state.refusal is not None
    return words.refusal(state.refusal)
