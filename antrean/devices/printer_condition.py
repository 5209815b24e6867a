"""How a printer is, as far as it can tell: one word for programs and a sentence for the technician."""

from dataclasses import dataclass
from enum import StrEnum


class PrinterCondition(StrEnum):
    OK = "ok"
    NEAR_END = "near_end"
    """It prints, and the roll is nearly used up: said to staff, never to visitors."""
    NO_PAPER = "no_paper"
    COVER_OPEN = "cover_open"
    OFFLINE = "offline"
    """It cannot be reached, or says that it is not ready."""
    ERROR = "error"
    """It reports an error, answers what no printer says, or is set up wrongly."""
    SILENT = "silent"
    """It takes what is sent and says nothing of itself, as cheap printers and most print queues do."""
    NONE = "none"
    """This PC has no printer."""

    @property
    def may_print(self) -> bool:
        """Say whether a ticket sent now can be expected to come out."""
        return self in (PrinterCondition.OK, PrinterCondition.NEAR_END, PrinterCondition.SILENT)

    @property
    def is_trouble(self) -> bool:
        """Say whether somebody has to go to the printer now; a roll that is nearly used up can wait."""
        return not self.may_print and self is not PrinterCondition.NONE


@dataclass(frozen=True, kw_only=True)
class Condition:
    """What is known of a printer at one moment; `sentence` says what is wrong and what to do."""

    kind: PrinterCondition
    sentence: str


class Unreached(Exception):
    """There is no way to the printer, so that nothing was sent; `condition` says why."""

    def __init__(self, sentence: str, kind: PrinterCondition = PrinterCondition.OFFLINE) -> None:
        super().__init__(sentence)
        self.condition = Condition(kind=kind, sentence=sentence)


def misplaced(sentence: str) -> Unreached:
    """Return that the settings or the PC lead nowhere: waiting does not help, a technician does."""
    return Unreached(sentence, PrinterCondition.ERROR)


def of_spare(sentence: str) -> str:
    """Return a sentence about the settings so that it names the section of the spare printer."""
    return sentence.replace("[printer]", "[spare_printer]")
