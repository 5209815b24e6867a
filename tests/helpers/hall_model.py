"""The rules of DESIGN sections 4 and 5 once more, in plain words and without a database: what a test compares to."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

# The mini mall: counter 1 calls AP and AA, counter 2 calls AA and helps AP.
OWN: dict[int, tuple[str, ...]] = {1: ("AP", "AA"), 2: ("AA",)}
HELP: dict[int, tuple[str, ...]] = {1: (), 2: ("AP",)}
ACTIVE = ("called", "serving")


@dataclass
class Visitor:
    """One ticket as a person in the hall would tell its story."""

    code: str
    queue: str
    priority: bool
    request: str
    taken_at: datetime
    place: tuple[int, int]
    state: str = "waiting"
    counter: int | None = None
    reserved: int | None = None
    calls: int = 0
    calls_that_stand: int = 0
    called_at: datetime | None = None
    turn: tuple[int, int] | None = None
    undoable: tuple[int, datetime, dict[str, Any]] | None = None
    chosen: bool = False
    remind_at: datetime | None = None
    notes: dict[int, str] = field(default_factory=dict)
    """What was written about the visitor, by counter."""
    read_by_sender: frozenset[int] = frozenset()
    """Whose notes the counter had read that sent the visitor on last."""


class No(Exception):
    """The model's refusal."""


class Model:
    """The rules of DESIGN sections 4 and 5, in the plainest words, over a list that is searched whole."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.people: dict[str, Visitor] = {}
        self.open = {1: True, 2: True}
        self.numbers = Counter[str]()
        self.facts = 0

    def next_fact(self) -> int:
        self.facts += 1
        return self.facts

    def give(self, priority: bool, request: str) -> Visitor:
        """Put somebody at the end of a line, with the next number of it."""
        queue = "AP" if priority else "AA"
        self.numbers[queue] += 1
        code = f"{queue}-{self.numbers[queue]:03d}"
        self.people[code] = Visitor(code, queue, priority, request, self.now, (self.next_fact(), 0))
        return self.people[code]

    def at(self, counter: int) -> Visitor | None:
        found = [one for one in self.people.values() if one.counter == counter and one.state in ACTIVE]
        assert len(found) <= 1
        return found[0] if found else None

    def sitting(self, counter: int, *, free: bool) -> Visitor:
        here = self.at(counter)
        if not self.open[counter] or (free and here is not None) or (not free and here is None):
            raise No
        return here  # type: ignore[return-value]

    def line(self, queue: str, priority: bool | None = None) -> list[Visitor]:
        found = [one for one in self.people.values() if one.state == "waiting" and one.reserved is None]
        found = [one for one in found if one.queue == queue and priority in (None, one.priority)]
        return sorted(found, key=lambda one: one.place)

    def choose(self, counter: int) -> tuple[Visitor, bool] | None:
        lines = [self.line(queue, kind) for queue in OWN[counter] + HELP[counter] for kind in (True, False)]
        waiting_here = [one for one in self.people.values() if one.state == "waiting" and one.reserved == counter]
        lines.append(sorted(waiting_here, key=lambda one: one.place))
        first = [line[0] for line in lines if line]
        if not first:
            return None
        both = len({one.priority for one in first}) == 2
        if both:
            turns = sorted(
                (
                    (one.turn[1], one.priority)
                    for one in self.people.values()
                    if one.turn is not None and one.turn[0] == counter
                ),
                reverse=True,
            )[:2]
            regular = [priority for _, priority in turns] == [True, True]
            first = [one for one in first if one.priority != regular]
        own = [one for one in first if one.reserved == counter or one.queue in OWN[counter]]
        return min(own or first, key=lambda one: one.place), both

    def call(self, one: Visitor, counter: int, *, counts: bool, chosen: bool = False) -> None:
        fact = self.next_fact()
        one.notes = {by: text for by, text in one.notes.items() if by not in one.read_by_sender}
        if counts and not one.calls_that_stand:
            one.turn = (counter, fact)
        one.calls_that_stand += 1
        self.announce(one, counter)
        one.chosen = chosen

    def announce(self, one: Visitor, counter: int) -> None:
        """A call that begins a stay: the first of those that are counted there."""
        one.state, one.counter, one.called_at, one.undoable = "called", counter, self.now, None
        one.calls, one.chosen, one.remind_at = 1, False, None

    def recall(self, one: Visitor) -> None:
        if one.calls > 5 or self.now - (one.called_at or self.now) < timedelta(seconds=10):
            raise No
        one.called_at, one.undoable = self.now, None
        one.calls += 1

    def release(self, one: Visitor) -> None:
        one.calls_that_stand -= 1
        if not one.calls_that_stand:
            one.turn = None
        one.state, one.counter, one.undoable, one.chosen = "waiting", None, None, False

    def act(self, action: str, one: Visitor, counter: int) -> None:
        """Do what a counter may do with a chosen number."""
        match action:
            case "call":
                # Both counters call from both queues.
                self._only(one, "waiting")
                self.call(one, counter, counts=False, chosen=True)
            case "resume":
                self._only(one, "held")
                self.next_fact()
                one.calls_that_stand += 1
                if one.counter != counter:
                    one.notes = {by: text for by, text in one.notes.items() if by == one.counter}
                self.announce(one, counter)
            case "reinstate":
                self._only(one, "no_show")
                ahead = self.line(one.queue)[:3]
                place = ahead[-1].place[0] if ahead else one.place[0]
                one.place = (place, self.next_fact())
                one.state, one.counter, one.undoable = "waiting", None, None
            case "cancel":
                self._only(one, "waiting", "held", "no_show")
                one.state, one.undoable, one.remind_at = "cancelled", None, None
            case "undo":
                self._undo(one, counter)

    def _only(self, one: Visitor, *states: str) -> None:
        if one.state not in states:
            raise No

    def _undo(self, one: Visitor, counter: int) -> None:
        if one.undoable is None or one.undoable[0] != counter:
            raise No
        _, at, former = one.undoable
        if self.now - at > timedelta(seconds=5):
            raise No
        for name, value in former.items():
            setattr(one, name, value)
        one.counter, one.undoable = counter, None
