"""Time for a machine that others use too: what is waited for comes as early as ever, and may come late."""

from functools import partialmethod
from typing import Final

from pytestqt.qtbot import QtBot

PATIENCE_MS: Final = 40_000


class PatientBot(QtBot):
    """A `qtbot` that waits longer than five seconds where a test names no limit of its own."""

    waitUntil = partialmethod(QtBot.waitUntil, timeout=PATIENCE_MS)
    waitSignal = partialmethod(QtBot.waitSignal, timeout=PATIENCE_MS)
    waitExposed = partialmethod(QtBot.waitExposed, timeout=PATIENCE_MS)
