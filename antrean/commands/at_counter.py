"""What the commands of a counter share: who acts there, and the answer about a ticket."""

from typing import Any

import click

from antrean.commands import who
from antrean.commands.context import Context
from antrean.commands.words import answer, ticket_line
from antrean.model import Ticket

OFFICER = click.option(
    "--officer",
    help="name or number; asks for the PIN. Default, where commands need no PIN: whoever is signed in there",
)


def desk_at(counter: int, store: Any, officer: str | None) -> Any:
    """Return the counter with who acts there."""
    from antrean import desk as use

    return use.Desk(counter=counter, officer=who.officer(store, officer, counter=counter))


def say_ticket(context: Context, ticket: Ticket) -> None:
    context.say(answer(ticket), ticket_line(ticket))
