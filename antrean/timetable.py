"""What the hall's own hours announce, and when: the opening, each break, the end of taking numbers, the closing."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final

from antrean import hours
from antrean.mall_record import Mall
from antrean.wording import AnnouncementKind, Notice

_SOME_MONDAY: Final = date(2001, 1, 1)
"""Of a week for which no quiet period of a single date was ever written."""


@dataclass(frozen=True, kw_only=True)
class Due:
    """One notice of one day. `at` is aware, in the mall's zone."""

    at: datetime
    notice: Notice
    part: str = ""
    """Which break of the day it is, by its beginning; a day has one of every other notice."""


def of_day(mall: Mall, day: date) -> tuple[Due, ...]:
    """Return the notices of a day in their order, after holidays, periods and exceptions.

    None on a closed day and in a hall that is always open. The end of taking numbers is left out where it is that of
    the day.
    """
    tz = mall.zone_info
    spans = hours.serving_spans(mall.hours, day, tz)
    if not spans or mall.hours.always_open:
        return ()
    opens, closes = spans[0][0], spans[-1][1]
    name = mall.name
    found = [Due(at=opens, notice=Notice(kind=AnnouncementKind.OPENING, at=opens.time(), mall=name))]
    for (_, begins), (reopens, _) in pairwise(spans):
        pause = Notice(
            kind=AnnouncementKind.BREAK,
            at=begins.time(),
            reopens=reopens.time(),
            occasion=mall.voice.occasion(day.weekday()),
            mall=name,
        )
        found.append(Due(at=begins, notice=pause, part=f"{begins:%H:%M}"))
    until = hours.issuing_until(mall.hours, day, tz)
    if until is not None and until < closes:
        found.append(Due(at=until, notice=Notice(kind=AnnouncementKind.CUTOFF, at=until.time(), mall=name)))
    found.append(Due(at=closes, notice=Notice(kind=AnnouncementKind.CLOSING, at=closes.time(), mall=name)))
    wanted = [due for due in found if due.notice.kind.value in mall.voice.notices]
    return tuple(sorted(wanted, key=lambda due: due.at))


def muted(mall: Mall) -> tuple[Due, ...]:
    """Return the notices of an ordinary week that fall into a quiet period: nobody would hear them."""
    ordinary = replace(mall, hours=replace(mall.hours, periods=()))
    week = (_SOME_MONDAY + timedelta(days=day) for day in range(7))
    return tuple(due for day in week for due in of_day(ordinary, day) if mall.voice.is_quiet(due.at))


def due(mall: Mall, now: datetime, *, late_after_s: float) -> tuple[Due, ...]:
    """Return the notices whose time has come and is not over; `now` is aware, in the mall's zone.

    One that nobody could make for longer than `late_after_s` is not made at all: nobody says at nine that it opened
    at eight.
    """
    limit = timedelta(seconds=late_after_s)
    return tuple(one for one in of_day(mall, now.date()) if one.at <= now < one.at + limit)
