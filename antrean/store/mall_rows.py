"""What a load of the mall must know of the tickets and counters it would leave behind."""

from sqlalchemy import select, update

from antrean.mall_record import Mall
from antrean.store import tables as t
from antrean.store.unit import WriteUnit


def in_use(unit: WriteUnit, mall: Mall) -> list[str]:
    """Return, in words, what a new mall would retire while visitors or officers still need it."""
    c = t.tickets.c
    queues = {one.code for one in mall.queues}
    services = {one.code for one in mall.services}
    counters = {one.number for one in mall.counters}
    rows = unit.connection.execute(
        select(c.queue, c.series, c.service, c.counter, c.reserved_counter).where(t.UNFINISHED).distinct()
    )
    blocked: set[str] = set()
    for row in rows:
        blocked |= {f"queue {code}" for code in {row.queue, row.series} - queues}
        blocked |= {f"service {code}" for code in {row.service} - services}
        blocked |= {f"counter {number}" for number in {row.counter, row.reserved_counter} - {None} - counters}
    # Whoever holds a number on paper waits too, and it is entered when the server is back.
    on_paper = set(unit.connection.execute(select(t.emergency_numbers.c.queue).distinct()).scalars())
    blocked |= {f"queue {code}" for code in on_paper - queues}
    open_counters = set(unit.connection.execute(select(t.shifts.c.counter).where(t.OPEN_SHIFT)).scalars())
    blocked |= {f"counter {number}" for number in open_counters - counters}
    return sorted(blocked)


def add_clock_offset(unit: WriteUnit, milliseconds: int) -> None:
    """Move the hall's clock; only the demo does."""
    unit.connection.execute(update(t.mall).values(clock_offset_ms=t.mall.c.clock_offset_ms + milliseconds))
