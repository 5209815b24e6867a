"""Hostile and clumsy hands at the real apps under a real window manager (`python -m tests.helpers.monkey`).

    ./dev monkey kiosk out/monkey                            every round once, under openbox
    ./dev monkey kiosk out/monkey --manager metacity --seeds 3 --inputs 1000
    ./dev monkey counter out/monkey --seeds 2
    ./dev monkey display out/monkey
    ./dev monkey ends out/monkey                             every app, ended in every way at every page

What the hands do follows from the seed; how fast the machine is does not, so that a seed is a kind of play and not a
recording of one. Everything that must not be is told as FAULT, and the exit code is then 1.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from tests.helpers import monkey_desk, monkey_ends, monkey_kiosk, x_desk

APPS: Final[dict[str, Callable[..., Iterator[str]]]] = {
    "kiosk": monkey_kiosk.run,
    "counter": monkey_desk.run_counter,
    "display": monkey_desk.run_display,
    "ends": monkey_ends.run,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Play, say what was done and what was wrong, and return 0 when nothing was."""
    parser = argparse.ArgumentParser(prog="dev monkey", description="Hostile and clumsy hands at the real apps.")
    parser.add_argument("app", choices=APPS)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--manager", choices=x_desk.MANAGERS, default="openbox", help="the window manager")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--seeds", type=int, default=1, help="how many seeds")
    parser.add_argument("--inputs", type=int, default=300, help="so many in each round")
    parser.add_argument("--wide", action="store_true", help="kiosk: on a screen that lies on its side")
    parser.add_argument("--only", default="", help="this round alone")
    chosen = parser.parse_args(arguments)
    if missing := x_desk.missing(chosen.manager):
        parser.error(f"{', '.join(missing)} must be installed (Debian: {PACKAGES})")
    chosen.folder.mkdir(parents=True, exist_ok=True)
    is_well = True
    for seed in range(chosen.first, chosen.first + chosen.seeds):
        with tempfile.TemporaryDirectory(prefix="antrean-monkey-") as place:
            lines = APPS[chosen.app](
                Path(place),
                chosen.folder,
                seed=seed,
                manager=chosen.manager,
                inputs=chosen.inputs,
                wide=chosen.wide,
                only=chosen.only,
            )
            for line in lines:
                is_well = is_well and not line.startswith("FAULT")
                sys.stdout.write(f"{chosen.app} {chosen.manager} seed {seed}: {line}\n")
                sys.stdout.flush()
    return 0 if is_well else 1


PACKAGES: Final = "xvfb xdotool wmctrl x11-utils x11-xserver-utils xclip openbox"


if __name__ == "__main__":
    sys.exit(main())
