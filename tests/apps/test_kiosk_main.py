"""The kiosk as a program: its options, the test page, a start before its database, a printer that is not there."""

import socket
from pathlib import Path

import pytest

from antrean.errors import Refused
from antrean.settings import PrinterSettings, Settings
from kiosk import __main__ as program
from kiosk import main as kiosk
from tests.apps import kiosk_rig
from tests.helpers import apps, hall


def settings_file(folder: Path, text: str) -> str:
    path = folder / "antrean.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--database", "mysql://x/y"], "is not a database address"),
        (["--settings", "nowhere.toml"], "nowhere.toml does not exist"),
    ],
)
def test_a_wrong_option_is_one_sentence(options: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert program.main(options) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1


def test_a_printer_profile_that_does_not_exist_is_refused_before_the_first_visitor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = settings_file(tmp_path, '[printer]\nkind = "file"\npath = "x"\nprofile = "Nobody-1"\n')
    assert program.main(["--settings", path, "--database", f"sqlite:///{tmp_path / 'a.db'}"]) == 2
    assert "Nobody-1" in capsys.readouterr().err


@pytest.mark.parametrize("size", ["1080", "x", "0x5", "axb"])
def test_a_size_that_is_none_is_refused(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        program.main(["--size", size])
    assert left.value.code == 2
    assert "1080x1920" in capsys.readouterr().err


def test_the_test_page_goes_to_the_printer_of_the_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "paper.bin"
    path = settings_file(tmp_path, f'[printer]\nkind = "file"\npath = "{out.as_posix()}"\n')
    assert program.main(["--settings", path, "--print-test"]) == 0
    assert capsys.readouterr().out == f"Written to {out}.\n"
    assert b"UJI CETAK" in out.read_bytes()


@pytest.mark.parametrize(
    "printer",
    [PrinterSettings(), PrinterSettings(kind="file", path="/nowhere/at/all/paper.bin")],
    ids=["none", "no folder"],
)
def test_a_test_page_that_did_not_come_out_says_why(
    printer: PrinterSettings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kiosk.print_test(Settings(printer=printer)) == 4
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.endswith(".\n")


@pytest.mark.parametrize(
    ("first_kind", "code", "out", "err"),
    [
        ("file", 0, "First printer: Written to {first}.\nSpare printer: Written to {spare}.\n", ""),
        ("none", 4, "Spare printer: Written to {spare}.\n", "First printer: "),
    ],
    ids=["both", "the spare alone"],
)
def test_the_test_page_goes_to_the_spare_printer_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], first_kind: str, code: int, out: str, err: str
) -> None:
    first, spare = tmp_path / "first.bin", tmp_path / "spare.bin"
    settings = Settings(
        printer=PrinterSettings(kind=first_kind, path=str(first)),
        spare_printer=PrinterSettings(kind="file", path=str(spare), paper_mm=58),
    )
    assert kiosk.print_test(settings) == code
    said = capsys.readouterr()
    assert said.out == out.format(first=first, spare=spare)
    assert said.err.startswith(err)
    assert said.err.count("\n") == (1 if err else 0)
    assert b"UJI CETAK" in spare.read_bytes()


def test_a_spare_printer_that_fails_is_told_by_its_own_section(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = tmp_path / "first.bin"
    settings = Settings(
        printer=PrinterSettings(kind="file", path=str(first)),
        spare_printer=PrinterSettings(kind="file", path="/nowhere/at/all/paper.bin"),
    )
    assert kiosk.print_test(settings) == 4
    said = capsys.readouterr()
    assert said.out == f"First printer: Written to {first}.\n"
    assert said.err.startswith("Spare printer: ")
    assert said.err.count("\n") == 1
    assert "[printer]" not in said.err


def test_a_spare_printer_that_cannot_be_is_refused_before_anything_is_printed(tmp_path: Path) -> None:
    first = tmp_path / "first.bin"
    settings = Settings(
        printer=PrinterSettings(kind="file", path=str(first)),
        spare_printer=PrinterSettings(kind="file", path=str(tmp_path / "spare.bin"), profile="Nobody-1"),
    )
    with pytest.raises(Refused):
        kiosk.print_test(settings)
    assert not first.exists()


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.mark.timeout(120)
def test_the_real_kiosk_waits_for_its_database_and_gives_numbers_without_a_printer(tmp_path: Path) -> None:
    built, late = kiosk_rig.build(tmp_path), tmp_path / "late.db"
    url = f"sqlite:///{late}"
    real = apps.RealHall(url, tmp_path, printer_port=closed_port())
    with real.app("kiosk") as app:
        app.see.wait("waiting_detail", contains="antrean db upgrade")
        built.rename(late)
        store = hall.connect(url)
        assert apps.take(app.see, "skck", "K") == "KA-001"
        app.see.wait("issued_qr")
        apps.until(lambda: printed if (printed := print_state(store)) == "failed" else None, "the printer's failure")
        app.see.click("done")
        app.see.wait("page_agencies")
        store.close()
    assert app.process.returncode == 0


def print_state(store: hall.Store) -> str:
    return str(hall.rows(store, "SELECT print_state FROM tickets")[0][0])
