"""Who speaks what when: the line of each voice area, its leases, and what became of every call and every text.

Calls, what supervisors typed and what the hall's hours announce are spoken in the order of their events and one at a
time; a call that takes the place of one that waits has that one's place (docs/adr/0022). An emergency goes before
everything that waits, and until it is spoken no call of its area is begun. In a quiet period nothing else is spoken.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, assert_never

from antrean import timetable, wording
from antrean.mall_record import Mall
from antrean.model import EventKind, Ticket, TicketState
from antrean.store import announcements, closing_rows, tickets
from antrean.store.announcements import Announcement, CallSaid
from antrean.store.store import Store
from antrean.store.tables import AnnouncementState, Why
from antrean.store.unit import ReadUnit, WriteUnit
from antrean.voice_rules import VoiceRules
from antrean.wording import AnnouncementKind

LEASE_S: Final = announcements.LEASE_S

EMERGENCY_LATE_S: Final = 600.0
"""So long an emergency is still spoken by a display that has just been started; calls and other texts less long."""


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """One display as a voice: the zones it speaks for. `holder` differs at every start of the program."""

    holder: str
    device: str
    zones: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What a display is to speak now, and what decides how. `at` is aware, in the mall's zone."""

    announcement: Announcement
    rules: VoiceRules
    at: datetime
    zone_position: int = 1
    """Of the zone that it is said in: each has its chime."""
    waiting: int = 0
    """So many calls of the same voice area wait behind it."""

    @property
    def is_short(self) -> bool:
        """The line is long: who waits in it is told sooner if each sentence is short."""
        return self.waiting >= self.rules.shorten_after


def queue_call(
    unit: WriteUnit, *, event: int, ticket: Ticket, counter: int, kind: AnnouncementKind, is_first: bool
) -> None:
    """Put a call into the line of its counter's voice area, inside the write that calls.

    Any but a ticket's first of the day replaces the same ticket's call that nobody has begun to speak, at its place:
    who is called again while the line is long would never be heard from its end.
    """
    # Most calls are a ticket's first: there is nothing to replace.
    place = None if is_first else announcements.replace_waiting(unit, ticket.id)
    _add_call(unit, event=event, ticket=ticket, counter=counter, kind=kind, place=place)


def _add_call(
    unit: WriteUnit, *, event: int, ticket: Ticket, counter: int, kind: AnnouncementKind, place: int | None
) -> None:
    zone = unit.mall.zone(unit.mall.counter(counter).zone)
    agency = unit.mall.agency(unit.mall.queue(ticket.queue).agency)
    announcements.add(
        unit,
        event=event,
        area=zone.voice_area,
        zone=zone.code,
        kind=kind,
        ticket=ticket.id,
        counter=counter,
        place=place,
        body={
            "code": ticket.code,
            "agency_spoken": agency.spoken.indonesian,
            "agency_spoken_en": agency.spoken.in_language("en"),
            "language": ticket.language,
            "call_count": ticket.call_count,
            "is_priority": ticket.is_priority,
        },
    )


def queue_missed(unit: WriteUnit, *, event: int, ticket: Ticket) -> None:
    """Let it be said where somebody who did not come is to report, inside the write that says so.

    At the place of a call that still waited, also where the mall wants no such sentence otherwise: the hall has heard
    nothing of this visitor yet.
    """
    place = leave(unit, ticket)
    if ticket.counter is not None and (place is not None or unit.mall.voice.missed):
        kind = AnnouncementKind.MISSED
        _add_call(unit, event=event, ticket=ticket, counter=ticket.counter, kind=kind, place=place)


def queue_text(
    unit: WriteUnit, *, event: int, area: str, kind: AnnouncementKind, text: str, text_en: str, part: str = ""
) -> None:
    """Put what a supervisor typed, or a notice, into the line of a voice area, inside the write that announces it."""
    # Whose display speaks it is known when one begins.
    zone = next(zone.code for zone in unit.mall.zones if zone.voice_area == area)
    body = {"text": text, "text_en": text_en}
    announcements.add(unit, event=event, area=area, zone=zone, kind=kind, body=body, part=part)


