"""A printer behind the system's own queue: CUPS, or the Windows spooler. Neither says whether paper came out."""

import contextlib
import importlib
import os
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from antrean.devices import escpos_library
from antrean.devices.printer_condition import Condition, PrinterCondition, Unreached, misplaced
from antrean.devices.printer_result import PrintResult, failed, unknown, unreached
from antrean.settings import PrinterSettings

_TODO: Final = {
    PrinterCondition.NO_PAPER: "is out of paper: put in a new roll",
    PrinterCondition.NEAR_END: "has nearly used up its roll: have a new one ready",
    PrinterCondition.COVER_OPEN: "has its cover open: close it",
    PrinterCondition.OFFLINE: "is away or paused: is it on and plugged in, and is its queue let go again?",
    PrinterCondition.ERROR: "has an error: look at it, and at its queue",
}
_WORST_FIRST: Final = (
    PrinterCondition.COVER_OPEN,
    PrinterCondition.NO_PAPER,
    PrinterCondition.OFFLINE,
    PrinterCondition.ERROR,
    PrinterCondition.NEAR_END,
)

# Words of printer-state-reasons (RFC 8011, 5.4.12, and PWG 5100.9), of which drivers send some. CUPS says
# connecting-to-device at every ticket, so it tells nothing; a printer that stays away is timed-out or offline too.
_CUPS_REASONS: Final = {
    "media-empty": PrinterCondition.NO_PAPER,
    "media-needed": PrinterCondition.NO_PAPER,
    "media-low": PrinterCondition.NEAR_END,
    "cover-open": PrinterCondition.COVER_OPEN,
    "door-open": PrinterCondition.COVER_OPEN,
    "offline": PrinterCondition.OFFLINE,
    "timed-out": PrinterCondition.OFFLINE,
    "paused": PrinterCondition.OFFLINE,
    "shutdown": PrinterCondition.OFFLINE,
    "media-jam": PrinterCondition.ERROR,
    "other": PrinterCondition.ERROR,
}

# PRINTER_INFO_2.Status of the Windows API.
_WINDOWS_STATUS: Final = {
    0x00000001: PrinterCondition.OFFLINE,
    0x00000002: PrinterCondition.ERROR,
    0x00000008: PrinterCondition.ERROR,
    0x00000010: PrinterCondition.NO_PAPER,
    0x00000040: PrinterCondition.NO_PAPER,
    0x00000080: PrinterCondition.OFFLINE,
    0x00001000: PrinterCondition.OFFLINE,
    0x00400000: PrinterCondition.COVER_OPEN,
}
_WINDOWS_WORK_OFFLINE: Final = 0x400


@dataclass(frozen=True, kw_only=True)
class CupsPrinter:
    settings: PrinterSettings

    def print(self, data: bytes) -> PrintResult:
        """Hand the bytes to `lp` as they are."""
        queue = self.settings.queue
        if not queue:
            return unreached(misplaced(_NO_CUPS_QUEUE).condition)
        if not _QUEUE_NAME.fullmatch(queue):
            return unreached(_no_name(queue).condition)
        limit = (self.settings.connect_timeout_ms + self.settings.reply_timeout_ms) / 1000
        command = ["lp", "-d", queue, "-o", "raw"]
        # Its words go into a sentence, so they come in one language whatever the PC's is.
        environment = {**os.environ, "LC_ALL": "C"}
        try:
            done = subprocess.run(command, input=data, capture_output=True, timeout=limit, env=environment, check=False)
        except FileNotFoundError:
            return unreached(misplaced(_NO_CUPS.format("lp")).condition)
        except subprocess.TimeoutExpired:
            sentence = f"CUPS did not take the ticket within {limit:g} s: look whether it came out."
            return unknown(sentence, Condition(kind=PrinterCondition.OFFLINE, sentence=sentence))
        except OSError as error:
            return failed(f"The command lp cannot be run: {error.strerror or error}.")
        if done.returncode != 0:
            return unreached(misplaced(f"CUPS refused the ticket for the queue {queue}: {_said(done)}.").condition)
        return unknown(f"Handed to the CUPS queue {queue}, which does not say whether it was printed.")

    def look(self) -> Condition:
        """Ask CUPS what it knows of the queue."""
        try:
            return self._asked()
        except Unreached as why:
            return why.condition

    def _asked(self) -> Condition:
        queue = self.settings.queue
        if not queue:
            raise misplaced(_NO_CUPS_QUEUE)
        if not _QUEUE_NAME.fullmatch(queue):
            raise _no_name(queue)
        limit = self.settings.connect_timeout_ms / 1000
        environment = {**os.environ, "LC_ALL": "C"}
        command = ["lpstat", "-l", "-p", queue]
        try:
            done = subprocess.run(command, capture_output=True, timeout=limit, env=environment, check=False)
        except FileNotFoundError:
            raise misplaced(_NO_CUPS.format("lpstat")) from None
        except subprocess.TimeoutExpired:
            raise Unreached(f"CUPS did not say within {limit:g} s how the queue {queue} is.") from None
        except OSError as error:
            raise misplaced(f"The command lpstat cannot be run: {error.strerror or error}.") from error
        if done.returncode != 0:
            raise misplaced(f"CUPS has no queue {queue}: {_said(done)}.")
        lines = done.stdout.decode("utf-8", "replace").splitlines()
        first = lines[0] if lines else ""
        reasons = [word for line in lines if line.strip().startswith("Alerts:") for word in line.split()[1:]]
        kinds = [kind for reason in reasons for start, kind in _CUPS_REASONS.items() if reason.startswith(start)]
        if " disabled " in first:
            kinds.append(PrinterCondition.OFFLINE)
        return _worst(kinds, f"CUPS queue {queue}")


