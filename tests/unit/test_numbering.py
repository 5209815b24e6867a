"""Codes of tickets, the service day of a moment, and what is left of a quota."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antrean import numbering
from antrean.errors import Reason, Refused

JAKARTA, JAYAPURA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")


@pytest.mark.parametrize(
    ("queue", "number", "code"),
    [("CA", 1, "CA-001"), ("A", 42, "A-042"), ("CP", 999, "CP-999"), ("CA", 1000, "CA-1000")],
)
def test_a_code_is_the_queue_and_three_digits_or_more(queue: str, number: int, code: str) -> None:
    assert numbering.ticket_code(queue, number) == code


@pytest.mark.parametrize("text", ["CA-012", "ca-12", "CA012", "ca 12", " Ca-0012 ", "CA12"])
def test_people_type_it_as_they_like(text: str) -> None:
    assert numbering.parse_code(text) == ("CA", 12)


@pytest.mark.parametrize(
    "text", ["", "CA", "12", "CAB-1", "CI-001", "OA-001", "CQ-1", "CA-12345", "CA-1x", "CA--1", "CA-١٢", "CA-1\n2"]
)
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        numbering.parse_code(text)
    assert caught.value.reason is Reason.BAD_INPUT


def test_a_long_text_is_not_repeated_whole() -> None:
    with pytest.raises(Refused) as caught:
        numbering.parse_code("x" * 10_000)
    assert len(caught.value.sentence) < 120


@given(st.from_regex(r"[A-HJ-NPR-Z]{1,2}", fullmatch=True), st.integers(1, 9999))
def test_what_is_printed_can_be_typed(queue: str, number: int) -> None:
    code = numbering.ticket_code(queue, number)
    assert numbering.parse_code(code) == (queue, number)
    assert numbering.parse_code(code.lower().replace("-", " ")) == (queue, number)


def test_the_service_day_is_the_date_in_the_malls_zone() -> None:
    late = datetime(2026, 11, 23, 16, 59, 59, tzinfo=UTC)
    assert numbering.service_day(late, JAKARTA) == date(2026, 11, 23)
    assert numbering.service_day(late + timedelta(seconds=1), JAKARTA) == date(2026, 11, 24)
    assert numbering.service_day(late, JAYAPURA) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("quota", "taken", "left"), [(None, 500, None), (10, 0, 10), (10, 9, 1), (10, 10, 0), (10, 12, 0), (0, 0, 0)]
)
def test_what_is_left_of_a_quota(quota: int | None, taken: int, left: int | None) -> None:
    assert numbering.quota_left(quota, taken) == left
