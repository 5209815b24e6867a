"""What is in samples: how strong, which pitch, from when to when, and whether two sounds are the same words."""

import math
import operator
from array import array

from antrean.devices import voice_sound
from antrean.devices.voice_sound import RATE, Pcm

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
