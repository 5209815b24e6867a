"""How the databases answer the questions that are asked at every click: by an index, however long the history is."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, make_url

from antrean import (
    announcing,
    board,
    closing,
    desk,
    desk_changes,
    desk_tickets,
    desk_view,
    front,
    notes,
    overrides,
    roster,
    speaking,
    watch,
)
from antrean.announcing import Speaker
from antrean.model import Priority, Role
from antrean.store.store import Store
from tests.helpers import hall
from tests.helpers.postgres import Server

OLD_TICKETS = 3000

# One hall's history: many days of finished tickets, each with its facts and its call, made from one real ticket.
_HISTORY = (
    "INSERT INTO tickets (id, service_day, series, number, queue, service, state, is_priority, language, place,"
    " place_tie, counter, is_transferred, issued_at, waiting_since, call_count, call_event, turn_counter, turn_event,"
    " last_event, secret, issue_request, print_state)"
    " SELECT 100 + n, {day}, series, 1 + n % 100, queue, service, 'done', is_priority, language, 1000 + n, 0, 4, false,"
    " issued_at, waiting_since, 1, 1000 + n, 4, 1000 + n, 1000 + n, 's' || n, 'r' || n, print_state"
    " FROM tickets CROSS JOIN ({numbers}) AS numbers WHERE id = 1",
    "INSERT INTO events (id, at, service_day, kind, ticket, counter, queue, body, prev_hash, hash)"
    " SELECT 1000 + n, at, {day}, 'called', 100 + n, 4, queue, body, 'p' || n, 'h' || n"
    " FROM events CROSS JOIN ({numbers}) AS numbers WHERE id = (SELECT min(id) FROM events WHERE ticket = 1)",
    "INSERT INTO announcements (event, area, zone, service_day, kind, ticket, counter, body, state, queued_at)"
    " SELECT 1000 + n, 'hall', 'Z1', {day}, 'call', 100 + n, 4, '{{}}', 'spoken', issued_at"
    " FROM tickets CROSS JOIN ({numbers}) AS numbers WHERE id = 1",
    "INSERT INTO requests (id, action, arguments_hash, result, at)"
    " SELECT 'old' || n, 'issue', 'x', 'null', issued_at FROM tickets CROSS JOIN ({numbers}) AS numbers WHERE id = 1",
    "INSERT INTO shifts (counter, officer, service_day, state, opened_at, since, closed_at)"
    " SELECT counter, officer, {day}, 'closed', opened_at, since, since"
    " FROM shifts CROSS JOIN ({numbers}) AS numbers WHERE n <= 500",
)
_DAY = {"sqlite": "date('2026-01-01', '+' || (n / 100) || ' days')", "postgresql": "date '2026-01-01' + n / 100"}
_NUMBERS = {
    "sqlite": f"WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < {OLD_TICKETS})"
    " SELECT n FROM r",
    "postgresql": f"SELECT n FROM generate_series(1, {OLD_TICKETS}) AS s(n)",
}


class OldHalls:
    """A hall with a history, statistics gathered, and a queue of today: made once on each engine, then copied."""

    def __init__(self, halls: hall.Halls, server: Callable[[], Server]) -> None:
        self._halls = halls
        self._server = server
        self._made: dict[str, str] = {}

    def copy(self, engine: str) -> tuple[str, Callable[[], None]]:
        """Return the URL of a new one and what removes it."""
        if engine not in self._made:
            url = self._halls.sqlite(self._folder()) if engine == "sqlite" else self._halls.postgresql()[0]
            grow_old(url, engine)
            self._made[engine] = url
        made = make_url(self._made[engine]).database
        assert made is not None
        if engine == "postgresql":
            name = self._server().create(template=made)
            return self._server().url(name), lambda: self._server().drop(name)
        folder = self._folder()
        return f"sqlite:///{shutil.copy(made, folder)}", lambda: shutil.rmtree(folder)

    def _folder(self) -> Path:
        return Path(tempfile.mkdtemp(dir=self._halls.folder))


def grow_old(url: str, engine: str) -> None:
    store = hall.connect(url)
    hall.begin(store)
    hall.issue(store, "ktp")
    hall.open_counter(store, 4)
    for statement in _HISTORY:
        hall.execute(store, statement.format(day=_DAY[engine], numbers=_NUMBERS[engine]))
    for service in ("ktp", "kk", "ktp", "informasi") * 10:
        hall.issue(store, service)
    hall.execute(store, "ANALYZE")
    store.close()


@pytest.fixture(scope="module")
def old_halls(halls: hall.Halls, postgres: Callable[[], Server]) -> OldHalls:
    return OldHalls(halls, postgres)


@pytest.fixture
def old_hall(engine: str, old_halls: OldHalls, still: None) -> Iterator[Store]:
    url, remove = old_halls.copy(engine)
    store = hall.connect(url)
    hall.begin(store)
    yield store
    store.close()
    remove()


@pytest.fixture
def explain(old_hall: Store) -> Callable[[Callable[[], Any]], list[tuple[str, str]]]:
    """Do something and return every statement it sent with the plan the database made for it."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        sent.append((statement, parameters))

    def plans_of(do: Callable[[], Any]) -> list[tuple[str, str]]:
        sent.clear()
        event.listen(old_hall._engine, "before_cursor_execute", note)
        try:
            do()
        finally:
            event.remove(old_hall._engine, "before_cursor_execute", note)
        return [(statement, _plan(old_hall, statement, parameters)) for statement, parameters in sent]

    return plans_of


