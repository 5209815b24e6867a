"""Who speaks which call when: the line of each voice area, its leases, and what became of every call."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from antrean.mall_record import Mall
from antrean.model import Ticket
from antrean.store import announcements
from antrean.store.announcements import Announcement
from antrean.store.store import Store
from antrean.store.tables import AnnouncementState
from antrean.store.unit import ReadUnit, WriteUnit
from antrean.wording import AnnouncementKind

LEASE_S = 8.0
"""How long a display may be silent before another one takes its voice over."""


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """One display as a voice: the zones it speaks for. `holder` differs at every start of the program."""

    holder: str
    device: str
    zones: tuple[str, ...]


def queue_call(
    unit: WriteUnit, *, event: int, ticket: Ticket, counter: int, kind: AnnouncementKind, is_first: bool
) -> None:
    """Put a call into the line of its counter's voice area, inside the write that calls.

    Any but a ticket's first of the day replaces the same ticket's call that nobody has begun to speak.
    """
    zone = unit.mall.zone(unit.mall.counter(counter).zone)
    agency = unit.mall.agency(unit.mall.queue(ticket.queue).agency)
    # Most calls are a ticket's first: there is nothing to replace.
    if not is_first:
        announcements.replace_waiting(unit, ticket.id)
    announcements.add(
        unit,
        event=event,
        area=zone.voice_area,
        zone=zone.code,
        kind=kind,
        ticket=ticket.id,
        counter=counter,
        body={
            "code": ticket.code,
            "agency_spoken": agency.spoken.indonesian,
            "language": ticket.language,
            "call_count": ticket.call_count,
            "is_priority": ticket.is_priority,
        },
    )


def withdraw(unit: WriteUnit, ticket: int) -> None:
    """Take a ticket's unspoken calls out of the line: it was called by mistake."""
    announcements.replace_waiting(unit, ticket)


def areas_of(mall: Mall, zones: Iterable[str]) -> tuple[str, ...]:
    """Return the voice areas that some zones lie in, each once, in the order of the zones."""
    return tuple(dict.fromkeys(mall.zone(code).voice_area for code in zones))


def hold_leases(store: Store, speaker: Speaker, *, late_after_s: float) -> tuple[str, ...]:
    """Take or renew the voice of the speaker's zones; return the zones it holds now.

    A zone whose lease another living display holds stays with it. Where the voice is new, calls that
    somebody began to speak and did not finish are queued again (at least once), and those older than
    `late_after_s` are marked missed: the board shows them, nobody runs to a call of ten minutes ago.
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
                announcements.write_lease(unit, area, code, speaker.holder, seconds=LEASE_S)
                held.append(code)
            if new:
                _take_over(unit, area, new, speaker.device, late_after_s)
        return tuple(held)


def _take_over(unit: WriteUnit, area: str, zones: list[str], device: str, late_after_s: float) -> None:
    lines = [one for one in announcements.line(unit, area) if one.zone in zones]
    oldest = unit.now - timedelta(seconds=late_after_s)
    late = [one.id for one in lines if one.queued_at < oldest]
    again = [one.id for one in lines if one.queued_at >= oldest and one.state is AnnouncementState.SPEAKING]
    announcements.set_state(unit, late, AnnouncementState.MISSED, device=device)
    announcements.set_state(unit, again, AnnouncementState.QUEUED, device=device)


def release_leases(store: Store, speaker: Speaker) -> None:
    """Give the voice back at a clean end, so that another display need not wait."""
    with store.write() as unit:
        for area in areas_of(unit.mall, speaker.zones):
            for zone, holder in announcements.live_leases(unit, area).items():
                if holder == speaker.holder:
                    announcements.write_lease(unit, area, zone, holder, seconds=0)


def next_announcement(store: Store, speaker: Speaker) -> Announcement | None:
    """Take the next call this speaker may speak now and mark it as being spoken; None when there is none.

    Calls of one area are spoken in event order and one at a time, also when two displays share the area:
    each waits for the other's turn. Zones that no living display speaks for hold nobody up.
    """
    with store.read() as look:
        if not any(_choose(look, area, speaker) for area in areas_of(look.mall, speaker.zones)):
            return None
    with store.write() as unit:
        for area in areas_of(unit.mall, speaker.zones):
            _free_voice(unit, area)
            chosen = _choose(unit, area, speaker)
            if chosen is not None:
                announcements.set_state(unit, [chosen.id], AnnouncementState.SPEAKING, device=speaker.device)
                return chosen
        return None


def _free_voice(unit: WriteUnit, area: str) -> None:
    # A display that died in mid-sentence must not keep its whole area silent.
    leases = announcements.live_leases(unit, area)
    cut = [
        one.id
        for one in announcements.line(unit, area)
        if one.state is AnnouncementState.SPEAKING and one.zone not in leases
    ]
    announcements.set_state(unit, cut, AnnouncementState.QUEUED, device="")


def _choose(unit: ReadUnit, area: str, speaker: Speaker) -> Announcement | None:
    line = announcements.line(unit, area)
    if not line:
        # Almost always: a quiet hall is asked this every second.
        return None
    leases = announcements.live_leases(unit, area)
    line = [one for one in line if one.zone in leases]
    if not line or any(one.state is AnnouncementState.SPEAKING for one in line):
        return None
    return line[0] if leases[line[0].zone] == speaker.holder else None


def has_waiting(store: Store, speaker: Speaker) -> bool:
    """Say whether a call that is this speaker's to speak waits until another display has ended its own."""
    with store.read() as look:
        for area in areas_of(look.mall, speaker.zones):
            leases = announcements.live_leases(look, area)
            if any(leases.get(one.zone) == speaker.holder for one in announcements.line(look, area)):
                return True
        return False


def note_result(store: Store, speaker: Speaker, announcement: Announcement, *, spoken: bool) -> None:
    """Write what became of an announcement this speaker began."""
    state = AnnouncementState.SPOKEN if spoken else AnnouncementState.FAILED
    with store.write() as unit:
        announcements.set_state(unit, [announcement.id], state, device=speaker.device)
