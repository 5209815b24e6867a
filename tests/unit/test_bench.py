"""The benchmarks run, and what they compare Antrean with does the very same work."""

import dataclasses
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from antrean import desk, front
from antrean.desk import Desk
from antrean.store import checks
from bench import apps, counters, fair, feed, glass, history, kiosk, page, soak, voice, voice_long, writes
from bench.__main__ import NAMES
from bench.engines import Databases, plain_connection
from bench.hall import Hall, build, connect, request, seed_waiting
from bench.report import Report, Table
from bench.writers import KINDS, make

SQLITE = ("sqlite",)
SAME = {
    "tickets": "series, number, queue, service, state, is_priority, language, place, place_tie, counter,"
    " reserved_counter, is_transferred, call_count, call_event, turn_counter, turn_event, last_event, outcome, device,"
    " print_state, started_at IS NULL, called_at IS NULL, ended_at IS NULL, priority",
    "events": "id, service_day, kind, ticket, counter, queue, officer, body",
    "series": "queue, service_day, last",
    "requests": "action, arguments_hash",
    "announcements": "event, area, zone, service_day, kind, ticket,"
    " counter, json_remove(body, '$.request'), state,"
    " why, started_at, ended_at IS NULL, device",
}
"""What the three must leave alike; not times, secrets, hashes and ids of requests, which no two runs share."""


def silent(line: str) -> None:
    pass


@pytest.fixture
def databases(tmp_path: Path) -> Iterator[Databases]:
    databases = Databases(tmp_path)
    yield databases
    databases.close()


@pytest.fixture
def hall(databases: Databases) -> Hall:
    hall = build(databases.fresh("sqlite"), counters=1)
    writes.occupy(hall)
    seed_waiting(hall, hall.places[0], 20, base=5000)
    return hall


def copy_of(hall: Hall, name: str) -> Hall:
    source = Path(hall.url.removeprefix("sqlite:///"))
    copy = source.with_name(f"{name}.db")
    shutil.copyfile(source, copy)
    return dataclasses.replace(hall, url=f"sqlite:///{copy}")


def contents(hall: Hall) -> dict[str, list[Any]]:
    with plain_connection(hall.url) as connection:
        return {
            table: connection.execute(f"SELECT {columns} FROM {table} ORDER BY rowid").fetchall()
            for table, columns in SAME.items()
        }


def results(hall: Hall) -> list[Any]:
    """Return the stored results without what differs from run to run."""
    with plain_connection(hall.url) as connection:
        found = [json.loads(row[0]) for row in connection.execute("SELECT result FROM requests ORDER BY rowid")]
    for result in found:
        for name in ("secret", "issued_at", "waiting_since", "called_at"):
            result.get("ticket", {}).pop(name, None)
    return found


def test_the_yardsticks_write_the_same_rows_as_antrean(hall: Hall) -> None:
    found = {}
    for kind in KINDS:
        copy = copy_of(hall, kind)
        writer = make(kind, copy)
        for service in hall.services[:3]:
            writer.issue(service)
        for _ in range(5):
            writer.call(hall.places[0])
        writer.close()
        found[kind] = (contents(copy), results(copy))
        store = connect(copy.url)
        # The numbers that the benchmark seeds lie beyond every series on purpose; the log is whole.
        assert all("above the last number" in problem for problem in checks.check(store).problems)
        store.close()
    assert len(found["antrean"][0]["tickets"]) == 24
    assert found["raw"] == found["antrean"]
    assert found["core"] == found["antrean"]


def test_writes_are_counted_for_processes_that_work_at_the_same_time(databases: Databases) -> None:
    size = writes.Size(rounds=1, seconds=5, crews=(2,), most=3)
    report = writes.run(databases, silent, engines=SQLITE, size=size)
    assert [(row["action"], row["processes"]) for row in report.rows] == [
        ("issue", 2),
        ("call", 2),
    ]
    assert all(row[f"{kind}_per_s"] > 0 for row in report.rows for kind in KINDS)
    assert len(report.aims) == 2


def test_the_feed_sees_every_commit(databases: Databases) -> None:
    size = feed.Size(commits=3, shortest_pause_s=0, longest_pause_s=0)
    report = feed.run(databases, silent, engines=SQLITE, size=size)
    assert [(row["commits"], row["lost"]) for row in report.rows] == [(3, 0)]


