"""What a child, a clumsy or an ill-meaning person does at a screen, one input after another, by a seed."""

import random
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from antrean.control_client import ControlRefused
from tests.helpers.apps import Channel
from tests.helpers.x_desk import Desk, python

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
COMBOS: Final = (
    *("alt+F4", "alt+Tab", "alt+shift+Tab", "alt+space", "alt+Escape", "alt+F1", "alt+F2", "alt+F10", "alt+Return"),
    *("ctrl+q", "ctrl+w", "ctrl+o", "ctrl+s", "ctrl+p", "ctrl+c", "ctrl+x", "ctrl+v", "ctrl+a", "ctrl+n", "ctrl+z"),
    *("ctrl+alt+t", "ctrl+alt+Delete", "ctrl+alt+d", "ctrl+alt+Right", "ctrl+alt+Left", "ctrl+Escape", "ctrl+Tab"),
    *("super+d", "super+e", "super+l", "super+r", "super+Tab", "Super_L", "Super_R", "Menu", "shift+F10", "Print"),
    *("shift+Insert", "ctrl+Insert", "ctrl+plus", "ctrl+minus", "ctrl+0", "F11", "alt+F11", "alt+F12", "Pause"),
    *("XF86AudioRaiseVolume", "XF86AudioLowerVolume", "XF86Back", "XF86HomePage", "XF86Sleep", "XF86Calculator"),
    *(f"F{number}" for number in range(1, 13)),
)
KEYS: Final = (
    *("Return", "KP_Enter", "Escape", "Tab", "ISO_Left_Tab", "space", "BackSpace", "Delete", "Home", "End", "Prior"),
    *("Next", "Up", "Down", "Left", "Right", "Insert", "question", "at", *LETTERS, *"0123456789"),
)
MODIFIERS: Final = ("ctrl", "alt", "shift", "super")
PASTED: Final = (
    "AQ1:0123456789abcdef0123",
    "<b>KA-001</b> \u202e olleh",
    "'; DROP TABLE tickets; --",
    "https://example.invalid/" + "x" * 500,
    "file:///etc/passwd",
)


