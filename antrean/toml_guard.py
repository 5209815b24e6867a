"""Which lines of a TOML text are not given to the parser: what it would make of them takes time, not memory."""

import re
from typing import Final

LONGEST_LINE: Final = 4_000

# tomllib takes time that grows with the square of the parts of a dotted key, so ten parts are turned away first.
_DEEP_KEY: Final = re.compile(r"""(?:^|[{,])[ \t\[]*(?:(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)[ \t]*\.[ \t]*){10}""")


def fault(text: str) -> tuple[int, str] | None:
    """Return the number of the first line that is not to be read, and why; None where there is none."""
    for number, content in enumerate(text.split("\n"), start=1):
        if len(content) > LONGEST_LINE:
            return number, f"this line has {len(content)} characters; {LONGEST_LINE} are the most allowed."
        if _DEEP_KEY.search(content):
            return number, "this key has far too many parts."
    return None
