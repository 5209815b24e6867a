"""Kiosk and display where a clock is wrong: the PC's, its time zone, the hall's own that is set; and at midnight."""

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from antrean import mall
from antrean.clock import FixedClock, HallClock
from antrean.hours import Schedule
from antrean.model import EventKind
from antrean.store import checks
from antrean.store.store import Store
from antrean.ui.language import Language
from counter.state import Page
from kiosk.window import KioskWindow
from tests.apps.counter_rig import OFFICER
from tests.apps.counter_rig import Rig as CounterRig
from tests.apps.display_rig import Display
from tests.apps.kiosk_rig import Rig
from tests.helpers import hall

Show = Callable[[QWidget], QWidget]
WRONG = [timedelta(days=1), timedelta(days=-1), timedelta(hours=1), timedelta(hours=-1)]


@pytest.fixture
def store(example_store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The hall's clock goes only when the test says so."""
    hall.stop_clock(monkeypatch)
    hall.set_clock(example_store, hall.MONDAY)
    return example_store


@pytest.fixture(params=["Pacific/Kiritimati", "America/New_York"])
def far_away(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A PC that believes to be in another part of the world."""
    if not hasattr(time, "tzset"):
        pytest.skip("Windows takes no time zone from the environment.")
    before = os.environ.get("TZ")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield
    if before is None:
        monkeypatch.delenv("TZ")
    else:
        monkeypatch.setenv("TZ", before)
    time.tzset()


def _kiosk(store: Store, show: Show, language: Language, clock: HallClock | None = None) -> tuple[Rig, QWidget]:
    rig = Rig(store, clock=clock or HallClock()).begin()
    rig.presenter.switch_language()
    window = KioskWindow(presenter=rig.presenter, language=language, width=1080, height=1920, settle_ms=0)
    return rig, show(window)


def _display(store: Store, show: Show, clock: HallClock | None = None) -> tuple[Display, QWidget]:
    display = Display(store, clock=clock).start()
    return display, show(display.window())


def _minute(rig: Rig) -> None:
    """A minute begins: the kiosk looks at the hall."""
    rig.presenter.refresh()
    rig.run()


def _text(window: QWidget, name: str) -> str:
    found = window.findChild(QLabel, name)
    assert isinstance(found, QLabel), name
    return found.text()


def _waiting(rig: Rig) -> dict[str, int]:
    assert rig.state.offer is not None
    return dict(rig.state.offer.waiting_by_queue)


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_kiosk_and_display_of_a_wrong_pc_show_the_halls_time(
    store: Store, wrong: timedelta, show: Show, english: Language
) -> None:
    pc = FixedClock(hall.MONDAY.astimezone(UTC) + wrong)
    rig, kiosk = _kiosk(store, show, english, HallClock(pc))
    display, board = _display(store, show, HallClock(pc))
    rig.at("K").take("skck")
    assert rig.code == "KA-001"
    code = display.call(4)
    assert [_text(one, "clock") for one in (kiosk, board)] == ["08:05", "08:05"]
    assert (_text(board, "date"), _text(board, "current_code")) == ("Monday, 23 November 2026", code)
    # Somebody sets the PC right while they run.
    pc.advance(seconds=-wrong.total_seconds())
    _minute(rig)
    display.presenter.look_around()
    display.jobs.run_all()
    assert [_text(one, "clock") for one in (kiosk, board)] == ["08:05", "08:05"]
    # What is written and printed is the hall's time, too.
    assert {row[0] for row in hall.rows(store, "SELECT issued_at FROM tickets")} == {
        row[0] for row in hall.rows(store, "SELECT at FROM events WHERE kind = 'issued'")
    }
    assert [fact.at for fact in hall.log(store) if fact.kind is EventKind.ISSUED] == [hall.MONDAY] * 2


@pytest.mark.usefixtures("far_away")
def test_the_time_zone_of_a_pc_is_nobodys(store: Store, show: Show, english: Language) -> None:
    rig, kiosk = _kiosk(store, show, english)
    _, board = _display(store, show)
    assert [_text(one, "clock") for one in (kiosk, board)] == ["08:05", "08:05"]
    assert _text(board, "date") == "Monday, 23 November 2026"
    rig.at("K").take("skck")
    assert hall.ticket(store, "KA-001").service_day == hall.MONDAY.date()


@pytest.mark.parametrize("hours", [1, -1])
def test_a_halls_clock_that_is_set_takes_nothing_from_a_kiosk(
    store: Store, hours: int, show: Show, english: Language
) -> None:
    rig, kiosk = _kiosk(store, show, english)
    # An hour after the opening numbers are given where somebody sits.
    hall.open_counter(store, mall.read(store).counters_of("KA")[0])
    rig.at("K").take("skck")
    rig.presenter.done()
    hall.advance_clock(store, hours * 3600)
    _minute(rig)
    # Nobody is there: the page is Indonesian again.
    assert _text(kiosk, "clock") == ("09.05" if hours > 0 else "07.05")
    assert _waiting(rig) == {"KA": 1}
    if hours > 0:
        rig.at("K").take("skck")
        assert rig.code == "KA-002"


def test_midnight_at_kiosk_counter_and_display_of_a_mall_that_never_closes(
    store: Store, show: Show, english: Language
) -> None:
    """A day ends at midnight for all of them: the next number is the first of a new day, and nobody sits there yet."""
    record = mall.read(store)
    mall.load(store, replace(record, hours=Schedule(always_open=True)))
    hall.set_clock(store, "2026-11-23 23:59")
    rig, _ = _kiosk(store, show, english)
    hall.without_pins(store)
    hall.officer(store, OFFICER)
    desk = CounterRig(store, counter=4).open()
    display, _ = _display(store, show)
    for _ in range(2):
        rig.at("C").take("ktp")
        rig.presenter.done()
    desk.presenter.call_next()
    desk.run()
    display.follow()
    assert (desk.active, display.big.code, _waiting(rig.begin())) == ("CA-001", "CA-001", {"CA": 1})

    hall.advance_clock(store, 60)
    _minute(rig)
    assert _waiting(rig) == {}
    # A visitor is the first who writes on the new day; what was left of the old one is closed before.
    rig.at("C").take("ktp")
    assert rig.code == "CA-001"
    desk.refresh()
    display.follow()
    display.presenter.on_minute()
    assert (desk.active, desk.presenter.state.page) == (None, Page.CHOOSE)
    assert display.state.big is None
    days = hall.rows(store, "SELECT service_day, state FROM tickets ORDER BY id")
    assert [row.state for row in days] == ["expired", "expired", "waiting"]
    desk.presenter.open_counter()
    desk.run()
    desk.presenter.call_next()
    desk.run()
    display.follow()
    assert (desk.active, display.big.code) == ("CA-001", "CA-001")
    assert checks.check(store).problems == ()
