"""The bar on top: which counter, whether it is open, who sits there, a break and the end of the shift."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from antrean.clock import Clock
from antrean.model import CounterState
from antrean.ui.dress import spaced
from antrean.ui.language import Language, own_name
from antrean.ui.widgets import BigButton, ClockLabel, FitLabel, Panel, StatusPill
from counter import shortcuts
from counter.presenter import CounterPresenter
from counter.state import Deed, DeskState, Page, agencies_of, allowed
from counter.state import Panel as Asked


class CounterHeader(Panel):
    def __init__(
        self, *, presenter: CounterPresenter, clock: Clock, language: Language, parent: QWidget | None = None
    ) -> None:
        super().__init__(fill="header", bar="header", parent=parent)
        self._presenter = presenter
        self._language = language
        self._title = FitLabel(role="subtitle", tone="header")
        self._title.setObjectName("counter_title")
        self._pill = StatusPill()
        self._pill.setObjectName("counter_state")
        self._clock = ClockLabel(clock=clock, role="body", tone="header_muted")
        self._clock.setObjectName("clock")
        self._officer = FitLabel(role="body", tone="header_muted")
        self._officer.setObjectName("officer")
        self.take_break = BigButton(name="break", fill="header_plain", extent="s")
        self.take_break.set_key_cap(shortcuts.BREAK)
        self.take_break.clicked.connect(self._on_break)
        self.close_counter = BigButton(name="close_counter", fill="header_plain", extent="s")
        self.close_counter.clicked.connect(presenter.close_counter)
        self._other = BigButton(name="language", fill="header_plain", extent="s")
        self._other.clicked.connect(lambda: language.set(language.other()))
        for fixed in (self._pill, self.take_break, self.close_counter, self._other):
            # Where the bar is too short, the names give way, not the words of the buttons.
            fixed.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = spaced(QHBoxLayout(self), gap="m", margins=("l", "xs"))
        row.addWidget(self._title)
        row.addWidget(self._pill)
        row.addStretch(1)
        for part in (self._clock, self._officer, self.take_break, self.close_counter, self._other):
            row.addWidget(part)

    def show_state(self, state: DeskState, language: str) -> None:
        view = state.view if state.page is Page.DESK else None
        self._other.setText(language_mark(self._language.other()))
        self._other.setAccessibleName(own_name(self._language.other()))
        self._other.setToolTip(own_name(self._language.other()))
        self._clock.set_language(language)
        self._clock.setVisible(state.mall is not None)
        if state.mall is not None:
            self._clock.set_zone(state.mall.zone_info)
        for part in (self._pill, self._officer, self.take_break, self.close_counter):
            part.setVisible(view is not None)
        if view is None:
            self._title.setText(self.tr("Counter"))
            return
        title = self.tr("Counter {number} · {agency}")
        self._title.setText(
            title.format(number=view.record.number, agency=agencies_of(view.mall, view.record, language))
        )
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
        self.close_counter.set_allowed(Deed.CLOSE in may)

    def _on_break(self) -> None:
        if self._presenter.state.is_on_break:
            self._presenter.end_break()
        else:
            self._presenter.show_panel(Asked.BREAK)


def language_mark(code: str) -> str:
    """Return "EN" or "ID"."""
    return code.upper()
