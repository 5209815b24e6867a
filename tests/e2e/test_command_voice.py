"""antrean voice: a call into a file, what is on this PC, and a folder of recorded words, with the real engine."""

import json
import shutil
from pathlib import Path

import pytest

from antrean import assets
from antrean.devices import voice_sound
from antrean.devices.voice_clip_set import MADE
from antrean.devices.voice_loudness import TARGET_LUFS, loudness
from tests.e2e.test_command import Command, bare, run, template
from tests.helpers import sound

__all__ = ["bare", "run", "template"]

MINI = str(assets.path("malls", "mini.toml"))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole Indonesian set of the mini mall, made once."""
    from antrean import clips, mall_file
    from antrean.devices import voice_clip_set
    from antrean.settings import VoiceSettings

    folder = tmp_path_factory.mktemp("words")
    phrases = clips.needed(mall_file.read(Path(MINI)), "id")
    voice_clip_set.fill(folder, "id", phrases, VoiceSettings(rate=260))
    return folder


def test_a_call_is_written_as_the_hall_would_hear_it(run: Command, tmp_path: Path) -> None:
    out = tmp_path / "x.wav"
    said = run("voice", "say", "AA-012", "--counter", "2", "--out", str(out), "--json").json
    assert said["text"] == "Nomor antrean, a a, nol satu dua, silakan menuju loket dua, Kantor Kecamatan."
    assert (said["file"], said["sound"]) == (str(out), "zone1")
    pcm = voice_sound.read_wav(out)
    assert voice_sound.seconds(pcm) == pytest.approx(said["seconds"], abs=0.01)
    assert sound.pitch_share(sound.part(pcm, 0.2, 0.5), sound.DING_HZ) > 0.6
    assert loudness(pcm) == pytest.approx(TARGET_LUFS, abs=1.0)
    english = run(
        *("voice", "say", "AA-012", "--counter", "2", "--language", "en", "--kind", "recall", "--times", "2"),
        *("--priority", "--no-chime", "--out", str(out), "--json"),
    ).json
    assert english["text"] == "Second call. Priority ticket A, A, zero one two, please proceed to counter two."
    assert english["sound"] == ""
    plain = run("voice", "say", "AA-012", "--counter", "2", "--short", "--out", str(out)).out
    assert plain.startswith("a a, nol satu dua, loket dua.\n")


def test_a_call_is_said_without_a_database(bare: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = str(tmp_path / "x.wav")
    said = bare("voice", "say", "CA-012", "--counter", "3", "--mall", MINI, "--out", out, "--json").json
    assert said["text"] == "Nomor antrean, ce a, nol satu dua, silakan menuju loket tiga."
    named = bare("voice", "say", "CA-012", "--counter", "3", "--mall", MINI, "--agency", "A", "--out", out, "--json")
    assert named.json["text"].endswith("loket tiga, Kantor Kecamatan.")
    assert bare("voice", "say", "CA-012", "--counter", "3", "--out", out).code == 4


def test_what_no_loudspeaker_says_is_told_at_once(run: Command, tmp_path: Path) -> None:
    (tmp_path / "antrean.toml").write_text('[voice]\ndevice = "nobody has this one"\n')
    heard = tmp_path / "heard"
    answer = run("voice", "say", "AA-012", "--counter", "2", "--settings", str(tmp_path / "antrean.toml"))
    assert (answer.code, "nobody has this one" in answer.err) == (4, True)
    (tmp_path / "antrean.toml").write_text(f"[voice]\nsink = {json.dumps(f'folder:{heard}')}\n")
    assert run("voice", "say", "AA-012", "--counter", "2", "--settings", str(tmp_path / "antrean.toml")).code == 0
    assert (heard / "0001_id.wav").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("say", "zz", "--counter", "3"), 2, "'zz' is not a ticket code such as CA-012."),
        (("say", "AA-001"), 2, "--counter"),
        (("say", "AA-001", "--counter", "0"), 2, "--counter"),
        (("say", "AA-001", "--counter", "1", "--agency", "Q", "--mall", MINI), 2, "The mall has no agency 'Q'."),
        (("say", "AA-001", "--counter", "1", "--out", "/proc/none/x.wav"), 4, "cannot be written"),
        (("check", "/nowhere"), 2, "There is no folder /nowhere."),
        (("check", MINI), 2, "There is no folder"),
        (("render", MINI), 2, "cannot be used"),
        (("render", "/proc/none"), 2, "cannot be used"),
        (("check", ".", "--mall", "/nowhere.toml"), 3, "/nowhere.toml does not exist"),
        (("check", ".", "--language", "jv"), 2, "--language"),
    ],
)
def test_what_cannot_be_is_one_sentence(run: Command, arguments: tuple[str, ...], code: int, words: str) -> None:
    answer = run("voice", *arguments)
    assert (answer.code, words in answer.err) == (code, True), answer.err
    assert "Traceback" not in answer.err


def test_the_settings_of_the_voice_are_checked(run: Command, tmp_path: Path) -> None:
    file = tmp_path / "antrean.toml"
    for line in ("preroll_s = 9.0", "volume = 2.0", "rate = 9"):
        file.write_text(f"[voice]\n{line}\n")
        answer = run("voice", "list", "--settings", str(file))
        assert (answer.code, f"voice.{line.split()[0]}" in answer.err) == (2, True)


def test_the_doctor_misses_the_folder_of_recordings(run: Command, tmp_path: Path) -> None:
    (tmp_path / "antrean.toml").write_text(f"[voice]\nclips = {json.dumps(str(tmp_path / 'gone'))}\n")
    found = run("doctor", "--settings", str(tmp_path / "antrean.toml"), "--json").json["findings"]
    (voice,) = (one for one in found if one["what"] == "voice")
    assert (voice["ok"], "gone (voice.clips); the engine speaks" in voice["sentence"]) == (False, True)


def test_the_engine_and_the_loudspeakers_are_listed(run: Command) -> None:
    found = run("voice", "list", "--json").json
    assert found["engine"]["library"] in ("system", "bundled")
    assert "id" in found["engine"]["voices"]
    assert found["clips"] is None
    words = run("voice", "list").out
    assert "id yes, en yes" in words
    assert "Loudspeaker: " in words


def test_a_whole_set_is_found_whole_and_what_is_missing_is_named(run: Command, whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "words"
    shutil.copytree(whole, folder)
    good = run("voice", "check", str(folder), "--language", "id", "--json")
    (counted,) = good.json["languages"]
    assert (good.code, good.json["findings"], counted["made"]) == (0, [], counted["needed"])
    (folder / "id" / "nol.wav").unlink()
    bad = run("voice", "check", str(folder), "--language", "id")
    assert bad.code == 3
    assert bad.err == f"{folder / 'id' / 'nol.wav'} (“nol”) is missing.\n"
    assert "1 to be done" in bad.out
    # As if all of them were a person's.
    (folder / "id" / MADE).unlink()
    filled = run("voice", "render", str(folder), "--language", "id", "--json").json
    assert filled["languages"] == [{"language": "id", "made": 1, "kept": counted["needed"] - 1}]
    assert voice_sound.seconds(voice_sound.read_wav(folder / "id" / "nol.wav")) > 0.3


def test_the_hall_speaks_by_the_recordings(run: Command, whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "words"
    shutil.copytree(whole, folder)
    voice_sound.write_wav(folder / "id" / "loket.wav", sound.tone(0.5, 700.0))
    (tmp_path / "antrean.toml").write_text(f"[voice]\nclips = {json.dumps(str(folder))}\n")
    arguments = ("voice", "say", "AA-012", "--counter", "2", "--short", "--no-chime", "--out", str(tmp_path / "x.wav"))
    assert run(*arguments, "--settings", str(tmp_path / "antrean.toml")).code == 0
    pcm = voice_sound.read_wav(tmp_path / "x.wav")
    beeps = [at for at in range(0, len(pcm) - 4410, 2205) if sound.pitch_share(pcm[at : at + 4410], 700.0) > 0.9]
    assert 3 <= len(beeps) <= 6
    assert loudness(pcm) == pytest.approx(TARGET_LUFS, abs=1.5)
