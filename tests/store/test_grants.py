"""On PostgreSQL each place of the hall works with the least rights: all of its work goes, and nothing else."""

import itertools
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from antrean import (
    announcing,
    assistance,
    board,
    closing,
    desk,
    desk_changes,
    desk_tickets,
    desk_view,
    emergency,
    front,
    missed,
    notes,
    outlook,
    overrides,
    papers,
    presence,
    roster,
    signing,
    speaking,
    watch,
)
from antrean.anchor import KeptAnchor
from antrean.announcing import Speaker
from antrean.errors import Reason, Refused, Unavailable
from antrean.model import DeviceKind, EventKind, PrintState, Priority, Role, TicketState
from antrean.store import checks, grants
from antrean.store.columns import metadata
from antrean.store.grants import Place
from antrean.store.store import Store
from tests.helpers import hall
from tests.helpers.postgres import Server

ONLY_POSTGRESQL = pytest.mark.parametrize(("engine", "is_own"), [("postgresql", True)])

WRITES = {
    Place.KIOSK: {
        "INSERT": {"series", "tickets", "events", "requests", "searches", "assistance", "devices"},
        "UPDATE": {"series", "tickets", "searches", "assistance", "devices"},
        "DELETE": set(),
    },
    Place.DISPLAY: {
        "INSERT": {"announcements", "leases", "events", "devices"},
        "UPDATE": {"announcements", "leases", "devices"},
        "DELETE": set(),
    },
    Place.COUNTER: {
        "INSERT": {
            *("series", "tickets", "shifts", "officers", "announcements", "assistance", "events", "requests"),
            *("notes", "overrides", "acknowledgements", "emergency_numbers", "devices"),
        },
        "UPDATE": {
            *("series", "tickets", "shifts", "officers", "announcements", "assistance", "notes", "overrides"),
            *("acknowledgements", "emergency_numbers", "mall", "devices"),
        },
        "DELETE": {"requests", "notes", "overrides", "acknowledgements", "emergency_numbers", "searches"},
    },
}

_roles = itertools.count(1)

Connect = Callable[[Place], Store]


@pytest.fixture
def still() -> None:
    """The hall's clock runs: the guards look at the server's own, and a minute makes a difference to them."""


@pytest.fixture
def connect(store: Store, postgres: Callable[[], Server]) -> Iterator[Connect]:
    """Return a store of the hall that connects with a new role, which was given the rights of a place."""
    opened: list[tuple[str, Store]] = []

    def connect(place: Place) -> Store:
        role = f"PC of {place.value} {next(_roles)}"
        hall.execute(store, f'CREATE ROLE "{role}" LOGIN')
        grants.grant(store, role, place)
        pc = hall.connect(store.url.set(username=role).render_as_string(hide_password=False))
        opened.append((role, pc))
        return pc

    yield connect
    for role, pc in opened:
        pc.close()
        hall.execute(store, f'DROP OWNED BY "{role}"')
        for table in ("tickets", "events", "series", "announcements"):
            hall.execute(store, f'DROP TRIGGER IF EXISTS "guard_{role}" ON {table}')
        hall.execute(store, f'DROP ROLE "{role}"')


