"""Programs of the next version work on the same hall: what they write that this one does not know stops nothing."""

import json
from types import SimpleNamespace
from typing import Any, cast

import pytest

from antrean import announcing, board, closing, desk, mall
from antrean.announcing import Speaker
from antrean.errors import Reason
from antrean.model import EventKind
from antrean.store import checks
from antrean.store.announcements import call_said
from antrean.store.store import Store
from antrean.wording import AnnouncementKind
from display.state import needs_reread
from tests.helpers import hall

LATE_S = 120.0
ZONES = ("Z1", "Z2", "Z3", "Z4", "Z5")


def write_fact(store: Store, **facts: Any) -> int:
    """Write a fact of a kind that only the newer program knows; return its id."""
    with store.write() as unit:
        return unit.append(cast("EventKind", SimpleNamespace(value="rated")), body={"stars": 5}, **facts)


def queue_newer(store: Store, state: str = "queued") -> int:
    """Put an announcement of a kind that only the newer program knows into the hall's line; return its event."""
    event = write_fact(store)
    hall.execute(
        store,
        "INSERT INTO announcements (event, area, zone, service_day, kind, body, state, queued_at)"
        " SELECT id, 'hall', 'Z1', service_day, 'survey', '{\"stars\": 5}', :state, at FROM events WHERE id = :event",
        event=event,
        state=state,
    )
    return event


def state_of(store: Store, event: int) -> str:
    (row,) = hall.rows(store, "SELECT state FROM announcements WHERE event = :event", event=event)
    return str(row.state)


@pytest.fixture
def speaker(store: Store) -> Speaker:
    """The display of this version, which holds the whole hall's voice."""
    one = Speaker(holder="one", device="display-one", zones=ZONES)
    announcing.hold_leases(store, one, late_after_s=LATE_S)
    return one


def test_a_fact_of_an_unknown_kind_is_followed_past_and_read_as_newer(store: Store) -> None:
    _, before = board.read(store)
    event = write_fact(store)
    ticket = hall.issue(store)
    batch = store.events_after(before.newest, before.epoch)
    assert [one.kind for one in batch.events] == [EventKind.NEWER, EventKind.ISSUED]
    assert (batch.events[0].id, batch.events[0].body) == (event, {"stars": 5})
    # What it changed this program cannot know: the board is read as it is.
    assert needs_reread(before, batch)
    assert hall.call(store, hall.open_counter(store, 4)).id == ticket.id
    assert checks.check(store).problems == ()


def test_what_a_newer_program_did_to_a_ticket_is_not_undone_here(store: Store) -> None:
    four = hall.open_counter(store, 4)
    hall.issue(store)
    ticket = hall.serve(store, four)
    desk.finish(store, four, request_id=hall.request())
    event = write_fact(store, ticket=ticket.id, counter=4, officer=four.officer)
    hall.execute(store, "UPDATE tickets SET last_event = :event WHERE id = :id", event=event, id=ticket.id)
    refused = hall.refused(desk.undo, store, four, ticket.code, request_id=hall.request())
    assert refused is Reason.WRONG_STATE


def test_an_announcement_of_an_unknown_kind_is_left_to_its_version_and_holds_up_nobody(
    store: Store, speaker: Speaker
) -> None:
    event = queue_newer(store)
    assert announcing.next_announcement(store, speaker) is None
    assert not announcing.has_waiting(store, speaker)
    hall.issue(store)
    ticket = hall.call(store, hall.open_counter(store, 4))
    turn = announcing.next_announcement(store, speaker)
    assert turn is not None
    assert (turn.announcement.kind, turn.announcement.ticket) == (AnnouncementKind.CALL, ticket.id)
    announcing.note_result(store, speaker, turn.announcement, spoken=True)
    assert state_of(store, event) == "queued"
    closing.close_today(store, force_reason="listrik padam", request_id=hall.request())
    assert state_of(store, event) == "missed"


def test_while_a_newer_display_speaks_it_others_wait_and_one_that_died_holds_up_nobody(
    store: Store, speaker: Speaker
) -> None:
    event = queue_newer(store, state="speaking")
    hall.issue(store)
    hall.call(store, hall.open_counter(store, 4))
    assert announcing.next_announcement(store, speaker) is None
    announcing.release_leases(store, speaker)
    announcing.hold_leases(store, speaker, late_after_s=LATE_S)
    assert announcing.next_announcement(store, speaker) is not None
    assert state_of(store, event) == "queued"


def test_a_reason_that_is_not_known_is_none(store: Store) -> None:
    hall.issue(store)
    four = hall.open_counter(store, 4)
    hall.call(store, four)
    hall.execute(store, "UPDATE announcements SET state = 'missed', why = 'solemn', ended_at = queued_at")
    (row,) = hall.rows(store, "SELECT ticket FROM announcements")
    with store.read() as unit:
        said = call_said(unit, row.ticket)
    assert said is not None
    assert said.why is None


def test_a_mall_with_keys_of_a_newer_version_is_read_without_them(store: Store) -> None:
    known = mall.read(store)
    (row,) = hall.rows(store, "SELECT body FROM mall")
    body = json.loads(row.body)
    body["rules"]["survey_minutes"] = 3
    body["survey"] = {"asks": True}
    hall.execute(store, "UPDATE mall SET body = :body, version = version + 1", body=json.dumps(body))
    (row,) = hall.rows(store, "SELECT body FROM services WHERE code = 'ktp'")
    service = json.loads(row.body) | {"rating": "stars"}
    hall.execute(store, "UPDATE services SET body = :body WHERE code = 'ktp'", body=json.dumps(service))
    assert mall.read(store) == known
    assert hall.issue(store, "ktp").code == "CA-001"
