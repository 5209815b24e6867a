"""The face all three apps share; the only part of `antrean` that knows Qt."""

import ctypes
import sys


def _keep_none_alive() -> None:
    """Make None immortal, as Python 3.12 and later do themselves.

    PySide6 6.12.0 gives away a reference to None at every call that returns nothing, which is right from 3.12 on;
    on 3.11 some thousand calls later the interpreter ends the process ("deallocating None"). A display runs for
    months, so the count is set out of reach. The look first makes sure that the count is where we think it is.
    """
    if sys.version_info >= (3, 12) or sys.implementation.name != "cpython":
        return
    count = ctypes.c_ssize_t.from_address(id(None))
    if 0 <= sys.getrefcount(None) - count.value <= 16:
        count.value += 1 << 60


_keep_none_alive()
