"""Searches in vain: counted by day, of no person, beside the log, and gone after ninety days."""

import pytest

from antrean import closing, missed
from antrean.store import engine as engine_module
from antrean.store.store import Store
from tests.helpers import hall

MONDAY = hall.MONDAY.date()


def kept(store: Store) -> list[tuple[str, int]]:
    return [(one.words, one.times) for one in missed.missed_searches(store, MONDAY, MONDAY)]


def test_each_time_counts_and_the_most_wanted_is_first(store: Store) -> None:
    for words in ("umroh", "vaksin", "zakat", "vaksin", "zakat", "vaksin"):
        assert missed.note_missed_search(store, words)
    assert kept(store) == [("vaksin", 3), ("zakat", 2), ("umroh", 1)]


def test_the_same_words_are_the_same_however_they_are_written(store: Store) -> None:
    for words in ("Vaksin  Meningitis", "vaksin meningitis", "  VAKSIN-méningitis! "):
        assert missed.note_missed_search(store, words)
    assert kept(store) == [("vaksin meningitis", 3)]


def test_long_words_are_cut_to_what_the_table_keeps(store: Store) -> None:
    assert missed.note_missed_search(store, "saya mau " * 20)
    ((words, _),) = kept(store)
    assert len(words) <= 40
    assert words == ("saya mau " * 20)[:40].rstrip()


@pytest.mark.parametrize(
    "words",
    [
        "3271046504930002",
        "ktp 3271046504930002 hilang",
        "3271 0465 0493 0002",
        "12-08-1990",
        "0812.3456.7890",
        "٣٢٧١٠٤",
        "budi@contoh.id",
        "@budi",
        "",
        " … ",
        "🙂",
    ],
)
def test_what_may_be_of_a_person_is_not_kept(store: Store, words: str) -> None:
    assert not missed.note_missed_search(store, words)
    assert kept(store) == []


def test_a_few_digits_are_words_like_others(store: Store) -> None:
    assert missed.note_missed_search(store, "PPh 21 tahun 26")
    assert kept(store) == [("pph 21 tahun 26", 1)]


def test_nothing_else_of_the_hall_changes(store: Store) -> None:
    """No event, no request; a new day is not begun by somebody who only looks around."""
    hall.set_clock(store, "2026-11-24 07:00")
    before = hall.contents(store)
    assert missed.note_missed_search(store, "vaksin")
    after = hall.contents(store)
    assert {name for name in before if before[name] != after[name]} <= {"searches"}
    assert [tuple(row) for row in hall.rows(store, "SELECT words, times FROM searches")] == [("vaksin", 1)]


def test_sums_are_of_the_days_asked_for(store: Store) -> None:
    for day in ("2026-11-23", "2026-11-24", "2026-11-26"):
        hall.set_clock(store, f"{day} 09:00")
        missed.note_missed_search(store, "vaksin")
        missed.note_missed_search(store, f"hari {day[-2:]}")
    last = MONDAY.replace(day=24)
    assert [(one.words, one.times) for one in missed.missed_searches(store, MONDAY, last)] == [
        ("vaksin", 2),
        ("hari 23", 1),
        ("hari 24", 1),
    ]
    assert missed.missed_searches(store, MONDAY.replace(day=1), MONDAY.replace(day=22)) == []


def test_a_new_day_forgets_what_is_older_than_ninety_days(store: Store) -> None:
    for day in ("2026-11-23", "2026-11-24"):
        hall.set_clock(store, f"{day} 09:00")
        missed.note_missed_search(store, f"hari {day[-2:]}")
    hall.set_clock(store, "2027-02-22 07:40")
    hall.issue(store, "ktp")
    assert closing.SEARCHES_KEPT.days == 90
    rows = hall.rows(store, "SELECT words FROM searches")
    assert [row.words for row in rows] == ["hari 24"]


def test_the_write_lock_is_not_waited_for(store: Store, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A SQLite file has one writer: while it is busy the search is not counted, and nobody waits or fails."""
    monkeypatch.setattr(engine_module, "SHORT_BUSY_TIMEOUT_MS", 1)
    writer = hall.connect(database_url)
    try:
        with writer.write():
            assert missed.note_missed_search(store, "vaksin") is store.is_postgresql
    finally:
        writer.close()
    assert missed.note_missed_search(store, "vaksin")


def test_two_kiosks_count_the_same_words_together(store: Store, database_url: str) -> None:
    other = hall.connect(database_url)
    try:
        for one in (store, other, store):
            assert missed.note_missed_search(one, "vaksin")
    finally:
        other.close()
    assert kept(store) == [("vaksin", 3)]
