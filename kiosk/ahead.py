"""What the first visitor would wait for is made ahead, a piece at a time, while nobody is there."""

import gc
from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QObject, QTimer

STEP_MS: Final = 40
"""Between two pieces: a touch never waits for more than one of them."""


class Ahead(QObject):
    """Takes one piece after the other as long as `is_quiet`; what is made then stays to the end."""

    def __init__(self, pieces: Iterator[None], *, is_quiet: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pieces = pieces
        self._is_quiet = is_quiet
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self._step)
        self._timer.start()

    @property
    def is_done(self) -> bool:
        return not self._timer.isActive()

    def _step(self) -> None:
        if not self._is_quiet():
            return
        try:
            next(self._pieces)
        except StopIteration:
            self._timer.stop()
            # Nobody need look through it for garbage again (antrean.ui.app.loop).
            gc.freeze()
