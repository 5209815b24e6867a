"""What “antrean doctor” says of a PC in trouble: what is wrong, what to do, and each mistake once."""

from pathlib import Path
from typing import Any

import pytest

from antrean.devices import voice_batch
from antrean.store import schema
from tests.helpers import hall
from tests.helpers.typed import Command

MUTE = "[voice]\nenabled = false\n"
"""Nothing is rendered here; the voice has tests of its own."""


class Doctor:
    """The command on a PC whose settings can be written; its findings by what was looked at."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.settings = folder / "antrean.toml"
        self.write("")
        self.run = Command(f"sqlite:///{folder / 'hall.db'}", capsys)

    def write(self, text: str) -> None:
        self.settings.write_text(MUTE + text, encoding="utf-8")

    def looks(self, *options: str) -> dict[str, dict[str, Any]]:
        ran = self.run("doctor", "--settings", str(self.settings), *options, "--json")
        findings = ran.json["findings"]
        assert ran.code == (0 if all(one["ok"] for one in findings) else 4)
        assert "Traceback" not in ran.err
        sentences = [one["sentence"] for one in findings]
        assert len(sentences) == len(set(sentences))
        return {one["what"]: one for one in findings}


@pytest.fixture
def doctor(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Doctor:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return Doctor(tmp_path, capsys)


@pytest.fixture
def whole(doctor: Doctor) -> Doctor:
    """The same with a hall."""
    hall.build(doctor.run.url, "mini")
    return doctor


def test_a_pin_that_no_kiosk_would_take_is_found_before_the_kiosk_is_started(doctor: Doctor) -> None:
    doctor.write('[kiosk]\npin = "802731"\n')
    found = doctor.looks()["settings"]
    assert (found["ok"], "antrean kiosk pin" in found["sentence"], "802731" in found["sentence"]) == (
        False,
        True,
        False,
    )


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda file: file.mkdir(), "is a folder; name the settings file in it."),
        (lambda file: file.write_bytes(b"\xff\xfe"), "is not UTF-8 text; save it again as UTF-8."),
    ],
    ids=["a folder", "another encoding"],
)
def test_settings_that_cannot_be_read_say_why_in_words(doctor: Doctor, make: Any, says: str) -> None:
    doctor.settings.unlink()
    make(doctor.settings)
    assert doctor.looks()["settings"]["sentence"].endswith(says)


def test_settings_of_another_user_say_so(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    def kept_out(*_: object, **__: object) -> bytes:
        # As the system does; who runs the tests may be one who may read everything.
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("antrean.settings.content_of", kept_out)
    assert "may not read the settings file" in doctor.looks()["settings"]["sentence"]


def test_an_address_that_is_none_is_told_once(doctor: Doctor) -> None:
    doctor.run.url = "mysql://x"
    found = doctor.looks()
    assert "is not a database address" in found["database"]["sentence"]
    assert "disk" not in found


def test_a_file_that_is_not_there_names_path_and_rights(doctor: Doctor) -> None:
    assert "Is the path right, and may this user read it?" in doctor.looks()["database"]["sentence"]


def test_a_log_folder_that_cannot_be_written_is_named(
    doctor: Doctor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert doctor.looks()["logs"]["ok"]
    (tmp_path / "file").write_text("where the folder should be", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    found = doctor.looks()["logs"]
    assert (found["ok"], "chown" in found["sentence"]) == (False, True)


def test_a_folder_that_this_user_may_not_look_into_is_no_end(doctor: Doctor, monkeypatch: pytest.MonkeyPatch) -> None:
    known = Path.exists

    def kept_out(path: Path, **how: bool) -> bool:
        if path.name in ("log", "antrean"):
            raise PermissionError(13, "Permission denied")
        return known(path, **how)

    monkeypatch.setattr(Path, "exists", kept_out)
    assert "logs" in doctor.looks()


@pytest.mark.parametrize(
    ("hours", "says"), [(46, "46 h ahead of"), (-0.5, "30 min behind"), (-24 * 9, "9 days behind")]
)
def test_a_clock_that_is_off_is_told_in_words(whole: Doctor, hours: float, says: str) -> None:
    store = hall.connect(whole.run.url)
    # The built hall's clock stands on its Monday; from the true time on it is off by as much as is said.
    hall.execute(store, "UPDATE mall SET clock_offset_ms = :ms", ms=round(hours * 3_600_000))
    store.close()
    found = whole.looks()["clock"]
    assert (found["ok"], f"is {says} this PC's" in found["sentence"]) == (False, True), found["sentence"]


@pytest.mark.parametrize(
    ("devices", "says"),
    [
        ((("PULSEAUDIO", "TV (HDMI)"), ("ALSA", "Discard all samples (playback)")), "Loudspeakers: TV (HDMI)."),
        ((("ALSA", "HDA Intel"),), "Loudspeakers: HDA Intel."),
    ],
    ids=["a sound server", "ALSA alone"],
)
def test_the_loudspeakers_are_named_without_the_plug_ins_beside_them(
    doctor: Doctor, monkeypatch: pytest.MonkeyPatch, devices: tuple[tuple[str, str], ...], says: str
) -> None:
    found = voice_batch.Inventory(library="system", trouble="", voices=("id",), devices=devices, device_trouble="")
    monkeypatch.setattr(voice_batch, "inventory", lambda _: found)
    monkeypatch.setattr(voice_batch, "render_to_wav", lambda *_: None)
    doctor.settings.write_text("", encoding="utf-8")
    assert doctor.looks()["sound"] == {"what": "sound", "ok": True, "sentence": says}


def test_a_pc_that_lags_behind_the_halls_tables_is_told_to_be_updated(whole: Doctor) -> None:
    store = hall.connect(whole.run.url)
    hall.execute(store, f"UPDATE alembic_version SET version_num = '{int(schema.HEAD) + 1:04d}'")
    store.close()
    found = whole.looks()["database"]
    assert (found["ok"], "update this PC" in found["sentence"]) == (False, True)
