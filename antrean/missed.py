"""What visitors look for and this mall does not have: counted for its managers, never with anything about a person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from antrean.errors import Unavailable
from antrean.search import fold
from antrean.store import searches
from antrean.store.searches import LONGEST_WORDS
from antrean.store.store import Store

_LONG_NUMBER: Final = re.compile(r"\d{6}")
"""A date of birth, a telephone or an identity number; no service is called by one."""


@dataclass(frozen=True, kw_only=True)
class MissedSearch:
    """Words that found nothing, and how often."""

    words: str
    times: int


def note_missed_search(store: Store, words: str) -> bool:
    """Count a search that found nothing; say whether it was kept.

    It is kept folded and cut to 40 signs. What could tell of a person (six digits in a row, also with spaces or
    dashes between them, or an @) is not kept, nor is anything while the database is busy or away: one
    search more or less does not matter, and no visitor waits for it.
    """
    kept = _keepable(words)
    if kept is None:
        return False
    try:
        with store.aside() as unit:
            searches.add(unit, kept)
    except Unavailable:
        return False
    return True


def missed_searches(store: Store, first_day: date, last_day: date) -> Sequence[MissedSearch]:
    """Return what was searched for in vain from the first to the last service day, most often first."""
    with store.read() as unit:
        return [MissedSearch(words=words, times=times) for words, times in searches.sums(unit, first_day, last_day)]


def _keepable(words: str) -> str | None:
    folded = fold(words)
    if not folded or "@" in words or _LONG_NUMBER.search(folded.replace(" ", "")):
        return None
    return folded[:LONGEST_WORDS].rstrip()
