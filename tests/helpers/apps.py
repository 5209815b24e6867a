"""The three real apps in processes of their own: real clicks, a printer on a TCP port, a recorded voice."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

from antrean.control_client import ControlClient
from tests.helpers.hall import ROOT

T = TypeVar("T")

SCREENS = {"kiosk": (1080, 1920), "counter": (1280, 800), "display": (1920, 1080)}
PATIENCE_S = 40
"""What a machine that others use too may need for what is there in a moment elsewhere."""


def until(look: Callable[[], T | None], what: str, *, timeout_s: float = PATIENCE_S, pause_s: float = 0.02) -> T:
    """Wait until `look` finds something, and return it."""
    end = time.monotonic() + timeout_s
    pause = threading.Event()
    while (found := look()) is None:
        assert time.monotonic() < end, f"waited in vain for {what}"
        pause.wait(pause_s)
    return found


class Channel(ControlClient):
    """A channel that waits as long as a busy machine may need."""

    def wait(self, name: str, *, timeout_ms: int = PATIENCE_S * 1000, **what: Any) -> None:
        super().wait(name, timeout_ms=timeout_ms, **what)


class App:
    """One running app: its process and the channel into it."""

    def __init__(self, process: subprocess.Popen[bytes], channel: Channel, log: Path) -> None:
        self.process = process
        self.see = channel
        self._log = log

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.kill()
        self.process.wait()

    def log(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")


class RealHall:
    """Apps of one database in a folder of its own."""

    def __init__(
        self,
        url: str,
        folder: Path,
        printer_port: int,
        *,
        display: str = "",
        is_fast: bool = True,
        kiosk: str = "issued_s = 600\nidle_s = 600\n",
        end_s: float = 10,
    ) -> None:
        """`display` is that of an X server on which the apps are to be seen; a fast voice needs no time to speak.

        `kiosk` is what stands in the kiosk's settings besides its name; an app that was asked to end has `end_s`
        seconds for it.
        """
        self.url = url
        self.display = display
        self.is_fast = is_fast
        self.end_s = end_s
        self.folder = folder
        self.sound = folder / "sound"
        self._started = 0
        self.settings = folder / "antrean.toml"
        self.settings.write_text(
            "[printer]\n"
            f'kind = "network"\nhost = "127.0.0.1"\nport = {printer_port}\n'
            "connect_timeout_ms = 20000\nreply_timeout_ms = 20000\n"
            f'[kiosk]\nname = "kiosk-1"\n{kiosk}[display]\nname = "display-1"\n'
            f'[voice]\nsink = "folder:{self.sound.as_posix()}"\n',
            encoding="utf-8",
        )

    @contextmanager
    def app(self, name: str, *options: str) -> Iterator[App]:
        """Run an app full screen on an offscreen screen of its usual size."""
        with self.apps({name: options}) as (app,):
            yield app

    @contextmanager
    def apps(self, wanted: Mapping[str, Sequence[str]]) -> Iterator[list[App]]:
        """Run several apps, each with its options; they start side by side."""
        with ExitStack() as stack:
            started = [(name, *stack.enter_context(self._process(name, options))) for name, options in wanted.items()]
            yield [stack.enter_context(_reached(name, *where)) for name, *where in started]

    @contextmanager
    def _process(self, name: str, options: Sequence[str]) -> Iterator[tuple[subprocess.Popen[bytes], Path, Path]]:
        """Start an app and end it as the system does; give its process, its channel and its log."""
        self._started += 1
        width, height = SCREENS[name]
        screens = self.folder / f"{name}.json"
        screen = {"name": name, "x": 0, "y": 0, "width": width, "height": height, "dpr": 1}
        screens.write_text(json.dumps({"screens": [screen | {"logicalDpi": 96, "logicalBaseDpi": 96}]}))
        channel = self.folder / f"{name}{self._started}"
        log_path = self.folder / f"{name}{self._started}.log"
        command = [sys.executable, "-m", "antrean", name, "--database", self.url, "--settings", str(self.settings)]
        environment = os.environ | {
            "QT_QPA_PLATFORM": "xcb" if self.display else f"offscreen:configfile={screens}",
            "DISPLAY": self.display,
            "ANTREAN_VOICE_FAST": "1" if self.is_fast else "",
            # What an app remembers of its window stays in this hall.
            "XDG_STATE_HOME": str(self.folder / "state"),
            "PYTHONPATH": str(ROOT),
        }
        with log_path.open("wb") as log:
            process = subprocess.Popen(
                [*command, "--full-screen", "--control", str(channel), *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment,
                cwd=ROOT,
            )
        try:
            yield process, channel, log_path
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            try:
                process.wait(self.end_s)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
                raise AssertionError(f"{name} did not end when asked to:\n{log_path.read_text()}") from None
            assert "Traceback" not in log_path.read_text(encoding="utf-8", errors="replace"), log_path.read_text()

    def spoken(self) -> list[dict[str, Any]]:
        """Return what was spoken so far, in order: text, language, start and end."""
        index = self.sound / "index.jsonl"
        return [json.loads(line) for line in index.read_text().splitlines()] if index.exists() else []

    def wait_spoken(self, count: int) -> list[dict[str, Any]]:
        """Wait until so many sentences were spoken."""
        return until(lambda: rows if len(rows := self.spoken()) >= count else None, f"{count} sentences")


@contextmanager
def _reached(name: str, process: subprocess.Popen[bytes], channel: Path, log: Path) -> Iterator[App]:
    """Connect to an app's channel as soon as it listens, and no longer than it lives."""
    # Several apps that start at once on a busy machine take their time.
    until(lambda: channel.exists() or process.poll() is not None or None, f"the {name}'s channel")
    assert process.poll() is None, f"{name} ended at its start:\n{log.read_text()}"
    with Channel(str(channel), timeout_s=PATIENCE_S) as client:
        yield App(process, client, log)


def take(kiosk: Channel, service: str, agency: str) -> str:
    """Take a number by touch and return the code on the screen."""
    kiosk.wait(f"agency_{agency}", enabled=True)
    kiosk.wait("settling", visible=False)
    kiosk.click(f"agency_{agency}")
    kiosk.wait(f"take_{service}", enabled=True)
    kiosk.wait("settling", visible=False)
    kiosk.click(f"take_{service}")
    kiosk.wait("issued_code")
    kiosk.wait("settling", visible=False)
    return kiosk.text("issued_code")


def call(counter: Channel) -> str:
    """Call the next visitor by F5 and return the code on the counter's screen."""
    before = counter.text("active_code") if counter.visible("active_code") else ""
    counter.wait("call_next", enabled=True)
    counter.key("F5")

    def now() -> str | None:
        if not counter.visible("active_code"):
            return None
        code = counter.text("active_code")
        return code if code not in ("", before) else None

    return until(now, f"another number than {before or 'none'} at the counter")
