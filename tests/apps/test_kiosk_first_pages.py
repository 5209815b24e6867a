"""The kiosk's first pages: what a visitor finds, in every form, size and language, and what each touch asks for."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QPixmap, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from antrean.clock import SystemClock
from antrean.model import AssistanceState
from antrean.store.store import Store
from antrean.ui.language import Language
from kiosk.arrange import Box, Measures, arrange
from kiosk.pages.header import Header
from kiosk.state import Companion, KioskState, Page
from kiosk.window import KioskWindow
from tests.apps.kiosk_rig import Rig
from tests.helpers import hall, qt

Show = Callable[[QWidget], QWidget]
SIZES = ((1080, 1920), (1920, 1080), (1280, 720), (768, 1366))


@pytest.fixture
def rig(example_store: Store) -> Rig:
    rig = Rig(example_store).begin()
    rig.presenter.switch_language()
    return rig


def open_window(rig: Rig, show: Show, language: Language, size: tuple[int, int] = SIZES[0]) -> QWidget:
    return show(KioskWindow(presenter=rig.presenter, language=language, width=size[0], height=size[1], settle_ms=0))


def button(window: QWidget, name: str) -> QAbstractButton:
    found = [one for one in window.findChildren(QAbstractButton, name) if one.isVisible()]
    assert found, name
    return found[0]


def named(window: QWidget, name: str) -> list[str]:
    """Return the object names of seen buttons that begin so, from top to bottom."""
    seen = [one for one in qt.seen(window) if isinstance(one, QAbstractButton) and one.objectName().startswith(name)]
    seen.sort(key=lambda one: (one.mapTo(window, QPoint()).y(), one.mapTo(window, QPoint()).x()))
    return [one.objectName() for one in seen]


def text(window: QWidget, name: str) -> str:
    found = window.findChild(QLabel, name)
    assert isinstance(found, QLabel), name
    return found.text()


def press(window: QWidget, name: str) -> None:
    settle(window)
    target = button(window, name)
    at = target.mapTo(window, target.rect().center())
    hit = window.childAt(at)
    assert hit is not None
    QTest.mouseClick(hit, Qt.MouseButton.LeftButton, pos=hit.mapFrom(window, at))


def write(rig: Rig, words: str) -> None:
    rig.presenter.open_search()
    for sign in words:
        rig.presenter.type_text(sign)


def settle(window: QWidget) -> None:
    for _ in range(4):
        QCoreApplication.sendPostedEvents()
    window.render(QPixmap(1, 1), QPoint(), QRegion(0, 0, 1, 1))


MODES: dict[str, tuple[str, ...]] = {
    "plain": (),
    "large": ("next_text_size",),
    "largest": ("next_text_size", "next_text_size"),
    "contrast, spoken": ("toggle_contrast", "toggle_spoken"),
    "easy": ("toggle_easy",),
    "easy, largest": ("toggle_easy", "next_text_size", "next_text_size"),
    "low": ("toggle_low",),
    "low, large": ("toggle_low", "next_text_size"),
    "low, largest": ("toggle_low", "next_text_size", "next_text_size"),
    "low, easy, largest": ("toggle_low", "toggle_easy", "next_text_size", "next_text_size"),
}


def test_a_tall_screen_shows_all_agencies_at_once(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    settle(window)
    assert len(named(window, "agency_")) == 22
    assert named(window, "search_open")
    assert named(window, "standards_open")
    assert named(window, "access_text")


@pytest.mark.parametrize("mode", ["plain", "largest", "easy", "low, large"])
def test_every_agency_stands_on_exactly_one_sheet(rig: Rig, show: Show, english: Language, mode: str) -> None:
    window = open_window(rig, show, english)
    for act in MODES[mode]:
        getattr(rig.presenter, act)()
    settle(window)
    seen = named(window, "agency_")
    turns = 0
    while named(window, "sheet_next"):
        turns += 1
        rig.presenter.turn_to(turns)
        settle(window)
        seen += named(window, "agency_")
    assert len(seen) == 22
    assert len(set(seen)) == 22


def test_easy_mode_shows_four_choices_with_their_zones(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    press(window, "access_easy")
    settle(window)
    assert len(named(window, "agency_")) == 4
    assert button(window, "access_easy").isChecked()
    assert "Zone 1" in qt.texts(window)
    first = named(window, "agency_")
    press(window, "sheet_next")
    settle(window)
    assert len(named(window, "agency_")) == 4
    assert not set(first) & set(named(window, "agency_"))
    press(window, "sheet_before")
    settle(window)
    assert named(window, "agency_") == first


def test_a_closed_agency_says_why_and_from_when(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    name = button(window, "agency_Z").accessibleName()
    assert name == "Narcotics Agency. Not open today. Opens Thursday, 07:30"
    assert button(window, "agency_Z").isEnabled()


def test_a_break_says_the_time_alone(rig: Rig, show: Show, english: Language) -> None:
    hall.set_clock(rig.store, "2026-11-27 12:10")
    rig.begin()
    rig.presenter.wake()
    window = open_window(rig, show, english)
    assert "On a break. Opens at 1" in button(window, "agency_K").accessibleName()


def test_what_is_typed_finds_services_and_a_touch_opens_one(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    press(window, "search_open")
    assert rig.state.page is Page.SEARCH
    for key in "pasport":
        press(window, f"key_{key}")
    assert text(window, "search_text").startswith("pasport")
    press(window, "key_erase")
    assert rig.state.query == "paspor"
    settle(window)
    hits = named(window, "hit_")
    assert hits[0] == "hit_paspor-baru"
    name = button(window, hits[0]).accessibleName()
    assert "Immigration · Zone 3" in name
    assert "waiting" in name.casefold()
    press(window, hits[0])
    assert (rig.state.page, rig.state.service) == (Page.SERVICE, "paspor-baru")


def test_hits_of_a_closed_agency_say_so(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    write(rig, "narkoba")
    settle(window)
    names = [button(window, one).accessibleName() for one in named(window, "hit_")]
    assert any("Not open today. Opens Thursday" in one for one in names)


def test_more_hits_than_fit_stand_on_more_sheets(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    write(rig, "p")
    settle(window)
    first = named(window, "hit_")
    assert 0 < len(first) < len(rig.state.hits)
    assert named(window, "key_q")
    seen = list(first)
    while named(window, "sheet_next"):
        press(window, "sheet_next")
        settle(window)
        # The hits have the keyboard's room now.
        assert not named(window, "key_q")
        seen += named(window, "hit_")
    assert seen == [f"hit_{code}" for code in rig.state.hits]
    rig.presenter.turn_to(1)
    assert button(window, "sheet_before").text() == "Type again"
    press(window, "sheet_before")
    assert named(window, "key_q")


def test_where_the_keyboard_leaves_no_room_a_button_leads_to_the_hits(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    rig.presenter.toggle_low()
    write(rig, "p")
    settle(window)
    assert not named(window, "hit_")
    assert button(window, "search_see").text() == f"See {len(rig.state.hits)} services"
    press(window, "search_see")
    settle(window)
    assert named(window, "hit_")
    assert not named(window, "search_see")


def test_nothing_found_leads_to_the_information_desk(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    write(rig, "zzzz")
    settle(window)
    assert text(window, "search_heading") == "Nothing found for “zzzz”"
    assert "information desk: counter 1, zone 1 (" in text(window, "search_words")
    rig.presenter.toggle_low()
    settle(window)
    assert text(window, "upper_heading") == "Nothing found for “zzzz”"
    assert "information desk: counter 1" in text(window, "upper_note")
    assert "search_words" not in [one.objectName() for one in qt.seen(window)]


def test_a_long_text_shows_its_end(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    rig.presenter.next_text_size()
    rig.presenter.next_text_size()
    write(rig, "surat keterangan catatan kepolisian baru")
    settle(window)
    shown = text(window, "search_text")
    assert shown.startswith("…")
    assert "baru" in shown


def test_the_keys_follow_each_other_as_the_eye_does(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    write(rig, "paspor")
    settle(window)
    order = [name for name in qt.focus_order(window) if name.startswith(("hit_", "key_"))]
    hits = [f"hit_{code}" for code in rig.state.hits]
    keys = [f"key_{sign}" for sign in "qwertyuiopasdfghjklzxcvbnm"]
    assert order == [*hits, *keys, "key_erase", "key_clear", "key_space"]


def test_the_bar_changes_how_the_screen_is(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    press(window, "access_text")
    assert rig.state.access.text_scale == 1.5
    assert button(window, "access_text").text() == "Text 1.5×"
    press(window, "access_contrast")
    press(window, "access_spoken")
    assert rig.state.access.is_contrast
    assert rig.state.access.is_spoken
    assert button(window, "access_contrast").accessibleDescription().startswith("is on")
    press(window, "access_volume")
    assert rig.state.access.volume == 4
    press(window, "access_low")
    settle(window)
    assert rig.state.access.is_low
    tops = [one.mapTo(window, QPoint()).y() for one in qt.seen(window) if isinstance(one, QAbstractButton)]
    assert min(tops) >= 0.55 * window.height() - 1


def test_a_wide_screen_has_no_low_reach(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english, (1920, 1080))
    assert not named(window, "access_low")


def test_the_largest_text_in_low_reach_has_its_switches_on_two_turns(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    for act in MODES["low, largest"]:
        getattr(rig.presenter, act)()
    settle(window)
    first = named(window, "access_")
    press(window, "access_more")
    settle(window)
    assert set(first) | set(named(window, "access_")) >= {
        "access_text",
        "access_contrast",
        "access_low",
        "access_easy",
        "access_spoken",
    }
    press(window, "access_more")
    settle(window)
    assert named(window, "access_") == first


def test_a_companion_is_called_told_of_and_sent_away(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    press(window, "companion_call")
    rig.run()
    settle(window)
    assert text(window, "companion_text") == "A companion has been called …"
    press(window, "companion_withdraw")
    rig.run()
    assert rig.state.companion is None
    assert named(window, "companion_call")


def test_in_low_reach_who_comes_is_told_above(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    rig.presenter.toggle_low()
    press(window, "companion_call")
    rig.run()
    settle(window)
    assert text(window, "upper_companion") == "A companion has been called …"
    assert button(window, "companion_call").text() == "Cancel the call"
    press(window, "companion_call")
    rig.run()
    assert rig.state.companion is None


def test_the_upper_panel_names_the_counter_that_comes(rig: Rig, show: Show, english: Language) -> None:
    from kiosk.pages.companion_line import companion_words

    accepted = Companion(call=3, state=AssistanceState.ACCEPTED, counter=7)
    assert companion_words(accepted) == "The officer of counter 7 is on the way to you."


def test_the_standards_are_one_touch_away(rig: Rig, show: Show, english: Language) -> None:
    window = open_window(rig, show, english)
    press(window, "standards_open")
    assert rig.state.page is Page.STANDARDS


def test_holding_the_mark_asks_for_the_pin(show: Show, english: Language, rig: Rig) -> None:
    window = open_window(rig, show, english)
    header = window.findChild(Header)
    mark = window.findChild(QLabel, "mall_mark")
    assert header is not None
    assert mark is not None
    asked: list[bool] = []
    header.pin_opened.connect(lambda: asked.append(True))
    hold = mark._hold  # type: ignore[attr-defined]
    hold.setInterval(0)
    QTest.mousePress(mark, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(mark, Qt.MouseButton.LeftButton)
    QTest.qWait(1)
    assert asked == []
    QTest.mousePress(mark, Qt.MouseButton.LeftButton)
    QTest.qWait(1)
    assert asked == [True]


def test_the_printer_sign_shows_for_the_staff_alone(show: Show, english: Language) -> None:
    header = Header(clock=SystemClock())
    header.show_state(KioskState())
    assert header.findChild(QWidget, "staff_sign").isHidden()  # type: ignore[union-attr]
    header.show_state(KioskState(printer_fails=True))
    assert not header.findChild(QWidget, "staff_sign").isHidden()  # type: ignore[union-attr]


def test_headings_share_a_row_only_where_both_have_room() -> None:
    measures = Measures(gap=10, heading=30, least_width=100, most_width=100, least_height=50, most_height=80)
    [beside] = arrange([2, 2], width=430, height=600, measures=measures)
    assert len({box.y for _, box in beside.headings}) == 1
    wide = Measures(
        gap=10,
        heading=30,
        least_width=100,
        most_width=100,
        least_height=50,
        most_height=80,
        heading_widths=(300, 100),
    )
    [below] = arrange([2, 2], width=430, height=600, measures=wide)
    assert len({box.y for _, box in below.headings}) == 2


def test_a_card_with_a_long_text_makes_its_row_higher_alone() -> None:
    measures = Measures(
        gap=10,
        heading=30,
        least_width=200,
        most_width=200,
        least_height=50,
        most_height=60,
        needed_height=lambda group, item, width: 150 if group == 1 else 50,
    )
    first, second = arrange([1, 1], width=200, height=200, measures=measures)
    assert [box for _, _, box in first.cards] == [Box(x=0, y=40, width=200, height=60)]
    assert [box for _, _, box in second.cards] == [Box(x=0, y=40, width=200, height=150)]
