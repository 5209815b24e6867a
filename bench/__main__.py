"""`python -m bench`: run the benchmarks, print their tables and leave the figures as JSON."""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from antrean.errors import AntreanError
from bench import (
    apps,
    counters,
    fair,
    feed,
    glass,
    history,
    kiosk,
    page,
    report,
    soak,
    sound,
    voice,
    voice_long,
    writes,
)
from bench.engines import ENGINES, Databases
from bench.report import Report

OUT: Final = Path("out") / "bench"
"""In the folder for what ./dev leaves, which git does not see."""
# The apps first: afterwards the page cache and the processors are warm from a million rows.
NAMES: Final = ("apps", "kiosk", "counters", "fair", "feed", "writes", "history")


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    unknown = set(options.names) - set(_RUNS)
    if unknown:
        _parser().error(f"there is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(_RUNS)}")
    chosen = tuple(name for name in _RUNS if name in (options.names or NAMES))
    engines = (options.engine,) if options.engine else ENGINES
    began = time.perf_counter()
    whole = {}
    databases = Databases(options.folder)
    try:
        for name in chosen:
            machine = report.machine()
            found = _RUNS[name](databases, _say, engines, options.quick)
            machine["engines"] = databases.versions()
            databases.clear()
            content = {"machine": machine, "quick": options.quick, **found.plain()}
            report.write(OUT / f"{name}.json", content)
            whole[name] = content
            print(f"\n## {name}\n\n{found.text()}", flush=True)
    except AntreanError as error:
        print(f"bench: {error.sentence}", file=sys.stderr)
        return 4
    finally:
        databases.close()
    if options.json is not None:
        report.write(options.json, whole)
    if options.write_docs:
        page.refill(page.PAGE, OUT, tuple(_RUNS))
    _say(f"done in {time.perf_counter() - began:.0f} s; the figures are in {OUT}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"which to run: {', '.join(_RUNS)}; default: {', '.join(NAMES)}"
    )
    parser.add_argument("--quick", action="store_true", help="a rough answer in a minute or two")
    parser.add_argument("--engine", choices=ENGINES, help="only one engine; default: both")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures of this run into one file")
    parser.add_argument(
        "--folder", type=Path, help="where the databases lie while they are measured; default: temporary"
    )
    parser.add_argument("--write-docs", action="store_true", help="put the newest figures into docs/benchmarks.md")
    return parser


def _say(line: str) -> None:
    print(f"bench: {line}", file=sys.stderr, flush=True)


_Run = Callable[[Databases, Callable[[str], None], tuple[str, ...], bool], Report]
_RUNS: Final[dict[str, _Run]] = {
    "apps": lambda databases, say, engines, quick: apps.run(databases, say, size=apps.QUICK if quick else apps.Size()),
    "glass": lambda databases, say, engines, quick: glass.run(
        databases, say, engines=engines, size=glass.QUICK if quick else glass.Size()
    ),
    "voice": lambda databases, say, engines, quick: voice.run(
        databases, say, engines=engines, size=voice.QUICK if quick else voice.Size()
    ),
    "sound": lambda databases, say, engines, quick: sound.run(
        databases, say, size=sound.QUICK if quick else sound.Size()
    ),
    "voice_long": lambda databases, say, engines, quick: voice_long.run(
        databases, say, size=voice_long.QUICK if quick else voice_long.Size()
    ),
    "kiosk": lambda databases, say, engines, quick: kiosk.run(
        databases, say, engines=engines, size=kiosk.QUICK if quick else kiosk.Size()
    ),
    "counters": lambda databases, say, engines, quick: counters.run(
        databases, say, engines=engines, size=counters.QUICK if quick else counters.Size()
    ),
    "fair": lambda databases, say, engines, quick: fair.run(
        databases, say, engines=engines, size=fair.QUICK if quick else fair.Size()
    ),
    "soak": lambda databases, say, engines, quick: soak.run(
        databases, say, engines=engines, size=soak.QUICK if quick else soak.Size()
    ),
    "feed": lambda databases, say, engines, quick: feed.run(
        databases, say, engines=engines, size=feed.QUICK if quick else feed.Size()
    ),
    "writes": lambda databases, say, engines, quick: writes.run(
        databases, say, engines=engines, size=writes.QUICK if quick else writes.Size()
    ),
    "history": lambda databases, say, engines, quick: history.run(
        databases, say, engines=engines, size=history.QUICK if quick else history.Size()
    ),
}


if __name__ == "__main__":
    sys.exit(main())
