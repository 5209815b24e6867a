"""How emergency.wav was made: two reedy tones in quick turn, unlike any bell of the hall, so that everybody looks up.

Run it with the path of the file to write; without one it writes emergency.wav beside itself.
"""

import math
import sys
import wave
from array import array
from pathlib import Path

RATE = 22_050
"""Samples per second; what eSpeak NG makes, so that tone and speech join without resampling."""

TONE_S = 0.19
PITCHES = (987.77, 739.99, 987.77, 739.99, 987.77, 739.99)
"""B5 and F#5: a fourth, between 500 and 2500 Hz, where danger signals lie (ISO 7731) and old ears still hear."""

LOUDEST = 0.175
"""Of full scale: -20 LUFS like all that is heard in the hall; it is known by its kind, not by its force."""

PARTIALS = ((1, 1.0), (2, 0.55), (3, 0.4), (4, 0.2), (5, 0.12))
"""Whole multiples of the pitch and their strength: a reed, not a bell."""

FADE_S = 0.012


def emergency() -> "array[int]":
    """Return the signal as signed 16 bit samples, mono."""
    wanted = [_swing(index / RATE) for index in range(round(TONE_S * len(PITCHES) * RATE))]
    loudest = max(abs(value) for value in wanted)
    return array("h", (round(value / loudest * LOUDEST * 32_767) for value in wanted))


def main() -> None:
    """Write the file."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("emergency.wav")
    samples = emergency()
    if sys.byteorder == "big":
        samples.byteswap()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def _swing(at: float) -> float:
    turn = min(int(at / TONE_S), len(PITCHES) - 1)
    since = at - turn * TONE_S
    # No click where one tone ends and the next begins.
    fade = max(0.0, min(1.0, since / FADE_S, (TONE_S - since) / FADE_S))
    swell = math.sin(fade * math.pi / 2) ** 2
    phase = 2 * math.pi * PITCHES[turn] * since
    return swell * sum(strength * math.sin(ratio * phase) for ratio, strength in PARTIALS)


if __name__ == "__main__":
    main()