def _plan(store: Store, statement: str, parameters: Any) -> str:
    # A plan of INSERT shows only the check of the foreign keys that point here, which SQLite skips while none is open.
    if not re.match(r"\s*(SELECT|UPDATE|DELETE)", statement) or "pg_advisory" in statement:
        return ""
    prefix = "EXPLAIN " if store.is_postgresql else "EXPLAIN QUERY PLAN "
    with store.write() as unit:
        rows = unit.connection.exec_driver_sql(prefix + statement, parameters).all()
        return "\n".join(str(row[-1]) for row in rows)


_SCAN = re.compile(r"(?:Seq Scan on|SCAN) (tickets|events|announcements|requests|shifts|line|me)\b(?! USING)")
# A look into today's part of an index, however it is called by the planner.
_USED = re.compile(r"(?:USING (?:COVERING )?INDEX|Index (?:Only )?Scan (?:Backward )?using|Bitmap Index Scan on) (\w+)")


def assert_by_index(plans: list[tuple[str, str]]) -> None:
    assert plans
    for statement, plan in plans:
        if "AS newest_hash" in statement and "TEMP B-TREE" not in plan:
            # SQLite calls it a scan when it takes the last row of a table by its key and stops there.
            plan = plan.replace("SCAN events", "LAST OF events")
        assert not _SCAN.search(plan), f"{statement}\n{plan}"


def used(plans: list[tuple[str, str]]) -> set[str]:
    return {name for _, plan in plans for name in _USED.findall(plan)}


Explain = Callable[[Callable[[], Any]], list[tuple[str, str]]]


def test_calling_the_next_one(old_hall: Store, explain: Explain) -> None:
    four = hall.open_counter(old_hall, 4)
    plans = explain(lambda: desk.call_next(old_hall, four, request_id=hall.request()))
    assert_by_index(plans)
    (heads,) = [plan for statement, plan in plans if "place_tie" in statement and "UNION" in statement]
    assert re.search(r"ix_tickets_line (\(queue=\? AND is_priority=\?\)|[\s\S]*Cond: .*queue.*AND.*is_priority)", heads)
    assert re.search(r"ix_tickets_reserved (\(reserved_counter=\?\)|[\s\S]*Cond: \(reserved_counter = )", heads)
    # The head is the first entry of the index: nothing is sorted.
    assert "TEMP B-TREE" not in heads
    assert "Sort" not in heads
    (turns,) = [plan for statement, plan in plans if "turn_event DESC" in statement]
    assert "ix_tickets_turn" in turns
    (active,) = [plan for statement, plan in plans if "IN ('called', 'serving')" in statement]
    assert "uq_tickets_active_counter" in active


def test_taking_a_number(old_hall: Store, explain: Explain) -> None:
    plans = explain(lambda: hall.issue(old_hall, "ktp"))
    assert_by_index(plans)


def test_asking_who_is_there_and_whether_there_is_room(old_hall: Store, explain: Explain) -> None:
    """After the first quarter of an hour: the people who wait today and the counters that are open, no more."""
    hall.set_clock(old_hall, "2026-11-23 08:40")
    hall.open_counter(old_hall, 4)
    for ask in (lambda: hall.issue(old_hall, "ktp"), lambda: front.offer(old_hall)):
        plans = explain(ask)
        assert_by_index(plans)
        assert {"ix_tickets_unfinished", "uq_shifts_counter"} <= used(plans)


