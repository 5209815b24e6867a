"""The printer of the counter's PC: prints copies of tickets in its own thread, tells the result on the screen's."""

import logging
from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from antrean import receipt
from antrean.devices.escpos_render import paper
from antrean.devices.printer import Printer, PrintQueue, PrintResult
from antrean.receipt import MissingSlip, Slip

_log = logging.getLogger(__name__)

CLOSE_S: Final = 4.0
"""How long the end of the app waits for the papers that still wait."""


class Copies(QObject):
    """Takes slips and reports each exactly once with `result_came(ticket id, PrintResult)`.

    The printer is not asked how it is in between: it may be the kiosk's own, which speaks to one PC at a time.
    Raises Refused(bad_input) when its settings name a profile that does not exist.
    """

    result_came = Signal(int, object)

    def __init__(self, printer: Printer, *, short: bool = False, parent: QObject | None = None) -> None:
        super().__init__(parent)
        paper(printer.settings)
        self.status_url = printer.settings.status_url
        self._short = short
        self._told: dict[str, Any] = {}
        self._queue: PrintQueue[int] = PrintQueue(printer, self._on_result)

    def print(self, ticket: int, slip: Slip) -> None:
        """Take a slip and return at once."""
        short = self._short
        self._queue.submit(ticket, lambda settings: receipt.lines(slip, paper(settings).columns, short=short))

    def print_missing(self, key: int, slip: MissingSlip) -> None:
        """Take a slip of what to bring next time; its result comes under the key, which is no ticket's id."""
        self._queue.submit(key, lambda settings: receipt.missing_lines(slip, paper(settings).columns))

    def told(self) -> Mapping[str, Any]:
        """Return how the printer was after its last copy, for the heartbeat; empty before the first."""
        return self._told

    def close(self) -> None:
        """Print what waits, within a time limit."""
        if not self._queue.close(CLOSE_S):
            _log.warning("a copy was still being printed when the counter was closed")

    def _on_result(self, ticket: int, result: PrintResult) -> None:
        # On the printing thread: the signal carries it over to this object's own.
        if result.condition is not None:
            self._told = {"condition": result.condition.kind.value, "sentence": result.condition.sentence}
        self.result_came.emit(ticket, result)
