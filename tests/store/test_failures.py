"""When the world fails: a database that is not there, not ours or not right is a sentence, and nothing is written."""

import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from antrean import board, mall
from antrean.errors import Reason, Refused, Unavailable
from antrean.store import engine as engine_module
from antrean.store import schema
from antrean.store.store import Store
from tests.helpers import hall
from tests.helpers.postgres import Server

# Read before the tests' own patience replaces them.
REAL_LIMITS = engine_module._POSTGRES_OPTIONS


def assert_told(caught: pytest.ExceptionInfo[Unavailable], what: str = "database") -> None:
    sentence = caught.value.sentence
    assert caught.value.what == what
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "sqlalche" not in sentence
    assert "connection failed" not in sentence
    assert "FATAL" not in sentence
    assert "Traceback" not in sentence


def use_everything(store: Store, subtests: pytest.Subtests, what: str = "database") -> None:
    """Knock at every door of a store; each must say that the database is unavailable."""
    doors: dict[str, Callable[[], object]] = {
        "read": lambda: board.read(store),
        "write": lambda: hall.issue(store, "ktp"),
        "check": store.check_schema,
        "events": lambda: store.events_after(0, "x"),
    }
    for name, knock in doors.items():
        with subtests.test(name):
            with pytest.raises(Unavailable) as caught:
                knock()
            assert_told(caught, what)


class TestAddresses:
    @pytest.mark.parametrize(
        "url",
        [
            "",
            "hello",
            "mysql://root@localhost/antrean",
            "sqlite://",
            "sqlite:///:memory:",
            "postgresql://u@host:port/name",
            "://",
            "postgresql",
        ],
    )
    def test_one_that_is_none_is_refused(self, url: str) -> None:
        with pytest.raises(Refused) as caught:
            hall.connect(url)
        assert caught.value.reason is Reason.BAD_INPUT
        with pytest.raises(Refused):
            schema.upgrade(url)

    def test_the_sentence_hides_the_password(self) -> None:
        with pytest.raises(Refused) as caught:
            hall.connect("oracle://admin:s3cret@host/db")
        assert "s3cret" not in caught.value.sentence

    def test_any_driver_named_is_ours(self, tmp_path: Path) -> None:
        assert hall.connect(f"sqlite+aiosqlite:///{tmp_path}/x.db").url.drivername == "sqlite"
        assert hall.connect("postgresql+asyncpg://u@h/n").url.drivername == "postgresql+psycopg"


