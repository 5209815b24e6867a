"""The real counter and the real display in clumsy hands, while visitors wait and calls go on.

Nobody locks these two: who closes them by Alt+F4 or at the frame has closed them, so these are not among the inputs.
"""

import contextlib
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from antrean.control_client import ControlRefused
from antrean.model import EventKind, Role
from antrean.store import checks
from antrean.store.store import Store
from tests.helpers import fault_checks, hall, monkey_hands
from tests.helpers.apps import App, RealHall, until
from tests.helpers.fake_printer import NetworkFake
from tests.helpers.monkey_hands import Hands
from tests.helpers.monkey_watch import Watch
from tests.helpers.x_desk import Desk, x_desk

LOOK_EVERY: Final = 20
HEAVY_EVERY: Final = 40
BACK_EVERY: Final = 5
PART: Final = 50
"""So many inputs at a counter, then it is ended and somebody sits down again: hands soon close it or sign out."""
CLOSES: Final = ("alt+F4", "ctrl+q")
BAD_WINDOWS: Final = ("QFileDialog", "QMessageBox", "QErrorMessage", "QColorDialog", "QFontDialog", "QPrintDialog")
OFFICER: Final = ("--counter", "4", "--officer", "Siti")


class CarefulHands(Hands):
    """Hands that do everything but close the window."""

    def combo(self) -> None:
        self.desk.do("key", self.rng.choice([one for one in monkey_hands.COMBOS if one not in CLOSES]))

    @property
    def heavy(self) -> Mapping[Callable[[], None], int]:
        return {act: often for act, often in super().heavy.items() if act not in (self.close, self.take_off)}


@dataclass
class DeskPlay:
    """One app and the hands on it."""

    hands: CarefulHands
    desk: Desk
    app: App
    store: Store
    watch: Watch

    def look(self, during: str) -> None:
        self.watch.look(during)
        for one in self.app.see.windows():
            if one in BAD_WINDOWS:
                self.watch.blame(f"{one} open after {during}")

    def play(self, inputs: int, among: Mapping[Callable[[], None], int]) -> None:
        rng = self.hands.rng
        for count in range(inputs):
            done = self.hands.act(among)
            self.desk.pause(rng.choice((0.0, 0.005, 0.02, 0.05)))
            if count % LOOK_EVERY == LOOK_EVERY - 1:
                self.look(done)
            if rng.random() < 1 / HEAVY_EVERY:
                self.look(self.hands.act(self.hands.heavy))
                self.desk.resize_screen(*self.desk.size)
            if count % BACK_EVERY == 0:
                # Else most of the hands would work on an empty desktop.
                self.desk.bring_back(self.app.process.pid, fills=True)
        self.hands.rest()
        self.desk.resize_screen(*self.desk.size)
        self.look("everything")


def calls(store: Store) -> int:
    """Return how often counter 4 has called somebody for the first time."""
    return sum(fact.kind is EventKind.CALLED and fact.counter == 4 for fact in hall.log(store))


# The counter.


def sit_down(app: App) -> None:
    """Sign in as Siti and open counter 4, from wherever the hands left the app; what was called goes on."""
    see = app.see

    def is_seated() -> bool | None:
        seen = see.objects()
        with contextlib.suppress(ControlRefused):
            if "counter_bar" in seen:
                see.key("Esc", "counter_bar")
            elif "call_next" in seen and see.enabled("call_next"):
                return True
            elif any(one in seen for one in ("break_end", "end_break")):
                see.key("Ctrl+B")
            elif "call_next" not in seen and "arrival_hint" not in seen and "open_counter" not in seen:
                # A menu, a question, the keys or the hall.
                see.key("Esc")
            elif "pin" in seen:
                see.type("pin", hall.PIN)
                see.click("sign_in")
            elif "arrival_hint" in seen:
                see.click("give_back" if "give_back" in seen else "sign_in")
            elif "open_counter" in seen:
                see.click("open_counter")
        return None

    until(is_seated, "an officer who may call", pause_s=0.2)


def anything(play: DeskPlay, inputs: int) -> None:
    play.play(inputs, play.hands.light)


def in_the_bar(play: DeskPlay, inputs: int) -> None:
    play.desk.do("key", "ctrl+k")
    play.app.see.wait("counter_bar")
    play.play(inputs, play.hands.light)


def in_the_hall(play: DeskPlay, inputs: int) -> None:
    play.desk.do("key", "F3")
    play.app.see.wait("call_next", visible=False)
    play.play(inputs, play.hands.light)


def with_keys(play: DeskPlay, inputs: int) -> None:
    hands = play.hands
    play.play(inputs, {hands.key: 20, hands.combo: 20, hands.flood: 3, hands.hold_key: 3, hands.touch_something: 4})


def without_a_deed(play: DeskPlay, inputs: int) -> None:
    """Do everything but touch, Enter, space and the keys that call: nobody is called by that."""
    before = calls(play.store)
    for count in range(inputs):
        done = play.hands.act(play.hands.idle)
        if count % LOOK_EVERY == 0:
            play.look(done)
    play.hands.rest()
    if (called := calls(play.store) - before) > 0:
        play.watch.blame(f"{called} calls without a deed")


