"""antrean desk: what an officer does at a counter, for scripts and for a hall without a screen."""

from collections.abc import Callable
from typing import Any

import click

from antrean.commands import who
from antrean.commands.at_counter import OFFICER, desk_at, say_ticket
from antrean.commands.context import Context, command, request, request_option
from antrean.commands.words import answer, counter_json, counter_line, ticket_line
from antrean.model import Ticket
from antrean.settings import PrinterSettings


def _how_it_ended(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command that finishes a ticket the options about how the service ended."""
    function = click.option(
        "--missing",
        type=click.IntRange(min=1),
        multiple=True,
        metavar="N",
        help="the N-th thing to bring was missing",
    )(function)
    return click.option("--outcome", help="outcome code of the mall file; default: done")(function)


def _ending(outcome: str | None, missing: tuple[int, ...]) -> dict[str, Any]:
    # People count from one.
    given: dict[str, Any] = {} if outcome is None else {"outcome": outcome}
    return given | ({"missing": tuple(number - 1 for number in missing)} if missing else {})


@click.group()
def desk() -> None:
    """What an officer does at a counter.

    Where officers have PINs ([rules] pins in the mall file), name the officer with --officer; the PIN is one line of
    the input, or asked for at a terminal. Whoever administers the database goes without.
    """


@desk.command("open")
@click.argument("counter", type=int)
@click.option("--officer", help="name or number; default, where commands need no PIN: the local administrator")
@click.option("--agency", metavar="LETTER", help="which agency a shared counter works for; default: whose turn it is")
@request_option
@command
def open_counter(
    context: Context, counter: int, officer: str | None, agency: str | None, request_id: str | None
) -> None:
    """Open a counter, or end its break."""
    from antrean import roster

    with context.store() as store:
        person = who.officer(store, officer, counter=counter)
        now = roster.open_counter(
            store,
            counter,
            person,
            agency=agency,
            request_id=request(request_id),
            is_administrator=who.is_trusted(store),
        )
    context.say(counter_json(now), counter_line(now))


@desk.command("agency")
@click.argument("counter", type=int)
@click.argument("letter", required=False)
@OFFICER
@request_option
@command
def switch_agency(
    context: Context, counter: int, letter: str | None, officer: str | None, request_id: str | None
) -> None:
    """Let a shared counter work for one of its agencies from now on; without LETTER for all of them."""
    from antrean import roster

    with context.store() as store:
        now = roster.switch_agency(store, desk_at(counter, store, officer), letter, request_id=request(request_id))
    context.say(counter_json(now), counter_line(now))


@desk.command("close")
@click.argument("counter", type=int)
@click.option("--absent", is_flag=True, help="the officer there is gone, and --officer is a supervisor")
@OFFICER
@request_option
@command
def close_counter(context: Context, counter: int, absent: bool, officer: str | None, request_id: str | None) -> None:
    """Close a counter; a called ticket goes back to its place.

    With --absent a ticket that was being served is put on hold, for another counter to go on with.
    """
    from antrean import roster

    with context.store() as store:
        at = desk_at(counter, store, officer)
        if absent:
            left = roster.close_for(store, at.officer, counter, request_id=request(request_id))
            now, ticket = left.counter, left.given_back or left.held
        else:
            now, ticket = roster.close_counter(store, at, request_id=request(request_id)), None
    words = [counter_line(now)] if ticket is None else [counter_line(now), ticket_line(ticket)]
    context.say(counter_json(now) | ({} if not absent else answer(ticket)), " ".join(words))


@desk.command("break")
@click.argument("counter", type=int)
@click.option("--reason", default="", help="why; needed")
@click.option("--minutes", type=click.IntRange(1, 480), help="how long, for the screens")
@OFFICER
@request_option
@command
def start_break(
    context: Context, counter: int, reason: str, minutes: int | None, officer: str | None, request_id: str | None
) -> None:
    """Pause a counter; “desk open” ends the break."""
    from antrean import roster

    with context.store() as store:
        at = desk_at(counter, store, officer)
        now = roster.start_break(store, at, reason=reason, minutes=minutes, request_id=request(request_id))
    context.say(counter_json(now), counter_line(now))


@desk.command("next")
@click.argument("counter", type=int)
@click.option("--finish", "finish_first", is_flag=True, help="finish the present ticket in the same write")
@_how_it_ended
@OFFICER
@request_option
@command
def call_next(
    context: Context,
    counter: int,
    finish_first: bool,
    outcome: str | None,
    missing: tuple[int, ...],
    officer: str | None,
    request_id: str | None,
) -> None:
    """Call the next visitor; nobody waiting is no failure."""
    from antrean import desk as use

    if not finish_first and (outcome is not None or missing):
        raise click.UsageError("--outcome and --missing are about the ticket that --finish ends.")
    with context.store() as store:
        act = use.finish_and_call_next if finish_first else use.call_next
        result = act(
            store, desk_at(counter, store, officer), request_id=request(request_id), **_ending(outcome, missing)
        )
    match result:
        case use.Called(ticket=ticket, because=because):
            context.say(answer(ticket, because=None if because is None else because.value), ticket_line(ticket))
        case use.NobodyWaiting():
            context.say(answer(None), "Nobody is waiting.")


def _simple(name: str, about: str, act: Callable[..., Ticket]) -> None:
    """Add a command that acts on the counter's own ticket and needs nothing else."""

    @click.argument("counter", type=int)
    @OFFICER
    @request_option
    @command
    def run(context: Context, counter: int, officer: str | None, request_id: str | None) -> None:
        with context.store() as store:
            ticket = act(store, desk_at(counter, store, officer), request_id=request(request_id))
        say_ticket(context, ticket)

    desk.command(name, help=about)(run)


def _with_code(name: str, about: str, act: Callable[..., Ticket]) -> None:
    """Add a command that acts on one of today's tickets, named by its code."""

    @click.argument("counter", type=int)
    @click.argument("code")
    @OFFICER
    @request_option
    @command
    def run(context: Context, counter: int, code: str, officer: str | None, request_id: str | None) -> None:
        with context.store() as store:
            ticket = act(store, desk_at(counter, store, officer), code, request_id=request(request_id))
        say_ticket(context, ticket)

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
@_how_it_ended
@click.option("--slip", is_flag=True, help="print what to bring next time on the printer of the settings")
@OFFICER
@request_option
@command
def finish(
    context: Context,
    counter: int,
    outcome: str | None,
    missing: tuple[int, ...],
    slip: bool,
    officer: str | None,
    request_id: str | None,
) -> None:
    """The service is over."""
    from antrean import desk as use

    settings = context.settings.printer if slip else None
    with context.store() as store:
        at = desk_at(counter, store, officer)
        ticket = use.finish(store, at, request_id=request(request_id), **_ending(outcome, missing))
        if settings is not None:
            _print_slip(store, ticket, missing, settings)
    say_ticket(context, ticket)


def _print_slip(store: Any, ticket: Ticket, missing: tuple[int, ...], settings: PrinterSettings) -> None:
    from antrean import desk_tickets, mall, receipt
    from antrean.commands.printing import print_lines
    from antrean.devices import escpos_render

    assert ticket.ended_at is not None
    places = [number - 1 for number in missing]
    slip = desk_tickets.missing_slip(mall.read(store), ticket, places, at=ticket.ended_at)
    print_lines(receipt.missing_lines(slip, escpos_render.paper(settings).columns), settings)


@desk.command("hold")
@click.argument("counter", type=int)
@click.option("--reason", default="", help="why; needed")
@click.option("--remind", type=click.IntRange(1, 240), metavar="MINUTES", help="ask for it again after so long")
@OFFICER
@request_option
@command
def hold(
    context: Context, counter: int, reason: str, remind: int | None, officer: str | None, request_id: str | None
) -> None:
    """Set the counter's ticket aside."""
    from antrean import desk as use

    with context.store() as store:
        at = desk_at(counter, store, officer)
        ticket = use.hold(store, at, reason=reason, remind_minutes=remind, request_id=request(request_id))
    remind_at = None if ticket.remind_at is None else ticket.remind_at.isoformat()
    context.say(answer(ticket, remind_at=remind_at), ticket_line(ticket))


@desk.command("call")
@click.argument("counter", type=int)
@click.argument("code")
@click.option("--reason", default="", help="why out of turn; needed")
@OFFICER
@request_option
@command
def call(context: Context, counter: int, code: str, reason: str, officer: str | None, request_id: str | None) -> None:
    """Call a chosen waiting ticket out of turn."""
    from antrean import desk as use

    with context.store() as store:
        at = desk_at(counter, store, officer)
        ticket = use.call(store, at, code, reason=reason, request_id=request(request_id)).ticket
    say_ticket(context, ticket)


@desk.command("transfer")
@click.argument("counter", type=int)
@click.argument("to", required=False)
@click.option("--service", help="to a service, by its code")
@click.option("--queue", help="to a queue, by its code")
@click.option("--counter", "to_counter", type=int, help="to one counter")
@click.option("--information", is_flag=True, help="to the information desk")
@click.option("--reason", default="", help="why, for whoever takes the visitor in")
@click.option("--note", default="", help="a note for the next counter, at most 140 signs, no identity numbers")
@click.option("--anyway", is_flag=True, help="also when nobody is there or the service is closed for today")
@OFFICER
@request_option
@command
def transfer(
    context: Context,
    counter: int,
    to: str | None,
    service: str | None,
    queue: str | None,
    to_counter: int | None,
    information: bool,
    reason: str,
    note: str,
    anyway: bool,
    officer: str | None,
    request_id: str | None,
) -> None:
    """Send the counter's ticket on; TO is a counter's number, a queue, a service code or “information”."""
    from antrean import desk as use

    target = use.Target(service=service, queue=queue, counter=to_counter, information=information)
    if to is not None and target == use.Target():
        target = _target(to)
    elif to is not None:
        raise click.UsageError("Name the target once: as TO or as an option.")
    with context.store() as store:
        at = desk_at(counter, store, officer)
        ticket = use.transfer(
            store, at, target, reason=reason, note=note, even_if_closed=anyway, request_id=request(request_id)
        )
    say_ticket(context, ticket)


def _target(to: str) -> Any:
    from antrean import desk as use

    if to == "information":
        return use.Target(information=True)
    if to.isdecimal():
        return use.Target(counter=int(to))
    # Queue codes are capital letters, service codes are not.
    return use.Target(queue=to) if to.isupper() else use.Target(service=to)
