"""An app's log: JSON for programs, words for people, and the request of an action in both."""

import json
import logging
from pathlib import Path

from antrean import announcing, desk, mall
from antrean.announcing import Speaker
from antrean.ui import logbook
from tests.helpers import hall


def _lines(book: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in book.read_text(encoding="utf-8").splitlines()]


def test_a_line_is_an_object_and_a_traceback_is_in_it(book: Path) -> None:
    log = logging.getLogger("antrean.test")
    log.info("two\nlines", extra={"facts": {"code": "CA-001", "empty": ""}})
    try:
        raise ValueError("broken")
    except ValueError:
        log.exception("it failed")
    first, second = _lines(book)
    assert (first["level"], first["message"], first["code"]) == ("INFO", "two\nlines", "CA-001")
    assert str(first["at"]).endswith("+00:00")
    assert "ValueError: broken" in str(second["traceback"])


def test_people_read_the_facts_behind_the_words() -> None:
    record = logging.makeLogRecord({"msg": "call_next", "facts": {"request": "click-1", "code": "", "events": [7, 7]}})
    assert logbook.ForPeople("%(message)s").format(record) == "call_next request=click-1 events=[7, 7]"


def test_an_action_is_followed_through_the_logs_of_several_pcs(book: Path) -> None:
    store = hall.Warm(hall.prepared()).again()
    four = hall.open_counter(store, 4)
    hall.issue(store, "ktp")
    desk.call_next(store, four, request_id="click-1")
    desk.call_next(store, four, request_id="click-1")
    speaker = Speaker(holder="d:1", device="d", zones=tuple(zone.code for zone in mall.read(store).zones))
    announcing.hold_leases(store, speaker, late_after_s=60)
    turn = announcing.next_announcement(store, speaker)
    assert turn is not None
    assert turn.announcement.request == "click-1"
    told = [line for line in _lines(book) if line.get("request") == "click-1"]
    assert [(line["message"], line.get("is_repeated"), line.get("events")) for line in told] == [
        ("call_next", None, [turn.announcement.event, turn.announcement.event]),
        ("call_next", True, None),
    ]