def twice(play: DeskPlay, inputs: int) -> None:
    """Click twice, hold the key, press it twice at once: each is one call."""
    see, desk = play.app.see, play.desk
    for count in range(max(6, inputs // 40)):
        before = calls(play.store)
        see.wait("call_next", enabled=True)
        desk.pause(1.5)
        way = ("two clicks", "a key held down", "two presses", "five clicks")[count % 4]
        match way:
            case "two clicks" | "five clicks":
                times = 2 if way == "two clicks" else 5
                desk.do("mousemove", *see.where("call_next"), "click", "--repeat", times, "--delay", 60, 1)
            case "a key held down":
                desk.do("keydown", "F5")
                desk.pause(1.5)
                desk.do("keyup", "F5")
            case _:
                desk.do("key", "--repeat", 2, "--delay", 80, "F5")
        desk.catch_up()
        until(lambda before=before: calls(play.store) > before or None, f"a call by {way}")
        # What a second click would do is done by then.
        desk.pause(2.0)
        play.hands.counts[way] += 1
        if (called := calls(play.store) - before) != 1:
            play.watch.blame(f"{way} called {called} times")
        play.look(way)


ROUNDS: Final[dict[str, Callable[[DeskPlay, int], None]]] = {
    "twice": twice,
    "idle": without_a_deed,
    "anything": anything,
    "keys": with_keys,
    "bar": in_the_bar,
    "hall": in_the_hall,
}


def run_counter(
    place: Path, pictures: Path, *, seed: int, manager: str, inputs: int, wide: bool, only: str
) -> Iterator[str]:
    """Let the hands play through all rounds, each in a hall of its own; yield what is to be told, faults at last."""
    faults: list[str] = []
    rng = random.Random(seed)
    for name, round_ in ROUNDS.items():
        if only and name != only:
            continue
        folder = place / name
        folder.mkdir()
        counts: Counter[str] = Counter()
        found: list[str] = []
        megabytes: list[float] = []
        begin = time.monotonic()
        with (
            x_desk(manager, 1280, 720) as desk,
            NetworkFake() as printer,
            contextlib.closing(_hall(folder)) as store,
        ):
            real = RealHall(_url(folder), folder, printer.port, display=desk.display, end_s=60)
            parts = 1 if round_ is twice else max(1, inputs // PART)
            for part in range(parts):
                with real.app("counter", *OFFICER) as app:
                    sit_down(app)
                    window = desk.window_of(app.process.pid)
                    play = DeskPlay(
                        hands=CarefulHands(rng, desk, app.see, window, folder),
                        desk=desk,
                        app=app,
                        store=store,
                        watch=Watch(app=app, windows=None),
                    )
                    round_(play, inputs if round_ is twice else PART)
                    play.watch.weigh()
                    desk.bring_back(app.process.pid, fills=True)
                    if part in (0, parts - 1):
                        desk.pause(1.0)
                        desk.picture(pictures / f"counter_{manager}_{seed}_{name}_{part}.png")
                    found += play.watch.faults
                    megabytes += play.watch.megabytes
                    counts += play.hands.counts
                if app.process.returncode != 0:
                    found.append(f"ended with {app.process.returncode}")
            found += checks.check(store).problems
            found += fault_checks._calls(store, calls(store))
            yield (
                f"{name}: {counts.total()} inputs, {calls(store)} calls, {len(hall.log(store))} facts, "
                f"{max(megabytes):.0f} MB at most, {time.monotonic() - begin:.0f} s"
            )
            faults += [f"{name}: {one}" for one in dict.fromkeys(found)]
    yield from (f"FAULT: {fault}" for fault in faults)


def _url(folder: Path) -> str:
    return f"sqlite:///{folder / 'hall.db'}"


def _hall(folder: Path) -> Store:
    """Make a hall of the example mall in which many wait for counter 4, where a supervisor sits."""
    database = folder / "hall.db"
    shutil.copyfile(hall.prepared(), database)
    store = hall.connect(_url(folder))
    hall.set_clock(store, hall.MONDAY)
    hall.officer(store, "Siti", Role.SUPERVISOR)
    hall.open_counter(store, 2)
    for _ in range(25):
        hall.issue(store, "ktp")
    return store


# The display.


def run_display(
    place: Path, pictures: Path, *, seed: int, manager: str, inputs: int, wide: bool, only: str
) -> Iterator[str]:
    """Play at the display while a counter goes on calling; at last it shows the last call."""
    with x_desk(manager, 1920, 1080) as desk, contextlib.closing(_hall(place)) as store:
        real = RealHall(_url(place), place, 9, display=desk.display, end_s=60)
        who = hall.open_counter(store, 3)
        with real.app("display", *(("--layout", only) if only else ())) as app:
            app.see.wait("clock")
            window = desk.window_of(app.process.pid)
            hands = CarefulHands(random.Random(seed), desk, app.see, window, place)
            play = DeskPlay(hands=hands, desk=desk, app=app, store=store, watch=Watch(app=app, windows=("display",)))
            play.watch.weigh()
            code = ""
            for _ in range(5):
                play.play(inputs // 5, hands.light)
                code = hall.call(store, who).code
                hall.desk.finish(store, who, request_id=hall.request())
            desk.bring_back(app.process.pid, fills=True)
            until(lambda: code in app.see.texts() or None, f"{code} on the display")
            play.watch.weigh()
            desk.picture(pictures / f"display_{manager}_{seed}_{only or 'auto'}_played.png")
        yield (
            f"{only or 'auto'}: {hands.counts.total()} inputs, memory "
            f"{' to '.join(f'{one:.0f}' for one in play.watch.megabytes)} MB, exit {app.process.returncode}"
        )
        faults = [*play.watch.faults, *checks.check(store).problems]
    yield from (f"FAULT: {fault}" for fault in faults)
