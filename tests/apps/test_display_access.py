"""The board for everybody: every text stands out from its ground as painted, numbers more; the pulse harms nobody."""

from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from antrean import desk, roster, speaking
from antrean.errors import Unavailable
from antrean.model import Priority
from antrean.store.store import Store
from antrean.ui.language import Language
from antrean.ui.widgets import ZoneMark
from display import pulse
from display.call_panel import CallPanel
from display.pulse import Pulse
from display.stage import LEAST_S
from display.window import DisplayWindow
from tests.apps.display_rig import SERVICES, Display
from tests.helpers import hall, qt
from tests.helpers.sight import Sight

Show = Callable[[QWidget], QWidget]
TEXTS, NUMBERS = 4.5, 7.0


@pytest.fixture
def display(example_store: Store, english: Language) -> Display:
    """A hall where everything happens at once that a board can show."""
    display = Display(example_store, zones=("Z1", "Z2")).start()
    for counter in (11, 5, 10):
        display.call(counter)
    for counter, end in ((3, "missed"), (5, "break")):
        who = hall.open_counter(example_store, counter)
        if end == "missed":
            hall.issue(example_store, SERVICES[counter])
            hall.call(example_store, who)
            desk.no_show(example_store, who, request_id=hall.request())
        else:
            roster.start_break(example_store, who, reason="rest", minutes=20, request_id=hall.request())
    hall.issue(example_store, priority=Priority.PREGNANT)
    hall.issue(example_store, "nib")
    display.follow()
    display.wait(LEAST_S)
    display.wait(LEAST_S)
    hall.issue(example_store)
    hall.call(example_store, hall.open_counter(example_store, 4))
    display.follow()
    return display


def is_number(widget: QWidget) -> bool:
    return bool(getattr(widget, "_is_number", False)) or widget.objectName() == "clock"


def pale(window: DisplayWindow) -> list[str]:
    """Return the texts that stand out too little; numbers are what the hall must read from afar."""
    sight = Sight(window)
    numbers = {one.text for one in sight.texts if is_number(one.widget)}
    return [
        *sight.pale(least=TEXTS),
        *(said for said in sight.pale(least=NUMBERS) if said.rpartition(":")[0].strip("'") in numbers),
    ]


def arrangements(display: Display) -> Iterator[DisplayWindow]:
    for layout in ("hall", "zone"):
        yield display.window(1280, 720, layout=layout, is_still=True)


def test_every_text_stands_out_and_every_number_more(display: Display, show: Show) -> None:
    found = {}
    for window in arrangements(display):
        show(window)
        for moment in ("a call", "an emergency", "lost"):
            if moment == "an emergency":
                speaking.announce(
                    display.store, None, "Mohon keluar", text_en="Leave", kind="emergency", request_id=hall.request()
                )
                display.follow()
            elif moment == "lost":
                display.presenter.on_lost(Unavailable("database", "Away."))
            assert len(Sight(window).texts) > 10
            found[window._layout, moment] = pale(window)
    assert {where: what for where, what in found.items() if what} == {}


def test_a_number_stands_out_at_every_moment_of_a_pulse(display: Display, show: Show) -> None:
    window = display.window(1280, 720)
    show(window)
    panel = window.findChild(CallPanel)
    assert panel is not None
    panel.pulse.stop()
    for level in (0.0, pulse.STILL_DEPTH, pulse._DEPTH):
        panel.pulse._set(level)
        assert pale(window) == []


def test_the_pulse_is_slower_than_three_in_a_second_and_ends(
    display: Display, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Flashes are counted as WCAG 2.3.1 does: pairs of opposing changes; the light is taken at each frame."""
    widget = QWidget()
    beat = Pulse(widget, corner="radius_s")
    beat.start()
    seconds = [at * 0.04 for at in range(100)]
    levels = []
    for second in seconds:
        monkeypatch.setattr(beat, "_lasted", _Lasted(second))
        beat._on_frame()
        levels.append(beat.level)
        if not beat.is_running():
            break
    assert levels[-1] == 0
    assert len(levels) < len(seconds)
    turns = sum(1 for (a, b), (_, c) in pairwise(pairwise(levels)) if (b - a) * (c - b) < 0)
    assert turns / 2 / seconds[len(levels) - 1] < 3
    assert max(abs(b - a) for a, b in pairwise(levels)) < 0.1


class _Lasted:
    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def elapsed(self) -> float:
        return self._seconds * 1_000


def test_a_zone_is_told_by_its_number_wherever_it_has_a_colour(display: Display, show: Show) -> None:
    for window in arrangements(display):
        show(window)
        marks = [one for one in qt.seen(window) if isinstance(one, ZoneMark)]
        assert len(marks) > 3
        assert all(one._number in (1, 2) for one in marks)


def test_a_counters_state_is_a_word(display: Display, show: Show) -> None:
    window = display.window(1280, 720, layout="zone")
    show(window)
    words = {one.text() for one in window.findChildren(QLabel) if one.isVisible()}
    assert {"Open", "Closed", "Please come"} <= words
    assert any(word.startswith("Break until") for word in words)