_OVERTAKEN: Final[Mapping[TicketState, Why]] = {
    TicketState.SERVING: Why.CAME,
    TicketState.DONE: Why.CAME,
    TicketState.HELD: Why.HELD,
    TicketState.NO_SHOW: Why.NO_SHOW,
    TicketState.WAITING: Why.WAITS,
    TicketState.CANCELLED: Why.RETURNED,
    TicketState.EXPIRED: Why.CLOSED,
}
"""Why nobody is sent to a counter any more, by what became of the number meanwhile."""


def leave(unit: WriteUnit, ticket: Ticket) -> int | None:
    """Take what waits to be said of a ticket that has moved on out of the line; return the place it had there.

    `ticket` is as it stands now. A sentence that has begun is said to its end.
    """
    return announcements.replace_waiting(unit, ticket.id, _OVERTAKEN[ticket.state])


def come_back(unit: WriteUnit, ticket: Ticket) -> None:
    """Undo that for a ticket whose deed was taken back: who is called again after all is still to be told.

    What was to be said because of the deed is not said any more.
    """
    announcements.replace_missed(unit, ticket.id)
    if ticket.state is TicketState.CALLED:
        announcements.wait_again(unit, ticket.id)


def areas_of(mall: Mall, zones: Iterable[str]) -> tuple[str, ...]:
    """Return the voice areas that some zones lie in, each once, in the order of the zones."""
    return tuple(dict.fromkeys(mall.zone(code).voice_area for code in zones))


def hold_leases(store: Store, speaker: Speaker, *, late_after_s: float) -> tuple[str, ...]:
    """Take or renew the voice of the speaker's zones; return the zones it holds now.

    A zone whose lease another living display holds stays with it. Where the voice is new, calls that
    somebody began to speak and did not finish are queued again (at least once), and those older than
    `late_after_s` are marked missed: the board shows them, nobody runs to a call of ten minutes ago. Whoever holds
    a voice also announces what the hall's hours bring (timetable), once in each voice area.
    """
    with store.write() as unit:
        held: list[str] = []
        for area in areas_of(unit.mall, speaker.zones):
            leases = announcements.live_leases(unit, area)
            new = []
            for code in speaker.zones:
                if unit.mall.zone(code).voice_area != area or leases.get(code, speaker.holder) != speaker.holder:
                    continue
                if code not in leases:
                    new.append(code)
                announcements.write_lease(unit, area, code, speaker.holder)
                held.append(code)
            if new:
                # What is for the whole area was late for the first one who could speak there.
                _take_over(unit, area, new, speaker.device, late_after_s, is_first=not leases)
        for area in areas_of(unit.mall, held):
            _announce_hours(unit, area, late_after_s)
        return tuple(held)


def serve_silent(store: Store, speaker: Speaker, *, late_after_s: float) -> None:
    """Do for the zones of a display without a voice what nobody with one does.

    What the hall's hours bring is made, so that the boards show it: a voice that comes in time still speaks it. What
    waited for a voice longer than `late_after_s`, an emergency for ten minutes, is missed for want of one.
    """
    with store.read() as look:
        if not any(_has_silent_work(look, area, speaker, late_after_s) for area in areas_of(look.mall, speaker.zones)):
            return
    with store.write() as unit:
        for area in areas_of(unit.mall, speaker.zones):
            late = _unvoiced(unit, area, speaker, late_after_s)
            announcements.set_state(unit, late, AnnouncementState.MISSED, device=speaker.device, why=Why.NO_VOICE)
            if not announcements.live_leases(unit, area):
                _announce_hours(unit, area, late_after_s)


def _has_silent_work(unit: ReadUnit, area: str, speaker: Speaker, late_after_s: float) -> bool:
    if _unvoiced(unit, area, speaker, late_after_s):
        return True
    return bool(_due_in(unit, area, late_after_s)) and not announcements.live_leases(unit, area)


def _unvoiced(unit: ReadUnit, area: str, speaker: Speaker, late_after_s: float) -> list[int]:
    """Return what has waited too long in the speaker's zones for a voice that is not there."""
    line = announcements.line(unit, area)
    if not line:
        return []
    leases = announcements.live_leases(unit, area)
    return [
        one.id
        for one in line
        if (not leases if one.is_for_all else one.zone in speaker.zones and one.zone not in leases)
        and _is_late(unit, one, late_after_s)
    ]


def _is_late(unit: ReadUnit, one: Announcement, late_after_s: float) -> bool:
    limit = max(late_after_s, EMERGENCY_LATE_S) if one.kind is AnnouncementKind.EMERGENCY else late_after_s
    return one.queued_at < unit.now - timedelta(seconds=limit)


