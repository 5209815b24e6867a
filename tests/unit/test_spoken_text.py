"""How a text that somebody typed is said."""

import pytest

from antrean import spoken_text


def said(text: str, text_en: str = "") -> list[tuple[str, str]]:
    return [(one.language, one.text) for one in spoken_text.sentences(text, text_en)]


def test_indonesian_then_english_where_there_is_any() -> None:
    assert said("Selamat pagi.", "Good morning.") == [("id", "Selamat pagi."), ("en", "Good morning.")]
    assert said("Selamat pagi.") == [("id", "Selamat pagi.")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mobil B 1234 XY & mobil BNN", "Mobil be 1234 eks ye dan mobil be en en"),
        ("Buka lagi pukul 13.00.", "Buka lagi pukul tiga belas."),
        ("Pukul 08:30 – 09.15", "Pukul delapan lewat tiga puluh menit sembilan lewat lima belas menit"),
        ("Rp10.000", "Rp10.000"),
        ("Versi 1.2.30", "Versi 1.2.30"),
        ("Awas! “Lantai” licin; hati-hati.", "Awas! Lantai licin; hati-hati."),
    ],
)
def test_signs_and_times_in_words(text: str, expected: str) -> None:
    assert said(text) == [("id", expected)]


def test_english_has_its_own_words() -> None:
    assert said("x", "Open again at 13.00 & not before")[1] == ("en", "Open again at one PM and not before")


@pytest.mark.parametrize(("language", "expected"), [("id", "pukul tiga belas"), ("jv", "pukul 13.00")])
def test_times_of_other_languages_stay(language: str, expected: str) -> None:
    assert spoken_text.times_in_words("pukul 13.00", language) == expected
