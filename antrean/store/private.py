"""Files of a hall are for their owner alone: they hold the day's visitors and the hashes of officers' PINs.

Four digits are found out by trying all of them against a hash, by whoever can read it.
"""

import contextlib
import os
from pathlib import Path


def make_file(path: Path) -> None:
    """Make an empty file that nobody else may read, unless there is one already; what is there keeps its rights.

    Raises OSError.
    """
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def make_folder(path: Path) -> None:
    """Make a folder that nobody else may look into, unless there is one already. Raises OSError."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
