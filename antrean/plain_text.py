"""Text that somebody types and others read or hear: one line, plain signs, no markup, no number of a person."""

import re
import unicodedata
from typing import Final

from antrean.errors import Reason, Refused

LONGEST_WORD: Final = 40
"""A word is not broken: a longer one would leave the screen."""

_MARKUP: Final = frozenset("<>[]{}\\")
"""Angle brackets are markup of speech engines, square ones their phonemes (wording.clean)."""
_PLAIN_SYMBOLS: Final = frozenset({"Sc", "Sm"})
_SIXTEEN_DIGITS: Final = re.compile(r"\d{16}")
"""As many as an identity number (NIK) and the number of a family card have."""
# A colon is no separator: “2026-11-23 08:00-12:00” is a time.
_SEPARATORS: Final = frozenset(".,/_")
_SPACES_AND_DASHES: Final = frozenset({"Zs", "Pd"})


def line(text: str, *, longest: int, what: str) -> str:
    """Return a text in single spaces; raise Refused for one that cannot be shown to everybody.

    `what` names it in the sentence: "The reason". Refused are an empty one (reason_needed), one that is longer than
    `longest` signs, has no letter, an endless word, markup or signs that are no text (bad_input), and one that
    looks as if it held an identity number (identity_number).
    """
    words = " ".join(text.split())
    if not words:
        raise Refused(Reason.REASON_NEEDED, f"{what} is empty.")
    if len(words) > longest or not words.isprintable():
        raise Refused(Reason.BAD_INPUT, f"{what} has at most {longest} printable signs.")
    strange = sorted({sign for sign in words if not _is_plain(sign)})
    if strange:
        raise Refused(Reason.BAD_INPUT, f"{what} must not hold {' '.join(strange)}.")
    if not any(sign.isalpha() for sign in words):
        raise Refused(Reason.BAD_INPUT, f"{what} needs at least one letter.")
    if any(len(word) > LONGEST_WORD for word in words.split()):
        raise Refused(Reason.BAD_INPUT, f"{what} has a word of more than {LONGEST_WORD} letters.")
    if holds_identity_number(words):
        raise Refused(
            Reason.IDENTITY_NUMBER, f"{what} looks as if it held an identity number; please write it without."
        )
    return words


def holds_identity_number(text: str) -> bool:
    """Say whether sixteen digits stand in a row, as in a NIK or on a family card, whatever separates them.

    Digits of any script and width are digits, and any dash is a dash. This is the one rule for all that staff types.
    """
    plain = unicodedata.normalize("NFKC", " ".join(text.split()))
    digits = "".join(sign for sign in plain if not _is_separator(sign))
    return _SIXTEEN_DIGITS.search(digits) is not None


def _is_separator(sign: str) -> bool:
    return sign in _SEPARATORS or unicodedata.category(sign) in _SPACES_AND_DASHES


def _is_plain(sign: str) -> bool:
    category = unicodedata.category(sign)
    return sign not in _MARKUP and (category[0] in "LMNPZ" or category in _PLAIN_SYMBOLS)
