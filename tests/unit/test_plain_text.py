"""What somebody typed and everybody may read: what is let through, and what is sent back."""

import pytest

from antrean import plain_text
from antrean.errors import Reason, Refused


def line(text: str, longest: int = 80) -> str:
    return plain_text.line(text, longest=longest, what="The reason")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Printer rusak", "Printer rusak"),
        ("  Printer\n rusak\t. ", "Printer rusak ."),
        ("Harap pindahkan mobil B 1234 XY, terima kasih!", "Harap pindahkan mobil B 1234 XY, terima kasih!"),
        ("Buka lagi ± pukul 13.00 – 14.00 (Rp10.000, 50 %)", "Buka lagi ± pukul 13.00 – 14.00 (Rp10.000, 50 %)"),
        ("“Tutup” & Siti's büro", "“Tutup” & Siti's büro"),
        ("x" * 40, "x" * 40),
        ("a " * 40, ("a " * 40).strip()),
    ],
)
def test_plain_words_stay(text: str, kept: str) -> None:
    assert line(text) == kept


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.REASON_NEEDED),
        (" \n\t ", Reason.REASON_NEEDED),
        ("a " * 41, Reason.BAD_INPUT),
        ("13.00", Reason.BAD_INPUT),
        ("?!", Reason.BAD_INPUT),
        ("x" * 41, Reason.BAD_INPUT),
        ("<b>Tutup</b>", Reason.BAD_INPUT),
        ("[[h@'loU]]", Reason.BAD_INPUT),
        ("tutup {x}", Reason.BAD_INPUT),
        ("tutup \\n", Reason.BAD_INPUT),
        ("tutup\x00", Reason.BAD_INPUT),
        ("tutup\x1b[31m", Reason.BAD_INPUT),
        ("tutup \u202elagi", Reason.BAD_INPUT),
        ("tutup 😀", Reason.BAD_INPUT),
        ("tutup \udcff", Reason.BAD_INPUT),
        ("NIK 3201010101900001", Reason.IDENTITY_NUMBER),
    ],
)
def test_what_is_sent_back(text: str, reason: Reason) -> None:
    with pytest.raises(Refused, match="The reason") as caught:
        line(text)
    assert caught.value.reason is reason


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("3201010101900001", True),
        ("3201 0101 0190 0001", True),
        ("3201-0101.0190/0001", True),
        ("NIK:32010101 01900001.", True),
        ("3201–0101—0190,0001", True),
        ("a3201_0101_0190_0001b", True),
        ("3 2 0 1 0 1 0 1 0 1 9 0 0 0 0 1", True),
        ("32010101019000012345", True),
        ("³²⁰¹⁰¹⁰¹⁰¹⁹⁰⁰⁰⁰¹", True),
        ("٣٢٠١٠١٠١٠١٩٠٠٠٠١", True),
        ("３２０１０１０１０１９００００１", True),
        ("320101010190000", False),
        ("0812-3456-7890", False),
        ("2026-11-23 08:00-12:00", False),
        ("CA-012 sampai CA-178, loket 1 2 3 4", False),
        ("", False),
    ],
)
def test_numbers_of_a_person(text: str, holds: bool) -> None:
    assert plain_text.holds_identity_number(text) is holds
