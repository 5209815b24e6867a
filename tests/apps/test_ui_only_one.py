"""A second start on one PC: told so, heard by the first one, and no hindrance to what may run side by side."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from antrean.errors import Reason, Refused
from antrean.ui import only_one
from antrean.ui.only_one import OnlyOne
from tests.apps import kiosk_rig
from tests.helpers import apps
from tests.helpers.hall import ROOT

URL = "sqlite:////srv/hall.db"


def test_a_second_one_is_refused_until_the_first_has_ended(tmp_path: Path) -> None:
    first = OnlyOne("kiosk", URL, "kiosk-1", folder=tmp_path)
    with pytest.raises(Refused) as refused:
        OnlyOne("kiosk", URL, "kiosk-1", folder=tmp_path)
    assert refused.value.reason is Reason.RUNS_ALREADY
    assert f"(process {os.getpid()})" in refused.value.sentence
    first.close()
    OnlyOne("kiosk", URL, "kiosk-1", folder=tmp_path).close()


@pytest.mark.parametrize(
    ("app", "url", "name"),
    [("kiosk", URL, "kiosk-2"), ("display", URL, "kiosk-1"), ("kiosk", "sqlite:////srv/other.db", "kiosk-1")],
    ids=["another name", "another app", "another hall"],
)
def test_what_may_run_side_by_side_does(tmp_path: Path, app: str, url: str, name: str) -> None:
    first, second = OnlyOne("kiosk", URL, "kiosk-1", folder=tmp_path), OnlyOne(app, url, name, folder=tmp_path)
    first.close()
    second.close()


def test_a_password_makes_no_other_hall_and_is_nowhere(tmp_path: Path) -> None:
    first = OnlyOne("kiosk", "postgresql://antrean:secret@db/mall", "", folder=tmp_path)
    with pytest.raises(Refused):
        OnlyOne("kiosk", "postgresql://antrean:other@db/mall", "", folder=tmp_path)
    first.close()


def test_one_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from antrean.ui.only_one import OnlyOne\n"
        f"held = OnlyOne('kiosk', {URL!r}, folder=Path({str(tmp_path)!r}))\n"
        "print('held', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(Refused):
            OnlyOne("kiosk", URL, folder=tmp_path)
        other.kill()
    OnlyOne("kiosk", URL, folder=tmp_path).close()


def test_the_first_one_hears_of_it(tmp_path: Path, qtbot: QtBot) -> None:
    heard: list[bool] = []
    first, owner = OnlyOne("counter", URL, tmp_path.name, folder=tmp_path), QObject()
    first.listen(owner, lambda: heard.append(True))
    with pytest.raises(Refused):
        OnlyOne("counter", URL, tmp_path.name, folder=tmp_path)
    qtbot.waitUntil(lambda: heard == [True])
    first.close()
    # And the next one listens in its place.
    second = OnlyOne("counter", URL, tmp_path.name, folder=tmp_path)
    second.listen(owner, lambda: heard.append(False))
    with pytest.raises(Refused):
        OnlyOne("counter", URL, tmp_path.name, folder=tmp_path)
    qtbot.waitUntil(lambda: heard == [True, False])
    second.close()


def test_a_window_that_was_put_away_comes_to_the_front(show: Callable[[QWidget], QWidget], qtbot: QtBot) -> None:
    window, other = show(QWidget()), show(QWidget())
    window.showMinimized()
    other.hide()
    only_one.come_to_front()
    qtbot.waitUntil(lambda: window.isActiveWindow() and not window.isMinimized())
    assert not other.isVisible()


def test_where_nothing_can_be_written_the_app_starts(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = tmp_path / "file"
    file.touch()
    held = OnlyOne("kiosk", URL, folder=file / "run")
    held.listen(QObject())
    held.close()
    assert "cannot be seen whether another kiosk runs" in caplog.text


@pytest.mark.timeout(120)
def test_the_real_kiosk_started_twice_says_so_and_goes_on(tmp_path: Path) -> None:
    url = f"sqlite:///{kiosk_rig.build(tmp_path)}"
    real = apps.RealHall(url, tmp_path, printer_port=9)
    with real.app("kiosk") as app:
        app.see.wait("search_open")
        environment = os.environ | {"XDG_STATE_HOME": str(tmp_path / "state"), "QT_QPA_PLATFORM": "offscreen"}
        again = subprocess.run(
            [sys.executable, "-m", "antrean", "kiosk", "--database", url, "--settings", str(real.settings)],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert again.returncode == 3, again.stderr
        assert f"The kiosk runs on this PC already (process {app.process.pid})" in again.stderr
        apps.until(lambda: "started a second time" in app.log() or None, "the first one to hear of it")
        assert apps.take(app.see, "skck", "K") == "KA-001"
