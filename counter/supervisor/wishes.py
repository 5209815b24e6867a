"""What a supervisor may want of the hall: two equal wishes are one, tried twice; no Qt."""

from dataclasses import dataclass
from datetime import datetime

from antrean.model import Priority, Role


@dataclass(frozen=True, kw_only=True)
class Acknowledge:
    """Look after an alert."""

    key: str


@dataclass(frozen=True, kw_only=True)
class CloseService:
    service: str
    reason: str
    """As visitors read it."""
    reopens_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ReopenService:
    service: str


@dataclass(frozen=True, kw_only=True)
class ChangePriority:
    code: str
    kind: Priority | None
    reason: str
    """A code word."""


@dataclass(frozen=True, kw_only=True)
class ChangeQueue:
    code: str
    queue: str
    reason: str
    """A code word."""


@dataclass(frozen=True, kw_only=True)
class CloseCounter:
    """Close the counter of somebody who went away."""

    number: int


@dataclass(frozen=True, kw_only=True)
class CloseDay:
    reason: str | None
    """Why, although people hold a number; None where nobody does."""


@dataclass(frozen=True, kw_only=True)
class AddOfficer:
    name: str
    role: Role
    agencies: tuple[str, ...]
    """Letters of those the officer is confined to; none = the whole mall."""


@dataclass(frozen=True, kw_only=True)
class ChangeOfficer:
    officer: int
    role: Role
    agencies: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ResetPin:
    officer: int


@dataclass(frozen=True, kw_only=True)
class UnlockOfficer:
    officer: int


@dataclass(frozen=True, kw_only=True)
class RetireOfficer:
    officer: int


@dataclass(frozen=True, kw_only=True)
class Announce:
    """Have a text spoken and shown."""

    text: str
    text_en: str
    is_emergency: bool
    areas: tuple[str, ...]
    """Voice areas; none = the whole hall."""


@dataclass(frozen=True, kw_only=True)
class Withdraw:
    """Take an announcement back, by its number."""

    event: int


ForOfficers = AddOfficer | ChangeOfficer | ResetPin | UnlockOfficer | RetireOfficer
ForTheHall = Acknowledge | CloseService | ReopenService | CloseCounter | CloseDay | Announce | Withdraw
Wish = ForTheHall | ChangePriority | ChangeQueue | ForOfficers
