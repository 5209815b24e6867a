"""A supervisor's view of the hall: queues, counters, who is held or missed, devices, and alerts with who took them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from antrean import acting, alerts
from antrean.alert_facts import Facts, Left, Line
from antrean.alerts import Alert, AlertKind, Severity
from antrean.errors import Reason, Refused
from antrean.mall_record import Mall
from antrean.model import ACTIVE_STATES, EventKind, Officer, Queue, Ticket, TicketState, Zone
from antrean.permissions import Right, refuse_unless
from antrean.presence import Device
from antrean.store import acknowledgements, overrides, tickets, watch_rows
from antrean.store.acknowledgements import Acknowledgement
from antrean.store.overrides import Override
from antrean.store.store import Store
from antrean.store.unit import ReadUnit, WriteUnit
from antrean.store.watch_rows import Chosen
from antrean.watch_steps import CounterSeen, Hall, look

__all__ = [
    "Acknowledgement",
    "Alert",
    "AlertKind",
    "Chosen",
    "CounterSeen",
    "Figures",
    "HallView",
    "Held",
    "Known",
    "Override",
    "QueueNow",
    "Severity",
    "ZoneNow",
    "acknowledge",
    "read",
    "waiting",
]

LIST_LIMIT: Final = 400
"""Most tickets that are listed as held or missed, together."""
WAITING_LIMIT: Final = 1_000
"""Most tickets that are listed as waiting."""


@dataclass(frozen=True, kw_only=True)
class QueueNow:
    """One queue and who waits there now."""

    queue: Queue
    waiting: int
    priority_waiting: int
    """How many of them are priority visitors."""
    waiting_since: datetime | None
    """Since when the first of them waits."""
    counters: tuple[int, ...]
    """Those that may call from it."""
    open_counters: tuple[int, ...]
    """Those that do."""
    target_minutes: int | None = None
    """How long whoever is the nearest to the wait target, or the furthest past it, should wait at most."""
    late_from: datetime | None = None
    """When somebody there has waited past the target, or will have."""


@dataclass(frozen=True, kw_only=True)
class ZoneNow:
    zone: Zone
    queues: tuple[QueueNow, ...]
    counters: tuple[CounterSeen, ...]


@dataclass(frozen=True, kw_only=True)
class Held:
    ticket: Ticket
    reason: str
    """The code word that was given for it."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """An alert, and who said to look after it."""

    alert: Alert
    acknowledged: Acknowledgement | None


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Today's numbers by what became of them; of people who serve nothing is counted."""

    issued: int = 0
    waiting: int = 0
    active: int = 0
    """Called or being served."""
    held: int = 0
    missed: int = 0
    served: int = 0
    cancelled: int = 0


@dataclass(frozen=True, kw_only=True)
class HallView:
    """The hall, or the agencies somebody is confined to, at one moment. Times are aware, in UTC."""

    mall: Mall
    now: datetime
    epoch: str
    newest: int
    zones: tuple[ZoneNow, ...]
    """Those that have anything to show."""
    held: tuple[Held, ...]
    missed: tuple[Ticket, ...]
    chosen: tuple[Chosen, ...]
    """Who was called out of turn today, the newest first."""
    devices: tuple[Device, ...]
    """Of the whole hall; presence tells which are missed and what they need."""
    alerts: tuple[Known, ...]
    """The most urgent first."""
    closed: tuple[Override, ...]
    """The services that staff closed, the oldest first."""
    figures: Figures


def read(store: Store, by: int | None) -> HallView:
    """Read the hall as an officer may see it; `by` None is the command line, which sees everything.

    Refused for who may not watch. Whoever is confined to some agencies sees their queues, counters and tickets, and
    the devices of the whole hall.
    """
    with store.read() as unit:
        person = acting.looking(unit, by, Right.WATCH)
        hall = look(unit)
        mall = unit.mall
        mine = frozenset(queue.code for queue in mall.queues if acting.reaches(person, queue.agency))
        asked = None if len(mine) == len(mall.queues) else sorted(mine)
        aside = tickets.in_states(unit, [TicketState.HELD, TicketState.NO_SHOW], queues=asked, limit=LIST_LIMIT)
        held = [ticket for ticket in aside if ticket.state is TicketState.HELD]
        reasons = watch_rows.hold_reasons(unit, held)
        return HallView(
            mall=mall,
            now=unit.now,
            epoch=unit.head.epoch,
            newest=unit.head.newest,
            zones=_zones(mall, hall, mine),
            held=tuple(Held(ticket=ticket, reason=reasons.get(ticket.id, "")) for ticket in held),
            missed=tuple(ticket for ticket in aside if ticket.state is TicketState.NO_SHOW),
            chosen=watch_rows.chosen(unit, asked),
            devices=hall.devices,
            alerts=tuple(known for known in _known(unit, hall) if _reaches(person, known.alert)),
            closed=tuple(
                one
                for one in overrides.closed_now(unit).values()
                if _is_known(mall, one.service) and acting.reaches(person, mall.service(one.service).agency)
            ),
            figures=_figures(watch_rows.figures(unit), asked),
        )


