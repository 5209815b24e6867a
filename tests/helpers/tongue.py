"""No test may leave the screens in another language: every later test of the process would read it."""

import gc
import sys


class LeftSpeaking(AssertionError):
    """At the end of a test the screens speak another language than the source's."""


def check(test: str) -> None:
    """Raise LeftSpeaking when a translator is still there after a test, and take it away for the sake of the next."""
    if "antrean.ui.language" not in sys.modules:
        return
    from PySide6.QtCore import QCoreApplication
    from shiboken6 import isValid

    from antrean.ui.language import SOURCE_LANGUAGE, Language

    found = QCoreApplication.translate("buttons", "Cancel")
    if found == "Cancel":
        return
    speaking = [one for one in gc.get_objects() if isinstance(one, Language) and isValid(one)]
    for language in speaking:
        language.set(SOURCE_LANGUAGE)
    raise LeftSpeaking(
        f"{test} left the screens in another language ({found} for Cancel): it ended without language.set('en'), or a"
        " window, its own or one of a test before it, lives on and is told of a visitor"
    )
