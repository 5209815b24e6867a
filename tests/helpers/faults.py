"""Kills the real kiosk, counter, display and voice at points of their path, day after day, and looks at what is left.

    ./dev faults                              both engines, ten days each
    ./dev faults --engine sqlite --seeds 30 --first 100
    ./dev faults --victim display --real-pace only the display is killed, and sentences last as long as they do
    ./dev faults --points                     also list every kill and where it fell

A day is one hall with its own database: visitors take numbers by touch, officers call by key, and once in each round
one of the programs gets a kill -9 and is started again, or the printer is not well, or the voice stands still. Where it
falls follows from the seed; how long the machine takes for a step does not, so that a seed is a kind of day and not a
recording of one. On PostgreSQL each program has a line of its own, and a kill falls before or after any portion that it
sends: every statement and every COMMIT. On SQLite, which sends nothing, it falls after a while or when a state is to be
seen; test_cut_anywhere cuts there statement by statement. The printer is behind such a line on both.
"""

import argparse
import contextlib
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy.engine import make_url

from antrean import desk
from antrean.control_client import ControlRefused
from antrean.desk import Desk
from antrean.errors import Unavailable
from tests.helpers import hall
from tests.helpers.apps import App, Channel, RealHall, until
from tests.helpers.fake_printer import Mood, NetworkFake
from tests.helpers.fault_checks import Witness, look_through
from tests.helpers.fault_points import AfterAWhile, AtPortion, Kill, Point, WhenSeen, voice_of
from tests.helpers.postgres import Server
from tests.helpers.proxy import Line, line_to

ENGINES: Final = ("sqlite", "postgresql")
APPS: Final = ("kiosk", "counter", "display")
MISHAPS: Final = ("printer", "frozen voice")
VICTIMS: Final = (*APPS, "voice", *MISHAPS)
MOODS: Final = (
    Mood.SILENT,
    Mood.PAPER_OUT,
    Mood.RUNS_OUT,
    Mood.COVER_OPEN,
    Mood.JAM,
    Mood.GARBAGE,
    Mood.STUNNED,
    Mood.HALF_WAY,
    Mood.HANGS_UP,
    Mood.STUCK,
)
"""What may ail the printer for a round."""
ROUNDS: Final = 6
_OPTIONS: Final = {"counter": ("--counter", "1", "--officer", "Siti")}
WELL: Final = Mood.SLOW
_PORTIONS: Final = {"kiosk": 40, "counter": 45, "display": 30}
"""How many portions a program sends for its deed, about; a point that never comes is the end of the round."""
_GONE: Final = (Unavailable, ControlRefused, AssertionError, OSError)


