"""The panels that ask for one more thing, in front of the ticket: why on hold, where to, why a break."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Final, assert_never

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from antrean.clock import SystemClock
from antrean.desk import Target
from antrean.desk_view import DeskView
from antrean.model import CounterState
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, Card, FitLabel
from counter import words
from counter.presenter import CounterPresenter
from counter.queue_model import QueueModel, RowDelegate, list_view
from counter.rows import Row
from counter.shortcuts import Key, bind_name
from counter.state import (
    BreakReason,
    Deed,
    DeskState,
    HoldReason,
    agencies_of,
    allowed,
    counter_now,
)

BREAK_MINUTES: Final = (10, 15, 30, 60)


class AskingPanel(Card):
    """A card with a question on top and the way back at the bottom."""

    went_back = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName(name)
        self.question = FitLabel(role="title", lines=2)
        self.hint = FitLabel(role="body", tone="muted", lines=2)
        self.body = spaced(QVBoxLayout(), gap="s")
        self.footer = spaced(QHBoxLayout(), gap="s")
        self.back = BigButton(name=f"{name}_back", fill="quiet", extent="m")
        self.back.set_key_cap(Key.BACK.cap)
        self.back.clicked.connect(self.went_back)
        self.footer.addWidget(self.back, 1)
        column = spaced(QVBoxLayout(self), gap="m", margins="l")
        column.addWidget(self.question)
        column.addWidget(self.hint)
        column.addLayout(self.body, 1)
        column.addLayout(self.footer)

    def take_focus(self) -> None:
        """Put the focus where the answer is given."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Tab goes as one reads: over the answers to the way back, whatever was made first.
        able = [one for one in self.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        items = [self.footer.itemAt(at) for at in range(self.footer.count())]
        below = [item.widget() for item in items if item is not None]
        order = [one for one in able if one not in below] + [one for one in below if one in able]
        for one, other in pairwise(order):
            QWidget.setTabOrder(one, other)


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
    def __init__(self, *, presenter: CounterPresenter, parent: QWidget | None = None) -> None:
        super().__init__(name="hold_panel", reasons=list(HoldReason), parent=parent)
        self.chosen.connect(presenter.hold)
        self.went_back.connect(presenter.close_panel)

    def show_state(self, state: DeskState, language: str) -> None:
        code = "" if state.active is None else state.active.code
        self.question.setText(self.tr("Put {code} on hold: why?").format(code=code))
        self.hint.setText(self.tr("The number keeps its place in your list and is called again when you resume it."))
        self.back.setText(self.tr("Back"))
        self.show_reasons({reason.value: words.hold_reason(reason) for reason in HoldReason}, Deed.HOLD, state)


class BreakPanel(ReasonPanel):
    """Why and how long; the length is a promise to the hall and may be left out."""

    def __init__(self, *, presenter: CounterPresenter, parent: QWidget | None = None) -> None:
        super().__init__(name="break_panel", reasons=list(BreakReason), parent=parent)
        self._presenter = presenter
        self._minutes: int | None = None
        self._long = FitLabel(role="section")
        self._lengths = {
            minutes: BigButton(name=f"break_{minutes or 'open'}", fill="outline", extent="s")
            for minutes in (*BREAK_MINUTES, None)
        }
        lengths = spaced(QHBoxLayout(), gap="s")
        for minutes, button in self._lengths.items():
            button.clicked.connect(partial(self._on_length, minutes))
            lengths.addWidget(button, 1)
        # Above the reasons: choosing one of those begins the break.
        self.body.insertWidget(0, self._long)
        self.body.insertLayout(1, lengths)
        self.chosen.connect(lambda reason: presenter.start_break(reason, self._minutes))
        self.went_back.connect(presenter.close_panel)

    def take_focus(self) -> None:
        # The last break's length is not this one's.
        self._on_length(None)
        super().take_focus()

    def _on_length(self, minutes: int | None) -> None:
        self._minutes = minutes
        for own, button in self._lengths.items():
            button.set_fill("dark" if own == minutes else "outline")
            button.setAccessibleDescription(self.tr("chosen") if own == minutes else "")

    def show_state(self, state: DeskState, language: str) -> None:
        self.question.setText(self.tr("A break: what for?"))
        self.hint.setText(self.tr("Nobody is called to this counter until you are back."))
        self.back.setText(self.tr("Back"))
        self._long.setText(self.tr("How long?"))
        for minutes, button in self._lengths.items():
            button.setText(self.tr("Unknown") if minutes is None else self.tr("{minutes} min").format(minutes=minutes))
            button.setAccessibleName(
                self.tr("Of unknown length") if minutes is None else self.tr("{minutes} min").format(minutes=minutes)
            )
        texts = {reason.value: words.break_reason(reason) for reason in BreakReason}
        self.show_reasons(texts, Deed.START_BREAK, state)


class TransferPanel(AskingPanel):
    """Where to: any service some counter offers, or one counter; typed words narrow the list."""

    def __init__(self, *, presenter: CounterPresenter, parent: QWidget | None = None) -> None:
        super().__init__(name="transfer_panel", parent=parent)
        self._presenter = presenter
        self._to_counter = False
        self._language = ""
        self._to_services = BigButton(name="transfer_to_service", extent="s")
        self._to_counters = BigButton(name="transfer_to_counter", extent="s")
        self._find = QLineEdit()
        self._find.setObjectName("transfer_find")
        self._find.setClearButtonEnabled(False)
        self._model = QueueModel(clock=SystemClock(), parent=self)
        self._list = list_view("transfer_list")
        self._list.setModel(self._model)
        self._list.setItemDelegate(RowDelegate(self._list, is_compact=True, widest_code=""))
        self._nothing = FitLabel(role="body", tone="muted")
        self._confirm = BigButton(name="transfer_confirm", fill="primary", extent="m")
        self._targets: dict[int, Target] = {}
        kinds = spaced(QHBoxLayout(), gap="s")
        kinds.addWidget(self._to_services, 1)
        kinds.addWidget(self._to_counters, 1)
        self.body.addLayout(kinds)
        self.body.addWidget(self._find)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self._list, 1)
        self.footer.addWidget(self._confirm, 2)
        self._to_services.clicked.connect(partial(self._on_kind, False))
        self._to_counters.clicked.connect(partial(self._on_kind, True))
        self._find.textChanged.connect(self._on_changed)
        self._find.returnPressed.connect(self._on_found)
        self._list.selectionModel().currentChanged.connect(self._on_changed)
        self._list.activated.connect(self._on_confirm)
        self._confirm.clicked.connect(self._on_confirm)
        self.went_back.connect(presenter.close_panel)

    def take_focus(self) -> None:
        self._find.clear()
        self._list.setCurrentIndex(QModelIndex())
        self._find.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: DeskState, language: str) -> None:
        view = state.view
        if view is None or view.active is None:
            return
        self._language = language
        self.question.setText(self.tr("Send {code} on: where to?").format(code=view.active.code))
        self.hint.setText(self.tr("The number and the place in line are kept; nobody queues twice."))
        self._to_services.setText(self.tr("To a service"))
        self._to_counters.setText(self.tr("To a counter"))
        self._to_services.set_fill("outline" if self._to_counter else "dark")
        self._to_counters.set_fill("dark" if self._to_counter else "outline")
        find = self.tr("Find a counter") if self._to_counter else self.tr("Find a service")
        self._find.setPlaceholderText(find)
        self._find.setAccessibleName(find)
        self._list.setAccessibleName(self.tr("Where to"))
        self._list.setAccessibleDescription(self.hint.text())
        for button, told, is_shown in (
            (self._to_services, self.tr("lists the services"), not self._to_counter),
            (self._to_counters, self.tr("lists the counters"), self._to_counter),
        ):
            button.setAccessibleDescription(self.tr("shown below") if is_shown else told)
        self._confirm.setAccessibleDescription(self.hint.text())
        self.back.setText(self.tr("Back"))
        self._nothing.setText(self.tr("Nothing of that name."))
        rows = self._counter_rows(state, view) if self._to_counter else self._service_rows(view)
        sought = self._find.text().casefold().split()
        found = [row for row in rows if all(word in f"{row.code} {row.text}".casefold() for word in sought)]
        self._model.set_rows(found)
        self._nothing.setVisible(not found)
        row = self._chosen()
        to = self.tr("Send on") if row is None else self.tr("Send on to {place}").format(place=row.code or row.text)
        self._confirm.setText(to)
        self._confirm.set_allowed(row is not None and Deed.TRANSFER in allowed(state))
        self._confirm.set_busy(state.pending is not None and state.pending.deed is Deed.TRANSFER)

    def _service_rows(self, view: DeskView) -> list[Row]:
        assert view.active is not None
        rows = []
        here = view.mall.queue(view.active.queue).agency if view.active.queue in view.record.own else ""
        keyed = enumerate(view.mall.services, 1)
        for key, service in sorted(keyed, key=lambda one: (one[1].agency != here, one[0])):
            queue = view.mall.queue_for(service, is_priority=view.active.is_priority)
            counters = view.mall.counters_of(queue.code)
            if service.code == view.active.service or not counters:
                continue
            agency = view.mall.agency(service.agency).short.in_language(self._language)
            where = ", ".join(str(number) for number in counters[:4]) + (" …" if len(counters) > 4 else "")
            at = self.tr("counter {numbers}").format(numbers=where)
            text = f"{agency} · {service.name.in_language(self._language)}"
            rows.append(Row(key=key, code="", text=text, at=at))
            self._targets[key] = Target(service=service.code)
        return rows

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

    def _chosen(self) -> Row | None:
        rows = self._model.rows()
        return rows[0] if len(rows) == 1 else self._model.row(self._list.currentIndex())

    def _on_kind(self, to_counter: bool) -> None:
        self._to_counter = to_counter
        self._find.clear()
        self._list.setCurrentIndex(QModelIndex())
        self._on_changed()

    def _on_changed(self) -> None:
        self.show_state(self._presenter.state, self._language)

    def _on_found(self) -> None:
        if self._chosen() is None and self._model.rows():
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
            self._list.setCurrentIndex(self._model.index(0))
        else:
            self._on_confirm()

    def _on_confirm(self) -> None:
        if (row := self._chosen()) is not None:
            self._presenter.transfer(self._targets[row.key])
