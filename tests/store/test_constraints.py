"""What the database itself refuses, whatever the code does: each rule is broken directly in SQL."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from antrean import desk
from antrean.errors import Refused
from antrean.model import EventKind, Priority
from antrean.store.store import Store
from tests.helpers import hall

_TICKET = (
    "INSERT INTO tickets (service_day, series, number, queue, service, state, is_priority, language, place, place_tie,"
    " counter, is_transferred, issued_at, waiting_since, call_count, last_event, secret, issue_request, print_state)"
    " SELECT service_day, series, {number}, queue, service, {state}, is_priority, language, place, place_tie,"
    " {counter}, is_transferred, issued_at, waiting_since, call_count, last_event, {secret}, {request}, print_state"
    " FROM tickets WHERE id = 1"
)


def another_ticket(
    number: str = "99", state: str = "'waiting'", counter: str = "NULL", secret: str = "'s'", request: str = "'q'"
) -> str:
    return _TICKET.format(number=number, state=state, counter=counter, secret=secret, request=request)


BROKEN = {
    "a number twice on one day": another_ticket(number="1"),
    "a number zero": another_ticket(number="0"),
    "a secret twice": another_ticket(secret="secret"),
    "one request, two tickets": another_ticket(request="issue_request"),
    "two called to one counter": another_ticket(state="'called'", counter="4"),
    "one called and one served at one counter": another_ticket(state="'serving'", counter="4"),
    "called to nowhere": another_ticket(state="'called'"),
    "served nowhere": another_ticket(state="'serving'"),
    "held nowhere": another_ticket(state="'held'"),
    "waiting at a counter": another_ticket(counter="5"),
    "an unknown state": another_ticket(state="'lost'"),
    "no state": another_ticket(state="NULL"),
    "an unknown counter": another_ticket(state="'called'", counter="99"),
    "an unknown queue": "UPDATE tickets SET queue = 'ZZ'",
    "an unknown service": "UPDATE tickets SET service = 'sihir'",
    "an unknown series": "UPDATE tickets SET series = 'ZZ'",
    "an unknown reserved counter": "UPDATE tickets SET reserved_counter = 99",
    "an unknown kind of priority": "UPDATE tickets SET is_priority = true, priority = 'rich'",
    "a kind of priority without priority": "UPDATE tickets SET is_priority = false, priority = 'elderly'",
    "an unknown paper": "UPDATE tickets SET print_state = 'eaten'",
    "a series at zero": "UPDATE series SET last = 0",
    "a series twice": "INSERT INTO series SELECT queue, service_day, 7 FROM series LIMIT 1",
    "a second mall": "INSERT INTO mall (id, version, epoch, body) VALUES (2, 1, 'e', '{}')",
    "two officers at one counter": "INSERT INTO shifts (counter, officer, service_day, state, opened_at, since)"
    " SELECT counter, officer, service_day, 'break', opened_at, since FROM shifts WHERE counter = 4",
    "a closed shift without an end": "UPDATE shifts SET state = 'closed'",
    "an open shift with an end": "UPDATE shifts SET closed_at = since",
    "an unknown state of a counter": "UPDATE shifts SET state = 'away'",
    "an unknown role": "UPDATE officers SET role = 'king'",
    "an officer's name twice": "INSERT INTO officers (name, role) SELECT name, role FROM officers",
    "a counter that is not there": "INSERT INTO counter_queues VALUES (99, 'CA', true)",
    "a service that still has tickets removed": "DELETE FROM services WHERE code = 'ktp'",
    "a counter that still has tickets removed": "DELETE FROM counters WHERE number = 4",
    "a ticket with a history removed": "DELETE FROM tickets",
    "two voices in one area": "INSERT INTO announcements"
    " (event, area, zone, service_day, kind, body, state, queued_at)"
    " SELECT event, area, zone, service_day, 'call', body, 'speaking', queued_at FROM announcements"
    " UNION ALL SELECT event, area, zone, service_day, 'recall', body, 'speaking', queued_at FROM announcements",
    "an unknown state of a call": "UPDATE announcements SET state = 'sung'",
    "one opening announced twice": "INSERT INTO announcements"
    " (event, area, zone, service_day, kind, body, state, queued_at)"
    " SELECT event, area, zone, service_day, 'opening', body, 'spoken', queued_at FROM announcements"
    " UNION ALL SELECT event, area, zone, service_day, 'opening', body, 'spoken', queued_at FROM announcements",
    "a request twice": "INSERT INTO requests SELECT * FROM requests LIMIT 1",
    "a fact of a ticket that is not there": "INSERT INTO events (id, at, service_day, kind, ticket, body, prev_hash,"
    " hash) SELECT max(id) + 1, max(at), max(service_day), 'called', 99, '{}', 'x', 'y' FROM events",
    "two facts after one": "INSERT INTO events (id, at, service_day, kind, body, prev_hash, hash)"
    " SELECT max(id) + 1, max(at), max(service_day), 'called', '{}', max(prev_hash), 'y' FROM events",
    "a fact twice": "INSERT INTO events (id, at, service_day, kind, body, prev_hash, hash)"
    " SELECT max(id), max(at), max(service_day), 'called', '{}', 'x', 'y' FROM events",
    "a fact changed": "UPDATE events SET body = '{}'",
    "a fact removed": "DELETE FROM events WHERE id = (SELECT max(id) FROM events)",
    "the log emptied": "DELETE FROM events",
}


@pytest.fixture
def busy(store: Store) -> Store:
    """Ticket 1 is called to counter 4."""
    hall.issue(store, "ktp")
    hall.call(store, hall.open_counter(store, 4))
    return store


def test_what_must_never_be_is_refused(busy: Store, subtests: pytest.Subtests) -> None:
    before = hall.contents(busy)
    for name, statement in BROKEN.items():
        with subtests.test(name), pytest.raises((DatabaseError, Refused), match=r"stands in the way|append-only"):
            hall.execute(busy, statement)
    assert hall.contents(busy) == before


def test_what_a_slip_resembles_is_allowed(busy: Store) -> None:
    """The same statements with one word changed pass: it is the rule that refuses, not a typing error."""
    hall.issue(busy, "kk", priority=Priority.SICK)
    for statement in (
        another_ticket(),
        another_ticket(number="98", state="'called'", counter="5", secret="'t'", request="'r'"),
        "UPDATE tickets SET print_state = 'printed'",
        "UPDATE series SET last = 12",
        "UPDATE officers SET role = 'supervisor'",
        "INSERT INTO counter_queues VALUES (4, 'CB', false)",
        "UPDATE announcements SET state = 'speaking'",
        "UPDATE tickets SET priority = NULL",
    ):
        hall.execute(busy, statement)


def test_history_cannot_be_rewritten_by_any_verb(busy: Store, engine: str) -> None:
    before = hall.rows(busy, "SELECT * FROM events ORDER BY id")
    columns = "id, at, service_day, kind, body, prev_hash, hash"
    verbs = {
        "sqlite": [
            f"REPLACE INTO events ({columns}) SELECT {columns} FROM events",
            f"REPLACE INTO events ({columns}) SELECT id + 99, at, service_day, kind, body, prev_hash, hash FROM events",
            "UPDATE OR REPLACE events SET kind = 'released'",
            "UPDATE OR IGNORE events SET kind = 'released'",
            f"INSERT INTO events ({columns}) SELECT {columns} FROM events WHERE true"
            " ON CONFLICT (id) DO UPDATE SET kind = 'released'",
        ],
        "postgresql": [
            "TRUNCATE events CASCADE",
            "TRUNCATE tickets CASCADE",
            f"INSERT INTO events ({columns}) SELECT {columns} FROM events"
            " ON CONFLICT (id) DO UPDATE SET kind = 'released'",
            "MERGE INTO events USING tickets ON events.ticket = tickets.id WHEN MATCHED THEN DELETE",
        ],
    }
    for statement in verbs[engine]:
        with pytest.raises((DatabaseError, Refused), match="append-only"):
            hall.execute(busy, statement)
        assert hall.rows(busy, "SELECT * FROM events ORDER BY id") == before


def test_a_counter_passes_from_one_visitor_to_the_next_in_one_write(busy: Store) -> None:
    """The rule of one active ticket is checked at every statement: the release must come before the claim."""
    hall.issue(busy, "ktp")
    with busy.write() as unit:
        unit.connection.execute(text("UPDATE tickets SET state = 'done' WHERE id = 1"))
        unit.connection.execute(text("UPDATE tickets SET state = 'called', counter = 4 WHERE id = 2"))
    with busy.read() as unit:
        assert unit.connection.execute(text("SELECT count(*) FROM tickets WHERE counter = 4")).scalar_one() == 2


def test_a_slip_in_the_code_writes_nothing(busy: Store) -> None:
    """A use case that broke a rule raises, and its half is rolled back with its facts."""
    hall.issue(busy, "ktp")
    before = hall.contents(busy)
    four = desk.Desk(counter=4)
    with pytest.raises(Refused, match="cannot be, or stands in the way"):
        _claim_without_release(busy)
    assert hall.contents(busy) == before
    assert desk.start(busy, four, request_id="s").code == "CA-001"


def _claim_without_release(store: Store) -> None:
    with store.write() as unit:
        unit.append(EventKind.CALLED, ticket=2, counter=4)
        unit.connection.execute(text("UPDATE tickets SET state = 'called', counter = 4 WHERE id = 2"))
