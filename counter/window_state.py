"""What the counter's window itself is like at one moment, whoever sits there and whatever the desk does; no Qt."""

from dataclasses import dataclass, field

from counter.habits import Habits


@dataclass(frozen=True, kw_only=True)
class WindowState:
    habits: Habits = field(default_factory=Habits)
    is_showing_keys: bool = False
    """The cheat sheet stands over the page."""
