"""Recorded words: reading what anybody saved, joining it with the engine's words, and what is wrong with a file."""

import math
import os
import struct
import wave
from array import array
from pathlib import Path

import pytest

from antrean.devices import voice_loudness, voice_recording, voice_sound
from antrean.devices.voice_clips import BETWEEN_WORDS_S, PAUSES_S, ClipEngine, files_of
from antrean.devices.voice_loudness import TARGET_LUFS, loudness
from antrean.devices.voice_recording import Unfit
from antrean.devices.voice_sound import RATE, Pcm
from antrean.errors import Unavailable
from antrean.wording import Sentence
from tests.helpers import sound
from tests.helpers.sound import tone

LOW, HIGH, ENGINE = 440.0, 1000.0, 2000.0


class Engine:
    library = "tone"

    def __init__(self, *, is_there: bool = True) -> None:
        self.said: list[str] = []
        self._is_there = is_there

    def render(self, sentence: Sentence, *, breath_s: float = 0.0) -> Pcm:
        if not self._is_there:
            raise Unavailable("voice", "no engine")
        self.said.append(sentence.text)
        return voice_loudness.levelled(tone(0.3, ENGINE))


def record(path: Path, pcm: Pcm) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    voice_sound.write_wav(path, pcm)


def save(path: Path, *, rate: int, channels: int, width: int, level: float = 0.3, seconds: float = 0.5) -> None:
    """Write a tone as another program would."""
    path.parent.mkdir(parents=True, exist_ok=True)
    frames = bytearray()
    for index in range(round(seconds * rate)):
        value = level * math.sin(2 * math.pi * LOW * index / rate)
        if width == 1:
            sample = struct.pack("<B", round(127 + 127 * value))
        else:
            sample = round(value * (2 ** (8 * width - 1) - 1)).to_bytes(width, "little", signed=True)
        frames += sample * channels
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(bytes(frames))


def said(folder: Path, text: str, engine: Engine | None = None, breath_s: float = 0.0) -> Pcm:
    made = engine or Engine()
    return ClipEngine(folder, lambda: made).render(Sentence(language="id", text=text), breath_s=breath_s)


@pytest.mark.parametrize(
    ("rate", "channels", "width"),
    [(8000, 1, 1), (16_000, 1, 2), (22_050, 1, 2), (44_100, 2, 2), (48_000, 2, 3), (96_000, 1, 4)],
)
def test_a_recording_of_any_shape_is_heard_alike(tmp_path: Path, rate: int, channels: int, width: int) -> None:
    path = tmp_path / "a.wav"
    save(path, rate=rate, channels=channels, width=width)
    pcm = voice_recording.read(path)
    assert voice_sound.seconds(pcm) == pytest.approx(0.5, abs=0.02)
    assert loudness(pcm) == pytest.approx(TARGET_LUFS, abs=0.3)
    assert sound.pitch_share(pcm, LOW) > 0.95
    assert voice_recording.examine(path).remark == ""


def test_the_room_around_a_word_is_cut_off(tmp_path: Path) -> None:
    # A room 40 dB below the voice, a second before and after.
    room = tone(1.0, 100.0, level=80)
    record(tmp_path / "a.wav", room + tone(0.4, level=8000) + room)
    assert voice_sound.seconds(voice_recording.read(tmp_path / "a.wav")) == pytest.approx(0.46, abs=0.03)


def test_words_are_joined_with_the_pauses_of_the_sentence(tmp_path: Path) -> None:
    room = voice_sound.silence(0.5)
    record(tmp_path / "id" / "satu.wav", room + tone(0.3, LOW, level=2000) + room)
    record(tmp_path / "id" / "dua.wav", room + tone(0.3, HIGH, level=20_000) + room)
    engine = Engine()
    pcm = said(tmp_path, "satu, dua. tiga empat satu.", engine, breath_s=0.1)
    assert engine.said == ["tiga empat"]
    first, second, last = sound.blocks(pcm, gap_s=0.1)
    (begin, end), middle = last, last[0] + 0.3 + BETWEEN_WORDS_S / 2
    heard = ((first, LOW), (second, HIGH), ((begin, middle - 0.02), ENGINE), ((middle + 0.02, end), LOW))
    for word, hertz in heard:
        assert sound.pitch_share(sound.part(pcm, *word), hertz) > 0.9
        # A block of sound may be 40 ms longer than the word.
        assert loudness(sound.part(pcm, *word)) == pytest.approx(TARGET_LUFS, abs=1.5)
    # A recording keeps 60 ms of breath, the engine's tone none.
    assert second[0] - first[1] == pytest.approx(PAUSES_S["comma"] + 0.16, abs=0.04)
    assert begin - second[1] == pytest.approx(PAUSES_S["stop"] + 0.15, abs=0.04)
    assert end - begin == pytest.approx(0.6 + BETWEEN_WORDS_S + 0.01, abs=0.05)


def test_a_sentence_without_any_recording_is_the_engines_as_a_whole(tmp_path: Path) -> None:
    record(tmp_path / "id" / "satu.wav", tone(0.3))
    engine = Engine()
    said(tmp_path, "Nomor, dua.", engine)
    said(tmp_path / "missing", "Nomor, satu.", engine)
    assert engine.said == ["Nomor, dua.", "Nomor, satu."]


