"""What the alerts are made from: who waits, who sits where, and how the devices are, at one moment; pure records."""

from dataclasses import dataclass
from datetime import datetime

from antrean.mall_record import Mall
from antrean.model import DeviceKind


@dataclass(frozen=True, kw_only=True)
class Line:
    """People who wait for the same: queue, service, and the counter where they were sent to one."""

    queue: str
    service: str
    reserved_counter: int | None
    people: int
    priority_people: int
    since: datetime
    """Since when the first of them waits."""


@dataclass(frozen=True, kw_only=True)
class Left:
    """Somebody who waited, until `left_at`."""

    queue: str
    service: str
    reserved_counter: int | None
    since: datetime
    left_at: datetime


@dataclass(frozen=True, kw_only=True)
class Post:
    """A counter as far as it matters here."""

    counter: int
    queues: tuple[str, ...]
    """From which it calls now."""
    is_open: bool
    free_since: datetime | None = None
    """Since when it is open without a visitor."""
    stopped_at: datetime | None = None
    """When it last closed or went on a break today; None where it did not."""


@dataclass(frozen=True, kw_only=True)
class Serving:
    counter: int
    code: str
    service: str
    started_at: datetime


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A part of a device that is not well."""

    condition: str
    sentence: str
    since: datetime


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is known of one device."""

    kind: DeviceKind
    name: str
    missed_since: datetime | None
    """When it was last heard of, where it fell silent today."""
    printers: tuple[Fault, ...] = ()
    voice: Fault | None = None


@dataclass(frozen=True, kw_only=True)
class Companion:
    """A visitor at a kiosk asks for a companion."""

    call: int
    device: str
    asked_at: datetime
    is_accepted: bool
    counter: int | None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The hall at one moment; `now` is aware."""

    mall: Mall
    now: datetime
    lines: tuple[Line, ...] = ()
    posts: tuple[Post, ...] = ()
    servings: tuple[Serving, ...] = ()
    devices: tuple[Told, ...] = ()
    companions: tuple[Companion, ...] = ()
