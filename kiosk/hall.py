"""How the kiosk knows its hall: it reads what is offered, follows the log, and tries again while there is none."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from antrean import front
from antrean.clock import HallClock
from antrean.errors import AntreanError, Unavailable
from antrean.front import Offer
from antrean.model import EventKind
from antrean.store.store import Store
from antrean.ui.feed import EventBatch
from antrean.ui.jobs import Crashed, Runner
from kiosk.stage import Stage, as_error
from kiosk.state import with_offer

RETRY_MS = 2_000
_CHANGES_NO_OFFER = frozenset(
    {
        EventKind.PRINT_RESULT,
        EventKind.REPRINTED,
        EventKind.OFFICER_ADDED,
        EventKind.OFFICER_CHANGED,
        EventKind.OFFICER_LOCKED,
        EventKind.OFFICER_RETIRED,
        EventKind.OFFICER_UNLOCKED,
        EventKind.PIN_RESET,
        EventKind.PIN_SET,
        EventKind.SIGNED_IN,
        EventKind.SIGNED_OUT,
        EventKind.SIGN_IN_REFUSED,
        EventKind.ASSISTANCE_ASKED,
        EventKind.ASSISTANCE_ACCEPTED,
        EventKind.ASSISTANCE_ENDED,
        EventKind.SIGN_IN_REFUSED,
        EventKind.OFFICER_LOCKED,
        EventKind.OFFICER_UNLOCKED,
        EventKind.OFFICER_CHANGED,
        EventKind.OFFICER_RETIRED,
        EventKind.PIN_SET,
        EventKind.PIN_RESET,
        EventKind.ALERT_ACKNOWLEDGED,
        EventKind.ANNOUNCED,
    }
)


class Hall(QObject):
    """Keeps `offer` and `trouble` of the stage; `on_read` is called after each successful read."""

    def __init__(
        self,
        *,
        stage: Stage,
        store: Store,
        jobs: Runner,
        clock: HallClock,
        on_read: Callable[[], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._store = store
        self._jobs = jobs
        self._clock = clock
        self._on_read = on_read
        self._knows_schema = False
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(RETRY_MS)
        self._retry.timeout.connect(self.refresh)

    def refresh(self) -> None:
        """Read the hall again; many wishes at once are one read."""
        self._jobs.run(self._read, self._on_offer, key="offer", lane="read")

    def follow(self, batch: EventBatch) -> None:
        """Follow the hall's clock, and read again where the facts may have changed what is offered."""
        self._clock.follow(batch.now)
        if not batch.events or any(event.kind not in _CHANGES_NO_OFFER for event in batch.events):
            self.refresh()

    def lose(self, error: Unavailable) -> None:
        """Say that the hall is away; what was read last stays on the screen."""
        self._knows_schema = False
        self._stage.set(trouble=error)

    def _read(self) -> Offer:
        if not self._knows_schema:
            self._store.check_schema()
            self._knows_schema = True
        return front.offer(self._store)

    def _on_offer(self, result: Offer | AntreanError | Crashed) -> None:
        if not isinstance(result, Offer):
            self._stage.set(trouble=as_error(result))
            self._retry.start()
            return
        self._clock.follow(result.now)
        self._retry.stop()
        before = self._stage.state
        after = with_offer(before, result)
        if (after.agency, after.service) != (before.agency, before.service):
            self._stage.leaving.emit()
        self._stage.replace(replace(after, notice=None) if before.trouble is not None else after)
        self._on_read()
