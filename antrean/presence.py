"""Which devices of the hall live and how their printers, voices and screens are: heartbeats, read by staff."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from antrean import __version__
from antrean.anchor import Anchor
from antrean.errors import Reason, Refused, Unavailable
from antrean.model import DeviceKind
from antrean.settings import DEVICE_NAME_LENGTH
from antrean.store import devices as rows
from antrean.store.devices import Device
from antrean.store.engine import describe
from antrean.store.store import Store

__all__ = [
    "BEAT_EVERY",
    "MISSED_AFTER",
    "Beat",
    "Device",
    "Trouble",
    "beat",
    "database_trouble",
    "devices",
    "is_alive",
    "is_missed",
    "missing",
    "printer_trouble",
    "printer_troubles",
    "unwritten",
    "voice_trouble",
]

BEAT_EVERY: Final = timedelta(seconds=4)
MISSED_AFTER: Final = timedelta(seconds=12.5)
"""A device that told nothing for so long is missed: two beats may be lost, and half a second late is not late.

Who looks every second or two sees within 15 s that an app stopped answering.
"""

PRINTERS: Final = ("printer", "spare_printer")
VOICE: Final = "voice"
DATABASE: Final = "database"


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What a device tells of one of its parts that is not well."""

    part: str
    condition: str
    """A code word."""
    sentence: str
    """What to do, in the technician's words; may be empty."""
    since: datetime
    """When it was first told; another condition is another trouble."""


@dataclass(frozen=True, kw_only=True)
class Beat:
    """How the hall was when a sign of life was written: read with it, at no further cost."""

    now: datetime
    open_day: date | None
    """The newest day of which anything was written; the days before are closed."""
    anchor: Anchor | None
    """What the log ended with; None while nothing has happened."""
    hall: str
    """Where the hall is, without a password."""


def beat(store: Store, *, name: str, kind: DeviceKind, body: Mapping[str, Any]) -> Beat | None:
    """Write that a device lives, and return how the hall was; None when the database was busy or away.

    The next beat comes soon.

    `body` tells of its parts, whichever it has, never of a visitor: "printer", "spare_printer", "voice" and "database"
    as {"condition": a code word, "sentence": what to do, for a technician}, "screen" as "1080x1920", "papers" as the
    number of papers that did not come out, "announcements" as the number of calls that wait for their turn on a
    display, "counter" as the counter's number, "is_closed" when the app has ended.
    What is wrong with a part is kept with the moment when it was first told.
    """
    if not 1 <= len(name) <= DEVICE_NAME_LENGTH or not name.isprintable():
        raise Refused(Reason.BAD_INPUT, f"A device's name has 1 to {DEVICE_NAME_LENGTH} printable characters.")
    try:
        with store.aside() as unit:
            before = rows.find(unit, name=name, kind=kind)
            known = {} if before is None else before.body
            told = {part: _since(told, known.get(part), unit.now) for part, told in body.items()}
            rows.put(unit, name=name, kind=kind, version=__version__, body=told)
            head = unit.head
    except Unavailable:
        return None
    return Beat(now=head.now, open_day=head.open_day, anchor=head.anchor, hall=describe(store.url))


def unwritten(store: Store) -> str:
    """Return why nothing can be written into a hall that can be read; empty when it can. Nothing is written."""
    try:
        with store.aside() as unit:
            rows.write_nothing(unit)
    except Unavailable as error:
        return error.sentence
    return ""


def devices(store: Store) -> tuple[Device, ...]:
    """Return every device that ever told of itself, by kind and name, with how long ago that was."""
    with store.read() as unit:
        return rows.read_all(unit)


def missing(store: Store) -> tuple[Device, ...]:
    """Return the devices that were there today and fell silent, without even a good-bye."""
    with store.read() as unit:
        zone = unit.mall.zone_info
        return tuple(
            device
            for device in rows.read_all(unit)
            if is_missed(device) and device.seen_at.astimezone(zone).date() == unit.service_day
        )


def is_missed(device: Device) -> bool:
    """Say whether a device fell silent without a good-bye, on whatever day."""
    return device.age > MISSED_AFTER and not device.body.get("is_closed")


def is_alive(device: Device) -> bool:
    """Say whether a device told of itself a moment ago and has not ended."""
    return device.age <= MISSED_AFTER and not device.body.get("is_closed")


_WELL: Final = frozenset({"ok", "silent", "none", "off"})
"""Cheap printers and print queues never say how they are; one that fell silent calls itself offline. A voice may be
switched off on purpose."""


def printer_troubles(device: Device) -> tuple[Trouble, ...]:
    """Return what is wrong with a device's printers."""
    return tuple(trouble for part in PRINTERS if (trouble := _trouble(device, part)) is not None)


def voice_trouble(device: Device) -> Trouble | None:
    """Return why nobody hears a display; None when it is heard, or meant to be silent."""
    return _trouble(device, VOICE)


def database_trouble(device: Device) -> Trouble | None:
    """Return what a device found wrong with the hall's file when it started."""
    return _trouble(device, DATABASE)


def printer_trouble(device: Device) -> str:
    """Return what a device's printers need, in the technician's words; empty when they need nothing."""
    said = (trouble.sentence or trouble.condition or "it tells of a trouble" for trouble in printer_troubles(device))
    return " ".join(said)


def _trouble(device: Device, part: str) -> Trouble | None:
    told = device.body.get(part)
    if not isinstance(told, Mapping) or told.get("condition") in _WELL:
        return None
    since = told.get("since")
    return Trouble(
        part=part,
        condition=str(told.get("condition") or ""),
        sentence=str(told.get("sentence") or ""),
        # An app of an older version writes its rows without it.
        since=datetime.fromisoformat(since) if isinstance(since, str) else device.seen_at,
    )


def _since(told: Any, before: Any, now: datetime) -> Any:
    if not isinstance(told, Mapping) or told.get("condition", "ok") in _WELL:
        return told
    is_same = isinstance(before, Mapping) and before.get("condition") == told["condition"] and "since" in before
    return {**told, "since": before["since"] if is_same else now.isoformat()}
