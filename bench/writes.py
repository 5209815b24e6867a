"""How many numbers are given and visitors called in a second, beside the same transactions without Antrean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from antrean import desk
from antrean.desk import Desk
from bench.engines import ENGINES, Databases
from bench.hall import Hall, build, connect, refresh_statistics, request, seed_waiting, sweep
from bench.report import Aim, Report, Table, ratio
from bench.writers import ACTIONS, KINDS, Crew, Done, rate

AIMS: Final = {"sqlite": 7.0, "postgresql": 4.5}
"""How much slower than raw plain SQLAlchemy Core was when nothing but number, ticket and event was written."""
# More than raw reaches on any machine we saw: a counter must not run out of visitors in the middle of a round.
_CALLS_PER_S: Final = 10_000


@dataclass(frozen=True, kw_only=True)
class Size:
    rounds: int = 5
    seconds: float = 0.6
    crews: tuple[int, ...] = (1, 8)
    most: int = 1_000_000


QUICK: Final = Size(rounds=2, seconds=0.25)


def run(databases: Databases, say: Callable[[str], None], *, engines: Sequence[str] = ENGINES, size: Size) -> Report:
    """Measure both writes with one process and with a crew; the three kinds take turns in every round."""
    rows: list[dict[str, Any]] = []
    for engine in engines:
        hall = build(databases.fresh(engine), counters=max(size.crews))
        with Crew(hall, max(size.crews)) as crew:
            occupy(hall)
            for crew_size in size.crews:
                for action in ACTIONS:
                    say(f"{engine}: {action}, {crew_size} at once")
                    rows.append({"engine": engine, **_measure(hall, crew, action, crew_size, size)})
    return Report(name="writes", rows=rows, tables=[_table(rows)], aims=_aims(rows))


def _measure(hall: Hall, crew: Crew, action: str, crew_size: int, size: Size) -> dict[str, Any]:
    rates: dict[str, list[float]] = {kind: [] for kind in KINDS}
    longest = dict.fromkeys(KINDS, 0.0)
    busy = dict.fromkeys(KINDS, 0)
    for kind in KINDS:  # connections, compiled statements and caches are not what a round measures
        _round(hall, crew, kind, action, crew_size, most=min(30, size.most), seconds=1.0)
    refresh_statistics(hall)
    for number in range(size.rounds):
        for kind in KINDS if number % 2 == 0 else KINDS[::-1]:
            done = _round(hall, crew, kind, action, crew_size, most=size.most, seconds=size.seconds)
            rates[kind].append(rate(done))
            longest[kind] = max(longest[kind], *(one.longest_s for one in done))
            busy[kind] += sum(one.busy for one in done)
    middle = {kind: median(values) for kind, values in rates.items()}
    return {
        "action": action,
        "processes": crew_size,
        **{f"{kind}_per_s": round(middle[kind], 1) for kind in KINDS},
        # Of neighbours in time, so that other load on the machine hits both sides.
        "raw_to_antrean": round(median(map(ratio, rates["raw"], rates["antrean"])), 2),
        "raw_to_core": round(median(map(ratio, rates["raw"], rates["core"])), 2),
        "core_to_antrean": round(median(map(ratio, rates["core"], rates["antrean"])), 2),
        "antrean_longest_ms": round(longest["antrean"] * 1000, 1),
        "antrean_busy": busy["antrean"],
    }


def _round(hall: Hall, crew: Crew, kind: str, action: str, crew_size: int, *, most: int, seconds: float) -> list[Done]:
    if action == "call":
        most = min(most, round(_CALLS_PER_S * seconds / (1 if crew_size == 1 else crew_size / 2)))
        for place in hall.places[:crew_size]:
            # One number may be that of who stands at the counter.
            seed_waiting(hall, place, most + 1)
    done = crew.round(kind, action, size=crew_size, most=most, seconds=seconds)
    sweep(hall)
    return done


def occupy(hall: Hall) -> None:
    """Call somebody to every counter, so that each measured call finishes one visitor and calls the next."""
    store = connect(hall.url)
    try:
        for place in hall.places:
            seed_waiting(hall, place, 1)
            desk.call_next(store, Desk(counter=place.counter, officer=place.officer), request_id=request())
    finally:
        store.close()
    sweep(hall)


def _table(rows: Sequence[dict[str, Any]]) -> Table:
    return Table(
        title="Operations per second (median of the rounds)",
        columns=(
            "engine",
            "operation",
            "at once",
            "raw",
            "Core",
            "Antrean",
            "raw ÷ Antrean",
            "raw ÷ Core",
            "Core ÷ Antrean",
            "longest",
            "lock not had",
        ),
        rows=[
            (
                row["engine"],
                _WORDS[row["action"]],
                str(row["processes"]),
                f"{row['raw_per_s']:.0f}",
                f"{row['core_per_s']:.0f}",
                f"{row['antrean_per_s']:.0f}",
                f"{row['raw_to_antrean']:.1f}",
                f"{row['raw_to_core']:.1f}",
                f"{row['core_to_antrean']:.2f}",
                f"{row['antrean_longest_ms']:.0f} ms",
                str(row["antrean_busy"]),
            )
            for row in rows
        ],
    )


_WORDS: Final = {"issue": "issue", "call": "finish and call next"}


def _aims(rows: Sequence[dict[str, Any]]) -> list[Aim]:
    return [
        Aim(
            what=f"{row['engine']}: {_WORDS[row['action']]}, {row['processes']} at once, raw ÷ Antrean",
            aim=f"≤ {AIMS[row['engine']]:g}",
            reached=f"{row['raw_to_antrean']:.1f}",
            is_met=row["raw_to_antrean"] <= AIMS[row["engine"]],
        )
        for row in rows
    ]
