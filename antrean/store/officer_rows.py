"""What the officers' rows hold beside name and role: the PIN's hash, wrong tries, who is locked or retired."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from antrean.model import Officer, Role
from antrean.store import shifts
from antrean.store import tables as t
from antrean.store.unit import ReadUnit, WriteUnit

_O: Final = t.officers.c
_ALL: Final = select(t.officers)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is kept of an officer's PIN and of the tries with it."""

    officer: Officer
    pin_hash: str | None = field(repr=False)
    is_once: bool
    """Made by somebody else: to be changed at the next sign-in."""
    wrong: int
    """Wrong PINs in a row."""
    wait_until: datetime | None
    """No PIN is looked at before."""
    is_locked: bool
    is_retired: bool


def kept(unit: ReadUnit, officer: int) -> Kept:
    """Return what is kept of an officer who is not retired; raise Refused(unknown_officer)."""
    known = shifts.officer(unit, officer)
    return _kept(unit.connection.execute(_ALL.where(_O.id == known.id)).one())


def by_name(unit: ReadUnit, name: str) -> Kept | None:
    """Return what is kept under a name, retired or not."""
    row = unit.connection.execute(_ALL.where(_O.name == name)).one_or_none()
    return None if row is None else _kept(row)


def everybody(unit: ReadUnit) -> tuple[Kept, ...]:
    """Return all who are not retired, by name."""
    rows = unit.connection.execute(_ALL.where(_O.retired.is_(False)).order_by(_O.name))
    return tuple(_kept(row) for row in rows)


def add(unit: WriteUnit, name: str, role: Role, agencies: Sequence[str]) -> Officer:
    """Add an officer under a name that nobody has, without a PIN."""
    row = {"name": name, "role": role.value, "agencies": "".join(agencies)}
    added = unit.connection.execute(t.officers.insert().returning(_O.id), row).scalar_one()
    return Officer(id=added, name=name, role=role, agencies=tuple(agencies))


def set_place(unit: WriteUnit, officer: Officer, role: Role, agencies: Sequence[str]) -> Officer:
    """Give an officer a role and agencies; one who was retired is back."""
    _change(unit, officer.id, role=role.value, agencies="".join(agencies), retired=False)
    return Officer(id=officer.id, name=officer.name, role=role, agencies=tuple(agencies))


def set_pin(unit: WriteUnit, officer: int, pin_hash: str | None, *, is_once: bool) -> None:
    """Keep another PIN, or none; what was tried with the one before is forgotten."""
    _change(unit, officer, pin_hash=pin_hash, is_pin_once=is_once, wrong_pins=0, wait_until=None, is_locked=False)


def set_tries(unit: WriteUnit, officer: int, *, wrong: int, wait_until: datetime | None, is_locked: bool) -> None:
    _change(unit, officer, wrong_pins=wrong, wait_until=wait_until, is_locked=is_locked)


def retire(unit: WriteUnit, officer: int) -> None:
    """Let an officer go: the name stays in the log's past, the PIN does not."""
    set_pin(unit, officer, None, is_once=False)
    _change(unit, officer, retired=True)


def _change(unit: WriteUnit, officer: int, **columns: Any) -> None:
    unit.connection.execute(t.officers.update().where(_O.id == officer).values(**columns))


def _kept(row: Any) -> Kept:
    return Kept(
        officer=shifts.as_officer(row),
        pin_hash=row.pin_hash,
        is_once=row.is_pin_once,
        wrong=row.wrong_pins,
        wait_until=row.wait_until,
        is_locked=row.is_locked,
        is_retired=row.retired,
    )
