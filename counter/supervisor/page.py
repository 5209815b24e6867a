"""The supervisor's page: its parts at the left, the one that is shown at the right."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from antrean.clock import Clock
from antrean.errors import AntreanError
from antrean.ui import messages
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, FitLabel, Icon, Panel
from counter.shortcuts import Key, bind_name
from counter.supervisor import words
from counter.supervisor.counters_pane import CountersPane
from counter.supervisor.devices_pane import DevicesPane
from counter.supervisor.numbers_pane import NumbersPane
from counter.supervisor.overview_pane import OverviewPane
from counter.supervisor.pane import Pane
from counter.supervisor.presenter import SupervisorPresenter
from counter.supervisor.queues_pane import QueuesPane
from counter.supervisor.state import Part, WatchState, unattended

_PANES: Final[Mapping[Part, Callable[..., Pane]]] = {
    Part.OVERVIEW: OverviewPane,
    Part.QUEUES: QueuesPane,
    Part.COUNTERS: CountersPane,
    Part.NUMBERS: NumbersPane,
    Part.DEVICES: DevicesPane,
}


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
        self.back.clicked.connect(presenter.hide)
        rail = spaced(QVBoxLayout(), gap="xs")
        for (part, tab), name in zip(self._tabs.items(), Key.HALL_PART.names, strict=False):
            tab.clicked.connect(partial(self._on_tab, part))
            bind_name(self, name, (tab,))
            rail.addWidget(tab)
        rail.addStretch(1)
        rail.addWidget(self.back)
        self._waiting = WaitingPane()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._waiting)
        self._panes: dict[Part, Pane] = {}
        row = spaced(QHBoxLayout(self), gap="m", margins=("l", "m"))
        row.addLayout(rail, 2)
        row.addWidget(self._stack, 12)

    def show_state(self, state: WatchState, language: str) -> None:
        if self._shown == (state, language):
            # The desk has changed, not the hall.
            return
        self._shown = (state, language)
        self._show_tabs(state)
        self.back.setText(self.tr("Back"))
        if state.view is None:
            self._waiting.show_state(state)
            self._stack.setCurrentWidget(self._waiting)
            return
        pane = self._pane(state.part)
        pane.show_state(state, language)
        if self._stack.currentWidget() is not pane:
            self._stack.setCurrentWidget(pane)

    def tick(self) -> None:
        """Bring the ages up to the clock."""
        if self.isVisible() and self._shown is not None and self._shown[0].view is not None:
            state, language = self._shown
            self._pane(state.part).show_state(state, language)

    def _pane(self, part: Part) -> Pane:
        if part not in self._panes:
            self._panes[part] = _PANES[part](presenter=self._presenter, clock=self._clock)
            self._stack.addWidget(self._panes[part])
        return self._panes[part]

    def _show_tabs(self, state: WatchState) -> None:
        alerts = 0 if state.view is None else unattended(state.view)
        for (part, tab), key in zip(self._tabs.items(), Key.HALL_PART.names, strict=False):
            text = words.part(part)
            if part is Part.OVERVIEW and alerts:
                text = self.tr("{part} · {count}").format(part=text, count=alerts)
            tab.setText(text)
            is_shown = part is state.part
            tab.set_fill("dark" if is_shown else "quiet")
            tab.setToolTip(key)
            shown = self.tr("shown")
            tab.setAccessibleDescription(f"{key}, {shown}" if is_shown else key)

    def _on_tab(self, part: Part) -> None:
        self._presenter.show_part(part)
        if part in self._panes:
            self._panes[part].take_focus()
