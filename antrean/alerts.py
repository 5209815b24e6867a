"""What a supervisor should look after now: alerts, made from facts of the hall; pure, and without words for people.

The key of an alert names what it is about and stays the same until the alert ends. An acknowledgement is of the alert
that stood when it was given: when that one has ended, and the same thing comes about again, nobody has acknowledged it
(docs/adr/0020).
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from antrean import hours
from antrean.alert_facts import Facts, Fault, Left, Line, Post, Told
from antrean.mall_record import Mall
from antrean.model import DeviceKind

NOBODY_AFTER: Final = timedelta(minutes=2)
"""So long people may wait for a queue without anybody at its counters: officers change places."""
IDLE_AFTER: Final = timedelta(minutes=3)
"""So long a counter may be free while people wait whom it could call."""
KEY_LENGTH: Final = 64

_NEARLY: Final = "near_end"
"""The condition of a printer that still prints."""
_NO_STAFF_MINUTES: Final = 24 * 60
"""A mall whose officers are never expected at the counters does not use the counter app."""


class AlertKind(StrEnum):
    WAIT_OVER_TARGET = "wait_over_target"
    NOBODY_SERVING = "nobody_serving"
    COUNTER_IDLE = "counter_idle"
    LONG_SERVICE = "long_service"
    PRINTER_TROUBLE = "printer_trouble"
    DISPLAY_SILENT = "display_silent"
    OFFLINE = "offline"
    """An app told nothing for a while, without a good-bye."""
    ASSISTANCE = "assistance"


class Severity(StrEnum):
    """How soon somebody should go; in this order."""

    URGENT = "urgent"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, kw_only=True)
class Alert:
    """One thing to look after; which of the fields are set depends on the kind."""

    key: str
    kind: AlertKind
    severity: Severity
    since: datetime
    """Since when it stands as it is."""
    agencies: tuple[str, ...] = ()
    """Whose it is; none = the whole hall's."""
    queue: str | None = None
    queues: tuple[str, ...] = ()
    """Of an idle counter: where people wait whom it could call."""
    waiting: int = 0
    waiting_since: datetime | None = None
    """Since when the first of them waits."""
    counter: int | None = None
    """Of a call for assistance: where the officer who goes comes from."""
    code: str | None = None
    service: str | None = None
    target_minutes: int | None = None
    device: str = ""
    device_kind: DeviceKind | None = None
    conditions: tuple[str, ...] = ()
    """Code words of what is wrong with the device."""
    detail: str = ""
    """What the device says of it to a technician."""
    call: int | None = None
    """Id of a call for assistance."""


def of_hall(facts: Facts) -> tuple[Alert, ...]:
    """Return what there is to look after, the most urgent first, then what stands longest."""
    found = [
        *_waits(facts),
        *_unserved(facts),
        *_idle(facts),
        *_long(facts),
        *_devices(facts),
        *_companions(facts),
    ]
    order = {severity: at for at, severity in enumerate(Severity)}
    return tuple(sorted(found, key=lambda one: (order[one.severity], one.since, one.key)))


def holds(alert: Alert, acknowledged_at: datetime, facts: Facts, left: Iterable[Left] = ()) -> bool:
    """Say whether an acknowledgement is of this very alert: it stood then, and has stood ever since.

    `left` is who stopped waiting since the acknowledgement: an alert about a line goes on while the next person in
    it gives the same reason before the one before has left.
    """
    if acknowledged_at >= alert.since:
        return True
    began = alert.since
    spans = [(start, one.left_at) for one in left if (start := _start(alert, one, facts)) is not None]
    for start, end in sorted(spans, key=lambda span: span[1], reverse=True):
        if end < began:
            break
        began = min(began, start)
    return acknowledged_at >= began


def is_about_a_line(alert: Alert) -> bool:
    """Say whether `holds` needs to know who left."""
    return alert.kind in (AlertKind.WAIT_OVER_TARGET, AlertKind.NOBODY_SERVING, AlertKind.COUNTER_IDLE)


