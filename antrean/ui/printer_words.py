"""The words for how a printer is: for technicians, supervisors and the small sign that staff see, never visitors."""

from typing import assert_never

from PySide6.QtCore import QCoreApplication

from antrean.devices.printer_condition import PrinterCondition

translate = QCoreApplication.translate


def what_is_wrong(kind: PrinterCondition) -> str:
    """Return how the printer is in a few words."""
    match kind:
        case PrinterCondition.OK:
            return translate("printer", "Printer ready")
        case PrinterCondition.NEAR_END:
            return translate("printer", "Paper roll nearly used up")
        case PrinterCondition.NO_PAPER:
            return translate("printer", "Out of paper")
        case PrinterCondition.COVER_OPEN:
            return translate("printer", "Printer cover is open")
        case PrinterCondition.OFFLINE:
            return translate("printer", "Printer not reachable")
        case PrinterCondition.ERROR:
            return translate("printer", "Printer has an error")
        case PrinterCondition.SILENT:
            return translate("printer", "Printer does not say how it is")
        case PrinterCondition.NONE:
            return translate("printer", "No printer")
        case _:
            assert_never(kind)


def what_to_do(kind: PrinterCondition) -> str:
    """Return what staff do about it; empty when there is nothing to do."""
    match kind:
        case PrinterCondition.OK | PrinterCondition.NONE:
            return ""
        case PrinterCondition.NEAR_END:
            return translate("printer", "Have a new roll ready.")
        case PrinterCondition.NO_PAPER:
            return translate("printer", "Put in a new roll of paper and close the cover.")
        case PrinterCondition.COVER_OPEN:
            return translate("printer", "Look whether there is paper, then close the cover.")
        case PrinterCondition.OFFLINE:
            return translate("printer", "Is it switched on, and are its cables plugged in? Then switch it off and on.")
        case PrinterCondition.ERROR:
            return translate(
                "printer", "Take out paper that is stuck, then switch the printer off and on. If that fails, call help."
            )
        case PrinterCondition.SILENT:
            return translate("printer", "Print a test page. Some printers never say how they are.")
        case _:
            assert_never(kind)
