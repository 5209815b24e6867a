"""A printer behind a path: a plain file that collects tickets, or a device such as /dev/usb/lp0."""

import errno
import os
import select
import stat
import time
from dataclasses import dataclass
from pathlib import Path

from antrean.devices.printer_dialogue import LineDown, converse
from antrean.devices.printer_result import PrintResult, failed, printed
from antrean.settings import PrinterSettings


@dataclass(frozen=True, kw_only=True)
class FilePrinter:
    settings: PrinterSettings

    def print(self, data: bytes) -> PrintResult:
        """Append to a plain file until it is safely on disk, or talk to the device at the path."""
        if not self.settings.path:
            return failed("[printer] path is empty: name a file or a device such as /dev/usb/lp0.")
        path = Path(self.settings.path)
        try:
            mode = path.stat().st_mode
        except FileNotFoundError:
            if path.is_relative_to("/dev"):
                # A plain file made there would take every ticket, and nobody would ever see paper.
                return failed(f"There is no {path}: is the printer switched on and plugged in?")
            mode = stat.S_IFREG
        except OSError as error:
            return failed(_sentence(path, error))
        if stat.S_ISREG(mode):
            return _append(path, data)
        if stat.S_ISCHR(mode) and os.name == "posix":
            return self._talk(path, data)
        return failed(f"{path} is neither a file nor a printer device: check [printer] path.")

    def _talk(self, path: Path, data: bytes) -> PrintResult:
        reply_s = self.settings.reply_timeout_ms / 1000
        try:
            # Never blocking: a printer without paper would otherwise hold the thread for ever.
            device = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
        except OSError as error:
            return failed(_sentence(path, error))
        try:
            return converse(_DeviceWire(device), data, name=f"printer {path}", send_s=reply_s, reply_s=reply_s)
        finally:
            os.close(device)


def _append(path: Path, data: bytes) -> PrintResult:
    try:
        with path.open("ab") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return failed(_sentence(path, error))
    return printed(f"Written to {path}.")


def _sentence(path: Path, error: OSError) -> str:
    match error.errno:
        case errno.ENOENT:
            return f"The folder of {path} does not exist: make it, or check [printer] path."
        case errno.EACCES | errno.EPERM:
            return f"No permission to print to {path}: for a printer, add this user to the group lp."
        case errno.EBUSY:
            return f"Another program holds {path}: let only one print there."
        case errno.ENOSPC:
            return f"The disk is full, so the ticket could not be written to {path}."
        case _:
            return f"{path} cannot be printed to: {error.strerror or error}."


class _DeviceWire:
    def __init__(self, device: int) -> None:
        self._device = device

    def send(self, data: bytes, seconds: float) -> int:
        until = time.monotonic() + seconds
        sent = 0
        while sent < len(data):
            left = until - time.monotonic()
            if left <= 0 or not select.select([], [self._device], [], left)[1]:
                break
            try:
                sent += os.write(self._device, data[sent:])
            except BlockingIOError:
                continue
            except OSError as error:
                raise LineDown(error.strerror or str(error), sent=sent) from error
        return sent

    def receive(self, seconds: float) -> bytes:
        try:
            if not select.select([self._device], [], [], max(0.0, seconds))[0]:
                return b""
            return os.read(self._device, 256)
        except BlockingIOError:
            return b""
        except OSError as error:
            if error.errno in (errno.EIO, errno.EINVAL):
                # A printer with no way back; whether it is still there shows when something is sent.
                return b""
            raise LineDown(error.strerror or str(error)) from error
