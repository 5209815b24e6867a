"""Loudness as the standard measures it, one loudness for everything, and no sample that clips."""

import itertools
from array import array

import pytest

from antrean import assets, chimes
from antrean.devices import voice_loudness, voice_sound
from antrean.devices.voice_loudness import CEILING, SILENT_LUFS, TARGET_LUFS, levelled, loudness
from antrean.devices.voice_sound import FULL_SCALE
from tests.helpers.sound import tone


@pytest.mark.parametrize(
    ("hertz", "level", "lufs"),
    # ITU-R BS.1770-4: a full tone of 997 Hz in one channel is -3.01 LUFS. The others follow from its two filters,
    # whose gain is 0.7 dB at 997 Hz, 4.0 dB far above it and -3.0 dB at 60 Hz.
    [(997.0, 32_767, -3.01), (997.0, 3277, -23.01), (7000.0, 3277, -19.7), (60.0, 3277, -26.7)],
)
def test_a_tone_is_as_loud_as_the_standard_says(hertz: float, level: int, lufs: float) -> None:
    assert loudness(tone(2.0, hertz, level)) == pytest.approx(lufs, abs=0.1 if hertz == 997 else 0.2)


def test_silence_around_speech_does_not_make_it_softer() -> None:
    pcm = tone(2.0)
    padded = voice_sound.silence(3.0) + pcm + voice_sound.silence(3.0)
    assert loudness(padded) == pytest.approx(loudness(pcm), abs=0.7)
    assert loudness(voice_sound.silence(2.0)) == SILENT_LUFS
    assert loudness(array("h")) == SILENT_LUFS
    assert loudness(tone(0.1)) == pytest.approx(loudness(pcm), abs=0.5)


@pytest.mark.parametrize("level", [500, 2500, 25_000])
def test_all_become_equally_loud(level: int) -> None:
    assert loudness(levelled(tone(1.0, level=level))) == pytest.approx(TARGET_LUFS, abs=0.05)


def test_what_is_almost_silent_stays_far_below() -> None:
    hiss = tone(1.0, level=20)
    assert loudness(levelled(hiss)) == pytest.approx(loudness(hiss) + voice_loudness.MOST_GAIN_DB, abs=0.5)
    assert levelled(voice_sound.silence(0.5)) == voice_sound.silence(0.5)


def test_peaks_are_turned_down_and_not_cut_off() -> None:
    # Soft speech with a knock on the microphone: brought up, the knock would be far beyond full scale.
    soft, knock = tone(1.0, level=1200), tone(0.001, 2000.0, level=32_000)
    made = levelled(soft + knock + soft)
    assert voice_sound.loudest(made) <= CEILING * FULL_SCALE + 1
    assert voice_sound.loudest(made) > 0.9 * CEILING * FULL_SCALE
    ends = made[: voice_sound.RATE // 2], made[-voice_sound.RATE // 2 :]
    assert all(voice_sound.loudest(end) > 1.2 * 1200 for end in ends)
    # Nothing stands flat at the ceiling: it is the same wave, turned down.
    assert max(len(list(run)) for _, run in itertools.groupby(made)) < 8


@pytest.mark.parametrize("name", sorted(set(chimes.SOUNDS) - {chimes.WARNING}))
def test_every_chime_of_the_hall_is_as_loud_as_the_words(name: str) -> None:
    chime = voice_sound.read_wav(assets.path("sounds", chimes.SOUNDS[name]))
    assert loudness(chime) == pytest.approx(TARGET_LUFS, abs=0.3)
    assert voice_sound.seconds(chime) < 1.2
    assert abs(chime[-1]) < 100