@ONLY_POSTGRESQL
class TestWork:
    def test_of_a_kiosk(self, store: Store, connect: Connect) -> None:
        kiosk = connect(Place.KIOSK)
        kiosk.check_schema()
        kiosk.wake().close()
        assert front.offer(kiosk).services
        first = front.issue(kiosk, "ktp", request_id="one", device="kiosk-1", priority=Priority.ELDERLY).ticket
        front.note_print_result(kiosk, first.id, PrintState.PRINTED)
        assert front.issue(kiosk, "ktp", request_id="one", device="kiosk-1", priority=Priority.ELDERLY).ticket == first
        second = front.issue(kiosk, "ktp", request_id="two", device="kiosk-1").ticket
        assert front.cancel(kiosk, issue_request="two", request_id="no").state is TicketState.CANCELLED
        third = front.issue(kiosk, "ktp", request_id="three", device="kiosk-1").ticket
        assert front.give_up_prints(kiosk, device="kiosk-1") == (second.code, third.code)
        again = front.reprint(kiosk, third.code, request_id="again", device="kiosk-1", by=front.ReprintBy.VISITOR)
        assert again.ticket.id == third.id
        missed.note_missed_search(kiosk, "kuda terbang")
        missed.note_missed_search(kiosk, "kuda terbang")
        asked = assistance.ask(kiosk, device="kiosk-1", request_id="help")
        assistance.withdraw(kiosk, asked.id, device="kiosk-1", request_id="thanks")
        assert _writes_a_true_anchor(kiosk, DeviceKind.KIOSK)
        # The first number of a day is the kiosk's; the days before are closed by the first counter.
        hall.set_clock(store, "2026-11-24 08:05")
        assert front.issue(kiosk, "ktp", request_id="tomorrow", device="kiosk-1").ticket.code == "CA-001"
        assert second.code == "CA-001"
        assert checks.check(store).problems == ()

    def test_of_a_display(self, store: Store, four: desk.Desk, connect: Connect) -> None:
        display = connect(Place.DISPLAY)
        hall.issue(store)
        hall.call(store, four)
        board.read(display)
        assert outlook.read(display).counters
        zones = tuple(zone.code for zone in board.read(display)[0].zones)
        speaker = Speaker(holder="display-1:x", device="display-1", zones=zones)
        assert announcing.hold_leases(display, speaker, late_after_s=600)
        # What the hour brings is announced by the display itself.
        assert hall.log(store)[-1].kind is EventKind.ANNOUNCED
        spoken = announcing.next_announcement(display, speaker)
        assert spoken is not None
        announcing.note_result(display, speaker, spoken.announcement, spoken=True)
        announcing.release_leases(display, speaker)
        assert _writes_a_true_anchor(display, DeviceKind.DISPLAY)

    def test_of_a_counter(self, store: Store, connect: Connect) -> None:
        counter = connect(Place.COUNTER)
        siti = hall.officer(store, "Siti")
        assert signing.sign_in(counter, siti, hall.PIN, counter=4, device="c", request_id="s").officer.name == "Siti"
        assert not counter.is_administrator()
        at_four = desk.Desk(counter=4, officer=siti)
        roster.open_counter(counter, 4, siti, request_id="o")
        hall.issue(counter)
        ticket = hall.call(counter, at_four)
        desk.start(counter, at_four, request_id="b")
        notes.add(counter, at_four, ticket.code, "bawa berkas", request_id="n")
        desk.finish(counter, at_four, request_id="f")
        hall.issue(counter)
        assert _writes_a_true_anchor(counter, DeviceKind.COUNTER)
        closed = closing.close_today(counter, force_reason="listrik padam", request_id="c")
        assert closed.anchor is not None
        assert closed.anchor.event == hall.newest(store)
        hall.set_clock(store, "2026-11-24 08:05")
        hall.issue(counter)
        assert checks.check(store).problems == ()

    def test_of_a_counter_with_every_ticket(self, store: Store, connect: Connect) -> None:
        counter = connect(Place.COUNTER)
        siti = hall.officer(store, "Siti")
        at_four = desk.Desk(counter=4, officer=siti)
        roster.open_counter(counter, 4, siti, request_id="o")
        roster.start_break(counter, at_four, reason="salat", minutes=10, request_id="b")
        roster.open_counter(counter, 4, siti, request_id="o2")
        given = desk_tickets.issue_for(counter, at_four, "ktp", request_id="i").ticket
        front.note_print_result(counter, given.id, PrintState.FAILED)
        papers.settle(counter, given.code, desk=at_four, request_id="p")
        desk_tickets.reprint(counter, at_four, given.code, request_id="r")
        desk.call(counter, at_four, given.code, reason="urgent", request_id="c")
        hall.advance_clock(store, 60)
        desk.recall(counter, at_four, request_id="rc")
        desk.no_show(counter, at_four, request_id="ns")
        desk.reinstate(counter, at_four, given.code, request_id="re")
        desk.call_next(counter, at_four, request_id="n")
        desk.hold(counter, at_four, reason="copies_needed", request_id="h")
        desk.resume(counter, at_four, given.code, request_id="rs")
        note = {"reason": "", "note": "bawa berkas", "even_if_closed": True}
        desk.transfer(counter, at_four, desk.Target(counter=11), request_id="t", **note)
        desk.undo(counter, at_four, given.code, request_id="u")
        desk.release(counter, at_four, request_id="rl")
        desk.cancel(counter, at_four, given.code, request_id="x")
        walked = desk_tickets.walk_in(counter, at_four, "ktp", request_id="w").ticket
        desk_tickets.next_step(counter, at_four, walked.code, "nib", request_id="ns2")
        desk.finish_and_call_next(counter, at_four, request_id="fn")
        call = assistance.ask(store, device="kiosk-1", request_id="a")
        assistance.accept(counter, call.id, desk=at_four, request_id="ac")
        assistance.end(counter, call.id, desk=at_four, request_id="ae")
        assert desk_view.read(counter, 4).served == 1
        signing.sign_out(counter, siti, counter=4, device="c", request_id="so")
        assert presence.beat(counter, kind=DeviceKind.COUNTER, name="counter-4", body={})
        assert checks.check(store).problems == ()

    def test_of_a_supervisor(self, store: Store, connect: Connect) -> None:
        counter = connect(Place.COUNTER)
        boss = hall.officer(store, "Bu Rahma", Role.SUPERVISOR)
        waiting = hall.issue(store)
        desk_changes.change_priority(counter, boss, waiting.code, Priority.SICK, reason="sick", request_id="p")
        desk_changes.change_queue(counter, boss, waiting.code, "CA", reason="mistake", request_id="q")
        overrides.close_service(counter, boss, "kk", reason="Jaringan pusat terputus", request_id="c")
        overrides.reopen_service(counter, boss, "kk", request_id="r")
        said = speaking.announce(counter, boss, "Mobil merah", request_id="a")
        speaking.withdraw(counter, boss, said.event, request_id="w")
        hall.open_counter(store, 4)
        roster.close_for(counter, boss, 4, request_id="cf")
        hall.advance_clock(store, 7200)
        alert = watch.read(counter, boss).alerts[0].alert
        watch.acknowledge(counter, boss, alert.key, request_id="ack")
        block = emergency.reserve(counter, "CA", 3, request_id="e")
        emergency.enter(counter, [emergency.Used(code=block.codes[0], service="ktp")], request_id="ee")
        added = signing.add(counter, boss, "Andi", Role.OFFICER, request_id="add").officer
        signing.reset(counter, boss, added.id, request_id="res")
        signing.unlock(counter, boss, added.id, request_id="unl")
        signing.change(counter, boss, added.id, agencies=("C",), request_id="chg")
        signing.retire(counter, boss, added.id, request_id="ret")
        missed.note_missed_search(store, "kuda terbang")
        assert missed.missed_searches(counter, hall.MONDAY.date(), hall.MONDAY.date())
        assert checks.check(store).problems == ()


