"""Which announcement stands on the board, and for how long."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from antrean.store.announcements import Said
from antrean.store.tables import AnnouncementState, Why
from antrean.wording import AnnouncementKind
from display import notices

START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
AFTER = timedelta(seconds=30)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def said(state: str, *, emergency: bool = False, **fields: Any) -> Said:
    values: dict[str, Any] = {
        "event": 7, "area": "hall", "text": "Pemilik mobil", "text_en": "", "officer": None,
        "queued_at": START, "started_at": None, "ended_at": None,
    }  # fmt: skip
    kind = AnnouncementKind.EMERGENCY if emergency else AnnouncementKind.FREE
    return Said(kind=kind, state=AnnouncementState(state), **values | fields)


@pytest.mark.parametrize(
    ("one", "end"),
    [
        # Spoken from second 5 to second 15: half a minute after that, an emergency a minute in all.
        (said("spoken", started_at=at(5), ended_at=at(15)), 45),
        (said("failed", started_at=at(5), ended_at=at(15)), 45),
        (said("spoken", emergency=True, started_at=at(5), ended_at=at(15)), 60),
        (said("spoken", emergency=True, started_at=at(5), ended_at=at(50)), 80),
        (said("speaking", started_at=at(5)), 605),
        # Nobody speaks it: a hall without a voice.
        (said("queued"), 120),
        (said("queued", emergency=True), 600),
        (said("missed", ended_at=at(5)), None),
        (said("missed", ended_at=at(5), why=Why.LATE), None),
        # Shown instead of spoken.
        (said("missed", ended_at=at(5), why=Why.QUIET), 125),
        (said("missed", ended_at=at(110), why=Why.NO_VOICE), 120),
        (said("missed", emergency=True, ended_at=at(590), why=Why.NO_VOICE), 600),
        (said("replaced", ended_at=at(5)), None),
    ],
)
def test_until_when(one: Said, end: float | None) -> None:
    assert notices.until(one, AFTER) == (None if end is None else at(end))
    for seconds, is_there in ((0, True), (-1, True), (1, False)):
        moment = at(seconds + (end or 0)) if seconds else at(0)
        expected = end is not None and is_there
        assert (notices.shown([one], {"hall"}, moment, AFTER) is not None) is expected


def test_a_longer_setting_holds_for_what_nobody_speaks_too() -> None:
    assert notices.until(said("queued"), timedelta(minutes=5)) == at(300)


def test_other_areas_and_closed_days_show_nothing() -> None:
    assert notices.shown([said("speaking")], {"east"}, START, AFTER) is None
    assert notices.shown([said("speaking", text="")], {"hall"}, START, AFTER) is None
    assert notices.shown([], {"hall"}, START, AFTER) is None


def test_an_emergency_before_all_then_what_is_heard_then_the_newest() -> None:
    old, heard, new = said("queued", event=1), said("speaking", event=2), said("queued", event=3)
    alarm = said("queued", event=0, emergency=True, text_en="Leave.")

    def shown(*those: Said) -> int:
        found = notices.shown(those, {"hall"}, START, AFTER)
        assert found is not None
        return found.event

    assert shown(old, new) == 3
    assert shown(old, heard, new) == 2
    assert shown(old, heard, new, alarm) == 0
    view = notices.shown([alarm], {"hall"}, START, AFTER)
    assert view == notices.NoticeView(
        event=0, is_emergency=True, kind=AnnouncementKind.EMERGENCY, text="Pemilik mobil", text_en="Leave."
    )
