"""How the officers of this PC like the counter's window, and the text it is kept as; no Qt, nothing about a person."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any, Final, get_type_hints

import msgspec

from antrean.ui.theme import Scheme

TEXT_PERCENTS: Final = (100, 125, 150)
"""The sizes of text to choose from."""
SCHEMES: Final = (Scheme.LIGHT, Scheme.CONTRAST)

_MARK: Final = "antrean counter"
_FARTHEST: Final = 100_000
"""No desktop is so many pixels wide: farther away is a mistake in the file."""
_GRIP: Final = (120, 24)
"""So much of a window's upper edge has to be on a screen, or nobody can take hold of it."""


class Mode(StrEnum):
    FULL = "full"
    BAR = "bar"


class Corner(StrEnum):
    """Where on the screen the compact bar sits."""

    TOP_LEFT = "top_left"
    TOP_RIGHT = "top_right"
    BOTTOM_LEFT = "bottom_left"
    BOTTOM_RIGHT = "bottom_right"


class Sort(StrEnum):
    """In which order the lists stand."""

    LINE = "line"
    WAIT = "wait"
    SERVICE = "service"


@dataclass(frozen=True, kw_only=True)
class Area:
    """A window or a screen, in device-independent pixels of the desktop."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the full window stood; `area` is the one it has when it is not maximized."""

    area: Area
    is_maximized: bool = False


@dataclass(frozen=True, kw_only=True)
class Habits:
    """What is remembered from one start to the next."""

    mode: Mode = Mode.FULL
    corner: Corner = Corner.BOTTOM_RIGHT
    scheme: Scheme = Scheme.LIGHT
    text_percent: int = 100
    sort: Sort = Sort.LINE
    sound: bool | None = None
    """A soft tone when people start to wait; None: as the settings say."""
    greeting: bool = True
    """The card that reminds how to meet the first visitor."""
    place: Place | None = None


def written(habits: Habits) -> str:
    """Return the habits as the text of their file."""
    return json.dumps({"of": _MARK, **asdict(habits)}, indent=2) + "\n"


def read(text: bytes) -> tuple[Habits, str]:
    """Return the habits in a file's text, and what of it could not be used; empty when all of it could.

    What cannot be used is as it is at the first start; a key of a later version is passed over in silence.
    """
    try:
        data = msgspec.json.decode(text)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        return Habits(), f"it is not JSON ({error})"
    if not isinstance(data, Mapping) or data.get("of") != _MARK:
        return Habits(), "it is not a counter's"
    found: dict[str, Any] = {}
    wrong: list[str] = []
    hints = get_type_hints(Habits)
    for name in (one.name for one in fields(Habits)):
        if name not in data:
            continue
        try:
            found[name] = _checked(msgspec.convert(data[name], hints[name]))
        except (msgspec.ValidationError, ValueError):
            wrong.append(name)
    return Habits(**found), f"no such {', '.join(wrong)}" if wrong else ""


def _checked(value: Any) -> Any:
    """Return a value of the right type, or raise ValueError for one that there is not."""
    if isinstance(value, Scheme):
        is_known = value in SCHEMES
    elif isinstance(value, int) and not isinstance(value, bool):
        is_known = value in TEXT_PERCENTS
    elif isinstance(value, Place):
        sides = asdict(value.area).values()
        is_known = value.area.width > 0 and value.area.height > 0 and max(map(abs, sides)) <= _FARTHEST
    else:
        is_known = True
    if not is_known:
        raise ValueError(value)
    return value


def visible(area: Area, screens: Sequence[Area]) -> Area:
    """Return where a window goes that stood at `area`; `screens` are those there are now, the chief one first.

    It stays where somebody can take hold of it; else it goes to the middle of the chief screen. It is never larger
    than its screen.
    """
    grips = [_grip(area, one) for one in screens]
    is_held = max(grips) >= min(_GRIP[0], area.width)
    screen = screens[grips.index(max(grips))] if is_held else screens[0]
    width, height = min(area.width, screen.width), min(area.height, screen.height)
    if is_held:
        # What had to become narrower would lose its hold at the right.
        return Area(x=area.x if width == area.width else screen.x, y=area.y, width=width, height=height)
    x, y = screen.x + (screen.width - width) // 2, screen.y + (screen.height - height) // 2
    return Area(x=x, y=y, width=width, height=height)


def in_corner(corner: Corner, screen: Area, *, width: int, height: int, gap: int) -> tuple[int, int]:
    """Return the upper left corner of something of this size in a corner of the screen."""
    left, top = screen.x + gap, screen.y + gap
    right, bottom = screen.x + screen.width - width - gap, screen.y + screen.height - height - gap
    match corner:
        case Corner.TOP_LEFT:
            return left, top
        case Corner.TOP_RIGHT:
            return right, top
        case Corner.BOTTOM_LEFT:
            return left, bottom
        case Corner.BOTTOM_RIGHT:
            return right, bottom


def _grip(area: Area, screen: Area) -> int:
    """Return how wide the upper edge of a window is on a screen."""
    is_there = screen.y <= area.y <= screen.y + screen.height - _GRIP[1]
    across = min(area.x + area.width, screen.x + screen.width) - max(area.x, screen.x)
    return max(0, across) if is_there else 0
