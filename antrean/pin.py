"""The technician's PIN: which digits will do, the line that keeps it, and whether somebody typed it."""

import itertools
import re
from typing import Final

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError

from antrean.errors import Reason, Refused

SHORTEST: Final = 4
LONGEST: Final = 12

_SAME_AGAIN: Final = re.compile(r"(.+?)\1+")
_STEPS: Final = (1, 9)


def check_digits(digits: str) -> None:
    """Raise Refused(bad_input) for digits that are no PIN, or one that everybody tries first."""
    if not (digits.isascii() and digits.isdigit() and SHORTEST <= len(digits) <= LONGEST):
        raise _bad(f"A PIN has {SHORTEST} to {LONGEST} digits and nothing else.")
    # The ring of ten, so that 7890 and 0987 count as rows too.
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(digits)}
    if _SAME_AGAIN.fullmatch(digits) or (len(steps) == 1 and steps <= set(_STEPS)):
        raise _bad("This PIN is one that everybody tries first, such as 1234, 0000 or 1212. Choose another one.")


def kept(digits: str) -> str:
    """Return what antrean.toml keeps of a PIN: a slow, salted hash; takes some tenths of a second."""
    check_digits(digits)
    return PasswordHasher().hash(digits)


def check_kept(text: str) -> None:
    """Raise Refused(bad_input) for a setting that is neither empty nor what `kept` returned."""
    if not text:
        return
    try:
        extract_parameters(text)
    except InvalidHashError:
        raise _bad("[kiosk] pin is not what “antrean kiosk pin” prints. Make a new one with it.") from None


def is_right(digits: str, text: str) -> bool:
    """Say whether these are the digits that `text` keeps; False where none are kept. Takes as long as `kept`."""
    try:
        return bool(text) and PasswordHasher().verify(text, digits)
    except (VerificationError, InvalidHashError):
        return False


def _bad(sentence: str) -> Refused:
    return Refused(Reason.BAD_INPUT, sentence)
