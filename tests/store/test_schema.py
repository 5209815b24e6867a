"""The migrations make exactly the tables of `tables.metadata`, once, and carry an old database on."""

import ast
import gzip
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, text

from antrean import assistance
from antrean.store import checks, schema, tables
from antrean.store.engine import make_engine, parse_url
from tests.helpers import hall
from tests.helpers.postgres import Server

UPGRADES = hall.ROOT / "tests" / "upgrades"
_MIGRATIONS = Path(schema.__file__).parent / "migrations" / "versions"


@pytest.fixture
def empty_urls(engine: str, tmp_path: Path, postgres: Callable[[], Server]) -> Iterator[list[str]]:
    """Two databases without anything in them."""
    if engine == "sqlite":
        yield [f"sqlite:///{tmp_path}/{name}.db" for name in ("one", "two")]
        return
    server = postgres()
    names = [server.create(), server.create()]
    yield [server.url(name) for name in names]
    for name in names:
        server.drop(name)


def test_migrations_make_the_tables(empty_urls: list[str]) -> None:
    migrated, created = empty_urls
    assert schema.upgrade(migrated) == (None, schema.HEAD)
    engine = make_engine(parse_url(created), must_exist=False)
    with engine.begin() as connection:
        tables.metadata.create_all(connection)
    engine.dispose()
    assert described(migrated) == described(created)


def test_the_program_knows_its_newest_migration() -> None:
    newest = max(re.findall(r"m(\d{4})_", " ".join(path.name for path in _MIGRATIONS.glob("m*.py"))))
    assert newest == schema.HEAD
    for path in _MIGRATIONS.glob("m*.py"):
        assert f'revision = "{path.name[1:5]}"' in path.read_text(encoding="utf-8")


_ADDITIVE = {"create_table", "add_column", "create_index", "drop_index"}


@pytest.mark.parametrize("path", sorted(_MIGRATIONS.glob("m*.py"))[1:], ids=lambda path: path.name[:5])
def test_a_migration_only_adds(path: Path) -> None:
    """The version before it works on the new tables: its inserts name none of the new columns."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        words = ast.unparse(call.func).split(".")
        if words[0] == "op" and words[1] != "f":
            assert words[1] in _ADDITIVE, ast.unparse(call)
        if words == ["sa", "Column"]:
            given = {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}
            assert given["nullable"] == "True" or "server_default" in given or _is_of_a_new_table(path, call)


def _is_of_a_new_table(path: Path, column: ast.Call) -> bool:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    made = [call for call in ast.walk(tree) if isinstance(call, ast.Call) and "create_table" in ast.unparse(call.func)]
    return any(ast.unparse(column) == ast.unparse(inner) for call in made for inner in call.args)


def test_a_second_upgrade_changes_nothing(store: Any, database_url: str) -> None:
    hall.issue(store, "ktp")
    before, form = hall.contents(store), described(database_url)
    assert schema.upgrade(database_url) == (schema.HEAD, schema.HEAD)
    assert hall.contents(store) == before
    assert described(database_url) == form
    store.check_schema()


_UPGRADE = """
import sys
from antrean.store import schema
print("ready", flush=True)
sys.stdin.readline()
print(schema.upgrade(sys.argv[1])[1])
"""


def test_two_who_upgrade_at_once_make_one_schema(empty_urls: list[str]) -> None:
    url, _ = empty_urls
    both = [
        subprocess.Popen(
            [sys.executable, "-c", _UPGRADE, url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=hall.ROOT,
        )
        for _ in range(2)
    ]
    for one in both:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in both:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    assert [one.communicate(timeout=50) for one in both] == [(f"{schema.HEAD}\n", "")] * 2
    store = hall.connect(url)
    store.check_schema()
    store.close()


def test_a_migration_may_take_longer_than_a_write(database_url: str) -> None:
    """An index over years of events takes its time; nobody is served meanwhile anyway."""
    engine = make_engine(parse_url(database_url))
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            schema.prepare_upgrade(connection)
            limits = [connection.exec_driver_sql(f"SHOW {name}_timeout").scalar_one() for name in ("statement", "lock")]
        assert limits == ["0", "1min"]
        with engine.begin() as connection:
            assert connection.exec_driver_sql("SHOW statement_timeout").scalar_one() != "0"
    engine.dispose()


_OF_0001 = {"tickets": 9, "events": 36, "officers": 3, "shifts": 3, "announcements": 7}
_LEFT_BY = {
    "0001": _OF_0001 | {"assistance": 0, "devices": 0, "searches": 0},
    "0002": _OF_0001 | {"events": 42, "assistance": 3, "devices": 2, "searches": 2},
    "0003": _OF_0001 | {"events": 42, "assistance": 3, "devices": 2, "searches": 2},
    "0005": _OF_0001 | {"events": 42, "assistance": 3, "devices": 2, "searches": 2, "emergency_numbers": 0},
}
"""How many rows each schema's dump holds; a dump without its line here is a mistake."""


