"""Whether a queue has room for one more person today, and whether anybody is there to serve it.

A queue is full when those who already wait would keep its counters busy until closing: people × target minutes of
their services ÷ counters ≥ minutes left, breaks subtracted. A counter may own several queues; its minutes go to those
of them that need them, so that nobody is sent away while a counter of the queue would stand idle, and nobody is taken
in whom no counter has minutes for. Of the priority queue of an agency the same: its people use up minutes of its
counters. A priority number is given whenever a regular one of the same service is (docs/adr/0017).

Help counters are not reckoned with: they help when their own queues leave them time, which nobody can promise.
Tickets that are called, served, held or missed do not wait and are not counted.
"""

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import Final

from antrean import hours, sharing
from antrean.errors import Reason
from antrean.mall_record import Mall
from antrean.model import Service

_TICKS_A_MINUTE: Final = 60
"""Minutes are shared in whole seconds: parts of a float never add up to the whole."""


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """The counters and the people waiting at one moment, and what follows for every service."""

    mall: Mall
    at: datetime
    """Aware, in the mall's zone."""
    waiting: Mapping[tuple[str, str], int]
    """People waiting by (queue, service); priority people stand in the priority queue of their agency."""
    staffed: Collection[int]
    """Counters with an officer. A short break of one still counts: the officer comes back to the same people."""
    narrowed: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """Shared counters that work for some of their agencies only, with those agencies (`sharing.narrowed`)."""

    def why_not(self, service: Service) -> Reason | None:
        """Return NOT_STAFFED or HALL_FULL for a service that takes nobody in now, None for one that does.

        Opening hours and quota are not looked at. In a hall that is open all day there is always room.
        """
        if not is_limited(self.mall):
            return None
        if self.is_staff_expected and not self._is_staffed(service.agency):
            return Reason.NOT_STAFFED
        if service.queue not in self._has_room:
            self._has_room.update(self._reckon(service.queue))
        return None if self._has_room[service.queue] else Reason.HALL_FULL

    @cached_property
    def is_staff_expected(self) -> bool:
        """Whether those who serve are those who are signed in; until then the counters of the mall file are taken."""
        return is_staff_expected(self.mall, self.at)

    def counters_of(self, queue: str) -> tuple[int, ...]:
        """Return the counters a queue is reckoned with now.

        Those that own it; once staff is expected, those of them that are staffed. A queue whose own counters are all
        empty while others of its agency are not keeps its scheduled ones: somebody is there to open one or to send
        the people on. A queue that is helped only is reckoned with its helpers.
        """
        calling = sharing.counters_of(self.mall, queue, self.narrowed)
        scheduled = tuple(number for number in calling if queue in self.mall.counter(number).own) or calling
        if not self.is_staff_expected:
            return scheduled
        return tuple(number for number in scheduled if number in self.staffed) or scheduled

    @cached_property
    def _has_room(self) -> dict[str, bool]:
        """What was reckoned so far: a kiosk's page asks for every service, a new number for one."""
        return {}

    def _is_staffed(self, agency: str) -> bool:
        """Say whether somebody sits at a counter of an agency, a helping one too: who is there can call its people."""
        return any(
            number in self.staffed and sharing.calls_from(self.mall, number, queue.code, self.narrowed)
            for queue in self.mall.queues
            if queue.agency == agency
            for number in self.mall.counters_of(queue.code)
        )

    def _reckon(self, queue: str) -> dict[str, bool]:
        """Say of a queue, and of all that share counters with it, whether they have room."""
        counters = {queue: self.counters_of(queue)}
        found = [queue]
        while found:
            for number in counters[found.pop()]:
                counter = self.mall.counter(number)
                for code in (*counter.own, *counter.help):
                    if code not in counters and number in (serving := self.counters_of(code)):
                        counters[code] = serving
                        found.append(code)
        work = dict.fromkeys(counters, 0)
        for (code, service), people in self.waiting.items():
            if code in work:
                work[code] += people * self.mall.service(service).target_minutes * _TICKS_A_MINUTE
        minutes = hours.minutes_left(self.mall.hours, self.at) or 0
        roomy = queues_with_room(work, counters, int(minutes * _TICKS_A_MINUTE))
        return {code: code in roomy for code in work}


def is_limited(mall: Mall) -> bool:
    """Say whether a mall can be full at all: one that is open all day has no closing to wait for."""
    return not mall.hours.always_open


def is_staff_expected(mall: Mall, at: datetime) -> bool:
    """Say whether somebody should sit at the counters by now; `at` is aware, in the mall's zone."""
    served = hours.minutes_served(mall.hours, at)
    return is_limited(mall) and served is not None and served >= mall.rules.staffed_after_minutes


def queues_with_room(work: Mapping[str, int], counters: Mapping[str, Iterable[int]], each: int) -> frozenset[str]:
    """Return the queues for which a counter has time left once all work is shared out.

    `work` is what waits in each queue, `counters` who serves it, `each` the time of every counter; all in one unit.
    A queue has room exactly when a little more work in it could still be done, however the work is shared out: what
    a counter does for one queue moves to another counter of that queue where this helps (augmenting paths).
    """
    sharing = _Sharing({queue: tuple(served) for queue, served in counters.items()}, each)
    for queue, amount in work.items():
        sharing.place(queue, amount)
    return frozenset(queue for queue in work if sharing.path(queue) is not None)


class _Sharing:
    """The time of the counters while it is shared out to the queues."""

    def __init__(self, counters: Mapping[str, tuple[int, ...]], each: int) -> None:
        self._counters = counters
        self._left = {number: each for served in counters.values() for number in served}
        self._given: dict[int, dict[str, int]] = {number: {} for number in self._left}

    def place(self, queue: str, amount: int) -> None:
        """Give a queue the time it needs, or all there is."""
        while amount > 0 and (path := self.path(queue)) is not None:
            last = path[-1][1]
            # Each further queue on the path makes room at the counter before it by going on to its own.
            moves = [(before, mover) for (_, before), (mover, _) in pairwise(path)]
            moved = min(amount, self._left[last], *(self._given[before][mover] for before, mover in moves))
            for before, mover in moves:
                self._given[before][mover] -= moved
            for mover, number in path:
                self._given[number][mover] = self._given[number].get(mover, 0) + moved
            self._left[last] -= moved
            amount -= moved

    def path(self, queue: str) -> list[tuple[str, int]] | None:
        """Return the shortest way to a counter with time left: (queue, counter) after (queue, counter), or None."""
        came: dict[int, tuple[str, int | None]] = {}
        seen = {queue}
        open_ends: deque[tuple[str, int | None]] = deque([(queue, None)])
        while open_ends:
            mover, before = open_ends.popleft()
            for number in self._counters[mover]:
                if number in came:
                    continue
                came[number] = (mover, before)
                if self._left[number] > 0:
                    return _back(came, number)
                for other, given in self._given[number].items():
                    if given > 0 and other not in seen:
                        seen.add(other)
                        open_ends.append((other, number))
        return None


def _back(came: Mapping[int, tuple[str, int | None]], last: int) -> list[tuple[str, int]]:
    way: list[tuple[str, int]] = []
    at: int | None = last
    while at is not None:
        mover, before = came[at]
        way.append((mover, at))
        at = before
    return way[::-1]
