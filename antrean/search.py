"""Which services a visitor may mean by the words typed at the kiosk, also half a word and a slip of the finger."""

import math
import unicodedata
import weakref
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from rapidfuzz import process
from rapidfuzz.distance import OSA

from antrean.mall_record import Mall
from antrean.model import Agency, LocalText, Service

MOST_WORDS = 8
"""Of a longer query the rest is not looked at; nobody types so much on a screen."""

_LONGEST_QUERY = 80
_SHORT = 2
"""So few signs begin hundreds of words: they match beginnings alone, and no document that is asked for."""

_WHOLE = 100.0
_BEGINNING = 75.0
_WORDS = 90.0
_OTHER_LANGUAGE = 0.98
"""A name in the visitor's own language comes first of two that match alike."""
_ACROSS = 0.9
"""Words found in several phrases of a service ("sim polres") say less than the same words in one."""
_UNKNOWN = 0.4
"""What a word that nothing here resembles ("mau", "bikin") weighs beside a known one."""
_LEAST = 20.0
_LEAST_OF_BEST = 0.4


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A service that fits: its code, how well (above 0, to 100), and the words of the mall file that matched."""

    service: str
    score: float
    matched: str


class _Field(Enum):
    """Where a phrase stands, and how much it says about what a service is."""

    SYNONYM = 1.0
    NAME = 0.99
    AGENCY = 0.6
    SUMMARY = 0.55
    REQUIREMENT = 0.28


@dataclass(frozen=True)
class _Phrase:
    service: int
    field: _Field
    language: str | None
    text: str
    words: tuple[str, ...]
    joined: str

    @property
    def names_it(self) -> bool:
        return self.field in (_Field.SYNONYM, _Field.NAME)


def fold(text: str) -> str:
    """Return a text as it is compared: small letters and digits without marks, single spaces between words."""
    plain = unicodedata.normalize("NFKD", text[:1000]).casefold()
    marks = (sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in marks).split())


def find(mall: Mall, query: str, language: str, limit: int = 8) -> tuple[Hit, ...]:
    """Return the services that fit the words best, the best first; nothing where the words mean nothing here.

    An exact name or synonym is before a beginning, a beginning before a typing mistake, and all before
    words that stand in other places, such as among the documents to bring.
    """
    return index_of(mall).find(query, language, limit)


class Index:
    """The words of one mall, ready to be searched with every key that is pressed."""

    def __init__(self, mall: Mall) -> None:
        self._codes = [service.code for service in mall.services]
        self._phrases = [
            phrase
            for number, service in enumerate(mall.services)
            for phrase in _phrases(number, service, mall.agency(service.agency))
        ]
        self._whole: dict[str, list[_Phrase]] = defaultdict(list)
        self._places: dict[str, list[_Phrase]] = defaultdict(list)
        for phrase in self._phrases:
            self._whole[phrase.joined].append(phrase)
            for word in dict.fromkeys(phrase.words):
                self._places[word].append(phrase)
            # "aktalahir" and "ektp" are typed without the space or the hyphen that the file has.
            if phrase.names_it and len(phrase.words) > 1:
                self._places[phrase.joined].append(phrase)
        self._services_of = {word: {phrase.service for phrase in there} for word, there in self._places.items()}
        self._beginnings: dict[int, dict[str, list[str]]] = {}
        for word in self._places:
            for length in range(1, len(word) + 1):
                self._beginnings.setdefault(length, {}).setdefault(word[:length], []).append(word)

    def find(self, query: str, language: str, limit: int) -> tuple[Hit, ...]:
        """Do what `find` of this module does, for the mall of this index."""
        folded = fold(query[:_LONGEST_QUERY])
        words = tuple(dict.fromkeys(folded.split()))[:MOST_WORDS]
        if not words or limit < 1:
            return ()
        joined = folded.replace(" ", "")
        best: dict[int, tuple[float, str]] = {}

        def offer(service: int, score: float, text: str) -> None:
            if score > best.get(service, (0.0, ""))[0]:
                best[service] = (score, text)

        for phrase, score in self._by_words(words, with_requirements=len(joined) > _SHORT):
            offer(phrase.service, score * _native(phrase, language), phrase.text)
        for phrase in self._begun_by(joined):
            part = len(joined) / len(phrase.joined)
            offer(phrase.service, (_BEGINNING + 20 * part) * _native(phrase, language), phrase.text)
        for phrase in self._whole.get(joined, ()):
            offer(phrase.service, _WHOLE * phrase.field.value * _native(phrase, language), phrase.text)
        least = max(_LEAST, _LEAST_OF_BEST * max((score for score, _ in best.values()), default=0.0))
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
        return tuple(
            Hit(service=self._codes[service], score=round(score, 2), matched=text)
            for service, (score, text) in ranked[:limit]
            if score >= least
        )

    def _begun_by(self, joined: str) -> Iterable[_Phrase]:
        """Yield the names and synonyms that begin with what was typed so far."""
        for word in self._beginnings.get(len(joined), {}).get(joined, ()):
            for phrase in self._places[word]:
                if phrase.names_it and phrase.joined.startswith(joined):
                    yield phrase

    def _by_words(self, words: tuple[str, ...], *, with_requirements: bool) -> Iterable[tuple[_Phrase, float]]:
        """Yield phrases with a score for the words that match, each with the weight of how rare it is here."""
        found = [self._likeness(word, is_last=word is words[-1]) for word in words]
        # The "e" of "e-ktp" is no reason to show everything else that begins with it.
        weights = [
            self._weight(likeness) * min(1.0, len(word) / 3) for word, likeness in zip(words, found, strict=True)
        ]
        total = sum(weights)
        in_phrase: dict[int, float] = defaultdict(float)
        phrases: dict[int, _Phrase] = {}
        in_service: dict[int, float] = defaultdict(float)
        leading: dict[int, tuple[float, _Phrase]] = {}
        for likeness, weight in zip(found, weights, strict=True):
            of_phrase: dict[int, float] = defaultdict(float)
            of_service: dict[int, float] = defaultdict(float)
            for word, like in likeness.items():
                for phrase in self._places[word]:
                    if phrase.field is _Field.REQUIREMENT and not with_requirements:
                        continue
                    phrases[id(phrase)] = phrase
                    of_phrase[id(phrase)] = max(of_phrase[id(phrase)], like)
                    value = like * phrase.field.value
                    of_service[phrase.service] = max(of_service[phrase.service], value)
                    if value > leading.get(phrase.service, (0.0, phrase))[0]:
                        leading[phrase.service] = (value, phrase)
            for key, like in of_phrase.items():
                in_phrase[key] += weight * like
            for service, value in of_service.items():
                in_service[service] += weight * value
        for key, value in in_phrase.items():
            phrase = phrases[key]
            # Of two names with the words the shorter one is more likely meant.
            fullness = 0.85 + 0.15 * min(1.0, len(words) / len(phrase.words))
            yield phrase, _WORDS * phrase.field.value * fullness * value / total
        for service, value in in_service.items():
            yield leading[service][1], _WORDS * _ACROSS * 0.85 * value / total

    def _likeness(self, typed: str, *, is_last: bool) -> Mapping[str, float]:
        """Return the words of the mall that `typed` may be, each with a likeness up to 1."""
        size = len(typed)
        if size <= _SHORT and not is_last:
            # Nobody is still typing it.
            return {typed: 1.0} if typed in self._places else {}
        found: dict[str, float] = {}
        wrong = _mistakes_allowed(size)
        for length in range(size - wrong, size + wrong + 1) if wrong else ():
            begun = self._beginnings.get(length, {})
            # Of a mapping rapidfuzz would compare the values.
            near = process.extract(typed, list(begun), scorer=OSA.distance, limit=None, score_cutoff=wrong)
            for beginning, distance, _ in near:
                if not distance or (size == 3 and sorted(beginning) != sorted(typed)):
                    continue
                # One sign more than three is another word ("kuda" is no "kua"), unless a key was pressed twice.
                if len(beginning) == 3 and size > 3 and _single(beginning) != _single(typed):
                    continue
                is_begun_alike = beginning[0] == typed[0]
                like = 0.95 - distance / size - (0.0 if is_begun_alike else 0.1)
                for word in begun[beginning]:
                    # Half a word that begins with another sign is another word: "foto" is no "motor".
                    if is_begun_alike or word == beginning:
                        found[word] = max(found.get(word, 0.0), like * _part(length, word))
        for word in self._beginnings.get(size, {}).get(typed, ()):
            found[word] = _part(size, word)
        if typed in self._places:
            # What is a word as it stands is hardly a slip for another one.
            found = {word: like if word.startswith(typed) else like * 0.5 for word, like in found.items()}
        return found

    def _weight(self, likeness: Mapping[str, float]) -> float:
        if not likeness:
            return _UNKNOWN * math.log(1 + len(self._codes))
        most = max(likeness.values())
        services = set[int]().union(*(self._services_of[word] for word, like in likeness.items() if like == most))
        return math.log(1 + len(self._codes) / len(services))


_latest: tuple[weakref.ref[Mall], Index] | None = None


def index_of(mall: Mall) -> Index:
    """Return the index of a mall, made once (some 20 ms: before the first key, where nobody waits) and kept.

    A process has one mall at a time, so one is kept.
    """
    global _latest  # noqa: PLW0603
    kept = _latest
    if kept is not None and kept[0]() is mall:
        return kept[1]
    index = Index(mall)
    _latest = (weakref.ref(mall), index)
    return index


def _phrases(number: int, service: Service, agency: Agency) -> Iterable[_Phrase]:
    fields: list[tuple[_Field, str | None, str]] = [(_Field.SYNONYM, None, text) for text in service.synonyms]
    for field, text in (
        (_Field.NAME, service.name),
        (_Field.AGENCY, agency.short),
        (_Field.AGENCY, agency.name),
        (_Field.SUMMARY, agency.summary),
        *((_Field.REQUIREMENT, requirement) for requirement in service.requirements),
    ):
        fields += [(field, language, words) for language, words in _languages(text)]
    for field, language, words in fields:
        if folded := fold(words):
            yield _Phrase(number, field, language, words, tuple(folded.split()), folded.replace(" ", ""))


def _languages(text: LocalText) -> Iterable[tuple[str, str]]:
    yield "id", text.indonesian
    yield from text.others.items()


def _native(phrase: _Phrase, language: str) -> float:
    return 1.0 if phrase.language in (None, language) else _OTHER_LANGUAGE


def _mistakes_allowed(size: int) -> int:
    """Return how many signs of a word may be wrong, missing, too many or exchanged; of three only two exchanged."""
    return 0 if size < 3 else 1 if size < 7 else 2


def _single(word: str) -> str:
    """Return a word with every sign that is repeated at once but once."""
    return "".join(sign for sign, _ in groupby(word))


def _part(typed: int, word: str) -> float:
    return 0.6 + 0.35 * typed / len(word) if typed < len(word) else 1.0
