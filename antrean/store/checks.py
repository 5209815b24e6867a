"""Whether a database is whole: file, foreign keys, the chain of the log, the tables beside it, and their values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Final

from sqlalchemy import func, or_, select

from antrean import anchor_check
from antrean.anchor import Anchor, KeptAnchor
from antrean.anchor_check import LogFacts
from antrean.numbering import ticket_code
from antrean.store import epochs, strange_rows
from antrean.store import tables as t
from antrean.store.store import Store
from antrean.store.unit import FIRST_HASH, ReadUnit, canonical, chain


@dataclass(frozen=True, kw_only=True)
class Findings:
    events: int
    problems: tuple[str, ...]
    is_walked: bool = True
    """False when a file was only read through to its end, and nothing is known of its events."""
    notes: tuple[str, ...] = ()
    """What the anchors say that is no problem."""
    anchor: Anchor | None = None
    """What the log ends with; None when it is not sound, or when nothing has happened."""
    fitting: int = 0
    """So many of the anchors fit."""


def check(store: Store, anchors: Sequence[KeptAnchor] = ()) -> Findings:
    """Look at the whole database, and whether its log is the one that anchors are of; every problem is a sentence."""
    with store.read() as unit:
        problems = [] if store.is_postgresql else _file_problems(unit)
        if problems:
            return Findings(events=0, problems=tuple(problems))
        events, broken = _walk_chain(unit)
        # Where the log itself is broken, what does not fit it says nothing more.
        found = broken or _strangers_to_the_log(unit, events)
        judged = anchor_check.judge(anchors, _facts(unit, anchors)) if anchors else anchor_check.Judgement()
        problems = [*found, *judged.problems, *strange_rows.find(unit)]
        return Findings(
            events=events,
            problems=tuple(problems),
            notes=judged.notes,
            anchor=None if problems else unit.head.anchor,
            fitting=judged.fitting,
        )


def _file_problems(unit: ReadUnit) -> list[str]:
    found = [row[0] for row in unit.connection.exec_driver_sql("PRAGMA integrity_check(20)")]
    problems = [f"The file is damaged: {word}" for word in found if word != "ok"]
    strays = unit.connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return problems + [f"A row of {row[0]} refers to a {row[2]} that does not exist." for row in strays[:20]]


def _walk_chain(unit: ReadUnit) -> tuple[int, list[str]]:
    """Return how many events the log has and where its chain is broken."""
    before, last, count = FIRST_HASH, 0, 0
    with unit.connection.execution_options(yield_per=1000).execute(_LOG) as rows:
        for row in rows:
            count += 1
            facts = {
                "id": row.id,
                "at": t.iso(row.at),
                "service_day": row.service_day.isoformat(),
                "kind": row.kind,
                "ticket": row.ticket,
                "counter": row.counter,
                "queue": row.queue,
                "officer": row.officer,
                "body": row.body,
            }
            if row.id != last + 1 or row.prev_hash != before:
                return count, [f"Events are missing or were put in before event {row.id}."]
            if chain(before, canonical(facts)) != row.hash:
                return count, [f"Event {row.id} was changed after it was written."]
            before, last = row.hash, row.id
    return count, []


_LOG = select(t.events).order_by(t.events.c.id)
_OF_ITS_OWN = t.events.c.ticket == t.tickets.c.id
_UNTOLD = (
    select(t.tickets.c.series, t.tickets.c.number, t.tickets.c.service_day)
    .join(t.events, t.events.c.id == t.tickets.c.last_event, isouter=True)
    .where(or_(t.events.c.id.is_(None), ~_OF_ITS_OWN))
    .order_by(t.tickets.c.id)
    .limit(20)
)
_ABOVE_ITS_SERIES = (
    select(t.tickets.c.series, t.tickets.c.service_day, func.max(t.tickets.c.number))
    .join(
        t.series,
        (t.series.c.queue == t.tickets.c.series) & (t.series.c.service_day == t.tickets.c.service_day),
        isouter=True,
    )
    .group_by(t.tickets.c.series, t.tickets.c.service_day, t.series.c.last)
    .having(or_(t.series.c.last.is_(None), func.max(t.tickets.c.number) > t.series.c.last))
    .limit(20)
)


def _strangers_to_the_log(unit: ReadUnit, events: int) -> list[str]:
    """Return what the tables hold that the log does not tell: the end of a log can be cut off without a broken link."""
    problems = []
    for row in unit.connection.execute(_UNTOLD):
        code = ticket_code(row.series, row.number)
        problems.append(f"What last happened to {code} of {row.service_day} is not among the {events} events.")
    for series, day, number in unit.connection.execute(_ABOVE_ITS_SERIES):
        problems.append(f"{ticket_code(series, number)} of {day} is above the last number given in its series.")
    return problems


_AT_ONCE: Final = 500
"""So many events are asked for in one statement."""


def _facts(unit: ReadUnit, anchors: Sequence[KeptAnchor]) -> LogFacts:
    """Read what the anchors are held against."""
    wanted = sorted({one.anchor.event for one in anchors if one.anchor.event <= unit.head.newest})
    hashes: dict[int, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = t.events.c.id.in_(wanted[start : start + _AT_ONCE])
        hashes |= {
            row.id: row.hash for row in unit.connection.execute(select(t.events.c.id, t.events.c.hash).where(some))
        }
    first = select(func.min(t.events.c.at))
    return LogFacts(
        epoch=unit.head.epoch,
        newest=unit.head.newest,
        began_at=unit.connection.execute(first).scalar_one_or_none(),
        hashes=hashes,
        restores=epochs.restores(unit),
        zone=UTC if unit.head.version is None else unit.mall.zone_info,
    )
