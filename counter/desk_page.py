"""The desk: the ticket or a question at the left, the lists at the right."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from antrean.clock import Clock
from antrean.ui.dates import clock_time
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, Card, ElapsedLabel, FitLabel, Icon
from antrean.ui.widgets import Panel as PlainPanel
from counter import words
from counter.dialogs import AskingPanel, BreakPanel, HoldPanel
from counter.duty_presenter import DutyPresenter
from counter.give_panel import GivePanel
from counter.hint_cards import HintCards
from counter.lists_panel import ListsPanel
from counter.outcome_panel import OutcomePanel
from counter.presenter import CounterPresenter
from counter.shortcuts import Key
from counter.small_panels import CancelPanel, ChosenPanel, NotePanel
from counter.state import Deed, DeskState, Panel, allowed
from counter.ticket_panel import TicketPanel
from counter.transfer_panel import TransferPanel
from counter.window_presenter import WindowPresenter


class OnBreakCard(Card):
    """What stands instead of a ticket while the officer is away."""

    def __init__(self, *, presenter: CounterPresenter, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("on_break")
        self._title = FitLabel(role="heading", align=Qt.AlignmentFlag.AlignHCenter)
        self._why = FitLabel(role="body", tone="muted", lines=2, align=Qt.AlignmentFlag.AlignHCenter)
        self._elapsed = ElapsedLabel(clock=clock, role="place", tone="ink")
        self._elapsed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._refusal = FitLabel(role="strong", tone="bad", lines=2, align=Qt.AlignmentFlag.AlignHCenter)
        self._refusal.setObjectName("break_refusal")
        self.back = BigButton(name="end_break", fill="primary", extent="l")
        self.back.clicked.connect(presenter.end_break)
        column = spaced(QVBoxLayout(self), gap="m", margins="l")
        column.addStretch(1)
        column.addWidget(Icon("pause", color="muted", extent="icon_l"), 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._title, self._elapsed, self._why):
            column.addWidget(label)
        column.addStretch(1)
        column.addWidget(self._refusal)
        column.addWidget(self.back)

    def show_state(self, state: DeskState, language: str) -> None:
        view = state.view
        if view is None or not state.is_on_break:
            self._elapsed.set_since(None)
            return
        self._title.setText(self.tr("On a break"))
        since = view.counter.since
        why = words.break_reason(view.counter.break_reason or "")
        if since is not None:
            time = clock_time(since.astimezone(view.mall.zone_info), language)
            why = self.tr("{reason} · since {time}").format(reason=why, time=time)
            if view.counter.break_minutes is not None:
                back = since + timedelta(minutes=view.counter.break_minutes)
                until = clock_time(back.astimezone(view.mall.zone_info), language)
                why = f"{why} · " + self.tr("back at {time}").format(time=until)
        self._why.setText(why)
        self._elapsed.set_since(since)
        refusal = "" if state.refusal is None else words.refusal(state.refusal)
        self._refusal.setText(refusal)
        self._refusal.setVisible(bool(refusal))
        self.back.setText(self.tr("Back to work"))
        self.back.set_note(Key.BREAK.cap)
        self.back.set_allowed(Deed.END_BREAK in allowed(state))
        self.back.set_busy(state.pending is not None and state.pending.deed is Deed.END_BREAK)


class DeskPage(PlainPanel):
    """Everything between the header and the bottom while the counter is open or on a break."""

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
        self.setObjectName("desk_page")
        self.ticket = TicketPanel(presenter=presenter, clock=clock)
        self.on_break = OnBreakCard(presenter=presenter, clock=clock)
        self.asking: dict[Panel, AskingPanel] = {
            Panel.HOLD: HoldPanel(presenter=presenter),
            Panel.TRANSFER: TransferPanel(presenter=presenter),
            Panel.BREAK: BreakPanel(presenter=presenter),
            Panel.OUTCOME: OutcomePanel(presenter=presenter, has_printer=duty.state.has_printer),
            Panel.NOTE: NotePanel(presenter=presenter),
            Panel.CHOSEN: ChosenPanel(presenter=presenter),
            Panel.CANCEL: CancelPanel(presenter=presenter),
            **{
                panel: GivePanel(panel, presenter=presenter)
                for panel in (Panel.WALK_IN, Panel.ISSUE_FOR, Panel.NEXT_STEP)
            },
        }
        self._left = QStackedWidget()
        for part in (self.ticket, self.on_break, *self.asking.values()):
            self._left.addWidget(part)
        self.lists = ListsPanel(presenter=presenter, duty=duty, looks=looks, clock=clock)
        self.hints = HintCards(looks=looks)
        left = spaced(QVBoxLayout(), gap="m")
        left.addWidget(self.hints)
        left.addWidget(self._left, 1)
        row = spaced(QHBoxLayout(self), gap="l", margins="l")
        row.addLayout(left, 13)
        row.addWidget(self.lists, 8)

    def show_state(self, state: DeskState, language: str) -> None:
        self.ticket.show_state(state, language)
        self.on_break.show_state(state, language)
        self.lists.show_state(state, language)
        self.hints.show_state(state, language)
        asked = self.asking.get(state.panel)
        if asked is not None:
            asked.show_state(state, language)
        wanted: QWidget = asked or (self.on_break if state.is_on_break else self.ticket)
        if self._left.currentWidget() is not wanted:
            self._left.setCurrentWidget(wanted)
            if asked is not None:
                asked.take_focus()
            else:
                # Nothing behind the panel takes a key that was meant for it.
                self.window().setFocus(Qt.FocusReason.OtherFocusReason)
