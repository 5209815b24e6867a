"""The hall display's window: header, announcements, the big panel with the list, status line, running text."""

from typing import assert_never

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from antrean.clock import Clock
from antrean.ui.dates import clock_time
from antrean.ui.dress import spaced
from antrean.ui.theme import Kind
from antrean.ui.widgets import FitLabel, Icon
from antrean.ui.window import ThemedWindow
from display.call_panel import CallPanel
from display.header import Header
from display.notice_band import NoticeBand
from display.presenter import DisplayPresenter
from display.recent_list import RecentList
from display.state import DisplayState, Page
from display.ticker import Ticker
from display.welcome import Welcome


class StatusLine(QWidget):
    """One quiet line for the technician's eye; its room stays, so that the board never moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = Icon("warning", color="muted", extent="mark")
        self._label = FitLabel(role="small", tone="muted")
        self._label.setObjectName("status_line")
        row = spaced(QHBoxLayout(self), gap="s", margins=("xl", "xs"))
        row.addWidget(self._icon)
        row.addWidget(self._label, 1)
        self.render_text("", icon="warning", tone="muted")

    def render_text(self, text: str, *, icon: str, tone: str, detail: str = "") -> None:
        """Say something, or nothing; `detail` is the technician's sentence."""
        self._icon.set_icon(icon, tone)
        self._icon.setVisible(bool(text))
        self._label.set_tone(tone)
        self._label.setText(text)
        self._label.setAccessibleDescription(detail)


class DisplayWindow(ThemedWindow):
    """Shows the presenter's states; `clock` is the hall's clock that the presenter follows.

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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kind=Kind.DISPLAY, width=width, height=height, parent=parent)
        self.setObjectName("display")
        self._presenter = presenter
        self._clock = clock
        self._turn = presenter.state.turn
        self._is_painted = False
        self._header = Header(clock=clock, language=presenter.state.language)
        self._panel = CallPanel()
        self._recent = RecentList()
        self._welcome = Welcome()
        self._notice = NoticeBand()
        self._status = StatusLine()
        self._ticker = Ticker()
        self._build()
        self.show_state(presenter.state)
        presenter.state_changed.connect(self.show_state)
        self._header.clock.minute_changed.connect(self._on_minute)
        self.theme_changed.connect(self._ticker.redraw)

    def _build(self) -> None:
        page = spaced(QVBoxLayout(self), gap="none")
        page.addWidget(self._header)
        page.addWidget(self._notice)
        self._pages = QStackedLayout()
        calls = QWidget()
        self._calls = spaced(
            QBoxLayout(QBoxLayout.Direction.LeftToRight, calls), gap="l", margins=("xl", "s", "xl", "none")
        )
        self._calls.addWidget(self._panel, 3)
        self._calls.addWidget(self._recent, 2)
        welcome = QWidget()
        around = spaced(QVBoxLayout(welcome), margins=("xl", "s", "xl", "none"))
        around.addWidget(self._welcome)
        self._pages.addWidget(calls)
        self._pages.addWidget(welcome)
        page.addLayout(self._pages, 1)
        page.addWidget(self._status)
        page.addWidget(self._ticker)
        self._turn_page()

    def show_state(self, state: DisplayState) -> None:
        """Show a state; the same one twice changes nothing."""
        now = self._clock.now().astimezone(state.time_zone)
        self._header.show_state(state, now)
        self._notice.show_notice(state.notice)
        self._render_status(state)
        self._ticker.set_sentences(state.ticker)
        self._ticker.setVisible(bool(state.ticker))
        match state.page:
            case Page.CALLS:
                assert state.big is not None
                self._panel.show_call(state.big, is_new=state.turn != self._turn)
                self._recent.show_calls(state.recent)
                self._pages.setCurrentIndex(0)
            case Page.STARTING | Page.WELCOME | Page.TROUBLE:
                self._welcome.show_state(state, now)
                self._pages.setCurrentIndex(1)
            case _:
                assert_never(state.page)
        self._turn = state.turn
        self.setWindowTitle(self.tr("Antrean hall display"))

    def _render_status(self, state: DisplayState) -> None:
        if state.lost_since is not None:
            since = clock_time(state.lost_since, state.language)
            text = self.tr("Not connected since {time}; the board shows the calls until then.").format(time=since)
            self._status.render_text(text, icon="offline", tone="warn")
            return
        if state.voice is None:
            self._status.render_text("", icon="speaker", tone="muted")
            return
        from antrean.devices.voice import VoiceKind

        detail = state.voice.sentence
        match state.voice.kind:
            case VoiceKind.OK:
                self._status.render_text("", icon="speaker", tone="muted")
            case VoiceKind.NO_DEVICE:
                text = self.tr("No sound device; calls are shown, not heard.")
                self._status.render_text(text, icon="speaker_off", tone="warn", detail=detail)
            case VoiceKind.FAILING:
                text = self.tr("The voice has a problem; calls are shown here.")
                self._status.render_text(text, icon="speaker_off", tone="warn", detail=detail)
            case VoiceKind.OFF:
                text = self.tr("The voice is switched off.")
                self._status.render_text(text, icon="speaker_off", tone="muted", detail=detail)
            case _:
                assert_never(state.voice.kind)

    def _on_minute(self) -> None:
        self._presenter.on_minute()
        # The date and the greeting follow the clock even where nothing else has changed.
        self.show_state(self._presenter.state)

    def _turn_page(self) -> None:
        is_tall = self.height() > self.width()
        directions = QBoxLayout.Direction
        self._calls.setDirection(directions.TopToBottom if is_tall else directions.LeftToRight)
        self._calls.setStretch(0, 1 if is_tall else 3)
        self._calls.setStretch(1, 1 if is_tall else 2)
        self._header.set_tall(is_tall)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self, self.painted.emit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "_pages"):
            self._turn_page()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and hasattr(self, "_pages"):
            self.show_state(self._presenter.state)
