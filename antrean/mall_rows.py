"""Reading typed values out of one table of a mall file: a wrong one is noted with its line, never raised."""

import difflib
import re
import unicodedata
from collections.abc import Mapping

from antrean.mall_lines import Lines, Path
from antrean.mall_record import Problem
from antrean.model import DEFAULT_LANGUAGE, LocalText

LONGEST_TEXT = 120
LONGEST_PARAGRAPH = 360
"""A text of several sentences. Even with every sign escaped it fits on a line of the file."""
_LONGEST_CODE = 24
_SUGGESTIONS = 50
"""After so many unknown keys the file is something else altogether, and guessing only takes time."""

# They turn the reading direction of whatever stands beside them, on screen and in a log.
_DIRECTION_MARKS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_FORBIDDEN = frozenset({"Cc", "Cs", "Co", "Zl", "Zp"})


class Sheet:
    """Every mistake found in one file so far.

    A mall that is kept in the database was checked when it was loaded, maybe by a newer version: keys that nobody
    knows here are that version's.
    """

    def __init__(self, lines: Lines, *, is_kept: bool = False) -> None:
        self.lines = lines
        self.is_kept = is_kept
        self.translations: tuple[str, ...] = ()
        self.guesses = 0
        self._found: list[Problem] = []

    def note(self, path: Path, sentence: str) -> None:
        self._found.append(Problem(self.lines.of(path), sentence))

    def problems(self) -> tuple[Problem, ...]:
        return tuple(sorted(self._found, key=lambda problem: problem.line))


