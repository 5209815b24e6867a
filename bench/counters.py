"""From an officer's click to the new number on the window while forty counters work, and what they leave behind."""

import multiprocessing
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from antrean import desk
from antrean.desk import Desk
from antrean.errors import Unavailable
from antrean.model import Event, EventKind
from antrean.store import checks, tables
from antrean.store.store import Store
from bench.apps import environment
from bench.counter_crew import Crew, Rate, fill, services_of_lines
from bench.engines import ENGINES, Databases
from bench.hall import Hall, Place, build, connect, request
from bench.report import Aim, Report, Table, percentile

if TYPE_CHECKING:
    from bench.counter_officer import Seen

BLOCKED_AIM_MS: Final = 50.0
VISIT_S: Final = 540.0
"""Forty counters that take so long for each visitor serve 267 in an hour, as the example mall does at its peak."""
_PERCENTS: Final = (50, 95, 99)


@dataclass(frozen=True, kw_only=True)
class Size:
    calls: int = 150
    """Clicks that are timed."""
    warm: int = 10
    counters: int = 40
    """All that work, the measured one among them."""
    paces: tuple[float, ...] = (1, 100)
    """How many times as fast as in a mall the others work."""
    pause_s: float = 0.1
    line: int = 10
    """So many wait in each line."""
    kiosks: int = 2
    patience_s: float = 180.0


QUICK: Final = Size(calls=30, warm=5)


def run(databases: Databases, say: Callable[[str], None], *, engines: Sequence[str] = ENGINES, size: Size) -> Report:
    """Click at a real counter's window while the others work, and look afterwards whether the hall is whole."""
    rows = []
    for engine in engines:
        for pace in size.paces:
            say(f"{engine}: {size.calls} calls, {size.counters - 1} other counters at {pace:g} × a mall's rate")
            rows.append({"engine": engine, "pace": pace, **_measure(databases, engine, pace, size)})
    return Report(name="counters", rows=rows, tables=_tables(rows), aims=[one for row in rows for one in _aims(row)])


def _measure(databases: Databases, engine: str, pace: float, size: Size) -> dict[str, Any]:
    # The second place is a counter that shares its lines with its neighbours.
    hall = build(databases.fresh(engine), counters=2)
    place = hall.places[1]
    others = tuple(one.number for one in hall.mall.counters if one.number != place.counter)[: size.counters - 1]
    store = connect(hall.url)
    try:
        with store.read() as unit:
            began = unit.head.newest
        fill(store, services_of_lines(hall, (place.counter, *others)), size.line)
        for number in others:
            desk.call_next(store, Desk(counter=number), request_id=request())
        rate = Rate(visit_s=VISIT_S / pace, line=size.line)
        with Crew(hall, rate, counters=others, kiosks=size.kiosks) as crew:
            crew.wait_ready()
            seen = serve(
                hall,
                place,
                databases.folder,
                calls=size.calls,
                warm=size.warm,
                pause_s=size.pause_s,
                patience_s=size.patience_s,
            )
            deeds = [len(one) for one in crew.end()]
        faults = find_faults(store, began, followed_from=seen.first, followed=seen.events)
    finally:
        store.close()
    shown = [value * 1000 for value in seen.shown]
    longest, computing, doing = max(seen.blocked)
    return {
        "counters": 1 + len(others),
        "calls": len(shown),
        "others_deeds": sum(deeds[: len(others)]),
        "kiosks_numbers": sum(deeds[len(others) :]),
        **{f"shown_p{percent}_ms": round(percentile(shown, percent), 1) for percent in _PERCENTS},
        "shown_longest_ms": round(max(shown), 1),
        "blocked_p99_ms": round(percentile([late for late, _, _ in seen.blocked], 99) * 1000, 1),
        "blocked_longest_ms": round(longest * 1000, 1),
        "blocked_computing_ms": round(computing * 1000, 1),
        "blocked_after": doing,
        "faults": faults,
    }


def serve(
    hall: Hall, place: Place, folder: Path, *, calls: int, warm: int, pause_s: float, patience_s: float
) -> "Seen":
    """Run a counter's window with its officer in a process of their own; return what was seen."""
    home = folder / "counter"
    home.mkdir(exist_ok=True)
    plan = {
        "url": hall.url,
        "counter": place.counter,
        "officer": str(place.officer),
        "calls": calls,
        "warm": warm,
        "pause_s": pause_s,
        "patience_s": patience_s,
    }
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    counter = context.Process(target=_counter, args=(theirs, plan, home), daemon=True)
    counter.start()
    theirs.close()
    try:
        seen: Seen | None = ours.recv()
    except EOFError:
        raise Unavailable("bench", "The counter of the benchmark ended early; what it said stands above.") from None
    finally:
        ours.close()
        counter.join(15)
        if counter.is_alive():
            counter.terminate()
            counter.join()
    if seen is None:
        raise Unavailable("bench", f"The counter's officer did not come to their end within {patience_s:g} s.")
    return seen


def _counter(link: Connection, plan: dict[str, Any], home: Path) -> None:
    """Be the counter's process: a screen of its size, and no trace of this PC's own settings."""
    variables = environment("counter", home)
    os.environ.clear()
    os.environ.update(variables)
    # Qt reads the environment when it is loaded.
    from bench.counter_officer import Plan, serve

    serve(link, Plan(**plan), home)


