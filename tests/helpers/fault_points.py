"""Where a real app is killed: at a portion of what it sends, at a state that is to be seen, or after a while."""

import os
import re
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from tests.helpers.proxy import Line

PATIENCE_S: Final = 20.0
_WORDS: Final = re.compile(rb"(BEGIN|COMMIT|ROLLBACK|LISTEN|(?:INSERT INTO|UPDATE|DELETE FROM) [a-z_]+|FROM [a-z_]+)")
_PREPARED: Final = "a prepared statement"


@dataclass
class Kill:
    """One kill -9, or another signal, and where it fell."""

    victim: str
    where: str
    pid: Callable[[], int | None]
    sends: signal.Signals = signal.SIGKILL
    is_done: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def now(self, where: str) -> None:
        """Kill; only the first of several points counts."""
        with self._lock:
            if self.is_done.is_set():
                return
            pid = self.pid()
            if pid is not None:
                os.kill(pid, self.sends)
            self.where = where if pid is not None else f"{where} (nobody there)"
            self.is_done.set()


class Point(Protocol):
    def arm(self, kill: Kill) -> None:
        """Begin to look; called right before the deed."""


@dataclass(frozen=True)
class AfterAWhile:
    seconds: float

    def arm(self, kill: Kill) -> None:
        threading.Timer(self.seconds, kill.now, ["after a while"]).start()


@dataclass(frozen=True)
class WhenSeen:
    """The moment at which something is to be seen, and a little later."""

    what: str
    look: Callable[[], bool]
    later_s: float

    def arm(self, kill: Kill) -> None:
        threading.Thread(target=self._watch, args=(kill,), daemon=True).start()

    def _watch(self, kill: Kill) -> None:
        end, pause = time.monotonic() + PATIENCE_S, threading.Event()
        while time.monotonic() < end and not kill.is_done.is_set():
            if self.look():
                pause.wait(self.later_s)
                kill.now(self.what)
                return
            pause.wait(0.003)


@dataclass(frozen=True)
class AtPortion:
    """The nth portion of what a program sends: it ends before the other side has it, or before it hears the answer."""

    line: Line
    what: str
    number: int
    is_passed_on: bool

    def arm(self, kill: Kill) -> None:
        left = self.number
        lock = threading.Lock()

        def on_portion(portion: bytes, is_passed_on: bool) -> bool:
            nonlocal left
            with lock:
                if kill.is_done.is_set() or is_passed_on is not self.is_passed_on:
                    return False
                left -= 1
                if left >= 0:
                    return False
            kill.now(f"{self.what} {'after' if self.is_passed_on else 'before'} {self._name(portion)}")
            return True

        self.line.on_portion = on_portion

    def _name(self, portion: bytes) -> str:
        if self.what == "paper":
            return f"portion {self.number}"
        found = _WORDS.search(portion)
        return found[1].decode() if found else _PREPARED


def voice_of(display: int) -> int | None:
    """Return the process id of the voice that a display has started, if it lives."""
    for task in Path(f"/proc/{display}/task").glob("*/children"):
        for word in task.read_text().split():
            try:
                if b"voice_worker" in Path(f"/proc/{word}/cmdline").read_bytes():
                    return int(word)
            except OSError:
                continue
    return None
