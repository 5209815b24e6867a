"""The `antrean` command: every place of the hall by one name."""

import click

from antrean import __version__
from antrean.commands import context, desk_tickets
from antrean.commands.apps import counter, demo, display, doctor, kiosk, settings
from antrean.commands.database import db
from antrean.commands.desk import desk
from antrean.commands.desk_companions import assistance
from antrean.commands.front import front
from antrean.commands.hall import board, day
from antrean.commands.mall import mall
from antrean.commands.officer import officer
from antrean.commands.supervisor import hall
from antrean.commands.voice import voice


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="antrean")
def antrean() -> None:
    """The queue of a public service mall (Mal Pelayanan Publik).

    Exit codes: 0 done, 2 wrong usage, 3 refused by a rule, 4 something unavailable.
    """


for _command in (assistance, *desk_tickets.COMMANDS):
    desk.add_command(_command)
for _command in (
    demo,
    kiosk,
    counter,
    display,
    db,
    mall,
    front,
    desk,
    officer,
    hall,
    voice,
    board,
    day,
    doctor,
    settings,
):
    antrean.add_command(_command)


def main() -> None:
    """Run the command line; leaves with its exit code."""
    context.run(antrean)
