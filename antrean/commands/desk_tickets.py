"""antrean desk: numbers given at a counter, copies, and notes to the next counter."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import click

from antrean.commands.at_counter import OFFICER, desk_at
from antrean.commands.context import Context, command, request, request_option
from antrean.commands.printing import print_ticket
from antrean.commands.words import answer, ticket_line
from antrean.model import Priority

_PRINT = click.option("--print", "wants_paper", is_flag=True, help="print it on the printer of the settings")


def _for_whom(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command that issues a number the options about its visitor."""
    kinds = click.Choice([kind.value for kind in Priority])
    function = click.option("--language", default="id", help="language of the visitor: id, en …")(function)
    return click.option("--priority", type=kinds, help="a priority number of this kind")(function)


@click.command("walk-in")
@click.argument("counter", type=int)
@click.argument("service_code")
@_for_whom
@OFFICER
@request_option
@command
def walk_in(
    context: Context,
    counter: int,
    service_code: str,
    priority: str | None,
    language: str,
    officer: str | None,
    request_id: str | None,
) -> None:
    """Give a number to who stands at the counter and call it there, without paper and without voice."""
    from antrean import desk_tickets as use

    with context.store() as store:
        found = use.walk_in(
            store,
            desk_at(counter, store, officer),
            service_code,
            priority=None if priority is None else Priority(priority),
            language=language,
            request_id=request(request_id),
        )
    because = None if found.because is None else found.because.value
    context.say(answer(found.ticket, because=because, is_chosen=found.ticket.is_chosen), ticket_line(found.ticket))


@click.command("issue-for")
@click.argument("counter", type=int)
@click.argument("service_code")
@_for_whom
@_PRINT
@OFFICER
@request_option
@command
def issue_for(
    context: Context,
    counter: int,
    service_code: str,
    priority: str | None,
    language: str,
    wants_paper: bool,
    officer: str | None,
    request_id: str | None,
) -> None:
    """Give a visitor at the counter a number of any service."""
    from antrean import desk_tickets as use

    def give(store: Any) -> Any:
        return use.issue_for(
            store,
            desk_at(counter, store, officer),
            service_code,
            priority=None if priority is None else Priority(priority),
            language=language,
            wants_paper=wants_paper,
            request_id=request(request_id),
        )

    _give(context, give, wants_paper=wants_paper)


@click.command("next-step")
@click.argument("counter", type=int)
@click.argument("code")
@click.argument("service_code")
@_PRINT
@OFFICER
@request_option
@command
def next_step(
    context: Context,
    counter: int,
    code: str,
    service_code: str,
    wants_paper: bool,
    officer: str | None,
    request_id: str | None,
) -> None:
    """Give the visitor of CODE, who is or was served here, a number of the service that comes next."""
    from antrean import desk_tickets as use

    def give(store: Any) -> Any:
        at = desk_at(counter, store, officer)
        return use.next_step(store, at, code, service_code, wants_paper=wants_paper, request_id=request(request_id))

    _give(context, give, wants_paper=wants_paper)


@click.command("reprint")
@click.argument("counter", type=int)
@click.argument("code")
@OFFICER
@request_option
@command
def reprint(context: Context, counter: int, code: str, officer: str | None, request_id: str | None) -> None:
    """Print a copy of one of today's tickets on the printer of the settings."""
    from antrean import desk_tickets as use

    def give(store: Any) -> Any:
        return use.reprint(store, desk_at(counter, store, officer), code, request_id=request(request_id))

    _give(context, give, wants_paper=True, is_copy=True)


@click.command("note")
@click.argument("counter", type=int)
@click.argument("code")
@click.argument("text")
@OFFICER
@request_option
@command
def note(context: Context, counter: int, code: str, text: str, officer: str | None, request_id: str | None) -> None:
    """Write a note to the next counter about a ticket that is or was just here; "" takes it back.

    At most 140 signs, no identity numbers; it is deleted when the day is closed.
    """
    from antrean import notes as use

    with context.store() as store:
        ticket = use.add(store, desk_at(counter, store, officer), code, text, request_id=request(request_id))
    context.say(answer(ticket), ticket_line(ticket))


def _give(context: Context, give: Callable[[Any], Any], *, wants_paper: bool, is_copy: bool = False) -> None:
    """Do what gives a number, print it if wanted, and say where it stands in line."""
    # A broken printer section is told before a number is used up.
    settings = context.settings.printer
    with context.store() as store:
        issued = give(store)
        ticket = issued.ticket
        if wants_paper:
            state = print_ticket(store, issued, settings, is_copy=is_copy).state
            ticket = ticket if is_copy else replace(ticket, print_state=state)
    data = answer(ticket, people_ahead=issued.people_ahead, counters=list(issued.counters))
    places = " or ".join(str(number) for number in issued.counters)
    context.say(data, f"{ticket.code}: {issued.people_ahead or 'nobody'} ahead, counter {places}.")


COMMANDS: Final = (walk_in, issue_for, next_step, reprint, note)
"""What `antrean desk` has from here."""
