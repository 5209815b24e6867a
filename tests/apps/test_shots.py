"""The pictures for a person's eye can be taken: of each app, and what is cut in them is told."""

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication

from tests.helpers import shots
from tests.helpers.hall import ROOT


def _shots(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    # In a process of their own, as ./dev shots runs them: they make and delete more windows than all tests together.
    command = [sys.executable, "-m", "tests.helpers.shots", str(folder), *options]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=50, check=False)


def test_pages_of_each_app_are_taken_and_nothing_is_cut(tmp_path: Path) -> None:
    done = _shots(tmp_path, "--only", "never_there", "--size", "1280x720", "--language", "id")
    assert (done.returncode, done.stderr) == (0, "")
    names = sorted(path.name for path in tmp_path.iterdir())
    assert {name.partition("_")[0] for name in names if "never_there" in name} == {"kiosk", "counter", "display"}
    assert [name for name in names if name.startswith("sheet_")] == [
        "sheet_counter_id.png",
        "sheet_display_id.png",
        "sheet_kiosk_id.png",
    ]
    for name in names:
        if name.startswith("sheet_"):
            continue
        with Image.open(tmp_path / name) as picture:
            assert picture.size == (1280, 720)
            # A window that painted nothing has one colour.
            assert len(picture.convert("RGB").getcolors(1 << 20) or []) > 20, name


def test_what_is_cut_is_told(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # One window needs no process of its own.
    monkeypatch.setattr(shots, "_application", lambda: qapp)
    options = ("--only", "kiosk_services_polres", "--size", "420x240", "--language", "en")
    assert shots.main([str(tmp_path), *options]) == 1
    assert "cut: Choose a service. Your number is printed at once." in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [("--only", "kiosk_nowhere"), ("--size", "large"), ("--language", "xx")])
def test_a_wish_that_cannot_be_is_refused(wrong: tuple[str, str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        shots.main([str(tmp_path), *wrong])
    assert ended.value.code == 2
