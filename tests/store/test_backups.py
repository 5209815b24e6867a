"""A hall is saved while it runs and comes back with everything in it, and no number is given a second time."""

import contextlib
import gzip
import os
import sqlite3
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from antrean import backups, desk, emergency, presence
from antrean.errors import Reason, Refused, Unavailable
from antrean.model import DeviceKind, EventKind, Priority
from antrean.store import checks, copy_postgres, copy_sqlite, grants, schema
from antrean.store.engine import DatabaseUrl, make_engine, parse_url
from antrean.store.store import Store
from tests.helpers import hall
from tests.helpers.postgres import Server

NOW = datetime(2026, 11, 23, 20, 15, 7, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


pytestmark = pytest.mark.usefixtures("programs")


def _suffix(store: Store) -> str:
    return copy_postgres.SUFFIX if store.is_postgresql else copy_sqlite.SUFFIX


def test_a_hall_comes_back_whole_in_an_empty_database(
    mini_store: Store, url: str, empty_url: str, tmp_path: Path
) -> None:
    at_two = hall.open_counter(mini_store, 2)
    hall.issue(mini_store, "surat")
    hall.issue(mini_store, "legalisasi")
    hall.call(mini_store, at_two)
    before = hall.contents(mini_store)
    saved = backups.backup(url, tmp_path / "evening", now=NOW)
    # What the hall does after it was saved is not in it.
    hall.issue(mini_store, "surat")

    restored = backups.restore(empty_url, saved.path, skip=0, now=NOW)

    assert (restored.kept, restored.skipped, restored.needs_upgrade) == (None, 0, False)
    # By the hall's clock, wherever the technician's PC says it is: the hall is told who needs a new number.
    assert restored.backup_at is not None
    assert restored.backup_at.utcoffset() == timedelta(hours=7)
    if not mini_store.is_postgresql and os.name != "nt":
        path = Path(empty_url.removeprefix("sqlite:///"))
        assert [stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent)] == [0o600, 0o700]
    store = hall.connect(empty_url)
    try:
        store.check_schema()
        assert checks.check(store).problems == ()
        after = hall.contents(store)
        told = [row for row in after.pop("events") if row not in before["events"]]
        assert [row.kind for row in told] == [EventKind.HALL_RESTORED.value]
        assert {name: after[name] for name in ("tickets", "requests", "shifts", "series", "officers")} == {
            name: before[name] for name in ("tickets", "requests", "shifts", "series", "officers")
        }
        # The hall goes on: its visitor is still called, its next number is the next one.
        assert hall.issue(store, "surat").code == "AA-003"
        assert desk.start(store, at_two, request_id=hall.request()).code == "AA-001"
    finally:
        store.close()


def test_numbers_that_may_be_on_paper_are_left_out(mini_store: Store, url: str, empty_url: str, tmp_path: Path) -> None:
    hall.issue(mini_store, "surat")
    saved = backups.backup(url, tmp_path / "noon", now=NOW)
    lost = {hall.issue(mini_store, "surat").code, hall.issue(mini_store, "surat", priority=Priority.ELDERLY).code}

    assert backups.restore(empty_url, saved.path, now=NOW).skipped == backups.SKIP

    store = hall.connect(empty_url)
    try:
        again = {hall.issue(store, "surat").code, hall.issue(store, "surat", priority=Priority.ELDERLY).code}
        assert again == {"AA-102", "AP-101"}
        assert not again & lost
        assert checks.check(store).problems == ()
    finally:
        store.close()


@pytest.mark.parametrize(
    ("engine", "is_damaged"), [("sqlite", False), ("sqlite", True), ("postgresql", False)], scope="function"
)
@pytest.mark.parametrize("is_own", [True])
def test_a_replaced_hall_is_asked_how_far_its_numbers_went(
    mini_store: Store, url: str, tmp_path: Path, is_damaged: bool
) -> None:
    """More may have been given since the backup than are left out, and tomorrow's are on paper already."""
    hall.issue(mini_store, "surat")
    saved = backups.backup(url, tmp_path / "noon", now=NOW)
    for _ in range(5):
        hall.issue(mini_store, "surat")
    emergency.reserve(mini_store, "AA", 4, request_id=hall.request())
    emergency.reserve(mini_store, "AP", 7, for_tomorrow=True, request_id=hall.request())
    if is_damaged:
        path = Path(mini_store.url.database or "")
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with path.open("r+b") as file:
            file.seek(-4096, 2)
            file.write(b"\xff" * 4096)

    backups.restore(url, saved.path, replace=True, skip=3, now=NOW)

    assert hall.issue(mini_store, "surat").code == "AA-011"
    assert hall.issue(mini_store, "surat", priority=Priority.ELDERLY).code == "AP-004"
    hall.set_clock(mini_store, "2026-11-24 08:05")
    assert hall.issue(mini_store, "surat", priority=Priority.ELDERLY).code == "AP-008"
    assert hall.issue(mini_store, "surat").code == "AA-001"


