"""The two buttons that turn the sheets of a page that does not fit on one screen: large, so that nobody has to drag."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from antrean.ui.dress import spaced
from antrean.ui.widgets import BigButton, FitLabel, Panel


class Turner(Panel):
    """Hidden while one sheet is enough; `turned(sheet)` names the sheet to show."""

    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._sheets = 1
        self._turn = 0
        row = spaced(QHBoxLayout(self), gap="m")
        self._before = BigButton(name="sheet_before", fill="outline", extent="m", icon="back")
        self._where = FitLabel(role="body", align=Qt.AlignmentFlag.AlignHCenter)
        self._next = BigButton(name="sheet_next", fill="dark", extent="m", icon="next")
        row.addWidget(self._before, 1)
        row.addWidget(self._where, 1)
        row.addWidget(self._next, 1)
        for button in (self._before, self._next):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
        self._before.clicked.connect(lambda: self.turned.emit(self._shown() - 1))
        self._next.clicked.connect(lambda: self.turned.emit(self._shown() + 1))
        self.hide()

    def set_sheets(self, sheets: int) -> None:
        """Say how many sheets there are."""
        self._sheets = sheets
        self.show_state(self._turn)

    def show_state(self, turn: int) -> None:
        """Show where the visitor is."""
        self._turn = turn
        shown = self._shown()
        self.setVisible(self._sheets > 1)
        self._before.setText(self.tr("Previous"))
        self._next.setText(self.tr("Next"))
        self._before.setVisible(shown > 0)
        self._next.setVisible(shown < self._sheets - 1)
        self._where.setText(self.tr("Page {page} of {pages}").format(page=shown + 1, pages=self._sheets))

    def _shown(self) -> int:
        return min(self._turn, self._sheets - 1)
