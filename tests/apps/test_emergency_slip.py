"""The paper of an emergency number, set by python-escpos and read back, against stored papers."""

from datetime import date
from typing import Literal

import pytest

from antrean import mall_file, receipt_emergency
from antrean.devices.escpos_reader import read
from antrean.devices.escpos_render import paper, render
from antrean.receipt_emergency import EmergencySlip
from antrean.settings import PrinterSettings
from tests.apps.test_ticket_paper import compare
from tests.helpers import hall

SLIP = EmergencySlip(
    mall_name="Mal Pelayanan Publik Kota Sejahtera",
    place="Jalan Merdeka Nomor 1, Kota Sejahtera",
    agency=max((one.name.indonesian for one in mall_file.read(hall.MALLS / "kota_sejahtera.toml").agencies), key=len),
    services=("Perekaman atau cetak KTP-el (baru, hilang, rusak)", "Aktivasi IKD (Identitas Kependudukan Digital)"),
    code="KA-1014",
    day=date(2026, 11, 23),
)


@pytest.mark.parametrize("paper_mm", [58, 80])
def test_it_looks_as_it_did(paper_mm: Literal[58, 80]) -> None:
    settings = PrinterSettings(paper_mm=paper_mm)
    size = paper(settings)
    sheet = read(render(receipt_emergency.lines(SLIP, size.columns), settings))
    compare(sheet, size, f"emergency_{paper_mm}")
