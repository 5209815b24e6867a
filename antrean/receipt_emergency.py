"""The paper of a number that was set aside: what the information desk hands out while the server is away."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from antrean import receipt_words
from antrean.model import DEFAULT_LANGUAGE
from antrean.receipt import Align, Big, Cut, Feed, Line, Logo, Rule, Text, printable, wrapped


@dataclass(frozen=True, kw_only=True)
class EmergencySlip:
    """One number on paper, without a place in line: nobody knows it yet."""

    mall_name: str
    place: str
    agency: str
    services: tuple[str, ...]
    """Whose numbers stand in this queue: the desk hands the paper to nobody else."""
    code: str
    day: date


_HEADING: Final = "NOMOR DARURAT"
_FOR: Final = "Hanya untuk:"
_MARK: Final = "- "
_RULE: Final = (
    "Berlaku pada tanggal ini saja, bila diberikan oleh petugas. Petugas menulis layanan dan jam, lalu memasukkannya "
    "ke antrean."
)
_BLANKS: Final = ("Layanan", "Jam")
_BLANK_LINE: Final = "_"


def lines(slip: EmergencySlip, columns: int) -> tuple[Line, ...]:
    """Lay one number out for paper that holds that many columns; in Indonesian, since nobody has chosen a language."""
    words = receipt_words.words(DEFAULT_LANGUAGE)
    day = f"{words.days[slip.day.weekday()]}, {slip.day.day} {words.months[slip.day.month - 1]} {slip.day.year}"
    result: list[Line] = [Logo(), *_centred(slip.mall_name.upper(), columns, bold=True), *_centred(slip.place, columns)]
    result += [Rule(), *_centred(_HEADING, columns, bold=True), *_centred(slip.agency, columns), Feed()]
    result += [Big(text=printable(slip.code)), *_centred(day, columns, bold=True), Feed()]
    result += [Text(text=_FOR)]
    for service in slip.services:
        parts = wrapped(printable(service), columns - len(_MARK))
        result += [Text(text=(_MARK if n == 0 else " " * len(_MARK)) + part) for n, part in enumerate(parts)]
    result += [Feed()]
    for label in _BLANKS:
        start = f"{label}: "
        result += [Text(text=start + _BLANK_LINE * (columns - len(start))), Feed()]
    return (*result, *_centred(_RULE, columns), Cut())


def _centred(text: str, columns: int, *, bold: bool = False) -> list[Line]:
    parts = wrapped(printable(text), columns, balanced=True)
    return [Text(text=part, align=Align.CENTER, bold=bold) for part in parts]
