"""The calm page while there is no hall to show: the database is away, not set up, or has no mall yet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from antrean.ui import messages
from antrean.ui.dress import spaced
from antrean.ui.widgets import FitLabel, Icon, Panel
from kiosk.state import KioskState

_CENTER = Qt.AlignmentFlag.AlignHCenter


class WaitingPage(Panel):
    """One sentence for the visitor, and a smaller one for the technician."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="bg", parent=parent)
        self.setObjectName("page_waiting")
        column = spaced(QVBoxLayout(self), gap="l", margins=("xxl", "xl"))
        self._icon = Icon("hourglass", color="muted", extent="icon_l")
        self._heading = FitLabel(role="heading", lines=2, align=_CENTER)
        self._heading.setObjectName("waiting_heading")
        self._sentence = FitLabel(role="body", lines=3, align=_CENTER)
        self._sentence.setObjectName("waiting_sentence")
        self._detail = FitLabel(role="small", lines=4, align=_CENTER)
        self._detail.setObjectName("waiting_detail")
        column.addStretch()
        column.addWidget(self._icon, 0, _CENTER)
        for label in (self._heading, self._sentence, self._detail):
            column.addWidget(label)
        column.addStretch()

    def show_state(self, state: KioskState) -> None:
        """Show why the visitor has to wait."""
        if state.trouble is None:
            self._icon.set_icon("hourglass")
            self._heading.setText(self.tr("One moment, please"))
            self._sentence.setText("")
            self._detail.setText("")
            return
        self._icon.set_icon("offline")
        self._heading.setText(self.tr("This kiosk is not ready yet"))
        self._sentence.setText(
            self.tr("Please ask our officers at the information desk for a number.")
            + "\n"
            + messages.sentence(state.trouble)
        )
        self._detail.setText(state.trouble.sentence)
