"""Samples, the chime, where sound goes, and what the renderer does when the engine gives too little of it."""

import itertools
import json
import runpy
from array import array
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antrean import assets
from antrean.devices import voice_device, voice_play, voice_render, voice_sound, voice_worker
from antrean.devices.voice import Voice
from antrean.devices.voice_device import Tape
from antrean.devices.voice_engine import Memory
from antrean.devices.voice_loudness import TARGET_LUFS, loudness
from antrean.devices.voice_play import FolderPlayer, Piece, Sink, sink_of
from antrean.devices.voice_render import Doubtful, Renderer, is_plausible
from antrean.devices.voice_sound import Pcm
from antrean.errors import Reason, Refused, Unavailable
from antrean.settings import VoiceSettings
from antrean.wording import Sentence
from tests.helpers import sound
from tests.helpers.sound import tone


def test_trimming_keeps_a_breath_at_both_ends() -> None:
    pcm = voice_sound.silence(0.5) + tone(1.0) + voice_sound.silence(0.7)
    assert voice_sound.seconds(voice_sound.trimmed(pcm)) == pytest.approx(1.1, abs=0.01)


@pytest.mark.parametrize("pcm", [array("h"), voice_sound.silence(1.0), array("h", [3, -3] * 500)])
def test_silence_trims_to_nothing(pcm: Pcm) -> None:
    assert len(voice_sound.trimmed(pcm)) == 0


def test_trimming_leaves_one_loud_sample() -> None:
    assert max(voice_sound.trimmed(array("h", [9000]))) == 9000


@given(st.lists(st.integers(-32768, 32767)), st.floats(0, 1))
def test_volume_never_makes_louder(samples: list[int], volume: float) -> None:
    quieter = voice_sound.scaled(array("h", samples), volume)
    assert len(quieter) == len(samples)
    assert all(abs(after) <= abs(before) for before, after in zip(samples, quieter, strict=True))


def test_half_the_volume_is_half_as_strong() -> None:
    assert sound.strength(voice_sound.scaled(tone(0.2), 0.5)) == pytest.approx(sound.strength(tone(0.2)) / 2, rel=0.01)


@given(st.lists(st.integers(-32768, 32767), max_size=300))
def test_a_wav_file_reads_back_as_written(tmp_path_factory: pytest.TempPathFactory, samples: list[int]) -> None:
    path = tmp_path_factory.mktemp("wav") / "a.wav"
    voice_sound.write_wav(path, array("h", samples))
    assert voice_sound.read_wav(path).tolist() == samples
    assert [each.name for each in path.parent.iterdir()] == ["a.wav"]


def test_what_is_no_wav_file_of_ours_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF....")
    with pytest.raises(ValueError, match="not a wav file"):
        voice_sound.read_wav(broken)


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "folder.wav").mkdir()
    with pytest.raises(OSError, match=r"folder\.wav"):
        voice_sound.write_wav(tmp_path / "folder.wav", tone(0.1))
    assert [each.name for each in tmp_path.iterdir()] == ["folder.wav"]


def test_the_chime_is_a_soft_ding_dong() -> None:
    chime = voice_sound.read_wav(assets.path("sounds", "chime.wav"))
    assert 0.8 <= voice_sound.seconds(chime) <= 1.2
    assert sound.pitch_share(sound.part(chime, 0.05, 0.35), sound.DING_HZ) > 0.7
    assert sound.pitch_share(sound.part(chime, 0.05, 0.35), sound.DONG_HZ) < 0.1
    assert sound.pitch_share(sound.part(chime, 0.6, 1.0), sound.DONG_HZ) > 0.7
    assert sound.strength(sound.part(chime, 0, 0.003)) < 0.05
    assert abs(chime[-1]) < 100
    assert 0.3 < voice_sound.loudest(chime) / voice_sound.FULL_SCALE < 0.9


def test_the_chime_is_what_its_script_makes() -> None:
    made = runpy.run_path(str(assets.path("sounds", "make_chime.py")))["chime"]()
    kept = voice_sound.read_wav(assets.path("sounds", "chime.wav"))
    assert len(made) == len(kept)
    # Mathematical libraries differ in the last bit.
    assert all(abs(one - other) <= 1 for one, other in zip(made, kept, strict=True))


