"""A hall display for tests: a hall in a file of its own, a presenter whose work and seconds belong to the test."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from antrean import desk, roster
from antrean.clock import HallClock
from antrean.errors import Unavailable
from antrean.model import Ticket
from antrean.store.store import Store
from antrean.ui.jobs import ManualJobs
from display.hall import Hall
from display.presenter import DisplayPresenter
from display.state import CallView, DisplayState
from display.window import DisplayWindow
from tests.helpers import hall
from tests.helpers.postgres import fast_folder

SERVICES = {3: "ktp", 4: "ktp", 5: "kk", 10: "bansos", 11: "nib"}
"""A service that each of some counters calls; 11 is in zone 2, the others in zone 1."""
BESIDE: Final = (3, 8, 2)
"""Other counters that call from the queue of counter 4."""


@contextmanager
def copied(template: Path) -> Iterator[Store]:
    """Open a fresh copy of a hall, for a test whose threads or processes use it too."""
    folder = fast_folder("antrean-display-")
    copy = shutil.copy(template, folder)
    store = hall.connect(f"sqlite:///{copy}")
    hall.set_clock(store, hall.MONDAY)
    yield store
    store.close()
    shutil.rmtree(folder)


def call(store: Store, counter: int = 4, **options: Any) -> Ticket:
    """Issue a number, call it to a counter and finish it: that voice need not call any more what it has not called."""
    who = hall.open_counter(store, counter)
    hall.issue(store, SERVICES[counter], **options)
    ticket = hall.call(store, who)
    desk.finish(store, who, request_id=hall.request())
    return ticket


def summon(store: Store, counter: int = 4, **options: Any) -> Ticket:
    """Issue a number and call it to a counter, or to another one of its queue that has nobody; they wait for it."""
    hall.issue(store, SERVICES[counter], **options)
    busy = {row.counter for row in hall.rows(store, "SELECT counter FROM tickets WHERE state = 'called'")}
    free = next(one for one in (counter, *BESIDE) if one not in busy)
    return hall.call(store, hall.open_counter(store, free))


def close_counter(store: Store, counter: int) -> None:
    roster.close_counter(store, desk.Desk(counter=counter), request_id=hall.request())


class Seconds:
    """A steady clock that the test moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class FrailHall(Hall):
    """A database whose line breaks when the test says so."""

    is_down = False

    def read(self) -> Any:
        if self.is_down:
            raise Unavailable("database", "The database cannot be reached.")
        return super().read()


class Display:
    """A display without a feed of its own: `follow` brings what happened, `run` does what it asked for."""

    def __init__(self, store: Store, *, clock: HallClock | None = None, **options: Any) -> None:
        self.store = store
        self.jobs = ManualJobs()
        self.seconds = Seconds()
        self.clock = clock or HallClock()
        self.hall = FrailHall(lambda: store)
        self.presenter = DisplayPresenter(
            hall=self.hall, jobs=self.jobs, clock=self.clock, monotonic=self.seconds, **{"language": "en"} | options
        )
        self.states: list[DisplayState] = []
        self.presenter.state_changed.connect(self.states.append)

    def start(self) -> "Display":
        self.presenter.start()
        self.jobs.run_all()
        return self

    def window(self, width: int = 1920, height: int = 1080, **options: Any) -> DisplayWindow:
        return DisplayWindow(presenter=self.presenter, clock=self.clock, width=width, height=height, **options)

    def follow(self) -> None:
        """Bring everything since the board, as the feed does."""
        board = self.presenter._facts.board
        assert board is not None
        self.presenter.on_batch(self.store.events_after(board.newest, board.epoch))
        self.presenter.look_around()
        self.jobs.run_all()

    def call(self, counter: int = 4, **options: Any) -> str:
        """Call somebody and let the display see it; return the code."""
        code = call(self.store, counter, **options).code
        self.follow()
        return code

    def wait(self, seconds: float) -> None:
        self.seconds.now += seconds
        self.presenter.advance()

    @property
    def state(self) -> DisplayState:
        return self.presenter.state

    @property
    def big(self) -> CallView:
        assert self.state.big is not None
        return self.state.big

    @property
    def recent(self) -> list[str]:
        return [one.code for one in self.state.recent]
