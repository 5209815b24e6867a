"""The tokens and the style sheet: complete in every scheme and kind, readable, the right size."""

import re
import tomllib
from itertools import product

import pytest

from antrean import assets
from antrean.ui.theme import Kind, Scheme, Theme, contrast, readable_on, text_roles

TEXT_ON = (
    ("ink", "bg"), ("ink", "surface"), ("ink", "row"), ("ink", "row_accent"), ("ink", "off"), ("ink", "selection"),
    ("muted", "bg"), ("muted", "surface"), ("muted", "row"), ("muted", "off"), ("muted", "row_accent"),
    ("good", "bg"), ("good", "surface"), ("warn", "surface"), ("warn", "off"), ("bad", "bg"), ("bad", "surface"),
    ("link", "bg"), ("link", "surface"), ("header_ink", "header_bg"), ("header_muted", "header_bg"),
    ("on_primary", "primary"), ("on_primary", "primary_hover"), ("on_primary", "primary_pressed"),
    ("on_primary_muted", "primary"), ("on_accent", "accent"), ("on_accent", "accent_hover"),
    ("on_accent", "accent_pressed"), ("on_accent_muted", "accent"), ("on_accent_soft", "accent_soft"),
    ("on_accent_soft", "accent_soft_hover"), ("on_quiet", "quiet"), ("on_quiet", "quiet_hover"),
    ("on_quiet", "quiet_pressed"), ("on_dark", "dark"), ("on_dark", "dark_hover"), ("on_dark", "dark_pressed"),
    ("on_disabled", "disabled"), ("on_good_soft", "good_soft"), ("on_warn_soft", "warn_soft"),
    ("on_bad_soft", "bad_soft"), ("logo_ink", "logo_bg"),
)  # fmt: skip
SIZES = {Kind.KIOSK: (1080, 1920), Kind.COUNTER: (1280, 800), Kind.BAR: (360, 120), Kind.DISPLAY: (1920, 1080)}


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("pair", TEXT_ON, ids="-on-".join)
def test_every_text_can_be_read(scheme: Scheme, pair: tuple[str, str]) -> None:
    colors = Theme(kind=Kind.KIOSK, scheme=scheme, u=1).colors
    wanted = 7.0 if scheme is Scheme.CONTRAST else 4.5
    assert contrast(colors[pair[0]], colors[pair[1]]) >= wanted


@pytest.mark.parametrize("scheme", Scheme)
def test_outlines_and_the_focus_ring_can_be_seen(scheme: Scheme) -> None:
    colors = Theme(kind=Kind.KIOSK, scheme=scheme, u=1).colors
    assert contrast(colors["line_strong"], colors["surface"]) >= 3
    assert contrast(colors["line_strong"], colors["bg"]) >= 3
    assert contrast(colors["focus_outer"], colors["focus_inner"]) >= 7


def test_every_scheme_has_the_same_colours() -> None:
    light, night, high = (set(Theme(kind=Kind.KIOSK, scheme=scheme, u=1).colors) for scheme in Scheme)
    assert light == night == high


def test_every_kind_has_the_same_type_scale() -> None:
    tokens = tomllib.loads(assets.path("tokens.toml").read_text(encoding="utf-8"))
    assert {frozenset(scale) for scale in tokens["text"].values()} == {frozenset(text_roles())}


@pytest.mark.parametrize(("kind", "scheme"), list(product(Kind, Scheme)))
def test_the_style_sheet_has_no_hole(kind: Kind, scheme: Scheme) -> None:
    sheet = Theme.fit(kind, *SIZES[kind], scheme=scheme).style_sheet()
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert re.findall(r":\s*0?px", sheet) == []
    for name in re.findall(r'url\("([^"]+)"\)', sheet):
        assert assets.path("icons", name.rsplit("/", 1)[-1]).is_file()


@pytest.mark.parametrize(
    ("kind", "width", "height", "u"),
    [
        (Kind.KIOSK, 1080, 1920, 1.0),
        (Kind.KIOSK, 1920, 1080, 1.0),
        (Kind.KIOSK, 1280, 720, 0.667),
        (Kind.DISPLAY, 3840, 2160, 2.0),
        (Kind.COUNTER, 1280, 800, 1.0),
        (Kind.COUNTER, 1920, 1080, 1.35),
        (Kind.COUNTER, 200, 100, 0.64),
        (Kind.BAR, 360, 120, 1.0),
        (Kind.BAR, 900, 600, 1.0),
    ],
)
def test_a_unit_follows_the_window(kind: Kind, width: int, height: int, u: float) -> None:
    assert Theme.fit(kind, width, height).u == u


def test_no_text_is_smaller_than_its_kind_allows() -> None:
    theme = Theme.fit(Kind.KIOSK, 1280, 720)
    assert min(theme.text(role).size for role in text_roles()) >= theme.smallest_text == 15
    assert theme.text("hero").size == 144


def test_large_print_enlarges_text_and_nothing_else() -> None:
    plain, large = (Theme.fit(Kind.KIOSK, 1080, 1920, text_scale=scale) for scale in (1.0, 1.5))
    assert large.text("body").size == round(plain.text("body").size * 1.5)
    assert large.space("m") == plain.space("m")
    assert large.px("radius_m") == plain.px("radius_m")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#777777") == pytest.approx(4.48, abs=0.005)
    with pytest.raises(ValueError, match="RRGGBB"):
        contrast("#FFF", "#000000")


def test_text_on_a_zone_colour_is_the_more_readable_one() -> None:
    assert readable_on("#FFEB3B") == Theme(kind=Kind.KIOSK, scheme=Scheme.LIGHT, u=1).color("ink")
    assert readable_on("#1565C0") == "#FFFFFF"
