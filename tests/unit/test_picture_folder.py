"""A folder of pictures as a clerk arranges it: names of sub-folders as schedule, order by name, what is left out."""

from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antrean.hours import Span
from antrean.when import When
from display.picture_folder import after, pictures, when_of

MONDAY = datetime(2026, 11, 23, 8, 41, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "when"),
    [
        ("senin", When(weekdays=frozenset({0}))),
        ("Senin-Jumat", When(weekdays=frozenset(range(5)))),
        ("sabtu-senin", When(weekdays=frozenset({5, 6, 0}))),
        ("mon wed", When(weekdays=frozenset({0, 2}))),
        ("08.00-10.30", When(spans=(Span(time(8), time(10, 30)),))),
        ("2026-12-01", When(first=date(2026, 12, 1), last=date(2026, 12, 1))),
        ("2026-12-01 sd 2026-12-31", When(first=date(2026, 12, 1), last=date(2026, 12, 31))),
        ("2026-12-01_sampai_2026-12-31", When(first=date(2026, 12, 1), last=date(2026, 12, 31))),
        (
            "senin 08.00-10.00 2026-11-01 to 2026-11-30",
            When(
                first=date(2026, 11, 1),
                last=date(2026, 11, 30),
                weekdays=frozenset({0}),
                spans=(Span(time(8), time(10)),),
            ),
        ),
    ],
)
def test_a_name_says_when(name: str, when: When) -> None:
    assert when_of(name) == when


@pytest.mark.parametrize(
    "name",
    ["", "poster", "senin-", "senin kemarin", "2026-13-01", "2026-12-31 sd 2026-12-01", "2026-12-01 2026-12-31",
     "10.00-08.00", "25.00-26.00", "sd", "senin sd jumat"],
)  # fmt: skip
def test_a_name_that_says_nothing(name: str) -> None:
    assert when_of(name) is None


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(["senin", "senin-", "-", "sd", "2026-12-01", "2026-02-30", "08.00-10.00", "99.99-10.00", "x"]),
        max_size=6,
    ).map(" ".join)
)
def test_any_name_at_all_is_a_time_or_none(name: str) -> None:
    when = when_of(name)
    if when is not None:
        assert when.holds(MONDAY) in (True, False)
        assert when.last is None or when.first is None or when.first <= when.last


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def test_by_name_and_only_what_belongs_to_the_moment(tmp_path: Path) -> None:
    put(tmp_path, "20 dua.png", "10 satu.JPG", "catatan.txt", ".versteckt.png", "senin/15 senin.png")
    put(tmp_path, "selasa/16 selasa.png", "lama/17 lama.png", "08.00-09.00/05 pagi.webp")
    odd: list[tuple[str, str]] = []
    found = pictures(tmp_path, MONDAY, lambda *said: odd.append(said))
    assert [one.path.name for one in found] == ["05 pagi.webp", "10 satu.JPG", "15 senin.png", "20 dua.png"]
    assert [name for name, _ in odd] == ["lama"]
    evening = pictures(tmp_path, MONDAY.replace(hour=17), lambda *said: None)
    assert "05 pagi.webp" not in [one.path.name for one in evening]


def test_the_next_one_comes_after_the_one_shown_also_when_that_one_is_gone(tmp_path: Path) -> None:
    put(tmp_path, "a.png", "b.png", "c.png")
    files = pictures(tmp_path, MONDAY, lambda *said: None)
    assert [one.path.name for one in after(files, None)] == ["a.png", "b.png", "c.png"]
    assert [one.path.name for one in after(files, tmp_path / "b.png")] == ["c.png", "a.png", "b.png"]
    assert [one.path.name for one in after(files, tmp_path / "bb.png")] == ["c.png", "a.png", "b.png"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        pictures(tmp_path / "nowhere", MONDAY, lambda *said: None)
