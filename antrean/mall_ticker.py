"""The running text of a mall file: sentences that are always shown, and some with dates, weekdays or hours."""

from collections.abc import Sequence
from typing import Any

from antrean import mall_hours
from antrean.mall_hours import WEEKDAYS, write
from antrean.mall_record import RunningText
from antrean.mall_rows import Row, quote
from antrean.model import LocalText
from antrean.when import ALWAYS, When

Table = dict[str, Any]
_KEY = "ticker"


def running_texts(mall: Row) -> tuple[RunningText, ...]:
    """Read `ticker` of [mall]: texts in quotes, and tables with `text`, `from`, `to`, `weekdays` and `hours`."""
    return tuple(_scheduled(entry) if isinstance(entry, Row) else RunningText(text=entry) for entry in mall.mixed(_KEY))


def to_table(texts: Sequence[RunningText]) -> Table:
    """Return what the file says of them: plain lists where none has a schedule."""
    if not texts:
        return {}
    if all(one.when == ALWAYS for one in texts):
        languages = sorted({language for one in texts for language in one.text.others})
        translated = {f"{_KEY}_{name}": [one.text.others.get(name, "") for one in texts] for name in languages}
        return {_KEY: [one.text.indonesian for one in texts], **translated}
    return {_KEY: [_entry(one) for one in texts]}


def _scheduled(row: Row) -> RunningText:
    text = row.text("text", required=True)
    first, last = mall_hours.day(row, "from", required=False), mall_hours.day(row, "to", required=False)
    if first is not None and last is not None and first > last:
        row.note("from", f'"from" ({first}) is later than "to" ({last}), so it would never be shown.')
    weekdays = row.words("weekdays")
    for name in weekdays:
        if name not in WEEKDAYS:
            row.note("weekdays", f"{quote(name)} is not a weekday; write {', '.join(WEEKDAYS)}.")
    spans = mall_hours.spans(row, "hours")
    row.finish()
    days = frozenset(WEEKDAYS.index(name) for name in weekdays if name in WEEKDAYS)
    return RunningText(text=text, when=When(first=first, last=last, weekdays=days, spans=spans))


def _entry(one: RunningText) -> str | Table:
    if one.when == ALWAYS and not one.text.others:
        return one.text.indonesian
    row: Table = {"text": one.text.indonesian, **_translations(one.text)}
    if one.when.first is not None:
        row["from"] = one.when.first.isoformat()
    if one.when.last is not None:
        row["to"] = one.when.last.isoformat()
    if one.when.weekdays:
        row["weekdays"] = [WEEKDAYS[day] for day in sorted(one.when.weekdays)]
    if one.when.spans:
        row["hours"] = ", ".join(map(write, one.when.spans))
    return row


def _translations(text: LocalText) -> Table:
    return {f"text_{language}": text.others[language] for language in sorted(text.others)}