def _writes_a_true_anchor(pc: Store, kind: DeviceKind) -> bool:
    """Let an app beat, and verify the hall with what it would write into its log; with no right but its own."""
    beaten = presence.beat(pc, kind=kind, name="pc-1", body={})
    assert beaten is not None
    assert beaten.anchor is not None
    found = checks.check(pc, [KeptAnchor(anchor=beaten.anchor, by="pc-1", at=beaten.now, hall=beaten.hall)])
    return (found.problems, found.fitting) == ((), 1)


@ONLY_POSTGRESQL
@pytest.mark.parametrize("place", Place)
def test_nothing_else_may_be_written(store: Store, connect: Connect, place: Place) -> None:
    pc = connect(place)
    for table in metadata.sorted_tables:
        with pc.read() as unit:
            insert, update, delete, truncate, trigger = unit.connection.execute(_RIGHTS, {"name": table.name}).one()
        allowed = tuple(table.name in WRITES[place][verb] for verb in ("INSERT", "UPDATE", "DELETE"))
        assert ((insert, update, delete), table.name) == (allowed, table.name)
        assert not truncate
        assert not trigger


_RIGHTS = text(
    "SELECT has_any_column_privilege(:name, 'INSERT'), has_any_column_privilege(:name, 'UPDATE'),"
    " has_table_privilege(:name, 'DELETE'), has_table_privilege(:name, 'TRUNCATE'),"
    " has_table_privilege(:name, 'TRIGGER')"
)


