"""The board that follows the log is the board that is read: after every step of random days, on both engines."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from antrean import board, closing, desk, desk_changes, front, mall, roster
from antrean.board import Board
from antrean.desk import Desk, Target
from antrean.errors import Refused
from antrean.mall_record import Mall
from antrean.model import CounterState, EventKind, PrintState, Priority, TicketState
from antrean.store.store import Store
from tests.helpers import hall

SERVICES = ("ktp", "kk", "akta", "ambil-dokumen")
COUNTERS = (2, 3, 4, 5)
"""Some of them help each other's queues."""


class Day:
    """People who do what they like; what the rules refuse is simply not done."""

    def __init__(self, store: Store, seed: int) -> None:
        self._store = store
        self._dice = random.Random(seed)
        self._requests: list[str] = []
        self.refused = 0
        self.done: dict[str, int] = {}

    def step(self) -> None:
        """Do one thing, at once or after a while."""
        act = self._dice.choice(
            [self._issue] * 10 + [self._call] * 8 + [self._open] * 5 + [self._recall, self._start, self._finish] * 2
            + [self._finish_and_next, self._no_show, self._hold, self._resume, self._transfer, self._release]
            + [self._reinstate, self._cancel, self._cancel_own, self._undo, self._undo, self._break, self._close]
            + [self._chosen, self._paper, self._priority, self._queue] * 2
        )  # fmt: skip
        self._try(act)

    def next_day(self) -> None:
        hall.advance_clock(self._store, 24 * 3600)
        self._try(self._issue)

    def close_day(self) -> None:
        self._try(lambda request: closing.close_today(self._store, force_reason="test", request_id=request))

    def _try(self, act: Callable[[str], object]) -> None:
        request = hall.request()
        try:
            act(request)
        except Refused:
            self.refused += 1
        else:
            name = getattr(act, "__name__", "")
            self.done[name] = self.done.get(name, 0) + 1

    def _desk(self) -> Desk:
        return Desk(counter=self._dice.choice(COUNTERS))

    def _busy_desk(self) -> Desk:
        """Return a counter that somebody was called to, or any when there is none."""
        rows = hall.rows(self._store, "SELECT counter FROM tickets WHERE state IN ('called', 'serving')")
        return Desk(counter=self._dice.choice(rows).counter) if rows else self._desk()

    def _code(self, *states: TicketState) -> str:
        """Return some ticket in one of these states, or in any when there is none."""
        names = ", ".join(f"'{state.value}'" for state in states)
        rows = hall.rows(self._store, f"SELECT series, number FROM tickets WHERE state IN ({names})")
        rows = rows or hall.rows(self._store, "SELECT series, number FROM tickets")
        if not rows:
            return "CA-001"
        row = self._dice.choice(rows)
        return f"{row.series}-{row.number:03d}"

    def _issue(self, request: str) -> None:
        front.issue(
            self._store,
            self._dice.choice(SERVICES),
            request_id=request,
            device="kiosk-1",
            priority=self._dice.choice([None, None, None, Priority.ELDERLY]),
        )
        self._requests.append(request)

    def _cancel_own(self, request: str) -> None:
        mine = self._requests[-1] if self._requests else "none"
        front.cancel(self._store, issue_request=mine, request_id=request)

    def _paper(self, request: str) -> None:
        ticket = hall.ticket(self._store, self._code(TicketState.WAITING))
        front.note_print_result(self._store, ticket.id, PrintState.PRINTED)

    def _open(self, request: str) -> None:
        roster.open_counter(self._store, self._dice.choice(COUNTERS), None, request_id=request, is_administrator=True)

    def _break(self, request: str) -> None:
        roster.start_break(self._store, self._desk(), reason="prayer", request_id=request)

    def _close(self, request: str) -> None:
        roster.close_counter(self._store, self._desk(), request_id=request)

    def _call(self, request: str) -> None:
        desk.call_next(self._store, self._desk(), request_id=request)

    def _chosen(self, request: str) -> None:
        desk.call(self._store, self._desk(), self._code(TicketState.WAITING), reason="ill", request_id=request)

    def _recall(self, request: str) -> None:
        hall.advance_clock(self._store, 11)
        desk.recall(self._store, self._busy_desk(), request_id=request)

    def _start(self, request: str) -> None:
        desk.start(self._store, self._busy_desk(), request_id=request)

    def _finish(self, request: str) -> None:
        desk.finish(self._store, self._busy_desk(), request_id=request)

    def _finish_and_next(self, request: str) -> None:
        desk.finish_and_call_next(self._store, self._busy_desk(), request_id=request)

    def _no_show(self, request: str) -> None:
        desk.no_show(self._store, self._busy_desk(), request_id=request)

    def _hold(self, request: str) -> None:
        desk.hold(self._store, self._busy_desk(), reason="copy", request_id=request)

    def _resume(self, request: str) -> None:
        desk.resume(self._store, self._desk(), self._code(TicketState.HELD), request_id=request)

    def _transfer(self, request: str) -> None:
        target = self._dice.choice([Target(queue="CB"), Target(counter=5), Target(service="akta")])
        desk.transfer(self._store, self._busy_desk(), target, even_if_closed=True, request_id=request)

    def _release(self, request: str) -> None:
        desk.release(self._store, self._busy_desk(), request_id=request)

    def _reinstate(self, request: str) -> None:
        desk.reinstate(self._store, self._desk(), self._code(TicketState.NO_SHOW), request_id=request)

    def _cancel(self, request: str) -> None:
        desk.cancel(self._store, self._desk(), self._code(TicketState.WAITING, TicketState.HELD), request_id=request)

    def _priority(self, request: str) -> None:
        code = self._code(TicketState.WAITING, TicketState.HELD, TicketState.NO_SHOW)
        kind = self._dice.choice([None, Priority.SICK])
        desk_changes.change_priority(self._store, None, code, kind, reason="ill", request_id=request)

    def _queue(self, request: str) -> None:
        code = self._code(TicketState.WAITING, TicketState.HELD, TicketState.NO_SHOW)
        queue = self._dice.choice(["CA", "CB", "CD", "DA"])
        desk_changes.change_queue(self._store, None, code, queue, reason="wrong_service", request_id=request)

    def _undo(self, request: str) -> None:
        rows = hall.rows(self._store, "SELECT counter, ticket FROM events WHERE ticket IS NOT NULL ORDER BY id DESC")
        if rows and rows[0].counter:
            code = hall.rows(self._store, "SELECT series, number FROM tickets WHERE id = :id", id=rows[0].ticket)[0]
            desk.undo(
                self._store,
                Desk(counter=rows[0].counter),
                f"{code.series}-{code.number:03d}",
                request_id=request,
            )


