"""Numbers that need an eye: held, missed, and those that were called out of turn."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from antrean.clock import Clock
from antrean.model import Ticket
from antrean.watch import Chosen, HallView, Held
from counter.state import service_name
from counter.supervisor import words
from counter.supervisor.lines import Cell, Column, Line
from counter.supervisor.pane import Choices, Pane, Table
from counter.supervisor.presenter import SupervisorPresenter
from counter.supervisor.state import Aside, WatchState, moment


class NumbersPane(Pane):
    def __init__(self, *, presenter: SupervisorPresenter, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(name="numbers_pane", presenter=presenter, clock=clock, parent=parent)
        self._choices = Choices(name="numbers", keys=tuple(Aside))
        self._choices.chosen.connect(lambda key: presenter.show_aside(Aside(key)))
        columns = (Column(share=3), Column(share=6, lines=2), Column(share=8, lines=2), Column(share=5))
        self.table = Table(name="numbers_list", columns=columns)
        self._column.addWidget(self._choices)
        self._column.addWidget(self.table, 1)

    def show_state(self, state: WatchState, language: str) -> None:
        view = state.view
        if view is None:
            return
        self._choices.show_texts(
            {
                Aside.HELD: self.tr("On hold {count}").format(count=len(view.held)),
                Aside.MISSED: self.tr("Missed the call {count}").format(count=len(view.missed)),
                Aside.CHOSEN: self.tr("Called out of turn {count}").format(count=len(view.chosen)),
            },
            state.aside,
            on_text=self.tr("shown below"),
        )
        now = moment(state, self._clock.now())
        number, service = self.tr("Number"), self.tr("Service")
        match state.aside:
            case Aside.HELD:
                self.table.show_lines(
                    [self._held(view, one, now, language) for one in view.held],
                    headings=(number, service, self.tr("Why"), self.tr("Where")),
                    name=self.tr("On hold"),
                    empty=self.tr("No number is on hold."),
                )
            case Aside.MISSED:
                self.table.show_lines(
                    [self._missed(view, one, language) for one in view.missed],
                    headings=(number, service, self.tr("Called last"), self.tr("Where")),
                    name=self.tr("Missed the call"),
                    empty=self.tr("Nobody has missed a call."),
                )
            case Aside.CHOSEN:
                self.table.show_lines(
                    [self._chosen(view, at, one, language) for at, one in enumerate(reversed(view.chosen))][::-1],
                    headings=(number, self.tr("Queue"), self.tr("By whom and why"), self.tr("Where and when")),
                    name=self.tr("Called out of turn"),
                    empty=self.tr("Nobody was called out of turn today."),
                )

    def take_focus(self) -> None:
        self.table.view.setFocus()

    def _held(self, view: HallView, held: Held, now: datetime, language: str) -> Line:
        ticket = held.ticket
        # Read again once the time has come.
        is_due = ticket.remind_at is not None and ticket.remind_at <= now
        where = self._where(ticket)
        if ticket.remind_at is not None:
            where += " · " + self.tr("look at {time}").format(time=words.at(ticket.remind_at, view.mall, language))
        return Line(
            key=str(ticket.id),
            cells=(
                self._code(ticket),
                Cell(text=service_name(view.mall, ticket.service, language), tone="muted"),
                Cell(text=words.reason(held.reason)),
                Cell(text=where, tone="bad" if is_due else "muted", icon="warning" if is_due else ""),
            ),
        )

    def _missed(self, view: HallView, ticket: Ticket, language: str) -> Line:
        time = "" if ticket.called_at is None else words.at(ticket.called_at, view.mall, language)
        called = self.tr("at {time}, {count}×").format(time=time, count=ticket.call_count)
        return Line(
            key=str(ticket.id),
            cells=(
                self._code(ticket),
                Cell(text=service_name(view.mall, ticket.service, language), tone="muted"),
                Cell(text=called),
                Cell(text=self._where(ticket), tone="muted"),
            ),
        )

    def _chosen(self, view: HallView, at: int, one: Chosen, language: str) -> Line:
        who = ": ".join(part for part in (one.officer or "", words.reason(one.reason)) if part)
        where = self.tr("counter {number}, {time}").format(
            number=one.counter, time=words.at(one.at, view.mall, language)
        )
        return Line(
            # The same number may be called out of turn again.
            key=f"{at} {one.code}",
            cells=(
                Cell(text=one.code, role="strong"),
                Cell(text=words.queue(view.mall, one.queue, language), tone="muted"),
                Cell(text=who),
                Cell(text=where, tone="muted"),
            ),
        )

    def _code(self, ticket: Ticket) -> Cell:
        said = self.tr("{code}, priority").format(code=ticket.code) if ticket.is_priority else ""
        return Cell(text=ticket.code, role="strong", said=said)

    def _where(self, ticket: Ticket) -> str:
        return "" if ticket.counter is None else self.tr("counter {number}").format(number=ticket.counter)
