"""Which schema this program needs, which one a database has, and how to bring it up to date."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, func, inspect, select, text
from sqlalchemy.engine import URL

from antrean.errors import Ail, Unavailable
from antrean.store import private
from antrean.store.engine import WRITE_LOCK_KEY, describe, make_engine, parse_url, world_failures

if TYPE_CHECKING:
    from alembic.config import Config

HEAD: Final = "0005"
"""The newest migration this program knows; a test holds it against the migrations folder."""


def check_schema(connection: Connection) -> None:
    """Raise Unavailable("schema") unless the database has this program's schema, or the next one.

    Migrations only add, so a PC that was not updated yet works on with the others until its turn comes.
    """
    where = describe(connection.engine.url)
    current = current_revision(connection)
    if current == HEAD or (current is not None and is_next(current)):
        return
    if current is None:
        sentence = f"{_cap(where)} has no Antrean tables yet. Run “antrean db upgrade”."
        raise Unavailable("schema", sentence, retry=False, ail=Ail.NO_TABLES)
    if is_known(current):
        sentence = f"{_cap(where)} is of an older version ({current}). Run “antrean db upgrade”."
        raise Unavailable("schema", sentence, retry=False, ail=Ail.OLDER)
    raise Unavailable(
        "schema",
        f"{_cap(where)} was made by a newer Antrean (schema {current}, this program knows {HEAD}). Update this PC.",
        retry=False,
        ail=Ail.NEWER,
    )


def prepare_upgrade(connection: Connection) -> None:
    """Let a migration have the hall for itself, as long as it takes; ends with the transaction."""
    if connection.dialect.name == "postgresql":
        # The limits of a write would end an index over years of events. Two who upgrade go one after the other.
        for limit in ("statement_timeout = 0", "lock_timeout = '60s'", "idle_in_transaction_session_timeout = '60s'"):
            connection.exec_driver_sql(f"SET LOCAL {limit}")
        connection.execute(select(func.pg_advisory_xact_lock(WRITE_LOCK_KEY)))


def current_revision(connection: Connection) -> str | None:
    """Return the database's schema revision, None when it has none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def revision_of(url: URL) -> str | None:
    """Return the schema revision of a database that may be of another version, None when it has none."""
    with _looking(url) as connection:
        return current_revision(connection)


def holds_hall(url: URL) -> bool:
    """Say whether there is a hall in a database, of whatever version; raise Unavailable("schema") for anything else."""
    with _looking(url) as connection:
        names = inspect(connection).get_table_names()
    if names and not _A_HALLS.issubset(names):
        raise _stranger(url, names)
    return bool(names)


_A_HALLS: Final = frozenset({"mall", "tickets", "events"})


def _stranger(url: URL, names: Iterable[str]) -> Unavailable:
    return Unavailable(
        "schema",
        f"{_cap(describe(url))} already holds other tables ({', '.join(sorted(names)[:3])}). Choose an empty database.",
        retry=False,
    )


@contextmanager
def _looking(url: URL) -> Iterator[Connection]:
    with world_failures(url):
        engine = make_engine(url)
        try:
            with engine.connect().execution_options(readonly=True) as connection:
                yield connection
        finally:
            engine.dispose()


def upgrade(url_text: str) -> tuple[str | None, str]:
    """Bring a database to this program's schema; return the revision before and after.

    Creates the SQLite file when there is none. Raises Unavailable for a newer schema or a
    database that holds something else; nothing is changed then.
    """
    # Alembic takes as long to import as all the rest: only who upgrades pays for it.
    from alembic import command

    url = parse_url(url_text)
    if url.get_backend_name() == "sqlite":
        _make_place(Path(url.database or ""))
    with world_failures(url):
        engine = make_engine(url, must_exist=False)
        try:
            with engine.connect().execution_options(readonly=True) as connection:
                before = current_revision(connection)
                strangers = inspect(connection).get_table_names() if before is None else []
            if before is not None and not is_known(before):
                raise Unavailable(
                    "schema",
                    f"{_cap(describe(url))} was made by a newer Antrean (schema {before}). Update this PC.",
                    retry=False,
                )
            if strangers:
                raise _stranger(url, strangers)
            config = _config()
            config.attributes["engine"] = engine
            command.upgrade(config, HEAD)
            return before, HEAD
        finally:
            engine.dispose()


def _config() -> "Config":
    from alembic.config import Config

    config = Config()
    # ConfigParser reads % as its own sign; a folder may hold one.
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def is_next(revision: str) -> bool:
    """Say whether a schema is the one that follows this program's."""
    return revision.isdigit() and int(revision) == int(HEAD) + 1


def is_known(revision: str) -> bool:
    """Say whether a schema is this program's or an older one."""
    from alembic.script import ScriptDirectory

    return revision in {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _make_place(path: Path) -> None:
    try:
        private.make_folder(path.parent)
    except OSError as error:
        raise Unavailable("database", f"The folder {path.parent} cannot be made: {error}.") from None
    # What keeps a file from being made is said by SQLite, in a sentence of its own.
    with suppress(OSError):
        private.make_file(path)


def _cap(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
