"""A printer without paper: it answers ESC/POS status requests as its mood says and keeps what it was sent."""

import contextlib
import os
import socket
import struct
import threading
import tty
from collections.abc import Iterator
from enum import StrEnum
from typing import Self


class Mood(StrEnum):
    HEALTHY = "healthy"
    SILENT = "silent"
    """Prints and answers nothing, like the cheapest ones."""
    NEAR_END = "near end"
    PAPER_OUT = "paper out"
    RUNS_OUT = "runs out"
    """Runs out during the ticket and says so in the proof."""
    STOPS = "stops"
    """Runs out during the ticket, goes offline and only answers real-time questions."""
    COVER_OPEN = "cover open"
    OPEN_AND_EMPTY = "open and empty"
    JAM = "jam"
    HOT = "hot"
    BROKEN = "broken"
    OFFLINE = "offline"
    GARBAGE = "garbage"
    CHATTY = "chatty"
    """Sends automatic states and flow control between its answers, byte by byte."""
    UNASKED = "unasked"
    """Sends an automatic state where its proof should be; the state's bytes look like one."""
    STALE = "stale"
    """Answers a question of somebody before; its own proof never comes."""
    SLOW = "slow"
    HALF_WAY = "half way"
    """Breaks the connection after a hundred bytes of the ticket."""
    HANGS_UP = "hangs up"
    """Breaks the connection at the first question."""
    STUNNED = "stunned"
    """Takes the ticket and then says nothing any more."""
    HANGS_UP_AFTER = "hangs up after"
    """Proves the ticket and ends the connection."""
    LAST_TICKET = "last ticket"
    """Its roll ends with the ticket that it proves."""
    STUCK = "stuck"
    """Answers the questions, then takes no more bytes."""


_STATUS = {
    Mood.PAPER_OUT: (0x1A, 0x32, 0x12, 0x7E),
    Mood.COVER_OPEN: (0x1A, 0x16, 0x12, 0x12),
    Mood.OPEN_AND_EMPTY: (0x1A, 0x36, 0x12, 0x7E),
    Mood.JAM: (0x1A, 0x52, 0x1A, 0x12),
    Mood.HOT: (0x1A, 0x52, 0x52, 0x12),
    Mood.BROKEN: (0x1A, 0x52, 0x32, 0x12),
    Mood.OFFLINE: (0x1A, 0x12, 0x12, 0x12),
    Mood.NEAR_END: (0x12, 0x12, 0x12, 0x1E),
}
_GOOD = (0x12, 0x12, 0x12, 0x12)
_ASB = b"\x14\x00\x00\x0f"


class Firmware:
    """Takes bytes in any pieces, keeps what goes on paper and says what it answers."""

    def __init__(self, mood: Mood) -> None:
        self.mood = mood
        self.paper = bytearray()
        self._rest = b""

    def feed(self, data: bytes) -> bytes:
        """Take some bytes and return the answer to the questions among them."""
        data = self._rest + data
        self._rest = b""
        answers = b""
        while data:
            if data[0] in (0x10, 0x1D) and len(data) < 3:
                self._rest = data
                break
            if data[:2] == b"\x10\x04":
                answers += self._status(data[2])
                data = data[3:]
            elif data[:2] == b"\x1dr":
                answers += self._proof()
                data = data[3:]
            else:
                self.paper.append(data[0])
                data = data[1:]
        return answers

    def _status(self, question: int) -> bytes:
        match self.mood:
            case Mood.SILENT:
                return b""
            case Mood.GARBAGE:
                return b"\xff\x83\x95"
            case Mood.CHATTY:
                return b"\x13" + _ASB + b"\x11" + bytes([_GOOD[question - 1]])
            case Mood.STALE:
                return b"\x00" + bytes([_GOOD[question - 1]])
            case Mood.STUNNED if self.paper:
                return b""
            case Mood.STOPS | Mood.LAST_TICKET if self.paper:
                return bytes([_STATUS[Mood.PAPER_OUT][question - 1]])
            case mood:
                return bytes([_STATUS.get(mood, _GOOD)[question - 1]])

    def _proof(self) -> bytes:
        match self.mood:
            case Mood.SILENT | Mood.STOPS | Mood.STALE | Mood.STUNNED | Mood.PAPER_OUT | Mood.COVER_OPEN:
                return b""
            case Mood.GARBAGE:
                return b"\xff\x83\x95"
            case Mood.UNASKED:
                return _ASB
            case Mood.NEAR_END:
                return b"\x03"
            case Mood.RUNS_OUT:
                return b"\x0f"
            case Mood.CHATTY:
                return _ASB + b"\x13\x11\x00"
            case _:
                return b"\x00"


