"""The reader against bytes written here by hand from the command reference, and against noise."""

import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from antrean.devices import escpos_picture, escpos_text
from antrean.devices.escpos_reader import read
from antrean.devices.escpos_sheet import CutMark, QrCode, Raster, Side, Space, Span, Style, TextLine


def qr(data: bytes, *, module: int = 6, level: bytes = b"1") -> bytes:
    store = len(data) + 3
    return (
        b"\x1d(k\x04\x001A2\x00"
        + b"\x1d(k\x03\x001C"
        + bytes([module])
        + b"\x1d(k\x03\x001E"
        + level
        + b"\x1d(k"
        + store.to_bytes(2, "little")
        + b"1P0"
        + data
        + b"\x1d(k\x03\x001Q0"
    )


def only_line(data: bytes) -> TextLine:
    (item,) = read(data).items
    assert isinstance(item, TextLine)
    return item


def test_plain_lines() -> None:
    sheet = read(b"\x1b@Nomor antrean\nKA-014\n")
    assert sheet.texts == ("Nomor antrean", "KA-014")
    assert sheet.strange == ()
    assert sheet.columns == 13


def test_style_changes_inside_a_line() -> None:
    line = only_line(b"Loket \x1bE\x0119\x1bE\x00\x1b-\x01!\n")
    assert line.spans == (
        Span(text="Loket ", style=Style()),
        Span(text="19", style=Style(bold=True)),
        Span(text="!", style=Style(underline=True)),
    )


def test_sizes_of_both_commands() -> None:
    assert only_line(b"\x1d!\x77KA-014\n").spans[0].style == Style(width=8, height=8)
    assert only_line(b"\x1d!\x77KA-014\n").columns == 48
    assert only_line(b"\x1d!\x46KA\n").spans[0].style == Style(width=5, height=7)
    assert only_line(b"\x1b!\x38A\n").spans[0].style == Style(width=2, height=2, bold=True)
    assert only_line(b"\x1b!\x80A\n").spans[0].style == Style(underline=True)


def test_a_tall_line_moves_the_paper_further() -> None:
    assert only_line(b"a\n").dots == 30
    assert only_line(b"a\x1d!\x07b\n").dots == 192
    assert only_line(b"\x1b3\x40a\n").dots == 64


def test_initialise_forgets_everything() -> None:
    data = b"\x1ba\x01\x1bE\x01\x1d!\x11\x1dB\x01\x1b@a\n"
    assert only_line(data).spans == (Span(text="a", style=Style()),)
    assert only_line(data).side is Side.LEFT


def test_sides_by_number_and_by_digit() -> None:
    sheet = read(b"\x1ba\x01a\n\x1ba2b\n\x1ba0c\n")
    assert [item.side for item in sheet.items if isinstance(item, TextLine)] == [Side.CENTER, Side.RIGHT, Side.LEFT]


def test_code_pages() -> None:
    assert read(b"\x1bt\x00Caf\x82\n").texts == ("Café",)
    assert read(b"\x1bt\x10Caf\xe9\n").texts == ("Café",)
    assert read(b"\x1bt\x02\x9e\n").texts == ("×",)


def test_native_qr() -> None:
    sheet = read(b"\x1ba\x01" + qr(b"AQ1:7kq2", module=8))
    assert sheet.qr_codes == (QrCode(data="AQ1:7kq2", module_dots=8, level="M", side=Side.CENTER),)


def test_native_qr_can_be_read_from_the_picture() -> None:
    picture = escpos_picture.draw(read(b"\n\x1ba\x01" + qr(b"https://antrean.example/t/7kq2m9x4") + b"\n"), 384)
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == "https://antrean.example/t/7kq2m9x4"


def test_raster_picture() -> None:
    (item,) = read(b"\x1dv0\x00\x01\x00\x02\x00\x81\xff").items
    assert item == Raster(rows=((1, 0, 0, 0, 0, 0, 0, 1), (1,) * 8), side=Side.LEFT)


def test_raster_picture_at_double_size() -> None:
    (item,) = read(b"\x1dv0\x03\x01\x00\x01\x00\xf0").items
    assert item == Raster(rows=((1,) * 8 + (0,) * 8,) * 2, side=Side.LEFT)


