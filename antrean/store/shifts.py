"""The officers, and who sits at which counter now."""

from datetime import date, datetime
from functools import partial
from typing import Any, Final

from sqlalchemy import bindparam, select

from antrean.errors import Reason, Refused
from antrean.model import CounterNow, CounterState, Officer
from antrean.store import stored
from antrean.store import tables as t
from antrean.store.unit import ReadUnit, WriteUnit

_TABLE: Final = t.shifts.name
_MINUTES_A_DAY: Final = 24 * 60
_OFFICER = select(t.officers.c.id, t.officers.c.name, t.officers.c.role, t.officers.c.agencies)


def officers(unit: ReadUnit) -> tuple[Officer, ...]:
    """Return the officers who are not retired, by name."""
    rows = unit.connection.execute(_OFFICER.where(t.officers.c.retired.is_(False)).order_by(t.officers.c.name))
    return tuple(as_officer(row) for row in rows)


def officer(unit: ReadUnit, officer_id: int) -> Officer:
    """Return one officer; raise Refused(unknown_officer)."""
    row = None
    if 0 < officer_id < 2**63:  # more than any database can hold was typed by somebody
        row = unit.connection.execute(
            _OFFICER.where(t.officers.c.id == officer_id, t.officers.c.retired.is_(False))
        ).one_or_none()
    if row is None:
        raise Refused(Reason.UNKNOWN_OFFICER, f"There is no officer {officer_id}.", officer=officer_id)
    return as_officer(row)


def officer_by_name(unit: ReadUnit, name: str) -> Officer | None:
    row = unit.connection.execute(
        _OFFICER.where(t.officers.c.name == name, t.officers.c.retired.is_(False))
    ).one_or_none()
    return None if row is None else as_officer(row)


def as_officer(row: Any) -> Officer:
    return Officer(id=row.id, name=row.name, role=stored.role(row.role), agencies=tuple(row.agencies))


_OPEN_SHIFTS = select(
    t.shifts.c.id.label("shift"),
    t.shifts.c.counter,
    t.shifts.c.service_day,
    t.shifts.c.state,
    t.shifts.c.since,
    t.shifts.c.break_reason,
    t.shifts.c.break_minutes,
    t.shifts.c.agency,
    t.officers.c.id,
    t.officers.c.name,
    t.officers.c.role,
    t.officers.c.agencies,
).join(t.officers, t.officers.c.id == t.shifts.c.officer)
_OPEN_SHIFTS = _OPEN_SHIFTS.where(t.OPEN_SHIFT)
_OPEN_SHIFT_OF = _OPEN_SHIFTS.where(t.shifts.c.counter == bindparam("number"))
_OPEN_SHIFTS_OF = _OPEN_SHIFTS.where(t.shifts.c.officer == bindparam("officer")).order_by(t.shifts.c.counter)
_STAFFED = select(t.shifts.c.counter, t.shifts.c.agency).where(t.OPEN_SHIFT, t.shifts.c.service_day == bindparam("day"))


def counter_now(unit: ReadUnit, number: int) -> CounterNow:
    """Return one counter of the mall as it is now; raise Refused(unknown_counter)."""
    unit.mall.counter(number)
    row = unit.connection.execute(_OPEN_SHIFT_OF, {"number": number}).one_or_none()
    return _closed(number) if row is None else stored.one(row, partial(_now, unit), _TABLE)


def counters_now(unit: ReadUnit) -> tuple[CounterNow, ...]:
    """Return every counter of the mall, by number."""
    found = {one.number: one for one in stored.each(unit.connection.execute(_OPEN_SHIFTS), partial(_now, unit), _TABLE)}
    return tuple(found.get(counter.number) or _closed(counter.number) for counter in unit.mall.counters)


def open_of(unit: ReadUnit, officer_id: int) -> list[CounterNow]:
    """Return the counters where an officer sits now, on a break or not."""
    rows = unit.connection.execute(_OPEN_SHIFTS_OF, {"officer": officer_id})
    return stored.each(rows, partial(_now, unit), _TABLE)


def staffed(unit: ReadUnit) -> dict[int, str | None]:
    """Return the counters where somebody is signed in today, on a break or not, each with the agency it works for.

    None = all its agencies. Until the first write of a new day the shifts of the day before are still open.
    """
    rows = unit.connection.execute(_STAFFED, {"day": unit.service_day})
    return {row.counter: _agency(unit, row) for row in rows}


def open_since(unit: WriteUnit, day: date) -> list[CounterNow]:
    """Return the counters whose shift began on `day` and is not closed."""
    rows = unit.connection.execute(_OPEN_SHIFTS.where(t.shifts.c.service_day == day).order_by(t.shifts.c.counter))
    return stored.each(rows, partial(_now, unit), _TABLE)


def open_shift(unit: WriteUnit, number: int, officer_id: int, agency: str | None) -> None:
    unit.connection.execute(
        t.shifts.insert(),
        {
            "counter": number,
            "officer": officer_id,
            "service_day": unit.service_day,
            "state": CounterState.OPEN.value,
            "opened_at": unit.now,
            "since": unit.now,
            "agency": agency,
        },
    )


def set_agency(unit: WriteUnit, number: int, agency: str | None) -> None:
    """Change the agency that the counter's open shift works for."""
    unit.connection.execute(t.shifts.update().where(t.shifts.c.counter == number, t.OPEN_SHIFT).values(agency=agency))


def set_shift(
    unit: WriteUnit, number: int, state: CounterState, *, reason: str | None = None, minutes: int | None = None
) -> None:
    """Change the state of the counter's open shift."""
    closed_at: datetime | None = unit.now if state is CounterState.CLOSED else None
    unit.connection.execute(
        t.shifts.update()
        .where(t.shifts.c.counter == number, t.OPEN_SHIFT)
        .values(state=state.value, since=unit.now, closed_at=closed_at, break_reason=reason, break_minutes=minutes)
    )


def _closed(number: int) -> CounterNow:
    return CounterNow(number=number, state=CounterState.CLOSED, officer=None, since=None)


def _agency(unit: ReadUnit, row: Any) -> str | None:
    """Return for which agency a counter works; None, which is all of its own, for one that the mall does not have."""
    return row.agency if unit.mall.knows_agency(row.agency) else None


def _now(unit: ReadUnit, row: Any) -> CounterNow:
    minutes = row.break_minutes
    return CounterNow(
        number=row.counter,
        state=CounterState(row.state),
        officer=as_officer(row),
        since=row.since,
        break_reason=row.break_reason,
        break_minutes=None if minutes is None else min(max(minutes, 0), _MINUTES_A_DAY),
        agency=_agency(unit, row),
    )
