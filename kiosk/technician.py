"""The hidden page of the technician: the PIN before it, and the tests behind it."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject

from antrean import front, papers, pin
from antrean.devices.printer import PrintResult
from antrean.errors import AntreanError
from antrean.front import Issued
from antrean.model import PrintState, Ticket
from antrean.papers import ReprintBy
from antrean.store.store import Store
from antrean.ui.jobs import Crashed, Runner
from kiosk.inspection import Inspection
from kiosk.numbers import PaperWay
from kiosk.stage import Stage, as_error
from kiosk.state import Technician

TRIES = 3
LOCK_S = 30
"""After so many wrong PINs none is taken for so long, after each further one for twice as long as before."""

LONGEST_LOCK_S = 900
"""A technician who comes after a child that played has to wait no longer; all PINs of four digits take months."""

INSPECT_S = 5
"""So often all parts are looked at again while the page is open."""


def lock_s(wrong: int) -> int:
    """Return the seconds for which no PIN is taken after so many wrong ones in a row."""
    if wrong < TRIES:
        return 0
    # More doublings than these are never needed, and a number of that many digits takes its time.
    doublings = min(wrong - TRIES, LONGEST_LOCK_S.bit_length())
    return min(LOCK_S << doublings, LONGEST_LOCK_S)


class Workbench(Protocol):
    """What a technician may do with this PC; the tests and the check run off the GUI thread."""

    @property
    def has_pin(self) -> bool:
        """Whether the settings hold a PIN."""
        ...

    def is_pin(self, digits: str) -> bool:
        """Say whether this is the PIN; False too where there is none."""
        ...

    def test_print(self) -> str:
        """Print a test page and say what became of it."""
        ...

    def test_spare(self) -> str:
        """The same on the spare printer."""
        ...

    def test_sound(self) -> str:
        """Play a sentence and say what became of it."""
        ...

    def inspect(self) -> Inspection:
        """Look at all parts of this PC and at its database."""
        ...

    def restart(self) -> None:
        """Begin the kiosk anew."""
        ...

    def quit(self) -> None:
        """End the kiosk."""
        ...


class Technicians(QObject):
    """Keeps `technician` of the stage. Its methods count as touches of their own."""

    def __init__(
        self,
        *,
        stage: Stage,
        store: Store,
        jobs: Runner,
        bench: Workbench | None,
        paper: PaperWay | None,
        name: str,
        new_request: Callable[[], str],
        print_copy: Callable[[Issued], bool],
        unwritten: Callable[[], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._store = store
        self._jobs = jobs
        self._bench = bench
        self._name = name
        self._new_request = new_request
        self._print_copy = print_copy
        self._unwritten = unwritten
        self._wrong = 0
        # Kept here too: who leaves the page and comes back has still to wait, and no longer than that.
        self._open_at = -math.inf
        self._digits = ""
        self._seconds = 0
        # Tickets whose copy is on its way or came out: until its result is written they stand in the database as lost.
        self._copied: set[int] = set()
        if paper is not None:
            paper.result_came.connect(self._on_paper)

    def open(self) -> None:
        """Ask for the PIN; whoever stands there begins again afterwards."""
        self._stage.touch()
        if self._stage.state.technician is None and not self._stage.state.is_busy:
            self._digits = ""
            has_pin = self._bench is not None and self._bench.has_pin
            self._stage.start_again(technician=Technician(has_pin=has_pin, locked_s=self._locked_s()))

    def type_digit(self, sign: str) -> None:
        """Add a digit to the PIN."""
        if self._may_type and sign.isascii() and sign.isdigit() and len(self._digits) < pin.LONGEST:
            self._show_digits(self._digits + sign)

    def erase(self) -> None:
        """Take the last digit back."""
        if self._may_type:
            self._show_digits(self._digits[:-1])

    def confirm(self) -> None:
        """Open the page where what was typed is the PIN."""
        self._stage.touch()
        if self._may_type and self._digits:
            self.enter(self._digits)

    def enter(self, digits: str) -> None:
        """Open the page where the PIN is right."""
        self._stage.touch()
        technician, bench = self._stage.state.technician, self._bench
        if technician is None or technician.is_inside or technician.locked_s or bench is None:
            return
        self._digits = ""
        self._stage.set(technician=replace(technician, typed=0, is_checking=True))
        # Neither a hall that hangs nor a write that waits may keep the technician out.
        self._jobs.run(lambda: bench.is_pin(digits), self._on_pin, key="pin", lane="bench")

    def leave(self) -> None:
        """Go back to the start."""
        self._stage.touch()
        if self._stage.state.technician is not None:
            self._stage.start_again()

    def tick(self) -> None:
        """Count the seconds in which no PIN is taken."""
        technician = self._stage.state.technician
        if technician is not None and technician.locked_s:
            self._stage.set(technician=replace(technician, locked_s=self._locked_s()))
        if self._is_inside:
            self._seconds += 1
            if self._seconds % INSPECT_S == 0:
                self._inspect()

    def test_print(self) -> None:
        self._stage.touch()
        if self._bench is not None:
            self._test(self._bench.test_print)

    def test_spare(self) -> None:
        self._stage.touch()
        if self._bench is not None:
            self._test(self._bench.test_spare)

    def test_sound(self) -> None:
        self._stage.touch()
        if self._bench is not None:
            self._test(self._bench.test_sound)

    def restart(self) -> None:
        if self._bench is not None and self._is_inside:
            self._bench.restart()

    def quit(self) -> None:
        if self._bench is not None and self._is_inside:
            self._bench.quit()

    def print_paper(self, code: str) -> None:
        """Print a copy of a ticket whose paper may not have come out."""
        self._stage.touch()
        technician = self._stage.state.technician
        if technician is None or technician.inspection is None:
            return
        ticket = next((paper.ticket.id for paper in technician.inspection.papers if paper.ticket.code == code), None)
        if ticket is None:
            return
        # A second tap was meant for the first one: the row goes at once, and comes back when no copy came out.
        self._copied.add(ticket)
        self._stage.set(technician=replace(technician, inspection=self._without_copied(technician.inspection)))
        request, device = self._new_request(), self._name
        self._jobs.run(
            lambda: front.reprint(self._store, code, request_id=request, device=device, by=ReprintBy.STAFF),
            lambda result: self._on_reprint(ticket, result),
        )

    def settle_paper(self, code: str) -> None:
        """Note that the visitor was told and goes on without paper."""
        self._stage.touch()
        if self._is_inside:
            request = self._new_request()
            self._jobs.run(lambda: papers.settle(self._store, code, request_id=request), self._on_settled)

    def _locked_s(self) -> int:
        # By the clock and not by ticks: a kiosk at rest has none.
        left = self._open_at - self._stage.quiet.now()
        return math.ceil(left) if left > 0 else 0

    @property
    def _may_type(self) -> bool:
        technician = self._stage.state.technician
        return (
            technician is not None
            and technician.has_pin
            and not (technician.is_inside or technician.locked_s or technician.is_checking)
        )

    def _show_digits(self, digits: str) -> None:
        technician = self._stage.state.technician
        if technician is not None:
            self._digits = digits
            self._stage.set(technician=replace(technician, typed=len(digits), is_wrong=False))

    def _inspect(self) -> None:
        if self._bench is not None:
            self._jobs.run(self._bench.inspect, self._on_inspected, key="inspect", lane="read")

    @property
    def _is_inside(self) -> bool:
        technician = self._stage.state.technician
        return technician is not None and technician.is_inside

    def _test(self, test: Callable[[], str]) -> None:
        technician = self._stage.state.technician
        if technician is None or not technician.is_inside or technician.is_testing:
            return
        self._stage.set(technician=replace(technician, is_testing=True, report=""))
        self._jobs.run(test, self._on_tested, key="test", lane="bench")

    def _on_pin(self, result: bool | AntreanError | Crashed) -> None:
        technician = self._stage.state.technician
        # Who left meanwhile opens nothing for whoever stands there now.
        is_awaited = technician is not None and technician.is_checking
        if result is True:
            self._wrong = 0
            if is_awaited:
                self._stage.set(technician=Technician(is_inside=True))
                self._inspect()
            return
        # Whoever leaves before the answer has tried all the same.
        self._wrong += 1
        self._open_at = self._stage.quiet.now() + lock_s(self._wrong)
        if technician is not None and not technician.is_inside:
            locked = self._locked_s()
            self._stage.set(technician=replace(technician, is_wrong=is_awaited, is_checking=False, locked_s=locked))

    def _on_tested(self, result: str | AntreanError | Crashed) -> None:
        technician = self._stage.state.technician
        if technician is not None:
            report = result if isinstance(result, str) else as_error(result).sentence
            self._stage.set(technician=replace(technician, is_testing=False, report=report))

    def _on_inspected(self, result: Inspection | AntreanError | Crashed) -> None:
        technician = self._stage.state.technician
        if technician is None or not technician.is_inside:
            return
        if isinstance(result, Inspection):
            found = self._without_copied(result)
            self._stage.set(technician=replace(technician, inspection=found, unwritten=self._unwritten()))
        else:
            self._stage.set(technician=replace(technician, report=as_error(result).sentence))

    def _without_copied(self, found: Inspection) -> Inspection:
        left = tuple(paper for paper in found.papers if paper.ticket.id not in self._copied)
        return replace(found, papers=left)

    def _on_reprint(self, ticket: int, result: Issued | AntreanError | Crashed) -> None:
        if not isinstance(result, Issued) or not self._print_copy(result):
            self._copied.discard(ticket)
        self._say_of_paper(result)

    def _on_paper(self, ticket: int, result: PrintResult) -> None:
        if ticket in self._copied and result.state is not PrintState.PRINTED:
            self._copied.discard(ticket)
            if self._is_inside:
                self._inspect()

    def _on_settled(self, result: Ticket | AntreanError | Crashed) -> None:
        self._say_of_paper(result)

    def _say_of_paper(self, result: object) -> None:
        technician = self._stage.state.technician
        if technician is None or not technician.is_inside:
            return
        if isinstance(result, AntreanError | Crashed):
            self._stage.set(technician=replace(technician, report=as_error(result).sentence))
        self._inspect()
