"""The services for systemd: they start what exists, come back always, and stay away when a technician ended them."""

import configparser
from pathlib import Path

import pytest
from click.testing import CliRunner

from antrean.cli import antrean as command
from kiosk.workbench import QUIT

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "systemd"
BACKUP = FOLDER / "antrean-backup.service"
APPS = sorted(set(FOLDER.glob("*.service")) - {BACKUP})
PROGRAM = "/opt/antrean/.venv/bin/antrean "


def read(path: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    # Names of systemd are told apart by their letters' case.
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(path, encoding="utf-8")
    return parser


@pytest.mark.parametrize("path", APPS, ids=lambda path: path.name)
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


@pytest.mark.parametrize("path", [*APPS, BACKUP], ids=lambda path: path.name)
def test_a_unit_takes_away_what_no_service_of_a_user_needs(path: Path) -> None:
    service = read(path)["Service"]
    yes = ("NoNewPrivileges", "LockPersonality", "RestrictRealtime", "RestrictSUIDSGID", "RestrictNamespaces")
    assert [service[name] for name in yes] == ["yes"] * len(yes)
    assert service["SystemCallArchitectures"] == "native"
    # Refused calls are errors and not the end: a library that tries one goes another way.
    assert (service["SystemCallFilter"], service["SystemCallErrorNumber"]) == ("@system-service", "EPERM")
    assert set(service["RestrictAddressFamilies"].split()) <= {"AF_UNIX", "AF_INET", "AF_INET6", "AF_NETLINK"}
    assert service["UMask"] == "0077"
    # These need a capability or a namespace, which the manager of a user does not have: the unit would not start.
    assert not {"CapabilityBoundingSet", "PrivateTmp", "ProtectSystem", "ProtectHome"} & set(service)


def test_a_kiosk_that_a_technician_ended_stays_away() -> None:
    service = read(FOLDER / "antrean-kiosk.service")["Service"]
    assert service["RestartPreventExitStatus"] == service["SuccessExitStatus"] == str(QUIT)


def test_the_hall_is_saved_by_a_command_that_exists_and_a_timer_that_calls_it() -> None:
    call = read(BACKUP)["Service"]["ExecStart"]
    assert call.startswith(PROGRAM)
    folder, *options = call.removeprefix(PROGRAM + "db backup ").split()
    assert (folder, options[0], int(options[1]) > 1) == ("%h/antrean-backups", "--keep", True)
    assert folder in read(BACKUP)["Service"]["ExecStartPre"]
    timer = BACKUP.with_suffix(".timer").read_text(encoding="utf-8")
    assert timer.count("OnCalendar=") == 2
    assert "WantedBy=timers.target" in timer


def test_the_counter_starts_from_the_menu() -> None:
    entry = read(FOLDER / "antrean-counter.desktop")["Desktop Entry"]
    assert entry["Exec"] == f"{PROGRAM}counter"
    assert entry["Type"] == "Application"
