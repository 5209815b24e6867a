"""The signs of life that an app gives of itself and its devices, so that staff sees what needs help.

    heartbeat = Heartbeat(open_store=lambda: store, jobs=jobs, name="Kiosk 1", kind=DeviceKind.KIOSK, tell=tell)
    feed.batch_arrived.connect(heartbeat.on_batch)
    heartbeat.start()    # … on_quit=[feed.stop, jobs.close, heartbeat.end, store.close]

`tell` is called on the GUI thread and returns what presence.beat describes. A busy or absent database loses a beat
and nothing else. At the start the hall's file is read through once, beside all other work; that it is damaged goes into
the log of this PC and with every beat to the staff. What a beat reads of the hall's log goes into the log of this PC
from time to time (antrean.ui.anchor_log).
"""

import contextlib
import logging
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer

from antrean.errors import AntreanError
from antrean.model import DeviceKind
from antrean.settings import DEVICE_NAME_LENGTH
from antrean.ui.anchor_log import AnchorLog
from antrean.ui.jobs import Crashed, Runner

if TYPE_CHECKING:
    from antrean.presence import Beat
    from antrean.store.store import Store
    from antrean.ui.feed import EventBatch

_log = logging.getLogger(__name__)

EVERY_MS: Final = 4_000
"""As presence.BEAT_EVERY, which is loaded later."""


class Heartbeat(QObject):
    """Beats at once and then every four seconds; the work is done on the lane of the reads."""

    def __init__(
        self,
        *,
        open_store: "Callable[[], Store]",
        jobs: Runner,
        name: str,
        kind: DeviceKind,
        tell: Callable[[], Mapping[str, Any]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._open_store = open_store
        self._jobs = jobs
        self._name = name[:DEVICE_NAME_LENGTH]
        self._kind = kind
        self._tell = tell
        self._damage = ""
        self._anchors = AnchorLog(device=self._name, kind=kind)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.beat)

    def start(self) -> None:
        """Beat now and go on."""
        self._timer.start()
        self.beat()
        self._jobs.run(lambda: self._open_store().damage(), self._on_looked, lane="bench")

    def beat(self) -> None:
        """Beat now: something about the devices has changed."""
        if self._timer.isActive():
            body = dict(self._tell())
            if self._damage:
                body["database"] = {"condition": "damaged", "sentence": self._damage}
            self._jobs.run(lambda: self._write(body), self._on_beaten, key="heartbeat", lane="read")

    def on_batch(self, batch: "EventBatch") -> None:
        """Take notice of what happened in the hall."""
        self._anchors.expect(batch.events)

    def end(self) -> None:
        """Say good-bye, so that nobody looks for a device that was switched off; for after the event loop."""
        if self._timer.isActive():
            self._timer.stop()
            with contextlib.suppress(AntreanError):  # a hall that is away is not told anything
                if (beaten := self._write({"is_closed": True})) is not None:
                    self._anchors.see(beaten, is_last=True)

    def _on_looked(self, result: str | AntreanError | Crashed) -> None:
        # A database that is away now is looked at by the next app that starts.
        if isinstance(result, str) and result:
            _log.error("%s", result)
            self._damage = result
            self.beat()

    def _on_beaten(self, result: "Beat | AntreanError | Crashed | None") -> None:
        # A beat that was lost is nothing: the next one comes soon, and that the database is away is told by the feed.
        if result is not None and not isinstance(result, AntreanError | Crashed):
            self._anchors.see(result)

    def _write(self, body: Mapping[str, Any]) -> "Beat | None":
        # Loading the use cases takes a moment, which the first picture of a display does not wait for.
        from antrean import presence

        return presence.beat(self._open_store(), name=self._name, kind=self._kind, body=body)
