"""antrean kiosk, counter, display, demo, doctor, settings: the three apps and what surrounds them."""

from pathlib import Path

import click

from antrean.commands import who
from antrean.commands.context import Context, Exit, command

_FULL_SCREEN = click.option("--full-screen", is_flag=True, help="without window frame, on the whole screen")
_PLACE = click.option("--place", default="", hidden=True, help="part of the screen, for the demo")
_CONTROL = click.option("--control", metavar="NAME", hidden=True, help="open the test channel")


@click.group(invoke_without_command=True)
@_FULL_SCREEN
@click.option("--kiosk-name", metavar="NAME", help="name of this kiosk in the log")
@click.option("--print-test", is_flag=True, help="print a test page, on the spare printer too, and leave")
@_CONTROL
@_PLACE
@command
def kiosk(
    context: Context, full_screen: bool, kiosk_name: str | None, print_test: bool, control: str | None, place: str
) -> int:
    """The kiosk: visitors take a number."""
    if click.get_current_context().invoked_subcommand is not None:
        return Exit.DONE
    from kiosk import main

    if print_test:
        return main.print_test(context.settings)
    return main.run(
        context.settings,
        database_url=context.database_url,
        name=kiosk_name,
        full_screen=full_screen,
        control=control,
        place=place,
        settings_file=context.settings_file,
    )


@kiosk.command("pin")
@command
def kiosk_pin(context: Context) -> None:
    """Make the technician's PIN: type it twice, then put the line that is printed under [kiosk] of antrean.toml.

    Without a terminal it is one line of the input.
    """
    from antrean import pin

    kept = pin.kept(who.chosen_pin("PIN"))
    context.say({"pin": kept}, f'pin = "{kept}"')


@click.command()
@click.option("--counter", type=int, metavar="NUMBER", help="this PC's counter; without: ask")
@click.option("--officer", metavar="NAME", help="name or number of the officer; without: ask")
@_FULL_SCREEN
@_CONTROL
@_PLACE
@command
def counter(
    context: Context, counter: int | None, officer: str | None, full_screen: bool, control: str | None, place: str
) -> int:
    """The counter: an officer calls the next visitor."""
    from counter import main

    return main.run(
        context.settings,
        database_url=context.database_url,
        counter=counter,
        officer=officer,
        full_screen=full_screen,
        control=control,
        place=place,
    )


@click.command()
@click.option("--zone", "zones", multiple=True, metavar="CODE", help="show and speak only this zone; repeatable")
@click.option("--layout", type=click.Choice(["auto", "hall", "zone", "portrait"]), help="how the board is arranged")
@click.option("--screen", metavar="NAME", help="name or number of the screen it stands on")
@click.option("--language", type=click.Choice(["id", "en"]), help="language of the board")
@click.option("--name", metavar="NAME", help="name of this display in the log")
@click.option("--sink", metavar="SINK", help="where the voice goes: device, none, folder:PATH")
@_FULL_SCREEN
@_CONTROL
@_PLACE
@command
def display(
    context: Context,
    zones: tuple[str, ...],
    layout: str | None,
    screen: str | None,
    language: str | None,
    name: str | None,
    sink: str | None,
    full_screen: bool,
    control: str | None,
    place: str,
) -> int:
    """The hall display: shows and speaks the calls."""
    from display import main

    return main.run(
        context.settings,
        database_url=context.database_url,
        zones=zones,
        layout=layout,
        screen=screen,
        language=language,
        name=name,
        sink=sink,
        full_screen=full_screen,
        control=control,
        place=place,
    )


@click.command()
@click.option("--headless", is_flag=True, help="without a screen: the whole path once, by real clicks, then leave")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="folder for what --headless leaves")
@click.option("--mall", "mall_file", type=click.Path(path_type=Path), help="another mall file than the example")
@command
def demo(context: Context, headless: bool, out: Path | None, mall_file: Path | None) -> int:
    """A fresh hall with the example mall and the three windows, at any hour: its clock starts on a Monday at 08.40."""
    from antrean import demo as use

    if not headless and out is None and use.has_screen():
        return use.windows(file=mall_file)
    from antrean import demo_walk

    folder = out or Path("antrean-demo")
    summary = demo_walk.walk(folder, file=mall_file)
    lines = [f"{'ok  ' if step['ok'] else 'FAIL'}  {step['name']:<9} {step['found']}" for step in summary["steps"]]
    clock = f"The hall's clock started at {summary['hall_clock_started_at']}, a Monday, at whatever hour this ran."
    context.say(summary, "\n".join([clock, use.NO_PINS, *lines, f"Pictures, paper and sound are in {folder}."]))
    return Exit.DONE if summary["ok"] else Exit.UNAVAILABLE


@click.command()
@command
def doctor(context: Context) -> int:
    """Check everything this PC needs and say what to do."""
    from antrean import doctor as use

    findings = use.examine(lambda: context.settings, lambda: context.database_url, data_folder=context.data_folder)
    data = {"ok": all(one.ok for one in findings), "findings": [one.plain() for one in findings]}
    context.say(data, lambda: "\n".join(one.line() for one in findings))
    return Exit.DONE if data["ok"] else Exit.UNAVAILABLE


@click.command()
@command
def settings(context: Context) -> None:
    """Write an antrean.toml with every setting, described, at its default."""
    from antrean import settings as use

    context.say({"toml": use.describe()}, use.describe().rstrip("\n"))
