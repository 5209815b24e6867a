"""The log: an unbroken chain from the first event on, found out wherever it was touched, and free of personal data."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from antrean import closing, desk, roster
from antrean.desk import Target
from antrean.model import Priority
from antrean.store import checks
from antrean.store.store import Store
from antrean.store.unit import FIRST_HASH, canonical
from tests.helpers import hall


@pytest.fixture
def lived_in(store: Store) -> Store:
    """A hall after some work of every kind."""
    four, two = hall.open_counter(store, 4), hall.open_counter(store, 2)
    for kind in (None, None, Priority.PREGNANT, None):
        hall.issue(store, "ktp", priority=kind, language="en")
    hall.serve(store, four)
    desk.hold(store, four, reason="Bu Aminah lupa KTP", request_id=hall.request())
    hall.call(store, two)
    desk.transfer(store, two, Target(service="kk"), request_id=hall.request())
    desk.call(store, two, "CA-002", reason="pregnant", request_id=hall.request())
    desk.finish_and_call_next(store, two, request_id=hall.request())
    roster.start_break(store, four, reason="meal", minutes=15, request_id=hall.request())
    return store


class TestTheChain:
    def test_it_is_whole_from_the_first_event_on(self, lived_in: Store) -> None:
        found = checks.check(lived_in)
        assert (found.problems, found.events) == ((), len(hall.log(lived_in)))
        rows = hall.rows(lived_in, "SELECT id, prev_hash, hash FROM events ORDER BY id")
        assert [row.id for row in rows] == list(range(1, len(rows) + 1))
        assert [row.prev_hash for row in rows] == [FIRST_HASH, *(row.hash for row in rows)][:-1]

    def test_closing_and_a_new_day_go_on_with_it(self, lived_in: Store) -> None:
        closing.close_today(lived_in, force_reason="power_cut", request_id=hall.request())
        hall.set_clock(lived_in, "2026-11-24 08:05")
        hall.issue(lived_in, "ktp")
        assert checks.check(lived_in).problems == ()

    @pytest.mark.parametrize("value", [{"b": 1, "a": [True, None, "é", 1.5]}, {}, {"z": {"y": 1, "x": 2}}])
    def test_one_value_has_one_form(self, value: dict[str, object]) -> None:
        shuffled = dict(reversed(list(value.items())))
        assert canonical(value) == canonical(shuffled)
        assert b" " not in canonical(value)


def touched(statement: str) -> Callable[[sqlite3.Connection], None]:
    def do(connection: sqlite3.Connection) -> None:
        connection.execute(statement)

    return do


TOUCHED = {
    "a counter changed": touched("UPDATE events SET counter = 9 WHERE id = 8"),
    "a time changed": touched("UPDATE events SET at = replace(at, 'T01', 'T02') WHERE id = 8"),
    "a body changed": touched("UPDATE events SET body = replace(body, 'CA-001', 'CA-009')"),
    "a kind changed": touched("UPDATE events SET kind = 'released' WHERE kind = 'called'"),
    "a hash changed": touched("UPDATE events SET hash = replace(hash, '0', '1') WHERE id = 8"),
    "the first one removed": touched("DELETE FROM events WHERE id = 1"),
    "one in the middle removed": touched("DELETE FROM events WHERE id = 8"),
    "two swapped": touched("UPDATE events SET id = CASE id WHEN 8 THEN 900 ELSE id END"),
    "one put in at the end": touched(
        "INSERT INTO events (id, at, service_day, kind, body, prev_hash, hash)"
        " SELECT id + 1, at, service_day, 'called', '{}', hash, 'made up' FROM events ORDER BY id DESC LIMIT 1"
    ),
    "one put in with a number left out": touched(
        "INSERT INTO events (id, at, service_day, kind, body, prev_hash, hash)"
        " SELECT id + 2, at, service_day, 'called', '{}', hash, 'made up' FROM events ORDER BY id DESC LIMIT 1"
    ),
}


class TestTouchedByHand:
    """Somebody with the file and no scruples: the triggers dropped, one row changed."""

    @pytest.fixture
    def engine(self) -> str:
        return "sqlite"

    def test_every_touch_is_found(self, lived_in: Store, tmp_path: Path, subtests: pytest.Subtests) -> None:
        with sqlite3.connect(lived_in.url.database or "") as source:
            image = source.serialize()
        source.close()
        for number, (name, touch) in enumerate(TOUCHED.items()):
            copy = tmp_path / f"{number}.db"
            copy.write_bytes(image)
            connection = sqlite3.connect(copy)
            for trigger in ("update", "delete", "replace"):
                connection.execute(f"DROP TRIGGER events_no_{trigger}")
            touch(connection)
            connection.commit()
            connection.close()
            other = hall.connect(f"sqlite:///{copy}")
            with subtests.test(name):
                (problem,) = checks.check(other).problems
                assert problem.endswith(".")
            other.close()


class TestPrivacy:
    """The log and the requests outlive the day: nothing in them says who came or why they go first."""

    def test_no_kind_of_priority(self, lived_in: Store) -> None:
        for table in ("events", "requests", "announcements"):
            everything = " ".join(str(tuple(row)) for row in hall.rows(lived_in, f"SELECT * FROM {table}"))
            assert "CP-001" in everything
            assert not [kind for kind in Priority if kind.value in everything]

    def test_no_words_about_a_visitor(self, lived_in: Store) -> None:
        for table in ("events", "requests", "announcements", "tickets"):
            everything = " ".join(str(tuple(row)) for row in hall.rows(lived_in, f"SELECT * FROM {table}"))
            assert "Aminah" not in everything
            assert "lupa" not in everything
        reasons = [event.body["reason"] for event in hall.log(lived_in) if event.body.get("reason")]
        assert reasons == ["other", "other", "meal"]

    def test_no_secret_of_a_ticket(self, lived_in: Store) -> None:
        """Who holds the log cannot look tickets up as their holders can."""
        secrets = [row.secret for row in hall.rows(lived_in, "SELECT secret FROM tickets")]
        everything = " ".join(str(tuple(row)) for row in hall.rows(lived_in, "SELECT * FROM events"))
        assert not [secret for secret in secrets if secret in everything]

    def test_the_kind_is_kept_on_the_ticket_for_the_day_alone(self, lived_in: Store) -> None:
        kinds = hall.rows(lived_in, "SELECT priority FROM tickets WHERE priority IS NOT NULL")
        assert [row.priority for row in kinds] == ["pregnant"]
        closing.close_today(lived_in, force_reason="power_cut", request_id=hall.request())
        assert hall.rows(lived_in, "SELECT priority FROM tickets WHERE priority IS NOT NULL") == []

    def test_an_error_of_the_database_shows_no_values(self, lived_in: Store) -> None:
        with pytest.raises(Exception, match=r"unique constraint|UNIQUE") as caught:
            hall.execute(lived_in, "UPDATE tickets SET device = :who, number = 1, series = 'CA'", who="Aminah")
        assert "Aminah" not in str(caught.value)
