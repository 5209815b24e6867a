"""The other counters of a hall and its kiosks, each a process: they work at a mall's rate until they are told."""

import contextlib
import itertools
import multiprocessing
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection
from typing import Any, Final

from antrean import desk, desk_view, front, roster
from antrean.desk import Called, Desk
from antrean.errors import Refused, Unavailable
from antrean.store import tickets
from antrean.store.store import Store
from bench.hall import Hall, connect, request

LOOK_EVERY_S: Final = 4.0
"""So often something happens in a mall at its peak, and then every counter reads the log and looks at its desk."""
_GLANCE_S: Final = 0.25
"""How long a kiosk lets the lines be before it looks who has left them."""
_ADVANCE: Final = 0.1
"""So much of a visit has passed when the visitor is at the counter and the service begins."""
_READY_S: Final = 120.0


@dataclass(frozen=True, kw_only=True)
class Rate:
    """How fast the others work, and how long the lines are kept by those who come."""

    visit_s: float
    line: int


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One write, from the wish to its result: what it took, and how often the database was busy or away on the way."""

    seconds: float
    refusals: int


class Crew:
    """Processes that work in the hall while the block of the `with` runs."""

    def __init__(self, hall: Hall, rate: Rate, *, counters: tuple[int, ...], kiosks: int) -> None:
        context: Any = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
        if sys.platform != "win32":
            # So that forty processes pay for the imports once.
            context.set_forkserver_preload(["bench.counter_crew"])
        self._stop = context.Event()
        self._links: list[Connection] = []
        self._processes = []
        lines = services_of_lines(hall, counters)
        jobs: list[tuple[Any, Any]] = [(_officer, number) for number in counters]
        jobs += [(_kiosk, dict(list(lines.items())[first::kiosks])) for first in range(kiosks)]
        for work, argument in jobs:
            ours, theirs = context.Pipe()
            process = context.Process(
                target=_run, args=(theirs, self._stop, work, hall.url, rate, argument), daemon=True
            )
            process.start()
            theirs.close()
            self._links.append(ours)
            self._processes.append(process)

    def wait_ready(self) -> None:
        """Wait until everybody has a connection and knows the mall."""
        for link in self._links:
            _receive(link)

    def end(self) -> list[list[Deed]]:
        """Let everybody finish what they do; return the deeds of each, the counters first."""
        self._stop.set()
        return [_receive(link) for link in self._links]

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for link in self._links:
            link.close()
        for process in self._processes:
            process.join(10)
            if process.is_alive():
                process.terminate()
                process.join()


def services_of_lines(hall: Hall, counters: tuple[int, ...]) -> dict[str, str]:
    """Return, for each line of these counters, a service that anybody may join it for as often as they like."""
    called = {code for number in counters for code in hall.mall.counter(number).own}
    found: dict[str, str] = {}
    for service in hall.services:
        queue = hall.mall.service(service).queue
        if queue in called:
            found.setdefault(queue, service)
    return found


def fill(store: Store, lines: dict[str, str], count: int) -> int:
    """Give numbers until so many wait in each line; return how many were given."""
    with store.read() as unit:
        waiting = tickets.waiting_by_queue(unit)
    given = 0
    for queue, service in lines.items():
        for _ in range(count - waiting.get(queue, 0)):
            front.issue(store, service, request_id=request(), device="bench")
            given += 1
    return given


def _receive(link: Connection) -> Any:
    if not link.poll(_READY_S):
        raise Unavailable("bench", f"A counter of the benchmark said nothing within {_READY_S:g} s.")
    try:
        answer = link.recv()
    except EOFError:
        raise Unavailable("bench", "A counter of the benchmark ended early; what it said stands above.") from None
    if isinstance(answer, str):
        raise Unavailable("bench", f"A process of the benchmark failed:\n{answer}")
    return answer


def _run(link: Connection, stop: Any, work: Any, url: str, rate: Rate, argument: Any) -> None:
    store = connect(url)
    deeds: list[Deed] = []
    try:
        front.offer(store)
        link.send(None)
        deeds += work(store, lambda wait_s: stop.wait(wait_s) or link.poll(), rate, argument)
        link.send(deeds)
    except Exception:  # noqa: BLE001 - the process that waits for the answer tells it
        with contextlib.suppress(OSError):
            link.send(traceback.format_exc())
    finally:
        store.close()


_IsOver = Callable[[float], bool]
"""Waits so many seconds and says whether all are to end: they are told, or the process that would tell them is gone."""


def _officer(store: Store, is_over: _IsOver, rate: Rate, number: int) -> Iterator[Deed]:
    """Serve one visitor after another; follow the log and look at the desk as the counter's window does."""
    at, dice, wake = Desk(counter=number), random.Random(number), store.wake()
    with store.read() as unit:
        cursor, epoch = unit.head.newest, unit.head.epoch
    looked, is_called, has_news = time.perf_counter(), False, False
    day = _day(store)
    # Everybody is somewhere in the visit that was there at the beginning.
    due = looked + dice.random() * rate.visit_s
    while not is_over(0):
        now = time.perf_counter()
        if now >= due:
            try:
                is_called, deed = _serve_on(store, at, is_called=is_called)
            except Refused:
                # Midnight: the visit is over and the counter closed.
                if day == (day := _day(store)):
                    raise
                roster.open_counter(store, number, None, request_id=request(), is_administrator=True)
                is_called = False
                continue
            part = _ADVANCE if is_called else 1 - _ADVANCE
            due = now + rate.visit_s * part * dice.uniform(0.5, 1.5)
            yield deed
            desk_view.read(store, number)
            looked = now
            continue
        has_news = wake.wait(min(due - now, _GLANCE_S)) or has_news
        if has_news and now - looked >= LOOK_EVERY_S:
            batch = store.events_after(cursor, epoch)
            cursor = batch.events[-1].id if batch.events else cursor
            desk_view.read(store, number)
            looked, has_news = now, False
    wake.close()


def _serve_on(store: Store, at: Desk, *, is_called: bool) -> tuple[bool, Deed]:
    """Begin the service of who was called, or finish it and call the next; say whether somebody was called."""
    with store.read() as unit:
        is_free = tickets.active_at(unit, at.counter) is None
    step: Any = desk.start if is_called else desk.call_next if is_free else desk.finish_and_call_next
    wish, began = request(), time.perf_counter()
    for refusals in itertools.count():
        # The app tries again under the same request id, too: a repetition is safe.
        with contextlib.suppress(Unavailable):
            result = step(store, at, request_id=wish)
            return isinstance(result, Called), Deed(seconds=time.perf_counter() - began, refusals=refusals)
    raise AssertionError


def _kiosk(store: Store, is_over: _IsOver, rate: Rate, lines: dict[str, str]) -> Iterator[Deed]:
    """Give as many numbers as visitors are called, so that the lines stay as long as they are."""
    while not is_over(_GLANCE_S):
        with store.read() as unit:
            waiting = tickets.waiting_by_queue(unit)
        for queue, service in lines.items():
            for _ in range(rate.line - waiting.get(queue, 0)):
                yield _give(store, service)


def _day(store: Store) -> date:
    with store.read() as unit:
        return unit.service_day


def _give(store: Store, service: str) -> Deed:
    wish, began = request(), time.perf_counter()
    for refusals in itertools.count():
        with contextlib.suppress(Unavailable):
            front.issue(store, service, request_id=wish, device="bench")
            return Deed(seconds=time.perf_counter() - began, refusals=refusals)
    raise AssertionError
