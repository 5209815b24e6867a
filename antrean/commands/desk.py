"""antrean desk: what an officer does at a counter, for scripts and for a hall without a screen."""

from collections.abc import Callable
from typing import Any

import click

from antrean.commands.context import Context, command, request, request_option
from antrean.commands.words import answer, assistance_json, assistance_line, counter_json, counter_line, ticket_line
from antrean.model import Ticket

_OFFICER = click.option("--officer", help="name or number; default: whoever is signed in there")


@click.group()
def desk() -> None:
    """What an officer does at a counter."""


def _at(counter: int, store: Any, officer: str | None) -> Any:
    from antrean import desk as use
    from antrean import roster

    return use.Desk(counter=counter, officer=None if officer is None else roster.find_officer(store, officer).id)


def _say_ticket(context: Context, ticket: Ticket) -> None:
    context.say(answer(ticket), ticket_line(ticket))


@desk.command("open")
@click.argument("counter", type=int)
@click.option("--officer", help="name or number; default: the local administrator")
@request_option
@command
def open_counter(context: Context, counter: int, officer: str | None, request_id: str | None) -> None:
    """Open a counter, or end its break."""
    from antrean import roster

    with context.store() as store:
        person = None if officer is None else roster.find_officer(store, officer).id
        now = roster.open_counter(store, counter, person, request_id=request(request_id))
    context.say(counter_json(now), counter_line(now))


@desk.command("close")
@click.argument("counter", type=int)
@_OFFICER
@request_option
@command
def close_counter(context: Context, counter: int, officer: str | None, request_id: str | None) -> None:
    """Close a counter; a called ticket goes back to its place."""
    from antrean import roster

    with context.store() as store:
        now = roster.close_counter(store, _at(counter, store, officer), request_id=request(request_id))
    context.say(counter_json(now), counter_line(now))


@desk.command("break")
@click.argument("counter", type=int)
@click.option("--reason", default="", help="why; needed")
@click.option("--minutes", type=click.IntRange(1, 480), help="how long, for the screens")
@_OFFICER
@request_option
@command
def start_break(
    context: Context, counter: int, reason: str, minutes: int | None, officer: str | None, request_id: str | None
) -> None:
    """Pause a counter; “desk open” ends the break."""
    from antrean import roster

    with context.store() as store:
        at = _at(counter, store, officer)
        now = roster.start_break(store, at, reason=reason, minutes=minutes, request_id=request(request_id))
    context.say(counter_json(now), counter_line(now))


@desk.command("next")
@click.argument("counter", type=int)
@click.option("--finish", "finish_first", is_flag=True, help="finish the present ticket in the same write")
@_OFFICER
@request_option
@command
def call_next(context: Context, counter: int, finish_first: bool, officer: str | None, request_id: str | None) -> None:
    """Call the next visitor; nobody waiting is no failure."""
    from antrean import desk as use

    with context.store() as store:
        act = use.finish_and_call_next if finish_first else use.call_next
        result = act(store, _at(counter, store, officer), request_id=request(request_id))
    match result:
        case use.Called(ticket=ticket, because=because):
            context.say(answer(ticket, because=None if because is None else because.value), ticket_line(ticket))
        case use.NobodyWaiting():
            context.say(answer(None), "Nobody is waiting.")


def _simple(name: str, about: str, act: Callable[..., Ticket]) -> None:
    """Add a command that acts on the counter's own ticket and needs nothing else."""

    @click.argument("counter", type=int)
    @_OFFICER
    @request_option
    @command
    def run(context: Context, counter: int, officer: str | None, request_id: str | None) -> None:
        with context.store() as store:
            ticket = act(store, _at(counter, store, officer), request_id=request(request_id))
        _say_ticket(context, ticket)

    desk.command(name, help=about)(run)


def _with_code(name: str, about: str, act: Callable[..., Ticket]) -> None:
    """Add a command that acts on one of today's tickets, named by its code."""

    @click.argument("counter", type=int)
    @click.argument("code")
    @_OFFICER
    @request_option
    @command
    def run(context: Context, counter: int, code: str, officer: str | None, request_id: str | None) -> None:
        with context.store() as store:
            ticket = act(store, _at(counter, store, officer), code, request_id=request(request_id))
        _say_ticket(context, ticket)

    desk.command(name, help=about)(run)


def _lazily(name: str) -> Callable[..., Ticket]:
    # The use cases bring SQLAlchemy with them: "antrean --help" need not wait for it.
    def act(*arguments: Any, **options: Any) -> Ticket:
        from antrean import desk as use

        ticket: Ticket = getattr(use, name)(*arguments, **options)
        return ticket

    return act


