"""Taking a number: codes, series, priority, quota, hours, and what is refused."""

from datetime import datetime

import pytest

from antrean import desk, front, mall
from antrean.errors import Reason, Refused
from antrean.model import EventKind, PrintState, Priority, TicketState
from antrean.papers import ReprintBy
from antrean.store.store import Store
from tests.helpers import hall


def test_services_of_one_queue_share_its_numbers(store: Store) -> None:
    assert [hall.issue(store, service).code for service in ("ktp", "ikd", "ktp")] == ["CA-001", "CA-002", "CA-003"]


def test_every_queue_counts_for_itself(store: Store) -> None:
    assert [hall.issue(store, service).code for service in ("ktp", "kk", "ktp", "nib")] == [
        "CA-001", "CB-001", "CA-002", "AA-001",
    ]  # fmt: skip


def test_a_new_ticket_waits_at_the_place_of_its_issue(store: Store) -> None:
    ticket = hall.issue(store, "ktp", language="en")
    event = hall.log(store)[-1]
    assert (event.kind, event.ticket, event.queue, event.body["code"]) == (EventKind.ISSUED, ticket.id, "CA", "CA-001")
    assert (ticket.state, ticket.place, ticket.counter, ticket.call_count) == (TicketState.WAITING, event.id, None, 0)
    assert (ticket.language, ticket.print_state, ticket.service_day) == (
        "en", PrintState.PENDING, hall.MONDAY.date(),
    )  # fmt: skip
    assert hall.ticket(store, "ca 1") == ticket


def test_a_number_without_paper_says_so(store: Store) -> None:
    assert hall.issue(store, "ktp", wants_paper=False).print_state is PrintState.NOT_WANTED


def test_secrets_differ_and_find_their_ticket(store: Store) -> None:
    tickets = [hall.issue(store, "ktp") for _ in range(3)]
    assert len({ticket.secret for ticket in tickets}) == 3
    found = front.find(store, tickets[2].secret)
    assert found is not None
    assert (found.ticket, found.people_ahead) == (tickets[2], 2)


@pytest.mark.parametrize("secret", ["", "nobody", "a\0b", "\ud800", "x" * 500])
def test_an_unknown_secret_finds_nothing(store: Store, secret: str) -> None:
    assert front.find(store, secret) is None


def test_priority_takes_a_number_of_the_agencys_priority_queue(store: Store) -> None:
    hall.issue(store, "ktp")
    ticket = hall.issue(store, "ktp", priority=Priority.ELDERLY)
    assert (ticket.code, ticket.queue, ticket.is_priority) == ("CP-001", "CP", True)
    assert hall.issue(store, "kk", priority=Priority.PREGNANT).code == "CP-002"


def test_priority_without_such_a_queue_takes_a_normal_number_with_the_flag(store: Store) -> None:
    ticket = hall.issue(store, "informasi", priority=Priority.DISABILITY)
    assert (ticket.code, ticket.is_priority) == ("YA-001", True)
    assert hall.issue(store, "informasi").code == "YA-002"


def test_the_quota_ends_with_its_last_number(store: Store) -> None:
    for _ in range(20):
        hall.issue(store, "paspor-ganti")
    before = hall.contents(store)
    with pytest.raises(Refused) as refused:
        hall.issue(store, "paspor-ganti")
    assert refused.value.reason is Reason.QUOTA_USED_UP
    assert refused.value.details["opens_at"] == "2026-11-24T07:30:00+07:00"
    assert hall.contents(store) == before
    assert hall.issue(store, "paspor-baru").code == "GA-021"


def test_a_cancelled_number_frees_the_quota_but_never_returns(store: Store) -> None:
    for _ in range(19):
        hall.issue(store, "paspor-ganti")
    hall.issue(store, "paspor-ganti", request_id="mine")
    front.cancel(store, issue_request="mine", request_id=hall.request())
    assert hall.issue(store, "paspor-ganti").code == "GA-021"


def test_the_offer_shows_quota_and_waiting(store: Store) -> None:
    hall.issue(store, "paspor-ganti")
    hall.issue(store, "paspor-baru")
    hall.issue(store, "paspor-baru", priority=Priority.SICK)
    offers = {one.service.code: one for one in front.offer(store).services}
    assert (offers["paspor-ganti"].quota_left, offers["paspor-ganti"].waiting) == (19, 2)
    assert (offers["paspor-baru"].quota_left, offers["paspor-baru"].waiting) == (28, 2)
    assert (offers["ikd"].quota_left, offers["ikd"].waiting, offers["ikd"].counters) == (None, 0, (2, 3, 4, 8))


