"""Text that somebody typed, as a voice should say it."""

import re
from datetime import time
from typing import Final

from antrean import wording
from antrean.wording import Sentence

_TIME: Final = re.compile(r"(?<![\d.,:])([01]?\d|2[0-3])[.:]([0-5]\d)(?![\d.,:]\d|\d)")
_AND: Final = {"id": " dan ", "en": " and "}


def times_in_words(text: str, language: str) -> str:
    """Return a text with its times of the day, 13.00 or 08:30, in words; of other languages than id and en as it is."""
    if language not in _AND:
        return text
    return _TIME.sub(lambda found: wording.read_time(time(int(found[1]), int(found[2])), language), text)


def sentences(text: str, text_en: str = "") -> tuple[Sentence, ...]:
    """Return what is said for an announcement that was typed: Indonesian, then English where there is any."""
    spoken = [Sentence(language="id", text=wording.spelled(_plain(text, "id")))]
    if text_en:
        spoken.append(Sentence(language="en", text=_plain(text_en, "en")))
    return tuple(spoken)


def _plain(text: str, language: str) -> str:
    return wording.clean(times_in_words(text.replace("&", _AND[language]), language))
