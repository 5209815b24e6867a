"""What happens between the officer's wishes for the window and its look, without any widget and any database."""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from antrean.ui.jobs import Runner
from antrean.ui.theme import Scheme
from counter.habits import SCHEMES, TEXT_PERCENTS, Corner, Habits, Mode, Place, Sort
from counter.hints import follow
from counter.presenter import CounterPresenter
from counter.state import DeskState, Page, Panel
from counter.window_state import WindowState

TONE_EVERY_S: Final = 60.0
"""However often people start to wait, it is heard no more often."""
SAVE_AFTER_MS: Final = 500
"""A window that is being moved is written once, when it stands."""


def _forget(habits: Habits) -> None:
    """Remember nothing."""


class WindowPresenter(QObject):
    """Keeps the habits of this PC, what stands over the page and the hints; follows the desk's presenter.

    `save` writes the habits, off the GUI thread; without it they are forgotten at the end. `tone` is heard when people
    start to wait, if `sound` (the setting) or whoever sits there wants it; `monotonic` gives seconds.
    """

    state_changed = Signal(object)
    alerted = Signal()
    """People start to wait, and the task bar may say so."""

    def __init__(
        self,
        *,
        desk: CounterPresenter,
        jobs: Runner,
        habits: Habits | None = None,
        save: Callable[[Habits], None] = _forget,
        sound: bool = False,
        tone: Callable[[], object] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk.state
        self._jobs = jobs
        self._save = save
        self._tone = tone
        self._monotonic = monotonic
        self._sounded_at: float | None = None
        self.state = WindowState(habits=habits or Habits(), sound_setting=sound)
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(SAVE_AFTER_MS)
        self._saving.timeout.connect(self._on_save)
        desk.state_changed.connect(self.on_desk)

    def close(self) -> None:
        """Write what has not been written yet."""
        if self._saving.isActive():
            self._saving.stop()
            self._save(self.state.habits)

    # What stands over the page.

    def toggle_keys(self) -> None:
        """Show the cheat sheet, or what was there before."""
        self._change(is_showing_keys=not self.state.is_showing_keys)

    # The lists.

    def seek(self, sought: str) -> None:
        """Show the rows in which these words are found; none for all."""
        self._change(sought=sought)

    def change_sort(self) -> None:
        """Let the lists stand in the next order."""
        orders = list(Sort)
        at = orders.index(self.state.habits.sort)
        self._change_habits(sort=orders[(at + 1) % len(orders)])

    # The hints.

    def dismiss_greeting(self) -> None:
        """Put the card on meeting the first visitor away, for this time."""
        self._change(hints=replace(self.state.hints, is_greeting=False))

    def set_greeting(self, greeting: bool) -> None:
        """Show that card at all on this PC."""
        self._change_habits(greeting=greeting)

    def set_sound(self, sound: bool) -> None:
        """Let this PC be heard, or not, whatever the settings say."""
        self._change_habits(sound=sound)

    # The compact bar.

    @property
    def may_shrink(self) -> bool:
        """Whether somebody sits here: before that there is nothing to show in a bar."""
        return self._desk.page is Page.DESK

    def shrink(self) -> None:
        """Become the compact bar."""
        if self.may_shrink:
            self._change_habits(mode=Mode.BAR)

    def open(self) -> None:
        """Become the full window."""
        self._change_habits(mode=Mode.FULL)

    def toggle_mode(self) -> None:
        if self.state.shows_bar:
            self.open()
        else:
            self.shrink()

    def set_corner(self, corner: Corner) -> None:
        self._change_habits(corner=corner)

    # Habits.

    def set_scheme(self, scheme: Scheme) -> None:
        if scheme in SCHEMES:
            self._change_habits(scheme=scheme)

    def set_text_percent(self, text_percent: int) -> None:
        if text_percent in TEXT_PERCENTS:
            self._change_habits(text_percent=text_percent)

    def note_place(self, place: Place) -> None:
        """The full window was moved or made larger."""
        self._change_habits(place=place)

    @Slot(object)
    def on_desk(self, desk: DeskState) -> None:
        """The desk is in another state."""
        before, self._desk = self._desk, desk
        is_asked = desk.panel is not Panel.NONE and desk.panel is not before.panel
        # Something new has to be seen.
        is_new = is_asked or desk.page is not before.page
        hints = follow(self.state.hints, before, desk)
        is_news = hints.waiting_since is not None and self.state.hints.waiting_since is None
        self._change(
            hints=hints,
            greeting_rule=desk.mall is None or desk.mall.rules.greeting,
            has_sat=self.state.has_sat or (desk.page is Page.DESK and desk.view is not None),
            is_showing_keys=self.state.is_showing_keys and not is_new,
            # Another shift looks for somebody else.
            sought=self.state.sought if desk.page is before.page else "",
        )

        if is_news and self.state.is_sounding:
            self._sound()

    def _sound(self) -> None:
        self.alerted.emit()
        now = self._monotonic()
        if self._tone is not None and (self._sounded_at is None or now - self._sounded_at >= TONE_EVERY_S):
            self._sounded_at = now
            self._tone()

    def _on_save(self) -> None:
        # The lane that neither the desk's writes nor its reads wait for.
        self._jobs.run(partial(self._save, self.state.habits), self._on_saved, key="habits", lane="bench")

    def _on_saved(self, result: object) -> None:
        """Nothing follows: the file told the log what went wrong."""

    def _change_habits(self, **changes: Any) -> None:
        habits = replace(self.state.habits, **changes)
        if habits != self.state.habits:
            self._saving.start()
            self._change(habits=habits)

    def _change(self, **changes: Any) -> None:
        state = replace(self.state, **changes)
        if state != self.state:
            self.state = state
            self.state_changed.emit(state)
