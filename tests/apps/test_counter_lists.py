"""The counter's pure rules, and its lists, which change row by row so that selection and scrolling stay."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from antrean.announcing import Unspoken
from antrean.clock import FixedClock
from antrean.model import Officer, Role
from antrean.store.tables import AnnouncementState
from counter import words
from counter.choosing import find_officer
from counter.queue_model import QueueModel
from counter.rows import Row
from counter.state import Deed, DeskState, Intent, Page, allowed, settling_after
from tests.helpers import hall

CLOCK = FixedClock(hall.MONDAY)


def _row(key: int, text: str = "KTP", minutes: float = 0, late_after: int | None = None) -> Row:
    return Row(
        key=key,
        code=f"CA-{key:03}",
        text=text,
        since=hall.MONDAY - timedelta(minutes=minutes),
        late_after=None if late_after is None else timedelta(minutes=late_after),
    )


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.integers(1, 12), unique=True, max_size=12), min_size=1, max_size=5),
    st.data(),
)
def test_the_model_becomes_any_list_and_its_indexes_follow_their_rows(
    steps: list[list[int]], data: st.DataObject
) -> None:
    model = QueueModel(clock=CLOCK)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    resets: list[str] = []
    model.modelReset.connect(lambda: resets.append("reset"))
    held: dict[int, QPersistentModelIndex] = {}
    for keys in steps:
        rows = [_row(key, data.draw(st.sampled_from(["KTP", "KK"]))) for key in keys]
        model.set_rows(rows)
        assert list(model.rows()) == rows
        for key, index in held.items():
            kept = model.row(index) if index.isValid() else None
            assert kept is None or kept.key == key
        held = {row.key: QPersistentModelIndex(model.index(at)) for at, row in enumerate(rows)}
    assert resets == []
    del tester


def test_a_row_that_stays_keeps_its_index() -> None:
    model = QueueModel(clock=CLOCK)
    model.set_rows([_row(1), _row(2), _row(3)])
    index = QPersistentModelIndex(model.index(2))
    model.set_rows([_row(3, "KK"), _row(4)])
    assert index.row() == 0
    assert model.row(index) == _row(3, "KK")


def test_a_row_says_everything_in_words() -> None:
    model = QueueModel(clock=CLOCK)
    model.set_words(minutes_text="{minutes} min", late_text="waited past the target")
    model.set_rows([_row(1, minutes=9.5), _row(2, minutes=31, late_after=30)])
    said = [model.index(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(2)]
    assert said == ["CA-001 · KTP · 9 min", "CA-002 · KTP · 31 min · waited past the target"]


def test_minutes_are_told_again_only_when_one_has_changed() -> None:
    clock = FixedClock(hall.MONDAY)
    model = QueueModel(clock=clock)
    model.set_rows([_row(1)])
    model.tick()
    told: list[int] = []
    model.dataChanged.connect(lambda first, last: told.append(last.row()))
    clock.advance(seconds=20)
    model.tick()
    assert told == []
    clock.advance(seconds=41)
    model.tick()
    assert told == [0]


OFFICERS = tuple(
    Officer(id=at, name=name, role=Role.OFFICER) for at, name in enumerate(("Rina", "Rina Dewi", "Budi Santoso"), 1)
)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("Rina", 1), ("rina  dewi", 2), ("3", 3), ("budi", 3), ("Rin", None), ("", None), ("7", None)],
)
def test_an_officer_is_found_by_name_number_or_a_beginning_that_fits_one(wanted: str, found: int | None) -> None:
    officer = find_officer(OFFICERS, wanted)
    assert (None if officer is None else officer.id) == found


@pytest.mark.parametrize("deed", list(Deed))
def test_nothing_is_allowed_while_something_runs(deed: Deed) -> None:
    state = DeskState(page=Page.CHOOSE, counter=3, officer=1)
    assert allowed(state) == {Deed.OPEN}
    busy = Intent(deed=deed, counter=3, officer=1, about=None)
    assert allowed(DeskState(page=Page.CHOOSE, counter=3, officer=1, pending=busy)) == frozenset()


def test_after_a_call_no_second_press_ends_the_new_visitor() -> None:
    ending = {Deed.FINISH_AND_NEXT, Deed.FINISH, Deed.NO_SHOW, Deed.HOLD, Deed.TRANSFER, Deed.RELEASE}
    for deed in (Deed.CALL_NEXT, Deed.FINISH_AND_NEXT, Deed.RESUME):
        assert ending <= settling_after(deed)
    assert {Deed.FINISH, Deed.FINISH_AND_NEXT} <= settling_after(Deed.START)
    assert Deed.CALL_NEXT not in settling_after(Deed.NO_SHOW)


def test_every_state_of_an_announcement_has_words_or_none() -> None:
    silent = [state for state in AnnouncementState if words.announcement(state) is None]
    assert silent == [AnnouncementState.REPLACED]


def test_every_reason_why_a_call_is_not_heard_has_its_own_words() -> None:
    found = [words.announcement(AnnouncementState.MISSED, why) for why in Unspoken]
    assert len({said[0] for said in found if said is not None}) == len(Unspoken)
