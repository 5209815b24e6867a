"""What a ticket says and in which order, as neutral lines that any printer can set."""

import textwrap
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from antrean.model import DEFAULT_LANGUAGE
from antrean.receipt_words import Words, missing_words
from antrean.receipt_words import words as words_of

TO_BRING_LINES: Final = 5
"""So many lines of paper for what to bring (DOMAIN "Ticket, code and announcement conventions")."""


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, kw_only=True)
class Text:
    """One line of text; `wide` and `tall` double its cells, `inverse` is white on black."""

    text: str
    align: Align = Align.LEFT
    bold: bool = False
    wide: bool = False
    tall: bool = False
    inverse: bool = False


@dataclass(frozen=True, kw_only=True)
class Big:
    """The number: as large as the paper allows, centred."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A label at the left edge and its value at the right one."""

    label: str
    value: str
    tall: bool = False


@dataclass(frozen=True, kw_only=True)
class Logo:
    """The house's picture, where the settings of the printer name one."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True, kw_only=True)
class Qr:
    data: str
    caption: str


@dataclass(frozen=True, kw_only=True)
class Feed:
    """Empty paper, in lines of normal text."""

    count: int = 1


@dataclass(frozen=True, kw_only=True)
class Cut:
    """The end of one slip of paper."""


Line = Text | Big | Pair | Logo | Rule | Qr | Feed | Cut


@dataclass(frozen=True, kw_only=True)
class Slip:
    """What one ticket says; every text is already in the visitor's language."""

    mall_name: str
    place: str
    """Town or address under the mall's name; may be empty."""
    agency: str
    service: str
    code: str
    """"KA-014"."""
    is_priority: bool
    people_ahead: int
    counters: tuple[int, ...]
    """Where it may be called; empty when that is not known."""
    zone: str
    """"3 · merah"; may be empty."""
    requirements: tuple[str, ...]
    fee: str
    issued_at: datetime
    """Aware, in the mall's own time zone."""
    qr_text: str
    """What the QR holds (see qr_text()); empty: no QR."""
    qr_is_for_kiosk: bool
    is_copy: bool
    calls: int = 3
    """So often a number is called before it counts as missed."""
    return_after: int = 3
    """After so many others a visitor who missed the call is called again."""
    language: str = DEFAULT_LANGUAGE
    words: Words | None = None
    """The fixed words, where the language is none of the built-in ones."""


@dataclass(frozen=True, kw_only=True)
class MissingSlip:
    """What a visitor takes home whose papers were not complete; every text is already in the visitor's language."""

    mall_name: str
    place: str
    """Town or address under the mall's name; may be empty."""
    agency: str
    service: str
    code: str
    """The number that the visitor had today."""
    missing: tuple[str, ...]
    """The papers to bring, all of them."""
    counters: tuple[int, ...]
    """Where the service is given; empty when that is not known."""
    zone: str
    """"3 · merah"; may be empty."""
    weekdays: tuple[int, ...]
    """The days of the service, 0 = Monday; empty when it is given whenever the mall is open."""
    fee: str
    at: datetime
    """Aware, in the mall's own time zone."""
    language: str = DEFAULT_LANGUAGE


_PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u2032\u02bc\u02bb\u0060\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00b7\u2022\u2219", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\t\n\r", " "),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
        "\u2026": "...",
        "\u00d7": "x",
        "\u00f7": ":",
        "\u2264": "<=",
        "\u2265": ">=",
        "\u00b1": "+/-",
        "\u2192": "->",
        "\u20ac": "EUR",
        "\u00bd": " 1/2",
        "\u00bc": " 1/4",
        "\u00be": " 3/4",
    }
)

# These have the same byte in code pages 437 and 850, the two that printers start with.
_LETTERS: Final = frozenset("ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜáíóúñÑ")


def qr_text(secret: str, status_url: str) -> str:
    """Return what the QR of a ticket holds: the status page plus its code, or AQ1:code for the kiosk."""
    return status_url + secret if status_url else f"AQ1:{secret}"


def printable(text: str) -> str:
    """Return the text in characters every receipt printer has.

    Typographic signs become plain ones and foreign letters lose their marks, because a printer shows the
    byte of whatever code page it happens to be in. Control characters go: in a name they would be commands.
    """
    result: list[str] = []
    for sign in unicodedata.normalize("NFC", text).translate(_PLAIN):
        if " " <= sign <= "~" or sign in _LETTERS:
            result.append(sign)
        elif unicodedata.category(sign) not in ("Cc", "Cf"):
            base = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode("ascii")
            result.append(base or "?")
    return "".join(result)


