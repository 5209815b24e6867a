"""The alerts of the hall, the most urgent on top: what, since when, and who looks after it."""

from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from antrean.mall_record import Mall
from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, Card, FitLabel, Icon, Panel
from antrean.watch import Known
from counter.supervisor import words
from counter.supervisor.presenter import SupervisorPresenter
from counter.supervisor.state import WatchState, in_order, is_allowed, moment
from counter.supervisor.wishes import Acknowledge


class AlertRow(Card):
    """One alert; a row stays with its alert, wherever that moves in the list."""

    def __init__(self, *, key: str, presenter: SupervisorPresenter, parent: QWidget | None = None) -> None:
        super().__init__(corner="s", parent=parent)
        self.setObjectName("alert")
        # The list scrolls rather than make its rows smaller.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.key = key
        self._icon = Icon("info", color="muted")
        self._severity = FitLabel(role="caption")
        self._what = FitLabel(role="strong")
        self._more = FitLabel(role="small", tone="muted")
        self._since = FitLabel(role="small", tone="muted", is_tabular=True)
        self._taken_by = FitLabel(role="small", tone="good", lines=3, align=Qt.AlignmentFlag.AlignRight)
        self.take = BigButton(name="alert_take", fill="outline", extent="s")
        self.take.clicked.connect(lambda: presenter.acknowledge(self.key))
        for label in (self._severity, self._since):
            label.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        for label in (self._what, self._more):
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        words_column = spaced(QVBoxLayout(), gap="none")
        words_column.addWidget(self._what)
        words_column.addWidget(self._more)
        how = spaced(QVBoxLayout(), gap="none")
        how.addWidget(self._severity)
        how.addWidget(self._since)
        row = spaced(QHBoxLayout(self), gap="m", margins=("m", "xs"))
        row.addWidget(self._icon)
        row.addLayout(how)
        row.addLayout(words_column, 5)
        row.addWidget(self._taken_by, 3)
        row.addWidget(self.take)

    def show_alert(self, state: WatchState, known: Known, mall: Mall, now: datetime, language: str) -> None:
        alert, given = known.alert, known.acknowledged
        word, icon, tone = words.severity(alert.severity)
        what = words.alert(alert, mall, language)
        self._icon.set_icon(icon, tone)
        self._severity.setText(word)
        self._severity.set_tone(tone)
        self._what.setText(what)
        self._what.set_tone("ink" if given is None else "muted")
        more = words.alert_more(alert, mall, now, language)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        since = self.tr("since {time}").format(time=words.at(alert.since, mall, language))
        self._since.setText(since)
        taken = ""
        if given is not None:
            time = words.at(given.at, mall, language)
            taken = self.tr("{officer} looks after it, {time}").format(officer=given.officer.name, time=time)
        self._taken_by.setText(taken)
        self._taken_by.setVisible(given is not None)
        self.take.setVisible(given is None)
        self.take.setText(self.tr("I look after it"))
        self.take.setAccessibleName(self.tr("I look after it: {alert}").format(alert=what))
        self.take.setAccessibleDescription(" · ".join(one for one in (word, more, since) if one))
        wish = Acknowledge(key=self.key)
        self.take.set_allowed(is_allowed(state, wish))
        self.take.set_busy(state.pending == wish)
        self.setAccessibleName(" · ".join(one for one in (word, what, more, since, taken) if one))


class AlertsList(QScrollArea):
    """All alerts; those that somebody looks after stand below the others."""

    def __init__(self, *, presenter: SupervisorPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("alerts")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Tab goes to the buttons; the area itself has nothing to do.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._presenter = presenter
        self._inside = Panel()
        self._column = spaced(QVBoxLayout(self._inside), gap="xs")
        self._column.addStretch(1)
        self.setWidget(self._inside)
        self.rows: dict[str, AlertRow] = {}
        self._order: list[str] = []

    def show_state(self, state: WatchState, now: datetime, language: str) -> None:
        view = state.view
        alerts = () if view is None else in_order(view.alerts)
        keys = [one.alert.key for one in alerts]
        for key in set(self.rows) - set(keys):
            row = self.rows.pop(key)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, known in enumerate(alerts):
            key = known.alert.key
            if key not in self.rows:
                self.rows[key] = AlertRow(key=key, presenter=self._presenter)
            assert view is not None
            self.rows[key].show_alert(state, known, view.mall, moment(state, now), language)
            if self._column.indexOf(self.rows[key]) != at:
                self._column.insertWidget(at, self.rows[key])
        if keys != self._order:
            self._order = keys
            # Tab goes from the top down, wherever a row was made.
            for before, after in pairwise(keys):
                QWidget.setTabOrder(self.rows[before].take, self.rows[after].take)
