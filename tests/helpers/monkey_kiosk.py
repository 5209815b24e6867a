"""The real full-screen kiosk in the hands of whoever plays, presses everything, or wants to get out of it."""

import contextlib
import random
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from antrean import assistance, pin
from antrean.control_client import ControlRefused
from antrean.store.store import Store
from tests.helpers import hall, monkey_watch
from tests.helpers.apps import App, RealHall, until
from tests.helpers.fake_printer import NetworkFake
from tests.helpers.monkey_hands import PASTED, Hands
from tests.helpers.monkey_watch import Watch
from tests.helpers.x_desk import Desk, x_desk

IDLE_S: Final = 12
MOST_A_MINUTE: Final = 7
PIN: Final = "804613579"
"""Too long to be found by chance."""
TOO_MANY: Final = ("Baru saja banyak nomor diambil", "Many numbers were taken here just now")
END_S: Final = 60.0
"""On a machine that others use too; how long an app may really take is tried by the endings."""
LOOK_EVERY: Final = 20
HEAVY_EVERY: Final = 25
"""About so many light inputs for one that takes its time."""
IN_FRONT_S: Final = 15.0
"""Two seconds on a quiet machine."""


@dataclass
class KioskPlay:
    """One kiosk and the hands on it."""

    hands: Hands
    desk: Desk
    app: App
    store: Store
    printer: NetworkFake
    watch: Watch
    window: str
    pictures: Path
    desks: list[hall.Desk]
    begin: set[str] = field(default_factory=set)
    told_to_wait: int = 0
    longest_wait: str = ""

    # What is looked at.

    def look(self, during: str) -> None:
        self.watch.look(during)
        seen = self.app.see.objects()
        if "page_technician" in seen:
            self.watch.blame(f"the technician's page is open after {during}")
        if "issued_code" in seen:
            with contextlib.suppress(ControlRefused):
                self.watch.shown.add(self.app.see.text("issued_code"))
        if any(one in text for one in TOO_MANY for text in self.app.see.texts()):
            self.told_to_wait += 1

    def await_front(self, during: str) -> None:
        """Wait until the kiosk fills the screen again and is in front."""

        def is_back() -> bool | None:
            sight = self.desk.sight(self.window)
            whole = (0, 0, *self.desk.screen)
            return True if sight.is_mapped and sight.is_full and sight.is_active and sight.place == whole else None

        try:
            until(is_back, f"the kiosk in front after {during}", timeout_s=IN_FRONT_S, pause_s=0.1)
        except AssertionError:
            self.desk.picture(self.pictures / f"not_in_front_{during}.png")
            self.watch.blame(f"not in front after {during}: {self.desk.sight(self.window)}, {self.desk.screen}")

    def look_at_clipboards(self) -> None:
        for selection in ("primary", "clipboard"):
            if (text := self.desk.clipboard(selection)) and text not in PASTED:
                self.watch.blame(f"{selection} holds {text[:60]!r}")

    # What is done.

    def tap(self, name: str) -> None:
        self.app.see.wait(name, enabled=True)
        self.app.see.wait("settling", visible=False)
        self.desk.do("mousemove", *self.app.see.where(name), "click", 1)

    def play(self, inputs: int, among: Mapping[Callable[[], None], int]) -> None:
        """Do so many inputs, with what takes its time in between."""
        rng = self.hands.rng
        for count in range(inputs):
            done = self.hands.act(among)
            self.desk.pause(rng.choice((0.0, 0.005, 0.02, 0.05)))
            if count % LOOK_EVERY == LOOK_EVERY - 1:
                self.look(done)
            if rng.random() < 1 / HEAVY_EVERY:
                done = self.hands.act(self.hands.heavy)
                self.look(done)
                self.await_front(done)
        self.hands.rest()
        self.desk.resize_screen(*self.desk.size)
        self.await_front("everything")

    def await_start(self) -> None:
        """Wait until the kiosk is back at its first page, in its language, with nothing of anybody on it."""
        self.app.see.wait("search_open", timeout_ms=(IDLE_S + 40) * 1000)
        for call in assistance.open_calls(self.store):
            # Who was called by the hands has come and gone.
            assistance.withdraw(self.store, call.id, device=call.device, request_id=hall.request())

        def is_clean() -> bool | None:
            # Waiting numbers and the clock go on.
            left = {text for text in self.app.see.texts() if not any(sign.isdigit() for sign in text)} - self.begin
            return True if not left else None

        try:
            until(is_clean, "a clean first page", timeout_s=20, pause_s=0.2)
        except AssertionError:
            left = {text for text in self.app.see.texts() if not any(sign.isdigit() for sign in text)} - self.begin
            self.watch.blame(f"left behind: {sorted(left)}")
        self.look("the way back to the start")
        self.look_at_clipboards()

    def visitor(self) -> str:
        """Take a number as any visitor does, as soon as the rate of the kiosk allows, and return its code."""

        def taken() -> str | None:
            self.tap("agency_K")
            self.tap("take_skck")
            self.app.see.wait("settling", visible=False)
            end = time.monotonic() + 8
            while time.monotonic() < end:
                if self.app.see.visible("issued_code"):
                    return self.app.see.text("issued_code")
                self.desk.pause(0.1)
            self.tap("back")
            return None

        code = until(taken, "a number for an ordinary visitor", timeout_s=100, pause_s=3)
        self.watch.shown.add(code)
        until(lambda: code if _print_state(self.store, code) == "printed" else None, f"the paper of {code}")
        return code

    def settle(self) -> None:
        """Do for the hall what its counters do, so that it does not fill up."""
        monkey_watch.serve_all(self.store, self.desks)


