"""The compact bar: the same counter in a small window, by real keys, and the way to the full window and back."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from antrean import announcing, assistance, roster
from antrean.desk import Desk
from antrean.errors import Reason, Refused, Unavailable
from antrean.store.store import Store
from antrean.ui.language import Language
from antrean.ui.theme import Scheme
from counter.bar import HEIGHT, WIDTH, CounterBar
from counter.bar_state import Cause, said
from counter.faces import Faces
from counter.habits import Area, Corner, Habits, Mode, Place
from counter.state import Panel
from counter.window import CounterWindow
from counter.window_presenter import WindowPresenter
from tests.apps.counter_rig import OTHER, Rig
from tests.helpers import hall, qt
from tests.helpers.sight import Sight

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def rig(counter_halls: tuple[hall.Warm, hall.Warm]) -> Rig:
    """The open counter 3 with three people waiting."""
    store: Store = counter_halls[1].again()
    return Rig(store).open()


@pytest.fixture
def bar(rig: Rig, english: Language, show: Show) -> CounterBar:
    bar = rig.bar()
    show(bar)
    bar.activateWindow()
    return bar


def _press(window: QWidget, name: str) -> None:
    assert QTest.qWaitForWindowActive(window)
    QTest.keySequence(window, QKeySequence(name))


def _find(window: QWidget, name: str) -> QLabel | QAbstractButton:
    found = window.findChild(QWidget, name)
    assert isinstance(found, QLabel | QAbstractButton), name
    return found


def _text(window: QWidget, name: str) -> str:
    return _find(window, name).text()


def _seen(window: QWidget, name: str) -> bool:
    return _find(window, name).isVisible()


def _settle() -> None:
    for _ in range(3):
        QCoreApplication.sendPostedEvents()


def speak(store: Store) -> None:
    """Let a display of the hall speak what is next."""
    who = announcing.Speaker(holder="x", device="tv", zones=("Z1",))
    announcing.hold_leases(store, who, late_after_s=120)
    turn = announcing.next_announcement(store, who)
    assert turn is not None
    announcing.note_result(store, who, turn.announcement, spoken=True)


class TestBar:
    def test_it_is_small_and_stays_on_top(self, bar: CounterBar) -> None:
        assert (bar.width(), bar.height()) == (WIDTH, HEIGHT)
        assert bar.width() <= 360
        assert bar.height() <= 120
        wanted = Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
        assert bar.windowFlags() & wanted == wanted

    def test_a_visitor_from_call_to_finish_by_keys(self, bar: CounterBar, rig: Rig) -> None:
        assert _text(bar, "bar_state") == "Ready · 3 waiting"
        assert _text(bar, "bar_facts") == "Next: CA-001, in turn"
        assert not _seen(bar, "bar_code")
        _press(bar, "F5")
        rig.run()
        assert (_text(bar, "bar_code"), _text(bar, "bar_state")) == ("CA-001", "Called")
        # No display runs here.
        assert _text(bar, "bar_facts") == "not heard: call out"
        speak(rig.store)
        rig.refresh()
        assert _text(bar, "bar_facts") == "since the call"
        hall.advance_clock(rig.store, 15)
        _press(bar, "F6")
        rig.run()
        assert rig.count("recalled") == 1
        _press(bar, "F4")
        rig.run()
        assert _text(bar, "bar_state") == "Being served"
        assert _text(bar, "bar_facts") == "target 8 min"
        _press(bar, "F10")
        rig.run()
        assert not _seen(bar, "bar_code")
        assert _text(bar, "bar_sentence") == "CA-001 is finished."
        _press(bar, "Ctrl+Z")
        rig.run()
        assert rig.active == "CA-001"

    def test_each_click_writes_once(self, bar: CounterBar, rig: Rig) -> None:
        button = _find(bar, "bar_call_next")
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QTest.mouseDClick(button, Qt.MouseButton.LeftButton)
        rig.run()
        assert rig.count("called") == 1

    def test_a_button_that_was_busy_has_the_focus_again(self, bar: CounterBar, rig: Rig) -> None:
        button = _find(bar, "bar_call_next")
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(button, Qt.Key.Key_Space)
        assert not button.isEnabled()
        assert not any(one.hasFocus() for one in bar.findChildren(QAbstractButton))
        rig.run()
        assert button.hasFocus()

    def test_the_clock_warns_in_words_too(self, bar: CounterBar, rig: Rig) -> None:
        rig.presenter.call_next()
        rig.run().presenter.start()
        rig.run()
        said_then = []
        for minutes in (0, 6.4, 1.8):
            hall.advance_clock(rig.store, minutes * 60)
            rig.refresh()
            clock = bar._elapsed
            said_then.append((_text(bar, "bar_facts"), clock.property("tone")))
        assert said_then == [("target 8 min", "good"), ("nearly over 8 min", "warn"), ("past 8 min", "bad")]

    def test_what_it_cannot_ask_it_says_and_the_window_is_one_button_away(self, bar: CounterBar, rig: Rig) -> None:
        rig.presenter.call_next()
        rig.run().presenter.show_panel(Panel.TRANSFER)
        rig.run()
        assert _text(bar, "bar_sentence") == "A question waits for an answer."
        assert not _seen(bar, "bar_call_next")
        assert qt.focus_order(bar) == ["bar_open_wide"]

    def test_no_key_reaches_the_ticket_behind_a_question(self, bar: CounterBar, rig: Rig) -> None:
        rig.presenter.call_next()
        rig.run().presenter.show_panel(Panel.HOLD)
        for key in ("F5", "F6", "F10", "F4"):
            _press(bar, key)
        assert rig.jobs.waiting == 0

    @pytest.mark.parametrize("reason", list(Reason))
    def test_every_refusal_is_said_whole_or_where_to_read_it(
        self, bar: CounterBar, rig: Rig, english: Language, reason: Reason
    ) -> None:
        rig.presenter.call_next()
        rig.run()
        for code in ("en", "id"):
            english.set(code)
            rig.presenter._change(refusal=Refused(reason, "no", code="CA-001", seconds=10, count=5, officer="Rina"))
            _settle()
            assert qt.cut_texts(bar) == []
            assert _text(bar, "bar_sentence")
            rig.presenter._change(refusal=None)

    def test_a_visitor_who_asks_for_a_companion_is_told(
        self, counter_halls: tuple[hall.Warm, hall.Warm], english: Language, show: Show
    ) -> None:
        rig = Rig(counter_halls[1].again(), counter=1).open()
        bar = rig.bar()
        show(bar)
        assistance.ask(rig.store, device="Kiosk 1", request_id=hall.request())
        rig.duty.refresh()
        rig.run()
        assert _text(bar, "bar_sentence") == "Kiosk 1: a visitor asks for a companion"

    def test_who_was_put_out_reads_why(self, bar: CounterBar, rig: Rig) -> None:
        roster.close_counter(rig.store, Desk(counter=3), request_id=hall.request())
        hall.open_counter(rig.store, 3, OTHER)
        rig.refresh()
        assert _text(bar, "bar_sentence") == f"{OTHER} is signed in at this counter."
        assert qt.focus_order(bar) == ["bar_open_wide"]


def _causes(rig: Rig) -> Iterator[None]:
    """Lead the counter through all that a bar may have to say."""
    do = rig.presenter
    yield
    do.call_next()
    rig.run()
    yield
    do.recall()
    rig.run()
    yield
    do.start()
    rig.run()
    for minutes in (0, 6.4, 1.8):
        hall.advance_clock(rig.store, minutes * 60)
        rig.refresh()
        yield
    do.on_lost(Unavailable("database", "gone"))
    yield
    rig.refresh()
    do.finish()
    rig.run()
    yield
    do.show_panel(Panel.BREAK)
    yield
    do.start_break("prayer")
    rig.run()
    yield
    do.close_counter()
    rig.run()
    yield


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.CONTRAST])
@pytest.mark.parametrize("percent", [100, 125, 150])
@pytest.mark.parametrize("code", ["en", "id"])
def test_everybody_can_read_and_use_it(
    rig: Rig, bar: CounterBar, english: Language, scheme: Scheme, percent: int, code: str
) -> None:
    english.set(code)
    rig.looks.set_scheme(scheme)
    rig.looks.set_text_percent(percent)
    found = {}
    causes = set()
    for at, _ in enumerate(_causes(rig)):
        _settle()
        causes.add(said(rig.presenter.state, rig.duty.state).cause)
        sight = Sight(bar)
        faults = {
            "cut": sight.cut(),
            "overlapping": sight.overlaps(),
            "outside": sight.outside(),
            "unsaid": sight.unsaid(),
            "pale": sight.pale(least=7.0 if scheme is Scheme.CONTRAST else 4.5),
        }
        if faults := {kind: what for kind, what in faults.items() if what}:
            found[at] = faults
    assert found == {}
    assert causes >= set(Cause) - {Cause.COMPANION, Cause.NOBODY_WAITS}


class TestFaces:
    @pytest.fixture
    def window(self, rig: Rig, bar: CounterBar, english: Language, show: Show) -> CounterWindow:
        """Both faces of one counter; the full window is shown."""
        bar.hide()
        window = rig.window(english)
        Faces(window=window, bar=bar, looks=rig.looks, parent=window)
        show(window)
        window.activateWindow()
        return window

    def test_a_key_makes_it_small_and_large_again(self, window: CounterWindow, bar: CounterBar, rig: Rig) -> None:
        _press(window, "Ctrl+K")
        assert (window.isVisible(), bar.isVisible()) == (False, True)
        assert rig.looks.state.habits.mode is Mode.BAR
        _press(bar, "Esc")
        assert (window.isVisible(), bar.isVisible()) == (True, False)
        assert rig.looks.state.habits.mode is Mode.FULL

    def test_a_double_click_and_both_buttons_open_the_window(
        self, window: CounterWindow, bar: CounterBar, rig: Rig
    ) -> None:
        rig.looks.shrink()
        QTest.mouseDClick(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(3, 3))
        assert window.isVisible()
        rig.looks.shrink()
        QTest.mouseClick(_find(bar, "bar_open"), Qt.MouseButton.LeftButton)
        assert window.isVisible()
        rig.looks.shrink()
        rig.presenter.show_panel(Panel.BREAK)
        QTest.mouseClick(_find(bar, "bar_open_wide"), Qt.MouseButton.LeftButton)
        assert window.isVisible()
        assert "A break: what for?" in qt.texts(window)

    def test_what_is_done_in_the_one_is_seen_in_the_other(
        self, window: CounterWindow, bar: CounterBar, rig: Rig
    ) -> None:
        rig.looks.shrink()
        _press(bar, "F5")
        rig.run()
        rig.looks.open()
        assert _text(window, "active_code") == "CA-001"
        assert rig.count("called") == 1

    @pytest.mark.parametrize("corner", list(Corner))
    def test_it_sits_in_the_corner_that_was_chosen(
        self, window: CounterWindow, bar: CounterBar, rig: Rig, corner: Corner
    ) -> None:
        rig.looks.shrink()
        rig.looks.set_corner(corner)
        screen = window.screen().availableGeometry()
        assert screen.contains(bar.geometry())
        near = QRect(bar.geometry()).adjusted(-9, -9, 9, 9)
        point = {
            Corner.TOP_LEFT: screen.topLeft(),
            Corner.TOP_RIGHT: screen.topRight(),
            Corner.BOTTOM_LEFT: screen.bottomLeft(),
            Corner.BOTTOM_RIGHT: screen.bottomRight(),
        }[corner]
        assert near.contains(point)

    def test_there_is_no_bar_before_somebody_sits(
        self, counter_halls: tuple[hall.Warm, hall.Warm], english: Language, show: Show
    ) -> None:
        rig = Rig(counter_halls[1].again())
        rig.looks = WindowPresenter(desk=rig.presenter, jobs=rig.jobs, habits=Habits(mode=Mode.BAR))
        window, bar = rig.window(english), rig.bar()
        Faces(window=window, bar=bar, looks=rig.looks, parent=window)
        show(window)
        rig.begin()
        assert (window.isVisible(), bar.isVisible()) == (True, False)
        rig.presenter.open_counter()
        rig.run()
        assert (window.isVisible(), bar.isVisible()) == (False, True)
        rig.looks.open()
        rig.presenter.close_counter()
        rig.run().looks.shrink()
        assert (window.isVisible(), bar.isVisible()) == (True, False)
        bar.close()

    def test_the_window_comes_back_where_it_stood(self, rig: Rig, english: Language, show: Show) -> None:
        stood = Place(area=Area(x=20, y=30, width=700, height=500))
        rig.looks.note_place(stood)
        window = rig.window(english)
        Faces(window=window, bar=rig.bar(), looks=rig.looks, parent=window)
        show(window)
        assert window.geometry() == QRect(20, 30, 700, 500)
        window.setGeometry(40, 50, 720, 520)
        _settle()
        assert rig.looks.state.habits.place == Place(area=Area(x=40, y=50, width=720, height=520))

    def test_what_is_full_screen_or_hidden_is_not_remembered(self, rig: Rig, english: Language, show: Show) -> None:
        window = rig.window(english)
        Faces(window=window, bar=rig.bar(), looks=rig.looks, parent=window)
        window.resize(600, 400)
        assert rig.looks.state.habits.place is None
        show(window)
        before = rig.looks.state.habits.place
        window.showFullScreen()
        _settle()
        assert rig.looks.state.habits.place == before

    def test_the_remembered_look_is_there_from_the_first_picture(
        self, counter_halls: tuple[hall.Warm, hall.Warm], english: Language, show: Show
    ) -> None:
        rig = Rig(counter_halls[1].again()).open()
        remembered = Habits(scheme=Scheme.CONTRAST, text_percent=125)
        rig.looks = WindowPresenter(desk=rig.presenter, jobs=rig.jobs, habits=remembered)
        for window in (rig.window(english), rig.bar()):
            show(window)
            assert Sight(window).pale(least=7.0) == []
