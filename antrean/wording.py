"""The sentences of every announcement, in Indonesian and English, from the templates of the mall."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Final, Literal, assert_never

from antrean.errors import Reason, Refused
from antrean.model import LocalText
from antrean.reading import (
    MAX_NAME_LENGTH,
    Reading,
    clean,
    english_cardinal,
    english_ordinal,
    indonesian_cardinal,
    indonesian_ordinal,
    read_code,
    read_number,
    read_time,
    speakable_name,
    spelled,
    split_code,
)
from antrean.templates import LANGUAGES, fill
from antrean.voice_rules import DEFAULT_RULES, EnglishSetting, VoiceRules

__all__ = [
    "MAX_NAME_LENGTH",
    "AnnouncementKind",
    "Call",
    "EnglishSetting",
    "Notice",
    "Reading",
    "Sentence",
    "clean",
    "english_cardinal",
    "english_ordinal",
    "indonesian_cardinal",
    "indonesian_ordinal",
    "languages_of",
    "read_code",
    "read_number",
    "read_time",
    "sentences",
    "speakable_name",
    "spelled",
    "split_code",
    "written",
]


_MALL: Final = LocalText("Mal Pelayanan Publik", {"en": "Public Service Mall"})


class AnnouncementKind(StrEnum):
    """What an announcement is about; calls first, then what is said to the whole hall, last what somebody typed."""

    CALL = "call"
    RECALL = "recall"
    TRANSFER = "transfer"
    RESUME = "resume"
    MISSED = "missed"
    OPENING = "opening"
    BREAK = "break"
    CUTOFF = "cutoff"
    CLOSING = "closing"
    FREE = "free"
    EMERGENCY = "emergency"
    NEWER = "newer"
    """Of a newer version, whose displays know what to say; this one leaves it to them, and never writes it."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """One ticket asked to one counter. `call_count` is how often it was called, this call included."""

    code: str
    counter: int
    agency_spoken: str
    agency_spoken_en: str = ""
    """Empty where it is the Indonesian one."""
    kind: Literal[
        AnnouncementKind.CALL,
        AnnouncementKind.RECALL,
        AnnouncementKind.TRANSFER,
        AnnouncementKind.RESUME,
        AnnouncementKind.MISSED,
    ] = AnnouncementKind.CALL
    call_count: int = 1
    is_priority: bool = False


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Something said to everybody. Times are those of the mall's own wall clock.

    `at` chooses the greeting of the opening, `reopens` and `occasion` belong to a break
    ("salat Jumat", "for Friday prayer"). `mall` is the name of the hall.
    """

    kind: Literal[
        AnnouncementKind.OPENING,
        AnnouncementKind.BREAK,
        AnnouncementKind.CUTOFF,
        AnnouncementKind.CLOSING,
    ]
    at: time | None = None
    reopens: time | None = None
    occasion: LocalText | None = None
    mall: LocalText = _MALL


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """What one voice says in one breath. `language` is "id" or "en"."""

    language: str
    text: str
    pause_s: float | None = None
    """Silence before it, in seconds; None = as much as the voice leaves between two sentences."""


def sentences(
    announcement: Call | Notice,
    languages: Iterable[str] = ("id",),
    reading: Reading = "digit",
    rules: VoiceRules = DEFAULT_RULES,
    *,
    is_short: bool = False,
) -> tuple[Sentence, ...]:
    """Return what is spoken, one sentence per language in the given order, by the templates of the mall.

    `is_short`: the line is long, and every call but a missed one is as short as it can be. Raises Refused(bad_input)
    for a code without letters or number, for a counter or a count beyond 9999, and for a language nobody speaks here.
    """
    spoken = []
    for language in languages:
        if language not in LANGUAGES:
            raise Refused(
                Reason.BAD_INPUT, f"There is no announcement in the language {language!r}; known are id and en."
            )
        match announcement:
            case Call():
                values = _of_call(announcement, language, reading)
                kind = _template_of(announcement, is_short=is_short)
            case Notice():
                values = _of_notice(announcement, language) | {"time": _time(announcement, language)}
                values |= {name: speakable_name(values[name], language) for name in ("occasion", "mall")}
                kind = announcement.kind.value
            case _:
                assert_never(announcement)
        spoken.append(Sentence(language=language, text=_spoken(rules.template(kind, language), language, values)))
    return tuple(spoken)


