"""What stands in the tables and is not what it should be: only another program can have written it.

Programs read such a value as the nearest that can be read, or leave the row out (store.stored); here it gets a name.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from typing import Any, Final

import msgspec
from sqlalchemy import Boolean, Column, Integer, Table, Text

from antrean.model import (
    AssistanceState,
    CounterState,
    DeviceKind,
    PrintState,
    Priority,
    Role,
    TicketState,
)
from antrean.store import stored
from antrean.store import tables as t
from antrean.store.columns import UtcTime, Words
from antrean.store.tables import AnnouncementState
from antrean.store.unit import ReadUnit

MOST: Final = 20
"""So many are named; who has mended those may ask again."""

# The mall has checks of its own: what is wrong there is said when it is read.
_PASSED_OVER: Final = frozenset({"zones", "agencies", "queues", "services", "counters", "counter_queues", "mall"})

# What no app but a counter may read: whoever looks at the log may do so with the rights of any.
_HIDDEN: Final = frozenset(
    ("officers", name) for name in ("pin_hash", "is_pin_once", "wrong_pins", "wait_until", "is_locked")
)

# Kinds of facts and of announcements are not among them: those of a newer version are no mistake.
_WORDS: Final[dict[tuple[str, str], type[StrEnum]]] = {
    ("officers", "role"): Role,
    ("shifts", "state"): CounterState,
    ("tickets", "state"): TicketState,
    ("tickets", "priority"): Priority,
    ("tickets", "print_state"): PrintState,
    ("announcements", "state"): AnnouncementState,
    ("devices", "kind"): DeviceKind,
    ("assistance", "state"): AssistanceState,
}

Check = Callable[[Any], bool]


def find(unit: ReadUnit) -> list[str]:
    """Return a sentence for each of the first MOST values that are none."""
    return list(islice(_all(unit), MOST))


def _all(unit: ReadUnit) -> Iterator[str]:
    for table in t.metadata.sorted_tables:
        if table.name not in _PASSED_OVER:
            yield from _in_table(unit, table)


def _in_table(unit: ReadUnit, table: Table) -> Iterator[str]:
    columns = [column for column in table.c if (table.name, column.name) not in _HIDDEN]
    checks = [_check_of(column) for column in columns]
    keys = [at for at, column in enumerate(columns) if column.primary_key]
    names = ", ".join(column.name for column in columns)
    # As the driver gives it: the types of the columns would already have made the best of it.
    with unit.connection.execution_options(yield_per=1000).exec_driver_sql(
        f"SELECT {names} FROM {table.name}"  # noqa: S608 - names of our own tables
    ) as rows:
        for row in rows:
            for column, (is_right, what), value in zip(columns, checks, row, strict=True):
                if value is not None and not is_right(value):
                    key = ", ".join(_shown(row[at]) for at in keys)
                    yield f"{table.name}, row {key}: {column.name} is {_shown(value)}, which is no {what}."


def _check_of(column: Column[Any]) -> tuple[Check, str]:
    table = column.table
    assert isinstance(table, Table)
    known = _WORDS.get((table.name, column.name))
    if known is not None:
        words = frozenset(word.value for word in known)
        return (lambda value: value in words), "word that is known here"
    match column.type:
        case Boolean():
            return (lambda value: value in (0, 1)), "yes or no"
        case Integer():
            return (lambda value: type(value) is int and abs(value) < stored.LARGEST), "number that can be"
        case UtcTime():
            return _is_moment, "moment that can be"
        case Words():
            longest = column.type.longest
            return (lambda value: type(value) is str and stored.word(value, longest) == value), "line of plain text"
        case Text() if column.name == "body":
            return _is_body, "JSON object"
        case Text():
            return _is_json, "JSON"
        case _:
            return _is_day, "day that can be"


def _is_moment(value: Any) -> bool:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return False
    return isinstance(value, datetime) and value.tzinfo is not None and stored.EARLIEST < value < stored.LATEST


def _is_day(value: Any) -> bool:
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return False
    return isinstance(value, date) and stored.EARLIEST.date() < value < stored.LATEST.date()


def _is_json(value: Any) -> bool:
    try:
        msgspec.json.decode(value)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError, TypeError):
        return False
    return True


def _is_body(value: Any) -> bool:
    # An object that holds nothing is what a closed day leaves of an announcement.
    return value == "{}" or bool(stored.body(value))


def _shown(value: Any) -> str:
    if isinstance(value, int | float | date):
        return str(value)
    shown = stored.word(value, 60)
    return f"“{shown}”"
