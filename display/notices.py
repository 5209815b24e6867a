"""Which announcement, of a supervisor or of the hall's hours, stands on the board, and until when; pure, without Qt."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from antrean.wording import AnnouncementKind

if TYPE_CHECKING:
    # For the annotations alone: the store's libraries are loaded after the first picture.
    from antrean.store.announcements import Said

EMERGENCY_LEAST: Final = timedelta(seconds=60)
"""So long an emergency stands there at least, however soon it was spoken."""
UNSPOKEN_MOST: Final = timedelta(minutes=2)
"""So long a text stands there that nobody speaks: a hall without a voice shows it for this."""
EMERGENCY_UNSPOKEN_MOST: Final = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class NoticeView:
    """One announcement as it is read from afar."""

    event: int
    is_emergency: bool
    text: str
    text_en: str
    """Empty where there is none."""
    kind: AnnouncementKind = AnnouncementKind.FREE


def until(said: "Said", after: timedelta) -> datetime | None:
    """Return until when an announcement stands on the board as things are; None when it does not.

    `after` is how long it stays once it was spoken.
    """
    # As words: the store's own names are loaded late.
    is_emergency = said.kind is AnnouncementKind.EMERGENCY
    least = said.queued_at + EMERGENCY_LEAST if is_emergency else said.queued_at
    unspoken = EMERGENCY_UNSPOKEN_MOST if is_emergency else max(after, UNSPOKEN_MOST)
    match said.state.value:
        case "queued":
            return said.queued_at + unspoken
        case "missed" if said.why is not None and said.why.value == "no_voice":
            return said.queued_at + unspoken
        case "speaking":
            # A display that died in mid-sentence leaves it so; another one begins it anew.
            return (said.started_at or said.queued_at) + EMERGENCY_UNSPOKEN_MOST
        case "spoken" | "failed":
            return max(least, (said.ended_at or said.queued_at) + after)
        case "missed" if said.why is not None and said.why.value == "quiet":
            # Shown instead of spoken.
            return (said.ended_at or said.queued_at) + max(after, UNSPOKEN_MOST)
        case _:
            # Missed by all, because the day was closed or its moment was over, or taken back.
            return None


def live(said: "Sequence[Said]", areas: Collection[str], now: datetime, after: timedelta) -> "tuple[Said, ...]":
    """Return what of the announcements of some voice areas stands on the board now."""
    return tuple(
        one for one in said if one.area in areas and one.text and (end := until(one, after)) is not None and now < end
    )


def shown(said: "Sequence[Said]", areas: Collection[str], now: datetime, after: timedelta) -> NoticeView | None:
    """Return the one that stands there: an emergency before all, then what is being spoken, then the newest."""
    found = max(
        live(said, areas, now, after),
        key=lambda one: (one.kind is AnnouncementKind.EMERGENCY, one.state.value == "speaking", one.event),
        default=None,
    )
    if found is None:
        return None
    return NoticeView(
        event=found.event,
        kind=found.kind,
        is_emergency=found.kind is AnnouncementKind.EMERGENCY,
        text=found.text,
        text_en=found.text_en,
    )
