"""Ears for tests: what is in samples, which process still lives, and a hall with a loudspeaker that is recorded."""

import os
import signal
import subprocess
import threading
import time
from array import array
from collections.abc import Callable
from pathlib import Path

from antrean.devices.voice_sound import RATE, Pcm
from bench import ear
from bench.hearing import DING_HZ, DONG_HZ, blocks, likeness, part, pitch_share, strength, tone

__all__ = [
    "DING_HZ",
    "DONG_HZ",
    "RecordedHall",
    "blocks",
    "children",
    "is_alive",
    "likeness",
    "part",
    "pitch_share",
    "strength",
    "tone",
    "until",
]


def until(condition: Callable[[], bool], *, timeout_s: float = 30.0) -> bool:
    """Wait for something that nobody announces; say whether it came true in time."""
    pause = threading.Event()
    deadline = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > deadline:
            return False
        pause.wait(0.01)
    return True


def is_alive(pid: int) -> bool:
    """Say whether a process runs; one that has ended but was not yet fetched by its parent does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] not in {"Z", "X"}


def children(pid: int | None = None) -> set[int]:
    """Return the running voice processes that a process, by default this one, has started."""
    parent = os.getpid() if pid is None else pid
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text(encoding="ascii", errors="replace")
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if int(stat.rpartition(")")[2].split()[1]) == parent and b"antrean.devices.voice_worker" in command:
            found.add(int(folder.name))
    return {each for each in found if is_alive(each)}


class RecordedHall:
    """A PulseAudio of its own with one loudspeaker that nobody hears and a recorder at it."""

    NAME = ear.NAME

    def __init__(self, folder: Path) -> None:
        self._server = ear.SoundServer(folder)
        self._recording = folder / "recording.wav"
        self._recorder: subprocess.Popen[bytes] | None = None
        self.address = self._server.address

    def open(self) -> None:
        """Switch the loudspeaker and the recorder on."""
        self._server.open()
        self._recorder = subprocess.Popen(
            self._server.recorder("--file-format=wav", str(self._recording), latency_ms=50),
            env=self._server.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert until(lambda: self._recorded() > 1000), "parec did not start to record"

    def is_sounding(self) -> bool:
        """Say whether the recorder hears anything just now."""
        size = self._recorded() // 2 * 2
        with self._recording.open("rb") as file:
            file.seek(max(44, size - 2 * RATE // 5))
            return strength(_samples(file.read())) > 0.01

    def record(self, seconds: float) -> None:
        """Return when the recorder has heard so much more, be it silence."""
        enough = self._recorded() + 2 * round(seconds * RATE)
        assert until(lambda: self._recorded() >= enough), "the recorder stopped"

    def heard(self) -> Pcm:
        """Wait for what was just played to reach the recorder, switch it off and return all it heard."""
        assert self._recorder is not None
        # The monitor is behind the loudspeaker by its buffer; without rewinding that is some 50 ms.
        self.record(0.5)
        self._recorder.send_signal(signal.SIGINT)
        self._recorder.wait(10)
        # parec may be stopped before it writes the length into the header.
        return _samples(self._recording.read_bytes()[44:])

    def close(self) -> None:
        """Switch everything off. Safe to call twice and without open()."""
        if self._recorder is not None and self._recorder.poll() is None:
            self._recorder.kill()
            self._recorder.wait(10)
        self._server.close()

    def _recorded(self) -> int:
        return self._recording.stat().st_size if self._recording.exists() else 0


def _samples(data: bytes) -> Pcm:
    return array("h", data[: len(data) // 2 * 2])
