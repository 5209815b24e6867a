"""What happens between the officer's wishes for the window and its look, without any widget and any database."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from antrean.ui.theme import Scheme
from counter.habits import SCHEMES, TEXT_PERCENTS, Habits
from counter.presenter import CounterPresenter
from counter.state import DeskState, Panel
from counter.window_state import WindowState


class WindowPresenter(QObject):
    """Keeps the habits of this PC and what stands over the page; follows the desk's presenter."""

    state_changed = Signal(object)

    def __init__(self, *, desk: CounterPresenter, habits: Habits | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk.state
        self.state = WindowState(habits=habits or Habits())
        desk.state_changed.connect(self.on_desk)

    # The cheat sheet.

    def toggle_keys(self) -> None:
        """Show the cheat sheet, or what was there before."""
        self._change(is_showing_keys=not self.state.is_showing_keys)

    # Habits.

    def set_scheme(self, scheme: Scheme) -> None:
        if scheme in SCHEMES:
            self._change_habits(scheme=scheme)

    def set_text_percent(self, text_percent: int) -> None:
        if text_percent in TEXT_PERCENTS:
            self._change_habits(text_percent=text_percent)

    @Slot(object)
    def on_desk(self, desk: DeskState) -> None:
        """The desk is in another state."""
        before, self._desk = self._desk, desk
        is_asked = desk.panel is not Panel.NONE and desk.panel is not before.panel
        if is_asked or desk.page is not before.page:
            # Something new has to be seen.
            self._change(is_showing_keys=False)

    def _change_habits(self, **changes: Any) -> None:
        self._change(habits=replace(self.state.habits, **changes))

    def _change(self, **changes: Any) -> None:
        state = replace(self.state, **changes)
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
