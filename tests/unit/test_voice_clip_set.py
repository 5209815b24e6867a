"""A folder of recorded words: what is found in it, and that no rendering touches what a person recorded."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from antrean.clips import Phrase
from antrean.devices import voice_batch, voice_clip_set, voice_sound
from antrean.devices.voice_batch import Rendered
from antrean.devices.voice_clip_set import MADE, Fault, Filled, fill, survey
from antrean.errors import Refused, Unavailable
from antrean.settings import VoiceSettings
from antrean.wording import Sentence
from tests.helpers.sound import tone

PHRASES = (Phrase("dua", "dua"), Phrase("nomor_antrean", "Nomor antrean"), Phrase("satu", "satu"))
SETTINGS = VoiceSettings(volume=0.2, clips="elsewhere")


class Engine:
    """Stands for the voice's process: writes a tone for each sentence, but for one that it cannot say."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.said: list[str] = []
        self.settings: list[VoiceSettings] = []
        self.mute = ""
        self.hertz = 440.0
        monkeypatch.setattr(voice_batch, "render", self._render)

    def _render(
        self, wanted: Sequence[tuple[Sequence[Sentence], Path]], settings: VoiceSettings, **_: Any
    ) -> list[Rendered]:
        self.settings.append(settings)
        return [self._one(sentences[0].text, path) for sentences, path in wanted]

    def _one(self, text: str, path: Path) -> Rendered:
        self.said.append(text)
        if text == self.mute:
            return Rendered(path=path, trouble="No room.")
        voice_sound.write_wav(path, tone(0.3, self.hertz))
        return Rendered(path=path, seconds=0.3)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    return Engine(monkeypatch)


def test_a_set_is_made_and_then_whole(engine: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "suara" / "kami"
    assert fill(folder, "id", PHRASES, SETTINGS) == Filled(language="id", made=3, kept=0)
    assert engine.said == ["dua", "Nomor antrean", "satu"]
    # The engine speaks as loud as it can, and not by the recordings themselves.
    assert (engine.settings[0].clips, engine.settings[0].volume) == ("", 1.0)
    found = survey(folder, "id", PHRASES)
    assert (found.needed, found.recorded, found.made, found.findings) == (3, 0, 3, ())


def test_what_a_person_recorded_is_never_touched_unless_forced(engine: Engine, tmp_path: Path) -> None:
    fill(tmp_path, "id", PHRASES, SETTINGS)
    own = tmp_path / "id" / "satu.wav"
    voice_sound.write_wav(own, tone(0.4, 300.0))
    spoken = own.read_bytes()
    engine.said.clear()
    engine.hertz = 600.0
    assert fill(tmp_path, "id", PHRASES, SETTINGS) == Filled(language="id", made=2, kept=1)
    assert own.read_bytes() == spoken
    assert engine.said == ["dua", "Nomor antrean"]
    assert (survey(tmp_path, "id", PHRASES).recorded, survey(tmp_path, "id", PHRASES).made) == (1, 2)
    # Also when nobody knows any more what was the engine's.
    (tmp_path / "id" / MADE).write_text("{ not json")
    engine.said.clear()
    assert fill(tmp_path, "id", PHRASES, SETTINGS) == Filled(language="id", made=0, kept=3)
    assert engine.said == []
    assert fill(tmp_path, "id", PHRASES, SETTINGS, force=True) == Filled(language="id", made=3, kept=0)
    assert own.read_bytes() != spoken


def test_a_broken_link_is_no_place_for_the_engine(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "id").mkdir()
    (tmp_path / "id" / "satu.wav").symlink_to("satu.wav")
    fill(tmp_path, "id", PHRASES, SETTINGS)
    assert (tmp_path / "id" / "satu.wav").is_symlink()
    (finding,) = survey(tmp_path, "id", PHRASES).findings
    assert (finding.fault, finding.sentence.startswith("cannot be read")) == (Fault.UNFIT, True)


def test_what_is_to_be_done_is_told_word_by_word(engine: Engine, tmp_path: Path) -> None:
    fill(tmp_path, "id", PHRASES, SETTINGS)
    (tmp_path / "id" / "satu.wav").unlink()
    (tmp_path / "id" / "dua.wav").write_bytes(b"")
    voice_sound.write_wav(tmp_path / "id" / "nomor_antrean.wav", tone(0.5, level=100))
    found = survey(tmp_path, "id", PHRASES)
    assert [(one.fault, one.path.name, one.text, one.sentence) for one in found.findings] == [
        (Fault.UNFIT, "dua.wav", "dua", "is empty."),
        (Fault.POOR, "nomor_antrean.wav", "Nomor antrean", found.findings[1].sentence),
        (Fault.MISSING, "satu.wav", "satu", "is missing."),
    ]
    assert "too quiet" in found.findings[1].sentence
    assert (found.recorded, found.made) == (1, 0)
    # A language that nobody began with lacks everything.
    assert {one.fault for one in survey(tmp_path, "en", PHRASES).findings} == {Fault.MISSING}


def test_what_the_engine_could_not_say_is_a_failure_and_the_rest_is_there(engine: Engine, tmp_path: Path) -> None:
    engine.mute = "dua"
    with pytest.raises(Unavailable, match="No room"):
        fill(tmp_path, "id", PHRASES, SETTINGS)
    assert [one.path.name for one in survey(tmp_path, "id", PHRASES).findings] == ["dua.wav"]


def test_a_folder_that_is_none_is_refused(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "loop").symlink_to("loop")
    for name in ("missing", "file", "loop"):
        with pytest.raises(Refused, match="folder"):
            survey(tmp_path / name, "id", PHRASES)
    for name in ("file", "loop"):
        with pytest.raises(Refused, match="cannot be used"):
            fill(tmp_path / name, "id", PHRASES, SETTINGS)
    (tmp_path / "id").write_text("")
    with pytest.raises(Refused, match="cannot be used"):
        survey(tmp_path, "id", PHRASES)


def test_a_note_of_the_engine_that_is_none_means_a_person(engine: Engine, tmp_path: Path) -> None:
    fill(tmp_path, "id", PHRASES, SETTINGS)
    for text in ("[]", '{"satu": 5}', "null", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")):
        (tmp_path / "id" / MADE).write_text(text)
        assert survey(tmp_path, "id", PHRASES).recorded == 3
    assert voice_clip_set.MADE.endswith(".json")
