"""Numbers that were set aside on paper, as rows: those of today and of tomorrow that nobody has used yet."""

from datetime import date

from sqlalchemy import bindparam, delete, select

from antrean.store import tables as t
from antrean.store.unit import ReadUnit, WriteUnit

_E = t.emergency_numbers.c
_UNUSED = select(_E.queue, _E.number).where(_E.service_day == bindparam("day")).order_by(_E.queue, _E.number)


def add(unit: WriteUnit, queue: str, day: date, numbers: range) -> None:
    rows = [{"service_day": day, "queue": queue, "number": number} for number in numbers]
    unit.connection.execute(t.emergency_numbers.insert(), rows)


def unused(unit: ReadUnit, day: date) -> list[tuple[str, int]]:
    """Return queue and number of what is still on paper for a day, in order."""
    return [(row.queue, row.number) for row in unit.connection.execute(_UNUSED, {"day": day})]


def use(unit: WriteUnit, queue: str, number: int) -> bool:
    """Take one of today's numbers off the paper; False when it is not there."""
    where = (_E.service_day == unit.service_day) & (_E.queue == queue) & (_E.number == number)
    return bool(unit.connection.execute(delete(t.emergency_numbers).where(where)).rowcount)


def delete_until(unit: WriteUnit, day: date) -> None:
    """Forget the numbers of a day and of those before it: paper of yesterday is worth nothing."""
    unit.connection.execute(delete(t.emergency_numbers).where(_E.service_day <= day))
