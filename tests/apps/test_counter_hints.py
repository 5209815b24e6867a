"""The counter's quiet hints: who starts to wait while it is idle, how to meet the first one, and what is heard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QWidget

from antrean import announcing, mall, mall_file
from antrean.announcing import Speaker
from antrean.devices.voice_play import Cut, Piece, Played
from antrean.store.store import Store
from antrean.ui.language import Language
from counter.faces import Faces
from counter.habits import Habits
from counter.ring import Ring
from counter.window import CounterWindow
from counter.window_presenter import WindowPresenter
from tests.apps.counter_rig import Rig
from tests.helpers import hall, qt

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def store(counter_halls: tuple[hall.Warm, hall.Warm]) -> Store:
    """The example mall with two officers and nobody else."""
    return counter_halls[0].again()


@pytest.fixture
def rig(store: Store) -> Rig:
    """The open counter 3; nobody waits."""
    return Rig(store).open()


@pytest.fixture
def window(rig: Rig, english: Language, show: Show) -> CounterWindow:
    window = rig.window(english)
    show(window)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    return window


def _come(rig: Rig) -> None:
    hall.issue(rig.store)
    rig.refresh()


def _waits(rig: Rig) -> bool:
    return rig.looks.state.hints.waiting_since is not None


class TestWhoDidNotCome:
    """A number that was called and never heard of in the hall is marked where it is chosen from."""

    def test_who_was_never_heard_of_is_marked(self, rig: Rig, window: CounterWindow) -> None:
        for is_heard in (True, False):
            voice = Speaker(holder=str(is_heard), device="display", zones=("Z1",))
            announcing.hold_leases(rig.store, voice, late_after_s=120)
            _come(rig)
            rig.presenter.call_next()
            rig.run()
            turn = announcing.next_announcement(rig.store, voice)
            assert turn is not None
            announcing.note_result(rig.store, voice, turn.announcement, spoken=is_heard)
            announcing.release_leases(rig.store, voice)
            rig.presenter.no_show()
            rig.run()
            hall.advance_clock(rig.store, 200)
        last = Speaker(holder="last", device="display", zones=("Z1",))
        announcing.hold_leases(rig.store, last, late_after_s=120)
        rig.refresh()
        view = window.findChild(QListView, "missed_list")
        assert isinstance(view, QListView)
        rows = [view.model().index(at, 0).data() for at in range(view.model().rowCount())]
        assert ["not announced" in row for row in rows] == [False, True]


class TestPeopleStartToWait:
    def test_an_idle_counter_is_told_until_the_next_call(self, rig: Rig) -> None:
        assert not _waits(rig)
        _come(rig)
        since = rig.looks.state.hints.waiting_since
        assert since is not None
        hall.advance_clock(rig.store, 300)
        _come(rig)
        assert rig.looks.state.hints.waiting_since == since
        rig.presenter.call_next()
        rig.run()
        assert not _waits(rig)

    def test_whoever_is_busy_is_not_told(self, rig: Rig) -> None:
        _come(rig)
        rig.presenter.call_next()
        rig.run()
        _come(rig)
        assert not _waits(rig)
        # The line is in sight when the visitor goes; that is no news.
        rig.presenter.finish()
        rig.run()
        assert not _waits(rig)

    def test_who_waited_before_the_counter_opened_is_no_news(self, store: Store) -> None:
        hall.issue(store)
        assert not _waits(Rig(store).open())

    def test_it_is_over_when_others_took_them(self, rig: Rig) -> None:
        _come(rig)
        four = hall.open_counter(rig.store, 4)
        hall.call(rig.store, four)
        rig.refresh()
        assert not _waits(rig)

    def test_a_break_ends_it(self, rig: Rig) -> None:
        _come(rig)
        rig.presenter.start_break("meal")
        rig.run()
        assert not _waits(rig)

    def test_the_card_comes_and_goes_and_takes_no_focus(self, window: CounterWindow, rig: Rig) -> None:
        focused = window.focusWidget()
        _come(rig)
        card = window.findChild(QWidget, "people_wait")
        assert card is not None
        assert card.isVisible()
        label = card.findChild(QLabel, "people_wait_words")
        assert label is not None
        assert label.text() == "People are waiting since 08:05: 1"
        assert window.focusWidget() is focused
        assert window.windowTitle() == "Counter"
        assert [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window] == []
        rig.presenter.call_next()
        rig.run()
        assert not card.isVisible()


class TestWhatIsHeard:
    @pytest.fixture
    def heard(self, rig: Rig) -> list[float]:
        """When the tone sounded; the seconds are those of `self.now`."""
        return self._listen(rig, sound=True)

    now = 0.0

    def _listen(self, rig: Rig, *, sound: bool) -> list[float]:
        heard: list[float] = []
        rig.looks = WindowPresenter(
            desk=rig.presenter,
            jobs=rig.jobs,
            sound=sound,
            tone=lambda: heard.append(self.now),
            monotonic=lambda: self.now,
        )
        return heard

    def _come_and_go(self, rig: Rig) -> None:
        _come(rig)
        rig.presenter.call_next()
        rig.run().presenter.finish()
        rig.run()

    def test_nothing_unless_it_is_wanted(self, rig: Rig) -> None:
        heard = self._listen(rig, sound=False)
        alerts: list[str] = []
        rig.looks.alerted.connect(lambda: alerts.append("alert"))
        _come(rig)
        assert _waits(rig)
        assert (heard, alerts) == ([], [])

    def test_once_and_at_most_once_a_minute(self, rig: Rig, heard: list[float]) -> None:
        _come(rig)
        _come(rig)
        assert heard == [0.0]
        rig.presenter.call_next()
        rig.run().presenter.call_next()
        rig.run().presenter.finish()
        rig.run()
        for self.now in (30.0, 59.0, 61.0, 62.0):
            self._come_and_go(rig)
        assert heard == [0.0, 61.0]

    def test_the_menu_has_the_last_word_and_it_is_remembered(self, rig: Rig) -> None:
        heard = self._listen(rig, sound=False)
        rig.looks.set_sound(True)
        self._come_and_go(rig)
        assert len(heard) == 1
        assert rig.looks.state.habits.sound is True
        self.now = 100.0
        rig.looks.set_sound(False)
        self._come_and_go(rig)
        assert len(heard) == 1

    def test_title_and_task_bar_tell_only_then(
        self, rig: Rig, heard: list[float], english: Language, show: Show, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        alerted: list[QWidget] = []
        monkeypatch.setattr(QApplication, "alert", staticmethod(lambda widget, *_: alerted.append(widget)))
        window, bar = rig.window(english), rig.bar()
        Faces(window=window, bar=bar, looks=rig.looks, parent=window)
        show(window)
        _come(rig)
        assert alerted == [window]
        assert window.windowTitle() == "1 waiting · Counter"
        rig.presenter.call_next()
        rig.run().presenter.finish()
        rig.run()
        assert window.windowTitle() == "Counter"
        rig.looks.shrink()
        _come(rig)
        assert alerted == [window, bar]
        bar.close()

    def test_the_tone_is_played_by_the_ring(self) -> None:
        played: list[str] = []

        class Ear:
            def probe(self) -> Played:
                return Played(seconds=0, audible=True)

            def play(self, pieces: list[Piece], cut: Cut | None = None) -> Played:
                played.extend(piece.text for piece in pieces)
                return Played(seconds=0, audible=True)

        ring = Ring(Ear())
        ring.tone()
        ring.close()
        ring.ring()
        ring.close()
        assert played == ["tone", "ring"]


class TestGreeting:
    def test_it_stands_there_until_the_first_call(self, rig: Rig) -> None:
        assert rig.looks.state.shows_greeting
        _come(rig)
        assert rig.looks.state.shows_greeting
        rig.presenter.call_next()
        rig.run()
        assert not rig.looks.state.shows_greeting
        rig.presenter.finish()
        rig.run()
        assert not rig.looks.state.shows_greeting

    def test_it_comes_back_after_a_break(self, rig: Rig) -> None:
        rig.looks.dismiss_greeting()
        rig.presenter.start_break("prayer")
        rig.run()
        assert not rig.looks.state.shows_greeting
        rig.presenter.end_break()
        rig.run()
        assert rig.looks.state.shows_greeting

    def test_a_shift_that_is_taken_up_is_no_new_one(self, store: Store, rig: Rig) -> None:
        again = Rig(store).begin()
        assert again.presenter.state.view is not None
        assert not again.looks.state.shows_greeting

    def test_escape_and_the_button_put_it_away(self, window: CounterWindow, rig: Rig) -> None:
        assert "Salam · Senyum · Sapa: greet, smile, speak first" in qt.texts(window)
        QTest.keySequence(window, QKeySequence("Esc"))
        assert not rig.looks.state.shows_greeting
        rig.presenter.close_counter()
        rig.run().presenter.open_counter()
        rig.run()
        assert rig.looks.state.shows_greeting
        window.desk_page.hints.close_greeting.click()
        assert not rig.looks.state.shows_greeting
        assert not window.desk_page.hints.isVisible()

    def test_the_mall_and_the_menu_can_do_without_it(self, window: CounterWindow, rig: Rig) -> None:
        action = self._menu_line(window)
        assert (action.isEnabled(), action.isChecked()) == (True, True)
        action.trigger()
        assert rig.looks.state.habits == Habits(greeting=False)
        assert not rig.looks.state.shows_greeting
        rig.looks.set_greeting(True)
        assert rig.looks.state.shows_greeting

    def test_a_mall_without_it_has_it_nowhere(self, window: CounterWindow, rig: Rig, tmp_path: Path) -> None:
        text = (hall.MALLS / "kota_sejahtera.toml").read_text(encoding="utf-8")
        assert "greeting = true" in text
        file = tmp_path / "mall.toml"
        file.write_text(text.replace("greeting = true", "greeting = false"), encoding="utf-8")
        mall.load(rig.store, mall_file.read(file))
        rig.refresh()
        assert not rig.looks.state.shows_greeting
        action = self._menu_line(window)
        assert (action.isEnabled(), action.isChecked()) == (False, False)

    @staticmethod
    def _menu_line(window: CounterWindow) -> QAction:
        window.header.menu.click()
        action = window.findChild(QAction, "menu_greeting")
        assert action is not None
        window.header._menu.close()
        return action
