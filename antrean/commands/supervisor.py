"""antrean hall: what a supervisor sees and does, for scripts and for a hall without a screen."""

import re
import sys
from datetime import time

import click

from antrean.commands import who
from antrean.commands.context import Context, command, request, request_option
from antrean.commands.hall_words import (
    alert_json,
    alert_lines,
    call_json,
    call_lines,
    iso,
    said_json,
    said_lines,
    view_json,
    view_lines,
)
from antrean.commands.words import answer, ticket_line
from antrean.errors import Reason, Refused
from antrean.model import Priority

OFFICER = click.option(
    "--officer",
    help="who does it, name or number; asks for the PIN. Default, where commands need no PIN: the administrator",
)
_NONE = "none"


@click.group()
def hall() -> None:
    """What a supervisor sees and does."""


@hall.command("view")
@OFFICER
@command
def view(context: Context, officer: str | None) -> None:
    """Show queues, counters, held and missed numbers, calls out of turn, closed services and alerts."""
    from antrean import watch

    with context.store() as store:
        seen = watch.read(store, who.officer(store, officer))
    context.say(view_json(seen), lambda: view_lines(seen))


@hall.command("alerts")
@OFFICER
@command
def alerts(context: Context, officer: str | None) -> None:
    """List what to look after, the most urgent first, each with its key."""
    from antrean import watch

    with context.store() as store:
        found = watch.read(store, who.officer(store, officer)).alerts
    context.say({"alerts": [alert_json(known) for known in found]}, lambda: alert_lines(found))


@hall.command("acknowledge")
@click.argument("key")
@OFFICER
@request_option
@command
def acknowledge(context: Context, key: str, officer: str | None, request_id: str | None) -> None:
    """Say that somebody looks after an alert, named by its key."""
    from antrean import watch

    with context.store() as store:
        given = watch.acknowledge(store, who.officer(store, officer), key, request_id=request(request_id))
    data = {"key": given.key, "officer": given.officer.name, "at": iso(given.at)}
    context.say(data, f"{given.officer.name} looks after {given.key}.")


@hall.command("close-service")
@click.argument("service")
@click.option("--reason", default="", help="as visitors read it at the kiosk; needed")
@click.option("--until", metavar="HH:MM", help="when it opens again today; default: not today")
@OFFICER
@request_option
@command
def close_service(
    context: Context, service: str, reason: str, until: str | None, officer: str | None, request_id: str | None
) -> None:
    """Give no more numbers of a service today; whoever holds one is served."""
    from antrean import overrides

    with context.store() as store:
        done = overrides.close_service(
            store,
            who.officer(store, officer),
            service,
            reason=reason,
            reopens_at=None if until is None else overrides.today_at(store, _clock(until)),
            request_id=request(request_id),
        )
    data = {"service": done.service, "reason": done.reason, "reopens_at": iso(done.reopens_at)}
    context.say(data, f"{done.service} is closed{' for today' if until is None else f' until {until}'}: {done.reason}")


@hall.command("reopen-service")
@click.argument("service")
@OFFICER
@request_option
@command
def reopen_service(context: Context, service: str, officer: str | None, request_id: str | None) -> None:
    """Give numbers of a service again."""
    from antrean import overrides

    with context.store() as store:
        overrides.reopen_service(store, who.officer(store, officer), service, request_id=request(request_id))
    context.say({"service": service}, f"{service} gives numbers again.")


@hall.command("announce")
@click.argument("text")
@click.option("--english", "text_en", default="", help="the same in English, spoken after it")
@click.option("--emergency", is_flag=True, help="before everything else, and no call until it was spoken")
@click.option("--area", "areas", multiple=True, help="a voice area; default: the whole hall")
@OFFICER
@request_option
@command
def announce(
    context: Context,
    text: str,
    text_en: str,
    emergency: bool,
    areas: tuple[str, ...],
    officer: str | None,
    request_id: str | None,
) -> None:
    """Have a text spoken and shown in the hall; TEXT is - to read it from standard input."""
    from antrean import speaking

    with context.store() as store:
        # First: the PIN may be the input's first line.
        by = who.officer(store, officer)
        done = speaking.announce(
            store,
            by,
            sys.stdin.read() if text == "-" else text,
            text_en=text_en,
            kind="emergency" if emergency else "free",
            areas=areas,
            request_id=request(request_id),
        )
    data = {"number": done.event, "kind": done.kind.value, "areas": list(done.areas), "at": iso(done.at)}
    context.say(data, f"Announcement {done.event} stands in line in {', '.join(done.areas)}.")


@hall.command("announcements")
@click.option("--calls", "of_calls", is_flag=True, help="the calls instead of the texts")
@OFFICER
@command
def announcements(context: Context, of_calls: bool, officer: str | None) -> None:
    """List what was announced today and what became of it, the newest first."""
    from antrean import speaking

    with context.store() as store:
        by = who.officer(store, officer)
        if of_calls:
            calls = speaking.calls(store, by)
            context.say({"calls": [call_json(one) for one in calls]}, lambda: call_lines(calls))
            return
        found = speaking.today(store, by)
    context.say({"announcements": [said_json(one) for one in found]}, lambda: said_lines(found))


@hall.command("withdraw")
@click.argument("number", type=int)
@OFFICER
@request_option
@command
def withdraw(context: Context, number: int, officer: str | None, request_id: str | None) -> None:
    """Take an announcement back, by its number."""
    from antrean import speaking

    with context.store() as store:
        done = speaking.withdraw(store, who.officer(store, officer), number, request_id=request(request_id))
    context.say({"number": done.event}, f"Announcement {done.event} was taken back.")


@hall.command("change-priority")
@click.argument("code")
@click.argument("kind", type=click.Choice([*(kind.value for kind in Priority), _NONE]))
@click.option("--reason", default="", help="why; needed")
@OFFICER
@request_option
@command
def change_priority(
    context: Context, code: str, kind: str, reason: str, officer: str | None, request_id: str | None
) -> None:
    """Make a number a priority one of a kind, or a regular one (none)."""
    from antrean import desk_changes

    wanted = None if kind == _NONE else Priority(kind)
    with context.store() as store:
        by = who.officer(store, officer)
        ticket = desk_changes.change_priority(store, by, code, wanted, reason=reason, request_id=request(request_id))
    context.say(answer(ticket), ticket_line(ticket))


@hall.command("change-queue")
@click.argument("code")
@click.argument("queue")
@click.option("--reason", default="", help="why; needed")
@OFFICER
@request_option
@command
def change_queue(
    context: Context, code: str, queue: str, reason: str, officer: str | None, request_id: str | None
) -> None:
    """Let a number wait in another queue; it keeps its place."""
    from antrean import desk_changes

    with context.store() as store:
        by = who.officer(store, officer)
        ticket = desk_changes.change_queue(store, by, code, queue, reason=reason, request_id=request(request_id))
    context.say(answer(ticket), f"{ticket.code} waits in queue {ticket.queue}.")


def _clock(text: str) -> time:
    found = re.fullmatch(r"([01]?\d|2[0-3])[:.]([0-5]\d)", text)
    if found is None:
        raise Refused(Reason.BAD_INPUT, f"“{text[:20]}” is no time such as 13:00.")
    return time(int(found[1]), int(found[2]))
