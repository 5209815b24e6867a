"""Several processes that race for one hall, and what each of them does.

Run as `python -m tests.helpers.racers`: every line it reads is a race, [URL, [[KIND, ARGUMENT], …]], and every line it
writes is what the racers got. It forks them, so that only the first race pays for the imports.
"""

import json
import multiprocessing
import random
import sys
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from antrean import closing, desk, desk_tickets, front, mall, roster, signing
from antrean.desk import Called, Desk
from antrean.errors import Refused, Unavailable
from antrean.store.store import Store
from tests.helpers import hall

SERVICES = ("ktp", "ikd", "kk")


T = TypeVar("T")


def insist(do: Callable[..., T], *arguments: Any, **options: Any) -> T:
    """Do something under one request id until the database answers, as the apps do: a repetition is safe."""
    options["request_id"] = options.get("request_id") or hall.request()
    for _ in range(10):
        try:
            return do(*arguments, **options)
        except Unavailable:
            continue
    return do(*arguments, **options)


def visitors(store: Store, argument: str) -> Iterator[Any]:
    """Take so many numbers of services that share queues."""
    for number in range(int(argument)):
        issued = insist(front.issue, store, SERVICES[number % 3], device="k")
        yield ["issued", issued.ticket.code, issued.ticket.id]


def officer(store: Store, argument: str) -> Iterator[Any]:
    """Call and finish at one counter until so many were served: in single steps and with finish-and-next."""
    number, count = (int(part) for part in argument.split(":"))
    at, served, wake = Desk(counter=number), 0, store.wake()
    found = insist(desk.call_next, store, at)
    while served < count:
        if not isinstance(found, Called):
            wake.wait(0.1)
            found = insist(desk.call_next, store, at)
            continue
        yield ["called", found.ticket.code, number]
        served += 1
        if random.random() < 0.5:
            found = insist(desk.finish_and_call_next, store, at)
            continue
        insist(desk.start, store, at)
        insist(desk.finish, store, at)
        found = insist(desk.call_next, store, at)
    if isinstance(found, Called):
        insist(desk.release, store, at)
    wake.close()


def mall_visitors(store: Store, argument: str) -> Iterator[Any]:
    """Take a number of each of these services, as often as they are named."""
    for service in argument.split(","):
        yield insist(front.issue, store, service, device="k").ticket.code


def officers(store: Store, argument: str) -> Iterator[Any]:
    """Work several counters in turns, somebody at each, until all who are to come came and nobody waits for them."""
    numbers, total = argument.split(":")
    places, wake = [Desk(counter=int(number)) for number in numbers.split(",")], store.wake()
    has_visitor = dict.fromkeys(places, False)
    # How many had come when nobody was left for a counter: only somebody new is worth another call.
    empty_at = dict.fromkeys(places, -1)
    while True:
        ((came,),) = hall.rows(store, "SELECT count(*) FROM tickets")
        for at in [one for one in places if empty_at[one] < came]:
            if has_visitor[at] and random.random() < 0.5:
                insist(desk.start, store, at)
            found = insist(desk.finish_and_call_next if has_visitor[at] else desk.call_next, store, at)
            has_visitor[at] = isinstance(found, Called)
            if isinstance(found, Called):
                yield ["called", found.ticket.code, at.counter]
            else:
                empty_at[at] = came
        if not any(has_visitor.values()):
            if came >= int(total):
                break
            wake.wait(0.1)
    wake.close()


def reader(store: Store, argument: str) -> Iterator[Any]:
    """Follow the log after a cursor, woken as a display is, until the day is closed."""
    cursor = int(argument)
    with store.read() as unit:
        epoch = unit.head.epoch
    wake = store.wake()
    while True:
        batch = store.events_after(cursor, epoch)
        for event in batch.events:
            cursor = event.id
            yield event.id
            if event.kind == "day_closed":
                wake.close()
                return
        if not batch.events:
            wake.wait(1)


def last_one(store: Store, argument: str) -> Iterator[Any]:
    """Call the next visitor once at a counter."""
    found = insist(desk.call_next, store, Desk(counter=int(argument)))
    yield found.ticket.code if isinstance(found, Called) else None


def walk_in(store: Store, argument: str) -> Iterator[Any]:
    """Take somebody in who walked up to a counter; COUNTER:REQUEST, no request = one of its own."""
    number, request = argument.split(":")
    try:
        found = insist(desk_tickets.walk_in, store, Desk(counter=int(number)), "ktp", request_id=request or None)
    except Refused as refused:
        yield refused.reason.value
    else:
        yield found.ticket.code


def same_request(store: Store, argument: str) -> Iterator[Any]:
    """Take a number under a request id that others use at the same moment."""
    yield insist(front.issue, store, "ktp", request_id=argument, device="k").ticket.code


def opener(store: Store, argument: str) -> Iterator[Any]:
    """Sit down at counter 4."""
    try:
        insist(roster.open_counter, store, 4, int(argument))
    except Refused as refused:
        yield refused.reason.value
    else:
        yield "open"


def guesser(store: Store, argument: str) -> Iterator[Any]:
    """Try so many PINs of an officer, one after the other, without waiting in between."""
    officer, count = (int(part) for part in argument.split(":"))
    for number in range(count):
        digits = f"{90210 + number * 7919}"
        try:
            insist(signing.sign_in, store, officer, digits, counter=None, device="guesser")
        except Refused as refused:
            yield refused.reason.value
        else:
            yield "in"


KINDS: dict[str, Callable[[Store, str], Iterator[Any]]] = {
    "visitors": visitors,
    "mall_visitors": mall_visitors,
    "officer": officer,
    "officers": officers,
    "reader": reader,
    "last_one": last_one,
    "walk_in": walk_in,
    "same_request": same_request,
    "opener": opener,
    "guesser": guesser,
}


_START_S = 60.0


def _run(kind: str, argument: str, url: str, known: Any, start: Any, told: Connection) -> None:
    store = hall.connect(url)
    # Read once for all who race. The first transaction opens the connection: the race itself is about the queue.
    store._mall = known
    front.offer(store)
    start.wait(_START_S)
    told.send(list(KINDS[kind](store, argument)))
    store.close()


def hold(url: str, racers: list[tuple[str, str]]) -> list[list[Any]]:
    """Let all begin at once; return what each told. Readers are told of the end by the closing of the day."""
    context: Any = multiprocessing.get_context("fork" if sys.platform != "win32" else "spawn")
    start = context.Barrier(len(racers))
    running = []
    store = hall.connect(url)
    mall.read(store)
    known = store._mall
    store.close()
    for kind, argument in racers:
        ear, mouth = context.Pipe(duplex=False)
        process = context.Process(target=_run, args=(kind, argument, url, known, start, mouth), daemon=True)
        process.start()
        # Only the racer holds it now: one that dies ends the wait for its words.
        mouth.close()
        running.append((kind, ear, process))
    found: dict[int, list[Any]] = {}
    for number, (kind, ear, _) in enumerate(running):
        if kind != "reader":
            found[number] = ear.recv()
    if len(found) < len(running):
        store = hall.connect(url)
        closing.close_today(store, force_reason="race_over", request_id=hall.request())
        store.close()
    for number, (kind, ear, process) in enumerate(running):
        if kind == "reader":
            found[number] = ear.recv()
        process.join()
        ear.close()
    return [found[number] for number in range(len(running))]


def main() -> None:
    for line in sys.stdin:
        url, racers = json.loads(line)
        sys.stdout.write(json.dumps(hold(url, racers)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
