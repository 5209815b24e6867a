"""A desktop that nobody sees: an X server with a window manager, one fast hand on it, and what its windows are like.

Needs Xvfb, xdotool, wmctrl, x11-utils (xprop), x11-xserver-utils (xrandr), xclip and the window manager.
"""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageGrab

from tests.helpers.apps import until
from tests.helpers.hall import ROOT

MANAGERS: Final[Mapping[str, Sequence[str]]] = {
    "none": (),
    "openbox": ("openbox",),
    "xfwm4": ("dbus-run-session", "--", "xfwm4"),
    "metacity": ("metacity",),
    "matchbox": ("matchbox-window-manager",),
}
NEVER_SAY: Final = ("none", "matchbox")
"""These do not keep it in a window's state that it fills the screen; its place tells."""
NEEDED: Final = ("Xvfb", "xdotool", "wmctrl", "xprop", "xrandr", "xclip", "xwininfo")


def missing(manager: str) -> list[str]:
    """Return the programs that are wanted and not there."""
    return [one for one in (*NEEDED, *MANAGERS[manager][:1]) if shutil.which(one) is None]


@dataclass(frozen=True)
class Sight:
    """How a window stands there, as the X server and the window manager say."""

    is_mapped: bool
    is_full: bool
    is_active: bool
    place: tuple[int, int, int, int]


