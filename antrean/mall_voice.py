"""Reading the section [voice] of a mall file: how the hall is spoken to."""

import re
from datetime import date
from itertools import pairwise
from typing import Any, Final

from antrean import templates
from antrean.hours import Span
from antrean.mall_hours import WEEKDAYS, span_of, write
from antrean.mall_rows import Row, quote
from antrean.model import LocalText
from antrean.voice_rules import Loudness, Quiet, VoiceRules

LIMITS: Final = {
    "repeat": (1, 3),
    "repeat_gap_s": (0, 30),
    "pause_ms": (0, 2000),
    "shorten_after": (0, 99),
}
SOFTEST_PERCENT: Final = 10
"""Softer is not heard: that is what quiet periods are for."""

_ENGLISH: Final = re.compile("never|english_tickets|always")
_READING: Final = re.compile("digit|hybrid|cardinal")
_LOUDNESS: Final = re.compile(r"(\S+)\s+([0-9]{1,3})\s*%", re.ASCII)
_QUIET: Final = re.compile(r"(?:([0-9]{4}-[0-9]{2}-[0-9]{2}|[a-z]+(?:\s*,\s*[a-z]+)*)\s+)?(\S+)", re.ASCII)
_LONGEST_ITEM: Final = 60
_LONGEST_OCCASION: Final = 40


def voice_rules(row: Row) -> VoiceRules:
    """Read [voice]; what is wrong is noted and left at its default."""
    found: dict[str, Any] = {}
    if english := row.code("english", _ENGLISH, "never, english_tickets or always", required=False):
        found["english"] = english
    if reading := row.code("reading", _READING, "digit, hybrid or cardinal", required=False):
        found["reading"] = reading
    for key, (low, high) in LIMITS.items():
        value = row.whole(key, low, high)
        if value is not None:
            found[key] = value
    rules = VoiceRules(
        **found,
        missed=row.flag("missed", default=True),
        notices=_notices(row),
        occasions=_occasions(row),
        volume=_volume(row),
        quiet=_quiet(row),
        say=_say(row),
    )
    row.finish()
    return rules


def write_quiet(quiet: Quiet) -> str:
    """Return a quiet period as the mall file has it."""
    if quiet.day is not None:
        return f"{quiet.day} {write(quiet.span)}"
    days = ",".join(WEEKDAYS[day] for day in sorted(quiet.weekdays))
    return f"{days} {write(quiet.span)}".strip()


def write_loudness(one: Loudness) -> str:
    """Return a part of the day and its loudness as the mall file has it."""
    return f"{write(one.span)} {one.percent}%"


def _notices(row: Row) -> tuple[str, ...]:
    if not row.has("notices"):
        row.value("notices")
        return templates.NOTICES
    named = row.words("notices")
    for name in named:
        if name not in templates.NOTICES:
            row.note("notices", f"{quote(name)} is not announced; known are {', '.join(templates.NOTICES)}.")
    return tuple(name for name in templates.NOTICES if name in named)


def _occasions(row: Row) -> dict[int, LocalText]:
    table = row.table("occasions")
    if table is None:
        return {}
    found = {}
    for day, name in enumerate(WEEKDAYS):
        text = table.text(name, longest=_LONGEST_OCCASION)
        if text.indonesian:
            found[day] = text
    table.finish()
    return found


def _volume(row: Row) -> tuple[Loudness, ...]:
    found: list[tuple[int, Loudness]] = []
    for number, text in row.items("volume", _LONGEST_ITEM):
        match = _LOUDNESS.fullmatch(text)
        span = span_of(match[1]) if match else None
        if match is None or span is None:
            row.note_item("volume", number, f'{quote(text)} must be hours and a loudness such as "12:00-13:00 50%".')
        elif not SOFTEST_PERCENT <= int(match[2]) <= 100:
            row.note_item("volume", number, f"{quote(text)} must be from {SOFTEST_PERCENT} to 100 %.")
        else:
            found.append((number, Loudness(span, int(match[2]))))
    found.sort(key=lambda pair: (pair[1].span.opens, pair[1].span.closes))
    for (_, one), (number, other) in pairwise(found):
        if other.span.opens < one.span.closes:
            row.note_item("volume", number, f"{write(one.span)} and {write(other.span)} overlap.")
    return tuple(one for _, one in found)


def _quiet(row: Row) -> tuple[Quiet, ...]:
    found = []
    for number, text in row.items("quiet", _LONGEST_ITEM):
        match = _QUIET.fullmatch(text)
        span = span_of(match[2]) if match else None
        if match is None or span is None:
            row.note_item(
                "quiet",
                number,
                f'{quote(text)} must be hours such as "11:45-12:00", after weekdays ("fri", "mon,tue") or a date.',
            )
        elif (quiet := _quiet_on(row, number, match[1], span)) is not None:
            found.append(quiet)
    return tuple(found)


def _quiet_on(row: Row, number: int, when: str | None, span: Span) -> Quiet | None:
    if when is None:
        return Quiet(span)
    if when[0].isdigit():
        try:
            return Quiet(span, day=date.fromisoformat(when))
        except ValueError:
            row.note_item("quiet", number, f"there is no day {quote(when)} in the calendar.")
            return None
    days = [day.strip() for day in when.split(",")]
    strange = [day for day in days if day not in WEEKDAYS]
    for day in strange:
        row.note_item("quiet", number, f"{quote(day)} is not a weekday; write {', '.join(WEEKDAYS)}.")
    return None if strange else Quiet(span, frozenset(WEEKDAYS.index(day) for day in days))


def _say(row: Row) -> dict[str, LocalText]:
    table = row.table("say")
    if table is None:
        return {}
    found = {}
    for kind in templates.DEFAULTS:
        text = table.text(kind, longest=templates.LONGEST)
        for language, template in (("id", text.indonesian), *text.others.items()):
            key = kind if language == "id" else f"{kind}_{language}"
            if language not in templates.LANGUAGES:
                table.note(key, f'"{key}": nobody speaks "{language}" here, only id and en.')
            elif template:
                for mistake in templates.mistakes(kind, template):
                    table.note(key, f'"{key}": {mistake}')
        if text.indonesian:
            found[kind] = text
    table.finish()
    return found
