"""Calls for a companion as rows: who waits at which kiosk, and who is on the way."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import bindparam, select

from antrean.model import AssistanceState, Officer
from antrean.store import stored
from antrean.store import tables as t
from antrean.store.unit import ReadUnit, WriteUnit


@dataclass(frozen=True, kw_only=True)
class Call:
    """A visitor at a kiosk asks for a companion. Times are aware, in UTC."""

    id: int
    device: str
    """The kiosk's name."""
    state: AssistanceState
    asked_at: datetime
    accepted_at: datetime | None
    counter: int | None
    """Where the officer who is on the way comes from."""
    officer: Officer | None
    ended_at: datetime | None


_A: Final = t.assistance.c
_CALLS = select(t.assistance, t.officers.c.name, t.officers.c.role).join(
    t.officers, t.officers.c.id == _A.officer, isouter=True
)
# A day that nobody has closed yet leaves its calls behind; nobody stands at the kiosk for them any more.
_OPEN_ON = _CALLS.where(t.NOT_ENDED, _A.service_day == bindparam("day")).order_by(_A.id)
_OPEN_OF_DEVICE = _CALLS.where(t.NOT_ENDED, _A.service_day == bindparam("day"), _A.device == bindparam("wanted_device"))
_OF_OTHER_DAYS = _CALLS.where(t.NOT_ENDED, _A.service_day != bindparam("day"), _A.device == bindparam("wanted_device"))
_BY_ID = _CALLS.where(_A.id == bindparam("call"))
_INSERT = t.assistance.insert().returning(_A.id)
_CHANGE = t.assistance.update().where(_A.id == bindparam("call"))


def open_calls(unit: ReadUnit, day: date) -> tuple[Call, ...]:
    """Return a day's calls that are not ended, the oldest first."""
    return tuple(stored.each(unit.connection.execute(_OPEN_ON, {"day": day}), _from_row, t.assistance.name))


def open_of_device(unit: ReadUnit, device: str) -> Call | None:
    """Return today's open call of a kiosk; there is at most one."""
    row = unit.connection.execute(_OPEN_OF_DEVICE, {"day": unit.service_day, "wanted_device": device}).one_or_none()
    return None if row is None else stored.one(row, _from_row, t.assistance.name)


def left_elsewhen(unit: ReadUnit, device: str) -> Call | None:
    """Return the open call of a kiosk that belongs to another day than today."""
    row = unit.connection.execute(_OF_OTHER_DAYS, {"day": unit.service_day, "wanted_device": device}).one_or_none()
    return None if row is None else stored.one(row, _from_row, t.assistance.name)


def by_id(unit: ReadUnit, call: int) -> Call | None:
    if not 0 < call < 2**63:  # more than any database can hold was typed by somebody
        return None
    row = unit.connection.execute(_BY_ID, {"call": call}).one_or_none()
    return None if row is None else stored.one(row, _from_row, t.assistance.name)


def add(unit: WriteUnit, device: str) -> Call:
    """Add a call of a kiosk that has no open one."""
    row = {
        "device": device,
        "service_day": unit.service_day,
        "state": AssistanceState.ASKED.value,
        "asked_at": unit.now,
    }
    call = unit.connection.execute(_INSERT, row).scalar_one()
    return Call(
        id=call,
        device=device,
        state=AssistanceState.ASKED,
        asked_at=unit.now,
        accepted_at=None,
        counter=None,
        officer=None,
        ended_at=None,
    )


def set_accepted(unit: WriteUnit, call: int, *, counter: int, officer: int) -> None:
    _change(unit, call, state=AssistanceState.ACCEPTED.value, accepted_at=unit.now, counter=counter, officer=officer)


def set_ended(unit: WriteUnit, call: int) -> None:
    _change(unit, call, state=AssistanceState.ENDED.value, ended_at=unit.now)


def _change(unit: WriteUnit, call: int, **values: Any) -> None:
    unit.connection.execute(_CHANGE, {"call": call, **values})


def _from_row(row: Any) -> Call:
    officer = None
    if row.officer is not None:
        officer = Officer(id=row.officer, name=row.name or "", role=stored.role(row.role))
    return Call(
        id=row.id,
        device=row.device,
        state=AssistanceState(row.state),
        asked_at=row.asked_at,
        accepted_at=row.accepted_at,
        counter=row.counter,
        officer=officer,
        ended_at=row.ended_at,
    )
