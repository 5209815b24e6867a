"""Eight, then forty counters with two kiosks as fast as they can, day after day, until so much is in the log.

At each midnight whoever waits or is called loses the number, and every counter opens again, in the midst of it all.
Nothing here is a figure of speed: what counts is that the hall is whole afterwards.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from antrean import desk, mall
from antrean.desk import Desk
from antrean.errors import Unavailable
from antrean.model import EventKind
from bench.counter_crew import Crew, Rate, fill, services_of_lines
from bench.counters import find_faults
from bench.engines import ENGINES, Databases
from bench.hall import MONDAY, Hall, build, connect, request
from bench.report import Aim, Report, Table


@dataclass(frozen=True, kw_only=True)
class Size:
    facts: int = 50_000
    """So many numbers and calls in each of the four halls: two sizes, a hundred thousand on either engine."""
    day: int = 2_500
    """After so many of them the hall's clock goes on to the next day: a large mall has as many."""
    counters: tuple[int, ...] = (8, 40)
    kiosks: int = 2
    line: int = 6
    patience_s: float = 7200.0


QUICK: Final = Size(facts=5_000)
_COUNTED: Final = (EventKind.ISSUED, EventKind.CALLED)


def run(databases: Databases, say: Callable[[str], None], *, engines: Sequence[str] = ENGINES, size: Size) -> Report:
    """Let everybody work, follow the log as an app does, and look through the hall afterwards."""
    rows = []
    for engine in engines:
        for counters in size.counters:
            say(f"{engine}: {counters} counters and {size.kiosks} kiosks until {size.facts:,} numbers and calls")
            row = {"engine": engine, "counters": counters, **_measure(databases, engine, counters, size)}
            say(f"  {row['seconds']:.0f} s, faults: {'; '.join(row['faults']) or 'none'}")
            rows.append(row)
    table = Table(
        title="As fast as they can, and what is left of the hall",
        columns=("engine", "counters", "days", "numbers", "calls", "took", "told “busy”", "faults"),
        rows=[
            (
                row["engine"],
                str(row["counters"]),
                str(row["days"]),
                f"{row['numbers']:,}",
                f"{row['calls']:,}",
                f"{row['seconds']:.0f} s",
                f"{row['refusals']:,}",
                "; ".join(row["faults"]) or "none",
            )
            for row in rows
        ],
    )
    aims = [
        Aim(
            what=f"{row['engine']}, {row['counters']} counters: every number and call once, no fact missed",
            aim="no fault",
            reached="; ".join(row["faults"]) or "none",
            is_met=not row["faults"],
        )
        for row in rows
    ]
    return Report(name="soak", rows=rows, tables=[table], aims=aims)


def _measure(databases: Databases, engine: str, counters: int, size: Size) -> dict[str, Any]:
    hall = build(databases.fresh(engine), counters=1, is_always_open=True)
    numbers = tuple(one.number for one in hall.mall.counters)[:counters]
    store = connect(hall.url)
    try:
        with store.read() as unit:
            began, epoch = unit.head.newest, unit.head.epoch
        fill(store, services_of_lines(hall, numbers), size.line)
        for number in numbers:
            desk.call_next(store, Desk(counter=number), request_id=request())
        started = time.perf_counter()
        with Crew(hall, Rate(visit_s=0.0, line=size.line), counters=numbers, kiosks=size.kiosks) as crew:
            crew.wait_ready()
            seen, counted = _follow(hall, began, epoch, size)
            each = crew.end()
        took = time.perf_counter() - started
        with store.read() as unit:
            newest = unit.head.newest
        while seen[-1] < newest:
            seen += [event.id for event in store.events_after(seen[-1], epoch).events]
        faults = find_faults(store, began, followed_from=began, followed=seen)
    finally:
        store.close()
    return {
        "days": counted.total() // size.day + 1,
        "numbers": counted[EventKind.ISSUED],
        "calls": counted[EventKind.CALLED],
        "seconds": round(took, 1),
        "refusals": sum(deed.refusals for one in each for deed in one),
        "faults": faults,
    }


def _follow(hall: Hall, began: int, epoch: str, size: Size) -> tuple[list[int], Counter[EventKind]]:
    """Read the log as it grows, by an app's wake-ups, until enough has happened; let the days go by."""
    store = connect(hall.url)
    wake = store.wake()
    seen: list[int] = []
    counted: Counter[EventKind] = Counter()
    days = 1
    cursor, deadline = began, time.monotonic() + size.patience_s
    try:
        while counted.total() < size.facts:
            if time.monotonic() > deadline:
                raise Unavailable("bench", f"After {size.patience_s:g} s only {counted.total():,} facts were there.")
            wake.wait(1.0)
            for event in store.events_after(cursor, epoch).events:
                cursor = event.id
                seen.append(cursor)
                if event.kind in _COUNTED:
                    counted[event.kind] += 1
            if counted.total() >= days * size.day:
                mall.set_clock(store, MONDAY + timedelta(days=days))
                days += 1
        return seen, counted
    finally:
        wake.close()
        store.close()
