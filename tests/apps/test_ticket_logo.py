"""The house's picture at the head of a ticket: any size fits the paper, and a bad file costs the picture alone."""

import logging
import os
from pathlib import Path

import pytest
from PIL import Image

from antrean import doctor
from antrean.devices import escpos_logo
from antrean.devices.escpos_reader import read
from antrean.devices.escpos_render import render
from antrean.devices.escpos_sheet import Raster, Side
from antrean.errors import Refused
from antrean.receipt import Line, Logo, Text
from antrean.settings import PrinterSettings, Settings

TICKET: tuple[Line, ...] = (Logo(), Text(text="KA-014"))


def stored(folder: Path, picture: Image.Image, name: str = "logo.png") -> PrinterSettings:
    picture.save(folder / name, format="PNG")
    return PrinterSettings(logo=str(folder / name))


def rasters(settings: PrinterSettings) -> list[Raster]:
    sheet = read(render(TICKET, settings))
    assert "KA-014" in sheet.texts
    assert sheet.strange == ()
    return [item for item in sheet.items if isinstance(item, Raster)]


def ink(raster: Raster) -> float:
    """Return the share of black dots."""
    return sum(map(sum, raster.rows)) / (raster.width * len(raster.rows))


@pytest.mark.parametrize("paper_mm", [58, 80])
@pytest.mark.parametrize(
    ("size", "on_58", "on_80"),
    [
        ((100, 40), (104, 40), (104, 40)),
        ((1152, 200), (384, 66), (576, 100)),
        ((400, 2000), (40, 200), (40, 200)),
        ((577, 20), (384, 13), (576, 19)),
    ],
)
def test_a_picture_gets_as_small_as_the_paper_and_never_larger(
    tmp_path: Path, paper_mm: int, size: tuple[int, int], on_58: tuple[int, int], on_80: tuple[int, int]
) -> None:
    settings = stored(tmp_path, Image.new("L", size, 0))
    settings = PrinterSettings(paper_mm=paper_mm, logo=settings.logo)  # type: ignore[arg-type]
    (raster,) = rasters(settings)
    # A raster is as wide as its bytes.
    assert (raster.width, len(raster.rows)) == (on_58 if paper_mm == 58 else on_80)
    assert raster.side is Side.CENTER


def test_grey_is_dithered_and_what_is_clear_stays_paper(tmp_path: Path) -> None:
    (grey,) = rasters(stored(tmp_path, Image.new("L", (80, 80), 128), "grey.png"))
    assert 0.4 < ink(grey) < 0.6
    (clear,) = rasters(stored(tmp_path, Image.new("RGBA", (80, 80), (0, 0, 0, 0)), "clear.png"))
    assert ink(clear) == 0
    (colour,) = rasters(stored(tmp_path, Image.new("P", (80, 80), 0), "colour.png"))
    assert ink(colour) == 1


def test_without_a_logo_nothing_is_set() -> None:
    assert rasters(PrinterSettings()) == []


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("missing.png", None, "there is no file"),
        ("text.png", b"not a picture", "it is no picture in PNG format"),
        ("empty.png", b"", "it is no picture in PNG format"),
        ("", None, "cannot be read: it is a folder"),
    ],
)
def test_a_bad_file_is_told_once_and_the_ticket_comes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, name: str, content: bytes | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    settings = PrinterSettings(logo=str(tmp_path / name))
    with caplog.at_level(logging.WARNING):
        assert rasters(settings) == []
        assert rasters(settings) == []
    assert [words in record.getMessage() for record in caplog.records] == [True]
    with pytest.raises(Refused, match=words):
        escpos_logo.check(settings, 576)


def test_a_file_that_is_cut_off_costs_the_picture_alone(tmp_path: Path) -> None:
    settings = stored(tmp_path, Image.effect_noise((300, 100), 50))
    path = Path(settings.logo)
    path.write_bytes(path.read_bytes()[:2000])
    assert rasters(settings) == []


@pytest.mark.parametrize(("size", "words"), [((4000, 1001), "4000 x 1001 points"), ((4000, 40), "nobody would see")])
def test_sizes_that_make_no_sense_are_refused(tmp_path: Path, size: tuple[int, int], words: str) -> None:
    settings = stored(tmp_path, Image.new("1", size))
    with pytest.raises(Refused, match=words):
        escpos_logo.check(settings, 576)
    assert rasters(settings) == []


def test_another_format_is_refused_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "logo.png"
    Image.new("L", (80, 80)).save(path, format="BMP")
    with pytest.raises(Refused, match="no picture in PNG format"):
        escpos_logo.check(PrinterSettings(logo=str(path)), 576)


def test_a_new_file_is_taken_without_a_restart(tmp_path: Path) -> None:
    settings = stored(tmp_path, Image.new("L", (80, 80), 255))
    assert ink(rasters(settings)[0]) == 0
    stored(tmp_path, Image.new("L", (80, 80), 0))
    os.utime(settings.logo, ns=(1, 1))
    assert ink(rasters(settings)[0]) == 1


def test_the_doctor_names_printer_spare_and_logo(tmp_path: Path) -> None:
    settings = Settings(
        printer=PrinterSettings(kind="file", path=str(tmp_path / "ticket.bin"), logo=str(tmp_path / "none.png")),
        spare_printer=PrinterSettings(kind="serial"),
    )
    found = {
        one.what: one
        for one in doctor.examine(
            lambda: settings, lambda: "sqlite:///" + str(tmp_path / "none.db"), data_folder=tmp_path
        )
    }
    assert found["printer"].ok
    assert "ticket.bin takes tickets. Its paper is 48 letters wide" in found["printer"].sentence
    assert (found["logo"].ok, "Tickets come without it." in found["logo"].sentence) == (False, True)
    assert found["spare"].ok is False
    assert found["spare"].sentence.startswith("[spare_printer] device is empty")
