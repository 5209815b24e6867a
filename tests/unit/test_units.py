"""The services for systemd: they start what exists, come back always, and stay away when a technician ended them."""

import configparser
from pathlib import Path

import pytest
from click.testing import CliRunner

from antrean.cli import antrean as command
from kiosk.workbench import QUIT

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "systemd"
UNITS = sorted(FOLDER.glob("*.service"))
PROGRAM = "/opt/antrean/.venv/bin/antrean "


def read(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    # Names of systemd are told apart by their letters' case.
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(path, encoding="utf-8")
    return parser


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_an_app_on_the_full_screen_and_brings_it_back(path: Path) -> None:
    unit = read(path)
    call = unit["Service"]["ExecStart"]
    assert call.startswith(PROGRAM)
    words = call.removeprefix(PROGRAM).split()
    assert words[1:] == ["--full-screen"]
    assert CliRunner().invoke(command, [*words, "--help"]).exit_code == 0
    assert unit["Service"]["Restart"] == "always"
    assert unit["Unit"]["StartLimitIntervalSec"] == "0"
    assert unit["Install"]["WantedBy"] == "graphical-session.target"


def test_a_kiosk_that_a_technician_ended_stays_away() -> None:
    service = read(FOLDER / "antrean-kiosk.service")["Service"]
    assert service["RestartPreventExitStatus"] == service["SuccessExitStatus"] == str(QUIT)


def test_the_counter_starts_from_the_menu() -> None:
    entry = read(FOLDER / "antrean-counter.desktop")["Desktop Entry"]
    assert entry["Exec"] == f"{PROGRAM}counter"
    assert entry["Type"] == "Application"
