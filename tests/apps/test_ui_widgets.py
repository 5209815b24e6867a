"""The shared widgets: texts stay in their boxes, busy buttons click once, clocks follow the hall, all can be named."""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from antrean import assets
from antrean.clock import FixedClock
from antrean.ui.dress import set_look, spaced, theme_of
from antrean.ui.theme import Kind, Scheme, Theme, contrast
from antrean.ui.widgets import Banner, BigButton, Card, CardButton, ClockLabel, ElapsedLabel, FitLabel, WrapGrid
from antrean.ui.widgets.text import break_lines, fit, sized
from antrean.ui.window import ThemedDialog, ThemedWindow
from tests.apps import gallery
from tests.helpers import qt

Show = Callable[[QWidget], QWidget]
LONG = "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Kota Sejahtera"
WIB = timezone(timedelta(hours=7))


def font(size: int = 40) -> QFont:
    return sized(QFont(Theme.fit(Kind.COUNTER, 1280, 800).family), size)


def window(*widgets: QWidget, kind: Kind = Kind.COUNTER, size: tuple[int, int] = (1280, 800)) -> ThemedWindow:
    made = ThemedWindow(kind=kind, width=size[0], height=size[1])
    column = spaced(QVBoxLayout(made), gap="m", margins="l")
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch()
    return made


# Fitting text


def test_a_text_with_room_keeps_its_size() -> None:
    fitted = fit("Dukcapil", font(), width=1000, height=100, largest=40, smallest=20)
    assert (fitted.lines, fitted.size, fitted.is_cut) == (("Dukcapil",), 40, False)


def test_a_text_shrinks_just_enough() -> None:
    fitted = fit(LONG, font(), width=900, height=100, largest=40, smallest=10)
    assert not fitted.is_cut
    assert QFontMetricsF(sized(font(), fitted.size)).horizontalAdvance(LONG) <= 900.5
    assert QFontMetricsF(sized(font(), fitted.size + 1)).horizontalAdvance(LONG) > 900.5


def test_a_text_wraps_before_it_shrinks() -> None:
    fitted = fit(LONG, font(), width=900, height=200, largest=40, smallest=20, most_lines=3)
    assert (fitted.size, len(fitted.lines)) == (40, 2)
    assert " ".join(fitted.lines) == LONG


def test_a_text_with_no_room_is_cut_at_the_smallest_size() -> None:
    fitted = fit(LONG, font(), width=300, height=60, largest=40, smallest=20, most_lines=2)
    assert fitted.is_cut
    assert fitted.size == 20
    assert fitted.lines[-1].endswith("…")
    assert all(QFontMetricsF(sized(font(), 20)).horizontalAdvance(line) <= 300.5 for line in fitted.lines)


@pytest.mark.parametrize("width", range(40, 700, 45))
@pytest.mark.parametrize("lines", [1, 2, 4])
def test_no_text_is_ever_wider_or_higher_than_its_box(width: int, lines: int) -> None:
    fitted = fit(LONG, font(), width=width, height=90, largest=40, smallest=12, most_lines=lines)
    metrics = QFontMetricsF(sized(font(), fitted.size))
    assert max(metrics.horizontalAdvance(line) for line in fitted.lines) <= width + 0.5
    assert len(fitted.lines) * metrics.height() <= 90.5


def test_lines_break_between_words_and_at_line_feeds() -> None:
    assert break_lines("satu\ndua tiga", font(), 10_000) == ["satu", "dua tiga"]
    assert break_lines("satu dua", font(), 1) == ["satu", "dua"]
    assert break_lines("", font(), 100) == [""]


def test_numbers_that_come_and_go_do_not_fill_the_memory() -> None:
    """A display shows a thousand numbers a day, each for a minute: what was worked out for them goes again."""

    def show(numbers: range) -> None:
        for number in numbers:
            fit(f"CA-{number:05d}", font(), width=700, height=200, largest=160, smallest=20, is_tight=True)

    show(range(3_000))
    before = sys.getallocatedblocks()
    show(range(3_000, 5_000))
    # Without a bound that is soon reached there are six of each number.
    assert sys.getallocatedblocks() - before < 2_000


