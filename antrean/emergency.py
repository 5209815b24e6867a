"""Numbers on paper for a server that is away for long: set aside beforehand, entered in order when it is back.

They are real numbers of a day's series, so no number is given twice whatever happens meanwhile. The information desk
hands them out by hand and writes down the service; unused ones are worth nothing when their day is over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from antrean import issuing, numbering
from antrean.errors import Reason, Refused
from antrean.mall_record import Mall
from antrean.model import EventKind, Service, Ticket
from antrean.store import emergency_rows, tickets
from antrean.store.store import Store
from antrean.store.unit import ReadUnit, WriteUnit

MOST: Final = 200
"""So many numbers are set aside at a time; a mall of a thousand visitors gives a queue fewer in an hour."""

DEVICE: Final = "emergency"


@dataclass(frozen=True, kw_only=True)
class Block:
    """Numbers that were set aside: `codes` as they stand on paper."""

    queue: str
    service_day: date
    codes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Used:
    """A number that was handed out; `service` is its code, empty where the queue has one service only."""

    code: str
    service: str = ""


@dataclass(frozen=True, kw_only=True)
class Entered:
    """The numbers that stand in the queue now, in their order; `known` had been entered before."""

    tickets: tuple[Ticket, ...]
    known: tuple[str, ...]


def reserve(store: Store, queue: str, count: int, *, for_tomorrow: bool = False, request_id: str) -> Block:
    """Set the next numbers of a queue aside for today or tomorrow; the kiosks go on after them."""
    if not 1 <= count <= MOST:
        raise Refused(Reason.BAD_INPUT, f"Between 1 and {MOST} numbers can be set aside at a time, not {count}.")

    def work(unit: WriteUnit) -> Block:
        code = unit.mall.queue(queue).code
        day = _day(unit, for_tomorrow=for_tomorrow)
        numbers = tickets.next_numbers(unit, code, day, count)
        emergency_rows.add(unit, code, day, numbers)
        body = {"first": numbers[0], "last": numbers[-1], "for": day.isoformat()}
        unit.append(EventKind.NUMBERS_RESERVED, queue=code, body=body)
        return Block(
            queue=code, service_day=day, codes=tuple(numbering.ticket_code(code, number) for number in numbers)
        )

    arguments = {"queue": queue, "count": count, "for_tomorrow": for_tomorrow}
    with store.write() as unit:
        result: Block = unit.once(request_id, "reserve", arguments, Block, lambda: work(unit))
        return result


def on_paper(store: Store, *, for_tomorrow: bool = False, only: Sequence[str] = ()) -> tuple[Block, ...]:
    """Return what was set aside for today or tomorrow and has not been entered, a block for each queue.

    `only` keeps these codes, however they are typed; raises Refused(unknown_ticket) for one that is not among them.
    """
    wanted = {numbering.ticket_code(*numbering.parse_code(code)) for code in only}
    with store.read() as unit:
        day = _day(unit, for_tomorrow=for_tomorrow)
        found: dict[str, list[str]] = {}
        for queue, number in emergency_rows.unused(unit, day):
            code = numbering.ticket_code(queue, number)
            if not wanted or code in wanted:
                found.setdefault(queue, []).append(code)
    if strange := sorted(wanted.difference(*found.values())):
        when = "tomorrow" if for_tomorrow else "today"
        raise Refused(
            Reason.UNKNOWN_TICKET, f"{strange[0]} is not set aside for {when}, or was entered.", code=strange[0]
        )
    return tuple(Block(queue=queue, service_day=day, codes=tuple(codes)) for queue, codes in found.items())


def services(mall: Mall, queue: str) -> tuple[Service, ...]:
    """Return the services that get their numbers from a queue."""
    is_priority = mall.queue(queue).is_priority
    return tuple(one for one in mall.services if mall.queue_for(one, is_priority=is_priority).code == queue)


def enter(store: Store, used: Sequence[Used], *, request_id: str) -> Entered:
    """Put the numbers that were handed out into the queue, in the given order and behind whoever waits already.

    Whoever has one is served: no opening hour, quota or cut-off is asked. All or none: a number that was not set
    aside for today, named twice, or of another service is refused. One that was entered before is left as it is.
    """
    if not used:
        raise Refused(Reason.BAD_INPUT, "There is no number to enter.")

    def work(unit: WriteUnit) -> Entered:
        found: list[Ticket] = []
        known: list[str] = []
        for one in used:
            series, number = numbering.parse_code(one.code)
            code = numbering.ticket_code(series, number)
            if code in known or any(ticket.code == code for ticket in found):
                raise Refused(Reason.BAD_INPUT, f"{code} is named twice.", code=code)
            if not emergency_rows.use(unit, series, number):
                _refuse_strange(unit, series, number)
                known.append(code)
                continue
            service = _service(unit.mall, series, one.service)
            found.append(
                issuing.insert(
                    unit,
                    service,
                    priority=None,
                    is_priority=unit.mall.queue(series).is_priority,
                    language=unit.mall.languages[0],
                    request_id=f"{DEVICE}-{unit.service_day}-{code}",
                    device=DEVICE,
                    wants_paper=False,
                    facts={"emergency": True},
                    number=number,
                )
            )
        return Entered(tickets=tuple(found), known=tuple(known))

    arguments = {"used": [[one.code, one.service] for one in used]}
    with store.write() as unit:
        result: Entered = unit.once(request_id, "enter", arguments, Entered, lambda: work(unit))
        return result


def _day(unit: ReadUnit, *, for_tomorrow: bool) -> date:
    return unit.service_day + timedelta(days=1 if for_tomorrow else 0)


def _refuse_strange(unit: WriteUnit, series: str, number: int) -> None:
    """Refuse a number that is not on paper for today, unless it was and has been entered."""
    code = numbering.ticket_code(series, number)
    ticket = tickets.by_request(unit, f"{DEVICE}-{unit.service_day}-{code}")
    if ticket is None:
        raise Refused(Reason.UNKNOWN_TICKET, f"{code} was not set aside for today.", code=code)


def _service(mall: Mall, queue: str, code: str) -> Service:
    """Return the service a number of a queue is for; refuse one that gets its numbers from another queue."""
    own = services(mall, queue)
    names = ", ".join(one.code for one in own)
    if not code:
        if len(own) != 1:
            raise Refused(Reason.BAD_INPUT, f"Say for which service a number of {queue} was: {names}.")
        return own[0]
    if all(one.code != code for one in mall.services):
        raise Refused(
            Reason.UNKNOWN_SERVICE,
            f"This mall has no service “{code[:40]}”. Numbers of {queue} are for: {names}. “antrean front offer” lists "
            "all of them.",
        )
    service = mall.service(code)
    if service not in own:
        raise Refused(
            Reason.BAD_INPUT,
            f"{service.code} has no numbers of the queue {queue}, which is for: {names}. Write one of these; the "
            "counter sends the visitor on.",
        )
    return service
