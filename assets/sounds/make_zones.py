"""How zone2.wav … zone6.wav were made: the bells of chime.wav in motifs that are told apart with closed eyes.

Zone 1 has chime.wav itself, a falling third. The others differ in the number of tones, in their direction and in
their height. Run it with the folder to write into; without one it writes beside itself.
"""

import math
import sys
import wave
from array import array
from pathlib import Path

RATE = 22_050
"""Samples per second; what eSpeak NG makes, so that chime and speech join without resampling."""

SECONDS = 1.15

C5, E5, G5, A5, C6 = 523.25, 659.26, 783.99, 880.0, 1046.5

MOTIFS = {
    "zone2": ((0.0, C5), (0.42, G5)),
    "zone3": ((0.0, G5), (0.25, E5), (0.5, C5)),
    "zone4": ((0.0, C5), (0.25, E5), (0.5, G5)),
    "zone5": ((0.0, A5), (0.42, A5)),
    "zone6": ((0.0, G5), (0.25, C6), (0.5, G5)),
}
"""When each tone begins, in seconds, and its pitch in hertz."""

LOUDEST = {"zone2": 0.382, "zone3": 0.388, "zone4": 0.358, "zone5": 0.381, "zone6": 0.354}
"""Of full scale: all of them -20 LUFS, as loud to the ear as the speech that follows."""

PARTIALS = ((1.0, 1.0, 3.6), (2.0, 0.32, 6.0), (3.01, 0.12, 9.0), (4.2, 0.05, 14.0))
"""Frequency ratio, strength and decay per second: the higher, the sooner gone, as in a struck bar."""

ATTACK_S = 0.018
RELEASE_S = 0.12


def motif(name: str) -> "array[int]":
    """Return the motif of a zone as signed 16 bit samples, mono."""
    total = round(SECONDS * RATE)
    wanted = [_swing(MOTIFS[name], index / RATE) for index in range(total)]
    loudest = max(abs(value) for value in wanted)
    return array("h", (round(value / loudest * LOUDEST[name] * 32_767) for value in wanted))


def main() -> None:
    """Write the files."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for name in MOTIFS:
        samples = motif(name)
        if sys.byteorder == "big":
            samples.byteswap()
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples.tobytes())


def _swing(strokes: tuple[tuple[float, float], ...], at: float) -> float:
    total = 0.0
    for begin, pitch in strokes:
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
