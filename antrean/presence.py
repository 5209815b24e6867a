"""Which devices of the hall live and how their printers, voices and screens are: heartbeats, read by staff."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from antrean import __version__
from antrean.errors import Reason, Refused, Unavailable
from antrean.model import DeviceKind
from antrean.settings import DEVICE_NAME_LENGTH
from antrean.store import devices as rows
from antrean.store.devices import Device
from antrean.store.store import Store

__all__ = ["MISSED_AFTER", "Device", "beat", "devices", "is_alive", "missing", "printer_trouble"]

MISSED_AFTER: Final = timedelta(seconds=60)
"""A device that told nothing for so long is missed: several beats are lost, not one."""


def beat(store: Store, *, name: str, kind: DeviceKind, body: Mapping[str, Any]) -> bool:
    """Write that a device lives; False when the database was busy or away: the next beat comes soon.

    `body` tells of its parts, whichever it has, never of a visitor: "printer" and "spare_printer" and "voice" as
    {"condition": a code word, "sentence": what to do, for a technician}, "screen" as "1080x1920", "papers" as the
    number of papers that did not come out, "counter" as the counter's number, "is_closed" when the app has ended.
    """
    if not 1 <= len(name) <= DEVICE_NAME_LENGTH or not name.isprintable():
        raise Refused(Reason.BAD_INPUT, f"A device's name has 1 to {DEVICE_NAME_LENGTH} printable characters.")
    try:
        with store.aside() as unit:
            rows.put(unit, name=name, kind=kind, version=__version__, body=body)
    except Unavailable:
        return False
    return True


def devices(store: Store) -> tuple[Device, ...]:
    """Return every device that ever told of itself, by kind and name, with how long ago that was."""
    with store.read() as unit:
        return rows.read_all(unit)


def missing(store: Store) -> tuple[Device, ...]:
    """Return the devices that were there today and have told nothing for a minute, not even good-bye."""
    with store.read() as unit:
        today = unit.service_day
        zone = unit.mall.zone_info
        return tuple(
            device
            for device in rows.read_all(unit)
            if device.age > MISSED_AFTER
            and device.seen_at.astimezone(zone).date() == today
            and not device.body.get("is_closed")
        )


def is_alive(device: Device) -> bool:
    """Say whether a device told of itself within the last minute and has not ended."""
    return device.age <= MISSED_AFTER and not device.body.get("is_closed")


_WELL: Final = frozenset({"ok", "silent", "none"})
"""Cheap printers and print queues never say how they are; one that fell silent calls itself offline."""


def printer_trouble(device: Device) -> str:
    """Return what a device's printers need, in the technician's words; empty when they need nothing."""
    troubles = []
    for part in ("printer", "spare_printer"):
        told = device.body.get(part)
        if isinstance(told, Mapping) and told.get("condition") not in _WELL:
            troubles.append(str(told.get("sentence") or told.get("condition") or "it tells of a trouble"))
    return " ".join(troubles)