def expected_from(mall: Mall, at: datetime) -> datetime | None:
    """Return from when on somebody should be at the counters, for the part of the day of `at`; None when nobody.

    After the doors have closed, whoever still holds a number is expected to be served. `at` is aware, in the mall's
    zone.
    """
    after = timedelta(minutes=mall.rules.staffed_after_minutes)
    if mall.rules.staffed_after_minutes >= _NO_STAFF_MINUTES or at.tzinfo is None:
        return None
    served = hours.minutes_served(mall.hours, at)
    if served is not None:
        return at - timedelta(minutes=served) + after
    closes = hours.closing_time(mall.hours, at.date(), at.tzinfo)
    return closes if closes is not None and at >= closes else None


def _start(alert: Alert, who: Left, facts: Facts) -> datetime | None:
    """Return from when on somebody who left was a reason for an alert about a line; None if never."""
    match alert.kind:
        case AlertKind.WAIT_OVER_TARGET if who.queue == alert.queue:
            return over_target(facts, who)
        case AlertKind.NOBODY_SERVING if who.queue == alert.queue:
            return _unserved_from(facts, who)
        case AlertKind.COUNTER_IDLE:
            post = next(post for post in facts.posts if post.counter == alert.counter)
            return _idle_from(post, who) if calls(post, who) else None
        case _:
            return None


def _waits(facts: Facts) -> Iterator[Alert]:
    for queue, lines in _by_queue(facts.lines).items():
        first = min(lines, key=lambda line: over_target(facts, line))
        since = over_target(facts, first)
        if since > facts.now:
            continue
        target = facts.mall.service(first.service).wait_target_minutes
        is_twice = facts.now - first.since >= timedelta(minutes=2 * target)
        yield Alert(
            key=_key("wait", queue),
            kind=AlertKind.WAIT_OVER_TARGET,
            severity=Severity.URGENT if is_twice else Severity.WARNING,
            since=since,
            agencies=(facts.mall.queue(queue).agency,),
            queue=queue,
            waiting=sum(line.people for line in lines),
            waiting_since=min(line.since for line in lines),
            service=first.service,
            target_minutes=target,
        )


def unserved(posts: Iterable[Post], lines: Iterable[Line]) -> list[Line]:
    """Return the lines that no open counter calls from."""
    open_posts = [post for post in posts if post.is_open]
    numbers = {post.counter for post in open_posts}
    queues = {queue for post in open_posts for queue in post.queues}
    return [
        line
        for line in lines
        if (line.queue not in queues if line.reserved_counter is None else line.reserved_counter not in numbers)
    ]


def _unserved(facts: Facts) -> Iterator[Alert]:
    for queue, lines in _by_queue(unserved(facts.posts, facts.lines)).items():
        starts = [start for line in lines if (start := _unserved_from(facts, line)) is not None]
        if starts and min(starts) <= facts.now:
            yield Alert(
                key=_key("nobody", queue),
                kind=AlertKind.NOBODY_SERVING,
                severity=Severity.URGENT,
                since=min(starts),
                agencies=(facts.mall.queue(queue).agency,),
                queue=queue,
                waiting=sum(line.people for line in lines),
                waiting_since=min(line.since for line in lines),
            )


def _idle(facts: Facts) -> Iterator[Alert]:
    for post in facts.posts:
        if not post.is_open or post.free_since is None:
            continue
        lines = [line for line in facts.lines if calls(post, line)]
        starts = [start for line in lines if (start := _idle_from(post, line)) is not None]
        if starts and min(starts) <= facts.now:
            yield Alert(
                key=_key("idle", str(post.counter)),
                kind=AlertKind.COUNTER_IDLE,
                severity=Severity.NOTICE,
                since=min(starts),
                agencies=_agencies(facts, post.queues),
                counter=post.counter,
                queues=tuple(sorted({line.queue for line in lines})),
                waiting=sum(line.people for line in lines),
                waiting_since=min(line.since for line in lines),
            )


