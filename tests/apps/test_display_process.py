"""The display as a process: start, a call seen and heard, a restart, a database that comes late, wrong options."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from antrean import speaking
from antrean.control_client import ControlClient
from antrean.store.store import Store
from display import __main__ as program
from tests.apps import display_rig
from tests.helpers import hall
from tests.helpers.hall import ROOT
from tests.helpers.sound import until

Start = Callable[..., "Running"]


class Running:
    """One display process with its test channel."""

    def __init__(self, folder: Path, url: str, *options: str) -> None:
        self.folder = folder
        name = str(folder / "control")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "display", "--database", url, "--control", name, "--language", "en",
             "--sink", f"folder:{folder / 'heard'}", *options],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "ANTREAN_VOICE_FAST": "1"},
        )  # fmt: skip
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "READY\n"
        self.client = ControlClient(name)

    def heard(self) -> list[str]:
        index = self.folder / "heard" / "index.jsonl"
        if not index.exists():
            return []
        return [json.loads(line)["text"] for line in index.read_text(encoding="utf-8").splitlines()]

    def end(self) -> tuple[int, str]:
        """Ask it to end as the system does; return the exit code and what it said on stderr."""
        self.client.close()
        self.process.send_signal(signal.SIGTERM)
        _, said = self.process.communicate(timeout=20)
        return self.process.returncode, said


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[Running] = []

    def do(url: str, *options: str) -> Running:
        started.append(Running(tmp_path, url, *options))
        return started[-1]

    yield do
    for running in started:
        if running.process.poll() is None:
            running.process.kill()
            running.process.communicate()


def states(store: Store) -> list[str]:
    return [row.state for row in hall.rows(store, "SELECT state FROM announcements ORDER BY event")]


def test_a_late_database_is_waited_for_a_call_seen_and_heard_and_a_restart_replays_nothing(
    start: Start, tmp_path: Path
) -> None:
    path = tmp_path / "late.db"
    first = start(f"sqlite:///{path}")
    first.client.wait("welcome_sentence", timeout_ms=15_000, contains="cannot be reached")
    whole = tmp_path / "whole.db"
    whole.write_bytes(hall.prepared().read_bytes())
    whole.rename(path)
    first.client.wait("greeting", timeout_ms=15_000, text="Good morning")
    store = hall.connect(f"sqlite:///{path}")
    code = display_rig.summon(store).code
    first.client.wait("current_code", timeout_ms=15_000, text=code)
    assert first.client.text("current_counter") == "Counter 4"
    assert first.client.grab(tmp_path / "display.png").stat().st_size > 10_000
    second_code = display_rig.summon(store, 3).code
    first.client.wait("current_code", timeout_ms=15_000, text=second_code)
    assert until(lambda: states(store) == ["spoken", "spoken"])
    code_of_exit, said = first.end()
    assert (code_of_exit, "Traceback" in said) == (0, False)
    second = start(f"sqlite:///{path}")
    second.client.wait("current_code", timeout_ms=15_000, text=second_code)
    third = display_rig.summon(store, 5).code
    second.client.wait("current_code", timeout_ms=15_000, text=third)
    assert until(lambda: states(store) == ["spoken"] * 3)
    assert second.end()[0] == 0
    store.close()
    heard = second.heard()
    assert [f"loket {word}" in text for text, word in zip(heard, ("empat", "tiga", "lima"), strict=True)] == [True] * 3


def test_what_a_supervisor_announces_is_seen_and_heard_and_an_emergency_comes_first(
    start: Start, tmp_path: Path
) -> None:
    path = tmp_path / "hall.db"
    path.write_bytes(hall.prepared().read_bytes())
    store = hall.connect(f"sqlite:///{path}")
    display = start(f"sqlite:///{path}")
    display.client.wait("greeting", timeout_ms=15_000, text="Good morning")
    speaking.announce(store, None, "Pemilik mobil B 1", text_en="The owner of a car", request_id=hall.request())
    display.client.wait("notice_text", timeout_ms=15_000, text="Pemilik mobil B 1")
    assert display.client.text("notice_english") == "The owner of a car"
    assert until(lambda: states(store) == ["spoken"])
    assert display.heard() == ["Pemilik mobil be 1", "The owner of a car"]
    speaking.announce(store, None, "Mohon keluar", kind="emergency", request_id=hall.request())
    display.client.wait("notice_heading", timeout_ms=15_000, text="Emergency")
    assert until(lambda: states(store) == ["spoken"] * 2)
    assert display.heard()[-1] == "Mohon keluar"
    code_of_exit, said = display.end()
    assert (code_of_exit, "Traceback" in said, "Pemilik" in said) == (0, False, False)
    store.close()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--database", "mysql://hall"], "is not a database address"),
        (["--database", "sqlite:///x.db", "--settings", "missing.toml"], "does not exist"),
    ],
)
def test_wrong_options_end_with_a_sentence(
    options: list[str], sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["display", *options])
    assert program.main() == 2
    said = capsys.readouterr().err
    assert sentence in said.splitlines()[-1]
    assert "Traceback" not in said


def test_a_sink_that_cannot_be_ends_the_process_with_a_sentence() -> None:
    command = [sys.executable, "-m", "display", "--database", "sqlite:///x.db", "--sink", "trumpet"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == 2
    assert "voice.sink must be" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


def test_the_first_picture_needs_no_database_library() -> None:
    code = (
        "import sys, display.window, display.announcements, display.hall, display.main\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'sqlalchemy', 'psycopg', 'miniaudio'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_no_source_is_read_for_what_is_imported_after_qt() -> None:
    code = (
        "import linecache, antrean.ui, antrean.board\n"
        "read = [name for name in linecache.cache if name.endswith('.py')]\n"
        "print([name for name in read if 'sqlalchemy' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