_simple("recall", "Call the counter's ticket again.", _lazily("recall"))
_simple("start", "The visitor has come: the service begins.", _lazily("start"))
_simple("no-show", "The visitor did not come.", _lazily("no_show"))
_simple("release", "Take a wrong call back; the ticket waits at its old place.", _lazily("release"))
_with_code("resume", "Call a held ticket to this counter.", _lazily("resume"))
_with_code("reinstate", "Take back a visitor who missed the call.", _lazily("reinstate"))
_with_code("cancel", "Cancel a waiting, held or missed ticket.", _lazily("cancel"))
_with_code("undo", "Take back a finish, no-show or transfer of a moment ago.", _lazily("undo"))


@desk.command("finish")
@click.argument("counter", type=int)
@click.option("--outcome", default="done", help="outcome code")
@_OFFICER
@request_option
@command
def finish(context: Context, counter: int, outcome: str, officer: str | None, request_id: str | None) -> None:
    """The service is over."""
    from antrean import desk as use

    with context.store() as store:
        at = _at(counter, store, officer)
        ticket = use.finish(store, at, outcome=outcome, request_id=request(request_id))
    _say_ticket(context, ticket)


@desk.command("hold")
@click.argument("counter", type=int)
@click.option("--reason", default="", help="why; needed")
@_OFFICER
@request_option
@command
def hold(context: Context, counter: int, reason: str, officer: str | None, request_id: str | None) -> None:
    """Set the counter's ticket aside."""
    from antrean import desk as use

    with context.store() as store:
        at = _at(counter, store, officer)
        ticket = use.hold(store, at, reason=reason, request_id=request(request_id))
    _say_ticket(context, ticket)


@desk.command("call")
@click.argument("counter", type=int)
@click.argument("code")
@click.option("--reason", default="", help="why out of turn; needed")
@_OFFICER
@request_option
@command
def call(context: Context, counter: int, code: str, reason: str, officer: str | None, request_id: str | None) -> None:
    """Call a chosen waiting ticket out of turn."""
    from antrean import desk as use

    with context.store() as store:
        at = _at(counter, store, officer)
        ticket = use.call(store, at, code, reason=reason, request_id=request(request_id)).ticket
    _say_ticket(context, ticket)


@desk.command("transfer")
@click.argument("counter", type=int)
@click.argument("to", required=False)
@click.option("--service", help="to a service, by its code")
@click.option("--queue", help="to a queue, by its code")
@click.option("--counter", "to_counter", type=int, help="to one counter")
@_OFFICER
@request_option
@command
def transfer(
    context: Context,
    counter: int,
    to: str | None,
    service: str | None,
    queue: str | None,
    to_counter: int | None,
    officer: str | None,
    request_id: str | None,
) -> None:
    """Send the counter's ticket on; TO is a counter's number, a queue or a service code."""
    from antrean import desk as use

    target = use.Target(service=service, queue=queue, counter=to_counter)
    if to is not None and target == use.Target():
        target = _target(to)
    elif to is not None:
        raise click.UsageError("Name the target once: as TO or as an option.")
    with context.store() as store:
        at = _at(counter, store, officer)
        ticket = use.transfer(store, at, target, request_id=request(request_id))
    _say_ticket(context, ticket)


@desk.group("assistance")
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
@_OFFICER
@request_option
@command
def accept_assistance(context: Context, counter: int, call: int, officer: str | None, request_id: str | None) -> None:
    """Say that the officer of a counter goes to the kiosk."""
    from antrean import assistance as use

    with context.store() as store:
        at = _at(counter, store, officer)
        found = use.accept(store, call, desk=at, request_id=request(request_id))
    context.say(assistance_json(found), assistance_line(found))


@assistance.command("end")
@click.argument("counter", type=int)
@click.argument("call", type=int)
@_OFFICER
@request_option
@command
def end_assistance(context: Context, counter: int, call: int, officer: str | None, request_id: str | None) -> None:
    """Say that a call for a companion is over."""
    from antrean import assistance as use

    with context.store() as store:
        at = _at(counter, store, officer)
        found = use.end(store, call, desk=at, request_id=request(request_id))
    context.say(assistance_json(found), assistance_line(found))


def _target(to: str) -> Any:
    from antrean import desk as use

    if to.isdecimal():
        return use.Target(counter=int(to))
    # Queue codes are capital letters, service codes are not.
    return use.Target(queue=to) if to.isupper() else use.Target(service=to)
