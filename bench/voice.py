"""From the click at a counter to the first sound of the chime in a recording of the hall, nobody speaking before."""

import dataclasses
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from antrean import mall
from antrean.control_client import ControlClient
from antrean.model import LocalText
from bench.apps import Started, environment, running
from bench.ear import Ear, SoundServer
from bench.engines import ENGINES, Databases
from bench.hall import Hall, build, connect, seed_waiting
from bench.report import Aim, Report, Table, percentile

AIM_P95_MS: Final = 300.0

_SETTINGS: Final = "[voice]\nrate = 300\n[display]\nticker = false\n"
_SHORT: Final = LocalText("{code}, {counter}.", {"en": "{code}, {counter}."})
"""The chime is waited for, not the words: said quickly, so that the hall is soon silent again."""

_SILENT_S: Final = 0.7
"""More than any pause within a call: the one before is over, and its end is noted."""

_PATIENCE_S: Final = 40.0


@dataclass(frozen=True, kw_only=True)
class Size:
    calls: int = 100
    warm: int = 3
    """Calls before the ones that count: the voice and the sound server are new."""


QUICK: Final = Size(calls=12)


def run(databases: Databases, say: Callable[[str], None], *, engines: Sequence[str] = ENGINES, size: Size) -> Report:
    """Call at a counter whenever the hall is silent, and listen."""
    rows = []
    # A socket's path may have about a hundred characters, and the folder of the run may be deep.
    with tempfile.TemporaryDirectory(prefix="antrean-ear-") as folder:
        server = SoundServer(Path(folder))
        server.open()
        try:
            for engine in engines:
                say(f"{engine}: {size.calls} calls, listened to")
                hall = build(databases.fresh(engine), counters=1)
                _speak_briefly(hall)
                seed_waiting(hall, hall.places[0], size.calls + size.warm + 5)
                late = _listen(hall, databases.folder, server, size)[size.warm :]
                rows.append({"engine": engine, "calls": len(late), **_facts(late)})
        finally:
            server.close()
    return Report(name="voice", rows=rows, tables=[_table(rows)], aims=[_aim(row) for row in rows])


def _speak_briefly(hall: Hall) -> None:
    store = connect(hall.url)
    try:
        record = mall.read(store)
        voice = dataclasses.replace(record.voice, say=dict.fromkeys(("call", "priority"), _SHORT))
        mall.load(store, dataclasses.replace(record, voice=voice))
    finally:
        store.close()


def _listen(hall: Hall, home: Path, server: SoundServer, size: Size) -> list[float]:
    """Return how long each call took to be heard, in milliseconds."""
    late = []
    ear = Ear(server)
    ear.open()
    try:
        heard = environment("display", home) | {"PULSE_SERVER": server.address}
        with (
            running("display", hall, home, settings=_SETTINGS, sink="device", variables=heard) as display,
            running("counter", hall, home) as counter,
            ControlClient(counter.channel, timeout_s=_PATIENCE_S) as clicks,
        ):
            _await_voice(display)
            for _ in range(size.calls + size.warm):
                ear.silence(_SILENT_S)
                clicks.wait("call_next", enabled=True, timeout_ms=round(_PATIENCE_S * 1000))
                clicked = time.perf_counter()
                clicks.click("call_next")
                late.append((ear.first_sound(clicked) - clicked) * 1000)
    finally:
        ear.close()
    return late


def _await_voice(display: Started) -> None:
    """Return when the display has its hall; its voice is ready soon after, within the warm calls."""
    with ControlClient(display.channel, timeout_s=_PATIENCE_S) as client:
        end = time.perf_counter() + _PATIENCE_S
        while not client.texts() and time.perf_counter() < end:
            time.sleep(0.1)


def _facts(late: Sequence[float]) -> dict[str, Any]:
    return {
        "p50_ms": round(percentile(late, 50), 1),
        "p95_ms": round(percentile(late, 95), 1),
        "p99_ms": round(percentile(late, 99), 1),
        "longest_ms": round(max(late), 1),
    }


def _table(rows: Sequence[dict[str, Any]]) -> Table:
    return Table(
        title="From the click to the first sound",
        columns=("engine", "calls", "p50", "p95", "p99", "longest"),
        rows=[
            (
                row["engine"],
                str(row["calls"]),
                *(f"{row[name]:.0f} ms" for name in ("p50_ms", "p95_ms", "p99_ms", "longest_ms")),
            )
            for row in rows
        ],
    )


def _aim(row: dict[str, Any]) -> Aim:
    return Aim(
        what=f"click to first sound, {row['engine']}",
        aim=f"p95 ≤ {AIM_P95_MS:.0f} ms",
        reached=f"{row['p95_ms']:.0f} ms",
        is_met=row["p95_ms"] <= AIM_P95_MS,
    )
