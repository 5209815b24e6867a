"""Two officers press at the same moment for the last number: two windows, each with its own threads and connection."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from antrean.model import EventKind
from antrean.store.store import Store
from antrean.ui.jobs import Jobs
from antrean.ui.language import Language
from tests.apps import counter_rig
from tests.apps.counter_rig import OFFICER, OTHER, Rig
from tests.helpers import hall

Show = Callable[[QWidget], QWidget]
ROUNDS = 5
PATIENCE_MS = 20_000


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A hall of its own in which counters 3 and 4, of one line, are open and nobody waits."""
    empty, _ = counter_rig.build(tmp_path)
    store = hall.connect(f"sqlite:///{empty}")
    for number, name in ((3, OFFICER), (4, OTHER)):
        hall.open_counter(store, number, name)
    yield store
    store.close()


@pytest.fixture
def desks(store: Store) -> Iterator[list[Rig]]:
    """Both officers' programs as they run in life."""
    lines = [hall.connect(str(store.url)) for _ in range(2)]
    runners = [Jobs() for _ in lines]
    yield [
        Rig(line, counter=number, officer=name, jobs=jobs)  # type: ignore[arg-type]
        for line, number, name, jobs in zip(lines, (3, 4), (OFFICER, OTHER), runners, strict=True)
    ]
    for jobs in runners:
        jobs.close()
    for line in lines:
        line.close()


def _button(window: QWidget) -> QAbstractButton:
    found = window.findChild(QAbstractButton, "call_next")
    assert found is not None
    return found


def _told(window: QWidget) -> str:
    found = window.findChild(QLabel, "note")
    assert found is not None
    return found.text() if found.isVisible() else ""


def _answered(rig: Rig, waiting: int) -> bool:
    """Say whether nothing runs and the screen shows that so many wait."""
    state = rig.presenter.state
    return (
        state.pending is None and not state.is_stale and state.view is not None and len(state.view.waiting) == waiting
    )


def test_one_gets_the_last_number_and_the_other_is_told(
    store: Store, desks: list[Rig], english: Language, show: Show, qtbot: QtBot
) -> None:
    windows = [show(rig.window(english)) for rig in desks]
    for rig in desks:
        rig.presenter.begin()
    qtbot.waitUntil(lambda: all(_answered(rig, 0) for rig in desks), timeout=PATIENCE_MS)
    for round_number in range(1, ROUNDS + 1):
        code = hall.issue(store).code
        for rig in desks:
            rig.presenter.refresh()
        # Both screens show the same one waiting.
        qtbot.waitUntil(lambda: all(_answered(rig, 1) for rig in desks), timeout=PATIENCE_MS)
        first = round_number % 2
        for window in (windows[first], windows[not first]):
            QTest.mouseClick(_button(window), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: all(_answered(rig, 0) for rig in desks), timeout=PATIENCE_MS)
        winners = [at for at, rig in enumerate(desks) if rig.active == code]
        assert len(winners) == 1
        winner, loser = winners[0], 1 - winners[0]
        assert desks[loser].active is None
        assert desks[loser].presenter.state.refusal is None
        assert _told(windows[loser]) == "Nobody is waiting for this counter."
        assert _told(windows[winner]) == ""
        desks[winner].presenter.finish()
        qtbot.waitUntil(lambda at=winner: _answered(desks[at], 0) and desks[at].active is None, timeout=PATIENCE_MS)
    facts = hall.log(store)
    assert sum(fact.kind is EventKind.CALLED for fact in facts) == ROUNDS
