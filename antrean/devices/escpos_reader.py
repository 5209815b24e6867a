"""Reads ESC/POS bytes back into lines, QR codes, pictures and cuts; shares nothing with what writes them.

Written from Epson's command reference. It knows the commands a receipt uses and the length of the others, so that
one unknown command does not turn the rest into noise; what it cannot name is kept in `Sheet.strange`.
"""

from dataclasses import dataclass, field
from typing import Final

from antrean.devices.escpos_sheet import (
    CELL,
    LINE_DOTS,
    CutMark,
    Item,
    QrCode,
    Raster,
    Sheet,
    Side,
    Space,
    Span,
    Style,
    TextLine,
)

_ESC, _GS, _FS, _DLE = 0x1B, 0x1D, 0x1C, 0x10

_CODE_PAGES: Final = {
    0: "cp437",
    2: "cp850",
    3: "cp860",
    4: "cp863",
    5: "cp865",
    13: "cp857",
    16: "cp1252",
    17: "cp866",
    18: "cp852",
    19: "cp858",
}

# Parameter bytes of commands that change nothing this reader shows.
_ESC_PARAMETERS: Final = {
    **{ord(sign): 0 for sign in "2<LS"},
    **{ord(sign): 1 for sign in " %=?3RTUVJdrt{"},
    **{ord(sign): 2 for sign in "$\\Bc"},
    **{ord(sign): 3 for sign in "p"},
}
_GS_PARAMETERS: Final = {
    **{ord(sign): 0 for sign in ":"},
    **{ord(sign): 1 for sign in "/HIafghrw"},
    **{ord(sign): 2 for sign in "LPW\\"},
}
_FS_PARAMETERS: Final = {**{ord(sign): 0 for sign in "&."}, **{ord(sign): 1 for sign in "!-CW"}, ord("p"): 2}


def read(data: bytes) -> Sheet:
    """Read the bytes of one or more tickets; never raises, whatever they are."""
    reader = _Reader(data)
    try:
        while reader.position < len(data):
            reader.step()
    except _Short as short:
        reader.strange.append(data[short.start :])
    reader.end()
    return Sheet(items=tuple(reader.items), queries=tuple(reader.queries), strange=tuple(reader.strange))


class _Short(Exception):
    """The bytes end in the middle of a command that began at `start`."""

    def __init__(self, start: int) -> None:
        super().__init__(start)
        self.start = start


@dataclass
class _Mode:
    """What ESC @ resets."""

    side: Side = Side.LEFT
    width: int = 1
    height: int = 1
    bold: bool = False
    underline: bool = False
    inverse: bool = False
    spacing: int = LINE_DOTS
    page: str = "cp437"
    qr_module: int = 3
    qr_level: str = "L"
    qr_data: str = ""
    graphics: tuple[tuple[int, ...], ...] = ()

    @property
    def style(self) -> Style:
        return Style(
            width=self.width, height=self.height, bold=self.bold, underline=self.underline, inverse=self.inverse
        )


