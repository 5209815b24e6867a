"""How codes, numbers, letters, names and times are read aloud, in Indonesian and English."""

import re
import unicodedata
from datetime import time
from typing import Final, Literal, assert_never

from antrean.errors import Reason, Refused

Reading = Literal["digit", "hybrid", "cardinal"]
"""How a ticket's number is read."""

MAX_NAME_LENGTH: Final = 80
"""Longest agency or break name that is spoken, in characters: a hall waits while we speak."""


def read_code(code: str, language: str = "id", reading: Reading = "digit") -> str:
    """Return a ticket code as it is spoken: "CA-012" is "ce a, nol satu dua" or "C A, zero one two"."""
    letters, digits = split_code(code)
    if language == "en":
        return f"{_english_letters(letters)}, {read_number(digits, 'en', reading)}"
    return f"{_indonesian_letters(letters)}, {read_number(digits, 'id', reading)}"


def split_code(code: str) -> tuple[str, str]:
    """Return a ticket code's letters and its digits with their zeros; raise Refused(bad_input) for anything else."""
    found = re.fullmatch(r"([A-Z]{1,4})[-_ ]?([0-9]{1,4})", code.strip().upper())
    if found is None:
        raise Refused(Reason.BAD_INPUT, f"{code!r} is not a ticket code such as CA-012.")
    return found[1], found[2]


def read_number(digits: str, language: str = "id", reading: Reading = "digit") -> str:
    """Return up to four printed digits as words; the zeros before the number are part of it unless read as cardinal."""
    cardinal = english_cardinal if language == "en" else indonesian_cardinal
    match reading:
        case "digit":
            return " ".join(cardinal(int(digit)) for digit in digits)
        case "hybrid":
            number = digits.lstrip("0")
            words = [cardinal(0)] * (len(digits) - len(number))
            return " ".join([*words, cardinal(int(number))] if number else words)
        case "cardinal":
            return cardinal(int(digits))
        case _:
            assert_never(reading)


def indonesian_cardinal(number: int) -> str:
    """Return 0 … 9999 in Indonesian words: 11 "sebelas", 118 "seratus delapan belas", 1000 "seribu".

    Raises Refused(bad_input) for any other number.
    """
    _check_range(number)
    if number < 12:
        return _INDONESIAN_ONES[number]
    if number < 20:
        return f"{_INDONESIAN_ONES[number - 10]} belas"
    if number < 100:
        tens, rest = divmod(number, 10)
        return _join(f"{_INDONESIAN_ONES[tens]} puluh", rest and indonesian_cardinal(rest))
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        head = "seratus" if hundreds == 1 else f"{_INDONESIAN_ONES[hundreds]} ratus"
        return _join(head, rest and indonesian_cardinal(rest))
    thousands, rest = divmod(number, 1000)
    head = "seribu" if thousands == 1 else f"{_INDONESIAN_ONES[thousands]} ribu"
    return _join(head, rest and indonesian_cardinal(rest))


