"""The ticket printer of one PC, whatever plug it hangs on."""

from dataclasses import dataclass
from typing import assert_never

from antrean.devices.printer_condition import Condition, PrinterCondition
from antrean.devices.printer_file import FilePrinter
from antrean.devices.printer_network import NetworkPrinter
from antrean.devices.printer_queue import PrintQueue, Way
from antrean.devices.printer_result import Printer, PrintResult
from antrean.devices.printer_sample import test_page
from antrean.devices.printer_serial import SerialPrinter
from antrean.devices.printer_spooler import CupsPrinter, WindowsPrinter
from antrean.devices.printer_usb import UsbPrinter
from antrean.model import PrintState
from antrean.settings import PrinterSettings

__all__ = [
    "Condition",
    "PrintQueue",
    "PrintResult",
    "Printer",
    "PrinterCondition",
    "Way",
    "open_printer",
    "test_page",
]

_NONE = "This PC has no printer ([printer] kind is none)."


def open_printer(settings: PrinterSettings) -> Printer:
    """Return the way to the printer of these settings; nothing is connected before a ticket comes."""
    match settings.kind:
        case "none":
            return NoPrinter(settings=settings)
        case "file":
            return FilePrinter(settings=settings)
        case "network":
            return NetworkPrinter(settings=settings)
        case "usb":
            return UsbPrinter(settings=settings)
        case "serial":
            return SerialPrinter(settings=settings)
        case "cups":
            return CupsPrinter(settings=settings)
        case "windows":
            return WindowsPrinter(settings=settings)
        case _:
            assert_never(settings.kind)


@dataclass(frozen=True, kw_only=True)
class NoPrinter:
    """A hall that shows numbers on the screen alone."""

    settings: PrinterSettings

    def print(self, data: bytes) -> PrintResult:
        """Say that no paper is wanted."""
        return PrintResult(state=PrintState.NOT_WANTED, sentence=_NONE, condition=self.look())

    def look(self) -> Condition:
        """Say that there is nothing to look at."""
        return Condition(kind=PrinterCondition.NONE, sentence=_NONE)
