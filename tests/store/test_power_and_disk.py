"""SQLite when the power goes or the disk is full: what was answered is there, and what failed is not there by half."""

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from antrean import board
from antrean.errors import Unavailable
from antrean.store import checks
from antrean.store.store import Store
from tests.helpers import hall

pytestmark = pytest.mark.parametrize(("engine", "is_own"), [("sqlite", True)])


def test_whatever_moment_the_power_goes_every_answered_number_is_there(mini_store: Store, tmp_path: Path) -> None:
    """The files as they lie before each statement and after each answer are those of a hall that lost its power."""
    path = Path(mini_store.url.database or "")
    answered: list[str] = []
    moments: list[tuple[Path, int]] = []

    def lose_power() -> None:
        copy = tmp_path / f"moment-{len(moments)}" / "hall.db"
        copy.parent.mkdir()
        # What was in the memory of the PC, such as the index of the log of writes, is gone.
        for ending in ("", "-wal"):
            if (part := Path(f"{path}{ending}")).exists():
                shutil.copyfile(part, f"{copy}{ending}")
        moments.append((copy, len(answered)))

    def before(connection: Connection, *_: Any) -> None:
        if not connection.get_execution_options().get("readonly"):
            lose_power()

    event.listen(mini_store._engine, "before_cursor_execute", before)
    for _ in range(3):
        answered.append(hall.issue(mini_store, "surat").code)
        lose_power()

    assert len(moments) > 20
    for copy, count in moments:
        store = hall.connect(f"sqlite:///{copy}")
        try:
            found = [
                code for (code,) in hall.rows(store, "SELECT series || '-' || printf('%03d', number) FROM tickets")
            ]
            assert found == answered[: len(found)]
            assert len(found) >= count, "a number that was shown is lost"
            assert checks.check(store).problems == ()
        finally:
            store.close()


def test_every_write_waits_for_the_disk(mini_store: Store) -> None:
    """What a copied file cannot show: without it an answered number lies in the memory of the PC alone."""
    with mini_store.write() as unit:
        full = 2
        assert unit.connection.exec_driver_sql("PRAGMA synchronous").scalar_one() == full
        assert unit.connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"


def test_a_full_disk_is_one_sentence_and_the_hall_goes_on_when_there_is_room(mini_store: Store) -> None:
    hall.issue(mini_store, "surat")
    before = hall.contents(mini_store)

    def fill(connection: sqlite3.Connection, *_: Any) -> None:
        # SQLite's own way to say that there is no more room than there is now.
        connection.execute("PRAGMA max_page_count=1")

    event.listen(mini_store._engine, "checkout", fill)
    with pytest.raises(Unavailable, match="The disk of") as full_disk:
        _issue_many(mini_store)
    assert full_disk.value.what == "database"
    full = hall.contents(mini_store)
    assert len(full["tickets"]) >= len(before["tickets"])
    assert board.read(mini_store)[1].waiting
    assert checks.check(mini_store).problems == ()

    event.remove(mini_store._engine, "checkout", fill)
    event.listen(mini_store._engine, "checkout", lambda raw, *_: raw.execute("PRAGMA max_page_count=1000000"))
    assert hall.issue(mini_store, "surat").number == len(full["tickets"]) + 1
    assert checks.check(mini_store).problems == ()


def _issue_many(store: Store) -> None:
    for _ in range(200):
        hall.issue(store, "surat")