def test_everything_with_a_ticket(old_hall: Store, explain: Explain) -> None:
    four = hall.open_counter(old_hall, 4)
    code = hall.call(old_hall, four).code
    hall.advance_clock(old_hall, 11)
    walked_in = "CA-022"  # the number after those of the queue of today
    steps: list[Callable[[str], Any]] = [
        lambda r: desk.recall(old_hall, four, request_id=r),
        lambda r: desk.start(old_hall, four, request_id=r),
        lambda r: desk.hold(old_hall, four, reason="copies_needed", request_id=r),
        lambda r: desk.resume(old_hall, four, code, request_id=r),
        lambda r: desk.finish(old_hall, four, request_id=r),
        lambda r: desk.undo(old_hall, four, code, request_id=r),
        lambda r: desk.finish_and_call_next(old_hall, four, request_id=r),
        lambda r: desk.no_show(old_hall, four, request_id=r),
        lambda r: desk.reinstate(old_hall, four, "CA-002", request_id=r),
        lambda r: desk.call(old_hall, four, "CA-002", reason="chosen", request_id=r),
        lambda r: desk.release(old_hall, four, request_id=r),
        lambda r: desk.cancel(old_hall, four, "CA-002", request_id=r),
        lambda r: desk.call_next(old_hall, four, request_id=r),
        lambda r: notes.add(old_hall, four, "CA-003", "menunggu fotokopi", request_id=r),
        lambda r: desk.transfer(old_hall, four, desk.Target(counter=2), even_if_closed=True, request_id=r),
        lambda r: desk.call_next(old_hall, hall.open_counter(old_hall, 2), request_id=r),
        lambda r: desk_tickets.walk_in(old_hall, four, "ktp", request_id=r),
        lambda r: desk_tickets.issue_for(old_hall, four, "nib", request_id=r),
        lambda r: desk_tickets.next_step(old_hall, four, walked_in, "nib", request_id=r),
        lambda r: desk_tickets.reprint(old_hall, four, "CA-005", request_id=r),
    ]
    for step in steps:
        assert_by_index(explain(lambda step=step: step(hall.request())))


def test_finding_a_ticket(old_hall: Store, explain: Explain) -> None:
    secret = hall.ticket(old_hall, "CA-003").secret
    assert_by_index(explain(lambda: front.find(old_hall, secret)))
    plans = explain(lambda: hall.ticket(old_hall, "CA-003"))
    assert_by_index(plans)
    (plan,) = [plan for statement, plan in plans if "tickets.number = " in statement]
    assert "(service_day=? AND series=? AND number=?)" in plan or "uq_tickets_service_day_series_number" in plan


def test_following_the_log(old_hall: Store, explain: Explain) -> None:
    with old_hall.read() as unit:
        epoch, newest = unit.head.epoch, unit.head.newest
    plans = explain(lambda: old_hall.events_after(newest - 5, epoch))
    assert_by_index(plans)


def test_the_line_of_announcements(old_hall: Store, explain: Explain) -> None:
    hall.call(old_hall, hall.open_counter(old_hall, 4))
    speaker = Speaker(holder="h", device="d", zones=("Z1",))
    announcing.hold_leases(old_hall, speaker, late_after_s=120)
    plans = explain(lambda: announcing.next_announcement(old_hall, speaker))
    assert_by_index(plans)
    assert "ix_announcements_line" in used(plans)


def test_what_the_boards_show_of_announcements(old_hall: Store, explain: Explain) -> None:
    hall.set_clock(old_hall, "2026-11-23 15:00")
    speaker = Speaker(holder="h", device="d", zones=("Z1",))
    plans = explain(lambda: announcing.hold_leases(old_hall, speaker, late_after_s=120))
    assert_by_index(plans)
    assert "uq_announcements_daily" in used(plans)
    plans = explain(lambda: speaking.shown(old_hall))
    assert_by_index(plans)
    assert {"uq_announcements_daily", "ix_announcements_said"} <= used(plans)