def test_what_somebody_typed_is_not_said_by_two_voices_in_turn(tmp_path: Path) -> None:
    record(tmp_path / "id" / "satu.wav", tone(0.3))
    engine = Engine()
    said(tmp_path, "Pemilik mobil satu mohon datang.", engine)
    said(tmp_path, "satu mobil", engine)
    assert engine.said == ["Pemilik mobil satu mohon datang.", "mobil"]


def test_recordings_speak_where_there_is_no_engine(tmp_path: Path) -> None:
    record(tmp_path / "id" / "satu.wav", tone(0.3))
    assert voice_sound.seconds(said(tmp_path, "satu, satu.", Engine(is_there=False))) > 0.6
    with pytest.raises(Unavailable, match="no engine"):
        said(tmp_path, "satu dua", Engine(is_there=False))


def test_a_recording_that_broke_is_said_by_shorter_ones_and_the_engine(tmp_path: Path) -> None:
    (tmp_path / "id").mkdir()
    (tmp_path / "id" / "satu_dua.wav").write_bytes(b"RIFF....WAVE")
    record(tmp_path / "id" / "satu.wav", tone(0.3, LOW))
    engine = Engine()
    said(tmp_path, "satu dua", engine)
    assert engine.said == ["dua"]


def test_a_word_that_was_recorded_again_is_heard_from_then_on(tmp_path: Path) -> None:
    path = tmp_path / "id" / "satu.wav"
    record(path, tone(0.3, LOW))
    speaker = ClipEngine(tmp_path, Engine)
    one = Sentence(language="id", text="satu")
    assert sound.pitch_share(speaker.render(one), LOW) > 0.9
    record(path, tone(0.4, HIGH))
    assert sound.pitch_share(speaker.render(one), HIGH) > 0.9
    record(tmp_path / "id" / "dua.wav", tone(0.3, LOW))
    assert sound.pitch_share(speaker.render(Sentence(language="id", text="dua")), LOW) > 0.9


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(voice_recording.MOST_BYTES + 1)


def _slow(path: Path) -> None:
    save(path, rate=8000, channels=1, width=2)
    data = bytearray(path.read_bytes())
    # One sample per second: at our rate it would be gigabytes.
    data[24:28] = (1).to_bytes(4, "little")
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_bytes(b"ID3\x04 an mp3 by another name" * 50), "is not a wav file"),
        (lambda path: path.write_bytes(b"RIFF\xff\xff\xff\x7fWAVE" + os.urandom(5000)), "damaged"),
        (lambda path: path.mkdir(), "is not a file"),
        (os.mkfifo, "is not a file"),
        (_loop, "cannot be read"),
        (_huge, "larger than"),
        (_slow, "samples per second"),
        (lambda path: save(path, rate=8000, channels=1, width=2, seconds=31), "lasts 31 s"),
        (lambda path: save(path, rate=8000, channels=1, width=2, level=0.0), "is silent"),
        (lambda path: path.unlink(missing_ok=True), "cannot be read"),
    ],
    ids=["empty", "mp3", "noise", "folder", "pipe", "loop", "huge", "slow", "long", "silent", "gone"],
)
def test_a_file_that_cannot_be_heard_is_a_sentence(tmp_path: Path, make: object, words: str) -> None:
    path = tmp_path / "a.wav"
    make(path)  # type: ignore[operator]
    for look in (voice_recording.read, voice_recording.examine):
        with pytest.raises(Unfit, match=words):
            look(path)


def test_a_recording_that_breaks_off_is_heard_as_far_as_it_goes(tmp_path: Path) -> None:
    save(tmp_path / "a.wav", rate=22_050, channels=1, width=2)
    (tmp_path / "a.wav").write_bytes((tmp_path / "a.wav").read_bytes()[:-11_001])
    assert 0.2 < voice_sound.seconds(voice_recording.read(tmp_path / "a.wav")) < 0.4


def test_what_should_be_recorded_again_is_told(tmp_path: Path) -> None:
    clipped = array("h", (max(-32_768, min(32_767, 3 * sample)) for sample in tone(0.5, level=25_000)))
    for name, pcm in (("loud", clipped), ("faint", tone(0.5, level=150)), ("full", tone(0.5, level=32_767))):
        record(tmp_path / f"{name}.wav", pcm)
    remarks = {name: voice_recording.examine(tmp_path / f"{name}.wav").remark for name in ("loud", "faint")}
    assert "distorted" in remarks["loud"]
    assert "too quiet" in remarks["faint"]


def test_only_files_are_taken_for_recordings(tmp_path: Path) -> None:
    record(tmp_path / "Satu.WAV", tone(0.1))
    os.mkfifo(tmp_path / "dua.wav")
    (tmp_path / "tiga.wav").mkdir()
    _loop(tmp_path / "empat.wav")
    (tmp_path / "lima.txt").write_text("")
    assert files_of(tmp_path) == {"satu": tmp_path / "Satu.WAV"}
    assert RATE == 22_050
