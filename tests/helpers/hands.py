"""Two ways to work at a screen, each without the other's device: the keyboard alone, or the mouse alone.

Words are typed by the one, and come from the system's keyboard on the screen with the other.
"""

from abc import ABC, abstractmethod

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QListView, QMenu, QWidget

from counter.shortcuts import Key
from counter.window import CounterWindow

_FARTHEST = 80
"""More presses of Tab or an arrow than any page needs."""


class Hands(ABC):
    """What an officer does at the counter's window; each fails where the device cannot do it."""

    def __init__(self, window: CounterWindow) -> None:
        self.window = window

    @abstractmethod
    def act(self, key: Key, button: str) -> None:
        """Do what one key and one button do."""

    @abstractmethod
    def open_menu_line(self, key: Key, line: str) -> None:
        """Do what one key and one line of the menu do."""

    @abstractmethod
    def open_row_line(self, key: Key, listed: str, line: str) -> None:
        """Do with the chosen row what one key and one line of its menu do."""

    @abstractmethod
    def answer(self, digit: str, button: str) -> None:
        """Give the answer that has this digit and this button."""

    @abstractmethod
    def press(self, button: str) -> None:
        """Press a button or tick a box that has no key of its own."""

    @abstractmethod
    def write(self, field: str, words: str) -> None:
        """Write words into a field."""

    @abstractmethod
    def confirm(self, button: str) -> None:
        """Say that what was written or chosen is meant."""

    @abstractmethod
    def go_to_list(self, key: Key, tab: str, listed: str) -> None:
        """Show a list of the desk."""

    @abstractmethod
    def choose(self, listed: str, beginning: str) -> None:
        """Choose the row that begins with these words."""

    @abstractmethod
    def end_shift(self) -> None:
        """Close the counter and sign out."""

    def _find(self, name: str) -> QWidget:
        found = self.window.findChild(QWidget, name)
        assert found is not None, name
        assert found.isVisible(), f"{name} cannot be seen"
        return found

    def _list(self, name: str) -> QListView:
        found = self._find(name)
        assert isinstance(found, QListView), name
        return found

    def _row(self, view: QAbstractItemView, beginning: str) -> int:
        rows = [str(view.model().index(at, 0).data()) for at in range(view.model().rowCount())]
        found = [at for at, row in enumerate(rows) if row.startswith(beginning)]
        assert found, (beginning, rows)
        return found[0]


class Keyboard(Hands):
    """Keys go to whatever has the focus, as they do in life."""

    def act(self, key: Key, button: str) -> None:
        self._type(key.names[0])

    def open_menu_line(self, key: Key, line: str) -> None:
        self._type(key.names[0])

    def open_row_line(self, key: Key, listed: str, line: str) -> None:
        self._type(key.names[0])

    def answer(self, digit: str, button: str) -> None:
        self._type(digit)

    def press(self, button: str) -> None:
        self._tab_to(button)
        self._type("Space")

    def write(self, field: str, words: str) -> None:
        self._tab_to(field)
        QTest.keyClicks(self._focus(), words)

    def confirm(self, button: str) -> None:
        if isinstance(self._focus(), QLineEdit | QListView):
            self._type("Return")
        else:
            self.press(button)

    def go_to_list(self, key: Key, tab: str, listed: str) -> None:
        self._type(key.names[0])
        assert self._focus() is self._list(listed)

    def choose(self, listed: str, beginning: str) -> None:
        self._tab_to(listed)
        view = self._list(listed)
        wanted = self._row(view, beginning)
        self._type("Home")
        for _ in range(_FARTHEST):
            if view.currentIndex().row() == wanted:
                return
            self._type("Down")
        raise AssertionError(f"no arrow reaches {beginning}")

    def end_shift(self) -> None:
        self._type(Key.MENU.names[0])
        menu = self.window.findChild(QMenu, "counter_menu")
        assert menu is not None
        for _ in range(_FARTHEST):
            if menu.activeAction().objectName() == "menu_sign_out":
                QTest.keyClick(menu, Qt.Key.Key_Return)
                return
            QTest.keyClick(menu, Qt.Key.Key_Down)
        raise AssertionError("no arrow reaches the end of the shift")

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def _type(self, name: str) -> None:
        QTest.keySequence(self._focus(), QKeySequence(name))

    def _tab_to(self, name: str) -> None:
        wanted = self._find(name)
        for _ in range(_FARTHEST):
            if self._focus() is wanted:
                return
            QTest.keyClick(self._focus(), Qt.Key.Key_Tab)
        raise AssertionError(f"Tab does not reach {name}")


class Mouse(Hands):
    """Clicks go to the middle of what is to be seen there."""

    def act(self, key: Key, button: str) -> None:
        self._click(button)

    def open_menu_line(self, key: Key, line: str) -> None:
        self._click("menu")
        self._click_line("counter_menu", line)

    def open_row_line(self, key: Key, listed: str, line: str) -> None:
        view = self._list(listed)
        at = view.visualRect(view.currentIndex()).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.RightButton, _PLAIN, at)
        # What the system makes of a right click.
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at))
        QCoreApplication.sendEvent(view.viewport(), asked)
        self._click_line("row_menu", line)

    def answer(self, digit: str, button: str) -> None:
        self._click(button)

    def press(self, button: str) -> None:
        self._click(button)

    def write(self, field: str, words: str) -> None:
        self._click(field)
        written = QInputMethodEvent()
        written.setCommitString(words)
        QCoreApplication.sendEvent(self._find(field), written)

    def confirm(self, button: str) -> None:
        self._click(button)

    def go_to_list(self, key: Key, tab: str, listed: str) -> None:
        self._click(tab)

    def choose(self, listed: str, beginning: str) -> None:
        view = self._list(listed)
        index = view.model().index(self._row(view, beginning), 0)
        # As the wheel does.
        view.scrollTo(index)
        QTest.mouseClick(view.viewport(), _LEFT, _PLAIN, view.visualRect(index).center())

    def end_shift(self) -> None:
        self._click("close_counter")

    def _click_line(self, name: str, line: str) -> None:
        menu, action = self.window.findChild(QMenu, name), self.window.findChild(QAction, f"menu_{line}")
        assert menu is not None
        assert menu.isVisible(), name
        assert action is not None, line
        assert action.isEnabled(), line
        QTest.mouseClick(menu, _LEFT, _PLAIN, menu.actionGeometry(action).center())

    def _click(self, name: str) -> None:
        widget = self._find(name)
        assert widget.isEnabled(), f"{name} is disabled"
        # A box is ticked at its left end, where its mark is.
        middle = widget.rect().center()
        at = QPoint(min(middle.x(), widget.sizeHint().width() // 2), middle.y())
        hit = self.window.childAt(widget.mapTo(self.window, at))
        assert hit is not None, f"{name} is outside the window"
        assert hit is widget or widget.isAncestorOf(hit), f"{name} is covered by {hit.objectName()}"
        QTest.mouseClick(widget, _LEFT, _PLAIN, at)


_LEFT = Qt.MouseButton.LeftButton
_PLAIN = Qt.KeyboardModifier.NoModifier
