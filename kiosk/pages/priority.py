"""Who needs to be served first: friendly pictures, several may apply, no proof asked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from antrean.model import Priority
from antrean.ui import messages
from antrean.ui.dress import Dressed, spaced
from antrean.ui.widgets import BigButton, CardButton, FitLabel, Icon, Panel, WrapGrid
from kiosk.state import KIOSK_PRIORITIES, KioskState

_ICONS = {
    Priority.ELDERLY: "elderly",
    Priority.DISABILITY: "disability",
    Priority.PREGNANT: "pregnant",
    Priority.WITH_INFANT: "infant",
}
_CENTER = Qt.AlignmentFlag.AlignHCenter


class PriorityPage(Panel):
    """Signals `priority_toggled(Priority)`, `priority_confirmed` and `priority_cleared`."""

    priority_toggled = Signal(object)
    priority_confirmed = Signal()
    priority_cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fill="bg", parent=parent)
        self.setObjectName("page_priority")
        column = spaced(QVBoxLayout(self), gap="l", margins=("xl", "l"))
        self._heading = FitLabel(role="heading", lines=2)
        self._note = FitLabel(role="body", tone="muted", lines=3)
        column.addWidget(self._heading)
        column.addWidget(self._note)
        self._cards = [_KindCard(kind) for kind in KIOSK_PRIORITIES]
        grid_box = Panel()
        self._grid = spaced(WrapGrid(grid_box, columns=2), gap="l")
        for card in self._cards:
            self._grid.addWidget(card)
            card.clicked.connect(lambda _=False, kind=card.kind: self.priority_toggled.emit(kind))
        column.addWidget(grid_box)
        self._confirm = BigButton(name="priority_confirm", fill="accent")
        self._confirm.clicked.connect(self.priority_confirmed)
        column.addWidget(self._confirm)
        self._close = BigButton(name="priority_none", fill="outline")
        self._close.clicked.connect(self.priority_cleared)
        column.addWidget(self._close)
        column.addStretch()

    def show_state(self, state: KioskState) -> None:
        """Show which kinds are chosen."""
        self._heading.setText(self.tr("Who needs to be served first?"))
        self._note.setText(
            self.tr("Choose what applies. Nothing has to be proven, and nothing about you but the kind is kept.")
        )
        self._confirm.setText(self.tr("Go on"))
        self._confirm.setVisible(bool(state.priorities))
        self._close.setText(self.tr("Go on without priority"))
        for card in self._cards:
            card.show_state(card.kind in state.priorities)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grid.set_columns(4 if self.width() > self.height() else 2)


class _KindCard(CardButton, Dressed):
    """One kind of priority as a picture with its name."""

    def __init__(self, kind: Priority) -> None:
        super().__init__(name=f"priority_{kind}")
        self.kind = kind
        column = spaced(QVBoxLayout(self), gap="m", margins="l")
        self._icon = Icon(_ICONS[kind], color="link", extent="picture")
        self._name = FitLabel(role="subtitle", lines=3, align=_CENTER)
        column.addWidget(self._icon, 0, _CENTER)
        column.addWidget(self._name)

    def show_state(self, is_chosen: bool) -> None:
        name = messages.priority_word(self.kind)
        self._icon.set_icon("check" if is_chosen else _ICONS[self.kind])
        self._name.setText(name)
        self.setAccessibleName(f"{name}. {self.tr('Chosen')}" if is_chosen else name)
