"""The counter's PC is wrong by an hour or a day: whatever is shown is the hall's time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QLabel, QListView, QWidget

from antrean.clock import FixedClock, HallClock
from antrean.errors import Unavailable
from antrean.store.store import Store
from antrean.ui.language import Language
from counter.window import CounterWindow
from tests.apps.counter_rig import OFFICER, Rig
from tests.helpers import hall

Show = Callable[[QWidget], QWidget]
WRONG = [timedelta(days=1), timedelta(days=-1), timedelta(hours=1), timedelta(hours=-1)]


class Desk:
    """A counter on a PC whose clock the test sets; time passes in the hall and on the PC together."""

    def __init__(self, store: Store, wrong: timedelta) -> None:
        self.pc = FixedClock(hall.MONDAY.astimezone(UTC) + wrong)
        self.rig = Rig(store, clock=HallClock(self.pc)).open()

    def window(self, language: Language) -> CounterWindow:
        return self.rig.window(language)

    def pass_time(self, window: CounterWindow, **amount: int) -> None:
        hall.advance_clock(self.rig.store, timedelta(**amount).total_seconds())
        self.pc.advance(**amount)
        self.look(window)

    def look(self, window: CounterWindow) -> None:
        """Read the hall, and let the window's timers come."""
        self.rig.refresh()
        self.tick(window)

    @staticmethod
    def tick(window: CounterWindow) -> None:
        window._on_tick()
        for name in ("clock", "service_clock"):
            window.findChild(QLabel, name).refresh()  # type: ignore[attr-defined]


@pytest.fixture
def store(counter_halls: tuple[hall.Warm, hall.Warm], monkeypatch: pytest.MonkeyPatch) -> Store:
    """Three people wait since five past eight, and the hall's clock goes only when the test says so."""
    hall.stop_clock(monkeypatch)
    store = counter_halls[0].again()
    hall.set_clock(store, hall.MONDAY)
    hall.officer(store, OFFICER)
    for _ in range(3):
        hall.issue(store)
    return store


def _text(window: QWidget, name: str) -> str:
    found = window.findChild(QLabel, name)
    assert isinstance(found, QLabel), name
    return found.text()


def _rows(window: QWidget, name: str) -> list[str]:
    view = window.findChild(QListView, name)
    assert isinstance(view, QListView), name
    return [view.model().index(at, 0).data() for at in range(view.model().rowCount())]


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_a_wrong_pc_shows_the_halls_time_everywhere(
    store: Store, wrong: timedelta, english: Language, show: Show
) -> None:
    desk = Desk(store, wrong)
    window = desk.window(english)
    show(window)
    desk.tick(window)
    assert _text(window, "clock") == "08:05"
    desk.pass_time(window, minutes=21)
    assert _text(window, "clock") == "08:26"
    # Past the target of twenty minutes.
    assert all("21 min · waited past the target" in row for row in _rows(window, "waiting_list"))
    desk.rig.presenter.call_next()
    desk.rig.run()
    assert _text(window, "active_facts").startswith("Waited 21 min")
    assert _text(window, "service_clock") == "00:00"
    desk.rig.presenter.start()
    desk.rig.run()
    desk.pass_time(window, minutes=9, seconds=7)
    assert _text(window, "service_clock") == "09:07"
    desk.rig.presenter.hold("copies_needed", 5)
    desk.rig.run()
    assert "reminder 08:40" in _rows(window, "held_list")[0]
    desk.rig.presenter.start_break("prayer", 15)
    desk.rig.run()
    assert _said(window, "since 08:35 · back at 08:50")


def _said(window: QWidget, words: str) -> bool:
    return any(words in one.text() for one in window.findChildren(QLabel) if one.isVisible())


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_a_pc_that_is_set_anew_is_right_again_at_the_next_look(
    store: Store, wrong: timedelta, english: Language, show: Show
) -> None:
    desk = Desk(store, timedelta(0))
    window = desk.window(english)
    show(window)
    desk.rig.presenter.call_next()
    desk.rig.run()
    desk.pass_time(window, minutes=2)
    assert (_text(window, "clock"), _text(window, "service_clock")) == ("08:07", "02:00")
    desk.pc.advance(seconds=wrong.total_seconds())
    desk.look(window)
    assert (_text(window, "clock"), _text(window, "service_clock")) == ("08:07", "02:00")
    desk.pass_time(window, seconds=63)
    assert (_text(window, "clock"), _text(window, "service_clock")) == ("08:08", "03:03")
    assert all("3 min" in row for row in _rows(window, "waiting_list"))


def test_the_age_of_lost_lists_is_the_halls(store: Store, english: Language, show: Show) -> None:
    desk = Desk(store, timedelta(days=-1))
    window = desk.window(english)
    show(window)
    desk.rig.line.is_down = True
    desk.rig.presenter.on_lost(Unavailable("database", "gone"))
    desk.pc.advance(minutes=4)
    desk.tick(window)
    assert window.banner.sentence().endswith("The lists are of 08:05, 4 min ago.")


def test_what_is_written_is_the_halls_time(store: Store) -> None:
    desk = Desk(store, timedelta(days=1))
    desk.rig.presenter.call_next()
    desk.rig.run()
    times: list[datetime] = [fact.at for fact in desk.rig.facts()[-2:]]
    assert times == [hall.MONDAY] * 2
