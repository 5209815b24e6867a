"""Who administers the database: the owner of its tables or of its file; all others work with it and need PINs."""

import os
from pathlib import Path

import pytest

from antrean.store.store import Store


def test_the_owner_does(store: Store) -> None:
    assert store.is_administrator()


@pytest.mark.skipif(os.name == "nt", reason="a file has no such owner there")
@pytest.mark.parametrize("engine", ["sqlite"])
def test_of_a_file_its_owner_and_root_and_nobody_else(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = Path(str(store.url.database)).stat().st_uid
    for user, expected in ((owner, True), (0, True), (owner + 4711, False)):
        monkeypatch.setattr(os, "geteuid", lambda user=user: user)
        assert store.is_administrator() is expected
