"""What the counter's window itself is like at one moment, whoever sits there and whatever the desk does; no Qt."""

from dataclasses import dataclass, field

from counter.habits import Habits, Mode


@dataclass(frozen=True, kw_only=True)
class WindowState:
    habits: Habits = field(default_factory=Habits)
    is_showing_keys: bool = False
    """The cheat sheet stands over the page."""
    sought: str = ""
    """What the lists are searched for; empty shows them whole."""
    has_sat: bool = False
    """Somebody has sat at this counter since the start: before, the full window asks who."""

    @property
    def shows_bar(self) -> bool:
        return self.habits.mode is Mode.BAR and self.has_sat
