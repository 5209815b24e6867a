"""A loudspeaker that nobody hears: a sound server of its own, and a recorder that knows when each sample was heard."""

import os
import shutil
import subprocess
import threading
import time
from array import array
from pathlib import Path
from typing import Final

from antrean.errors import Unavailable

RATE: Final = 22_050
NAME: Final = "Antrean test hall"
LOUD: Final = 330
"""One hundredth of full scale: far above the noise that wakes amplifiers, far below any chime."""

BLOCK_S: Final = 0.05
"""What a null sink of PulseAudio that cannot rewind makes at once."""

_READ_BYTES: Final = 1024
_PATIENCE_S: Final = 30.0


class SoundServer:
    """A PulseAudio with one loudspeaker; `address` is what PULSE_SERVER must say."""

    def __init__(self, folder: Path, *, has_loudspeaker: bool = True) -> None:
        """Without a loudspeaker it does as such a server does on a PC that has none."""
        self.folder = folder
        self._loudspeaker = (
            f"module-null-sink sink_name=hall norewinds=1 sink_properties=\"device.description='{NAME}'\""
            if has_loudspeaker
            else "module-always-sink"
        )
        self._socket = folder / "native"
        self.address = f"unix:{self._socket}"
        self._process: subprocess.Popen[bytes] | None = None

    def open(self) -> None:
        """Start it; raise Unavailable("bench") where it is not installed or does not start."""
        missing = [name for name in ("pulseaudio", "parec") if shutil.which(name) is None]
        if missing:
            raise Unavailable("bench", f"{' and '.join(missing)} are needed: apt-get install pulseaudio")
        self._process = subprocess.Popen(
            [
                "pulseaudio",
                "-n",
                "--daemonize=no",
                "--use-pid-file=no",
                "--exit-idle-time=-1",
                "--disable-shm=yes",
                f"--load=module-native-protocol-unix auth-anonymous=1 socket={self._socket}",
                f"--load={self._loudspeaker}",
            ],
            env=self.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + _PATIENCE_S
        pause = threading.Event()
        while not self._socket.exists():
            if time.monotonic() > deadline:
                raise Unavailable("bench", "pulseaudio did not start.")
            pause.wait(0.01)

    def environment(self) -> dict[str, str]:
        found = {**os.environ, "HOME": str(self.folder), "XDG_RUNTIME_DIR": str(self.folder)}
        found.pop("PULSE_SERVER", None)
        return found

    def recorder(self, *options: str, latency_ms: int) -> list[str]:
        """Return the command that records the loudspeaker as 16 bit, mono, at RATE."""
        return [
            *("parec", f"--server={self.address}", "--device=hall.monitor", "--format=s16le", f"--rate={RATE}"),
            *("--channels=1", f"--latency-msec={latency_ms}", *options),
        ]

    def close(self) -> None:
        """End it. Safe to call twice and without open()."""
        if self._process is not None:
            if self._process.poll() is None:
                self._process.kill()
            self._process.wait(10)
            self._process = None
            # A socket that nobody listens at would be taken for a server that is up.
            self._socket.unlink(missing_ok=True)


class Ear:
    """Hears the loudspeaker from `open` to `close`, and knows when, on the clock of time.perf_counter.

    The loudspeaker hands a block of 50 ms to the recorder when that block begins, so that a sample may arrive as long
    before its moment. Times are told as if each stood at the end of its block: up to 60 ms late, never early.
    """

    def __init__(self, server: SoundServer) -> None:
        self._server = server
        self._changed = threading.Condition()
        self._heard = array("h")
        self._offset = float("inf")
        self._recorder: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None

    def open(self) -> None:
        self._recorder = subprocess.Popen(
            self._server.recorder("--raw", latency_ms=10),
            env=self._server.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def close(self) -> None:
        if self._recorder is not None:
            self._recorder.kill()
            self._recorder.wait(10)
        if self._thread is not None:
            self._thread.join(10)
        if self._recorder is not None and self._recorder.stdout is not None:
            self._recorder.stdout.close()

    def first_sound(self, since: float, *, timeout_s: float = _PATIENCE_S) -> float:
        """Wait for the first loud sample heard after a moment and return its moment; raise Unavailable("bench")."""
        deadline = time.perf_counter() + timeout_s
        position = 0
        with self._changed:
            while True:
                start = max(position, round((since - self._offset) * RATE)) if self._offset < float("inf") else 0
                for at in range(max(0, start), len(self._heard)):
                    if abs(self._heard[at]) >= LOUD:
                        return self._offset + at / RATE + BLOCK_S
                position = len(self._heard)
                left = deadline - time.perf_counter()
                if left <= 0:
                    raise Unavailable("bench", "nothing was heard.")
                self._changed.wait(left)

    def heard(self) -> "array[int]":
        """Return all that was heard until now."""
        with self._changed:
            return self._heard[:]

    def began(self) -> float:
        """Return when the first sample was heard."""
        return self._offset

    def silence(self, seconds: float, *, timeout_s: float = 120.0) -> None:
        """Return when nothing was heard for so long; raise Unavailable("bench")."""
        deadline = time.perf_counter() + timeout_s
        with self._changed:
            while not self._is_silent(seconds):
                left = deadline - time.perf_counter()
                if left <= 0:
                    raise Unavailable("bench", "the loudspeaker does not fall silent.")
                self._changed.wait(left)

    def _is_silent(self, seconds: float) -> bool:
        last = self._heard[-round(seconds * RATE) :]
        return len(last) >= round(seconds * RATE) and max(last) < LOUD and min(last) > -LOUD

    def _listen(self) -> None:
        assert self._recorder is not None
        assert self._recorder.stdout is not None
        odd = b""
        while data := self._recorder.stdout.read(_READ_BYTES):
            now = time.perf_counter()
            data = odd + data
            odd = data[len(data) // 2 * 2 :]
            with self._changed:
                self._heard.frombytes(data[: len(data) // 2 * 2])
                # A sample cannot have been heard after it arrived: the smallest difference ever seen is nearest to it.
                self._offset = min(self._offset, now - len(self._heard) / RATE)
                self._changed.notify_all()
