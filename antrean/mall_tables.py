"""Writing a mall back as the tables of its file, and as TOML."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from typing import Any

from antrean import mall_ticker
from antrean.hours import DayHours, Period, Span
from antrean.mall_hours import WEEKDAYS, write
from antrean.mall_reading import is_free_fee
from antrean.mall_record import DEFAULT_OUTCOMES, Mall, Standards
from antrean.mall_voice import write_loudness, write_quiet
from antrean.model import Agency, Counter, LocalText, Outcome, Service, Zone
from antrean.voice_rules import VoiceRules

Table = dict[str, Any]
_DATES = ("date", "from", "to")


def to_tables(mall: Mall) -> Table:
    """Return the tables of the mall file: texts, numbers, lists and dictionaries only, fit for JSON."""
    week = _week(mall.hours.week)
    tables: Table = {
        "mall": {
            **_text("name", mall.name),
            **_text("place", mall.place),
            "time_zone": mall.time_zone,
            "languages": list(mall.languages),
            **mall_ticker.to_table(mall.ticker),
            **_text("maklumat", mall.maklumat),
        },
        "hours": {
            "always_open": mall.hours.always_open,
            "issue_minutes_before": mall.hours.issue_minutes_before,
            "cutoff_minutes": mall.hours.cutoff_minutes,
            **week,
        },
        "rules": asdict(mall.rules),
        "voice": _voice(mall.voice),
    }
    if standards := _standards(mall.standards):
        tables["standards"] = standards
    for name, of_kind in (("holidays", _holiday), ("periods", _period), ("exceptions", _exception)):
        rows = [row for period in mall.hours.periods if (row := of_kind(period)) is not None]
        if rows:
            tables[name] = rows
    if mall.outcomes != DEFAULT_OUTCOMES:
        tables["outcomes"] = [_outcome(outcome) for outcome in mall.outcomes]
    tables["zones"] = [_zone(zone) for zone in mall.zones]
    tables["agencies"] = [_agency(agency) for agency in mall.agencies]
    tables["queues"] = [
        {"code": queue.code, "agency": queue.agency, **({"priority": True} if queue.is_priority else {})}
        for queue in mall.queues
    ]
    tables["services"] = [_service(service) for service in mall.services]
    tables["counters"] = [_counter(counter) for counter in mall.counters]
    return tables


def to_toml(tables: Mapping[str, Any]) -> str:
    """Write tables as TOML: sections first, then lists as [[arrays of tables]]."""
    lines: list[str] = []
    for name, content in tables.items():
        if isinstance(content, list):
            for row in content:
                lines += _section(f"[[{name}]]", row)
        else:
            lines += _section(f"[{name}]", content)
    return "\n".join(lines)


def _text(key: str, text: LocalText) -> Table:
    if not text.indonesian:
        return {}
    return {key: text.indonesian, **{f"{key}_{language}": text.others[language] for language in sorted(text.others)}}


def _texts(key: str, texts: tuple[LocalText, ...]) -> Table:
    if not texts:
        return {}
    languages = sorted({language for text in texts for language in text.others})
    translated = {f"{key}_{language}": [text.others.get(language, "") for text in texts] for language in languages}
    return {key: [text.indonesian for text in texts], **translated}


def _week(week: Mapping[int, DayHours]) -> Table:
    found: Table = {WEEKDAYS[day]: _spans(week[day].open) for day in sorted(week)}
    breaks = {WEEKDAYS[day]: _spans(week[day].breaks) for day in sorted(week) if week[day].breaks}
    return {**found, "breaks": breaks} if breaks else found


def _spans(spans: Iterable[Span]) -> str:
    return ", ".join(map(write, spans))


def _holiday(period: Period) -> Table | None:
    if not period.is_holiday:
        return None
    if period.days == 1:
        return {"date": period.first.isoformat(), **_text("name", period.name)}
    return {"from": period.first.isoformat(), "to": period.last.isoformat(), **_text("name", period.name)}


def _period(period: Period) -> Table | None:
    if period.is_holiday or period.days == 1:
        return None
    dates = {"from": period.first.isoformat(), "to": period.last.isoformat()}
    return {**dates, **_text("name", period.name), **_week(period.week)}


def _exception(period: Period) -> Table | None:
    if period.is_holiday or period.days != 1:
        return None
    hours = period.week[period.first.weekday()]
    found = {"date": period.first.isoformat(), **_text("name", period.name), "hours": _spans(hours.open)}
    return {**found, "breaks": _spans(hours.breaks)} if hours.breaks else found


def _standards(standards: Standards) -> Table:
    found: Table = {}
    for one in fields(Standards):
        found |= _text(one.name, getattr(standards, one.name))
    return found


def _voice(rules: VoiceRules) -> Table:
    found: Table = {
        "english": rules.english,
        "reading": rules.reading,
        "repeat": rules.repeat,
        "repeat_gap_s": rules.repeat_gap_s,
        "pause_ms": rules.pause_ms,
        "shorten_after": rules.shorten_after,
        "missed": rules.missed,
        "notices": list(rules.notices),
    }
    occasions: Table = {}
    for day in sorted(rules.occasions):
        occasions |= _text(WEEKDAYS[day], rules.occasions[day])
    say: Table = {}
    for kind, text in rules.say.items():
        say |= _text(kind, text)
    for key, values in (
        ("occasions", occasions),
        ("volume", list(map(write_loudness, rules.volume))),
        ("quiet", list(map(write_quiet, rules.quiet))),
        ("say", say),
    ):
        if values:
            found[key] = values
    return found


def _outcome(outcome: Outcome) -> Table:
    row: Table = {"code": outcome.code, **_text("name", outcome.name)}
    return {**row, "incomplete": True} if outcome.is_incomplete else row


def _zone(zone: Zone) -> Table:
    return {
        "code": zone.code,
        **_text("name", zone.name),
        "color": zone.color,
        **_text("color_name", zone.color_name),
        "voice_area": zone.voice_area,
    }


def _agency(agency: Agency) -> Table:
    return {
        "code": agency.code,
        "zone": agency.zone,
        **_text("short", agency.short),
        **_text("name", agency.name),
        **_text("summary", agency.summary),
        **_text("spoken", agency.spoken),
    }


def _service(service: Service) -> Table:
    row: Table = {
        "code": service.code,
        "agency": service.agency,
        "queue": service.queue,
        **_text("name", service.name),
        **_texts("requirements", service.requirements),
        **_text("fee", service.fee),
    }
    if service.is_free != is_free_fee(service.fee.indonesian):
        row["free"] = service.is_free
    row |= {"target_minutes": service.target_minutes, "wait_target_minutes": service.wait_target_minutes}
    if service.daily_quota is not None:
        row["quota"] = service.daily_quota
    row |= {
        "weekdays": [WEEKDAYS[day] for day in sorted(service.weekdays)],
        **_text("completion", service.completion),
        **_texts("limits", service.limits),
    }
    if service.synonyms:
        row["synonyms"] = list(service.synonyms)
    return row


def _counter(counter: Counter) -> Table:
    row: Table = {"number": counter.number, "zone": counter.zone, "own": list(counter.own)}
    if counter.help:
        row["help"] = list(counter.help)
    row |= _text("note", counter.note)
    if counter.is_information:
        row["information"] = True
    if counter.rota:
        row["rota"] = {WEEKDAYS[day]: list(counter.rota[day]) for day in sorted(counter.rota)}
    return row


def _section(head: str, row: Mapping[str, Any]) -> list[str]:
    lines = [head]
    for key, value in row.items():
        if isinstance(value, Mapping):
            # Dotted keys keep a list's row in one piece; a table of its own would have to follow the row.
            lines += [f"{key}.{inner} = {_value(inner, part)}" for inner, part in value.items()]
        elif isinstance(value, list) and sum(map(len, map(str, value))) > 60:
            lines += [f"{key} = [", *(f"  {_value(key, item)}," for item in value), "]"]
        else:
            lines.append(f"{key} = {_value(key, value)}")
    return [*lines, ""]


def _value(key: str, value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case list():
            return "[" + ", ".join(_value(key, item) for item in value) + "]"
        case Mapping():
            return "{ " + ", ".join(f"{inner} = {_value(inner, part)}" for inner, part in value.items()) + " }"
        case _ if key in _DATES:
            return str(value)
        case _:
            return _quoted(str(value))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in escaped) + '"'
