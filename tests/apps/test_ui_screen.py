"""An app without a screen ends with a sentence and an exit code, not by Qt's abort and its guess at a library."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has sessions without a screen")

NOBODYS = ":987"
"""An X display that no test and no person has."""


def _antrean(*words: str, home: Path, display: str = "") -> subprocess.CompletedProcess[str]:
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in screens} | {"HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-m", "antrean", *words, "--database", f"sqlite:///{home / 'hall.db'}"],
        env=environment | ({"DISPLAY": display} if display else {}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("app", ["kiosk", "counter", "display"])
def test_a_session_without_a_screen_is_one_sentence(app: str, tmp_path: Path) -> None:
    ended = _antrean(app, home=tmp_path)
    assert ended.returncode == 4
    assert ended.stderr.startswith("antrean: There is no screen in this session")
    assert len(ended.stderr.splitlines()) == 1


def test_a_screen_that_cannot_be_opened_is_named_and_nothing_aborts(tmp_path: Path) -> None:
    ended = _antrean("kiosk", home=tmp_path, display=NOBODYS)
    assert ended.returncode == 4
    assert f"The screen {NOBODYS} cannot be opened" in ended.stderr.splitlines()[-1]


def test_the_doctor_looks_whether_the_screen_can_be_opened(tmp_path: Path) -> None:
    told = _antrean("doctor", home=tmp_path, display=NOBODYS)
    assert told.returncode == 4
    line = next(line for line in told.stdout.splitlines() if " screen " in line)
    assert line.startswith("FAIL")
    assert f"The screen {NOBODYS} cannot be opened" in line
