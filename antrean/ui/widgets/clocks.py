"""Labels that follow the hall's clock: the time of day, and how long something has lasted."""

from datetime import UTC, datetime, timedelta, tzinfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from antrean.clock import Clock, SystemClock
from antrean.ui.dates import clock_time, elapsed
from antrean.ui.widgets.text import FitLabel

_MINUTE_MS = 60_000
_SECOND_MS = 1_000


def _until_next(now: datetime, step_ms: int) -> int:
    """Return milliseconds until the next full step, with a little more so that a timer never comes early."""
    return step_ms - (now.second * 1_000 + now.microsecond // 1_000) % step_ms + 15


class _Ticking(FitLabel):
    """Wakes at each full second or minute, and only while it is shown."""

    def __init__(
        self, *, clock: Clock | None, step_ms: int, role: str, tone: str | None, parent: QWidget | None
    ) -> None:
        # Seconds need digits of one width, or the whole line would tremble.
        super().__init__(role=role, tone=tone, is_tabular=step_ms < _MINUTE_MS, parent=parent)
        self._clock: Clock = clock or SystemClock()
        self._step_ms = step_ms
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        # A coarse timer may come 5 % late: three seconds in a minute.
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)

    def refresh(self) -> None:
        """Show the present moment now, for instance after the clock was set."""
        self._show(self._clock.now())

    def _on_tick(self) -> None:
        now = self._clock.now()
        self._show(now)
        if self.isVisible() and self._is_running():
            self._timer.start(_until_next(now, self._step_ms))

    def _is_running(self) -> bool:
        return True

    def _show(self, now: datetime) -> None:
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._on_tick()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()


class ClockLabel(_Ticking):
    """The time of day in the mall's time zone: "08.41" in Indonesian, "08:41" in English.

    `clock` is the hall's clock (antrean.clock.HallClock); call `refresh()` after it followed a new time.
    `minute_changed` comes with each new minute, for what else shows the time or the date.
    """

    minute_changed = Signal()

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        zone: tzinfo = UTC,
        language: str = "id",
        role: str = "clock",
        tone: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(clock=clock, step_ms=_MINUTE_MS, role=role, tone=tone, parent=parent)
        self._zone = zone
        self._language = language
        self.refresh()

    def set_zone(self, zone: tzinfo) -> None:
        self._zone = zone
        self.refresh()

    def set_language(self, language: str) -> None:
        self._language = language
        self.refresh()

    def _show(self, now: datetime) -> None:
        text = clock_time(now.astimezone(self._zone), self._language)
        if text != self.text():
            self.setText(text)
            self.minute_changed.emit()


class ElapsedLabel(_Ticking):
    """How long something has lasted, "04:12", counting on by itself; it turns red past its target.

    `set_since(None)` stops it and leaves it empty. `went_late` comes once, when the target is passed.
    """

    went_late = Signal()

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        role: str = "body",
        tone: str = "muted",
        late_tone: str = "bad",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(clock=clock, step_ms=_SECOND_MS, role=role, tone=tone, parent=parent)
        self._tone = tone
        self._late_tone = late_tone
        self._since: datetime | None = None
        self._target: timedelta | None = None
        self._is_late = False

    def set_since(self, since: datetime | None, target: timedelta | None = None) -> None:
        """Count from this aware moment; `target` is how long it should take at most."""
        if (since, target) == (self._since, self._target):
            return
        self._since, self._target = since, target
        self._is_late = False
        self.set_tone(self._tone)
        self._timer.stop()
        self._on_tick()

    def is_late(self) -> bool:
        return self._is_late

    def _is_running(self) -> bool:
        return self._since is not None

    def _show(self, now: datetime) -> None:
        if self._since is None:
            self.setText("")
            self._judge(None)
            return
        lasted = max(timedelta(0), now - self._since)
        self.setText(elapsed(lasted))
        self._judge(lasted)

    def _judge(self, lasted: timedelta | None) -> None:
        """Take the colour of what has lasted so long; None when nothing is counted."""
        if lasted is not None and self._target is not None and lasted > self._target and not self._is_late:
            self._is_late = True
            self.set_tone(self._late_tone)
            self.went_late.emit()
