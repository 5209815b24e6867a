"""A scanner that types like a keyboard: which keys are one scanned code, and what it means; pure, no Qt."""

import re
from typing import Final

PREFIX: Final = "AQ1:"
GAP_S: Final = 0.05
"""No hand types its next key so soon; a scanner does with every key."""
LEAST_SIGNS: Final = 8
LONGEST: Final = 300
_SECRET: Final = re.compile(r"[0-9a-f]{20}")
"""As antrean.store.tickets makes it."""


class Burst:
    """Collects keys; the times are seconds of any clock that only goes forward."""

    def __init__(self) -> None:
        self._signs = ""
        self._last_s = float("-inf")

    def add(self, sign: str, at_s: float) -> bool:
        """Take a key, and say whether a new burst may begin with it."""
        is_new = at_s - self._last_s > GAP_S
        self._signs = sign if is_new else (self._signs + sign)[:LONGEST]
        self._last_s = at_s
        return is_new

    def end(self, at_s: float) -> str | None:
        """Return what was scanned when Enter follows at once, None when a hand typed."""
        is_scan = at_s - self._last_s <= GAP_S and len(self._signs) >= LEAST_SIGNS
        text, self._signs = self._signs, ""
        return text if is_scan else None


def secret_of(text: str, status_url: str = "") -> str | None:
    """Return the secret that a ticket's QR carries after "AQ1:" or the status address; None for any other code.

    A scanner set to another keyboard or to capitals may change the case of what stands before the secret.
    """
    for start in (PREFIX, status_url):
        if start and text.casefold().startswith(start.casefold()):
            secret = text[len(start) :].strip()
            return secret.lower() if secret.isascii() and secret.isalnum() else None
    return None


def may_hold_secret(words: str, status_url: str = "") -> bool:
    """Say whether words typed in a search may be a ticket's code, or the part of one that came before they were cut.

    A search keeps letters and digits alone, in small letters; what was typed before the scan stands before it.
    """
    plain = _letters(words)
    starts = (_letters(PREFIX), "http", _letters(status_url))
    return any(start in plain for start in starts if start) or _SECRET.search(plain) is not None


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
