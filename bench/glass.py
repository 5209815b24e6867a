"""From the click at a counter to the number on the glass: the hall's screen is read, not the display asked."""

import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from antrean.control_client import ControlClient
from antrean.errors import Unavailable
from bench.apps import environment, running
from bench.counter_crew import fill, services_of_lines
from bench.counters import serve
from bench.engines import Databases
from bench.hall import Hall, build, connect
from bench.report import Aim, Report, Table, percentile
from bench.x_screen import XScreen

AIMS_MS: Final = {"sqlite": 150.0, "postgresql": 100.0}
WIDTH, HEIGHT = 1280, 720
_PERCENTS: Final = (50, 95, 99)
_LOOK_S: Final = 0.002
"""Between two looks at the glass: what is measured is that much too long at most."""
_DIFFERENT: Final = 0.006
"""So much of a number's lines at least is not alike between two numbers."""
_LATEST_S: Final = 2.0
SETTINGS: Final = "[voice]\nenabled = false\n"


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where a number stands, as seen from the middle of the widget that holds it; pixels of the glass."""

    what: str
    widget: str
    left: int
    width: int
    lines: tuple[int, ...]
    """Down from the middle."""


PANEL: Final = Spot(what="large panel", widget="current_code", left=-250, width=500, lines=(-30, 0, 30))
LIST: Final = Spot(what="list", widget="recent_1", left=-210, width=180, lines=(-24, -16, -8))


@dataclass(frozen=True, kw_only=True)
class Size:
    panel: int = 25
    """Calls for the large panel, each with its turn of some seconds."""
    list: int = 100
    panel_pause_s: float = 4.6
    list_pause_s: float = 0.5
    warm: int = 2
    patience_s: float = 400.0


QUICK: Final = Size(panel=8, list=25)


def run(databases: Databases, say: Callable[[str], None], *, engines: Sequence[str], size: Size) -> Report:
    """Let an officer call in the real counter, and look at the screen of the real display until the number is there."""
    if sys.platform != "linux":
        raise Unavailable("bench", "The glass is read from an X screen, which only Linux has.")
    rows: list[dict[str, Any]] = []
    for engine in engines:
        for spot, calls, pause_s in (
            (PANEL, size.panel, size.panel_pause_s),
            (LIST, size.list, size.list_pause_s),
        ):
            if calls:
                say(f"{engine}: {calls} calls, {spot.what}")
                rows.append({"engine": engine, **_measure(databases, engine, spot, calls, pause_s, size)})
    return Report(name="glass", rows=rows, tables=[_table(rows)], aims=[_aim(row) for row in rows])


def _measure(databases: Databases, engine: str, spot: Spot, calls: int, pause_s: float, size: Size) -> dict[str, Any]:
    hall = build(databases.fresh(engine), counters=2)
    place = hall.places[1]
    store = connect(hall.url)
    try:
        fill(store, services_of_lines(hall, (place.counter,)), calls + size.warm + 5)
    finally:
        store.close()
    with _shown(hall, databases.folder) as (screen, channel), _Eye(screen, channel, spot) as eye:
        seen = serve(
            hall,
            place,
            databases.folder,
            calls=calls,
            warm=size.warm,
            pause_s=pause_s,
            patience_s=size.patience_s,
        )
        time.sleep(min(pause_s, _LATEST_S))
    late, lost = lateness(seen.clicked_at, eye.changes)
    if not late:
        raise Unavailable("bench", f"None of {calls} calls was ever seen on the glass.")
    shown = [value * 1000 for value in late]
    return {
        "spot": spot.what,
        "calls": calls,
        "lost": lost,
        **{f"p{percent}_ms": round(percentile(shown, percent), 1) for percent in _PERCENTS},
        "longest_ms": round(max(shown), 1),
        "counter_p50_ms": round(percentile([value * 1000 for value in seen.shown], 50), 1),
        "looks_ms": round(eye.pause_s * 1000, 1),
    }


def lateness(clicked: Sequence[float], changes: Sequence[float]) -> tuple[list[float], int]:
    """Return how long after each click the glass changed, and how many clicks it never followed, in seconds.

    A change belongs to the newest click before it.
    """
    found: list[float] = []
    ends = [*clicked[1:], float("inf")]
    for begin, end in zip(clicked, ends, strict=True):
        first = next((at for at in changes if begin < at < min(end, begin + _LATEST_S)), None)
        if first is not None:
            found.append(first - begin)
    return found, len(clicked) - len(found)


@contextmanager
def _shown(hall: Hall, folder: Path) -> Iterator[tuple[XScreen, str]]:
    """Run the display on an X screen of its own."""
    home = folder / "glass"
    home.mkdir(exist_ok=True)
    screen = XScreen(WIDTH, HEIGHT)
    try:
        variables = environment("display", home) | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": screen.name}
        with running("display", hall, home, settings=SETTINGS, variables=variables) as started:
            yield screen, started.channel
    finally:
        screen.close()


class _Eye:
    """Looks at some lines of the glass and notes when another number stands there."""

    def __init__(self, screen: XScreen, channel: str, spot: Spot) -> None:
        self.changes: list[float] = []
        self.pause_s = 0.0
        self._screen = screen
        self._channel = channel
        self._spot = spot
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, name="eye", daemon=True)

    def __enter__(self) -> "_Eye":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(10)

    def _look(self) -> None:
        middle = self._find()
        if middle is None:
            return
        before = self._read(middle)
        looks, began = 0, time.perf_counter()
        while not self._stop.wait(_LOOK_S):
            now = self._read(middle)
            looks += 1
            if before is not None and now is not None and difference(before, now) > _DIFFERENT:
                self.changes.append(time.perf_counter())
                before = now
        self.pause_s = (time.perf_counter() - began) / max(1, looks)

    def _find(self) -> tuple[int, int] | None:
        """Return where the number stands, once there is one: the first calls only warm the display up."""
        with ControlClient(self._channel) as client:
            while not self._stop.wait(0.2):
                if client.visible(self._spot.widget):
                    return client.where(self._spot.widget)
        return None

    def _read(self, middle: tuple[int, int]) -> bytes:
        x, y = middle[0] + self._spot.left, middle[1]
        return b"".join(inked(self._screen.line(x, y + down, self._spot.width)) for down in self._spot.lines)


def inked(line: bytes) -> bytes:
    """Return for each pixel of a line whether ink stands there: 1 where it is nearer to the ink than to the ground.

    The ground is what is there most, the ink what differs most from it: light on dark and dark on light look alike,
    and so do soft edges while the ground pulses.
    """
    greens = line[1::4]
    ground = max(set(greens), key=greens.count)
    ink = max(greens, key=lambda green: abs(green - ground))
    middle = max(_FAINT, abs(ink - ground) / 2)
    return bytes(1 if abs(green - ground) > middle else 0 for green in greens)


_FAINT: Final = 30
"""Less than this is no ink at all."""


def difference(one: bytes, other: bytes) -> float:
    """Return which share of the pixels is not alike."""
    return sum(a != b for a, b in zip(one, other, strict=True)) / len(one)


_SHOWN: Final = ("p50_ms", "p95_ms", "p99_ms", "longest_ms", "counter_p50_ms")


def _table(rows: Sequence[dict[str, Any]]) -> Table:
    return Table(
        title="From the click at a counter to the number on the hall's screen, read from the X server",
        columns=("engine", "where", "calls", "lost", "p50", "p95", "p99", "longest", "on the counter itself p50"),
        rows=[
            (
                row["engine"],
                row["spot"],
                str(row["calls"]),
                str(row["lost"]),
                *(f"{row[name]:.1f} ms" for name in _SHOWN),
            )
            for row in rows
        ],
    )


def _aim(row: dict[str, Any]) -> Aim:
    limit = AIMS_MS[row["engine"]]
    return Aim(
        what=f"{row['engine']}: on the glass, {row['spot']}, p99, none lost",
        aim=f"≤ {limit:g} ms",
        reached=f"{row['p99_ms']:.1f} ms, {row['lost']} lost",
        is_met=row["p99_ms"] <= limit and not row["lost"],
    )