@dataclass(frozen=True, kw_only=True)
class WindowsPrinter:
    settings: PrinterSettings

    def print(self, data: bytes) -> PrintResult:
        """Hand the bytes to the Windows spooler as they are."""
        queue = self.settings.queue
        if not queue:
            return unreached(misplaced(_NO_WINDOWS_QUEUE).condition)
        library = escpos_library.printers()
        if not library.Win32Raw.is_usable():
            return unreached(misplaced(_NO_WINDOWS).condition)
        spooler = library.Win32Raw(queue)
        system: Any = importlib.import_module("pywintypes")
        refusals = (escpos_library.error(), system.error, OSError)
        try:
            spooler.open(job_name="Antrean")
            try:
                spooler._raw(data)
            except refusals:
                # A document that is left open stands in the queue until the program ends.
                with contextlib.suppress(*refusals):
                    spooler.close()
                raise
        except refusals as error:
            return failed(f"Windows refused the ticket for the printer {queue}: {_last_words(error)}.")
        try:
            spooler.close()
        except refusals as error:
            # It has the whole ticket by now, and may print it.
            said = _last_words(error)
            return unknown(f"Windows took the ticket for {queue} and then failed ({said}): look whether it came out.")
        return unknown(f"Handed to the Windows printer {queue}, which does not say whether it was printed.")

    def look(self) -> Condition:
        """Ask the spooler what it knows of the printer."""
        queue = self.settings.queue
        if not queue:
            return misplaced(_NO_WINDOWS_QUEUE).condition
        try:
            spooler: Any = importlib.import_module("win32print")
            system: Any = importlib.import_module("pywintypes")
        except ImportError:
            return misplaced(_NO_WINDOWS).condition
        try:
            with contextlib.closing(_Handle(spooler, queue)) as handle:
                known = spooler.GetPrinter(handle.value, 2)
        except system.error as error:
            return misplaced(f"Windows does not know how the printer {queue} is: {error.args[-1]}").condition
        kinds = [kind for bit, kind in _WINDOWS_STATUS.items() if known["Status"] & bit]
        if known["Attributes"] & _WINDOWS_WORK_OFFLINE:
            kinds.append(PrinterCondition.OFFLINE)
        return _worst(kinds, f"Windows printer {queue}")


def _last_words(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[-1].rstrip(".") if lines else type(error).__name__


class _Handle:
    """A printer opened in the Windows spooler."""

    def __init__(self, spooler: Any, queue: str) -> None:
        self._spooler = spooler
        self.value = spooler.OpenPrinter(queue)

    def close(self) -> None:
        self._spooler.ClosePrinter(self.value)


_NO_CUPS_QUEUE: Final = "[printer] queue is empty: write the name of the CUPS queue there (lpstat -p lists them)."
_QUEUE_NAME: Final = re.compile(r"[^-\s/#'\"\\?][^\s/#'\"\\?]*")
"""What CUPS allows in a queue's name. One that begins with a hyphen would be an option of lp and lpstat."""
_NO_CUPS: Final = "The command {} is missing: install CUPS (on Debian, apt-get install cups-client)."
_NO_WINDOWS_QUEUE: Final = "[printer] queue is empty: write the printer's name there as Windows shows it."
_NO_WINDOWS: Final = "Printing to a Windows queue works only on Windows with the Python package pywin32."


def _no_name(queue: str) -> Unreached:
    return misplaced(f"{queue!r} is no name of a CUPS queue: check [printer] queue (lpstat -p lists them).")


def _said(done: "subprocess.CompletedProcess[bytes]") -> str:
    said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0].rstrip(".")
    return said or f"exit {done.returncode}"


def _worst(kinds: Iterable[PrinterCondition], name: str) -> Condition:
    """Return what matters most; a queue that reports nothing is silent: it knows its own state, not the printer's."""
    found = set(kinds)
    for kind in _WORST_FIRST:
        if kind in found:
            return Condition(kind=kind, sentence=f"The {name} {_TODO[kind]}.")
    return Condition(
        kind=PrinterCondition.SILENT, sentence=f"The {name} takes tickets and does not say how its printer is."
    )
