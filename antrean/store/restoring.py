"""What a hall is told when it comes back from a backup: a new epoch, and numbers that nobody has on paper."""

import dataclasses
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import column, select, text
from sqlalchemy import table as sql_table
from sqlalchemy.dialects import postgresql, sqlite

from antrean.model import EventKind
from antrean.store import schema
from antrean.store import tables as t
from antrean.store.store import Store
from antrean.store.unit import WriteUnit


@dataclass(frozen=True, kw_only=True)
class Restored:
    """A hall that was restored."""

    backup_at: datetime | None
    """When the newest event of the backup happened, in UTC; None for a hall in which nothing had happened."""
    skipped: int
    """So many numbers of today are left out in every queue."""
    revision: str
    """The schema of the backup; an older one than the program's has to be upgraded before an app starts."""
    kept: Path | None = None
    """Where the hall that was there before has been saved."""

    @property
    def needs_upgrade(self) -> bool:
        return self.revision != schema.HEAD


def with_kept(restored: Restored, kept: Path | None) -> Restored:
    return dataclasses.replace(restored, kept=kept)


def begin_anew(store: Store, *, skip: int, hidden_version: str | None = None) -> Restored:
    """Give a restored hall its new epoch and lift today's series, in one write; closes the store.

    With `hidden_version` the table of the schema's version goes by that name, and gets its own back in the same
    transaction: before, no app takes the database for a hall.
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
            unit.connection.execute(t.devices.delete())
            # A database without a mall has given no number.
            skipped = _lift_series(unit, skip) if unit.head.version is not None else 0
            if hidden_version is not None:
                unit.connection.execute(text(f"ALTER TABLE {hidden_version} RENAME TO alembic_version"))
            return Restored(backup_at=backup_at, skipped=skipped, revision=revision)
    finally:
        store.close()


def _lift_series(unit: WriteUnit, skip: int) -> int:
    unit.connection.execute(t.mall.update().values(epoch=secrets.token_hex(8)))
    if skip:
        insert = (sqlite if unit.connection.dialect.name == "sqlite" else postgresql).insert
        row = insert(t.series)
        # Also of queues without a number yet: the first ones may have been given after the backup.
        lift = row.on_conflict_do_update(
            index_elements=[t.series.c.queue, t.series.c.service_day],
            set_={"last": t.series.c.last + row.excluded.last},
        )
        unit.connection.execute(
            lift,
            [{"queue": queue.code, "service_day": unit.service_day, "last": skip} for queue in unit.mall.queues],
        )
    unit.append(EventKind.HALL_RESTORED, body={"skipped": skip})
    return skip
