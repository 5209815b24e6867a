"""The page before the technician's: a pad of digits, dots for what was typed, and how a PIN is made where none is."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from antrean.ui.dress import spaced, theme_of
from antrean.ui.widgets import BigButton, FitLabel, Panel
from kiosk.state import KioskState, Technician

_CENTER: Final = Qt.AlignmentFlag.AlignHCenter
COMMAND: Final = "antrean kiosk pin"
"""Makes the line for the settings; the same in every language."""


class PinPage(Panel):
    """Signals `typed(digit)`, `erased` and `pin_confirmed`; the header leads back."""

    typed = Signal(str)
    erased = Signal()
    pin_confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="bg", parent=parent)
        self.setObjectName("page_pin")
        self._heading = FitLabel(role="heading", lines=2, align=_CENTER)
        self._heading.setObjectName("pin_heading")
        self._dots = FitLabel(role="place", align=_CENTER, is_number=True)
        self._dots.setObjectName("pin_dots")
        self._message = FitLabel(role="body", lines=6, shrink=1.0, align=_CENTER)
        self._message.setObjectName("pin_message")
        self._pad = _Pad()
        self._pad.typed.connect(self.typed)
        self._pad.erased.connect(self.erased)
        self._pad.confirmed.connect(self.pin_confirmed)
        column = spaced(QVBoxLayout(self), gap="m", margins=("xl", "l"))
        column.addStretch(1)
        for part in (self._heading, self._dots, self._message):
            column.addWidget(part)
        row = spaced(QHBoxLayout(), gap="none")
        row.addStretch(1)
        row.addWidget(self._pad)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)

    @property
    def first_control(self) -> QWidget:
        return self._pad.first

    def show_state(self, state: KioskState) -> None:
        """Show how many digits were typed, and why none are taken."""
        technician = state.technician
        if technician is None:
            return
        self._heading.setText(self.tr("PIN of the technician"))
        self._dots.setText("•" * technician.typed or " ")
        self._dots.setAccessibleName(self.tr("{count} digits typed").format(count=technician.typed))
        self._dots.setVisible(technician.has_pin)
        self._message.setText(self._say(technician))
        self._message.set_tone("bad" if technician.is_wrong or technician.locked_s else "muted")
        self._pad.setVisible(technician.has_pin)
        self._pad.show_words(erase=self.tr("Erase"), confirm=self.tr("OK"))
        self._pad.allow(is_open=not technician.locked_s, is_checking=technician.is_checking, typed=technician.typed)

    def _say(self, technician: Technician) -> str:
        if not technician.has_pin:
            how = self.tr("“{command}” makes one. Put the line it prints into antrean.toml, under [kiosk].")
            return "\n".join(
                (self.tr("No PIN is set on this PC, so this page stays shut."), how.format(command=COMMAND))
            )
        if technician.locked_s:
            return self.tr("Wrong too often. Wait {seconds} seconds.").format(seconds=technician.locked_s)
        if technician.is_checking:
            return self.tr("One moment …")
        if technician.is_wrong:
            return self.tr("This PIN is wrong.")
        return self.tr("This page is for staff only.")


class _Pad(Panel):
    """Twelve large keys, as on a telephone."""

    typed = Signal(str)
    erased = Signal()
    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        grid = spaced(QGridLayout(self), gap="m")
        keys: list[BigButton] = []
        for digit in "1234567890":
            key = BigButton(digit, name=f"pin_{digit}", fill="outline", extent="l")
            key.clicked.connect(lambda _=False, sign=digit: self.typed.emit(sign))
            keys.append(key)
        self.first = keys[0]
        self._digits = keys
        self._erase = BigButton(name="pin_erase", fill="quiet", extent="l", icon="erase")
        self._erase.clicked.connect(self.erased)
        self._confirm = BigButton(name="pin_ok", fill="primary", extent="l", icon="check")
        self._confirm.clicked.connect(self.confirmed)
        for at, key in enumerate((*keys[:9], self._erase, keys[9], self._confirm)):
            grid.addWidget(key, at // 3, at % 3)
        for column in range(3):
            grid.setColumnStretch(column, 1)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Polish, QEvent.Type.StyleChange):
            self.setFixedWidth(theme_of(self).px("pad_width"))
        return super().event(event)

    def show_words(self, *, erase: str, confirm: str) -> None:
        for key in self._digits:
            key.setAccessibleDescription(self.tr("Types the digit {digit}.").format(digit=key.text()))
        self._erase.setText(erase)
        self._erase.setAccessibleDescription(self.tr("Takes the last digit back."))
        self._confirm.setText(confirm)
        self._confirm.setAccessibleDescription(self.tr("Opens the technician's page where the PIN is right."))

    def allow(self, *, is_open: bool, is_checking: bool, typed: int) -> None:
        for key in self._digits:
            key.set_allowed(is_open and not is_checking)
        self._erase.set_allowed(is_open and typed > 0)
        self._confirm.set_allowed(is_open and typed > 0)
        self._confirm.set_busy(is_checking)
