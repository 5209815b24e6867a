"""The counter's window: a state in, a picture out."""

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from antrean.clock import Clock
from antrean.desk_view import DeskView
from antrean.ui.dates import clock_time, minutes
from antrean.ui.dress import spaced
from antrean.ui.language import Language
from antrean.ui.theme import Kind
from antrean.ui.widgets import Banner
from antrean.ui.window import ThemedWindow
from antrean.watch import HallView
from counter import words
from counter.arrival import Step
from counter.arrival_page import ArrivalPage
from counter.arrival_presenter import ArrivalPresenter
from counter.assistance_panel import AssistancePanel
from counter.choose_page import ChoosePage, StartPage
from counter.desk_page import DeskPage
from counter.duty_presenter import DutyPresenter
from counter.header import CounterHeader
from counter.keys_page import KeysPage
from counter.presenter import CounterPresenter
from counter.shortcuts import Key, bind_all
from counter.state import DeskState, Listing, Page, Panel
from counter.supervisor.page import SupervisorPage
from counter.supervisor.presenter import SupervisorPresenter
from counter.window_presenter import WindowPresenter

TICK_MS: Final = 5_000
_PANELS: Final = {
    Key.OUTCOME: Panel.OUTCOME,
    Key.NOTE: Panel.NOTE,
    Key.NEXT_STEP: Panel.NEXT_STEP,
    Key.WALK_IN: Panel.WALK_IN,
    Key.ISSUE_FOR: Panel.ISSUE_FOR,
}


