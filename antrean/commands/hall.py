"""antrean db, board, day: the database, the hall at a glance, the end of the day."""

from typing import Any

import click

from antrean.commands import who
from antrean.commands.context import Context, command, request, request_option
from antrean.commands.hall_words import device_json, device_lines
from antrean.commands.supervisor import OFFICER
from antrean.commands.words import anchor_lines, ticket_json, ticket_line


@click.command()
@click.option("--devices", "with_devices", is_flag=True, help="kiosks, counters and displays too, and what they need")
@command
def board(context: Context, with_devices: bool) -> None:
    """Show who is called where, how many wait and which counters are open."""
    from antrean import board as use
    from antrean import presence

    with context.store() as store:
        mall, now = use.read(store)
        devices = presence.devices(store) if with_devices else ()
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
    data: dict[str, Any] = {
        "mall": mall.name.indonesian,
        "now": now.now.isoformat(),
        "service_day": now.service_day.isoformat(),
        "newest": now.newest,
        "calls": calls,
        "waiting": dict(now.waiting),
        "counters": {str(number): state.value for number, state in now.counters.items()},
    }
    if with_devices:
        data["devices"] = [device_json(device) for device in devices]
    context.say(data, lambda: "\n".join([_board_words(data), *([device_lines(devices)] if with_devices else [])]))


@click.group()
def day() -> None:
    """The service day."""


@day.command("close")
@click.option("--force", "force_reason", metavar="REASON", help="close although people wait, and why")
@OFFICER
@request_option
@command
def close(context: Context, force_reason: str | None, officer: str | None, request_id: str | None) -> None:
    """Close today: what is left expires and the counters close."""
    from antrean import closing

    with context.store() as store:
        closed = closing.close_today(
            store, force_reason=force_reason, by=who.officer(store, officer), request_id=request(request_id)
        )
    data = {
        "service_day": closed.service_day.isoformat(),
        "expired": list(closed.expired),
        "finished": list(closed.finished),
        "counters": list(closed.counters),
        "anchor": None if closed.anchor is None else closed.anchor.text,
    }
    words = (
        f"{closed.service_day} is closed: {len(closed.expired)} numbers expired, "
        f"{len(closed.finished)} services ended, {len(closed.counters)} counters closed."
    )
    context.say(data, "\n".join([words, *anchor_lines(closed.anchor)]))


@day.command("left")
@command
def left(context: Context) -> None:
    """List who still holds a number today, in the order of their places."""
    from antrean import closing

    with context.store() as store:
        found = closing.left(store)
    data = {"tickets": [ticket_json(ticket) for ticket in found]}
    context.say(data, "\n".join(ticket_line(ticket) for ticket in found) or "Nobody holds a number.")


def _board_words(data: dict[str, Any]) -> str:
    lines = [f"{data['mall']}, {data['service_day']}"]
    lines += [
        f"  {call['code']:<8} counter {call['counter']:<3} called {call['call_count']}×" for call in data["calls"]
    ]
    waiting = sum(data["waiting"].values())
    lines.append(f"Waiting: {waiting}. Counters open: {len(data['counters'])}.")
    return "\n".join(lines)
