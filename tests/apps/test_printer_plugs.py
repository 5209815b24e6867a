"""The plugs that no test PC has, USB and the Windows spooler, against stand-ins for their libraries."""

import errno
import sys
import types
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest
import usb.core
import usb.util

from antrean.devices import escpos_library
from antrean.devices.printer import PrinterCondition, open_printer
from antrean.model import PrintState
from antrean.settings import PrinterSettings
from tests.helpers.fake_printer import Firmware, Mood

TICKET = b"\x1b@KA-014\n" * 20


@dataclass
class Outward:
    firmware: Firmware
    inward: "Inward"
    bEndpointAddress: int = 0x01
    bmAttributes: int = 0x02
    broken_after: int = 10**9
    stuck_after: int = 10**9

    def write(self, data: bytes, timeout: int) -> int:
        assert timeout > 0, "0 would wait for ever"
        if len(self.firmware.paper) >= self.broken_after:
            raise usb.core.USBError("No such device", None, errno.ENODEV)
        if len(self.firmware.paper) >= self.stuck_after:
            raise usb.core.USBTimeoutError("Operation timed out")
        taken = data[:64]
        self.inward.waiting += self.firmware.feed(taken)
        return len(taken)


@dataclass
class Inward:
    bEndpointAddress: int = 0x82
    bmAttributes: int = 0x02
    wMaxPacketSize: int = 64
    waiting: bytes = b""

    def read(self, size: int, timeout: int) -> bytes:
        assert timeout > 0, "0 would wait for ever"
        if not self.waiting:
            raise usb.core.USBTimeoutError("Operation timed out")
        taken, self.waiting = self.waiting[:size], self.waiting[size:]
        return taken


@dataclass
class Part:
    ends: list[Any]
    bInterfaceClass: int = 7
    bInterfaceNumber: int = 0

    def __iter__(self) -> Iterator[Any]:
        return iter(self.ends)


@dataclass
class Device:
    parts: list[Part]
    driver_holds: bool = True
    steps: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[list[Part]]:
        return iter([self.parts])

    def is_kernel_driver_active(self, number: int) -> bool:
        return self.driver_holds

    def detach_kernel_driver(self, number: int) -> None:
        self.steps.append("detach")

    def attach_kernel_driver(self, number: int) -> None:
        self.steps.append("attach")


def plug_in(monkeypatch: pytest.MonkeyPatch, device: Device | None, refusal: Exception | None = None) -> list[Any]:
    asked: list[Any] = []

    def find(**wanted: Any) -> Device | None:
        asked.append(wanted)
        return device

    def claim(claimed: Device, number: int) -> None:
        if refusal:
            raise refusal
        claimed.steps.append("claim")

    monkeypatch.setattr(usb.core, "find", find)
    monkeypatch.setattr(usb.util, "claim_interface", claim)
    monkeypatch.setattr(usb.util, "dispose_resources", lambda disposed: None)
    return asked


def usb_printer(mood: Mood = Mood.HEALTHY, *, one_way: bool = False, **faults: int) -> tuple[Device, Firmware]:
    firmware = Firmware(mood)
    inward = Inward()
    outward = Outward(firmware, inward, **faults)
    return Device([Part([outward] if one_way else [inward, outward])]), firmware


SETTINGS = PrinterSettings(kind="usb", vendor_id=0x04B8, product_id=0x0E15, reply_timeout_ms=200)


def test_usb_prints_and_gives_the_printer_back(monkeypatch: pytest.MonkeyPatch) -> None:
    device, firmware = usb_printer()
    asked = plug_in(monkeypatch, device)
    assert open_printer(SETTINGS).print(TICKET).state is PrintState.PRINTED
    assert bytes(firmware.paper) == TICKET
    assert asked == [{"idVendor": 0x04B8, "idProduct": 0x0E15}]
    assert device.steps == ["detach", "claim", "attach"]


