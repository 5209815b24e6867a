"""The file of an app's log: its size, two processes that write it, a disk that is full."""

import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from antrean.ui.log_file import FILE_BYTES, FILES_KEPT, LogFile
from antrean.ui.logbook import ForPrograms, start_logging

LIMIT = 2_000
"""Bytes of a file in these tests: about twenty lines."""


@pytest.fixture
def log(tmp_path: Path) -> Iterator[logging.Logger]:
    """A log without any handler yet, whose file is kiosk.jsonl."""
    one = _named(str(tmp_path))
    yield one
    _close(one)


@pytest.fixture
def root() -> Iterator[logging.Logger]:
    """The log of the whole program, as it was before when the test is over."""
    one = logging.getLogger()
    before = one.level
    yield one
    _close(one)
    one.setLevel(before)


def _named(name: str) -> logging.Logger:
    one = logging.getLogger(name)
    one.setLevel(logging.INFO)
    return one


def _close(log: logging.Logger) -> None:
    for handler in [one for one in log.handlers if isinstance(one, LogFile) or getattr(one, "of_antrean", False)]:
        log.removeHandler(handler)
        handler.close()


def _written_to(log: logging.Logger, file: Path) -> LogFile:
    handler = LogFile(file, file_bytes=LIMIT)
    handler.setFormatter(ForPrograms())
    log.addHandler(handler)
    return handler


def _numbers(file: Path) -> list[int]:
    """Return what was written as `n`; every line is whole."""
    return [json.loads(line)["n"] for line in file.read_text(encoding="utf-8").splitlines()]


def _say(log: logging.Logger, *numbers: int) -> None:
    for n in numbers:
        log.info("said", extra={"facts": {"n": n}})


def test_six_files_of_two_megabytes_at_most(tmp_path: Path, log: logging.Logger) -> None:
    assert (FILE_BYTES, FILES_KEPT) == (2_000_000, 5)
    file = tmp_path / "kiosk.jsonl"
    _written_to(log, file)
    _say(log, *range(400))
    files = [file, *(tmp_path / f"kiosk.jsonl.{age}" for age in range(1, 6))]
    assert sorted(tmp_path.iterdir()) == files
    assert all(one.stat().st_size <= LIMIT for one in files)
    kept = [n for one in reversed(files) for n in _numbers(one)]
    assert kept == list(range(kept[0], 400))


def test_two_processes_of_one_app_lose_nothing_of_the_last_files(tmp_path: Path, log: logging.Logger) -> None:
    other = _named("the other process")
    file = tmp_path / "display.jsonl"
    _written_to(log, file)
    _written_to(other, file)
    for n in range(0, 60, 2):
        _say(log, n)
        _say(other, n + 1)
    _close(other)
    files = list(tmp_path.iterdir())
    assert len(files) <= 6
    assert sorted(n for one in files for n in _numbers(one)) == list(range(60))


def test_a_file_that_cannot_be_put_aside_is_gone_on_with(
    tmp_path: Path, log: logging.Logger, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """On Windows nobody renames what another process has open."""

    def in_use(*_: object) -> None:
        raise PermissionError(13, "in use by another process")

    file = tmp_path / "display.jsonl"
    _written_to(log, file)
    with monkeypatch.context() as windows:
        windows.setattr(os, "rename", in_use)
        _say(log, *range(60))
    assert _numbers(file) == list(range(60))
    _say(log, 60)
    assert (_numbers(file), capfd.readouterr().err) == ([60], "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_costs_one_line_and_is_written_again(
    tmp_path: Path, root: logging.Logger, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "kiosk.jsonl"
    file.symlink_to("/dev/full")
    assert start_logging("kiosk", folder=tmp_path) == file
    _say(root, *range(20))
    told = capfd.readouterr().err
    assert "Traceback" not in told
    assert told.count("the log file cannot be written: [Errno 28]") == 1
    assert told.count(" said n=") == 20
    file.unlink()
    file.write_text('{"n": 98}\n{"n": 99', encoding="utf-8")
    _say(root, 100, 101)
    # Half a line of before stays alone.
    first, half, *rest = file.read_text(encoding="utf-8").splitlines()
    assert (first, half) == ('{"n": 98}', '{"n": 99')
    assert [json.loads(line).get("n") for line in rest] == [100, None, 101]
    assert "the log file is written again" in capfd.readouterr().err


def test_a_folder_that_may_not_be_written_is_no_reason_to_stop(
    tmp_path: Path, root: logging.Logger, capfd: pytest.CaptureFixture[str]
) -> None:
    in_the_way = tmp_path / "log"
    in_the_way.write_text("a file where the folder should be", encoding="utf-8")
    assert start_logging("kiosk", folder=in_the_way) is None
    _say(root, 1)
    told = capfd.readouterr().err
    assert ("no log file" in told, " said n=1" in told, "Traceback" in told) == (True, True, False)
