"""Every shared widget in one window, as each kind of app uses it: for tests of the look and for a person's eye."""

from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from antrean.clock import FixedClock
from antrean.ui.dress import spaced
from antrean.ui.theme import Kind, Scheme
from antrean.ui.widgets import (
    Banner,
    BigButton,
    Card,
    CardButton,
    ClockLabel,
    ElapsedLabel,
    FitLabel,
    Icon,
    Line,
    Logo,
    Panel,
    StatusPill,
    WrapGrid,
    ZoneMark,
)
from antrean.ui.window import ThemedWindow

NOON = datetime(2026, 11, 23, 1, 41, tzinfo=UTC)
BLUE, RED = "#1565C0", "#C62828"
AGENCIES = (
    ("Dukcapil", "Kependudukan", "12 menunggu", "bad", BLUE),
    ("Dinas Sosial", "Bansos, PBI-JK", "3 menunggu", "good", BLUE),
    (
        "BPJS Ketenagakerjaan Cabang Kota Sejahtera",
        "JHT, JKP, JKK, JKM dan lain-lain yang panjang",
        "Tutup",
        "warn",
        RED,
    ),
    ("Polres", "SKCK, SIM", "Tanpa menunggu", "good", RED),
    ("Imigrasi", "Paspor", "Kuota hari ini habis", "warn", RED),
)


def build(kind: Kind, width: int, height: int, scheme: Scheme | None = None) -> ThemedWindow:
    """Return the gallery as a window of this kind and size, not shown yet."""
    window = ThemedWindow(kind=kind, width=width, height=height, scheme=scheme)
    window.setObjectName("gallery")
    page = spaced(QVBoxLayout(window), gap="none")
    page.addWidget(_header())
    banner = Banner()
    banner.show_trouble("Antrean sedang tidak tersambung. Nomor yang sudah diambil tetap berlaku.", retry=True)
    page.addWidget(banner)
    body = spaced(QVBoxLayout(), gap="m", margins="l")
    page.addLayout(body, 1)
    body.addWidget(FitLabel("Selamat pagi. Instansi apa yang Anda tuju?", role="heading"))
    body.addWidget(_zone_line())
    if kind is Kind.KIOSK and height > width:
        body.addWidget(_agencies())
    body.addWidget(_ticket(), 1)
    if kind is not Kind.DISPLAY:
        body.addLayout(_buttons())
    if kind is Kind.COUNTER or height > width:
        body.addLayout(_fields())
    page.addWidget(_footer())
    return window


def _header() -> QWidget:
    header = Panel(fill="header", bar="header")
    row = spaced(QHBoxLayout(header), gap="m", margins=("l", "none"))
    row.addWidget(Logo())
    names = spaced(QVBoxLayout(), gap="none")
    names.addStretch()
    names.addWidget(FitLabel("Mal Pelayanan Publik", role="subtitle", tone="header"))
    names.addWidget(FitLabel("Kota Sejahtera · Senin, 23 November 2026", role="small", tone="header_muted"))
    names.addStretch()
    row.addLayout(names, 1)
    row.addWidget(StatusPill("Buka", tone="primary"))
    row.addWidget(BigButton("Kembali", name="back", fill="header", extent="s", icon="back"))
    row.addWidget(ClockLabel(clock=FixedClock(NOON), tone="header"))
    return header


def _zone_line() -> QWidget:
    panel = Panel()
    row = spaced(QHBoxLayout(panel), gap="s")
    row.addWidget(ZoneMark(color=BLUE, number=1))
    row.addWidget(FitLabel("Zona 1 · Kependudukan dan sosial", role="section"), 1)
    row.addWidget(ZoneMark(color=RED))
    for tone, text in (("good", "Dilayani"), ("warn", "Istirahat"), ("bad", "Tidak hadir"), ("muted", "Tutup")):
        row.addWidget(StatusPill(text, tone=tone))
    return panel


