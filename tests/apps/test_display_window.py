"""The hall display's window: what it shows, how large, in every shape, and what moves."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from antrean import desk, mall
from antrean.devices.voice import VoiceKind, VoiceState
from antrean.errors import Unavailable
from antrean.model import LocalText, Priority
from antrean.store.store import Store
from antrean.ui.language import Language
from antrean.ui.wander import PLACES
from antrean.ui.widgets import ClockLabel, FitLabel
from antrean.ui.widgets.text import sized
from display import pulse
from display.call_panel import CallPanel
from display.pulse import PULSE_HZ
from display.recent_list import RecentList
from display.stage import LEAST_S
from display.ticker import Ticker
from display.window import DisplayWindow
from tests.apps.display_rig import Display
from tests.helpers import hall, qt

SIZES = [(1920, 1080), (1280, 720), (1080, 1920), (3840, 2160), (1024, 768)]
LONG = LocalText("BPJS Ketenagakerjaan Cabang Kota Sejahtera")


@pytest.fixture
def store(example_store: Store) -> Store:
    return example_store


@pytest.fixture
def display(store: Store, english: Language) -> Display:
    return Display(store).start()


@pytest.fixture(params=["en", "id"])
def language(request: pytest.FixtureRequest, english: Language) -> str:
    """Each language in turn."""
    english.set(request.param)
    return str(request.param)


def label(window: DisplayWindow, name: str) -> FitLabel:
    found = window.findChild(FitLabel, name)
    assert found is not None
    return found


def digits_height(number: FitLabel) -> float:
    """Return how high the digits of a number stand, in pixels."""
    return QFontMetricsF(sized(number.font(), number.fitted().size)).capHeight()


def recent(window: DisplayWindow) -> list[str]:
    found = window.findChild(RecentList, "recent_list")
    assert found is not None
    return [line.split(" | ")[0] for line in found.text().splitlines()]


class TestEveryShape:
    @pytest.mark.parametrize(("width", "height"), SIZES)
    def test_a_full_board_keeps_every_text_in_its_box(
        self, store: Store, language: str, show: Callable[[QWidget], QWidget], width: int, height: int
    ) -> None:
        display = Display(store, language=language).start()
        for counter in (11, 3, 4, 5, 10):
            display.call(counter, priority=Priority.ELDERLY if counter == 3 else None)
            display.wait(LEAST_S)
        window = display.window(width, height)
        show(window)
        display.presenter.on_lost(Unavailable("database", "Away."))
        assert qt.cut_texts(window) == []
        assert qt.outside(window) == []
        assert (window.width(), window.height()) == (width, height)

    @pytest.mark.parametrize(("width", "height"), SIZES)
    @pytest.mark.parametrize("layout", ["auto", "zone"])
    def test_nothing_burns_in_and_nothing_leaves_the_screen_on_its_way(
        self, display: Display, show: Callable[[QWidget], QWidget], width: int, height: int, layout: str
    ) -> None:
        """Every minute all of it stands some pixels further: as large as before, each text whole, up to every edge."""
        display.call(4)
        window = display.window(width, height, layout=layout)
        show(window)
        display.presenter.on_lost(Unavailable("database", "Away."))
        labels = [one for one in qt.seen(window) if isinstance(one, FitLabel) and one.text()]
        screen, seen = window.rect(), []
        for _ in PLACES:
            stands = [QRect(one.mapTo(window, QPoint()), one.size()) for one in labels]
            # The box of a text holds more than its letters: above and below them a tenth of it is empty.
            assert [
                one.text()
                for one, box in zip(labels, stands, strict=True)
                if not screen.adjusted(0, -box.height() // 10, 0, box.height() // 10).contains(box)
            ] == []
            assert qt.cut_texts(window) == []
            for edge in (screen.topLeft(), screen.topRight(), screen.bottomLeft(), screen.bottomRight()):
                assert window.childAt(edge) is not None
            seen.append(stands)
            window.findChild(ClockLabel, "clock").minute_changed.emit()
        assert len({stands[0].topLeft().toTuple() for stands in seen}) == len(PLACES)
        assert len({tuple(box.size().toTuple() for box in stands) for stands in seen}) == 1

    @pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 720), (3840, 2160)])
    def test_the_number_takes_a_sixth_of_the_screen(
        self, display: Display, show: Callable[[QWidget], QWidget], width: int, height: int
    ) -> None:
        display.call(4)
        window = display.window(width, height)
        show(window)
        assert digits_height(label(window, "current_code")) >= height / 6

    def test_a_number_of_four_digits_does_so_too(self, display: Display, show: Callable[[QWidget], QWidget]) -> None:
        display.call(4)
        hall.execute(display.store, "UPDATE series SET last = 1887")
        display.wait(LEAST_S)
        code = display.call(4)
        for width, height in ((1920, 1080), (1280, 720)):
            window = display.window(width, height)
            show(window)
            number = label(window, "current_code")
            assert number.text() == code == "CA-1888"
            assert digits_height(number) >= height / 6

    def test_the_number_keeps_its_size_beside_lines_and_a_strip(
        self, display: Display, show: Callable[[QWidget], QWidget]
    ) -> None:
        who = hall.open_counter(display.store, 3)
        for _ in range(2):
            hall.issue(display.store)
        hall.call(display.store, who)
        desk.no_show(display.store, who, request_id=hall.request())
        display.call(4)
        for width, height in ((1920, 1080), (1280, 720), (3840, 2160)):
            window = display.window(width, height)
            show(window)
            assert label(window, "strip_text").isVisible()
            assert digits_height(label(window, "current_code")) >= height / 6

    @pytest.mark.parametrize(("width", "height"), SIZES)
    def test_long_names_shrink_or_wrap(
        self, display: Display, show: Callable[[QWidget], QWidget], width: int, height: int
    ) -> None:
        before = mall.read(display.store)
        agencies = tuple(replace(agency, short=LONG) for agency in before.agencies)
        mall.load(display.store, replace(before, agencies=agencies))
        display.follow()
        for counter in (10, 3, 4):
            display.call(counter, priority=Priority.ELDERLY if counter == 3 else None)
            display.wait(LEAST_S)
        window = display.window(width, height)
        show(window)
        assert f"{LONG} · priority" in qt.texts(window)
        assert qt.cut_texts(window) == []
        assert qt.outside(window) == []

    @pytest.mark.parametrize(("width", "height"), SIZES)
    def test_a_zone_display_says_which_zones(
        self, store: Store, language: str, show: Callable[[QWidget], QWidget], width: int, height: int
    ) -> None:
        display = Display(store, language=language, zones=("Z1", "Z3")).start()
        display.call(4)
        window = display.window(width, height)
        show(window)
        zones = [text for text in qt.texts(window) if "3" in text and text.startswith(("Zone", "Zona"))]
        assert zones == [{"en": "Zone 3 · red", "id": "Zona 3 · merah"}[language]]
        assert qt.outside(window) == []

    def test_a_tall_screen_has_the_list_below(self, display: Display, show: Callable[[QWidget], QWidget]) -> None:
        display.call(4)
        window = display.window(1080, 1920)
        show(window)
        panel, below = window.findChild(CallPanel), window.findChild(RecentList)
        assert panel is not None
        assert below is not None
        assert below.geometry().top() >= panel.geometry().bottom()

    def test_turning_the_screen_turns_the_board(
        self, display: Display, show: Callable[[QWidget], QWidget], qtbot: QtBot
    ) -> None:
        display.call(4)
        window = display.window(1920, 1080)
        show(window)
        panel, other = window.findChild(CallPanel), window.findChild(RecentList)
        assert panel is not None
        assert other is not None
        assert other.geometry().left() >= panel.geometry().right()
        window.resize(1080, 1920)
        qtbot.waitUntil(lambda: other.geometry().top() >= panel.geometry().bottom())


class TestTexts:
    def test_one_call(self, display: Display, show: Callable[[QWidget], QWidget]) -> None:
        window = display.window()
        show(window)
        code = display.call(4)
        assert (label(window, "current_code").text(), label(window, "current_counter").text()) == (code, "Counter 4")
        assert label(window, "clock").text() == "08:05"
        assert label(window, "date").text() == "Monday, 23 November 2026"
        assert recent(window) == []
        panel = window.findChild(CallPanel)
        assert panel is not None
        assert panel.accessibleName() == f"{code}, Counter 4, Civil Registry"

    def test_a_clock_that_was_set_is_shown_at_once(self, display: Display, show: Callable[[QWidget], QWidget]) -> None:
        window = display.window()
        show(window)
        assert label(window, "clock").text() == "08:05"
        hall.advance_clock(display.store, 3_600)
        display.presenter.look_around()
        display.jobs.run_all()
        assert label(window, "clock").text() == "09:05"
        hall.advance_clock(display.store, -24 * 3_600)
        display.presenter.look_around()
        display.jobs.run_all()
        assert (label(window, "clock").text(), label(window, "date").text()) == ("09:05", "Sunday, 22 November 2026")

    def test_the_list_shows_what_fits_newest_first(self, display: Display, show: Callable[[QWidget], QWidget]) -> None:
        window = display.window()
        show(window)
        codes = []
        for counter in (3, 4, 10, 3, 4, 10, 3):
            codes.append(display.call(counter))
            display.wait(LEAST_S)
        assert label(window, "current_code").text() == codes[-1]
        assert recent(window) == list(reversed(codes[:-1]))[:5]

    def test_a_priority_call_says_so(self, display: Display, show: Callable[[QWidget], QWidget]) -> None:
        window = display.window()
        show(window)
        display.call(3, priority=Priority.ELDERLY)
        assert "Priority queue number" in qt.texts(window)
        display.wait(LEAST_S)
        display.call(4)
        assert "Queue number" in qt.texts(window)
        assert "Civil Registry · priority" in qt.texts(window)

    def test_an_empty_hall(self, display: Display, show: Callable[[QWidget], QWidget]) -> None:
        window = display.window()
        show(window)
        assert label(window, "greeting").text() == "Good morning"
        assert "kiosk" in label(window, "welcome_sentence").text()
        assert not label(window, "current_code").isVisible()

    def test_a_lost_database(self, display: Display, show: Callable[[QWidget], QWidget]) -> None:
        code = display.call(4)
        window = display.window()
        show(window)
        assert label(window, "status_line").text() == ""
        display.presenter.on_lost(Unavailable("database", "Away."))
        assert label(window, "status_line").text().startswith("Not connected since 08:05")
        assert label(window, "current_code").text() == code
        display.presenter.on_restored()
        assert label(window, "status_line").text() == ""

    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            (VoiceKind.OK, ""),
            (VoiceKind.NO_DEVICE, "No sound device"),
            (VoiceKind.FAILING, "The voice has a problem"),
            (VoiceKind.OFF, "switched off"),
        ],
    )
    def test_the_voice(self, display: Display, show: Callable[[QWidget], QWidget], kind: VoiceKind, words: str) -> None:
        window = display.window()
        show(window)
        display.presenter.on_voice(VoiceState(kind=kind, sentence="Plug the loudspeaker in."))
        line = label(window, "status_line")
        assert words in line.text()
        assert bool(line.text()) == bool(words)
        assert line.accessibleDescription() == ("Plug the loudspeaker in." if words else "")

    def test_a_trouble_at_the_start_is_a_calm_page(
        self, store: Store, english: Language, show: Callable[[QWidget], QWidget]
    ) -> None:
        display = Display(store)
        display.hall.is_down = True
        window = display.window()
        show(window)
        display.start()
        assert label(window, "greeting").text() == "Welcome"
        assert "cannot be reached" in label(window, "welcome_sentence").text()
        assert not label(window, "clock").isVisible()


class TestMovement:
    def panel(self, window: QWidget) -> CallPanel:
        panel = window.findChild(CallPanel)
        assert panel is not None
        return panel

    def ticker(self, window: QWidget) -> Ticker:
        ticker = window.findChild(Ticker, "ticker")
        assert ticker is not None
        return ticker

    def test_a_new_call_pulses_slowly_and_comes_to_rest(
        self, display: Display, show: Callable[[QWidget], QWidget], qtbot: QtBot
    ) -> None:
        display.call(4)
        window = display.window()
        show(window)
        assert not self.panel(window).is_pulsing()
        display.wait(LEAST_S)
        display.call(3)
        assert self.panel(window).is_pulsing()
        assert PULSE_HZ < 3
        qtbot.waitUntil(lambda: not self.panel(window).is_pulsing())

    def test_a_picture_in_between_does_not_pulse_again(
        self,
        display: Display,
        show: Callable[[QWidget], QWidget],
        qtbot: QtBot,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(pulse, "_PULSES", 0.1)
        window = display.window()
        show(window)
        display.call(4)
        qtbot.waitUntil(lambda: not self.panel(window).is_pulsing())
        display.presenter.on_lost(Unavailable("database", "Away."))
        assert not self.panel(window).is_pulsing()

    def test_short_text_stands_still_in_the_middle(self, display: Display, show: Callable[[QWidget], QWidget]) -> None:
        window = display.window()
        show(window)
        ticker = self.ticker(window)
        ticker.set_sentences(("Selamat datang.",))
        assert not ticker.is_running()
        image = ticker.grab().toImage()
        ground = image.pixelColor(0, 0)
        inked = [x for x in range(image.width()) if any(
            image.pixelColor(x, y) != ground for y in range(0, image.height(), 2)
        )]  # fmt: skip
        assert abs((inked[0] + inked[-1]) / 2 - image.width() / 2) <= 4

    def test_long_text_runs_only_while_it_is_seen(
        self, display: Display, show: Callable[[QWidget], QWidget], qtbot: QtBot
    ) -> None:
        window = display.window()
        show(window)
        ticker = self.ticker(window)
        assert ticker.is_running()
        before = ticker.grab().toImage()
        qtbot.waitUntil(lambda: ticker.grab().toImage() != before)
        window.hide()
        assert not ticker.is_running()
        window.show()
        assert ticker.is_running()

    def test_without_text_there_is_no_bar(
        self, store: Store, english: Language, show: Callable[[QWidget], QWidget]
    ) -> None:
        display = Display(store, has_ticker=False).start()
        window = display.window()
        show(window)
        assert not self.ticker(window).isVisible()

    def test_a_state_twice_draws_nothing_new(self, display: Display, show: Callable[[QWidget], QWidget]) -> None:
        display.call(4)
        window = display.window()
        show(window)
        texts = [one.text() for one in window.findChildren(QLabel)]
        window.show_state(display.state)
        window.show_state(display.state)
        assert [one.text() for one in window.findChildren(QLabel)] == texts
        assert not self.panel(window).is_pulsing()
