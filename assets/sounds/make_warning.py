"""How warning.wav was made: two soft falling wooden tones that ask “are you still there?”, gentler than any call.

Run it with the path of the file to write; without one it writes warning.wav beside itself.
"""

import math
import sys
import wave
from array import array
from pathlib import Path

RATE = 22_050
"""Samples per second; that of the chime and the speech."""

SECONDS = 0.9
LOUDEST = 0.28
"""Of full scale: for one person before the screen, not for the hall."""

STROKES = ((0.0, 587.33), (0.24, 440.0))
"""When each tone begins, in seconds, and its pitch in hertz: D5, A4; none of them is a tone of the calls."""

PARTIALS = ((1.0, 1.0, 6.5), (2.0, 0.16, 11.0), (3.93, 0.07, 20.0))
"""Frequency ratio, strength and decay per second: the fourth as of a marimba's bar, which is gone at once."""

ATTACK_S = 0.02
RELEASE_S = 0.15


def warning() -> "array[int]":
    """Return the warning as signed 16 bit samples, mono."""
    wanted = [_loudness(index / RATE) for index in range(round(SECONDS * RATE))]
    loudest = max(abs(value) for value in wanted)
    return array("h", (round(value / loudest * LOUDEST * 32_767) for value in wanted))


def main() -> None:
    """Write the file."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("warning.wav")
    samples = warning()
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
