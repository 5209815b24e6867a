"""One service that was found: its zone, its name, whose it is, and how many wait or why it gives no number."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from antrean.ui.dress import set_look, spaced
from antrean.ui.widgets import CardButton, FitLabel, Icon, ZoneMark
from kiosk.offered import ServiceView
from kiosk.pages.reasons import opens, reason
from kiosk.state import KioskState

_TOP = Qt.AlignmentFlag.AlignTop


class HitRow(CardButton):
    """A whole row to touch, closed services too: their page says what to bring and when to come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="hit", parent=parent)
        self.service = ""
        set_look(self, extent="s")
        row = spaced(QHBoxLayout(self), gap="m", margins=("l", "s"))
        self._mark = ZoneMark(color="", number=0)
        self._name = FitLabel(role="card", lines=4, shrink=1.0)
        self._whose = FitLabel(role="small", lines=4, shrink=1.0)
        self._status = FitLabel(role="caption", lines=4, shrink=1.0)
        texts = spaced(QVBoxLayout(), gap="none")
        texts.addStretch(1)
        for label in (self._name, self._whose, self._status):
            texts.addWidget(label)
        texts.addStretch(1)
        row.addWidget(self._mark)
        row.addLayout(texts, 1)
        row.addWidget(Icon("next", color="muted"))

    def show_hit(self, view: ServiceView, state: KioskState) -> None:
        """Show a service as the hall has it now."""
        if state.offer is None:
            return
        language = state.language
        self.service = view.service.code
        self.setObjectName(f"hit_{view.service.code}")
        self._mark.set_zone(color=view.zone.color, number=view.zone.position)
        name = view.service.name.in_language(language)
        self._name.setText(name)
        self._name.set_tone("muted" if view.closed else None)
        whose = self.tr("{agency} · Zone {zone}").format(
            agency=view.agency.short.in_language(language), zone=view.zone.position
        )
        self._whose.setText(whose)
        if view.closed is not None:
            again = opens(view.closed, state.offer, language)
            status, tone = f"{reason(view.closed, language)}. {again}".strip(), "warn"
        elif view.waiting:
            status, tone = self.tr("{count} waiting").format(count=view.waiting), "good"
        else:
            status, tone = self.tr("Nobody waiting"), "good"
        self._status.setText(status)
        self._status.set_tone(tone)
        self.set_off(view.closed is not None)
        self.set_stripe(view.zone.color)
        self.setAccessibleName(f"{name}. {whose}. {status}")
        self.setAccessibleDescription(self.tr("Opens this service."))
