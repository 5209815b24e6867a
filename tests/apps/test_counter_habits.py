"""What this PC's counter remembers: its file, whatever is in it, and windows whose screen is gone."""

import json
import logging
import stat
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antrean.store.store import Store
from antrean.ui.theme import Scheme
from counter import habits
from counter.habits import SCHEMES, TEXT_PERCENTS, Area, Corner, Habits, Mode, Place, Sort, in_corner, visible
from counter.habits_file import HabitsFile
from counter.window_presenter import WindowPresenter
from tests.apps.counter_rig import Rig
from tests.helpers import hall

MAIN, SECOND = Area(x=0, y=0, width=1920, height=1040), Area(x=1920, y=0, width=1280, height=984)

sides = st.integers(-5_000, 5_000)
areas = st.builds(Area, x=sides, y=sides, width=st.integers(1, 4_000), height=st.integers(1, 3_000))
all_habits = st.builds(
    Habits,
    mode=st.sampled_from(Mode),
    corner=st.sampled_from(Corner),
    scheme=st.sampled_from(SCHEMES),
    text_percent=st.sampled_from(TEXT_PERCENTS),
    sort=st.sampled_from(Sort),
    place=st.none() | st.builds(Place, area=areas, is_maximized=st.booleans()),
)


@given(all_habits)
def test_what_is_written_is_read_again(remembered: Habits) -> None:
    assert habits.read(habits.written(remembered).encode()) == (remembered, "")


@given(st.binary(max_size=200))
def test_no_content_is_too_strange(content: bytes) -> None:
    found, wrong = habits.read(content)
    assert found == Habits()
    assert wrong


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"mode": "bar"}',
        b'{"of": "another program", "mode": "bar"}',
        b"[" * 60_000,
        "mode: bär".encode("latin-1"),
    ],
    ids=["empty", "half", "list", "null", "nobody's", "foreign", "deep", "not UTF-8"],
)
def test_a_file_that_is_not_the_counters_is_passed_over(content: bytes) -> None:
    found, wrong = habits.read(content)
    assert found == Habits()
    assert wrong


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("mode", "huge"),
        ("mode", 3),
        ("corner", "middle"),
        ("scheme", "night"),
        ("text_percent", 900),
        ("text_percent", "100"),
        ("text_percent", True),
        ("sort", None),
        ("place", {"area": {"x": 0, "y": 0, "width": 0, "height": 10}}),
        ("place", {"area": {"x": 10**9, "y": 0, "width": 10, "height": 10}}),
        ("place", {"x": 1}),
    ],
)
def test_one_wrong_value_costs_only_itself(key: str, value: object) -> None:
    remembered = Habits(mode=Mode.BAR, scheme=Scheme.CONTRAST, corner=Corner.TOP_LEFT, sort=Sort.WAIT)
    data = json.loads(habits.written(remembered)) | {key: value}
    found, wrong = habits.read(json.dumps(data).encode())
    assert found == replace(remembered, **{key: getattr(Habits(), key)})
    assert key in wrong


def test_a_key_of_a_later_version_is_no_mistake() -> None:
    data = json.loads(habits.written(Habits(mode=Mode.BAR))) | {"holograms": True}
    assert habits.read(json.dumps(data).encode()) == (Habits(mode=Mode.BAR), "")


def test_nothing_about_a_person_is_kept() -> None:
    assert {one.name for one in fields(Habits)} <= {
        "mode", "corner", "scheme", "text_percent", "sort", "place", "sound", "greeting",
    }  # fmt: skip


@given(areas)
def test_a_window_can_always_be_taken_hold_of(area: Area) -> None:
    put = visible(area, [MAIN, SECOND])
    across = max(
        min(put.x + put.width, one.x + one.width) - max(put.x, one.x)
        for one in (MAIN, SECOND)
        if one.y <= put.y and put.y + 24 <= one.y + one.height
    )
    assert across >= min(120, put.width)
    assert put.width <= area.width
    assert put.height <= area.height


