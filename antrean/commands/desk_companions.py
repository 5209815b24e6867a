"""antrean desk assistance: the visitors at the kiosks who ask for a companion."""

import click

from antrean.commands.at_counter import OFFICER, desk_at
from antrean.commands.context import Context, command, request, request_option
from antrean.commands.words import assistance_json, assistance_line


@click.group("assistance")
def assistance() -> None:
    """The visitors at the kiosks who ask for a companion."""


@assistance.command("list")
@command
def list_assistance(context: Context) -> None:
    """List the calls of today that are not ended."""
    from antrean import assistance as use

    with context.store() as store:
        calls = use.open_calls(store)
    data = {"calls": [assistance_json(call) for call in calls]}
    context.say(data, "\n".join(assistance_line(call) for call in calls) or "Nobody asks for a companion.")


@assistance.command("accept")
@click.argument("counter", type=int)
@click.argument("call", type=int)
@OFFICER
@request_option
@command
def accept_assistance(context: Context, counter: int, call: int, officer: str | None, request_id: str | None) -> None:
    """Say that the officer of a counter goes to the kiosk."""
    from antrean import assistance as use

    with context.store() as store:
        at = desk_at(counter, store, officer)
        found = use.accept(store, call, desk=at, request_id=request(request_id))
    context.say(assistance_json(found), assistance_line(found))


@assistance.command("end")
@click.argument("counter", type=int)
@click.argument("call", type=int)
@OFFICER
@request_option
@command
def end_assistance(context: Context, counter: int, call: int, officer: str | None, request_id: str | None) -> None:
    """Say that a call for a companion is over."""
    from antrean import assistance as use

    with context.store() as store:
        at = desk_at(counter, store, officer)
        found = use.end(store, call, desk=at, request_id=request(request_id))
    context.say(assistance_json(found), assistance_line(found))
