"""What a microphone in the hall would hear: a real sound server, a loudspeaker and a recording of it."""

import dataclasses
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from antrean import chimes
from antrean.devices import voice_device, voice_play, voice_sound
from antrean.devices.voice import Patience, Voice, VoiceKind
from antrean.devices.voice_batch import render_to_wav
from antrean.devices.voice_device import DevicePlayer
from antrean.devices.voice_loudness import TARGET_LUFS, loudness
from antrean.devices.voice_sound import Pcm
from antrean.settings import VoiceSettings
from antrean.wording import Sentence
from bench.ear import SoundServer
from tests.helpers import sound
from tests.helpers.sound import RecordedHall

SETTINGS = VoiceSettings(rate=300)
FIRST = Sentence(language="id", text="Nomor antrean, a, nol nol satu, silakan menuju loket lima.")
SHORT = Sentence(language="id", text="Nomor antrean, a, satu.")
BETWEEN_CALLS_S = 0.45
"""Longer than any pause within an announcement, shorter than what lies between two."""

BUSY_S = 0.7
"""What a device must hold ahead at least; one of the periods it holds may just have been asked for."""

PATIENCE = Patience(start_s=40, render_s=40, margin_s=20, backoff_first_s=0.05)


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RecordedHall]:
    made = RecordedHall(tmp_path)
    monkeypatch.setenv("PULSE_SERVER", made.address)
    yield made
    made.close()


@pytest.fixture
def voices() -> Iterator[list[Voice]]:
    made: list[Voice] = []
    yield made
    for voice in made:
        voice.close()
    assert sound.children() == set()


def rendered(sentence: Sentence, path: Path) -> Pcm:
    render_to_wav(sentence, path, SETTINGS, chime=True)
    return voice_sound.read_wav(path)


def kind_of(voice: Voice) -> VoiceKind:
    return voice.state.kind


def assert_is_call(heard: Pcm, block: tuple[float, float], expected: Pcm) -> None:
    """Check one stretch of sound: a ding, a dong, a pause, then as much speech as was rendered, as strong as it was."""
    begin, end = block
    (whole,) = sound.blocks(expected, gap_s=BETWEEN_CALLS_S)
    assert end - begin == pytest.approx(whole[1] - whole[0], abs=0.12)
    assert sound.pitch_share(sound.part(heard, begin + 0.05, begin + 0.35), sound.DING_HZ) > 0.6
    assert sound.pitch_share(sound.part(heard, begin + 0.6, begin + 0.95), sound.DONG_HZ) > 0.6
    speech = sound.part(heard, begin + 1.35, end)
    assert sound.pitch_share(speech, sound.DING_HZ) < 0.1
    reference = sound.part(expected, whole[0] + 1.35, whole[1])
    assert sound.strength(speech) == pytest.approx(sound.strength(reference), rel=0.15)


def test_two_calls_are_heard_whole_one_after_the_other(hall: RecordedHall, voices: list[Voice], tmp_path: Path) -> None:
    hall.open()
    voice = Voice(SETTINGS, patience=PATIENCE)
    voices.append(voice)
    # What follows is begun by another chime, and said at half the loudness.
    assert voice.speak((SHORT,), chime=True).audible
    assert voice.speak((SHORT,), chime=False, sound=chimes.EMERGENCY, volume=0.5).audible
    assert kind_of(voice) is VoiceKind.OK
    heard = hall.heard()
    first, second = sound.blocks(heard, gap_s=BETWEEN_CALLS_S)
    assert_is_call(heard, first, rendered(SHORT, tmp_path / "short.wav"))
    assert loudness(sound.part(heard, *first)) == pytest.approx(TARGET_LUFS, abs=1.0)
    assert loudness(sound.part(heard, *second)) == pytest.approx(TARGET_LUFS - 6, abs=1.0)
    for turn, pitch in enumerate((987.77, 739.99)):
        begin = second[0] + 0.19 * turn
        assert sound.pitch_share(sound.part(heard, begin + 0.05, begin + 0.15), pitch) > 0.3


