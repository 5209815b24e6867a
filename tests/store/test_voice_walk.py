"""Whatever counters and displays do: who is called is spoken, nobody else, and nobody twice for one call."""

import json
import random
from dataclasses import replace

import pytest

from antrean import announcing, desk, mall, speaking
from antrean.announcing import Speaker, Turn
from antrean.desk import Desk, Target
from antrean.errors import Refused
from antrean.model import TicketState
from antrean.store.store import Store
from antrean.wording import AnnouncementKind
from tests.helpers import hall

COUNTERS = (2, 3, 4, 8)
"""All of them call from CA."""
ONE = Speaker(holder="one", device="display-one", zones=("Z1",))


class Walk:
    """Random deeds at four counters and one display; what is refused is no deed."""

    def __init__(self, store: Store, seed: int) -> None:
        self.store = store
        self.random = random.Random(seed)
        self.desks = [hall.open_counter(store, number) for number in COUNTERS]
        self.last = dict.fromkeys(COUNTERS, "CA-001")
        self.running: Turn | None = None
        self.begun: list[int] = []

    def step(self) -> None:
        who = self.random.choice(self.desks)
        deeds = [self.call, self.call, self.recall, self.recall, self.end, self.end, self.back, self.speak]
        try:
            self.random.choice(deeds)(who)
        except Refused:
            return

    def call(self, who: Desk) -> None:
        hall.issue(self.store)
        self.last[who.counter] = hall.call(self.store, who).code

    def recall(self, who: Desk) -> None:
        desk.recall(self.store, who, request_id=hall.request())

    def end(self, who: Desk) -> None:
        how = self.random.choice(["start", "finish", "no_show", "release", "hold", "transfer"])
        request = hall.request()
        if how == "hold":
            desk.hold(self.store, who, reason="copies_needed", request_id=request)
        elif how == "transfer":
            desk.transfer(self.store, who, Target(counter=self.random.choice(COUNTERS)), request_id=request)
        else:
            getattr(desk, how)(self.store, who, request_id=request)
        if how in ("no_show", "finish", "transfer") and self.random.random() < 0.5:
            self.undo(who)

    def undo(self, who: Desk) -> None:
        desk.undo(self.store, who, self.last[who.counter], request_id=hall.request())

    def back(self, who: Desk) -> None:
        how = self.random.choice([desk.resume, desk.reinstate])
        code = self.last[self.random.choice(list(self.last))]
        how(self.store, who, code, request_id=hall.request())
        if how is desk.resume:
            self.last[who.counter] = code

    def speak(self, _: Desk) -> None:
        if self.running is None:
            self.begin()
            return
        how = self.random.random()
        if how < 0.2:
            speaking.announce(self.store, None, "Mohon keluar", kind="emergency", request_id=hall.request())
            announcing.put_back(self.store, ONE, self.running.announcement)
            self.begun.remove(self.running.announcement.id)
        else:
            announcing.note_result(self.store, ONE, self.running.announcement, spoken=True)
        self.running = None

    def begin(self) -> None:
        self.running = announcing.next_announcement(self.store, ONE)
        if self.running is not None:
            said = self.running.announcement
            self.begun.append(said.id)
            # Whoever is sent to a counter is awaited there, and whoever is told to report has missed a call there.
            ticket = hall.ticket(self.store, said.code)
            wanted = TicketState.NO_SHOW if said.kind is AnnouncementKind.MISSED else TicketState.CALLED
            assert (ticket.state, ticket.counter) == (wanted, said.counter)

    def drain(self) -> None:
        """Speak until nothing is left."""
        while True:
            if self.running is None:
                self.begin()
            if self.running is None:
                return
            announcing.note_result(self.store, ONE, self.running.announcement, spoken=True)
            self.running = None


def check(store: Store, walk: Walk) -> int:
    """Compare the line with the tickets after all was spoken; return how many stand called."""
    walk.drain()
    columns = "id, ticket, counter, kind, state, why, body"
    rows = hall.rows(store, f"SELECT {columns} FROM announcements ORDER BY event, id")
    assert {row.state for row in rows} <= {"spoken", "replaced"}
    assert len(set(walk.begun)) == len(walk.begun)
    assert sorted(walk.begun) == [row.id for row in rows if row.state == "spoken"]
    # What was not said is known, with the reason: it was no longer true, or something newer of the ticket was said.
    last = {row.ticket: row for row in rows if row.ticket is not None}
    assert all(row.why for row in last.values() if row.state == "replaced" and row.kind != "missed")
    newest = {row.ticket: row for row in rows if row.ticket is not None and row.kind != "missed"}
    tickets = hall.rows(store, "SELECT id, counter, call_count FROM tickets WHERE state = 'called'")
    for one in tickets:
        said = newest[one.id]
        count = json.loads(said.body)["call_count"]
        assert (said.state, said.counter, count) == ("spoken", one.counter, one.call_count)
    return len(tickets)


@pytest.mark.parametrize("seed", [1, 2])
def test_who_is_called_is_spoken(store: Store, seed: int) -> None:
    record = mall.read(store)
    mall.load(store, replace(record, rules=replace(record.rules, recall_gap_s=0, undo_within_s=60)))
    announcing.hold_leases(store, ONE, late_after_s=120)
    walk, called = Walk(store, seed), 0
    for _ in range(10):
        for _ in range(12):
            walk.step()
        called += check(store, walk)
    assert called > 5
