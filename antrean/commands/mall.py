"""antrean mall: check, load and write back the file that describes a mall."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from antrean.commands import who
from antrean.commands.context import Context, Exit, command, request

if TYPE_CHECKING:
    from antrean.mall_record import Mall

_FILE = click.argument("file", type=click.Path(path_type=Path))


@click.group()
def mall() -> None:
    """The file that describes a mall."""


@mall.command("check")
@_FILE
@command
def check(context: Context, file: Path) -> int:
    """Report every mistake of a mall file, with its line; warn of a hall in which too much would be spoken.

    The speaking of the busiest hour is reckoned at the rate of this PC's settings.
    """
    from antrean import mall_file

    text = mall_file.read_text(file)
    problems = mall_file.check(text, str(file))
    data: dict[str, Any] = {
        "file": str(file),
        "problems": [{"line": one.line, "sentence": one.sentence} for one in problems],
    }
    if not problems:
        record = mall_file.parse(text, str(file))
        data["speaking"], warnings = _speaking(context, record)
        warnings += _muted(record)
        context.say(data | {"warnings": warnings}, f"{file}: no mistakes.")
        for warning in warnings:
            click.echo(f"{file}: warning: {warning}", err=True)
        return Exit.DONE
    context.say(data, "")
    for one in problems:
        click.echo(f"{file}:{one.line}: {one.sentence}", err=True)
    return Exit.REFUSED


def _speaking(context: Context, record: "Mall") -> tuple[list[dict[str, Any]], list[str]]:
    """Return how much would be spoken in each voice area, for a program, and what to warn of."""
    from antrean import speaking_load
    from antrean.devices.voice_options import RATES

    # One that no voice can have is told by the display.
    rate = min(max(context.settings.voice.rate, RATES[0]), RATES[-1])
    loads = speaking_load.loads(record, rate)
    data = [
        {"area": one.area, "weekday": one.weekday, "calls": round(one.calls), "percent": round(100 * one.share)}
        for one in loads
    ]
    return data, [speaking_load.warning(record, one, rate) for one in loads if one.is_too_much]


def _muted(record: "Mall") -> list[str]:
    from antrean import timetable
    from antrean.mall_hours import WEEKDAY_NAMES

    return [
        f"the quiet period on {WEEKDAY_NAMES[due.at.weekday()]} at {due.at:%H:%M} also mutes "
        f'"{due.notice.kind.value}"; let it begin a few minutes later, or take that out of notices.'
        for due in timetable.muted(record)
    ]


@mall.command("load")
@_FILE
@command
def load(context: Context, file: Path) -> None:
    """Apply a mall file in one transaction; can be repeated, never touches tickets.

    In a mall whose officers have PINs the first load makes an administrator and shows the one-time PIN.
    """
    from antrean import mall as use
    from antrean import mall_file, signing

    record = mall_file.read(file)
    with context.store() as store:
        if use.is_loaded(store):
            who.refuse_unless_trusted(store, "load a mall file")
        loaded = use.load(store, record)
        first = signing.first_administrator(store, request_id=request(None))
    data: dict[str, Any] = {
        "changed": loaded.changed,
        "added": list(loaded.added),
        "retired": list(loaded.retired),
        "administrator": None if first is None else {"name": first.officer.name, "one_time_pin": first.digits},
    }
    gone = f" Retired: {', '.join(loaded.retired)}." if loaded.retired else ""
    parts = f"agencies {len(record.agencies)}, services {len(record.services)}, counters {len(record.counters)}"
    words = f"Loaded {record.name}, {record.place}: {parts}.{gone}"
    if not loaded.changed:
        words = f"{record.name} stands as in {file} already."
    if first is not None:
        words += (
            f"\nNobody has a PIN here yet. {first.officer.name} may sign in with the one-time PIN {first.digits}, "
            "shown only here,\nand chooses another one at the first sign-in, or with: "
            f"antrean officer pin {first.officer.name}"
        )
    context.say(data, words)


@mall.command("export")
@command
def export(context: Context) -> None:
    """Write the loaded mall as its file."""
    from antrean import mall as use
    from antrean import mall_file, mall_tables

    with context.store() as store:
        record = use.read(store)
    context.say(mall_tables.to_tables(record), lambda: mall_file.to_toml(record).rstrip("\n"))


@mall.command("searches")
@click.option("--days", type=click.IntRange(1, 90), default=30, show_default=True, help="so many days back, with today")
@command
def searches(context: Context, days: int) -> None:
    """List what visitors searched for at the kiosk and did not find, most often first."""
    from datetime import timedelta

    from antrean import missed

    with context.store() as store:
        with store.read() as unit:
            last = unit.service_day
        found = missed.missed_searches(store, last - timedelta(days=days - 1), last)
    data = {"days": days, "until": last, "searches": [{"words": one.words, "times": one.times} for one in found]}
    if not found:
        context.say(data, f"No search was in vain in the last {days} days (until {last}).")
        return
    context.say(data, lambda: "\n".join(f"{one.times:6}  {one.words}" for one in found))
