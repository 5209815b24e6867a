"""Reading every section of a mall file into the records of the model, noting each mistake with its line."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo

from antrean import mall_hours, mall_ticker, mall_voice
from antrean.hours import Schedule
from antrean.mall_lines import Lines, Path
from antrean.mall_record import Rules, RunningText, Standards
from antrean.mall_rows import LONGEST_PARAGRAPH, Row, Sheet, kind_of, quote
from antrean.model import DEFAULT_LANGUAGE, Agency, Counter, LocalText, Outcome, Queue, Service, Zone
from antrean.voice_rules import VoiceRules

LISTS = ("holidays", "periods", "exceptions", "outcomes", "zones", "agencies", "queues", "services", "counters")

MOST_ROWS = 1000
LARGEST_COUNTER = 999
LONGEST_SERVICE_MINUTES = 480
LARGEST_QUOTA = 9999
LONGEST_SYNONYM = 40
FREE = "gratis"
"""A fee that begins with this word is free of charge, unless `free = false` says otherwise."""

PRIORITY_LETTER = "P"
"""As second letter of a queue (DOMAIN "Ticket, code and announcement conventions")."""

_ZONE = re.compile(r"[A-Z0-9]{1,4}")
_AGENCY = re.compile(r"[A-Z]")
_QUEUE = re.compile(r"[A-Z]{2}")
_SERVICE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_AREA = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_OUTCOME = re.compile(r"[a-z][a-z0-9_]*")
# Two-letter codes of ISO 639-1.
_LANGUAGES = (
    "am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja jv ka kk km kn "
    "ko ky lo lt lv mi mk ml mn mr ms mt my ne nl no pa pl ps pt ro ru si sk sl so sq sr su sv sw ta te tg th tk tl "
    "tr uk ur uz vi yo zh zu"
)
_RULE_LIMITS: Mapping[str, tuple[int, int]] = {
    "recall_gap_s": (0, 600),
    "calls_before_no_show": (1, 10),
    "reinstate_after": (0, 50),
    "priority_ratio": (1, 10),
    "cancel_within_s": (0, 600),
    "undo_within_s": (0, 60),
    "staffed_after_minutes": (0, 1440),
    "most_recalls": (1, 50),
    "pin_tries": (3, 20),
    "long_service_percent": (100, 1000),
}

_Record = TypeVar("_Record")


@dataclass(frozen=True)
class Entry(Generic[_Record]):
    """A record and the row it was read from, so that later checks can point at a line."""

    row: Row
    record: _Record


@dataclass(kw_only=True)
class Draft:
    """What could be read; it becomes a Mall only when no mistake was found."""

    name: LocalText
    place: LocalText
    time_zone: str
    languages: tuple[str, ...]
    ticker: tuple[RunningText, ...]
    maklumat: LocalText
    standards: Standards
    hours: Schedule
    rules: Rules
    voice: VoiceRules
    outcomes: list[Entry[Outcome]] = field(default_factory=list)
    zones: list[Entry[Zone]] = field(default_factory=list)
    agencies: list[Entry[Agency]] = field(default_factory=list)
    queues: list[Entry[Queue]] = field(default_factory=list)
    services: list[Entry[Service]] = field(default_factory=list)
    counters: list[Entry[Counter]] = field(default_factory=list)


def read_tables(tables: Mapping[str, object], lines: Lines, *, is_kept: bool = False) -> tuple[Draft, Sheet]:
    """Read parsed tables; the sheet holds every mistake of a single key or row.

    `is_kept` is for a mall from the database: it may hold keys of a newer version.
    """
    sheet = Sheet(lines, is_kept=is_kept)
    root = Row(sheet, (), tables, "the file")
    mall = _section(sheet, root, "mall", required=True)
    languages = _languages(mall)
    sheet.translations = tuple(language for language in languages if language != DEFAULT_LANGUAGE)
    lists = {name: _rows(sheet, root, name) for name in LISTS}
    hours = mall_hours.schedule(
        _section(sheet, root, "hours", required=True), lists["holidays"], lists["periods"], lists["exceptions"]
    )
    draft = Draft(
        name=mall.text("name", required=True),
        place=mall.text("place", required=True),
        time_zone=_time_zone(mall),
        languages=languages,
        ticker=mall_ticker.running_texts(mall),
        maklumat=mall.text("maklumat", longest=LONGEST_PARAGRAPH),
        standards=_standards(_section(sheet, root, "standards", required=False)),
        hours=hours,
        rules=_rules(_section(sheet, root, "rules", required=False)),
        voice=mall_voice.voice_rules(_section(sheet, root, "voice", required=False)),
    )
    mall.finish()
    draft.outcomes = [Entry(row, _outcome(row)) for row in lists["outcomes"]]
    draft.zones = [Entry(row, _zone(row, number)) for number, row in enumerate(lists["zones"], start=1)]
    draft.agencies = [Entry(row, _agency(row, number)) for number, row in enumerate(lists["agencies"], start=1)]
    draft.queues = [Entry(row, _queue(row)) for row in lists["queues"]]
    open_days = frozenset(range(7)) if hours.always_open else frozenset(hours.week)
    draft.services = [
        Entry(row, _service(row, number, open_days)) for number, row in enumerate(lists["services"], start=1)
    ]
    draft.counters = [Entry(row, _counter(row)) for row in lists["counters"]]
    root.finish()
    return draft, sheet


def is_free_fee(fee: str) -> bool:
    """Say whether a fee in words is none at all."""
    return fee.lower().startswith(FREE)


def _section(sheet: Sheet, root: Row, name: str, *, required: bool) -> Row:
    given = root.value(name)
    path: Path = (name,)
    if isinstance(given, Mapping):
        return Row(sheet, path, given, f"[{name}]")
    if root.has(name):
        sheet.note(path, f"{name} must be one section, written as [{name}], not {kind_of(given)}.")
    elif required:
        sheet.note((), f"the section [{name}] is missing.")
    # Its keys are not asked for one by one where the whole section is the mistake.
    return Row(Sheet(sheet.lines), path, {}, f"[{name}]")


def _rows(sheet: Sheet, root: Row, name: str) -> list[Row]:
    given = root.value(name)
    required = name in ("zones", "agencies", "queues", "services", "counters")
    if not root.has(name) or given == []:
        if required:
            sheet.note((name,), f"there is no [[{name}]] table; a mall needs at least one.")
        return []
    if not isinstance(given, list):
        sheet.note((name,), f"{name} must be a list of tables, each under [[{name}]], not {kind_of(given)}.")
        return []
    if len(given) > MOST_ROWS:
        sheet.note((name,), f"there are {len(given)} tables [[{name}]]; {MOST_ROWS} are the most of any mall.")
        return []
    found: list[Row] = []
    for number, item in enumerate(given):
        if isinstance(item, Mapping):
            found.append(Row(sheet, (name, number), item, _label(name, number, item)))
        else:
            sheet.note((name, number), f"{name} must hold tables, each under [[{name}]], not {kind_of(item)}.")
    return found


def _label(name: str, number: int, item: Mapping[str, object]) -> str:
    word = {"agencies": "agency", "holidays": "holiday"}.get(name, name.removesuffix("s"))
    for key in ("code", "number", "name", "date"):
        shown = item.get(key)
        if isinstance(shown, str) and 0 < len(shown) <= 40:
            return f"{word} {quote(shown)}"
        if isinstance(shown, int) and not isinstance(shown, bool) and abs(shown) < 10**6:
            return f"{word} {shown}"
    return f"{word} no. {number + 1}"


def _languages(row: Row) -> tuple[str, ...]:
    if not row.has("languages"):
        row.value("languages")
        return (DEFAULT_LANGUAGE, "en")
    found = row.words("languages")
    for language in found:
        if not _is_language(language):
            row.note("languages", f'{quote(language)} is not a known language code; write two letters such as "en".')
    if isinstance(row.value("languages"), list) and DEFAULT_LANGUAGE not in found:
        row.note("languages", f'"languages" must name "{DEFAULT_LANGUAGE}": every text is written in it first.')
    return tuple(language for language in found if _is_language(language))


def _is_language(code: str) -> bool:
    return re.fullmatch("[a-z]{2}", code) is not None and code in _LANGUAGES.split()


def _time_zone(row: Row) -> str:
    given = row.value("time_zone", required=True)
    if not row.has("time_zone"):
        return ""
    if not isinstance(given, str):
        row.note("time_zone", f'"time_zone" must be a text in quotes, not {kind_of(given)}.')
        return ""
    try:
        # The name becomes a path inside zoneinfo, which objects to a strange one in several ways.
        ZoneInfo(given[:64])
    except (ValueError, OSError, LookupError):
        row.note(
            "time_zone",
            f"{quote(given)} is not a time zone; in Indonesia it is Asia/Jakarta, Asia/Pontianak, Asia/Makassar"
            " or Asia/Jayapura.",
        )
    return given


def _rules(row: Row) -> Rules:
    found: dict[str, Any] = {}
    for rule in fields(Rules):
        if rule.name in _RULE_LIMITS:
            low, high = _RULE_LIMITS[rule.name]
            value: object = row.whole(rule.name, low, high)
        else:
            value = row.flag(rule.name, default=bool(rule.default))
        if value is not None:
            found[rule.name] = value
    row.finish()
    return Rules(**found)


def _standards(row: Row) -> Standards:
    found = Standards(**{one.name: row.text(one.name, longest=LONGEST_PARAGRAPH) for one in fields(Standards)})
    row.finish()
    return found


def _outcome(row: Row) -> Outcome:
    outcome = Outcome(
        code=row.code("code", _OUTCOME, "small letters, digits and underscores, such as documents_missing"),
        name=row.text("name", required=True),
        is_incomplete=row.flag("incomplete", default=False),
    )
    row.finish()
    return outcome


def _zone(row: Row, position: int) -> Zone:
    zone = Zone(
        code=row.code("code", _ZONE, "one to four capital letters or digits"),
        position=position,
        name=row.text("name", required=True),
        color=row.code("color", _COLOR, "a colour such as #1565C0"),
        color_name=row.text("color_name"),
        voice_area=row.code("voice_area", _AREA, "small letters, digits and hyphens", required=False) or "hall",
    )
    row.finish()
    return zone


def _agency(row: Row, position: int) -> Agency:
    short = row.text("short", required=True)
    agency = Agency(
        code=row.code("code", _AGENCY, "one capital letter"),
        position=position,
        short=short,
        name=row.text("name", required=True),
        summary=row.text("summary"),
        spoken=row.text("spoken", default=short),
        zone=row.reference("zone"),
    )
    row.finish()
    return agency


def _queue(row: Row) -> Queue:
    code = row.code("code", _QUEUE, "two capital letters")
    queue = Queue(
        code=code,
        agency=row.reference("agency"),
        is_priority=row.flag("priority", default=False, otherwise=code[1:2] == PRIORITY_LETTER),
    )
    row.finish()
    return queue


def _service(row: Row, position: int, open_days: frozenset[int]) -> Service:
    fee = row.text("fee", required=True)
    service = Service(
        code=row.code("code", _SERVICE, "small letters, digits and hyphens, at most 24 of them, such as skck"),
        position=position,
        agency=row.reference("agency"),
        queue=row.reference("queue"),
        name=row.text("name", required=True),
        requirements=row.texts("requirements"),
        fee=fee,
        is_free=row.flag("free", default=is_free_fee(fee.indonesian)),
        target_minutes=row.whole("target_minutes", 1, LONGEST_SERVICE_MINUTES, required=True) or 1,
        wait_target_minutes=row.whole("wait_target_minutes", 1, LONGEST_SERVICE_MINUTES, required=True) or 1,
        daily_quota=row.whole("quota", 1, LARGEST_QUOTA),
        weekdays=_weekdays(row, open_days),
        completion=row.text("completion"),
        limits=row.texts("limits"),
        synonyms=row.phrases("synonyms", LONGEST_SYNONYM),
    )
    row.finish()
    return service


def _weekdays(row: Row, open_days: frozenset[int]) -> frozenset[int]:
    """Return the weekdays of a service; without the key it is offered whenever the mall is open."""
    given = row.value("weekdays")
    if not row.has("weekdays"):
        return open_days
    found = row.words("weekdays")
    for name in found:
        if name not in mall_hours.WEEKDAYS:
            row.note("weekdays", _no_weekday(name))
    if given == []:
        row.note("weekdays", '"weekdays" is empty; name the days or leave the key out for every open day.')
    return frozenset(mall_hours.WEEKDAYS.index(name) for name in found if name in mall_hours.WEEKDAYS)


def _no_weekday(name: str) -> str:
    return f"{quote(name)} is not a weekday; write {', '.join(mall_hours.WEEKDAYS)}."


def _rota(row: Row) -> dict[int, tuple[str, ...]]:
    """Return which agencies share a counter on which weekday: rota.mon = ["J"]."""
    table = row.table("rota")
    if table is None:
        return {}
    found = {}
    for day, name in enumerate(mall_hours.WEEKDAYS):
        if table.has(name):
            found[day] = table.words(name)
            if table.value(name) == []:
                table.note(name, f'"{name}" is empty; name the agencies of that day or leave the key out.')
    table.finish()
    return found


def _counter(row: Row) -> Counter:
    counter = Counter(
        number=row.whole("number", 1, LARGEST_COUNTER, required=True) or 0,
        zone=row.reference("zone"),
        own=row.words("own"),
        help=row.words("help"),
        note=row.text("note"),
        is_information=row.flag("information", default=False),
        rota=_rota(row),
    )
    row.finish()
    return counter
