"""Anchors of the hall's log in the log of this PC, where whoever owns the database does not write.

What `antrean db verify --anchors` later reads (docs/adr/0025-anchors.md). A heartbeat hands over what it has read
anyway.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from antrean.anchor import Anchor
from antrean.model import DeviceKind, Event, EventKind

if TYPE_CHECKING:
    from antrean.presence import Beat

_log = logging.getLogger(__name__)

EVERY: Final = timedelta(hours=1)


class AnchorLog:
    """Writes an anchor at the start, each hour in which something happened, with each day that ends, and at the end."""

    def __init__(self, *, device: str, kind: DeviceKind) -> None:
        self._device = device
        self._kind = kind
        self._told: Anchor | None = None
        self._told_at: datetime | None = None
        self._day: object = None
        self._awaited = 0
        """The event with which a day was closed: an anchor has to hold it."""

    def expect(self, events: Iterable[Event]) -> None:
        """Take notice of events: with the end of a day the next beat is told."""
        for event in events:
            if event.kind is EventKind.DAY_CLOSED:
                self._awaited = max(self._awaited, event.id)

    def see(self, beat: "Beat", *, is_last: bool = False) -> None:
        """Write the anchor of a beat when it is time."""
        anchor = beat.anchor
        if anchor is None or anchor == self._told:
            return
        if not (is_last or self._is_due(anchor, beat)):
            return
        self._told, self._told_at, self._day, self._awaited = anchor, beat.now, beat.open_day, 0
        facts = {
            "anchor": anchor.text,
            "device": self._device,
            "place": self._kind.value,
            "hall": beat.hall,
            "hall_time": beat.now.isoformat(timespec="seconds"),
        }
        _log.info("anchor", extra={"facts": facts})

    def _is_due(self, anchor: Anchor, beat: "Beat") -> bool:
        if self._told is None or self._told_at is None or anchor.epoch != self._told.epoch:
            return True
        if beat.open_day != self._day or 0 < self._awaited <= anchor.event:
            return True
        # A clock that was set back must not keep the hour from being over.
        return abs(beat.now - self._told_at) >= EVERY
