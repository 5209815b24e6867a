"""What the counter's window itself is like at one moment, whoever sits there and whatever the desk does; no Qt."""

from dataclasses import dataclass, field

from counter.habits import Habits, Mode
from counter.hints import Hints


@dataclass(frozen=True, kw_only=True)
class WindowState:
    habits: Habits = field(default_factory=Habits)
    is_showing_keys: bool = False
    """The cheat sheet stands over the page."""
    sought: str = ""
    """What the lists are searched for; empty shows them whole."""
    has_sat: bool = False
    """Somebody has sat at this counter since the start: before, the full window asks who."""

    hints: Hints = field(default_factory=Hints)
    sound_setting: bool = False
    """What this PC's settings say of sounds; who sits there may say otherwise."""
    greeting_rule: bool = True
    """The mall wants the card that reminds how to meet the first visitor."""

    @property
    def is_sounding(self) -> bool:
        """Whether it may be heard, and seen in the task bar, that people start to wait."""
        return self.sound_setting if self.habits.sound is None else self.habits.sound

    @property
    def shows_greeting(self) -> bool:
        return self.hints.is_greeting and self.greeting_rule and self.habits.greeting

    @property
    def shows_bar(self) -> bool:
        return self.habits.mode is Mode.BAR and self.has_sat
