"""Printers behind the system's queue: CUPS through commands named lp and lpstat, Windows through a stand-in."""

import os
import stat
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from antrean.devices import printer
from antrean.devices.printer import PrinterCondition
from antrean.model import PrintState
from antrean.settings import PrinterSettings

TICKET = b"\x1b@KA-014\n" * 20


@pytest.fixture
def fake_lp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put a command on the PATH, lp or another, that keeps its arguments and what it was given, then does as told."""
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)

    def install(then: str, name: str = "lp") -> None:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\necho \"$LC_ALL $@\" > '{tmp_path}/said'\n{then}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)

    return install


def test_cups_gets_the_raw_bytes(fake_lp: Callable[..., None], tmp_path: Path) -> None:
    fake_lp(f"cat > '{tmp_path}/paper'")
    result = printer.open_printer(PrinterSettings(kind="cups", queue="struk")).print(TICKET)
    assert (tmp_path / "paper").read_bytes() == TICKET
    assert (tmp_path / "said").read_text() == "C -d struk -o raw\n"
    # Taken by the spooler is not printed.
    assert result.state is PrintState.UNKNOWN
    assert "Handed to the CUPS queue struk" in result.sentence


def test_cups_that_refuses_is_quoted(fake_lp: Callable[..., None]) -> None:
    fake_lp("cat > /dev/null; echo 'lp: The printer or class does not exist.' >&2; exit 1")
    result = printer.open_printer(PrinterSettings(kind="cups", queue="struk")).print(TICKET)
    assert result.state is PrintState.FAILED
    assert result.sentence == ("CUPS refused the ticket for the queue struk: lp: The printer or class does not exist.")


def test_cups_that_hangs_is_left(fake_lp: Callable[..., None]) -> None:
    fake_lp("exec sleep 30")
    settings = PrinterSettings(kind="cups", queue="struk", connect_timeout_ms=50, reply_timeout_ms=150)
    result = printer.open_printer(settings).print(TICKET)
    assert result.state is PrintState.UNKNOWN
    assert "within 0.2 s" in result.sentence


def test_cups_that_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = printer.open_printer(PrinterSettings(kind="cups", queue="struk")).print(TICKET)
    assert result.state is PrintState.FAILED
    assert "apt-get install cups-client" in result.sentence
    condition = printer.open_printer(PrinterSettings(kind="cups", queue="struk")).look()
    assert (condition.kind, "lpstat is missing" in condition.sentence) == (PrinterCondition.ERROR, True)


@pytest.mark.parametrize(
    ("said", "kind", "words"),
    [
        ("printer struk is idle.  enabled since Mon\n\tAlerts: none", PrinterCondition.SILENT, "takes tickets"),
        ("printer struk now printing struk-7.  enabled since Mon", PrinterCondition.SILENT, "takes tickets"),
        ("printer struk disabled since Mon -\n\treason unknown", PrinterCondition.OFFLINE, "away or paused"),
        (
            "printer struk is idle.  enabled since Mon\n\tAlerts: media-low-warning media-empty-error",
            PrinterCondition.NO_PAPER,
            "put in a new roll",
        ),
        (
            "printer struk now printing struk-7.  enabled since Mon\n\tAlerts: connecting-to-device",
            PrinterCondition.SILENT,
            "takes tickets",
        ),
        (
            "printer struk now printing struk-7.\n\tAlerts: connecting-to-device offline-report",
            PrinterCondition.OFFLINE,
            "away or paused",
        ),
        ("printer struk is idle.\n\tAlerts: media-low-report", PrinterCondition.NEAR_END, "new one ready"),
        ("printer struk is idle.\n\tAlerts: cover-open media-empty", PrinterCondition.COVER_OPEN, "close it"),
        ("printer struk is idle.\n\tAlerts: media-jam-error", PrinterCondition.ERROR, "has an error"),
    ],
)
def test_cups_says_what_it_knows_of_the_queue(
    fake_lp: Callable[..., None], tmp_path: Path, said: str, kind: PrinterCondition, words: str
) -> None:
    fake_lp(f"printf '%b\n' '{said}'".replace("\n", "\\n").replace("\t", "\\t"), "lpstat")
    condition = printer.open_printer(PrinterSettings(kind="cups", queue="struk")).look()
    assert (tmp_path / "said").read_text() == "C -l -p struk\n"
    assert (condition.kind, words in condition.sentence) == (kind, True), condition


@pytest.mark.parametrize(
    ("then", "kind", "words"),
    [
        ("echo 'lpstat: Invalid destination name in list \"struk\".' >&2; exit 1", PrinterCondition.ERROR, "no queue"),
        ("exec sleep 30", PrinterCondition.OFFLINE, "did not say within 0.1 s"),
    ],
)
def test_cups_that_does_not_know(fake_lp: Callable[..., None], then: str, kind: PrinterCondition, words: str) -> None:
    fake_lp(then, "lpstat")
    settings = PrinterSettings(kind="cups", queue="struk", connect_timeout_ms=100)
    condition = printer.open_printer(settings).look()
    assert (condition.kind, words in condition.sentence) == (kind, True), condition


def test_the_windows_spooler_is_only_on_windows() -> None:
    result = printer.open_printer(PrinterSettings(kind="windows", queue="Struk")).print(TICKET)
    assert result.state is PrintState.FAILED
    assert "only on Windows" in result.sentence
    assert printer.open_printer(PrinterSettings(kind="windows", queue="Struk")).look() == result.condition


class SpoolerError(Exception):
    """Stands for pywintypes.error, whose last argument is the sentence."""


class Win32Print:
    """The part of win32print that tells how a printer is."""

    def __init__(self, status: int = 0, attributes: int = 0, *, refuses: bool = False) -> None:
        self._known = {"Status": status, "Attributes": attributes}
        self._refuses = refuses
        self.open = 0

    def OpenPrinter(self, queue: str) -> str:
        if self._refuses:
            raise SpoolerError(1801, "OpenPrinter", "The printer name is invalid.")
        self.open += 1
        return f"handle of {queue}"

    def GetPrinter(self, handle: str, level: int) -> dict[str, int]:
        assert (handle, level) == ("handle of Struk", 2)
        return self._known

    def ClosePrinter(self, handle: str) -> None:
        assert handle == "handle of Struk"
        self.open -= 1


@pytest.mark.parametrize(
    ("windows", "kind", "words"),
    [
        (Win32Print(), PrinterCondition.SILENT, "takes tickets"),
        (Win32Print(0x10), PrinterCondition.NO_PAPER, "put in a new roll"),
        (Win32Print(0x400000 | 0x10), PrinterCondition.COVER_OPEN, "close it"),
        (Win32Print(0x80), PrinterCondition.OFFLINE, "away or paused"),
        (Win32Print(0, 0x400), PrinterCondition.OFFLINE, "away or paused"),
        (Win32Print(0x8), PrinterCondition.ERROR, "has an error"),
        (Win32Print(refuses=True), PrinterCondition.ERROR, "Struk is: The printer name is invalid."),
    ],
)
def test_windows_says_what_it_knows_of_the_printer(
    monkeypatch: pytest.MonkeyPatch, windows: Win32Print, kind: PrinterCondition, words: str
) -> None:
    monkeypatch.setitem(sys.modules, "win32print", windows)  # type: ignore[arg-type]
    monkeypatch.setitem(sys.modules, "pywintypes", types.SimpleNamespace(error=SpoolerError))  # type: ignore[arg-type]
    condition = printer.open_printer(PrinterSettings(kind="windows", queue="Struk")).look()
    assert (condition.kind, words in condition.sentence) == (kind, True), condition
    assert windows.open == 0
