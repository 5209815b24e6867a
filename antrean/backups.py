"""Backup and restore of a whole hall, on both engines, so that no number is given a second time afterwards.

A restored hall knows nothing of what happened after its backup: numbers that were given since then are on paper in
people's hands. So every series of the day begins again some numbers higher, and the hall gets a new epoch, by which
every reader knows that it has to look at everything anew.
"""

import contextlib
import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from antrean import presence
from antrean.anchor import Anchor
from antrean.errors import Reason, Refused, Unavailable
from antrean.store import checks, copy_postgres, copy_sqlite, private, restoring, schema
from antrean.store.checks import Findings
from antrean.store.engine import DatabaseUrl, describe, parse_url
from antrean.store.restoring import Restored
from antrean.store.store import Store

SKIP: Final = 100
"""So many numbers of every queue are left out after a restore, unless somebody says otherwise."""

MOST_SKIPPED: Final = 5000

_NAME: Final = "antrean-{at:%Y-%m-%d-%H%M%S}{suffix}"
_OURS: Final = re.compile(r"antrean-\d{4}-\d\d-\d\d-\d{6}\.(db|dump)")


@dataclass(frozen=True, kw_only=True)
class Saved:
    """A backup that was written and read through once."""

    path: Path
    size: int
    """In bytes."""
    anchor: Anchor | None
    """What the hall's log ended with before it was saved; None while nothing has happened."""
    removed: tuple[Path, ...] = ()
    """Older backups of the same folder that `keep` had no room for."""


def backup(url_text: str, target: Path, *, now: datetime, keep: int | None = None) -> Saved:
    """Save the hall while it runs; `target` is a new file, or a folder in which a file is named after `now`.

    The file is written under another name, read through, and only then called what it shall be called. With `keep`
    the newest so many files of the folder stay, of those that this function named. Raises Refused(bad_input) for a
    target that exists, Unavailable when the hall or the disk is not there.
    """
    url = parse_url(url_text)
    anchor = _anchor_of(url)
    engine = copy_sqlite if _is_sqlite(url) else copy_postgres
    is_folder = target.is_dir()
    if keep is not None and (not is_folder or keep < 1):
        raise Refused(Reason.BAD_INPUT, "Older backups are only removed from a folder, and at least one stays.")
    path = target / _NAME.format(at=now, suffix=engine.SUFFIX) if is_folder else target
    if path.exists():
        raise Refused(Reason.BAD_INPUT, f"{path} exists already; a backup is never written over.")
    with _disk(path):
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        try:
            private.make_file(part)
            engine.save(url, part)
            if found := engine.problem(part):
                raise Unavailable("backup", f"The backup cannot be read back: {found}")
            _to_disk(part)
            part.rename(path)
        finally:
            part.unlink(missing_ok=True)
        removed = _thin_out(path, keep) if keep else ()
        return Saved(path=path, size=path.stat().st_size, anchor=anchor, removed=removed)


def restore(url_text: str, path: Path, *, replace: bool = False, skip: int = SKIP, now: datetime) -> Restored:
    """Make the hall what a backup says, as a new epoch; return what was done.

    A database that holds a hall already is refused unless `replace`, and always while apps of that hall run; the
    hall that is replaced is saved beside the backup first (`Restored.kept`). Raises Refused(bad_input) for a file that
    is no backup of this engine, Refused(living_hall), and Unavailable("schema") for one of a newer version.
    """
    if not 0 <= skip <= MOST_SKIPPED:
        raise Refused(Reason.BAD_INPUT, f"Between 0 and {MOST_SKIPPED} numbers can be left out, not {skip}.")
    url = parse_url(url_text)
    if not path.is_file():
        raise Refused(Reason.BAD_INPUT, f"There is no backup {path}.")
    restore_on = _restore_sqlite if _is_sqlite(url) else _restore_postgres
    with _disk(path), tempfile.TemporaryDirectory(prefix="antrean-restore-", dir=_workplace(url)) as folder:
        return restore_on(url, path, Path(folder), replace=replace, skip=skip, now=now)


def verify(url_text: str, path: Path) -> Findings:
    """Look at a backup as `checks.check` looks at a hall; `url_text` only says of which engine it is.

    A backup of PostgreSQL is read through to its end, but its log can be walked only once it is restored: its events
    are counted as none. Raises Refused(bad_input) when there is no such file.
    """
    url = parse_url(url_text)
    if not path.is_file():
        raise Refused(Reason.BAD_INPUT, f"There is no backup {path}.")
    with _disk(path), tempfile.TemporaryDirectory(prefix="antrean-verify-") as folder:
        if not _is_sqlite(url):
            if found := copy_postgres.problem(path):
                return Findings(events=0, problems=(f"{path} cannot be read: {found}",), is_walked=False)
            return Findings(events=0, problems=(), is_walked=False, anchor=copy_postgres.newest(path).anchor)
        copy = Path(folder) / "hall.db"
        copy_sqlite.save(_of_file(path), copy)
        store = _store(_of_file(copy))
        try:
            store.check_schema()
            return checks.check(store)
        finally:
            store.close()


