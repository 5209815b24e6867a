"""The reading table of the domain: every number, letter, mode and language, against readings made another way."""

from typing import Final

import pytest

from antrean.reading import Reading, english_ordinal, indonesian_ordinal, read_code, read_number
from antrean.wording import AnnouncementKind, Call, sentences


def words(line: str) -> list[str]:
    return line.split()


DIGITS: Final = {
    "id": words("nol satu dua tiga empat lima enam tujuh delapan sembilan"),
    "en": words("zero one two three four five six seven eight nine"),
}
EN_TEENS: Final = words("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
EN_TENS: Final = words("twenty thirty forty fifty sixty seventy eighty ninety")

# The recommendation of DOMAIN "Ticket, code and announcement conventions", as it stands there.
TABLE: Final = """
A-001 | a, nol nol satu | a, nol nol satu | a, satu
CA-012 | ce a, nol satu dua | ce a, nol dua belas | ce a, dua belas
CP-003 | ce pe, nol nol tiga | ce pe, nol nol tiga | ce pe, tiga
KA-110 | ka a, satu satu nol | ka a, seratus sepuluh | ka a, seratus sepuluh
BA-154 | be a, satu lima empat | be a, seratus lima puluh empat | be a, seratus lima puluh empat
"""
LETTERS: Final = words("a be ce de e ef ge ha i je ka el em en o pe ki er es te u fe we eks ye zet")
SIOLA: Final = {"01": "nol satu", "10": "sepuluh", "12": "dua belas", "20": "dua puluh"}
"""The rule of a real hall, which the hybrid reading follows."""


def indonesian(number: int) -> str:
    """Say a number below 1000 by the school's rule: hundreds, tens, ones; "se-" for one hundred and the first teens."""
    if number == 0:
        return "nol"
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    found = [f"{DIGITS['id'][hundreds]} ratus"] if hundreds else []
    if tens == 1:
        found.append({0: "satu puluh", 1: "satu belas"}.get(ones) or f"{DIGITS['id'][ones]} belas")
    else:
        found += [f"{DIGITS['id'][tens]} puluh"] if tens else []
        found += [DIGITS["id"][ones]] if ones else []
    text = " ".join(found)
    for long, short in (("satu ratus", "seratus"), ("satu puluh", "sepuluh"), ("satu belas", "sebelas")):
        text = text.replace(long, short)
    return text


def english(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    found = [f"{DIGITS['en'][hundreds]} hundred"] if hundreds else []
    if 10 <= rest < 20:
        found.append(EN_TEENS[rest - 10])
    else:
        found += [EN_TENS[rest // 10 - 2]] if rest >= 20 else []
        found += [DIGITS["en"][rest % 10]] if rest % 10 or not number else []
    return " ".join(found)


CARDINAL: Final = {"id": indonesian, "en": english}


def expected(number: int, language: str, reading: Reading) -> str:
    printed = f"{number:03d}"
    if reading == "digit":
        return " ".join(DIGITS[language][int(digit)] for digit in printed)
    if reading == "cardinal":
        return CARDINAL[language](number)
    zeros = [DIGITS[language][0]] * (3 - len(str(number)) if number else 3)
    return " ".join(zeros + ([CARDINAL[language](number)] if number else []))


@pytest.mark.parametrize("row", TABLE.strip().splitlines())
def test_the_table_of_the_domain(row: str) -> None:
    code, digit, hybrid, cardinal = row.split(" | ")
    assert (read_code(code), read_code(code, "id", "hybrid"), read_code(code, "id", "cardinal")) == (
        digit,
        hybrid,
        cardinal,
    )


@pytest.mark.parametrize("reading", ["digit", "hybrid", "cardinal"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_number_of_a_day(language: str, reading: Reading) -> None:
    wrong = [
        number
        for number in range(1000)
        if read_number(f"{number:03d}", language, reading) != expected(number, language, reading)
    ]
    assert wrong == []
    heard = {read_number(f"{number:03d}", language, reading) for number in range(1000)}
    assert len(heard) == 1000


def test_the_rule_of_a_real_hall() -> None:
    assert {printed: read_number(printed, "id", "hybrid") for printed in SIOLA} == SIOLA


def test_every_letter_in_both_languages() -> None:
    for letter, name in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", LETTERS, strict=True):
        assert read_code(f"{letter}-001") == f"{name}, nol nol satu"
        assert read_code(f"{letter}-001", "en") == f"{letter}, zero zero one"
        for second, other in (("A", "a"), ("P", "pe")):
            assert read_code(f"{letter}{second}-001") == f"{name} {other}, nol nol satu"
            # A comma after an A: without it every English voice says the article.
            gap = "," if letter == "A" else ""
            assert read_code(f"{letter}{second}-001", "en") == f"{letter}{gap} {second}, zero zero one"


def test_every_counter_of_a_building() -> None:
    for number in range(1, 1000):
        (said,) = sentences(Call(code="CA-012", counter=number, agency_spoken="Dukcapil"))
        assert said.text == f"Nomor antrean, ce a, nol satu dua, silakan menuju loket {indonesian(number)}, Dukcapil."


def test_how_often_somebody_was_called() -> None:
    for count in range(2, 60):
        recall = Call(code="CA-012", counter=3, agency_spoken="", kind=AnnouncementKind.RECALL, call_count=count)
        assert sentences(recall)[0].text.startswith(f"Panggilan ke{indonesian(count)}. Nomor antrean ce a")
    assert indonesian_ordinal(1) == "pertama"
    assert [english_ordinal(number) for number in (1, 2, 3, 4, 5, 8, 9, 12, 20, 21, 33, 50)] == [
        *("first", "second", "third", "fourth", "fifth", "eighth", "ninth", "twelfth"),
        *("twentieth", "twenty first", "thirty third", "fiftieth"),
    ]
