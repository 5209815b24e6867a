"""The page a technician prints to see that printer, paper width and settings fit together."""

from typing import assert_never

from antrean.devices import escpos_render
from antrean.receipt import Align, Big, Cut, Feed, Line, Pair, Qr, Rule, Text
from antrean.settings import PrinterSettings


def test_page(settings: PrinterSettings) -> tuple[Line, ...]:
    """Return a page that uses every kind of line; raises Refused(bad_input) for an unknown profile."""
    paper = escpos_render.paper(settings)
    return (
        Text(text="UJI CETAK ANTREAN", align=Align.CENTER, bold=True, wide=True, tall=True),
        Feed(),
        Pair(label="Printer", value=where(settings)),
        Pair(label="Kertas", value=f"{settings.paper_mm} mm"),
        Pair(label="Profil", value=paper.profile),
        Pair(label="Lebar", value=f"{paper.columns} huruf, {paper.dots} titik"),
        Pair(label="Pemotong", value="ada" if paper.has_cutter else "tidak ada"),
        Rule(),
        Text(text="Baris ini harus tepat selebar kertas:"),
        Text(text=("1234567890" * paper.columns)[: paper.columns]),
        Rule(),
        Text(text="biasa"),
        Text(text="tebal", bold=True),
        Text(text="tinggi", tall=True),
        Text(text="besar", wide=True, tall=True),
        Text(text=" terbalik ", inverse=True),
        Text(text="tengah", align=Align.CENTER),
        Text(text="kanan", align=Align.RIGHT),
        Text(text="Huruf: A-Z a-z 0-9 é ü ñ"),
        Feed(),
        Big(text="AA-000"),
        Feed(),
        Qr(data="AQ1:UJICETAK", caption="AQ1:UJICETAK"),
        Feed(),
        Text(text="Terbaca dan QR terpindai?", align=Align.CENTER),
        Text(text="Printer ini siap dipakai.", align=Align.CENTER),
        Cut(),
    )


def where(settings: PrinterSettings) -> str:
    """Name the connection in a few words: "network 10.0.0.9:9100"."""
    match settings.kind:
        case "network":
            return f"network {settings.host}:{settings.port}"
        case "file":
            return f"file {settings.path}"
        case "serial":
            return f"serial {settings.device} {settings.baud}"
        case "usb":
            return f"usb {settings.vendor_id:04x}:{settings.product_id:04x}"
        case "cups" | "windows":
            return f"{settings.kind} {settings.queue}"
        case "none":
            return "tidak ada"
        case _:
            assert_never(settings.kind)
