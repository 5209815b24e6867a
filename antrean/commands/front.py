"""antrean front: what a visitor does at a kiosk, for scripts and for a hall without a screen."""

from dataclasses import replace
from typing import Any, TextIO

import click

from antrean.commands.context import Context, Exit, command, request, request_option
from antrean.commands.printing import print_block, print_ticket, refuse_without_printer
from antrean.commands.words import answer, assistance_json, assistance_line, ticket_json
from antrean.errors import Reason, Refused
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


@front.command("reserve")
@click.argument("queue")
@click.argument("count", type=int)
@click.option("--tomorrow", "for_tomorrow", is_flag=True, help="numbers of tomorrow, printed the evening before")
@click.option("--print", "wants_paper", is_flag=True, help="print them on the printer of the settings")
@request_option
@command
def reserve(
    context: Context, queue: str, count: int, for_tomorrow: bool, wants_paper: bool, request_id: str | None
) -> int:
    """Set COUNT numbers of QUEUE aside on paper, for a day on which the server is away."""
    from antrean import emergency, mall

    settings = context.settings.printer
    left: tuple[str, ...] = ()
    with context.store() as store:
        if wants_paper:
            refuse_without_printer(settings, "Nothing was set aside.")
        block = emergency.reserve(store, queue, count, for_tomorrow=for_tomorrow, request_id=request(request_id))
        # Said before the papers: whatever becomes of them, these numbers are taken.
        if not context.as_json:
            context.say(None, f"Set aside for {block.service_day}: {block.codes[0]} to {block.codes[-1]}.")
        if wants_paper:
            left = print_block(mall.read(store), block, settings, for_tomorrow=for_tomorrow)
    if context.as_json:
        data = {"queue": block.queue, "service_day": block.service_day.isoformat(), "codes": list(block.codes)}
        context.say({**data, "not_printed": list(left)}, "")
    return Exit.UNAVAILABLE if left else Exit.DONE


@front.command("reserved")
@click.argument("codes", metavar="[CODE]...", nargs=-1)
@click.option("--tomorrow", "for_tomorrow", is_flag=True, help="numbers of tomorrow")
@click.option("--print", "wants_paper", is_flag=True, help="print them on the printer of the settings")
@command
def reserved(context: Context, codes: tuple[str, ...], for_tomorrow: bool, wants_paper: bool) -> int:
    """List the numbers that were set aside for today and have not been entered; with CODEs only these."""
    from antrean import emergency, mall

    settings = context.settings.printer
    left: list[str] = []
    with context.store() as store:
        if wants_paper:
            refuse_without_printer(settings, "Nothing was printed.")
        blocks = emergency.on_paper(store, for_tomorrow=for_tomorrow, only=codes)
        if wants_paper:
            known = mall.read(store)
            for block in blocks:
                left += print_block(known, block, settings, for_tomorrow=for_tomorrow)
    found = [code for block in blocks for code in block.codes]
    data: dict[str, Any] = {"codes": found}
    if wants_paper:
        data["not_printed"] = left
    when = "tomorrow" if for_tomorrow else "today"
    context.say(data, ", ".join(found) or f"No numbers are set aside for {when}.")
    return Exit.UNAVAILABLE if left else Exit.DONE


@front.command("import")
@click.argument("file", type=click.File(encoding="utf-8"))
@request_option
@command
def enter(context: Context, file: TextIO, request_id: str | None) -> None:
    """Enter the numbers that were handed out, in the order of FILE (- = typed in): a line each, “CA-051 ktp”.

    The service may be left out where the queue has one only; what follows a # is left out too.
    """
    from antrean import emergency

    try:
        words = [line.partition("#")[0].split() for line in file]
    except UnicodeDecodeError:
        raise Refused(Reason.BAD_INPUT, "The list of numbers is no text.") from None
    if strange := next((line for line in words if len(line) > 2), None):
        raise Refused(Reason.BAD_INPUT, f"“{' '.join(strange)[:60]}” is not a number and a service.")
    used = [emergency.Used(code=line[0], service=line[1] if len(line) > 1 else "") for line in words if line]
    with context.store() as store:
        entered = emergency.enter(store, used, request_id=request(request_id))
    data = {"entered": [ticket_json(ticket) for ticket in entered.tickets], "known": list(entered.known)}
    lines = [f"{ticket.code} waits for {ticket.service}." for ticket in entered.tickets]
    lines += [f"{code} had been entered before." for code in entered.known]
    context.say(data, "\n".join(lines))


def _offer_line(row: dict[str, Any]) -> str:
    if row["is_open"]:
        state = f"open, {row['waiting']} waiting"
    else:
        again = "" if row["opens_at"] is None else f", again {row['opens_at'][:16].replace('T', ' ')}"
        note = "" if row["note"] is None else f" ({row['note']})"
        state = f"{row['reason'].replace('_', ' ')}{note}{again}"
    return f"{row['code']:<20} {row['queue']}  {row['name']}: {state}"
