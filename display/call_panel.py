"""The big panel: the call of the moment, readable from the other end of the hall."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from antrean.ui.dress import spaced
from antrean.ui.widgets import Card, FitLabel, StatusPill, ZoneMark
from display.pulse import Pulse
from display.side import ZoneView
from display.state import CallView


class ZoneLine(QWidget):
    """The zone's coloured mark with its number, and its name beside it."""

    def __init__(
        self,
        *,
        role: str = "body",
        tone: str = "muted",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mark = ZoneMark(color="")
        self._label = FitLabel(role=role, tone=tone, align=align)
        row = spaced(QHBoxLayout(self), gap="s")
        row.addWidget(self._mark)
        row.addWidget(self._label, 1)
        self._zone: ZoneView | None = None

    def set_zone(self, zone: ZoneView) -> None:
        self._zone = zone
        self._mark.set_zone(color=zone.color, number=zone.number)
        self._label.setText(self.tr("Zone {number} · {color}").format(number=zone.number, color=zone.color_name))


class CallPanel(Card):
    """Shows one call. `show_call` pulses the ground gently when the call has just come."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="accent", corner="xl", parent=parent)
        self.setObjectName("call_panel")
        self._call: CallView | None = None
        self.pulse = Pulse(self, corner="radius_xl")
        self._caption = FitLabel(role="title", tone="on_accent_muted")
        self._again = StatusPill(tone="dark")
        self._code = FitLabel(role="hero", tone="on_accent", is_number=True, align=Qt.AlignmentFlag.AlignHCenter)
        self._code.setObjectName("current_code")
        self._go_to = FitLabel(role="heading", tone="on_accent_muted")
        self._counter = FitLabel(role="place", tone="on_accent", is_number=True)
        self._counter.setObjectName("current_counter")
        self._agency = FitLabel(role="title", tone="on_accent", lines=3, align=Qt.AlignmentFlag.AlignRight, shrink=0.4)
        self._zone = ZoneLine(role="body", tone="on_accent_muted", align=Qt.AlignmentFlag.AlignRight)
        self._build()

    def _build(self) -> None:
        # The number has more of the width than the words: four digits are to be read from as far as three.
        page = spaced(QVBoxLayout(self), gap="m", margins=("l", "xl"))
        top = spaced(QHBoxLayout(), gap="m", margins=("xl", "none"))
        top.addWidget(self._caption, 1)
        # Aligned, or its fixed height would be that of the whole line.
        top.addWidget(self._again, 0, Qt.AlignmentFlag.AlignVCenter)
        page.addLayout(top)
        page.addWidget(self._code, 1)
        bottom = spaced(QHBoxLayout(), gap="l", margins=("xl", "none"))
        # Both columns stand on the ground line: a long agency name grows upwards and moves nothing.
        where = spaced(QVBoxLayout(), gap="m")
        where.addStretch(1)
        where.addWidget(self._go_to)
        where.addWidget(self._counter)
        bottom.addLayout(where, 3)
        place = spaced(QVBoxLayout(), gap="xs")
        place.addStretch(1)
        place.addWidget(self._agency)
        zone = spaced(QHBoxLayout(), gap="none")
        zone.addStretch(1)
        zone.addWidget(self._zone)
        place.addLayout(zone)
        bottom.addLayout(place, 2)
        page.addLayout(bottom)

    def show_call(self, call: CallView, *, is_new: bool) -> None:
        """Show a call; the same one again changes nothing."""
        if is_new:
            self.pulse.start()
        if call == self._call:
            return
        self._call = call
        self._say()

    def _say(self) -> None:
        call = self._call
        if call is None:
            return
        self._caption.setText(self.tr("Priority queue number") if call.is_priority else self.tr("Queue number"))
        self._again.setText(self.tr("Call no. {count}").format(count=call.call_count))
        self._again.setVisible(call.call_count > 1)
        self._code.setText(call.code)
        self._go_to.setText(self.tr("Please go to"))
        self._counter.setText(self.tr("Counter {number}").format(number=call.counter))
        self._agency.setText(call.agency)
        self._zone.set_zone(call.zone)
        self.setAccessibleName(f"{call.code}, {self._counter.text()}, {call.agency}")

    def is_pulsing(self) -> bool:
        return self.pulse.is_running()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.pulse.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.pulse.paint(QPainter(self))
