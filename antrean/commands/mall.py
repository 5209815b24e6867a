"""antrean mall: check, load and write back the file that describes a mall."""

from pathlib import Path

import click

from antrean.commands.context import Context, Exit, command

_FILE = click.argument("file", type=click.Path(path_type=Path))


@click.group()
def mall() -> None:
    """The file that describes a mall."""


@mall.command("check")
@_FILE
@command
def check(context: Context, file: Path) -> int:
    """Report every mistake of a mall file, with its line."""
    from antrean import mall_file

    problems = mall_file.check(mall_file.read_text(file), str(file))
    data = {"file": str(file), "problems": [{"line": one.line, "sentence": one.sentence} for one in problems]}
    if not problems:
        context.say(data, f"{file}: no mistakes.")
        return Exit.DONE
    context.say(data, "")
    for one in problems:
        click.echo(f"{file}:{one.line}: {one.sentence}", err=True)
    return Exit.REFUSED


@mall.command("load")
@_FILE
@command
def load(context: Context, file: Path) -> None:
    """Apply a mall file in one transaction; can be repeated, never touches tickets."""
    from antrean import mall as use
    from antrean import mall_file

    record = mall_file.read(file)
    with context.store() as store:
        loaded = use.load(store, record)
    data = {"changed": loaded.changed, "added": list(loaded.added), "retired": list(loaded.retired)}
    if not loaded.changed:
        context.say(data, f"{record.name} stands as in {file} already.")
        return
    gone = f" Retired: {', '.join(loaded.retired)}." if loaded.retired else ""
    parts = f"agencies {len(record.agencies)}, services {len(record.services)}, counters {len(record.counters)}"
    context.say(data, f"Loaded {record.name}, {record.place}: {parts}.{gone}")


@mall.command("export")
@command
def export(context: Context) -> None:
    """Write the loaded mall as its file."""
    from antrean import mall as use
    from antrean import mall_file, mall_tables

    with context.store() as store:
        record = use.read(store)
    context.say(mall_tables.to_tables(record), lambda: mall_file.to_toml(record).rstrip("\n"))
