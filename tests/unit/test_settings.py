"""One PC's settings: every key typed and described, and a sentence for whatever is wrong."""

import dataclasses
import os
import tomllib
import typing
from pathlib import Path
from typing import Any

import pytest

from antrean import settings
from antrean.errors import Reason, Refused
from antrean.settings import Settings

SECTIONS = typing.get_type_hints(Settings)
KEYS = [(name, item) for name, kind in SECTIONS.items() for item in dataclasses.fields(kind)]


def refused(data: Any) -> str:
    with pytest.raises(Refused) as caught:
        settings.from_mapping(data, source="antrean.toml")
    assert caught.value.reason is Reason.BAD_INPUT
    assert caught.value.sentence.endswith(".")
    return caught.value.sentence


def test_nothing_said_is_every_default() -> None:
    assert settings.from_mapping({}) == Settings()


@pytest.mark.parametrize(("section", "item"), KEYS, ids=[f"{name}.{item.name}" for name, item in KEYS])
def test_every_key_is_described_and_takes_its_default(section: str, item: dataclasses.Field[Any]) -> None:
    assert item.metadata["about"]
    value = list(item.default) if isinstance(item.default, tuple) else item.default
    assert settings.from_mapping({section: {item.name: value}}) == Settings()
    # Nothing takes a table.
    assert f"[{section}] {item.name}" in refused({section: {item.name: {}}})


def test_the_described_file_is_the_default_and_stays_so_uncommented() -> None:
    text = settings.describe()
    assert settings.from_mapping(tomllib.loads(text)) == Settings()
    keys = {item.name for _, item in KEYS}
    lines = [line[2:] if line[2:].split(" = ")[0] in keys else line for line in text.splitlines()]
    data = tomllib.loads("\n".join(lines))
    assert {(name, key) for name, values in data.items() for key in values} == {
        (name, item.name) for name, item in KEYS
    }
    assert settings.from_mapping(data) == Settings()


def test_values_arrive() -> None:
    found = settings.from_mapping(
        {
            "printer": {"kind": "network", "host": "10.0.0.9", "paper_mm": 58},
            "voice": {"volume": 1, "enabled": False},
            "display": {"zones": ["Z1", "Z2"]},
        }
    )
    assert (found.printer.kind, found.printer.host, found.printer.paper_mm) == ("network", "10.0.0.9", 58)
    assert (found.voice.volume, found.voice.enabled) == (1.0, False)
    assert isinstance(found.voice.volume, float)
    assert found.display.zones == ("Z1", "Z2")
    assert found.kiosk == Settings().kiosk


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"printers": {}}, ["[printers]", "printer"]),
        ({"printer": 5}, ["printer", "[printer]"]),
        ({"printer": {"prot": 1}}, ["'prot'", "port"]),
        ({"printer": {"port": "9100"}}, ["port", "whole number"]),
        ({"printer": {"port": True}}, ["port", "whole number"]),
        ({"printer": {"port": 9100.0}}, ["port", "whole number"]),
        ({"printer": {"kind": "fax"}}, ["kind", "network", "'fax'"]),
        ({"printer": {"paper_mm": 72}}, ["58, 80", "72"]),
        ({"voice": {"enabled": 1}}, ["enabled", "true or false"]),
        ({"voice": {"volume": "loud"}}, ["volume", "number"]),
        ({"voice": {"volume": True}}, ["volume", "number"]),
        ({"display": {"zones": "Z1"}}, ["zones", "list"]),
        ({"display": {"zones": [1]}}, ["zones", "list"]),
        ({"database": {"url": 1}}, ["url", "text"]),
        ({"kiosk": {"name": "x" * 65}}, ["name", "64"]),
        ({"display": {"name": "a\nb"}}, ["name", "printable"]),
    ],
)
def test_what_is_wrong_is_named(data: dict[str, Any], words: list[str]) -> None:
    sentence = refused(data)
    assert "antrean.toml" in sentence
    assert [word for word in words if word not in sentence] == []


class TestTheFile:
    def test_it_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "antrean.toml"
        path.write_text('[kiosk]\nname = "Pintu utara é"\n', encoding="utf-8")
        assert settings.read(path).kiosk.name == "Pintu utara é"

    @pytest.mark.parametrize("content", [b"[kiosk\n", b"\xff\xfe", b"[kiosk]\nname = 'a'\nname = 'b'\n", b"\0"])
    def test_one_that_cannot_be_read(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "antrean.toml"
        path.write_bytes(content)
        with pytest.raises(Refused) as caught:
            settings.read(path)
        assert str(path) in caught.value.sentence

    def test_one_that_is_not_there_or_a_folder(self, tmp_path: Path) -> None:
        for path in (tmp_path / "none.toml", tmp_path):
            with pytest.raises(Refused) as caught:
                settings.read(path)
            assert str(path) in caught.value.sentence

    def test_where_it_lies(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        assert settings.usual_path(tmp_path) is None
        (tmp_path / "antrean.toml").touch()
        assert settings.usual_path(tmp_path) == tmp_path / "antrean.toml"
        monkeypatch.setenv("ANTREAN_SETTINGS", "/elsewhere/my.toml")
        assert settings.usual_path(tmp_path) == Path("/elsewhere/my.toml")


def test_the_nearest_word_decides_about_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = settings.from_mapping({"database": {"url": "sqlite:///settings.db"}})
    assert settings.database_url(Settings(), None, tmp_path) == f"sqlite:///{tmp_path / 'antrean.db'}"
    assert settings.database_url(said, None, tmp_path) == "sqlite:///settings.db"
    monkeypatch.setenv("ANTREAN_DATABASE", "sqlite:///environment.db")
    assert settings.database_url(said, None, tmp_path) == "sqlite:///environment.db"
    assert settings.database_url(said, "sqlite:///option.db", tmp_path) == "sqlite:///option.db"


SECRET = "postgresql://antrean_kiosk:rahasia@192.168.10.5/antrean"


@pytest.mark.skipif(os.name == "nt", reason="rights are kept elsewhere there")
@pytest.mark.parametrize("url", [SECRET, "postgresql://antrean@h/antrean?password=rahasia"])
def test_a_password_in_a_file_that_others_may_read_is_refused(tmp_path: Path, url: str) -> None:
    path = tmp_path / "antrean.toml"
    path.write_text(f'[database]\nurl = "{url}"\n', encoding="utf-8")
    for mode in (0o644, 0o640, 0o604):
        path.chmod(mode)
        with pytest.raises(Refused, match="chmod 600") as refused:
            settings.read(path)
        assert "rahasia" not in refused.value.sentence
    path.chmod(0o600)
    assert settings.read(path).database.url == url


@pytest.mark.parametrize("url", ["postgresql://antrean_kiosk@192.168.10.5/antrean", "sqlite:///hall.db"])
def test_an_address_without_a_password_may_be_read(tmp_path: Path, url: str) -> None:
    path = tmp_path / "antrean.toml"
    path.write_text(f'[database]\nurl = "{url}"\n', encoding="utf-8")
    path.chmod(0o644)
    assert settings.read(path).database.url == url


def test_a_password_on_the_command_line_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="pgpass") as refused:
        settings.database_url(Settings(), SECRET, tmp_path)
    assert "rahasia" not in refused.value.sentence
    monkeypatch.setenv("ANTREAN_DATABASE", SECRET)
    assert settings.database_url(Settings(), None, tmp_path) == SECRET
