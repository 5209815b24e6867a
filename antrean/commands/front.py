"""antrean front: what a visitor does at a kiosk, for scripts and for a hall without a screen."""

from dataclasses import replace
from typing import Any

import click

from antrean.commands.context import Context, command, request, request_option
from antrean.commands.printing import print_ticket
from antrean.commands.words import answer, assistance_json, assistance_line
from antrean.model import Priority


@click.group()
def front() -> None:
    """What a visitor does at a kiosk."""


@front.command("offer")
@command
def offer(context: Context) -> None:
    """List the services with whether, until when and why not a number may be taken."""
    from antrean import front as use

    with context.store() as store:
        found = use.offer(store)
    rows = [
        {
            "code": one.service.code,
            "name": one.service.name.indonesian,
            "agency": one.service.agency,
            "queue": one.service.queue,
            "is_open": one.answer.is_open,
            "reason": None if one.answer.reason is None else one.answer.reason.value,
            "note": None if one.answer.note is None else one.answer.note.indonesian,
            "until": None if one.answer.until is None else one.answer.until.isoformat(),
            "opens_at": None if one.answer.opens_at is None else one.answer.opens_at.isoformat(),
            "waiting": one.waiting,
            "quota_left": one.quota_left,
            "counters": list(one.counters),
        }
        for one in found.services
    ]
    data = {"mall": found.mall.name.indonesian, "now": found.now.isoformat(), "services": rows}
    context.say(data, lambda: "\n".join(_offer_line(row) for row in rows))


@front.command("issue")
@click.argument("service_code")
@click.option("--priority", type=click.Choice([kind.value for kind in Priority]), help="a priority number of this kind")
@click.option("--language", default="id", help="language of the ticket: id, en …")
@click.option("--print", "wants_paper", is_flag=True, help="print it on the printer of the settings")
@request_option
@command
def issue(
    context: Context,
    service_code: str,
    priority: str | None,
    language: str,
    wants_paper: bool,
    request_id: str | None,
) -> None:
    """Give the next number of a service."""
    from antrean import front as use

    # A broken printer section is told before a number is used up.
    settings = context.settings.printer
    with context.store() as store:
        issued = use.issue(
            store,
            service_code,
            request_id=request(request_id),
            device="command",
            priority=None if priority is None else Priority(priority),
            language=language,
            wants_paper=wants_paper,
        )
        ticket = issued.ticket
        if wants_paper:
            ticket = replace(ticket, print_state=print_ticket(store, issued, settings).state)
    data = answer(ticket, people_ahead=issued.people_ahead, counters=list(issued.counters))
    places = " or ".join(str(number) for number in issued.counters)
    context.say(data, f"{ticket.code}: {issued.people_ahead or 'nobody'} ahead, counter {places}.")


@front.command("assist")
@click.argument("device")
@request_option
@command
def assist(context: Context, device: str, request_id: str | None) -> None:
    """Ring for a companion at a kiosk; while its call is open it rings no second time."""
    from antrean import assistance

    with context.store() as store:
        call = assistance.ask(store, device=device, request_id=request(request_id))
    context.say(assistance_json(call), assistance_line(call))


def _offer_line(row: dict[str, Any]) -> str:
    if row["is_open"]:
        state = f"open, {row['waiting']} waiting"
    else:
        again = "" if row["opens_at"] is None else f", again {row['opens_at'][:16].replace('T', ' ')}"
        note = "" if row["note"] is None else f" ({row['note']})"
        state = f"{row['reason'].replace('_', ' ')}{note}{again}"
    return f"{row['code']:<20} {row['queue']}  {row['name']}: {state}"