def _restore_sqlite(url: DatabaseUrl, path: Path, folder: Path, *, replace: bool, skip: int, now: datetime) -> Restored:
    # On a copy: neither the backup nor the hall changes before everything is known to be well.
    copy = folder / "hall.db"
    try:
        copy_sqlite.save(_of_file(path), copy)
    except Unavailable as error:
        raise Refused(Reason.BAD_INPUT, f"{path} is no backup of a SQLite hall: {error.sentence}") from None
    if found := copy_sqlite.problem(copy):
        raise Refused(Reason.BAD_INPUT, f"{path} is damaged: {found}. Take another backup.")
    copied = _of_file(copy)
    _check_revision(path, schema.revision_of(copied))
    hall = Path(url.database or "")
    is_there = hall.exists() and hall.stat().st_size > 0
    is_whole = is_there and not copy_sqlite.problem(hall)
    if is_whole:
        is_there = schema.holds_hall(url)
    if is_there:
        _check_replacing(url, replace=replace, is_readable=is_whole)
    kept = _kept_name(path, now, copy_sqlite.SUFFIX) if is_there else None
    replaced = restoring.ask(_store(url)) if is_there else restoring.NOTHING
    restored = restoring.begin_anew(_store(copied), skip=skip, replaced=replaced)
    if kept is not None and is_whole:
        copy_sqlite.save(url, kept)
    elif kept is not None:
        copy_sqlite.move_aside(hall, kept)
    copy_sqlite.put(copy, url)
    return restoring.with_kept(restored, kept)


def _restore_postgres(
    url: DatabaseUrl, path: Path, folder: Path, *, replace: bool, skip: int, now: datetime
) -> Restored:
    if found := copy_postgres.problem(path):
        raise Refused(Reason.BAD_INPUT, f"{path} is no whole backup of a PostgreSQL hall: {found}")
    _check_revision(path, copy_postgres.revision(path))
    kept, replaced = None, restoring.NOTHING
    if schema.holds_hall(url):
        _check_replacing(url, replace=replace, is_readable=True)
        kept = _kept_name(path, now, copy_postgres.SUFFIX)
        copy_postgres.save(url, kept)
        replaced = restoring.ask(_store(url))
    copy_postgres.put(path, url, folder=folder)
    restored = restoring.begin_anew(_store(url), skip=skip, replaced=replaced, hidden_version=copy_postgres.HIDDEN)
    return restoring.with_kept(restored, kept)


def _check_revision(path: Path, revision: str | None) -> None:
    if revision is None:
        raise Refused(Reason.BAD_INPUT, f"{path} is a backup, but not of an Antrean hall.")
    if not schema.is_known(revision):
        raise Unavailable(
            "schema", f"{path} was saved by a newer Antrean (schema {revision}). Update this PC first.", retry=False
        )


def _check_replacing(url: DatabaseUrl, *, replace: bool, is_readable: bool) -> None:
    where = describe(url)
    if not replace:
        raise Refused(
            Reason.LIVING_HALL,
            f"There is a hall in {where} already. Restore into an empty database, or say --replace: the hall that is "
            "there now is then saved first.",
        )
    if not is_readable:
        return
    store = _store(url)
    try:
        store.check_schema()
        alive = [
            f"{device.kind.value} {device.name}" for device in presence.devices(store) if presence.is_alive(device)
        ]
    except Unavailable as error:
        if error.what != "schema":
            raise
        # Whatever runs there is of another version, and cannot be asked.
        alive = []
    finally:
        store.close()
    if alive:
        raise Refused(
            Reason.LIVING_HALL,
            f"Apps of the hall in {where} are running: {', '.join(alive[:10])}. Close them first; each is gone from "
            "this list a quarter of a minute later.",
            devices=alive,
        )


def _store(url: DatabaseUrl) -> Store:
    # A restored hall closes its older days at the first write of an app, when its schema is surely up to date.
    return Store(url.render_as_string(hide_password=False), new_day=lambda unit: None)


def _anchor_of(url: DatabaseUrl) -> Anchor | None:
    """Return what the log of a hall ends with; raise Unavailable when the hall is not there."""
    store = _store(url)
    try:
        store.check_schema()
        with store.read() as unit:
            return unit.head.anchor
    finally:
        store.close()


def _of_file(path: Path) -> DatabaseUrl:
    return parse_url(f"sqlite:///{path.absolute()}")


def _is_sqlite(url: DatabaseUrl) -> bool:
    return url.get_backend_name() == "sqlite"


def _workplace(url: DatabaseUrl) -> Path | None:
    """Return where a copy of the hall has room for a moment: beside a SQLite hall, else the system's own place."""
    if not _is_sqlite(url):
        return None
    folder = Path(url.database or "").absolute().parent
    private.make_folder(folder)
    return folder


def _kept_name(path: Path, now: datetime, suffix: str) -> Path:
    return path.with_name(f"replaced-{now:%Y-%m-%d-%H%M%S}-{secrets.token_hex(2)}{suffix}")


def _thin_out(newest: Path, keep: int) -> tuple[Path, ...]:
    # Names sort as their times do. Those after the newest are of a clock that was wrong: they go first.
    ours = sorted(
        (path for path in newest.parent.iterdir() if _OURS.fullmatch(path.name) and path.is_file()),
        key=lambda path: (path.name <= newest.name, path.name),
    )
    removed = tuple(ours[:-keep])
    for path in removed:
        path.unlink()
    return removed


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


@contextlib.contextmanager
def _disk(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable("file", f"{path} cannot be read or written: {error.strerror or error}.") from error
