"""Printing on the printer of this PC's settings, for commands that give a paper."""

from typing import TYPE_CHECKING, Any

import click

from antrean.model import PrintState
from antrean.settings import PrinterSettings

if TYPE_CHECKING:
    from antrean.devices.printer import PrintResult
    from antrean.receipt import Line


def print_ticket(store: Any, issued: Any, settings: PrinterSettings, *, is_copy: bool = False) -> "PrintResult":
    """Print a ticket, note what became of its paper, and say what went wrong."""
    from antrean import front, mall, receipt
    from antrean.devices import escpos_render

    slip = front.slip(mall.read(store), issued, status_url=settings.status_url, is_copy=is_copy)
    result = print_lines(receipt.lines(slip, escpos_render.paper(settings).columns), settings)
    front.note_print_result(store, issued.ticket.id, result.state)
    return result


def print_lines(lines: "tuple[Line, ...]", settings: PrinterSettings) -> "PrintResult":
    """Print some lines; a paper that did not come out is told, and is no failure of the command."""
    from antrean.devices import escpos_render, printer

    result = printer.open_printer(settings).print(escpos_render.render(lines, settings))
    if result.state not in (PrintState.PRINTED, PrintState.NOT_WANTED):
        click.echo(f"antrean: {result.sentence}", err=True)
    return result
