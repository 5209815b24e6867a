"""Whether a database is whole: its file, its foreign keys, and the unbroken chain of its log."""

from dataclasses import dataclass

from sqlalchemy import select

from antrean.store import tables as t
from antrean.store.store import Store
from antrean.store.unit import FIRST_HASH, ReadUnit, canonical, chain


@dataclass(frozen=True, kw_only=True)
class Findings:
    events: int
    problems: tuple[str, ...]


def check(store: Store) -> Findings:
    """Look at the whole database; every problem is a sentence."""
    with store.read() as unit:
        problems = [] if store.is_postgresql else _file_problems(unit)
        if problems:
            return Findings(events=0, problems=tuple(problems))
        events, broken = _walk_chain(unit)
        return Findings(events=events, problems=tuple(broken))


def _file_problems(unit: ReadUnit) -> list[str]:
    found = [row[0] for row in unit.connection.exec_driver_sql("PRAGMA integrity_check(20)")]
    problems = [f"The file is damaged: {word}" for word in found if word != "ok"]
    strays = unit.connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return problems + [f"A row of {row[0]} refers to a {row[2]} that does not exist." for row in strays[:20]]


def _walk_chain(unit: ReadUnit) -> tuple[int, list[str]]:
    """Return how many events the log has and where its chain is broken."""
    before, last, count = FIRST_HASH, 0, 0
    rows = unit.connection.execution_options(yield_per=1000).execute(select(t.events).order_by(t.events.c.id))
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
