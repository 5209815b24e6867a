"""What was heard of a hall: announcements found in a recording, known by their words, and what is wrong with them."""

import itertools
import math
import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from antrean import assets, chimes
from antrean.devices import voice_loudness, voice_sound
from antrean.devices.voice_sound import RATE, Pcm
from bench import hearing

BETWEEN_S: Final = 0.42
"""Longer than any pause within an announcement at 200 words per minute, shorter than what lies between two."""

CUT_S: Final = 0.3
"""An announcement that is shorter than its words by more than this was cut off."""

LEVEL_LU: Final = 2.0
"""So far from the common loudness an announcement may be: short ones are measured coarsely."""

_CHIME_S: Final = 1.2
"""Where no chime is heard any more and no word has begun, counted from the first sound of the chime."""


@dataclass(frozen=True, kw_only=True)
class Heard:
    """One announcement in a recording."""

    code: str
    """Whose words are most like it."""
    begin_s: float
    end_s: float
    likeness: float
    is_whole: bool
    has_chime: bool
    lufs: float


def announcements(recording: Pcm, expected: Mapping[str, Pcm], first_hz: Mapping[str, float]) -> list[Heard]:
    """Return what was announced, in order.

    `expected` are the words alone that each code's call would have, `first_hz` the pitch with which its chime begins.
    """
    found = []
    spoken = {code: _from_first_sound(pcm) for code, pcm in expected.items()}
    prints = {code: _features(pcm) for code, pcm in spoken.items()}
    for begin, end in hearing.blocks(recording, gap_s=BETWEEN_S):
        words = _from_first_sound(hearing.part(recording, begin + _CHIME_S, end))
        # A cut one is known by its beginning, if it came so far.
        is_known = len(words) > RATE // 2
        features = _features(words)
        rated = {code: _likeness(features, other) for code, other in prints.items()} if is_known else {}
        code = max(rated, key=lambda one: rated[one]) if rated else ""
        found.append(
            Heard(
                code=code,
                begin_s=begin,
                end_s=end,
                likeness=rated.get(code, 0.0),
                is_whole=bool(code) and voice_sound.seconds(words) > voice_sound.seconds(spoken[code]) - CUT_S,
                has_chime=_share(recording, begin, first_hz.get(code, 0.0)) > 0.3,
                lufs=voice_loudness.loudness(hearing.part(recording, begin, end)),
            )
        )
    return found


def faults(heard: Sequence[Heard], called: Sequence[str], *, cut: int = 0, again: int = 0) -> list[str]:
    """Return what is wrong with a recording of calls that were made in this order.

    `cut` of them may be broken off by a fault that was made, and `again` be heard whole twice.
    """
    whole = [one.code for one in heard if one.is_whole]
    wrong = []
    once = list(dict.fromkeys(whole))
    if missing := [code for code in called if code not in whole]:
        wrong.append(f"not heard: {', '.join(missing)}")
    if once != [code for code in called if code in whole]:
        wrong.append(f"heard in another order: {', '.join(once)}")
    if len(whole) - len(once) > again:
        wrong.append(f"heard twice: {', '.join(code for code in once if whole.count(code) > 1)}")
    if len(heard) - len(whole) > cut:
        wrong.append(f"{len(heard) - len(whole)} were broken off")
    wrong += [f"no chime before {one.code}" for one in heard if one.is_whole and not one.has_chime]
    wrong += [
        f"{one.code} at {one.lufs:.1f} LUFS"
        for one in heard
        if one.is_whole and abs(one.lufs - voice_loudness.TARGET_LUFS) > LEVEL_LU
    ]
    return wrong


def longest_gap_s(heard: Sequence[Heard]) -> float:
    """Return the longest silence between two announcements."""
    return max((after.begin_s - before.end_s for before, after in itertools.pairwise(heard)), default=0.0)


def first_pitch(sound: str) -> float:
    """Return the pitch with which a chime of the hall begins, among those that its motifs begin with."""
    pcm = voice_sound.read_wav(assets.path("sounds", chimes.SOUNDS[sound]))
    return max(_PITCHES, key=lambda hertz: _share(pcm, 0.0, hertz))


def _features(pcm: Pcm) -> list[float]:
    """Return how loud each band of speech is in each frame, in decibels, without what is the same all the time."""
    rows = []
    for at in range(0, len(pcm) - _FRAME + 1, _FRAME):
        frame = pcm[at : at + _FRAME]
        rows.append([10 * math.log10(1e4 + _power(frame, hertz)) for hertz in _BANDS])
    means = [sum(column) / len(rows) for column in zip(*rows, strict=True)] if rows else []
    return [value - mean for row in rows for value, mean in zip(row, means, strict=True)]


def _power(frame: Pcm, hertz: float) -> float:
    """Return the energy of a frame at one pitch (Goertzel's algorithm)."""
    step = 2 * math.cos(2 * math.pi * hertz / RATE)
    before = last = 0.0
    for sample in frame:
        before, last = last, sample + step * last - before
    return (before * before + last * last - step * before * last) / len(frame)


def _likeness(one: list[float], other: list[float]) -> float:
    """Return how well two sounds' features correlate where they do so worst, 1 for the same words.

    Part by part, each may slip a little. Two calls differ in a letter or two: on the whole all of them are alike.
    """
    width, at = len(_BANDS), 0
    parts = []
    for start in range(0, len(one) // width - _PART // 2, _PART):
        part = one[start * width : (start + _PART) * width]
        energy = math.sqrt(sum(x * x for x in part))
        found = []
        for shift in range(max(0, at - _SLIP), at + _SLIP + 1):
            there = other[shift * width : (shift + _PART) * width]
            there_energy = math.sqrt(sum(x * x for x in there))
            alike = sum(map(operator.mul, part, there)) / (energy * there_energy) if energy and there_energy else 0.0
            found.append((alike, shift))
        best, shift = max(found)
        at = shift + _PART
        parts.append(best)
    worst = sorted(parts)[: max(1, len(parts) // _WORST)]
    return sum(worst) / len(worst) if worst else 0.0


def _share(pcm: Pcm, begin_s: float, hertz: float) -> float:
    return hearing.pitch_share(hearing.part(pcm, begin_s + 0.04, begin_s + 0.22), hertz) if hertz else 0.0


def _from_first_sound(pcm: Pcm) -> Pcm:
    """Return samples from the first to the last that is heard."""
    found = hearing.blocks(pcm, gap_s=10.0)
    return hearing.part(pcm, *found[0]) if found else pcm[:0]


_FRAME: Final = RATE // 50
_PART: Final = 8
_WORST: Final = 4
_SLIP: Final = 3
"""In frames of 20 ms: eSpeak NG speaks the same text a little faster or slower, depending on what it said before."""

_BANDS: Final = (250.0, 450.0, 700.0, 1100.0, 1600.0, 2200.0, 3000.0, 4000.0)
_PITCHES: Final = (523.25, 659.26, 783.99, 880.0, 987.77)