@dataclass
class _Reader:
    data: bytes
    position: int = 0
    start: int = 0
    items: list[Item] = field(default_factory=list)
    queries: list[bytes] = field(default_factory=list)
    strange: list[bytes] = field(default_factory=list)
    mode: _Mode = field(default_factory=_Mode)
    spans: list[Span] = field(default_factory=list)

    def step(self) -> None:
        """Take one character or one command."""
        self.start = self.position
        first = self.take()
        if first == 0x0A:
            self.line()
        elif first == _ESC:
            self.escape(self.take())
        elif first == _GS:
            self.group(self.take())
        elif first == _FS:
            self.skip(_FS_PARAMETERS, self.take())
        elif first == _DLE:
            self.realtime(self.take())
        elif first == 0x09:
            used = sum(len(span.text) for span in self.spans)
            self.put(" " * (8 - used % 8))
        elif first >= 0x20:
            self.put(bytes([first]).decode(self.mode.page, "replace"))
        elif first not in (0x00, 0x0D):
            self.odd()

    def take(self, count: int = 1) -> int:
        """Take little-endian bytes as one number."""
        return int.from_bytes(self.take_bytes(count), "little")

    def take_bytes(self, count: int) -> bytes:
        if self.position + count > len(self.data):
            raise _Short(self.start)
        self.position += count
        return self.data[self.position - count : self.position]

    def odd(self) -> None:
        self.strange.append(self.data[self.start : self.position])

    def put(self, text: str) -> None:
        if self.spans and self.spans[-1].style == self.mode.style:
            text = self.spans.pop().text + text
        self.spans.append(Span(text=text, style=self.mode.style))

    def line(self) -> None:
        tallest = max((span.style.height for span in self.spans), default=1) * CELL[1]
        dots = max(self.mode.spacing, tallest if self.spans else 0)
        self.items.append(TextLine(spans=tuple(self.spans), side=self.mode.side, dots=dots))
        self.spans = []

    def flush(self) -> None:
        if self.spans:
            self.line()

    def end(self) -> None:
        self.flush()

    def skip(self, lengths: dict[int, int], command: int) -> None:
        if command in lengths:
            self.take_bytes(lengths[command])
        else:
            self.odd()

    def escape(self, command: int) -> None:
        match chr(command):
            case "@":
                self.flush()
                self.mode = _Mode()
            case "a":
                self.mode.side = (Side.LEFT, Side.CENTER, Side.RIGHT)[min(self.take() & 0x0F, 2)]
            case "E" | "G":
                self.mode.bold = bool(self.take() & 1)
            case "-":
                self.mode.underline = self.take() & 0x0F != 0
            case "!":
                value = self.take()
                self.mode.bold = bool(value & 0x08)
                self.mode.height = 2 if value & 0x10 else 1
                self.mode.width = 2 if value & 0x20 else 1
                self.mode.underline = bool(value & 0x80)
            case "t":
                self.mode.page = _CODE_PAGES.get(self.take(), "cp437")
            case "M":
                self.take()
            case "2":
                self.mode.spacing = LINE_DOTS
            case "3":
                self.mode.spacing = self.take()
            case "d":
                count = self.take()
                self.flush()
                self.items.append(Space(dots=count * self.mode.spacing))
            case "J":
                dots = self.take()
                self.flush()
                self.items.append(Space(dots=dots))
            case "*":
                self.columns_picture()
            case "D":
                while self.take():
                    pass
            case "i" | "m":
                self.cut(partial=True)
            case _:
                self.skip(_ESC_PARAMETERS, command)

    def group(self, command: int) -> None:
        match chr(command):
            case "!":
                value = self.take()
                self.mode.width, self.mode.height = (value >> 4 & 7) + 1, (value & 7) + 1
            case "B":
                self.mode.inverse = bool(self.take() & 1)
            case "b":
                self.take()
            case "V":
                kind = self.take()
                if kind in (65, 66, 97, 98, 103, 104):
                    self.flush()
                    self.items.append(Space(dots=self.take()))
                self.cut(partial=kind in (1, 49, 66, 98, 104))
            case "v":
                self.raster()
            case "(":
                self.extended()
            case "k":
                kind = self.take()
                if kind >= 65:
                    self.take_bytes(self.take())
                else:
                    while self.take():
                        pass
                self.odd()
            case "r":
                self.take()
                self.queries.append(self.data[self.start : self.position])
            case _:
                self.skip(_GS_PARAMETERS, command)

    def realtime(self, command: int) -> None:
        match command:
            case 0x04 | 0x05:
                self.take()
                self.queries.append(self.data[self.start : self.position])
            case 0x14:
                self.take_bytes(3)
            case _:
                self.odd()

    def cut(self, *, partial: bool) -> None:
        self.flush()
        self.items.append(CutMark(partial=partial))

    def extended(self) -> None:
        kind = chr(self.take())
        parameters = self.take_bytes(self.take(2))
        match kind:
            case "k" if parameters[:1] == b"1" and len(parameters) > (1 if parameters[1:2] == b"Q" else 2):
                self.qr(parameters[1], parameters[2:])
            case "L" if parameters[:2] == b"0p" and len(parameters) >= 10:
                width, height = (int.from_bytes(parameters[at : at + 2], "little") for at in (6, 8))
                self.mode.graphics = _rows(parameters[10:], width, height, parameters[3], parameters[4])
            case "L" if parameters[:1] == b"0" and parameters[1:2] in (b"2", b"\x02"):
                self.picture(self.mode.graphics)
            case "k" | "L":
                self.odd()
            case _:
                # Settings of the printer itself, whose length is known and whose effect is not seen.
                pass

    def qr(self, function: int, parameters: bytes) -> None:
        match function:
            case 65:
                pass
            case 67:
                self.mode.qr_module = parameters[0]
            case 69:
                self.mode.qr_level = "LMQH"[parameters[0] - 48 & 3]
            case 80:
                self.mode.qr_data = parameters[1:].decode("utf-8", "replace")
            case 81:
                self.flush()
                mode = self.mode
                self.items.append(
                    QrCode(data=mode.qr_data, module_dots=mode.qr_module, level=mode.qr_level, side=mode.side)
                )
            case _:
                self.odd()

    def raster(self) -> None:
        zero, mode = self.take(), self.take()
        bytes_wide, height = self.take(2), self.take(2)
        content = self.take_bytes(bytes_wide * height)
        if zero != 0x30:
            self.odd()
            return
        self.picture(_rows(content, bytes_wide * 8, height, 2 if mode & 1 else 1, 2 if mode & 2 else 1))

    def columns_picture(self) -> None:
        mode, width = self.take(), self.take(2)
        depth = 3 if mode & 32 else 1
        columns = [self.take_bytes(depth) for _ in range(width)]
        rows = tuple(
            tuple(column[row // 8] >> (7 - row % 8) & 1 for column in columns for _ in range(1 if mode & 1 else 2))
            for row in range(depth * 8)
            for _ in range(1 if depth == 3 else 3)
        )
        self.picture(rows)

    def picture(self, rows: tuple[tuple[int, ...], ...]) -> None:
        self.flush()
        self.items.append(Raster(rows=rows, side=self.mode.side))


def _rows(content: bytes, width: int, height: int, wide: int, tall: int) -> tuple[tuple[int, ...], ...]:
    stride = (width + 7) // 8
    result: list[tuple[int, ...]] = []
    for start in range(0, min(height * stride, len(content) - stride + 1), max(1, stride)):
        line = content[start : start + stride]
        row = tuple(line[x // 8] >> (7 - x % 8) & 1 for x in range(width) for _ in range(wide))
        result += [row] * tall
    return tuple(result)