class NetworkFake:
    """A printer on a free TCP port of this PC; use it as a context."""

    def __init__(self, mood: Mood = Mood.HEALTHY, *, slow_s: float = 0.1, port: int = 0) -> None:
        """Listen on the port, or on any free one; a slow printer takes `slow_s` seconds for each piece of a ticket."""
        self.mood = mood
        self._slow_s = slow_s
        self._papers: list[bytes] = []
        self._changed = threading.Condition()
        self._stop = threading.Event()
        self._awake = threading.Event()
        self._server = socket.create_server(("127.0.0.1", port))
        self.host = "127.0.0.1"
        self.port: int = self._server.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, name="fake-printer", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._awake.set()
        # Wakes the thread that waits for a connection, which closing the socket does not.
        with contextlib.suppress(OSError), socket.create_connection((self.host, self.port), timeout=1):
            pass
        self._thread.join(5)
        self._server.close()
        assert not self._thread.is_alive()

    def wake(self) -> None:
        """Let a slow printer be slow no more."""
        self._awake.set()

    def tickets(self, count: int, *, timeout: float = 5) -> list[bytes]:
        """Return the first papers, once so many connections that printed something have ended."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self._printed()) >= count, timeout), self._papers
            return self._printed()[:count]

    def papers(self, count: int, *, timeout: float = 5) -> list[bytes]:
        """Return the paper of the first connections, empty where only questions were asked."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self._papers) >= count, timeout), self._papers
            return self._papers[:count]

    def _printed(self) -> list[bytes]:
        return [paper for paper in self._papers if paper]

    def _serve(self) -> None:
        while True:
            connection, _ = self._server.accept()
            with connection:
                if self._stop.is_set():
                    return
                firmware = Firmware(self.mood)
                with contextlib.suppress(OSError):
                    self._talk(connection, firmware)
            with self._changed:
                self._papers.append(bytes(firmware.paper))
                self._changed.notify_all()

    def _talk(self, connection: socket.socket, firmware: Firmware) -> None:
        connection.settimeout(5)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.mood is Mood.HANGS_UP:
            connection.recv(1)
            _reset(connection)
            return
        while data := connection.recv(4096):
            answers = firmware.feed(data)
            if self.mood is Mood.HALF_WAY and len(firmware.paper) >= 100:
                _reset(connection)
                return
            if self.mood is Mood.STUCK and firmware.paper:
                self._stop.wait(5)
                return
            if self.mood is Mood.SLOW and firmware.paper:
                self._awake.wait(self._slow_s)
            for byte in answers:
                connection.sendall(bytes([byte]))
            if self.mood is Mood.HANGS_UP_AFTER and firmware.paper:
                return


def _reset(connection: socket.socket) -> None:
    """Make closing send a reset instead of a polite end."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@contextlib.contextmanager
def refusing_port(port: int = 0) -> Iterator[int]:
    """Hold a port of this PC on which nobody listens, a free one where none is named."""
    with socket.socket() as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        held.bind(("127.0.0.1", port))
        yield int(held.getsockname()[1])


@contextlib.contextmanager
def device_fake(mood: Mood = Mood.HEALTHY) -> Iterator[tuple[str, Firmware]]:
    """Give the path of a terminal behind which a printer sits, as behind a serial port or /dev/usb/lp0."""
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    firmware = Firmware(mood)

    def serve() -> None:
        # Reading ends with an error when the last holder of the other side has closed it.
        with contextlib.suppress(OSError):
            while data := os.read(ours, 4096):
                os.write(ours, firmware.feed(data))

    thread = threading.Thread(target=serve, name="fake-device", daemon=True)
    thread.start()
    try:
        yield os.ttyname(theirs), firmware
    finally:
        os.close(theirs)
        thread.join(5)
        os.close(ours)
        assert not thread.is_alive()
