"""The bar on top: which counter, whether it is open, who sits there, a break, the end of the shift, and the menu."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from antrean.clock import Clock
from antrean.model import CounterState
from antrean.ui.dress import spaced
from antrean.ui.language import Language
from antrean.ui.widgets import BigButton, ClockLabel, FitLabel, Panel, StatusPill
from counter.menu import CounterMenu
from counter.menu_entries import sections
from counter.presenter import CounterPresenter
from counter.shortcuts import Key, hall_title, keys_title
from counter.state import Deed, DeskState, Page, allowed, works_for
from counter.state import Panel as Asked
from counter.supervisor.own_counter import OwnCounter
from counter.supervisor.presenter import SupervisorPresenter
from counter.window_presenter import WindowPresenter


class CounterHeader(Panel):
    def __init__(
        self,
        *,
        presenter: CounterPresenter,
        looks: WindowPresenter,
        watch: SupervisorPresenter,
        clock: Clock,
        language: Language,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(fill="header", bar="header", parent=parent)
        self._presenter = presenter
        self._watch = watch
        self._looks = looks
        self._title = FitLabel(role="subtitle", tone="header", lines=2)
        self._title.setObjectName("counter_title")
        self._pill = StatusPill()
        self._pill.setObjectName("counter_state")
        self._clock = ClockLabel(clock=clock, role="body", tone="header_muted")
        self._clock.setObjectName("clock")
        self._officer = FitLabel(role="body", tone="header_muted", lines=2, shrink=0.5)
        self._officer.setObjectName("officer")
        self.take_break = BigButton(name="break", fill="header_plain", extent="s")
        self.take_break.clicked.connect(self._on_break)
        self.close_counter = BigButton(name="close_counter", fill="header_plain", extent="s")
        self.close_counter.clicked.connect(presenter.close_counter)
        self.own = OwnCounter(presenter=presenter, clock=clock)
        self.hall = BigButton(name="hall", fill="header_plain", extent="s", icon="people")
        self.hall.clicked.connect(watch.toggle)
        self.keys = BigButton(Key.KEYS.cap, name="keys", fill="header_plain", extent="s")
        self.keys.clicked.connect(looks.toggle_keys)
        self.menu = BigButton(name="menu", fill="header_plain", extent="s", icon="menu")
        self._menu = CounterMenu(
            sections=partial(sections, desk=presenter, looks=looks, watch=watch, language=language), parent=self
        )
        self.menu.clicked.connect(lambda: self._menu.open_at(self.menu))
        for fixed in (self._pill, self._clock, self.take_break, self.close_counter, self.hall, self.keys, self.menu):
            # Where the bar is too short, the names give way, not the words of the buttons.
            fixed.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        # The counter's own name keeps its room before the officer's does.
        self._title.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        row = spaced(QHBoxLayout(self), gap="m", margins=("l", "xs"))
        row.addWidget(self._title)
        row.addWidget(self._pill)
        row.addStretch(1)
        parts = (self.own, self._clock, self._officer, self.take_break, self.close_counter)
        for part in (*parts, self.hall, self.keys, self.menu):
            row.addWidget(part)

    def show_state(self, state: DeskState, language: str) -> None:
        view = state.view if state.page is Page.DESK else None
        self._tell_keys()
        self.hall.setAccessibleName(hall_title())
        self.keys.setAccessibleName(keys_title())
        self.menu.setAccessibleName(self.tr("Menu"))
        self._clock.set_language(language)
        self._clock.setVisible(state.mall is not None)
        if state.mall is not None:
            self._clock.set_zone(state.mall.zone_info)
        watching = self._watch.state.officer
        for part in (self.take_break, self.close_counter):
            # What they ask and say stands on the desk's page.
            part.setVisible(view is not None and watching is None)
        self.own.setVisible(view is not None and watching is not None)
        self.own.show_state(state, is_covered=self._looks.state.is_showing_keys)
        self._pill.setVisible(view is not None)
        # The names give way to one's own visitor.
        self._officer.setVisible((view is None) is not (watching is None))
        self.hall.setVisible(watching is not None or self._watch.at_desk is not None)
        self.hall.set_fill("accent" if watching is not None else "header_plain")
        if view is None:
            self._title.setText(self.tr("Counter") if watching is None else hall_title())
            self._officer.setText("" if watching is None else watching.name)
            return
        title = self.tr("Counter {number} · {agency}")
        self._title.setText(title.format(number=view.record.number, agency=works_for(view, language)))
        self._officer.setText("" if view.counter.officer is None else view.counter.officer.name)
        match view.counter.state:
            case CounterState.OPEN:
                self._pill.set_status(self.tr("Open"), "primary")
            case CounterState.BREAK:
                self._pill.set_status(self.tr("Break"), "warn")
            case CounterState.CLOSED:
                self._pill.set_status(self.tr("Closed"), "muted")
        may = allowed(state)
        self.take_break.setText(self.tr("End the break") if state.is_on_break else self.tr("Break"))
        self.take_break.set_allowed(bool({Deed.START_BREAK, Deed.END_BREAK} & may))
        self.close_counter.setText(self.tr("Close counter"))
        self.close_counter.setAccessibleDescription(self.tr("Ends your shift at this counter."))
        self.close_counter.set_allowed(Deed.CLOSE in may)

    def _tell_keys(self) -> None:
        """Say the keys where they are asked for: the bar has no room for their caps."""
        for button, key in (
            (self.take_break, Key.BREAK),
            (self.hall, Key.HALL),
            (self.keys, Key.KEYS),
            (self.menu, Key.MENU),
        ):
            keys = " · ".join(key.caps)
            button.setAccessibleDescription(keys)
            button.setToolTip(f"{key.text} · {keys}")

    def _on_break(self) -> None:
        if self._presenter.state.is_on_break:
            self._presenter.end_break()
        else:
            self._presenter.show_panel(Asked.BREAK)
