"""What an app writes down of the hall's log, and when: little, and nothing that is not true."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from antrean import anchor_files, closing, mall, mall_file, presence
from antrean.anchor import KeptAnchor
from antrean.model import DeviceKind
from antrean.store import checks, schema
from antrean.store.store import Store
from antrean.ui.heartbeat import Heartbeat
from antrean.ui.jobs import ManualJobs
from tests.helpers import hall

QUARTER = 900


class App:
    """An app as far as its heart goes, on a hall in which things happen."""

    def __init__(self, store: Store, jobs: ManualJobs, book: Path) -> None:
        self.store = store
        self._jobs = jobs
        self._book = book
        self._people = 0
        self._cursor, self._epoch = hall.newest(store), ""
        self.heart = Heartbeat(open_store=lambda: store, jobs=jobs, name="Kiosk 1", kind=DeviceKind.KIOSK, tell=dict)

    def happen(self) -> None:
        """Let something happen that may happen at any hour."""
        self._people += 1
        hall.officer(self.store, f"Officer {self._people}")

    def start(self) -> None:
        self.heart.start()
        self._jobs.run_all()

    def beat(self) -> None:
        """Let four seconds of this PC go by; what happened meanwhile was followed before."""
        batch = self.store.events_after(self._cursor, self._epoch)
        if batch.epoch != self._epoch:
            batch = self.store.events_after(self._cursor, batch.epoch)
        self._cursor, self._epoch = batch.newest, batch.epoch
        self.heart.on_batch(batch)
        timer = self.heart.findChild(QTimer)
        assert timer is not None
        timer.timeout.emit()
        self._jobs.run_all()

    def lines(self) -> list[dict[str, object]]:
        lines = [json.loads(line) for line in self._book.read_text(encoding="utf-8").splitlines()]
        return [line for line in lines if "anchor" in line]

    @property
    def kept(self) -> tuple[KeptAnchor, ...]:
        return anchor_files.read([self._book]).anchors

    @property
    def told(self) -> list[int]:
        """Of which events it wrote an anchor."""
        return [one.anchor.event for one in self.kept] if self.lines() else []


@pytest.fixture
def app(example_store: Store, jobs: ManualJobs, book: Path) -> App:
    return App(example_store, jobs, book)


def test_at_the_start(app: App) -> None:
    hall.issue(app.store)
    app.start()
    with app.store.read() as unit:
        head = unit.head
    assert head.anchor is not None
    (line,) = app.lines()
    assert {name: line[name] for name in ("message", "anchor", "device", "place", "hall")} == {
        "message": "anchor",
        "anchor": f"{head.newest}:{head.newest_hash}@{head.epoch}",
        "device": "Kiosk 1",
        "place": "kiosk",
        "hall": f"the database file {app.store.url.database}",
    }
    (kept,) = app.kept
    assert kept.anchor == head.anchor
    assert kept.at is not None
    assert abs(kept.at - hall.now(app.store)) < timedelta(minutes=1)


def test_once_an_hour_while_things_happen_and_not_otherwise(app: App) -> None:
    app.start()
    begun = hall.newest(app.store)
    for _ in range(9):
        app.happen()
        hall.advance_clock(app.store, QUARTER)
        app.beat()
    assert app.told == [begun, begun + 4, begun + 8]
    # A quiet night costs nothing.
    hall.advance_clock(app.store, 3 * QUARTER)
    app.beat()
    hall.advance_clock(app.store, 4 * QUARTER)
    app.beat()
    assert app.told[3:] == [begun + 9]
    for _ in range(3):
        hall.advance_clock(app.store, 4 * QUARTER)
        app.beat()
    assert len(app.told) == 4


def test_when_the_day_is_closed(app: App) -> None:
    app.start()
    hall.issue(app.store)
    app.beat()
    assert len(app.told) == 1
    closed = closing.close_today(app.store, force_reason="x", request_id="c")
    app.beat()
    assert [app.kept[-1].anchor, len(app.told)] == [closed.anchor, 2]
    app.beat()
    assert len(app.told) == 2


def test_a_beat_from_before_the_closing_is_not_taken_for_it(app: App) -> None:
    """The feed may be faster than a beat that is under way."""
    app.start()
    hall.issue(app.store)
    before = hall.newest(app.store)
    app.heart.beat()
    early = app._jobs._waiting[-1]
    done = early.work()
    closed = closing.close_today(app.store, force_reason="x", request_id="c")
    app.heart.on_batch(app.store.events_after(before, done.anchor.epoch))
    early.on_result(done)
    assert len(app.told) == 1
    app._jobs.run_all()
    assert app.kept[-1].anchor == closed.anchor


def test_with_the_first_number_of_the_next_day(app: App) -> None:
    app.start()
    hall.set_clock(app.store, "2026-11-24 00:10")
    app.happen()
    app.beat()
    assert len(app.told) == 2


def test_when_the_hall_was_restored(app: App) -> None:
    app.start()
    hall.issue(app.store)
    hall.execute(app.store, "UPDATE mall SET epoch = 'abcdef0123456789'")
    app.beat()
    assert [one.anchor.epoch for one in app.kept][1:] == ["abcdef0123456789"]


def test_at_the_end(app: App) -> None:
    app.start()
    hall.issue(app.store)
    app.heart.end()
    assert app.told[1:] == [hall.newest(app.store)]


def test_an_end_after_which_nothing_is_new_says_nothing(app: App) -> None:
    app.start()
    app.heart.end()
    assert len(app.told) == 1


def test_a_clock_that_was_set_back_does_not_keep_it_silent(app: App) -> None:
    app.start()
    hall.issue(app.store)
    hall.advance_clock(app.store, -8 * QUARTER)
    app.beat()
    assert len(app.told) == 2


def test_a_database_that_is_away_is_nothing_to_write_of(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "beat", lambda *_, **__: None)
    app.start()
    app.beat()
    app.heart.end()
    assert app.lines() == []


def test_an_empty_hall_has_none(jobs: ManualJobs, book: Path, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'empty.db'}"
    schema.upgrade(url)
    store = hall.connect(url)
    try:
        app = App(store, jobs, book)
        app.start()
        app.heart.end()
        assert app.lines() == []
        # Loaded now, and every app that is started from now on says so.
        mall.load(store, mall_file.read(hall.MALLS / "mini.toml"))
        app = App(store, jobs, book)
        app.start()
        assert len(app.told) == 1
        app.heart.end()
    finally:
        store.close()


def test_what_it_wrote_all_day_fits_the_hall(app: App) -> None:
    hall.issue(app.store)
    app.start()
    for number in range(12):
        app.happen()
        hall.advance_clock(app.store, QUARTER)
        app.beat()
        if number == 7:
            closing.close_today(app.store, force_reason="x", request_id="c")
    app.heart.end()
    found = checks.check(app.store, app.kept)
    assert (found.problems, found.fitting) == ((), len(app.told))
