"""Numbers that may be changed: who waits, is held or was missed; and those that were called out of turn."""

from datetime import datetime, timedelta
from typing import assert_never

from PySide6.QtWidgets import QHBoxLayout, QWidget

from antrean.clock import Clock
from antrean.model import Ticket
from antrean.permissions import Right
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton
from antrean.watch import Chosen, HallView, Held
from counter.state import service_name
from counter.supervisor import words
from counter.supervisor.asks import AskPriority, AskQueue
from counter.supervisor.finding import FoundTable
from counter.supervisor.lines import Cell, Column, Line
from counter.supervisor.pane import Choices, Pane
from counter.supervisor.presenter import SupervisorPresenter
from counter.supervisor.state import Listing, WatchState, changeable, may_here, moment


class NumbersPane(Pane):
    def __init__(self, *, presenter: SupervisorPresenter, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(name="numbers_pane", presenter=presenter, clock=clock, parent=parent)
        self._choices = Choices(name="numbers", keys=tuple(Listing))
        self._choices.chosen.connect(lambda key: presenter.show_listing(Listing(key)))
        columns = (Column(share=3), Column(share=6, lines=2), Column(share=8, lines=2), Column(share=5))
        self.found = FoundTable(name="numbers_list", columns=columns)
        self.found.changed.connect(self.again)
        self.priority = BigButton(name="ask_priority", fill="outline", extent="m")
        self.priority.clicked.connect(lambda: self._ask(AskPriority))
        self.queue = BigButton(name="ask_queue", fill="outline", extent="m")
        self.queue.clicked.connect(lambda: self._ask(AskQueue))
        buttons = spaced(QHBoxLayout(), gap="s")
        buttons.addWidget(self.priority, 1)
        buttons.addWidget(self.queue, 1)
        self._column.addWidget(self._choices)
        self._column.addWidget(self.found, 1)
        self._column.addLayout(buttons)

    def draw(self, state: WatchState, language: str) -> None:
        view = state.view
        if view is None:
            return
        self._choices.show_texts(
            {
                Listing.WAITING: self.tr("Waiting {count}").format(count=view.figures.waiting),
                Listing.HELD: self.tr("On hold {count}").format(count=len(view.held)),
                Listing.MISSED: self.tr("Missed the call {count}").format(count=len(view.missed)),
                Listing.CHOSEN: self.tr("Called out of turn {count}").format(count=len(view.chosen)),
            },
            state.listing,
            on_text=self.tr("shown below"),
        )
        self._show_lines(state, view, language)
        self._show_buttons(state)

    def take_focus(self) -> None:
        self.found.take_focus()

    def _show_lines(self, state: WatchState, view: HallView, language: str) -> None:
        now = moment(state, self._clock.now())
        number, service, where = self.tr("Number"), self.tr("Service"), self.tr("Where")
        find = self.tr("Find a number or a service")
        match state.listing:
            case Listing.WAITING:
                self.found.show_lines(
                    [self._waiting(view, one, now, language) for one in state.waiting or ()],
                    headings=(number, service, self.tr("Waiting for"), self.tr("Queue")),
                    name=self.tr("Waiting"),
                    find=find,
                    empty="" if state.waiting is None else self.tr("Nobody of that kind is waiting."),
                )
            case Listing.HELD:
                self.found.show_lines(
                    [self._held(view, one, now, language) for one in view.held],
                    headings=(number, service, self.tr("Why"), where),
                    name=self.tr("On hold"),
                    find=find,
                    empty=self.tr("No number is on hold."),
                )
            case Listing.MISSED:
                self.found.show_lines(
                    [self._missed(view, one, language) for one in view.missed],
                    headings=(number, service, self.tr("Called last"), where),
                    name=self.tr("Missed the call"),
                    find=find,
                    empty=self.tr("Nobody has missed a call."),
                )
            case Listing.CHOSEN:
                self.found.show_lines(
                    [self._chosen(view, at, one, language) for at, one in enumerate(reversed(view.chosen))][::-1],
                    headings=(number, self.tr("Queue"), self.tr("By whom and why"), self.tr("Where and when")),
                    name=self.tr("Called out of turn"),
                    find=find,
                    empty=self.tr("Nobody was called out of turn today."),
                )
            case _:
                assert_never(state.listing)

    def _show_buttons(self, state: WatchState) -> None:
        code = self._code_of(state)
        self.tell(self.tr("for the chosen number"), self.priority, self.queue)
        may = may_here(state, Right.CHANGE_TICKET) and state.listing is not Listing.CHOSEN
        for button, with_code, without in (
            (self.priority, self.tr("Priority of {code} …"), self.tr("Change a priority …")),
            (self.queue, self.tr("Queue of {code} …"), self.tr("Change a queue …")),
        ):
            button.setVisible(may)
            button.setText(without if code is None else with_code.format(code=code))
            button.set_allowed(code is not None and not state.is_lost and state.pending is None)

    def _code_of(self, state: WatchState) -> str | None:
        key = self.found.chosen()
        return next((one.code for one in changeable(state) if str(one.id) == key), None)

    def _ask(self, ask: type[AskPriority] | type[AskQueue]) -> None:
        if (code := self._code_of(self._presenter.state)) is not None:
            self._presenter.ask(ask(code=code))

    def _waiting(self, view: HallView, ticket: Ticket, now: datetime, language: str) -> Line:
        target = next((one.wait_target_minutes for one in view.mall.services if one.code == ticket.service), None)
        is_late = target is not None and now - ticket.waiting_since > timedelta(minutes=target)
        late = self.tr("over the target") if is_late else ""
        wait = words.lasted(now - ticket.waiting_since)
        where = words.queue(view.mall, ticket.queue, language)
        if ticket.reserved_counter is not None:
            where = self.tr("counter {number}").format(number=ticket.reserved_counter)
        return Line(
            key=str(ticket.id),
            cells=(
                self._code(ticket),
                Cell(text=service_name(view.mall, ticket.service, language), tone="muted"),
                Cell(
                    text=" · ".join(part for part in (wait, self._mark(ticket), late) if part),
                    tone="bad" if is_late else "ink",
                    icon="warning" if is_late else "",
                ),
                Cell(text=where, tone="muted"),
            ),
            ground="row_accent" if ticket.is_priority else "row",
        )

    def _mark(self, ticket: Ticket) -> str:
        return self.tr("priority") if ticket.is_priority else ""

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
                Cell(text=words.held_reason(held.reason)),
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
        who = ": ".join(part for part in (one.officer or "", words.chosen_reason(one.reason)) if part)
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