def _due_in(unit: ReadUnit, area: str, late_after_s: float) -> list[timetable.Due]:
    """Return what the hall's hours bring now and nobody has made; nothing more of a day that was closed."""
    found = [
        due
        for due in timetable.due(unit.mall, unit.local_now, late_after_s=late_after_s)
        if not announcements.has_notice(unit, AnnouncementKind(due.notice.kind), area, due.part)
    ]
    return found if found and not closing_rows.is_closed(unit, unit.service_day) else []


def _announce_hours(unit: WriteUnit, area: str, late_after_s: float) -> None:
    for due in _due_in(unit, area, late_after_s):
        kind, rules = AnnouncementKind(due.notice.kind), unit.mall.voice
        event = unit.append(EventKind.ANNOUNCED, body={"kind": kind.value, "areas": [area]})
        text = wording.written(due.notice, "id", rules)
        text_en = wording.written(due.notice, "en", rules) if "en" in unit.mall.languages else ""
        queue_text(unit, event=event, area=area, kind=kind, text=text, text_en=text_en, part=due.part)


def _take_over(
    unit: WriteUnit, area: str, zones: list[str], device: str, late_after_s: float, *, is_first: bool
) -> None:
    lines = [one for one in announcements.line(unit, area) if (is_first if one.is_for_all else one.zone in zones)]
    late, cut = [], []
    for one in lines:
        if _is_late(unit, one, late_after_s):
            late.append(one.id)
        elif one.state is AnnouncementState.SPEAKING:
            cut.append(one)
    announcements.set_state(unit, late, AnnouncementState.MISSED, device=device, why=Why.LATE)
    _say_again(unit, cut, device)


def _say_again(unit: WriteUnit, cut: Iterable[Announcement], device: str) -> None:
    """Let what was cut off be said from the beginning; a call that is true no more is not."""
    for one in cut:
        state, why = AnnouncementState.QUEUED, None
        if one.ticket is not None:
            ticket = tickets.find(unit, one.ticket)
            wanted = TicketState.NO_SHOW if one.kind is AnnouncementKind.MISSED else TicketState.CALLED
            is_here = ticket is not None and ticket.state is wanted and ticket.counter == one.counter
            # A recall waits behind it, which says the same.
            if ticket is None or not is_here or ticket.call_count != one.call_count:
                # Of one that is called again, elsewhere or here, a newer call says where to go.
                known = None if ticket is None or is_here else _OVERTAKEN.get(ticket.state)
                state, why = AnnouncementState.REPLACED, known
        announcements.set_state(unit, [one.id], state, device=device, why=why)


def release_leases(store: Store, speaker: Speaker) -> None:
    """Give the voice back at a clean end, so that another display need not wait."""
    with store.write() as unit:
        for area in areas_of(unit.mall, speaker.zones):
            for zone, holder in announcements.live_leases(unit, area).items():
                if holder == speaker.holder:
                    announcements.end_lease(unit, area, zone)


def next_announcement(store: Store, speaker: Speaker) -> Turn | None:
    """Take what this speaker may speak now and mark it as being spoken; None when there is nothing.

    One at a time in an area, emergencies first, then in event order, also when two displays share the area:
    each waits for the other's turn. Zones that no living display speaks for hold nobody up.
    """
    with store.read() as look:
        if not any(_choose(look, area, speaker) for area in areas_of(look.mall, speaker.zones)):
            return None
    with store.write() as unit:
        for area in areas_of(unit.mall, speaker.zones):
            _free_voice(unit, area)
            _keep_quiet(unit, area, speaker.device)
            turn = _choose(unit, area, speaker)
            if turn is not None:
                announcements.begin(unit, turn.announcement, device=speaker.device)
                return turn
        return None


def _keep_quiet(unit: WriteUnit, area: str, device: str) -> None:
    """Pass over what waits in a quiet period: the boards show it, and nobody says it an hour later."""
    if not unit.mall.voice.is_quiet(unit.local_now):
        return
    ids = [
        one.id
        for one in announcements.line(unit, area)
        if one.state is AnnouncementState.QUEUED and one.kind is not AnnouncementKind.EMERGENCY
    ]
    announcements.set_state(unit, ids, AnnouncementState.MISSED, device=device, why=Why.QUIET)


