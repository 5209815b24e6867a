"""Which epochs a hall has had: what a restore writes into the log of them, and what the log tells of its restores."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Final

import msgspec
from sqlalchemy import func, select

from antrean.anchor_check import Restore
from antrean.model import EventKind
from antrean.store import tables as t
from antrean.store.unit import ReadUnit

MOST: Final = 32
"""So many epochs of a replaced hall are told: who restores more often than that has other sorrows."""


class _Body(msgspec.Struct):
    """Of a restore; one by a version without anchors tells no epochs."""

    epoch: str = ""
    backup_epoch: str = ""
    replaced: dict[str, Annotated[datetime, msgspec.Meta(tz=True)]] = msgspec.field(default_factory=dict)


_BODY: Final = msgspec.json.Decoder(_Body)

_RESTORES: Final = (
    select(t.events.c.id, t.events.c.at, t.events.c.body)
    .where(t.events.c.kind == EventKind.HALL_RESTORED.value)
    .order_by(t.events.c.id)
)
_BEGUN: Final = select(t.events.c.at).order_by(t.events.c.id).limit(1)


def told(epoch: str, *, backup: str, replaced: Mapping[str, datetime]) -> dict[str, Any]:
    """Return what a restore writes of epochs: its own, that of the backup, and those of the hall that was there."""
    words: dict[str, Any] = {"epoch": epoch, "backup_epoch": backup}
    if replaced:
        words["replaced"] = {name: t.iso(since) for name, since in replaced.items()}
    return words


def of_hall(unit: ReadUnit) -> dict[str, datetime]:
    """Return the epochs that a log knows of, each with its beginning: its own, and those of halls that it replaced."""
    began = unit.connection.execute(_BEGUN).scalar_one_or_none()
    if began is None or not unit.head.epoch:
        return {}
    found: dict[str, datetime] = {}
    now = began
    for row, body in _rows(unit):
        found |= {body.backup_epoch: now, **body.replaced} if body.backup_epoch else {}
        now = row.at
    found[unit.head.epoch] = now
    newest = sorted(found.items(), key=lambda one: one[1])[-MOST:]
    return dict(newest)


def restores(unit: ReadUnit) -> tuple[Restore, ...]:
    """Return the restores that a log tells of, oldest first."""
    at, found = t.events.c.at, []
    for row, body in _rows(unit):
        # A clock that was once far ahead says nothing of what happened until then.
        until = select(func.max(at)).where(t.events.c.id < row.id, at <= row.at)
        behind = select(func.min(at)).where(t.events.c.id > row.id)
        found.append(
            Restore(
                event=row.id,
                at=row.at,
                backup_epoch=body.backup_epoch,
                replaced=body.replaced,
                newest_before=unit.connection.execute(until).scalar_one_or_none(),
                oldest_after=unit.connection.execute(behind).scalar_one_or_none(),
            )
        )
    return tuple(found)


def _rows(unit: ReadUnit) -> list[tuple[Any, _Body]]:
    return [(row, _read(row.body)) for row in unit.connection.execute(_RESTORES).all()]


def _read(body: str) -> _Body:
    try:
        return _BODY.decode(body)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        # Somebody wrote it by hand: then it excuses nothing.
        return _Body()
