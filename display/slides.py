"""The pictures beside the board: which one stands there, how far it has come, and when they wait for a call."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, Protocol

from PySide6.QtCore import QObject, QSize, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QPixmap

from antrean.errors import AntreanError
from antrean.ui.jobs import Crashed, Runner
from display.picture_shelf import Picture

FADE_MS: Final = 800
CALL_MS: Final = 5_000
"""So long after a call the pictures stand still and in the background: a new call always wins the attention."""
LEAST_S: Final = 3.0
"""No picture is seen shorter than this, whatever the settings say."""


class Shelf(Protocol):
    """Where pictures come from; `next` may take long."""

    def next(self, shown: Picture | None, box: QSize, at: datetime) -> Picture | None: ...


class Slides(QObject):
    """What all places that show pictures have in common; `changed` comes when one of them must paint.

    `now` is the moment in the mall's zone. With `is_still` one picture follows the other without a fade.
    """

    changed = Signal()

    def __init__(
        self,
        shelf: Shelf,
        *,
        jobs: Runner,
        now: Callable[[], datetime],
        picture_s: float,
        is_still: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._jobs = jobs
        self._now = now
        self._is_still = is_still
        self._box = QSize(0, 0)
        self._picture: Picture | None = None
        self._is_asking = False
        self._is_due = False
        self.pixmap: QPixmap | None = None
        self.before: QPixmap | None = None
        """The one that gives way, while it does."""
        self._fade = QVariantAnimation(self)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.setDuration(FADE_MS)
        self._fade.valueChanged.connect(self.changed)
        self._fade.finished.connect(self._on_faded)
        self._next = QTimer(self)
        self._next.setInterval(round(max(LEAST_S, picture_s) * 1_000))
        self._next.timeout.connect(self.turn)
        self._call = QTimer(self)
        self._call.setSingleShot(True)
        self._call.setInterval(CALL_MS)
        self._call.timeout.connect(self._on_quiet)

    @property
    def share(self) -> float:
        """How much of the present picture is to be seen, from 0 to 1."""
        is_fading = self._fade.state() is QVariantAnimation.State.Running
        return float(self._fade.currentValue()) if is_fading else 1.0

    def is_held(self) -> bool:
        """Say whether a call has just come."""
        return self._call.isActive()

    def start(self) -> None:
        """Show the first picture, and one after the other from then on."""
        self._next.start()
        self.turn()

    def make_room(self, box: QSize) -> None:
        """Take the size of a place that shows pictures, in pixels of the screen; the largest counts."""
        larger = self._box.expandedTo(box)
        if larger != self._box:
            self._box = larger
            if self._picture is None and self._next.isActive():
                self.turn()

    def turn(self) -> None:
        """Ask for the next picture; while a call is new, as soon as it is no longer."""
        self._is_due = self.is_held()
        if self._is_due or self._is_asking or self._box.isEmpty():
            return
        self._is_asking = True
        shown, box, at = self._picture, QSize(self._box), self._now()
        self._jobs.run(lambda: self._shelf.next(shown, box, at), self._on_picture, key="picture", lane="bench")

    def hold(self) -> None:
        """A call has come: what moves here comes to rest at once."""
        self._call.start()
        self._fade.stop()
        self._on_faded()

    def _on_picture(self, result: "Picture | AntreanError | Crashed | None") -> None:
        self._is_asking = False
        if isinstance(result, AntreanError | Crashed):
            return
        if result is self._picture:
            return
        self.before, self._picture = self.pixmap, result
        self.pixmap = None if result is None else QPixmap.fromImage(result.image)
        if self.before is None or self._is_still or self.is_held():
            self._on_faded()
        else:
            self._fade.start()

    def _on_faded(self) -> None:
        self.before = None
        self.changed.emit()

    def _on_quiet(self) -> None:
        self.changed.emit()
        if self._is_due:
            self.turn()
