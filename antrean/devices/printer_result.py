"""What became of one ticket's bytes, and what every way to a printer has in common."""

from dataclasses import dataclass
from typing import Protocol

from antrean.model import PrintState
from antrean.settings import PrinterSettings


@dataclass(frozen=True, kw_only=True)
class PrintResult:
    """What is known of the paper, and a sentence for the technician."""

    state: PrintState
    sentence: str


class Printer(Protocol):
    """A way to a printer; `print` never raises for device trouble and always ends within the time limits."""

    @property
    def settings(self) -> PrinterSettings: ...

    def print(self, data: bytes) -> PrintResult: ...


def printed(sentence: str) -> PrintResult:
    return PrintResult(state=PrintState.PRINTED, sentence=sentence)


def failed(sentence: str) -> PrintResult:
    """Report that the ticket did not come out."""
    return PrintResult(state=PrintState.FAILED, sentence=sentence)


def unknown(sentence: str) -> PrintResult:
    """Report that the ticket may or may not have come out, so that somebody looks."""
    return PrintResult(state=PrintState.UNKNOWN, sentence=sentence)
