"""What every table is made of: names of constraints, times in UTC, ids, and columns that hold one of a few words."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    DateTime,
    Dialect,
    Float,
    Integer,
    MetaData,
    String,
    TypeDecorator,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from antrean.store import stored

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcTime(TypeDecorator[datetime]):
    """An aware moment in UTC: timestamptz on PostgreSQL, ISO text with milliseconds on SQLite.

    SQLite's own type gives naive values back, and its text sorts only in one fixed form.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(24))
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if dialect.name == "sqlite":
            return iso(value)
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else stored.moment(value)


class Words(TypeDecorator[str]):
    """One line of printable text, at most as long as its column: only PostgreSQL counts the signs itself."""

    impl = String
    cache_ok = True

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self.longest = length

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else stored.word(value, self.longest)


class _SqliteWhole(Integer):
    """A whole number: a SQLite column takes a text for one as well."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return _whole


class _SqliteBig(BigInteger):
    """The same with its own word in the tables of SQLite."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return _whole


class _SqliteDay(sqlite.DATE):
    """A date: a SQLite column takes any text for one."""

    def adapt(self, cls: Any, **options: Any) -> Any:
        # The driver's own form of the type reads a text that is no date with an error.
        return self

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return _day


def _whole(value: Any) -> int | None:
    return value if type(value) is int or value is None else stored.whole(value)


def _day(value: Any) -> date | None:
    return None if value is None else stored.day(value)


Whole: Final = Integer().with_variant(_SqliteWhole(), "sqlite")
Milliseconds: Final = BigInteger().with_variant(_SqliteBig(), "sqlite")
Day: Final = Date().with_variant(_SqliteDay(), "sqlite")  # type: ignore[no-untyped-call]


def iso(moment: datetime) -> str:
    """Return UTC as "2026-11-23T01:40:00.000Z": one width, so that text order is time order."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class seconds_between(FunctionElement[float]):
    """The seconds from one moment to another."""

    type = Float()
    inherit_cache = True


@compiles(seconds_between, "sqlite")
def _on_sqlite(element: seconds_between, compiler: Any, **options: Any) -> str:
    earlier, later = (compiler.process(clause, **options) for clause in element.clauses)
    return f"(julianday({later}) - julianday({earlier})) * 86400.0"


@compiles(seconds_between, "postgresql")
def _on_postgresql(element: seconds_between, compiler: Any, **options: Any) -> str:
    earlier, later = (compiler.process(clause, **options) for clause in element.clauses)
    return f"EXTRACT(epoch FROM ({later}) - ({earlier}))"


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    listed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


# SQLite numbers rows by itself only for INTEGER, PostgreSQL should not run out: BIGINT.
Id: Final = BigInteger().with_variant(_SqliteWhole(), "sqlite")
