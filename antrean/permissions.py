"""Which role may do what, and where: one table, asked by every use case before it writes."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from antrean.errors import Reason, Refused
from antrean.model import Officer, Role


class Right(StrEnum):
    """Something that not everybody may do."""

    SERVE = "serve"
    """Sit at a counter of one's agency: call, serve, hold, send on, and all else with a ticket there."""
    WATCH = "watch"
    """See the hall live and acknowledge its alerts."""
    CHANGE_TICKET = "change_ticket"
    """Change the priority or the queue of a number."""
    CLOSE_SERVICE = "close_service"
    """Close a service for today, and open it again."""
    CLOSE_COUNTER = "close_counter"
    """Close the counter of somebody who went away."""
    CLOSE_DAY = "close_day"
    ANNOUNCE = "announce"
    """Have a free text spoken and shown in the hall."""
    MANAGE_OFFICERS = "manage_officers"
    """Add, reset, unlock and retire officers of one's agencies."""
    MANAGE_ALL = "manage_all"
    """The same for supervisors, technicians and administrators."""
    SEE_DEVICES = "see_devices"


_R: Final = Right
RIGHTS: Final[Mapping[Role, frozenset[Right]]] = MappingProxyType(
    {
        Role.OFFICER: frozenset({_R.SERVE}),
        Role.SUPERVISOR: frozenset(
            {
                _R.SERVE,
                _R.WATCH,
                _R.CHANGE_TICKET,
                _R.CLOSE_SERVICE,
                _R.CLOSE_COUNTER,
                _R.CLOSE_DAY,
                _R.ANNOUNCE,
                _R.MANAGE_OFFICERS,
                _R.SEE_DEVICES,
            }
        ),
        Role.ADMINISTRATOR: frozenset(Right),
        # Who repairs a printer need not call a visitor.
        Role.TECHNICIAN: frozenset({_R.SEE_DEVICES, _R.WATCH}),
    }
)
OF_THE_WHOLE_MALL: Final = frozenset({Right.CLOSE_DAY, Right.MANAGE_ALL})
"""What nobody may do who is confined to some agencies."""


def may(officer: Officer, right: Right, *, agency: str | None = None) -> bool:
    """Say whether an officer has a right; with `agency`, whether it reaches that agency (its letter)."""
    if right not in RIGHTS[officer.role]:
        return False
    if right in OF_THE_WHOLE_MALL and officer.agencies:
        return False
    return agency is None or not officer.agencies or agency in officer.agencies


def refuse_unless(officer: Officer, right: Right, *, agency: str | None = None) -> None:
    """Raise Refused(not_permitted) when an officer may not do this."""
    if may(officer, right, agency=agency):
        return
    where = "" if agency is None or right not in RIGHTS[officer.role] else f" for agency {agency}"
    raise Refused(
        Reason.NOT_PERMITTED,
        f"{officer.name} ({officer.role.value}) may not do this{where}: it needs the right to {_WORDS[right]}.",
        officer=officer.name,
        right=right.value,
        agency=agency,
    )


def may_sit(officer: Officer, agencies: tuple[str, ...]) -> bool:
    """Say whether an officer may sit at a counter that owns queues of these agencies; none = it only helps others."""
    if not may(officer, Right.SERVE):
        return False
    return not officer.agencies or not agencies or any(one in officer.agencies for one in agencies)


def may_manage(officer: Officer, role: Role, agencies: tuple[str, ...]) -> bool:
    """Say whether an officer may add or change somebody of a role who is confined to these agencies (none = all)."""
    if may(officer, Right.MANAGE_ALL):
        return True
    if role is not Role.OFFICER or not may(officer, Right.MANAGE_OFFICERS):
        return False
    if not officer.agencies:
        return True
    return bool(agencies) and all(one in officer.agencies for one in agencies)


_WORDS: Final = {
    Right.SERVE: "serve visitors",
    Right.WATCH: "see the hall",
    Right.CHANGE_TICKET: "change numbers",
    Right.CLOSE_SERVICE: "close services",
    Right.CLOSE_COUNTER: "close the counters of others",
    Right.CLOSE_DAY: "close the day",
    Right.ANNOUNCE: "announce",
    Right.MANAGE_OFFICERS: "manage officers",
    Right.MANAGE_ALL: "manage everybody",
    Right.SEE_DEVICES: "see the devices",
}
