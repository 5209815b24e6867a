"""Sets the neutral lines of a receipt as ESC/POS bytes for one kind of printer."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, assert_never

from antrean import receipt
from antrean.devices import escpos_library, escpos_logo
from antrean.errors import Reason, Refused
from antrean.receipt import Align
from antrean.settings import PrinterSettings

_PROFILES: Final = {58: "POS-5890", 80: "TM-T20II"}
_CELL_DOTS: Final = 12
"""Width of one character of font A, which has 24 dots of height."""

_QR_DOTS: Final = 200
"""25 mm at 203 dpi: a phone and a cheap kiosk scanner both read it at arm's length."""

# Bytes that fit into QR versions 1 to 20 at error correction M (ISO/IEC 18004, table 7).
_QR_BYTES: Final = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666)
_QR_LEVEL_M: Final = 1
_QR_MODEL_2: Final = 2


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What a printer's profile says of its paper."""

    profile: str
    columns: int
    dots: int
    has_cutter: bool


def paper(settings: PrinterSettings) -> Paper:
    """Return the paper of the settings, quickly and without loading the library.

    Raises Refused(bad_input) for a profile that python-escpos does not have.
    """
    name = settings.profile or _PROFILES[settings.paper_mm]
    known = escpos_library.profiles()
    if name not in known:
        names = ", ".join(sorted(known))
        raise Refused(Reason.BAD_INPUT, f"[printer] profile {name!r} is unknown to python-escpos; it has {names}.")
    profile = known[name]
    columns = int(profile["fonts"]["0"]["columns"])
    pixels = profile.get("media", {}).get("width", {}).get("pixels")
    if isinstance(pixels, int) and columns < 16 <= pixels // _CELL_DOTS:
        # Some profiles give the width of a character where its number per line belongs.
        columns = pixels // _CELL_DOTS
    dots = pixels if isinstance(pixels, int) else columns * _CELL_DOTS
    features = profile.get("features", {})
    has_cutter = bool(features.get("paperFullCut") or features.get("paperPartCut"))
    return Paper(profile=name, columns=columns, dots=dots, has_cutter=has_cutter)


def render(lines: Iterable[receipt.Line], settings: PrinterSettings) -> bytes:
    """Return the bytes that print these lines; the same lines give the same bytes.

    Lines laid out for wider paper are broken again. Raises Refused(bad_input) for an unknown profile or for
    a QR text beyond 666 bytes.
    """
    setter = _Setter(paper(settings), settings)
    for line in lines:
        setter.set(line)
    return setter.output()


class _Setter:
    """One printer's state while one slip is set; never used twice, for the library forgets its code page."""

    def __init__(self, paper: Paper, settings: PrinterSettings) -> None:
        self._paper = paper
        self._settings = settings
        self._out: Any = escpos_library.printers().Dummy(profile=paper.profile)
        self._style: dict[str, object] = {}
        self._out.hw("INIT")
        pages = self._out.profile.get_code_pages()
        page = next((name for name in ("CP437", "CP850", "CP858") if name in pages), None)
        if page is not None:
            # Otherwise the library would choose a page for each letter; receipt.printable() needs only this one.
            self._out.magic.force_encoding(page)

    def output(self) -> bytes:
        return bytes(self._out.output)

    def set(self, line: receipt.Line) -> None:
        match line:
            case receipt.Text():
                self._text(line)
            case receipt.Big(text=text):
                self._big(receipt.printable(text))
            case receipt.Pair():
                self._pair(line)
            case receipt.Logo():
                self._logo()
            case receipt.Rule():
                self._use()
                self._out.textln("-" * self._paper.columns)
            case receipt.Qr():
                self._qr(line)
            case receipt.Feed(count=count):
                self._use()
                self._out.ln(count)
            case receipt.Cut():
                self._use()
                # Partly, so that the slip hangs until it is taken; without a cutter this only feeds.
                self._out.cut(mode="PART")
            case _:
                assert_never(line)

    def _use(
        self,
        *,
        align: Align = Align.LEFT,
        bold: bool = False,
        width: int = 1,
        height: int = 1,
        inverse: bool = False,
    ) -> None:
        """Switch to a style, sending only what changes."""
        if self._changes("align", align, Align.LEFT):
            self._out.set(align=align.value)
        if self._changes("size", (width, height), (1, 1)):
            # Always GS !, since ESC ! (the library's double_width) would switch bold off again.
            self._out.set(custom_size=True, width=width, height=height)
        if self._changes("smooth", max(width, height) >= 4, False):
            self._out.set(smooth=max(width, height) >= 4)
        if self._changes("bold", bold, False):
            self._out.set(bold=bold)
        if self._changes("inverse", inverse, False):
            self._out.set(invert=inverse)

    def _changes(self, part: str, value: object, initial: object) -> bool:
        changed = self._style.get(part, initial) != value
        self._style[part] = value
        return changed

    def _text(self, line: receipt.Text) -> None:
        width = 2 if line.wide else 1
        height = 2 if line.tall else 1
        self._use(align=line.align, bold=line.bold, width=width, height=height, inverse=line.inverse)
        text = receipt.printable(line.text)
        room = self._paper.columns // width
        parts = (text,) if len(text) <= room else receipt.wrapped(text, room)
        for part in parts:
            self._out.textln(part)

    def _big(self, text: str) -> None:
        width, height = receipt.number_size(text, self._paper.columns)
        self._use(align=Align.CENTER, bold=True, width=width, height=height)
        for part in receipt.wrapped(text, self._paper.columns // width):
            self._out.textln(part)

    def _pair(self, line: receipt.Pair) -> None:
        height = 2 if line.tall else 1
        label, value = receipt.printable(line.label), receipt.printable(line.value)
        for left, right in receipt.pair_lines(label, value, self._paper.columns):
            self._use(height=height)
            self._out.text(left)
            self._use(height=height, bold=True)
            self._out.textln(right)

    def _logo(self) -> None:
        picture = escpos_logo.picture(self._settings, self._paper.dots)
        if picture is not None:
            self._use(align=Align.CENTER)
            self._out.image(picture, impl="bitImageRaster")
            self._out.ln()

    def _qr(self, line: receipt.Qr) -> None:
        self._use(align=Align.CENTER)
        native = self._settings.qr == "native"
        size = _qr_module_dots(len(line.data.encode()))
        self._out.qr(line.data, ec=_QR_LEVEL_M, size=size, model=_QR_MODEL_2, native=native)
        if native:
            # A code needs four modules of empty paper around it; the library leaves them only around an image.
            self._out.ln()
        if line.caption:
            self._text(receipt.Text(text=line.caption, align=Align.CENTER))


def _qr_module_dots(size: int) -> int:
    """Return the dots per module at which a text of that many bytes becomes about 25 mm wide."""
    for version, capacity in enumerate(_QR_BYTES, start=1):
        if size <= capacity:
            return max(3, min(8, _QR_DOTS // (17 + 4 * version)))
    sentence = f"The QR of a ticket would hold {size} bytes; make [printer] status_url shorter."
    raise Refused(Reason.BAD_INPUT, sentence)
