"""Who waits, who is on hold and who missed the call, with today's figures below."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from antrean.clock import Clock
from antrean.desk_view import DeskView, Held, Waiting
from antrean.model import Ticket
from antrean.ui.dates import clock_time
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, Card, FitLabel
from antrean.ui.widgets import Panel as PlainPanel
from counter import words
from counter.duty import may_settle
from counter.duty_presenter import DutyPresenter
from counter.list_finder import ListFinder
from counter.menu import CounterMenu, Entry, Section
from counter.papers_panel import PapersList
from counter.presenter import CounterPresenter
from counter.queue_model import QueueModel, RowDelegate, list_view
from counter.rows import Row, found, sorted_by
from counter.shortcuts import Key
from counter.state import Deed, DeskState, Listing, Panel, allowed, service_name
from counter.window_presenter import WindowPresenter
from counter.window_state import WindowState

_KEYS: Final = {
    Listing.WAITING: Key.WAITING,
    Listing.HELD: Key.HELD,
    Listing.MISSED: Key.MISSED,
    Listing.PAPERS: Key.PAPERS,
}


class TicketList(PlainPanel):
    """One list, what to say when it is empty, and the button for the chosen row where there is something to do.

    The row that somebody chose stays chosen as long as it is there, also after a search; when it goes, no other one
    takes its place. `chosen_changed` tells of another choice.
    """

    chosen_changed = Signal()

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

        self._key: int | None = None
        self._is_setting = False
        self.view.selectionModel().currentChanged.connect(self._on_current)

    def set_rows(self, rows: list[Row], *, empty: str) -> None:
        self._is_setting = True
        self.model.set_rows(rows)
        at = next((at for at, row in enumerate(rows) if row.key == self._key), None)
        index = QModelIndex() if at is None else self.model.index(at)
        if self.view.currentIndex() != index:
            self.view.setCurrentIndex(index)
        self._is_setting = False
        self.model.tick()
        self.empty.setText(empty)
        self.empty.setVisible(not rows)
        self.view.setVisible(bool(rows))

    def chosen(self) -> Row | None:
        """Return the chosen row, or the only one there is."""
        rows = self.model.rows()
        return rows[0] if len(rows) == 1 else self.model.row(self.view.currentIndex())

    def _on_current(self, now: QModelIndex, before: QModelIndex) -> None:
        if not self._is_setting:
            row = self.model.row(now)
            self._key = None if row is None else row.key
            self.chosen_changed.emit()


class ListsPanel(Card):
    """The right side of the desk."""

    def __init__(
        self,
        *,
        presenter: CounterPresenter,
        duty: DutyPresenter,
        looks: WindowPresenter,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._presenter = presenter
        self._duty = duty
        self._looks = looks
        self.tabs = {listing: BigButton(name=f"tab_{listing.value}", fill="quiet", extent="s") for listing in Listing}
        self._lists = {
            Listing.WAITING: TicketList(name="waiting_list", clock=clock, button="call_chosen"),
            Listing.HELD: TicketList(name="held_list", clock=clock, button="resume"),
            Listing.MISSED: TicketList(name="missed_list", clock=clock, button="reinstate"),
        }
        self._papers = PapersList(presenter=duty, clock=clock)
        self._row_menu = CounterMenu(sections=self._row_sections, parent=self, name="row_menu")
        self._pages: dict[Listing, QWidget] = {**self._lists, Listing.PAPERS: self._papers}
        self._figures = FitLabel(role="small", lines=2)
        self._figures.setObjectName("today")
        column = spaced(QVBoxLayout(self), gap="m", margins="m")
        tabs = spaced(QHBoxLayout(), gap="xs")
        self._stack = QStackedWidget()
        for listing, tab in self.tabs.items():
            tab.clicked.connect(partial(presenter.show_listing, listing))
            self._stack.addWidget(self._pages[listing])
            if listing in self._lists:
                tabs.addWidget(tab, 1)
        # A row of its own: four in one would be too narrow for their words.
        both = spaced(QVBoxLayout(), gap="xs")
        both.addLayout(tabs)
        both.addWidget(self.tabs[Listing.PAPERS])
        column.addLayout(both)
        self.finder = ListFinder(looks=looks)
        self.finder.left.connect(self._focus_list)
        column.addWidget(self.finder)
        column.addWidget(self._stack, 1)
        column.addWidget(self._figures)
        waiting, held, missed = self._lists.values()
        waiting.button.clicked.connect(self._on_call_chosen)
        waiting.view.activated.connect(self._on_call_chosen)
        held.button.clicked.connect(self._on_resume)
        held.view.activated.connect(self._on_resume)
        missed.button.clicked.connect(self._on_reinstate)
        missed.view.activated.connect(self._on_reinstate)
        for part in self._lists.values():
            part.chosen_changed.connect(self._on_chosen)
            self.finder.listen_to(part.view)
            part.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            part.view.customContextMenuRequested.connect(partial(self._on_row_menu, part))

    def show_state(self, state: DeskState, language: str) -> None:
        view = state.view
        if view is None:
            return
        self._render_tabs(state, view)
        for part in self._lists.values():
            part.model.set_words(minutes_text=self.tr("{minutes} min"), late_text=self.tr("waited past the target"))
        names = {
            Listing.WAITING: (self.tr("Waiting"), self.tr("Nobody is waiting now.")),
            Listing.HELD: (self.tr("On hold"), self.tr("No number is on hold.")),
            Listing.MISSED: (self.tr("Missed the call"), self.tr("Nobody has missed a call.")),
        }
        rows = {
            Listing.WAITING: [self._waiting_row(view, one, language) for one in view.waiting],
            Listing.HELD: [self._held_row(view, one, language) for one in view.held],
            Listing.MISSED: [self._missed_row(view, one, language) for one in view.missed],
        }
        looks = self._looks.state
        for listing, part in self._lists.items():
            name, nobody = names[listing]
            shown = found(sorted_by(rows[listing], looks.habits.sort), looks.sought)
            nothing = self.tr("Nothing found for “{words}”.").format(words=looks.sought)
            part.set_rows(shown, empty=nothing if rows[listing] else nobody)
            part.view.setAccessibleName(name)
            part.view.setAccessibleDescription(self._told(looks, len(shown), len(rows[listing])))
        self.finder.show_state(looks)
        self._papers.show_state(self._duty.state, view.mall, language)
        self._render_choices(state)
        self._figures.setText(self._today(view))

    def go_to(self, listing: Listing) -> None:
        """Show a list and let the arrows go through it, if it is to be seen."""
        if self.tabs[listing].isVisible():
            self._presenter.show_listing(listing)
            self._focus_list()

    def cancel(self) -> None:
        """Ask whether the chosen number of the list that is shown is to be cancelled."""
        if (row := self._chosen_here()) is not None:
            self._presenter.show_panel(Panel.CANCEL, row.code)

    def reprint(self) -> None:
        """Print the chosen number again, or the one at the counter."""
        if (code := self._code_to_print()) is not None:
            self._duty.print_here(code)

    def _code_to_print(self) -> str | None:
        row, active = self._chosen_here(), self._presenter.state.active
        return row.code if row is not None else None if active is None else active.code

    def _chosen_here(self) -> Row | None:
        page = self._stack.currentWidget()
        return page.chosen() if isinstance(page, TicketList) else None

    def tick(self) -> None:
        """Bring the minutes up to the clock."""
        for part in self._lists.values():
            part.model.tick()

    def _told(self, looks: WindowState, shown: int, count: int) -> str:
        """Return what a screen reader says of a list beside its name: how much of it is here, in which order."""
        parts = [words.sort(looks.habits.sort)]
        if looks.sought:
            parts.append(self.tr("{shown} of {count} found").format(shown=shown, count=count))
        return ", ".join(parts)

    def _render_tabs(self, state: DeskState, view: DeskView) -> None:
        lost = len(self._duty.state.papers)
        texts = {
            Listing.WAITING: self.tr("Waiting {count}").format(count=len(view.waiting)),
            Listing.HELD: self.tr("On hold {count}").format(count=len(view.held)),
            Listing.MISSED: self.tr("Missed {count}").format(count=len(view.missed)),
            Listing.PAPERS: self.tr("Papers that did not come out: {count}").format(count=lost),
        }
        is_here = view.record.is_information
        self.tabs[Listing.PAPERS].setVisible(is_here)
        listed = state.listing if is_here or state.listing is not Listing.PAPERS else Listing.WAITING
        for listing, tab in self.tabs.items():
            is_shown = listing is listed
            tab.setText(texts[listing])
            tab.set_fill("dark" if is_shown else "quiet")
            key = _KEYS[listing].cap
            tab.setToolTip(f"{texts[listing]} · {key}")
            tab.setAccessibleDescription(f"{self.tr('shown below')}, {key}" if is_shown else key)
        self._stack.setCurrentWidget(self._pages[listed])
        # The papers are few, and looked through otherwise.
        self.finder.setVisible(listed is not Listing.PAPERS)

    def _render_choices(self, state: DeskState) -> None:
        may = allowed(state)
        doing = None if state.pending is None else state.pending.deed
        for listing, deed, with_code, without in (
            (Listing.WAITING, Deed.CALL_CHOSEN, self.tr("Call {code} out of turn …"), self.tr("Choose a number")),
            (Listing.HELD, Deed.RESUME, self.tr("Call {code} again"), self.tr("Choose a number")),
            (Listing.MISSED, Deed.REINSTATE, self.tr("Put {code} back in line"), self.tr("Choose a number")),
        ):
            part = self._lists[listing]
            row = part.chosen()
            part.button.setVisible(bool(part.model.rows()))
            part.button.setText(without if row is None else with_code.format(code=row.code))
            part.button.set_allowed(row is not None and deed in may)
            part.button.set_busy(deed is doing)
            part.button.setAccessibleDescription(Key.ROW.cap)

    def _waiting_row(self, view: DeskView, waiting: Waiting, language: str) -> Row:
        ticket = waiting.ticket
        marks = []
        if ticket.is_priority:
            marks.append(self.tr("priority"))
        if ticket.reserved_counter == view.record.number:
            marks.append(self.tr("sent to this counter"))
        elif not waiting.is_own:
            marks.append(self.tr("helping"))
        if ticket.is_chosen:
            marks.append(self.tr("called out of turn"))
        service = next((one for one in view.mall.services if one.code == ticket.service), None)
        return Row(
            key=ticket.id,
            code=ticket.code,
            text=service_name(view.mall, ticket.service, language),
            mark=" · ".join(marks),
            since=ticket.waiting_since,
            late_after=None if service is None else timedelta(minutes=service.wait_target_minutes),
            is_accented=ticket.is_priority,
            waits_from=ticket.waiting_since,
        )

    def _other_row(self, view: DeskView, ticket: Ticket, language: str) -> Row:
        """Return a row of a held or missed ticket: where it was, and when it was called last."""
        called = ticket.called_at
        marks = []
        if ticket.counter not in (None, view.record.number):
            marks.append(self.tr("counter {number}").format(number=ticket.counter))
        if ticket.is_chosen:
            marks.append(self.tr("called out of turn"))
        return Row(
            key=ticket.id,
            code=ticket.code,
            text=service_name(view.mall, ticket.service, language),
            mark=" · ".join(marks),
            at="" if called is None else clock_time(called.astimezone(view.mall.zone_info), language),
            is_accented=ticket.is_priority,
            waits_from=called,
        )

    def _missed_row(self, view: DeskView, ticket: Ticket, language: str) -> Row:
        """Return the row of a missed ticket; whoever was never heard of in the hall may well still be there."""
        row = self._other_row(view, ticket, language)
        if ticket.id not in view.unheard:
            return row
        return replace(row, mark=" · ".join([self.tr("not announced"), *([row.mark] if row.mark else [])]))

    def _held_row(self, view: DeskView, held: Held, language: str) -> Row:
        """Return the row of a ticket on hold: why, and whether the reminder is due."""
        row = self._other_row(view, held.ticket, language)
        marks = [words.held_for(held.reason), *([row.mark] if row.mark else [])]
        if held.ticket.remind_at is not None:
            at = clock_time(held.ticket.remind_at.astimezone(view.mall.zone_info), language)
            marks.insert(0, self.tr("reminder {time}").format(time=at))
        return replace(row, mark=" · ".join(marks), is_accented=row.is_accented or held in view.due)

    def _today(self, view: DeskView) -> str:
        figures = [self.tr("Today: {count} served").format(count=view.served)]
        if view.average_service_s is not None:
            figures.append(self.tr("{minutes} min on average").format(minutes=round(view.average_service_s / 60)))
        if view.average_wait_s is not None:
            figures.append(self.tr("waited {minutes} min").format(minutes=round(view.average_wait_s / 60)))
        figures.append(self.tr("{count} did not come").format(count=view.no_shows))
        return " · ".join(figures)

    def _on_row_menu(self, part: TicketList, point: QPoint) -> None:
        # The click has chosen the row; beside all rows there is nothing to do.
        if part.view.indexAt(point).isValid():
            self._row_menu.open_in(part.view.viewport(), point)

    def _row_sections(self) -> tuple[Section, ...]:
        """Return what is done with the chosen number and has no button here: as much as its keys do."""
        duty, code = self._duty.state, self._code_to_print()
        may_print = code is not None and duty.has_printer and may_settle(duty, code)
        may_cancel = Deed.CANCEL in allowed(self._presenter.state)
        lines = (
            ("reprint", Key.REPRINT, self.reprint, may_print),
            ("cancel", Key.CANCEL, self.cancel, may_cancel),
        )
        return (
            tuple(
                Entry(name=name, text=key.text, act=act, is_allowed=is_allowed, key=key.cap)
                for name, key, act, is_allowed in lines
            ),
        )

    def _focus_list(self) -> None:
        """Let the arrows go through the list that is shown."""
        page = self._stack.currentWidget()
        view = self._papers.view if page is self._papers else page.view if isinstance(page, TicketList) else None
        if view is not None and view.isVisible():
            view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self) -> None:
        self._render_choices(self._presenter.state)

    def _on_call_chosen(self) -> None:
        if (row := self._lists[Listing.WAITING].chosen()) is not None:
            self._presenter.show_panel(Panel.CHOSEN, row.code)

    def _on_resume(self) -> None:
        if (row := self._lists[Listing.HELD].chosen()) is not None:
            self._presenter.resume(row.code)

    def _on_reinstate(self) -> None:
        if (row := self._lists[Listing.MISSED].chosen()) is not None:
            self._presenter.reinstate(row.code)
