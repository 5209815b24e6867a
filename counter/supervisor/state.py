"""What the supervisor's page knows at one moment, and what may be done then; no Qt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from antrean import presence
from antrean.errors import AntreanError
from antrean.model import CounterState, Officer
from antrean.permissions import Right, may
from antrean.presence import Device
from antrean.ui.jobs import Crashed
from antrean.watch import CounterSeen, HallView, Known, QueueNow, ZoneNow
from counter.supervisor.wishes import Wish

Trouble = AntreanError | Crashed


class Part(StrEnum):
    """The parts of the page, in the order of their keys."""

    OVERVIEW = "overview"
    QUEUES = "queues"
    COUNTERS = "counters"
    NUMBERS = "numbers"
    DEVICES = "devices"


class Aside(StrEnum):
    """Numbers that need somebody's eye."""

    HELD = "held"
    MISSED = "missed"
    CHOSEN = "chosen"


class Standing(StrEnum):
    """How a device is, the worst first."""

    MISSED = "missed"
    """It fell silent today, without a good-bye."""
    TROUBLED = "troubled"
    """It lives, and a part of it is not well."""
    WELL = "well"
    ENDED = "ended"
    AWAY = "away"
    """It was not there today."""


@dataclass(frozen=True, kw_only=True)
class Unsure:
    """A wish whose answer was lost: it may be written or not, so it is repeated under the same request id."""

    wish: Wish
    request_id: str


@dataclass(frozen=True, kw_only=True)
class WatchState:
    """The whole page. `view` is the last one that could be read, also while the database is lost."""

    officer: Officer | None = None
    """Who looks; None while the page is not shown."""
    part: Part = Part.OVERVIEW
    view: HallView | None = None
    trouble: Trouble | None = None
    """Why there is nothing to show."""
    is_lost: bool = False
    pending: Wish | None = None
    unsure: Unsure | None = None
    refusal: Trouble | None = None
    is_settling: bool = False
    """A click was heard a moment ago: what moves below the pointer now is not clicked by its second half."""
    shows_all_queues: bool = False
    """Also those where nobody waits."""
    counters_shown: CounterState | None = None
    """None = all of them."""
    aside: Aside = Aside.HELD

    @property
    def is_shown(self) -> bool:
        return self.officer is not None


def may_watch(officer: Officer | None) -> bool:
    return officer is not None and may(officer, Right.WATCH)


def is_allowed(state: WatchState, wish: Wish) -> bool:
    """Say whether something may be wished now; whether the officer may do it is for the use case to say."""
    if state.officer is None or state.pending is not None or state.is_settling:
        return False
    if state.is_lost:
        # What is shown may be over. Only what was asked already may be asked again: that is safe.
        return state.unsure is not None and state.unsure.wish == wish
    return state.view is not None


def is_older(view: HallView, than: HallView | None) -> bool:
    """Say whether a view was read before another one."""
    return than is not None and view.epoch == than.epoch and view.newest < than.newest


def moment(state: WatchState, now: datetime) -> datetime:
    """Return the moment that ages are counted to: what is no longer known does not grow older."""
    return state.view.now if state.is_lost and state.view is not None else now


def in_order(alerts: Iterable[Known]) -> tuple[Known, ...]:
    """Return the alerts that nobody looks after first; each kind keeps the order it came in."""
    return tuple(sorted(alerts, key=lambda one: one.acknowledged is not None))


def unattended(view: HallView) -> int:
    """Return how many alerts nobody looks after."""
    return sum(one.acknowledged is None for one in view.alerts)


def queues_shown(state: WatchState) -> tuple[tuple[ZoneNow, tuple[QueueNow, ...]], ...]:
    """Return the queues to show, by zone; a zone without any is left out."""
    if state.view is None:
        return ()
    found = []
    for zone in state.view.zones:
        queues = tuple(one for one in zone.queues if one.waiting or state.shows_all_queues)
        if queues:
            found.append((zone, queues))
    return tuple(found)


def counters(view: HallView) -> tuple[CounterSeen, ...]:
    """Return every counter, by number."""
    return tuple(sorted((one for zone in view.zones for one in zone.counters), key=lambda one: one.record.number))


def counters_shown(state: WatchState) -> tuple[CounterSeen, ...]:
    if state.view is None:
        return ()
    return tuple(one for one in counters(state.view) if state.counters_shown in (None, one.now.state))


def standing(device: Device, view: HallView) -> Standing:
    """Return how a device is at the moment of a view."""
    zone = view.mall.zone_info
    if device.seen_at.astimezone(zone).date() != view.now.astimezone(zone).date():
        return Standing.AWAY
    if presence.is_missed(device):
        return Standing.MISSED
    if not presence.is_alive(device):
        return Standing.ENDED
    is_troubled = presence.printer_troubles(device) or presence.voice_trouble(device) is not None
    return Standing.TROUBLED if is_troubled else Standing.WELL


def devices(view: HallView) -> tuple[tuple[Device, Standing], ...]:
    """Return the devices, those first that need somebody."""
    order = {one: at for at, one in enumerate(Standing)}
    found = ((device, standing(device, view)) for device in view.devices)
    return tuple(sorted(found, key=lambda one: order[one[1]]))
