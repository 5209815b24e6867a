"""How long after a commit another process's screen knows of it, through the feed of the apps."""

import multiprocessing
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Final

from sqlalchemy import Connection as SqlConnection
from sqlalchemy import Engine, event

from antrean import front
from antrean.store.store import Store
from bench.engines import ENGINES, Databases
from bench.hall import Hall, build, connect, request
from bench.report import Aim, Report, Table, percentile

AIMS_MS: Final = {"postgresql": 50.0, "sqlite": 100.0}
# A commit that lost its wake-up is seen at the next safety poll of 2 s; more than this is a broken feed.
_PATIENCE_S: Final = 30.0


@dataclass(frozen=True, kw_only=True)
class Size:
    commits: int = 300
    shortest_pause_s: float = 0.02
    longest_pause_s: float = 0.12


QUICK: Final = Size(commits=60)


@dataclass(frozen=True, kw_only=True)
class Commit:
    """When COMMIT was sent and when it had returned, on the clock that all processes of a machine share."""

    began: float
    returned: float


def run(databases: Databases, say: Callable[[str], None], *, engines: Sequence[str] = ENGINES, size: Size) -> Report:
    """Commit with pauses in this process and note when another process's GUI thread has the event."""
    rows = []
    for engine in engines:
        say(f"{engine}: feed, {size.commits} commits")
        rows.append({"engine": engine, **_measure(build(databases.fresh(engine), counters=1), size)})
    return Report(name="feed", rows=rows, tables=[_table(rows)], aims=[_aim(row) for row in rows])


def _measure(hall: Hall, size: Size) -> dict[str, Any]:
    store = connect(hall.url)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    with store.read() as unit:
        first = unit.head.newest
    last = first + size.commits
    reader = context.Process(target=_read, args=(theirs, hall.url, first, last), daemon=True)
    reader.start()
    theirs.close()
    try:
        ours.recv()
        committed = _commit(store, hall, size)
        seen, cpu_s, wall_s = ours.recv()
    except EOFError:
        raise RuntimeError("the reading process of the feed ended early") from None
    finally:
        store.close()
        ours.close()
        reader.join(5)
    known = [number for number in committed if number in seen]
    late = [(seen[number] - committed[number].began) * 1000 for number in known]
    # The news may overtake the writer's own return from COMMIT.
    after = [max(0.0, seen[number] - committed[number].returned) * 1000 for number in known]
    commits = [(one.returned - one.began) * 1000 for one in committed.values()]
    return {
        "commits": len(committed),
        "lost": len(committed) - len(known),
        "p50_ms": round(percentile(late, 50), 2),
        "p95_ms": round(percentile(late, 95), 2),
        "p99_ms": round(percentile(late, 99), 2),
        "longest_ms": round(max(late), 2),
        "commit_p50_ms": round(percentile(commits, 50), 2),
        "commit_p99_ms": round(percentile(commits, 99), 2),
        "after_p50_ms": round(percentile(after, 50), 2),
        "after_p99_ms": round(percentile(after, 99), 2),
        "reader_cpu_percent": round(100 * cpu_s / wall_s, 2),
    }


def _commit(store: Store, hall: Hall, size: Size) -> dict[int, Commit]:
    """Give numbers with pauses; return each COMMIT by its event's id."""
    begun: list[float] = []

    def before_commit(connection: SqlConnection) -> None:
        begun.append(time.perf_counter())

    dice = random.Random(7)
    committed: dict[int, Commit] = {}
    event.listen(Engine, "commit", before_commit)
    try:
        for turn in range(size.commits):
            time.sleep(dice.uniform(size.shortest_pause_s, size.longest_pause_s))
            begun.clear()
            service = hall.services[turn % len(hall.services)]
            issued = front.issue(store, service, request_id=request(), device="bench")
            # A new ticket's place is the id of the fact that issued it.
            committed[issued.ticket.place] = Commit(began=begun[0], returned=time.perf_counter())
    finally:
        event.remove(Engine, "commit", before_commit)
    return committed


def _read(link: Connection, url: str, first: int, last: int) -> None:
    """Follow the log as the apps do, up to an event; report when this process's GUI thread had each one."""
    from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot

    from antrean.ui.feed import FeedThread

    class Screen(QObject):
        @Slot(object)
        def on_batch(self, batch: Any) -> None:
            now = time.perf_counter()
            if not batch.events and not ready:
                ready.append(now)
                began.append(time.process_time())
                link.send(None)
            seen.update(dict.fromkeys((one.id for one in batch.events), now))
            if last in seen:
                application.quit()

    seen: dict[int, float] = {}
    ready: list[float] = []
    began: list[float] = []
    application = QCoreApplication([])
    screen = Screen()
    store = connect(url)
    with store.read() as unit:
        epoch = unit.head.epoch
    feed = FeedThread(store)
    feed.batch_arrived.connect(screen.on_batch)
    feed.start(cursor=first, epoch=epoch)
    # However slow the writer is, this process ends: the writer's own pauses are bounded.
    QTimer.singleShot(round((_PATIENCE_S + (last - first) * 0.5) * 1000), application.quit)
    application.exec()
    wall_s = time.perf_counter() - ready[0]
    cpu_s = time.process_time() - began[0]
    feed.stop()
    store.close()
    link.send((seen, cpu_s, wall_s))


_SHOWN: Final = ("p50_ms", "p95_ms", "p99_ms", "longest_ms", "commit_p50_ms", "commit_p99_ms")


def _table(rows: Sequence[dict[str, Any]]) -> Table:
    return Table(
        title="From COMMIT in one process to the GUI thread of another",
        columns=(
            "engine",
            "commits",
            "lost",
            "p50",
            "p95",
            "p99",
            "longest",
            "COMMIT itself p50",
            "p99",
            "reader's CPU",
        ),
        rows=[
            (
                row["engine"],
                str(row["commits"]),
                str(row["lost"]),
                *(f"{row[name]:.1f} ms" for name in _SHOWN),
                f"{row['reader_cpu_percent']:.1f} %",
            )
            for row in rows
        ],
    )


def _aim(row: dict[str, Any]) -> Aim:
    limit = AIMS_MS[row["engine"]]
    return Aim(
        what=f"{row['engine']}: feed p99, none lost",
        aim=f"≤ {limit:g} ms",
        reached=f"{row['p99_ms']:.1f} ms, {row['lost']} lost",
        is_met=row["p99_ms"] <= limit and not row["lost"],
    )