def test_an_old_hall_is_whole_and_is_compared_with_a_young_one(databases: Databases) -> None:
    size = history.Size(old_tickets=1500, batches=1, batch=2)
    report = history.run(databases, silent, engines=SQLITE, size=size)
    assert {row["old_tickets"] for row in report.rows} == {1500}
    old = f"sqlite:///{databases.folder / 'hall2.db'}"
    with plain_connection(old) as connection:
        days = connection.execute(
            "SELECT service_day, count(*) FROM tickets WHERE service_day < '2026-11-23' GROUP BY 1"
        ).fetchall()
        assert days == [("2026-11-21", 1000), ("2026-11-22", 500)]
        assert connection.execute("SELECT count(*) FROM events WHERE ticket <= 1500").fetchone() == (6000,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("SELECT count(*) FROM events WHERE NOT json_valid(body)").fetchone() == (0,)
        made = connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'index'").fetchone()
    with plain_connection(f"sqlite:///{databases.folder / 'hall1.db'}") as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'index'").fetchone() == made


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="the glass is that of an X screen")
def test_the_glass_is_read(databases: Databases) -> None:
    size = glass.Size(panel=0, list=3, list_pause_s=0.2, warm=2)
    report = glass.run(databases, silent, engines=SQLITE, size=size)
    (row,) = report.rows
    assert (row["calls"], row["lost"]) == (3, 0)
    assert row["counter_p50_ms"] < row["longest_ms"] + 100


def test_a_change_of_the_glass_belongs_to_the_newest_click_before_it() -> None:
    late, lost = glass.lateness([1.0, 2.0, 3.0, 9.0], [0.5, 1.1, 1.5, 3.25, 3.3])
    assert ([round(one, 2) for one in late], lost) == ([0.1, 0.25], 2)


def test_ink_is_told_from_a_ground_that_pulses() -> None:
    def line(*greens: int) -> bytes:
        return b"".join(bytes([0, green, 0, 0]) for green in greens)

    at_rest, lit = line(180, 180, 180, 30, 90, 180), line(240, 240, 240, 30, 120, 240)
    assert glass.inked(at_rest) == glass.inked(lit) == bytes([0, 0, 0, 1, 1, 0])
    assert glass.inked(line(12, 14, 12, 13)) == bytes(4)


def test_an_app_is_started_and_watched(databases: Databases) -> None:
    report = apps.run(databases, silent, size=apps.Size(starts=1, idle_s=0.1, settle_s=0, apps=("counter",)))
    (row,) = report.rows
    assert 0 < row["paint_s"] <= row["filled_s"]
    assert row["memory_mb"] > 10


def test_numbers_are_followed_to_the_printer_and_a_hanging_one_is_sat_out(databases: Databases) -> None:
    size = kiosk.Size(tickets=2, hanging=2, warm=1, reply_timeout_ms=200)
    report = kiosk.run(databases, silent, engines=SQLITE, size=size)
    (row,) = report.rows
    assert (row["engine"], row["tickets"], row["hanging_numbers"]) == ("sqlite", 2, 2)
    assert 0 < row["first_p50_ms"] <= row["last_p50_ms"]
    assert row["shown_p50_ms"] > 0
    assert row["hanging_longest_ms"] >= row["hanging_computing_ms"] > 0
    with plain_connection(f"sqlite:///{databases.folder / 'hall1.db'}") as connection:
        found = connection.execute("SELECT print_state, count(*) FROM tickets GROUP BY 1 ORDER BY 1").fetchall()
    states = dict(found)
    # Three numbers each, the one to warm up among them; those of the hanging printer end in doubt or unreported.
    assert states.pop("printed") == 3
    assert sum(states.values()) == 3


def test_a_soaked_hall_is_looked_through(databases: Databases) -> None:
    report = soak.run(
        databases, silent, engines=SQLITE, size=soak.Size(facts=60, day=20, counters=(3,), kiosks=1, line=3)
    )
    (row,) = report.rows
    assert (row["counters"], row["faults"], [aim.is_met for aim in report.aims]) == (3, [], [True])
    assert row["numbers"] + row["calls"] >= 60
    assert row["days"] >= 3


def test_every_write_of_a_busy_hall_is_timed(databases: Databases) -> None:
    size = fair.Size(seconds=0.5, counters=3, kiosks=1, paces=(2000,), line=3)
    report = fair.run(databases, silent, engines=SQLITE, size=size)
    (row,) = report.rows
    assert (row["processes"], row["refusals"], row["faults"]) == (4, 0, [])
    assert row["writes"] > 3
    assert 0 < row["p50_ms"] <= row["p99_ms"] <= row["longest_ms"]
    assert len(report.aims) == 3


def test_an_officer_calls_while_other_counters_work(databases: Databases) -> None:
    size = counters.Size(calls=3, warm=1, counters=4, paces=(1000,), pause_s=0, line=3, kiosks=1)
    report = counters.run(databases, silent, engines=SQLITE, size=size)
    (row,) = report.rows
    assert (row["engine"], row["counters"], row["calls"], row["faults"]) == ("sqlite", 4, 3, [])
    assert 0 < row["shown_p50_ms"] <= row["shown_p99_ms"] <= row["shown_longest_ms"]
    assert row["blocked_longest_ms"] > 0
    assert row["others_deeds"] > 0
    assert row["kiosks_numbers"] > 0


