"""Colours, type scale and sizes of a window: `assets/tokens.toml` and `assets/style.qss` made into one style sheet.

How a screen uses it (no widget knows a colour or a pixel):
- its window is a `antrean.ui.window.ThemedWindow(kind="kiosk")`; that finds u from the window's size and dresses all;
- a text's look is its *role* and *tone*: `FitLabel(role="title")`, `set_look(label, tone="bad")`;
- a layout's gaps are named: `spaced(QVBoxLayout(self), gap="m", margins=("l", "m"))` (`antrean.ui.dress`).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from string import Template
from typing import Any

from antrean import assets

_FOR_FINGERS = ("button_height", "button_height_s", "button_height_l")


class Kind(StrEnum):
    """What a window is for: it decides how big a unit is and which type scale it takes."""

    KIOSK = "kiosk"
    COUNTER = "counter"
    BAR = "bar"
    """The counter as a bar that stands over other programs."""
    DISPLAY = "display"


class Scheme(StrEnum):
    LIGHT = "light"
    NIGHT = "night"
    CONTRAST = "contrast"


@dataclass(frozen=True, kw_only=True)
class TextStyle:
    """One role of the type scale, in device-independent pixels."""

    size: int
    weight: int


@dataclass(frozen=True, kw_only=True)
class Theme:
    """The look of one window at one size: immutable, equal when nothing visible differs."""

    kind: Kind
    scheme: Scheme
    u: float
    """Device-independent pixels in one unit."""
    text_scale: float = 1.0
    """Above 1 for large print; text grows, gaps and corners do not."""
    finger: int = 0
    """Least height of buttons in device-independent pixels, where a finger needs more than the units give."""

    @classmethod
    def fit(
        cls,
        kind: Kind,
        width: int,
        height: int,
        *,
        scheme: Scheme | None = None,
        text_scale: float = 1.0,
        finger: int = 0,
    ) -> "Theme":
        """Return the theme of a window of this size, in device-independent pixels."""
        rules = _tokens()["kind"][kind]
        across, down = rules["reference"]
        by_both = kind in (Kind.COUNTER, Kind.BAR)
        u = min(width / across, height / down) if by_both else min(width, height) / across
        u = min(max(u, rules["smallest_u"]), rules["largest_u"])
        # A screen that says it is tiny must not leave room for nothing but buttons.
        finger = min(finger, round(rules.get("largest_finger", 0) * u))
        scheme = scheme or Scheme(rules["scheme"])
        return cls(kind=kind, scheme=scheme, u=round(u, 3), text_scale=text_scale, finger=finger)

    @property
    def colors(self) -> Mapping[str, str]:
        """Every colour of the scheme by name, as #RRGGBB."""
        return _colors(self.scheme)

    @property
    def family(self) -> str:
        return str(_tokens()["font"]["family"])

    def color(self, name: str) -> str:
        """Return a colour as #RRGGBB."""
        return self.colors[name]

    def px(self, name: str) -> int:
        """Return a length of [size] in device-independent pixels, at least 1."""
        least = self.finger if name in _FOR_FINGERS else 1
        return max(least, 1, round(_sizes(self.kind)[name] * self.u))

    def space(self, name: str) -> int:
        """Return a gap of [space] (none, xs, s, m, l, xl, xxl) in device-independent pixels."""
        return round(float(_tokens()["space"][name]) * self.u)

    def text(self, role: str) -> TextStyle:
        """Return size and weight of a text role (hero, number, title, body, …)."""
        return _text(self, role)

    @property
    def smallest_text(self) -> int:
        """Return the pixel size below which no text may go, however little room it has."""
        return int(_tokens()["kind"][self.kind]["smallest_text"])

    def style_sheet(self) -> str:
        """Return the whole style sheet of the window."""
        return _render(self)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two #RRGGBB colours, 1 to 21 (WCAG 2.2, 1.4.3)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable_on(background: str) -> str:
    """Return the better of the light theme's ink and white for text on a colour that comes from data."""
    inks = (_colors(Scheme.LIGHT)["ink"], _colors(Scheme.LIGHT)["surface"])
    return max(inks, key=lambda ink: contrast(ink, background))


def text_roles() -> tuple[str, ...]:
    """Return the names of the type scale."""
    return tuple(_tokens()["text"]["kiosk"])


def _luminance(color: str) -> float:
    digits = color.removeprefix("#")
    if len(digits) != 6:
        raise ValueError(f"{color!r} is not a colour of the form #RRGGBB")
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def _tokens() -> Mapping[str, Any]:
    return tomllib.loads(assets.path("tokens.toml").read_text(encoding="utf-8"))


@cache
def _template() -> Template:
    return Template(assets.path("style.qss").read_text(encoding="utf-8"))


@cache
def _colors(scheme: Scheme) -> Mapping[str, str]:
    return dict(_tokens()["colors"][scheme])


@cache
def _sizes(kind: Kind) -> Mapping[str, float]:
    sizes: Mapping[str, Any] = _tokens()["size"]
    plain: dict[str, float] = {name: value for name, value in sizes.items() if not isinstance(value, dict)}
    own: dict[str, float] = sizes.get(kind, {})
    return plain | own


@cache
def _text(theme: Theme, role: str) -> TextStyle:
    size, weight = _tokens()["text"][theme.kind][role]
    return TextStyle(size=max(theme.smallest_text, round(size * theme.u * theme.text_scale)), weight=weight)


@cache
def _render(theme: Theme) -> str:
    values: dict[str, object] = dict(theme.colors)
    values["family"] = theme.family
    values.update(_tokens()["signs"][theme.scheme])
    values["icons"] = assets.path("icons").as_posix()
    for name in _sizes(theme.kind):
        values[name] = theme.px(name)
    # Qt draws square corners where the radius is more than half the height, be it by rounding.
    values["radius_pill"] = min(theme.px("radius_pill"), theme.px("pill_height") // 2)
    for name in _tokens()["space"]:
        values[f"space_{name}"] = theme.space(name)
    for role in text_roles():
        style = theme.text(role)
        values[f"{role}_size"] = style.size
        values[f"{role}_weight"] = style.weight
    return _template().substitute(values)