def test_the_ring_rises_softly_and_is_what_its_script_makes() -> None:
    made = runpy.run_path(str(assets.path("sounds", "make_ring.py")))["ring"]()
    kept = voice_sound.read_wav(assets.path("sounds", "ring.wav"))
    assert len(made) == len(kept)
    assert all(abs(one - other) <= 1 for one, other in zip(made, kept, strict=True))
    chime = voice_sound.read_wav(assets.path("sounds", "chime.wav"))
    assert voice_sound.loudest(kept) < 0.75 * voice_sound.loudest(chime)
    assert sound.pitch_share(sound.part(kept, 0.02, 0.15), 523.25) > 0.7
    assert sound.pitch_share(sound.part(kept, 0.02, 0.15), 783.99) < 0.1
    assert sound.pitch_share(sound.part(kept, 0.35, 0.7), 783.99) > 0.3
    assert abs(kept[-1]) < 100


def test_the_tone_is_one_soft_tone_and_what_its_script_makes() -> None:
    made = runpy.run_path(str(assets.path("sounds", "make_tone.py")))["tone"]()
    kept = voice_sound.read_wav(assets.path("sounds", "tone.wav"))
    assert len(made) == len(kept)
    assert all(abs(one - other) <= 1 for one, other in zip(made, kept, strict=True))
    ring = voice_sound.read_wav(assets.path("sounds", "ring.wav"))
    assert voice_sound.loudest(kept) < 0.7 * voice_sound.loudest(ring)
    for begin, end in ((0.02, 0.15), (0.35, 0.6)):
        assert sound.pitch_share(sound.part(kept, begin, end), 440.0) > 0.7
    assert abs(kept[-1]) < 100


def test_only_the_pauses_at_commas_become_longer() -> None:
    word, breath, comma = tone(0.4), voice_sound.silence(0.03), voice_sound.silence(0.2)
    pcm = word + breath + word + comma + word + voice_sound.silence(0.3) + word
    longer = voice_sound.with_longer_pauses(pcm, count=2, more_s=0.5)
    found = sound.blocks(longer, gap_s=0.01)
    assert [round(end - begin, 1) for begin, end in found] == [0.4, 0.4, 0.4, 0.4]
    pauses = [after[0] - before[1] for before, after in itertools.pairwise(found)]
    assert pauses == pytest.approx([0.03, 0.7, 0.8], abs=0.03)
    assert voice_sound.seconds(voice_sound.with_longer_pauses(pcm, count=1, more_s=0.5)) == pytest.approx(
        voice_sound.seconds(pcm) + 0.5
    )
    assert voice_sound.with_longer_pauses(pcm, count=0, more_s=0.5) == pcm
    assert voice_sound.with_longer_pauses(array("h"), count=3, more_s=0.5) == array("h")


def test_the_sinks() -> None:
    assert sink_of(VoiceSettings()) == Sink(device=True)
    assert sink_of(VoiceSettings(sink="none")) == Sink(device=False)
    assert sink_of(VoiceSettings(sink=r"folder:C:\suara")) == Sink(device=False, folder=Path(r"C:\suara"))


@pytest.mark.parametrize("sink", ["", "folder", "folder:", "folder: ", "device:x", "speaker", "none:"])
def test_an_unknown_sink_is_refused(sink: str) -> None:
    with pytest.raises(Refused) as refusal:
        Voice(VoiceSettings(sink=sink))
    assert refusal.value.reason is Reason.BAD_INPUT
    assert refusal.value.details == {"key": "voice.sink"}


@pytest.mark.parametrize(
    ("settings", "key"),
    [
        (VoiceSettings(rate=0), "voice.rate"),
        (VoiceSettings(rate=1000), "voice.rate"),
        (VoiceSettings(volume=1.5), "voice.volume"),
        (VoiceSettings(volume=float("nan")), "voice.volume"),
    ],
)
def test_settings_no_voice_can_have_are_refused(settings: VoiceSettings, key: str) -> None:
    with pytest.raises(Refused) as refusal:
        Voice(settings)
    assert key in refusal.value.sentence


def test_a_voice_that_is_switched_off_says_so() -> None:
    voice = Voice(VoiceSettings(enabled=False))
    assert voice.state.kind == "off"
    with pytest.raises(Unavailable) as failure:
        voice.speak((Sentence(language="id", text="halo"),), chime=False)
    assert not failure.value.retry
    voice.close()


