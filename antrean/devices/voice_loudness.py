"""How loud samples are to the ear, and bringing all that a hall hears to the same loudness.

Measured as ITU-R BS.1770-4 does for one channel: a filter like that of the head, blocks of 400 ms, and silence and
whatever lies 10 LU below the rest left out.
"""

import math
import operator
from array import array
from collections.abc import Sequence
from typing import Final

from antrean.devices import voice_sound
from antrean.devices.voice_sound import FULL_SCALE, RATE, Pcm

TARGET_LUFS: Final = -20.0
"""What chimes, sentences and clips have in common. eSpeak NG has it nearly by itself, so nothing is driven hard."""

SILENT_LUFS: Final = -70.0
"""Below this nothing is heard (the absolute gate of BS.1770)."""

CEILING: Final = 0.97
"""No sample goes beyond this part of full scale; above it loudspeakers and converters distort."""

MOST_GAIN_DB: Final = 24.0
"""A recording that is quieter than this can make up for would mostly bring its noise forward."""

_OFFSET_LU: Final = -0.691
_RELATIVE_GATE_LU: Final = -10.0
_STEP: Final = RATE // 10
_STEPS_PER_BLOCK: Final = 4
_LIMIT_STEP: Final = RATE // 200
"""5 ms: what the limiter turns down at once."""


def loudness(pcm: Pcm) -> float:
    """Return the gated loudness in LUFS, SILENT_LUFS for silence; a sound under 400 ms is one block."""
    weighted = _weighted(pcm)
    steps = [_energy(weighted[at : at + _STEP]) for at in range(0, len(weighted) - _STEP + 1, _STEP)]
    if len(steps) < _STEPS_PER_BLOCK:
        powers = [_energy(weighted) / len(weighted)] if weighted else []
    else:
        size = _STEP * _STEPS_PER_BLOCK
        powers = [sum(steps[at : at + _STEPS_PER_BLOCK]) / size for at in range(len(steps) - _STEPS_PER_BLOCK + 1)]
    heard = [power for power in powers if _lufs(power) > SILENT_LUFS]
    if not heard:
        return SILENT_LUFS
    gate = _lufs(sum(heard) / len(heard)) + _RELATIVE_GATE_LU
    loud = [power for power in heard if _lufs(power) > gate]
    return _lufs(sum(loud) / len(loud))


def levelled(pcm: Pcm, target: float = TARGET_LUFS) -> Pcm:
    """Return the samples at a loudness, with peaks that would clip turned down smoothly; silence stays as it is."""
    found = loudness(pcm)
    if found <= SILENT_LUFS:
        return pcm
    gain = 10 ** (min(target - found, MOST_GAIN_DB) / 20)
    if voice_sound.loudest(pcm) * gain <= CEILING * FULL_SCALE:
        return array("h", [round(sample * gain) for sample in pcm])
    return _limited(pcm, gain)


def _limited(pcm: Pcm, gain: float) -> Pcm:
    """Return the samples with a gain that goes down before a peak and comes back after it, never by a jump."""
    ceiling = CEILING * FULL_SCALE
    steps = [pcm[at : at + _LIMIT_STEP] for at in range(0, len(pcm), _LIMIT_STEP)]
    wanted = [min(gain, ceiling / (voice_sound.loudest(step) or 1)) for step in steps]
    # At each border the gain suits both sides, so that a straight line between borders suits every sample of a step.
    borders = [wanted[0], *map(min, wanted, wanted[1:]), wanted[-1]]
    made = array("h")
    for step, begin, end in zip(steps, borders, borders[1:], strict=False):
        slope = (end - begin) / len(step)
        made.extend(round(sample * (begin + slope * at)) for at, sample in enumerate(step))
    return made


def _lufs(power: float) -> float:
    return _OFFSET_LU + 10 * math.log10(power) if power > 0 else -math.inf


def _energy(samples: Sequence[float]) -> float:
    return math.fsum(map(operator.mul, samples, samples))


def _weighted(pcm: Pcm) -> list[float]:
    """Return the samples of full scale 1 through the two filters of BS.1770: a shelf for the head, then a high pass."""
    b0, b1, b2, a1, a2 = _SHELF
    c1, c2 = _HIGH_PASS
    weighted: list[float] = []
    append = weighted.append
    x1 = x2 = y1 = y2 = z1 = z2 = 0.0
    for sample in pcm:
        x = sample / FULL_SCALE
        y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2
        z = y - 2 * y1 + y2 - c1 * z1 - c2 * z2
        x2, x1 = x1, x
        y2, y1 = y1, y
        z2, z1 = z1, z
        append(z)
    return weighted


def _shelf() -> tuple[float, float, float, float, float]:
    # The standard gives coefficients for 48 kHz only; these are the analogue filter behind them, at our rate.
    gain, q, tangent = 3.999843853973347, 0.7071752369554196, math.tan(math.pi * 1681.974450955533 / RATE)
    high = 10 ** (gain / 20)
    band = high**0.4996667741545416
    scale = 1 + tangent / q + tangent**2
    return (
        (high + band * tangent / q + tangent**2) / scale,
        2 * (tangent**2 - high) / scale,
        (high - band * tangent / q + tangent**2) / scale,
        2 * (tangent**2 - 1) / scale,
        (1 - tangent / q + tangent**2) / scale,
    )


def _high_pass() -> tuple[float, float]:
    q, tangent = 0.5003270373238773, math.tan(math.pi * 38.13547087602444 / RATE)
    scale = 1 + tangent / q + tangent**2
    return 2 * (tangent**2 - 1) / scale, (1 - tangent / q + tangent**2) / scale


_SHELF: Final = _shelf()
_HIGH_PASS: Final = _high_pass()
