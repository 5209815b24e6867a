"""python -m kiosk: the kiosk alone, with the same options as `antrean kiosk`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import platformdirs

from antrean import settings as settings_file
from antrean.errors import Reason, Refused, Unavailable
from antrean.settings import Settings
from kiosk import main as kiosk


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the options, run the kiosk and return its exit code; a failure is one sentence on stderr."""
    options = _parser().parse_args(arguments)
    folders = platformdirs.PlatformDirs("antrean", appauthor=False)
    try:
        path = options.settings or settings_file.usual_path(folders.user_config_path)
        settings = Settings() if path is None else settings_file.read(path)
        if options.print_test:
            return kiosk.print_test(settings)
        url = settings_file.database_url(settings, options.database, folders.user_data_path)
        return kiosk.run(
            settings,
            database_url=url,
            name=options.kiosk_name,
            control=options.control,
            full_screen=options.full_screen,
            size=options.size,
            settings_file=path,
        )
    except Refused as error:
        sys.stderr.write(f"antrean: {error.sentence}\n")
        return 2 if error.reason is Reason.BAD_INPUT else 3
    except Unavailable as error:
        sys.stderr.write(f"antrean: {error.sentence}\n")
        return 4


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m kiosk", description="The kiosk: visitors take a number.")
    parser.add_argument("--database", metavar="URL", help="sqlite:///file.db or postgresql://user@host/name")
    parser.add_argument("--settings", type=Path, metavar="FILE", help="antrean.toml of this PC")
    parser.add_argument("--kiosk-name", metavar="NAME", help="name of this kiosk in the log")
    parser.add_argument("--full-screen", action="store_true", help="without window frame, on the whole screen")
    parser.add_argument("--size", type=_size, metavar="WIDTHxHEIGHT", help="size of the window, such as 1080x1920")
    parser.add_argument(
        "--print-test", action="store_true", help="print a test page, on the spare printer too, and leave"
    )
    parser.add_argument("--control", metavar="NAME", help=argparse.SUPPRESS)
    return parser


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit() and int(width) and int(height)):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size such as 1080x1920")
    return int(width), int(height)


if __name__ == "__main__":
    sys.exit(main())
