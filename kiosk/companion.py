"""This kiosk's call for a companion: asked by a visitor, accepted by an officer, ended by either."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from antrean import assistance
from antrean.assistance import Call
from antrean.errors import AntreanError
from antrean.model import AssistanceState, EventKind
from antrean.store.store import Store
from antrean.ui.feed import EventBatch
from antrean.ui.jobs import Crashed, Runner
from kiosk.stage import Stage, as_error
from kiosk.state import Companion, Notice

_KINDS = frozenset({EventKind.ASSISTANCE_ASKED, EventKind.ASSISTANCE_ACCEPTED, EventKind.ASSISTANCE_ENDED})


class Companions(QObject):
    """Keeps `companion` of the stage as the hall has it."""

    def __init__(
        self,
        *,
        stage: Stage,
        store: Store,
        jobs: Runner,
        name: str,
        new_request: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._store = store
        self._jobs = jobs
        self._name = name
        self._new_request = new_request
        self._knows = False
        self._is_awaited = False
        stage.leaving.connect(self._leave)

    def call(self) -> None:
        """Ring for a companion; while a call is open this does nothing."""
        if self._stage.state.companion is not None:
            return
        self._is_awaited = True
        request = self._new_request()
        self._stage.set(companion=Companion(call=0, state=AssistanceState.ASKED), notice=None)
        self._jobs.run(lambda: assistance.ask(self._store, device=self._name, request_id=request), self._on_asked)

    def withdraw(self) -> None:
        """Take the call back."""
        companion = self._stage.state.companion
        if companion is None or not companion.call:
            return
        self._is_awaited = True
        request = self._new_request()
        self._jobs.run(
            lambda: assistance.withdraw(self._store, companion.call, device=self._name, request_id=request),
            self._on_call,
        )

    def follow(self, batch: EventBatch) -> None:
        """Notice what an officer did with the call."""
        if any(event.kind in _KINDS and event.body.get("device") == self._name for event in batch.events):
            self._read()

    def settle(self) -> None:
        """Find the call of before a restart or an outage."""
        if not self._knows:
            self._read()

    def lose(self) -> None:
        """Look again when the hall is back."""
        self._knows = False

    def _read(self) -> None:
        self._jobs.run(
            lambda: assistance.of_device(self._store, self._name), self._on_read, lane="read", key="companion"
        )

    def _on_read(self, result: Call | AntreanError | Crashed | None) -> None:
        if isinstance(result, AntreanError | Crashed):
            # Nobody asked; it is read again with the next look at the hall.
            self._knows = False
        else:
            self._on_call(result)

    def _on_asked(self, result: Call | AntreanError | Crashed) -> None:
        if isinstance(result, Call):
            self._on_call(result)
        else:
            self._stage.set(companion=None)
            self._tell(as_error(result))

    def _on_call(self, result: Call | AntreanError | Crashed | None) -> None:
        match result:
            case Call(state=AssistanceState.ENDED) | None:
                self._knows = True
                self._stage.set(companion=None)
            case Call():
                self._knows = True
                self._stage.set(companion=Companion(call=result.id, state=result.state, counter=result.counter))
            case error:
                self._tell(as_error(error))

    def _tell(self, error: AntreanError) -> None:
        # To whoever touched the button, not to the next visitor.
        if self._is_awaited:
            self._is_awaited = False
            self._stage.set(notice=Notice(error=error))

    def _leave(self) -> None:
        self._is_awaited = False
