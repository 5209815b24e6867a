"""The line at the top of every page: where the visitor is, the way back, the language and the time."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from antrean.clock import Clock
from antrean.ui import dates
from antrean.ui.dress import spaced
from antrean.ui.language import own_name
from antrean.ui.widgets import BigButton, ClockLabel, FitLabel, Logo, Panel
from kiosk.state import KioskState, Page

_STARTS = (Page.WAITING, Page.CLOSED, Page.AGENCIES, Page.ISSUED)
"""Pages that there is no way back from."""


class Header(Panel):
    """Signals `back_clicked`, `language_clicked` and `minute_changed`."""

    back_clicked = Signal()
    language_clicked = Signal()
    minute_changed = Signal()

    def __init__(self, *, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(fill="header", bar="header", parent=parent)
        self._clock = clock
        self._back = BigButton(name="back", fill="header", extent="m", icon="back")
        self._logo = Logo()
        self._title = FitLabel(role="subtitle", tone="header")
        self._title.setObjectName("header_title")
        self._place = FitLabel(role="small", tone="header_muted", lines=2)
        self._language = BigButton(name="language_switch", fill="header", extent="m", icon="language")
        self._time = ClockLabel(clock=clock, tone="header")
        self._time.setObjectName("clock")
        row = spaced(QHBoxLayout(self), gap="m", margins=("xl", "none"))
        row.addWidget(self._back)
        row.addWidget(self._logo)
        names = spaced(QVBoxLayout(), gap="none")
        names.addStretch()
        names.addWidget(self._title)
        names.addWidget(self._place)
        names.addStretch()
        row.addLayout(names, 1)
        row.addWidget(self._language)
        row.addWidget(self._time)
        self._back.clicked.connect(self.back_clicked)
        self._language.clicked.connect(self.language_clicked)
        self._time.minute_changed.connect(self.minute_changed)

    def show_state(self, state: KioskState) -> None:
        """Show where the visitor is."""
        is_inside = state.page not in _STARTS
        self._back.setText(self.tr("Back"))
        self._back.setVisible(is_inside)
        self._logo.setVisible(not is_inside)
        others = [code for code in state.languages if code != state.language]
        self._language.setVisible(bool(others))
        if others:
            # In the language it leads to: who needs it reads that one.
            self._language.setText(own_name(others[0]))
        self._render_time(state)
        title, place = self._names(state)
        self._title.setText(title)
        self._place.setText(place)
        self._place.setVisible(bool(place))

    def _render_time(self, state: KioskState) -> None:
        self._time.set_language(state.language)
        if state.offer is not None:
            self._time.set_zone(state.offer.mall.zone_info)
        # Before the first read of the hall this PC's own clock and zone are not to be trusted.
        self._time.setVisible(state.offer is not None)

    def _names(self, state: KioskState) -> tuple[str, str]:
        if state.offer is None:
            return "Antrean", ""
        mall, language = state.offer.mall, state.language
        if state.page in (Page.SERVICES, Page.SERVICE) and state.agency is not None:
            agency = mall.agency(state.agency)
            zone = mall.zone(agency.zone)
            where = self.tr("{agency} · Zone {zone}").format(
                agency=agency.short.in_language(language), zone=zone.position
            )
            return where, agency.name.in_language(language)
        date = dates.long_date(self._clock.now().astimezone(mall.zone_info).date(), language)
        self._logo.setText(mall.name.in_language(language)[:1])
        return mall.name.in_language(language), f"{mall.place.in_language(language)} · {date}"
