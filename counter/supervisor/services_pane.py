"""Every service: whether it gives numbers, and to close it for today or open it again."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from antrean.model import Service
from antrean.permissions import Right
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton
from antrean.watch import HallView, Override
from counter.supervisor import words
from counter.supervisor.asks import AskCloseService
from counter.supervisor.finding import FoundTable
from counter.supervisor.lines import Cell, Column, Line
from counter.supervisor.pane import Pane
from counter.supervisor.state import WatchState, is_allowed, may_here, queue_now
from counter.supervisor.wishes import ReopenService


class ServicesPane(Pane):
    def __init__(self, **given: Any) -> None:
        super().__init__(name="services_pane", **given)
        columns = (Column(share=7, lines=2), Column(share=4), Column(share=3), Column(share=9, lines=2))
        self.found = FoundTable(name="services_list", columns=columns)
        self.found.changed.connect(self.again)
        self.close_service = BigButton(name="ask_close_service", fill="outline", extent="m")
        self.close_service.clicked.connect(self._on_close)
        self.reopen = BigButton(name="reopen_service", fill="primary", extent="m")
        self.reopen.clicked.connect(self._on_reopen)
        buttons = spaced(QHBoxLayout(), gap="s")
        buttons.addWidget(self.close_service, 1)
        buttons.addWidget(self.reopen, 1)
        self._column.addWidget(self.found, 1)
        self._column.addLayout(buttons)

    def draw(self, state: WatchState, language: str) -> None:
        view = state.view
        if view is None:
            return
        closed = {one.service: one for one in view.closed}
        # Closed ones first: they are what somebody comes here for.
        services = sorted(self._reached(view), key=lambda one: one.code not in closed)
        self.found.show_lines(
            [self._service(view, one, closed.get(one.code), language) for one in services],
            headings=(self.tr("Service"), self.tr("Agency"), self.tr("Waiting"), self.tr("Today")),
            name=self.tr("Services"),
            find=self.tr("Find a service"),
            empty=self.tr("No service of that name."),
        )
        self.tell(self.tr("for the chosen service"), self.close_service, self.reopen)
        chosen = self.found.chosen()
        may = may_here(state, Right.CLOSE_SERVICE)
        is_closed = chosen in closed
        self.close_service.setVisible(may)
        self.close_service.setText(self.tr("Change reason or time …") if is_closed else self.tr("Close it for today …"))
        self.close_service.set_allowed(chosen is not None and not state.is_lost and state.pending is None)
        self.reopen.setVisible(may and is_closed)
        self.reopen.setText(self.tr("Open it again"))
        if chosen is not None:
            wish = ReopenService(service=chosen)
            self.reopen.set_allowed(is_allowed(state, wish))
            self.reopen.set_busy(state.pending == wish)

    def take_focus(self) -> None:
        self.found.take_focus()

    def _reached(self, view: HallView) -> list[Service]:
        """Return the services of the queues that whoever looks may see."""
        seen = {one.queue.agency for zone in view.zones for one in zone.queues}
        return [one for one in view.mall.services if one.agency in seen]

    def _service(self, view: HallView, one: Service, closed: Override | None, language: str) -> Line:
        now = queue_now(view, one.queue)
        waiting = "" if now is None or not now.waiting else str(now.waiting)
        today = self.tr("gives numbers")
        if closed is not None:
            until = self.tr("closed for today")
            if closed.reopens_at is not None:
                until = self.tr("closed until {time}").format(time=words.at(closed.reopens_at, view.mall, language))
            today = f"{until}: {closed.reason} ({closed.officer.name})"
        return Line(
            key=one.code,
            cells=(
                Cell(text=one.name.in_language(language), role="strong"),
                Cell(text=words.queue(view.mall, one.queue, language), tone="muted"),
                Cell(text=waiting, said=self.tr("waiting: {count}").format(count=waiting) if waiting else ""),
                Cell(text=today, tone="muted" if closed is None else "warn", icon="" if closed is None else "pause"),
            ),
            ground="row" if closed is None else "row_accent",
        )

    def _on_close(self) -> None:
        if (service := self.found.chosen()) is not None:
            self._presenter.ask(AskCloseService(service=service))

    def _on_reopen(self) -> None:
        if (service := self.found.chosen()) is not None:
            self._presenter.do(ReopenService(service=service))
