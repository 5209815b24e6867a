"""Services that are closed for today by staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from antrean.store import tables as t
from antrean.store.unit import ReadUnit


@dataclass(frozen=True, kw_only=True)
class Override:
    """A service closed by somebody, until it reopens or for the rest of the day."""

    service: str
    reason: str
    """As visitors read it."""
    reopens_at: datetime | None
    officer: int
    at: datetime


_OF_DAY = select(t.overrides).where(t.overrides.c.service_day == bindparam("day"))


def closed_now(unit: ReadUnit) -> Mapping[str, Override]:
    """Return the services that are closed at this moment, by their codes: those that reopened are not."""
    rows = unit.connection.execute(_OF_DAY, {"day": unit.service_day})
    return {
        row.service: Override(
            service=row.service, reason=row.reason, reopens_at=row.reopens_at, officer=row.officer, at=row.at
        )
        for row in rows
        if row.reopens_at is None or row.reopens_at > unit.now
    }
