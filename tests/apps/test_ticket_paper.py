"""Whole tickets, set by python-escpos and read back by the project's own reader, against stored papers."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from antrean import front, mall_file, receipt
from antrean.devices import escpos_picture, escpos_text
from antrean.devices.escpos_reader import read
from antrean.devices.escpos_render import Paper, paper, render
from antrean.devices.escpos_sheet import CutMark, Raster, Sheet, Side
from antrean.errors import Refused
from antrean.front import Issued
from antrean.mall_file import Mall
from antrean.model import PrintState, Service, Ticket, TicketState
from antrean.receipt import Big, Cut, Feed, Pair, Qr, Slip, Text
from antrean.settings import PrinterSettings

GOLDEN = Path(__file__).parents[1] / "golden"

# The longest names, requirements and fee of the example mall, together.
INDONESIAN = Slip(
    mall_name="Mal Pelayanan Publik Kota Sejahtera",
    place="Jalan Merdeka Nomor 1, Kota Sejahtera",
    agency="Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    service="Izin non-berusaha (SIP tenaga kesehatan, penelitian, reklame)",
    code="KA-014",
    is_priority=False,
    people_ahead=10,
    counters=(2, 3, 4, 8),
    zone="3 · merah",
    requirements=(
        "KTP (anggota satu KK boleh mewakili tanpa surat kuasa)",
        "hadir sendiri (swafoto + QR petugas)",
        "foto 4×6 latar merah",
        "BPJS aktif ≥1 bulan, NPWP (jika ada)",
    ),
    fee="Nonelektronik 5 tahun Rp350.000, 10 tahun Rp650.000; elektronik 5 tahun Rp650.000, 10 tahun Rp950.000",
    issued_at=datetime(2026, 11, 23, 8, 41, tzinfo=ZoneInfo("Asia/Jakarta")),
    qr_text="AQ1:7kq2m9x4p8w3",
    qr_is_for_kiosk=True,
    is_copy=False,
)
ENGLISH = replace(
    INDONESIAN,
    agency="Ministry of Religious Affairs (with Hajj and Umrah)",
    service="Claims: old age, job loss, work accident, death (JHT, JKP, JKK, JKM)",
    zone="3 · red",
    requirements=(
        "Identity card (family on the same card may collect without authority)",
        "In person (selfie and QR of the officer)",
    ),
    people_ahead=1,
    fee="Free",
    issued_at=datetime(2026, 9, 23, 13, 5, tzinfo=ZoneInfo("Asia/Jakarta")),
    qr_text=receipt.qr_text("7kq2m9x4p8w3", "https://antrean.sejahtera.example/t/"),
    qr_is_for_kiosk=False,
    language="en",
)
PRIORITY = {"is_priority": True, "code": "KP-003", "people_ahead": 0}
COPY = {"is_copy": True}
TICKETS = {
    f"{plain.language}{mark}": replace(plain, **changes)
    for plain in (INDONESIAN, ENGLISH)
    for mark, changes in (
        ("", {}),
        ("_priority", PRIORITY),
        ("_copy", COPY),
        ("_priority_copy", {**PRIORITY, **COPY}),
    )
}


def on_paper(slip: Slip, settings: PrinterSettings, *, short: bool = False) -> tuple[Sheet, Paper]:
    size = paper(settings)
    return read(render(receipt.lines(slip, size.columns, short=short), settings)), size


@pytest.mark.parametrize("short", [False, True], ids=["long", "short"])
@pytest.mark.parametrize("name", TICKETS)
@pytest.mark.parametrize("paper_mm", [58, 80])
def test_tickets_look_as_they_did(name: str, paper_mm: Literal[58, 80], short: bool) -> None:
    sheet, size = on_paper(TICKETS[name], PrinterSettings(paper_mm=paper_mm), short=short)
    compare(sheet, size, f"ticket_{paper_mm}_{name}{'_short' if short else ''}")


@pytest.mark.parametrize("paper_mm", [58, 80])
def test_a_ticket_with_a_logo_looks_as_it_did(tmp_path: Path, paper_mm: Literal[58, 80]) -> None:
    settings = PrinterSettings(paper_mm=paper_mm, logo=str(logo(tmp_path)))
    sheet, size = on_paper(replace(INDONESIAN, is_copy=True), settings)
    compare(sheet, size, f"ticket_{paper_mm}_id_logo")


def compare(sheet: Sheet, size: Paper, name: str) -> None:
    """Compare a paper with the stored one; GOLDEN=write stores it instead, to be looked at."""
    stored = GOLDEN / f"{name}.txt"
    shown = escpos_text.outline(sheet, size.columns)
    if os.environ.get("GOLDEN") == "write":
        stored.write_text(shown, encoding="utf-8")
    if folder := os.environ.get("GOLDEN_PICTURES"):
        escpos_picture.save(sheet, size.dots, Path(folder) / f"{name}.png")
    assert shown == stored.read_text(encoding="utf-8")
    assert fits(sheet, size)


def logo(folder: Path, size: tuple[int, int] = (900, 300)) -> Path:
    """Draw a coat of arms: a grey ramp and a ring on a transparent ground."""
    picture = Image.new("RGBA", size, (255, 255, 255, 0))
    ramp = Image.linear_gradient("L").rotate(90).resize((size[0], size[1] // 2))
    picture.paste(ramp.convert("RGBA"), (0, size[1] // 2))
    edge = size[1] // 10
    ImageDraw.Draw(picture).ellipse((edge, edge, size[1] - edge, size[1] - edge), outline="navy", width=edge)
    path = folder / "logo.png"
    picture.save(path)
    return path


def fits(sheet: Sheet, size: Paper) -> bool:
    """Say whether no line, picture or code leaves the paper, and whether every byte was understood."""
    pictures = [item.width for item in sheet.items if isinstance(item, Raster)]
    return sheet.strange == () and sheet.columns <= size.columns and max(pictures, default=0) <= size.dots


@pytest.mark.parametrize("plain", [INDONESIAN, ENGLISH], ids=["id", "en"])
@pytest.mark.parametrize("paper_mm", [58, 80])
def test_no_service_of_the_example_mall_is_too_wide(example_mall: Mall, paper_mm: Literal[58, 80], plain: Slip) -> None:
    settings = PrinterSettings(paper_mm=paper_mm)
    slips = [
        front.slip(example_mall, issued(example_mall, service, plain.language), status_url="")
        for service in example_mall.services
    ]
    for slip in slips:
        sheet, size = on_paper(slip, settings)
        assert fits(sheet, size), slip
        listed = [text for text in sheet.texts if text.startswith(("[ ]", "    ", "+ "))]
        assert len(listed) <= receipt.TO_BRING_LINES, listed
    # The stored papers do show the longest names there are.
    for name in ("agency", "service"):
        assert len(getattr(plain, name)) >= max(len(getattr(slip, name)) for slip in slips)
    longest = max(len(one) for slip in slips for one in slip.requirements)
    assert max(map(len, plain.requirements)) >= longest


def test_the_rule_for_a_missed_call_is_that_of_the_mall(example_mall: Mall) -> None:
    mall = replace(example_mall, rules=replace(example_mall.rules, calls_before_no_show=2, reinstate_after=5))
    slip = front.slip(mall, issued(mall, mall.services[0], "id"), status_url="")
    said = " ".join(on_paper(slip, PrinterSettings())[0].texts)
    assert "Nomor dipanggil dua kali" in said
    assert "setelah lima nomor" in said


@pytest.fixture(scope="module")
def example_mall() -> Mall:
    return mall_file.read(Path(__file__).parents[2] / "assets" / "malls" / "kota_sejahtera.toml")


def issued(mall: Mall, service: Service, language: str) -> Issued:
    """Return a number of a service, as if it was given on a busy Monday."""
    at = datetime(2026, 11, 23, 1, 41, tzinfo=UTC)
    ticket = Ticket(
        id=1,
        code=f"{service.queue}-1014",
        service_day=at.date(),
        series=service.queue,
        number=1014,
        queue=service.queue,
        service=service.code,
        state=TicketState.WAITING,
        is_priority=True,
        language=language,
        place=1,
        counter=None,
        reserved_counter=None,
        is_transferred=False,
        issued_at=at,
        waiting_since=at,
        called_at=None,
        started_at=None,
        ended_at=None,
        call_count=0,
        outcome=None,
        secret="7kq2m9x4p8w3",
        print_state=PrintState.PENDING,
    )
    return Issued(ticket=ticket, people_ahead=1014, counters=mall.counters_of(service.queue))


@pytest.mark.parametrize("name", ["id", "en", "id_priority_copy"])
@pytest.mark.parametrize(
    ("settings", "columns", "dots"),
    [
        (PrinterSettings(paper_mm=58), 32, 384),
        (PrinterSettings(paper_mm=80), 48, 576),
        (PrinterSettings(profile="TM-T88V"), 42, 512),
        (PrinterSettings(paper_mm=58, qr="image"), 32, 384),
    ],
)
def test_nothing_is_wider_than_the_paper_and_the_code_can_be_scanned(
    name: str, settings: PrinterSettings, columns: int, dots: int
) -> None:
    slip = TICKETS[name]
    sheet, size = on_paper(slip, settings)
    assert (size.columns, size.dots) == (columns, dots)
    assert fits(sheet, size)
    picture = escpos_picture.draw(sheet, size.dots)
    assert picture.width == dots + 64
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == slip.qr_text


def test_the_number_fills_the_paper_and_stands_alone() -> None:
    for settings, width, height in ((PrinterSettings(), 8, 8), (PrinterSettings(paper_mm=58), 5, 7)):
        sheet, _ = on_paper(INDONESIAN, settings)
        (line,) = (item for item in sheet.items if getattr(item, "text", "") == "KA-014")
        (span,) = line.spans  # type: ignore[union-attr]
        assert (span.style.width, span.style.height, span.style.bold) == (width, height, True)


def test_a_printer_with_a_cutter_cuts_and_one_without_feeds() -> None:
    wide, _ = on_paper(INDONESIAN, PrinterSettings())
    narrow, _ = on_paper(INDONESIAN, PrinterSettings(paper_mm=58))
    assert wide.items[-1] == CutMark(partial=True)
    assert not any(isinstance(item, CutMark) for item in narrow.items)
    assert narrow.items[-1].dots == 180  # type: ignore[union-attr]


def test_a_printer_that_cannot_draw_a_code_gets_a_picture() -> None:
    sheet, _ = on_paper(INDONESIAN, PrinterSettings(qr="image"))
    assert sheet.qr_codes == ()
    (picture,) = (item for item in sheet.items if isinstance(item, Raster))
    assert picture.side is Side.CENTER
    assert picture.width <= 384


def test_the_same_lines_give_the_same_bytes() -> None:
    lines = receipt.lines(INDONESIAN, 48)
    assert render(lines, PrinterSettings()) == render(lines, PrinterSettings())


def test_a_plain_ticket_needs_one_code_page() -> None:
    data = render(receipt.lines(replace(INDONESIAN, place="Café Ñandú, ½ jam – “dekat” 部"), 48), PrinterSettings())
    assert data.count(b"\x1bt") == 1
    assert 'Café Ñandú,  1/2 jam - "dekat" ?' in read(data).texts


def test_lines_laid_out_for_wider_paper_still_fit() -> None:
    sheet = read(render(receipt.lines(INDONESIAN, 48), PrinterSettings(paper_mm=58)))
    assert sheet.columns <= 32


def test_a_style_ends_with_its_line() -> None:
    lines = (
        Text(text="a", bold=True, wide=True, tall=True, inverse=True),
        Text(text="b"),
        Big(text="C"),
        Feed(count=2),
        Pair(label="d", value="e"),
        Cut(),
    )
    sheet = read(render(lines, PrinterSettings()))
    assert escpos_text.outline(sheet, 48).splitlines() == [
        "2x2bi     |a",
        "          |b",
        "8x8b      |                       C",
        "          |",
        "          |",
        "1x1b      |d" + " " * 46 + "e",
        "          |" + "- " * 23 + "-",
    ]


def test_a_long_code_gets_smaller_dots() -> None:
    dots = [
        read(render([Qr(data="x" * size, caption="")], PrinterSettings())).qr_codes[0].module_dots
        for size in (10, 60, 200, 600)
    ]
    assert dots == [8, 6, 3, 3]


def test_a_code_that_no_paper_holds_is_refused() -> None:
    with pytest.raises(Refused, match=r"700 bytes; make \[printer\] status_url shorter"):
        render([Qr(data="x" * 700, caption="")], PrinterSettings())


def test_a_profile_that_counts_letters_wrongly_is_not_believed() -> None:
    assert paper(PrinterSettings(profile="NT-80-V-UL")).columns == 48


def test_loading_the_library_leaves_nothing_behind(tmp_path: Path) -> None:
    code = """
