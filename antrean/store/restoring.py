"""What a hall is told when it comes back from a backup: a new epoch, and numbers that nobody has on paper."""

import dataclasses
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import column, inspect, select, text
from sqlalchemy import table as sql_table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from antrean.errors import Unavailable
from antrean.model import EventKind
from antrean.store import epochs, schema
from antrean.store import tables as t
from antrean.store.store import Store
from antrean.store.unit import ReadUnit, WriteUnit

Given = Mapping[tuple[str, date], int]
"""The last number of a queue's series on a day."""

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, kw_only=True)
class Restored:
    """A hall that was restored."""

    backup_at: datetime | None
    """When the newest event of the backup happened, in the mall's zone; None where nothing had happened."""
    skipped: int
    """So many numbers of today are left out in every queue, or more where the replaced hall had given more."""
    revision: str
    """The schema of the backup; an older one than the program's has to be upgraded before an app starts."""
    kept: Path | None = None
    """Where the hall that was there before has been saved."""

    @property
    def needs_upgrade(self) -> bool:
        return self.revision != schema.HEAD


def with_kept(restored: Restored, kept: Path | None) -> Restored:
    return dataclasses.replace(restored, kept=kept)


@dataclass(frozen=True, kw_only=True)
class Replaced:
    """What a hall that will be replaced knows of itself; nothing where it is too damaged to tell."""

    given: Given
    """How far its numbers of today and of later days went."""
    epochs: Mapping[str, datetime]
    """Its epochs, and since when it was of each (store.epochs)."""


NOTHING: Final = Replaced(given={}, epochs={})


def ask(store: Store) -> Replaced:
    """Ask a hall that will be replaced; closes the store."""
    try:
        return Replaced(given=_asked(store, _given), epochs=_asked(store, epochs.of_hall))
    finally:
        store.close()


def _asked(store: Store, look: Callable[[ReadUnit], Mapping[K, V]]) -> Mapping[K, V]:
    try:
        with store.read() as unit:
            return look(unit)
    except (Unavailable, SQLAlchemyError, ValueError, TypeError):
        return {}


def _given(unit: ReadUnit) -> Given:
    # Which day it is there is asked of the restored hall; no zone is a whole day away.
    since = unit.now.date() - timedelta(days=1)
    rows = unit.connection.execute(select(t.series).where(t.series.c.service_day >= since))
    return {(row.queue, row.service_day): row.last for row in rows}


def begin_anew(store: Store, *, skip: int, replaced: Replaced, hidden_version: str | None = None) -> Restored:
    """Give a restored hall its new epoch and lift its series, in one write; closes the store.

    Today's numbers go on `skip` higher, and no series of today or later before the end of what was given. The log is
    told which epochs ended here, so that anchors of what is given up are not taken for those of a rewritten history
    (docs/adr/0025-anchors.md). With `hidden_version` the table of the schema's version goes by that name, and gets its
    own back in the same transaction: before, no app takes the database for a hall.
    """
    try:
        with store.write() as unit:
            table = hidden_version or "alembic_version"
            revision: str = unit.connection.execute(
                select(column("version_num")).select_from(sql_table(table))
            ).scalar_one()
            newest = select(t.events.c.at).order_by(t.events.c.id.desc()).limit(1)
            backup_at = unit.connection.execute(newest).scalar_one_or_none()
            unit.connection.execute(t.leases.delete())
            # A backup of the first schema has none.
            if inspect(unit.connection).has_table(t.devices.name):
                unit.connection.execute(t.devices.delete())
            skipped = 0
            # A database without a mall has given no number.
            if unit.head.version is not None:
                skipped = _lift_series(unit, skip, replaced.given)
                _tell_epochs(unit, skip, replaced.epochs)
                backup_at = None if backup_at is None else backup_at.astimezone(unit.mall.zone_info)
            if hidden_version is not None:
                unit.connection.execute(text(f"ALTER TABLE {hidden_version} RENAME TO alembic_version"))
            return Restored(backup_at=backup_at, skipped=skipped, revision=revision)
    finally:
        store.close()


def _lift_series(unit: WriteUnit, skip: int, given: Given) -> int:
    connection, today = unit.connection, unit.service_day
    series = connection.execute(select(t.series).where(t.series.c.service_day >= today))
    last = {(row.queue, row.service_day): row.last for row in series}
    # Also of queues without a number yet: the first ones may have been given after the backup.
    lifted = {(queue.code, today): last.get((queue.code, today), 0) + skip for queue in unit.mall.queues}
    known = set(connection.execute(select(t.queues.c.code)).scalars())
    for (queue, day), number in given.items():
        if day >= today and queue in known:
            lifted[queue, day] = max(number, lifted.get((queue, day), last.get((queue, day), 0)))
    rows = [{"queue": queue, "service_day": day, "last": number} for (queue, day), number in lifted.items() if number]
    if rows:
        row = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(t.series)
        lift = row.on_conflict_do_update(
            index_elements=[t.series.c.queue, t.series.c.service_day], set_={"last": row.excluded.last}
        )
        connection.execute(lift, rows)
    return skip


def _tell_epochs(unit: WriteUnit, skip: int, replaced: Mapping[str, datetime]) -> None:
    epoch = secrets.token_hex(8)
    unit.connection.execute(t.mall.update().values(epoch=epoch))
    told = epochs.told(epoch, backup=unit.head.epoch, replaced=replaced)
    unit.append(EventKind.HALL_RESTORED, body={"skipped": skip, **told})
