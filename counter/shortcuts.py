"""The one table of the counter's keys: what each does, in which group it is shown, and which buttons it clicks.

The cheat sheet (F1) shows this table and the windows bind this table, so that neither can differ from the other.
To add a key: a line in `Key`, its button in the mapping of `CounterWindow` (`bind_all` refuses a window that leaves
one out), and `button.set_key_cap(Key.NAME.cap)` where the button is made. Free are Ctrl or Alt with the letters
that are not in the table.
"""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum, StrEnum
from functools import partial
from typing import Final

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget

translate = QCoreApplication.translate


Clicked = Sequence[QAbstractButton] | Callable[[], object]
"""What a key does: the button that is clicked, of several the one that is there; or, without any, the act itself."""


class Group(StrEnum):
    """The parts of the cheat sheet, in its order."""

    VISITOR = "visitor"
    LISTS = "lists"
    COUNTER = "counter"
    HALL = "hall"
    WINDOW = "window"


class Key(Enum):
    """Every key, in the order of the cheat sheet: its group, what it does, and the keys themselves."""

    CALL_NEXT = (Group.VISITOR, QT_TRANSLATE_NOOP("keys", "Call the next; finish the visitor who is here"), "F5")
    RECALL = (Group.VISITOR, QT_TRANSLATE_NOOP("keys", "Call again"), "F6")
    START = (Group.VISITOR, QT_TRANSLATE_NOOP("keys", "Start the service"), "F4")
    FINISH = (Group.VISITOR, QT_TRANSLATE_NOOP("keys", "Finish, and call nobody yet"), "F10")
    NO_SHOW = (Group.VISITOR, QT_TRANSLATE_NOOP("keys", "The visitor did not come"), "F7")
    HOLD = (Group.VISITOR, QT_TRANSLATE_NOOP("keys", "Put on hold"), "F8")
    TRANSFER = (Group.VISITOR, QT_TRANSLATE_NOOP("keys", "Send on to a service or a counter"), "F9")
    RELEASE = (Group.VISITOR, QT_TRANSLATE_NOOP("keys", "Take a wrong call back"), "F11")
    OUTCOME = (Group.VISITOR, QT_TRANSLATE_NOOP("keys", "Finish, and say how it ended"), "Shift+F10")
    NOTE = (Group.VISITOR, QT_TRANSLATE_NOOP("keys", "Write a note for the next counter"), "Ctrl+N")
    NEXT_STEP = (Group.VISITOR, QT_TRANSLATE_NOOP("keys", "Give the visitor a number for the next step"), "Ctrl+L")
    WALK_IN = (Group.VISITOR, QT_TRANSLATE_NOOP("keys", "Serve somebody who has no number"), "Ctrl+W")
    ISSUE_FOR = (Group.VISITOR, QT_TRANSLATE_NOOP("keys", "Give a visitor a number"), "Ctrl+T")
    REPRINT = (Group.VISITOR, QT_TRANSLATE_NOOP("keys", "Print the number again"), "Ctrl+P")
    UNDO = (Group.VISITOR, QT_TRANSLATE_NOOP("keys", "Undo, for a few seconds"), "Ctrl+Z")

    WAITING = (Group.LISTS, QT_TRANSLATE_NOOP("keys", "Who is waiting"), "Ctrl+1")
    HELD = (Group.LISTS, QT_TRANSLATE_NOOP("keys", "Who is on hold"), "Ctrl+2")
    MISSED = (Group.LISTS, QT_TRANSLATE_NOOP("keys", "Who missed the call"), "Ctrl+3")
    PAPERS = (Group.LISTS, QT_TRANSLATE_NOOP("keys", "Papers that did not come out (information counter)"), "Ctrl+4")
    FIND = (Group.LISTS, QT_TRANSLATE_NOOP("keys", "Search the lists: type a number or a service"), "Ctrl+F")
    SORT = (Group.LISTS, QT_TRANSLATE_NOOP("keys", "Change the order of the lists"), "Ctrl+S")
    ROW = (Group.LISTS, QT_TRANSLATE_NOOP("keys", "Do for the chosen row what the button below says"), "Enter")

    CANCEL = (Group.LISTS, QT_TRANSLATE_NOOP("keys", "Cancel the chosen number"), "Ctrl+Del")

    ASSIST = (Group.COUNTER, QT_TRANSLATE_NOOP("keys", "Go to a visitor who asks for a companion"), "F2")
    BREAK = (Group.COUNTER, QT_TRANSLATE_NOOP("keys", "Take a break, or end it"), "Ctrl+B")

    HALL = (Group.HALL, QT_TRANSLATE_NOOP("keys", "The hall, for supervisors, and back"), "F3")
    HALL_PART = (
        Group.HALL,
        QT_TRANSLATE_NOOP("keys", "A part of the hall: alerts, queues, counters …"),
        *(f"Alt+{digit}" for digit in "12345678"),
    )

    REASON = (Group.WINDOW, QT_TRANSLATE_NOOP("keys", "Choose the answer with this digit"), *"123456789")
    BACK = (Group.WINDOW, QT_TRANSLATE_NOOP("keys", "Back, without doing anything"), "Esc")
    MENU = (Group.WINDOW, QT_TRANSLATE_NOOP("keys", "The menu: language, colours, size of text"), "F12", "Alt+M")
    BAR = (Group.WINDOW, QT_TRANSLATE_NOOP("keys", "The compact bar, and back"), "Ctrl+K")
    KEYS = (Group.WINDOW, QT_TRANSLATE_NOOP("keys", "This page"), "F1")

    def __init__(self, group: Group, text: str, *names: str) -> None:
        self.group = group
        self.names = names
        """The keys that do the same, as QKeySequence reads them."""
        self._text = text

    @property
    def cap(self) -> str:
        """What a button shows of its key."""
        return self.names[0]

    @property
    def caps(self) -> tuple[str, ...]:
        """What the cheat sheet shows of the keys: a row of digits is one mark."""
        is_row = self in (Key.REASON, Key.HALL_PART)
        return (f"{self.names[0]} … {self.names[-1]}",) if is_row else self.names

    @property
    def text(self) -> str:
        """What the key does, in the present language."""
        return translate("keys", self._text)


