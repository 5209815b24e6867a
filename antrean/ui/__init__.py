"""The face all three apps share; the only part of `antrean` that knows Qt."""

import sys

import PySide6.QtCore  # noqa: F401 - what is turned off below comes with it


def _import_without_reading() -> None:
    """Keep PySide6 from reading the source of every module that is imported after it.

    It searches each for "PySide6", for the sake of `from __feature__ import …`, which nobody here uses, and the
    sources stay in memory: SQLAlchemy imported after Qt takes twice as long and 16 MB more.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        vars(feature)["_mod_uses_pyside"] = lambda module: False


_import_without_reading()