def waiting(store: Store, by: int | None) -> tuple[Ticket, ...]:
    """Return who waits in the queues that an officer may see, in the order of their places; refused as `read` is."""
    with store.read() as unit:
        person = acting.looking(unit, by, Right.WATCH)
        mine = sorted(queue.code for queue in unit.mall.queues if acting.reaches(person, queue.agency))
        return tuple(tickets.in_states(unit, [TicketState.WAITING], queues=mine, limit=WAITING_LIMIT))


def acknowledge(store: Store, by: int | None, key: str, *, request_id: str) -> Acknowledgement:
    """Write that an officer looks after an alert that stands now, named by its key.

    Who comes second gets the first one's acknowledgement. Refused when the alert is over (unknown_alert), and for who
    may not watch or not this agency.
    """

    def work(unit: WriteUnit) -> Acknowledgement:
        person = acting.officer(unit, by, Right.WATCH)
        known = next((one for one in _known(unit, look(unit)) if one.alert.key == key), None)
        if known is None:
            raise Refused(Reason.UNKNOWN_ALERT, f"There is no alert “{key[:80]}” now.", alert=key)
        if not _reaches(person, known.alert):
            refuse_unless(person, Right.WATCH, agency=known.alert.agencies[0])
        if known.acknowledged is not None:
            return known.acknowledged
        unit.append(EventKind.ALERT_ACKNOWLEDGED, officer=person.id, body={"alert": key})
        return acknowledgements.put(unit, key, person)

    with store.write() as unit:
        result: Acknowledgement = unit.once(
            request_id, "acknowledge", {"by": by, "alert": key}, Acknowledgement, lambda: work(unit)
        )
        return result


def _known(unit: ReadUnit, hall: Hall) -> tuple[Known, ...]:
    given = acknowledgements.of_today(unit)
    return tuple(
        Known(alert=alert, acknowledged=_standing(unit, hall.facts, alert, given.get(alert.key)))
        for alert in alerts.of_hall(hall.facts)
    )


def _standing(unit: ReadUnit, facts: Facts, alert: Alert, given: Acknowledgement | None) -> Acknowledgement | None:
    """Return the acknowledgement of an alert, unless it was of one that has ended since."""
    if given is None:
        return None
    left: tuple[Left, ...] = ()
    if given.at < alert.since and alerts.is_about_a_line(alert):
        queues = [queue for post in facts.posts if post.counter == alert.counter for queue in post.queues]
        found = watch_rows.left_since(unit, given.at, queues if alert.queue is None else [alert.queue])
        left = tuple(one for one in found if _is_known(unit.mall, one.service))
    return given if alerts.holds(alert, given.at, facts, left) else None


def _is_known(mall: Mall, service: str) -> bool:
    # A service may be retired once its people have left.
    return any(one.code == service for one in mall.services)


def _reaches(person: Officer | None, alert: Alert) -> bool:
    return not alert.agencies or any(acting.reaches(person, agency) for agency in alert.agencies)


def _zones(mall: Mall, hall: Hall, mine: Collection[str]) -> tuple[ZoneNow, ...]:
    lines: dict[str, list[Line]] = {}
    for line in hall.facts.lines:
        lines.setdefault(line.queue, []).append(line)
    serving: dict[str, tuple[int, ...]] = {}
    for post in hall.facts.posts:
        for code in post.queues if post.is_open else ():
            serving[code] = (*serving.get(code, ()), post.counter)
    found = []
    for zone in mall.zones:
        queues = tuple(
            _queue(hall.facts, queue, lines.get(queue.code, []), serving.get(queue.code, ()))
            for queue in mall.queues
            if queue.code in mine and mall.agency(queue.agency).zone == zone.code
        )
        counters = tuple(
            one
            for one in hall.counters
            if one.record.zone == zone.code and any(code in mine for code in (*one.record.own, *one.record.help))
        )
        if queues or counters:
            found.append(ZoneNow(zone=zone, queues=queues, counters=counters))
    return tuple(found)


def _queue(facts: Facts, queue: Queue, lines: Sequence[Line], serving: tuple[int, ...]) -> QueueNow:
    mall = facts.mall
    first = min(lines, key=lambda line: alerts.over_target(facts, line), default=None)
    return QueueNow(
        queue=queue,
        waiting=sum(line.people for line in lines),
        priority_waiting=sum(line.priority_people for line in lines),
        waiting_since=min((line.since for line in lines), default=None),
        counters=mall.counters_of(queue.code),
        open_counters=serving,
        target_minutes=None if first is None else mall.service(first.service).wait_target_minutes,
        late_from=None if first is None else alerts.over_target(facts, first),
    )


def _figures(states: Mapping[str, Mapping[TicketState, int]], mine: Collection[str] | None) -> Figures:
    counts = dict.fromkeys(TicketState, 0)
    for queue, tally in states.items():
        if mine is None or queue in mine:
            for state, count in tally.items():
                counts[state] += count
    return Figures(
        issued=sum(counts.values()),
        waiting=counts[TicketState.WAITING],
        active=sum(counts[state] for state in ACTIVE_STATES),
        held=counts[TicketState.HELD],
        missed=counts[TicketState.NO_SHOW],
        served=counts[TicketState.DONE],
        cancelled=counts[TicketState.CANCELLED],
    )
