"""The test channel of an app, off unless asked for: real clicks, keys and questions from another process.

`--control NAME` listens on a local socket (a name in the temporary folder, or a path). One JSON object per line, one
JSON answer per line: {"ok": true, "value": …} or {"ok": false, "error": "…"}. Operations:
  click   object                 a real mouse click on the visible, enabled widget; refused otherwise
  key     key [object]           a real key, "F5" or "Ctrl+P" or "A", to the object or the window that has the focus
  type    object text            typed into it, character by character
  text exists visible enabled    object
  rows    object                 what a list or table shows, row by row
  texts                          all texts that are to be seen now
  objects                        names of all widgets that are to be seen now
  windows                        names of all windows that are open now, menus and tips too; their kinds where unnamed
  says    object                 what a screen reader says of it: its name and what it is for
  focus                          name of the widget that has the focus, empty where none has
  where   object                 x and y of its middle on the screen, for a hand from outside
  wait    object [visible] [enabled] [text] [contains] [timeout_ms]    until all of it is true
  grab    path [object]          the window, or one widget, as PNG
  quit
`antrean.control_client` is the other end. It opens an app's insides to whoever may open the socket: never use it in
a hall.
"""

import json
import logging
from collections.abc import Callable, Mapping
from functools import partial
from itertools import count, takewhile
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDeadlineTimer, QModelIndex, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QComboBox, QLabel, QWidget

from antrean.errors import Unavailable

_log = logging.getLogger(__name__)

_LOOK_AGAIN_MS = 20
_WAIT_MS = 5_000


class _No(Exception):
    """Why an operation was refused."""


class Control(QObject):
    """Listens for one test; raises Unavailable when the name cannot be listened on."""

    def __init__(self, application: QApplication, window: QWidget, *, name: str) -> None:
        super().__init__(window)
        self._application = application
        self._window = window
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(name)
        if not self._server.listen(name):
            raise Unavailable("control", f"The control channel {name} cannot be opened: {self._server.errorString()}.")
        self._server.newConnection.connect(self._on_connection)
        _log.warning("control channel open at %s", self._server.fullServerName())

    def close(self) -> None:
        self._server.close()

    def _on_connection(self) -> None:
        while (link := self._server.nextPendingConnection()) is not None:
            link.readyRead.connect(lambda link=link: self._on_lines(link))
            link.disconnected.connect(link.deleteLater)

    def _on_lines(self, link: QLocalSocket) -> None:
        while link.canReadLine():
            line = bytes(link.readLine().data())
            try:
                ask = json.loads(line)
                operation = ask.get("op")
                if operation == "wait":
                    _Waiting(self, ask, lambda answer: _answer(link, answer))
                    continue
                value = self.do(ask)
            except _No as error:
                _answer(link, {"ok": False, "error": str(error)})
            except (ValueError, AttributeError, KeyError, TypeError) as error:
                _answer(link, {"ok": False, "error": f"{type(error).__name__}: {error}"})
            else:
                _answer(link, {"ok": True, "value": value})

    def do(self, ask: Mapping[str, Any]) -> Any:
        """Carry one operation out and return its value."""
        match ask["op"]:
            case "click":
                return self._click(self._find(ask["object"]))
            case "key":
                return self._key(ask["key"], ask.get("object"))
            case "type":
                QTest.keyClicks(self._usable(self._find(ask["object"])), ask["text"])
                return None
            case "text":
                return text_of(self._find(ask["object"]))
            case "exists":
                return bool(self._named(ask["object"]))
            case "visible":
                return any(widget.isVisible() for widget in self._named(ask["object"]))
            case "enabled":
                return self._find(ask["object"]).isEnabled()
            case "rows":
                return rows_of(self._find(ask["object"]))
            case "texts":
                return [text for widget in self._seen() if (text := text_of(widget))]
            case "objects":
                return [name for widget in self._seen() if (name := _plain_name(widget))]
            case "windows":
                tops = [top for top in self._application.topLevelWidgets() if top.isVisible()]
                return [top.objectName() or type(top).__name__ for top in tops]
            case "says":
                widget = self._find(ask["object"])
                return ". ".join(filter(None, (widget.accessibleName(), widget.accessibleDescription())))
            case "focus":
                focused = self._application.focusWidget()
                return "" if focused is None else focused.objectName()
            case "where":
                widget = self._usable(self._find(ask["object"]))
                return widget.mapToGlobal(widget.rect().center()).toTuple()
            case "grab":
                return self._grab(ask)
            case "quit":
                QTimer.singleShot(0, self._application.quit)
                return None
            case other:
                raise _No(f"there is no operation {other!r}")

    def is_so(self, ask: Mapping[str, Any]) -> bool:
        """Say whether what a wait asks for is true now; by default, that the object is visible."""
        widgets = self._named(ask["object"])
        if ask.get("visible", True) != any(widget.isVisible() for widget in widgets):
            return False
        if not widgets:
            return True
        widget = self._find(ask["object"])
        text = text_of(widget)
        return (
            ask.get("enabled", widget.isEnabled()) == widget.isEnabled()
            and ask.get("text", text) == text
            and ask.get("contains", "") in text
        )

    def _named(self, name: str) -> list[QWidget]:
        tops = [top for top in self._application.topLevelWidgets() if top.objectName() == name]
        inside = [one for top in self._application.topLevelWidgets() for one in top.findChildren(QWidget, name)]
        return tops + [widget for widget in inside if widget not in tops]

    def _find(self, name: str) -> QWidget:
        widgets = self._named(name)
        if not widgets:
            raise _No(f"there is no object {name!r}")
        return next((widget for widget in widgets if widget.isVisible()), widgets[0])

    def _seen(self) -> list[QWidget]:
        tops = [top for top in self._application.topLevelWidgets() if top.isVisible()]
        return [widget for top in tops for widget in [top, *top.findChildren(QWidget)] if widget.isVisible()]

    @staticmethod
    def _usable(widget: QWidget) -> QWidget:
        name = widget.objectName()
        if not widget.isVisible():
            raise _No(f"{name!r} cannot be seen")
        if not widget.isEnabled():
            raise _No(f"{name!r} is disabled")
        return widget

    def _click(self, widget: QWidget) -> None:
        self._usable(widget)
        middle = widget.rect().center()
        if not widget.visibleRegion().contains(middle):
            raise _No(f"the middle of {widget.objectName()!r} is outside the window or its scroll area")
        top = widget.window()
        at = widget.mapTo(top, middle)
        hit = top.childAt(at)
        if hit is not None and hit is not widget and not widget.isAncestorOf(hit):
            raise _No(f"{widget.objectName()!r} is covered by {hit.objectName() or type(hit).__name__!r}")
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(middle))

    def _key(self, name: str, object_name: str | None) -> None:
        sequence = QKeySequence(name)
        if sequence.count() != 1 or not sequence.toString():
            raise _No(f"there is no key {name!r}")
        target = self._application.focusWidget() or self._window
        if object_name:
            target = self._usable(self._find(object_name))
        QTest.keySequence(target, sequence)

    def _grab(self, ask: Mapping[str, Any]) -> str:
        widget = self._find(ask["object"]) if "object" in ask else self._window
        path = Path(ask["path"])
        if not widget.grab().save(str(path), "PNG"):
            raise _No(f"the picture cannot be written to {path}")
        return str(path)


