"""What stands below the calls: who waits where, who missed a call, breaks, and that no more numbers are given."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from antrean import desk, roster
from antrean.desk import Desk
from antrean.store.store import Store
from antrean.ui.language import Language
from display import side
from display.foot import Foot
from display.stage import LEAST_S
from display.window import DisplayWindow
from tests.apps.display_rig import SERVICES, Display
from tests.helpers import hall, qt

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def display(example_store: Store, english: Language) -> Display:
    return Display(example_store).start()


def foot(window: DisplayWindow) -> Foot:
    return next(one for one in window.findChildren(Foot) if one.isVisible())


def miss(display: Display, counter: int, *, times: int) -> str:
    who = hall.open_counter(display.store, counter)
    hall.issue(display.store, SERVICES[counter])
    code = hall.call(display.store, who).code
    for _ in range(times - 1):
        hall.advance_clock(display.store, 11)
        desk.recall(display.store, who, request_id=hall.request())
    desk.no_show(display.store, who, request_id=hall.request())
    display.follow()
    return code


def test_who_waits_where_and_about_how_long(display: Display, show: Show) -> None:
    display.call(4)
    for _ in range(3):
        hall.issue(display.store)
    hall.issue(display.store, "nib")
    display.follow()
    window = display.window()
    show(window)
    lines = foot(window).lines.text().splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("Civil Registry: 3 waiting · about ")
    assert lines[1] == "Permits (DPMPTSP): 1 waiting"


def test_nobody_waits(display: Display, show: Show) -> None:
    display.call(4)
    window = display.window()
    show(window)
    assert foot(window).lines.text() == ""
    assert "Nobody is waiting now." in qt.texts(window)


def test_more_agencies_than_fit_take_turns(display: Display, show: Show) -> None:
    display.call(4)
    services = {one.agency: one.code for one in hall.mall.read(display.store).services if 0 in one.weekdays}
    for code in list(services.values())[:10]:
        hall.issue(display.store, code)
    display.follow()
    window = display.window()
    show(window)
    band = foot(window).lines
    assert band._turning.pages == -(-10 // band.cells_that_fit())
    assert band._turning.is_turning()
    seen = []
    for _ in range(band._turning.pages):
        seen += band.text().splitlines()
        band._turning.turn()
    assert len(seen) == len(set(seen)) == 10
    window.hide()
    assert not band._turning.is_turning()


def test_an_announcement_takes_the_room_of_the_lines(display: Display, show: Show) -> None:
    from antrean import speaking

    display.call(4)
    window = display.window()
    show(window)
    band = foot(window).lines
    assert band.isVisible()
    speaking.announce(display.store, None, "Mobil B 1 ditunggu.", request_id=hall.request())
    display.follow()
    assert not band.isVisible()


def test_without_lines_by_setting(example_store: Store, english: Language, show: Show) -> None:
    display = Display(example_store, has_lines=False).start()
    display.call(4)
    window = display.window()
    show(window)
    assert not foot(window).lines.isVisible()


class TestStrip:
    def test_who_missed_a_call_reads_where_to_report(self, display: Display, show: Show) -> None:
        window = display.window()
        show(window)
        often, once = miss(display, 4, times=3), miss(display, 10, times=1)
        strip = foot(window).strip
        assert strip.pages() == [
            f"Called 3 times, please report: {often} counter 4",
            f"Already called, please report: {once} counter 10",
        ]
        assert strip.isVisible()
        assert strip._turning.is_turning()

    def test_the_house_rules_say_how_often(self, display: Display, show: Show) -> None:
        from dataclasses import replace

        record = hall.mall.read(display.store)
        hall.mall.load(display.store, replace(record, rules=replace(record.rules, calls_before_no_show=2)))
        display.follow()
        window = display.window()
        show(window)
        code = miss(display, 4, times=2)
        assert foot(window).strip.pages() == [f"Called 2 times, please report: {code} counter 4"]

    def test_after_an_hour_it_is_gone_and_a_return_ends_it(self, display: Display, show: Show) -> None:
        window = display.window()
        show(window)
        code = miss(display, 4, times=3)
        display.wait(LEAST_S)
        strip = foot(window).strip
        desk.reinstate(display.store, Desk(counter=4), code, request_id=hall.request())
        display.call(3)
        assert not strip.isVisible()
        miss(display, 4, times=3)
        assert strip.isVisible()
        hall.advance_clock(display.store, 61 * 60)
        display.clock.follow(hall.now(display.store))
        display.presenter.on_minute()
        display.jobs.run_all()
        assert not strip.isVisible()

    def test_breaks_and_when_they_end(self, display: Display, show: Show) -> None:
        display.call(4)
        for counter, minutes in ((3, 25), (10, None)):
            who = hall.open_counter(display.store, counter)
            roster.start_break(display.store, who, reason="rest", minutes=minutes, request_id=hall.request())
        display.follow()
        window = display.window()
        show(window)
        assert foot(window).strip.pages() == ["On a break: counter 3 until 08:30  ·  counter 10"]

    @pytest.mark.parametrize(
        ("moment", "said"),
        [
            ("2026-11-23 15:05", "Queue numbers are no longer given today. Whoever holds one is still served."),
            ("2026-11-27 11:40", "Break. Queue numbers are given again from 13:00."),
        ],
    )
    def test_no_more_numbers(self, example_store: Store, english: Language, show: Show, moment: str, said: str) -> None:
        hall.set_clock(example_store, f"{moment[:10]} 09:00")
        display = Display(example_store).start()
        display.call(4)
        hall.set_clock(example_store, moment)
        display.presenter.read()
        display.jobs.run_all()
        window = display.window()
        show(window)
        assert foot(window).strip.pages() == [said]
        assert qt.cut_texts(window) == []


def test_the_clock_follows_the_hall_although_nothing_happens(display: Display) -> None:
    hall.advance_clock(display.store, 3_600)
    display.presenter.on_minute()
    display.jobs.run_all()
    assert abs((display.clock.now() - hall.now(display.store)).total_seconds()) < 5


def test_what_was_read_before_another_mall_was_loaded_harms_nobody(display: Display) -> None:
    """The outlook comes a moment after the mall: until then it may name agencies and counters that are gone."""
    display.call(4)
    hall.issue(display.store)
    display.follow()
    facts = display.presenter._facts
    assert facts.board is not None
    other = hall.mall_file.read(hall.MALLS / "mini.toml")
    seen = side.rows(facts.outlook, facts.board, (), other, (), "en")
    assert [one.counter for one in seen] == [1, 2]
    assert side.lines(facts.outlook, other, (), "en") == ()
    assert side.breaks(facts.outlook, facts.board, other, ()) == ()
