"""Ticket codes, series and the service day: how a number is named and when it starts again."""

import re
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from antrean.errors import Reason, Refused

# I, O and Q are left out: on paper and at a distance they read as 1 and 0 (DOMAIN "Code").
QUEUE_CODE = re.compile(r"[A-HJ-NPR-Z]{1,2}")
_TICKET_CODE = re.compile(r"([A-HJ-NPR-Z]{1,2})[- ]?([0-9]{1,4})")


LAST_NUMBER: Final = 9999
"""The last number of a series on one day: paper, board and voice have room for four digits (reading.read_number)."""


def ticket_code(queue: str, number: int) -> str:
    """Return what is printed and shown, such as "CA-012"."""
    return f"{queue}-{number:03d}"


def parse_code(text: str) -> tuple[str, int]:
    """Read "CA-012", "ca 12" or "CA012" as series and number; raise Refused(bad_input)."""
    found = _TICKET_CODE.fullmatch(text.strip().upper())
    if found is None:
        raise Refused(Reason.BAD_INPUT, f"“{text[:40]}” is not a ticket number such as CA-012.")
    return found[1], int(found[2])


def service_day(now: datetime, time_zone: ZoneInfo) -> date:
    """Return the day whose numbers are given at an aware moment: the date in the mall's zone."""
    return now.astimezone(time_zone).date()


def quota_left(quota: int | None, taken: int) -> int | None:
    """Return how many numbers are left today, never below 0; None without a quota."""
    return None if quota is None else max(0, quota - taken)
