"""How an anchor is written and read, by programs and by people."""

import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from antrean import anchor
from antrean.anchor import Anchor
from antrean.errors import Reason, Refused

WHOLE = Anchor(event=1234, hash="0123456789abcdef" * 4, epoch="9f3a00112233aabb")
SHORT = "1234:0123456789abcdef@9f3a"


def test_it_is_short_enough_for_paper_and_read_back() -> None:
    assert WHOLE.short == SHORT
    assert anchor.read(SHORT) == Anchor(event=1234, hash="0123456789abcdef", epoch="9f3a")
    assert anchor.read(WHOLE.text) == WHOLE
    # As people type.
    assert anchor.read(f" {SHORT.upper()}\n") == anchor.read(SHORT)
    assert anchor.read("7:0123456789abcdef") == Anchor(event=7, hash="0123456789abcdef")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "1234",
            "1234:",
            ":0123456789abcdef",
            "1234:0123456789abcde",
            "0:0123456789abcdef",
            "-1:0123456789abcdef",
        ),
        *("1234:0123456789abcdeg", "1234:0123456789abcdef@", "1234:0123456789abcdef@9f", "1234 0123456789abcdef"),
        *("1234:" + 65 * "a", 16 * "1" + ":0123456789abcdef", "١٢٣٤:0123456789abcdef", "1234:0123456789abcdef…"),
    ],
)
def test_what_is_none_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Refused, match="EVENT:HASH") as refused:
        anchor.read(text)
    assert refused.value.reason is Reason.BAD_INPUT


@pytest.mark.parametrize(
    "line",
    [
        f"Anchor to keep elsewhere: {SHORT}",
        f"2026-11-23 17:30  {SHORT} (Siti)",
        f"Nov 23 10:00:00 pc1 antrean[812]: INFO antrean.ui.anchor_log: anchor anchor={SHORT} device=Kiosk",
        f"{SHORT}.",
    ],
)
def test_it_is_found_among_words(line: str) -> None:
    assert anchor.find(line) == anchor.read(SHORT)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "12:30 Uhr",
        "fe80:0123456789abcdef::1",
        "sha256:0123456789abcdef",
        "x1234:0123456789abcdef",
        "1234:0123456789abcdef…",
    ],
)
def test_other_words_are_none(line: str) -> None:
    assert anchor.find(line) is None


@given(st.text())
@tries(max_examples=200, deadline=None)
def test_any_text_is_an_anchor_or_refused(text: str) -> None:
    found = anchor.find(text)
    assert found is None or anchor.read(found.text) == found