def written(notice: Notice, language: str, rules: VoiceRules = DEFAULT_RULES) -> str:
    """Return a notice as it is read on the board: times in digits. spoken_text says it as `sentences` would."""
    values = _of_notice(notice, language)
    if notice.reopens is not None:
        values["time"] = f"{notice.reopens:%H.%M}" if language == "id" else f"{notice.reopens:%H:%M}"
    return fill(rules.template(notice.kind.value, language), values)


def languages_of(ticket_language: str, english: EnglishSetting) -> tuple[str, ...]:
    """Return the languages a call is spoken in: Indonesian always, English by the setting `english`."""
    match english:
        case "never":
            return ("id",)
        case "always":
            return ("id", "en")
        case "english_tickets":
            return ("id", "en") if ticket_language == "en" else ("id",)
        case _:
            assert_never(english)


def _template_of(call: Call, *, is_short: bool) -> str:
    # A missed one is not to be taken for a call, so it keeps its whole sentence.
    if is_short and call.kind is not AnnouncementKind.MISSED:
        return "short"
    if call.is_priority and call.kind in (AnnouncementKind.CALL, AnnouncementKind.RESUME):
        return "priority"
    return call.kind.value


def _of_call(call: Call, language: str, reading: Reading) -> dict[str, str]:
    count = max(call.call_count, 2 if call.kind is AnnouncementKind.RECALL else 1)
    if language == "id":
        return {
            "code": read_code(call.code, "id", reading),
            "counter": indonesian_cardinal(call.counter),
            "agency": speakable_name(call.agency_spoken),
            "priority": "prioritas" if call.is_priority else "",
            "ordinal": indonesian_ordinal(count),
            "times": f"{indonesian_cardinal(count)} kali",
        }
    return {
        "code": read_code(call.code, "en", reading),
        "counter": english_cardinal(call.counter),
        "agency": speakable_name(call.agency_spoken_en or call.agency_spoken, "en"),
        "priority": "priority" if call.is_priority else "",
        "ordinal": english_ordinal(count),
        "times": _ENGLISH_TIMES.get(count) or f"{english_cardinal(count)} times",
    }


def _of_notice(notice: Notice, language: str) -> dict[str, str]:
    occasion = LocalText("") if notice.occasion is None else notice.occasion
    if language == "id":
        greeting = _greeting(notice.at, "pagi", "siang", "sore", "malam")
        return {"greeting": f"selamat {greeting}", "occasion": occasion.indonesian, "mall": notice.mall.indonesian}
    greeting = _greeting(notice.at, "morning", "afternoon", "afternoon", "evening")
    mall = notice.mall.in_language("en")
    return {"greeting": f"good {greeting}", "occasion": occasion.others.get("en", ""), "mall": mall}


def _time(notice: Notice, language: str) -> str:
    return "" if notice.reopens is None else read_time(notice.reopens, language)


def _spoken(template: str, language: str, values: Mapping[str, str]) -> str:
    # What is typed in capitals is spelled; placeholders are small letters.
    return fill(spelled(template) if language == "id" else template, values)


def _greeting(at: time | None, morning: str, noon: str, afternoon: str, evening: str) -> str:
    """Return the word of the greeting; Indonesian days turn at 11, 15 and 18 o'clock."""
    if at is None or at.hour < 11:
        return morning
    if at.hour < 15:
        return noon
    return afternoon if at.hour < 18 else evening


_ENGLISH_TIMES: Final = {1: "once", 2: "twice"}