def test_a_window_stays_where_it_can_be_seen_and_comes_back_from_a_screen_that_is_gone() -> None:
    stood = Area(x=2000, y=40, width=1100, height=800)
    assert visible(stood, [MAIN, SECOND]) == stood
    assert visible(stood, [MAIN]) == Area(x=410, y=120, width=1100, height=800)
    half_out = Area(x=-600, y=100, width=1100, height=800)
    assert visible(half_out, [MAIN]) == half_out
    assert visible(Area(x=0, y=0, width=5000, height=5000), [SECOND, MAIN]) == MAIN


@pytest.mark.parametrize(
    ("corner", "at"),
    [
        (Corner.TOP_LEFT, (1928, 8)),
        (Corner.TOP_RIGHT, (2832, 8)),
        (Corner.BOTTOM_LEFT, (1928, 856)),
        (Corner.BOTTOM_RIGHT, (2832, 856)),
    ],
)
def test_the_bar_sits_in_its_corner(corner: Corner, at: tuple[int, int]) -> None:
    assert in_corner(corner, SECOND, width=360, height=120, gap=8) == at


class TestFile:
    def test_it_is_written_whole_and_read_again(self, tmp_path: Path) -> None:
        file = HabitsFile(tmp_path / "new" / "counter.json")
        assert file.read() == Habits()
        for mode in (Mode.BAR, Mode.FULL):
            file.write(Habits(mode=mode))
            assert file.read().mode is mode
        assert [path.name for path in (tmp_path / "new").iterdir()] == ["counter.json"]

    def test_a_write_that_fails_leaves_the_old_one(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        file = HabitsFile(tmp_path / "counter.json")
        file.write(Habits(mode=Mode.BAR))

        def fail(*_: object) -> None:
            raise OSError("no space left on the disk")

        monkeypatch.setattr("os.fsync", fail)
        file.write(Habits())
        file.write(Habits())
        assert file.read().mode is Mode.BAR
        assert len(list(tmp_path.iterdir())) == 1
        assert [record.levelno for record in caplog.records] == [logging.WARNING]

    @pytest.mark.parametrize("content", [b"{", b"x" * 70_000], ids=["broken", "long"])
    def test_what_cannot_be_used_costs_one_line(
        self, tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
    ) -> None:
        path = tmp_path / "counter.json"
        path.write_bytes(content)
        assert HabitsFile(path).read() == Habits()
        assert len(caplog.records) == 1

    def test_a_folder_in_its_place_is_no_end(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        file = HabitsFile(tmp_path)
        assert file.read() == Habits()
        file.write(Habits())
        assert stat.S_ISDIR(tmp_path.stat().st_mode)
        assert len(caplog.records) == 2


class TestPresenter:
    @pytest.fixture
    def rig(self, counter_halls: tuple[hall.Warm, hall.Warm]) -> Rig:
        store: Store = counter_halls[0].again()
        return Rig(store).open()

    def test_it_is_kept_once_after_many_changes_and_off_the_gui_thread(self, rig: Rig) -> None:
        kept: list[Habits] = []
        looks = WindowPresenter(desk=rig.presenter, jobs=rig.jobs, save=kept.append)
        for percent in (125, 150):
            looks.set_text_percent(percent)
        assert rig.jobs.waiting == 0
        looks._on_save()
        assert kept == []
        rig.run()
        assert [one.text_percent for one in kept] == [150]

    def test_what_was_not_kept_yet_is_at_the_end(self, rig: Rig) -> None:
        kept: list[Habits] = []
        looks = WindowPresenter(desk=rig.presenter, jobs=rig.jobs, save=kept.append)
        looks.close()
        assert kept == []
        looks.set_corner(Corner.TOP_LEFT)
        looks.close()
        looks.close()
        assert [one.corner for one in kept] == [Corner.TOP_LEFT]