class TestFiles:
    def test_a_missing_one_is_not_made(self, tmp_path: Path, subtests: pytest.Subtests) -> None:
        path = tmp_path / "no" / "antrean.db"
        store = hall.connect(f"sqlite:///{path}")
        use_everything(store, subtests)
        with pytest.raises(Unavailable) as caught:
            store.wake()
        assert_told(caught)
        assert not path.parent.exists()
        store.close()

    @pytest.mark.parametrize("content", [b"not a database, only a letter to somebody\n" * 100, b"\0" * 4096])
    def test_one_that_is_no_database(self, tmp_path: Path, content: bytes, subtests: pytest.Subtests) -> None:
        path = tmp_path / "letter.txt"
        path.write_bytes(content)
        store = hall.connect(f"sqlite:///{path}")
        use_everything(store, subtests)
        with pytest.raises(Unavailable) as caught:
            schema.upgrade(f"sqlite:///{path}")
        assert_told(caught)
        with pytest.raises(Unavailable):
            store.wake()
        assert path.read_bytes() == content
        assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]
        store.close()

    def test_an_empty_one_has_no_tables(self, tmp_path: Path, subtests: pytest.Subtests) -> None:
        path = tmp_path / "empty.db"
        path.touch()
        store = hall.connect(f"sqlite:///{path}")
        use_everything(store, subtests, "schema")
        assert path.read_bytes() == b""
        store.close()

    def test_a_folder(self, tmp_path: Path, subtests: pytest.Subtests) -> None:
        store = hall.connect(f"sqlite:///{tmp_path}")
        use_everything(store, subtests)
        with pytest.raises(Unavailable) as caught:
            schema.upgrade(f"sqlite:///{tmp_path}")
        assert_told(caught)
        store.close()

    def test_a_folder_that_cannot_be_made(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        with pytest.raises(Unavailable) as caught:
            schema.upgrade(f"sqlite:///{tmp_path}/file/below/antrean.db")
        assert_told(caught)

    def test_one_of_another_program_is_left_as_it_is(self, tmp_path: Path, subtests: pytest.Subtests) -> None:
        path = tmp_path / "shop.db"
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE customers (id INTEGER)")
        connection.execute("CREATE TABLE events (id INTEGER)")
        connection.close()
        image = path.read_bytes()
        store = hall.connect(f"sqlite:///{path}")
        use_everything(store, subtests, "schema")
        with pytest.raises(Unavailable) as caught:
            schema.upgrade(f"sqlite:///{path}")
        assert_told(caught, "schema")
        assert "customers" in caught.value.sentence
        store.close()
        assert path.read_bytes() == image
        assert [one.name for one in tmp_path.iterdir()] == ["shop.db"]

    def test_one_that_may_only_be_read(self, halls: hall.Halls, tmp_path: Path) -> None:
        url = halls.sqlite(tmp_path)
        path = Path(url.removeprefix("sqlite:///"))
        image = bytearray(path.read_bytes())
        # A format that this SQLite may read and not write: the same refusal as a file without the right to write,
        # and root gets it too.
        image[18] = 3
        image[19] = 1
        path.write_bytes(image)
        store = hall.connect(url)
        with pytest.raises(Unavailable) as caught:
            hall.issue(store, "ktp")
        assert_told(caught)
        assert "written" in caught.value.sentence
        store.close()
        assert path.read_bytes() == bytes(image)

    def test_a_damaged_one(self, halls: hall.Halls, tmp_path: Path) -> None:
        url = halls.sqlite(tmp_path)
        path = Path(url.removeprefix("sqlite:///"))
        image = bytearray(path.read_bytes())
        image[4096 : len(image)] = b"\x7f" * (len(image) - 4096)
        path.write_bytes(image)
        store = hall.connect(url)
        with pytest.raises(Unavailable) as caught:
            board.read(store)
        assert_told(caught)
        assert "damaged" in caught.value.sentence
        store.close()

    def test_a_name_with_every_sign_a_folder_may_have(self, tmp_path: Path) -> None:
        folder = tmp_path / "Data 100% #1 ü"
        url = f"sqlite:///{folder}/antrean.db"
        hall.build(url, "mini")
        assert (folder / "antrean.db").exists()
        store = hall.connect(url)
        assert mall.read(store).place.indonesian == "Kecamatan Contoh"
        wake = store.wake()
        wake.close()
        store.close()

    def test_one_held_by_another_program(
        self, halls: hall.Halls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(engine_module, "BUSY_TIMEOUT_MS", 50)
        url = halls.sqlite(tmp_path)
        holder = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        store = hall.connect(url)
        with pytest.raises(Unavailable) as caught:
            hall.issue(store, "ktp")
        assert_told(caught)
        # Reading goes on meanwhile.
        board.read(store)
        holder.execute("ROLLBACK")
        hall.begin(store)
        assert hall.issue(store, "ktp").code == "CA-001"
        holder.close()
        store.close()


class TestServers:
    @pytest.fixture
    def is_own(self) -> bool:
        return True

    @pytest.mark.parametrize(
        "url",
        [
            "postgresql://antrean@127.0.0.1:9/antrean",
            "postgresql://antrean:s3cret@no-such-host.invalid/antrean",
            "postgresql://antrean@/antrean?host=/nowhere/at/all",
            "postgresql://antrean@127.0.0.1:9/antrean?colour=blue",
        ],
    )
    def test_one_that_cannot_be_reached(self, url: str, subtests: pytest.Subtests) -> None:
        store = hall.connect(url)
        use_everything(store, subtests)
        for knock in (store.wake, lambda: schema.upgrade(url)):
            with pytest.raises(Unavailable) as caught:
                knock()
            assert_told(caught)
            assert "s3cret" not in caught.value.sentence
        store.close()

    def test_a_database_that_is_not_there(self, postgres: Callable[[], Server], subtests: pytest.Subtests) -> None:
        store = hall.connect(postgres().url("nobody"))
        use_everything(store, subtests)
        with pytest.raises(Unavailable) as caught:
            board.read(store)
        assert "nobody" in caught.value.sentence
        store.close()

    def test_a_server_that_goes_away_and_comes_back(
        self, store: Store, engine: str, postgres: Callable[[], Server]
    ) -> None:
        if engine == "postgresql":
            name = str(store.url.database)
            with pytest.raises(Unavailable) as caught:
                _lose_the_connection(store, lambda: postgres().end_connections(name))
            assert_told(caught)
        assert hall.issue(store, "ktp").code == "CA-001"

    def test_a_user_who_may_only_read(self, store: Store, engine: str) -> None:
        if engine == "sqlite":
            return
        hall.execute(store, "CREATE ROLE reader LOGIN")
        hall.execute(store, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
        reader = hall.connect(store.url.set(username="reader").render_as_string(hide_password=False))
        board.read(reader)
        with pytest.raises(Unavailable) as caught:
            hall.issue(reader, "ktp")
        assert_told(caught)
        assert "The role reader may not" in caught.value.sentence
        assert "db grant" in caught.value.sentence
        reader.close()

    def test_a_strict_default_of_the_server_changes_nothing(
        self, store: Store, engine: str, postgres: Callable[[], Server]
    ) -> None:
        """A snapshot taken while waiting for the lock would show the hall of before the wait."""
        if engine == "sqlite":
            return
        server = postgres()
        name = str(store.url.database)
        with psycopg.connect(server.url("postgres"), autocommit=True) as admin:
            admin.execute(f"ALTER DATABASE \"{name}\" SET default_transaction_isolation = 'serializable'")
        server.end_connections(name)
        with store.write() as unit:
            level = unit.connection.exec_driver_sql("SHOW transaction_isolation").scalar_one()
        assert level == "read committed"


def _lose_the_connection(store: Store, cut: Callable[[], object]) -> None:
    with store.write() as unit:
        cut()
        unit.connection.exec_driver_sql("SELECT 1")


class TestSchemas:
    def test_an_older_one_asks_for_the_upgrade(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(schema, "HEAD", "9998")
        with pytest.raises(Unavailable) as caught:
            store.check_schema()
        assert_told(caught, "schema")
        assert "db upgrade" in caught.value.sentence

    @pytest.mark.parametrize("is_own", [True])
    def test_the_next_one_is_worked_with_until_this_pc_is_updated(self, store: Store) -> None:
        following = f"{int(schema.HEAD) + 1:04d}"
        hall.execute(store, f"UPDATE alembic_version SET version_num = '{following}'")
        store.check_schema()
        hall.issue(store, "ktp")
        hall.execute(store, f"UPDATE alembic_version SET version_num = '{int(schema.HEAD) + 2:04d}'")
        with pytest.raises(Unavailable, match="newer"):
            store.check_schema()

    def test_a_newer_one_is_left_alone(self, store: Store, database_url: str) -> None:
        hall.execute(store, "UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(Unavailable) as caught:
            store.check_schema()
        assert_told(caught, "schema")
        assert "newer" in caught.value.sentence
        before = hall.contents(store)
        with pytest.raises(Unavailable) as caught:
            schema.upgrade(database_url)
        assert_told(caught, "schema")
        assert "newer" in caught.value.sentence
        assert hall.contents(store) == before
        assert hall.rows(store, "SELECT version_num FROM alembic_version")[0][0] == "9999"

    def test_tables_of_another_program_are_left_alone(self, engine: str, postgres: Callable[[], Server]) -> None:
        if engine == "sqlite":
            return
        server = postgres()
        name = server.create()
        with psycopg.connect(server.url(name)) as connection:
            connection.execute("CREATE TABLE customers (id integer)")
        with pytest.raises(Unavailable) as caught:
            schema.upgrade(server.url(name))
        assert_told(caught, "schema")
        assert "customers" in caught.value.sentence
        with psycopg.connect(server.url(name)) as connection:
            found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        assert found == [("customers",)]
        server.drop(name)


_HOLD = """
import sys
from antrean.errors import Unavailable
from antrean.model import EventKind
from tests.helpers import hall

store = hall.connect(sys.argv[1])
try:
    with store.write() as unit:
        unit.append(EventKind.DAY_CLOSED)
        print("holding", flush=True)
        sys.stdin.readline()
        unit.append(EventKind.DAY_CLOSED)
    print("written")
except Unavailable as error:
    print(error.sentence)
"""


class TestAFrozenWriter:
    """A PC that hangs in the middle of a write: nobody may hold the whole hall by it (DESIGN decision 4)."""

    @pytest.fixture
    def engine(self) -> str:
        return "postgresql"

    @pytest.fixture
    def frozen(self, database_url: str) -> Iterator[subprocess.Popen[str]]:
        """A process that stands still with the lock in its hand."""
        process = subprocess.Popen(
            [sys.executable, "-c", _HOLD, database_url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=hall.ROOT,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "holding\n"
        process.send_signal(signal.SIGSTOP)
        yield process
        process.kill()
        process.communicate()

    def test_others_get_through_and_it_learns_of_it(
        self, store: Store, database_url: str, frozen: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(engine_module, "_POSTGRES_OPTIONS", REAL_LIMITS)
        before = hall.newest(store)
        told: list[Unavailable] = []
        issued: list[str] = []

        def visit() -> None:
            other = hall.connect(database_url)
            # On a busy machine the first try may end before the server has let go.
            for _ in range(3):
                try:
                    issued.append(hall.issue(other, "ktp").code)
                    break
                except Unavailable as error:
                    told.append(error)
            other.close()

        visitors = [threading.Thread(target=visit) for _ in range(3)]
        for one in visitors:
            one.start()
        for one in visitors:
            one.join(20)
        assert sorted(issued) == ["CA-001", "CA-002", "CA-003"]
        assert all("busy" in error.sentence for error in told)
        assert hall.newest(store) == before + 3
        frozen.send_signal(signal.SIGCONT)
        out, _ = frozen.communicate("go on\n", timeout=20)
        assert "written" not in out
        assert "ended the connection" in out
        assert hall.newest(store) == before + 3