def test_pieces_in_a_folder_never_overlap_even_at_full_speed(tmp_path: Path) -> None:
    paced: list[float] = []
    player = FolderPlayer(folder=tmp_path / "deep" / "folder", pace=lambda length, _: paced.append(length))
    piece = Piece(language="id", text="halo", pcm=tone(2.0), chime_s=0.0)
    player.play([piece, piece])
    player.play([piece])
    assert paced == [2.0] * 3
    lines = read_index(tmp_path / "deep" / "folder")
    assert [line["file"] for line in lines] == ["0001_id.wav", "0002_id.wav", "0003_id.wav"]
    assert all(line["end"] == pytest.approx(line["start"] + 2.0, abs=0.001) for line in lines)
    assert all(after["start"] >= before["end"] for before, after in itertools.pairwise(lines))


def test_what_is_cut_is_written_as_far_as_it_was_heard(tmp_path: Path) -> None:
    cut = voice_play.Cut()
    player = FolderPlayer(folder=tmp_path, pace=lambda length, cut: cut.ask())
    piece = Piece(language="id", text="halo", pcm=tone(2.0), chime_s=0.0)
    played = player.play([piece, piece], cut)
    assert played.seconds < 1
    (line,) = read_index(tmp_path)
    assert line["cut"] is True
    assert line["end"] - line["start"] < 1
    assert voice_sound.seconds(voice_sound.read_wav(tmp_path / "0001_id.wav")) < 1
    player = FolderPlayer(folder=tmp_path, pace=lambda length, _: None)
    player.play([piece])
    assert "cut" not in read_index(tmp_path)[1]


def test_the_line_silences_what_was_stopped_and_nothing_after_it() -> None:
    line = voice_worker.Line()
    for number in (1, 2, 3):
        line.put({"id": number})
    _, first = line.next()
    assert not first.is_asked
    line.stop(2)
    assert first.is_asked
    _, second = line.next()
    assert second.is_asked
    _, third = line.next()
    assert not third.is_asked


def test_the_warning_is_what_its_script_makes_and_softer_than_a_call() -> None:
    made = runpy.run_path(str(assets.path("sounds", "make_warning.py")))["warning"]()
    kept = voice_sound.read_wav(assets.path("sounds", "warning.wav"))
    assert max(abs(one - other) for one, other in zip(made, kept, strict=True)) <= 1
    assert voice_sound.loudest(kept) < voice_sound.loudest(voice_sound.read_wav(assets.path("sounds", "chime.wav")))


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    player = FolderPlayer(folder=tmp_path / "file", pace=lambda length, _: None)
    played = player.play([Piece(language="id", text="halo", pcm=tone(0.1), chime_s=0.0)])
    assert not played.audible
    assert str(tmp_path / "file") in played.trouble
    assert not player.probe().audible


def test_a_device_gets_silence_first_then_every_sample_then_silence() -> None:
    pcm = tone(0.5)
    over = voice_play.Cut()
    tape = Tape(pcm)
    tape.end()
    samples = tape.samples(over)
    next(samples)
    frames = 1000
    played = array("h")
    while not over.wait(0):
        chunk = samples.send(frames)
        assert len(chunk) == 2 * frames
        played.frombytes(chunk)
    assert not any(played[:frames])
    assert played[frames : frames + len(pcm)] == pcm
    rest = played[frames + len(pcm) :]
    assert not any(rest)
    held = voice_device._PERIODS * voice_device._PERIOD_MS / 1_000
    assert held < voice_sound.seconds(rest) < held + 0.3
    assert samples.send(10) == bytes(20)


def test_what_is_not_meant_to_be_heard_fills_the_first_period() -> None:
    lead, pcm = voice_sound.silence(0.03), tone(0.5)
    for frames in (500, 5000):
        samples = Tape(lead + pcm, lead_s=0.03).samples(voice_play.Cut())
        next(samples)
        played = array("h")
        while len(played) < len(lead) + len(pcm) + frames:
            played.frombytes(samples.send(frames))
        begins = max(frames, len(lead))
        assert not any(played[:begins])
        assert played[begins : begins + len(pcm)] == pcm


def test_what_is_still_being_made_is_waited_for_in_silence() -> None:
    over, chime, words = voice_play.Cut(), tone(0.1), tone(0.1, 880.0)
    tape = Tape(chime, lead_s=1.0)
    samples = tape.samples(over)
    next(samples)
    played = array("h", samples.send(1000))
    for _ in range(100):
        played.frombytes(samples.send(1000))
    assert played[: len(chime)] == chime
    assert not any(played[len(chime) :])
    assert not over.wait(0)
    tape.add(words)
    tape.end()
    begun = len(played)
    while not over.wait(0):
        played.frombytes(samples.send(1000))
    assert played[begun : begun + len(words)] == words


