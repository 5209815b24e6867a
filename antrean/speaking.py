"""What supervisors have spoken and shown in the hall: the owner of a car, a lost child, an emergency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from antrean import acting, announcing, plain_text
from antrean.errors import Reason, Refused
from antrean.mall_record import Mall
from antrean.model import EventKind, Officer
from antrean.permissions import Right
from antrean.store import announcements
from antrean.store.announcements import CallToday, Said
from antrean.store.store import Store
from antrean.store.tables import AnnouncementState, Why
from antrean.store.unit import WriteUnit
from antrean.wording import AnnouncementKind

__all__ = [
    "Announced",
    "AnnouncementState",
    "CallToday",
    "Said",
    "Why",
    "announce",
    "areas",
    "calls",
    "shown",
    "today",
    "withdraw",
]

TEXT_LENGTH: Final = 200

_STILL_COMES: Final = (AnnouncementState.QUEUED, AnnouncementState.SPEAKING)
_KINDS: Final = {kind.value: kind for kind in announcements.BY_HAND}


@dataclass(frozen=True, kw_only=True)
class Announced:
    """A text that stands in the lines of some voice areas now; the text itself is not part of it."""

    event: int
    """Its number, by which `today` and `withdraw` know it."""
    kind: AnnouncementKind
    areas: tuple[str, ...]
    at: datetime


def areas(mall: Mall) -> tuple[str, ...]:
    """Return the voice areas of a mall, in the order of its zones."""
    return announcing.areas_of(mall, (zone.code for zone in mall.zones))


def announce(
    store: Store,
    by: int | None,
    text: str,
    *,
    text_en: str = "",
    kind: str = AnnouncementKind.FREE,
    areas: tuple[str, ...] = (),
    rewrites: Sequence[str] = (),
    request_id: str,
) -> Announced:
    """Have a text spoken and shown: in Indonesian, then in English where `text_en` is given.

    `kind` is "free", which is spoken in turn with the calls, or "emergency", which goes first and mutes the calls of
    its areas until it is spoken. `areas` are voice areas, none = the whole hall. The text has at most 200 signs and
    stands in `announcements` alone until its day is closed: neither the log nor the request has it, for it may be
    about a person. Refused for who may not announce, and as plain_text.line does.

    `rewrites` are the request ids of earlier announcements whose answers were lost: what of them was written after
    all is taken back, unless it was spoken, so that the hall does not hear both.
    """

    def work(unit: WriteUnit) -> Announced:
        officer = acting.officer(unit, by, Right.ANNOUNCE)
        wanted = _areas(unit.mall, areas)
        of_kind = _kind(kind)
        words = plain_text.line(text, longest=TEXT_LENGTH, what="The announcement")
        english = plain_text.line(text_en, longest=TEXT_LENGTH, what="Its English text") if text_en.strip() else ""
        for lost in rewrites:
            _take_back_lost(unit, officer, lost)
        body = {"kind": of_kind.value, "areas": list(wanted)}
        event = unit.append(EventKind.ANNOUNCED, officer=officer.id, body=body)
        for area in wanted:
            announcing.queue_text(unit, event=event, area=area, kind=of_kind, text=words, text_en=english)
        return Announced(event=event, kind=of_kind, areas=wanted, at=unit.now)

    # Not even a hash of the text goes into the request: a short one can be guessed.
    arguments = {"by": by, "kind": kind, "areas": list(areas)}
    return _once(store, request_id, "announce", arguments, work)


def _take_back_lost(unit: WriteUnit, officer: Officer, request: str) -> None:
    before = unit.result_of(request, "announce", Announced)
    if before is None:
        return
    said = [one for one in announcements.said_today(unit) if one.event == before.event]
    if any(one.state in _STILL_COMES for one in said):
        body = {"kind": before.kind.value, "areas": list(before.areas), "withdrawn": before.event}
        unit.append(EventKind.ANNOUNCED, officer=officer.id, body=body)
        announcements.withdraw(unit, before.event)


def withdraw(store: Store, by: int | None, event: int, *, request_id: str) -> Announced:
    """Take back what was announced, by its number: it leaves the boards and is not heard any more.

    Refused when there is none of this number today, or it was taken back already (too_late).
    """

    def work(unit: WriteUnit) -> Announced:
        officer = acting.officer(unit, by, Right.ANNOUNCE)
        said = [one for one in announcements.said_today(unit) if one.event == event]
        if not said or all(one.state is AnnouncementState.REPLACED for one in said):
            raise Refused(Reason.TOO_LATE, f"There is no announcement {event} of today that could be taken back.")
        wanted = tuple(one.area for one in said)
        body = {"kind": said[0].kind.value, "areas": list(wanted), "withdrawn": event}
        unit.append(EventKind.ANNOUNCED, officer=officer.id, body=body)
        announcements.withdraw(unit, event)
        return Announced(event=event, kind=said[0].kind, areas=wanted, at=said[0].queued_at)

    return _once(store, request_id, "withdraw", {"by": by, "event": event}, work)


def today(store: Store, by: int | None) -> tuple[Said, ...]:
    """Return what was announced today and what became of it in every voice area, the newest first.

    What no display has spoken is still queued. Refused for who may not announce.
    """
    with store.read() as unit:
        acting.looking(unit, by, Right.ANNOUNCE)
        return tuple(reversed(announcements.said_today(unit)))


def calls(store: Store, by: int | None) -> tuple[CallToday, ...]:
    """Return what became of every call of today, the newest first; refused for who may not announce."""
    with store.read() as unit:
        acting.looking(unit, by, Right.ANNOUNCE)
        return tuple(announcements.calls_today(unit))


def shown(store: Store) -> tuple[Said, ...]:
    """Return the same and what the hall's hours announced, the oldest first, for the boards of the hall."""
    with store.read() as unit:
        found = [*announcements.said_today(unit), *announcements.notices_today(unit)]
        return tuple(sorted(found, key=lambda one: one.event))


def _once(store: Store, request_id: str, action: str, arguments: dict[str, Any], work: Any) -> Announced:
    with store.write() as unit:
        result: Announced = unit.once(request_id, action, arguments, Announced, lambda: work(unit))
        return result


def _areas(mall: Mall, wanted: tuple[str, ...]) -> tuple[str, ...]:
    known = areas(mall)
    strange = [area for area in wanted if area not in known]
    if strange:
        raise Refused(
            Reason.UNKNOWN_ZONE,
            f"This mall has no voice area {', '.join(strange)}; it has {', '.join(known)}.",
            zones=strange,
        )
    return tuple(area for area in known if area in wanted) or known


def _kind(word: str) -> AnnouncementKind:
    if word not in _KINDS:
        raise Refused(Reason.BAD_INPUT, f"An announcement is {' or '.join(sorted(_KINDS))}, not “{word[:20]}”.")
    return _KINDS[word]