def test_faults_in_a_hall_are_found(databases: Databases) -> None:
    hall = build(databases.fresh("sqlite"), counters=2)
    first, second = (Desk(counter=number, officer=None) for number in (3, 4))
    store = connect(hall.url)
    with store.read() as unit:
        began = unit.head.newest

    def faults(followed: list[int]) -> list[str]:
        return counters.find_faults(store, began, followed_from=began, followed=followed)

    front.issue(store, "ikd", request_id=request(), device="k")
    desk.call_next(store, first, request_id=request())
    assert faults([began + 1, began + 2]) == []
    assert faults([began + 2]) == ["the counter's feed missed a fact"]
    # Taken back and called by another counter: two calls, and the first one is not over by a service.
    desk.release(store, first, request_id=request())
    desk.call_next(store, second, request_id=request())
    called_twice, not_free = faults([])
    assert called_twice.endswith("was called 2 times")
    assert not_free.endswith("was not free")
    with plain_connection(hall.url) as connection:
        connection.execute("UPDATE tickets SET state = 'cancelled', counter = NULL")
    assert "ticket 1 is cancelled, and by the log called" in faults([])
    with plain_connection(hall.url) as connection:
        connection.execute("UPDATE tickets SET number = 7")
    assert any(fault.endswith("1 numbers from 7 to 7") for fault in faults([]))
    store.close()


def test_a_call_is_heard_after_its_click(databases: Databases) -> None:
    report = voice.run(databases, silent, engines=SQLITE, size=voice.Size(calls=1, warm=0))
    (row,) = report.rows
    assert (row["engine"], row["calls"]) == ("sqlite", 1)
    assert 150 < row["p50_ms"] == row["longest_ms"] < 20_000


def test_a_display_at_speed_is_watched(databases: Databases) -> None:
    report = voice_long.run(databases, silent, size=voice_long.Size(minutes=0.02, sample_s=0.2, warm_part=0))
    (row,) = report.rows
    assert row["calls"] > 0
    assert row["states"] == {"spoken": row["calls"]}
    assert row["display_last_mb"] > row["voice_last_mb"] > 10
    assert row["voice_cpu_ms"] > 0


def test_growth_is_what_memory_does_with_the_calls() -> None:
    samples = [
        voice_long.Sample(spoken=calls, memory_mb=(100 + calls / 1000, 40.0), cpu_s=(calls * 0.01, calls * 0.02))
        for calls in range(0, 4000, 100)
    ]
    facts = voice_long._facts(samples, voice_long.Size())
    assert (facts["display_growth_mb"], facts["voice_growth_mb"]) == (1.0, 0.0)
    assert (facts["display_cpu_ms"], facts["voice_cpu_ms"]) == (10.0, 20.0)
    full = [
        voice_long.Sample(spoken=calls, memory_mb=(100 + min(calls, 2000) / 1000, 40.0), cpu_s=(0.0, 0.0))
        for calls in range(0, 4000, 100)
    ]
    facts = voice_long._facts(full, voice_long.Size())
    # A cache that fills is no leak.
    assert facts["display_growth_mb"] > 0.2
    assert facts["display_late_growth_mb"] == 0.0


def test_the_page_takes_new_figures_in_place_of_old_ones(tmp_path: Path) -> None:
    table = Table(title="Figures", columns=("what", "ms"), rows=[("feed", "12")])
    found = Report(name="feed", rows=[], tables=[table], aims=[])
    machine = {"date": "2026-11-23", "processor": "P", "processors": 2, "system": "S", "python": "3.11", "packages": {}}
    machine |= {"engines": {"sqlite": "3.40"}, "load_before": 0.1}
    (tmp_path / "feed.json").write_text(
        json.dumps({"machine": machine, "quick": True, **found.plain()}), encoding="utf-8"
    )
    document = tmp_path / "benchmarks.md"
    document.write_text(
        "before\n<!-- feed -->\nold\n<!-- end -->\nafter <!-- apps -->\n<!-- end -->\n", encoding="utf-8"
    )
    assert page.refill(document, tmp_path, ("apps", "feed")) == ["feed"]
    text = document.read_text(encoding="utf-8")
    assert "| feed | 12 |" in text
    assert "SQLite 3.40; load when it began: 0.1; a quick run." in text
    assert "old" not in text
    assert text.startswith("before\n")
    assert text.endswith("after <!-- apps -->\n<!-- end -->\n")


def test_the_real_page_has_a_place_for_every_benchmark() -> None:
    text = page.PAGE.read_text(encoding="utf-8")
    for name in (*NAMES, "soak", "voice", "sound", "voice_long"):
        assert "figures" in page.fill(text, name, "figures")
