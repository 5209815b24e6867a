"""The counter's window: a state in, a picture out."""

from typing import Final

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from antrean.clock import Clock
from antrean.ui.dates import clock_time, minutes
from antrean.ui.dress import spaced
from antrean.ui.language import Language
from antrean.ui.theme import Kind
from antrean.ui.widgets import Banner
from antrean.ui.window import ThemedWindow
from counter import shortcuts
from counter.assistance_panel import AssistancePanel
from counter.choose_page import ChoosePage, StartPage
from counter.desk_page import DeskPage
from counter.duty_presenter import DutyPresenter
from counter.header import CounterHeader
from counter.presenter import CounterPresenter
from counter.state import DeskState, Page

TICK_MS: Final = 5_000


class CounterWindow(ThemedWindow):
    """Shows the presenter's states. It needs no event loop of its own: `show_state` draws any state at once."""

    def __init__(
        self,
        *,
        presenter: CounterPresenter,
        duty: DutyPresenter,
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
        self._clock = clock
        self._language = language
        self.header = CounterHeader(presenter=presenter, clock=clock, language=language)
        self.banner = Banner()
        self.assistance = AssistancePanel(presenter=duty, clock=clock)
        self.start_page = StartPage()
        self.choose_page = ChoosePage(presenter=presenter)
        self.desk_page = DeskPage(presenter=presenter, duty=duty, clock=clock)
        self._pages = QStackedWidget()
        for page in (self.start_page, self.choose_page, self.desk_page):
            self._pages.addWidget(page)
        column = spaced(QVBoxLayout(self), gap="none")
        column.addWidget(self.header)
        column.addWidget(self.banner)
        column.addWidget(self.assistance)
        column.addWidget(self._pages, 1)
        ticket = self.desk_page.ticket
        shortcuts.bind(
            self,
            {
                shortcuts.ASSIST: (self.assistance.rows[0].button,),
                shortcuts.CALL_NEXT: (ticket.call_next,),
                shortcuts.START: (ticket.start,),
                shortcuts.RECALL: (ticket.recall,),
                shortcuts.NO_SHOW: (ticket.no_show,),
                shortcuts.HOLD: (ticket.hold,),
                shortcuts.TRANSFER: (ticket.transfer,),
                shortcuts.FINISH: (ticket.finish,),
                shortcuts.RELEASE: (ticket.release,),
                shortcuts.UNDO: (ticket.undo,),
                shortcuts.BREAK: (self.header.take_break,),
                shortcuts.BACK: tuple(panel.back for panel in self.desk_page.asking.values()),
            },
        )
        self._ticking = QTimer(self)
        self._ticking.setInterval(TICK_MS)
        self._ticking.timeout.connect(self._on_tick)
        self._ticking.start()
        presenter.state_changed.connect(self.show_state)
        duty.state_changed.connect(self._on_duty)
        self.show_state(presenter.state)

    def show_state(self, state: DeskState) -> None:
        language = self._language.code
        self.setWindowTitle(self.tr("Counter"))
        self.header.show_state(state, language)
        self._render_banner(state)
        self.assistance.show_state(self._duty.state)
        page: QWidget = self.start_page
        match state.page:
            case Page.DESK if state.view is not None:
                self.desk_page.show_state(state, language)
                page = self.desk_page
            case Page.CHOOSE:
                self.choose_page.show_state(state, language)
                page = self.choose_page
            case _:
                self.start_page.show_state(state, language)
        self._pages.setCurrentWidget(page)

    def _render_banner(self, state: DeskState) -> None:
        if not state.is_lost or state.page is Page.STARTING:
            self.banner.clear()
            return
        text = self.tr("The connection to the database is lost; we keep trying.")
        if state.page is Page.DESK and state.view is not None:
            read = state.view.now.astimezone(state.view.mall.zone_info)
            age = minutes(self._clock.now() - state.view.now)
            if age:
                text = self.tr(
                    "The connection to the database is lost; we keep trying. The lists are of {time}, {age} min ago."
                )
            else:
                text = self.tr("The connection to the database is lost; we keep trying. The lists are of {time}.")
            text = text.format(time=clock_time(read, self._language.code), age=age)
        self.banner.show_trouble(text)

    def _on_duty(self) -> None:
        self.show_state(self._presenter.state)

    def _on_tick(self) -> None:
        self.desk_page.lists.tick()
        self._render_banner(self._presenter.state)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_pages"):
            self.show_state(self._presenter.state)
