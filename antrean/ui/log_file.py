"""An app's log file: a few of limited size, the oldest goes; what keeps it from being written stops nothing."""

import logging
import sys
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

_log = logging.getLogger(__name__)

FILE_BYTES: Final = 2_000_000
FILES_KEPT: Final = 5
"""Older files beside the one that is written: NAME.jsonl.1 is the newest of them."""


class LogFile(RotatingFileHandler):
    """Appends to a file and puts it aside when it is full.

    Several processes of one app may write into the same folder: each goes on in the file it has open until that one is
    full. While the disk is full or the folder is away, one line says so to the other handlers, and another one when
    the file is written again; nothing is kept for later. Raises OSError when the file cannot be opened at first.
    """

    def __init__(self, file: Path, *, file_bytes: int = FILE_BYTES) -> None:
        super().__init__(file, maxBytes=file_bytes, backupCount=FILES_KEPT, encoding="utf-8")
        self._is_lost = False
        self._has_failed = False

    def emit(self, record: logging.LogRecord) -> None:
        self._has_failed = False
        super().emit(record)
        if self._is_lost and not self._has_failed:
            self._is_lost = False
            _log.warning("the log file is written again")

    def doRollover(self) -> None:
        try:
            super().doRollover()
        except OSError:
            # Another process of this app renames at the same moment, or, on Windows, has the file open: it grows
            # until the next try.
            if self.stream is None:
                self.stream = self._open()

    def handleError(self, record: logging.LogRecord) -> None:
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            super().handleError(record)
            return
        self._has_failed = True
        self._drop()
        if not self._is_lost:
            self._is_lost = True
            _log.warning("the log file cannot be written: %s; until it can, the words stand only here", error)

    def _drop(self) -> None:
        """Close what cannot be written; the next record opens it again."""
        stream, self.stream = self.stream, None
        if stream is not None:
            try:
                stream.close()
            except OSError:
                # Closing tries once more to write what is left.
                return

    def _open(self) -> TextIOWrapper:
        stream = super()._open()
        # A disk that was full, or a power cut, may have left half a line.
        if stream.seekable() and stream.tell() > 0 and not self._ends_a_line():
            stream.write("\n")
        return stream

    def _ends_a_line(self) -> bool:
        with Path(self.baseFilename).open("rb") as file:
            file.seek(-1, 2)
            return file.read(1) == b"\n"