def _agencies() -> QWidget:
    panel = Panel()
    grid = spaced(WrapGrid(panel, least_cell_u=210), gap="m")
    for at, (short, summary, waiting, tone, color) in enumerate(AGENCIES):
        card = CardButton(name=f"agency_{at}", stripe=color)
        card.setAccessibleName(f"{short}. {waiting}")
        column = spaced(QVBoxLayout(card), gap="none", margins=("m", "s"))
        column.addWidget(FitLabel(short, role="card", lines=2))
        column.addWidget(FitLabel(summary, role="small"))
        column.addStretch()
        column.addWidget(FitLabel(waiting, role="caption", tone=tone))
        card.set_off(tone == "warn")
        grid.addWidget(card)
    return panel


def _ticket() -> QWidget:
    holder = Panel()
    row = spaced(QHBoxLayout(holder), gap="l")
    card = Card()
    column = spaced(QVBoxLayout(card), gap="s", margins="l")
    top = spaced(QHBoxLayout(), gap="m")
    top.addWidget(FitLabel("Sedang dilayani", role="section", tone="good"), 1)
    clock = ElapsedLabel(clock=FixedClock(NOON))
    clock.set_since(NOON - timedelta(minutes=4, seconds=12), timedelta(minutes=10))
    top.addWidget(clock)
    column.addLayout(top)
    column.addWidget(FitLabel("CA-014", role="hero", is_number=True), 1)
    column.addWidget(FitLabel("Perekaman KTP-el dan pembaruan biodata penduduk", role="title", lines=2))
    column.addWidget(Line())
    column.addWidget(FitLabel("Menunggu 11 menit · dipanggil 1× · Bahasa Indonesia", role="small"))
    row.addWidget(card, 3)
    called = Card(fill="accent", corner="xl")
    place = spaced(QVBoxLayout(called), gap="s", margins="l")
    place.addWidget(FitLabel("Silakan menuju", role="body", tone="on_accent_muted"))
    place.addWidget(FitLabel("Loket 3", role="place", tone="on_accent", is_number=True), 1)
    rows = spaced(QHBoxLayout(), gap="s")
    rows.addWidget(Icon("speaker", color="on_accent"))
    rows.addWidget(FitLabel("Dukcapil · Zona 1", role="strong", tone="on_accent"), 1)
    place.addLayout(rows)
    row.addWidget(called, 2)
    return holder


def _buttons() -> QVBoxLayout:
    column = spaced(QVBoxLayout(), gap="s")
    first = spaced(QHBoxLayout(), gap="m")
    for text, key in (("Panggil ulang", "F6"), ("Tidak hadir", "F7"), ("Tunda", "F8"), ("Alihkan…", "F9")):
        button = BigButton(text, name=f"key_{key}", fill="outline", extent="m")
        button.set_key_cap(key)
        first.addWidget(button)
    column.addLayout(first)
    second = spaced(QHBoxLayout(), gap="m")
    big = BigButton(
        "Selesai dan panggil berikutnya", name="next", fill="primary", extent="l", note="F5 · berikutnya CP-003"
    )
    second.addWidget(big, 2)
    busy = BigButton("Ambil nomor", name="busy", fill="primary", extent="l")
    busy.set_busy(True)
    second.addWidget(busy, 1)
    second.addWidget(BigButton("Selesai", name="done", fill="accent", extent="l", icon="check"), 1)
    column.addLayout(second)
    return column


def _fields() -> QHBoxLayout:
    row = spaced(QHBoxLayout(), gap="m")
    field = QLineEdit("Cari layanan")
    field.setAccessibleName("Cari layanan")
    row.addWidget(field, 1)
    choice = QComboBox()
    choice.setAccessibleName("Loket")
    choice.addItems(["Loket 3", "Loket 4"])
    row.addWidget(choice, 1)
    return row


def _footer() -> QWidget:
    footer = Panel(fill="accent_soft", bar="footer")
    row = spaced(QHBoxLayout(footer), gap="m", margins=("l", "s"))
    row.addWidget(
        FitLabel(
            "Lansia, disabilitas, ibu hamil atau menyusui, membawa balita?",
            role="strong",
            tone="on_accent_soft",
            lines=2,
        ),
        1,
    )
    row.addWidget(BigButton("Nomor prioritas", name="priority", fill="dark", extent="s"))
    return footer