def find_faults(store: Store, began: int, *, followed_from: int, followed: list[int]) -> list[str]:
    """Return what is wrong with a hall whose first ticket was given after the event `began`; each a short sentence.

    `followed` are the facts that a feed brought after the event `followed_from`.
    """
    log = _log(store, began)
    calls = Counter(event.ticket for event in log if event.kind is EventKind.CALLED)
    faults = [f"ticket {ticket} was called {count} times" for ticket, count in calls.items() if count > 1]
    faults += _two_at_one(log)
    faults += _not_as_the_log_says(store, log)
    faults += _gaps_between_numbers(store)
    if [event.id for event in log] != list(range(began + 1, began + 1 + len(log))):
        faults.append("the log has a gap")
    if followed != list(range(followed_from + 1, followed_from + 1 + len(followed))):
        faults.append("the counter's feed missed a fact")
    return [*faults, *checks.check(store).problems]


def _log(store: Store, after: int) -> list[Event]:
    with store.read() as unit:
        epoch = unit.head.epoch
    found: list[Event] = []
    while batch := store.events_after(found[-1].id if found else after, epoch).events:
        found += batch
    return found


def _two_at_one(log: Sequence[Event]) -> list[str]:
    """Return where a counter had two visitors at once, or a visitor two counters."""
    at: dict[int | None, int | None] = {}
    faults = []
    for event in log:
        if event.kind is EventKind.CALLED:
            if event.counter in at or event.ticket in at.values():
                faults.append(f"event {event.id}: counter {event.counter} or ticket {event.ticket} was not free")
            at[event.counter] = event.ticket
        elif event.kind is EventKind.FINISHED and at.pop(event.counter, None) != event.ticket:
            faults.append(f"event {event.id}: ticket {event.ticket} was not at counter {event.counter}")
        elif event.kind is EventKind.EXPIRED:
            at = {counter: ticket for counter, ticket in at.items() if ticket != event.ticket}
    return faults


_AFTER: Final = {
    EventKind.ISSUED: "waiting",
    EventKind.CALLED: "called",
    EventKind.STARTED: "serving",
    EventKind.FINISHED: "done",
    EventKind.EXPIRED: "expired",
    EventKind.RELEASED: "waiting",
}


def _not_as_the_log_says(store: Store, log: Sequence[Event]) -> list[str]:
    """Return which tickets stand otherwise than what happened to them last, and which the log or the table lacks."""
    told = {event.ticket: _AFTER[event.kind] for event in log if event.ticket is not None and event.kind in _AFTER}
    with store.read() as unit:
        rows = unit.connection.execute(select(tables.tickets.c.id, tables.tickets.c.state))
        kept = {row.id: row.state for row in rows}
    return [
        f"ticket {ticket} is {kept.get(ticket, 'missing')}, and by the log {told.get(ticket, 'missing')}"
        for ticket in sorted({*told, *kept} - {None})
        if told.get(ticket) != kept.get(ticket)
    ]


_NUMBERS: Final = select(
    tables.tickets.c.service_day,
    tables.tickets.c.series,
    func.count().label("given"),
    func.min(tables.tickets.c.number).label("lowest"),
    func.max(tables.tickets.c.number).label("highest"),
).group_by(tables.tickets.c.service_day, tables.tickets.c.series)


def _gaps_between_numbers(store: Store) -> list[str]:
    """Return of which series a number of a day is missing; that none is there twice, the table itself forbids."""
    with store.read() as unit:
        return [
            f"{row.series} of {row.service_day}: {row.given} numbers from {row.lowest} to {row.highest}"
            for row in unit.connection.execute(_NUMBERS)
            if (row.lowest, row.highest) != (1, row.given)
        ]


def _tables(rows: Sequence[dict[str, Any]]) -> list[Table]:
    return [
        Table(
            title="From the click on “Selesai dan panggil berikutnya” to the new number on the window",
            columns=(
                *("engine", "counters", "the others' rate", "their deeds", "numbers given", "clicks"),
                *(f"p{percent}" for percent in _PERCENTS),
                "longest",
            ),
            rows=[
                (
                    row["engine"],
                    str(row["counters"]),
                    f"{row['pace']:g} × a mall's",
                    str(row["others_deeds"]),
                    str(row["kiosks_numbers"]),
                    str(row["calls"]),
                    *(f"{row[f'shown_p{percent}_ms']:.1f} ms" for percent in _PERCENTS),
                    f"{row['shown_longest_ms']:.1f} ms",
                )
                for row in rows
            ],
        ),
        Table(
            title="How long the counter's GUI thread was not free",
            columns=("engine", "the others' rate", "p99", "longest", "of it computing", "which was after"),
            rows=[
                (
                    row["engine"],
                    f"{row['pace']:g} × a mall's",
                    f"{row['blocked_p99_ms']:.1f} ms",
                    f"{row['blocked_longest_ms']:.1f} ms",
                    f"{row['blocked_computing_ms']:.1f} ms",
                    row["blocked_after"],
                )
                for row in rows
            ],
        ),
    ]


def _aims(row: dict[str, Any]) -> list[Aim]:
    where = f"{row['engine']}, {row['pace']:g} × a mall's rate"
    longest, faults = row["blocked_longest_ms"], row["faults"]
    return [
        Aim(
            what=f"{where}: GUI thread blocked",
            aim=f"≤ {BLOCKED_AIM_MS:g} ms",
            reached=f"{longest:.1f} ms",
            is_met=longest <= BLOCKED_AIM_MS,
        ),
        Aim(
            what=f"{where}: nobody called twice or lost, one at a counter, no fact missed",
            aim="no fault",
            reached=f"{len(faults)}, the first: {faults[0]}" if faults else "none",
            is_met=not faults,
        ),
    ]
