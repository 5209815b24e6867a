"""Every way to a printer, spoken to for real: TCP ports, terminals, files."""

import os
import socket
from pathlib import Path
from typing import NoReturn

import pytest

from antrean.devices import printer
from antrean.devices.escpos_reader import read
from antrean.devices.escpos_render import render
from antrean.devices.printer import PrinterCondition, PrintResult
from antrean.model import PrintState
from antrean.receipt import Text
from antrean.settings import PrinterSettings
from tests.helpers.fake_printer import Mood, NetworkFake, device_fake, refusing_port

TICKET = render([Text(text=f"Nomor antrean KA-{number:03}") for number in range(40)], PrinterSettings())


def network(port: int, **others: object) -> PrinterSettings:
    base: dict[str, object] = {"connect_timeout_ms": 1000, "reply_timeout_ms": 400}
    return PrinterSettings(kind="network", host="127.0.0.1", port=port, **(base | others))  # type: ignore[arg-type]


def print_to(mood: Mood, **others: object) -> tuple[PrintResult, bytes]:
    with NetworkFake(mood) as fake:
        result = printer.open_printer(network(fake.port, **others)).print(TICKET)
        return result, fake.papers(1)[0]


@pytest.mark.parametrize(
    ("mood", "state", "words"),
    [
        (Mood.HEALTHY, PrintState.PRINTED, "Printed."),
        (Mood.CHATTY, PrintState.PRINTED, "Printed."),
        (Mood.SLOW, PrintState.PRINTED, "Printed."),
        (Mood.NEAR_END, PrintState.PRINTED, "nearly used up"),
        (Mood.RUNS_OUT, PrintState.FAILED, "ran out of paper during the ticket"),
        (Mood.STOPS, PrintState.FAILED, "ran out of paper during the ticket"),
        (Mood.SILENT, PrintState.UNKNOWN, "did not confirm it within 0.4 s"),
        (Mood.GARBAGE, PrintState.UNKNOWN, "did not confirm it"),
        (Mood.UNASKED, PrintState.UNKNOWN, "did not confirm it"),
        (Mood.STALE, PrintState.UNKNOWN, "did not confirm it"),
    ],
)
def test_the_ticket_goes_out_and_the_proof_decides(mood: Mood, state: PrintState, words: str) -> None:
    result, paper = print_to(mood)
    assert paper == TICKET
    assert (result.state, words in result.sentence) == (state, True), result


@pytest.mark.parametrize(
    ("mood", "words"),
    [
        (Mood.PAPER_OUT, "out of paper: put in a new roll"),
        (Mood.COVER_OPEN, "has its cover open"),
        (Mood.JAM, "jam at its cutter"),
        (Mood.HOT, "too hot"),
        (Mood.BROKEN, "call the technician"),
        (Mood.OFFLINE, "is offline"),
    ],
)
def test_a_printer_that_cannot_print_gets_nothing(mood: Mood, words: str) -> None:
    result, paper = print_to(mood)
    assert paper == b""
    assert result.state is PrintState.FAILED
    assert words in result.sentence


LOOKS = [
    (Mood.HEALTHY, PrinterCondition.OK, "is ready"),
    (Mood.CHATTY, PrinterCondition.OK, "is ready"),
    (Mood.NEAR_END, PrinterCondition.NEAR_END, "have a new one ready"),
    (Mood.PAPER_OUT, PrinterCondition.NO_PAPER, "put in a new roll"),
    (Mood.COVER_OPEN, PrinterCondition.COVER_OPEN, "close it"),
    (Mood.OPEN_AND_EMPTY, PrinterCondition.COVER_OPEN, "put in a new roll and close it"),
    (Mood.JAM, PrinterCondition.ERROR, "jam at its cutter"),
    (Mood.OFFLINE, PrinterCondition.OFFLINE, "is offline"),
    (Mood.SILENT, PrinterCondition.SILENT, "does not say how it is"),
    (Mood.GARBAGE, PrinterCondition.ERROR, "is not ESC/POS"),
    (Mood.HANGS_UP, PrinterCondition.OFFLINE, "broke the connection when it was asked"),
]


@pytest.mark.parametrize(("mood", "kind", "words"), LOOKS)
def test_a_look_says_how_it_is_and_uses_no_paper(mood: Mood, kind: PrinterCondition, words: str) -> None:
    with NetworkFake(mood) as fake:
        condition = printer.open_printer(network(fake.port)).look()
        assert fake.papers(1) == [b""]
    assert (condition.kind, words in condition.sentence) == (kind, True), condition


def test_a_printer_that_no_longer_answers_is_not_called_silent() -> None:
    # It answered before the ticket, so it can.
    result, _ = print_to(Mood.STUNNED)
    assert result.state is PrintState.UNKNOWN
    assert result.condition is not None
    assert result.condition.kind is PrinterCondition.OFFLINE
    assert "no longer answers" in result.condition.sentence


