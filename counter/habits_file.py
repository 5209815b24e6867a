"""The small file in which this PC's counter remembers its habits."""

import contextlib
import logging
import os
from pathlib import Path
from typing import Final

from antrean import plain_file
from counter import habits
from counter.habits import Habits

_log = logging.getLogger(__name__)

FILE_NAME: Final = "counter.json"
_LONGEST: Final = 64 * 1024
"""Longer than this it is somebody else's."""


class HabitsFile:
    """Reads and writes the habits; whatever is wrong with the file costs a line in the log and nothing else.

    Without a path nothing is remembered.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._was_told = False

    def read(self) -> Habits:
        """Return what is remembered; what cannot be used is as at the first start."""
        if self._path is None:
            return Habits()
        try:
            text = plain_file.read(self._path, most_bytes=_LONGEST)
        except FileNotFoundError:
            return Habits()
        except OSError as error:
            _log.warning("the counter's habits in %s cannot be read: %s", self._path, error.strerror)
            return Habits()
        found, wrong = habits.read(text)
        if wrong:
            _log.warning("the counter's habits in %s are not used, or not all: %s", self._path, wrong)
        return found

    def write(self, remembered: Habits) -> None:
        """Keep the habits; the file is the old one or the new one, never half of it."""
        if self._path is None:
            return
        part = self._path.with_name(f"{self._path.name}.{os.getpid()}.part")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("w", encoding="utf-8") as file:
                file.write(habits.written(remembered))
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._path)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink()
            if not self._was_told:
                self._was_told = True
                _log.warning("the counter's habits cannot be kept: %s", error)