class CounterWindow(ThemedWindow):
    """Shows the presenter's states. It needs no event loop of its own: `show_state` draws any state at once."""

    placed = Signal()
    """It was moved, made larger or maximized by somebody."""

    def __init__(
        self,
        *,
        presenter: CounterPresenter,
        duty: DutyPresenter,
        arrival: ArrivalPresenter,
        looks: WindowPresenter,
        watch: SupervisorPresenter,
        clock: Clock,
        language: Language,
        width: int = 1280,
        height: int = 800,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kind=Kind.COUNTER, width=width, height=height, parent=parent)
        self.setObjectName("counter_window")
        self._presenter = presenter
        self._duty = duty
        self._arrival = arrival
        self._looks = looks
        self._watch = watch
        self._is_watching = False
        self._clock = clock
        self._language = language
        self.header = CounterHeader(presenter=presenter, looks=looks, watch=watch, clock=clock, language=language)
        self.banner = Banner()
        self.assistance = AssistancePanel(presenter=duty, clock=clock)
        self.start_page = StartPage()
        self.choose_page = ChoosePage(presenter=presenter)
        self.arrival_page = ArrivalPage(presenter=arrival)
        self.desk_page = DeskPage(presenter=presenter, duty=duty, looks=looks, clock=clock)
        self.supervisor_page = SupervisorPage(presenter=watch, clock=clock)
        self.keys_page = KeysPage(looks=looks)
        self._pages = QStackedWidget()
        pages = (self.start_page, self.choose_page, self.arrival_page, self.desk_page, self.supervisor_page)
        for page in (*pages, self.keys_page):
            self._pages.addWidget(page)
        column = spaced(QVBoxLayout(self), gap="none")
        column.addWidget(self.header)
        column.addWidget(self.banner)
        column.addWidget(self.assistance)
        column.addWidget(self._pages, 1)
        ticket, lists, own = self.desk_page.ticket, self.desk_page.lists, self.header.own
        bind_all(
            self,
            {
                Key.ASSIST: (self.assistance.rows[0].button,),
                Key.CALL_NEXT: (ticket.call_next, own.call_next),
                Key.START: (ticket.start, own.start),
                Key.RECALL: (ticket.recall, own.recall),
                Key.NO_SHOW: (ticket.no_show,),
                Key.HOLD: (ticket.hold,),
                Key.TRANSFER: (ticket.transfer,),
                Key.FINISH: (ticket.finish,),
                Key.RELEASE: (ticket.release,),
                Key.UNDO: (ticket.undo,),
                **{key: partial(presenter.show_panel, panel) for key, panel in _PANELS.items()},
                Key.REPRINT: lists.reprint,
                Key.CANCEL: lists.cancel,
                Key.BREAK: (self.header.take_break,),
                Key.HALL: (self.header.hall, self.choose_page.look_after),
                Key.BACK: (
                    self.keys_page.back,
                    self.arrival_page.back,
                    self.supervisor_page.back,
                    *(panel.back for panel in self.desk_page.asking.values()),
                    lists.finder.clear,
                    self.desk_page.hints.close_greeting,
                ),
                Key.WAITING: partial(lists.go_to, Listing.WAITING),
                Key.HELD: partial(lists.go_to, Listing.HELD),
                Key.MISSED: partial(lists.go_to, Listing.MISSED),
                Key.PAPERS: partial(lists.go_to, Listing.PAPERS),
                Key.FIND: self._find,
                Key.SORT: (lists.finder.sort,),
                Key.MENU: (self.header.menu,),
                Key.BAR: looks.toggle_mode,
                Key.KEYS: (self.header.keys,),
            },
        )
        self._ticking = QTimer(self)
        self._ticking.setInterval(TICK_MS)
        self._ticking.timeout.connect(self._on_tick)
        self._ticking.start()
        presenter.state_changed.connect(self.show_state)
        duty.state_changed.connect(self._on_duty)
        arrival.state_changed.connect(self._on_arrival)
        watch.state_changed.connect(self._on_watch)
        looks.state_changed.connect(self._on_looks)
        self._on_looks()

    def show_state(self, state: DeskState) -> None:
        language = self._language.code
        self.setWindowTitle(self._title(state))
        self.header.show_state(state, language)
        self._render_banner(state)
        self.assistance.show_state(self._duty.state)
        self.keys_page.show_texts()
        match state.page:
            case Page.DESK if state.view is not None:
                self.desk_page.show_state(state, language)
            case Page.CHOOSE:
                self.choose_page.show_state(state, language)
            case _:
                self.start_page.show_state(state, language)
        self.arrival_page.show_state(self._arrival.state)
        self._show_page(state)

    def _show_page(self, state: DeskState) -> None:
        page: QWidget = self.start_page
        if self._looks.state.is_showing_keys:
            page = self.keys_page
        elif self._watch.state.is_shown:
            self.supervisor_page.show_state(self._watch.state, self._language.code)
            page = self.supervisor_page
        elif state.page is Page.DESK and state.view is not None:
            page = self.desk_page
        elif state.page is Page.CHOOSE:
            page = self.choose_page if self._arrival.state.step is Step.NONE else self.arrival_page
        if self._pages.currentWidget() is not page:
            self._pages.setCurrentWidget(page)
            # Nothing behind it takes a key that was meant for it.
            if page is self.keys_page:
                page.setFocus(Qt.FocusReason.OtherFocusReason)
            elif page is self.supervisor_page:
                self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _title(self, state: DeskState) -> str:
        looks, view = self._looks.state, state.view
        if looks.hints.waiting_since is not None and looks.is_sounding and view is not None:
            # What the task bar shows of a window that is covered.
            return self.tr("{count} waiting · Counter").format(count=len(view.waiting))
        return self.tr("Counter")

    def _render_banner(self, state: DeskState) -> None:
        watch = self._watch.state
        if watch.is_shown:
            if watch.is_lost:
                self.banner.show_trouble(self._lost_text(watch.view))
            elif state.refusal is not None and state.page is Page.DESK:
                # What was clicked in the header would have its answer on the desk's page.
                self.banner.show_trouble(words.refusal(state.refusal), tone="warn")
            else:
                self.banner.clear()
        elif state.is_lost and state.page is not Page.STARTING:
            self.banner.show_trouble(self._lost_text(state.view if state.page is Page.DESK else None))
        else:
            self.banner.clear()

    def _lost_text(self, view: DeskView | HallView | None) -> str:
        """Return that the database is away, and of when that is what is still shown."""
        if view is None:
            return self.tr("The connection to the database is lost; we keep trying.")
        read = view.now.astimezone(view.mall.zone_info)
        age = minutes(self._clock.now() - view.now)
        if age:
            text = self.tr(
                "The connection to the database is lost; we keep trying. The lists are of {time}, {age} min ago."
            )
        else:
            text = self.tr("The connection to the database is lost; we keep trying. The lists are of {time}.")
        return text.format(time=clock_time(read, self._language.code), age=age)

    def _find(self) -> None:
        if self.supervisor_page.isVisible():
            self.supervisor_page.start_search()
        else:
            self.desk_page.lists.finder.take_focus()

    def _on_arrival(self) -> None:
        self.show_state(self._presenter.state)

    def _on_duty(self) -> None:
        self.show_state(self._presenter.state)

    def _on_watch(self) -> None:
        if self._watch.state.is_shown != self._is_watching:
            self._is_watching = self._watch.state.is_shown
            if self._looks.state.is_showing_keys:
                # What was asked for has to be seen.
                self._looks.toggle_keys()
        state = self._presenter.state
        self.header.show_state(state, self._language.code)
        self._render_banner(state)
        self._show_page(state)

    def _on_looks(self) -> None:
        habits = self._looks.state.habits
        self.set_scheme(habits.scheme)
        self.set_text_scale(habits.text_percent / 100)
        self.show_state(self._presenter.state)

    def _on_tick(self) -> None:
        self.desk_page.lists.tick()
        self.supervisor_page.tick()
        self._render_banner(self._presenter.state)

    def _tell_place(self) -> None:
        if self.isVisible() and not self.isMinimized() and not self.isFullScreen():
            self.placed.emit()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._tell_place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_pages"):
            self.show_state(self._presenter.state)
        elif event.type() == QEvent.Type.WindowStateChange:
            self._tell_place()
