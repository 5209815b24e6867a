"""A printer behind a path: a plain file that collects tickets, or a device such as /dev/usb/lp0."""

import contextlib
import errno
import os
import select
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from antrean.devices.printer_condition import Condition, PrinterCondition, Unreached, misplaced
from antrean.devices.printer_dialogue import LineDown, Wire, converse, look
from antrean.devices.printer_result import PrintResult, printed, unreached
from antrean.settings import PrinterSettings


@dataclass(frozen=True, kw_only=True)
class FilePrinter:
    settings: PrinterSettings

    def print(self, data: bytes) -> PrintResult:
        """Append to a plain file until it is safely on disk, or talk to the device at the path."""
        reply_s = self.settings.reply_timeout_ms / 1000
        try:
            path = self._path()
            if not _is_device(path):
                return _append(path, data)
            with _opened(path) as wire:
                return converse(wire, data, name=f"printer {path}", send_s=reply_s, reply_s=reply_s)
        except Unreached as why:
            return unreached(why.condition)

    def look(self) -> Condition:
        """Ask the device how it is; of a plain file only that its folder can be written is known."""
        try:
            path = self._path()
            if not _is_device(path):
                return _writable(path)
            with _opened(path) as wire:
                return look(wire, name=f"printer {path}", reply_s=self.settings.reply_timeout_ms / 1000)
        except Unreached as why:
            return why.condition

    def _path(self) -> Path:
        if not self.settings.path:
            raise misplaced("[printer] path is empty: name a file or a device such as /dev/usb/lp0.")
        return Path(self.settings.path)


def _is_device(path: Path) -> bool:
    """Say whether a printer is behind the path, not a plain file or one to be made; raise Unreached for neither."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        if path.is_relative_to("/dev"):
            # A plain file made there would take every ticket, and nobody would ever see paper.
            raise Unreached(f"There is no {path}: is the printer switched on and plugged in?") from None
        return False
    except OSError as error:
        raise _refused(path, error) from error
    if stat.S_ISREG(mode):
        return False
    if stat.S_ISCHR(mode) and os.name == "posix":
        return True
    raise misplaced(f"{path} is neither a file nor a printer device: check [printer] path.")


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Wire]:
    try:
        # Never blocking: a printer without paper would otherwise hold the thread for ever.
        device = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
    except OSError as error:
        raise _refused(path, error) from error
    try:
        yield _DeviceWire(device)
    finally:
        os.close(device)


def _append(path: Path, data: bytes) -> PrintResult:
    try:
        with path.open("ab") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _refused(path, error) from error
    return printed(f"Written to {path}.", Condition(kind=PrinterCondition.OK, sentence=f"{path} takes tickets."))


def _writable(path: Path) -> Condition:
    if not path.parent.is_dir():
        raise _refused(path, FileNotFoundError(errno.ENOENT, ""))
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise _refused(path, PermissionError(errno.EACCES, ""))
    return Condition(kind=PrinterCondition.OK, sentence=f"{path} takes tickets.")


def _refused(path: Path, error: OSError) -> Unreached:
    match error.errno:
        case errno.ENOENT:
            return misplaced(f"The folder of {path} does not exist: make it, or check [printer] path.")
        case errno.EACCES | errno.EPERM:
            return misplaced(f"No permission to print to {path}: for a printer, add this user to the group lp.")
        case errno.EBUSY:
            return misplaced(f"Another program holds {path}: let only one print there.")
        case errno.ENOSPC:
            return misplaced(f"The disk is full, so the ticket could not be written to {path}.")
        case _:
            return Unreached(f"{path} cannot be printed to: {error.strerror or error}.")


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