class Hall:
    """The apps of one day, each of which can be killed and started again."""

    def __init__(self, url: str, folder: Path, rng: random.Random, stack: ExitStack, *, is_fast: bool) -> None:
        self.rng = rng
        self.is_fast = is_fast
        self.folder = folder
        self.stack = stack
        self.store = hall.connect(url)
        stack.callback(self.store.close)
        hall.with_pins(self.store)
        hall.officer(self.store, "Siti")
        self.second: Desk = hall.open_counter(self.store, 2)
        self.witness = Witness()
        self.printer = stack.enter_context(NetworkFake(WELL, slow_s=0.02))
        self.paper_line = Line((self.printer.host, self.printer.port))
        stack.callback(self.paper_line.close)
        self.lines: dict[str, Line] = {}
        self.halls: dict[str, RealHall] = {}
        for name in APPS:
            own = url
            if self.store.is_postgresql:
                self.lines[name], own = stack.enter_context(line_to(make_url(url)))
            self.halls[name] = RealHall(own, folder, self.paper_line.port, is_fast=is_fast)
        self.apps: dict[str, App] = {}
        self._ends: dict[str, ExitStack] = {}

    def start(self, name: str) -> None:
        """Start an app, again where it was killed."""
        self.end(name)
        own = self._ends[name] = ExitStack()
        self.apps[name] = own.enter_context(self.halls[name].app(name, *_OPTIONS.get(name, ())))
        if name == "counter":
            self._sit_down()
        self.apps[name].see.wait({"kiosk": "agency_A", "counter": "call_next", "display": "clock"}[name])

    def end(self, name: str) -> None:
        if name in self._ends:
            # Half a question to an app that was killed can be sent no more.
            with contextlib.suppress(OSError):
                self._ends.pop(name).close()

    def end_all(self) -> None:
        for name in APPS:
            self.end(name)

    def see(self, name: str) -> Channel:
        return self.apps[name].see

    def is_alive(self, name: str) -> bool:
        return self.apps[name].process.poll() is None

    def pid(self, victim: str) -> int | None:
        if victim == "voice":
            return voice_of(self.apps["display"].process.pid)
        return self.apps[victim].process.pid

    def heard(self) -> list[dict[str, Any]]:
        return self.halls["display"].spoken()

    def papers(self) -> list[bytes]:
        return self.printer._printed()

    def count(self, sql: str) -> int:
        number: int = hall.rows(self.store, f"SELECT count(*) FROM {sql}")[0][0]
        return number

    def _sit_down(self) -> None:
        """Sign in, and answer what is asked about a number that was left behind."""
        see = self.see("counter")

        def is_seated() -> bool | None:
            seen = see.objects()
            # A button that is busy or just going away refuses the click.
            with contextlib.suppress(ControlRefused):
                if "call_next" in seen and see.enabled("call_next"):
                    return True
                if "arrival_hint" in seen and "pin" not in seen:
                    see.click("give_back" if "give_back" in seen and self.rng.random() < 0.3 else "sign_in")
                elif "pin" in seen:
                    see.type("pin", hall.PIN)
                    see.click("sign_in")
                elif "open_counter" in seen:
                    see.click("open_counter")
            return None

        until(is_seated, "an officer who may call", pause_s=0.1)

    def visitor(self, at_the_touch: Callable[[], None]) -> None:
        """Take a number and read it; who gets none comes back another time."""
        see = self.see("kiosk")
        for name in ("agency_A", "take_surat"):
            see.wait(name, enabled=True)
            see.wait("settling", visible=False)
            if name == "take_surat":
                at_the_touch()
            see.click(name)
        see.wait("issued_code")
        self.witness.shown.append(see.text("issued_code"))
        see.wait("done", enabled=True)
        see.wait("settling", visible=False)
        see.click("done")
        see.wait("agency_A", enabled=True)

    def officers(self, at_the_key: Callable[[], None]) -> None:
        """Counter 1 calls by key and counter 2 beside it at the same moment."""
        see = self.see("counter")
        see.wait("call_next", enabled=True)
        before = see.text("active_code") if see.visible("active_code") else ""
        at_the_key()
        self.witness.presses += 1
        see.key("F5")
        if self.rng.random() < 0.5:
            is_busy = self.count("tickets WHERE counter = 2 AND state IN ('called', 'serving')")
            beside = desk.finish_and_call_next if is_busy else desk.call_next
            beside(self.store, self.second, request_id=hall.request())

        def is_called() -> bool | None:
            return (see.visible("active_code") and see.text("active_code") not in ("", before)) or None

        until(is_called, f"another number than {before or 'none'}")
        if self.rng.random() < 0.4:
            see.wait("start", enabled=True)
            see.key("F4")

    def settle(self, kill: Kill | None = None) -> None:
        """Wait until all papers are noted and all calls have ended, or the kill has fallen."""
        end = time.monotonic() + (10.0 if kill else 60.0) * (1 if self.is_fast else 4)
        while time.monotonic() < end and not (kill and kill.is_done.is_set()):
            if not self.count("announcements WHERE state IN ('queued', 'speaking')") and (
                kill is not None or not self._is_printing()
            ):
                return
            time.sleep(0.05)

    def _is_printing(self) -> bool:
        # What a killed kiosk left is in its log as pending; the kiosk that lives has nothing on its way.
        return bool(self.count(f"tickets WHERE print_state = 'pending' AND id = {self._newest()}"))

    def _newest(self) -> int:
        return int(hall.rows(self.store, "SELECT coalesce(max(id), 0) FROM tickets")[0][0])