@pytest.mark.parametrize("mood", [Mood.HEALTHY, Mood.SILENT])
def test_a_usb_printer_that_goes_after_the_ticket_did_not_fail(monkeypatch: pytest.MonkeyPatch, mood: Mood) -> None:
    device, firmware = usb_printer(mood)
    plug_in(monkeypatch, device)

    def dispose(disposed: Device) -> None:
        raise usb.core.USBError("No such device", None, errno.ENODEV)

    monkeypatch.setattr(usb.util, "dispose_resources", dispose)
    result = open_printer(SETTINGS).print(TICKET)
    assert result.state is (PrintState.PRINTED if mood is Mood.HEALTHY else PrintState.UNKNOWN), result
    assert bytes(firmware.paper) == TICKET
    assert device.steps == ["detach", "claim", "attach"]


def test_usb_without_numbers_takes_the_first_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    device, _ = usb_printer()
    device.driver_holds = False
    asked = plug_in(monkeypatch, device)
    assert open_printer(PrinterSettings(kind="usb", reply_timeout_ms=200)).print(TICKET).state is PrintState.PRINTED
    assert device.steps == ["claim"]
    is_printer = asked[0]["custom_match"]
    assert is_printer(device)
    assert not is_printer(Device([Part([], bInterfaceClass=3)]))


@pytest.mark.parametrize(
    ("mood", "faults", "state", "words"),
    [
        (Mood.SILENT, {}, PrintState.UNKNOWN, "did not confirm"),
        (Mood.PAPER_OUT, {}, PrintState.FAILED, "USB printer 04b8:0e15 is out of paper"),
        (Mood.HEALTHY, {"one_way": True}, PrintState.UNKNOWN, "did not confirm"),
        (Mood.HEALTHY, {"broken_after": 64}, PrintState.UNKNOWN, "broke the connection during the ticket"),
        (Mood.HEALTHY, {"broken_after": 0}, PrintState.FAILED, "broke the connection before the ticket"),
        (Mood.HEALTHY, {"stuck_after": 64}, PrintState.UNKNOWN, "took only a part"),
    ],
)
def test_usb_trouble(
    monkeypatch: pytest.MonkeyPatch, mood: Mood, faults: dict[str, int], state: PrintState, words: str
) -> None:
    device, _ = usb_printer(mood, **faults)
    plug_in(monkeypatch, device)
    result = open_printer(SETTINGS).print(TICKET)
    assert (result.state, words in result.sentence) == (state, True), result
    assert device.steps[-1] == "attach"


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (usb.core.NoBackendError("No backend available"), "apt-get install libusb-1.0-0"),
        (usb.core.USBError("Access denied", None, errno.EACCES), "add a udev rule"),
        (usb.core.USBError("Resource busy", None, errno.EBUSY), "Another program holds"),
        (usb.core.USBError("Input/Output Error", None, errno.EIO), "cannot be used: Input/Output Error."),
    ],
)
def test_usb_that_cannot_be_had(monkeypatch: pytest.MonkeyPatch, refusal: Exception, words: str) -> None:
    plug_in(monkeypatch, usb_printer()[0], refusal)
    result = open_printer(SETTINGS).print(TICKET)
    assert (result.state, words in result.sentence) == (PrintState.FAILED, True), result
    assert open_printer(SETTINGS).look() == result.condition


@pytest.mark.parametrize(
    ("mood", "one_way", "kind"),
    [
        (Mood.HEALTHY, False, PrinterCondition.OK),
        (Mood.NEAR_END, False, PrinterCondition.NEAR_END),
        (Mood.COVER_OPEN, False, PrinterCondition.COVER_OPEN),
        (Mood.SILENT, False, PrinterCondition.SILENT),
        (Mood.HEALTHY, True, PrinterCondition.SILENT),
    ],
)
def test_usb_says_how_it_is_and_is_given_back(
    monkeypatch: pytest.MonkeyPatch, mood: Mood, one_way: bool, kind: PrinterCondition
) -> None:
    device, firmware = usb_printer(mood, one_way=one_way)
    plug_in(monkeypatch, device)
    assert open_printer(SETTINGS).look().kind is kind
    assert bytes(firmware.paper) == b""
    assert device.steps == ["detach", "claim", "attach"]


