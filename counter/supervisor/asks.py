"""What stands in front of the hall and asks for one more thing, and the answers that are ready for it; no Qt."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from antrean.officers import OneTimePin
from counter.supervisor.wishes import Announce


@dataclass(frozen=True, kw_only=True)
class AskCloseService:
    service: str


@dataclass(frozen=True, kw_only=True)
class AskPriority:
    code: str


@dataclass(frozen=True, kw_only=True)
class AskQueue:
    code: str


@dataclass(frozen=True, kw_only=True)
class AskCloseCounter:
    number: int


@dataclass(frozen=True, kw_only=True)
class AskCloseDay:
    """Who still holds a number is listed first."""


@dataclass(frozen=True, kw_only=True)
class AskAddOfficer:
    """Name, role and agencies of somebody new."""


@dataclass(frozen=True, kw_only=True)
class AskChangeOfficer:
    officer: int


@dataclass(frozen=True, kw_only=True)
class AskResetPin:
    officer: int


@dataclass(frozen=True, kw_only=True)
class AskRetireOfficer:
    officer: int


@dataclass(frozen=True, kw_only=True)
class ShowPin:
    """Digits that are shown once: nobody can read them again."""

    made: OneTimePin


@dataclass(frozen=True, kw_only=True)
class AskAnnounce:
    draft: Announce | None = None
    """What was written already, when somebody comes back to change it."""


@dataclass(frozen=True, kw_only=True)
class AskEmergency:
    """Whether this is meant: it cuts off what is being said."""

    wish: Announce


Ask = (
    AskCloseService
    | AskPriority
    | AskQueue
    | AskCloseCounter
    | AskCloseDay
    | AskAddOfficer
    | AskChangeOfficer
    | AskResetPin
    | AskRetireOfficer
    | ShowPin
    | AskAnnounce
    | AskEmergency
)


class WhyClosed(StrEnum):
    """Why a service gives no numbers today."""

    SYSTEM = "system"
    OFFICER = "officer"
    MATERIAL = "material"


PUBLIC_REASONS: Final = {
    WhyClosed.SYSTEM: ("Sistem sedang gangguan", "system down"),
    WhyClosed.OFFICER: ("Petugas berhalangan hadir", "officer not available"),
    WhyClosed.MATERIAL: ("Bahan atau blangko habis", "materials used up"),
}
"""As visitors read them at the kiosk, in Indonesian and in English, whatever the language of this screen."""


class WhyChanged(StrEnum):
    """Why a number is changed: a word for the log, nothing about the visitor."""

    MISTAKE = "taken_by_mistake"
    NEED = "need_seen"
    SERVICE = "wrong_service"
    BALANCE = "balance_queues"
    OTHER = "other"


class WhyDayClosed(StrEnum):
    """Why the day ends although people hold a number."""

    TOLD = "visitors_told"
    POWER = "power_cut"
    SYSTEM = "system_down"
    DANGER = "building_cleared"


class Template(StrEnum):
    """What is announced again and again."""

    CAR = "car"
    CHILD = "child"
    FOUND = "found"
    LEAVE = "leave"


BLANK: Final = "…"
"""What is still to be filled in."""
TEMPLATES: Final = {
    Template.CAR: (
        f"Pemilik kendaraan {BLANK}, mohon menuju kendaraan Anda.",
        f"The owner of the vehicle {BLANK}, please go to your vehicle.",
    ),
    Template.CHILD: (
        "Seorang anak menunggu keluarganya di meja informasi.",
        "A child is waiting for the family at the information desk.",
    ),
    Template.FOUND: (
        f"Telah ditemukan {BLANK}. Pemiliknya dipersilakan ke meja informasi.",
        f"Somebody has found {BLANK}. The owner is asked to come to the information desk.",
    ),
    Template.LEAVE: (
        "Mohon tinggalkan gedung dengan tenang lewat pintu terdekat.",
        "Please leave the building calmly by the nearest door.",
    ),
}
"""In Indonesian and in English, as they are spoken, whatever the language of this screen."""


class Reopens(StrEnum):
    """When a closed service gives numbers again."""

    NOT_TODAY = "not_today"
    HALF_HOUR = "half_hour"
    HOUR = "hour"
    AT = "at"


_AFTER: Final = {Reopens.HALF_HOUR: timedelta(minutes=30), Reopens.HOUR: timedelta(hours=1)}


def public_reason(why: WhyClosed, languages: tuple[str, ...]) -> str:
    """Return a ready reason as visitors read it, in the languages of the mall."""
    indonesian, english = PUBLIC_REASONS[why]
    return f"{indonesian} ({english})" if "en" in languages else indonesian


def reopening(choice: Reopens, now: datetime, hour: int = 0, minute: int = 0) -> datetime | None:
    """Return when numbers are given again, on a full five minutes; `now` is in the mall's zone.

    None: not today. A time that has passed is returned as it is; `is_later_today` tells.
    """
    match choice:
        case Reopens.NOT_TODAY:
            return None
        case Reopens.AT:
            return now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        case _:
            whole = (now + _AFTER[choice]).replace(second=0, microsecond=0)
            return whole + timedelta(minutes=-whole.minute % 5)


def is_later_today(moment: datetime | None, now: datetime) -> bool:
    """Say whether a service may reopen then; both are in the mall's zone."""
    return moment is None or (moment > now and moment.date() == now.date())
