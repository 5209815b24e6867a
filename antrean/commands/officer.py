"""antrean officer: who may sit at a counter."""

import click

from antrean.commands.context import Context, command, request, request_option
from antrean.model import Officer, Role


@click.group()
def officer() -> None:
    """Who may sit at a counter."""


@officer.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice([role.value for role in Role]), default=Role.OFFICER.value)
@request_option
@command
def add(context: Context, name: str, role: str, request_id: str | None) -> None:
    """Add an officer."""
    from antrean import roster

    with context.store() as store:
        person = roster.add_officer(store, name, Role(role), request_id=request(request_id))
    context.say(_plain(person), f"{person.name} is number {person.id}, {person.role.value}.")


@officer.command("list")
@command
def show(context: Context) -> None:
    """List the officers."""
    from antrean import roster

    with context.store() as store:
        people = roster.hall(store).officers
    data = {"officers": [_plain(person) for person in people]}
    context.say(data, lambda: "\n".join(f"{one.id:>4}  {one.name}, {one.role.value}" for one in people))


def _plain(person: Officer) -> dict[str, object]:
    return {"id": person.id, "name": person.name, "role": person.role.value}
