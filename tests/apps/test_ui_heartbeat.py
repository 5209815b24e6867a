"""The signs of life of an app: at once, every four seconds, and a good-bye."""

import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer

from antrean import presence
from antrean.errors import Unavailable
from antrean.model import DeviceKind
from antrean.store.store import Store
from antrean.ui import heartbeat as heartbeat_module
from antrean.ui.heartbeat import Heartbeat
from antrean.ui.jobs import ManualJobs
from tests.helpers import hall


class Told:
    """What the app says of itself, changed by the test."""

    def __init__(self) -> None:
        self.body: dict[str, Any] = {"papers": 0}

    def __call__(self) -> dict[str, Any]:
        return self.body


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def heartbeat(example_store: Store, jobs: ManualJobs, told: Told) -> Heartbeat:
    return Heartbeat(
        open_store=lambda: example_store, jobs=jobs, name="Kiosk " + 80 * "1", kind=DeviceKind.KIOSK, tell=told
    )


def bodies(store: Store) -> list[dict[str, Any]]:
    return [dict(device.body) for device in presence.devices(store)]


def test_it_beats_as_often_as_is_listened_for() -> None:
    assert timedelta(milliseconds=heartbeat_module.EVERY_MS) == presence.BEAT_EVERY


def test_it_beats_at_once_and_with_its_timer(
    heartbeat: Heartbeat, jobs: ManualJobs, told: Told, example_store: Store
) -> None:
    heartbeat.start()
    jobs.run_all()
    assert bodies(example_store) == [{"papers": 0}]
    told.body = {"papers": 3}
    timer = heartbeat.findChild(QTimer)
    assert timer is not None
    assert (timer.interval(), timer.isActive()) == (heartbeat_module.EVERY_MS, True)
    timer.timeout.emit()
    jobs.run_all()
    assert bodies(example_store) == [{"papers": 3}]
    (device,) = presence.devices(example_store)
    assert device.name == "Kiosk " + 58 * "1"


def test_beats_that_wait_are_one(heartbeat: Heartbeat, jobs: ManualJobs) -> None:
    heartbeat.start()
    for _ in range(5):
        heartbeat.beat()
    # Besides the one look at the file.
    assert jobs.waiting == 2


def test_nothing_before_the_start_nor_after_the_end(
    heartbeat: Heartbeat, jobs: ManualJobs, example_store: Store
) -> None:
    heartbeat.beat()
    heartbeat.end()
    assert (jobs.waiting, bodies(example_store)) == (0, [])
    heartbeat.start()
    jobs.run_all()
    heartbeat.end()
    heartbeat.beat()
    assert jobs.waiting == 0
    assert bodies(example_store) == [{"is_closed": True}]
    hall.advance_clock(example_store, 120)
    assert presence.missing(example_store) == ()


def test_a_hall_that_is_away_is_not_told_here(jobs: ManualJobs, told: Told) -> None:
    def away() -> Store:
        raise Unavailable("database", "The database cannot be reached.")

    heartbeat = Heartbeat(open_store=away, jobs=jobs, name="Kiosk 1", kind=DeviceKind.KIOSK, tell=told)
    heartbeat.start()
    assert isinstance(jobs.run_next(), Unavailable)
    heartbeat.end()


def test_a_damaged_file_is_found_at_the_start_and_told_with_every_beat(
    jobs: ManualJobs, told: Told, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "hall.db"
    shutil.copyfile(hall.prepared(), path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
        page, size = connection.execute(
            "SELECT rootpage, (SELECT * FROM pragma_page_size) FROM sqlite_master WHERE name = 'acknowledgements'"
        ).fetchone()
    connection.close()
    with path.open("rb+") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    store = hall.connect(f"sqlite:///{path}")
    heartbeat = Heartbeat(open_store=lambda: store, jobs=jobs, name="Kiosk", kind=DeviceKind.KIOSK, tell=told)
    try:
        heartbeat.start()
        jobs.run_all()
        heartbeat.beat()
        jobs.run_all()
        (device,) = presence.devices(store)
        trouble = presence.database_trouble(device)
        assert trouble is not None
        assert "antrean db restore" in trouble.sentence
        assert "is damaged" in caplog.text
        assert "is damaged" in store.damage()
    finally:
        heartbeat.end()
        store.close()


def test_a_whole_file_is_not_told_of(heartbeat: Heartbeat, jobs: ManualJobs, example_store: Store) -> None:
    heartbeat.start()
    jobs.run_all()
    heartbeat.beat()
    jobs.run_all()
    assert "database" not in bodies(example_store)[0]
