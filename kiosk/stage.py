"""The one place that holds the kiosk's present state, and tells everybody when it changes."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from antrean.errors import AntreanError, Unavailable
from antrean.settings import KioskSettings
from antrean.ui.jobs import Crashed
from kiosk.idle import Quiet
from kiosk.state import KioskState, fresh, quiet_limit_s


class Stage(QObject):
    """`state_changed` comes only when something differs; `leaving` comes before a visitor's traces go."""

    state_changed = Signal(object)
    leaving = Signal()

    def __init__(
        self, state: KioskState, *, quiet: Quiet, settings: KioskSettings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._state = state
        self._settings = settings
        self.quiet = quiet

    @property
    def state(self) -> KioskState:
        return self._state

    @property
    def limit_s(self) -> int | None:
        """Seconds of quiet after which the kiosk goes back to its start; None while it stands there."""
        return quiet_limit_s(self._state, self._settings)

    def set(self, **changes: Any) -> None:
        """Change some fields."""
        self.replace(replace(self._state, **changes))

    def replace(self, state: KioskState) -> None:
        """Take a whole new state."""
        if state == self._state:
            return
        self._state = state
        self.quiet.watch(self.limit_s is not None)
        self.state_changed.emit(state)

    def touch(self) -> None:
        """Notice that somebody is there."""
        self.quiet.touch()
        if self._state.closing_in_s is not None:
            self.set(closing_in_s=None)

    def start_again(self, **known: Any) -> None:
        """Go back to the start for the next visitor; `known` is what the start still says of the last one's number."""
        self.leaving.emit()
        self.replace(replace(fresh(self._state), **known))


def as_error(result: AntreanError | Crashed) -> AntreanError:
    """Return what a piece of work failed with, a bug too, as something that can be said."""
    if isinstance(result, Crashed):
        return Unavailable("screen", f"The kiosk has a bug: {result.error}.")
    return result