def test_graphics_picture() -> None:
    store = b"0p0\x01\x011\x04\x00\x02\x00\xa0\x50"
    data = b"\x1d(L" + len(store).to_bytes(2, "little") + store + b"\x1d(L\x02\x0002"
    (item,) = read(data).items
    assert item == Raster(rows=((1, 0, 1, 0), (0, 1, 0, 1)), side=Side.LEFT)


def test_column_picture() -> None:
    first, *rest = read(b"\x1b*\x21\x02\x00\x80\x00\x00\x00\x00\x01\n").items
    assert isinstance(first, Raster)
    assert (first.width, len(first.rows)) == (2, 24)
    assert first.rows[0] == (1, 0)
    assert first.rows[23] == (0, 1)
    assert len(rest) == 1


def test_feeds_and_cuts() -> None:
    assert read(b"\x1bd\x06\x1dV\x01").items == (Space(dots=180), CutMark(partial=True))
    assert read(b"\x1bJ\x10\x1dV\x00").items == (Space(dots=16), CutMark(partial=False))
    assert read(b"\x1dVB\x20").items == (Space(dots=32), CutMark(partial=True))
    assert read(b"\x1bi").items == (CutMark(partial=True),)


def test_a_feed_prints_what_waits_in_the_buffer() -> None:
    sheet = read(b"Terima kasih\x1bd\x02")
    assert sheet.texts == ("Terima kasih",)
    assert sheet.items[-1] == Space(dots=60)


def test_requests_for_a_status_print_nothing() -> None:
    sheet = read(b"\x10\x04\x01a\n\x1dr\x01")
    assert sheet.queries == (b"\x10\x04\x01", b"\x1dr\x01")
    assert sheet.texts == ("a",)


def test_settings_without_effect_are_stepped_over() -> None:
    sheet = read(b"\x1bR\x00\x1bp\x00\x19\xfa\x1bB\x02\x02\x1dL\x00\x00\x1dW\x40\x02\x1c.\x1d(E\x02\x00\x01\x02a\n")
    assert sheet.texts == ("a",)
    assert sheet.strange == ()


def test_what_it_does_not_know_is_named() -> None:
    assert read(b"\x1b\x07a\n").strange == (b"\x1b\x07",)
    assert read(b"a\n\x1d").strange == (b"\x1d",)
    assert read(b"\x1dv0\x00\xff\xff\xff\xff").strange == (b"\x1dv0\x00\xff\xff\xff\xff",)


@given(st.binary(max_size=400))
def test_noise_never_breaks_it(data: bytes) -> None:
    assert isinstance(escpos_text.outline(read(data), 48), str)


@given(st.lists(st.sampled_from([b"\x1b", b"\x1d", b"(", b"k", b"L", b"v0", b"1", b"\x02\x00", b"P", b"Q", b"\x10"])))
def test_broken_commands_never_break_it(parts: list[bytes]) -> None:
    read(b"".join(parts))


def test_the_picture_is_as_wide_as_the_paper_and_as_long_as_the_text() -> None:
    short = escpos_picture.draw(read(b"a\n"), 576)
    longer = escpos_picture.draw(read(b"a\n\x1d!\x77KA-014\n\x1dB\x01\x1d!\x00 X \n"), 576)
    assert short.width == longer.width == 640
    assert longer.height - short.height == 192 + 30


def test_a_line_too_wide_for_the_paper_breaks_in_the_picture() -> None:
    one = escpos_picture.draw(read(b"x" * 32 + b"\n"), 384)
    two = escpos_picture.draw(read(b"x" * 33 + b"\n"), 384)
    assert two.height - one.height == 30


def test_plain_text_keeps_its_place_on_the_line() -> None:
    sheet = read(b"\x1ba\x01\x1d!\x77KA-014\n\x1d!\x00\x1ba\x02kanan\n\x1ba\x00" + qr(b"AQ1:x") + b"\x1dV\x00")
    assert escpos_text.plain(sheet, 16) == "     KA-014\n           kanan\n<QR AQ1:x>\n================\n"
    assert escpos_text.outline(sheet, 16).splitlines()[0] == "8x8       |     KA-014"
