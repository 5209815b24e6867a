"""The hidden page of the technician: the PIN before it, and the tests behind it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from PySide6.QtCore import QObject

from antrean.errors import AntreanError
from antrean.ui.jobs import Crashed, Runner
from kiosk.stage import Stage, as_error
from kiosk.state import Technician

TRIES = 3
LOCK_S = 30
"""After so many wrong PINs none is taken for so long."""


class Workbench(Protocol):
    """What a technician may do with this PC; the tests and the check run off the GUI thread."""

    def is_pin(self, digits: str) -> bool:
        """Say whether this is the PIN; False too where there is none."""
        ...

    def test_print(self) -> str:
        """Print a test page and say what became of it."""
        ...

    def test_sound(self) -> str:
        """Play a sentence and say what became of it."""
        ...

    def restart(self) -> None:
        """Begin the kiosk anew."""
        ...

    def quit(self) -> None:
        """End the kiosk."""
        ...


class Technicians(QObject):
    """Keeps `technician` of the stage."""

    def __init__(self, *, stage: Stage, jobs: Runner, bench: Workbench | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._jobs = jobs
        self._bench = bench
        self._wrong = 0

    def open(self) -> None:
        """Ask for the PIN; whoever stands there begins again afterwards."""
        if self._stage.state.technician is None and not self._stage.state.is_busy:
            self._stage.start_again(technician=Technician())

    def enter(self, digits: str) -> None:
        """Open the page where the PIN is right."""
        technician, bench = self._stage.state.technician, self._bench
        if technician is None or technician.is_inside or technician.locked_s or bench is None:
            return
        self._jobs.run(lambda: bench.is_pin(digits), self._on_pin, key="pin")

    def leave(self) -> None:
        """Go back to the start."""
        if self._stage.state.technician is not None:
            self._stage.start_again()

    def tick(self) -> None:
        """Count the seconds in which no PIN is taken."""
        technician = self._stage.state.technician
        if technician is not None and technician.locked_s:
            self._stage.set(technician=replace(technician, locked_s=technician.locked_s - 1))

    def test_print(self) -> None:
        if self._bench is not None:
            self._test(self._bench.test_print)

    def test_sound(self) -> None:
        if self._bench is not None:
            self._test(self._bench.test_sound)

    def restart(self) -> None:
        if self._bench is not None and self._is_inside:
            self._bench.restart()

    def quit(self) -> None:
        if self._bench is not None and self._is_inside:
            self._bench.quit()

    @property
    def _is_inside(self) -> bool:
        technician = self._stage.state.technician
        return technician is not None and technician.is_inside

    def _test(self, test: Callable[[], str]) -> None:
        technician = self._stage.state.technician
        if technician is None or not technician.is_inside or technician.is_testing:
            return
        self._stage.set(technician=replace(technician, is_testing=True, report=""))
        self._jobs.run(test, self._on_tested)

    def _on_pin(self, result: bool | AntreanError | Crashed) -> None:
        technician = self._stage.state.technician
        if technician is None:
            return
        if result is True:
            self._wrong = 0
            self._stage.set(technician=Technician(is_inside=True))
            return
        self._wrong += 1
        lock = LOCK_S if self._wrong >= TRIES else 0
        self._stage.set(technician=replace(technician, is_wrong=True, locked_s=lock))

    def _on_tested(self, result: str | AntreanError | Crashed) -> None:
        technician = self._stage.state.technician
        if technician is not None:
            report = result if isinstance(result, str) else as_error(result).sentence
            self._stage.set(technician=replace(technician, is_testing=False, report=report))
