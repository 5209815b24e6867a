"""The quiet page of a closed hall: that it is closed, when numbers are given again, and the hours of the week."""

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from antrean.hours import Span
from antrean.ui import dates, messages
from antrean.ui.dress import spaced, theme_of
from antrean.ui.wander import PLACES, STEP_MS
from antrean.ui.widgets import BigButton, FitLabel, Icon, Panel
from kiosk import weekly
from kiosk.offered import hall_closed, today
from kiosk.pages import reasons
from kiosk.state import KioskState

_CENTER = Qt.AlignmentFlag.AlignHCenter
_A_MONDAY: Final = date(2024, 1, 1)


class ClosedPage(Panel):
    """Signals `woken()` at any touch, and `standards_opened()`."""

    woken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="header", parent=parent)
        self.setObjectName("page_closed")
        self._place = 0
        self._column = spaced(QVBoxLayout(self), gap="l", margins=("xxl", "xxl"))
        icon = Icon("clock", color="header_muted", extent="icon_l")
        self._heading = FitLabel(role="heading", tone="header", lines=2, align=_CENTER)
        self._heading.setObjectName("closed_heading")
        self._again = FitLabel(role="title", tone="header", lines=3, align=_CENTER)
        self._again.setObjectName("closed_again")
        self._hours = _Week()
        self._look = BigButton(name="closed_look", fill="accent", extent="l", icon="info")
        self._look.clicked.connect(self.woken)
        self._column.addStretch(2)
        self._column.addWidget(icon, 0, _CENTER)
        self._column.addWidget(self._heading)
        self._column.addWidget(self._again)
        self._column.addStretch(1)
        self._column.addWidget(self._hours, 0, _CENTER)
        self._column.addStretch(1)
        self._column.addWidget(self._look, 0, _CENTER)
        self._column.addStretch(2)
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self.move_on)

    def show_state(self, state: KioskState) -> None:
        """Say why the hall is closed and from when numbers are given."""
        offer = state.offer
        closed = None if offer is None else hall_closed(offer)
        if offer is None or closed is None:
            self._timer.stop()
            return
        if not self._timer.isActive():
            self._timer.start()
        self._heading.setText(reasons.reason(closed, state.language))
        self._again.setText(messages.opens_again(closed.opens_at, today(offer)))
        self._hours.show_lines(weekly.lines(offer.mall.hours), state.language, today_is=today(offer).weekday())
        self._look.setText(self.tr("See what is offered here"))
        self._look.setAccessibleDescription(self.tr("All agencies, what to bring, and when they are open"))

    def move_on(self) -> None:
        """Let everything stand somewhere else."""
        self._place = (self._place + 1) % len(PLACES)
        self._settle()

    def _settle(self) -> None:
        theme = theme_of(self)
        step = theme.space("l")
        across, down = PLACES[self._place]
        middle = theme.space("xxl")
        self._column.setContentsMargins(
            middle + across * step, middle + down * step, middle - across * step, middle - min(1, down) * step
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.woken.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()


class _Week(Panel):
    """The week's hours, one line for days that are alike."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("closed_hours")
        self._grid = spaced(QGridLayout(self), gap="m")
        self._shown: object = None
        self._labels: list[FitLabel] = []

    def show_lines(self, lines: tuple[weekly.DaysAlike, ...], language: str, *, today_is: int) -> None:
        shown = (lines, language, today_is, self.tr("closed"))
        if shown == self._shown:
            return
        self._shown = shown
        for label in self._labels:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = []
        for row, line in enumerate(lines):
            # Today's line is the one most people look for.
            role = "strong" if line.first <= today_is <= line.last else "body"
            for column, text in enumerate((_days(line, language), self._times(line.open, language))):
                label = FitLabel(role=role, tone="header")
                label.setText(text)
                self._grid.addWidget(label, row, column)
                self._labels.append(label)

    def _times(self, spans: tuple[Span, ...], language: str) -> str:
        if not spans:
            return self.tr("closed")
        return ", ".join(
            f"{dates.clock_time(one.opens, language)}–{dates.clock_time(one.closes, language)}" for one in spans
        )


def _days(line: weekly.DaysAlike, language: str) -> str:
    first, last = (dates.weekday(_A_MONDAY + timedelta(days=day), language) for day in (line.first, line.last))
    return first if line.first == line.last else f"{first}–{last}"