def test_what_comes_after_the_proof_changes_nothing_about_the_ticket() -> None:
    result, _ = print_to(Mood.HANGS_UP_AFTER)
    assert result.state is PrintState.PRINTED
    result, _ = print_to(Mood.LAST_TICKET)
    assert result.state is PrintState.PRINTED
    assert result.condition is not None
    assert result.condition.kind is PrinterCondition.NO_PAPER
    assert result.sentence.startswith("Printed. The printer at ")


def test_a_connection_that_breaks_before_the_ticket_is_a_failure() -> None:
    result, paper = print_to(Mood.HANGS_UP)
    assert paper == b""
    assert result.state is PrintState.FAILED
    assert "broke the connection before the ticket was sent" in result.sentence


def test_a_connection_that_breaks_during_the_ticket_leaves_a_doubt() -> None:
    result, paper = print_to(Mood.HALF_WAY)
    assert len(paper) >= 100
    assert result.state is PrintState.UNKNOWN
    assert "broke the connection during the ticket" in result.sentence


def test_a_printer_that_takes_no_more_is_left_within_the_time() -> None:
    with NetworkFake(Mood.STUCK) as fake:
        result = printer.open_printer(network(fake.port, reply_timeout_ms=200)).print(TICKET * 8000)
    assert result.state is PrintState.UNKNOWN
    assert "took only a part of the ticket within 0.2 s" in result.sentence


def test_a_port_where_nobody_listens() -> None:
    with refusing_port() as port:
        result = printer.open_printer(network(port)).print(TICKET)
        assert printer.open_printer(network(port)).look() == result.condition
    assert result.condition is not None
    assert result.condition.kind is PrinterCondition.OFFLINE
    assert result.state is PrintState.FAILED
    assert f"Nothing listens at 127.0.0.1:{port}" in result.sentence


def test_a_printer_that_does_not_pick_up() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen(0)
        port = held.getsockname()[1]
        # The system answers for the first few; the next one waits like for a printer that is switched off.
        callers = [socket.socket() for _ in range(3)]
        for caller in callers:
            caller.setblocking(False)
            caller.connect_ex(("127.0.0.1", port))
        result = printer.open_printer(network(port, connect_timeout_ms=100)).print(TICKET)
        for caller in callers:
            caller.close()
    assert result.state is PrintState.FAILED
    assert "within 0.1 s" in result.sentence


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (PrinterSettings(kind="network"), "[printer] host is empty"),
        (PrinterSettings(kind="network", host="printer..hall"), "'printer..hall' is no network address"),
        (PrinterSettings(kind="network", host="127.0.0.1", port=99999), "[printer] port is 99999"),
        (PrinterSettings(kind="file"), "[printer] path is empty"),
        (PrinterSettings(kind="serial"), "[printer] device is empty"),
        (PrinterSettings(kind="cups"), "[printer] queue is empty"),
        (PrinterSettings(kind="windows"), "[printer] queue is empty"),
    ],
)
def test_settings_that_lead_nowhere_say_which(settings: PrinterSettings, words: str) -> None:
    result = printer.open_printer(settings).print(TICKET)
    assert result.state is PrintState.FAILED
    assert words in result.sentence
    assert printer.open_printer(settings).look() == result.condition
    assert result.condition is not None
    assert result.condition.kind is PrinterCondition.ERROR


def test_a_name_that_the_network_does_not_know(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_: object, **__: object) -> NoReturn:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", nobody)
    result = printer.open_printer(PrinterSettings(kind="network", host="struk")).print(TICKET)
    assert result.state is PrintState.FAILED
    assert "does not know the printer 'struk'" in result.sentence


def test_no_printer_wants_no_paper() -> None:
    result = printer.open_printer(PrinterSettings()).print(TICKET)
    assert result.state is PrintState.NOT_WANTED
    assert printer.open_printer(PrinterSettings()).look().kind is PrinterCondition.NONE


def test_a_file_collects_tickets(tmp_path: Path) -> None:
    path = tmp_path / "ticket.bin"
    way = printer.open_printer(PrinterSettings(kind="file", path=str(path)))
    assert [way.print(TICKET).state, way.print(b"x").state] == [PrintState.PRINTED, PrintState.PRINTED]
    assert path.read_bytes() == TICKET + b"x"
    assert way.look().kind is PrinterCondition.OK


def test_a_look_at_a_file_leaves_it_alone(tmp_path: Path) -> None:
    path = tmp_path / "ticket.bin"
    assert printer.open_printer(PrinterSettings(kind="file", path=str(path))).look().kind is PrinterCondition.OK
    assert not path.exists()