class Display:
    """Follows the log from where its board was read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.mall: Mall
        self.board: Board
        self.mall, self.board = board.read(store)

    def follow(self) -> None:
        batch = self._store.events_after(self.board.newest, self.board.epoch)
        assert batch.epoch == self.board.epoch
        for event in batch.events:
            self.board = board.fold(self.board, self.mall, event)

    def assert_true(self) -> None:
        """Compare with the board that is read now; the moment of reading is not part of it."""
        fresh = board.read(self._store)[1]
        assert replace(self.board, now=fresh.now) == fresh


@pytest.mark.parametrize("seed", [1, 6])
def test_following_is_reading(store: Store, seed: int) -> None:
    day = Day(store, seed)
    display = Display(store)
    for at in range(150):
        if at == 90:
            day.next_day()
        day.step()
        display.follow()
        display.assert_true()
    # A walk that was refused most of the time would show nothing.
    assert len(day.done) >= 13, day.done
    assert len({event.kind for event in hall.log(store)}) >= 13, day.done


def test_every_turn_of_a_ticket_and_a_counter(store: Store) -> None:
    four = hall.open_counter(store, 4)
    codes = [hall.issue(store).code for _ in range(4)]
    display = Display(store)

    def follow(act: Callable[..., object], *arguments: object, **options: object) -> None:
        act(store, *arguments, request_id=hall.request(), **options)
        display.follow()
        display.assert_true()

    follow(desk.call_next, four)
    follow(desk.release, four)
    follow(desk.call_next, four)
    follow(desk.no_show, four)
    follow(desk.undo, four, codes[0])
    follow(desk.no_show, four)
    follow(desk.reinstate, four, codes[0])
    assert [call.code for call in display.board.calls] == []
    follow(desk.call_next, four)
    follow(desk.hold, four, reason="copy")
    follow(desk.call_next, four)
    follow(desk.start, four)
    follow(desk.transfer, four, Target(queue="CB"), even_if_closed=True)
    follow(desk.undo, four, codes[2])
    follow(desk.finish, four)
    follow(desk.undo, four, codes[2])
    follow(desk.finish, four)
    follow(desk.resume, four, codes[1])
    hall.advance_clock(store, 11)
    follow(desk.recall, four)
    assert (display.board.calls[0].code, display.board.calls[0].call_count) == (codes[1], 2)
    follow(desk.finish, four)
    follow(roster.start_break, four, reason="prayer")
    assert display.board.counters == {4: CounterState.BREAK}
    follow(roster.open_counter, 4, four.officer)
    assert display.board.counters == {4: CounterState.OPEN}
    follow(desk.call_next, four)
    follow(desk.hold, four, reason="copy")
    follow(desk.cancel, four, codes[0])
    follow(desk.cancel, four, codes[3])
    follow(roster.close_counter, four)
    assert display.board.waiting == {}


def test_what_a_supervisor_changes(store: Store) -> None:
    """Of those who wait the counts follow, of those who were called the row on the board."""
    four = hall.open_counter(store, 4)
    codes = [hall.issue(store).code for _ in range(4)]
    display = Display(store)

    def follow(act: Callable[..., object], *arguments: object) -> None:
        act(store, None, *arguments, reason="ill", request_id=hall.request())
        display.follow()
        display.assert_true()

    follow(desk_changes.change_priority, codes[0], Priority.SICK)
    assert display.board.waiting == {"CA": 3, "CP": 1}
    follow(desk_changes.change_queue, codes[1], "DA")
    assert display.board.waiting == {"CA": 2, "CP": 1, "DA": 1}
    hall.call(store, four)
    desk.no_show(store, four, request_id=hall.request())
    hall.call(store, four)
    desk.hold(store, four, reason="copy", request_id=hall.request())
    follow(desk_changes.change_queue, codes[2], "DA")
    follow(desk_changes.change_priority, codes[3], Priority.SICK)
    assert [(call.code, call.agency, call.is_priority) for call in display.board.calls] == [
        (codes[3], "C", True),
        (codes[2], "D", False),
    ]
    assert display.board.waiting == {"CP": 1, "DA": 1}
    follow(desk_changes.change_priority, codes[3], None)
    follow(desk_changes.change_priority, codes[0], None)
    assert display.board.waiting == {"CA": 1, "DA": 1}


def test_a_closed_day(store: Store) -> None:
    day = Day(store, 3)
    display = Display(store)
    four = hall.open_counter(store, 4)
    for _ in range(3):
        hall.issue(store)
    hall.call(store, four)
    day.close_day()
    display.follow()
    display.assert_true()
    assert display.board.waiting == {}
    assert display.board.counters == {}


def test_a_late_start_knows_the_same(store: Store) -> None:
    day = Day(store, 11)
    early = Display(store)
    for _ in range(40):
        day.step()
    late = Display(store)
    for _ in range(20):
        day.step()
    for display in (early, late):
        display.follow()
        display.assert_true()


def test_an_event_twice_changes_nothing(store: Store) -> None:
    display = Display(store)
    four = hall.open_counter(store, 4)
    hall.issue(store)
    hall.call(store, four)
    display.follow()
    before = display.board
    for event in hall.log(store):
        display.board = board.fold(display.board, display.mall, event)
    assert display.board is before


def test_a_call_of_a_counter_that_is_gone_by_now(store: Store) -> None:
    four = hall.open_counter(store, 4)
    hall.issue(store)
    ticket = hall.call(store, four)
    desk.finish(store, four, request_id=hall.request())
    roster.close_counter(store, four, request_id=hall.request())
    before = mall.read(store)
    kept = tuple(counter for counter in before.counters if counter.number != 4)
    mall.load(store, replace(before, counters=kept))
    _, now = board.read(store)
    assert ticket.code not in [call.code for call in now.calls]
    assert hall.log(store)[-1].kind is EventKind.MALL_LOADED


def test_who_does_not_wait_any_more_takes_nobody_elses_place(store: Store, four: Desk) -> None:
    """A number on hold, or one that was missed, is given back or expires: the line is as long as before."""
    for _ in range(6):
        hall.issue(store)
    display = Display(store)
    for leave in (_hold, _miss, _hold, _miss):
        hall.call(store, four)
        leave(store, four)
    for code in ("CA-001", "CA-002"):
        desk.cancel(store, four, code, request_id=hall.request())
    display.follow()
    display.assert_true()
    assert display.board.waiting == {"CA": 2}
    closing.close_today(store, force_reason="listrik padam", request_id=hall.request())
    display.follow()
    display.assert_true()


def _hold(store: Store, at: Desk) -> None:
    desk.hold(store, at, reason="copies_needed", request_id=hall.request())


def _miss(store: Store, at: Desk) -> None:
    desk.no_show(store, at, request_id=hall.request())
