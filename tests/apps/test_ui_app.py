"""The frame of the apps and the test channel, in a real process: READY, real clicks, signals, log, calm after a bug."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from antrean.control_client import ControlClient, ControlRefused, socket_path
from antrean.errors import Unavailable
from antrean.ui.app import SystemSignals

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(__file__).with_name("control_target.py")


@dataclass
class App:
    process: subprocess.Popen[str]
    client: ControlClient
    folder: Path

    def ended(self) -> int:
        return self.process.wait(15)

    @property
    def log(self) -> str:
        return (self.folder / "target.jsonl").read_text(encoding="utf-8")


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    # A short path: a Unix socket's name has at most 107 bytes.
    name = f"antrean-test-{os.getpid()}-{os.urandom(3).hex()}"
    process = subprocess.Popen(
        [sys.executable, str(TARGET), name, str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "READY\n"
        with ControlClient(name) as client:
            yield App(process, client, tmp_path)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_real_clicks_keys_pictures_and_questions(app: App, tmp_path: Path) -> None:
    client = app.client
    assert client.text("number") == "–"
    client.click("next")
    client.wait("number", text="CA-001")
    # A shortcut presses the button visibly, for a tenth of a second.
    client.key("F5")
    client.wait("number", text="CA-002")
    client.type("field", "paspor")
    assert client.text("field") == "paspor"
    assert client.rows("list") == ["CA-001", "CA-002"]
    assert {"number", "next", "field", "list", "window"} <= set(client.objects())
    assert "hidden" not in client.objects()
    assert "Panggil" in client.texts()
    assert (client.exists("hidden"), client.visible("hidden"), client.exists("nobody")) == (True, False, False)
    client.click("field")
    assert client.focus() == "field"
    assert client.says("next") == "Panggil. Calls."
    assert client.where("next")[1] < client.where("field")[1]
    whole = client.grab(tmp_path / "whole.png")
    part = client.grab(tmp_path / "part.png", "next")
    assert whole.read_bytes()[:4] == part.read_bytes()[:4] == b"\x89PNG"
    assert whole.stat().st_size > part.stat().st_size > 300
    with pytest.raises(ControlRefused, match="cannot be written"):
        client.grab(tmp_path / "no" / "folder.png")


def test_what_a_person_could_not_click_is_refused(app: App) -> None:
    client = app.client
    for _ in range(3):
        client.click("next")
    assert not client.enabled("next")
    for name, why in (("next", "disabled"), ("hidden", "cannot be seen"), ("nobody", "no object")):
        with pytest.raises(ControlRefused, match=why):
            client.click(name)
        with pytest.raises(ControlRefused, match=why):
            client.where(name)
    with pytest.raises(ControlRefused, match="no operation"):
        client.ask("dance")
    with pytest.raises(ControlRefused, match="KeyError"):
        client.ask("click")
    with pytest.raises(ControlRefused, match="no key"):
        client.key("NoSuchKey")
    with pytest.raises(ControlRefused, match="in vain"):
        client.wait("number", text="never", timeout_ms=50)
    assert client.text("number") == "CA-003"


def test_a_bug_in_a_slot_is_logged_the_app_goes_on_and_quit_ends_it_even_when_a_part_fails_to_end(app: App) -> None:
    app.client.click("bug")
    app.client.wait("number", text="calm RuntimeError")
    assert "Traceback" in app.log
    assert "a bug in a slot" in app.log
    app.client.click("next")
    assert app.client.text("number") == "CA-001"
    app.client.quit()
    assert app.ended() == 0
    assert (app.folder / "ended").read_text(encoding="utf-8") == "yes"
    assert "ZeroDivisionError" in app.log


def test_nothing_but_its_own_work_holds_up_the_gui_thread(app: App) -> None:
    app.client.quit()
    assert app.ended() == 0
    # No full collection of what was there at the start, no other thread that keeps the interpreter, none that paints.
    assert (app.folder / "frame").read_text(encoding="utf-8") == "(True, 0.0001, '1')"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals to send")
@pytest.mark.parametrize("number", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_of_the_system_ends_it_cleanly(app: App, number: str) -> None:
    app.process.send_signal(signal.Signals[number])
    assert app.ended() == 0
    assert (app.folder / "ended").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signals")
def test_what_nohup_wants_ignored_stays_so_and_what_a_shell_ignores_in_the_background_does_not(
    dressed_app: QApplication,
) -> None:
    before = {number: signal.signal(number, signal.SIG_IGN) for number in (signal.SIGHUP, signal.SIGINT)}
    signals = SystemSignals(dressed_app)
    try:
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        assert signal.getsignal(signal.SIGINT) is not signal.SIG_IGN
    finally:
        signals.close()
        for number, handler in before.items():
            signal.signal(number, handler)


def test_the_client_says_when_nobody_listens(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="No app listens"):
        ControlClient(str(tmp_path / "nobody"), timeout_s=0)


def test_a_name_is_a_socket_in_the_temporary_folder(tmp_path: Path) -> None:
    assert socket_path("kiosk").name == "kiosk"
    assert socket_path("kiosk").is_absolute()
    assert socket_path(str(tmp_path / "own")) == tmp_path / "own"