class Row:
    """One table. It remembers which keys were asked for: `finish` notes all others as unknown."""

    def __init__(self, sheet: Sheet, path: Path, values: Mapping[str, object], label: str) -> None:
        self.path = path
        self.label = label
        self._sheet = sheet
        self._values = values
        self._known: set[str] = set()
        self._local: set[str] = set()

    def note(self, key: str, sentence: str) -> None:
        """Note a mistake at a key, or at the head of the table where the key is missing."""
        self._sheet.note((*self.path, key), f"{self.label}: {sentence}")

    def note_item(self, key: str, number: int, sentence: str) -> None:
        """Note a mistake at one item of a list, the first is 0."""
        self._sheet.note((*self.path, key, number), f'{self.label}: "{key}": {sentence}')

    def has(self, key: str) -> bool:
        return key in self._values

    def has_content(self, *keys: str) -> bool:
        """Say whether one of these keys holds anything at all, right or wrong."""
        return any(self._values.get(key) for key in keys)

    @property
    def line(self) -> int:
        return self._sheet.lines.of(self.path)

    def value(self, key: str, required: bool = False) -> object:
        self._known.add(key)
        if required and key not in self._values:
            self.note(key, f'"{key}" is missing.')
        return self._values.get(key)

    def text(
        self, key: str, *, required: bool = False, default: LocalText | None = None, longest: int = LONGEST_TEXT
    ) -> LocalText:
        """Return a text with its translations (`key`, `key_en` …), or the default; an empty one where it is wrong."""
        self._local.add(key)
        given = self.value(key, required)
        indonesian = self.plain(key, given, longest=longest) if key in self._values else ""
        others: dict[str, str] = {}
        for language in self._sheet.translations:
            name = f"{key}_{language}"
            self._known.add(name)
            if name not in self._values:
                continue
            if key not in self._values:
                self.note(name, f'"{name}" translates "{key}", which is missing.')
            others[language] = self.plain(name, self._values[name], longest=longest)
        if default is not None and key not in self._values:
            return default
        return LocalText(indonesian, {language: text for language, text in others.items() if text})

    def texts(self, key: str) -> tuple[LocalText, ...]:
        """Return a list of texts; `key_en` holds as many, with "" where one has no translation."""
        self._local.add(key)
        self._known.add(key)
        indonesian = self._plain_list(key, may_be_empty=False)
        others: dict[str, list[str]] = {}
        for language in self._sheet.translations:
            name = f"{key}_{language}"
            self._known.add(name)
            if name not in self._values:
                continue
            translated = self._plain_list(name, may_be_empty=True)
            if translated is None or indonesian is None:
                continue
            if len(translated) != len(indonesian):
                self.note(
                    name,
                    f'"{name}" and "{key}" must be equally long, not {len(translated)} and {len(indonesian)};'
                    ' write "" where there is no translation.',
                )
            else:
                others[language] = translated
        return tuple(
            LocalText(text, {language: found[number] for language, found in others.items() if found[number]})
            for number, text in enumerate(indonesian or ())
        )

    def mixed(self, key: str) -> "list[LocalText | Row]":
        """Return a list of texts, some of which are tables with keys of their own.

        `key_en` holds as many texts as the list, with "" where one has no translation and where a table stands: its
        translation is in the table.
        """
        given = self._values.get(key)
        tables = {
            number: Row(self._sheet, (*self.path, key, number), item, f"{self.label}, {key} no. {number + 1}")
            for number, item in enumerate(given if isinstance(given, list) else ())
            if isinstance(item, Mapping)
        }
        if not tables:
            return list(self.texts(key))
        assert isinstance(given, list)
        plain = [key if number in tables else item for number, item in enumerate(given)]
        texts = Row(self._sheet, self.path, {**self._values, key: plain}, self.label)
        found = texts.texts(key)
        self._known |= texts._known
        self._local |= texts._local
        for number in tables:
            if found[number : number + 1] and found[number].others:
                self._sheet.note(
                    (*self.path, key, number),
                    f'{self.label}: "{key}" no. {number + 1} is a table; write its translation in it, and "" beside.',
                )
        return [tables.get(number) or text for number, text in enumerate(found)]

    def phrases(self, key: str, longest: int) -> tuple[str, ...]:
        """Return a list of words of no particular language, each named once however it is written."""
        self._known.add(key)
        found: list[str] = []
        for number, phrase in enumerate(self._plain_list(key, may_be_empty=False, longest=longest) or ()):
            if phrase and phrase.casefold() in map(str.casefold, found):
                self._sheet.note((*self.path, key, number), f'{self.label}: "{key}" names {quote(phrase)} twice.')
            else:
                found.append(phrase)
        return tuple(found)

    def items(self, key: str, longest: int) -> tuple[tuple[int, str], ...]:
        """Return the texts of a list with their places, to be read further; for `note_item`."""
        self._known.add(key)
        found = self._plain_list(key, may_be_empty=False, longest=longest) or ()
        return tuple((number, text) for number, text in enumerate(found) if text)

    def plain(
        self,
        key: str,
        given: object,
        path: Path | None = None,
        *,
        may_be_empty: bool = False,
        longest: int = LONGEST_TEXT,
    ) -> str:
        """Return a text without spaces around it; note one that is empty, too long or cannot be shown."""
        where = path or (*self.path, key)
        if not isinstance(given, str):
            self._sheet.note(where, f'{self.label}: "{key}" must be a text in quotes, not {kind_of(given)}.')
            return ""
        text = given.strip()
        if not text and not may_be_empty:
            self._sheet.note(where, f'{self.label}: "{key}" is empty; write a text or leave the key out.')
        elif len(text) > longest:
            self._sheet.note(
                where, f'{self.label}: "{key}" has {len(text)} characters; {longest} are the most that fit.'
            )
        elif not text.isprintable() and any(
            # Only what cannot be printed is looked at sign by sign: the mall is read at every start.
            unicodedata.category(sign) in _FORBIDDEN or sign in _DIRECTION_MARKS
            for sign in text
        ):
            self._sheet.note(
                where, f'{self.label}: "{key}" holds a line break or another sign that cannot be shown: {quote(text)}.'
            )
        return text

    def code(self, key: str, pattern: re.Pattern[str], looks: str, *, required: bool = True) -> str:
        """Return a code; `looks` says in words what the pattern wants. A wrong one is noted and still returned."""
        given = self.value(key, required)
        if key not in self._values:
            return ""
        if not isinstance(given, str):
            self.note(key, f'"{key}" must be a text in quotes, not {kind_of(given)}.')
            return ""
        if len(given) > _LONGEST_CODE or not pattern.fullmatch(given):
            self.note(key, f'"{key}" must be {looks}, not {quote(given)}.')
        return given

    def reference(self, key: str) -> str:
        """Return the code of something described elsewhere in the file; whether it exists is for the checks."""
        given = self.value(key, required=True)
        if self.has(key) and not isinstance(given, str):
            self.note(key, f'"{key}" must be a text in quotes, not {kind_of(given)}.')
        elif given == "":
            self.note(key, f'"{key}" is empty; write the code it means.')
        return given if isinstance(given, str) else ""

    def whole(self, key: str, low: int, high: int, default: int | None = None, *, required: bool = False) -> int | None:
        """Return a whole number from `low` to `high`, or the default."""
        given = self.value(key, required)
        if key not in self._values:
            return default
        if isinstance(given, bool) or not isinstance(given, int):
            self.note(key, f'"{key}" must be a whole number, not {kind_of(given)}.')
            return default
        if not low <= given <= high:
            shown = str(given) if abs(given) < 10**9 else "a huge number"
            self.note(key, f'"{key}" must be from {low} to {high}, not {shown}.')
            return default
        return given

    def flag(self, key: str, default: bool, otherwise: bool | None = None) -> bool:
        """Return true or false: the default where the key is missing, `otherwise` where it holds something else."""
        given = self.value(key)
        if key not in self._values:
            return default
        if not isinstance(given, bool):
            self.note(key, f'"{key}" must be true or false, not {kind_of(given)}.')
            return default if otherwise is None else otherwise
        return given

    def words(self, key: str) -> tuple[str, ...]:
        """Return a list of codes, each named once."""
        given = self.value(key)
        if key not in self._values:
            return ()
        if not isinstance(given, list):
            self.note(key, f'"{key}" must be a list such as ["AA", "AB"], not {kind_of(given)}.')
            return ()
        found: list[str] = []
        for number, item in enumerate(given):
            where = (*self.path, key, number)
            if not isinstance(item, str):
                self._sheet.note(where, f'{self.label}: "{key}" must hold texts in quotes, not {kind_of(item)}.')
            elif item in found:
                self._sheet.note(where, f'{self.label}: "{key}" names {quote(item)} twice.')
            else:
                found.append(item)
        return tuple(found)

    def table(self, key: str) -> "Row | None":
        """Return the table inside this one, such as [hours.breaks]."""
        given = self.value(key)
        if key not in self._values:
            return None
        if not isinstance(given, Mapping):
            self.note(key, f'"{key}" must be a table, not {kind_of(given)}.')
            return None
        return Row(self._sheet, (*self.path, key), given, f"{self.label}, {key}")

    def finish(self) -> None:
        """Note every key nobody asked for, with the nearest known one."""
        if self._sheet.is_kept:
            return
        for key in self._values:
            if key not in self._known:
                self.note(key, self._unknown(key))

    def _unknown(self, key: str) -> str:
        base, _, language = key.rpartition("_")
        if base in self._local and re.fullmatch("[a-z]{2}", language):
            if language == DEFAULT_LANGUAGE:
                return f'{quote(key)} is not needed: "{base}" itself is the Indonesian text.'
            named = ", ".join((DEFAULT_LANGUAGE, *self._sheet.translations))
            return f'{quote(key)}: the language "{language}" is not among the languages of this mall ({named}).'
        self._sheet.guesses += 1
        near = []
        if len(key) <= _LONGEST_CODE and self._sheet.guesses <= _SUGGESTIONS:
            near = difflib.get_close_matches(key, sorted(self._known), n=1)
        hint = f'did you mean "{near[0]}"?' if near else f"known are {', '.join(sorted(self._known))}."
        return f"{quote(key)} is not a key of this table; {hint}"

    def _plain_list(self, key: str, *, may_be_empty: bool, longest: int = LONGEST_TEXT) -> list[str] | None:
        """Return a list of texts, an empty one where the key is missing, and None where it holds no list."""
        if key not in self._values:
            return []
        given = self._values[key]
        if not isinstance(given, list):
            self.note(key, f'"{key}" must be a list of texts such as ["KTP", "KK"], not {kind_of(given)}.')
            return None
        return [
            self.plain(key, item, (*self.path, key, number), may_be_empty=may_be_empty, longest=longest)
            for number, item in enumerate(given)
        ]


def kind_of(value: object) -> str:
    """Name the kind of a value in a technician's words; the value itself may be of any size."""
    match value:
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case list() | tuple():
            return "a list"
        case Mapping():
            return "a table"
        case None:
            return "nothing"
        case _:
            return "a date or time"


def quote(text: str) -> str:
    """Quote a text of the file so that it is safe and short enough to print."""
    shown = text if len(text) <= 40 else text[:39] + "…"
    return '"' + "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in shown) + '"'