def test_usb_that_is_not_plugged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    plug_in(monkeypatch, None)
    result = open_printer(SETTINGS).print(TICKET)
    assert (result.state, "was not found" in result.sentence) == (PrintState.FAILED, True), result


def test_usb_that_is_no_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    plug_in(monkeypatch, Device([Part([Inward()], bInterfaceClass=3)]))
    result = open_printer(SETTINGS).print(TICKET)
    assert (result.state, "has no way in" in result.sentence) == (PrintState.FAILED, True), result


class SpoolerError(Exception):
    """Stands for pywintypes.error, which is no OSError."""


class Spooler:
    taken: bytes = b""
    refuses: Exception | None = None
    refuses_at: str = "open"
    steps: ClassVar[list[str]] = []

    def __init__(self, queue: str) -> None:
        assert queue == "Struk"

    @staticmethod
    def is_usable() -> bool:
        return True

    def _step(self, name: str) -> None:
        Spooler.steps.append(name)
        if Spooler.refuses is not None and Spooler.refuses_at == name:
            raise Spooler.refuses

    def open(self, job_name: str) -> None:
        self._step("open")

    def _raw(self, data: bytes) -> None:
        self._step("write")
        Spooler.taken += data

    def close(self) -> None:
        self._step("close")


@pytest.fixture
def spooler(monkeypatch: pytest.MonkeyPatch) -> type[Spooler]:
    real = escpos_library.error()
    Spooler.taken, Spooler.refuses, Spooler.refuses_at, Spooler.steps = b"", None, "open", []
    monkeypatch.setattr(escpos_library, "printers", lambda: types.SimpleNamespace(Win32Raw=Spooler))
    monkeypatch.setattr(escpos_library, "error", lambda: real)
    monkeypatch.setitem(sys.modules, "pywintypes", types.SimpleNamespace(error=SpoolerError))  # type: ignore[arg-type]
    return Spooler


def test_the_windows_spooler_takes_the_raw_bytes(spooler: type[Spooler]) -> None:
    result = open_printer(PrinterSettings(kind="windows", queue="Struk")).print(TICKET)
    assert result.state is PrintState.UNKNOWN
    assert spooler.taken == TICKET


def test_the_windows_spooler_that_refuses_is_quoted(spooler: type[Spooler]) -> None:
    for refusal in (
        SpoolerError("The printer name is invalid."),
        escpos_library.error()("Unable to start a print job:\nIncorrect printer name"),
    ):
        spooler.refuses = refusal
        result = open_printer(PrinterSettings(kind="windows", queue="Struk")).print(TICKET)
        assert result.state is PrintState.FAILED
        assert "Windows refused the ticket for the printer Struk: " in result.sentence


def test_a_ticket_that_the_windows_spooler_does_not_take_leaves_nothing_open(spooler: type[Spooler]) -> None:
    """Each one left open would be a document that stands in the queue, and comes out when the kiosk ends."""
    spooler.refuses, spooler.refuses_at = SpoolerError("The disk is full."), "write"
    result = open_printer(PrinterSettings(kind="windows", queue="Struk")).print(TICKET)
    assert result.state is PrintState.FAILED
    assert "The disk is full" in result.sentence
    assert spooler.steps == ["open", "write", "close"]


def test_a_windows_spooler_that_fails_at_the_end_leaves_a_doubt(spooler: type[Spooler]) -> None:
    """It has the whole ticket: a spare printer must not print it too."""
    spooler.refuses, spooler.refuses_at = SpoolerError("The remote procedure call failed."), "close"
    result = open_printer(PrinterSettings(kind="windows", queue="Struk")).print(TICKET)
    assert result.state is PrintState.UNKNOWN
    assert "The remote procedure call failed" in result.sentence
