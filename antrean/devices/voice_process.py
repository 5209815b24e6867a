"""One run of the voice's child process: its pipes, what it said last, and its end."""

import collections
import contextlib
import json
import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final

_PACKAGE_PARENT: Final = Path(__file__).resolve().parents[2]
_LAST_LINES: Final = 20

_log = logging.getLogger(__name__)


class Gone(Exception):
    """The process has ended."""


def command(options: Sequence[str]) -> list[str]:
    """Return the command line of the worker with these options."""
    # -P: a file named json.py in the folder the app was started from must not become part of it.
    return [sys.executable, "-P", "-m", "antrean.devices.voice_worker", *options]


def environment() -> dict[str, str]:
    """Return the worker's environment: ours, and this very package first in its path."""
    others = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(_PACKAGE_PARENT), *([others] if others else [])])}


def creation_flags() -> int:
    """Return what keeps Windows from opening a console window for the worker."""
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW
    return 0


class VoiceProcess:
    """A started worker. `on_ready` is called from a thread of this object, at most once."""

    def __init__(
        self, options: Sequence[str], *, on_ready: Callable[["VoiceProcess", Mapping[str, Any]], None]
    ) -> None:
        """Start it; raise OSError when that fails."""
        self._on_ready = on_ready
        self._inbox: queue.SimpleQueue[Mapping[str, Any] | None] = queue.SimpleQueue()
        self._last: collections.deque[str] = collections.deque(maxlen=_LAST_LINES)
        self._popen = subprocess.Popen(
            command(options),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
            creationflags=creation_flags(),
        )
        assert self._popen.stdin is not None
        assert self._popen.stdout is not None
        assert self._popen.stderr is not None
        self._stdin: IO[bytes] = self._popen.stdin
        self._threads = (
            threading.Thread(target=self._read, args=(self._popen.stdout,), name="voice-answers", daemon=True),
            threading.Thread(target=self._listen, args=(self._popen.stderr,), name="voice-stderr", daemon=True),
        )
        self.is_ready = False
        self.is_gone = False
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        return self._popen.pid

    def send(self, message: Mapping[str, object]) -> None:
        """Write one message; raise Gone when nobody reads it."""
        try:
            self._stdin.write(json.dumps(message).encode("ascii") + b"\n")
            self._stdin.flush()
        except (OSError, ValueError) as error:
            self.is_gone = True
            raise Gone from error

    def receive(self, deadline: float) -> Mapping[str, Any]:
        """Return the next answer; raise TimeoutError at the deadline (monotonic), Gone when it has ended."""
        try:
            message = self._inbox.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise TimeoutError from None
        if message is None:
            raise Gone
        return message

    def wait(self) -> int:
        """Wait until it has ended and all it wrote is read; return the exit code, negative for a signal."""
        code = self._popen.wait()
        for thread in self._threads:
            thread.join()
        with contextlib.suppress(OSError):
            self._stdin.close()
        return code

    def kill(self) -> None:
        """End it at once; works on a frozen process too."""
        self.is_gone = True
        with contextlib.suppress(OSError):
            self._popen.kill()

    def close(self, patience_s: float) -> None:
        """Close its stdin, upon which it ends by itself, and kill it when it does not within this time."""
        with contextlib.suppress(OSError):
            self._stdin.close()
        try:
            self._popen.wait(patience_s)
        except subprocess.TimeoutExpired:
            self.kill()

    def last_words(self) -> str:
        """Return the last line it wrote to stderr, for the log and the technician."""
        return self._last[-1] if self._last else ""

    def _read(self, stdout: IO[bytes]) -> None:
        with stdout:
            for line in stdout:
                try:
                    message = json.loads(line)
                    event = message["event"]
                except (ValueError, TypeError, KeyError):
                    _log.warning("the voice process said what nobody understands: %r", line[:200])
                    continue
                if event == "ready":
                    self.is_ready = True
                    self._on_ready(self, message)
                else:
                    self._inbox.put(message)
        self.is_gone = True
        self._inbox.put(None)

    def _listen(self, stderr: IO[bytes]) -> None:
        with stderr:
            for line in stderr:
                text = line.decode("utf-8", errors="replace").strip()
                if text and not text.startswith("ALSA lib"):
                    self._last.append(text)
                if text:
                    _log.debug("%s", text)
