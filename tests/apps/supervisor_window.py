"""What the tests of the supervisor's window share: to press, to click, to type, and to read what is to be seen."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListView, QWidget

from counter.supervisor.lines import LINE_ROLE, Line

CHIEF = "Wulan"
LATE = "2026-11-23 08:31:30"
"""Half past eight: somebody should sit at the counters."""


def press(window: QWidget, name: str) -> None:
    """Press a key by its name, wherever the focus is."""
    QTest.keySequence(window, QKeySequence(name))


def find(window: QWidget, name: str) -> QWidget:
    """Return the widget of a name that is to be seen."""
    found = next((one for one in window.findChildren(QWidget, name) if one.isVisible()), None)
    assert found is not None, name
    return found


def is_seen(window: QWidget, name: str) -> bool:
    return any(one.isVisible() for one in window.findChildren(QWidget, name))


def click(window: QWidget, name: str) -> None:
    QTest.mouseClick(find(window, name), Qt.MouseButton.LeftButton)


def text(window: QWidget, name: str) -> str:
    found = find(window, name)
    assert isinstance(found, QLabel | QAbstractButton | QLineEdit)
    return found.text()


def write(window: QWidget, name: str, words: str) -> None:
    """Put words into a line to type in, in the place of what stood there."""
    line = find(window, name)
    assert isinstance(line, QLineEdit)
    line.selectAll()
    QTest.keyClicks(line, words)


def lines(window: QWidget, name: str) -> list[Line]:
    """Return the lines of a table or of tiles."""
    view = find(window, name)
    assert isinstance(view, QListView)
    return [view.model().index(at, 0).data(LINE_ROLE) for at in range(view.model().rowCount())]


def cells(window: QWidget, name: str, key: str) -> list[str]:
    (line,) = [one for one in lines(window, name) if one.key == key]
    return [cell.text for cell in line.cells]


def click_line(window: QWidget, name: str, key: str) -> None:
    """Click a line of a table or a tile by its key."""
    view = find(window, name)
    assert isinstance(view, QListView)
    at = [one.key for one in lines(window, name)].index(key)
    index = view.model().index(at, 0)
    view.scrollTo(index)
    QTest.mouseClick(
        view.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        view.visualRect(index).center(),
    )


def settle() -> None:
    """Deliver what Qt has put off: layouts, the news of another language."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents()
