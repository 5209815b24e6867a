"""Who administers the database: the owner of its tables or of its file; all others work with it and need PINs."""

import os
import re
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from antrean import closing, desk, front, presence, roster, signing
from antrean.errors import Unavailable
from antrean.model import DeviceKind
from antrean.store.store import Store
from tests.helpers import hall

RECIPE = hall.ROOT / "docs" / "operations.md"


def test_the_owner_does(store: Store) -> None:
    assert store.is_administrator()


@pytest.mark.skipif(os.name == "nt", reason="a file has no such owner there")
@pytest.mark.parametrize("engine", ["sqlite"])
def test_of_a_file_its_owner_and_root_and_nobody_else(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = Path(str(store.url.database)).stat().st_uid
    for user, expected in ((owner, True), (0, True), (owner + 4711, False)):
        monkeypatch.setattr(os, "geteuid", lambda user=user: user)
        assert store.is_administrator() is expected


@pytest.mark.parametrize(("engine", "is_own"), [("postgresql", True)])
def test_a_role_that_owns_no_tables_works_and_needs_pins(store: Store, database_url: str) -> None:
    """The role that the operations page describes can do everything in the hall but administer it."""
    (script,) = re.findall(r"```sql\n(CREATE ROLE antrean_pc .*?)```", RECIPE.read_text(encoding="utf-8"), re.DOTALL)
    with store.write() as unit:
        for statement in script.split(";"):
            if statement.strip():
                unit.connection.execute(text(statement.replace(":", "\\:")))
    siti = hall.officer(store, "Siti")
    pc = hall.connect(store.url.set(username="antrean_pc").render_as_string(hide_password=False))
    pc.check_schema()
    assert not pc.is_administrator()
    found = signing.sign_in(pc, siti, hall.PIN, counter=4, device="counter-4", request_id="s")
    assert found.officer.name == "Siti"
    roster.open_counter(pc, 4, siti, request_id="o")
    hall.issue(pc)
    assert hall.call(pc, desk.Desk(counter=4, officer=siti)).code == "CA-001"
    assert presence.beat(pc, kind=DeviceKind.COUNTER, name="counter-4", body={})
    pc.wake().close()
    front.offer(pc)
    closing.close_today(pc, force_reason="test", request_id="c")
    hall.set_clock(pc, "2026-11-24 08:05")
    hall.issue(pc)
    # The log is whole whoever writes it, and only its owner could ever take away what guards it.
    for forbidden in ("UPDATE events SET body = ''", "DELETE FROM events", "ALTER TABLE events DISABLE TRIGGER ALL"):
        with pytest.raises((Unavailable, ProgrammingError)):
            hall.execute(pc, forbidden)
    pc.close()
    hall.execute(store, "DROP OWNED BY antrean_pc")
    hall.execute(store, "DROP ROLE antrean_pc")