def _refused(pc: Store, statement: str) -> None:
    with pytest.raises((Unavailable, ProgrammingError)):
        hall.execute(pc, statement)


_FACT = (
    "INSERT INTO events SELECT {id}, at, service_day, '{kind}', NULL, 4, NULL, NULL, 'body', {prev_hash}, {hash} "
    "FROM events ORDER BY id DESC LIMIT 1"
)


def _fact(kind: str, number: str = "id + 1", prev_hash: str = "hash", hashed: str = f"'{'a' * 64}'") -> str:
    return _FACT.format(kind=kind, id=number, prev_hash=prev_hash, hash=hashed)


_TICKET = (
    "INSERT INTO tickets ({}service_day, series, number, queue, service, state, is_priority, language, issued_at, "
    "last_event, secret, issue_request, print_state, place, place_tie, waiting_since, reserved_counter) "
    "SELECT {}service_day, 'CA', {}, 'CA', 'ktp', 'waiting', false, language, issued_at, last_event, 'x', 'x', "
    "print_state, {} FROM tickets ORDER BY id DESC LIMIT 1"
)
_NEXT = "(SELECT max(id) + 1 FROM events)"
_LAST = "(SELECT last FROM series WHERE queue = 'CA')"


def _ticket(place: str, number: str = _LAST, row: str = "") -> str:
    """Return what gives a number of the queue CA; `place` is the place with what stands beside it."""
    return _TICKET.format("id, " if row else "", f"{row}, " if row else "", number, place)


@ONLY_POSTGRESQL
class TestWhatAnIntruderTries:
    def test_at_the_log_with_any_role(self, connect: Connect) -> None:
        for place in Place:
            pc = connect(place)
            for statement in (
                *("UPDATE events SET body = ''", "DELETE FROM events", "TRUNCATE events CASCADE"),
                *("ALTER TABLE events DISABLE TRIGGER ALL", "DROP TABLE notes", "CREATE TABLE mine (id int)"),
                "SET session_replication_role = replica",
            ):
                _refused(pc, statement)

    def test_at_a_kiosk(self, store: Store, four: desk.Desk, connect: Connect) -> None:
        kiosk = connect(Place.KIOSK)
        hall.issue(store)
        called = hall.call(store, four)
        waiting, urgent = hall.issue(store), hall.issue(store, priority=Priority.ELDERLY)
        hall.execute(store, "UPDATE series SET last = last + 1 WHERE queue = 'CA'")
        for statement in (
            # Somebody else's turn, and a jump of the line.
            f"UPDATE tickets SET state = 'cancelled' WHERE id = {called.id}",
            f"UPDATE tickets SET state = 'called' WHERE id = {waiting.id}",
            f"UPDATE tickets SET place = 1 WHERE id = {waiting.id}",
            f"UPDATE tickets SET is_priority = true WHERE id = {waiting.id}",
            f"UPDATE tickets SET priority = 'sick' WHERE id = {urgent.id}",
            # What the log tells of a number, and when it ended, changes with its state alone.
            f"UPDATE tickets SET last_event = 1 WHERE id = {waiting.id}",
            f"UPDATE tickets SET ended_at = issued_at WHERE id = {called.id}",
            # A place before others, a wait that was none, a counter of one's own.
            _ticket("1, 0, issued_at, NULL"),
            _ticket(f"{_NEXT}, -1, issued_at, NULL"),
            _ticket(f"{_NEXT}, 0, issued_at - interval '1 hour', NULL"),
            _ticket(f"{_NEXT}, 0, issued_at, 4"),
            "SELECT pin_hash FROM officers",
            "UPDATE officers SET role = 'administrator'",
            "UPDATE mall SET epoch = 'x'",
            "INSERT INTO announcements SELECT * FROM announcements",
        ):
            _refused(kiosk, statement)
        # What was given long ago is nobody's at the kiosk any more.
        hall.advance_clock(store, 700)
        _refused(kiosk, f"UPDATE tickets SET state = 'cancelled' WHERE id = {waiting.id}")
        _refused(kiosk, _fact("called"))
        _refused(kiosk, _fact("day_closed"))
        hall.execute(kiosk, "UPDATE series SET last = last + 1 WHERE queue = 'CA'")
        hall.execute(kiosk, _ticket(f"{_NEXT}, 0, issued_at + interval '700 seconds', NULL"))
        hall.execute(kiosk, _fact("issued"))

    def test_what_would_lie_in_the_way_of_all(self, store: Store, connect: Connect) -> None:
        """One row with a number or a hash of the intruder's own would let nobody write any more."""
        kiosk = connect(Place.KIOSK)
        hall.issue(store)
        for statement in (
            _fact("issued", number="9223372036854775807"),
            _fact("issued", number="id + 2"),
            _fact("issued", prev_hash=f"'{'b' * 64}'"),
            _fact("issued", hashed=f"'{'0' * 64}'"),
            _fact("issued", hashed="'<b>'"),
            "UPDATE series SET last = 9999",
            "UPDATE series SET last = last - 1",
            "INSERT INTO series SELECT 'CB', service_day, 9999 FROM series LIMIT 1",
        ):
            _refused(kiosk, statement)
        hall.execute(kiosk, "UPDATE series SET last = last + 1 WHERE queue = 'CA'")
        in_line = f"{_NEXT}, 0, issued_at, NULL"
        for statement in (
            _ticket("1, 0, issued_at, NULL"),
            _ticket(in_line, number="9999"),
            _ticket(in_line, row="9000"),
        ):
            _refused(kiosk, statement)
        hall.execute(kiosk, _ticket(in_line))
        assert hall.issue(kiosk).code == "CA-003"

    def test_at_a_display(self, store: Store, connect: Connect) -> None:
        display = connect(Place.DISPLAY)
        waiting = hall.issue(store)
        for statement in (
            f"UPDATE tickets SET state = 'cancelled' WHERE id = {waiting.id}",
            "SELECT pin_hash FROM officers",
            "UPDATE announcements SET body = '{}'",
            "UPDATE shifts SET state = 'closed'",
            _fact("called"),
            _fact("announced", number="9223372036854775807"),
            _announced("free", "NULL"),
            _announced("call", "1"),
            _announced("song", "NULL"),
            _announced("closing", "NULL").replace("(event", "(id, event").replace("SELECT id", "SELECT 900, id"),
        ):
            _refused(display, statement)
        hall.execute(display, _announced("closing", "NULL"))


