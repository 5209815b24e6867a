"""Random days at two counters, step by step beside a small model that knows nothing of the code: they never differ.

Not even where programs end in the middle of their writes and ask again.
"""

import contextlib
import dataclasses
import random
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from antrean import board, closing, desk, desk_tickets, desk_view, front, notes, roster
from antrean.desk import Called, Target
from antrean.errors import Refused
from antrean.model import Priority
from antrean.store import checks, tables, tickets
from antrean.store import store as store_module
from antrean.store.unit import Head, read_head
from tests.helpers import hall
from tests.helpers.hall_model import ACTIVE, Model, No
from tests.helpers.knife import Cut, Knife


def _kind(priority: bool) -> Priority | None:
    return Priority.ELDERLY if priority else None


TARGETS = {
    "AA": Target(queue="AA"),
    "AP": Target(queue="AP"),
    "1": Target(counter=1),
    "2": Target(counter=2),
    "information": Target(information=True),
}

ENDS = (*range(14), *[None] * 6, *[14] * 20)
"""Before which statement a write ends the first time, after its COMMIT (None), or not at all: few have fourteen."""


class Walk(RuleBasedStateMachine):
    """The hall and the model, doing the same."""

    halls: ClassVar[hall.Halls]

    def __init__(self) -> None:
        super().__init__()
        url = self.halls.sqlite(Path(tempfile.mkdtemp(dir=self.halls.folder)), "mini")
        self.model = Model(hall.MONDAY.astimezone(UTC))
        self.patch = pytest.MonkeyPatch()
        # The hall's clock stands still between the steps: no limit is reached by a slow machine.
        self.patch.setattr(store_module, "read_head", self._head)
        self.store = hall.connect(url)
        self.desks = {number: hall.open_counter(self.store, number) for number in (1, 2)}
        self.mall, self.board = board.read(self.store)
        self.knife = Knife(self.store)
        self.dice = random.Random(0)
        self.request = ""

    @initialize(seed=st.integers(0, 10_000))
    def cast(self, seed: int) -> None:
        """Decide where programs end in the middle of a write."""
        self.dice.seed(seed)

    def _head(self, connection: Any) -> Head:
        return dataclasses.replace(read_head(connection), now=self.model.now)

    def teardown(self) -> None:
        assert checks.check(self.store).problems == ()
        self.store.close()
        self.patch.undo()

    def both(self, real: Callable[[], Any], told: Callable[[], Any]) -> None:
        """Do the same in the hall and in the model: both agree on the result, or both refuse.

        Now and then the program of the hall ends somewhere in the write, and asks again under the same request.
        """
        self.request = hall.request()
        snapshot = {code: dataclasses.replace(one) for code, one in self.model.people.items()}
        facts = self.model.facts
        try:
            expected = told()
        except No:
            self.model.people, self.model.facts = snapshot, facts
            with pytest.raises(Refused):
                self._in_spite_of_faults(real)
        else:
            assert self._in_spite_of_faults(real) == expected

    def _in_spite_of_faults(self, real: Callable[[], Any]) -> Any:
        with contextlib.suppress(Cut), self.knife.before(self.dice.choice(ENDS)):
            return real()
        return real()

    @rule(priority=st.booleans())
    def issue(self, priority: bool) -> None:
        def told() -> tuple[str, int]:
            ahead = len(self.model.line("AP" if priority else "AA"))
            return self.model.give(priority, self.request).code, ahead

        def real() -> tuple[str, int]:
            issued = front.issue(self.store, "surat", request_id=self.request, device="k", priority=_kind(priority))
            return issued.ticket.code, issued.people_ahead

        self.both(real, told)

    @rule(counter=st.sampled_from([1, 2]), priority=st.booleans(), is_served_now=st.booleans())
    def give_at_the_counter(self, counter: int, priority: bool, is_served_now: bool) -> None:
        def told() -> tuple[str, bool]:
            if is_served_now:
                self.model.sitting(counter, free=True)
            self._is_open(counter)
            others = self.model.line("AP" if priority else "AA")
            one = self.model.give(priority, self.request)
            if is_served_now:
                self.model.call(one, counter, counts=False, chosen=bool(others))
            return one.code, one.chosen

        def real() -> tuple[str, bool]:
            give = desk_tickets.walk_in if is_served_now else desk_tickets.issue_for
            given = give(self.store, self.desks[counter], "surat", priority=_kind(priority), request_id=self.request)
            return given.ticket.code, given.ticket.is_chosen

        self.both(real, told)

    @precondition(lambda self: self.model.people)
    @rule(counter=st.sampled_from([1, 2]), pick=st.integers(0, 10_000))
    def next_step(self, counter: int, pick: int) -> None:
        people = [one for one in self.model.people.values() if one.counter == counter] or list(
            self.model.people.values()
        )
        code = people[pick % len(people)].code

        def told() -> str:
            self._is_open(counter)
            one = self.model.people[code]
            if one.counter != counter or one.state not in (*ACTIVE, "held", "done"):
                raise No
            return self.model.give(one.priority, self.request).code

        def real() -> str:
            at = self.desks[counter]
            return desk_tickets.next_step(self.store, at, code, "legalisasi", request_id=self.request).ticket.code

        self.both(real, told)

    @rule(counter=st.sampled_from([1, 2]), and_next=st.booleans())
    def call_next(self, counter: int, and_next: bool) -> None:
        def told() -> str | None:
            here = self.model.sitting(counter, free=not and_next)
            if and_next:
                here.state, here.undoable = "done", None
            chosen = self.model.choose(counter)
            if chosen is None:
                return None
            self.model.call(chosen[0], counter, counts=chosen[1])
            return chosen[0].code

        def real() -> str | None:
            do = desk.finish_and_call_next if and_next else desk.call_next
            found = do(self.store, self.desks[counter], request_id=self.request)
            return found.ticket.code if isinstance(found, Called) else None

        self.both(real, told)

    @rule(counter=st.sampled_from([1, 2]), action=st.sampled_from(["recall", "start", "finish", "no_show", "release"]))
    def with_the_one_here(self, counter: int, action: str) -> None:
        def told() -> str:
            one = self.model.sitting(counter, free=False)
            if one.state == "serving" and action != "finish":
                raise No
            match action:
                case "recall":
                    self.model.recall(one)
                case "start":
                    one.state = "serving"
                case "release":
                    self.model.release(one)
                case "finish" | "no_show":
                    former = {"state": "serving" if action == "finish" else "called"}
                    one.state = "done" if action == "finish" else "no_show"
                    one.undoable = (counter, self.model.now, former)
            return one.state

        def real() -> str:
            found = getattr(desk, action)(self.store, self.desks[counter], request_id=self.request)
            return str(found.state.value)

        self.both(real, told)

    @rule(counter=st.sampled_from([1, 2]), remind=st.sampled_from([None, 0, 1, 240, 241]))
    def hold(self, counter: int, remind: int | None) -> None:
        def told() -> str:
            one = self.model.sitting(counter, free=False)
            if remind in (0, 241):
                raise No
            one.state, one.undoable = "held", None
            one.remind_at = None if remind is None else self.model.now + timedelta(minutes=remind)
            return one.code

        def real() -> str:
            at = self.desks[counter]
            return desk.hold(self.store, at, reason="x", remind_minutes=remind, request_id=self.request).code

        self.both(real, told)

    @precondition(lambda self: self.model.people)
    @rule(
        counter=st.sampled_from([1, 2]),
        text=st.sampled_from(["", "berkas ada di map", "menunggu fotokopi", "NIK 3201-2345-6789-0123"]),
        pick=st.integers(0, 10_000),
    )
    def note(self, counter: int, text: str, pick: int) -> None:
        fitting = [one for one in self.model.people.values() if one.counter == counter and one.state != "done"]
        people = fitting or list(self.model.people.values())
        code = people[pick % len(people)].code

        def told() -> str:
            self._is_open(counter)
            one = self.model.people[code]
            is_here = one.counter == counter and one.state in (*ACTIVE, "held")
            was_sent = one.state == "waiting" and one.undoable is not None and one.undoable[0] == counter
            if "NIK" in text or not (is_here or was_sent):
                raise No
            one.notes = {by: written for by, written in one.notes.items() if by != counter}
            if text:
                one.notes[counter] = text
            return code

        self.both(lambda: notes.add(self.store, self.desks[counter], code, text, request_id=self.request).code, told)

    @rule(
        counter=st.sampled_from([1, 2]),
        to=st.sampled_from(sorted(TARGETS)),
        anyway=st.booleans(),
        note=st.sampled_from(["", "sudah diverifikasi"]),
    )
    def transfer(self, counter: int, to: str, anyway: bool, note: str) -> None:
        goes_to = "1" if to == "information" else to

        def told() -> str:
            one = self.model.sitting(counter, free=False)
            # Whoever sends is open and calls from both queues: only a single counter can be empty.
            if goes_to == str(counter) or (goes_to.isdigit() and not anyway and not self.model.open[int(goes_to)]):
                raise No
            former = {"state": one.state, "queue": one.queue, "reserved": one.reserved}
            former["read_by_sender"] = one.read_by_sender
            one.read_by_sender = frozenset(one.notes) - {counter}
            if note:
                one.notes = {**one.notes, counter: note}
            one.undoable = (counter, self.model.now, former)
            one.state, one.counter = "waiting", None
            one.queue = one.queue if goes_to.isdigit() else goes_to
            one.reserved = int(goes_to) if goes_to.isdigit() else None
            return one.code

        def real() -> str:
            at, target = self.desks[counter], TARGETS[to]
            options: dict[str, Any] = {"even_if_closed": anyway, "note": note, "request_id": self.request}
            return desk.transfer(self.store, at, target, **options).code

        self.both(real, told)

    @precondition(lambda self: self.model.people)
    @rule(
        counter=st.sampled_from([1, 2]),
        action=st.sampled_from(["call", "resume", "reinstate", "cancel", "undo"]),
        pick=st.integers(0, 10_000),
        likely=st.booleans(),
    )
    def with_a_chosen_one(self, counter: int, action: str, pick: int, likely: bool) -> None:
        people = list(self.model.people.values())
        fitting = {"call": "waiting", "resume": "held", "reinstate": "no_show"}.get(action)
        if likely:
            # Half of the time one for whom it may work, else nearly every step would be refused.
            people = [
                one for one in people if (one.undoable is not None if action == "undo" else one.state == fitting)
            ] or people
        code = people[pick % len(people)].code

        def told() -> str:
            one = self.model.people[code]
            self.model.sitting(counter, free=True) if action in ("call", "resume", "undo") else self._is_open(counter)
            self.model.act(action, one, counter)
            return one.state

        def real() -> str:
            do, options = getattr(desk, action), {"reason": "chosen"} if action == "call" else {}
            found = do(self.store, self.desks[counter], code, request_id=self.request, **options)
            return str((found.ticket if isinstance(found, Called) else found).state.value)

        self.both(real, told)

    def _is_open(self, counter: int) -> None:
        if not self.model.open[counter]:
            raise No

    @precondition(lambda self: self.model.people)
    @rule(pick=st.integers(0, 10_000))
    def take_back(self, pick: int) -> None:
        one = list(self.model.people.values())[-1 - pick % min(2, len(self.model.people))]

        def told() -> str:
            if one.state not in ("waiting", "held", "no_show") or one.calls:
                raise No
            if self.model.now - one.taken_at > timedelta(seconds=15):
                raise No
            one.state, one.undoable = "cancelled", None
            return one.code

        self.both(lambda: front.cancel(self.store, issue_request=one.request, request_id=self.request).code, told)

    @rule(counter=st.sampled_from([1, 2]))
    def close_or_open(self, counter: int) -> None:
        if not self.model.open[counter]:
            self.model.open[counter] = True
            hall.open_counter(self.store, counter)
            return

        def told() -> str:
            here = self.model.at(counter)
            if here is not None and here.state == "serving":
                raise No
            if here is not None:
                self.model.release(here)
            self.model.open[counter] = False
            return "closed"

        self.both(
            lambda: roster.close_counter(self.store, self.desks[counter], request_id=self.request).state.value, told
        )

    @rule(seconds=st.sampled_from([2, 4, 11]))
    def time_passes(self, seconds: int) -> None:
        self.model.now += timedelta(seconds=seconds)

    @precondition(lambda self: len(self.model.people) > 8)
    @rule(force=st.booleans())
    def close_the_day(self, force: bool) -> None:
        def told() -> int:
            left = [one for one in self.model.people.values() if one.state in (*ACTIVE, "waiting", "held", "no_show")]
            if not force and any(one.state != "no_show" for one in left):
                raise No
            for one in self.model.people.values():
                one.notes = {}
            for one in left:
                one.state = "done" if one.state == "serving" else "expired"
                one.undoable, one.remind_at = None, None
            self.model.open = {1: False, 2: False}
            return len(left)

        def real() -> int:
            reason = "drill" if force else None
            closed = closing.close_today(self.store, force_reason=reason, request_id=self.request)
            return len(closed.expired) + len(closed.finished)

        self.both(real, told)

    @invariant()
    def every_ticket_is_as_told(self) -> None:
        with self.store.read() as unit:
            rows = [tickets.from_row(row) for row in unit.connection.execute(select(tables.tickets))]
        found = {
            row.code: (
                *(row.state, row.counter, row.queue, row.reserved_counter),
                *(row.call_count, row.is_chosen, row.remind_at),
            )
            for row in rows
        }
        assert len(found) == len(rows)
        assert found == {
            code: (one.state, one.counter, one.queue, one.reserved, one.calls, one.chosen, one.remind_at)
            for code, one in self.model.people.items()
        }
        active = [row.counter for row in rows if row.state in ACTIVE]
        assert len(set(active)) == len(active)
        assert not [row for row in rows if row.state == "waiting" and row.counter is not None]

    @invariant()
    def the_board_is_as_told_and_as_folded(self) -> None:
        _, now = board.read(self.store)
        waiting = Counter(one.queue for one in self.model.people.values() if one.state == "waiting")
        assert now.waiting == dict(waiting)
        for event in hall.log(self.store, self.board.newest):
            self.board = board.fold(self.board, self.mall, event)
        assert self.board == dataclasses.replace(now, now=self.board.now)

    @invariant()
    def the_screen_names_who_is_next(self) -> None:
        for counter in (1, 2):
            chosen = self.model.choose(counter)
            view = desk_view.read(self.store, counter)
            assert (view.next_in_line and view.next_in_line.code) == (chosen and chosen[0].code)
            here = self.model.at(counter)
            assert (view.active and view.active.code) == (here and here.code)
            written = {} if here is None else here.notes
            assert {note.counter: note.text for note in view.active_notes} == written


def test_any_day_goes_by_the_rules(halls: hall.Halls) -> None:
    Walk.halls = halls
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Walk,
        settings=settings(
            max_examples=14, stateful_step_count=40, deadline=None, derandomize=True, database=None, print_blob=False
        ),
    )