import logging, sys, tempfile
from pathlib import Path
from antrean.devices import printer, escpos_render
from antrean.settings import PrinterSettings
assert "escpos.printer" not in sys.modules and "yaml" not in sys.modules
make = tempfile.mkdtemp
for _ in range(2):
    assert escpos_render.render(printer.test_page(PrinterSettings()), PrinterSettings())
assert "escpos.printer" in sys.modules
assert logging.root.handlers == [], logging.root.handlers
assert tempfile.mkdtemp is make
"""
    scratch, cache = tmp_path / "scratch", tmp_path / "cache"
    scratch.mkdir()
    environment = {**os.environ, "TMPDIR": str(scratch), "XDG_CACHE_HOME": str(cache)}
    for _ in range(2):
        subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=60)
    assert list(scratch.iterdir()) == []
    assert [path.suffix for path in cache.rglob("*") if path.is_file()] == [".pickle"]


def test_a_home_that_cannot_be_written_does_not_stop_the_ticket(tmp_path: Path) -> None:
    code = """
from antrean.devices import printer, escpos_render
from antrean.settings import PrinterSettings
assert escpos_render.render(printer.test_page(PrinterSettings()), PrinterSettings())
"""
    scratch, cache = tmp_path / "scratch", tmp_path / "cache"
    scratch.mkdir()
    cache.write_text("a file where a folder should be")
    environment = {**os.environ, "TMPDIR": str(scratch), "XDG_CACHE_HOME": str(cache)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, timeout=60)
    assert list(scratch.iterdir()) == []
