"""The counter's lists in another order and searched: what is found, what stays chosen, and all of it by keys."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QListView, QWidget

from antrean import desk
from antrean.desk import Desk
from antrean.model import Priority
from antrean.store.store import Store
from antrean.ui.language import Language
from counter.habits import Sort
from counter.queue_model import ROW_ROLE
from counter.rows import Row, found, sorted_by
from counter.state import Listing
from counter.window import CounterWindow
from tests.apps.counter_rig import Rig
from tests.helpers import hall

Show = Callable[[QWidget], QWidget]

moments = st.none() | st.integers(0, 5).map(lambda minutes: hall.MONDAY - timedelta(minutes=minutes))
some_rows = st.lists(
    st.builds(
        Row,
        key=st.integers(),
        code=st.sampled_from(["CA-001", "KP-014", "ZB-100"]),
        text=st.sampled_from(["KTP-el", "Kartu keluarga", "SIM A"]),
        mark=st.sampled_from(["", "prioritas"]),
        waits_from=moments,
    ),
    max_size=8,
)


class TestRows:
    @given(some_rows, st.sampled_from(Sort))
    def test_another_order_loses_and_makes_nothing(self, rows: list[Row], sort: Sort) -> None:
        assert sorted(map(id, sorted_by(rows, sort))) == sorted(map(id, rows))

    @given(some_rows)
    def test_the_longest_wait_is_first_and_what_waits_for_nothing_last(self, rows: list[Row]) -> None:
        waits = [row.waits_from for row in sorted_by(rows, Sort.WAIT)]
        known = [one for one in waits if one is not None]
        assert waits == sorted(known) + [None] * (len(waits) - len(known))

    @given(some_rows)
    def test_one_service_stands_together_in_its_own_order(self, rows: list[Row]) -> None:
        by_service = sorted_by(rows, Sort.SERVICE)
        for text in {row.text for row in rows}:
            ours = [row for row in rows if row.text == text]
            at = by_service.index(ours[0])
            assert by_service[at : at + len(ours)] == ours

    @pytest.mark.parametrize(
        ("sought", "codes"),
        [
            ("", ["CA-014", "CP-002", "CA-114"]),
            ("014", ["CA-014"]),
            ("ca14", ["CA-014"]),
            ("ca-1", ["CA-114"]),
            ("14", ["CA-014", "CA-114"]),
            ("kartu", ["CP-002"]),
            ("prior KK", []),
            ("prior kartu", ["CP-002"]),
            ("  KTP ", ["CA-014", "CA-114"]),
        ],
    )
    def test_a_number_or_a_service_is_found(self, sought: str, codes: list[str]) -> None:
        rows = [
            Row(key=1, code="CA-014", text="KTP-el"),
            Row(key=2, code="CP-002", text="Kartu keluarga", mark="prioritas"),
            Row(key=3, code="CA-114", text="KTP-el"),
        ]
        assert [row.code for row in found(rows, sought)] == codes


@pytest.fixture
def rig(counter_halls: tuple[hall.Warm, hall.Warm]) -> Rig:
    """Counter 3: three for an identity card since 08:05, a priority one for a family card since 08:25."""
    store: Store = counter_halls[1].again()
    rig = Rig(store).open()
    hall.advance_clock(store, 20 * 60)
    hall.issue(store, "kk", priority=Priority.ELDERLY)
    return rig.refresh()


@pytest.fixture
def window(rig: Rig, english: Language, show: Show) -> CounterWindow:
    window = rig.window(english)
    show(window)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    return window


def _press(window: QWidget, name: str) -> None:
    QTest.keySequence(window.focusWidget() or window, QKeySequence(name))


def _list(window: QWidget, name: str = "waiting_list") -> QListView:
    found = window.findChild(QListView, name)
    assert isinstance(found, QListView)
    return found


def _codes(window: QWidget, name: str = "waiting_list") -> list[str]:
    model = _list(window, name).model()
    return [model.index(at, 0).data(ROW_ROLE).code for at in range(model.rowCount())]


def _chosen(window: QWidget, name: str = "waiting_list") -> str | None:
    row = _list(window, name).currentIndex().data(ROW_ROLE)
    return None if row is None else row.code


def _find(window: QWidget, name: str) -> QWidget:
    found = window.findChild(QWidget, name)
    assert found is not None, name
    return found


def _text(window: QWidget, name: str) -> str:
    found = _find(window, name)
    assert isinstance(found, QLabel | QAbstractButton | QLineEdit)
    return found.text()


def test_the_order_changes_by_its_key_and_is_remembered(window: CounterWindow, rig: Rig) -> None:
    assert _codes(window) == ["CP-001", "CA-001", "CA-002", "CA-003"]
    _press(window, "Ctrl+S")
    assert _text(window, "list_sort") == "Longest wait first"
    assert _codes(window) == ["CA-001", "CA-002", "CA-003", "CP-001"]
    assert rig.looks.state.habits.sort is Sort.WAIT
    _press(window, "Ctrl+S")
    assert _text(window, "list_sort") == "By service"
    assert _codes(window) == ["CP-001", "CA-001", "CA-002", "CA-003"]
    _press(window, "Ctrl+S")
    assert rig.looks.state.habits.sort is Sort.LINE


def test_what_is_typed_narrows_the_list_and_escape_shows_all(window: CounterWindow, rig: Rig) -> None:
    _press(window, "Ctrl+F")
    QTest.keyClicks(window.focusWidget(), "fam")
    assert _codes(window) == ["CP-001"]
    assert _list(window).accessibleDescription() == "In order of the line, 1 of 4 found"
    # The tab goes on to say how many there are.
    assert _text(window, "tab_waiting") == "Waiting 4"
    _press(window, "Esc")
    assert len(_codes(window)) == 4
    assert _list(window).hasFocus()


def test_whoever_types_in_the_list_searches(window: CounterWindow, rig: Rig) -> None:
    _press(window, "Ctrl+1")
    assert _list(window).hasFocus()
    QTest.keyClicks(_list(window), "0")
    QTest.keyClicks(window.focusWidget(), "02")
    assert _text(window, "list_find") == "002"
    assert _codes(window) == ["CA-002"]
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert _list(window).hasFocus()
    assert _codes(window) == ["CA-002"]


def test_a_search_in_vain_says_so(window: CounterWindow, rig: Rig) -> None:
    rig.looks.seek("zzz")
    assert _codes(window) == []
    assert "Nothing found for “zzz”." in [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    rig.looks.seek("")
    assert len(_codes(window)) == 4


def test_the_choice_outlives_a_search_and_another_order(window: CounterWindow, rig: Rig) -> None:
    view = _list(window)
    view.setCurrentIndex(view.model().index(2, 0))
    assert _chosen(window) == "CA-002"
    rig.looks.seek("fam")
    assert _chosen(window) is None
    rig.looks.seek("")
    assert _chosen(window) == "CA-002"
    rig.looks.change_sort()
    assert _chosen(window) == "CA-002"
    hall.issue(rig.store)
    rig.refresh()
    assert _chosen(window) == "CA-002"


def test_no_other_row_takes_the_place_of_a_chosen_one_that_goes(window: CounterWindow, rig: Rig) -> None:
    view = _list(window)
    view.setCurrentIndex(view.model().index(1, 0))
    assert _chosen(window) == "CA-001"
    other = hall.open_counter(rig.store, 4)
    desk.call(rig.store, other, "CA-001", reason="urgent", request_id=hall.request())
    rig.refresh()
    assert "CA-001" not in _codes(window)
    assert _chosen(window) is None


def test_time_passes_without_moving_a_row(window: CounterWindow, rig: Rig) -> None:
    rig.looks.change_sort()
    before = _codes(window)
    moved: list[str] = []
    _list(window).model().rowsMoved.connect(lambda *_: moved.append("moved"))
    hall.advance_clock(rig.store, 45 * 60)
    rig.refresh()
    window._on_tick()
    assert _codes(window) == before
    assert moved == []
    assert _list(window).model().index(0, 0).data().endswith("waited past the target")


def test_calls_out_of_turn_say_so_in_words_in_every_list(window: CounterWindow, rig: Rig) -> None:
    here = Desk(counter=3)
    for code, act in (("CA-002", "no_show"), ("CA-003", "hold")):
        desk.call(rig.store, here, code, reason="urgent", request_id=hall.request())
        if act == "hold":
            desk.hold(rig.store, here, reason="other", request_id=hall.request())
        else:
            desk.no_show(rig.store, here, request_id=hall.request())
    rig.refresh()
    for name in ("missed_list", "held_list"):
        said = _list(window, name).model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert "called out of turn" in said, name
    assert "out of turn" not in _list(window).model().index(0, 0).data()


def test_enter_does_what_the_button_below_says(window: CounterWindow, rig: Rig) -> None:
    for _ in range(2):
        rig.presenter.call_next()
        rig.run().presenter.no_show()
        rig.run()
    _press(window, "Ctrl+3")
    assert _list(window, "missed_list").hasFocus()
    _press(window, "Down")
    _press(window, "Down")
    assert _text(window, "reinstate") == f"Put {_chosen(window, 'missed_list')} back in line"
    QTest.keyClick(_list(window, "missed_list"), Qt.Key.Key_Return)
    rig.run()
    assert rig.count("reinstated") == 1


def test_a_new_shift_begins_with_whole_lists(window: CounterWindow, rig: Rig) -> None:
    rig.looks.seek("fam")
    rig.presenter.close_counter()
    rig.run()
    assert rig.looks.state.sought == ""


def test_the_papers_are_not_searched(counter_halls: tuple[hall.Warm, hall.Warm], english: Language, show: Show) -> None:
    rig = Rig(counter_halls[1].again(), counter=1).open()
    window = rig.window(english)
    show(window)
    assert _find(window, "list_find").isVisible()
    rig.presenter.show_listing(Listing.PAPERS)
    assert not _find(window, "list_find").isVisible()


def test_a_row_that_changes_its_words_stays_the_same_row() -> None:
    row = Row(key=1, code="CA-014", text="KTP-el")
    assert found([replace(row, mark="called out of turn")], "turn")