def _long(facts: Facts) -> Iterator[Alert]:
    queues = {post.counter: post.queues for post in facts.posts}
    for one in facts.servings:
        target = facts.mall.service(one.service).target_minutes
        since = one.started_at + timedelta(minutes=target) * facts.mall.rules.long_service_percent / 100
        if since <= facts.now:
            yield Alert(
                key=_key("long", one.code, f"{one.started_at.timestamp():.0f}"),
                kind=AlertKind.LONG_SERVICE,
                severity=Severity.NOTICE,
                since=since,
                agencies=_agencies(facts, queues.get(one.counter, ())),
                counter=one.counter,
                code=one.code,
                service=one.service,
                target_minutes=target,
            )


def _devices(facts: Facts) -> Iterator[Alert]:
    for told in facts.devices:
        if told.missed_since is not None:
            yield Alert(
                key=_key("offline", told.kind.value, told.name),
                kind=AlertKind.OFFLINE,
                severity=Severity.WARNING if told.kind is DeviceKind.COUNTER else Severity.URGENT,
                since=told.missed_since,
                device=told.name,
                device_kind=told.kind,
            )
            # What it said before is no news any more.
            continue
        if told.printers:
            yield _trouble(told, AlertKind.PRINTER_TROUBLE, "printer", told.printers)
        if told.voice is not None:
            yield _trouble(told, AlertKind.DISPLAY_SILENT, "silent", (told.voice,))


def _trouble(told: Told, kind: AlertKind, word: str, faults: Sequence[Fault]) -> Alert:
    can_wait = all(fault.condition == _NEARLY for fault in faults)
    return Alert(
        key=_key(word, told.kind.value, told.name),
        kind=kind,
        severity=Severity.NOTICE if can_wait else Severity.WARNING,
        since=max(fault.since for fault in faults),
        device=told.name,
        device_kind=told.kind,
        conditions=tuple(fault.condition for fault in faults),
        detail=" ".join(fault.sentence for fault in faults if fault.sentence),
    )


def _companions(facts: Facts) -> Iterator[Alert]:
    for one in facts.companions:
        yield Alert(
            key=_key("assist", str(one.call)),
            kind=AlertKind.ASSISTANCE,
            severity=Severity.NOTICE if one.is_accepted else Severity.URGENT,
            since=one.asked_at,
            device=one.device,
            device_kind=DeviceKind.KIOSK,
            counter=one.counter,
            call=one.call,
        )


def over_target(facts: Facts, who: Line | Left) -> datetime:
    """Return when somebody has waited past the target of the service."""
    return who.since + timedelta(minutes=facts.mall.service(who.service).wait_target_minutes)


def _unserved_from(facts: Facts, who: Line | Left) -> datetime | None:
    expected = expected_from(facts.mall, facts.now.astimezone(facts.mall.zone_info))
    if expected is None:
        return None
    stops = [post.stopped_at for post in facts.posts if post.stopped_at is not None and calls(post, who)]
    return max(who.since, expected, *stops) + NOBODY_AFTER


def _idle_from(post: Post, who: Line | Left) -> datetime | None:
    return None if post.free_since is None else max(who.since, post.free_since) + IDLE_AFTER


def calls(post: Post, who: Line | Left) -> bool:
    """Say whether a counter may call somebody."""
    if who.reserved_counter is not None:
        return who.reserved_counter == post.counter
    return who.queue in post.queues


def _by_queue(lines: Iterable[Line]) -> Mapping[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.queue, []).append(line)
    return found


def _agencies(facts: Facts, queues: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(facts.mall.queue(code).agency for code in queues))


def _key(*parts: str) -> str:
    """Return a key; one that is too long keeps its beginning and what tells it from others."""
    key = ":".join(parts)
    if len(key) <= KEY_LENGTH:
        return key
    tail = hashlib.sha256(key.encode()).hexdigest()[:12]
    return f"{key[: KEY_LENGTH - len(tail) - 1]}~{tail}"