def test_digits_of_a_clock_have_one_width() -> None:
    metrics = QFontMetricsF(sized(font(), 40, is_tabular=True))
    assert metrics.horizontalAdvance("11:11") == metrics.horizontalAdvance("00:00")


# Labels


def test_a_cut_label_tells_its_whole_text_as_tooltip(show: Show) -> None:
    label = FitLabel(LONG, role="title")
    label.setFixedWidth(120)
    show(window(label))
    assert label.fitted().is_cut
    assert label.toolTip() == LONG
    label.setText("SIM")
    label.setFixedWidth(121)
    assert not label.fitted().is_cut
    assert label.toolTip() == ""


def test_a_number_shrinks_as_far_as_it_must_and_is_never_cut(show: Show) -> None:
    label = FitLabel("CA-1234", role="hero", is_number=True)
    label.setFixedSize(90, 40)
    show(window(label))
    assert label.fitted().lines == ("CA-1234",)
    assert not label.fitted().is_cut


def test_a_label_takes_role_and_tone_from_the_style_sheet(show: Show) -> None:
    label = FitLabel("Polres", role="title", tone="bad")
    shown = show(window(label))
    theme = theme_of(label)
    assert (label.font().pixelSize(), label.font().weight()) == (theme.text("title").size, theme.text("title").weight)
    assert label.palette().color(label.foregroundRole()) == QColor(theme.color("bad"))
    label.set_tone("good")
    assert label.palette().color(label.foregroundRole()) == QColor(theme.color("good"))
    assert label.font().family() == theme.family
    assert shown.isVisible()


