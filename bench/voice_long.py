"""A busy hall's display at speed, with a loudspeaker that keeps no time: its memory and processor time per call."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any, Final

from antrean import desk, front
from antrean.desk import Called, Desk
from antrean.errors import Unavailable
from antrean.store.store import Store
from bench.apps import cpu_s, environment, family, memory_mb, running
from bench.engines import Databases, open_plain
from bench.hall import Hall, Place, build, connect, request
from bench.report import Aim, Report, Table

GROWTH_AIM_MB: Final = 0.5
"""Per 1,000 calls: a hall of 3,000 calls a day could go on for months between two restarts."""

_AT_ONCE: Final = 3
"""So many calls wait for the voice at most; in a longer line the sentences would become short."""

_PATIENCE_S: Final = 60.0


@dataclass(frozen=True, kw_only=True)
class Size:
    minutes: float = 20.0
    most_per_s: float = 6.0
    """Calls are not made faster than this: other programs of the machine want to live too."""
    sample_s: float = 5.0
    warm_part: float = 0.25
    """Of the time, at its beginning, that does not count: caches fill."""


QUICK: Final = Size(minutes=1.0, sample_s=1.0)


@dataclass(frozen=True, kw_only=True)
class Sample:
    spoken: int
    memory_mb: tuple[float, float]
    """Of the display and of its voice."""
    cpu_s: tuple[float, float]


def run(databases: Databases, say: Callable[[str], None], *, size: Size) -> Report:
    """Call at some counters as fast as the voice speaks, and watch the display and its voice."""
    hall = build(databases.fresh("sqlite"))
    say(f"a busy hall for {size.minutes:g} minutes at speed")
    variables = environment("display", databases.folder) | {"ANTREAN_VOICE_FAST": "1"}
    began = time.perf_counter()
    with running("display", hall, databases.folder, variables=variables) as display:
        samples, states = _watch(hall, display.process.pid, size)
    wall_s = time.perf_counter() - began
    row = {"calls": sum(states.values()), "states": states, "wall_s": round(wall_s), **_facts(samples, size)}
    return Report(
        name="voice_long",
        rows=[row],
        tables=[_table(row)],
        aims=_aims(row),
        notes=[f"What became of the announcements: {', '.join(f'{name} {n}' for name, n in sorted(states.items()))}."],
    )


def _watch(hall: Hall, pid: int, size: Size) -> tuple[list[Sample], dict[str, int]]:
    """Call until the time is over and all is spoken; return samples and what became of the announcements."""
    store = connect(hall.url)
    look = open_plain(hall.url)
    samples: list[Sample] = []
    places = cycle(_endless(hall))
    begun = {place.counter: False for place in hall.places}
    try:
        end = time.perf_counter() + 60 * size.minutes
        next_call = next_sample = time.perf_counter()
        while (now := time.perf_counter()) < end:
            if now >= next_sample:
                samples += _sample(look, pid)
                next_sample = now + size.sample_s
            if now >= next_call and _waiting(look) < _AT_ONCE:
                place, service = next(places)
                _call(store, Desk(counter=place.counter, officer=place.officer), service, begun)
                next_call = max(now, next_call + 1 / size.most_per_s)
            else:
                time.sleep(0.01)
        late = time.perf_counter() + _PATIENCE_S
        while _waiting(look):
            if time.perf_counter() > late:
                raise Unavailable("bench", "Not all calls were spoken.")
            time.sleep(0.05)
        samples += _sample(look, pid)
        states = dict(look.execute("SELECT state, count(*) FROM announcements GROUP BY state").fetchall())
    finally:
        look.close()
        store.close()
    return samples, states


def _endless(hall: Hall) -> list[tuple[Place, str]]:
    """Return the counters with a service that has no quota: a day at speed is longer than a day."""
    found = []
    for place in hall.places:
        own = hall.mall.counter(place.counter).own
        service = next((code for code in hall.services if hall.mall.service(code).queue in own), None)
        if service is not None:
            found.append((place, service))
    return found


def _call(store: Store, place: Desk, service: str, begun: dict[int, bool]) -> None:
    front.issue(store, service, request_id=request(), device="bench")
    call = desk.finish_and_call_next if begun[place.counter] else desk.call_next
    if not isinstance(call(store, place, request_id=request()), Called):
        raise Unavailable("bench", f"Nobody waited for counter {place.counter}.")
    begun[place.counter] = True


def _waiting(look: Any) -> int:
    found = look.execute("SELECT count(*) FROM announcements WHERE state IN ('queued', 'speaking')").fetchone()
    return int(found[0])


def _sample(look: Any, pid: int) -> list[Sample]:
    """Look once; nothing while the voice is being started."""
    pids = family(pid)
    if len(pids) < 2:
        return []
    spoken = look.execute("SELECT count(*) FROM announcements WHERE state = 'spoken'").fetchone()[0]
    display, voice = pids[0], pids[1]
    return [
        Sample(spoken=spoken, memory_mb=(memory_mb(display), memory_mb(voice)), cpu_s=(cpu_s(display), cpu_s(voice)))
    ]


def _facts(samples: Sequence[Sample], size: Size) -> dict[str, Any]:
    if len(samples) < 2:
        raise Unavailable("bench", "The run was too short to say anything.")
    counted = samples[int(len(samples) * size.warm_part) :]
    first, last = counted[0], counted[-1]
    calls = max(1, last.spoken - first.spoken)
    facts: dict[str, Any] = {"counted_calls": calls}
    for at, name in enumerate(("display", "voice")):
        facts[f"{name}_first_mb"] = round(first.memory_mb[at], 1)
        facts[f"{name}_last_mb"] = round(last.memory_mb[at], 1)
        points = [(one.spoken / 1000, one.memory_mb[at]) for one in counted]
        facts[f"{name}_growth_mb"] = round(_slope(points), 2)
        facts[f"{name}_late_growth_mb"] = round(_slope(points[len(points) // 2 :]), 2)
        facts[f"{name}_cpu_ms"] = round(1000 * (last.cpu_s[at] - first.cpu_s[at]) / calls, 1)
    return facts


def _slope(points: Sequence[tuple[float, float]]) -> float:
    """Return by how much the second grows with the first (least squares)."""
    middle_x = sum(x for x, _ in points) / len(points)
    middle_y = sum(y for _, y in points) / len(points)
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread if spread else 0.0


def _table(row: dict[str, Any]) -> Table:
    return Table(
        title=f"A display that speaks {row['calls']} calls in {row['wall_s'] / 60:.0f} minutes",
        columns=(
            *("process", "memory, warm", "memory, at the end", "growth per 1,000 calls", "in the second half"),
            "processor per call",
        ),
        rows=[
            (
                name,
                f"{row[f'{name}_first_mb']:.1f} MB",
                f"{row[f'{name}_last_mb']:.1f} MB",
                f"{row[f'{name}_growth_mb']:.2f} MB",
                f"{row[f'{name}_late_growth_mb']:.2f} MB",
                f"{row[f'{name}_cpu_ms']:.0f} ms",
            )
            for name in ("display", "voice")
        ],
    )


def _aims(row: dict[str, Any]) -> list[Aim]:
    growth = [
        Aim(
            what=f"{name}: memory that grows with the calls, second half",
            aim=f"≤ {GROWTH_AIM_MB:g} MB per 1,000 calls",
            reached=f"{row[f'{name}_late_growth_mb']:.2f} MB",
            is_met=row[f"{name}_late_growth_mb"] <= GROWTH_AIM_MB,
        )
        for name in ("display", "voice")
    ]
    lost = row["calls"] - row["states"].get("spoken", 0)
    return [*growth, Aim(what="calls that were not spoken", aim="0", reached=str(lost), is_met=lost == 0)]
