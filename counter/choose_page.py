"""The first pages: waiting for the hall's database, and choosing the counter and the officer."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from antrean.clock import SystemClock
from antrean.errors import AntreanError
from antrean.mall_record import Mall
from antrean.model import CounterNow, CounterState
from antrean.permissions import Right, may
from antrean.ui import messages
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, Card, FitLabel, Icon, Panel
from counter import words
from counter.choosing import chosen_officer, counter_now, is_signed_in
from counter.presenter import CounterPresenter
from counter.queue_model import QueueModel, RowDelegate, list_view
from counter.rows import Row
from counter.shortcuts import Key
from counter.state import Deed, DeskState, agencies_of, allowed

_LOCAL_ADMINISTRATOR = 0
"""The row that stands for the local administrator in a hall without officers; no officer has this number."""


class StartPage(Panel):
    """A calm page while there is nothing to show yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("start_page")
        self._icon = Icon("hourglass", color="muted", extent="icon_l")
        self._title = FitLabel(role="heading", lines=2, align=Qt.AlignmentFlag.AlignHCenter)
        self._sentence = FitLabel(role="body", lines=3, align=Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setObjectName("start_sentence")
        self._detail = FitLabel(role="small", lines=4, align=Qt.AlignmentFlag.AlignHCenter)
        column = spaced(QVBoxLayout(self), gap="m", margins="xxl")
        column.addStretch(1)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._title, self._sentence, self._detail):
            column.addWidget(label)
        column.addStretch(1)

    def show_state(self, state: DeskState, language: str) -> None:
        trouble = state.trouble
        if trouble is None:
            self._icon.set_icon("hourglass", "muted")
            self._title.setText(self.tr("One moment, please"))
            self._sentence.setText(self.tr("The queue is being read."))
            self._detail.setText("")
            return
        self._icon.set_icon("offline", "bad")
        self._title.setText(messages.title(trouble))
        self._sentence.setText(messages.sentence(trouble))
        # For the technician, who is called to exactly this screen.
        self._detail.setText(trouble.sentence if isinstance(trouble, AntreanError) else "")


