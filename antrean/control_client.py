"""The other end of an app's test channel, without Qt: connect, click, ask, wait (see antrean.ui.control).

It speaks to the Unix socket of a QLocalServer; on Windows, where that is a named pipe, it says that it cannot.
"""

import json
import socket
import tempfile
import threading
from pathlib import Path
from typing import Any

from antrean.errors import AntreanError, Unavailable

_ASK_TIMEOUT_S = 15.0


class ControlRefused(AntreanError):
    """The app answered that it did not do it; the sentence says why."""


def socket_path(name: str) -> Path:
    """Return where a QLocalServer of this name listens: a path as it is, a name in the temporary folder."""
    path = Path(name)
    return path if path.is_absolute() else Path(tempfile.gettempdir()) / name


class ControlClient:
    """One connection to a running app; use it as a context manager."""

    def __init__(self, name: str, *, timeout_s: float = 10.0) -> None:
        """Connect, waiting up to `timeout_s` for the app to listen; raise Unavailable after that."""
        if not hasattr(socket, "AF_UNIX"):
            raise Unavailable("control", "The control channel needs Unix sockets, which this system does not have.")
        self._socket = _connect(socket_path(name), timeout_s)
        self._socket.settimeout(_ASK_TIMEOUT_S)
        self._file = self._socket.makefile("rwb")

    def ask(self, op: str, **arguments: Any) -> Any:
        """Send one operation and return its value; raise ControlRefused with the app's reason, Unavailable if gone."""
        # A wait on the far side must be answered before this side gives up.
        self._socket.settimeout(_ASK_TIMEOUT_S + arguments.get("timeout_ms", 0) / 1000)
        try:
            self._file.write(json.dumps({"op": op, **arguments}).encode() + b"\n")
            self._file.flush()
            line = self._file.readline()
        except OSError as error:
            raise Unavailable("control", f"The app does not answer to {op}: {error}.") from error
        if not line:
            raise Unavailable("control", f"The app closed the control channel during {op}.")
        answer = json.loads(line)
        if not answer["ok"]:
            raise ControlRefused(f"{op}: {answer['error']}")
        return answer["value"]

    def click(self, name: str) -> None:
        """Click on the visible, enabled widget of this object name."""
        self.ask("click", object=name)

    def key(self, key: str, name: str | None = None) -> None:
        """Press a key such as "F5", in the window or in one widget."""
        self.ask("key", key=key, **({"object": name} if name else {}))

    def type(self, name: str, text: str) -> None:
        self.ask("type", object=name, text=text)

    def text(self, name: str) -> str:
        return str(self.ask("text", object=name))

    def texts(self) -> list[str]:
        """Return every text to be seen now."""
        return list(self.ask("texts"))

    def rows(self, name: str) -> list[str]:
        return list(self.ask("rows", object=name))

    def objects(self) -> list[str]:
        """Return the names of all widgets to be seen now."""
        return list(self.ask("objects"))

    def windows(self) -> list[str]:
        """Return the names of all windows that are open now, also of menus and tips; their kinds where unnamed."""
        return list(self.ask("windows"))

    def says(self, name: str) -> str:
        """Return what a screen reader says of a widget."""
        return str(self.ask("says", object=name))

    def focus(self) -> str:
        """Return the name of the widget that has the focus, empty where none has."""
        return str(self.ask("focus"))

    def where(self, name: str) -> tuple[int, int]:
        """Return where on the screen the middle of a visible, enabled widget is."""
        x, y = self.ask("where", object=name)
        return int(x), int(y)

    def exists(self, name: str) -> bool:
        return bool(self.ask("exists", object=name))

    def visible(self, name: str) -> bool:
        return bool(self.ask("visible", object=name))

    def enabled(self, name: str) -> bool:
        return bool(self.ask("enabled", object=name))

    def wait(self, name: str, *, timeout_ms: int = 5_000, **what: Any) -> None:
        """Wait until the object is visible and, if given, enabled=, text=, contains= hold; visible=False: till gone."""
        self.ask("wait", object=name, timeout_ms=timeout_ms, **what)

    def grab(self, path: Path, name: str | None = None) -> Path:
        """Have the window, or one widget, painted to a PNG file."""
        return Path(self.ask("grab", path=str(path), **({"object": name} if name else {})))

    def quit(self) -> None:
        """Ask the app to end; its exit is not awaited."""
        self.ask("quit")

    def close(self) -> None:
        self._file.close()
        self._socket.close()

    def __enter__(self) -> "ControlClient":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _connect(path: Path, timeout_s: float) -> socket.socket:
    pause = threading.Event()
    waited, step = 0.0, 0.05
    while True:
        link = socket.socket(socket.AF_UNIX)
        try:
            link.connect(str(path))
        except OSError as error:
            link.close()
            if waited >= timeout_s:
                raise Unavailable("control", f"No app listens at {path}: {error}.") from error
            pause.wait(step)
            waited += step
        else:
            return link
