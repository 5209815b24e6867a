"""Three ways of the same two writes, and the processes that do them at the same time."""

import contextlib
import multiprocessing
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, Final, Protocol

from sqlalchemy.exc import OperationalError

from antrean import desk, front
from antrean.desk import Called, Desk
from antrean.errors import Unavailable
from bench.core import CoreDriver
from bench.hall import MONDAY, Hall, Place, connect, request
from bench.raw import RawDriver
from bench.script import Script

KINDS: Final = ("raw", "core", "antrean")
ACTIONS: Final = ("issue", "call")


class Writer(Protocol):
    def issue(self, service: str) -> None: ...
    def call(self, place: Place) -> None: ...
    def close(self) -> None: ...


class Antrean:
    """The use cases themselves, as kiosk and counter use them."""

    def __init__(self, hall: Hall) -> None:
        self._store = connect(hall.url)

    def issue(self, service: str) -> None:
        front.issue(self._store, service, request_id=request(), device="bench")

    def call(self, place: Place) -> None:
        at = Desk(counter=place.counter, officer=place.officer)
        called = desk.finish_and_call_next(self._store, at, request_id=request())
        assert isinstance(called, Called), "nobody waits"

    def close(self) -> None:
        self._store.close()


def make(kind: str, hall: Hall) -> Writer:
    """Return a writer of a kind: raw, core or antrean."""
    if kind == "antrean":
        return Antrean(hall)
    driver = RawDriver(hall.url) if kind == "raw" else CoreDriver(hall.url)
    return Script(driver, hall, MONDAY.date().isoformat())


@dataclass(frozen=True, kw_only=True)
class Order:
    """What one process does in one round: at most `most` operations and at most `seconds`, from a moment on."""

    kind: str
    action: str
    most: int
    seconds: float
    start_at: float


@dataclass(frozen=True, kw_only=True)
class Done:
    operations: int
    began: float
    ended: float
    longest_s: float
    busy: int
    """How often the write lock could not be had in time."""


class Crew:
    """Processes with a connection and a counter each; use it as a context manager."""

    def __init__(self, hall: Hall, size: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._links: list[Connection] = []
        self._processes = []
        for at in range(size):
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, hall, at), daemon=True)
            process.start()
            theirs.close()
            self._links.append(ours)
            self._processes.append(process)
        for link in self._links:
            _receive(link)

    def round(self, kind: str, action: str, *, size: int, most: int, seconds: float) -> list[Done]:
        """Let the first `size` processes work at the same time; return what each did."""
        start_at = time.perf_counter() + 0.02
        order = Order(kind=kind, action=action, most=most, seconds=seconds, start_at=start_at)
        for link in self._links[:size]:
            link.send(order)
        return [_receive(link) for link in self._links[:size]]

    def __enter__(self) -> "Crew":
        return self

    def __exit__(self, *_: object) -> None:
        for link in self._links:
            link.close()
        for process in self._processes:
            process.join(10)
            if process.is_alive():
                process.terminate()


def rate(done: Sequence[Done]) -> float:
    """Return operations per second of a round."""
    total = sum(one.operations for one in done)
    return total / (max(one.ended for one in done) - min(one.began for one in done))


def _receive(link: Connection) -> Any:
    answer = link.recv()
    if isinstance(answer, str):
        raise RuntimeError(f"a benchmark process failed:\n{answer}")
    return answer


def _work(link: Connection, hall: Hall, at: int) -> None:
    writers: dict[str, Writer] = {}
    try:
        link.send(None)
        while True:
            order: Order = link.recv()
            if order.kind not in writers:
                writers[order.kind] = make(order.kind, hall)
            writer = writers[order.kind]
            link.send(_repeat(order, _operation(writer, order.action, hall, at)))
    except EOFError:
        pass  # the crew is dismissed
    except Exception:  # noqa: BLE001 - the process that waits for the answer tells it
        # Unless that one has ended with another process's trouble.
        with contextlib.suppress(OSError):
            link.send(traceback.format_exc())
    finally:
        for writer in writers.values():
            writer.close()


def _operation(writer: Writer, action: str, hall: Hall, at: int) -> Callable[[int], None]:
    if action == "call":
        place = hall.places[at]
        return lambda turn: writer.call(place)
    services = hall.services
    # Every kiosk begins elsewhere in the list.
    return lambda turn: writer.issue(services[(turn + at * 5) % len(services)])


def _repeat(order: Order, operation: Callable[[int], None]) -> Done:
    time.sleep(max(0.0, order.start_at - time.perf_counter()))
    began = before = time.perf_counter()
    end = began + order.seconds
    turn, busy, longest = 0, 0, 0.0
    while turn < order.most and before < end:
        try:
            operation(turn)
        except (Unavailable, OperationalError):
            # On a crowded machine the store's own patience ends: the apps say so and try again.
            busy += 1
        else:
            turn += 1
        now = time.perf_counter()
        longest = max(longest, now - before)
        before = now
    return Done(operations=turn, began=began, ended=before, longest_s=longest, busy=busy)
