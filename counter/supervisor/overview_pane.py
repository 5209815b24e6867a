"""The hall at a glance: today's sums, what somebody should look after, and each zone in one card."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from antrean.clock import Clock
from antrean.model import CounterState
from antrean.ui.dress import spaced
from antrean.ui.widgets import Card, FitLabel, Icon, Panel, WrapGrid, ZoneMark
from antrean.watch import HallView, ZoneNow
from counter.supervisor import words
from counter.supervisor.alerts_list import AlertsList
from counter.supervisor.pane import Pane
from counter.supervisor.presenter import SupervisorPresenter
from counter.supervisor.state import WatchState, moment, unattended


class FigureCard(Card):
    """A number of today and what it counts."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(corner="s", parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._number = FitLabel(role="title")
        self._number.setObjectName(f"figure_{name}")
        self._what = FitLabel(role="small", tone="muted", lines=2)
        column = spaced(QVBoxLayout(self), gap="none", margins=("s", "xs"))
        column.addWidget(self._number)
        column.addWidget(self._what)

    def show_figure(self, number: int, what: str) -> None:
        self._number.setText(str(number))
        self._what.setText(what)
        self.setAccessibleName(f"{what}: {number}")


class ZoneCard(Card):
    """Who waits in a zone, for how long, and how many of its counters are open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(corner="s", parent=parent)
        self._mark = ZoneMark(color="")
        self._name = FitLabel(role="caption", lines=4)
        self._waiting = FitLabel(role="small", tone="ink", lines=2)
        self._counters = FitLabel(role="small", tone="muted", lines=2)
        top = spaced(QHBoxLayout(), gap="s")
        top.addWidget(self._mark)
        top.addWidget(self._name, 1)
        column = spaced(QVBoxLayout(self), gap="xs", margins=("m", "s"))
        # Not everybody sees red.
        self._sign = Icon("warning", color="bad")
        middle = spaced(QHBoxLayout(), gap="s")
        middle.addWidget(self._waiting, 1)
        middle.addWidget(self._sign)
        column.addLayout(top)
        column.addLayout(middle)
        column.addWidget(self._counters)

    def show_zone(self, zone: ZoneNow, waiting: str, counters: str, *, is_late: bool, language: str) -> None:
        self._mark.set_zone(color=zone.zone.color, number=zone.zone.position)
        name = zone.zone.name.in_language(language)
        self._name.setText(name)
        self._waiting.setText(waiting)
        self._waiting.set_tone("bad" if is_late else "ink")
        self._sign.setVisible(is_late)
        self._counters.setText(counters)
        late = (self.tr("over the target"),) if is_late else ()
        self.setAccessibleName(", ".join((name, *waiting.splitlines(), *late, counters)))


class OverviewPane(Pane):
    def __init__(self, *, presenter: SupervisorPresenter, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(name="overview_pane", presenter=presenter, clock=clock, parent=parent)
        names = ("issued", "waiting", "active", "held", "missed", "served", "cancelled")
        self._figures = {name: FigureCard(name=name) for name in names}
        figures = spaced(QHBoxLayout(), gap="s")
        for card in self._figures.values():
            figures.addWidget(card, 1)
        self._title = FitLabel(role="subtitle")
        self._title.setObjectName("alerts_title")
        self.alerts = AlertsList(presenter=presenter)
        self._calm = FitLabel(role="body", tone="muted", lines=2)
        self._calm.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._zones = Panel()
        self._grid = spaced(WrapGrid(self._zones, least_cell_u=190), gap="s")
        self._cards: list[ZoneCard] = []
        self._column.addLayout(figures)
        self._column.addWidget(self._title)
        self._column.addWidget(self._calm, 1)
        self._column.addWidget(self.alerts, 1)
        self._column.addWidget(self._zones)

    def draw(self, state: WatchState, language: str) -> None:
        view = state.view
        if view is None:
            return
        figures = view.figures
        for name, what in (
            ("issued", self.tr("numbers today")),
            ("waiting", self.tr("waiting")),
            ("active", self.tr("at the counters")),
            ("held", self.tr("on hold")),
            ("missed", self.tr("missed the call")),
            ("served", self.tr("served")),
            ("cancelled", self.tr("cancelled")),
        ):
            self._figures[name].show_figure(getattr(figures, name), what)
        open_alerts = unattended(view)
        title = self.tr("Alerts: {count}").format(count=open_alerts) if open_alerts else self.tr("Alerts")
        self._title.setText(title)
        self._calm.setText(self.tr("All is well: nothing in the hall needs you now."))
        self._calm.setVisible(not view.alerts)
        self.alerts.setVisible(bool(view.alerts))
        self.alerts.show_state(state, self._clock.now(), language)
        self._show_zones(state, view, language)

    def take_focus(self) -> None:
        for row in self.alerts.rows.values():
            if row.take.isVisible():
                row.take.setFocus()
                return

    def _show_zones(self, state: WatchState, view: HallView, language: str) -> None:
        while len(self._cards) < len(view.zones):
            self._cards.append(ZoneCard())
            self._grid.addWidget(self._cards[-1])
        now = moment(state, self._clock.now())
        for card in self._cards[len(view.zones) :]:
            card.hide()
        for card, zone in zip(self._cards, view.zones, strict=False):
            waiting = sum(one.waiting for one in zone.queues)
            since = min((one.waiting_since for one in zone.queues if one.waiting_since is not None), default=None)
            text = self.tr("nobody waits")
            if since is not None:
                longest = self.tr("longest {time}").format(time=words.lasted(now - since))
                text = self.tr("{count} waiting").format(count=waiting) + f"\n{longest}"
            is_open = sum(one.now.state is CounterState.OPEN for one in zone.counters)
            counters = self.tr("{count} of {all} counters open").format(count=is_open, all=len(zone.counters))
            is_late = any(one.late_from is not None and one.late_from <= now for one in zone.queues)
            card.show_zone(zone, text, counters, is_late=is_late, language=language)
            card.show()
