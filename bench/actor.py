"""Somebody at the screen of an app: acts as soon as what they wait for is there, and notes how long it stood."""

import time
from abc import abstractmethod
from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

TICK_MS: Final = 5
"""How often the screen's thread is asked whether it is free; the actor acts on the same beat."""

Wait = Callable[[], bool]
Late = tuple[float, float, str]
"""How many seconds the screen's thread was late at a beat, how many of them it computed, what was asked of it last."""


class Actor(QObject):
    """Runs the script `_act` on the beat of a timer; the application quits when it is over."""

    def __init__(self, application: QApplication, window: QWidget) -> None:
        super().__init__(window)
        self.blocked: list[Late] = []
        self.is_done = False
        self.doing = ""
        self._application = application
        self._last, self._computed = time.perf_counter(), time.thread_time()
        self._script = self._act()
        self._waits: Wait = lambda: True
        beat = QTimer(self)
        beat.setTimerType(Qt.TimerType.PreciseTimer)
        beat.setInterval(TICK_MS)
        beat.timeout.connect(self._on_beat)
        beat.start()

    @abstractmethod
    def _act(self) -> Iterator[Wait]:
        """Touch one thing after another; yield what has to be there before the next touch."""

    @abstractmethod
    def _is_complete(self) -> bool:
        """Say whether the script came to its end; a touch that failed ends it too, and the log says why."""

    def touch(self, button: QAbstractButton) -> None:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def _on_beat(self) -> None:
        now, computed = time.perf_counter(), time.thread_time()
        late = max(0.0, now - self._last - TICK_MS / 1000)
        self.blocked.append((late, min(late, computed - self._computed), self.doing))
        self._last, self._computed = now, computed
        if not self._waits():
            return
        try:
            self._waits = next(self._script)
        except StopIteration:
            self.is_done = self._is_complete()
            self._application.quit()
