"""How somebody sits down: the PIN, a PIN of their own, and what is left of the time before; no Qt."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from antrean import pin
from antrean.errors import Reason, Refused
from antrean.model import Officer, Ticket, TicketState
from antrean.signing import OneTimePin
from counter.state import Trouble

_GROUP: Final = 3


class Step(StrEnum):
    """What is asked now."""

    NONE = "none"
    PIN = "pin"
    OWN_PIN = "own_pin"
    """The PIN was made by somebody else: the officer chooses one that nobody else knows."""
    FIRST_PIN = "first_pin"
    """The first administrator of the hall is made, and the one-time PIN shown."""
    LEFT_OVER = "left_over"
    """A number was called or served here when the program ended: go on with it, or give it back."""


@dataclass(frozen=True, kw_only=True)
class ArrivalState:
    step: Step = Step.NONE
    officer: Officer | None = None
    counter: int | None = None
    """Where the officer sits down; None for who only looks after the hall."""
    left_over: Ticket | None = None
    made: OneTimePin | None = None
    """The first administrator; the one place where the digits stand, and not for long."""
    is_busy: bool = False
    refusal: Trouble | None = None
    is_unlike: bool = False
    """The two new PINs were not the same."""
    tries: int = 0
    """How many tries were answered: the page empties its fields at each."""


def may_give_back(ticket: Ticket | None) -> bool:
    """Say whether a left-over number can go back to its place: who is being served already cannot."""
    return ticket is not None and ticket.state is TicketState.CALLED


def is_pin(digits: str) -> bool:
    """Say whether these could be a PIN at all, so that nothing is tried before all digits are there."""
    return digits.isascii() and digits.isdigit() and pin.SHORTEST <= len(digits) <= pin.LONGEST


def in_groups(digits: str) -> str:
    """Return the digits of a PIN as they are read and written down: three at a time."""
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def is_hopeless(refusal: Trouble | None) -> bool:
    """Say whether trying again cannot help: somebody else has to do something first."""
    if not isinstance(refusal, Refused):
        return False
    return refusal.reason in (Reason.OFFICER_LOCKED, Reason.UNKNOWN_OFFICER) or (
        refusal.reason is Reason.PIN_NEEDED and not refusal.details.get("is_once")
    )
