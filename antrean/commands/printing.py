"""Printing on the printer of this PC's settings, for commands that give a paper."""

from typing import TYPE_CHECKING, Any

import click

from antrean.model import PrintState
from antrean.settings import PrinterSettings

if TYPE_CHECKING:
    from antrean.devices.printer import PrintResult
    from antrean.emergency import Block
    from antrean.mall_record import Mall
    from antrean.receipt import Line


def print_ticket(store: Any, issued: Any, settings: PrinterSettings, *, is_copy: bool = False) -> "PrintResult":
    """Print a ticket, note what became of its paper, and say what went wrong."""
    from antrean import front, mall, receipt
    from antrean.devices import escpos_render

    slip = front.slip(mall.read(store), issued, status_url=settings.status_url, is_copy=is_copy)
    result = print_lines(receipt.lines(slip, escpos_render.paper(settings).columns), settings)
    front.note_print_result(store, issued.ticket.id, result.state)
    return result


def print_block(mall: "Mall", block: "Block", settings: PrinterSettings) -> None:
    """Print numbers that were set aside, a slip each."""
    from antrean import receipt_emergency
    from antrean.devices import escpos_render

    agency = mall.agency(mall.queue(block.queue).agency)
    columns = escpos_render.paper(settings).columns
    for code in block.codes:
        slip = receipt_emergency.EmergencySlip(
            mall_name=mall.name.indonesian,
            place=mall.place.indonesian,
            agency=agency.name.indonesian,
            code=code,
            day=block.service_day,
        )
        print_lines(receipt_emergency.lines(slip, columns), settings)


def print_lines(lines: "tuple[Line, ...]", settings: PrinterSettings) -> "PrintResult":
    """Print some lines; a paper that did not come out is told, and is no failure of the command."""
    from antrean.devices import escpos_render, printer

    result = printer.open_printer(settings).print(escpos_render.render(lines, settings))
    if result.state not in (PrintState.PRINTED, PrintState.NOT_WANTED):
        click.echo(f"antrean: {result.sentence}", err=True)
    return result
