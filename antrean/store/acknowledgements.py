"""Which alerts of a day somebody has acknowledged."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import bindparam, select

from antrean.model import Officer
from antrean.store import stored
from antrean.store import tables as t
from antrean.store.unit import ReadUnit, WriteUnit


@dataclass(frozen=True, kw_only=True)
class Acknowledgement:
    """Somebody looks after an alert."""

    key: str
    """Of the alert."""
    officer: Officer
    at: datetime


_A: Final = t.acknowledgements.c
_OF_DAY = (
    select(t.acknowledgements, t.officers.c.name, t.officers.c.role, t.officers.c.agencies)
    .join(t.officers, t.officers.c.id == _A.officer)
    .where(_A.service_day == bindparam("day"))
)


def of_today(unit: ReadUnit) -> dict[str, Acknowledgement]:
    """Return the newest acknowledgement of each key of today."""
    return {
        row.alert: Acknowledgement(
            key=row.alert,
            officer=Officer(id=row.officer, name=row.name, role=stored.role(row.role), agencies=tuple(row.agencies)),
            at=row.at,
        )
        for row in unit.connection.execute(_OF_DAY, {"day": unit.service_day})
    }


def put(unit: WriteUnit, key: str, officer: Officer) -> Acknowledgement:
    """Write that an officer acknowledges an alert now; an older acknowledgement of the same key gives way."""
    values = {"officer": officer.id, "at": unit.now}
    where = (_A.service_day == unit.service_day) & (_A.alert == key)
    if not unit.connection.execute(t.acknowledgements.update().where(where).values(values)).rowcount:
        row = {"service_day": unit.service_day, "alert": key, **values}
        unit.connection.execute(t.acknowledgements.insert(), row)
    return Acknowledgement(key=key, officer=officer, at=unit.now)


def delete_until(unit: WriteUnit, day: date) -> None:
    """Delete the acknowledgements of a day and of those before it."""
    unit.connection.execute(t.acknowledgements.delete().where(_A.service_day <= day))
