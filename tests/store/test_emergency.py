"""Numbers on paper for a server that is away: set aside, handed out by hand, entered in order when it is back."""

import pytest

from antrean import closing, desk, emergency
from antrean.emergency import Used
from antrean.errors import Reason, Refused
from antrean.model import EventKind, TicketState
from antrean.store import checks
from antrean.store.store import Store
from tests.helpers import hall


def _reserve(store: Store, queue: str = "CA", count: int = 3, *, tomorrow: bool = False) -> tuple[str, ...]:
    return emergency.reserve(store, queue, count, for_tomorrow=tomorrow, request_id=hall.request()).codes


def _on_paper(store: Store, *, tomorrow: bool = False) -> tuple[str, ...]:
    return tuple(code for block in emergency.on_paper(store, for_tomorrow=tomorrow) for code in block.codes)


def _enter(store: Store, *used: str) -> emergency.Entered:
    wanted = [Used(code=one.split()[0], service="".join(one.split()[1:])) for one in used]
    return emergency.enter(store, wanted, request_id=hall.request())


def test_the_kiosks_go_on_after_them(store: Store) -> None:
    assert hall.issue(store, "ktp").code == "CA-001"
    assert _reserve(store) == ("CA-002", "CA-003", "CA-004")
    assert hall.issue(store, "ktp").code == "CA-005"
    event = next(event for event in hall.log(store) if event.kind is EventKind.NUMBERS_RESERVED)
    assert (event.queue, dict(event.body)) == ("CA", {"first": 2, "last": 4, "for": "2026-11-23"})
    assert _on_paper(store) == ("CA-002", "CA-003", "CA-004")


def test_used_ones_are_called_in_the_order_of_the_list_after_those_who_waited(store: Store) -> None:
    _reserve(store)
    waiting = hall.issue(store, "ktp")
    entered = _enter(store, "CA-003 ktp", "CA-001 ktp")
    assert [(one.code, one.state, one.number) for one in entered.tickets] == [
        ("CA-003", TicketState.WAITING, 3),
        ("CA-001", TicketState.WAITING, 1),
    ]
    four = hall.open_counter(store, 4)
    called = []
    for _ in range(3):
        called.append(hall.call(store, four).code)
        desk.finish(store, four, request_id=hall.request())
    assert called == [waiting.code, "CA-003", "CA-001"]
    assert _on_paper(store) == ("CA-002",)
    assert checks.check(store).problems == ()


def test_a_list_may_be_entered_again(store: Store) -> None:
    _reserve(store)
    _enter(store, "CA-001 ktp")
    entered = _enter(store, "CA-001 ktp", "CA-002 ktp")
    assert ([one.code for one in entered.tickets], entered.known) == (["CA-002"], ("CA-001",))
    with pytest.raises(Refused, match="named twice"):
        _enter(store, "CA-001 ktp", "CA-001 ktp")
    request = hall.request()
    once = emergency.enter(store, [Used(code="CA-003", service="ktp")], request_id=request)
    assert emergency.enter(store, [Used(code="CA-003", service="ktp")], request_id=request) == once


def test_a_priority_number_stays_one(store: Store) -> None:
    _reserve(store, "CP", 1)
    (ticket,) = _enter(store, "CP-001 ktp").tickets
    assert (ticket.queue, ticket.is_priority) == ("CP", True)


def test_whoever_has_one_is_served_also_past_the_cut_off(store: Store) -> None:
    _reserve(store)
    hall.set_clock(store, "2026-11-23 16:30")
    with pytest.raises(Refused):
        hall.issue(store, "ktp")
    assert _enter(store, "CA-001 ktp").tickets[0].state is TicketState.WAITING


@pytest.mark.parametrize(
    ("used", "reason", "says"),
    [
        (["CA-004 ktp"], Reason.UNKNOWN_TICKET, "was not set aside"),
        (["CA-001 ktp", "CA-001 ktp"], Reason.BAD_INPUT, "named twice"),
        (["CA-001 skck"], Reason.BAD_INPUT, "no numbers of the queue CA"),
        (["CA-001 terbang"], Reason.UNKNOWN_SERVICE, "terbang"),
        (["CA-001"], Reason.BAD_INPUT, "Say for which service"),
        (["halo ktp"], Reason.BAD_INPUT, "is not a ticket number"),
        ([], Reason.BAD_INPUT, "no number to enter"),
    ],
)
def test_a_wrong_line_enters_nothing(store: Store, used: list[str], reason: Reason, says: str) -> None:
    _reserve(store)
    before = hall.contents(store)
    with pytest.raises(Refused, match=says) as refused:
        _enter(store, "CA-002 ktp", *used) if used else _enter(store)
    assert refused.value.reason is reason
    assert hall.contents(store) == before
    assert _on_paper(store) == ("CA-001", "CA-002", "CA-003")


def test_those_on_paper_are_found_by_queue_and_by_code(store: Store) -> None:
    _reserve(store)
    _reserve(store, "CP", 2)
    _enter(store, "CA-002 ktp")
    found = emergency.on_paper(store)
    assert [(one.queue, one.codes) for one in found] == [("CA", ("CA-001", "CA-003")), ("CP", ("CP-001", "CP-002"))]
    (only,) = emergency.on_paper(store, only=["cp 2"])
    assert only.codes == ("CP-002",)
    with pytest.raises(Refused, match="CA-002 is not set aside") as refused:
        emergency.on_paper(store, only=["CA-001", "CA-002"])
    assert refused.value.reason is Reason.UNKNOWN_TICKET


@pytest.mark.parametrize("count", [0, -1, 201])
def test_a_count_that_cannot_be(store: Store, count: int) -> None:
    with pytest.raises(Refused) as refused:
        _reserve(store, count=count)
    assert refused.value.reason is Reason.BAD_INPUT
    assert _reserve(store, count=200)[-1] == "CA-200"


def test_those_of_tomorrow_are_printed_today_and_worth_something_tomorrow(store: Store) -> None:
    assert _reserve(store, tomorrow=True) == ("CA-001", "CA-002", "CA-003")
    assert _on_paper(store) == ()
    assert _on_paper(store, tomorrow=True) == ("CA-001", "CA-002", "CA-003")
    with pytest.raises(Refused, match="was not set aside for today"):
        _enter(store, "CA-001 ktp")
    closing.close_today(store, request_id=hall.request())
    hall.set_clock(store, "2026-11-24 08:05")
    assert hall.issue(store, "ktp").code == "CA-004"
    assert [one.code for one in _enter(store, "CA-002 ktp").tickets] == ["CA-002"]


def test_paper_of_yesterday_is_worth_nothing(store: Store) -> None:
    _reserve(store)
    hall.set_clock(store, "2026-11-24 08:05")
    with pytest.raises(Refused, match="was not set aside for today"):
        _enter(store, "CA-001 ktp")
    hall.issue(store, "ktp")
    assert hall.rows(store, "SELECT count(*) FROM emergency_numbers") == [(0,)]
