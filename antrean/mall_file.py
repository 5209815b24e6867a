"""The mall file: one TOML text that describes a mall, checked in full before any of it is used."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from antrean import mall_tables, plain_file, toml_guard
from antrean.errors import Reason, Refused
from antrean.mall_checks import check_draft
from antrean.mall_lines import Lines
from antrean.mall_reading import Draft, read_tables
from antrean.mall_record import DEFAULT_OUTCOMES, Mall, Problem, Rules, Standards
from antrean.mall_tables import to_tables

__all__ = [
    "Mall",
    "Problem",
    "Rules",
    "Standards",
    "check",
    "from_tables",
    "parse",
    "read",
    "read_text",
    "to_tables",
    "to_toml",
]

LARGEST_BYTES = 2_000_000
_AT_LINE = re.compile(r" \(at line ([0-9]+), column ([0-9]+)\)$")


def read(path: Path) -> Mall:
    """Read a mall file; raise Refused(mall_file) with a sentence, and with every problem of its content."""
    return parse(read_text(path), path.name)


def read_text(path: Path) -> str:
    """Read the text of a mall file; raise Refused(mall_file) if there is none, it is huge or not UTF-8."""
    try:
        content = plain_file.read(path, most_bytes=LARGEST_BYTES)
    except FileNotFoundError:
        raise _refused(f"The mall file {path} does not exist.") from None
    except plain_file.TooLarge:
        raise _refused(f"The mall file {path} is larger than 2 MB; it cannot be the description of a mall.") from None
    except (plain_file.NoPlainFile, IsADirectoryError):
        raise _refused(f"{path} is not a file.") from None
    except OSError as error:
        raise _refused(f"The mall file {path} cannot be read: {error.strerror}.") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refused(
            f"The mall file {path} is not UTF-8 text (line {line}); save it again as UTF-8.",
            Problem(line, "this is not UTF-8 text; save the file again as UTF-8."),
        ) from None


def parse(text: str, source: str) -> Mall:
    """Turn the text of a mall file into a Mall; raise Refused(mall_file, problems=…) naming every mistake."""
    found = _examine(text)
    if isinstance(found, Mall):
        return found
    raise _refused(_summary(found, source), *found)


def check(text: str, source: str) -> tuple[Problem, ...]:
    """Return every mistake in the text of a mall file, in the order of its lines; `source` is its name."""
    found = _examine(text)
    return () if isinstance(found, Mall) else found


def from_tables(tables: Mapping[str, Any]) -> Mall:
    """Turn what `to_tables` gave, also by way of JSON, into the same Mall; raise Refused(mall_file).

    That of a newer version may hold keys which this one does not know; they are left out.
    """
    found = _build(tables, Lines(), is_kept=True)
    if isinstance(found, Mall):
        return found
    raise _refused(_summary(found, "The stored mall"), *found)


def to_toml(mall: Mall) -> str:
    """Write a mall as the text of a mall file; `parse` of it gives an equal Mall."""
    return mall_tables.to_toml(to_tables(mall))


def _examine(text: str) -> Mall | tuple[Problem, ...]:
    text = text.replace("\r\n", "\n")
    if len(text) > LARGEST_BYTES:
        return (Problem(1, "the text is larger than 2 MB; it cannot be the description of a mall."),)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return (Problem(line, "a zero byte stands here; this is not a text file."),)
    if (fault := toml_guard.fault(text)) is not None:
        return (Problem(*fault),)
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return (_syntax(error, text),)
    except RecursionError:
        return (Problem(1, "lists or tables are nested far too deeply."),)
    except ValueError:
        return (Problem(1, "a number or date in this file is too large to read."),)
    return _build(tables, Lines(text))


def _build(tables: Mapping[str, object], lines: Lines, *, is_kept: bool = False) -> Mall | tuple[Problem, ...]:
    draft, sheet = read_tables(tables, lines, is_kept=is_kept)
    check_draft(draft)
    return sheet.problems() or _mall(draft)


def _mall(draft: Draft) -> Mall:
    return Mall(
        name=draft.name,
        place=draft.place,
        time_zone=draft.time_zone,
        languages=draft.languages,
        hours=draft.hours,
        rules=draft.rules,
        voice=draft.voice,
        ticker=draft.ticker,
        maklumat=draft.maklumat,
        standards=draft.standards,
        outcomes=tuple(entry.record for entry in draft.outcomes) or DEFAULT_OUTCOMES,
        zones=tuple(entry.record for entry in draft.zones),
        agencies=tuple(entry.record for entry in draft.agencies),
        queues=tuple(entry.record for entry in draft.queues),
        services=tuple(entry.record for entry in draft.services),
        counters=tuple(entry.record for entry in draft.counters),
    )


def _syntax(error: tomllib.TOMLDecodeError, text: str) -> Problem:
    message = str(error)
    match = _AT_LINE.search(message)
    if match is None:
        return Problem(text.count("\n") + 1, f"this is not valid TOML: {message}.")
    return Problem(int(match[1]), f"this is not valid TOML (column {match[2]}): {message[: match.start()]}.")


def _summary(problems: tuple[Problem, ...], source: str) -> str:
    count = "a mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
    return f"{source} has {count}; {'the first is on ' if len(problems) > 1 else ''}{problems[0]}"


def _refused(sentence: str, *problems: Problem) -> Refused:
    return Refused(Reason.MALL_FILE, sentence, problems=problems)