class ChoosePage(Panel):
    """Which counter, and who sits there."""

    def __init__(self, *, presenter: CounterPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("choose_page")
        self._presenter = presenter
        self._rendering = False
        self._title = FitLabel(role="heading")
        self._counter_title, self._counters, self._counter_model, counter_card = self._list("choose_counter", "00")
        self._officer_title, self._officers, self._officer_model, officer_card = self._list("choose_officer", "")
        self._nobody = FitLabel(role="strong", tone="on_accent_soft", lines=3)
        self._nobody.setObjectName("nobody_has_a_pin")
        self.administrator = BigButton(name="make_administrator", fill="accent", extent="m")
        self.administrator.clicked.connect(presenter.make_administrator)
        self._first = Card(fill="accent_soft", corner="m")
        first = spaced(QHBoxLayout(self._first), gap="m", margins=("m", "s"))
        first.addWidget(Icon("warning", color="on_accent_soft"))
        first.addWidget(self._nobody, 2)
        first.addWidget(self.administrator, 1)
        self._refusal = FitLabel(role="strong", tone="bad", lines=2)
        self._refusal.setObjectName("choose_refusal")
        self.open = BigButton(name="open_counter", fill="primary", extent="l")
        self.open.clicked.connect(presenter.open_counter)
        self.look_after = BigButton(name="look_after", fill="outline", extent="l")
        self.look_after.set_key_cap(Key.HALL.cap)
        self.look_after.clicked.connect(presenter.look_after)
        lists = spaced(QHBoxLayout(), gap="m")
        lists.addWidget(counter_card, 3)
        lists.addWidget(officer_card, 2)
        column = spaced(QVBoxLayout(self), gap="m", margins="l")
        column.addWidget(self._title)
        column.addWidget(self._first)
        column.addLayout(lists, 1)
        column.addWidget(self._refusal)
        buttons = spaced(QHBoxLayout(), gap="m")
        buttons.addWidget(self.look_after, 1)
        buttons.addWidget(self.open, 2)
        column.addLayout(buttons)
        self._counters.selectionModel().currentChanged.connect(self._on_counter)
        self._officers.selectionModel().currentChanged.connect(self._on_officer)
        self._counters.activated.connect(presenter.open_counter)
        self._officers.activated.connect(presenter.open_counter)

    def show_state(self, state: DeskState, language: str) -> None:
        mall, hall = state.mall, state.hall
        if mall is None or hall is None:
            return
        # What the lists tell of while they are filled is not the officer's choice.
        self._rendering = True
        self._title.setText(self.tr("Welcome to {mall}").format(mall=mall.name.in_language(language)))
        self._counter_title.setText(self.tr("Counter"))
        self._counters.setAccessibleName(self.tr("Counter"))
        self._officer_title.setText(self.tr("Officer"))
        self._officers.setAccessibleName(self.tr("Officer"))
        for view in (self._counters, self._officers):
            view.setAccessibleDescription(self.tr("Choose with the arrows; Enter opens the counter."))
        counters = [
            Row(
                key=one.number,
                code=str(one.number),
                text=self._place(mall, one.number, language),
                at=self._now(one),
            )
            for one in hall.counters
        ]
        places = {one.officer.id: one.number for one in hall.counters if one.officer is not None}
        officers = [
            Row(
                key=one.id,
                code="",
                text=one.name,
                at=self.tr("counter {number}").format(number=places[one.id]) if one.id in places else "",
            )
            for one in hall.officers
        ]
        if not officers:
            officers = [Row(key=_LOCAL_ADMINISTRATOR, code="", text=self.tr("Local administrator"))]
        self._counter_model.set_rows(counters)
        self._officer_model.set_rows(officers)
        _choose(self._counters, self._counter_model, state.counter)
        _choose(self._officers, self._officer_model, state.officer if hall.officers else _LOCAL_ADMINISTRATOR)
        self._rendering = False
        self._render_first(state)
        self._render_open(state)

    def _render_first(self, state: DeskState) -> None:
        """Offer the first administrator where nobody could sign in otherwise."""
        self._first.setVisible(state.wants_administrator)
        told = self.tr("Nobody has a PIN in this mall yet, so nobody can sign in. Its administrator gives them.")
        self._nobody.setText(told)
        self.administrator.setText(self.tr("Make the administrator"))
        self.administrator.setAccessibleDescription(told)
        self.administrator.set_allowed(state.pending is None and not state.is_lost)

    def _render_open(self, state: DeskState) -> None:
        refusal = "" if state.refusal is None else words.refusal(state.refusal)
        self._refusal.setText(refusal)
        self._refusal.setVisible(bool(refusal))
        is_back = state.hall is not None and is_signed_in(state.hall, state.counter, state.officer)
        if state.counter is None:
            text = self.tr("Open the counter")
        elif is_back:
            text = self.tr("Go on at counter {number}").format(number=state.counter)
        else:
            text = self.tr("Open counter {number}").format(number=state.counter)
        self.open.setText(text)
        here = None if state.hall is None else counter_now(state.hall, state.counter)
        taken = here is not None and here.officer is not None and not is_back
        note = (
            self.tr("{officer} is signed in there").format(officer=here.officer.name)
            if taken and here and here.officer
            else ""
        )
        self.open.set_note(
            note or ("" if Deed.OPEN in allowed(state) else self.tr("Choose the counter and the officer"))
        )
        person = chosen_officer(state)
        self.look_after.setVisible(person is not None and may(person, Right.WATCH))
        self.look_after.setText(self.tr("Look after the hall"))
        self.look_after.set_allowed(state.pending is None)
        if not self.open.note():
            self.open.setAccessibleDescription(self.tr("Begins your shift at this counter."))
        self.open.set_allowed(Deed.OPEN in allowed(state))
        self.open.set_busy(state.pending is not None)

    def _list(self, name: str, widest_code: str) -> tuple[FitLabel, QListView, QueueModel, Card]:
        card = Card()
        title = FitLabel(role="subtitle")
        view = list_view(name)
        model = QueueModel(clock=SystemClock(), parent=self)
        view.setModel(model)
        view.setItemDelegate(RowDelegate(view, is_compact=True, widest_code=widest_code))
        column = spaced(QVBoxLayout(card), gap="s", margins="m")
        column.addWidget(title)
        column.addWidget(view, 1)
        return title, view, model, card

    def _place(self, mall: Mall, number: int, language: str) -> str:
        record = mall.counter(number)
        queues = ", ".join(record.own)
        return self.tr("{agencies} · queue {codes}").format(agencies=agencies_of(mall, record, language), codes=queues)

    def _now(self, now: CounterNow) -> str:
        if now.officer is None:
            return ""
        if now.state is CounterState.BREAK:
            return self.tr("{officer}, on a break").format(officer=now.officer.name)
        return now.officer.name

    def _on_counter(self, now: QModelIndex, before: QModelIndex) -> None:
        row = self._counter_model.row(now)
        if not self._rendering and row is not None:
            self._presenter.choose_counter(row.key)

    def _on_officer(self, now: QModelIndex, before: QModelIndex) -> None:
        row = self._officer_model.row(now)
        if not self._rendering and row is not None and row.key != _LOCAL_ADMINISTRATOR:
            self._presenter.choose_officer(row.key)


def _choose(view: QListView, model: QueueModel, key: int | None) -> None:
    row = model.row(view.currentIndex())
    if (None if row is None else row.key) == key:
        return
    at = next((at for at, one in enumerate(model.rows()) if one.key == key), None)
    index = QModelIndex() if at is None else model.index(at)
    view.setCurrentIndex(index)
    if index.isValid():
        view.scrollTo(index)
