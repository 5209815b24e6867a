"""`antrean db`: the hall's database, its schema, its backups and whether its log is whole."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from antrean.commands.context import Context, Exit, command
from antrean.commands.words import anchor_lines
from antrean.errors import Reason, Refused

if TYPE_CHECKING:
    from antrean.store.checks import Findings


# Rights hang on tables: those that are new or were put in anew have none.
_GRANT = "Now give the apps' roles their rights, each of them: antrean db grant ROLE --place kiosk, counter or display."


@click.group()
def db() -> None:
    """The hall's database."""


@db.command("upgrade")
@command
def upgrade(context: Context) -> None:
    """Make the tables, or bring them to this version."""
    from antrean.store import schema

    before, after = schema.upgrade(context.database_url)
    data = {"before": before, "after": after}
    words = f"The database is at schema {after}." if before == after else f"The database is now at schema {after}."
    if before != after and context.is_postgresql:
        words = f"{words}\n{_GRANT}"
    context.say(data, words)


@db.command("check")
@command
def check(context: Context) -> int:
    """Look whether the schema fits, the file is whole and nobody changed, removed or put in an event of the log."""
    from antrean.store import checks

    with context.store() as store:
        return _tell(context, checks.check(store))


@db.command("verify")
@click.argument("files", metavar="[BACKUP]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--anchor", "typed", metavar="EVENT:HASH", multiple=True, help="one that was written down; repeatable")
@click.option(
    "--anchors",
    "kept",
    metavar="FILE...",
    multiple=True,
    type=click.Path(path_type=Path),
    help="logs of the PCs (also a folder of them), answers of this command, lists, backups",
)
@command
def verify(context: Context, files: tuple[Path, ...], typed: tuple[str, ...], kept: tuple[Path, ...]) -> int:
    """Walk the whole log, of the hall or of a backup, and hold the tables against it.

    The same as “db check”, also of a file that was saved; one of PostgreSQL is read through only. With anchors the
    hall's log is held against what it was when they were written down: so a log that was written anew as a whole is
    found, too.
    """
    from antrean import anchor_files, backups
    from antrean.anchor import KeptAnchor
    from antrean.anchor import read as read_anchor
    from antrean.store import checks

    if not typed and not kept:
        if len(files) > 1:
            raise Refused(Reason.BAD_INPUT, "One backup is verified at a time; what it is compared with: --anchors.")
        if files:
            return _tell(context, backups.verify(context.database_url, files[0]))
        with context.store() as store:
            return _tell(context, checks.check(store))
    if files and not kept:
        raise Refused(
            Reason.BAD_INPUT,
            "Anchors are compared with a hall. To compare a backup, restore it into an empty database and verify that.",
        )
    anchors = [KeptAnchor(anchor=read_anchor(one), by=f"the typed anchor {anchor_files.plain(one)}") for one in typed]
    # A pattern of the shell, as in “--anchors logs/*.jsonl”, is many words.
    found = anchor_files.read((*kept, *files)) if kept else anchor_files.Found(anchors=(), notes=())
    with context.store() as store:
        return _tell(context, checks.check(store, (*anchors, *found.anchors)), found.notes)


def _tell(context: Context, findings: "Findings", notes: tuple[str, ...] = ()) -> int:
    data = {
        "ok": not findings.problems,
        "events": findings.events,
        "problems": list(findings.problems),
        "notes": [*findings.notes, *notes],
        "fitting": findings.fitting,
        "anchor": None if findings.anchor is None else findings.anchor.text,
    }
    if findings.problems:
        lines = []
    elif findings.is_walked:
        lines = [f"The database is sound: {findings.events} events, none changed."]
    else:
        lines = [
            "The file can be read to its end. Its log is walked where it is restored: say “antrean db verify” there."
        ]
    lines += [*findings.notes, *notes, *anchor_lines(findings.anchor)]
    context.say(data, "\n".join(lines))
    for sentence in findings.problems:
        click.echo(f"antrean: {sentence}", err=True)
    return Exit.UNAVAILABLE if findings.problems else Exit.DONE


@db.command("grant")
@click.argument("role")
@click.option(
    "--place", type=click.Choice(["kiosk", "counter", "display"]), required=True, help="whose app connects as ROLE"
)
@command
def grant(context: Context, role: str, place: str) -> None:
    """Give the PostgreSQL role ROLE the rights that an app needs at its place, and no other.

    The role must exist and own nothing. Say it again after an upgrade, for each role.
    """
    from antrean.store import grants

    with context.store() as store:
        grants.grant(store, role, grants.Place(place))
    context.say({"role": role, "place": place}, f"The role {role} may do what a {place} does, and nothing else.")


@db.command("backup")
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--keep", type=click.IntRange(1, 10_000), help="how many of these backups stay in the folder TARGET")
@command
def backup(context: Context, target: Path, keep: int | None) -> None:
    """Save the hall while it runs, into the new file TARGET, or into the folder TARGET under today's date."""
    from antrean import backups

    saved = backups.backup(context.database_url, target, now=datetime.now().astimezone(), keep=keep)
    data = {
        "path": str(saved.path),
        "bytes": saved.size,
        "removed": [str(path) for path in saved.removed],
        "anchor": None if saved.anchor is None else saved.anchor.text,
    }
    removed = f" Removed {len(saved.removed)} older ones." if saved.removed else ""
    words = f"Saved as {saved.path} ({saved.size / 1e6:.1f} MB).{removed}"
    context.say(data, "\n".join([words, *anchor_lines(saved.anchor)]))


@db.command("restore")
@click.argument("backup_file", metavar="BACKUP", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="although there is a hall already; it is saved beside the backup first")
@click.option("--skip", type=int, help="how many of today's numbers of each queue are left out (usually 100)")
@command
def restore(context: Context, backup_file: Path, replace: bool, skip: int | None) -> None:
    """Make the hall what a backup says.

    Numbers that were given after the backup are on paper, and the hall knows nothing of them: today's numbers go on
    higher, so that none is given twice. Whoever holds such a paper needs a new one.
    """
    from antrean import backups

    restored = backups.restore(
        context.database_url,
        backup_file,
        replace=replace,
        skip=backups.SKIP if skip is None else skip,
        now=datetime.now().astimezone(),
    )
    at = restored.backup_at
    data = {
        "backup_at": None if at is None else at.isoformat(),
        "skipped": restored.skipped,
        "kept": None if restored.kept is None else str(restored.kept),
        "needs_upgrade": restored.needs_upgrade,
    }
    newest = "it holds no event" if at is None else f"its newest event is of {at:%Y-%m-%d %H:%M:%S}, the hall's time"
    lines = [f"Restored; {newest}."]
    if restored.skipped:
        lines.append(
            f"Today's numbers of each queue go on at least {restored.skipped} higher. Whoever holds a number given "
            "after the backup needs a new one."
        )
    if restored.kept is not None:
        lines.append(f"The hall that was there before is {restored.kept}.")
    if restored.needs_upgrade:
        lines.append("The backup is of an older version: run “antrean db upgrade” before the apps.")
    if context.is_postgresql:
        lines.append(_GRANT)
    context.say(data, "\n".join(lines))
