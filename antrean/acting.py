"""Who acts in a use case: an officer with the right to it, or who has the administrator's rights on the database."""

from typing import Final

from antrean.errors import Reason, Refused
from antrean.model import EventKind, Officer, Role
from antrean.permissions import Right, refuse_unless
from antrean.store import officer_rows, shifts
from antrean.store.unit import ReadUnit, WriteUnit

LOCAL_ADMINISTRATOR: Final = "Administrator"
"""Whose name stands at what is done from the command line without an officer."""


def officer(unit: WriteUnit, by: int | None, right: Right, *, agency: str | None = None) -> Officer:
    """Return who acts; `by` None is the command line, which may do everything.

    Raises Refused(unknown_officer), Refused(not_permitted) for who has no such right, or not for this agency, and
    Refused(pin_needed) for who has not chosen a PIN yet.
    """
    if by is None:
        return local_administrator(unit)
    person = shifts.officer(unit, by)
    refuse_unless(person, right, agency=agency)
    refuse_without_pin(unit, person)
    return person


def looking(unit: ReadUnit, by: int | None, right: Right) -> Officer | None:
    """Return who looks, None for the command line; raises as `officer` does."""
    if by is None:
        return None
    person = shifts.officer(unit, by)
    refuse_unless(person, right)
    return person


def refuse_without_pin(unit: ReadUnit, officer: Officer) -> None:
    """Refuse an officer who has no PIN of their own yet, where officers have PINs."""
    if not unit.mall.rules.pins:
        return
    kept = officer_rows.kept(unit, officer.id)
    if kept.pin_hash is None:
        raise no_pin(officer)
    if kept.is_once:
        raise Refused(
            Reason.PIN_NEEDED,
            f"The PIN of {officer.name} was made by somebody else; {officer.name} chooses another one first.",
            officer=officer.name,
            is_once=True,
        )


def no_pin(officer: Officer) -> Refused:
    """Return that an officer cannot sign in before somebody makes a PIN."""
    return Refused(
        Reason.PIN_NEEDED,
        f"{officer.name} has no PIN yet; a supervisor makes one, or “antrean officer reset”.",
        officer=officer.name,
        is_once=False,
    )


def reaches(person: Officer | None, agency: str) -> bool:
    """Say whether an agency is among those that somebody is confined to; the command line reaches all."""
    return person is None or not person.agencies or agency in person.agencies


def local_administrator(unit: WriteUnit) -> Officer:
    """Return the officer who stands for the command line, added when first needed."""
    found = officer_rows.by_name(unit, LOCAL_ADMINISTRATOR)
    if found is not None:
        # Retired or not: the command line goes on working, and the lists of those who sign in stay as they are.
        return found.officer
    added = officer_rows.add(unit, LOCAL_ADMINISTRATOR, Role.ADMINISTRATOR, ())
    unit.append(EventKind.OFFICER_ADDED, officer=added.id, body={"role": added.role.value})
    return added