class Hands:
    """One pair of hands; `window` is the id of the app's window, `counts` how often each kind of input came."""

    def __init__(self, rng: random.Random, desk: Desk, see: Channel, window: str, folder: Path) -> None:
        self.rng = rng
        self.desk = desk
        self.see = see
        self.window = window
        self.counts: Counter[str] = Counter()
        self._file = folder / "dragged.txt"
        self._file.write_text("not for the queue", encoding="utf-8")

    def spot(self) -> tuple[int, int]:
        width, height = self.desk.screen
        return self.rng.randrange(width), self.rng.randrange(height)

    # Pointer and finger.

    def touch(self) -> None:
        self.desk.do("mousemove", *self.spot(), "click", 1)

    def touch_something(self) -> None:
        """Touch the middle of anything that is there: random places alone rarely come deep into an app."""
        for _ in range(5):
            try:
                place = self.see.where(self.rng.choice(self.see.objects()))
            except (ControlRefused, IndexError):
                continue
            self.desk.do("mousemove", *place, "click", 1)
            return

    def touch_twice(self) -> None:
        self.desk.do("mousemove", *self.spot(), "click", "--repeat", 2, "--delay", self.rng.choice((20, 90)), 1)

    def hammer(self) -> None:
        self.desk.do("mousemove", *self.spot(), "click", "--repeat", self.rng.randint(5, 25), "--delay", 15, 1)
        self.desk.pause(0.4)

    def drag(self) -> None:
        self.desk.do("mousemove", *self.spot(), "mousedown", 1)
        for _ in range(self.rng.randint(1, 6)):
            self.desk.do("mousemove", *self.spot())
            self.desk.pause(0.01)
        self.desk.do("mouseup", 1)

    def sweep(self) -> None:
        """Draw a finger across half of the screen."""
        width, height = self.desk.screen
        x, y = self.spot()
        self.desk.do("mousemove", x, y, "mousedown", 1)
        for _ in range(2):
            self.desk.do("mousemove", *self.spot())
            self.desk.pause(0.01)
        self.desk.do("mousemove", (x + width // 2) % width, (y + height // 2) % height, "mouseup", 1)

    def hold_finger(self) -> None:
        self.desk.do("mousemove", *self.spot(), "mousedown", self.rng.choice((1, 1, 1, 3)))
        self.desk.pause(self.rng.choice((0.6, 0.9, 1.5)))
        self.desk.do("mouseup", 1, "mouseup", 3)

    def wheel(self) -> None:
        self.desk.do("mousemove", *self.spot(), "click", "--repeat", 8, "--delay", 4, self.rng.choice((4, 5, 6, 7)))

    def other_button(self) -> None:
        x, y = self.spot()
        times = self.rng.choice((1, 1, 2))
        self.desk.do("mousemove", x, y, "click", "--repeat", times, "--delay", 60, self.rng.choice((2, 3, 3, 8, 9)))

    def touch_with_key(self) -> None:
        held = self.rng.choice(MODIFIERS)
        self.desk.do("mousemove", *self.spot(), "keydown", held, "click", self.rng.choice((1, 2, 3)), "keyup", held)

    # Keys.

    def key(self) -> None:
        self.desk.do("key", self.rng.choice(KEYS))

    def combo(self) -> None:
        self.desk.do("key", self.rng.choice(COMBOS))

    def any_combo(self) -> None:
        """Press any modifiers with any key, but Ctrl+Alt+F1 and the like, which are the machine's."""
        held = self.rng.sample(MODIFIERS, self.rng.randint(1, 3))
        self.desk.do("key", "+".join([*held, self.rng.choice(KEYS)]))

    def flood(self) -> None:
        name = self.rng.choice(("Return", "Escape", "Tab", "space", "F1", "F5", "Down", "Right", "a", "question"))
        self.desk.do("key", "--repeat", self.rng.randint(10, 40), "--delay", 4, name)
        self.desk.pause(0.3)

    def hold_key(self) -> None:
        name = self.rng.choice(("Return", "Escape", "space", "Down", "F1", "F5", "Super_L", "Alt_L", "m", "Tab"))
        self.desk.do("keydown", name)
        self.desk.pause(0.8)
        self.desk.do("keyup", name)

    def type(self) -> None:
        words = "".join(self.rng.choice(LETTERS) for _ in range(self.rng.randint(2, 12)))
        self.desk.do("type", "--delay", self.rng.choice((3, 30)), words)

    def scan(self) -> None:
        """Hold something under a scanner that is nobody's ticket, or whose Enter comes alone."""
        self.desk.do("type", "--delay", 3, "AQ1:" + "".join(self.rng.choice("0123456789abcdef") for _ in range(20)))
        if self.rng.random() < 0.7:
            self.desk.do("key", "Return")

    # What is brought from elsewhere.

    def paste(self) -> None:
        text = self.rng.choice(PASTED)
        self.desk.copy(text, "clipboard")
        self.desk.copy(text, "primary")
        self.desk.do("key", self.rng.choice(("ctrl+v", "shift+Insert", "ctrl+shift+v")))
        self.desk.do("mousemove", *self.spot(), "click", 2)

    def drop(self) -> None:
        """Drag a file out of another program's window and let it go over the app."""
        source = self.desk.start(*python("tests.helpers.strangers", "drag", str(self._file)))
        try:
            self.desk.pause(1.5)
            self.desk.do("mousemove", 30, 20, "mousedown", 1)
            for _ in range(6):
                self.desk.do("mousemove", *self.spot())
                self.desk.pause(0.05)
            self.desk.do("mouseup", 1)
            self.desk.pause(0.2)
        finally:
            source.terminate()
            source.wait()

    # What a desktop or another program does to the window.

    def close(self) -> None:
        self.desk.run("wmctrl", "-i", "-c", self.window)

    def put_away(self) -> None:
        self.desk.run("xdotool", "windowminimize", self.window)

    def take_off(self) -> None:
        self.desk.run("xdotool", "windowunmap", self.window)

    def unfill(self) -> None:
        self.desk.run("wmctrl", "-i", "-r", self.window, "-b", "remove,fullscreen")

    def shove(self) -> None:
        x, y = self.spot()
        self.desk.run("xdotool", "windowmove", self.window, str(x), str(y), "windowsize", self.window, "300", "400")

    def push_down(self) -> None:
        self.desk.run(
            "wmctrl", "-i", "-r", self.window, "-b", self.rng.choice(("add,below", "add,shaded", "add,hidden"))
        )

    def show_desktop(self) -> None:
        self.desk.run("wmctrl", "-k", "on")

    def thief(self) -> None:
        other = self.desk.start(*python("tests.helpers.strangers", "front", "2"))
        self.desk.pause(1.0)
        for _ in range(5):
            self.rng.choice((self.key, self.touch, self.combo))()
        other.wait(30)

    def other_screen(self) -> None:
        width, height = self.desk.size
        self.desk.resize_screen(
            round(width * self.rng.choice((0.6, 0.8, 1))), round(height * self.rng.choice((0.6, 0.8, 1)))
        )

    # Together.

    @property
    def light(self) -> Mapping[Callable[[], None], int]:
        """What hands alone do, each with how often it comes."""
        return {
            self.touch: 20,
            self.touch_something: 30,
            self.touch_twice: 6,
            self.hammer: 2,
            self.drag: 6,
            self.hold_finger: 2,
            self.wheel: 4,
            self.other_button: 6,
            self.touch_with_key: 3,
            self.key: 12,
            self.combo: 12,
            self.any_combo: 8,
            self.flood: 2,
            self.hold_key: 1,
            self.type: 3,
            self.scan: 2,
        }

    @property
    def idle(self) -> Mapping[Callable[[], None], int]:
        """What presses nothing: the first button never goes up where it went down, no Enter, no space."""
        return {self.wheel: 5, self.other_button: 10, self.sweep: 10, self.paste: 1}

    @property
    def heavy(self) -> Mapping[Callable[[], None], int]:
        """What takes its time."""
        return {
            self.paste: 6,
            self.drop: 2,
            self.close: 4,
            self.put_away: 3,
            self.take_off: 2,
            self.unfill: 3,
            self.shove: 3,
            self.push_down: 2,
            self.show_desktop: 2,
            self.thief: 2,
            self.other_screen: 3,
        }

    def act(self, among: Mapping[Callable[[], None], int]) -> str:
        """Do one of these, and return its name."""
        [chosen] = self.rng.choices(list(among), list(among.values()))
        chosen()
        self.counts[chosen.__name__] += 1
        return chosen.__name__

    def rest(self) -> None:
        """Let go of everything."""
        for name in ("Alt_L", "Alt_R", "Control_L", "Shift_L", "Super_L", "Super_R", "Return", "space"):
            self.desk.do("keyup", name)
        for button in range(1, 10):
            self.desk.do("mouseup", button)
        self.desk.catch_up()