def test_what_is_no_hall_is_not_replaced(mini_store: Store, url: str, empty_url: str, tmp_path: Path) -> None:
    saved = backups.backup(url, tmp_path / "noon", now=NOW)
    there = parse_url(empty_url)
    if mini_store.is_postgresql:
        engine = make_engine(there)
    else:
        Path(there.database or "").parent.mkdir()
        engine = make_engine(there, must_exist=False)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE events (title varchar(20))")
        connection.exec_driver_sql("INSERT INTO events VALUES ('wedding')")
    for replace in (False, True):
        with pytest.raises(Unavailable, match=r"holds other tables \(events\)") as refused:
            backups.restore(empty_url, saved.path, replace=replace, now=NOW)
        assert not refused.value.retry
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT title FROM events").scalar_one() == "wedding"
    engine.dispose()


@pytest.mark.parametrize("is_own", [True])
def test_a_hall_that_is_there_is_replaced_on_purpose_only_and_kept(
    mini_store: Store, url: str, tmp_path: Path, empty_url: str
) -> None:
    saved = backups.backup(url, tmp_path / "noon", now=NOW)
    with mini_store.read() as unit:
        epoch, cursor = unit.head.epoch, unit.head.newest
    hall.issue(mini_store, "surat")
    before = hall.contents(mini_store)

    with pytest.raises(Refused) as refused:
        backups.restore(url, saved.path, now=NOW)
    assert refused.value.reason is Reason.LIVING_HALL
    assert hall.contents(mini_store) == before

    restored = backups.restore(url, saved.path, replace=True, now=NOW)

    # Who followed the old log is told to look anew, and does not take new facts for the rest of the old ones.
    batch = mini_store.events_after(cursor, epoch)
    assert (batch.epoch != epoch, batch.events) == (True, ())
    assert hall.issue(mini_store, "surat").code == "AA-101"
    # What was there before is beside the backup, whole, and as much for its owner alone as a backup is.
    assert restored.kept is not None
    assert os.name == "nt" or stat.S_IMODE(restored.kept.stat().st_mode) == 0o600
    backups.restore(empty_url, restored.kept, skip=0, now=NOW)
    store = hall.connect(empty_url)
    try:
        assert hall.contents(store)["tickets"] == before["tickets"]
    finally:
        store.close()


def test_running_apps_keep_their_hall(mini_store: Store, url: str, tmp_path: Path) -> None:
    saved = backups.backup(url, tmp_path / "noon", now=NOW)
    presence.beat(mini_store, name="Kiosk pintu barat", kind=DeviceKind.KIOSK, body={})
    before = hall.contents(mini_store)

    with pytest.raises(Refused, match="kiosk Kiosk pintu barat") as refused:
        backups.restore(url, saved.path, replace=True, now=NOW)

    assert refused.value.reason is Reason.LIVING_HALL
    assert hall.contents(mini_store) == before


