"""The ticket printer as the kiosk uses it: prints in its own thread and tells the result on the screen's thread."""

import logging
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from antrean import receipt
from antrean.devices.escpos_render import paper
from antrean.devices.printer import Condition, Printer, PrintQueue, PrintResult, Way, test_page
from antrean.receipt import Slip
from kiosk import ticket_words

_log = logging.getLogger(__name__)

CLOSE_S = 4.0
"""How long the end of the app waits for the papers that still wait."""


class Paper(QObject):
    """Takes slips and reports each exactly once with `result_came(ticket id, PrintResult)`.

    The printers are asked how they are around every ticket and from time to time in between; only what differs from
    before comes with `condition_changed(Condition)` and `spare_changed(Condition)`. Raises Refused(bad_input) when
    the settings of a printer name a profile that does not exist.
    """

    result_came = Signal(int, object)
    tested = Signal(object)
    """The PrintResult of a test page."""
    condition_changed = Signal(object)
    spare_changed = Signal(object)

    def __init__(
        self, printer: Printer, *, spare: Printer | None = None, short: bool = False, parent: QObject | None = None
    ) -> None:
        """`spare` gets the tickets that surely did not come out of `printer`; `short` leaves out what is no need."""
        super().__init__(parent)
        for way in (printer, spare):
            if way is not None:
                paper(way.settings)
        self._short = short
        # Called from the printing thread: signals carry it over to this object's own.
        self._queue: PrintQueue[int | None] = PrintQueue(
            printer, self._on_result, spare=spare, on_condition=self._on_condition
        )
        # Not before those who want to hear it could connect.
        QTimer.singleShot(0, self, self.look)

    def print(self, ticket: int, slip: Slip) -> None:
        """Take a slip and return at once."""
        short = self._short
        if (words := ticket_words.of(slip.language)) is not None:
            slip = replace(slip, words=words)
        self._queue.submit(ticket, lambda settings: receipt.lines(slip, paper(settings).columns, short=short))

    def test(self, *, spare: bool = False) -> None:
        """Print the test page on just one of the printers and report with `tested`."""
        self._queue.submit(None, test_page, way=Way.SPARE if spare else Way.FIRST)

    def look(self) -> None:
        """Ask the printers how they are as soon as nothing is being printed."""
        self._queue.look()

    def close(self) -> None:
        """Print what waits, within a time limit."""
        if not self._queue.close(CLOSE_S):
            _log.warning("a ticket was still being printed when the kiosk was closed")

    def _on_result(self, ticket: int | None, result: PrintResult) -> None:
        if ticket is None:
            self.tested.emit(result)
        else:
            self.result_came.emit(ticket, result)

    def _on_condition(self, condition: Condition, is_spare: bool) -> None:
        (self.spare_changed if is_spare else self.condition_changed).emit(condition)


def sentence(result: PrintResult) -> str:
    """Return a print result as one line of the log."""
    return f"{result.state.value}: {result.sentence}"