def english_cardinal(number: int) -> str:
    """Return 0 … 9999 in English words: 154 "one hundred fifty four"; raise Refused(bad_input) for any other."""
    _check_range(number)
    if number < 20:
        return _ENGLISH_ONES[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return _join(_ENGLISH_TENS[tens], rest and english_cardinal(rest))
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return _join(f"{_ENGLISH_ONES[hundreds]} hundred", rest and english_cardinal(rest))
    thousands, rest = divmod(number, 1000)
    return _join(f"{_ENGLISH_ONES[thousands]} thousand", rest and english_cardinal(rest))


def clean(text: str) -> str:
    """Return text that is safe for any speech engine: letters, digits and plain punctuation in single spaces.

    Angle brackets are SSML or SAPI markup, square brackets are phoneme codes of eSpeak and
    control characters split a line protocol; none of them is ever meant to be heard.
    """
    composed = unicodedata.normalize("NFC", text)
    kept = (character if is_speakable(character) else " " for character in composed)
    tidy = re.sub(r"\s+([,.;:!?])", r"\1", " ".join("".join(kept).split()))
    return tidy.strip(" ,;:-/")


def speakable_name(name: str, language: str = "id") -> str:
    """Return an agency's or a break's name as it is spoken, cut at a word when it is too long.

    Single capitals and abbreviations without a vowel are spelled in Indonesian words: eSpeak reads "B N N" as
    "be en'n", and an English voice would read the letters in English.
    """
    tidy = clean(name).strip(" ,.;:!?")
    if len(tidy) > MAX_NAME_LENGTH:
        tidy = tidy[: MAX_NAME_LENGTH + 1].rpartition(" ")[0] or tidy[:MAX_NAME_LENGTH]
    return tidy if language != "id" else spelled(tidy)


def spelled(text: str) -> str:
    """Return Indonesian text with single capitals and abbreviations without a vowel as the names of their letters."""
    return re.sub(r"\b(?:[A-Z]|[B-DF-HJ-NP-TV-Z]{2,})\b", lambda found: _indonesian_letters(found[0]), text)


def read_time(at: time, language: str = "id") -> str:
    """Return a time of the day in words: "tiga belas lewat tiga puluh menit", "one thirty PM"."""
    return _english_time(at) if language == "en" else _indonesian_time(at)


def indonesian_ordinal(number: int) -> str:
    """Return the words of "the n-th", as in "panggilan kedua"; the first is "pertama"."""
    return "pertama" if number == 1 else f"ke{indonesian_cardinal(number)}"


def english_ordinal(number: int) -> str:
    """Return 1 "first", 2 "second" … 21 "twenty first"."""
    head, space, last = english_cardinal(number).rpartition(" ")
    if last in _ENGLISH_ORDINALS:
        last = _ENGLISH_ORDINALS[last]
    else:
        last = f"{last.removesuffix('y')}ieth" if last.endswith("y") else f"{last}th"
    return f"{head}{space}{last}"


def is_speakable(character: str) -> bool:
    """Say whether a sign is meant to be heard: a letter, a digit, a space or plain punctuation."""
    return character in _PUNCTUATION or unicodedata.category(character) in _SPEAKABLE_CATEGORIES


def _indonesian_letters(letters: str) -> str:
    return " ".join(_INDONESIAN_LETTERS[letter] for letter in letters)


def _english_letters(letters: str) -> str:
    # An "A" that is not followed by a comma is read as the article "a" by every English engine.
    return " ".join(letters).replace("A ", "A, ")


def _indonesian_time(at: time) -> str:
    if at.minute == 0:
        return indonesian_cardinal(at.hour)
    return f"{indonesian_cardinal(at.hour)} lewat {indonesian_cardinal(at.minute)} menit"


def _english_time(at: time) -> str:
    half = "AM" if at.hour < 12 else "PM"
    hour = english_cardinal((at.hour - 1) % 12 + 1)
    if at.minute == 0:
        return f"{hour} {half}"
    minutes = english_cardinal(at.minute) if at.minute > 9 else f"oh {english_cardinal(at.minute)}"
    return f"{hour} {minutes} {half}"


def _join(head: str, rest: str | int) -> str:
    return f"{head} {rest}" if rest else head


def _words(line: str) -> tuple[str, ...]:
    return tuple(line.split())


def _check_range(number: int) -> None:
    if not 0 <= number <= 9999:
        raise Refused(Reason.BAD_INPUT, f"{number} cannot be read aloud: numbers go from 0 to 9999.")


_PUNCTUATION: Final = frozenset(" ,.;:!?'-/")
_SPEAKABLE_CATEGORIES: Final = frozenset({"Lu", "Ll", "Lt", "Lo", "Mn", "Mc", "Nd"})

_INDONESIAN_LETTERS: Final = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        _words("a be ce de e ef ge ha i je ka el em en o pe ki er es te u fe we eks ye zet"),
        strict=True,
    )
)
_INDONESIAN_ONES: Final = _words("nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas")

_ENGLISH_ONES: Final = _words("zero one two three four five six seven eight nine") + _words(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_ENGLISH_TENS: Final = _words("zero ten twenty thirty forty fifty sixty seventy eighty ninety")
_ENGLISH_ORDINALS: Final = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
