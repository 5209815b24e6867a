"""When a quiet kiosk warns the visitor that it will go back to its start; pure, no Qt."""

from math import ceil


def closing_in(quiet_s: float, limit_s: int, warning_s: int) -> int | None:
    """Return the seconds that are left once the warning is due (0 at the end), None before it.

    A limit that is hardly longer than the warning keeps a third of it free of it.
    """
    left = ceil(limit_s - quiet_s)
    return max(0, left) if left <= min(warning_s, limit_s * 2 // 3) else None
