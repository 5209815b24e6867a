"""Announcements are found in a recording, known by their words, and every fault of it is named."""

from functools import cache

import pytest

from antrean import assets, chimes
from antrean.devices import voice_sound
from antrean.devices.voice_sound import Pcm
from bench import recorded
from bench.recorded import Heard
from tests.helpers.sound import tone

CODES = ("CA-001", "GP-002", "KA-003")


@cache
def words(code: str) -> Pcm:
    """Something like words: tones of other heights in another order for each code, with pauses."""
    pitches = {"CA-001": (300, 700, 1500), "GP-002": (1500, 300, 2500), "KA-003": (700, 2500, 300)}[code]
    pcm = voice_sound.silence(0)
    for pitch in (*pitches, *reversed(pitches)):
        pcm += tone(0.15, pitch, level=6000) + voice_sound.silence(0.05)
    return pcm


def call(code: str, *, sound: str = "zone1", until_s: float = 9.0) -> Pcm:
    chime = voice_sound.read_wav(assets.path("sounds", chimes.SOUNDS[sound]))
    pcm = chime + voice_sound.silence(0.25) + words(code)
    return pcm[: round(until_s * voice_sound.RATE)] + voice_sound.silence(0.8)


def heard(*calls: Pcm) -> list[Heard]:
    recording = voice_sound.silence(0.5)
    for one in calls:
        recording += one
    pitch = recorded.first_pitch("zone1")
    return recorded.announcements(recording, {code: words(code) for code in CODES}, dict.fromkeys(CODES, pitch))


def test_calls_are_known_by_their_words() -> None:
    found = heard(*map(call, CODES))
    assert [one.code for one in found] == list(CODES)
    assert all(one.is_whole and one.has_chime and one.likeness > 0.5 for one in found)
    assert recorded.faults(found, CODES) == []
    assert recorded.longest_gap_s(found) == pytest.approx(0.85, abs=0.1)


@pytest.mark.parametrize(
    ("calls", "fault"),
    [
        ([call("CA-001"), call("KA-003")], "not heard: GP-002"),
        ([call("CA-001"), call("KA-003"), call("GP-002")], "heard in another order: CA-001, KA-003, GP-002"),
        ([*map(call, CODES), call("KA-003")], "heard twice: KA-003"),
        ([call("CA-001"), call("GP-002", until_s=1.9), call("GP-002"), call("KA-003")], "1 were broken off"),
        ([call("CA-001"), call("GP-002", sound="zone5"), call("KA-003")], "no chime before GP-002"),
        ([call("CA-001"), voice_sound.scaled(call("GP-002"), 0.5), call("KA-003")], "GP-002 at"),
    ],
    ids=["lost", "order", "twice", "cut", "chime", "soft"],
)
def test_a_fault_is_named(calls: list[Pcm], fault: str) -> None:
    found = recorded.faults(heard(*calls), CODES)
    assert len(found) == 1
    assert found[0].startswith(fault)


def test_what_a_made_fault_may_break_is_none() -> None:
    found = heard(call("CA-001"), call("GP-002", until_s=1.9), call("GP-002"), call("KA-003"), call("KA-003"))
    assert recorded.faults(found, CODES, cut=1, again=1) == []


def test_two_that_overlap_are_no_call() -> None:
    one, other = call("CA-001"), voice_sound.silence(0.7) + call("GP-002")
    mixed = voice_sound.silence(0)
    for at in range(max(len(one), len(other))):
        mixed.append((one[at] if at < len(one) else 0) + (other[at] if at < len(other) else 0))
    found = heard(mixed, call("KA-003"))
    assert any(fault.startswith("not heard") for fault in recorded.faults(found, CODES))


def test_the_first_pitch_of_a_chime() -> None:
    assert [recorded.first_pitch(f"zone{number}") for number in (1, 2, 3, 5)] == [659.26, 523.25, 783.99, 880.0]
