"""What the apps need of the Qt binding itself."""

import sys

from PySide6.QtCore import QObject


def test_a_call_that_returns_nothing_takes_no_reference_away() -> None:
    # PySide6 6.12.0 does on Python 3.11, and some thousand calls later the process is dead.
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        thing.setObjectName("name")
    assert sys.getrefcount(None) > before - 100
