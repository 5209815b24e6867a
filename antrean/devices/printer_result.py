"""What became of one ticket's bytes, and what every way to a printer has in common."""

from dataclasses import dataclass
from typing import Protocol

from antrean.devices.printer_condition import Condition, PrinterCondition
from antrean.model import PrintState
from antrean.settings import PrinterSettings


@dataclass(frozen=True, kw_only=True)
class PrintResult:
    """What is known of the paper, and a sentence for the technician."""

    state: PrintState
    sentence: str
    condition: Condition | None = None
    """How the printer was after it, or last before where its way does not say; None where nothing is known."""
    is_spare: bool = False
    """The paper is one of the spare printer."""

    @property
    def is_silent(self) -> bool:
        """Say whether the result is unknown only because this printer never tells of any ticket."""
        kind = None if self.condition is None else self.condition.kind
        return self.state is PrintState.UNKNOWN and kind is PrinterCondition.SILENT


class Printer(Protocol):
    """A way to a printer; neither raises for device trouble and both always end within the time limits."""

    @property
    def settings(self) -> PrinterSettings: ...

    def print(self, data: bytes) -> PrintResult: ...

    def look(self) -> Condition:
        """Say how the printer is, without using paper."""
        ...


def printed(sentence: str, condition: Condition | None = None) -> PrintResult:
    return PrintResult(state=PrintState.PRINTED, sentence=sentence, condition=condition)


def failed(sentence: str, condition: Condition | None = None) -> PrintResult:
    """Report that the ticket did not come out."""
    return PrintResult(state=PrintState.FAILED, sentence=sentence, condition=condition)


def unreached(condition: Condition) -> PrintResult:
    """Report that the ticket did not come out because there is no way to the printer."""
    return failed(condition.sentence, condition)


def unknown(sentence: str, condition: Condition | None = None) -> PrintResult:
    """Report that the ticket may or may not have come out, so that somebody looks."""
    return PrintResult(state=PrintState.UNKNOWN, sentence=sentence, condition=condition)
