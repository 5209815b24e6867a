"""The slip that says what to bring next time, set and read back like a ticket, against stored papers."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import pytest

from antrean import desk_tickets, mall_file, receipt
from antrean.devices.escpos_reader import read
from antrean.devices.escpos_render import paper, render
from antrean.mall_record import Mall
from antrean.model import Service
from antrean.receipt import MissingSlip
from antrean.settings import PrinterSettings
from tests.apps.test_ticket_paper import compare, fits, issued

# The longest names, requirements and fee of the example mall, together.
INDONESIAN = MissingSlip(
    mall_name="Mal Pelayanan Publik Kota Sejahtera",
    place="Jalan Merdeka Nomor 1, Kota Sejahtera",
    agency="Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
    service="Izin non-berusaha (SIP tenaga kesehatan, penelitian, reklame)",
    code="KA-014",
    missing=(
        "KTP (anggota satu KK boleh mewakili tanpa surat kuasa)",
        "hadir sendiri (swafoto + QR petugas)",
        "foto 4×6 latar merah",
        "BPJS aktif ≥1 bulan, NPWP (jika ada)",
        "Akta kelahiran",
        "Surat pengantar RT/RW",
    ),
    counters=(2, 3, 4, 8),
    zone="3 · merah",
    weekdays=(1, 3),
    fee="Nonelektronik 5 tahun Rp350.000, 10 tahun Rp650.000; elektronik 5 tahun Rp650.000, 10 tahun Rp950.000",
    at=datetime(2026, 11, 23, 9, 41, tzinfo=ZoneInfo("Asia/Jakarta")),
)
ENGLISH = replace(
    INDONESIAN,
    agency="Ministry of Religious Affairs (with Hajj and Umrah)",
    service="Claims: old age, job loss, work accident, death (JHT, JKP, JKK, JKM)",
    zone="3 · red",
    missing=("Identity card (family on the same card may collect without authority)",),
    counters=(31,),
    weekdays=(),
    fee="Free",
    language="en",
)
SLIPS = {"id": INDONESIAN, "en": ENGLISH}


@pytest.fixture(scope="module")
def example_mall() -> Mall:
    return mall_file.read(Path(__file__).parents[2] / "assets" / "malls" / "kota_sejahtera.toml")


@pytest.mark.parametrize("language", SLIPS)
@pytest.mark.parametrize("paper_mm", [58, 80])
def test_slips_look_as_they_did(language: str, paper_mm: Literal[58, 80]) -> None:
    settings = PrinterSettings(paper_mm=paper_mm)
    size = paper(settings)
    sheet = read(render(receipt.missing_lines(SLIPS[language], size.columns), settings))
    compare(sheet, size, f"missing_{paper_mm}_{language}")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("paper_mm", [58, 80])
def test_no_service_of_the_example_mall_is_too_wide(
    example_mall: Mall, paper_mm: Literal[58, 80], language: str
) -> None:
    settings = PrinterSettings(paper_mm=paper_mm)
    size = paper(settings)
    for service in example_mall.services:
        slip = slip_of(example_mall, service, language, ())
        sheet = read(render(receipt.missing_lines(slip, size.columns), settings))
        assert fits(sheet, size), slip
        # The list is whole: every paper stands there to its last word.
        said = " ".join(sheet.texts)
        assert said.count("[ ]") == len(service.requirements)


def slip_of(mall: Mall, service: Service, language: str, missing: tuple[int, ...]) -> MissingSlip:
    ticket = issued(mall, service, language).ticket
    return desk_tickets.missing_slip(mall, ticket, missing, at=datetime(2026, 11, 23, 2, 41, tzinfo=UTC))


def test_it_says_what_the_mall_file_says_of_the_service(example_mall: Mall) -> None:
    service = example_mall.service("skck")
    slip = slip_of(example_mall, service, "en", (1, 0, 1))
    agency = example_mall.agency(service.agency)
    assert (slip.agency, slip.service, slip.fee) == (
        agency.name.in_language("en"), service.name.in_language("en"), service.fee.in_language("en"),
    )  # fmt: skip
    assert slip.missing == tuple(one.in_language("en") for one in service.requirements[:2])
    assert slip.counters == example_mall.counters_of(service.queue)
    assert slip.at == datetime(2026, 11, 23, 9, 41, tzinfo=example_mall.zone_info)


def test_the_days_are_told_where_the_service_is_not_there_on_all(example_mall: Mall) -> None:
    """The mall is open from Monday to Saturday, the police's SKCK is there until Friday."""
    service = example_mall.service("skck")
    assert slip_of(example_mall, service, "id", (0,)).weekdays == (0, 1, 2, 3, 4)
    always = tuple(replace(one, weekdays=frozenset(range(6))) for one in example_mall.services)
    assert slip_of(replace(example_mall, services=always), service, "id", (0,)).weekdays == ()


@pytest.mark.parametrize(
    ("weekdays", "said"),
    [
        ((0, 1, 2, 3, 4), "Senin - Jumat"),
        ((1, 3), "Selasa, Kamis"),
        ((1, 2), "Selasa, Rabu"),
        ((0, 2, 3, 4, 6), "Senin, Rabu - Jumat, Minggu"),
    ],
)
def test_days_in_a_row_are_said_short(weekdays: tuple[int, ...], said: str) -> None:
    slip = replace(INDONESIAN, weekdays=weekdays)
    assert receipt.Pair(label="Hari layanan", value=said) in receipt.missing_lines(slip, 48)


def test_nothing_that_is_not_known_is_printed() -> None:
    bare = replace(INDONESIAN, place="", counters=(), zone="", weekdays=())
    labels = [line.label for line in receipt.missing_lines(bare, 48) if isinstance(line, receipt.Pair)]
    assert labels == ["Biaya", "Nomor hari ini"]


def test_a_language_without_words_reads_indonesian() -> None:
    assert receipt.missing_lines(replace(INDONESIAN, language="jv"), 48) == receipt.missing_lines(INDONESIAN, 48)