def test_the_opening_is_heard_before_the_first_sentence() -> None:
    opening = Piece(language="", text="", pcm=tone(0.1), chime_s=0.1, lead_s=0.05, is_opening=True)
    one, two = (Piece(language="id", text=text, pcm=tone(0.2), chime_s=0.0) for text in ("satu", "dua"))
    first, second = voice_play.joined([opening, one, two])
    assert (first.text, first.chime_s, first.lead_s, first.pcm) == ("satu", 0.1, 0.05, opening.pcm + one.pcm)
    assert second == two
    assert voice_play.joined([opening]) == []
    assert voice_play.joined([one]) == [one]


def test_too_little_sound_for_the_words_is_not_plausible() -> None:
    text = "nomor antrean ce a nol satu dua silakan menuju loket lima"
    assert is_plausible(tone(5.0), text, 140)
    assert not is_plausible(tone(1.0), text, 140)
    assert not is_plausible(tone(5.0, level=500), text, 140)
    assert not is_plausible(array("h"), "a", 140)


class FakeEngines:
    """Stands where pyttsx3 stands; gives what `sounds` lists, one per utterance."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, sounds: list[Pcm]) -> None:
        self.started = 0
        self.uttered: list[str] = []
        self._sounds = sounds
        monkeypatch.setattr(voice_render, "_load_library", lambda wanted: "fake")
        monkeypatch.setattr(voice_render, "_new_engine", self._start)
        monkeypatch.setattr(voice_render, "_utter", self._utter)
        monkeypatch.setattr(Renderer, "_find_voice", lambda renderer, language: language)

    def _start(self) -> object:
        self.started += 1
        return object()

    def _utter(self, engine: object, text: str, voice: str, rate: int) -> Pcm:
        assert engine is not None
        self.uttered.append(text)
        return self._sounds.pop(0) if len(self._sounds) > 1 else self._sounds[0]


def test_a_lost_sentence_is_rendered_once_more_by_a_fresh_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakeEngines(monkeypatch, [array("h"), tone(1.0)])
    pcm = Renderer(rate=140).render(Sentence(language="id", text="halo"))
    assert voice_sound.seconds(pcm) == pytest.approx(1.0, abs=0.01)
    assert fake.started == 2


def test_an_engine_that_stays_silent_is_in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakeEngines(monkeypatch, [array("h")])
    with pytest.raises(Doubtful):
        Renderer(rate=140).render(Sentence(language="id", text="halo"))
    assert fake.uttered == ["halo", "halo"]


def test_what_was_said_is_not_rendered_again(monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakeEngines(monkeypatch, [tone(0.5)])
    renderer = Renderer(rate=140)
    for breath_s in (0.0, 0.0, 0.3):
        renderer.render(Sentence(language="id", text="satu, dua"), breath_s=breath_s)
    assert fake.uttered == ["satu, dua", "satu, dua"]


def test_what_the_engine_says_becomes_as_loud_as_all_else(monkeypatch: pytest.MonkeyPatch) -> None:
    FakeEngines(monkeypatch, [tone(1.0, level=2500)])
    pcm = Renderer(rate=140).render(Sentence(language="id", text="halo"))
    assert loudness(pcm) == pytest.approx(TARGET_LUFS, abs=0.2)


def test_the_oldest_sounds_are_forgotten_when_they_become_too_large() -> None:
    one = tone(0.1)
    memory = Memory(3 * len(one) * one.itemsize)
    for name in ("satu", "dua", "tiga"):
        memory.put(name, one)
    assert memory.get("satu") == one
    memory.put("empat", one)
    assert [name for name in ("satu", "dua", "tiga", "empat") if memory.get(name)] == ["satu", "tiga", "empat"]
    memory.put("tiga", tone(0.05))
    memory.put("lima", tone(0.05))
    assert [name for name in ("satu", "tiga", "empat", "lima") if memory.get(name)] == ["satu", "tiga", "empat", "lima"]
    # A sound larger than all is kept alone: it is wanted now.
    memory.put("panjang", tone(1.0))
    assert [name for name in ("satu", "tiga", "empat", "lima", "panjang") if memory.get(name)] == ["panjang"]


def read_index(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / FolderPlayer.INDEX).read_text(encoding="utf-8").splitlines()]
