"""Ears for tests: what is in samples, which process still lives, and a hall with a loudspeaker that is recorded."""

import math
import operator
import os
import signal
import subprocess
import threading
import time
from array import array
from collections.abc import Callable
from pathlib import Path

from antrean.devices import voice_sound
from antrean.devices.voice_sound import RATE, Pcm
from bench import ear

WINDOW = RATE // 50
"""20 ms: shorter than a letter, longer than the slowest swing of a voice."""

STEP = RATE // 100
"""10 ms: what loudness is told apart by when sounds are compared."""

PART, SLIP = 100, 12
"""In such steps: how much is compared at once, and how far it may slip."""

DING_HZ = 659.26
DONG_HZ = 523.25


def tone(seconds: float, hertz: float = 440.0, level: int = 12_000) -> Pcm:
    """Return a pure tone."""
    return array(
        "h", (round(level * math.sin(2 * math.pi * hertz * index / RATE)) for index in range(round(seconds * RATE)))
    )


def strength(pcm: Pcm) -> float:
    """Return the root mean square of samples, of full scale."""
    return math.sqrt(sum(sample * sample for sample in pcm) / max(1, len(pcm))) / voice_sound.FULL_SCALE


def pitch_share(pcm: Pcm, hertz: float) -> float:
    """Return how much of the energy lies at one pitch, 0 to 1 (Goertzel's algorithm)."""
    step = 2 * math.cos(2 * math.pi * hertz / RATE)
    before = last = 0.0
    for sample in pcm:
        before, last = last, sample + step * last - before
    power = before * before + last * last - step * before * last
    total = sum(sample * sample for sample in pcm)
    return 2 * power / (len(pcm) * total) if total else 0.0


def blocks(pcm: Pcm, *, gap_s: float, above: float = 0.01) -> list[tuple[float, float]]:
    """Return from when to when, in seconds, there is sound; pauses shorter than `gap_s` are part of it."""
    found: list[tuple[float, float]] = []
    for start in range(0, len(pcm) - WINDOW + 1, WINDOW):
        if strength(pcm[start : start + WINDOW]) < above:
            continue
        begin, end = start / RATE, (start + WINDOW) / RATE
        if found and begin - found[-1][1] < gap_s:
            found[-1] = (found[-1][0], end)
        else:
            found.append((begin, end))
    return found


def part(pcm: Pcm, begin_s: float, end_s: float) -> Pcm:
    """Return the samples between two times."""
    return pcm[round(begin_s * RATE) : round(end_s * RATE)]


def likeness(heard: Pcm, expected: Pcm) -> float:
    """Return how well the loudness of two sounds over time correlates, 1 for the same, however loud.

    Second by second, each let slip a little from the one before: eSpeak speaks the same text a few milliseconds
    faster or slower and at another phase, depending on what it said before.
    """
    one, other = _curve(heard), _curve(expected)
    at, total, weight = 0, 0.0, 0.0
    for start in range(0, len(one) - PART // 2, PART):
        part = one[start : start + PART]
        shifts = range(max(0, at - SLIP), at + SLIP + 1)
        best, found = max((_correlation(part, other[shift : shift + PART]), shift) for shift in shifts)
        at = found + PART
        energy = sum(x * x for x in part)
        total, weight = total + best * energy, weight + energy
    return total / weight if weight else 0.0


def _correlation(one: list[float], other: list[float]) -> float:
    energy = math.sqrt(sum(x * x for x in one) * sum(x * x for x in other))
    return sum(map(operator.mul, one, other)) / energy if energy else 0.0


def _curve(pcm: Pcm) -> list[float]:
    """Return how loud each 10 ms are, as the difference from the mean."""
    loud = [strength(pcm[at : at + STEP]) for at in range(0, len(pcm) - STEP + 1, STEP)]
    mean = sum(loud) / max(1, len(loud))
    return [one - mean for one in loud]


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
