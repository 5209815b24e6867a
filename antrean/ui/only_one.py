"""One app of a kind on a PC: a second start says so and ends, and the first one comes to the front.

Two kiosks of one name would take each other's papers for lost, and who clicks an icon twice wants one window. The
place is kept by a lock on a file, which the system lets go of however a program ends.
"""

import contextlib
import hashlib
import logging
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

import platformdirs
from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from antrean.errors import Reason, Refused

_log = logging.getLogger(__name__)

_PASSWORD: Final = re.compile(r"(://[^/@:]*):[^/@]*@")
_CALL_MS: Final = 1_000
_LOCK_AT: Final = 1 << 20
"""Windows locks bytes and lets nobody read them: these lie behind the number of the process."""


class OnlyOne:
    """Holds the place of one app until `close`; `name` tells apart what may run side by side, such as two displays.

    Raises Refused(runs_already) when another process holds it, which is then asked to come to the front. Where a lock
    cannot be had, on a full disk for example, the app starts all the same.
    """

    def __init__(self, app: str, database_url: str, *names: object, folder: Path | None = None) -> None:
        told = "\0".join([app, _PASSWORD.sub(r"\1@", database_url), *map(str, names)])
        self._key = f"antrean-{app}-{hashlib.sha256(told.encode()).hexdigest()[:16]}"
        self._server: QLocalServer | None = None
        self._file: IO[str] | None = None
        try:
            folder = folder or Path(platformdirs.user_state_path("antrean", appauthor=False)) / "run"
            folder.mkdir(parents=True, exist_ok=True)
            file = (folder / f"{self._key}.lock").open("a+", encoding="ascii")
        except OSError as error:
            _log.warning("it cannot be seen whether another %s runs here: %s", app, error)
            return
        try:
            _lock(file)
        except BlockingIOError:
            file.seek(0)
            process = file.read(32).strip()
            file.close()
            self._call_first()
            raise Refused(
                Reason.RUNS_ALREADY,
                f"The {app} runs on this PC already{f' (process {process})' if process else ''}; its window was asked"
                " to come to the front. Close it first, or give this one another name or counter.",
            ) from None
        except OSError as error:
            file.close()
            _log.warning("it cannot be seen whether another %s runs here: %s", app, error)
            return
        self._file = file
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()

    def listen(self, parent: QObject, on_call: Callable[[], object] | None = None) -> None:
        """Hear of a second start from now on, and bring the app's windows to the front."""
        if self._file is None:
            return
        self._server = QLocalServer(parent)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # Nobody else has the place, so what is there is left over from a program that was killed.
        QLocalServer.removeServer(self._key)
        if not self._server.listen(self._key):
            _log.warning("a second start will not be heard: %s", self._server.errorString())
        self._server.newConnection.connect(lambda: self._on_connection(on_call or come_to_front))

    def close(self) -> None:
        """Give the place up."""
        if self._server is not None:
            self._server.close()
        if self._file is not None:
            self._file.close()
            self._file = None

    def _on_connection(self, on_call: Callable[[], object]) -> None:
        assert self._server is not None
        while (link := self._server.nextPendingConnection()) is not None:
            link.deleteLater()
            _log.info("started a second time; this one stays")
            on_call()

    def _call_first(self) -> None:
        link = QLocalSocket()
        link.connectToServer(self._key)
        link.waitForConnected(_CALL_MS)
        link.disconnectFromServer()


def come_to_front() -> None:
    """Bring the windows that are to be seen to the front, also those that were put away."""
    for window in QApplication.topLevelWidgets():
        if window.isVisible():
            if window.isMinimized():
                window.showNormal()
            window.raise_()
            window.activateWindow()


def _lock(file: IO[str]) -> None:
    """Lock a file; raise BlockingIOError where another process has it."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(_LOCK_AT)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except PermissionError as error:
            raise BlockingIOError(error.errno, "locked") from error
        finally:
            with contextlib.suppress(OSError):
                file.seek(0)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