_AGAIN = "2026-11-30T07:30:00+07:00"
CLOSED = {
    "before the first number": ("2026-11-23 07:29", "ktp", Reason.NOT_YET_OPEN, "2026-11-23T07:30:00+07:00"),
    "past the cut-off": ("2026-11-23 15:00", "ktp", Reason.PAST_CUTOFF, "2026-11-24T07:30:00+07:00"),
    "after closing": ("2026-11-23 15:31", "ktp", Reason.CLOSED_FOR_TODAY, "2026-11-24T07:30:00+07:00"),
    "in the Friday break": ("2026-11-27 11:45", "ktp", Reason.ON_BREAK, "2026-11-27T13:00:00+07:00"),
    "on a weekday without it": ("2026-11-27 09:00", "paspor-baru", Reason.NOT_THIS_WEEKDAY, _AGAIN),
    "on a Sunday": ("2026-11-29 09:00", "ktp", Reason.NOT_THIS_WEEKDAY, _AGAIN),
    "on a holiday": ("2026-12-25 09:00", "ktp", Reason.HOLIDAY, "2026-12-28T07:30:00+07:00"),
    "on a Saturday it does not serve": ("2026-11-28 09:00", "ktp", Reason.NOT_THIS_WEEKDAY, _AGAIN),
    "on a shorter Saturday": ("2026-11-28 11:30", "sim", Reason.PAST_CUTOFF, _AGAIN),
}  # fmt: skip


@pytest.mark.parametrize(("moment", "service", "reason", "again"), CLOSED.values(), ids=CLOSED.keys())
def test_a_closed_service_says_why_and_when_again(
    store: Store, moment: str, service: str, reason: Reason, again: str
) -> None:
    hall.set_clock(store, moment)
    with pytest.raises(Refused) as refused:
        hall.issue(store, service)
    assert (refused.value.reason, refused.value.details["opens_at"]) == (reason, again)
    assert datetime.fromisoformat(again).strftime("%Y-%m-%d %H:%M") in refused.value.sentence
    (offered,) = [one for one in front.offer(store).services if one.service.code == service]
    assert (offered.answer.is_open, offered.answer.reason) == (False, reason)
    assert hall.rows(store, "SELECT * FROM tickets") == []


def test_a_holiday_is_named(store: Store) -> None:
    hall.set_clock(store, "2026-12-25 09:00")
    with pytest.raises(Refused) as refused:
        hall.issue(store, "ktp")
    assert refused.value.details["note"] == "Hari Raya Natal"


@pytest.mark.parametrize("moment", ["2026-11-23 07:30", "2026-11-23 14:59", "2026-11-27 13:00", "2026-11-28 11:28"])
def test_an_open_service_gives_numbers_to_the_last_minute(store: Store, moment: str) -> None:
    hall.set_clock(store, moment)
    hall.open_counter(store, 21)
    assert hall.issue(store, "sim").code == "KB-001"


REFUSED = {
    "an unknown service": ({"service": "sihir"}, Reason.UNKNOWN_SERVICE),
    "no service": ({"service": ""}, Reason.UNKNOWN_SERVICE),
    "a language without texts": ({"language": "fr"}, Reason.BAD_INPUT),
    "an endless request id": ({"request_id": "x" * 65}, Reason.BAD_INPUT),
    "an empty request id": ({"request_id": ""}, Reason.BAD_INPUT),
    "a request id with control signs": ({"request_id": "a\nb"}, Reason.BAD_INPUT),
    "an endless device name": ({"device": "k" * 65}, Reason.BAD_INPUT),
    "a device name with a zero": ({"device": "k\0"}, Reason.BAD_INPUT),
    "a device name that is no text": ({"device": "\udcff"}, Reason.BAD_INPUT),
    "a service that is no text": ({"service": "\udcff"}, Reason.BAD_INPUT),
}