class Desk:
    """One display; its commands do not wait for the window manager to have done what they ask."""

    def __init__(self, display: str, manager: str, width: int, height: int, server: "subprocess.Popen[bytes]") -> None:
        self._server = server
        self.display = display
        self.manager = manager
        self.size = (width, height)
        self.screen = (width, height)
        self._modes: set[str] = set()
        self._hand = subprocess.Popen(["xdotool", "-"], stdin=subprocess.PIPE, env=self._environment())

    def do(self, *words: str | int) -> None:
        """Let the hand do something at once, as xdotool names it."""
        assert self._hand.stdin is not None
        self._hand.stdin.write((" ".join(map(str, words)) + "\n").encode())
        self._hand.stdin.flush()

    def catch_up(self) -> None:
        """Wait until the hand has done everything it was told."""
        for spot in ((3, 5), (7, 11)):
            self.do("mousemove", *spot)
            told = "x:{} y:{} ".format(*spot)
            until(lambda told=told: self.run("xdotool", "getmouselocation").startswith(told) or None, "the hand")

    def run(self, *command: str, text: str = "") -> str:
        """Run a program on this display, and return what it says; a window that has gone meanwhile is no fault."""
        done = subprocess.run(
            command, input=text.encode(), capture_output=True, env=self._environment(), check=False, timeout=20
        )
        return done.stdout.decode(errors="replace")

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=self._environment(),
        )

    def window_of(self, pid: int) -> str:
        """Return the id of the one large window of a program."""

        def found() -> str | None:
            for line in self.run("xwininfo", "-root", "-tree").splitlines():
                said = re.match(r"\s*(0x[0-9a-f]+) .*\s(\d+)x(\d+)\+", line)
                if said is None or int(said[2]) < 200 or int(said[3]) < 60:
                    continue
                if re.search(rf"= {pid}\b", self.run("xprop", "-id", said[1], "_NET_WM_PID")):
                    return said[1]
            return None

        return until(found, f"the window of process {pid}")

    def sight(self, window: str) -> Sight:
        """Say how a window stands there now."""
        told = self.run("xwininfo", "-id", window)
        numbers = [re.search(rf"{name}:\s+(-?\d+)", told) for name in (
            "Absolute upper-left X", "Absolute upper-left Y", "Width", "Height",
        )]  # fmt: skip
        x, y, width, height = (0 if one is None else int(one[1]) for one in numbers)
        active = self.run("xprop", "-root", "_NET_ACTIVE_WINDOW")
        return Sight(
            is_mapped="IsViewable" in told,
            is_full=self.manager in NEVER_SAY or "FULLSCREEN" in self.run("xprop", "-id", window, "_NET_WM_STATE"),
            is_active=self.manager == "none" or re.search(rf"{int(window, 16):#x}\b", active) is not None,
            place=(x, y, width, height),
        )

    def resize_screen(self, width: int, height: int) -> None:
        """Let the screen be as if another one had been plugged in; it can only become smaller than it was at first."""
        name = f"{width}x{height}"
        if (width, height) != self.size and name not in self._modes:
            self._modes.add(name)
            self.run("xrandr", "--newmode", name, "60", *[str(width)] * 4, *[str(height)] * 4)
            self.run("xrandr", "--addmode", "screen", name)
        self.run("xrandr", "--output", "screen", "--mode", name)
        told = re.search(r"current (\d+) x (\d+)", self.run("xrandr"))
        assert told is not None, "xrandr says nothing of the screen"
        self.screen = (int(told[1]), int(told[2]))

    def clipboard(self, selection: str) -> str:
        """Return what is in a clipboard, or what is selected ("primary"); empty where nobody has anything."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            return subprocess.run(
                ["xclip", "-o", "-selection", selection],
                capture_output=True,
                env=self._environment(),
                check=False,
                timeout=3,
            ).stdout.decode(errors="replace")
        return ""

    def copy(self, text: str, selection: str) -> None:
        """Put a text into a clipboard, or let it be selected in some window ("primary")."""
        subprocess.run(
            ["xclip", "-selection", selection],
            input=text.encode(),
            env=self._environment(),
            check=False,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=20,
        )

    def picture(self, path: Path) -> None:
        image: Image.Image = ImageGrab.grab(xdisplay=self.display)
        image.save(path)

    def bring_back(self, pid: int, *, fills: bool) -> None:
        """Take a program's windows out of the task bar again, as a person does, full screen where it was so."""
        self.run("wmctrl", "-k", "off")
        self.run("wmctrl", "-s", "0")
        for line in self.run("wmctrl", "-lp").splitlines():
            window, _, owner, *_ = line.split()
            if int(owner) == pid:
                self.run("wmctrl", "-i", "-r", window, "-b", "remove,shaded,below")
                self.run("wmctrl", "-i", "-a", window)
                if fills:
                    self.run("wmctrl", "-i", "-r", window, "-b", "add,fullscreen")

    def kill_server(self) -> None:
        """End the X server as a crash of it does."""
        self._server.kill()
        self._server.wait()

    def pause(self, seconds: float) -> None:
        time.sleep(seconds)

    def close(self) -> None:
        assert self._hand.stdin is not None
        with contextlib.suppress(OSError):
            self._hand.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._hand.wait(5)
        if self._hand.poll() is None:
            self._hand.kill()
            self._hand.wait()

    def _environment(self) -> dict[str, str]:
        return os.environ | {"DISPLAY": self.display, "PYTHONPATH": str(ROOT)}


@contextlib.contextmanager
def x_desk(manager: str, width: int, height: int) -> Iterator[Desk]:
    """Run an X server with a screen of this size and a window manager on it."""
    ours, theirs = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(theirs),
        "-screen",
        "0",
        f"{width}x{height}x24",
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    with contextlib.ExitStack() as stack:
        server = subprocess.Popen(command, pass_fds=(theirs,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs)
        stack.callback(_end, server)
        with os.fdopen(ours) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        desk = Desk(f":{number}", manager, width, height, server)
        stack.callback(desk.close)
        if MANAGERS[manager]:
            stack.callback(_end, desk.start(*MANAGERS[manager]))
            until(lambda: desk.run("xprop", "-root", "_NET_SUPPORTING_WM_CHECK").count("#") or None, manager)
        yield desk


def python(*words: str) -> list[str]:
    """Return the command that runs a module of the tests."""
    return [sys.executable, "-m", *words]


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
