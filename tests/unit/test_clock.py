"""Clocks: one that stands still, the PC's own, and the hall's as a PC follows it."""

from datetime import UTC, datetime, timedelta

from antrean.clock import FixedClock, HallClock, SystemClock

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


def test_a_fixed_clock_moves_when_told() -> None:
    clock = FixedClock(NOON)
    assert clock.now() == clock.now() == NOON
    clock.advance(minutes=1, seconds=1.5)
    assert clock.now() == NOON + timedelta(seconds=61.5)


def test_the_system_clock_is_aware_and_runs() -> None:
    before = datetime.now(UTC)
    assert before <= SystemClock().now() <= datetime.now(UTC)


def test_a_wrong_pc_shows_the_halls_time() -> None:
    wrong = FixedClock(NOON - timedelta(days=3, minutes=7))
    clock = HallClock(wrong)
    assert clock.now() == wrong.now()
    clock.follow(NOON)
    assert clock.now() == NOON
    wrong.advance(seconds=90)
    assert clock.now() == NOON + timedelta(seconds=90)
    # The PC's clock was set right meanwhile: the next read of the hall puts it straight again.
    wrong.advance(days=3)
    clock.follow(NOON + timedelta(seconds=91))
    assert clock.now() == NOON + timedelta(seconds=91)
