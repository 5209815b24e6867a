"""Whether a hall that has worked for years is slower: the same steps with no old tickets and with a million."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Final

from antrean import board, desk_view, front
from antrean.store.store import Store
from bench import old_days
from bench.engines import ENGINES, Databases
from bench.hall import Hall, build, connect, refresh_statistics, seed_waiting
from bench.report import Aim, Report, Table, percentile, ratio
from bench.writers import Antrean
from bench.writes import occupy

AIM: Final = 1.2


@dataclass(frozen=True, kw_only=True)
class Size:
    old_tickets: int = 1_000_000
    batches: int = 24
    batch: int = 20
    most_s: float = 400
    """How long writing the old days of one engine may take."""


QUICK: Final = Size(old_tickets=100_000, batches=8)


def run(databases: Databases, say: Callable[[str], None], *, engines: Sequence[str] = ENGINES, size: Size) -> Report:
    """Do small batches of every step in a young and in an old hall, turn by turn."""
    rows: list[dict[str, Any]] = []
    for engine in engines:
        young, old = (build(databases.fresh(engine), counters=1) for _ in range(2))
        say(f"{engine}: writing {size.old_tickets:,} old tickets")
        began = time.perf_counter()
        written = old_days.write(old, size.old_tickets, say, most_s=size.most_s)
        took = time.perf_counter() - began
        facts = {"old_tickets": written, "written_in_s": round(took, 1)}
        need = 2 * (size.batches + 1) * size.batch
        for hall in (young, old):
            occupy(hall)
            seed_waiting(hall, hall.places[0], need + 1)
        # No hall on SQLite ever collects statistics, and its planner must do without.
        for is_analysed in (False, True) if engine == "sqlite" else (True,):
            if is_analysed:
                for hall in (young, old):
                    refresh_statistics(hall)
            say(f"{engine}: both halls in turn{', with statistics' if is_analysed else ''}")
            shared = {"engine": engine, "statistics": is_analysed, **facts}
            rows += [{**shared, **row} for row in _compare(young, old, size)]
    return Report(name="history", rows=rows, tables=[_table(rows)], aims=_aims(rows))


class _Steps:
    """What is measured in one hall."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._store: Store = connect(hall.url)
        self._writer = Antrean(hall)
        self._turn = 0

    def call(self) -> None:
        self._writer.call(self._hall.places[0])

    def issue(self) -> None:
        self._turn += 1
        self._writer.issue(self._hall.services[self._turn % len(self._hall.services)])

    def board(self) -> None:
        board.read(self._store)

    def counter_screen(self) -> None:
        desk_view.read(self._store, self._hall.places[0].counter)

    def kiosk_screen(self) -> None:
        front.offer(self._store)

    def close(self) -> None:
        self._writer.close()
        self._store.close()


_WORDS: Final = {
    "call": "desk: finish and call next",
    "issue": "front.issue",
    "board": "board.read",
    "counter_screen": "desk_view.read",
    "kiosk_screen": "front.offer",
}


def _compare(young: Hall, old: Hall, size: Size) -> list[dict[str, Any]]:
    steps = (_Steps(young), _Steps(old))
    try:
        return [{"step": step, **_measure([getattr(one, step) for one in steps], size)} for step in _WORDS]
    finally:
        for one in steps:
            one.close()


def _measure(pair: Sequence[Callable[[], None]], size: Size) -> dict[str, Any]:
    times: tuple[list[float], list[float]] = ([], [])
    ratios = []
    for step in pair:  # connections, compiled statements and caches
        for _ in range(min(5, size.batch // 2)):
            step()
    for number in range(size.batches):
        middles = [0.0, 0.0]
        for which in (0, 1) if number % 2 == 0 else (1, 0):
            batch = [_timed(pair[which]) for _ in range(size.batch)]
            times[which].extend(batch)
            middles[which] = median(batch)
        ratios.append(ratio(middles[1], middles[0]))
    return {
        "young_ms": round(median(times[0]) * 1000, 3),
        "old_ms": round(median(times[1]) * 1000, 3),
        "young_p95_ms": round(percentile(times[0], 95) * 1000, 3),
        "old_p95_ms": round(percentile(times[1], 95) * 1000, 3),
        "ratio": round(median(ratios), 3),
    }


def _timed(step: Callable[[], None]) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


def _engine(row: dict[str, Any]) -> str:
    return f"{row['engine']}{' with statistics' if row['engine'] == 'sqlite' and row['statistics'] else ''}"


def _table(rows: Sequence[dict[str, Any]]) -> Table:
    return Table(
        title="One step with 0 and with many old tickets (medians)",
        columns=("engine", "step", "old tickets", "without", "with", "with ÷ without"),
        rows=[
            (
                _engine(row),
                _WORDS[row["step"]],
                f"{row['old_tickets']:,}",
                f"{row['young_ms']:.2f} ms",
                f"{row['old_ms']:.2f} ms",
                f"{row['ratio']:.2f}",
            )
            for row in rows
        ],
    )


def _aims(rows: Sequence[dict[str, Any]]) -> list[Aim]:
    return [
        Aim(
            what=f"{_engine(row)}: {_WORDS[row['step']]}, {row['old_tickets']:,} old tickets ÷ none",
            aim=f"≤ {AIM:g}×",
            reached=f"{row['ratio']:.2f}×",
            is_met=row["ratio"] <= AIM,
        )
        for row in rows
        if row["step"] in ("call", "issue")
    ]
