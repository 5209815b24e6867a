"""What the three apps cost: from the command to the first paint, memory, and the processor while nothing happens."""

import json
import os
import selectors
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

from antrean import desk, front
from antrean.control_client import ControlClient
from antrean.desk import Called, Desk
from antrean.errors import Unavailable
from bench.engines import Databases
from bench.hall import Hall, build, connect, request
from bench.report import Aim, Report, Table

PAINT_AIM_S: Final = 1.0
MEMORY_AIM_MB: Final = 120.0
IDLE_AIM_PERCENT: Final = 1.0
_PATIENCE_S: Final = 30.0
_SCREENS: Final = {"kiosk": (1080, 1920), "counter": (1280, 800), "display": (1920, 1080)}
APPS: Final = tuple(_SCREENS)


@dataclass(frozen=True, kw_only=True)
class Size:
    starts: int = 5
    idle_s: float = 25.0
    settle_s: float = 5.0
    """How long the three stand before their idleness is watched."""
    apps: tuple[str, ...] = APPS


QUICK: Final = Size(starts=2, idle_s=8.0, settle_s=2.0)


def run(databases: Databases, say: Callable[[str], None], *, size: Size) -> Report:
    """Start every app several times, then let all of them stand idle together on one SQLite hall."""
    if sys.platform != "linux":
        raise Unavailable("bench", "The apps are measured through /proc, which only Linux has.")
    hall = build(databases.fresh("sqlite"), counters=2)
    words = _begin_day(hall)
    home = databases.folder / "apps"
    home.mkdir(exist_ok=True)
    rows: list[dict[str, Any]] = []
    for app in size.apps:
        say(f"{app}: {size.starts} starts")
        starts = []
        for _ in range(size.starts):
            with running(app, hall, home) as started:
                starts.append((started.paint_s, _filled_s(started, words[app])))
        rows.append({"app": app, **_start_facts(starts)})
    say(f"all three idle for {size.idle_s:g} s")
    for row, facts in zip(rows, _idle(hall, home, words, size.apps, size), strict=True):
        row |= facts
    if "display" in size.apps:
        say(f"the display alone, without running text, idle for {size.idle_s:g} s")
        (still,) = _idle(hall, home, words, ("display",), size, settings="[display]\nticker = false\n")
        rows[size.apps.index("display")]["still_idle_percent"] = still["idle_percent"]
    return Report(name="apps", rows=rows, tables=[_table(rows)], aims=_aims(rows))


@dataclass(frozen=True, kw_only=True)
class Started:
    process: subprocess.Popen[bytes]
    channel: str
    began: float
    paint_s: float


def _begin_day(hall: Hall) -> dict[str, str]:
    """Give some numbers and call one; return a word that each app shows once it has the hall's data."""
    store = connect(hall.url)
    try:
        for turn in range(60):
            front.issue(store, hall.services[turn % len(hall.services)], request_id=request(), device="bench")
        place = hall.places[0]
        for _ in range(3):
            front.issue(store, place.service, request_id=request(), device="bench")
        called = desk.call_next(store, Desk(counter=place.counter, officer=place.officer), request_id=request())
        assert isinstance(called, Called)
    finally:
        store.close()
    return {
        "kiosk": hall.mall.agencies[0].short.indonesian,
        "counter": called.ticket.code,
        "display": called.ticket.code,
    }


def _start_facts(starts: Sequence[tuple[float, float]]) -> dict[str, Any]:
    paints = [paint for paint, _ in starts]
    return {
        "paint_s": round(median(paints), 3),
        "slowest_paint_s": round(max(paints), 3),
        "filled_s": round(median(filled for _, filled in starts), 3),
    }


