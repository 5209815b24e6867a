"""The end of a series: after 9999 no number is given, in a kind sentence, and nobody who has one is left standing."""

import pytest

from antrean import board, desk, emergency, front, outlook, saying
from antrean.announcing import Speaker, Turn, hold_leases, next_announcement, note_result
from antrean.devices import escpos_reader, escpos_render
from antrean.errors import Reason
from antrean.receipt import lines
from antrean.settings import PrinterSettings, VoiceSettings
from antrean.store.store import Store
from tests.helpers import hall

ALL = Speaker(holder="h", device="d", zones=("Z1", "Z2", "Z3", "Z4", "Z5"))


def _given(store: Store, last: int) -> None:
    """Let so many numbers of the queue CA have been given today."""
    hall.issue(store, "ktp")
    hall.execute(store, "UPDATE series SET last = :last WHERE queue = 'CA'", last=last)


def test_the_last_number_has_four_digits_everywhere(store: Store) -> None:
    _given(store, 9998)
    issued = front.issue(store, "ktp", device="kiosk-1", request_id=hall.request())
    assert issued.ticket.code == "CA-9999"
    four = hall.open_counter(store, 4)
    hall.call(store, four)
    desk.finish(store, four, request_id=hall.request())
    assert hall.call(store, four).code == "CA-9999"
    mall, now = board.read(store)
    assert now.calls[0].code == "CA-9999"
    assert "CA-9999" in {one.code for one in outlook.read(store).counters}
    hold_leases(store, ALL, late_after_s=120)
    said = [saying.of(turn, VoiceSettings()).sentences[0].text for turn in iter(lambda: _turn(store), None)]
    assert "sembilan sembilan sembilan sembilan" in said[-1]
    slip = front.slip(mall, issued, status_url="")
    for mm, columns in ((58, 32), (80, 48)):
        settings = PrinterSettings(paper_mm=mm)
        sheet = escpos_reader.read(escpos_render.render(lines(slip, columns), settings))
        assert "CA-9999" in sheet.texts
        assert sheet.columns <= escpos_render.paper(settings).columns


def _turn(store: Store) -> Turn | None:
    turn = next_announcement(store, ALL)
    if turn is not None:
        note_result(store, ALL, turn.announcement, spoken=True)
    return turn


@pytest.mark.parametrize("last", [9999, 2_147_483_647])
def test_no_number_after_the_last_one(store: Store, last: int) -> None:
    _given(store, last)
    before = hall.contents(store)
    assert hall.refused(front.issue, store, "ktp", device="kiosk-1") is Reason.QUOTA_USED_UP
    assert hall.refused(emergency.reserve, store, "CA", 3) is Reason.QUOTA_USED_UP
    assert hall.contents(store) == before
    assert hall.issue(store, "kk").code == "CB-001"


def test_a_block_on_paper_ends_at_the_last_number(store: Store) -> None:
    _given(store, 9995)
    assert hall.refused(emergency.reserve, store, "CA", 5) is Reason.QUOTA_USED_UP
    assert emergency.reserve(store, "CA", 4, request_id=hall.request()).codes[-1] == "CA-9999"


def test_a_kiosk_shows_it_before_anybody_chooses(store: Store) -> None:
    _given(store, 9999)
    offered = {one.service.code: one.answer for one in front.offer(store).services}
    assert offered["ktp"].reason is Reason.QUOTA_USED_UP
    assert offered["kk"].is_open


def test_a_series_that_was_set_back_gives_no_number_twice(store: Store) -> None:
    for _ in range(5):
        hall.issue(store, "ktp")
    hall.execute(store, "UPDATE series SET last = 2 WHERE queue = 'CA'")
    assert hall.issue(store, "ktp").code == "CA-006"
    assert hall.issue(store, "ktp").code == "CA-007"


def test_a_number_from_elsewhere_is_passed_over(store: Store) -> None:
    """A row that another program wrote with the last number of all takes the others from nobody."""
    hall.issue(store, "ktp")
    hall.execute(store, "UPDATE tickets SET number = 2")
    hall.issue(store, "ktp")
    hall.execute(store, "UPDATE tickets SET number = 9999 WHERE number = 2")
    assert [hall.issue(store, "ktp").number for _ in range(2)] == [4, 5]