def _announced(kind: str, ticket: str) -> str:
    return (
        "INSERT INTO announcements (event, area, zone, service_day, kind, ticket, body, state, queued_at) "
        f"SELECT id, 'hall', 'Z1', service_day, '{kind}', {ticket}, '{{}}', 'queued', at FROM events LIMIT 1"
    )


@ONLY_POSTGRESQL
def test_a_role_can_move_to_another_place(store: Store, connect: Connect) -> None:
    pc = connect(Place.COUNTER)
    with pc.read() as unit:
        role = unit.connection.execute(text("SELECT current_user")).scalar_one()
    grants.grant(store, role, Place.DISPLAY)
    grants.grant(store, role, Place.DISPLAY)
    _refused(pc, "UPDATE shifts SET state = 'closed'")
    _refused(pc, "SELECT pin_hash FROM officers")


@ONLY_POSTGRESQL
def test_a_role_that_is_not_there_or_may_do_everything_is_refused(store: Store) -> None:
    for role in ("nobody", str(store.url.username)):
        with pytest.raises(Refused) as refused:
            grants.grant(store, role, Place.KIOSK)
        assert refused.value.reason is Reason.BAD_INPUT


@ONLY_POSTGRESQL
def test_who_may_become_the_owner_is_no_place(store: Store) -> None:
    owner = hall.rows(store, "SELECT pg_get_userbyid(relowner) AS name FROM pg_class WHERE relname = 'events'")[0].name
    hall.execute(store, "CREATE ROLE deputy LOGIN")
    try:
        hall.execute(store, f'GRANT "{owner}" TO deputy')
        with pytest.raises(Refused, match="may do everything"):
            grants.grant(store, "deputy", Place.KIOSK)
    finally:
        hall.execute(store, "DROP ROLE deputy")


@pytest.mark.parametrize("engine", ["sqlite"])
def test_a_file_knows_no_roles(store: Store) -> None:
    with pytest.raises(Refused, match="no roles"):
        grants.grant(store, "kiosk", Place.KIOSK)