class TestTheFile:
    def test_it_is_its_owners_alone_and_named_after_the_moment(
        self, mini_store: Store, url: str, tmp_path: Path
    ) -> None:
        saved = backups.backup(url, tmp_path, now=NOW)
        assert saved.path.name == f"antrean-2026-11-23-201507{_suffix(mini_store)}"
        assert saved.size == saved.path.stat().st_size > 1000
        assert os.name == "nt" or stat.S_IMODE(saved.path.stat().st_mode) == 0o600
        assert [path.name for path in tmp_path.iterdir()] == [saved.path.name]

    def test_it_is_never_written_over(self, url: str, tmp_path: Path) -> None:
        target = tmp_path / "noon"
        target.write_text("something else")
        with pytest.raises(Refused, match="exists already"):
            backups.backup(url, target, now=NOW)
        assert target.read_text() == "something else"

    def test_the_newest_are_kept_and_nothing_else_is_touched(self, mini_store: Store, url: str, tmp_path: Path) -> None:
        old = [tmp_path / f"antrean-2026-11-{day}-201507{_suffix(mini_store)}" for day in (20, 21, 22)]
        mine = tmp_path / "antrean-of-the-mayor.db"
        for path in (*old, mine):
            path.write_text("x")
        saved = backups.backup(url, tmp_path, now=NOW, keep=2)
        assert saved.removed == tuple(old[:2])
        assert sorted(tmp_path.iterdir()) == sorted([old[2], mine, saved.path])

    def test_a_clock_that_was_wrong_for_weeks_costs_no_new_backup(
        self, mini_store: Store, url: str, tmp_path: Path
    ) -> None:
        of_a_wrong_year = [tmp_path / f"antrean-2031-01-0{day}-201507{_suffix(mini_store)}" for day in (1, 2, 3)]
        for path in of_a_wrong_year:
            path.write_text("x")
        saved = backups.backup(url, tmp_path, now=NOW, keep=2)
        assert set(saved.removed) == set(of_a_wrong_year[:2])
        later = backups.backup(url, tmp_path, now=LATER, keep=2)
        assert later.removed == (of_a_wrong_year[2],)
        assert sorted(tmp_path.iterdir()) == [saved.path, later.path]

    def test_one_that_cannot_be_read_back_is_none(
        self, mini_store: Store, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        engine = copy_postgres if mini_store.is_postgresql else copy_sqlite
        save = engine.save

        def save_half(of: DatabaseUrl, target: Path) -> None:
            save(of, target)
            os.truncate(target, target.stat().st_size // 2)

        monkeypatch.setattr(engine, "save", save_half)
        with pytest.raises(Unavailable, match="cannot be read back"):
            backups.backup(url, tmp_path, now=NOW)
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("place", ["missing/folder/noon", "noon/as/a/file"])
    def test_a_folder_that_is_not_there_is_one_sentence(self, url: str, tmp_path: Path, place: str) -> None:
        (tmp_path / "noon").write_text("")
        with pytest.raises(Unavailable):
            backups.backup(url, tmp_path / place, now=NOW)


class TestWhatIsNoBackup:
    @pytest.mark.parametrize(
        "content", [b"", b"not a database", b"SQLite format 3\0" + bytes(4000), b"PGDMP" + bytes(99)]
    )
    def test_it_is_refused_and_the_place_stays_empty(
        self, mini_store: Store, empty_url: str, tmp_path: Path, content: bytes
    ) -> None:
        path = tmp_path / "noon"
        path.write_bytes(content)
        with pytest.raises(Refused) as refused:
            backups.restore(empty_url, path, now=NOW)
        assert refused.value.reason is Reason.BAD_INPUT
        if not mini_store.is_postgresql:
            assert not Path(empty_url.removeprefix("sqlite:///")).exists()

    def test_a_file_that_was_cut_short_is_refused(self, url: str, empty_url: str, tmp_path: Path) -> None:
        saved = backups.backup(url, tmp_path / "noon", now=NOW)
        half = tmp_path / "half"
        half.write_bytes(saved.path.read_bytes()[: saved.size // 2])
        with pytest.raises(Refused) as refused:
            backups.restore(empty_url, half, now=NOW)
        assert refused.value.reason is Reason.BAD_INPUT
        assert backups.verify(url, saved.path).problems == ()

    def test_what_was_only_read_through_is_not_called_unchanged(
        self, mini_store: Store, url: str, tmp_path: Path
    ) -> None:
        hall.issue(mini_store, "surat")
        saved = backups.backup(url, tmp_path / "noon", now=NOW)
        found = backups.verify(url, saved.path)
        assert found.is_walked is not mini_store.is_postgresql
        assert (found.events > 0) is found.is_walked

    def test_a_file_that_is_missing(self, empty_url: str, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="There is no backup"):
            backups.restore(empty_url, tmp_path / "nothing", now=NOW)

    @pytest.mark.parametrize("is_own", [True])
    def test_one_of_a_newer_version(self, mini_store: Store, url: str, empty_url: str, tmp_path: Path) -> None:
        with mini_store.write() as unit:
            unit.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        part = tmp_path / "noon"
        engine = copy_postgres if mini_store.is_postgresql else copy_sqlite
        engine.save(mini_store.url, part)
        with pytest.raises(Unavailable, match=r"newer Antrean \(schema 9999") as newer:
            backups.restore(empty_url, part, now=NOW)
        assert newer.value.what == "schema"


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_damaged_hall_is_moved_aside(mini_store: Store, url: str, tmp_path: Path) -> None:
    hall.issue(mini_store, "surat")
    saved = backups.backup(url, tmp_path / "noon", now=NOW)
    path = tmp_path / "damaged.db"
    rubbish = b"SQLite format 3\0" + b"\xff" * 8000
    path.write_bytes(rubbish)

    restored = backups.restore(f"sqlite:///{path}", saved.path, replace=True, now=NOW)

    assert restored.kept is not None
    assert restored.kept.read_bytes() == rubbish
    store = hall.connect(f"sqlite:///{path}")
    try:
        assert hall.issue(store, "surat").code == "AA-102"
    finally:
        store.close()


@pytest.mark.parametrize(("engine", "is_own"), [("postgresql", True)])
def test_a_restored_server_is_no_hall_until_its_numbers_are_lifted(
    mini_store: Store, url: str, empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A PC that loses its power between the two steps leaves nothing that would give a number twice."""
    saved = backups.backup(url, tmp_path / "noon", now=NOW)

    begin_anew = backups.restoring.begin_anew

    def fail(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(backups.restoring, "begin_anew", fail)
    with pytest.raises(KeyboardInterrupt):
        backups.restore(empty_url, saved.path, now=NOW)
    store = hall.connect(empty_url)
    try:
        with pytest.raises(Unavailable, match="no Antrean tables yet"):
            store.check_schema()
    finally:
        store.close()
    # Said once more, it is done to its end.
    with pytest.MonkeyPatch.context() as again:
        again.setattr(backups.restoring, "begin_anew", begin_anew)
        backups.restore(empty_url, saved.path, replace=True, now=LATER)
    store = hall.connect(empty_url)
    try:
        store.check_schema()
        assert hall.issue(store, "surat").code == "AA-101"
    finally:
        store.close()


def test_a_backup_of_the_first_schema_comes_back(
    engine: str, empty_url: str, postgres: Callable[[], Server], tmp_path: Path
) -> None:
    old = gzip.decompress((hall.ROOT / "tests" / "upgrades" / f"{engine}_0001.sql.gz").read_bytes()).decode()
    if engine == "postgresql":
        name = postgres().create()
        postgres().run_file(name, old)
        copy_postgres.save(parse_url(postgres().url(name)), tmp_path / "old")
        postgres().drop(name)
    else:
        with contextlib.closing(sqlite3.connect(tmp_path / "old")) as connection:
            connection.executescript(old)

    restored = backups.restore(empty_url, tmp_path / "old", now=NOW)

    assert (restored.revision, restored.needs_upgrade) == ("0001", True)
    assert schema.upgrade(empty_url) == ("0001", schema.HEAD)
    store = hall.connect(empty_url)
    try:
        assert checks.check(store).problems == ()
    finally:
        store.close()


@pytest.mark.parametrize(("engine", "is_own"), [("postgresql", True)])
def test_a_backup_of_an_older_schema_replaces_a_hall_of_this_one(
    mini_store: Store, url: str, empty_url: str, postgres: Callable[[], Server], tmp_path: Path
) -> None:
    hall.execute(mini_store, "CREATE ROLE till LOGIN")
    grants.grant(mini_store, "till", grants.Place.KIOSK)
    old = gzip.decompress((hall.ROOT / "tests" / "upgrades" / "postgresql_0003.sql.gz").read_bytes()).decode()
    postgres().run_file(parse_url(empty_url).database or "", old)
    copy_postgres.save(parse_url(empty_url), tmp_path / "old")

    restored = backups.restore(url, tmp_path / "old", replace=True, now=NOW)

    assert (restored.revision, restored.needs_upgrade) == ("0003", True)
    assert schema.upgrade(url) == ("0003", schema.HEAD)
    hall.set_clock(mini_store, "2026-11-24 08:05")
    assert hall.issue(mini_store, "ktp").code == "CA-001"
    assert checks.check(mini_store).problems == ()
    hall.execute(mini_store, "DROP OWNED BY till")
    hall.execute(mini_store, "DROP ROLE till")


@pytest.mark.parametrize("engine", ["postgresql"])
def test_without_the_servers_programs_the_sentence_names_the_package(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(copy_postgres, "_FOLDERS", str(tmp_path))
    with pytest.raises(Unavailable, match="postgresql-client"):
        backups.backup(url, tmp_path / "noon", now=NOW)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("is_own", [True])
class TestTheLog:
    """`db verify` finds every way to rewrite history, also where somebody took the triggers away."""

    @pytest.fixture(autouse=True)
    def busy(self, mini_store: Store) -> None:
        at_two = hall.open_counter(mini_store, 2)
        for _ in range(3):
            hall.issue(mini_store, "surat")
        hall.call(mini_store, at_two)
        assert checks.check(mini_store).problems == ()

    def _break(self, store: Store, *statements: str) -> tuple[str, ...]:
        with store.write() as unit:
            for statement in (*_without_triggers(store), *statements):
                unit.connection.exec_driver_sql(statement)
        return checks.check(store).problems

    def test_a_changed_event(self, mini_store: Store) -> None:
        (problem,) = self._break(mini_store, "UPDATE events SET counter = 1 WHERE kind = 'called'")
        assert "was changed" in problem

    def test_a_removed_event(self, mini_store: Store) -> None:
        (problem,) = self._break(
            mini_store,
            "UPDATE tickets SET last_event = 1 WHERE last_event = 5",
            "DELETE FROM announcements WHERE event = 5",
            "DELETE FROM events WHERE id = 5",
        )
        assert "before event 6" in problem

    def test_an_inserted_event(self, mini_store: Store) -> None:
        (problem,) = self._break(
            mini_store,
            "INSERT INTO events SELECT id + 1000, at, service_day, kind, ticket, counter, queue, officer, body, "
            f"'{'a' * 64}', '{'b' * 64}' FROM events WHERE id = 3",
        )
        assert "put in before event 1003" in problem

    def test_a_log_whose_end_was_cut_off(self, mini_store: Store) -> None:
        problems = self._break(
            mini_store, "DELETE FROM announcements", "DELETE FROM events WHERE kind IN ('called', 'issued') AND id > 5"
        )
        assert problems
        assert all("is not among the" in problem for problem in problems)

    def test_a_number_beyond_its_series(self, mini_store: Store) -> None:
        problems = self._break(mini_store, "UPDATE series SET last = 2")
        assert problems == ("AA-003 of 2026-11-23 is above the last number given in its series.",)


def _without_triggers(store: Store) -> tuple[str, ...]:
    if store.is_postgresql:
        return ("DROP TRIGGER events_no_change ON events",)
    return tuple(f"DROP TRIGGER events_no_{verb}" for verb in ("update", "delete", "replace"))


@pytest.mark.parametrize("engine", ["postgresql"])
def test_an_apps_role_is_told_who_saves_the_hall(mini_store: Store, url: str, tmp_path: Path) -> None:
    role = "antrean_counter_saves"
    hall.execute(mini_store, f"CREATE ROLE {role} LOGIN")
    grants.grant(mini_store, role, grants.Place.COUNTER)
    theirs = mini_store.url.set(username=role).render_as_string(hide_password=False)
    try:
        with pytest.raises(Unavailable) as refused:
            backups.backup(theirs, tmp_path / "noon", now=NOW)
    finally:
        hall.execute(mini_store, f"DROP OWNED BY {role}")
        hall.execute(mini_store, f"DROP ROLE {role}")
    assert refused.value.sentence == (
        f"The role {role} may not save or restore this hall. Take the one that owns the database (antrean), "
        "in ANTREAN_DATABASE or with --database."
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("engine", ["sqlite"])
def test_programs_that_are_older_than_the_server_are_named() -> None:
    said = (
        "pg_dump: error: aborting because of server version mismatch\n"
        "pg_dump: detail: server version: 17.2; pg_dump version: 15.9\n"
    )
    sentence = copy_postgres.complaint("pg_dump", said, parse_url("postgresql://antrean@server/antrean"))
    assert sentence == (
        "This PC's pg_dump is older than the server (server version: 17.2; pg_dump version: 15.9). Install the "
        "server's version of the package postgresql-client here, or save the hall on the server."
    )
    assert copy_postgres.complaint("psql", "psql: error: the moon is full.\n", None) == (
        "psql says: psql: error: the moon is full."
    )
