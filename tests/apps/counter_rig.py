"""A counter for tests: its own hall, a presenter whose work waits for the test, a database that fails."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from antrean.clock import HallClock
from antrean.errors import Unavailable
from antrean.model import Event
from antrean.receipt import MissingSlip, Slip
from antrean.store.store import Store
from antrean.store.unit import ReadUnit, WriteUnit
from antrean.ui.jobs import ManualJobs
from antrean.ui.language import Language
from counter.arrival_presenter import ArrivalPresenter
from counter.bar import CounterBar
from counter.copies import Copies
from counter.duty_presenter import DutyPresenter
from counter.presenter import CounterPresenter
from counter.ring import Ring
from counter.supervisor.presenter import SupervisorPresenter
from counter.window import CounterWindow
from counter.window_presenter import WindowPresenter
from tests.helpers import hall

OFFICER = "Rina"
OTHER = "Budi"
LOST = "The database cannot be reached."


def build(folder: Path) -> tuple[Path, Path]:
    """Make a hall on a Monday with two officers, and the same with three people waiting."""
    empty, busy = folder / "empty.db", folder / "busy.db"
    shutil.copyfile(hall.prepared(), empty)
    store = hall.connect(f"sqlite:///{empty}")
    hall.set_clock(store, hall.MONDAY)
    # Most tests are about what comes after the sign-in; tests/apps/test_counter_arrival.py is about that.
    hall.without_pins(store)
    for name in (OFFICER, OTHER):
        hall.officer(store, name)
    store.close()
    busy.write_bytes(empty.read_bytes())
    store = hall.connect(f"sqlite:///{busy}")
    for _ in range(3):
        hall.issue(store)
    store.close()
    return empty, busy


@contextmanager
def halls(folder: Path) -> Iterator[tuple[hall.Warm, hall.Warm]]:
    """Make both halls, for many tests to share."""
    empty, busy = (hall.Warm(path) for path in build(folder))
    yield empty, busy
    empty.close()
    busy.close()


class Frail:
    """A store whose line breaks when the test says so: before a write, after it, or at every read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.is_down = False
        self.loses_answers = False

    @contextmanager
    def read(self) -> Iterator[ReadUnit]:
        if self.is_down:
            raise Unavailable("database", LOST)
        with self._store.read() as unit:
            yield unit

    @contextmanager
    def write(self) -> Iterator[WriteUnit]:
        if self.is_down:
            raise Unavailable("database", LOST)
        with self._store.write() as unit:
            yield unit
        if self.loses_answers:
            # Committed, but nobody is told.
            self.is_down = True
            raise Unavailable("database", LOST)

    def check_schema(self) -> None:
        if self.is_down:
            raise Unavailable("database", LOST)
        self._store.check_schema()


class FakeCopies(QObject):
    """Keeps what was to be printed; the test says what became of it."""

    result_came = Signal(int, object)
    status_url = ""

    def __init__(self) -> None:
        super().__init__()
        self.slips: list[tuple[int, Slip | MissingSlip]] = []

    def print(self, ticket: int, slip: Slip) -> None:
        self.slips.append((ticket, slip))

    def print_missing(self, ticket: int, slip: MissingSlip) -> None:
        self.slips.append((ticket, slip))

    def told(self) -> dict[str, Any]:
        return {}


@dataclass
class Rig:
    """A presenter on a real hall; `store` acts past it, as another program would."""

    store: Store
    counter: int | None = 3
    officer: str | None = OFFICER
    settle_ms: int = 0
    copies: Copies | None = None
    ring: Ring | None = None
    cursor: int = 0
    """How far the log was followed."""
    jobs: ManualJobs = field(default_factory=ManualJobs)
    clock: HallClock = field(default_factory=HallClock)

    def __post_init__(self) -> None:
        self.line = Frail(self.store)
        self.arrival = ArrivalPresenter(store=self.line, jobs=self.jobs, device="pc-3")  # type: ignore[arg-type]
        self.presenter = CounterPresenter(
            store=self.line,  # type: ignore[arg-type]
            jobs=self.jobs,
            clock=self.clock,
            arrival=self.arrival,
            counter=self.counter,
            officer=self.officer,
            settle_ms=self.settle_ms,
        )
        self.duty = DutyPresenter(
            store=self.line,  # type: ignore[arg-type]
            jobs=self.jobs,
            desk=self.presenter,
            copies=self.copies,
            ring=self.ring,
            settle_ms=self.settle_ms,
        )
        self.watch = SupervisorPresenter(
            store=self.line,  # type: ignore[arg-type]
            jobs=self.jobs,
            clock=self.clock,
            desk=self.presenter,
            device="pc-3",
            settle_ms=self.settle_ms,
        )
        self.looks = WindowPresenter(desk=self.presenter, jobs=self.jobs)

    def window(self, language: Language, *, width: int = 1280, height: int = 800) -> CounterWindow:
        """Make the window of this counter; it is not shown yet."""
        return CounterWindow(
            presenter=self.presenter,
            duty=self.duty,
            arrival=self.arrival,
            looks=self.looks,
            watch=self.watch,
            clock=self.clock,
            language=language,
            width=width,
            height=height,
        )

    def bar(self) -> CounterBar:
        """Make the compact bar of this counter; it is not shown yet."""
        return CounterBar(presenter=self.presenter, duty=self.duty, looks=self.looks, clock=self.clock)

    def begin(self) -> "Rig":
        self.presenter.begin()
        self.jobs.run_all()
        return self

    def open(self) -> "Rig":
        """Sit down: the counter is open and nobody is called yet."""
        self.begin()
        self.presenter.open_counter()
        return self.run()

    def run(self) -> "Rig":
        self.jobs.run_all()
        return self

    def refresh(self) -> "Rig":
        self.presenter.refresh()
        return self.run()

    @property
    def active(self) -> str | None:
        ticket = self.presenter.state.active
        return None if ticket is None else ticket.code

    def facts(self) -> list[Event]:
        return hall.log(self.store)

    def count(self, kind: str) -> int:
        """Return how many facts of a kind the log holds."""
        return sum(event.kind == kind for event in self.facts())
