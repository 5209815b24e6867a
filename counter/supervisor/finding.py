"""A table with a line to type above it: what is typed narrows the table, arrows and Enter lead into it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from antrean.ui.dress import spaced
from antrean.ui.widgets import Panel
from counter.supervisor.lines import Column, Line
from counter.supervisor.pane import Table
from counter.supervisor.state import is_found

_DOWN: Final = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FoundTable(Panel):
    """`changed` when other lines are shown or another one is chosen; `activated` when one is chosen for good."""

    changed = Signal()
    activated = Signal()

    def __init__(self, *, name: str, columns: tuple[Column, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.field = QLineEdit()
        self.field.setObjectName(f"{name}_find")
        self.table = Table(name=name, columns=columns)
        column = spaced(QVBoxLayout(self), gap="s")
        column.addWidget(self.field)
        column.addWidget(self.table, 1)
        self.field.textChanged.connect(self.changed)
        self.field.installEventFilter(self)
        self.table.view.selectionModel().currentChanged.connect(self.changed)
        self.table.view.activated.connect(self.activated)

    def show_lines(self, lines: Sequence[Line], *, headings: Sequence[str], name: str, find: str, empty: str) -> None:
        """Show what was sought of these lines; `find` and `name` are for the line to type and the table."""
        found = [line for line in lines if is_found(line.said, self.field.text())]
        self.table.show_lines(found, headings=headings, name=name, empty=empty)
        self.field.setPlaceholderText(find)
        self.field.setAccessibleName(find)
        self.field.setAccessibleDescription(self.tr("What is typed narrows the table; Enter leads into it"))

    def chosen(self) -> str | None:
        """Return the key of the chosen line, or of the only one that was found."""
        lines = [line for line in self.table.model.lines() if not line.is_heading]
        if len(lines) == 1 and self.field.text().strip():
            return lines[0].key
        line = self.table.model.line(self.table.view.currentIndex())
        return None if line is None else line.key

    def take_focus(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_press = watched is self.field and event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in _DOWN:
            self._go_down()
            return True
        return super().eventFilter(watched, event)

    def _go_down(self) -> None:
        view, model = self.table.view, self.table.model
        if model.rowCount():
            if not view.currentIndex().isValid():
                first = next((at for at, line in enumerate(model.lines()) if not line.is_heading), 0)
                view.setCurrentIndex(model.index(first))
            view.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            view.setCurrentIndex(QModelIndex())
