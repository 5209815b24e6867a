"""Services that are closed for today by staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import bindparam, select

from antrean.model import Officer
from antrean.store import stored
from antrean.store import tables as t
from antrean.store.unit import ReadUnit, WriteUnit


@dataclass(frozen=True, kw_only=True)
class Override:
    """A service closed by somebody, until it reopens or for the rest of the day."""

    service: str
    reason: str
    """As visitors read it."""
    reopens_at: datetime | None
    officer: Officer
    at: datetime


_O: Final = t.overrides.c
_OF_DAY = (
    select(t.overrides, t.officers.c.name, t.officers.c.role, t.officers.c.agencies)
    .join(t.officers, t.officers.c.id == _O.officer)
    .where(_O.service_day == bindparam("day"))
    .order_by(_O.at)
)


def closed_now(unit: ReadUnit) -> Mapping[str, Override]:
    """Return the services that are closed at this moment, by their codes: those that reopened are not."""
    rows = unit.connection.execute(_OF_DAY, {"day": unit.service_day})
    return {row.service: _from_row(row) for row in rows if row.reopens_at is None or row.reopens_at > unit.now}


def put(unit: WriteUnit, service: str, *, reason: str, reopens_at: datetime | None, officer: Officer) -> Override:
    """Write that a service is closed from now on; what was written of it today gives way."""
    values = {"reason": reason, "reopens_at": reopens_at, "officer": officer.id, "at": unit.now}
    where = (_O.service_day == unit.service_day) & (_O.service == service)
    if not unit.connection.execute(t.overrides.update().where(where).values(values)).rowcount:
        row = {"service_day": unit.service_day, "service": service, **values}
        unit.connection.execute(t.overrides.insert(), row)
    return Override(service=service, reason=reason, reopens_at=reopens_at, officer=officer, at=unit.now)


def delete(unit: WriteUnit, service: str) -> None:
    """Forget that a service is closed today."""
    where = (_O.service_day == unit.service_day) & (_O.service == service)
    unit.connection.execute(t.overrides.delete().where(where))


def delete_until(unit: WriteUnit, day: date) -> None:
    """Forget all that was closed on a day and before it."""
    unit.connection.execute(t.overrides.delete().where(_O.service_day <= day))


def _from_row(row: Any) -> Override:
    return Override(
        service=row.service,
        reason=row.reason,
        reopens_at=row.reopens_at,
        officer=Officer(id=row.officer, name=row.name, role=stored.role(row.role), agencies=tuple(row.agencies)),
        at=row.at,
    )
