"""Every counter as a tile: who sits there, whom it serves and for how long, and until when its break is."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from antrean.alerts import AlertKind
from antrean.clock import Clock
from antrean.model import CounterState
from antrean.permissions import Right
from antrean.ui.widgets import BigButton, FitLabel
from antrean.watch import CounterSeen, HallView
from counter import words as desk_words
from counter.state import agencies_of
from counter.supervisor import words
from counter.supervisor.asks import AskCloseCounter
from counter.supervisor.lines import Cell, Line, LinesModel
from counter.supervisor.pane import Choices, Pane
from counter.supervisor.presenter import SupervisorPresenter
from counter.supervisor.state import WatchState, counters, counters_shown, may_here, moment
from counter.supervisor.tiles import TilesView

_ALL = "all"


class CountersPane(Pane):
    def __init__(self, *, presenter: SupervisorPresenter, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(name="counters_pane", presenter=presenter, clock=clock, parent=parent)
        self._choices = Choices(
            name="counters", keys=(_ALL, CounterState.OPEN, CounterState.BREAK, CounterState.CLOSED)
        )
        self._choices.chosen.connect(self._on_chosen)
        self.view = TilesView("counters_grid")
        self.model = LinesModel(self)
        self.view.setModel(self.model)
        self._empty = FitLabel(role="body", tone="muted", lines=2)
        self.view.selectionModel().currentChanged.connect(self.again)
        self.close_counter = BigButton(name="ask_close_counter", fill="outline", extent="m")
        self.close_counter.clicked.connect(self._on_close)
        self._column.addWidget(self._choices)
        self._column.addWidget(self._empty)
        self._column.addWidget(self.view, 1)
        self._column.addWidget(self.close_counter)

    def draw(self, state: WatchState, language: str) -> None:
        view = state.view
        if view is None:
            return
        every = counters(view)
        texts = {_ALL: self.tr("All {count}").format(count=len(every))}
        for kind, text in (
            (CounterState.OPEN, self.tr("Open {count}")),
            (CounterState.BREAK, self.tr("On a break {count}")),
            (CounterState.CLOSED, self.tr("Closed {count}")),
        ):
            texts[kind] = text.format(count=sum(one.now.state is kind for one in every))
        self._choices.show_texts(texts, state.counters_shown or _ALL, on_text=self.tr("shown below"))
        now = moment(state, self._clock.now())
        shown = counters_shown(state)
        self.view.arrange()
        self.model.set_lines([self._tile(view, one, now, language) for one in shown])
        self.view.setAccessibleName(self.tr("Counters"))
        self.view.setAccessibleDescription(self.tr("The arrows choose a counter"))
        self.tell(self.tr("for the chosen counter"), self.close_counter)
        self.view.setVisible(bool(shown))
        self._empty.setText(self.tr("No counter is like that now."))
        self._empty.setVisible(not shown)
        chosen = self._chosen()
        self.close_counter.setVisible(may_here(state, Right.CLOSE_COUNTER))
        self.close_counter.setText(
            self.tr("Close a counter whose officer went away …")
            if chosen is None
            else self.tr("Close counter {number}, its officer went away …").format(number=chosen)
        )
        is_open = any(one.record.number == chosen and one.now.officer is not None for one in shown)
        self.close_counter.set_allowed(is_open and not state.is_lost and state.pending is None)

    def take_focus(self) -> None:
        self.view.setFocus()

    def _tile(self, view: HallView, one: CounterSeen, now: datetime, language: str) -> Line:
        mall = view.mall
        state, icon, tone = words.counter_state(one)
        number = self.tr("Counter {number}").format(number=one.record.number)
        officer = "" if one.now.officer is None else one.now.officer.name
        place = agencies_of(mall, one.record, language)
        if one.now.agency is not None:
            place = mall.agency(one.now.agency).short.in_language(language)
        visitor, time = self._visitor(view, one, now, language)
        is_closed = one.now.state is CounterState.CLOSED
        return Line(
            key=str(one.record.number),
            cells=(
                Cell(text=str(one.record.number), role="card", tone="muted" if is_closed else "ink", said=number),
                Cell(text=state, role="caption", tone=tone, icon=icon),
                Cell(text=officer),
                Cell(text=place, role="small", tone="muted"),
                visitor,
                time,
            ),
            ground="off" if is_closed else "surface",
        )

    def _visitor(self, view: HallView, one: CounterSeen, now: datetime, language: str) -> tuple[Cell, Cell]:
        """Return what the last row of a tile says at the left and at the right."""
        nothing = Cell(text="")
        if one.now.state is CounterState.BREAK:
            return Cell(text=desk_words.break_reason(one.now.break_reason or ""), tone="muted"), self._back(
                view, one, now, language
            )
        ticket = one.active
        if ticket is None:
            return nothing, nothing
        since = ticket.started_at or ticket.called_at
        is_long = any(
            known.alert.kind is AlertKind.LONG_SERVICE and known.alert.counter == one.record.number
            for known in view.alerts
        )
        time = nothing
        if since is not None:
            time = Cell(
                text=words.lasted(now - since),
                tone="bad" if is_long else "muted",
                icon="warning" if is_long else "",
                role="strong" if is_long else "body",
            )
        return Cell(text=ticket.code, role="strong"), time

    def _back(self, view: HallView, one: CounterSeen, now: datetime, language: str) -> Cell:
        if one.break_until is not None:
            text = self.tr("until {time}").format(time=words.at(one.break_until, view.mall, language))
            is_over = one.break_until < now
            return Cell(text=text, tone="bad" if is_over else "ink", icon="warning" if is_over else "")
        if one.now.since is None:
            return Cell(text="")
        return Cell(text=self.tr("since {time}").format(time=words.at(one.now.since, view.mall, language)))

    def _chosen(self) -> int | None:
        line = self.model.line(self.view.currentIndex())
        return None if line is None else int(line.key)

    def _on_close(self) -> None:
        if (number := self._chosen()) is not None:
            self._presenter.ask(AskCloseCounter(number=number))

    def _on_chosen(self, key: str) -> None:
        self._presenter.show_counters(None if key == _ALL else CounterState(key))
