"""What speech and chime are made of: signed 16 bit samples, mono, at one rate."""

import contextlib
import os
import sys
import wave
from array import array
from pathlib import Path
from typing import Final, TypeAlias

RATE: Final = 22_050
"""Samples per second of everything that is rendered, joined, played and written."""

FULL_SCALE: Final = 32_767

Pcm: TypeAlias = "array[int]"
"""Samples, always `array("h")`."""

_SILENT_BELOW: Final = 160
"""A sample under this is silence when ends are trimmed: -46 dB, below the softest consonant of eSpeak."""

_STEP: Final = RATE // 100
_PAUSE_BELOW: Final = FULL_SCALE // 100
_SHORTEST_PAUSE_STEPS: Final = 8
"""80 ms. Within words eSpeak NG is never silent for longer, at commas never shorter than 110 ms up to 200 words/min."""

_KEEP_BEFORE_S: Final = 0.02
_KEEP_AFTER_S: Final = 0.08


def silence(seconds: float) -> Pcm:
    """Return silence of this length."""
    return array("h", bytes(2 * round(seconds * RATE)))


def seconds(pcm: Pcm) -> float:
    """Return how long samples last."""
    return len(pcm) / RATE


def loudest(pcm: Pcm) -> int:
    """Return the largest swing of the samples, 0 to 32768."""
    return max(map(abs, (min(pcm), max(pcm)))) if pcm else 0


def trimmed(
    pcm: Pcm, *, below: int = _SILENT_BELOW, before_s: float = _KEEP_BEFORE_S, after_s: float = _KEEP_AFTER_S
) -> Pcm:
    """Return the samples without the silence at both ends, but for the breath a soft consonant needs."""
    first = _first_loud(pcm, range(len(pcm)), below)
    if first is None:
        return array("h")
    last = _first_loud(pcm, range(len(pcm) - 1, -1, -1), below) or first
    return pcm[max(0, first - round(before_s * RATE)) : last + 1 + round(after_s * RATE)]


def faded(pcm: Pcm, seconds: float) -> Pcm:
    """Return the samples with ends that come from nothing and go to nothing, so that no joint clicks."""
    length = min(round(seconds * RATE), len(pcm) // 2)
    made = pcm[:]
    for at in range(length):
        made[at] = pcm[at] * at // length
        made[-1 - at] = pcm[-1 - at] * at // length
    return made


def with_longer_pauses(pcm: Pcm, *, count: int, more_s: float) -> Pcm:
    """Return speech with so much more silence in each of its longest inner pauses, which are those at its commas.

    A speech engine pauses three times as long at a comma as inside of a word; fewer pauses than `count` are all taken.
    """
    if count < 1 or more_s <= 0:
        return pcm
    pauses = sorted(_pauses(pcm), key=lambda one: one[0] - one[1])[:count]
    made, begin = array("h"), 0
    for first, last in sorted(pauses):
        middle = (first + last) // 2
        made += pcm[begin:middle] + silence(more_s)
        begin = middle
    return made + pcm[begin:]


def scaled(pcm: Pcm, volume: float) -> Pcm:
    """Return the samples at a volume from 0 to 1."""
    if volume >= 1:
        return pcm
    return array("h", [int(sample * volume) for sample in pcm])


def read_wav(path: Path) -> Pcm:
    """Read a mono 16 bit wav file of our rate; raise ValueError for any other, OSError when it cannot be read."""
    try:
        with wave.open(str(path), "rb") as file:
            shape = (file.getnchannels(), file.getsampwidth(), file.getframerate())
            frames = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        raise ValueError(f"{path} is not a wav file: {error}") from None
    if shape != (1, 2, RATE):
        raise ValueError(f"{path} is not mono, 16 bit, {RATE} Hz, but {shape}")
    pcm = array("h", frames[: len(frames) // 2 * 2])
    if sys.byteorder == "big":
        pcm.byteswap()
    return pcm


def write_wav(path: Path, pcm: Pcm) -> None:
    """Write samples as a wav file that is seen whole or not at all; raise OSError."""
    data = array("h", pcm)
    if sys.byteorder == "big":
        data.byteswap()
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with wave.open(str(part), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(data.tobytes())
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def _pauses(pcm: Pcm) -> list[tuple[int, int]]:
    """Return from where to where inside of speech it is quiet for long enough to be a pause."""
    quiet = [loudest(pcm[at : at + _STEP]) < _PAUSE_BELOW for at in range(0, len(pcm) - _STEP + 1, _STEP)]
    found, begin = [], None
    for step, is_quiet in enumerate([*quiet, False]):
        if is_quiet and begin is None:
            begin = step
        elif not is_quiet and begin is not None:
            if begin > 0 and step < len(quiet) and step - begin >= _SHORTEST_PAUSE_STEPS:
                found.append((begin * _STEP, step * _STEP))
            begin = None
    return found


def _first_loud(pcm: Pcm, order: range, below: int) -> int | None:
    return next((index for index in order if abs(pcm[index]) >= below), None)
