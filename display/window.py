"""The hall display's window: header, announcements, the calls in one of three arrangements, running text."""

from typing import assert_never

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from antrean.clock import Clock
from antrean.ui.dress import spaced
from antrean.ui.theme import Kind
from antrean.ui.window import ThemedWindow
from display.call_panel import CallPanel
from display.foot import Foot
from display.header import Header
from display.layout import Arrangement, arrangement
from display.notice_band import NoticeBand
from display.picture_view import PictureView
from display.presenter import DisplayPresenter
from display.recent_list import RecentList
from display.rows_page import RowsPage
from display.slides import Slides
from display.state import DisplayState, Page
from display.status_line import StatusLine
from display.still_text import StillText
from display.ticker import Ticker
from display.wandering import Wandering
from display.welcome import Welcome


class DisplayWindow(ThemedWindow):
    """Shows the presenter's states; `clock` is the hall's clock that the presenter follows.

    `layout` is one of `display.layout.LAYOUTS`. With `is_still` nothing moves: no pulse, and pages in place of the
    running text. `slides` are the pictures beside the board, if there are any.

    `painted` comes once, after the first picture: what takes long may begin then.
    """

    painted = Signal()

    def __init__(
        self,
        *,
        presenter: DisplayPresenter,
        clock: Clock,
        width: int = 1920,
        height: int = 1080,
        layout: str = "auto",
        is_still: bool = False,
        slides: Slides | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kind=Kind.DISPLAY, width=width, height=height, parent=parent)
        self.setObjectName("display")
        self._presenter = presenter
        self._clock = clock
        self._turn = presenter.state.turn
        self._is_painted = False
        self._layout = layout
        self._slides = slides
        self._header = Header(clock=clock, language=presenter.state.language)
        self._panel = CallPanel()
        self._recent = RecentList()
        self._foot = Foot()
        # Some two hundred widgets that only a zone's display needs.
        self._rows = RowsPage(slides, is_still=is_still) if layout == "zone" else None
        self._welcome = Welcome()
        self._notice = NoticeBand()
        self._status = StatusLine()
        self._ticker: Ticker | StillText = StillText() if is_still else Ticker()
        self._panel.pulse.set_still(is_still)
        self._content = Wandering(self)
        self._build()
        self.show_state(presenter.state)
        presenter.state_changed.connect(self.show_state)
        presenter.clock_moved.connect(self._header.clock.refresh)
        self._header.clock.minute_changed.connect(self._on_minute)
        self.theme_changed.connect(self._ticker.redraw)
        self.theme_changed.connect(self._dress_feet)

    def _build(self) -> None:
        page = spaced(QVBoxLayout(self._content), gap="none")
        page.addWidget(self._header)
        page.addWidget(self._notice)
        self._pages = QStackedLayout()
        self._pages.addWidget(self._build_calls())
        welcome = QWidget()
        self._greeting = spaced(
            QBoxLayout(QBoxLayout.Direction.LeftToRight, welcome), gap="l", margins=("xl", "s", "xl", "none")
        )
        self._greeting.addWidget(self._welcome, 1)
        self._add_pictures(self._greeting, 1)
        self._pages.addWidget(welcome)
        if self._rows is not None:
            self._pages.addWidget(self._rows)
        page.addLayout(self._pages, 1)
        page.addWidget(self._status)
        page.addWidget(self._ticker)
        self._arrange()

    def dress(self) -> None:
        super().dress()
        self._dress_feet()

    def _dress_feet(self) -> None:
        self._content.fill(self.size())
        self._foot.dress()
        if self._rows is not None:
            self._rows.dress()

    def _build_calls(self) -> QWidget:
        calls = QWidget()
        self._calls = spaced(
            QBoxLayout(QBoxLayout.Direction.LeftToRight, calls), gap="l", margins=("xl", "s", "xl", "none")
        )
        first = spaced(QVBoxLayout(), gap="m")
        first.addWidget(self._panel, 1)
        first.addWidget(self._foot)
        self._calls.addLayout(first, 5)
        second = spaced(QVBoxLayout(), gap="l")
        second.addWidget(self._recent, 8)
        self._add_pictures(second, 5)
        self._calls.addLayout(second, 3)
        return calls

    def _add_pictures(self, layout: QBoxLayout, stretch: int) -> None:
        if self._slides is not None:
            layout.addWidget(PictureView(self._slides), stretch)

    def show_state(self, state: DisplayState) -> None:
        """Show a state; the same one twice changes nothing."""
        now = self._clock.now().astimezone(state.time_zone)
        self._header.show_state(state, now)
        self._notice.show_notice(state.notice)
        self._status.show_state(state)
        self._ticker.set_sentences(state.ticker)
        self._ticker.setVisible(bool(state.ticker))
        is_new = state.turn != self._turn
        if is_new and self._slides is not None:
            self._slides.hold()
        match state.page:
            case Page.CALLS | Page.WELCOME if self._rows is not None and (state.page is Page.CALLS or state.is_staffed):
                # The counters stand there one by one, while somebody is called or could be.
                self._rows.show_state(state, now, is_new=is_new)
                self._pages.setCurrentWidget(self._rows)
            case Page.CALLS:
                assert state.big is not None
                self._panel.show_call(state.big, is_new=is_new)
                self._recent.show_calls(state.recent)
                self._foot.show_state(state, now)
                self._pages.setCurrentIndex(0)
            case Page.STARTING | Page.WELCOME | Page.TROUBLE:
                self._welcome.show_state(state, now)
                self._pages.setCurrentIndex(1)
            case _:
                assert_never(state.page)
        self._turn = state.turn
        self.setWindowTitle(self.tr("Antrean hall display"))

    def _arrangement(self) -> Arrangement:
        return arrangement(self._layout, self.width(), self.height())

    def _on_minute(self) -> None:
        self._presenter.on_minute()
        self._content.move_on()
        # The date and the greeting follow the clock even where nothing else has changed.
        self.show_state(self._presenter.state)

    def _arrange(self) -> None:
        is_tall = self.height() > self.width()
        is_stacked = self._arrangement() is Arrangement.TALL
        directions = QBoxLayout.Direction
        self._calls.setDirection(directions.TopToBottom if is_stacked else directions.LeftToRight)
        self._calls.setStretch(0, 1 if is_stacked else 5)
        self._calls.setStretch(1, 1 if is_stacked else 3)
        self._greeting.setDirection(directions.TopToBottom if is_tall else directions.LeftToRight)
        if self._rows is not None:
            self._rows.set_tall(is_tall)
        self._header.set_tall(is_tall)
        if self._slides is not None:
            # A place that shows nothing yet has no size of its own.
            self._slides.make_room(self.size() * (self.devicePixelRatioF() / 3))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "_pages"):
            self._content.fill(self.size())
            self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_pages"):
            self.show_state(self._presenter.state)
