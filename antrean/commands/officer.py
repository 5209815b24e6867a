"""antrean officer: who may sit at a counter, with which role and which PIN."""

from typing import TYPE_CHECKING, Any, Final

import click

from antrean.commands import who
from antrean.commands.context import Context, command, request, request_option
from antrean.model import Officer, Role

if TYPE_CHECKING:
    from antrean.officers import OneTimePin, Person

_WHO: Final = click.argument("name", metavar="OFFICER")
_ROLES: Final = click.Choice([role.value for role in Role])
_AGENCIES: Final = click.option(
    "--agency", "agencies", multiple=True, metavar="LETTER", help="confined to this agency; repeatable"
)


@click.group()
def officer() -> None:
    """Who may sit at a counter. OFFICER is a name or a number."""


@officer.command("add")
@click.argument("name")
@click.option("--role", type=_ROLES, default=Role.OFFICER.value, show_default=True)
@_AGENCIES
@who.BY
@request_option
@command
def add(
    context: Context, name: str, role: str, agencies: tuple[str, ...], by: str | None, request_id: str | None
) -> None:
    """Add an officer and show the one-time PIN; a name that was retired comes back."""
    from antrean import signing

    with context.store() as store:
        actor = who.officer(store, by, option="--by")
        made = signing.add(store, actor, name, Role(role), agencies, request_id=request(request_id))
    _say_pin(context, made, f"{made.officer.name} is number {made.officer.id}, {_place(made.officer)}.")


@officer.command("reset")
@_WHO
@who.BY
@request_option
@command
def reset(context: Context, name: str, by: str | None, request_id: str | None) -> None:
    """Give an officer another one-time PIN and show it; a locked one may try again."""
    from antrean import roster, signing

    with context.store() as store:
        actor = who.officer(store, by, option="--by")
        person = roster.find_officer(store, name)
        made = signing.reset(store, actor, person.id, request_id=request(request_id))
    _say_pin(context, made, f"The PIN of {made.officer.name} before this one is gone.")


@officer.command("unlock")
@_WHO
@who.BY
@request_option
@command
def unlock(context: Context, name: str, by: str | None, request_id: str | None) -> None:
    """Let an officer try again after too many wrong PINs; the PIN stays."""
    from antrean import roster, signing

    with context.store() as store:
        actor = who.officer(store, by, option="--by")
        person = roster.find_officer(store, name)
        found = signing.unlock(store, actor, person.id, request_id=request(request_id))
    context.say(_plain(found), f"{found.name} may sign in.")


@officer.command("change")
@_WHO
@click.option("--role", type=_ROLES, help="default: as it is")
@_AGENCIES
@click.option("--whole-mall", is_flag=True, help="no longer confined to any agency")
@who.BY
@request_option
@command
def change(
    context: Context,
    name: str,
    role: str | None,
    agencies: tuple[str, ...],
    whole_mall: bool,
    by: str | None,
    request_id: str | None,
) -> None:
    """Give an officer another role or other agencies; the PIN stays."""
    from antrean import roster, signing

    if whole_mall and agencies:
        raise click.UsageError("--agency and --whole-mall exclude each other.")
    if role is None and not agencies and not whole_mall:
        raise click.UsageError("Say what to change: --role, --agency or --whole-mall.")
    with context.store() as store:
        actor = who.officer(store, by, option="--by")
        person = roster.find_officer(store, name)
        found = signing.change(
            store,
            actor,
            person.id,
            role=None if role is None else Role(role),
            agencies=agencies if agencies or whole_mall else None,
            request_id=request(request_id),
        )
    context.say(_plain(found), f"{found.name} is {_place(found)}.")


@officer.command("retire")
@_WHO
@who.BY
@request_option
@command
def retire(context: Context, name: str, by: str | None, request_id: str | None) -> None:
    """Let an officer go: name and PIN are gone from every list, the log keeps what was done."""
    from antrean import roster, signing

    with context.store() as store:
        actor = who.officer(store, by, option="--by")
        person = roster.find_officer(store, name)
        gone = signing.retire(store, actor, person.id, request_id=request(request_id))
    context.say(_plain(gone), f"{gone.name} works here no longer.")


@officer.command("pin")
@_WHO
@request_option
@command
def set_pin(context: Context, name: str, request_id: str | None) -> None:
    """Choose your own PIN with the present one.

    Without a terminal the input has two lines: the present PIN and the new one.
    """
    from antrean import pin, roster, signing

    with context.store() as store:
        person = roster.find_officer(store, name)
        old = who.typed_pin(f"Present PIN of {person.name}")
        new = who.chosen_pin(f"New PIN, {pin.SHORTEST} to {pin.LONGEST} digits")
        found = signing.set_pin(store, person.id, old, new, request_id=request(request_id))
    context.say(_plain(found), f"{found.name} has another PIN now.")


@officer.command("list")
@command
def show(context: Context) -> None:
    """List the officers: role, agencies, and how it stands with the PIN."""
    from antrean import mall, signing

    with context.store() as store:
        pins = mall.read(store).rules.pins
        people = signing.people(store)
    data = {"officers": [_person(one) for one in people]}
    context.say(data, lambda: "\n".join(_line(one, pins=pins) for one in people))


def _say_pin(context: Context, made: "OneTimePin", words: str) -> None:
    data = _plain(made.officer) | {"one_time_pin": made.digits}
    name = made.officer.name
    if made.digits is not None:
        words += (
            f"\nOne-time PIN: {made.digits}. It is shown only here; {name} chooses another one at the first sign-in."
        )
    elif made.is_repeated:
        words += (
            f"\nThis was done before, and a PIN is shown once. Another one: antrean officer reset {made.officer.id}"
        )
    context.say(data, words)


def _plain(person: Officer) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "role": person.role.value,
        "agencies": list(person.agencies),
    }


def _person(one: "Person") -> dict[str, Any]:
    return _plain(one.officer) | {
        "pin": "none" if not one.has_pin else "once" if one.is_once else "own",
        "is_locked": one.is_locked,
        "wait_until": None if one.wait_until is None else one.wait_until.isoformat(),
    }


def _line(one: "Person", *, pins: bool) -> str:
    words = [f"{one.officer.id:>4}  {one.officer.name}", _place(one.officer)]
    if one.is_locked:
        words.append("locked")
    elif one.has_pin:
        words.append("one-time PIN" if one.is_once else "own PIN")
    elif pins:
        words.append("no PIN")
    return ", ".join(words)


def _place(person: Officer) -> str:
    return f"{person.role.value} of {' '.join(person.agencies)}" if person.agencies else person.role.value
