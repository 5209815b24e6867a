"""How chime.wav was made: a ding-dong of two bell tones, E5 then C5, each with a soft attack and a long decay.

Run it with the path of the file to write; without one it writes chime.wav beside itself.
"""

import math
import sys
import wave
from array import array
from pathlib import Path

RATE = 22_050
"""Samples per second; what eSpeak NG makes, so that chime and speech join without resampling."""

SECONDS = 1.15
LOUDEST = 0.406
"""Of full scale: -20 LUFS, as loud to the ear as the speech that follows."""

STROKES = ((0.0, 659.26), (0.42, 523.25))
"""When each tone begins, in seconds, and its pitch in hertz."""

PARTIALS = ((1.0, 1.0, 3.6), (2.0, 0.32, 6.0), (3.01, 0.12, 9.0), (4.2, 0.05, 14.0))
"""Frequency ratio, strength and decay per second: the higher, the sooner gone, as in a struck bar."""

ATTACK_S = 0.018
RELEASE_S = 0.12


def chime() -> "array[int]":
    """Return the chime as signed 16 bit samples, mono."""
    total = round(SECONDS * RATE)
    wanted = [_loudness(index / RATE) for index in range(total)]
    loudest = max(abs(value) for value in wanted)
    return array("h", (round(value / loudest * LOUDEST * 32_767) for value in wanted))


def main() -> None:
    """Write the file."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("chime.wav")
    samples = chime()
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
        attack = min(1.0, since / ATTACK_S)
        swell = math.sin(attack * math.pi / 2) ** 2
        for ratio, strength, decay in PARTIALS:
            total += swell * strength * math.exp(-decay * since) * math.sin(2 * math.pi * pitch * ratio * since)
    release = min(1.0, (SECONDS - at) / RELEASE_S)
    return total * math.sin(release * math.pi / 2) ** 2


if __name__ == "__main__":
    main()
