"""Recorded words: what their files are called, how a sentence is cut into them, and which a mall needs."""

import re
import string
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, Literal, assert_never

from antrean import reading, templates
from antrean.mall_record import Mall, Rules
from antrean.voice_rules import DEFAULT_RULES, VoiceRules
from antrean.wording import AnnouncementKind, Notice

LONGEST_CLIP_WORDS: Final = 12
"""No file of more words is looked for; the longest phrase of the hall's own sentences has nine."""

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Clip:
    """A recording to be heard, by the name of its file without ".wav"."""

    name: str


@dataclass(frozen=True)
class Spoken:
    """Words that nobody recorded: the engine says them."""

    text: str


@dataclass(frozen=True)
class Pause:
    """Silence at a comma, or a longer one at the end of a sentence."""

    kind: Literal["comma", "stop"]


Part = Clip | Spoken | Pause


@dataclass(frozen=True)
class Phrase:
    """One recording that a mall needs: the name of its file and what is to be said in it."""

    name: str
    text: str


def name_of(words: str) -> str:
    """Return what the recording of some words is called: "Nomor antrean," is "nomor_antrean"."""
    plain = unicodedata.normalize("NFKD", words).casefold()
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign) and sign not in "'’")
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def cut(text: str, known: Collection[str]) -> tuple[Part, ...]:
    """Return a sentence as the longest recordings there are; words without one that stand together stay together.

    `known` are the names of the recordings. No recording reaches over a comma or a full stop: there is a pause.
    """
    parts: list[Part] = []
    for phrase, mark in _phrases(text):
        parts += _cut_phrase(phrase, known)
        if mark and parts and not isinstance(parts[-1], Pause):
            parts.append(Pause("comma" if mark in ",;:" else "stop"))
    while parts and isinstance(parts[-1], Pause):
        parts.pop()
    return tuple(parts)


def recorded_part(parts: Iterable[Part]) -> float:
    """Return which part of a sentence's words is recorded, 0 to 1."""
    recorded = spoken = 0
    for part in parts:
        match part:
            case Clip(name):
                recorded += len(name.split("_"))
            case Spoken(text):
                spoken += len(text.split())
            case Pause():
                pass
            case _:
                assert_never(part)
    return recorded / max(1, recorded + spoken)


def missing(text: str, known: Collection[str]) -> tuple[str, ...]:
    """Return the words of a sentence that the engine would have to say."""
    return tuple(part.text for part in cut(text, known) if isinstance(part, Spoken))


def needed(mall: Mall | None, language: str) -> tuple[Phrase, ...]:
    """Return the recordings with which every sentence of a mall can be said in "id" or "en", each once, by name.

    Without a mall those of any mall: all letters, all numbers, the sentences of Antrean, but no agency.
    """
    rules = DEFAULT_RULES if mall is None else mall.voice
    used = [
        rules.template(kind, language)
        for kind in templates.DEFAULTS
        if kind not in templates.NOTICES or kind in rules.notices
    ]
    named = {name for template in used for name in _PLACEHOLDER.findall(template)}
    texts = [part for template in used for part in _PLACEHOLDER.sub(",", _typed(template, language)).split(",")]
    for name in sorted(named):
        texts += _values(name, mall, rules, language)
    found: dict[str, Phrase] = {}
    for text in texts:
        for phrase, _ in _phrases(text):
            # An English "A" without a comma would be rendered as the article.
            said = f"{phrase}," if language == "en" and len(phrase) == 1 else phrase
            if name := name_of(phrase):
                found.setdefault(name, Phrase(name, said))
    return tuple(sorted(found.values(), key=lambda one: one.name))


def _values(placeholder: str, mall: Mall | None, rules: VoiceRules, language: str) -> list[str]:
    """Return what may stand in a placeholder, cut into what one recording each can say."""
    is_english = language == "en"
    match placeholder:
        case "code":
            return [*_letters(mall, language), *_numbers(language)]
        case "counter":
            return _numbers(language)
        case "agency" if mall is not None:
            return [
                reading.speakable_name(
                    one.spoken.in_language(language) if is_english else one.spoken.indonesian, language
                )
                for one in mall.agencies
            ]
        case "priority":
            return ["priority" if is_english else "prioritas"]
        case "ordinal":
            ordinal = reading.english_ordinal if is_english else reading.indonesian_ordinal
            return [ordinal(count) for count in range(2, (mall.rules if mall else Rules()).most_recalls + 2)]
        case "times":
            return ["once", "twice", "times"] if is_english else ["kali"]
        case "greeting":
            parts = ("morning", "afternoon", "evening") if is_english else ("pagi", "siang", "sore", "malam")
            return [f"{'good' if is_english else 'selamat'} {part}" for part in parts]
        case "occasion":
            texts = rules.occasions.values()
            return [
                reading.speakable_name(one.others.get("en", "") if is_english else one.indonesian, language)
                for one in texts
            ]
        case "mall":
            named = Notice(kind=AnnouncementKind.CLOSING).mall if mall is None else mall.name
            return [reading.speakable_name(named.in_language("en") if is_english else named.indonesian, language)]
        case "time":
            return [*_numbers(language), *(("oh", "AM", "PM") if is_english else ("lewat", "menit"))]
        case _:
            return []


def _typed(template: str, language: str) -> str:
    return template if language == "en" else reading.spelled(template)


def _phrases(text: str) -> Iterable[tuple[str, str]]:
    """Yield the words between marks, each with the mark that follows it, which may be none."""
    for found in re.finditer(r"([^,.;:!?]*)([,.;:!?]*)", text):
        phrase = " ".join(found[1].split())
        if phrase:
            yield phrase, found[2][:1]


def _cut_phrase(phrase: str, known: Collection[str]) -> list[Part]:
    words = re.split(r"[\s/]+", phrase.strip(" /-"))
    parts: list[Part] = []
    left: list[str] = []
    at = 0
    while at < len(words):
        length, name = _longest(words[at : at + LONGEST_CLIP_WORDS], known)
        if not length:
            left.append(words[at])
            at += 1
            continue
        if left:
            parts.append(Spoken(" ".join(left)))
            left = []
        parts.append(Clip(name))
        at += length
    if left:
        parts.append(Spoken(" ".join(left)))
    return parts


def _longest(words: list[str], known: Collection[str]) -> tuple[int, str]:
    for length in range(len(words), 0, -1):
        name = name_of(" ".join(words[:length]))
        if name in known:
            return length, name
    return 0, ""


def _numbers(language: str) -> list[str]:
    cardinal = reading.english_cardinal if language == "en" else reading.indonesian_cardinal
    # Every word of every number to 9,999 stands in one of these.
    return [
        word for number in (*range(20), *range(20, 100, 10), 100, 200, 1000, 2000) for word in cardinal(number).split()
    ]


def _letters(mall: Mall | None, language: str) -> list[str]:
    used = string.ascii_uppercase if mall is None else "".join(queue.code for queue in mall.queues)
    letters = sorted(set(used))
    if language == "en":
        return letters
    return [reading.read_code(f"{letter}1", "id").partition(",")[0] for letter in letters]
