"""A printer with a network plug, on its raw TCP port."""

import contextlib
import socket
import time
from collections.abc import Iterator

from antrean.devices.printer_condition import Unreached, misplaced
from antrean.devices.printer_dialogue import LineDown, Wire
from antrean.devices.printer_wired import WiredPrinter


class NetworkPrinter(WiredPrinter):
    @contextlib.contextmanager
    def _connected(self) -> Iterator[tuple[Wire, str]]:
        host, port = self.settings.host, self.settings.port
        if not host:
            raise misplaced("[printer] host is empty: write the printer's address there.")
        if not 0 < port < 65536:
            # The system would take such a number and connect to another port.
            raise misplaced(f"[printer] port is {port}, and ports go from 1 to 65535; most printers listen on 9100.")
        where = f"{host}:{port}"
        limit = self.settings.connect_timeout_ms / 1000
        try:
            connection = socket.create_connection((host, port), timeout=limit)
        except socket.gaierror:
            raise misplaced(f"The network does not know the printer {host!r}: check [printer] host.") from None
        except TimeoutError:
            raise Unreached(
                f"No answer from the printer at {where} within {limit:g} s: is it on and its cable plugged in?"
            ) from None
        except ConnectionRefusedError:
            raise Unreached(f"Nothing listens at {where}: is the printer ready, and is [printer] port right?") from None
        except OSError as error:
            raise Unreached(
                f"The printer at {where} cannot be reached: {error.strerror or error}. Is this PC's network up, and is"
                " [printer] host right?"
            ) from error
        except UnicodeError:
            raise misplaced(f"{host!r} is no network address: check [printer] host.") from None
        with connection:
            yield _SocketWire(connection), f"printer at {where}"


class _SocketWire:
    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        # The questions are three bytes each; waiting to fill a packet would cost more than asking.
        with contextlib.suppress(OSError):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, data: bytes, seconds: float) -> int:
        until = time.monotonic() + seconds
        sent = 0
        while sent < len(data):
            left = until - time.monotonic()
            if left <= 0:
                break
            self._socket.settimeout(left)
            try:
                sent += self._socket.send(data[sent:])
            except TimeoutError:
                break
            except OSError as error:
                raise LineDown(error.strerror or str(error), sent=sent) from error
        return sent

    def receive(self, seconds: float) -> bytes:
        # A time limit of 0 is non-blocking.
        self._socket.settimeout(max(0.0, seconds))
        try:
            received = self._socket.recv(256)
        except (TimeoutError, BlockingIOError):
            return b""
        except OSError as error:
            raise LineDown(error.strerror or str(error)) from error
        if not received:
            raise LineDown("it hung up")
        return received
