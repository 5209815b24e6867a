"""How ring.wav was made: three rising soft bell tones, unlike the chime of the calls, for a room where people talk.

Run it with the path of the file to write; without one it writes ring.wav beside itself.
"""

import math
import sys
import wave
from array import array
from pathlib import Path

RATE = 22_050
"""Samples per second; that of the chime and the speech."""

SECONDS = 1.3
LOUDEST = 0.3
"""Of full scale: softer than the chime, since it is meant for the officer beside the PC."""

STROKES = ((0.0, 523.25), (0.16, 659.26), (0.32, 783.99))
"""When each tone begins, in seconds, and its pitch in hertz: C5, E5, G5."""

PARTIALS = ((1.0, 1.0, 4.2), (2.0, 0.22, 7.0), (3.0, 0.06, 11.0))
"""Frequency ratio, strength and decay per second: the higher, the sooner gone, as in a struck bar."""

ATTACK_S = 0.03
RELEASE_S = 0.15


def ring() -> "array[int]":
    """Return the ring as signed 16 bit samples, mono."""
    wanted = [_loudness(index / RATE) for index in range(round(SECONDS * RATE))]
    loudest = max(abs(value) for value in wanted)
    return array("h", (round(value / loudest * LOUDEST * 32_767) for value in wanted))


def main() -> None:
    """Write the file."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("ring.wav")
    samples = ring()
    if sys.byteorder == "big":
        samples.byteswap()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def _loudness(at: float) -> float:
    total = 0.0
    for begin, pitch in STROKES:
        since = at - begin
        if since < 0:
            continue
        swell = math.sin(min(1.0, since / ATTACK_S) * math.pi / 2) ** 2
        for ratio, strength, decay in PARTIALS:
            total += swell * strength * math.exp(-decay * since) * math.sin(2 * math.pi * pitch * ratio * since)
    release = min(1.0, (SECONDS - at) / RELEASE_S)
    return total * math.sin(release * math.pi / 2) ** 2


if __name__ == "__main__":
    main()
