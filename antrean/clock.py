"""Where "now" comes from: the PC, a fixed moment, or the hall's own clock."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class SystemClock:
    """The PC's own clock, which may be wrong: kiosk clocks drift."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        return self._at

    def advance(self, **amount: float) -> None:
        """Move on by `timedelta(**amount)`."""
        self._at += timedelta(**amount)


class HallClock:
    """The hall's clock as this PC knows it: its own clock plus the offset the database showed last.

    Every read of the database brings the hall's time; `follow` takes it over, so that
    a kiosk with a wrong clock still shows the right minute.
    """

    def __init__(self, local: Clock | None = None) -> None:
        self._local = local or SystemClock()
        self._offset = timedelta(0)

    def follow(self, hall_now: datetime) -> None:
        self._offset = hall_now - self._local.now()

    def now(self) -> datetime:
        return self._local.now() + self._offset
