"""What a scanner types is told from what a hand types, and a ticket's code from any other."""

import pytest

from kiosk.scanner import Burst, may_hold_secret, secret_of
from kiosk.warning import closing_in

SECRET = "0123456789abcdef0123"


def typed(text: str, gap_s: float, *, enter_after_s: float | None = None) -> str | None:
    burst = Burst()
    at_s = 10.0
    for sign in text:
        at_s += gap_s
        burst.add(sign, at_s)
    return burst.end(at_s + (gap_s if enter_after_s is None else enter_after_s))


@pytest.mark.parametrize(
    ("text", "gap_s", "scanned"),
    [
        (f"AQ1:{SECRET}", 0.004, True),
        (f"AQ1:{SECRET}", 0.045, True),
        (f"AQ1:{SECRET}", 0.08, False),
        ("ktp", 0.004, False),
        ("12345678", 0.004, True),
    ],
)
def test_only_what_is_faster_than_any_hand_is_a_scan(text: str, gap_s: float, scanned: bool) -> None:
    assert typed(text, gap_s) == (text if scanned else None)


def test_an_enter_that_comes_later_is_a_persons() -> None:
    assert typed(f"AQ1:{SECRET}", 0.004, enter_after_s=0.5) is None


def test_a_scan_after_slow_letters_is_the_scan_alone() -> None:
    burst = Burst()
    news = [burst.add(sign, at) for sign, at in (("k", 1.0), ("t", 2.0))]
    news += [burst.add(sign, 3.0 + step / 1000) for step, sign in enumerate(f"AQ1:{SECRET}")]
    assert [at for at, is_new in enumerate(news) if is_new] == [0, 1, 2]
    assert burst.end(3.03) == f"AQ1:{SECRET}"
    assert burst.end(3.03) is None, "a code is read once"


@pytest.mark.parametrize(
    ("text", "status_url", "secret"),
    [
        (f"AQ1:{SECRET}", "", SECRET),
        (f"AQ1:{SECRET}", "https://mall.example/t/", SECRET),
        (f"https://mall.example/t/{SECRET}", "https://mall.example/t/", SECRET),
        (f"aq1:{SECRET.upper()}", "", SECRET),
        (f"https://mall.example/t/{SECRET}", "", None),
        ("8991234567890", "", None),
        ("AQ1:", "", None),
        ("AQ1:'; --", "", None),
        ("AQ1:é12345678", "", None),
    ],
)
def test_a_code_is_a_tickets_only_behind_its_beginning(text: str, status_url: str, secret: str | None) -> None:
    assert secret_of(text, status_url) == secret


@pytest.mark.parametrize(
    ("quiet_s", "limit_s", "left"),
    [(39, 60, None), (40, 60, 20), (59.2, 60, 1), (60, 60, 0), (75, 60, 0), (9, 30, None), (10, 30, 20), (1, 5, None)],
)
def test_the_warning_comes_in_time_and_counts_down(quiet_s: float, limit_s: int, left: int | None) -> None:
    assert closing_in(quiet_s, limit_s, 20) == left


@pytest.mark.parametrize(
    ("words", "status_url", "holds"),
    [
        (f"aq1 {SECRET}", "", True),
        (f"aq1{SECRET}"[:12], "", True),
        (f"ktp aq1 {SECRET}", "", True),
        (SECRET.upper(), "", True),
        (f"paspor {SECRET}", "", True),
        ("https mall example t 0123", "", True),
        ("mall example t 0123", "mall.example/t/", True),
        ("mall example t 0123", "", False),
        ("surat keterangan", "https://mall.example/t/", False),
        ("cafe 2 add bad dead", "", False),
    ],
)
def test_what_may_be_a_ticket_is_told_from_what_people_look_for(words: str, status_url: str, holds: bool) -> None:
    assert may_hold_secret(words, status_url) is holds