def test_looking_at_a_counter_with_everything(old_hall: Store, explain: Explain) -> None:
    """Somebody who was sent here, with a note; one on hold; one who did not come; some who were served."""
    two, four = (hall.open_counter(old_hall, number) for number in (2, 4))
    for deed in (
        lambda: desk.hold(old_hall, four, reason="x", request_id=hall.request()),
        lambda: desk.no_show(old_hall, four, request_id=hall.request()),
        lambda: desk.finish(old_hall, four, request_id=hall.request()),
    ):
        hall.call(old_hall, four)
        deed()
    code = hall.call(old_hall, two).code
    desk.transfer(old_hall, two, desk.Target(counter=4), note="berkas ada di map", request_id=hall.request())
    desk.call(old_hall, four, code, reason="ill", request_id=hall.request())
    view = desk_view.read(old_hall, 4)
    assert view.active_notes
    assert view.transferred_from
    assert (len(view.held), len(view.missed), view.chosen_today) == (1, 1, 1)
    assert view.average_wait_s is not None
    plans = explain(lambda: desk_view.read(old_hall, 4))
    assert_by_index(plans)
    assert {"ix_events_ticket", "ix_tickets_counter", "ix_events_day_kind"} <= used(plans)


def test_looking_at_the_hall(old_hall: Store, explain: Explain) -> None:
    for look in (board.read, front.offer, lambda store: desk_view.read(store, 4)):
        assert_by_index(explain(lambda look=look: look(old_hall)))


def test_watching_the_hall(old_hall: Store, explain: Explain) -> None:
    """With everything in it that asks the log: a held and a chosen ticket, a line nobody serves, an idle counter."""
    hall.set_clock(old_hall, "2026-11-23 08:30")
    four, eight = hall.open_counter(old_hall, 4), hall.open_counter(old_hall, 8)
    roster.close_counter(old_hall, hall.open_counter(old_hall, 1), request_id=hall.request())
    hall.call(old_hall, four)
    desk.hold(old_hall, four, reason="copies_needed", request_id=hall.request())
    desk.call(old_hall, four, "CA-009", reason="chosen", request_id=hall.request())
    hall.call(old_hall, eight)
    desk.finish(old_hall, eight, request_id=hall.request())
    hall.advance_clock(old_hall, 1800)
    watch.acknowledge(old_hall, None, "wait:CA", request_id=hall.request())
    # As if it had been given for those who stood here before: who left since is asked.
    hall.execute(old_hall, "UPDATE acknowledgements SET at = '2026-11-23T01:10:00.000Z'")
    plans = explain(lambda: watch.read(old_hall, None))
    assert [sql for sql, _ in plans if "tickets.called_at >=" in sql]
    assert_by_index(plans)
    today = {"ix_tickets_unfinished", "ix_events_day_kind", "ix_events_ticket", "uq_shifts_counter"}
    assert today <= used(plans), used(plans)
    confined = hall.person(old_hall, Role.SUPERVISOR, "C")
    assert_by_index(explain(lambda: watch.read(old_hall, confined)))
    assert_by_index(explain(lambda: watch.acknowledge(old_hall, None, "idle:8", request_id=hall.request())))


def test_what_supervisors_do(old_hall: Store, explain: Explain) -> None:
    """A text among a year of calls, a number that is changed, a service that is closed, and who is left in the end."""
    said = speaking.announce(old_hall, None, "Pemilik mobil", request_id=hall.request())
    steps: list[Callable[[], Any]] = [
        lambda: speaking.announce(old_hall, None, "Mohon keluar", kind="emergency", request_id=hall.request()),
        lambda: speaking.today(old_hall, None),
        lambda: speaking.shown(old_hall),
        lambda: speaking.withdraw(old_hall, None, said.event, request_id=hall.request()),
        lambda: desk_changes.change_priority(
            old_hall, None, "CA-003", Priority.SICK, reason="ill", request_id=hall.request()
        ),
        lambda: desk_changes.change_queue(old_hall, None, "CA-004", "CB", reason="x", request_id=hall.request()),
        lambda: overrides.close_service(old_hall, None, "ktp", reason="Rusak", request_id=hall.request()),
        lambda: front.offer(old_hall),
        lambda: overrides.reopen_service(old_hall, None, "ktp", request_id=hall.request()),
        lambda: closing.left(old_hall),
    ]
    for step in steps:
        assert_by_index(explain(step))
    assert "ix_announcements_said" in used(explain(lambda: speaking.shown(old_hall)))


def test_the_guard_against_replacing_a_fact(old_hall: Store) -> None:
    if old_hall.is_postgresql:
        return
    plan = _plan(old_hall, "SELECT 1 FROM events WHERE id = ? OR prev_hash = ?", (7, "x"))
    assert "MULTI-INDEX OR" in plan
    assert "SCAN" not in plan
