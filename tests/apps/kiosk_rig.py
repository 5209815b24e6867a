"""A kiosk for tests: a presenter on a real hall whose work, printer and seconds wait for the test."""

import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from antrean import papers
from antrean.clock import HallClock
from antrean.devices.printer import PrintResult
from antrean.model import EventKind, PrintState, Priority
from antrean.receipt import Slip
from antrean.settings import KioskSettings
from antrean.store.feed import EventBatch
from antrean.store.store import Store
from antrean.ui.jobs import ManualJobs
from kiosk.idle import Quiet
from kiosk.inspection import Inspection
from kiosk.presenter import KioskPresenter
from kiosk.state import KioskState
from kiosk.technician import Workbench
from tests.helpers import hall
from tests.helpers.frail import FrailStore

NAME = "kiosk-7"


class FakePaper(QObject):
    """Keeps the slips; the test says what became of them."""

    result_came = Signal(int, object)
    condition_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.slips: list[tuple[int, Slip]] = []

    def print(self, ticket: int, slip: Slip) -> None:
        self.slips.append((ticket, slip))

    def report(self, state: PrintState) -> None:
        """Say what became of the newest slip."""
        self.result_came.emit(self.slips[-1][0], PrintResult(state=state, sentence="as the test says"))


class FakeBench:
    """A workbench whose PIN is 2468; its database is the hall of the test, its devices are well or as the test says."""

    def __init__(self, store: Store | None = None) -> None:
        self.store = store
        self.has_pin = True
        self.done: list[str] = []
        self.found = Inspection(
            version="1.0",
            settings_file="/home/kiosk/.config/antrean/antrean.toml",
            engine="PostgreSQL",
            address="antrean @ 192.168.10.5:5432",
            schema="0002",
            answer_ms=4,
            has_printer=True,
            has_spare=True,
            screen_width_mm=344,
        )

    def is_pin(self, digits: str) -> bool:
        return digits == "2468"

    def test_print(self) -> str:
        return "The page was printed."

    def test_spare(self) -> str:
        return "The page was printed on the spare printer."

    def test_sound(self) -> str:
        return "The sentence was played."

    def inspect(self) -> Inspection:
        lost = () if self.store is None else papers.pending(self.store, NAME)
        return replace(self.found, papers=lost)

    def restart(self) -> None:
        self.done.append("restart")

    def quit(self) -> None:
        self.done.append("quit")


class Seconds:
    """A clock of seconds that only the test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def build(folder: Path) -> Path:
    """Make an empty hall on a Monday morning, to be copied by each test: a copy waits for no disk."""
    path = folder / "kiosk_hall.db"
    shutil.copyfile(hall.prepared(), path)
    store = hall.connect(f"sqlite:///{path}")
    hall.set_clock(store, hall.MONDAY)
    store.close()
    return path


@dataclass
class Rig:
    """A presenter on a real hall; `store` acts past it, as another program would."""

    store: Store
    has_printer: bool = True
    settings: KioskSettings = field(default_factory=KioskSettings)
    bench: Workbench | None = None
    status_url: str = ""
    jobs: ManualJobs = field(default_factory=ManualJobs)
    seconds: Seconds = field(default_factory=Seconds)
    clock: HallClock = field(default_factory=HallClock)

    def __post_init__(self) -> None:
        self.line = FrailStore(self.store)
        self.paper = FakePaper() if self.has_printer else None
        self.quiet = Quiet(self.seconds)
        self.presenter = self.another()

    def another(self) -> KioskPresenter:
        """Return a new presenter on the same parts, as after a restart."""
        return KioskPresenter(
            store=self.line,
            jobs=self.jobs,
            clock=self.clock,
            paper=self.paper,
            name=NAME,
            settings=self.settings,
            status_url=self.status_url,
            quiet=self.quiet,
            bench=self.bench,
        )

    @property
    def state(self) -> KioskState:
        return self.presenter.state

    def begin(self) -> "Rig":
        self.presenter.refresh()
        return self.run()

    def run(self) -> "Rig":
        self.jobs.run_all()
        return self

    def at(self, agency: str) -> "Rig":
        self.presenter.choose_agency(agency)
        return self

    def prefer(self, kind: Priority) -> "Rig":
        """Answer the question of priority, opening it where it is not open."""
        if not self.state.is_choosing_priority:
            self.presenter.open_priority()
        self.presenter.toggle_priority(kind)
        self.presenter.confirm_priority()
        return self

    def take(self, service: str) -> "Rig":
        self.presenter.take(service)
        return self.run()

    def show(self, state: KioskState) -> None:
        """Let the presenter have a state, such as another visitor's; what is on its way is not begun anew."""
        self.presenter._stage.replace(state)

    def wait(self, seconds: int) -> "Rig":
        """Let seconds pass with nobody touching."""
        for _ in range(seconds):
            self.seconds.now += 1
            self.presenter.tick()
        return self

    def hear(self) -> "Rig":
        """Hand the newest facts of the log to the presenter, as the feed would."""
        newest = hall.log(self.store)[-3:]
        with self.store.read() as unit:
            batch = EventBatch(epoch=unit.head.epoch, events=tuple(newest), newest=unit.head.newest, now=unit.now)
        self.presenter.on_batch(batch)
        return self.run()

    @property
    def code(self) -> str | None:
        given = self.state.given
        return None if given is None else given.issued.ticket.code

    def count(self, kind: EventKind) -> int:
        """Return how many facts of a kind the log holds."""
        return sum(event.kind is kind for event in hall.log(self.store))

    def column(self, name: str) -> list[Any]:
        """Return one column of all tickets, in the order of their numbers."""
        return [row[0] for row in hall.rows(self.store, f"SELECT {name} FROM tickets ORDER BY id")]
