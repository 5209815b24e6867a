"""Printing on the printer of this PC's settings, for commands that give a paper."""

from typing import TYPE_CHECKING, Any, Final

import click

from antrean.errors import Reason, Refused
from antrean.model import PrintState
from antrean.settings import PrinterSettings

if TYPE_CHECKING:
    from antrean.devices.printer import PrintResult
    from antrean.emergency import Block
    from antrean.mall_record import Mall
    from antrean.receipt import Line


_NO_PRINTER: Final = "This PC has no printer ([printer] kind in its antrean.toml)."


def print_ticket(store: Any, issued: Any, settings: PrinterSettings, *, is_copy: bool = False) -> "PrintResult":
    """Print a ticket, note what became of its paper, and say what went wrong."""
    from antrean import front, mall, receipt
    from antrean.devices import escpos_render

    slip = front.slip(mall.read(store), issued, status_url=settings.status_url, is_copy=is_copy)
    result = print_lines(receipt.lines(slip, escpos_render.paper(settings).columns), settings)
    front.note_print_result(store, issued.ticket.id, result.state)
    return result


def refuse_without_printer(settings: PrinterSettings, nothing: str) -> None:
    """Refuse what is for paper on a PC that has no printer; `nothing` says what was not done."""
    if settings.kind == "none":
        raise Refused(Reason.BAD_INPUT, f"{_NO_PRINTER} {nothing}")


def print_block(mall: "Mall", block: "Block", settings: PrinterSettings, *, for_tomorrow: bool) -> tuple[str, ...]:
    """Print numbers that were set aside, a slip each, until one surely does not come out; return what is left.

    What is left is told with the command that prints it: the numbers are set aside already.
    """
    from antrean import emergency, receipt_emergency
    from antrean.devices import escpos_render, printer

    agency = mall.agency(mall.queue(block.queue).agency)
    columns = escpos_render.paper(settings).columns
    for at, code in enumerate(block.codes):
        slip = receipt_emergency.EmergencySlip(
            mall_name=mall.name.indonesian,
            place=mall.place.indonesian,
            agency=agency.name.indonesian,
            services=tuple(one.name.indonesian for one in emergency.services(mall, block.queue)),
            code=code,
            day=block.service_day,
        )
        data = escpos_render.render(receipt_emergency.lines(slip, columns), settings)
        result = printer.open_printer(settings).print(data)
        if result.state is PrintState.FAILED:
            left = block.codes[at:]
            tomorrow = "--tomorrow " if for_tomorrow else ""
            click.echo(
                f"antrean: {result.sentence} No paper yet: {len(left)}. When the printer is well: "
                f"antrean front reserved {tomorrow}--print {' '.join(left)}",
                err=True,
            )
            return left
        if result.state is PrintState.UNKNOWN and not result.is_silent:
            click.echo(f"antrean: {code}: {result.sentence}", err=True)
    return ()


def print_lines(lines: "tuple[Line, ...]", settings: PrinterSettings) -> "PrintResult":
    """Print some lines; a paper that did not come out is told, and is no failure of the command."""
    from antrean.devices import escpos_render, printer

    result = printer.open_printer(settings).print(escpos_render.render(lines, settings))
    if result.state is not PrintState.PRINTED:
        said = f"{_NO_PRINTER} Nothing was printed." if settings.kind == "none" else result.sentence
        click.echo(f"antrean: {said}", err=True)
    return result
