"""What a ticket says, in both languages and on both widths of paper."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antrean import receipt
from antrean.receipt import Align, Big, Cut, Logo, Pair, Qr, Slip, Text

SLIP = Slip(
    mall_name="Mal Pelayanan Publik Kota Sejahtera",
    place="Kota Sejahtera",
    agency="Polres",
    service="SKCK (baru / perpanjang)",
    code="KA-014",
    is_priority=False,
    people_ahead=10,
    counters=(19, 20),
    zone="3 · merah",
    requirements=("KTP-el", "KK"),
    fee="Rp30.000",
    issued_at=datetime(2026, 11, 23, 8, 41, tzinfo=ZoneInfo("Asia/Jakarta")),
    qr_text="AQ1:7kq2m9",
    qr_is_for_kiosk=True,
    is_copy=False,
)


def texts(slip: Slip, columns: int = 48) -> list[str]:
    return [line.text for line in receipt.lines(slip, columns) if isinstance(line, Text)]


def pairs(slip: Slip) -> dict[str, str]:
    return {line.label: line.value for line in receipt.lines(slip, 48) if isinstance(line, Pair)}


def test_a_ticket_says_where_to_go_and_what_to_bring() -> None:
    assert pairs(SLIP) == {
        "Di depan Anda": "10 orang",
        "Loket": "19 atau 20",
        "Zona": "3 - merah",
        "Biaya": "Rp30.000",
    }
    said = texts(SLIP)
    assert said[:4] == ["MAL PELAYANAN PUBLIK KOTA SEJAHTERA", "Kota Sejahtera", "Polres", "SKCK (baru / perpanjang)"]
    assert "Sudah membawa?" in said
    assert "[ ] KTP-el" in said
    assert "Senin, 23 November 2026 08.41" in said
    assert "Berlaku hari ini - Tanpa pungutan liar" in said
    assert (
        "Nomor dipanggil tiga kali. Bila terlewat, lapor ke loket: Anda dipanggil lagi setelah tiga nomor."
        in " ".join(said)
    )


def test_the_number_the_code_and_the_cut_come_once_and_in_that_order() -> None:
    special = [line for line in receipt.lines(SLIP, 48) if isinstance(line, Big | Qr | Cut)]
    assert special == [Big(text="KA-014"), Qr(data="AQ1:7kq2m9", caption="untuk kiosk"), Cut()]


def test_an_english_visitor_reads_english() -> None:
    slip = replace(SLIP, language="en", qr_is_for_kiosk=False, people_ahead=1, counters=(2, 3, 5))
    assert pairs(slip) == {
        "Ahead of you": "1 person",
        "Counter": "2, 3 or 5",
        "Zone": "3 - merah",
        "Fee": "Rp30.000",
    }
    assert "Monday, 23 November 2026 08:41" in texts(slip)
    assert Qr(data="AQ1:7kq2m9", caption="Scan to follow the queue") in receipt.lines(slip, 48)


def test_a_language_without_words_reads_indonesian() -> None:
    assert texts(replace(SLIP, language="jv")) == texts(SLIP)


def test_priority_and_copy_are_marked_and_only_when_they_are() -> None:
    assert not any(line.inverse for line in receipt.lines(SLIP, 48) if isinstance(line, Text))
    marked = receipt.lines(replace(SLIP, is_priority=True, is_copy=True), 48)
    assert [line.text for line in marked if isinstance(line, Text) and line.inverse] == [" SALINAN ", " PRIORITAS "]
    english = receipt.lines(replace(SLIP, is_priority=True, is_copy=True, language="en"), 48)
    assert [line.text for line in english if isinstance(line, Text) and line.inverse] == [" COPY ", " PRIORITY "]


def test_what_is_not_known_is_not_printed() -> None:
    slip = replace(SLIP, place="", counters=(), zone="", requirements=(), qr_text="")
    assert set(pairs(slip)) == {"Di depan Anda", "Biaya"}
    assert "Sudah membawa?" not in texts(slip)
    assert not any(isinstance(line, Qr) for line in receipt.lines(slip, 48))


def test_narrow_paper_breaks_lines_evenly() -> None:
    said = texts(SLIP, 32)
    assert said[:2] == ["MAL PELAYANAN PUBLIK", "KOTA SEJAHTERA"]
    assert max(map(len, said)) <= 32
    wednesday = replace(SLIP, language="en", issued_at=datetime(2026, 9, 23, 8, 41, tzinfo=ZoneInfo("Asia/Jakarta")))
    assert "Wednesday, 23 September 2026" in texts(wednesday, 32)
    assert "08:41" in texts(wednesday, 32)


def test_a_word_with_a_hyphen_stays_whole() -> None:
    assert receipt.wrapped("foto dan KTP-el", 13) == ("foto dan", "KTP-el")


def test_a_long_requirement_hangs_under_its_box() -> None:
    slip = replace(SLIP, requirements=("hadir sendiri (swafoto + QR petugas)",))
    said = texts(slip, 32)
    assert said[said.index("Sudah membawa?") + 1 :][:2] == ["[ ] hadir sendiri (swafoto + QR", "    petugas)"]


@pytest.mark.parametrize(
    ("counters", "expected"),
    [((), ""), ((7,), "7"), ((19, 20), "19 atau 20"), ((2, 3, 4, 8), "2, 3, 4 atau 8")],
)
def test_counters_read_as_a_sentence(counters: tuple[int, ...], expected: str) -> None:
    assert receipt.counters_text(counters, "id") == expected


@pytest.mark.parametrize(
    ("code", "columns", "expected"),
    [
        ("KA-014", 48, (8, 8)),
        ("KA-014", 42, (7, 8)),
        ("KA-014", 32, (5, 7)),
        ("KA-1014", 48, (6, 8)),
        ("A-1", 80, (8, 8)),
        ("X" * 50, 48, (1, 3)),
    ],
)
def test_the_number_is_as_large_as_the_paper_allows(code: str, columns: int, expected: tuple[int, int]) -> None:
    assert receipt.number_size(code, columns) == expected


def test_signs_become_plain_ones() -> None:
    assert receipt.printable("\u201cKTP\u201d \u2013 3×4, ≤14 hari, ≥1, ±5…") == '"KTP" - 3x4, <=14 hari, >=1, +/-5...'
    assert receipt.printable("Café Ñandú \u0141ódź") == "Café Ñandú ?ódz"
    assert receipt.printable("Cafe\u0301") == "Café"
    assert receipt.printable("1½ jam, H₂O, 部门") == "1 1/2 jam, H2O, ??"


def test_a_name_cannot_smuggle_a_command() -> None:
    assert receipt.printable("Polres\x1bi\x1dV\x00\r\nSIM\u200b\u202e") == "PolresiV  SIM"


@given(st.text())
def test_whatever_the_name_the_paper_can_show_it(text: str) -> None:
    shown = receipt.printable(text)
    assert shown.encode("cp437") == shown.encode("cp850")
    assert all(sign >= " " for sign in shown)
    assert receipt.printable(shown) == shown


@given(st.text(), st.integers(20, 80), st.booleans())
def test_no_line_is_wider_than_the_paper_and_no_letter_is_lost(text: str, columns: int, balanced: bool) -> None:
    shown = receipt.printable(text)
    parts = receipt.wrapped(shown, columns, balanced=balanced)
    assert all(len(part) <= columns for part in parts)
    assert "".join(parts).replace(" ", "") == shown.replace(" ", "")


@given(st.text(alphabet="abc;, 1", min_size=1, max_size=200), st.integers(20, 80))
def test_a_pair_never_leaves_the_paper(value: str, columns: int) -> None:
    rows = receipt.pair_lines("Biaya", value, columns)
    assert all(len(left) + len(right) <= columns for left, right in rows)
    written = "".join(right for _, right in rows)
    assert written.replace(" ", "") == value.replace(" ", "")


def test_a_long_fee_keeps_each_amount_with_its_years() -> None:
    fee = "Non-el. 5 th Rp350.000; 10 th Rp650.000; el. 5 th Rp650.000; 10 th Rp950.000"
    assert [right for _, right in receipt.pair_lines("Biaya", fee, 48)][1:] == [
        "Non-el. 5 th Rp350.000; 10 th Rp650.000;",
        "el. 5 th Rp650.000; 10 th Rp950.000",
    ]
    fee = "Nonelektronik 5 tahun Rp350.000, 10 tahun Rp650.000; elektronik 5 tahun Rp650.000, 10 tahun Rp950.000"
    assert [right for _, right in receipt.pair_lines("Biaya", fee, 48)][1:] == [
        "Nonelektronik 5 tahun Rp350.000,",
        "10 tahun Rp650.000;",
        "elektronik 5 tahun Rp650.000,",
        "10 tahun Rp950.000",
    ]


def test_what_to_bring_is_whole_or_counted() -> None:
    def listed(*requirements: str) -> list[str]:
        said = texts(replace(SLIP, requirements=requirements), 32)
        return [text for text in said if text.startswith(("[ ]", "    ", "+ "))]

    long = "hadir sendiri bersama dua orang saksi dan wali"
    assert len(listed("KTP-el", "KK", "Foto", "Meterai", "Ijazah")) == 5
    assert listed("KTP-el", "KK", "Foto", "Meterai", "Ijazah", "Akta") == [
        *("[ ] KTP-el", "[ ] KK", "[ ] Foto", "[ ] Meterai"),
        "+ 2 lagi: lihat di kiosk",
    ]
    assert listed("KTP-el", "KK", "Foto", long, "Akta") == [
        *("[ ] KTP-el", "[ ] KK", "[ ] Foto", "[ ] Akta"),
        "+ 1 lagi: lihat di kiosk",
    ]
    assert listed(f"{long}, {long}, {long}, {long}") == ["+ 1 lagi: lihat di kiosk"]


@pytest.mark.parametrize(
    ("calls", "after", "indonesian", "english"),
    [
        (3, 3, "dipanggil tiga kali.", "called three times."),
        (1, 1, "dipanggil lagi setelah satu nomor.", "called once. If you miss yours, tell the counter: it is called"),
        (
            2,
            1,
            "dipanggil dua kali.",
            "called twice. If you miss yours, tell the counter: it is called after one other.",
        ),
        (5, 0, "Anda dipanggil lagi sesudah itu.", "called five times. If you miss yours, tell the counter: it is"),
    ],
)
def test_the_rule_for_a_missed_call_is_in_words(calls: int, after: int, indonesian: str, english: str) -> None:
    slip = replace(SLIP, calls=calls, return_after=after)
    assert indonesian in " ".join(texts(slip))
    assert english in " ".join(texts(replace(slip, language="en")))


def test_a_short_ticket_leaves_what_leads_to_the_counter() -> None:
    slip = replace(SLIP, is_copy=True, is_priority=True)
    short = receipt.lines(slip, 48, short=True)
    assert [line.text for line in short if isinstance(line, Text)] == [
        *(" SALINAN ", "Polres", "SKCK (baru / perpanjang)", " PRIORITAS ", "Senin, 23 November 2026 08.41")
    ]
    assert [line for line in short if isinstance(line, Pair)] == [
        Pair(label="Di depan Anda", value="10 orang", tall=True),
        Pair(label="Loket", value="19 atau 20", tall=True),
    ]
    assert [line for line in short if isinstance(line, Big | Qr | Cut | Logo)] == [
        Big(text="KA-014"),
        Qr(data="AQ1:7kq2m9", caption=""),
        Cut(),
    ]
    assert receipt.lines(slip, 48)[0] == Logo()


def test_a_short_value_ends_at_the_right_edge() -> None:
    assert receipt.pair_lines("Loket", "19", 12) == (("Loket", "     19"),)
    assert receipt.pair_lines("Loket", "19 20", 12) == (("Loket", "  19 20"),)
    assert len(receipt.pair_lines("Loket", "19 201", 12)) == 2


def test_the_code_opens_the_status_page_or_serves_the_kiosk() -> None:
    assert receipt.qr_text("7kq2", "https://antrean.example/t/") == "https://antrean.example/t/7kq2"
    assert receipt.qr_text("7kq2", "") == "AQ1:7kq2"


@pytest.mark.parametrize("month", range(1, 13))
def test_dates_read_as_people_write_them(month: int) -> None:
    names = [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ]
    day, time = receipt.moment(datetime(2026, month, 1, 7, 5, tzinfo=ZoneInfo("Asia/Jakarta")), "id")
    assert day.endswith(f", 1 {names[month - 1]} 2026")
    assert time == "07.05"


def test_everything_is_centred_or_at_the_left_edge() -> None:
    assert {line.align for line in receipt.lines(SLIP, 48) if isinstance(line, Text)} == {Align.CENTER, Align.LEFT}
