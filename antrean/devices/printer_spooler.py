"""A printer behind the system's own queue: CUPS, or the Windows spooler. Neither says whether paper came out."""

import importlib
import os
import subprocess
from dataclasses import dataclass
from typing import Any

from antrean.devices import escpos_library
from antrean.devices.printer_result import PrintResult, failed, unknown
from antrean.settings import PrinterSettings


@dataclass(frozen=True, kw_only=True)
class CupsPrinter:
    settings: PrinterSettings

    def print(self, data: bytes) -> PrintResult:
        """Hand the bytes to `lp` as they are."""
        queue = self.settings.queue
        if not queue:
            return failed("[printer] queue is empty: write the name of the CUPS queue there (lpstat -p lists them).")
        limit = (self.settings.connect_timeout_ms + self.settings.reply_timeout_ms) / 1000
        command = ["lp", "-d", queue, "-o", "raw"]
        # Its words go into a sentence, so they come in one language whatever the PC's is.
        environment = {**os.environ, "LC_ALL": "C"}
        try:
            done = subprocess.run(command, input=data, capture_output=True, timeout=limit, env=environment, check=False)
        except FileNotFoundError:
            return failed("The command lp is missing: install CUPS (on Debian, apt-get install cups-client).")
        except subprocess.TimeoutExpired:
            return unknown(f"CUPS did not take the ticket within {limit:g} s: look whether it came out.")
        except OSError as error:
            return failed(f"The command lp cannot be run: {error.strerror or error}.")
        if done.returncode != 0:
            said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0].rstrip(".")
            return failed(f"CUPS refused the ticket for the queue {queue}: {said or f'exit {done.returncode}'}.")
        return unknown(f"Handed to the CUPS queue {queue}, which does not say whether it was printed.")


@dataclass(frozen=True, kw_only=True)
class WindowsPrinter:
    settings: PrinterSettings

    def print(self, data: bytes) -> PrintResult:
        """Hand the bytes to the Windows spooler as they are."""
        queue = self.settings.queue
        if not queue:
            return failed("[printer] queue is empty: write the printer's name there as Windows shows it.")
        library = escpos_library.printers()
        if not library.Win32Raw.is_usable():
            return failed("Printing to a Windows queue works only on Windows with the Python package pywin32.")
        spooler = library.Win32Raw(queue)
        system: Any = importlib.import_module("pywintypes")
        try:
            spooler.open(job_name="Antrean")
            spooler._raw(data)
            spooler.close()
        except (escpos_library.error(), system.error, OSError) as error:
            said = str(error).strip().splitlines()[-1].rstrip(".")
            return failed(f"Windows refused the ticket for the printer {queue}: {said}.")
        return unknown(f"Handed to the Windows printer {queue}, which does not say whether it was printed.")
