"""Announcements on the hall display: when the band comes and goes, what the voice is told, and that nothing is cut."""

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from antrean import announcing, closing, mall, speaking
from antrean.announcing import Speaker
from antrean.devices.voice import VoiceKind, VoiceState
from antrean.model import LocalText
from antrean.store.store import Store
from antrean.ui.language import Language
from antrean.wording import AnnouncementKind
from display.notice_band import NoticeBand
from display.notices import NoticeView
from display.stage import LEAST_S
from display.window import DisplayWindow
from tests.apps.display_rig import Display
from tests.helpers import hall, qt
from tests.helpers.shots_display import CAR, CAR_EN, FIRE, FIRE_EN, LONG, LONG_EN

Show = Callable[[QWidget], QWidget]
SIZES = [(1920, 1080), (1280, 720), (1080, 1920), (3840, 2160), (1024, 768), (768, 1366)]
NAME = LocalText("BPJS Ketenagakerjaan Cabang Kota Sejahtera")


class FakeVoice(QObject):
    """What the presenter asks of the voice, as a list."""

    spoken_started = Signal(int)
    spoken_ended = Signal(int)
    voice_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[str, object]] = []

    def start(self) -> None: ...

    def wake(self) -> None: ...

    def set_zones(self, zones: tuple[str, ...]) -> None: ...

    def give_way(self, areas: Collection[str]) -> None:
        self.asked.append(("give way", list(areas)))

    def end(self, event: int) -> None:
        self.asked.append(("end", event))


@pytest.fixture
def store(example_store: Store) -> Store:
    return example_store


@pytest.fixture
def voice(qapp: object) -> FakeVoice:
    return FakeVoice()


@pytest.fixture
def display(store: Store, voice: FakeVoice, english: Language) -> Display:
    return Display(store, announcements=voice).start()


def announce(store: Store, text: str = CAR, **options: Any) -> int:
    return speaking.announce(store, None, text, request_id=hall.request(), **options).event


def speak(store: Store, seconds: float = 10) -> None:
    """Let a display of the hall speak what is next."""
    who = Speaker(holder="x", device="tv", zones=("Z1", "Z2", "Z3", "Z4", "Z5"))
    announcing.hold_leases(store, who, late_after_s=120)
    found = announcing.next_announcement(store, who)
    assert found is not None
    hall.advance_clock(store, seconds)
    announcing.note_result(store, who, found.announcement, spoken=True)


def look(display: Display) -> NoticeView | None:
    """Let a second pass on the display, as its own timer does, and return what stands on its band."""
    display.clock.follow(hall.now(display.store))
    display.presenter.look_at_notices()
    display.jobs.run_all()
    return display.state.notice


def asks_again(display: Display) -> bool:
    return display.presenter._notice.isActive()


class TestComingAndGoing:
    def test_it_stands_there_until_some_time_after_it_was_spoken(self, display: Display) -> None:
        assert (display.state.notice, asks_again(display)) == (None, False)
        event = announce(display.store, text_en=CAR_EN)
        display.follow()
        shown = NoticeView(event=event, is_emergency=False, text=CAR, text_en=CAR_EN)
        assert (display.state.notice, asks_again(display)) == (shown, True)
        speak(display.store)
        assert look(display) == shown
        hall.advance_clock(display.store, 29)
        assert look(display) == shown
        hall.advance_clock(display.store, 2)
        assert (look(display), asks_again(display)) == (None, False)

    def test_what_the_hours_bring_is_shown_too(self, display: Display) -> None:
        hall.set_clock(display.store, "2026-11-23 15:00")
        speak(display.store)
        display.follow()
        assert display.state.notice is not None
        assert display.state.notice.kind is AnnouncementKind.CUTOFF
        assert display.state.notice.text.startswith("Pengambilan nomor antrean untuk hari ini telah ditutup.")
        assert display.state.notice.text_en.startswith("No more tickets are issued today.")
        hall.advance_clock(display.store, 31)
        assert look(display) is None

    def test_how_long_after_is_a_setting(self, store: Store, voice: FakeVoice, english: Language) -> None:
        display = Display(store, announcements=voice, notice_s=300).start()
        announce(store)
        display.follow()
        speak(store)
        hall.advance_clock(store, 299)
        assert look(display) is not None

    def test_an_emergency_stands_there_for_a_minute_at_least(self, display: Display, voice: FakeVoice) -> None:
        announce(display.store, FIRE, kind="emergency")
        display.follow()
        assert voice.asked == [("give way", ["hall"])]
        speak(display.store, seconds=5)
        hall.advance_clock(display.store, 54)
        assert look(display) is not None
        hall.advance_clock(display.store, 2)
        assert look(display) is None

    def test_an_emergency_before_what_is_there(self, display: Display) -> None:
        announce(display.store)
        display.follow()
        announce(display.store, FIRE, kind="emergency")
        announce(display.store, "Lain")
        display.follow()
        assert display.state.notice is not None
        assert (display.state.notice.text, display.state.notice.is_emergency) == (FIRE, True)

    def test_a_display_that_is_started_meanwhile(self, display: Display, english: Language) -> None:
        announce(display.store)
        late = Display(display.store).start()
        assert late.state.notice is not None

    def test_only_of_its_own_areas(self, store: Store, english: Language) -> None:
        before = mall.read(store)
        zones = tuple(replace(zone, voice_area=zone.code.lower()) for zone in before.zones)
        mall.load(store, replace(before, zones=zones))
        one, two = Display(store, zones=("Z1",)).start(), Display(store, zones=("Z2", "Z3")).start()
        announce(store, areas=("z3",))
        one.follow()
        two.follow()
        assert (one.state.notice is None, two.state.notice is None) == (True, False)

    def test_what_was_taken_back_goes_at_once(self, display: Display, voice: FakeVoice) -> None:
        event = announce(display.store, kind="emergency")
        display.follow()
        speaking.withdraw(display.store, None, event, request_id=hall.request())
        display.follow()
        assert (display.state.notice, asks_again(display)) == (None, False)
        assert voice.asked == [("give way", ["hall"]), ("end", event)]

    def test_the_end_of_the_day(self, display: Display) -> None:
        announce(display.store)
        display.follow()
        closing.close_today(display.store, request_id=hall.request())
        assert look(display) is None

    def test_while_the_hall_is_away_it_stands_as_long_as_it_would(self, display: Display) -> None:
        announce(display.store)
        display.follow()
        said, display.hall.said = display.hall.said, lambda: 1 // 0  # type: ignore[method-assign]
        hall.advance_clock(display.store, 60)
        assert look(display) is not None
        assert asks_again(display)
        hall.advance_clock(display.store, 61)
        assert look(display) is None
        display.hall.said = said  # type: ignore[method-assign]

    def test_a_quiet_hall_is_asked_once(self, display: Display) -> None:
        display.call(4)
        assert (display.jobs.waiting, asks_again(display)) == (0, False)

    def test_an_emergency_that_comes_while_the_board_is_read(self, display: Display, voice: FakeVoice) -> None:
        display.presenter.read()
        announce(display.store, kind="emergency")
        board = display.presenter._facts.board
        assert board is not None
        display.presenter.on_batch(display.store.events_after(board.newest, board.epoch))
        assert voice.asked == [("give way", ["hall"])]
        display.jobs.run_all()
        assert display.state.notice is not None