def point(day: Hall, victim: str) -> Point:
    """Choose where a program is killed in this round."""
    rng, store = day.rng, day.store
    points: list[Point] = [AfterAWhile(rng.uniform(0, 1.2 if day.is_fast else 8.0))]
    tickets, calls = day.count("tickets"), day.count("events WHERE kind = 'called'")
    heard, papers = len(day.heard()), len(day.papers())
    spoken = day.count("announcements WHERE state = 'spoken'")
    later = rng.choice((0.0, rng.uniform(0, 0.05), rng.uniform(0, 0.3 if day.is_fast else 6.0)))
    seen: dict[str, dict[str, Callable[[], bool]]] = {
        "kiosk": {
            "number given": lambda: day.count("tickets") > tickets,
            "paper out": lambda: len(day.papers()) > papers,
        },
        "counter": {"called": lambda: day.count("events WHERE kind = 'called'") > calls},
        "display": {
            "being spoken": lambda: day.count("announcements WHERE state = 'speaking'") > 0,
            "heard": lambda: len(day.heard()) > heard,
            "noted": lambda: day.count("announcements WHERE state = 'spoken'") > spoken,
        },
    }
    seen["voice"] = {name: seen["display"][name] for name in ("being spoken", "heard")}
    points += [WhenSeen(what, look, later) for what, look in seen[victim].items()]
    if victim == "kiosk":
        points += [AtPortion(day.paper_line, "paper", rng.randrange(8), rng.random() < 0.5)] * 2
    if store.is_postgresql and victim in _PORTIONS:
        number = rng.randrange(_PORTIONS[victim])
        points += [AtPortion(day.lines[victim], "line", number, rng.random() < 0.5)] * len(points) * 2
    return rng.choice(points)


def one_round(day: Hall, victim: str) -> Kill:
    """Let a visitor take a number and officers call while one program is killed; then start it again."""
    kill = Kill(victim, "never", lambda: day.pid(victim))
    where = point(day, victim)

    def arm() -> None:
        where.arm(kill)

    def nothing() -> None:
        pass

    for _ in range(2):
        # From another place: a kiosk gives only so many numbers a minute.
        hall.issue(day.store, "surat", device="desk")
    deeds = [
        (lambda: day.visitor(arm if victim == "kiosk" else nothing), "kiosk"),
        (lambda: day.officers(nothing if victim == "kiosk" else arm), "counter"),
    ]
    for deed, doer in deeds:
        try:
            deed()
        except _GONE:
            # Only whoever works with a killed program gets nowhere.
            if not (kill.is_done.is_set() and victim == doer):
                raise
    day.settle(kill)
    kill.now("end of the round")
    for line in (day.paper_line, *day.lines.values()):
        line.on_portion = lambda _portion, _is_passed_on: False
    if victim in ("display", "voice"):
        day.witness.voice_kills += 1
    if victim in APPS:
        day.apps[victim].process.wait()
        day.start(victim)
    return kill


def one_mishap(day: Hall, what: str) -> Kill:
    """Let a visitor take a number and officers call while the printer is not well or the voice stands still."""
    if what == "printer":
        mood = day.rng.choice(MOODS)
        mishap = Kill(what, mood, lambda: None)
        day.printer.mood = mood
    else:
        mishap = Kill(what, "frozen", lambda: day.pid("voice"), signal.SIGSTOP)
        WhenSeen(
            "frozen", lambda: day.count("announcements WHERE state = 'speaking'") > 0, day.rng.uniform(0, 0.1)
        ).arm(mishap)
        # Its display waits for its word, and then starts another one, which may say the sentence again.
        day.witness.voice_kills += 1
    for _ in range(2):
        hall.issue(day.store, "surat", device="desk")
    day.visitor(lambda: None)
    day.officers(lambda: None)
    mishap.is_done.set()
    day.settle()
    day.printer.mood = WELL
    return mishap


