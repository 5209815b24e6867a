"""On which line of a TOML text each table, key and list item stands."""

import re
from bisect import bisect_right
from collections.abc import Iterator

Path = tuple[str | int, ...]
"""From the root: ("services", 3, "requirements", 0)."""

# The text has already been read by tomllib, so these patterns may be loose: they only have to find
# where one thing ends and the next begins, never to judge it.
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_COMMENT = re.compile(r"#[^\n]*")
_KEY = re.compile(r"""[ \t]*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([A-Za-z0-9_-]+))[ \t]*""")
_STRING = re.compile(r'''"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*\'''', re.DOTALL)
_PLAIN = re.compile(r"""[^"'\[\]{},#\n]+""")


class Lines:
    """Answers `of(path)`; made once for one text, and from no text at all where there is none."""

    def __init__(self, text: str = "") -> None:
        self._text = text
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self._lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        if text:
            self._scan()

    def of(self, path: Path) -> int:
        """Return the line of a path, or of the nearest thing that holds it; 0 without a text."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._lines:
                return self._lines[path[:length]]
        return 1 if self._text else 0

    def _line(self, position: int) -> int:
        return bisect_right(self._breaks, position - 1) + 1

    def _scan(self) -> None:
        text, position = self._text, 0
        here: Path = ()
        while True:
            position = _end(_BLANK, text, position)
            if position >= len(text):
                return
            start = position
            if text[position] == "[":
                is_list = text.startswith("[[", position)
                parts, position = _keys(text, position + (2 if is_list else 1))
                here = self._enter(parts, is_list, self._line(start))
                position = _end(_BLANK, text, position + (2 if is_list else 1))
                continue
            parts, position = _keys(text, position)
            if not parts or not text.startswith("=", position):
                return
            for length in range(1, len(parts) + 1):
                self._lines.setdefault((*here, *parts[:length]), self._line(start))
            for index, at in self._value(position + 1):
                if index < 0:
                    position = at
                else:
                    self._lines.setdefault((*here, *parts, index), self._line(at))

    def _enter(self, parts: tuple[str, ...], is_list: bool, line: int) -> Path:
        path: Path = ()
        for number, part in enumerate(parts):
            path = (*path, part)
            if is_list and number == len(parts) - 1:
                self._lines.setdefault(path, line)
                self._counts[path] = self._counts.get(path, -1) + 1
            if path in self._counts:
                path = (*path, self._counts[path])
        self._lines.setdefault(path, line)
        return path

    def _value(self, position: int) -> Iterator[tuple[int, int]]:
        """Yield (index, position) for each item of a list value, then (-1, end of the value)."""
        text, depth, index = self._text, 0, 0
        is_list, waiting = False, False
        while position < len(text):
            sign = text[position]
            if sign == "\n" and depth == 0:
                break
            if sign in " \t\r\n":
                position += 1
                continue
            if sign == "#":
                position = _end(_COMMENT, text, position)
                continue
            if waiting and depth == 1 and sign not in ",]":
                yield index, position
                waiting = False
            if sign in "\"'":
                match = _STRING.match(text, position)
                position = match.end() if match else len(text)
                continue
            if sign in "[{":
                if depth == 0:
                    is_list = waiting = sign == "["
                depth += 1
            elif sign in "]}":
                depth -= 1
            elif sign == ",":
                if depth == 1 and is_list:
                    index, waiting = index + 1, True
            else:
                position = max(_end(_PLAIN, text, position), position + 1)
                continue
            position += 1
        yield -1, position


def _keys(text: str, position: int) -> tuple[tuple[str, ...], int]:
    """Read a dotted key; quoted parts are taken as written, which is enough to find them."""
    parts: list[str] = []
    while match := _KEY.match(text, position):
        parts.append(next(part for part in match.groups() if part is not None))
        position = match.end()
        if not text.startswith(".", position):
            break
        position += 1
    return tuple(parts), position


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position
