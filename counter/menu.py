"""The menus for what is rare: the header's, of which `counter.menu_entries` tells, and that of a row in the lists."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line: what it says now, in the present language, and what it does."""

    name: str
    """For tests and the log: the object's name is "menu_" and this."""
    text: str
    act: Callable[[], object]
    is_on: bool | None = None
    """Whether the line carries a tick; None for a line without any."""
    is_allowed: bool = True
    key: str = ""
    """The key that does the same, shown at the right."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A line that opens a few others, of which one is on; or, with `is_any`, any number of them."""

    name: str
    text: str
    entries: tuple[Entry, ...]
    is_any: bool = False


Section = Sequence[Entry | Choice]
"""Lines that belong together; a rule parts it from the next one. An empty one is left out."""


class CounterMenu(QMenu):
    """Asks for its lines each time it opens, so they are always those of the present moment."""

    def __init__(
        self, *, sections: Callable[[], Sequence[Section]], parent: QWidget, name: str = "counter_menu"
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._sections = sections

    def open_at(self, button: QWidget) -> None:
        """Open below a button, with the right edges in one line; it runs beside the rest of the window."""
        self._fill()
        width = self.sizeHint().width()
        self.popup(button.mapToGlobal(QPoint(button.width() - width, button.height())))
        # Keys go on from the first line: whoever opened it by a key needs no mouse.
        self.setActiveAction(self.actions()[0])

    def open_in(self, widget: QWidget, point: QPoint) -> None:
        """Open where somebody clicked in a widget."""
        self._fill()
        self.popup(widget.mapToGlobal(point))

    def _fill(self) -> None:
        for old in self.findChildren(QMenu):
            old.deleteLater()
        self.clear()
        for section in self._sections():
            if section and self.actions():
                self.addSeparator()
            for line in section:
                if isinstance(line, Choice):
                    self._add_choice(line)
                else:
                    self.addAction(_action(line, self))

    def _add_choice(self, choice: Choice) -> None:
        below = QMenu(choice.text, self)
        below.setObjectName(f"menu_{choice.name}")
        actions = [_action(entry, below) for entry in choice.entries]
        if not choice.is_any:
            group = QActionGroup(below)
            for action in actions:
                group.addAction(action)
        below.addActions(actions)
        self.addMenu(below)


def _action(entry: Entry, menu: QMenu) -> QAction:
    # What follows the tab is drawn where Qt draws a shortcut; a real one would be a second binding of the key.
    action = QAction(f"{entry.text}\t{entry.key}" if entry.key else entry.text, menu)
    action.setObjectName(f"menu_{entry.name}")
    action.setEnabled(entry.is_allowed)
    if entry.is_on is not None:
        action.setCheckable(True)
        action.setChecked(entry.is_on)
    action.triggered.connect(lambda _=False: entry.act())
    return action
