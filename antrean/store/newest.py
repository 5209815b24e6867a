"""What a saved hall's log ends with, as its own file says: rows that are read without restoring them."""

from dataclasses import dataclass
from datetime import datetime

from antrean import anchor as anchors
from antrean.anchor import Anchor
from antrean.errors import Refused


@dataclass(frozen=True, kw_only=True)
class Newest:
    """The newest event of a saved hall; nothing of it where nothing has happened yet."""

    anchor: Anchor | None = None
    at: datetime | None = None


def of_row(event: object, hashed: object, at: object, epoch: object) -> Newest:
    """Return what a row of the events and the epoch of the mall say; raise ValueError for what no hall writes."""
    try:
        found = anchors.read(f"{event}:{hashed}{'@' if epoch else ''}{epoch or ''}")
    except Refused:
        raise ValueError("no event of a hall") from None
    moment = datetime.fromisoformat(str(at))
    if moment.tzinfo is None:
        raise ValueError("no time of a hall")
    return Newest(anchor=found, at=moment)
