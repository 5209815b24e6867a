"""Who gives a command: an officer who types a PIN, or whoever has the administrator's rights on the database."""

import socket
import sys
from typing import Any, Final

import click

from antrean.errors import Reason, Refused
from antrean.settings import DEVICE_NAME_LENGTH

BY: Final = click.option("--by", "by", metavar="OFFICER", help="who does it, by name or number; asks for the PIN")


def is_trusted(store: Any) -> bool:
    """Say whether commands need no PIN here: the mall wants none, or this user administers the database."""
    with store.read() as unit:
        pins = unit.mall.rules.pins
    return not pins or bool(store.is_administrator())


def officer(store: Any, name: str | None, *, counter: int | None = None, option: str = "--officer") -> int | None:
    """Return the officer who gives a command, None where nobody need be named.

    Where `is_trusted` does not hold, the PIN is asked for: one line of the input, or hidden at a terminal. Raises what
    `signing.sign_in` raises, and Refused(pin_needed) for nobody and for who still has a one-time PIN.
    """
    from antrean import roster, signing

    trusted = is_trusted(store)
    if name is None:
        if trusted:
            return None
        raise Refused(
            Reason.PIN_NEEDED,
            f"Name the officer with {option} and give the PIN on the standard input. "
            "Only whoever administers the database goes without.",
        )
    person = roster.find_officer(store, name)
    if trusted:
        return person.id
    found = signing.sign_in(
        store,
        person.id,
        typed_pin(f"PIN of {person.name}"),
        counter=counter,
        device=f"command@{socket.gethostname()}"[:DEVICE_NAME_LENGTH],
        # Never the command's own: its repetition is a try of its own, and has to have the PIN again.
        request_id=_request(),
    )
    if found.must_change_pin:
        raise Refused(
            Reason.PIN_NEEDED,
            f"{person.name} has a one-time PIN. Choose another one first: antrean officer pin {person.id}",
            officer=person.name,
            is_once=True,
        )
    return person.id


def refuse_unless_trusted(store: Any, what: str) -> None:
    """Refuse what only whoever administers the database does, where officers have PINs."""
    if not is_trusted(store):
        raise Refused(
            Reason.NOT_PERMITTED,
            f"Only whoever administers the database may {what}: the owner of its tables or of its file.",
        )


def typed_pin(prompt: str) -> str:
    """Return digits: one line of the input, or what is typed unseen at a terminal."""
    return ask_unseen(prompt) if is_terminal() else sys.stdin.readline().rstrip("\r\n")


def chosen_pin(prompt: str) -> str:
    """Return digits that somebody chooses, at a terminal twice; raise Refused(bad_input) for what is no good PIN."""
    from antrean import pin

    digits = typed_pin(prompt)
    pin.check_digits(digits)
    if is_terminal() and ask_unseen("The same once more") != digits:
        raise Refused(Reason.BAD_INPUT, "The two PINs are not the same. Nothing was made.")
    return digits


def is_terminal() -> bool:
    return sys.stdin.isatty()


def ask_unseen(prompt: str) -> str:
    # On stderr, so that the answer may be sent to a file.
    answer: str = click.prompt(prompt, hide_input=True, err=True)
    return answer


def _request() -> str:
    from antrean.commands.context import request

    return request(None)
