"""Who waits, who is on hold and who missed the call, with today's figures below."""

from datetime import timedelta

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from antrean.clock import Clock
from antrean.desk_view import DeskView, Waiting
from antrean.model import Ticket
from antrean.ui.dates import clock_time
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, Card, FitLabel, Panel
from counter.duty_presenter import DutyPresenter
from counter.papers_panel import PapersList
from counter.presenter import CounterPresenter
from counter.queue_model import QueueModel, Row, RowDelegate, list_view
from counter.state import Deed, DeskState, Listing, allowed, service_name


class TicketList(Panel):
    """One list, what to say when it is empty, and the button for the chosen row where there is something to do."""

    def __init__(self, *, name: str, clock: Clock, button: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.model = QueueModel(clock=clock, parent=self)
        self.view = list_view(name)
        self.view.setModel(self.model)
        self.view.setItemDelegate(RowDelegate(self.view))
        self.empty = FitLabel(role="body", tone="muted", lines=3)
        self.button = BigButton(name=button or f"{name}_nothing", fill="outline", extent="m")
        column = spaced(QVBoxLayout(self), gap="s")
        column.addWidget(self.empty)
        column.addWidget(self.view, 1)
        column.addWidget(self.button)
        self.button.setVisible(button is not None)

    def set_rows(self, rows: list[Row], *, empty: str) -> None:
        self.model.set_rows(rows)
        self.model.tick()
        self.empty.setText(empty)
        self.empty.setVisible(not rows)
        self.view.setVisible(bool(rows))

    def chosen(self) -> Row | None:
        """Return the chosen row, or the only one there is."""
        rows = self.model.rows()
        return rows[0] if len(rows) == 1 else self.model.row(self.view.currentIndex())


class ListsPanel(Card):
    """The right side of the desk."""

    def __init__(
        self, *, presenter: CounterPresenter, duty: DutyPresenter, clock: Clock, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._presenter = presenter
        self._duty = duty
        self._tabs = {listing: BigButton(name=f"tab_{listing.value}", fill="quiet", extent="s") for listing in Listing}
        self._lists = {
            Listing.WAITING: TicketList(name="waiting_list", clock=clock),
            Listing.HELD: TicketList(name="held_list", clock=clock, button="resume"),
            Listing.MISSED: TicketList(name="missed_list", clock=clock, button="reinstate"),
        }
        self._papers = PapersList(presenter=duty, clock=clock)
        self._pages: dict[Listing, QWidget] = {**self._lists, Listing.PAPERS: self._papers}
        self._figures = FitLabel(role="small", lines=2)
        self._figures.setObjectName("today")
        column = spaced(QVBoxLayout(self), gap="m", margins="m")
        tabs = spaced(QHBoxLayout(), gap="xs")
        self._stack = QStackedWidget()
        for listing, tab in self._tabs.items():
            tab.clicked.connect(lambda _=False, one=listing: presenter.show_listing(one))
            self._stack.addWidget(self._pages[listing])
            if listing in self._lists:
                tabs.addWidget(tab, 1)
        # A row of its own: four in one would be too narrow for their words.
        both = spaced(QVBoxLayout(), gap="xs")
        both.addLayout(tabs)
        both.addWidget(self._tabs[Listing.PAPERS])
        column.addLayout(both)
        column.addWidget(self._stack, 1)
        column.addWidget(self._figures)
        held, missed = self._lists[Listing.HELD], self._lists[Listing.MISSED]
        held.button.clicked.connect(self._on_resume)
        held.view.activated.connect(self._on_resume)
        held.view.selectionModel().currentChanged.connect(self._on_chosen)
        missed.button.clicked.connect(self._on_reinstate)
        missed.view.activated.connect(self._on_reinstate)
        missed.view.selectionModel().currentChanged.connect(self._on_chosen)

    def show_state(self, state: DeskState, language: str) -> None:
        view = state.view
        if view is None:
            return
        self._render_tabs(state, view)
        for part in self._lists.values():
            part.model.set_words(minutes_text=self.tr("{minutes} min"), late_text=self.tr("waited past the target"))
        waiting, held, missed = self._lists.values()
        waiting.view.setAccessibleName(self.tr("Waiting"))
        held.view.setAccessibleName(self.tr("On hold"))
        missed.view.setAccessibleName(self.tr("Missed the call"))
        waiting.set_rows(
            [self._waiting_row(view, one, language) for one in view.waiting], empty=self.tr("Nobody is waiting now.")
        )
        held.set_rows(
            [self._other_row(view, one.ticket, language) for one in view.held], empty=self.tr("No number is on hold.")
        )
        missed.set_rows(
            [self._other_row(view, one, language) for one in view.missed], empty=self.tr("Nobody has missed a call.")
        )
        self._papers.show_state(self._duty.state, view.mall, language)
        self._render_choices(state)
        self._figures.setText(self._today(view))

    def tick(self) -> None:
        """Bring the minutes up to the clock."""
        for part in self._lists.values():
            part.model.tick()

    def _render_tabs(self, state: DeskState, view: DeskView) -> None:
        lost = len(self._duty.state.papers)
        texts = {
            Listing.WAITING: self.tr("Waiting {count}").format(count=len(view.waiting)),
            Listing.HELD: self.tr("On hold {count}").format(count=len(view.held)),
            Listing.MISSED: self.tr("Missed {count}").format(count=len(view.missed)),
            Listing.PAPERS: self.tr("Papers that did not come out: {count}").format(count=lost),
        }
        is_here = view.record.is_information
        self._tabs[Listing.PAPERS].setVisible(is_here)
        listed = state.listing if is_here or state.listing is not Listing.PAPERS else Listing.WAITING
        for listing, tab in self._tabs.items():
            is_shown = listing is listed
            tab.setText(texts[listing])
            tab.set_fill("dark" if is_shown else "quiet")
            tab.setAccessibleDescription(self.tr("shown below") if is_shown else "")
        self._stack.setCurrentWidget(self._pages[listed])

    def _render_choices(self, state: DeskState) -> None:
        may = allowed(state)
        doing = None if state.pending is None else state.pending.deed
        for listing, deed, with_code, without in (
            (Listing.HELD, Deed.RESUME, self.tr("Call {code} again"), self.tr("Choose a number")),
            (Listing.MISSED, Deed.REINSTATE, self.tr("Put {code} back in line"), self.tr("Choose a number")),
        ):
            part = self._lists[listing]
            row = part.chosen()
            part.button.setVisible(bool(part.model.rows()))
            part.button.setText(without if row is None else with_code.format(code=row.code))
            part.button.set_allowed(row is not None and deed in may)
            part.button.set_busy(deed is doing)

    def _waiting_row(self, view: DeskView, waiting: Waiting, language: str) -> Row:
        ticket = waiting.ticket
        marks = []
        if ticket.is_priority:
            marks.append(self.tr("priority"))
        if ticket.reserved_counter == view.record.number:
            marks.append(self.tr("sent to this counter"))
        elif not waiting.is_own:
            marks.append(self.tr("helping"))
        found = next((one for one in view.mall.services if one.code == ticket.service), None)
        return Row(
            key=ticket.id,
            code=ticket.code,
            text=service_name(view.mall, ticket.service, language),
            mark=" · ".join(marks),
            since=ticket.waiting_since,
            late_after=None if found is None else timedelta(minutes=found.wait_target_minutes),
            is_accented=ticket.is_priority,
        )

    def _other_row(self, view: DeskView, ticket: Ticket, language: str) -> Row:
        """Return a row of a held or missed ticket: where it was, and when it was called last."""
        called = ticket.called_at
        is_here = ticket.counter in (None, view.record.number)
        return Row(
            key=ticket.id,
            code=ticket.code,
            text=service_name(view.mall, ticket.service, language),
            mark="" if is_here else self.tr("counter {number}").format(number=ticket.counter),
            at="" if called is None else clock_time(called.astimezone(view.mall.zone_info), language),
            is_accented=ticket.is_priority,
        )

    def _today(self, view: DeskView) -> str:
        figures = [self.tr("Today: {count} served").format(count=view.served)]
        if view.average_service_s is not None:
            figures.append(self.tr("{minutes} min on average").format(minutes=round(view.average_service_s / 60)))
        figures.append(self.tr("{count} did not come").format(count=view.no_shows))
        return " · ".join(figures)

    def _on_chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        self._render_choices(self._presenter.state)

    def _on_resume(self) -> None:
        if (row := self._lists[Listing.HELD].chosen()) is not None:
            self._presenter.resume(row.code)

    def _on_reinstate(self) -> None:
        if (row := self._lists[Listing.MISSED].chosen()) is not None:
            self._presenter.reinstate(row.code)
