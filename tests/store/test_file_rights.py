"""A SQLite hall that the user of a program may only read; root, who may everything, is nobody meanwhile."""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from antrean import board, doctor
from antrean.errors import Unavailable
from antrean.settings import Settings
from antrean.store import schema
from antrean.store.store import Store
from tests.helpers import hall
from tests.helpers.postgres import fast_folder

_NOBODY = 65534


@contextmanager
def _handed_over(halls: hall.Halls, *, folder: int, file: int) -> Iterator[Store]:
    """Give a hall in which one waits, with these rights, to somebody who owns nothing of it."""
    where = fast_folder("antrean-rights-")
    path = Path(halls.sqlite(where, "mini").removeprefix("sqlite:///"))
    before = hall.connect(f"sqlite:///{path}")
    hall.issue(before, "surat")
    before.close()
    path.chmod(file)
    where.chmod(folder)
    store = hall.connect(f"sqlite:///{path}")
    me = os.geteuid()
    try:
        if me == 0:
            os.seteuid(_NOBODY)
        yield store
        store.close()
    finally:
        os.seteuid(me)
        where.chmod(0o700)
        shutil.rmtree(where)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_new_hall_is_its_owners_alone(tmp_path: Path) -> None:
    """Whoever reads the file can try all PINs of four digits against their hashes."""
    path = tmp_path / "antrean" / "hall.db"
    schema.upgrade(f"sqlite:///{path}")
    store = hall.connect(f"sqlite:///{path}")
    try:
        store.check_schema()
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        # With what SQLite keeps beside it while it is open.
        assert {stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()} == {0o600}
    finally:
        store.close()


def test_who_may_only_read_reads_and_is_told_that_nothing_is_written(halls: hall.Halls) -> None:
    with _handed_over(halls, folder=0o777, file=0o444) as store:
        with pytest.raises(Unavailable, match="may not be written by this user"):
            hall.issue(store, "surat")
        assert board.read(store)[1].waiting == {"AA": 1}
        store.wake().close()
        url = store.url.render_as_string(hide_password=False)
        found = {one.what: one for one in doctor.examine(Settings, lambda: url, data_folder=Path("/tmp"))}
        assert (found["database"].ok, "may not be written" in found["database"].sentence) == (False, True)
        # The rest is looked at all the same.
        assert found["mall"].ok


def test_without_a_right_to_the_folder_everything_says_so(halls: hall.Halls) -> None:
    """SQLite cannot even read then: it would have to keep beside the file what readers share."""
    with _handed_over(halls, folder=0o555, file=0o644) as store:
        for door in (lambda: hall.issue(store, "surat"), lambda: board.read(store), store.check_schema, store.wake):
            with pytest.raises(Unavailable, match="may not be written by this user"):
                door()