class TestBand:
    # Every size with both kinds and both languages, and each of those with each: two of the four are enough.
    @pytest.mark.parametrize(
        ("size", "kind", "language"),
        [
            (size, kind, language)
            for at, size in enumerate(SIZES)
            for kind, language in (
                (("free", "en"), ("emergency", "id")) if at % 2 else (("free", "id"), ("emergency", "en"))
            )
        ],
        ids=lambda one: f"{one[0]}x{one[1]}" if isinstance(one, tuple) else one,
    )
    def test_nothing_is_cut_in_any_shape(
        self, store: Store, english: Language, show: Show, size: tuple[int, int], kind: str, language: str
    ) -> None:
        english.set(language)
        before = mall.read(store)
        mall.load(store, replace(before, agencies=tuple(replace(one, short=NAME) for one in before.agencies)))
        display = Display(store, language=language).start()
        for counter in (11, 3, 4, 5):
            display.call(counter)
            display.wait(LEAST_S)
        display.presenter.on_voice(VoiceState(kind=VoiceKind.NO_DEVICE, sentence="as the voice says"))
        window = display.window(*size)
        show(window)
        for text, text_en in (
            (LONG, LONG_EN),
            (FIRE, FIRE_EN),
            ("W" * 40 + " M" * 80, "W" * 40 + " M" * 80),
            ("a", ""),
        ):
            announce(store, text, text_en=text_en, kind=kind)
            display.follow()
            assert qt.cut_texts(window) == [], text
            assert qt.outside(window) == [], text
            assert (window.width(), window.height()) == size
            assert text in qt.texts(window)
        panel = window.findChild(QWidget, "call_panel")
        assert panel is not None
        assert panel.isVisible()

    def band(self, window: DisplayWindow) -> NoticeBand:
        found = window.findChild(NoticeBand, "notice_band")
        assert found is not None
        return found

    def test_it_says_what_it_is_in_both_languages(
        self, display: Display, show: Show, english: Language, qtbot: QtBot
    ) -> None:
        window = display.window()
        show(window)
        assert not self.band(window).isVisible()
        announce(display.store, CAR, text_en=CAR_EN)
        display.follow()
        assert {"Announcement", CAR, CAR_EN} <= set(qt.texts(window))
        assert self.band(window).accessibleName() == f"Announcement. {CAR[:-1]}. {CAR_EN[:-1]}"
        english.set("id")
        qtbot.waitUntil(lambda: "Pengumuman" in qt.texts(window))
        announce(display.store, FIRE, kind="emergency")
        display.follow()
        assert {"Darurat", FIRE} <= set(qt.texts(window))
        # One text at a time, and no English of the one before.
        assert CAR_EN not in qt.texts(window)

    def test_the_board_has_its_room_back(self, display: Display, show: Show, qtbot: QtBot) -> None:
        display.call(4)
        window = display.window()
        show(window)
        panel = window.findChild(QWidget, "call_panel")
        assert panel is not None
        height = panel.height()
        event = announce(display.store)
        display.follow()
        qtbot.waitUntil(lambda: panel.height() < height)
        speaking.withdraw(display.store, None, event, request_id=hall.request())
        display.follow()
        qtbot.waitUntil(lambda: panel.height() == height)
        assert not self.band(window).isVisible()
