"""A field and a list below it: typed words leave the rows that hold them all, Enter takes the only one."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from antrean.clock import SystemClock
from antrean.ui.dress import spaced
from antrean.ui.widgets import FitLabel
from counter.queue_model import QueueModel, RowDelegate, list_view
from counter.rows import Row


class FindList(QWidget):
    """`changed` when something else is typed or chosen, `taken` when the chosen row is wanted."""

    changed = Signal()
    taken = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = QLineEdit()
        self._find.setObjectName(f"{name}_find")
        self._model = QueueModel(clock=SystemClock(), parent=self)
        self._list = list_view(f"{name}_list")
        self._list.setModel(self._model)
        self._list.setItemDelegate(RowDelegate(self._list, is_compact=True, widest_code=""))
        self._nothing = FitLabel(role="body", tone="muted")
        column = spaced(QVBoxLayout(self), gap="s")
        column.addWidget(self._find)
        column.addWidget(self._nothing)
        column.addWidget(self._list, 1)
        self._find.textChanged.connect(self.changed)
        self._find.returnPressed.connect(self._on_return)
        self._list.selectionModel().currentChanged.connect(self.changed)
        self._list.activated.connect(self.taken)

    def begin(self) -> None:
        """Forget what was typed and chosen, and take the focus."""
        self.clear()
        self._find.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        self._find.clear()
        self._list.setCurrentIndex(QModelIndex())

    def show_rows(self, rows: Sequence[Row], *, find: str, listed: str, nothing: str, told: str) -> None:
        """Show those of the rows that hold what was typed; `find` and `listed` name field and list, `told` explains."""
        sought = self._find.text().casefold().split()
        found = [row for row in rows if all(word in f"{row.code} {row.text}".casefold() for word in sought)]
        self._model.set_rows(found)
        self._find.setPlaceholderText(find)
        self._find.setAccessibleName(find)
        self._list.setAccessibleName(listed)
        for part in (self._find, self._list):
            part.setAccessibleDescription(told)
        self._nothing.setText(nothing)
        self._nothing.setVisible(not found)

    def chosen(self) -> Row | None:
        """Return the chosen row, or the only one there is."""
        rows = self._model.rows()
        return rows[0] if len(rows) == 1 else self._model.row(self._list.currentIndex())

    def _on_return(self) -> None:
        if self.chosen() is None and self._model.rows():
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
            self._list.setCurrentIndex(self._model.index(0))
        else:
            self.taken.emit()