def wrapped(text: str, columns: int, *, balanced: bool = False) -> tuple[str, ...]:
    """Break a text into lines of at most that many columns; balanced lines are about equally long."""
    parts = _wrap(text, columns)
    if not balanced or len(parts) < 2:
        return parts
    longest_word = max(map(len, text.split()))
    for narrower in range(columns - 1, longest_word - 1, -1):
        tried = _wrap(text, narrower)
        if len(tried) > len(parts):
            break
        parts = tried
    return parts


def pair_lines(label: str, value: str, columns: int) -> tuple[tuple[str, str], ...]:
    """Set a pair on lines of (left text, right text) of at most that many columns together.

    A value too long to stand beside its label goes below it, indented, and breaks after a semicolon or a comma where
    it can: "5 th Rp350.000, 10 th Rp650.000" keeps each amount with its years.
    """
    room = columns - len(label) - 2
    if len(value) <= room:
        return ((label, value.rjust(columns - len(label))),)
    return ((label.ljust(columns), ""), *(("  ", part) for part in _clauses(value, columns - 2)))


def number_size(code: str, columns: int) -> tuple[int, int]:
    """Return the width and height multipliers (1 to 8, all that ESC/POS has) at which a code fills the paper.

    On narrow paper it grows taller than wide: DOMAIN asks for 20 mm of height.
    """
    width = max(1, min(8, columns // max(1, len(code))))
    return width, min(8, width + 2)


def moment(at: datetime, language: str) -> tuple[str, str]:
    """Return date and time as a person reads them: "Senin, 23 November 2026" and "08.41"."""
    return _moment(at, words_of(language))


def counters_text(counters: tuple[int, ...], language: str) -> str:
    """Return "19", "19 atau 20" or "2, 3 atau 5"."""
    return _counters(counters, words_of(language))


def lines(slip: Slip, columns: int, *, short: bool = False) -> tuple[Line, ...]:
    """Lay out a ticket for paper that holds that many columns of normal text.

    `short` leaves what leads to the counter: number, agency, service, counters, place in line, time and code.
    """
    words = _words(slip)
    result: list[Line] = [] if short else [Logo()]
    if slip.is_copy:
        result += [_mark(words.copy), Feed()]
    if not short:
        result += [*_centred(slip.mall_name.upper(), columns, bold=True), *_centred(slip.place, columns), Rule()]
    result += [*_centred(slip.agency, columns), *_centred(slip.service, columns, bold=True, tall=True), Feed()]
    if not short:
        result += _centred(words.number, columns)
    result.append(Big(text=printable(slip.code)))
    if slip.is_priority:
        result += [_mark(words.priority), Feed()]
    result += _facts(slip, words, with_zone=not short)
    if not short:
        result += [Rule(), *_to_bring(slip, words, columns), Pair(label=words.fee, value=printable(slip.fee)), Rule()]
    result += _code(slip, words, with_caption=not short)
    if not short:
        result += [*_centred(words.missed(slip.calls, slip.return_after), columns), Feed()]
    result += _together(_moment(slip.issued_at, words), " ", columns, bold=True)
    if not short:
        result += _together((words.today, words.honest), " - ", columns)
    return (*result, Cut())


def missing_lines(slip: MissingSlip, columns: int) -> tuple[Line, ...]:
    """Lay out the slip that says what to bring next time, for paper that holds that many columns of normal text.

    The list is whole, however long it is: what is not on it would not be brought.
    """
    words, said = words_of(slip.language), missing_words(slip.language)
    result: list[Line] = [Logo(), *_centred(slip.mall_name.upper(), columns, bold=True)]
    result += [*_centred(slip.place, columns), Rule(), *_centred(said.heading, columns, bold=True), Feed()]
    result += [*_centred(slip.agency, columns), *_centred(slip.service, columns, bold=True, tall=True), Feed()]
    result.append(Text(text=said.bring, bold=True))
    result += [line for paper in slip.missing for line in _box(paper, columns)]
    result.append(Rule())
    if slip.counters:
        result.append(Pair(label=said.counter, value=_counters(slip.counters, words), tall=True))
    if slip.zone:
        result.append(Pair(label=words.zone, value=printable(slip.zone), tall=True))
    if slip.weekdays:
        result.append(Pair(label=said.days, value=_days(slip.weekdays, words)))
    result.append(Pair(label=words.fee, value=printable(slip.fee)))
    result += [Rule(), Pair(label=said.today, value=printable(slip.code))]
    result += [*_together(_moment(slip.at, words), " ", columns), Feed(), *_centred(said.again, columns)]
    return (*result, Cut())


def _facts(slip: Slip, words: Words, *, with_zone: bool) -> list[Line]:
    people = words.people[0 if slip.people_ahead == 1 else 1]
    facts: list[Line] = [Pair(label=words.ahead, value=f"{slip.people_ahead} {people}", tall=True)]
    if slip.counters:
        facts.append(Pair(label=words.counter, value=_counters(slip.counters, words), tall=True))
    if slip.zone and with_zone:
        facts.append(Pair(label=words.zone, value=printable(slip.zone), tall=True))
    return facts


def _to_bring(slip: Slip, words: Words, columns: int) -> list[Line]:
    """List what to bring, each whole or not at all, and how many more there are where there is no room for all."""
    boxes = [_box(requirement, columns) for requirement in slip.requirements]
    if not boxes:
        return []
    result: list[Line] = [Text(text=words.bring, bold=True)]
    if sum(map(len, boxes)) <= TO_BRING_LINES:
        return [*result, *(line for box in boxes for line in box), Feed()]
    # A list that ends without a word would look complete.
    room = TO_BRING_LINES - 1
    left = 0
    for box in boxes:
        if len(box) <= room:
            result += box
            room -= len(box)
        else:
            left += 1
    result += _left(words.more.format(count=left), columns)
    return [*result, Feed()]


def _left(text: str, columns: int) -> list[Line]:
    return [Text(text=part) for part in wrapped(printable(text), columns)]


def _box(requirement: str, columns: int) -> list[Line]:
    first, *rest = wrapped(printable(requirement), columns - 4) or ("",)
    return [Text(text=f"[ ] {first}"), *(Text(text=f"    {part}") for part in rest)]


def _code(slip: Slip, words: Words, *, with_caption: bool) -> list[Line]:
    if not slip.qr_text:
        return []
    if not with_caption:
        return [Feed(), Qr(data=slip.qr_text, caption="")]
    caption = words.for_kiosk if slip.qr_is_for_kiosk else words.scan
    return [Feed(), Qr(data=slip.qr_text, caption=caption), Feed()]


def _moment(at: datetime, words: Words) -> tuple[str, str]:
    return f"{words.days[at.weekday()]}, {at.day} {words.months[at.month - 1]} {at.year}", at.strftime(words.clock)


def _counters(counters: tuple[int, ...], words: Words) -> str:
    names = [str(number) for number in counters]
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {words.either} {names[-1]}"


def _days(weekdays: tuple[int, ...], words: Words) -> str:
    """Return "Selasa, Kamis", and "Senin - Jumat" for three or more in a row."""
    runs: list[list[int]] = []
    for day in weekdays:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    said = []
    for run in runs:
        names = [words.days[day] for day in run]
        said += [f"{names[0]} - {names[-1]}"] if len(run) > 2 else names
    return ", ".join(said)


def _centred(text: str, columns: int, *, bold: bool = False, tall: bool = False) -> list[Line]:
    parts = wrapped(printable(text), columns, balanced=True)
    return [Text(text=part, align=Align.CENTER, bold=bold, tall=tall) for part in parts]


def _together(parts: tuple[str, str], between: str, columns: int, *, bold: bool = False) -> list[Line]:
    """Set two short texts on one line where they fit, else on two."""
    whole = between.join(parts)
    texts = (whole,) if len(whole) <= columns else parts
    return [line for text in texts for line in _centred(text, columns, bold=bold)]


def _mark(word: str) -> Line:
    return Text(text=f" {word} ", align=Align.CENTER, bold=True, wide=True, tall=True, inverse=True)


def _wrap(text: str, columns: int) -> tuple[str, ...]:
    return tuple(textwrap.wrap(text, columns, break_long_words=True, break_on_hyphens=False))


def _clauses(text: str, columns: int) -> list[str]:
    result: list[str] = []
    for clause in _split(text, ";"):
        # The parts between commas stay whole only where their clause does not.
        for part in [clause] if len(clause) <= columns else _split(clause, ","):
            if result and len(result[-1]) + 1 + len(part) <= columns:
                result[-1] += f" {part}"
            else:
                result += _wrap(part, columns)
    return result


def _split(text: str, sign: str) -> list[str]:
    return text.replace(f"{sign} ", f"{sign}\n").split("\n")


def _words(slip: Slip) -> Words:
    return slip.words or words_of(slip.language)