def _print_state(store: Store, code: str) -> str:
    return str(hall.ticket(store, code).print_state.value)


# The rounds: where each begins, and what the hands are given.


def plain(play: KioskPlay, inputs: int) -> None:
    play.play(inputs, play.hands.light)


def _with(*switches: str) -> Callable[[KioskPlay, int], None]:
    def round_(play: KioskPlay, inputs: int) -> None:
        for name in switches:
            play.tap(name)
        play.play(inputs, play.hands.light)

    return round_


def at_the_pin(play: KioskPlay, inputs: int) -> None:
    """Guess the technician's PIN by keys and by the pad, and come back whenever the page was left."""
    see, rng = play.app.see, play.hands.rng
    for count in range(inputs // 4):
        if not see.visible("page_pin"):
            play.desk.do("key", "ctrl+alt+t")
            play.desk.pause(0.5)
        digits = "".join(rng.choice("0123456789") for _ in range(rng.choice((4, 6, 9, 12))))
        play.desk.do("type", "--delay", rng.choice((5, 40)), digits)
        play.desk.do("key", rng.choice(("Return", "KP_Enter", "Return", "Escape")))
        if rng.random() < 0.2:
            play.hands.act(play.hands.light)
        with contextlib.suppress(ControlRefused):
            if "Tunggu" in (said := see.text("pin_message")):
                play.longest_wait = max(play.longest_wait, said, key=lambda text: int("0" + _digits(text)))
        play.hands.counts["pin_guess"] += 1
        if count % 5 == 4:
            play.look("a guess at the PIN")


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def without_a_deed(play: KioskPlay, inputs: int) -> None:
    """Stand before the services and do everything but touch, Enter and space: nobody gets a number by that."""
    play.tap("agency_K")
    play.app.see.wait("take_skck")
    before = _issued(play.store)
    for count in range(inputs):
        done = play.hands.act(play.hands.idle)
        if count % LOOK_EVERY == 0:
            play.look(done)
            if not play.app.see.visible("take_skck"):
                play.hands.rest()
                play.await_start()
                play.tap("agency_K")
                play.app.see.wait("take_skck")
    if (given := _issued(play.store) - before) > 0:
        play.watch.blame(f"{given} numbers were given without a deed")


def a_child_that_plays(play: KioskPlay, inputs: int) -> None:
    """Take one number after the other as fast as a small hand can."""
    before = play.told_to_wait
    for _ in range(max(20, inputs // 20)):
        for name in ("agency_K", "take_skck"):
            with contextlib.suppress(ControlRefused, AssertionError):
                play.app.see.wait(name, enabled=True, timeout_ms=1500)
                play.app.see.wait("settling", visible=False)
                play.desk.do("mousemove", *play.app.see.where(name), "click", "--repeat", 2, "--delay", 30, 1)
                play.hands.counts["child"] += 1
        play.desk.pause(0.4)
        play.look("a child's touch")
        for name in ("done", "back"):
            with contextlib.suppress(ControlRefused):
                if play.app.see.visible(name):
                    play.desk.do("mousemove", *play.app.see.where(name), "click", 1)
                    play.desk.pause(0.4)
                    break
    play.desk.picture(play.pictures / "child_told.png")
    if play.told_to_wait == before:
        play.watch.blame("a child that played was never told to wait")


def _issued(store: Store) -> int:
    number: int = hall.rows(store, "SELECT count(*) FROM tickets")[0][0]
    return number


ROUNDS: Final[dict[str, Callable[[KioskPlay, int], None]]] = {
    "plain": plain,
    "english": _with("language_switch"),
    "contrast": _with("access_contrast"),
    "large": _with("access_text", "access_text"),
    "low": _with("access_low"),
    "easy": _with("access_easy"),
    "spoken": _with("access_spoken"),
    "all": _with("access_contrast", "access_easy", "access_spoken", "access_low", "access_text", "access_text"),
    "pin": at_the_pin,
    "idle": without_a_deed,
    "child": a_child_that_plays,
}
UPRIGHT_ALONE: Final = ("low", "all")


def run(place: Path, pictures: Path, *, seed: int, manager: str, inputs: int, wide: bool, only: str) -> Iterator[str]:
    """Let the hands play through all rounds on one kiosk; yield what is to be told of each, and the faults at last."""
    size = (1920, 1080) if wide else (1080, 1920)
    database = place / "hall.db"
    shutil.copyfile(hall.prepared(), database)
    url = f"sqlite:///{database}"
    rng = random.Random(seed)
    with (
        x_desk(manager, *size) as desk,
        NetworkFake() as printer,
        contextlib.closing(hall.connect(url)) as store,
    ):
        hall.set_clock(store, hall.MONDAY)
        desks = [hall.open_counter(store, number) for number in _counters(store)]
        real = RealHall(url, place, printer.port, display=desk.display, kiosk=_settings(), end_s=END_S)
        with real.app("kiosk") as app:
            app.see.wait("search_open")
            window = desk.window_of(app.process.pid)
            play = KioskPlay(
                hands=Hands(rng, desk, app.see, window, place),
                desk=desk,
                app=app,
                store=store,
                printer=printer,
                watch=Watch(app=app, windows=("kiosk",)),
                window=window,
                pictures=pictures,
                desks=desks,
                begin=set(app.see.texts()),
            )
            play.await_front("the start")
            for name, round_ in ROUNDS.items():
                if (only and name != only) or (wide and name in UPRIGHT_ALONE):
                    continue
                begin, before = time.monotonic(), play.hands.counts.total()
                round_(play, inputs)
                play.hands.rest()
                desk.picture(pictures / f"{manager}_{seed}_{name}_played.png")
                play.await_start()
                code = play.visitor()
                desk.picture(pictures / f"{manager}_{seed}_{name}_visitor.png")
                play.settle()
                play.watch.weigh()
                play.await_start()
                took, done = time.monotonic() - begin, play.hands.counts.total() - before
                yield from (f"(so far) {fault}" for fault in play.watch.faults)
                yield (
                    f"{name}: {done} inputs, then {code} for a visitor, {play.watch.megabytes[-1]:.0f} MB, "
                    f"{took:.0f} s, {len(play.watch.faults)} faults"
                )
            faults = play.watch.faults
            faults += monkey_watch.numbers(store, play.watch.shown, printer._printed())
            faults += monkey_watch.pace(store, MOST_A_MINUTE)
            counts = ", ".join(f"{name} {times}" for name, times in play.hands.counts.most_common())
            yield f"{play.hands.counts.total()} inputs: {counts}"
            yield (
                f"{_issued(store)} numbers, {len(play.watch.shown)} seen on the screen, told to wait "
                f"{play.told_to_wait} times; at the PIN: {play.longest_wait or 'no wait'}; "
                f"memory {', '.join(f'{one:.0f}' for one in play.watch.megabytes)} MB"
            )
    yield from (f"FAULT: {fault}" for fault in faults)


def _settings() -> str:
    return (
        f"issued_s = {IDLE_S}\nidle_s = {IDLE_S}\nissued_without_paper_s = {IDLE_S}\nwarning_s = 5\n"
        f'numbers_a_minute = {MOST_A_MINUTE}\npin = "{pin.kept(PIN)}"\n'
    )


def _counters(store: Store) -> list[int]:
    return [row[0] for row in hall.rows(store, "SELECT number FROM counters ORDER BY number")]
