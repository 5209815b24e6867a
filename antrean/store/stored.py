"""What stands in the database as the programs may use it, whoever wrote it there.

Constraints hold much, roles hold more, and still another program with the right to write can put anything into a text,
a moment or a JSON body; into a SQLite file everything. Reading it must neither end a program nor bring markup of a
terminal or a printer's commands to a screen. So a value that cannot be read is read as the nearest one that can, and
`antrean db verify` names it (store.strange_rows).
"""

import logging
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Final, TypeVar

import msgspec

from antrean.errors import Reason, Refused
from antrean.model import Role

T = TypeVar("T")

_log = logging.getLogger(__name__)

EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""What a moment is read as that is none, or is older."""
LATEST: Final = datetime(2199, 12, 31, tzinfo=UTC)
"""What a later moment is read as: whoever adds minutes to it stays within what a calendar knows."""

LARGEST: Final = 2**62
"""No number of rows, events or milliseconds comes near; one more still fits into both databases."""

LONGEST_BODY: Final = 1_000_000
"""Signs of a JSON body that is read at all; that of the fullest day has a few thousand."""
_LONGEST_TEXT: Final = 400
"""Signs of one text in a body; the longest are a notice of the hall and a technician's sentence."""
_MOST_ITEMS: Final = 500
_DEEPEST: Final = 4
_SPACES: Final = re.compile(r"\s+")


def word(value: Any, longest: int) -> str:
    """Return what a text column holds as one printable line of at most that many signs."""
    if type(value) is not str:
        value = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    if len(value) > longest:
        value = value[:longest]
    if value.isprintable():
        return str(value)
    # Control signs, line ends, lone surrogates, and marks that turn the direction of reading.
    plain = "".join(sign if sign.isprintable() else " " for sign in value)
    return _SPACES.sub(" ", plain).strip()


def moment(value: Any) -> datetime:
    """Return what a column or a body holds as a moment in UTC that can be reckoned with."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return EARLIEST
    if not isinstance(value, datetime):
        return EARLIEST
    aware = value if value.tzinfo is not None else value.replace(tzinfo=UTC)
    if not EARLIEST < aware < LATEST:
        return LATEST if aware >= LATEST else EARLIEST
    return aware.astimezone(UTC)


def day(value: Any) -> date:
    """Return what a column holds as a service day."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value[:10])
        except ValueError:
            return EARLIEST.date()
    if not isinstance(value, date):
        return EARLIEST.date()
    return min(max(value, EARLIEST.date()), LATEST.date())


def whole(value: Any) -> int:
    """Return what a column holds as a whole number; 0 for what is none."""
    if type(value) is not int:
        return 0
    return min(max(value, -LARGEST), LARGEST)


_ROLES: Final = frozenset(Role)


def role(value: Any) -> Role:
    """Return the role of an officer; one that there is not gives the rights of an officer and no more."""
    return Role(value) if value in _ROLES else Role.OFFICER


def body(text: Any) -> dict[str, Any]:
    """Return the JSON object of a body with plain texts in it; an empty one for what is none."""
    if not isinstance(text, str) or len(text) > LONGEST_BODY:
        return {}
    try:
        found = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        return {}
    return _plain(found, 0) if isinstance(found, dict) else {}


def text_of(body: Mapping[str, Any], key: str) -> str:
    """Return a text of a body; empty where there is none."""
    found = body.get(key)
    return found if isinstance(found, str) else ""


def whole_of(body: Mapping[str, Any], key: str, low: int, high: int) -> int:
    """Return a whole number of a body within bounds; the lower one where there is none."""
    found = body.get(key)
    return min(max(found, low), high) if type(found) is int else low


def each(rows: Iterable[Any], read: Callable[[Any], T], table: str) -> list[T]:
    """Read every row that can be read: one that cannot must not take the others with it."""
    found = []
    for row in rows:
        try:
            found.append(read(row))
        except ValueError as error:
            _note(table, row, error)
    return found


def one(row: Any, read: Callable[[Any], T], table: str) -> T:
    """Read a row that is asked for by itself; raise Refused(strange_row) for one that cannot be read."""
    try:
        return read(row)
    except ValueError as error:
        _note(table, row, error)
        raise unreadable(table, row) from error


def unreadable(table: str, row: Any) -> Refused:
    """Return that a row which is asked for by itself cannot be used."""
    return Refused(
        Reason.STRANGE_ROW,
        f"{_named(table, row)} cannot be read: another program wrote it. “antrean db verify” says what is wrong.",
        table=table,
        row=getattr(row, "id", None),
    )


def _plain(value: Any, depth: int) -> Any:
    match value:
        case bool() | None:
            return value
        case int():
            return whole(value)
        case float():
            return value
        case str():
            return word(value, _LONGEST_TEXT)
        case dict() if depth < _DEEPEST:
            items = list(value.items())[:_MOST_ITEMS]
            return {word(key, _LONGEST_TEXT): _plain(inner, depth + 1) for key, inner in items}
        case list() if depth < _DEEPEST:
            return [_plain(inner, depth + 1) for inner in value[:_MOST_ITEMS]]
        case _:
            return None


_noted: set[str] = set()
_MOST_NOTED: Final = 100


def _note(table: str, row: Any, error: ValueError) -> None:
    """Say it once in this PC's log: a list is read every second."""
    name = _named(table, row)
    if name not in _noted and len(_noted) < _MOST_NOTED:
        _noted.add(name)
        _log.warning("%s cannot be read and is left out: %s", name, word(str(error), _LONGEST_TEXT))


def _named(table: str, row: Any) -> str:
    key = getattr(row, "id", None)
    return f"A row of the table “{table}”" if key is None else f"Row {key} of the table “{table}”"
