"""The opening hours of a mall's week as few lines: days of the same hours stand together; pure, no Qt, no words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from antrean.hours import CLOSED, DayHours, Schedule, Span


@dataclass(frozen=True, kw_only=True)
class DaysAlike:
    """Neighbouring weekdays with the same hours; 0 = Monday … 6 = Sunday."""

    first: int
    last: int
    open: tuple[Span, ...]
    """From opening to closing; empty where these days are closed. A pause between two spans is a break."""


def lines(schedule: Schedule) -> tuple[DaysAlike, ...]:
    """Return the whole week from Monday; empty for a hall that is always open."""
    if schedule.always_open:
        return ()
    found: list[DaysAlike] = []
    for day in range(7):
        spans = _without_breaks(_of(schedule.week, day))
        if found and found[-1].open == spans:
            found[-1] = DaysAlike(first=found[-1].first, last=day, open=spans)
        else:
            found.append(DaysAlike(first=day, last=day, open=spans))
    return tuple(found)


def _of(week: Mapping[int, DayHours], day: int) -> DayHours:
    return week.get(day, CLOSED)


def _without_breaks(hours: DayHours) -> tuple[Span, ...]:
    """Cut the breaks out of the open spans, so that one line says when the doors are open."""
    spans = sorted(hours.open, key=lambda span: span.opens)
    for pause in sorted(hours.breaks, key=lambda span: span.opens):
        spans = [part for span in spans for part in _minus(span, pause.opens, pause.closes)]
    return tuple(spans)


def _minus(span: Span, begin: time, end: time) -> list[Span]:
    if end <= span.opens or span.closes <= begin:
        return [span]
    parts = [Span(span.opens, min(begin, span.closes)), Span(max(end, span.opens), span.closes)]
    return [part for part in parts if part.opens < part.closes]
