"""The week's hours as few lines."""

from datetime import time

from antrean.hours import DayHours, Schedule, Span
from kiosk import weekly

LONG = DayHours(open=(Span(time(8), time(15, 30)),))
FRIDAY = DayHours(open=(Span(time(8), time(15)),), breaks=(Span(time(11, 30), time(13)),))


def found(schedule: Schedule) -> list[tuple[int, int, list[tuple[int, int]]]]:
    return [(one.first, one.last, [(s.opens.hour, s.closes.hour) for s in one.open]) for one in weekly.lines(schedule)]


def test_days_of_the_same_hours_stand_together_and_closed_days_too() -> None:
    week = {0: LONG, 1: LONG, 2: LONG, 4: FRIDAY}
    assert found(Schedule(week=week)) == [
        (0, 2, [(8, 15)]),
        (3, 3, []),
        (4, 4, [(8, 11), (13, 15)]),
        (5, 6, []),
    ]


def test_the_same_hours_later_in_the_week_are_a_line_of_their_own() -> None:
    assert [(first, last) for first, last, _ in found(Schedule(week={0: LONG, 2: LONG}))] == [
        (0, 0),
        (1, 1),
        (2, 2),
        (3, 6),
    ]


def test_a_break_at_the_edge_shortens_the_day() -> None:
    day = DayHours(open=(Span(time(8), time(12)),), breaks=(Span(time(7), time(9)), Span(time(11), time(13))))
    assert found(Schedule(week=dict.fromkeys(range(7), day))) == [(0, 6, [(9, 11)])]


def test_a_hall_that_is_always_open_has_no_hours_to_show() -> None:
    assert found(Schedule(always_open=True)) == []
