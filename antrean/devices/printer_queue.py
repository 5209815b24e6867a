"""The one thread that prints and asks printers how they are, so that no screen ever waits for a printer."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Generic, TypeVar

from antrean.devices import escpos_render
from antrean.devices.printer_condition import Condition, PrinterCondition, of_spare
from antrean.devices.printer_result import Printer, PrintResult, failed, unknown
from antrean.errors import AntreanError
from antrean.model import PrintState
from antrean.receipt import Line
from antrean.settings import PrinterSettings

_log = logging.getLogger(__name__)

_ROOM: Final = 20
"""More tickets than this waiting means a printer that stands still."""

_CLOSING: Final = "The app was closed before this ticket was printed."

_AGAIN_S: Final = (1.0, 2.0, 4.0)
_AGAIN_AT_MOST_S: Final = 5.0
"""How soon a printer in trouble is asked again: the visitor without paper stands before it and waits."""

Id = TypeVar("Id")

Layout = Callable[[PrinterSettings], Sequence[Line]]
"""Sets one page for the paper of the printer that will print it."""


class Way(StrEnum):
    """Which printer gets a page."""

    EITHER = "either"
    """The first one, and the spare one when it surely did not come out."""
    FIRST = "first"
    SPARE = "spare"


@dataclass(kw_only=True)
class _Watched:
    """One printer, what was last known of it, and when it is to be asked again."""

    printer: Printer
    is_spare: bool
    condition: Condition | None = None
    has_answered: bool = False
    """It once said that it is well, so it can."""
    look_at: float | None = None
    troubles: int = 0

    def judge(self, condition: Condition) -> Condition:
        """Return what a printer's answer, or its want of one, means for this printer."""
        if self.is_spare:
            condition = replace(condition, sentence=of_spare(condition.sentence))
        if condition.kind is PrinterCondition.OK:
            self.has_answered = True
        elif condition.kind is PrinterCondition.SILENT and self.has_answered:
            # Those that never say how they are print well; one that falls silent hangs.
            sentence = f"{condition.sentence} This one said how it is before."
            return Condition(kind=PrinterCondition.OFFLINE, sentence=sentence)
        return condition

    def learn(self, condition: Condition) -> bool:
        """Take in how the printer is and plan the next look; return whether that is new."""
        is_new = condition != self.condition
        self.condition = condition
        every = self.printer.settings.look_every_s
        if condition.kind.is_trouble:
            wait = _AGAIN_S[self.troubles] if self.troubles < len(_AGAIN_S) else _AGAIN_AT_MOST_S
            self.troubles += 1
        else:
            wait = every
            self.troubles = 0
        is_watched = every > 0 and condition.kind is not PrinterCondition.NONE
        self.look_at = time.monotonic() + wait if is_watched else None
        return is_new


