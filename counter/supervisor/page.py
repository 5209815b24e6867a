"""The supervisor's page: its parts at the left, the one that is shown at the right."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from antrean.clock import Clock
from antrean.errors import AntreanError
from antrean.permissions import Right
from antrean.ui import messages
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, Card, FitLabel, Icon, Panel
from counter.shortcuts import Key, bind_name
from counter.supervisor import ask_words, words
from counter.supervisor.asking import AskPanel
from counter.supervisor.asks import (
    Ask,
    AskAddOfficer,
    AskAnnounce,
    AskChangeOfficer,
    AskCloseCounter,
    AskCloseDay,
    AskCloseService,
    AskEmergency,
    AskPriority,
    AskQueue,
    AskResetPin,
    AskRetireOfficer,
    ShowPin,
)
from counter.supervisor.counters_pane import CountersPane
from counter.supervisor.day_asks import CloseCounterPanel, CloseDayPanel
from counter.supervisor.devices_pane import DevicesPane
from counter.supervisor.numbers_pane import NumbersPane
from counter.supervisor.officers_pane import OfficersPane
from counter.supervisor.overview_pane import OverviewPane
from counter.supervisor.pane import Pane
from counter.supervisor.people_asks import (
    AddOfficerPanel,
    ChangeOfficerPanel,
    PinPanel,
    ResetPinPanel,
    RetireOfficerPanel,
)
from counter.supervisor.presenter import SupervisorPresenter
from counter.supervisor.queues_pane import QueuesPane
from counter.supervisor.service_ask import CloseServicePanel
from counter.supervisor.services_pane import ServicesPane
from counter.supervisor.state import Part, WatchState, may_here, parts, unattended
from counter.supervisor.text_asks import AnnouncePanel, EmergencyPanel
from counter.supervisor.texts_pane import TextsPane
from counter.supervisor.ticket_asks import PriorityPanel, QueuePanel

_PANES: Final[Mapping[Part, Callable[..., Pane]]] = {
    Part.OVERVIEW: OverviewPane,
    Part.QUEUES: QueuesPane,
    Part.COUNTERS: CountersPane,
    Part.NUMBERS: NumbersPane,
    Part.SERVICES: ServicesPane,
    Part.DEVICES: DevicesPane,
    Part.OFFICERS: OfficersPane,
    Part.TEXTS: TextsPane,
}
_PANELS: Final[Mapping[type[Ask], Callable[..., AskPanel]]] = {
    AskCloseService: CloseServicePanel,
    AskPriority: PriorityPanel,
    AskQueue: QueuePanel,
    AskCloseCounter: CloseCounterPanel,
    AskCloseDay: CloseDayPanel,
    AskAddOfficer: AddOfficerPanel,
    AskChangeOfficer: ChangeOfficerPanel,
    AskResetPin: ResetPinPanel,
    AskRetireOfficer: RetireOfficerPanel,
    ShowPin: PinPanel,
    AskAnnounce: AnnouncePanel,
    AskEmergency: EmergencyPanel,
}


class Notice(Card):
    """One line above the part: what was done, or why it was not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="good", corner="s", parent=parent)
        self.setObjectName("watch_notice")
        self._icon = Icon("check", color="on_good_soft")
        self._text = FitLabel(role="strong", lines=2)
        self._text.setObjectName("watch_notice_text")
        row = spaced(QHBoxLayout(self), gap="s", margins=("m", "xs"))
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_state(self, state: WatchState, language: str) -> None:
        text, is_good = "", state.refusal is None
        if state.refusal is not None:
            text = words.refusal(state.refusal)
        elif state.done is not None and state.view is not None:
            text = ask_words.done(state.done, state.view.mall, language)
        self.set_fill("good" if is_good else "bad")
        self._icon.set_icon("check" if is_good else "warning", "on_good_soft" if is_good else "on_bad_soft")
        self._text.setText(text)
        self._text.set_tone("on_good" if is_good else "on_bad")
        self.setAccessibleName(text)
        self.setVisible(bool(text))