def test_a_look_at_a_file_that_may_not_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    condition = printer.open_printer(PrinterSettings(kind="file", path=str(tmp_path / "ticket.bin"))).look()
    assert (condition.kind, "No permission to print" in condition.sentence) == (PrinterCondition.ERROR, True)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("missing/ticket.bin", "does not exist: make it"),
        ("", "is neither a file nor a printer device"),
        ("a-file/ticket.bin", "cannot be printed to: Not a directory"),
    ],
)
def test_a_path_that_is_no_file(tmp_path: Path, path: str, words: str) -> None:
    (tmp_path / "a-file").touch()
    way = printer.open_printer(PrinterSettings(kind="file", path=str(tmp_path / path)))
    assert not way.look().kind.may_print
    result = way.print(TICKET)
    assert result.state is PrintState.FAILED
    assert words in result.sentence


def test_a_missing_device_is_not_made_as_a_file() -> None:
    # A folder that is not there either, so that a mistake here leaves nothing behind.
    path = Path("/dev/antrean-is-not-there/lp0")
    result = printer.open_printer(PrinterSettings(kind="file", path=str(path))).print(TICKET)
    assert result.state is PrintState.FAILED
    assert "switched on and plugged in" in result.sentence
    assert not path.exists()


def test_a_full_disk_is_told() -> None:
    result = printer.open_printer(PrinterSettings(kind="file", path="/dev/full")).print(TICKET)
    assert result.state is PrintState.FAILED
    assert "No space left on device" in result.sentence


def device_settings(kind: str, path: str) -> PrinterSettings:
    if kind == "file":
        return PrinterSettings(kind="file", path=path, reply_timeout_ms=400)
    return PrinterSettings(kind="serial", device=path, baud=921600, reply_timeout_ms=400)


@pytest.mark.parametrize("kind", ["file", "serial"])
@pytest.mark.parametrize(
    ("mood", "state", "words"),
    [
        (Mood.HEALTHY, PrintState.PRINTED, "Printed."),
        (Mood.CHATTY, PrintState.PRINTED, "Printed."),
        (Mood.SILENT, PrintState.UNKNOWN, "did not confirm"),
        (Mood.RUNS_OUT, PrintState.FAILED, "ran out of paper"),
    ],
)
def test_a_device_is_spoken_to_like_a_network_printer(kind: str, mood: Mood, state: PrintState, words: str) -> None:
    with device_fake(mood) as (path, firmware):
        result = printer.open_printer(device_settings(kind, path)).print(TICKET)
    assert bytes(firmware.paper) == TICKET
    assert (result.state, words in result.sentence) == (state, True), result


@pytest.mark.parametrize("kind", ["file", "serial"])
@pytest.mark.parametrize(("mood", "condition", "words"), [look for look in LOOKS if look[0] is not Mood.HANGS_UP])
def test_a_device_says_how_it_is(kind: str, mood: Mood, condition: PrinterCondition, words: str) -> None:
    with device_fake(mood) as (path, firmware):
        found = printer.open_printer(device_settings(kind, path)).look()
    assert bytes(firmware.paper) == b""
    assert (found.kind, words in found.sentence) == (condition, True), found


@pytest.mark.parametrize("kind", ["file", "serial"])
def test_a_device_without_paper_gets_nothing(kind: str) -> None:
    with device_fake(Mood.PAPER_OUT) as (path, firmware):
        result = printer.open_printer(device_settings(kind, path)).print(TICKET)
    assert bytes(firmware.paper) == b""
    assert (result.state, "new roll" in result.sentence) == (PrintState.FAILED, True)


@pytest.mark.parametrize("kind", ["file", "serial"])
def test_a_device_that_takes_nothing_is_left_within_the_time(kind: str) -> None:
    ours, theirs = os.openpty()
    try:
        # Nobody reads the other side, so its buffer fills up.
        result = printer.open_printer(device_settings(kind, os.ttyname(theirs))).print(TICKET * 60)
    finally:
        os.close(ours)
        os.close(theirs)
    assert result.state is PrintState.UNKNOWN
    assert "took only a part of the ticket" in result.sentence


def test_a_serial_port_that_is_not_there() -> None:
    settings = PrinterSettings(kind="serial", device="/dev/antrean-port-that-is-not-there")
    result = printer.open_printer(settings).print(TICKET)
    assert result.state is PrintState.FAILED
    assert "cannot be opened: No such file or directory." in result.sentence
    assert printer.open_printer(settings).look().kind is PrinterCondition.OFFLINE


def test_the_test_page_fills_the_paper() -> None:
    for settings, columns in (
        (PrinterSettings(paper_mm=58), 32),
        (PrinterSettings(paper_mm=80), 48),
        (PrinterSettings(profile="TM-T88V"), 42),
    ):
        sheet = read(render(printer.test_page(settings), settings))
        assert sheet.columns == columns
        assert [code.data for code in sheet.qr_codes] == ["AQ1:UJICETAK"]
        assert "AA-000" in sheet.texts
