"""What visitors searched for in vain: how often which words on which day, and nothing about who."""

from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite

from antrean.store import tables as t
from antrean.store.unit import ReadUnit, WriteUnit

LONGEST_WORDS = 40


def _upsert(insert: Any) -> Any:
    row = insert(t.searches).values(service_day=bindparam("day"), words=bindparam("words"), times=1)
    c = t.searches.c
    return row.on_conflict_do_update(index_elements=[c.service_day, c.words], set_={"times": c.times + 1})


_UPSERT = {"sqlite": _upsert(sqlite.insert), "postgresql": _upsert(postgresql.insert)}

_TIMES = func.sum(t.searches.c.times)
_SUMS = (
    select(t.searches.c.words, _TIMES.label("times"))
    .where(t.searches.c.service_day.between(bindparam("first"), bindparam("last")))
    .group_by(t.searches.c.words)
    .order_by(_TIMES.desc(), t.searches.c.words)
)


def add(unit: ReadUnit, words: str) -> None:
    """Count words once more for today; `unit` is one of `Store.aside`."""
    unit.connection.execute(_UPSERT[unit.connection.dialect.name], {"day": unit.service_day, "words": words})


def sums(unit: ReadUnit, first: date, last: date) -> list[tuple[str, int]]:
    """Return words and how often they were searched for in these days, most often first."""
    return [(row.words, int(row.times)) for row in unit.connection.execute(_SUMS, {"first": first, "last": last})]


def delete_before(unit: WriteUnit, day: date) -> None:
    unit.connection.execute(t.searches.delete().where(t.searches.c.service_day < day))