class PrintQueue(Generic[Id]):
    """Prints pages one after the other and reports each exactly once; between them it asks how the printers are."""

    def __init__(
        self,
        printer: Printer,
        on_result: Callable[[Id, PrintResult], None],
        *,
        spare: Printer | None = None,
        on_condition: Callable[[Condition, bool], None] | None = None,
        room: int = _ROOM,
    ) -> None:
        """Start the thread. Both callbacks are called from another thread than submit's.

        `on_result` gets each page's result, `on_condition` how a printer is whenever that is new, and whether it is
        the spare one. Without `on_condition` no printer is asked between pages, and with it none before the first page
        or look().
        """
        self._first = _Watched(printer=printer, is_spare=False)
        self._spare = None if spare is None else _Watched(printer=spare, is_spare=True)
        self._on_result = on_result
        self._on_condition = on_condition
        self._room = room
        self._waiting: deque[tuple[Id, Layout, Way]] = deque()
        self._changed = threading.Condition()
        self._closing = False
        self._abandoned = False
        self._thread = threading.Thread(target=self._run, name="printer", daemon=True)
        self._thread.start()

    def submit(self, print_id: Id, layout: Layout, *, way: Way = Way.EITHER) -> None:
        """Take a page and return at once, whatever the printer does; a full or closed line reports failed."""
        with self._changed:
            if not self._closing and len(self._waiting) < self._room:
                self._waiting.append((print_id, layout, way))
                self._changed.notify()
                return
            full = f"{self._room} tickets already wait for the printer, so this one was not printed."
            result = failed(_CLOSING if self._closing else full)
        # The printing thread may hang, and the caller's must not run what it left to another.
        threading.Thread(target=self._report, args=(print_id, result), name="printer-full", daemon=True).start()

    def look(self) -> None:
        """Have the printers asked how they are as soon as no page waits, and from then on from time to time."""
        with self._changed:
            for watched in self._printers():
                watched.look_at = time.monotonic()
            self._changed.notify()

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

    def _printers(self) -> tuple[_Watched, ...]:
        return (self._first,) if self._spare is None else (self._first, self._spare)

    def _run(self) -> None:
        while True:
            with self._changed:
                due = self._wait()
                page = self._waiting.popleft() if due is None and self._waiting else None
                abandoned = self._abandoned
            if due is not None:
                self._look_at(due)
            elif page is not None:
                print_id, layout, way = page
                self._report(print_id, failed(_CLOSING) if abandoned else self._print(layout, way))
            else:
                return

    def _wait(self) -> _Watched | None:
        """Wait for a page or the end (None), or for the time to look at a printer; pages go first."""
        while not self._waiting and not self._closing:
            watched = [one for one in self._printers() if self._on_condition is not None and one.look_at is not None]
            due = min(watched, key=lambda one: one.look_at or 0.0, default=None)
            left = None if due is None or due.look_at is None else due.look_at - time.monotonic()
            if left is not None and left <= 0:
                return due
            self._changed.wait(left)
        return None

    def _look_at(self, watched: _Watched) -> None:
        try:
            condition = watched.printer.look()
        except Exception:  # noqa: BLE001 - a bug must not end the thread that prints the next visitor's ticket
            _log.exception("A printer could not be asked how it is")
            sentence = "The printer could not be asked how it is: the log says why."
            condition = Condition(kind=PrinterCondition.ERROR, sentence=sentence)
        self._learn(watched, watched.judge(condition))

    def _learn(self, watched: _Watched, condition: Condition) -> None:
        with self._changed:
            is_new = watched.learn(condition)
        if is_new and self._on_condition is not None:
            try:
                self._on_condition(condition, watched.is_spare)
            except Exception:  # noqa: BLE001 - nor may one in the hands of whoever asked
                _log.exception("The state of a printer could not be noted")

    def _print(self, layout: Layout, way: Way) -> PrintResult:
        if way is Way.SPARE:
            return failed("There is no spare printer.") if self._spare is None else self._print_on(self._spare, layout)
        result = self._print_on(self._first, layout)
        # Only what surely did not come out may come out elsewhere: of a doubt there would be two papers.
        if way is Way.FIRST or self._spare is None or result.state is not PrintState.FAILED:
            return result
        spare = self._print_on(self._spare, layout)
        return replace(spare, sentence=f"{result.sentence} The spare printer: {of_spare(spare.sentence)}")

    def _print_on(self, watched: _Watched, layout: Layout) -> PrintResult:
        settings = watched.printer.settings
        is_set = False
        try:
            data = escpos_render.render(layout(settings), settings)
            is_set = True
            result = watched.printer.print(data)
        except AntreanError as refused:
            return failed(str(refused))
        except Exception:  # noqa: BLE001 - a bug must not end the thread that prints the next visitor's ticket
            _log.exception("A ticket could not be printed")
            if is_set:
                # Nobody knows how far it came.
                return unknown(
                    "The ticket could not be followed to its end: look whether it came out; the log says why."
                )
            return failed("The ticket could not be set for the printer: the log says why.")
        condition = watched.condition
        if result.condition is not None:
            condition = watched.judge(result.condition)
            self._learn(watched, condition)
        return replace(result, condition=condition, is_spare=watched.is_spare)

    def _report(self, print_id: Id, result: PrintResult) -> None:
        try:
            self._on_result(print_id, result)
        except Exception:  # noqa: BLE001 - nor may one in the hands of whoever asked
            _log.exception("The result of a print could not be noted")