@pytest.mark.parametrize(("options", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_bad_input_is_refused_and_nothing_written(store: Store, options: dict[str, str], reason: Reason) -> None:
    before = hall.contents(store)
    with pytest.raises(Refused) as refused:
        hall.issue(store, **options)
    assert refused.value.reason is reason
    assert hall.contents(store) == before


def test_the_mini_mall_is_open_at_night(mini_store: Store) -> None:
    hall.set_clock(mini_store, "2026-11-29 02:00")
    assert hall.issue(mini_store, "surat").code == "AA-001"
    assert hall.issue(mini_store, "surat", priority=Priority.SICK).code == "AP-001"


class TestTakingItBack:
    def test_within_the_time(self, store: Store) -> None:
        hall.issue(store, "ktp", request_id="mine")
        hall.advance_clock(store, 9)
        assert front.cancel(store, issue_request="mine", request_id="back").state is TicketState.CANCELLED
        assert hall.log(store)[-1].kind is EventKind.CANCELLED
        assert hall.ticket(store, "CA-001").state is TicketState.CANCELLED

    @pytest.mark.parametrize("later", [15.1, 600])
    def test_too_late(self, store: Store, later: float) -> None:
        hall.issue(store, "ktp", request_id="mine")
        hall.advance_clock(store, later)
        with pytest.raises(Refused) as refused:
            front.cancel(store, issue_request="mine", request_id="back")
        assert refused.value.reason is Reason.TOO_LATE
        assert hall.ticket(store, "CA-001").state is TicketState.WAITING

    def test_only_ones_own(self, store: Store) -> None:
        hall.issue(store, "ktp", request_id="mine")
        with pytest.raises(Refused) as refused:
            front.cancel(store, issue_request="yours", request_id="back")
        assert refused.value.reason is Reason.UNKNOWN_TICKET

    def test_not_once_called(self, store: Store) -> None:
        hall.issue(store, "ktp", request_id="mine")
        four = hall.open_counter(store, 4)
        hall.call(store, four)
        with pytest.raises(Refused, match="called"):
            front.cancel(store, issue_request="mine", request_id="back")

    def test_not_when_it_was_called_and_waits_again(self, store: Store) -> None:
        hall.issue(store, "ktp", request_id="mine")
        four = hall.open_counter(store, 4)
        hall.call(store, four)
        desk.hold(store, four, reason="documents_missing", request_id=hall.request())
        with pytest.raises(Refused) as refused:
            front.cancel(store, issue_request="mine", request_id="back")
        assert refused.value.reason is Reason.WRONG_STATE

    def test_the_limit_is_the_malls(self, store: Store) -> None:
        assert mall.read(store).rules.cancel_within_s == 15


class TestPaper:
    def test_a_result_is_written_once(self, store: Store) -> None:
        ticket = hall.issue(store, "ktp")
        for _ in range(2):
            front.note_print_result(store, ticket.id, PrintState.PRINTED)
        assert [event.kind for event in hall.log(store)][-2:] == [EventKind.ISSUED, EventKind.PRINT_RESULT]
        assert hall.ticket(store, "CA-001").print_state is PrintState.PRINTED
        assert hall.log(store)[-1].body["paper"] == "printed"

    def test_a_copy_that_fails_does_not_take_the_first_paper_away(self, store: Store) -> None:
        ticket = hall.issue(store, "ktp")
        for state in (PrintState.FAILED, PrintState.UNKNOWN, PrintState.PRINTED, PrintState.FAILED, PrintState.UNKNOWN):
            front.note_print_result(store, ticket.id, state)
        papers = [event.body["paper"] for event in hall.log(store) if event.kind is EventKind.PRINT_RESULT]
        assert papers == ["failed", "unknown", "printed"]
        assert hall.ticket(store, "CA-001").print_state is PrintState.PRINTED

    def test_a_second_paper_is_noted(self, store: Store) -> None:
        hall.issue(store, "ktp")
        issued = front.reprint(store, "ca-1", request_id="again", device="kiosk-1", by=ReprintBy.STAFF)
        event = hall.log(store)[-1]
        assert (issued.ticket.code, event.kind) == ("CA-001", EventKind.REPRINTED)
        assert (event.body["device"], event.body["by"]) == ("kiosk-1", "staff")

    @pytest.mark.parametrize(
        ("code", "reason"), [("CA-002", Reason.UNKNOWN_TICKET), ("Q-1", Reason.BAD_INPUT), ("", Reason.BAD_INPUT)]
    )
    def test_no_such_number(self, store: Store, code: str, reason: Reason) -> None:
        hall.issue(store, "ktp")
        with pytest.raises(Refused) as refused:
            front.reprint(store, code, request_id="again", device="kiosk-1", by=ReprintBy.STAFF)
        assert refused.value.reason is reason


class TestPlay:
    """A child at a kiosk takes one number after another."""

    def _take(self, store: Store, device: str = "kiosk-1", request: str | None = None) -> str:
        return hall.issue(
            store, "ktp", device=device, most_a_minute=3, **({} if request is None else {"request_id": request})
        ).code

    def test_more_than_so_many_a_minute_are_refused_with_when_it_goes_on(self, store: Store) -> None:
        self._take(store)
        hall.advance_clock(store, 20)
        self._take(store)
        last = hall.request()
        self._take(store, request=last)
        before = hall.contents(store)
        with pytest.raises(Refused) as refused:
            self._take(store)
        assert (refused.value.reason, refused.value.details["seconds"]) == (Reason.TOO_MANY, 40)
        assert hall.contents(store) == before
        # An answer that was lost is had again, whatever the limit; and another kiosk has its own.
        assert self._take(store, request=last) == "CA-003"
        assert self._take(store, "kiosk-2") == "CA-004"
        hall.advance_clock(store, 40)
        assert self._take(store) == "CA-005"
        with pytest.raises(Refused):
            self._take(store)
