"""Reads one picture after the other from a folder, small enough for the screen; not on the GUI thread."""

import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from display import picture_folder
from display.picture_folder import PictureFile

_log = logging.getLogger(__name__)

MOST_BYTES: Final = 30_000_000
MOST_PIXELS: Final = 60_000_000
"""More than any camera of today makes; decoding more takes memory that a small PC needs for the board."""
FORMATS: Final = frozenset({"jpeg", "png", "webp", "bmp"})
"""By what is in the file. Not the drawings that Qt can read too: they may name other files."""
MOST_TRIES: Final = 20
"""So many files that cannot be shown are passed over in one turn."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    file: PictureFile
    box: QSize
    """The room it was made for, in pixels of the screen."""
    image: QImage


class PictureShelf:
    """The folder of the settings. What it leaves out is logged once; one thread uses it at a time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._told: set[object] = set()

    def next(self, shown: Picture | None, box: QSize, at: datetime) -> Picture | None:
        """Return the picture after the one that is shown, itself where there is no other, None where there is none.

        The folder is looked at anew each time: what was put there is shown, what was removed is not. `at` is in the
        mall's zone.
        """
        try:
            files = picture_folder.pictures(self._folder, at, self._leave_out)
        except OSError as error:
            self._once(str(self._folder), "the folder of pictures cannot be read: %s", error)
            return None
        self._told.discard(str(self._folder))
        for file in picture_folder.after(files, None if shown is None else shown.file.path)[:MOST_TRIES]:
            if shown is not None and (file, box) == (shown.file, shown.box):
                return shown
            if file in self._told:
                continue
            try:
                return Picture(file=file, box=box, image=_read(file, box))
            except ValueError as error:
                self._told.add(file)
                _log.warning("the picture %r is left out: %s", file.path.name, error)
        return None

    def _leave_out(self, name: str, why: str) -> None:
        self._once(("odd", name, why), "the folder %r is left out: %s", name, why)

    def _once(self, key: object, message: str, *values: object) -> None:
        if key not in self._told:
            self._told.add(key)
            _log.warning(message, *values)


def _read(file: PictureFile, box: QSize) -> QImage:
    """Read a picture no larger than a box; raise ValueError with the reason for one that cannot be shown."""
    if file.size > MOST_BYTES:
        raise ValueError(f"it has {file.size // 1_000_000} MB, more than {MOST_BYTES // 1_000_000}")
    reader = QImageReader(str(file.path))
    reader.setAutoTransform(True)
    # What a file is called says little of what is in it.
    reader.setDecideFormatFromContent(True)
    if bytes(reader.format().data()).decode() not in FORMATS:
        raise ValueError("it is no JPG, PNG, WebP or BMP")
    size = reader.size()
    if not size.isValid() or size.isEmpty():
        raise ValueError(reader.errorString())
    if size.width() * size.height() > MOST_PIXELS:
        raise ValueError(f"it has {size.width()} × {size.height()} pixels, more than can be shown")
    is_turned = bool(reader.transformation().value & 4)
    room = box.transposed() if is_turned else box
    fitted = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    if fitted.width() < size.width():
        # While it is decoded: a photograph of 24 megapixels never stands in memory as a whole.
        reader.setScaledSize(fitted.expandedTo(QSize(1, 1)))
    image = reader.read()
    if image.isNull():
        raise ValueError(reader.errorString())
    return image
