"""`python -m counter`: the options of the counter app."""

import argparse
import sys
from pathlib import Path

from platformdirs import PlatformDirs

from antrean import settings as settings_file
from antrean.errors import AntreanError
from antrean.settings import Settings
from counter import main

USAGE_ERROR = 2


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="counter", description="An officer calls the next visitor.")
    parser.add_argument("--counter", type=int, metavar="NUMBER", help="this PC's counter; without: ask")
    parser.add_argument("--officer", metavar="NAME", help="name or number of the officer; without: ask")
    parser.add_argument("--language", choices=["id", "en"], default="id", help="language of the screen")
    parser.add_argument("--full-screen", action="store_true", help="without window frame, on the whole screen")
    parser.add_argument("--database", metavar="URL", help="sqlite:///file.db or postgresql://user@host/name")
    parser.add_argument("--settings", type=Path, metavar="FILE", help="antrean.toml of this PC")
    parser.add_argument("--control", metavar="NAME", help=argparse.SUPPRESS)
    return parser.parse_args()


def _run() -> int:
    options = _options()
    folders = PlatformDirs("antrean", appauthor=False)
    try:
        path = options.settings or settings_file.usual_path(folders.user_config_path)
        settings = Settings() if path is None else settings_file.read(path)
        return main.run(
            settings,
            database_url=settings_file.database_url(settings, options.database, folders.user_data_path),
            counter=options.counter,
            officer=options.officer,
            language=options.language,
            full_screen=options.full_screen,
            control=options.control,
        )
    except AntreanError as error:
        sys.stderr.write(f"counter: {error.sentence}\n")
        return USAGE_ERROR


if __name__ == "__main__":
    sys.exit(_run())
