"""How tone.wav was made: one soft bell tone, for the officer of an idle counter when people start to wait.

Run it with the path of the file to write; without one it writes tone.wav beside itself.
"""

import math
import sys
import wave
from array import array
from pathlib import Path

RATE = 22_050
"""Samples per second; that of the chime and the speech."""

SECONDS = 0.8
LOUDEST = 0.18
"""Of full scale: softer than the ring, which wants somebody to get up."""

PITCH = 440.0
"""In hertz: A4, lower than every tone of the ring and the chime."""

PARTIALS = ((1.0, 1.0, 5.0), (2.0, 0.15, 9.0))
"""Frequency ratio, strength and decay per second: the higher, the sooner gone, as in a struck bar."""

ATTACK_S = 0.04
RELEASE_S = 0.12


def tone() -> "array[int]":
    """Return the tone as signed 16 bit samples, mono."""
    wanted = [_loudness(index / RATE) for index in range(round(SECONDS * RATE))]
    loudest = max(abs(value) for value in wanted)
    return array("h", (round(value / loudest * LOUDEST * 32_767) for value in wanted))


def main() -> None:
    """Write the file."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("tone.wav")
    samples = tone()
    if sys.byteorder == "big":
        samples.byteswap()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def _loudness(at: float) -> float:
    swell = math.sin(min(1.0, at / ATTACK_S) * math.pi / 2) ** 2
    release = math.sin(min(1.0, (SECONDS - at) / RELEASE_S) * math.pi / 2) ** 2
    total = sum(
        strength * math.exp(-decay * at) * math.sin(2 * math.pi * PITCH * ratio * at)
        for ratio, strength, decay in PARTIALS
    )
    return swell * release * total


if __name__ == "__main__":
    main()