class TestOldDatabases:
    """A hall of every released schema, with data in it; a new migration is tried on all of them."""

    @pytest.mark.parametrize("dump", sorted(UPGRADES.glob("sqlite_*.sql.gz")), ids=lambda path: path.name[:11])
    def test_sqlite(self, dump: Path, tmp_path: Path) -> None:
        path = tmp_path / "old.db"
        connection = sqlite3.connect(path)
        connection.executescript(gzip.decompress(dump.read_bytes()).decode())
        connection.close()
        self._carry_on(f"sqlite:///{path}", dump)
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        connection.close()

    @pytest.mark.parametrize("dump", sorted(UPGRADES.glob("postgresql_*.sql.gz")), ids=lambda path: path.name[:15])
    def test_postgresql(self, dump: Path, postgres: Callable[[], Server]) -> None:
        server = postgres()
        name = server.create()
        server.run_file(name, gzip.decompress(dump.read_bytes()).decode())
        self._carry_on(server.url(name), dump)
        server.drop(name)

    def _carry_on(self, url: str, dump: Path) -> None:
        made_by = dump.name.split("_")[1].split(".")[0]
        assert schema.upgrade(url) == (made_by, schema.HEAD)
        store = hall.connect(url)
        store.check_schema()
        assert checks.check(store).problems == ()
        counted = {name: hall.rows(store, f"SELECT count(*) FROM {name}")[0][0] for name in _LEFT_BY[made_by]}
        assert counted == _LEFT_BY[made_by]
        # The day it was made is over for good: the first write closes it and goes on.
        hall.set_clock(store, "2026-11-24 08:05")
        assert hall.issue(store, "ktp").code == "CA-001"
        hall.call(store, hall.open_counter(store, 4))
        # The visitor of yesterday has gone; the same kiosk can ring again.
        asked = assistance.ask(store, device="kiosk-3", request_id=hall.request())
        assert hall.rows(store, "SELECT id FROM assistance WHERE state <> 'ended'") == [(asked.id,)]
        assert checks.check(store).problems == ()
        store.close()


def described(url: str) -> dict[str, Any]:
    """Return all that makes up a database's form, as the database itself tells it."""
    engine = make_engine(parse_url(url))
    with engine.begin() as connection:
        form = _sqlite_form(connection) if engine.dialect.name == "sqlite" else _postgres_form(connection)
    engine.dispose()
    return form


def _sqlite_form(connection: Connection) -> dict[str, Any]:
    rows = connection.execute(
        text("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name <> 'alembic_version'")
    )
    form: dict[str, Any] = {"tables": {}, "rest": {}}
    for kind, name, sql in rows:
        if kind == "table":
            # The order of constraints inside a table means nothing; that of its columns does. SQLite writes a column
            # that was added later behind them.
            head, inside = " ".join(sql.split()).split("(", 1)
            parts = [part.strip() for part in _AT_TOP_COMMAS.findall(inside.rsplit(")", 1)[0]) if part.strip()]
            columns = [part for part in parts if not part.startswith("CONSTRAINT")]
            form["tables"][name] = (head, columns, sorted(set(parts) - set(columns)))
        else:
            form["rest"][kind, name] = " ".join(sql.split())
    return form


_AT_TOP_COMMAS = re.compile(r"(?:[^,()]|\((?:[^()]|\([^()]*\))*\))+")


_POSTGRES_FORM = {
    "tables": "SELECT table_name, column_name, ordinal_position, data_type, character_maximum_length, is_nullable,"
    " column_default FROM information_schema.columns WHERE table_schema = 'public'"
    " AND table_name <> 'alembic_version' ORDER BY 1, 3",
    "indexes": "SELECT c.relname, pg_get_indexdef(c.oid) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE n.nspname = 'public' AND c.relkind = 'i' AND c.relname NOT LIKE 'alembic%' ORDER BY 1",
    "constraints": "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace AND conrelid::regclass::text <> 'alembic_version' ORDER BY 1, 2",
    "triggers": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
    "functions": "SELECT proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
    " ORDER BY 1",
    "comments": "SELECT objoid::regclass::text, objsubid, description FROM pg_description"
    " WHERE classoid = 'pg_class'::regclass AND objoid::regclass::text IN"
    " (SELECT tablename FROM pg_tables WHERE schemaname = 'public') ORDER BY 1, 2",
}


def _postgres_form(connection: Connection) -> dict[str, Any]:
    return {name: [tuple(row) for row in connection.execute(text(sql))] for name, sql in _POSTGRES_FORM.items()}
