"""What is read of the hall for every supervisor alike: its counters, its devices, and the facts that alerts need."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from antrean import alerts, presence, sharing
from antrean.alert_facts import Companion, Facts, Fault, Line, Post, Serving, Told
from antrean.alerts import IDLE_AFTER
from antrean.model import AssistanceState, Counter, CounterNow, CounterState, Ticket, TicketState
from antrean.presence import Device
from antrean.store import assistance, devices, shifts, watch_rows
from antrean.store.assistance import Call
from antrean.store.unit import ReadUnit


@dataclass(frozen=True, kw_only=True)
class CounterSeen:
    """One counter, who sits there and whom it serves."""

    record: Counter
    now: CounterNow
    queues: tuple[str, ...]
    """From which it calls now, its own first."""
    active: Ticket | None
    break_until: datetime | None
    """When its break should end, where its officer said how long."""


@dataclass(frozen=True, kw_only=True)
class Hall:
    """What is read for everybody; who sees what of it is decided after."""

    facts: Facts
    counters: tuple[CounterSeen, ...]
    devices: tuple[Device, ...]


def look(unit: ReadUnit) -> Hall:
    """Read what alerts are made from, and the counters and devices with it."""
    lines = watch_rows.lines(unit)
    seen = counters(unit, watch_rows.active(unit))
    told = devices.read_all(unit)
    facts = Facts(
        mall=unit.mall,
        now=unit.now,
        lines=lines,
        posts=_posts(unit, seen, lines),
        servings=tuple(
            Serving(
                counter=one.record.number,
                code=one.active.code,
                service=one.active.service,
                started_at=one.active.started_at,
            )
            for one in seen
            if one.active is not None and one.active.state is TicketState.SERVING and one.active.started_at is not None
        ),
        devices=tuple(_told(unit, device) for device in told),
        companions=tuple(_companion(call) for call in assistance.open_calls(unit, unit.service_day)),
    )
    return Hall(facts=facts, counters=seen, devices=told)


def counters(unit: ReadUnit, active: Mapping[int, Ticket]) -> tuple[CounterSeen, ...]:
    """Return every counter of the mall as it is now; `active` has the tickets that are at one."""
    # Until the first write of a new day the shifts of the day before are still open.
    staffed = shifts.staffed(unit)
    found = []
    for now in shifts.counters_now(unit):
        if now.number not in staffed:
            now = CounterNow(number=now.number, state=CounterState.CLOSED, officer=None, since=None)
        record = unit.mall.counter(now.number)
        at_work = sharing.at_work(unit.mall, record, now.agency)
        ends = None
        if now.state is CounterState.BREAK and now.since is not None and now.break_minutes is not None:
            ends = now.since + timedelta(minutes=now.break_minutes)
        found.append(
            CounterSeen(
                record=record,
                now=now,
                queues=(*at_work.own, *at_work.help),
                active=active.get(now.number),
                break_until=ends,
            )
        )
    return tuple(found)


def _posts(unit: ReadUnit, counters: Sequence[CounterSeen], lines: Sequence[Line]) -> tuple[Post, ...]:
    posts = tuple(_post(one) for one in counters)
    # When a counter became free or was left is asked of the log only for those of which it may matter.
    ready = unit.now - IDLE_AFTER
    idle = [
        post.counter
        for post in posts
        if post.free_since is not None
        and post.free_since <= ready
        and any(alerts.calls(post, line) and line.since <= ready for line in lines)
    ]
    alone = alerts.unserved(posts, lines)
    empty = [
        post.counter
        for post in posts
        if not post.is_open and post.stopped_at is None and any(alerts.calls(post, line) for line in alone)
    ]
    freed, closed = watch_rows.freed(unit, idle), watch_rows.closed(unit, empty)
    return tuple(
        dataclasses.replace(
            post,
            free_since=_later(post.free_since, freed.get(post.counter)),
            stopped_at=_later(post.stopped_at, closed.get(post.counter)),
        )
        for post in posts
    )


def _post(one: CounterSeen) -> Post:
    is_open = one.now.state is CounterState.OPEN
    return Post(
        counter=one.record.number,
        queues=one.queues,
        is_open=is_open,
        free_since=one.now.since if is_open and one.active is None else None,
        stopped_at=one.now.since if one.now.state is CounterState.BREAK else None,
    )


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((moment for moment in (one, other) if moment is not None), default=None)


def _told(unit: ReadUnit, device: Device) -> Told:
    is_of_today = device.seen_at.astimezone(unit.mall.zone_info).date() == unit.service_day
    is_missed = presence.is_missed(device)
    voice = presence.voice_trouble(device)
    if not presence.is_alive(device):
        return Told(
            kind=device.kind, name=device.name, missed_since=device.seen_at if is_missed and is_of_today else None
        )
    return Told(
        kind=device.kind,
        name=device.name,
        missed_since=None,
        printers=tuple(_fault(trouble) for trouble in presence.printer_troubles(device)),
        voice=None if voice is None else _fault(voice),
    )


def _fault(trouble: presence.Trouble) -> Fault:
    return Fault(condition=trouble.condition, sentence=trouble.sentence, since=trouble.since.astimezone(UTC))


def _companion(call: Call) -> Companion:
    return Companion(
        call=call.id,
        device=call.device,
        asked_at=call.asked_at,
        is_accepted=call.state is AssistanceState.ACCEPTED,
        counter=call.counter,
    )
