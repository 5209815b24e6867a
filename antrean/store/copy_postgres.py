"""Copies of a hall on PostgreSQL, by the server's own programs: pg_dump, pg_restore and psql.

They come with every PostgreSQL (Debian: postgresql-client). A password goes to them by their environment, never by
their command line, which every user of the PC may read.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy.engine import URL

from antrean.errors import Unavailable
from antrean.store import private
from antrean.store.columns import metadata
from antrean.store.engine import libpq_address
from antrean.store.newest import Newest, of_row

SUFFIX: Final = ".dump"

HIDDEN: Final = "alembic_version_restored"
"""What the table of the schema's version is called until a restored hall may be used: without it no app begins."""

FUNCTIONS: Final = ("events_refuse", "antrean_guard_kiosk", "antrean_guard_display")
"""What the database has besides tables: the log's own guard and those of the roles (store.grants)."""

_COPY: Final = re.compile(r"COPY (?:public\.)?(\w+) \(([^)]*)\) FROM stdin;$")
_LONGEST_S: Final = 3600.0
# Where Debian and Ubuntu keep the programs that are not on the PATH.
_FOLDERS: Final = "/usr/lib/postgresql"


def save(url: URL, target: Path) -> None:
    """Write the hall as it is at one moment into a new file in pg_dump's own form; the hall goes on meanwhile.

    Raises Unavailable, and OSError for a place where no file can be made.
    """
    private.make_file(target)
    _run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={target}"], url)


def problem(path: Path) -> str:
    """Return what is wrong with a saved hall; empty when pg_restore can read all of it."""
    try:
        # Everything is unpacked, nothing is kept: a file that was cut short shows only so.
        _run("pg_restore", [f"--file={os.devnull}", str(path)])
    except Unavailable as error:
        return error.sentence
    return ""


def revision(path: Path) -> str | None:
    """Return the schema's version of a saved hall, None when it is not one of Antrean."""
    words = _run("pg_restore", ["--data-only", "--table=alembic_version", "--file=-", str(path)])
    found = re.search(r"^COPY .*alembic_version .*;\n(\S+)\n", words, re.MULTILINE)
    return None if found is None else found[1]


def newest(path: Path) -> Newest:
    """Return the newest event of a saved hall; raise Unavailable for a file that is none or cannot be read."""
    event, row, epoch = 0, None, ""
    try:
        for table, found in _rows(path, "events", "mall"):
            if table == "mall":
                epoch = found["epoch"]
            elif int(found["id"]) > event:
                event, row = int(found["id"]), found
        return Newest() if row is None else of_row(event, row["hash"], row["at"], epoch)
    except (ValueError, KeyError):
        raise Unavailable("backup", f"The log in {path} cannot be read.") from None


def _rows(path: Path, *tables: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the rows of some tables of a saved hall, with the name of each one's table."""
    wanted = [f"--table={name}" for name in tables]
    with tempfile.TemporaryDirectory(prefix="antrean-rows-") as folder:
        # The events of years, written down once and read line by line.
        script = Path(folder) / "rows.sql"
        _run("pg_restore", ["--data-only", *wanted, f"--file={script}", str(path)])
        table, columns = "", []
        with script.open(encoding="utf-8", errors="replace", newline="\n") as lines:
            for line in lines:
                if begun := _COPY.match(line):
                    table, columns = begun[1], [name.strip('" ') for name in begun[2].split(",")]
                elif line.startswith("\\."):
                    table = ""
                elif table:
                    yield table, dict(zip(columns, line.rstrip("\n").split("\t"), strict=False))


def put(copy: Path, url: URL, *, folder: Path) -> None:
    """Make the database what the copy is, in one transaction; it is hidden from the apps until `HIDDEN` is renamed.

    `folder` is a private place for a moment. Raises Unavailable with the database unchanged.
    """
    clear, script, hide = (folder / f"{name}.sql" for name in ("clear", "restore", "hide"))
    # By name, with all that hangs on them: pg_restore would drop what the copy has, and a newer schema has more.
    names = ", ".join(f"public.{name}" for name in (*metadata.tables, "alembic_version", HIDDEN))
    functions = (f"DROP FUNCTION IF EXISTS public.{name}() CASCADE;\n" for name in FUNCTIONS)
    clear.write_text(f"DROP TABLE IF EXISTS {names} CASCADE;\n{''.join(functions)}", encoding="utf-8")
    _run("pg_restore", ["--no-owner", "--no-privileges", f"--file={script}", str(copy)])
    hide.write_text(f"ALTER TABLE public.alembic_version RENAME TO {HIDDEN};\n", encoding="utf-8")
    steps = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction", f"--output={os.devnull}"]
    _run("psql", [*steps, *(f"--file={file}" for file in (clear, script, hide))], url)


def _run(program: str, options: Sequence[str], url: URL | None = None) -> str:
    arguments = [_find(program), *options]
    environment: Mapping[str, str] = os.environ
    if url is not None:
        arguments.append(f"--dbname={libpq_address(url, has_password=False)}")
        if url.password:
            environment = {**environment, "PGPASSWORD": url.password}
    try:
        done = subprocess.run(
            arguments,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_LONGEST_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Unavailable("backup", f"{program} cannot be run: {type(error).__name__}.") from error
    if done.returncode:
        raise Unavailable("backup", complaint(program, done.stderr, url))
    return done.stdout


def complaint(program: str, said: str, url: URL | None) -> str:
    """Return in a sentence why a program failed, with what to do where that is known."""
    if url is not None and "permission denied" in said:
        return (
            f"The role {url.username} may not save or restore this hall. Take the one that owns the database "
            "(antrean), in ANTREAN_DATABASE or with --database."
        )
    if "server version mismatch" in said:
        versions = re.search(r"server version: .*", said)
        which = f" ({versions[0].strip()})" if versions else ""
        return (
            f"This PC's {program} is older than the server{which}. Install the server's version of the package "
            "postgresql-client here, or save the hall on the server."
        )
    return f"{program} says: {_last_word(said)}."


def _find(program: str) -> str:
    found = shutil.which(program)
    if found is None:
        kept = sorted(Path(_FOLDERS).glob(f"*/bin/{program}"), key=lambda path: _number(path.parts[-3]))
        found = str(kept[-1]) if kept else None
    if found is None:
        raise Unavailable(
            "backup",
            f"The program {program} is missing on this PC; it comes with PostgreSQL (Debian: postgresql-client).",
            retry=False,
        )
    return found


def _number(version: str) -> float:
    return float(version) if version.replace(".", "", 1).isdigit() else 0


def _last_word(said: str) -> str:
    """Return the first line that tells of an error, else the last line; a dump's rows are never in it."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    errors = [line for line in lines if "error" in line.lower() or "fatal" in line.lower()]
    return (errors or lines or ["nothing"])[0 if errors else -1][:300].rstrip(".")
