"""A ticket printer on a TCP port that notes when each ticket's first and last byte came, or that hangs."""

import contextlib
import socket
import threading
import time
from typing import Final, Self

from antrean.devices.printer_dialogue import PROOF

_QUESTION: Final = b"\x10\x04"
_WELL: Final = b"\x12"
_PROVEN: Final = b"\x00"


class TimedPrinter:
    """Serves one connection after the other, as printers do; use it as a context.

    A ticket's moments are those of this process's clock, which all processes of a machine share. One that hangs
    takes connections and bytes and never answers.
    """

    def __init__(self, *, hangs: bool = False) -> None:
        self._hangs = hangs
        self._tickets: list[tuple[float, float]] = []
        self._stop = threading.Event()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, name="bench-printer", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        # Wakes the thread that waits for a connection, which closing the socket does not.
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1):
            pass
        self._thread.join(5)
        self._server.close()

    @property
    def tickets(self) -> list[tuple[float, float]]:
        """The moments of the first and the last byte of each ticket so far, in order."""
        return list(self._tickets)

    def _serve(self) -> None:
        while not self._stop.is_set():
            connection, _ = self._server.accept()
            with connection, contextlib.suppress(OSError):
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                connection.settimeout(1)
                self._talk(connection)

    def _talk(self, connection: socket.socket) -> None:
        rest, first, is_printed = b"", 0.0, False
        while not self._stop.is_set():
            try:
                received = connection.recv(65536)
            except TimeoutError:
                continue
            now = time.perf_counter()
            if not received:
                return
            if self._hangs:
                continue
            rest += received
            # A question is three bytes and comes before or after a ticket, never in it.
            while rest.startswith(_QUESTION) and len(rest) >= 3 and (not first or is_printed):
                rest = rest[3:]
                connection.sendall(_WELL)
            if rest and not first and not rest.startswith(_QUESTION[:1]):
                first = now
            if first and not is_printed and rest.endswith(PROOF):
                self._tickets.append((first, now))
                is_printed, rest = True, b""
                connection.sendall(_PROVEN)
