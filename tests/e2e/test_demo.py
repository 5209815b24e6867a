"""The demo without a screen: the whole path by real clicks, and all that it leaves."""

import json
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from antrean import demo_walk

_SIZES = {
    "kiosk_agencies.png": (1080, 1920),
    "kiosk_services.png": (1080, 1920),
    "kiosk_issued.png": (1080, 1920),
    "counter.png": (1280, 800),
    "display.png": (1920, 1080),
}


@pytest.mark.timeout(180)
def test_the_demo_leaves_pictures_paper_and_sound(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    summary = demo_walk.walk(out)
    assert summary["ok"], summary["steps"]
    assert not summary["pins"]
    assert {step["name"] for step in summary["steps"]} == {"ticket", "call", "screen", "sound_id", "sound_en"}
    assert json.loads((out / "summary.json").read_text(encoding="utf-8")) == summary
    for name, size in _SIZES.items():
        with Image.open(out / name) as picture:
            assert picture.size == size, name
            # Not one flat colour: something was painted.
            assert len(picture.convert("RGB").resize((64, 64)).getcolors(4096) or []) > 20, name
    with Image.open(out / "ticket.png") as picture:
        (code,) = zxingcpp.read_barcodes(picture)
    assert code.text.startswith("AQ1:")
    assert "KA-001" in (out / "ticket.txt").read_text(encoding="utf-8")
    for name in ("announcement_id.wav", "announcement_en.wav"):
        loudness, seconds = demo_walk.heard(out / name)
        assert seconds > 2
        assert loudness > 300