def _free_voice(unit: WriteUnit, area: str) -> None:
    # A display that died in mid-sentence must not keep its whole area silent.
    leases = announcements.live_leases(unit, area)
    cut = [
        one
        for one in announcements.line(unit, area)
        if one.state is AnnouncementState.SPEAKING and one.zone not in leases
    ]
    _say_again(unit, cut, "")


def _choose(unit: ReadUnit, area: str, speaker: Speaker) -> Turn | None:
    line = announcements.line(unit, area)
    if not line:
        # Almost always: a quiet hall is asked this every second.
        return None
    leases = announcements.live_leases(unit, area)
    line = _of_living(unit.mall, area, line, leases)
    if not line or any(one.state is AnnouncementState.SPEAKING for one in line):
        return None
    first = min(line, key=lambda one: (one.kind is not AnnouncementKind.EMERGENCY, one.place))
    if leases[first.zone] != speaker.holder:
        return None
    waiting = sum(one.ticket is not None and one is not first for one in line)
    return Turn(
        announcement=first,
        rules=unit.mall.voice,
        at=unit.local_now,
        zone_position=unit.mall.zone(first.zone).position,
        waiting=waiting,
    )


def _of_living(mall: Mall, area: str, line: Iterable[Announcement], leases: Mapping[str, str]) -> list[Announcement]:
    """Return what of a line a living display speaks, each with the zone of that display.

    What is for the whole area is spoken by whoever has the first of its zones, in the order of the mall; also when
    the display that had begun it is dead.
    """
    first = next((zone.code for zone in mall.zones if zone.voice_area == area and zone.code in leases), None)
    if first is None:
        return []
    placed = []
    for one in line:
        if one.kind is AnnouncementKind.NEWER and one.state is AnnouncementState.QUEUED:
            # It holds up nobody: a display of that version speaks it, or it is missed when its day is closed.
            continue
        if one.is_for_all or (one.kind in announcements.FOR_AREA and one.zone not in leases):
            placed.append(replace(one, zone=first, state=AnnouncementState.QUEUED))
        elif one.zone in leases:
            placed.append(one)
    return placed


def has_waiting(store: Store, speaker: Speaker) -> bool:
    """Say whether something that is this speaker's to speak waits until another display has ended its own."""
    with store.read() as look:
        for area in areas_of(look.mall, speaker.zones):
            leases = announcements.live_leases(look, area)
            line = _of_living(look.mall, area, announcements.line(look, area), leases)
            if any(leases[one.zone] == speaker.holder for one in line):
                return True
        return False


def put_back(store: Store, speaker: Speaker, announcement: Announcement) -> None:
    """Let a call be spoken again that was cut off for an emergency; one that is no longer true is dropped."""
    with store.write() as unit:
        _say_again(unit, [announcement], speaker.device)


class Unspoken(StrEnum):
    """Why a call is not heard, as far as is known: the officer calls the visitor some other way."""

    NO_VOICE = "no_voice"
    """No living display speaks for the zone; one may still come in time."""
    FAILED = "failed"
    """The voice could not, or no loudspeaker had it."""
    LATE = "late"
    QUIET = "quiet"


_UNSPOKEN: Final[Mapping[Why | None, Unspoken]] = {Why.QUIET: Unspoken.QUIET, Why.NO_VOICE: Unspoken.NO_VOICE}


def why_unspoken(said: CallSaid) -> Unspoken | None:
    """Return why a call was or is not spoken; None for one that is heard, or will be in its turn."""
    match said.state:
        case AnnouncementState.QUEUED:
            return None if said.has_voice else Unspoken.NO_VOICE
        case AnnouncementState.FAILED:
            return Unspoken.FAILED
        case AnnouncementState.MISSED:
            return _UNSPOKEN.get(said.why, Unspoken.LATE)
        case AnnouncementState.SPEAKING | AnnouncementState.SPOKEN | AnnouncementState.REPLACED:
            return None
        case _:
            assert_never(said.state)


def note_result(store: Store, speaker: Speaker, announcement: Announcement, *, spoken: bool) -> None:
    """Write what became of an announcement this speaker began."""
    state = AnnouncementState.SPOKEN if spoken else AnnouncementState.FAILED
    with store.write() as unit:
        announcements.set_state(unit, [announcement.id], state, device=speaker.device)
