"""When something is shown: between two dates, on some weekdays, at some hours; pure, for texts and pictures alike."""

from dataclasses import dataclass
from datetime import date, datetime

from antrean.hours import Span


@dataclass(frozen=True, kw_only=True)
class When:
    """Each part that is given must hold; with none of them it is always."""

    first: date | None = None
    last: date | None = None
    """Both days belong to it."""
    weekdays: frozenset[int] = frozenset()
    """0 = Monday … 6 = Sunday; none = every day."""
    spans: tuple[Span, ...] = ()
    """Hours of the day; none = all day. The end of each does not belong to it."""

    def holds(self, at: datetime) -> bool:
        """Say whether a moment belongs to it; `at` is in the mall's zone."""
        day, clock = at.date(), at.time()
        return (
            (self.first is None or self.first <= day)
            and (self.last is None or day <= self.last)
            and (not self.weekdays or day.weekday() in self.weekdays)
            and (not self.spans or any(span.opens <= clock < span.closes for span in self.spans))
        )


ALWAYS = When()
