"""The one thread that prints: tickets wait here, so that no screen ever waits for a printer."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final, Generic, TypeVar

from antrean.devices import escpos_render
from antrean.devices.printer_result import Printer, PrintResult, failed
from antrean.errors import AntreanError
from antrean.receipt import Line

_log = logging.getLogger(__name__)

_ROOM: Final = 20
"""More tickets than this waiting means a printer that stands still."""

_CLOSING: Final = "The app was closed before this ticket was printed."

Id = TypeVar("Id")


class PrintQueue(Generic[Id]):
    """Prints tickets one after the other and reports each exactly once."""

    def __init__(self, printer: Printer, on_result: Callable[[Id, PrintResult], None], *, room: int = _ROOM) -> None:
        """Start the thread. `on_result` is called from another thread than submit's, with each ticket's result."""
        self._printer = printer
        self._on_result = on_result
        self._room = room
        self._waiting: deque[tuple[Id, Sequence[Line]]] = deque()
        self._changed = threading.Condition()
        self._closing = False
        self._abandoned = False
        self._thread = threading.Thread(target=self._run, name="printer", daemon=True)
        self._thread.start()

    def submit(self, print_id: Id, lines: Sequence[Line]) -> None:
        """Take a ticket and return at once, whatever the printer does; a full or closed line reports failed."""
        with self._changed:
            if not self._closing and len(self._waiting) < self._room:
                self._waiting.append((print_id, lines))
                self._changed.notify()
                return
            full = f"{self._room} tickets already wait for the printer, so this one was not printed."
            result = failed(_CLOSING if self._closing else full)
        # The printing thread may hang, and the caller's must not run what it left to another.
        threading.Thread(target=self._report, args=(print_id, result), name="printer-full", daemon=True).start()

    def close(self, timeout: float) -> bool:
        """Print what waits, for at most that many seconds; return whether all of it was done.

        What is left then is reported as failed by the thread itself, if the printer ever lets go of it.
        """
        until = time.monotonic() + timeout
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(max(0.0, until - time.monotonic()))
        with self._changed:
            self._abandoned = True
        return not self._thread.is_alive()

    def _run(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closing)
                if not self._waiting:
                    return
                print_id, lines = self._waiting.popleft()
                abandoned = self._abandoned
            self._report(print_id, failed(_CLOSING) if abandoned else self._print(lines))

    def _print(self, lines: Sequence[Line]) -> PrintResult:
        try:
            return self._printer.print(escpos_render.render(lines, self._printer.settings))
        except AntreanError as refused:
            return failed(str(refused))
        except Exception:  # noqa: BLE001 - a bug must not end the thread that prints the next visitor's ticket
            _log.exception("A ticket could not be printed")
            return failed("The ticket could not be set for the printer: the log says why.")

    def _report(self, print_id: Id, result: PrintResult) -> None:
        try:
            self._on_result(print_id, result)
        except Exception:  # noqa: BLE001 - nor may one in the hands of whoever asked
            _log.exception("The result of a print could not be noted")