BOUND_WHERE_ASKED: Final = frozenset({Key.REASON, Key.ROW, Key.HALL_PART})
"""Digits belong to the questions in front of the ticket, which bind one for each answer; Enter to the lists; the parts
of the hall to its page."""


def in_groups() -> dict[Group, tuple[Key, ...]]:
    """Return the table as the cheat sheet shows it; a group without keys is left out."""
    found = {group: tuple(key for key in Key if key.group is group) for group in Group}
    return {group: keys for group, keys in found.items() if keys}


def group_text(group: Group) -> str:
    """Return the heading of a group, in the present language."""
    match group:
        case Group.VISITOR:
            return translate("keys", "The visitor")
        case Group.LISTS:
            return translate("keys", "The lists")
        case Group.COUNTER:
            return translate("keys", "The counter")
        case Group.HALL:
            return translate("keys", "The hall")
        case Group.WINDOW:
            return translate("keys", "The window")


def keys_title() -> str:
    """Return what the cheat sheet is called, in the present language."""
    return translate("keys", "All keys")


def hall_title() -> str:
    """Return what the supervisor's page is called, in the present language."""
    return translate("keys", "The hall")


def bind(window: QWidget, keys: Mapping[Key, Clicked]) -> None:
    """Make each key click the first of its buttons that can be seen and clicked; a key held down counts once."""
    for key, clicked in keys.items():
        for name in key.names:
            bind_name(window, name, clicked)


def bind_all(window: QWidget, keys: Mapping[Key, Clicked]) -> None:
    """Bind the whole table; raise ValueError for a key that would be shown and do nothing."""
    if missing := set(Key) - BOUND_WHERE_ASKED - {key for key, clicked in keys.items() if clicked}:
        raise ValueError(f"keys without a button: {', '.join(sorted(key.name for key in missing))}")
    bind(window, keys)


def bind_name(window: QWidget, name: str, clicked: Clicked) -> None:
    """Bind one key by its name."""
    shortcut = QShortcut(QKeySequence(name), window)
    shortcut.setAutoRepeat(False)
    shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
    shortcut.activated.connect(clicked if callable(clicked) else partial(_click, tuple(clicked)))


def _click(buttons: tuple[QAbstractButton, ...]) -> None:
    for button in buttons:
        if button.isVisible() and button.isEnabled():
            button.click()
            return
