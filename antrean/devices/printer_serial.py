"""A printer on a serial port."""

import contextlib
import importlib
import time
from collections.abc import Iterator
from typing import Any, Final

from antrean.devices.printer_condition import Unreached, misplaced
from antrean.devices.printer_dialogue import LineDown, Wire
from antrean.devices.printer_wired import WiredPrinter

_BITS_PER_BYTE: Final = 10
_CHUNK: Final = 64
"""Bytes handed over at once; the library does not say how much of a piece it sent when the time is up."""


class SerialPrinter(WiredPrinter):
    def _limit_s(self, data: bytes) -> float:
        # A write returns when the system has the bytes; the line then needs its time.
        return self._reply_s + len(data) * _BITS_PER_BYTE / self.settings.baud

    @contextlib.contextmanager
    def _connected(self) -> Iterator[tuple[Wire, str]]:
        device = self.settings.device
        if not device:
            raise misplaced("[printer] device is empty: name the serial port, such as /dev/ttyUSB0 or COM3.")
        try:
            library: Any = importlib.import_module("serial")
        except ImportError:
            raise misplaced("The serial printer needs the Python package pyserial: install it.") from None
        # Without a handshake: a ticket is smaller than the buffer of any printer, and cables often lack the wires.
        try:
            port = library.Serial(device, self.settings.baud, timeout=0, write_timeout=self._reply_s, exclusive=True)
        except (OSError, ValueError) as error:
            raise Unreached(f"The serial port {device} cannot be opened: {_reason(error)}.") from error
        try:
            yield _SerialWire(port, library), f"printer at {device}"
        finally:
            port.close()


def _reason(error: Exception) -> str:
    """Return the system's own words, which the library wraps in several layers."""
    inner = error.__context__ if isinstance(error.__context__, OSError) else error
    return getattr(inner, "strerror", None) or str(error)


class _SerialWire:
    def __init__(self, port: Any, library: Any) -> None:
        self._port = port
        self._late: type[Exception] = library.SerialTimeoutException

    def send(self, data: bytes, seconds: float) -> int:
        until = time.monotonic() + seconds
        sent = 0
        while sent < len(data):
            left = until - time.monotonic()
            if left <= 0:
                break
            piece = data[sent : sent + _CHUNK]
            try:
                self._port.write_timeout = left
                self._port.write(piece)
            except self._late:
                break
            except OSError as error:
                raise LineDown(_reason(error), sent=sent) from error
            sent += len(piece)
        return sent

    def receive(self, seconds: float) -> bytes:
        try:
            self._port.timeout = max(0.0, seconds)
            first: bytes = self._port.read(1)
            rest: bytes = self._port.read(self._port.in_waiting) if first else b""
        except OSError as error:
            raise LineDown(_reason(error)) from error
        return first + rest
