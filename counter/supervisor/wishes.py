"""What a supervisor may want of the hall: two equal wishes are one, tried twice; no Qt."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Acknowledge:
    """Look after an alert."""

    key: str


Wish = Acknowledge
