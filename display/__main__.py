"""`python -m display`: the hall display with its few options."""

import argparse
import sys
from pathlib import Path

import platformdirs

from antrean import settings as settings_file
from antrean.errors import AntreanError
from antrean.settings import Settings
from display.layout import LAYOUTS
from display.main import run


def main() -> int:
    """Read the options and run; a wrong one is a sentence on stderr and exit code 2."""
    parser = argparse.ArgumentParser(prog="display", description="The hall display: shows and speaks the calls.")
    parser.add_argument("--zone", action="append", default=[], metavar="CODE", help="only this zone; repeatable")
    parser.add_argument("--layout", choices=LAYOUTS, help="how the board is arranged")
    parser.add_argument("--screen", metavar="NAME", help="name or number of the screen it stands on")
    parser.add_argument("--language", choices=["id", "en"], help="language of the board")
    parser.add_argument("--name", help="name of this display in the log")
    parser.add_argument("--sink", help="where the voice goes: device, none, folder:PATH")
    parser.add_argument("--full-screen", action="store_true", help="without window frame, on the whole screen")
    parser.add_argument("--settings", type=Path, metavar="FILE", help="antrean.toml of this PC")
    parser.add_argument("--database", metavar="URL", help="sqlite:///file.db or postgresql://user@host/name")
    parser.add_argument("--control", metavar="NAME", help=argparse.SUPPRESS)
    options = parser.parse_args()
    folders = platformdirs.PlatformDirs("antrean", appauthor=False)
    try:
        path = options.settings or settings_file.usual_path(folders.user_config_path)
        settings = settings_file.read(path) if path else Settings()
        return run(
            settings,
            database_url=settings_file.database_url(settings, options.database, folders.user_data_path),
            zones=tuple(options.zone),
            layout=options.layout,
            screen=options.screen,
            language=options.language,
            name=options.name,
            sink=options.sink,
            control=options.control,
            full_screen=options.full_screen,
        )
    except AntreanError as error:
        sys.stderr.write(f"display: {error.sentence}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
