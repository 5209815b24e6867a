"""How codes, numbers and announcements are read aloud."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antrean.errors import Reason, Refused
from antrean.model import LocalText
from antrean.wording import (
    AnnouncementKind,
    Call,
    Notice,
    clean,
    english_cardinal,
    indonesian_cardinal,
    languages_of,
    read_code,
    read_number,
    sentences,
    speakable_name,
    split_code,
)

CALL = Call(code="CA-012", counter=5, agency_spoken="Dukcapil")
LETTERS = "a be ce de e ef ge ha i je ka el em en o pe ki er es te u fe we eks ye zet"


def spoken(announcement: Call | Notice, language: str = "id") -> str:
    (sentence,) = sentences(announcement, (language,))
    assert sentence.language == language
    return sentence.text


@pytest.mark.parametrize(
    ("code", "digit", "hybrid", "cardinal"),
    [
        ("A-001", "a, nol nol satu", "a, nol nol satu", "a, satu"),
        ("CA-012", "ce a, nol satu dua", "ce a, nol dua belas", "ce a, dua belas"),
        ("CP-003", "ce pe, nol nol tiga", "ce pe, nol nol tiga", "ce pe, tiga"),
        ("KA-110", "ka a, satu satu nol", "ka a, seratus sepuluh", "ka a, seratus sepuluh"),
        ("BA-154", "be a, satu lima empat", "be a, seratus lima puluh empat", "be a, seratus lima puluh empat"),
    ],
)
def test_the_three_readings_of_a_code(code: str, digit: str, hybrid: str, cardinal: str) -> None:
    assert read_code(code, "id", "digit") == digit
    assert read_code(code, "id", "hybrid") == hybrid
    assert read_code(code, "id", "cardinal") == cardinal


def test_every_letter_is_spelled_as_a_word() -> None:
    codes = [f"{letter}-1" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    assert " ".join(read_code(code).removesuffix(", satu") for code in codes) == LETTERS


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (9, "sembilan"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (42, "empat puluh dua"),
        (100, "seratus"),
        (101, "seratus satu"),
        (111, "seratus sebelas"),
        (118, "seratus delapan belas"),
        (200, "dua ratus"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1000, "seribu"),
        (1011, "seribu sebelas"),
        (1100, "seribu seratus"),
        (2345, "dua ribu tiga ratus empat puluh lima"),
        (9999, "sembilan ribu sembilan ratus sembilan puluh sembilan"),
    ],
)
def test_indonesian_cardinals(number: int, words: str) -> None:
    assert indonesian_cardinal(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (13, "thirteen"),
        (20, "twenty"),
        (42, "forty two"),
        (100, "one hundred"),
        (154, "one hundred fifty four"),
        (9999, "nine thousand nine hundred ninety nine"),
    ],
)
def test_english_cardinals(number: int, words: str) -> None:
    assert english_cardinal(number) == words


@pytest.mark.parametrize("number", [-1, 10_000])
def test_numbers_nobody_prints_are_no_words(number: int) -> None:
    with pytest.raises(Refused, match="9999"):
        indonesian_cardinal(number)
    with pytest.raises(Refused, match="9999"):
        english_cardinal(number)


def understand(words: str) -> int:
    """Read Indonesian number words back; knows nothing of how they were made."""
    digits = "nol satu dua tiga empat lima enam tujuh delapan sembilan"
    ones = {word: value for value, word in enumerate(digits.split())}
    text = words.replace("sepuluh", "satu puluh").replace("sebelas", "satu belas")
    text = text.replace("seratus", "satu ratus").replace("seribu", "satu ribu")
    total, last = 0, 0
    for word in text.split():
        match word:
            case "ribu":
                total, last = (total + last) * 1000, 0
            case "ratus":
                total, last = total + last * 100, 0
            case "puluh":
                total, last = total + last * 10, 0
            case "belas":
                total, last = total + last + 10, 0
            case _:
                last = ones[word]
    return total + last


@given(st.integers(0, 9999))
def test_indonesian_cardinals_can_be_understood(number: int) -> None:
    assert understand(indonesian_cardinal(number)) == number


@given(st.integers(0, 9999))
def test_no_two_numbers_sound_alike_in_english(number: int) -> None:
    words = english_cardinal(number)
    assert all(word.isalpha() for word in words.split())
    assert words != english_cardinal((number + 1) % 10_000)


@given(st.integers(0, 999))
def test_a_listener_can_write_down_what_was_read_digit_by_digit(number: int) -> None:
    printed = f"{number:03d}"
    heard = "".join(str(understand(word)) for word in read_number(printed, "id", "digit").split())
    assert heard == printed


@given(st.integers(0, 999))
def test_hybrid_keeps_the_zeros_and_cardinal_drops_them(number: int) -> None:
    printed = f"{number:03d}"
    zeros = len(printed) - len(printed.lstrip("0"))
    hybrid = read_number(printed, "id", "hybrid").split()
    assert hybrid[:zeros] == ["nol"] * zeros
    assert understand(" ".join(hybrid)) == number
    assert understand(read_number(printed, "id", "cardinal")) == number


def test_hybrid_reads_only_zeros_as_zeros() -> None:
    assert read_number("000", "id", "hybrid") == "nol nol nol"


def test_the_indonesian_sentences() -> None:
    def of(kind: AnnouncementKind, count: int = 1, *, priority: bool = False) -> str:
        return spoken(
            Call(
                code="CP-003" if priority else "CA-012",
                counter=11,
                agency_spoken="Dukcapil",
                kind=kind,  # type: ignore[arg-type]
                call_count=count,
                is_priority=priority,
            )
        )

    normal = "Nomor antrean, ce a, nol satu dua, silakan menuju loket sebelas, Dukcapil."
    invited = "Nomor antrean ce a, nol satu dua, silakan menuju loket sebelas, Dukcapil."
    priority = "Nomor antrean prioritas ce pe, nol nol tiga, silakan menuju loket sebelas. Petugas kami siap membantu."
    assert of(AnnouncementKind.CALL) == normal
    assert of(AnnouncementKind.RESUME, 2) == normal
    assert of(AnnouncementKind.RECALL, 2) == f"Panggilan kedua. {invited}"
    assert of(AnnouncementKind.RECALL, 3) == f"Panggilan ketiga. {invited}"
    assert of(AnnouncementKind.RECALL, 4) == f"Panggilan keempat. {invited}"
    assert of(AnnouncementKind.CALL, priority=True) == priority
    assert (
        of(AnnouncementKind.RECALL, 2, priority=True)
        == "Panggilan kedua. Nomor antrean prioritas ce pe, nol nol tiga, silakan menuju loket sebelas, Dukcapil."
    )
    assert (
        of(AnnouncementKind.TRANSFER) == "Nomor antrean ce a, nol satu dua, silakan lanjut ke loket sebelas, Dukcapil."
    )
    assert (
        of(AnnouncementKind.MISSED, 3)
        == "Nomor antrean ce a, nol satu dua telah dipanggil tiga kali. Silakan melapor ke petugas loket sebelas."
    )


def test_the_english_sentences() -> None:
    def of(kind: AnnouncementKind, count: int = 1, *, priority: bool = False) -> str:
        return spoken(
            Call(
                code="CA-012",
                counter=5,
                agency_spoken="Dukcapil",
                kind=kind,  # type: ignore[arg-type]
                call_count=count,
                is_priority=priority,
            ),
            "en",
        )

    assert of(AnnouncementKind.CALL) == "Ticket C A, zero one two, please proceed to counter five."
    assert of(AnnouncementKind.RECALL, 2).startswith("Second call. Ticket C A, zero one two, please proceed")
    assert of(AnnouncementKind.RECALL, 11).startswith("Eleventh call. Ticket C A")
    assert of(AnnouncementKind.CALL, priority=True).startswith("Priority ticket C A, zero one two, please proceed")
    assert of(AnnouncementKind.TRANSFER).endswith("please continue to counter five.")
    assert "called once." in of(AnnouncementKind.MISSED, 1)
    assert "called twice." in of(AnnouncementKind.MISSED, 2)
    assert "called three times." in of(AnnouncementKind.MISSED, 3)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("A-007", "A, zero zero seven"),
        ("AP-007", "A, P, zero zero seven"),
        ("AA-100", "A, A, one zero zero"),
        ("CA-012", "C A, zero one two"),
    ],
)
def test_an_english_a_is_a_letter_never_the_article(code: str, words: str) -> None:
    assert read_code(code, "en") == words


def test_the_notices() -> None:
    assert spoken(Notice(kind=AnnouncementKind.OPENING)) == (
        "Selamat pagi. Pelayanan Mal Pelayanan Publik telah dibuka. Layanan tidak dipungut biaya di luar tarif resmi."
    )
    assert spoken(Notice(kind=AnnouncementKind.OPENING, at=time(13))).startswith("Selamat siang.")
    assert spoken(Notice(kind=AnnouncementKind.CUTOFF)) == (
        "Pengambilan nomor antrean untuk hari ini telah ditutup. "
        "Bapak dan Ibu yang sudah memegang nomor tetap kami layani."
    )
    assert "telah selesai" in spoken(Notice(kind=AnnouncementKind.CLOSING))
    assert spoken(Notice(kind=AnnouncementKind.OPENING), "en").startswith("Good morning.")
    assert "already holds a ticket" in spoken(Notice(kind=AnnouncementKind.CUTOFF), "en")
    district = LocalText("Kecamatan Contoh", {"en": "Contoh District"})
    assert spoken(Notice(kind=AnnouncementKind.CLOSING, mall=district)).startswith("Pelayanan Kecamatan Contoh untuk")
    assert spoken(Notice(kind=AnnouncementKind.CLOSING, mall=district), "en").startswith("The Contoh District has")
    assert "closed for today" in spoken(Notice(kind=AnnouncementKind.CLOSING), "en")


def test_a_break_names_its_occasion_and_its_end() -> None:
    prayer = LocalText("salat Jumat", {"en": "for Friday prayer"})
    friday = Notice(kind=AnnouncementKind.BREAK, reopens=time(13), occasion=prayer)
    assert spoken(friday) == "Jeda istirahat salat Jumat, pelayanan dibuka kembali pukul tiga belas."
    assert spoken(friday, "en") == "We are taking a break for Friday prayer. Services reopen at one PM."
    noon = Notice(kind=AnnouncementKind.BREAK, reopens=time(12, 30))
    assert spoken(noon) == "Jeda istirahat, pelayanan dibuka kembali pukul dua belas lewat tiga puluh menit."
    assert spoken(noon, "en") == "We are taking a break. Services reopen at twelve thirty PM."


def test_both_languages_come_in_the_order_asked_for() -> None:
    pair = sentences(CALL, ("id", "en"))
    assert [sentence.language for sentence in pair] == ["id", "en"]
    assert pair[0].text.startswith("Nomor antrean")
    assert pair[1].text.startswith("Ticket")


def test_the_english_setting_decides_who_hears_english() -> None:
    assert languages_of("id", "english_tickets") == ("id",)
    assert languages_of("en", "english_tickets") == ("id", "en")
    assert languages_of("en", "never") == ("id",)
    assert languages_of("id", "always") == ("id", "en")


@pytest.mark.parametrize("code", ["", "012", "CA", "CA-12345", "C1-001", "CA-0\N{ARABIC-INDIC DIGIT ONE}", "CA-01;x"])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(Refused) as refusal:
        split_code(code)
    assert refusal.value.reason is Reason.BAD_INPUT


def test_a_language_without_sentences_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        sentences(CALL, ("jv",))
    assert "jv" in refusal.value.sentence


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Dukcapil", "Dukcapil"),
        ("B P J S Kesehatan", "be pe je es Kesehatan"),
        ("B N N", "be en en"),
        ("P D A M", "pe de a em"),
        ("Perizinan DPMPTSP", "Perizinan de pe em pe te es pe"),
        ("Samsat SIM", "Samsat SIM"),
    ],
)
def test_abbreviations_of_agencies_are_spelled(name: str, words: str) -> None:
    assert speakable_name(name) == words
    assert speakable_name(name, "en") == name


def test_a_very_long_name_is_cut_at_a_word() -> None:
    assert speakable_name("Dinas " * 40) == ("Dinas " * 13).strip()
    assert speakable_name("x" * 500) == "x" * 80


def test_markup_and_control_characters_never_reach_the_engine() -> None:
    hostile = '<speak version="1">[[k@]]\x00\r\n{"op":"quit"}\x1b[2J&lt;\udc80\N{GRINNING FACE}</speak>'
    text = spoken(Call(code="CA-012", counter=5, agency_spoken=hostile))
    assert not set(text) & set('<>[]{}&"=\\|@#$%^*_~`')
    assert text.isprintable()
    assert text.encode("utf-8")


@given(st.text())
def test_cleaning_leaves_one_printable_line(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.isprintable()
    assert not set(cleaned) & set("<>[]{}&\n\r\t\0")
    assert cleaned == clean(cleaned)
    assert cleaned.encode("utf-8") is not None


def test_a_call_without_an_agency_still_ends_well() -> None:
    assert spoken(Call(code="CA-012", counter=5, agency_spoken=" ,. ")).endswith("menuju loket lima.")
