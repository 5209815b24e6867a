"""The house's picture at the head of a ticket: read from a file, made as small as the paper and black and white."""

import functools
import io
import logging
from pathlib import Path
from typing import Final

from PIL import Image

from antrean import plain_file
from antrean.errors import Reason, Refused
from antrean.settings import PrinterSettings

_log = logging.getLogger(__name__)

MOST_DOTS_HIGH: Final = 200
"""25 mm at 203 dpi: paper is money, and the number is what the ticket is for."""

_MOST_PIXELS: Final = 4_000_000
_MOST_BYTES: Final = 20_000_000
_SMALLEST: Final = 8


def picture(settings: PrinterSettings, dots: int) -> Image.Image | None:
    """Return the picture for paper of that many dots, or None: without a file, and with one that cannot be used.

    What is wrong with a file is logged once, for a ticket without its picture is still a ticket.
    """
    if not settings.logo:
        return None
    path = Path(settings.logo)
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        stamp = 0
    return _kept(path, stamp, dots)


def check(settings: PrinterSettings, dots: int) -> None:
    """Raise Refused(bad_input) when the settings name a picture that cannot be used."""
    if settings.logo:
        _read(Path(settings.logo), dots)


@functools.lru_cache(maxsize=4)
def _kept(path: Path, stamp: int, dots: int) -> Image.Image | None:
    """Read a file once for each time it changes."""
    try:
        return _read(path, dots)
    except Refused as refused:
        _log.warning("tickets come without a logo: %s", refused.sentence)
        return None


def _read(path: Path, dots: int) -> Image.Image:
    try:
        # Only what the settings speak of, so that no other decoder ever meets a file from outside.
        content = plain_file.read(path, most_bytes=_MOST_BYTES)
        with Image.open(io.BytesIO(content), formats=("PNG",)) as found:
            width, height = found.size
            if width * height > _MOST_PIXELS:
                raise _bad(f"{path} has {width} x {height} points; a ticket needs about {dots} x {MOST_DOTS_HIGH}")
            colours = found.convert("RGBA")
    except FileNotFoundError:
        raise _bad(f"there is no file {path}") from None
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        # What the library says of a broken PNG is not for people.
        why = error.strerror if isinstance(error, OSError) and error.strerror else "it is no picture in PNG format"
        raise _bad(f"{path} cannot be read: {why}") from error
    paper = Image.new("RGBA", colours.size, "white")
    paper.alpha_composite(colours)
    share = min(1.0, dots / width, MOST_DOTS_HIGH / height)
    size = (max(1, int(width * share)), max(1, int(height * share)))
    if min(size) < _SMALLEST:
        raise _bad(f"{path} would be {size[0]} x {size[1]} dots on the paper, and nobody would see it")
    # Dithered, so that a grey coat of arms stays a picture and does not become a black block.
    return paper.convert("L").resize(size, Image.Resampling.LANCZOS).convert("1")


def _bad(why: str) -> Refused:
    return Refused(Reason.BAD_INPUT, f"[printer] logo: {why}.")
