"""The newest sign of life of every device of the hall, one row each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, false, select
from sqlalchemy.dialects import postgresql, sqlite

from antrean.model import DeviceKind
from antrean.store import stored
from antrean.store import tables as t
from antrean.store.unit import ReadUnit, canonical


@dataclass(frozen=True, kw_only=True)
class Device:
    """A kiosk, counter or display as it last told of itself."""

    name: str
    kind: DeviceKind
    version: str
    seen_at: datetime
    """Of its newest heartbeat, in UTC."""
    age: timedelta
    """How far that is from now; what lies ahead is of a clock that was set back, and as old."""
    body: Mapping[str, Any]
    """What it said of its parts (see presence.beat)."""


_ALL = select(t.devices).order_by(t.devices.c.kind, t.devices.c.name)
_ONE = select(t.devices).where(t.devices.c.name == bindparam("wanted"), t.devices.c.kind == bindparam("of_kind"))


def _upsert(insert: Any) -> Any:
    row = insert(t.devices).values({column.name: bindparam(column.name) for column in t.devices.c})
    new = {name: row.excluded[name] for name in ("version", "seen_at", "body")}
    return row.on_conflict_do_update(index_elements=[t.devices.c.name, t.devices.c.kind], set_=new)


_NOTHING = t.devices.update().where(false()).values(version=t.devices.c.version)
_UPSERT = {"sqlite": _upsert(sqlite.insert), "postgresql": _upsert(postgresql.insert)}


def put(unit: ReadUnit, *, name: str, kind: DeviceKind, version: str, body: Mapping[str, Any]) -> None:
    """Write a device's row anew; `unit` is one of `Store.aside`."""
    row = {
        "name": name,
        "kind": kind.value,
        "version": version,
        "seen_at": unit.now,
        "body": canonical(body).decode(),
    }
    unit.connection.execute(_UPSERT[unit.connection.dialect.name], row)


def write_nothing(unit: ReadUnit) -> None:
    """Change no row, in a way that a database refuses which may only be read; `unit` is one of `Store.aside`."""
    unit.connection.execute(_NOTHING)


def find(unit: ReadUnit, *, name: str, kind: DeviceKind) -> Device | None:
    row = unit.connection.execute(_ONE, {"wanted": name, "of_kind": kind.value}).one_or_none()
    return None if row is None else _from_row(unit, row)


def read_all(unit: ReadUnit) -> tuple[Device, ...]:
    """Return every device that ever told of itself, by kind and name."""
    rows = unit.connection.execute(_ALL)
    return tuple(stored.each(rows, lambda row: _from_row(unit, row), t.devices.name))


def _from_row(unit: ReadUnit, row: Row[Any]) -> Device:
    return Device(
        name=row.name,
        kind=DeviceKind(row.kind),
        version=row.version,
        seen_at=row.seen_at,
        age=abs(unit.now - row.seen_at),
        body=stored.body(row.body),
    )