@contextmanager
def running(
    app: str,
    hall: Hall,
    home: Path,
    *,
    settings: str = "",
    variables: Mapping[str, str] | None = None,
    sink: str = "none",
) -> Iterator[Started]:
    """Run an app until its window has painted; it ends with the block.

    `variables` replace its environment; `sink` is the display's.
    """
    # A socket's path may have about a hundred characters, and the folder of the run may be deep.
    channels = tempfile.TemporaryDirectory(prefix="antrean-bench-")
    channel = str(Path(channels.name) / app)
    file = home / f"{app}.toml"
    file.write_text(settings, encoding="utf-8")
    place = hall.places[0]
    options = {
        "kiosk": ["--full-screen"],
        "counter": ["--counter", str(place.counter), "--officer", str(place.officer)],
        "display": ["--full-screen", "--sink", sink],
    }[app]
    command = [sys.executable, "-m", "antrean", app, "--database", hall.url, "--settings", str(file)]
    began = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--control", channel, *options],
        env=variables or environment(app, home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        paint_s = _await_ready(process, app) - began
        yield Started(process=process, channel=channel, began=began, paint_s=paint_s)
    finally:
        _end(process)
        channels.cleanup()


def _await_ready(process: subprocess.Popen[bytes], app: str) -> float:
    """Return the moment at which the app said READY, right after its first paint."""
    assert process.stdout is not None
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        said = b""
        now = time.perf_counter()
        end = now + _PATIENCE_S
        while b"READY" not in said:
            if not selector.select(max(0.0, end - now)):
                raise Unavailable("bench", f"The {app} did not paint within {_PATIENCE_S:g} s.")
            now = time.perf_counter()
            part = os.read(process.stdout.fileno(), 4096)
            if not part:
                raise Unavailable("bench", f"The {app} ended before its first paint, with exit code {process.wait(5)}.")
            said += part
    return now


def _filled_s(started: Started, word: str) -> float:
    """Return the seconds from the command until a word of the hall's data is to be seen."""
    with ControlClient(started.channel) as client:
        end = started.began + _PATIENCE_S
        while not any(word in text for text in client.texts()):
            if time.perf_counter() > end:
                raise Unavailable("bench", f"An app did not show “{word}” within {_PATIENCE_S:g} s.")
            # Each question costs the app's GUI thread a little.
            time.sleep(0.05)
        return time.perf_counter() - started.began


def _idle(
    hall: Hall, home: Path, words: dict[str, str], apps: Sequence[str], size: Size, *, settings: str = ""
) -> list[dict[str, Any]]:
    """Start some apps, wait until they show the hall, and watch them do nothing."""
    with ExitStack() as stack:
        started = {app: stack.enter_context(running(app, hall, home, settings=settings)) for app in apps}
        for app, one in started.items():
            _filled_s(one, words[app])
        time.sleep(size.settle_s)
        families = {app: family(one.process.pid) for app, one in started.items()}
        before = {app: [cpu_s(pid) for pid in pids] for app, pids in families.items()}
        began = time.perf_counter()
        time.sleep(size.idle_s)
        wall_s = time.perf_counter() - began
        facts = []
        for app, pids in families.items():
            used = [after - earlier for after, earlier in zip(map(cpu_s, pids), before[app], strict=True)]
            memory = [memory_mb(pid) for pid in pids]
            facts.append(
                {
                    "idle_percent": round(100 * used[0] / wall_s, 2),
                    "idle_children_percent": round(100 * sum(used[1:]) / wall_s, 2),
                    "memory_mb": round(memory[0], 1),
                    "children_mb": round(sum(memory[1:]), 1),
                }
            )
        return facts


def environment(app: str, home: Path) -> dict[str, str]:
    """Return an environment with a screen of the app's size, without a trace of this PC's own settings."""
    width, height = _SCREENS[app]
    screen = {"name": app, "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "logicalBaseDpi": 96}
    screens = home / f"{app}.json"
    screens.write_text(json.dumps({"screens": [screen | {"dpr": 1}]}), encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANTREAN_", "QT_"))}
    folders = dict.fromkeys(("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"), str(home))
    return kept | folders | {"QT_QPA_PLATFORM": f"offscreen:configfile={screens}"}


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def family(pid: int) -> list[int]:
    """Return a process and all its descendants, itself first."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text(encoding="ascii").split()]
    return found


def cpu_s(pid: int) -> float:
    """Return the processor time that a process has used, in seconds."""
    # The name in brackets may hold spaces: what follows the last bracket are fields 3, 4, …
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mb(pid: int) -> float:
    """Return the memory of a process that is in use (RSS)."""
    for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _table(rows: Sequence[dict[str, Any]]) -> Table:
    return Table(
        title="Start, memory and idleness, offscreen",
        columns=(
            *("app", "first paint", "slowest", "with the hall's data", "memory (RSS)", "idle CPU"),
            *("its child processes", "their idle CPU"),
        ),
        rows=[
            (
                row["app"],
                f"{row['paint_s']:.2f} s",
                f"{row['slowest_paint_s']:.2f} s",
                f"{row['filled_s']:.2f} s",
                f"{row['memory_mb']:.0f} MB",
                f"{row['idle_percent']:.2f} %",
                f"{row['children_mb']:.0f} MB",
                f"{row['idle_children_percent']:.2f} %",
            )
            for row in rows
        ],
    )


def _aims(rows: Sequence[dict[str, Any]]) -> list[Aim]:
    found = []
    for row in rows:
        if row["app"] != "display":
            continue
        for what, key, limit, unit in (
            ("first paint", "paint_s", PAINT_AIM_S, "s"),
            ("memory", "memory_mb", MEMORY_AIM_MB, "MB"),
            ("idle CPU, text running", "idle_percent", IDLE_AIM_PERCENT, "% of a core"),
            ("idle CPU, text still", "still_idle_percent", IDLE_AIM_PERCENT, "% of a core"),
        ):
            reached = f"{row[key]:.2f} {unit}" if limit < 10 else f"{row[key]:.0f} {unit}"
            found.append(
                Aim(what=f"display: {what}", aim=f"≤ {limit:g} {unit}", reached=reached, is_met=row[key] <= limit)
            )
    return found
