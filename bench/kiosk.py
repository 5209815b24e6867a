"""From a visitor's touch to the ticket at the printer, and how long a printer that hangs can hold up the screen."""

import multiprocessing
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from antrean.errors import Unavailable
from bench.apps import environment
from bench.engines import ENGINES, Databases
from bench.hall import Hall, build
from bench.kiosk_printer import TimedPrinter
from bench.report import Aim, Report, Table, percentile

if TYPE_CHECKING:
    from bench.kiosk_visitors import Seen

BLOCKED_AIM_MS: Final = 50.0
_AGENCIES: Final = 4
"""So many agencies are gone to in turns: the first of the hall, which every screen shows at once."""


@dataclass(frozen=True, kw_only=True)
class Size:
    tickets: int = 200
    """Numbers whose way to the printer is timed."""
    hanging: int = 500
    """Numbers while the printer hangs."""
    warm: int = 10
    reply_timeout_ms: int = 4000
    patience_s: float = 240.0


QUICK: Final = Size(tickets=40, hanging=80, warm=5)


def run(databases: Databases, say: Callable[[str], None], *, engines: Sequence[str] = ENGINES, size: Size) -> Report:
    """Let visitors take numbers at a real kiosk, first at a printer that is well, then at one that hangs."""
    rows = []
    for engine in engines:
        hall = build(databases.fresh(engine), counters=1)
        say(f"{engine}: kiosk, {size.tickets} numbers with paper")
        with TimedPrinter() as printer:
            seen = _visit(hall, printer, databases.folder, size, hangs=False)
            moments = printer.tickets[-len(seen.touches) :]
        say(f"{engine}: kiosk, {size.hanging} numbers while the printer hangs")
        with TimedPrinter(hangs=True) as printer:
            stuck = _visit(hall, printer, databases.folder, size, hangs=True)
        rows.append({"engine": engine, **_way(seen, moments), **_blocked("well", seen), **_blocked("hanging", stuck)})
    return Report(name="kiosk", rows=rows, tables=_tables(rows), aims=[_aim(row) for row in rows])


def _visit(hall: Hall, printer: TimedPrinter, folder: Path, size: Size, *, hangs: bool) -> "Seen":
    home = folder / "kiosk"
    home.mkdir(exist_ok=True)
    plan = {
        "url": hall.url,
        "port": printer.port,
        "agencies": tuple(one.code for one in hall.mall.agencies[:_AGENCIES]),
        "services": hall.services,
        "tickets": size.hanging if hangs else size.tickets,
        "warm": size.warm,
        "awaits_paper": not hangs,
        "reply_timeout_ms": size.reply_timeout_ms,
        "patience_s": size.patience_s,
    }
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    kiosk = context.Process(target=_kiosk, args=(theirs, plan, home), daemon=True)
    kiosk.start()
    theirs.close()
    try:
        seen: Seen | None = ours.recv()
    except EOFError:
        raise Unavailable("bench", "The kiosk of the benchmark ended early; what it said stands above.") from None
    finally:
        ours.close()
        kiosk.join(15)
        if kiosk.is_alive():
            kiosk.terminate()
            kiosk.join()
    if seen is None:
        raise Unavailable("bench", f"The kiosk's visitors did not come to their end within {size.patience_s:g} s.")
    return seen


def _kiosk(link: Connection, plan: dict[str, Any], home: Path) -> None:
    """Be the kiosk's process: a screen of its size, and no trace of this PC's own settings."""
    variables = environment("kiosk", home)
    os.environ.clear()
    os.environ.update(variables)
    # Qt reads the environment when it is loaded.
    from bench.kiosk_visitors import Plan, visit

    visit(link, Plan(**plan), home)


def _way(seen: "Seen", moments: Sequence[tuple[float, float]]) -> dict[str, Any]:
    """Return the facts about the way from the touch to the printer; every ticket came, in the order of the touches."""
    if len(moments) != len(seen.touches):
        raise Unavailable("bench", f"Of {len(seen.touches)} tickets {len(moments)} came to the printer.")
    pairs = list(zip(seen.touches, moments, strict=True))
    found: dict[str, Any] = {"tickets": len(pairs)}
    for name, values in (
        ("shown", seen.shown),
        ("first", [first - touch for touch, (first, _) in pairs]),
        ("last", [last - touch for touch, (_, last) in pairs]),
    ):
        for percent in (50, 95):
            found[f"{name}_p{percent}_ms"] = round(percentile(values, percent) * 1000, 1)
    return found


def _blocked(mood: str, seen: "Seen") -> dict[str, Any]:
    """Return how long the screen's thread was busy at a stretch, and after which touch that was."""
    longest, computing, doing = max(seen.blocked)
    return {
        f"{mood}_numbers": len(seen.touches),
        f"{mood}_p99_ms": round(percentile([late for late, _, _ in seen.blocked], 99) * 1000, 1),
        f"{mood}_longest_ms": round(longest * 1000, 1),
        f"{mood}_computing_ms": round(computing * 1000, 1),
        f"{mood}_after": doing,
    }


def _tables(rows: Sequence[dict[str, Any]]) -> list[Table]:
    return [
        Table(
            title="From the touch of “Ambil nomor” to the printer",
            columns=("engine", "numbers", "on the screen p50", "p95", "first byte p50", "p95", "last byte p50", "p95"),
            rows=[
                (
                    row["engine"],
                    str(row["tickets"]),
                    *(
                        f"{row[f'{name}_p{percent}_ms']:.1f} ms"
                        for name in ("shown", "first", "last")
                        for percent in (50, 95)
                    ),
                )
                for row in rows
            ],
        ),
        Table(
            title="How long the GUI thread was not free",
            columns=("engine", "printer", "numbers", "p99", "longest", "of it computing", "which was after"),
            rows=[
                (
                    row["engine"],
                    mood,
                    str(row[f"{mood}_numbers"]),
                    f"{row[f'{mood}_p99_ms']:.1f} ms",
                    f"{row[f'{mood}_longest_ms']:.1f} ms",
                    f"{row[f'{mood}_computing_ms']:.1f} ms",
                    row[f"{mood}_after"],
                )
                for row in rows
                for mood in ("well", "hanging")
            ],
        ),
    ]


def _aim(row: dict[str, Any]) -> Aim:
    longest = row["hanging_longest_ms"]
    return Aim(
        what=f"{row['engine']}: GUI thread blocked, {row['hanging_numbers']} numbers, printer hanging",
        aim=f"≤ {BLOCKED_AIM_MS:g} ms",
        reached=f"{longest:.1f} ms",
        is_met=longest <= BLOCKED_AIM_MS,
    )
