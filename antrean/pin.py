"""PINs of officers and of the kiosk's technician: which digits will do, what keeps them, what a wrong one costs."""

import itertools
import re
import secrets
from datetime import datetime, timedelta
from typing import Final

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError

from antrean.errors import Reason, Refused

SHORTEST: Final = 4
LONGEST: Final = 12
ONE_TIME_LENGTH: Final = 6
LONGEST_WAIT_S: Final = 60

HASHER = PasswordHasher()
"""How much each guess costs. Tests put a cheap one in its place; no program does."""

_SAME_AGAIN: Final = re.compile(r"(.+?)\1+")
_STEPS: Final = (1, 9)


def check_form(digits: str) -> None:
    """Raise Refused(bad_input) for what can be nobody's PIN: it need not be looked at."""
    if not (digits.isascii() and digits.isdigit() and SHORTEST <= len(digits) <= LONGEST):
        raise _bad(f"A PIN has {SHORTEST} to {LONGEST} digits and nothing else.")


def check_digits(digits: str) -> None:
    """Raise Refused(bad_input) for digits that are no PIN, or one that everybody tries first."""
    check_form(digits)
    # The ring of ten, so that 7890 and 0987 count as rows too.
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(digits)}
    if _SAME_AGAIN.fullmatch(digits) or (len(steps) == 1 and steps <= set(_STEPS)):
        raise _bad("This PIN is one that everybody tries first, such as 1234, 0000 or 1212. Choose another one.")


def one_time() -> str:
    """Return six random digits for a first sign-in; none that everybody tries first."""
    while True:
        digits = f"{secrets.randbelow(10**ONE_TIME_LENGTH):0{ONE_TIME_LENGTH}}"
        try:
            check_digits(digits)
        except Refused:
            continue
        return digits


def wait_s(wrong: int) -> int:
    """Return the seconds for which no PIN is looked at after so many wrong ones in a row: 1, 2, 4, 8 … at most 60."""
    return min(2 ** (wrong - 1), LONGEST_WAIT_S) if wrong else 0


def waits(until: datetime | None, now: datetime) -> bool:
    """Say whether no PIN is looked at yet; a wait longer than any is of a clock that was set back since."""
    return until is not None and now < until <= now + timedelta(seconds=LONGEST_WAIT_S)


def kept(digits: str) -> str:
    """Return what is kept of a PIN: a slow, salted hash. Takes some tenths of a second: never under the write lock."""
    check_digits(digits)
    return HASHER.hash(digits)


def check_kept(text: str) -> None:
    """Raise Refused(bad_input) for a setting of antrean.toml that is neither empty nor what `kept` returned."""
    if not text:
        return
    try:
        extract_parameters(text)
    except InvalidHashError:
        raise _bad("[kiosk] pin is not what “antrean kiosk pin” prints. Make a new one with it.") from None


def is_right(digits: str, text: str) -> bool:
    """Say whether these are the digits that `text` keeps; False where none are kept. Takes as long as `kept`."""
    try:
        return bool(text) and HASHER.verify(text, digits)
    except (VerificationError, InvalidHashError):
        return False


def _bad(sentence: str) -> Refused:
    return Refused(Reason.BAD_INPUT, sentence)