@dataclass(frozen=True)
class Day:
    faults: list[str]
    kills: list[Kill]
    witness: Witness
    numbers: int


def one_day(url: str, folder: Path, seed: int, victims: Sequence[str], *, is_fast: bool) -> Day:
    """Run a day of kills and look through the hall afterwards."""
    kills: list[Kill] = []
    with ExitStack() as stack:
        day = Hall(url, folder, random.Random(seed), stack, is_fast=is_fast)
        stack.callback(day.end_all)
        try:
            for name in APPS:
                day.start(name)
            # One by one: those before a day that stands still count.
            for _ in range(ROUNDS):
                victim = day.rng.choice(victims)
                kills.append((one_mishap if victim in MISHAPS else one_round)(day, victim))
            # With everybody there again, all works as before.
            day.visitor(lambda: None)
            day.officers(lambda: None)
            day.settle()
            day.end_all()
            faults = []
        except _GONE as error:
            last = f"{kills[-1].victim}, {kills[-1].where}" if kills else "no kill"
            faults = [f"The day stood still after {last}: {error}"]
            for name in APPS:
                with contextlib.suppress(AssertionError):
                    day.end(name)
        faults += look_through(day.store, day.witness, day.papers(), day.heard())
        return Day(faults, kills, day.witness, day.count("tickets"))


@contextlib.contextmanager
def halls(engine: str) -> Iterator[hall.Halls]:
    """Give fresh halls of an engine; SQLite's lie where the system keeps temporary files."""
    folder = Path(tempfile.mkdtemp(prefix="antrean-faults-"))
    server: list[Server] = []

    def started() -> Server:
        if not server:
            server.append(Server())
        return server[0]

    made = hall.Halls(folder, started)
    try:
        yield made
    finally:
        made.close()
        for one in server:
            one.stop()
        shutil.rmtree(folder, ignore_errors=True)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="./dev faults", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--engine", choices=ENGINES, help="only one engine; default: both")
    parser.add_argument("--seeds", type=int, default=10, metavar="N", help="how many days on each engine; default: 10")
    parser.add_argument("--first", type=int, default=1, metavar="SEED", help="the first seed; default: 1")
    parser.add_argument("--victim", choices=VICTIMS, help="only this one; default: any of them")
    parser.add_argument("--real-pace", action="store_true", help="sentences last as long as they do")
    parser.add_argument("--points", action="store_true", help="list every kill and where it fell")
    options = parser.parse_args(arguments)
    # Whoever ends it early does not want its apps and its server to go on.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    victims = (options.victim,) if options.victim else VICTIMS
    is_whole = True
    for engine in (options.engine,) if options.engine else ENGINES:
        fell: Counter[str] = Counter()
        ends: Counter[str] = Counter()
        twice = 0
        with halls(engine) as made:
            for seed in range(options.first, options.first + options.seeds):
                began = time.monotonic()
                folder = Path(tempfile.mkdtemp(prefix=f"antrean-day-{engine}-{seed}-"))
                with made.own(engine, "mini") as url:
                    day = one_day(url, folder, seed, victims, is_fast=not options.real_pace)
                if day.faults:
                    is_whole = False
                    print(f"{engine} seed {seed}: the apps' logs are in {folder}")
                else:
                    shutil.rmtree(folder)
                fell.update(f"{one.victim}: {one.where}" for one in day.kills)
                ends += day.witness.ends
                twice += len(day.witness.heard_twice)
                took = time.monotonic() - began
                print(
                    f"{engine} seed {seed}: {len(day.kills)} kills, {day.numbers} numbers, {took:.0f} s, "
                    f"{'; '.join(day.faults) or 'every promise kept'}",
                    flush=True,
                )
        print(f"{engine}: {fell.total()} kills; calls ended {dict(ends)}; {twice} heard again after a kill")
        if options.points:
            for where, times in sorted(fell.items()):
                print(f"  {times:3} {where}")
    return 0 if is_whole else 1


if __name__ == "__main__":
    sys.exit(main())
