"""A SQLite hall whose file is taken away under a running app: no number goes into a file that nobody reads any more."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from antrean import backups
from antrean.errors import Unavailable
from antrean.store.store import Store
from tests.helpers import hall
from tests.helpers.postgres import fast_folder
from tests.store.test_backups import NOW


@pytest.fixture
def path(halls: hall.Halls) -> Iterator[Path]:
    """The file of a hall of its own."""
    folder = fast_folder("antrean-moved-")
    yield Path(halls.sqlite(folder, "mini").removeprefix("sqlite:///"))
    shutil.rmtree(folder)


@pytest.fixture
def running(path: Path) -> Iterator[Store]:
    """An app that has it open and gave the first number."""
    store = hall.connect(f"sqlite:///{path}")
    hall.begin(store)
    hall.issue(store, "surat")
    yield store
    store.close()


def _codes(path: Path) -> list[str]:
    store = hall.connect(f"sqlite:///{path}")
    try:
        return [row.code for row in hall.rows(store, "SELECT series || '-' || number AS code FROM tickets ORDER BY id")]
    finally:
        store.close()


def test_an_app_goes_on_in_the_hall_that_was_put_there(path: Path, running: Store) -> None:
    saved = backups.backup(f"sqlite:///{path}", path.parent / "noon.db", now=NOW)
    # The end of the file is a page of rubbish: what an app needs can still be read and written.
    with path.open("r+b") as file:
        file.seek(-4096, 2)
        file.write(b"\xff" * 4096)
    wake = running.wake()
    restored = backups.restore(f"sqlite:///{path}", saved.path, replace=True, now=NOW)
    assert restored.kept is not None
    try:
        assert wake.wait(5)
        assert not wake.wait(0.1)
        assert hall.issue(running, "surat").code == "AA-102"
        assert wake.wait(5)
    finally:
        wake.close()
    assert _codes(path) == ["AA-1", "AA-102"]


def test_a_file_that_is_gone_is_said_to_be(path: Path, running: Store) -> None:
    aside = path.with_name("aside.db")
    path.rename(aside)
    with pytest.raises(Unavailable, match="cannot be opened"):
        hall.issue(running, "surat")
    assert not path.exists()
    # Back in its place it is the hall again, without a restart.
    aside.rename(path)
    assert hall.issue(running, "surat").code == "AA-002"