def test_a_device_is_opened_as_often_as_a_day_has_calls(hall: RecordedHall) -> None:
    """A sound server takes a number of connections (PulseAudio 64) and then no more: none may stay open."""
    hall.open()
    player = DevicePlayer(name="", pace=voice_play.wait)
    assert [player.probe().audible for _ in range(80)] == [True] * 80


def test_a_pc_that_is_busy_for_a_while_is_not_heard(hall: RecordedHall, voices: list[Voice], tmp_path: Path) -> None:
    hall.open()
    voice = Voice(SETTINGS, patience=PATIENCE)
    voices.append(voice)
    busy: list[int] = []

    def busy_in_the_middle() -> None:
        # A process that gets no time at all, as it may happen to any where others want all of it.
        if sound.until(hall.is_sounding):
            busy.extend(sound.children())
            os.kill(busy[0], signal.SIGSTOP)
            hall.record(BUSY_S)
            os.kill(busy[0], signal.SIGCONT)

    other = threading.Thread(target=busy_in_the_middle)
    other.start()
    assert voice.speak((SHORT,), chime=True).audible
    other.join()
    assert len(busy) == 1
    (only,) = sound.blocks(heard := hall.heard(), gap_s=BETWEEN_CALLS_S)
    assert_is_call(heard, only, rendered(SHORT, tmp_path / "short.wav"))


def test_a_loudspeaker_plugged_in_later_is_heard_from_the_next_call_on(
    hall: RecordedHall, voices: list[Voice], tmp_path: Path
) -> None:
    # Fast: nobody waits for what is not heard.
    voice = Voice(VoiceSettings(rate=300, device=RecordedHall.NAME.upper()), patience=PATIENCE, fast=True)
    voices.append(voice)
    assert not voice.speak((SHORT,), chime=False).audible
    assert kind_of(voice) is VoiceKind.NO_DEVICE
    hall.open()
    assert voice.speak((SHORT,), chime=True).audible
    assert kind_of(voice) is VoiceKind.OK
    heard = hall.heard()
    (only,) = sound.blocks(heard, gap_s=BETWEEN_CALLS_S)
    assert_is_call(heard, only, rendered(SHORT, tmp_path / "short.wav"))


def test_a_sound_server_without_a_loudspeaker_is_heard_by_nobody_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its "Dummy Output" takes every sound: a call that went there must not be noted as spoken."""
    server = SoundServer(tmp_path, has_loudspeaker=False)
    monkeypatch.setenv("PULSE_SERVER", server.address)
    server.open()
    try:
        for probed in (DevicePlayer(name="", pace=voice_play.no_wait).probe() for _ in range(2)):
            assert not probed.audible
            assert "no working sound device" in probed.trouble
        assert "PULSEAUDIO" not in {system for system, _ in voice_device.loudspeakers()}
    finally:
        server.close()


def test_a_call_cut_off_by_a_crash_is_heard_again_from_its_beginning(
    hall: RecordedHall, voices: list[Voice], tmp_path: Path
) -> None:
    hall.open()
    # A new process is so quick that the silence between the two would be one within a call.
    voice = Voice(SETTINGS, patience=dataclasses.replace(PATIENCE, backoff_first_s=0.6))
    voices.append(voice)
    killed: list[int] = []

    def crash_in_the_middle() -> None:
        if sound.until(hall.is_sounding):
            killed.extend(sound.children())
            os.kill(killed[0], signal.SIGKILL)

    crash = threading.Thread(target=crash_in_the_middle)
    crash.start()
    # A long one: where others want all of the PC's time, the crash may come a second late.
    spoken = voice.speak((FIRST,), chime=True, again=True)
    crash.join()
    assert len(killed) == 1
    assert spoken.audible
    heard = hall.heard()
    cut, whole = sound.blocks(heard, gap_s=BETWEEN_CALLS_S)
    assert cut[1] - cut[0] < whole[1] - whole[0] - 0.3
    assert_is_call(heard, whole, rendered(FIRST, tmp_path / "first.wav"))
