"""How the hall, its alerts, devices and announcements are written in the command's answers."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from antrean.commands.words import ticket_json

if TYPE_CHECKING:
    from antrean.presence import Device
    from antrean.speaking import CallToday, Said
    from antrean.watch import CounterSeen, HallView, Known, QueueNow


def iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def view_json(view: "HallView") -> dict[str, Any]:
    return {
        "mall": view.mall.name.indonesian,
        "now": iso(view.now),
        "newest": view.newest,
        "zones": [
            {
                "code": zone.zone.code,
                "queues": [_queue_json(queue) for queue in zone.queues],
                "counters": [_counter_json(counter) for counter in zone.counters],
            }
            for zone in view.zones
        ],
        "held": [
            {**ticket_json(one.ticket), "reason": one.reason, "remind_at": iso(one.ticket.remind_at)}
            for one in view.held
        ],
        "missed": [ticket_json(ticket) for ticket in view.missed],
        "chosen": [
            {
                "code": one.code,
                "counter": one.counter,
                "officer": one.officer,
                "reason": one.reason,
                "at": iso(one.at),
            }
            for one in view.chosen
        ],
        "closed": [
            {
                "service": one.service,
                "reason": one.reason,
                "reopens_at": iso(one.reopens_at),
                "officer": one.officer.name,
                "at": iso(one.at),
            }
            for one in view.closed
        ],
        "devices": [device_json(device) for device in view.devices],
        "alerts": [alert_json(known) for known in view.alerts],
        "figures": {
            name: getattr(view.figures, name)
            for name in ("issued", "waiting", "active", "held", "missed", "served", "cancelled")
        },
    }


def _queue_json(queue: "QueueNow") -> dict[str, Any]:
    return {
        "code": queue.queue.code,
        "agency": queue.queue.agency,
        "waiting": queue.waiting,
        "priority_waiting": queue.priority_waiting,
        "waiting_since": iso(queue.waiting_since),
        "counters": list(queue.counters),
        "open_counters": list(queue.open_counters),
    }


def _counter_json(counter: "CounterSeen") -> dict[str, Any]:
    now = counter.now
    return {
        "counter": now.number,
        "state": now.state.value,
        "officer": None if now.officer is None else now.officer.name,
        "since": iso(now.since),
        "agency": now.agency,
        "break_reason": now.break_reason,
        "break_until": iso(counter.break_until),
        "ticket": None if counter.active is None else ticket_json(counter.active),
    }


def alert_json(known: "Known") -> dict[str, Any]:
    alert, given = known.alert, known.acknowledged
    return {
        "key": alert.key,
        "kind": alert.kind.value,
        "severity": alert.severity.value,
        "since": iso(alert.since),
        "queue": alert.queue,
        "counter": alert.counter,
        "code": alert.code,
        "device": alert.device or None,
        "waiting": alert.waiting,
        "conditions": list(alert.conditions),
        "acknowledged_by": None if given is None else given.officer.name,
        "acknowledged_at": None if given is None else iso(given.at),
    }


def device_json(device: "Device") -> dict[str, Any]:
    from antrean import presence

    return {
        "kind": device.kind.value,
        "name": device.name,
        "version": device.version,
        "seen_at": iso(device.seen_at),
        "age_s": round(device.age.total_seconds(), 1),
        "announcements": device.body.get("announcements"),
        "is_alive": presence.is_alive(device),
        "is_missed": presence.is_missed(device),
        "troubles": [
            {"part": one.part, "condition": one.condition, "sentence": one.sentence, "since": iso(one.since)}
            for one in _troubles(device)
        ],
    }


def said_json(said: "Said") -> dict[str, Any]:
    return {
        "number": said.event,
        "kind": said.kind.value,
        "area": said.area,
        "state": said.state.value,
        "why": said.why,
        "text": said.text,
        "text_en": said.text_en,
        "officer": said.officer,
        "at": iso(said.queued_at),
    }


def call_json(call: "CallToday") -> dict[str, Any]:
    return {
        "number": call.event,
        "kind": call.kind.value,
        "code": call.code,
        "counter": call.counter,
        "area": call.area,
        "state": call.state.value,
        "why": call.why,
        "at": iso(call.queued_at),
    }


def view_lines(view: "HallView") -> str:
    zone_info = view.mall.zone_info

    def clock(moment: datetime | None) -> str:
        return "" if moment is None else f"{moment.astimezone(zone_info):%H:%M}"

    figures = view.figures
    lines = [
        f"{view.mall.name.indonesian}, {clock(view.now)}: {figures.waiting} waiting, {figures.active} at counters,"
        f" {figures.served} served of {figures.issued}."
    ]
    for zone in view.zones:
        lines += [
            f"  {queue.queue.code}: {queue.waiting} waiting since {clock(queue.waiting_since)},"
            f" {_numbers('counter', queue.open_counters) or 'no counter open'}"
            for queue in zone.queues
            if queue.waiting
        ]
        lines += [f"  {_counter_line(counter)}" for counter in zone.counters if counter.now.officer is not None]
    lines += [f"  {one.ticket.code} is held: {one.reason}" for one in view.held]
    lines += [f"  {ticket.code} did not come" for ticket in view.missed]
    lines += [
        f"  {one.code} was called out of turn to counter {one.counter} by {one.officer}: {one.reason}"
        for one in view.chosen
    ]
    lines += [
        f"  {one.service} is closed{_until(clock(one.reopens_at))} by {one.officer.name}: {one.reason}"
        for one in view.closed
    ]
    return "\n".join([*lines, alert_lines(view.alerts)])


def alert_lines(alerts: "Iterable[Known]") -> str:
    return "\n".join(_alert_line(known) for known in alerts) or "No alerts."


def device_lines(devices: "Iterable[Device]") -> str:
    return "\n".join(_device_line(device) for device in devices) or "No app ever told of itself."


_WHY: Final = {
    "late": "no display could speak it in time",
    "quiet": "a quiet period",
    "closed": "the day was closed",
    "no_voice": "no display with a loudspeaker",
    "came": "the visitor was there before",
    "held": "the number was put on hold before",
    "no_show": "the number was marked as not there before",
    "waits": "the number waited in line again before",
    "returned": "the number was given back before",
}


def _became(one: "Said | CallToday") -> str:
    return one.state.value if one.why is None else f"{one.state.value} ({_WHY[one.why.value]})"


def said_lines(said: "Iterable[Said]") -> str:
    lines = (f"{one.event}: {one.kind.value} in {one.area}, {_became(one)}: {one.text}" for one in said)
    return "\n".join(lines) or "Nothing was announced today."


def call_lines(calls: "Iterable[CallToday]") -> str:
    lines = (
        f"{one.event}: {one.kind.value} of {one.code} to counter {one.counter} in {one.area}, {_became(one)}"
        for one in calls
    )
    return "\n".join(lines) or "Nobody was called today."


def _counter_line(counter: "CounterSeen") -> str:
    now = counter.now
    who = "nobody" if now.officer is None else now.officer.name
    busy = "" if counter.active is None else f", {counter.active.code} {counter.active.state.value}"
    return f"Counter {now.number} is {now.state.value}, {who}{busy}."


def _alert_line(known: "Known") -> str:
    alert, given = known.alert, known.acknowledged
    about = [
        f"{alert.waiting} waiting" if alert.waiting else "",
        alert.code or "",
        f"counter {alert.counter}" if alert.counter is not None else "",
        alert.detail or ", ".join(alert.conditions),
    ]
    facts = ", ".join(part for part in about if part)
    who = "" if given is None else f" ({given.officer.name} looks after it)"
    words = alert.kind.value.replace("_", " ")
    return f"{alert.severity.value:<8} {alert.key:<28} {words}{': ' if facts else ''}{facts}{who}"


def _device_line(device: "Device") -> str:
    from antrean import presence

    is_alive, is_missed = presence.is_alive(device), presence.is_missed(device)
    state = "runs" if is_alive else "is silent" if is_missed else "has ended"
    troubles = " ".join(one.sentence or one.condition for one in _troubles(device))
    waiting = device.body.get("announcements")
    queue = f" {waiting} calls wait for their turn." if isinstance(waiting, int) and waiting else ""
    seen = f"{round(device.age.total_seconds())} s ago"
    return f"{device.kind.value} “{device.name}” ({device.version}) {state}, {seen}.{queue} {troubles}".strip()


def _troubles(device: "Device") -> list[Any]:
    from antrean import presence

    others = (presence.voice_trouble(device), presence.database_trouble(device))
    return [*presence.printer_troubles(device), *(one for one in others if one is not None)]


def _numbers(word: str, numbers: tuple[int, ...]) -> str:
    return f"{word} {', '.join(map(str, numbers))}" if numbers else ""


def _until(clock: str) -> str:
    return f" until {clock}" if clock else " for today"
