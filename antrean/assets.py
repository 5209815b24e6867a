"""Where the bundled files lie: fonts, icons, sounds, translations and example malls."""

from pathlib import Path

_INSTALLED = Path(__file__).resolve().parent / "data"
_CHECKOUT = Path(__file__).resolve().parent.parent / "assets"

FOLDER = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
"""The folder of all assets: inside the package when installed from a wheel, beside it in a checkout."""


def path(*parts: str) -> Path:
    """Return the path of one asset, e.g. `path("malls", "mini.toml")`; it need not exist."""
    return FOLDER.joinpath(*parts)
