"""Which screen the board stands on, and what it does when screens come and go."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from display.screens import chosen
from tests.helpers.hall import ROOT


@dataclass(frozen=True)
class Screen:
    label: str

    def name(self) -> str:
        return self.label


HAVE = (Screen("eDP-1"), Screen("HDMI-1"), Screen("3"))


@pytest.mark.parametrize(
    ("wanted", "at"),
    [
        ("", 0),
        (" ", 0),
        ("HDMI-1", 1),
        ("hdmi-1", 1),
        ("2", 1),
        ("1", 0),
        ("3", 2),
        ("4", None),
        ("0", None),
        ("TV", None),
    ],
)
def test_by_name_or_by_number(wanted: str, at: int | None) -> None:
    assert chosen(HAVE, wanted) == at


def test_no_screen_at_all() -> None:
    assert chosen((), "") is None


_PROGRAM = """
import logging, sys
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget
from display import screens
from display.screens import ScreenKeeper
screens.SETTLE_MS = 0
logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(message)s")
app = QApplication([])
for wanted in ("", "TV", "2", "Beamer"):
    window = QWidget()
    keeper = ScreenKeeper(window, app, wanted=wanted, is_full=True)
    keeper.place()
    window.showFullScreen()
    app.processEvents()
    print(window.screen().name(), window.geometry().getRect())
    window.close()

class Cables(QObject):
    screenAdded = Signal(object)
    screenRemoved = Signal(object)
    primaryScreenChanged = Signal(object)

    def __init__(self):
        super().__init__()
        self.plugged = app.screens()

    def screens(self):
        return self.plugged

cables, window = Cables(), QWidget()
keeper = ScreenKeeper(window, cables, wanted="tv", is_full=True)
window.showFullScreen()
first, tv = app.screens()
for plugged, tell in (([first], cables.screenRemoved), ([first, tv], cables.screenAdded)):
    cables.plugged = plugged
    tell.emit(tv)
    tell.emit(tv)
    while keeper._settle.isActive():
        app.processEvents()
    print(window.screen().name(), window.geometry().getRect())
"""


def test_the_window_covers_the_screen_that_is_wanted_or_the_first_with_a_line_in_the_log(tmp_path: Path) -> None:
    desk = {"name": "Desk", "x": 0, "y": 0, "width": 1280, "height": 720}
    hall = {"name": "TV", "x": 1280, "y": 0, "width": 1920, "height": 1080}
    kind = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    file = tmp_path / "screens.json"
    file.write_text(json.dumps({"screens": [desk | kind, hall | kind]}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={file}"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=50,
    )
    assert done.stdout.splitlines() == [
        "Desk (0, 0, 1280, 720)",
        "TV (1280, 0, 1920, 1080)",
        "TV (1280, 0, 1920, 1080)",
        "there is no screen Beamer for display.screen; there are: 1 Desk, 2 TV",
        "Desk (0, 0, 1280, 720)",
        "there is no screen tv for display.screen; there are: 1 Desk",
        "Desk (0, 0, 1280, 720)",
        "the screen tv is there again",
        "TV (1280, 0, 1920, 1080)",
    ]