class _Waiting(QObject):
    """A question that is answered later, when it is true or its time is over."""

    def __init__(self, control: Control, ask: Mapping[str, Any], answer: Callable[[Mapping[str, Any]], None]) -> None:
        super().__init__(control)
        self._control = control
        self._ask = ask
        self._answer = answer
        self._deadline = QDeadlineTimer(int(ask.get("timeout_ms", _WAIT_MS)))
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_LOOK_AGAIN_MS)
        self._look()

    def _look(self) -> None:
        if self._control.is_so(self._ask):
            self._end({"ok": True, "value": True})
        elif self._deadline.hasExpired():
            self._end({"ok": False, "error": f"waited in vain for {json.dumps(dict(self._ask))}"})

    def _end(self, answer: Mapping[str, Any]) -> None:
        self._timer.stop()
        self._answer(answer)
        self.deleteLater()


def text_of(widget: QWidget) -> str:
    """Return what a widget says: its text, its choice, or else its accessible name or title."""
    match widget:
        case QLabel() | QAbstractButton():
            return widget.text() or widget.accessibleName()
        case QComboBox():
            return widget.currentText()
        case _:
            text = getattr(widget, "text", None) or getattr(widget, "toPlainText", None)
            return str(text()) if callable(text) else widget.accessibleName() or widget.windowTitle()


def rows_of(widget: QWidget) -> list[str]:
    """Return what a list or a choice shows, one string per row, columns parted by " | "."""
    if isinstance(widget, QComboBox):
        return [widget.itemText(at) for at in range(widget.count())]
    if not isinstance(widget, QAbstractItemView):
        raise _No(f"{widget.objectName()!r} has no rows")
    model, root = widget.model(), widget.rootIndex()
    rows = []
    for row in range(model.rowCount(root)):
        # Asked one by one: a list model keeps its number of columns to itself.
        columns = takewhile(partial(model.hasIndex, row, parent=root), count())
        cells = [_cell(model.index(row, column, root)) for column in columns]
        rows.append(" | ".join(cell for cell in cells if cell))
    return rows


def _cell(index: QModelIndex) -> str:
    # A row that a delegate paints says what it shows to a screen reader.
    shown = index.data() or index.data(Qt.ItemDataRole.AccessibleTextRole)
    return "" if shown is None else str(shown)


def _plain_name(widget: QWidget) -> str:
    name = widget.objectName()
    return "" if name.startswith("qt_") else name


def _answer(link: QLocalSocket, answer: Mapping[str, Any]) -> None:
    link.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
    link.flush()
