"""antrean db, board, day: the database, the hall at a glance, the end of the day."""

from typing import Any

import click

from antrean.commands.context import Context, Exit, command, request, request_option


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
    context.say(data, words)


@db.command("check")
@command
def check(context: Context) -> int:
    """Look whether the schema fits, the file is whole and nobody rewrote the log."""
    from antrean.store import checks

    with context.store() as store:
        findings = checks.check(store)
    data = {"ok": not findings.problems, "events": findings.events, "problems": list(findings.problems)}
    context.say(data, "" if findings.problems else f"The database is sound: {findings.events} events, none changed.")
    for sentence in findings.problems:
        click.echo(f"antrean: {sentence}", err=True)
    return Exit.UNAVAILABLE if findings.problems else Exit.DONE


@click.command()
@command
def board(context: Context) -> None:
    """Show who is called where, how many wait and which counters are open."""
    from antrean import board as use

    with context.store() as store:
        mall, now = use.read(store)
    calls = [
        {
            "code": call.code,
            "counter": call.counter,
            "agency": call.agency,
            "zone": call.zone,
            "call_count": call.call_count,
            "at": call.at.isoformat(),
        }
        for call in now.calls
    ]
    data = {
        "mall": mall.name.indonesian,
        "now": now.now.isoformat(),
        "service_day": now.service_day.isoformat(),
        "newest": now.newest,
        "calls": calls,
        "waiting": dict(now.waiting),
        "counters": {str(number): state.value for number, state in now.counters.items()},
    }
    context.say(data, lambda: _board_words(data))


@click.group()
def day() -> None:
    """The service day."""


@day.command("close")
@click.option("--force", "force_reason", metavar="REASON", help="close although people wait, and why")
@request_option
@command
def close(context: Context, force_reason: str | None, request_id: str | None) -> None:
    """Close today: what is left expires and the counters close."""
    from antrean import closing

    with context.store() as store:
        closed = closing.close_today(store, force_reason=force_reason, request_id=request(request_id))
    data = {
        "service_day": closed.service_day.isoformat(),
        "expired": list(closed.expired),
        "finished": list(closed.finished),
        "counters": list(closed.counters),
    }
    context.say(
        data,
        f"{closed.service_day} is closed: {len(closed.expired)} numbers expired, "
        f"{len(closed.finished)} services ended, {len(closed.counters)} counters closed.",
    )


def _board_words(data: dict[str, Any]) -> str:
    lines = [f"{data['mall']}, {data['service_day']}"]
    lines += [
        f"  {call['code']:<8} counter {call['counter']:<3} called {call['call_count']}×" for call in data["calls"]
    ]
    waiting = sum(data["waiting"].values())
    lines.append(f"Waiting: {waiting}. Counters open: {len(data['counters'])}.")
    return "\n".join(lines)
