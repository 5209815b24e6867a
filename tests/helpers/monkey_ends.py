"""How the three apps end: by the signals of the system, when their X server dies, and when their window is killed.

Each is ended at every page that matters and in the middle of its deed; what it had begun is looked up in the hall.
"""

import contextlib
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from antrean.store import checks
from antrean.store.store import Store
from tests.helpers import hall
from tests.helpers.apps import App, RealHall, call, take, until
from tests.helpers.fake_printer import Mood, NetworkFake
from tests.helpers.x_desk import Desk, x_desk

LONGEST_S: Final = 15.0
"""What the units of systemd wait for an app to end (TimeoutStopSec)."""
SIGNALS: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
BROKEN: Final = 1
"""The exit code of an app that has lost its screen."""


class Place:
    """One hall with a slow or stuck printer, an app on an X screen, and ways to end it."""

    def __init__(self, folder: Path, stack: ExitStack, mood: Mood) -> None:
        self.database = folder / "hall.db"
        shutil.copyfile(hall.prepared(), self.database)
        url = f"sqlite:///{self.database}"
        self.store: Store = hall.connect(url)
        stack.callback(self.store.close)
        hall.set_clock(self.store, hall.MONDAY)
        self.desk_of_screen: Desk = stack.enter_context(x_desk("openbox", 1080, 1920))
        printer = stack.enter_context(NetworkFake(mood, slow_s=1.0))
        self.real = RealHall(
            url, folder, printer.port, display=self.desk_of_screen.display, is_fast=False, end_s=2 * LONGEST_S
        )
        self.stack = stack

    def app(self, name: str, *options: str) -> App:
        return self.stack.enter_context(self.real.app(name, *options))

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Let another program hold the file."""
        other = sqlite3.connect(self.database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")
            other.close()


Stage = Callable[[Place], App]


def first_page(place: Place) -> App:
    app = place.app("kiosk")
    app.see.wait("search_open")
    app.see.wait("settling", visible=False)
    return app


def search(place: Place) -> App:
    app = first_page(place)
    app.see.click("search_open")
    app.see.wait("page_search")
    return app


def pin_page(place: Place) -> App:
    app = first_page(place)
    place.desk_of_screen.do("key", "ctrl+alt+t")
    app.see.wait("page_pin")
    return app


def printing(place: Place) -> App:
    app = place.app("kiosk")
    take(app.see, "skck", "K")
    return app


def taking(place: Place) -> App:
    """Touch a service while another program holds the database."""
    app = first_page(place)
    app.see.click("agency_K")
    app.see.wait("take_skck", enabled=True)
    app.see.wait("settling", visible=False)
    place.stack.enter_context(place.locked())
    app.see.click("take_skck")
    place.desk_of_screen.pause(0.5)
    return app


def seated(place: Place) -> App:
    hall.officer(place.store, "Siti")
    hall.without_pins(place.store)
    for _ in range(3):
        hall.issue(place.store, "ktp")
    app = place.app("counter", "--counter", "4", "--officer", "Siti")
    app.see.wait("open_counter", enabled=True)
    app.see.click("open_counter")
    app.see.wait("call_next", enabled=True)
    return app


def called(place: Place) -> App:
    app = seated(place)
    call(app.see)
    return app


def calling(place: Place) -> App:
    """Call while another program holds the database."""
    app = called(place)
    place.stack.enter_context(place.locked())
    app.see.key("F5")
    place.desk_of_screen.pause(0.5)
    return app


def board(place: Place) -> App:
    app = place.app("display")
    app.see.wait("clock")
    return app


def speaking(place: Place) -> App:
    app = board(place)
    who = hall.open_counter(place.store, 3)
    hall.issue(place.store, "ktp")
    hall.call(place.store, who)

    def is_speaking() -> bool | None:
        return bool(hall.rows(place.store, "SELECT 1 FROM announcements WHERE state = 'speaking'")) or None

    until(is_speaking, "a call to be spoken")
    place.desk_of_screen.pause(0.5)
    return app


STAGES: Final[dict[str, tuple[Stage, Mood]]] = {
    "kiosk, first page": (first_page, Mood.HEALTHY),
    "kiosk, search": (search, Mood.HEALTHY),
    "kiosk, PIN": (pin_page, Mood.HEALTHY),
    "kiosk, printing": (printing, Mood.SLOW),
    "kiosk, at a stuck printer": (printing, Mood.STUCK),
    "kiosk, taking from a held database": (taking, Mood.HEALTHY),
    "counter, nobody called": (seated, Mood.HEALTHY),
    "counter, somebody called": (called, Mood.HEALTHY),
    "counter, calling from a held database": (calling, Mood.HEALTHY),
    "display, quiet": (board, Mood.HEALTHY),
    "display, speaking": (speaking, Mood.HEALTHY),
}


def _by_signal(number: signal.Signals) -> Callable[[Place, App], None]:
    return lambda place, app: app.process.send_signal(number)


def _by_server(place: Place, app: App) -> None:
    place.desk_of_screen.kill_server()


def _by_xkill(place: Place, app: App) -> None:
    place.desk_of_screen.run("xkill", "-id", place.desk_of_screen.window_of(app.process.pid))


WAYS: Final[dict[str, tuple[Callable[[Place, App], None], int]]] = {
    **{number.name: (_by_signal(number), 0) for number in SIGNALS},
    "the X server dies": (_by_server, BROKEN),
    "xkill": (_by_xkill, BROKEN),
}


def run(place: Path, pictures: Path, *, seed: int, manager: str, inputs: int, wide: bool, only: str) -> Iterator[str]:
    """End every app at every stage in every way; yield how long it took, and what was wrong at last."""
    faults: list[str] = []
    for at, (stage, (reach, mood)) in enumerate(STAGES.items()):
        if only and only not in stage:
            continue
        took: dict[str, float] = {}
        for way, (end, code) in WAYS.items():
            folder = place / f"{at}-{len(took)}"
            folder.mkdir()
            with ExitStack() as stack:
                here = Place(folder, stack, mood)
                app = reach(here)
                children = _children(app.process.pid)
                numbers = _tickets(here.store)
                begin = time.monotonic()
                end(here, app)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    app.process.wait(2 * LONGEST_S)
                took[way] = time.monotonic() - begin
                found = app.process.poll()
                if found != code or took[way] > LONGEST_S:
                    faults.append(f"{stage}, {way}: {'hangs' if found is None else f'exit {found}'}, {took[way]:.1f} s")
                here.desk_of_screen.pause(1.0)
                if left := [one for one in children if _lives(one)]:
                    faults.append(f"{stage}, {way}: processes {left} are left")
                if "Traceback" in app.log():
                    faults.append(f"{stage}, {way}: {app.log()[-600:]}")
            with contextlib.closing(hall.connect(here.real.url)) as store:
                faults += [f"{stage}, {way}: {one}" for one in checks.check(store).problems]
                if lost := set(numbers) - set(_tickets(store)):
                    faults.append(f"{stage}, {way}: {sorted(lost)} are lost")
        yield f"{stage}: {', '.join(f'{way} {seconds:.1f} s' for way, seconds in took.items())}"
    yield from (f"FAULT: {fault}" for fault in faults)


def _tickets(store: Store) -> list[tuple[str, int]]:
    return [(str(series), int(number)) for series, number in hall.rows(store, "SELECT series, number FROM tickets")]


def _children(pid: int) -> list[int]:
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return [int(word) for word in found.stdout.split()]


def _lives(pid: int) -> bool:
    try:
        said = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return said.rpartition(")")[2].split()[0] != "Z"
