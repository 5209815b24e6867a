"""Reading a file that somebody named or put into a folder: one of usual size, never a pipe or a device."""

import errno
import os
import stat
from pathlib import Path


class NoPlainFile(OSError):
    """What is there is no file; `strerror` says so in words that stand after "cannot be read: "."""

    def __init__(self, why: str) -> None:
        super().__init__(None, why)


class TooLarge(NoPlainFile):
    """It is a file, and larger than one of its kind is."""


def read(path: Path, *, most_bytes: int) -> bytes:
    """Return all of a file; raise OSError when it cannot be read, NoPlainFile or TooLarge for what is none.

    Whoever opens a pipe waits until somebody writes into it, and a device may have no end.
    """
    try:
        # Without waiting, and looked at after it was opened: it cannot become a pipe in between.
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except ValueError:
        raise NoPlainFile("its name holds a zero byte") from None
    mode = os.fstat(number).st_mode
    if not stat.S_ISREG(mode):
        os.close(number)
        raise IsADirectoryError(errno.EISDIR, "it is a folder") if stat.S_ISDIR(mode) else NoPlainFile("it is no file")
    with os.fdopen(number, "rb") as file:
        # It may grow while it is read.
        content = file.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise TooLarge(f"it is larger than {most_bytes // 1000} kB")
    return content


def is_file(path: Path) -> bool:
    """Say whether there is a plain file behind a path."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (OSError, ValueError):
        return False