class WaitingPane(Panel):
    """What stands there while the hall has not been read, or cannot be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("watch_waiting")
        middle = Qt.AlignmentFlag.AlignHCenter
        self._icon = Icon("hourglass", color="muted", extent="icon_l")
        self._title = FitLabel(role="heading", lines=2, align=middle)
        self._sentence = FitLabel(role="body", lines=3, align=middle)
        self._sentence.setObjectName("watch_sentence")
        column = spaced(QVBoxLayout(self), gap="m", margins="xl")
        column.addStretch(1)
        column.addWidget(self._icon, 0, middle)
        column.addWidget(self._title)
        column.addWidget(self._sentence)
        column.addStretch(1)

    def show_state(self, state: WatchState) -> None:
        trouble = state.trouble
        if trouble is None:
            self._icon.set_icon("hourglass", "muted")
            self._title.setText(self.tr("One moment, please"))
            self._sentence.setText(self.tr("The hall is being read."))
            return
        self._icon.set_icon("offline", "bad")
        self._title.setText(messages.title(trouble) if isinstance(trouble, AntreanError) else "")
        self._sentence.setText(words.refusal(trouble))


class SupervisorPage(Panel):
    """The parts are made when they are first shown: most officers never see them."""

    def __init__(self, *, presenter: SupervisorPresenter, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("supervisor_page")
        self._presenter = presenter
        self._clock = clock
        self._shown: tuple[WatchState, str] | None = None
        self._tabs = {part: BigButton(name=f"watch_{part.value}", fill="quiet", extent="s") for part in Part}
        self.back = BigButton(name="watch_back", fill="outline", extent="s")
        self.back.set_key_cap(Key.BACK.cap)
        self.back.clicked.connect(presenter.back)
        self._close_day = BigButton(name="ask_close_day", fill="quiet", extent="s")
        self._close_day.clicked.connect(lambda: presenter.ask(AskCloseDay()))
        rail = spaced(QVBoxLayout(), gap="xs")
        for (part, tab), name in zip(self._tabs.items(), Key.HALL_PART.names, strict=False):
            tab.clicked.connect(partial(self._on_tab, part))
            bind_name(self, name, (tab,))
            rail.addWidget(tab)
        rail.addStretch(1)
        rail.addWidget(self._close_day)
        rail.addWidget(self.back)
        self._waiting = WaitingPane()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._waiting)
        self._panes: dict[Part, Pane] = {}
        self._panels: dict[type[Ask], AskPanel] = {}
        self._notice = Notice()
        right = spaced(QVBoxLayout(), gap="s")
        right.addWidget(self._notice)
        right.addWidget(self._stack, 1)
        row = spaced(QHBoxLayout(self), gap="m", margins=("l", "m"))
        row.addLayout(rail, 2)
        row.addLayout(right, 12)

    def show_state(self, state: WatchState, language: str) -> None:
        if self._shown == (state, language):
            # The desk has changed, not the hall.
            return
        before = None if self._shown is None else self._shown[0].asked
        self._shown = (state, language)
        if before is not None and before != state.asked and type(before) in self._panels:
            self._panels[type(before)].leave()
        self._show_rail(state)
        self._notice.show_state(state, language)
        if state.view is None:
            self._waiting.show_state(state)
            self._stack.setCurrentWidget(self._waiting)
        elif state.asked is not None:
            self._show_panel(state, state.asked, language, is_new=state.asked != before)
        else:
            pane = self._pane(state.part)
            pane.show_state(state, language)
            self._stack.setCurrentWidget(pane)
            if before is not None:
                pane.take_focus()

    def start_search(self) -> None:
        """Let somebody type what they look for, where the part has a line for it."""
        if self._shown is not None and self._shown[0].asked is None:
            pane = self._panes.get(self._shown[0].part)
            if isinstance(pane, NumbersPane | ServicesPane | OfficersPane):
                pane.found.take_focus()

    def tick(self) -> None:
        """Bring the ages up to the clock."""
        if self.isVisible() and self._shown is not None:
            state, language = self._shown
            if state.view is not None and state.asked is None:
                self._pane(state.part).show_state(state, language)

    def _show_panel(self, state: WatchState, asked: Ask, language: str, *, is_new: bool) -> None:
        kind = type(asked)
        if kind not in self._panels:
            self._panels[kind] = _PANELS[kind](presenter=self._presenter, clock=self._clock)
            self._stack.addWidget(self._panels[kind])
        panel = self._panels[kind]
        if is_new:
            # Before it is begun: what is chosen then is written in words.
            panel.show_state(state, language)
            self._stack.setCurrentWidget(panel)
            panel.begin(state)
        panel.show_state(state, language)

    def _pane(self, part: Part) -> Pane:
        if part not in self._panes:
            self._panes[part] = _PANES[part](presenter=self._presenter, clock=self._clock)
            self._stack.addWidget(self._panes[part])
        return self._panes[part]

    def _show_rail(self, state: WatchState) -> None:
        self.back.setText(self.tr("Back"))
        self._close_day.setText(self.tr("Close the day …"))
        self._close_day.setAccessibleDescription(self.tr("Asks first; who still holds a number is listed"))
        self._close_day.setVisible(may_here(state, Right.CLOSE_DAY))
        self._close_day.set_allowed(state.asked is None and state.view is not None and not state.is_lost)
        alerts = 0 if state.view is None else unattended(state.view)
        for (part, tab), key in zip(self._tabs.items(), Key.HALL_PART.names, strict=False):
            text = words.part(part)
            if part is Part.OVERVIEW and alerts:
                text = self.tr("{part} · {count}").format(part=text, count=alerts)
            tab.setText(text)
            tab.setVisible(part in parts(state))
            # What was typed into a question is not lost by a slip of the mouse.
            tab.set_allowed(state.asked is None)
            is_shown = part is state.part
            tab.set_fill("dark" if is_shown else "quiet")
            tab.setToolTip(key)
            shown = self.tr("shown")
            tab.setAccessibleDescription(f"{key}, {shown}" if is_shown else key)

    def _on_tab(self, part: Part) -> None:
        self._presenter.show_part(part)
        if part in self._panes:
            self._panes[part].take_focus()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not self._presenter.state.is_shown:
            # Nothing of what somebody saw or typed is left for who comes next; under the cheat sheet it stays.
            self._shown = None
            for panel in self._panels.values():
                panel.leave()
