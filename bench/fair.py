"""How long a write waits while forty counters and two kiosks work: whether one of them is left to starve."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from antrean import desk
from antrean.desk import Desk
from bench.counter_crew import Crew, Deed, Rate, fill, services_of_lines
from bench.counters import VISIT_S, find_faults
from bench.engines import ENGINES, Databases
from bench.hall import build, connect, request
from bench.report import Aim, Report, Table, percentile

AIMS_MS: Final = {"sqlite": 250.0, "postgresql": 100.0}
_PERCENTS: Final = (50, 95, 99)


@dataclass(frozen=True, kw_only=True)
class Size:
    seconds: float = 60.0
    counters: int = 40
    kiosks: int = 2
    paces: tuple[float, ...] = (100, 1000)
    """How many times as fast as in a mall everybody works; the aim is for the first."""
    line: int = 10


QUICK: Final = Size(seconds=10.0)


def run(databases: Databases, say: Callable[[str], None], *, engines: Sequence[str] = ENGINES, size: Size) -> Report:
    """Let everybody work for a while; every write is timed in its own process, its repetitions included."""
    rows = []
    for engine in engines:
        for pace in size.paces:
            say(f"{engine}: {size.counters} counters and {size.kiosks} kiosks at {pace:g} × a mall's rate")
            rows.append({"engine": engine, "pace": pace, **_measure(databases, engine, pace, size)})
    return Report(name="fair", rows=rows, tables=[_table(rows)], aims=[one for row in rows for one in _aims(row, size)])


def _measure(databases: Databases, engine: str, pace: float, size: Size) -> dict[str, Any]:
    hall = build(databases.fresh(engine), counters=1)
    numbers = tuple(one.number for one in hall.mall.counters)[: size.counters]
    store = connect(hall.url)
    try:
        with store.read() as unit:
            began = unit.head.newest
        fill(store, services_of_lines(hall, numbers), size.line)
        for number in numbers:
            desk.call_next(store, Desk(counter=number), request_id=request())
        rate = Rate(visit_s=VISIT_S / pace, line=size.line)
        with Crew(hall, rate, counters=numbers, kiosks=size.kiosks) as crew:
            crew.wait_ready()
            time.sleep(size.seconds)
            each = crew.end()
        faults = find_faults(store, began, followed_from=began, followed=[])
    finally:
        store.close()
    deeds: list[Deed] = [deed for one in each for deed in one]
    waits = [deed.seconds * 1000 for deed in deeds]
    return {
        "processes": len(each),
        "writes": len(deeds),
        "per_second": round(len(deeds) / size.seconds, 1),
        **{f"p{percent}_ms": round(percentile(waits, percent), 1) for percent in _PERCENTS},
        "longest_ms": round(max(waits), 1),
        "worst_of_one_p99_ms": round(max(percentile([d.seconds * 1000 for d in one], 99) for one in each if one), 1),
        "refusals": sum(deed.refusals for deed in deeds),
        "faults": faults,
    }


def _table(rows: Sequence[dict[str, Any]]) -> Table:
    columns = ("engine", "× a mall's rate", "writes in a second", "p50", "p95", "p99", "longest", "told “busy”")
    return Table(
        title="From a wish to its result, every write of 40 counters and 2 kiosks",
        columns=columns,
        rows=[
            (
                row["engine"],
                f"{row['pace']:g} ×",
                f"{row['per_second']:.1f}",
                *(f"{row[f'p{percent}_ms']:.1f} ms" for percent in _PERCENTS),
                f"{row['longest_ms']:.1f} ms",
                f"{row['refusals']:,}",
            )
            for row in rows
        ],
    )


def _aims(row: dict[str, Any], size: Size) -> list[Aim]:
    engine, where = row["engine"], f"{row['engine']}, {row['pace']:g} × a mall's rate"
    aims = [
        Aim(what=f"{where}: told “busy”", aim="never", reached=f"{row['refusals']} ×", is_met=not row["refusals"]),
        Aim(
            what=f"{where}: nobody called twice or lost, one at a counter",
            aim="no fault",
            reached="; ".join(row["faults"]) or "none",
            is_met=not row["faults"],
        ),
    ]
    if row["pace"] == size.paces[0]:
        most, reached = AIMS_MS[engine], row["p99_ms"]
        aims.insert(
            0,
            Aim(
                what=f"{where}: any write, p99",
                aim=f"≤ {most:g} ms",
                reached=f"{reached:.1f} ms",
                is_met=reached <= most,
            ),
        )
    return aims
