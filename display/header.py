"""The top of the display: the mall, the zones it speaks for, date and time."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from antrean.clock import Clock
from antrean.ui.dates import long_date
from antrean.ui.dress import spaced
from antrean.ui.widgets import ClockLabel, FitLabel, Logo, Panel
from display.call_panel import ZoneLine
from display.state import DisplayState

_MOST_ZONES = 3
"""More of them do not fit beside the mall's name."""


class Header(Panel):
    """One line on a wide screen; on a tall one the date moves under the time."""

    def __init__(self, *, clock: Clock, language: str, parent: QWidget | None = None) -> None:
        super().__init__(fill="header", bar="header", parent=parent)
        self._logo = Logo()
        self._mall = FitLabel(role="subtitle", tone="header", shrink=0.5)
        self._mall.setObjectName("mall_name")
        self._zones = [ZoneLine(role="caption", tone="header_muted") for _ in range(_MOST_ZONES)]
        self._date = FitLabel(role="small", tone="header_muted", align=Qt.AlignmentFlag.AlignRight)
        self._date.setObjectName("date")
        self.clock = ClockLabel(clock=clock, language=language, tone="header")
        self.clock.setObjectName("clock")
        self.clock.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = spaced(QHBoxLayout(self), gap="m", margins=("xl", "s"))
        row.addWidget(self._logo)
        names = spaced(QVBoxLayout(), gap="none")
        names.addStretch(1)
        names.addWidget(self._mall)
        zones = spaced(QHBoxLayout(), gap="l")
        for line in self._zones:
            line.hide()
            zones.addWidget(line)
        zones.addStretch(1)
        names.addLayout(zones)
        names.addStretch(1)
        row.addLayout(names, 1)
        self._when = spaced(QBoxLayout(QBoxLayout.Direction.LeftToRight), gap="m")
        self._when.addWidget(self._date)
        self._when.addWidget(self.clock)
        row.addLayout(self._when)

    def set_tall(self, is_tall: bool) -> None:
        directions = QBoxLayout.Direction
        self._when.setDirection(directions.BottomToTop if is_tall else directions.LeftToRight)
        self._when.setSpacing(0 if is_tall else self._when.spacing())

    def show_state(self, state: DisplayState, now: datetime) -> None:
        """Show the state; `now` is in the mall's zone."""
        self._logo.setText(state.mall_name[:1] or "A")
        self._mall.setText(state.mall_name)
        for at, line in enumerate(self._zones):
            line.setVisible(at < len(state.zones))
            if at < len(state.zones):
                line.set_zone(state.zones[at])
        is_known = bool(state.mall_name)
        self._date.setText(long_date(now.date(), state.language) if is_known else "")
        self.clock.setVisible(is_known)
        self.clock.set_language(state.language)
        self.clock.set_zone(state.time_zone)
