"""The ticket printer as the kiosk uses it: prints in its own thread and tells the result on the screen's thread."""

import logging

from PySide6.QtCore import QObject, Signal

from antrean import receipt
from antrean.devices.escpos_render import paper
from antrean.devices.printer import Printer, PrintQueue, PrintResult
from antrean.receipt import Slip

_log = logging.getLogger(__name__)

CLOSE_S = 4.0
"""How long the end of the app waits for the papers that still wait."""


class Paper(QObject):
    """Takes slips and reports each exactly once with `result_came(ticket id, PrintResult)`.

    Raises Refused(bad_input) when the settings name a printer profile that does not exist.
    """

    result_came = Signal(int, object)

    def __init__(self, printer: Printer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = paper(printer.settings).columns
        # Called from the printing thread: the signal carries it over to this object's own.
        self._queue: PrintQueue[int] = PrintQueue(printer, self.result_came.emit)

    def print(self, ticket: int, slip: Slip) -> None:
        """Take a slip and return at once."""
        self._queue.submit(ticket, receipt.lines(slip, self._columns))

    def close(self) -> None:
        """Print what waits, within a time limit."""
        if not self._queue.close(CLOSE_S):
            _log.warning("a ticket was still being printed when the kiosk was closed")


def sentence(result: PrintResult) -> str:
    """Return a print result as one line of the log."""
    return f"{result.state.value}: {result.sentence}"