def test_a_label_paints_inside_its_own_box_only(show: Show) -> None:
    label = FitLabel("Mjgpq ÅÄ", role="heading", tone="ink")
    label.setFixedSize(200, 36)
    shown = show(window(label, size=(400, 300)))
    image = shown.grab().toImage()
    ground = image.pixelColor(1, 1)
    box = label.geometry()
    drawn = [
        QPoint(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixelColor(x, y) != ground
    ]
    assert drawn
    assert all(box.contains(point) for point in drawn)


# Buttons


def test_a_busy_button_cannot_be_clicked_and_comes_back(show: Show) -> None:
    button = BigButton("Panggil berikutnya", name="next", fill="primary")
    clicks: list[bool] = []
    button.clicked.connect(lambda: (clicks.append(True), button.set_busy(True)))
    show(window(button))
    QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert clicks == [True]
    button.set_busy(False)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert clicks == [True, True]


def test_not_allowed_outlasts_busy() -> None:
    button = BigButton("Selesai", name="finish")
    button.set_busy(True)
    button.set_allowed(False)
    button.set_busy(False)
    assert not button.isEnabled()
    button.set_allowed(True)
    assert button.isEnabled()


def test_a_button_is_named_by_its_text_and_described_by_its_note() -> None:
    button = BigButton("Selesai", name="finish", note="CA-014")
    button.set_key_cap("F5")
    assert (button.accessibleName(), button.accessibleDescription()) == ("Selesai", "CA-014, F5")


def test_a_card_button_lets_touches_on_its_labels_through(show: Show, qtbot: QtBot) -> None:
    card = CardButton(name="agency_C", stripe="#1565C0")
    label = FitLabel("Dukcapil", role="card")
    QVBoxLayout(card).addWidget(label)
    shown = show(window(card))
    with qtbot.waitSignal(card.clicked):
        # Through the window, as a finger does it: the label lies on top.
        at = label.mapTo(shown, label.rect().center())
        QTest.mouseClick(shown.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def test_the_focus_ring_shows_by_keyboard_only(show: Show, qtbot: QtBot) -> None:
    button = BigButton("Selesai", name="finish", fill="primary")
    shown = show(window(button))
    assert not button.hasFocus()
    without = button.grab().toImage()
    QTest.keyClick(shown, Qt.Key.Key_Tab)
    assert button.hasFocus()
    ring = button.grab().toImage()
    assert ring != without
    outer = QColor(theme_of(button).color("focus_outer"))
    assert ring.pixelColor(1, ring.height() // 2) == outer
    inner = QColor(theme_of(button).color("focus_inner"))
    assert ring.pixelColor(theme_of(button).px("focus") + 1, ring.height() // 2) == inner
    button.clearFocus()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not button.hasFocus()


# Containers


def test_a_grid_wraps_into_equal_cells_that_do_not_overlap(show: Show) -> None:
    holder = QWidget()
    grid = spaced(WrapGrid(holder, least_cell_u=200), gap="m")
    cells = [Card() for _ in range(7)]
    for cell in cells:
        cell.setMinimumHeight(60)
        grid.addWidget(cell)
    holder.setFixedWidth(900)
    show(window(holder))
    assert grid.columns_for(holder.width()) == 4
    assert {cell.width() for cell in cells} <= {cells[0].width(), cells[0].width() + 1, cells[0].width() - 1}
    assert len({cell.y() for cell in cells}) == 2
    assert not any(one.geometry().intersects(other.geometry()) for one in cells for other in cells if one is not other)
    assert all(holder.rect().contains(cell.geometry()) for cell in cells)
    grid.set_columns(2)
    grid.activate()
    assert len({cell.y() for cell in cells}) == 4


def test_gaps_grow_with_the_window_and_reach_cards_made_later(show: Show) -> None:
    card = Card()
    inside = spaced(QVBoxLayout(card), gap="s", margins=("l", "m"))
    shown = show(window(card, kind=Kind.KIOSK, size=(540, 960)))
    small = Theme.fit(Kind.KIOSK, 540, 960)
    assert (inside.spacing(), inside.contentsMargins().left()) == (small.space("s"), small.space("l"))
    shown.resize(1080, 1920)
    big = Theme.fit(Kind.KIOSK, 1080, 1920)
    assert (inside.spacing(), inside.contentsMargins().top()) == (big.space("s"), big.space("m"))
    late = Card()
    later = spaced(QVBoxLayout(late), gap="xl")
    shown.layout().addWidget(late)
    late.show()
    assert later.spacing() == big.space("xl")


def test_contents_never_push_the_window(show: Show) -> None:
    tall = QWidget()
    tall.setMinimumSize(3000, 3000)
    shown = show(window(tall, kind=Kind.KIOSK, size=(1080, 1920)))
    assert (shown.width(), shown.height()) == (1080, 1920)


def test_a_dialog_wears_the_look_of_its_window(show: Show) -> None:
    shown = show(window(kind=Kind.KIOSK, size=(1080, 1920)))
    dialog = ThemedDialog(shown, title="Alihkan")
    label = FitLabel("Alihkan ke", role="title")
    column = spaced(QVBoxLayout(dialog), gap="l", margins="xl")
    column.addWidget(label)
    dialog.open()
    theme = Theme.fit(Kind.KIOSK, 1080, 1920)
    assert label.font().pixelSize() == theme.text("title").size
    assert (column.spacing(), column.contentsMargins().left()) == (theme.space("l"), theme.space("xl"))
    assert dialog.grab().toImage().pixelColor(3, 3).name() == theme.color("bg").lower()
    dialog.close()


def test_a_look_changes_only_when_it_differs(show: Show) -> None:
    label = QLabel("x")
    set_look(label, tone="good")
    show(window(label))
    changes: list[QEvent.Type] = []

    class Watch(QLabel):
        def event(self, event: QEvent) -> bool:
            changes.append(event.type())
            return super().event(event)

    watched = Watch("y")
    show(window(watched))
    set_look(watched, tone="bad")
    assert QEvent.Type.DynamicPropertyChange in changes
    changes.clear()
    set_look(watched, tone="bad")
    assert changes == []


# Clocks


def test_the_clock_shows_the_hall_in_its_zone_and_language() -> None:
    clock = FixedClock(datetime(2026, 11, 23, 1, 41, tzinfo=UTC))
    label = ClockLabel(clock=clock, zone=WIB)
    assert label.text() == "08.41"
    label.set_language("en")
    assert label.text() == "08:41"
    minutes: list[str] = []
    label.minute_changed.connect(lambda: minutes.append(label.text()))
    label.refresh()
    assert minutes == []
    clock.advance(minutes=1)
    label.refresh()
    assert minutes == ["08:42"]


def test_the_clock_wakes_once_a_minute_and_only_while_shown(show: Show) -> None:
    clock = FixedClock(datetime(2026, 11, 23, 1, 41, 20, tzinfo=UTC))
    label = ClockLabel(clock=clock)
    shown = show(window(label))
    assert 39_000 <= label._timer.remainingTime() <= 40_015
    shown.hide()
    assert not label._timer.isActive()


def test_elapsed_time_counts_and_turns_late_once() -> None:
    start = datetime(2026, 11, 23, 1, 41, tzinfo=UTC)
    clock = FixedClock(start)
    label = ElapsedLabel(clock=clock, tone="muted")
    late: list[bool] = []
    label.went_late.connect(lambda: late.append(True))
    label.set_since(start, timedelta(minutes=10))
    clock.advance(minutes=4, seconds=12)
    label.refresh()
    assert (label.text(), label.property("tone"), label.is_late()) == ("04:12", "muted", False)
    clock.advance(minutes=6)
    label.refresh()
    label.refresh()
    assert (label.text(), label.property("tone"), late) == ("10:12", "bad", [True])
    label.set_since(None)
    assert (label.text(), label.property("tone")) == ("", "muted")


# The banner


def test_the_banner_says_its_trouble_and_asks_again(show: Show, qtbot: QtBot) -> None:
    banner = Banner()
    shown = show(window(banner))
    assert not banner.isVisible()
    banner.show_trouble("Antrean tidak tersambung.", retry=True)
    assert banner.sentence() == banner.accessibleName() == "Antrean tidak tersambung."
    with qtbot.waitSignal(banner.retry_clicked):
        QTest.mouseClick(shown.findChild(BigButton, "banner_retry"), Qt.MouseButton.LeftButton)
    banner.show_trouble("Printer perlu kertas.", tone="warn")
    assert not shown.findChild(BigButton, "banner_retry").isVisible()
    banner.clear()
    assert (banner.isVisible(), banner.sentence()) == (False, "")


def test_the_banner_text_can_be_read_in_each_tone(show: Show) -> None:
    banner = Banner()
    shown = show(window(banner))
    label = shown.findChild(FitLabel, "banner_text")
    for tone in ("bad", "warn", "good"):
        banner.show_trouble("Antrean", tone=tone)
        ink = label.palette().color(label.foregroundRole()).name()
        assert ink == theme_of(label).color(f"on_{tone}_soft").lower()
        ground = banner.grab().toImage().pixelColor(2, 2).name()
        assert contrast(ink, ground) >= 4.5


# All of it at once


GALLERIES = [
    (Kind.KIOSK, 1080, 1920),
    (Kind.KIOSK, 1920, 1080),
    (Kind.KIOSK, 1280, 720),
    (Kind.COUNTER, 1280, 800),
    (Kind.COUNTER, 1920, 1080),
    (Kind.DISPLAY, 1920, 1080),
    (Kind.DISPLAY, 1280, 720),
    (Kind.DISPLAY, 3840, 2160),
]


@pytest.mark.parametrize("is_measured", [True, False])
def test_a_look_that_is_chosen_before_a_window_is_seen_reaches_everything(show: Show, is_measured: bool) -> None:
    # Another window at the same time: Qt keeps what it has read as long as any window lives.
    show(ThemedWindow(kind=Kind.KIOSK, width=300, height=200))
    window = ThemedWindow(kind=Kind.COUNTER, width=400, height=300)
    column = QVBoxLayout(window)
    label = FitLabel("CA-014", role="title")
    column.addWidget(label)
    if is_measured:
        label.ensurePolished()
    window.set_scheme(Scheme.CONTRAST)
    window.set_text_scale(1.5)
    show(window)
    assert label.palette().color(label.foregroundRole()).name().upper() == window.theme.color("ink")
    assert label.font().pixelSize() == window.theme.text("title").size


# A scheme is colours: it is looked at once on every kind of window, each at another size.
@pytest.mark.parametrize(
    ("kind", "width", "height", "scheme"),
    [(*gallery, Scheme.LIGHT) for gallery in GALLERIES]
    + [(*GALLERIES[at], Scheme.NIGHT) for at in (0, 4, 5)]
    + [(*GALLERIES[at], Scheme.CONTRAST) for at in (2, 3, 6)],
)
def test_the_gallery_holds_at_every_size(show: Show, kind: Kind, width: int, height: int, scheme: Scheme) -> None:
    shown = show(gallery.build(kind, width, height, scheme))
    assert (shown.width(), shown.height()) == (width, height)
    assert qt.outside(shown) == []
    assert set(qt.cut_texts(shown)) <= {gallery.AGENCIES[2][1]}
    assert qt.unnamed(shown) == []
    image = shown.grab().toImage()
    assert image.pixelColor(2, height - 2).name() == theme_of(shown).color("accent_soft").lower()


def test_tab_visits_all_that_can_be_used_in_reading_order(show: Show) -> None:
    shown = show(gallery.build(Kind.COUNTER, 1280, 800))
    order = [name for name in qt.focus_order(shown) if name]
    assert order == ["back", "banner_retry", "key_F6", "key_F7", "key_F8", "key_F9", "next", "done", "priority"]


def test_the_texts_of_the_shared_widgets_follow_the_language(show: Show) -> None:
    shown = show(gallery.build(Kind.KIOSK, 1080, 1920))
    button = shown.findChild(BigButton, "banner_retry")
    button.setText("?")
    QCoreApplication.sendEvent(shown, QEvent(QEvent.Type.LanguageChange))
    assert button.text() == "Try again"


@pytest.mark.parametrize("icon", sorted(assets.path("icons").glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_can_be_drawn(icon: Path) -> None:
    renderer = QSvgRenderer(icon.read_bytes().replace(b"currentColor", b"#000000"))
    assert renderer.isValid()


def test_a_heading_of_two_lines_has_them_about_alike(show: Show) -> None:
    text = "Instansi apa yang hari ini Anda perlukan di sini?"
    host = ThemedWindow(kind=Kind.KIOSK, width=1080, height=600)
    heading, title = (FitLabel(text, role=role, lines=3, shrink=1.0, parent=host) for role in ("heading", "title"))
    show(host)
    for label in (heading, title):
        width = round(0.8 * label.sizeHint().width())
        label.setGeometry(0, 0, width, label.heightForWidth(width))
    first, second = (len(line) for line in heading.fitted().lines)
    assert " ".join(heading.fitted().lines) == text
    assert max(first, second) < 1.3 * min(first, second)
    # What stands in a column of text fills its lines.
    first, second = (len(line) for line in title.fitted().lines)
    assert first > 1.5 * second
    # Where there is room for a sentence on each, they are not broken elsewhere.
    heading.setText("Kertas tidak keluar. Nomor Anda tetap berlaku.")
    heading.resize(round(0.8 * heading.sizeHint().width()), heading.height())
    assert heading.fitted().lines == ("Kertas tidak keluar.", "Nomor Anda tetap berlaku.")


def test_a_list_keeps_room_for_the_ring_of_its_focus(show: Show, qtbot: QtBot) -> None:
    rows = QListView()
    show(window(rows))
    before = rows.viewport().geometry()
    rows.setFocus()
    qtbot.waitUntil(rows.hasFocus)
    assert rows.viewport().geometry() == before
    assert rows.rect().adjusted(2, 2, -2, -2).contains(before)
