"""What a supervisor changes of a number: priority and queue, with place and number kept, and by whom."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from antrean import desk, desk_changes, mall
from antrean.desk import Desk, Target
from antrean.errors import Reason, Refused
from antrean.model import EventKind, Priority, Role, Ticket, TicketState
from antrean.store import tickets
from antrean.store.store import Store
from tests.helpers import hall


def prefer(store: Store, code: str, kind: Priority | None, by: int | None = None, reason: str = "ill") -> Ticket:
    return desk_changes.change_priority(store, by, code, kind, reason=reason, request_id=hall.request())


def move(store: Store, code: str, queue: str, by: int | None = None, reason: str = "wrong_service") -> Ticket:
    return desk_changes.change_queue(store, by, code, queue, reason=reason, request_id=hall.request())


def kind_of(store: Store, ticket: Ticket) -> Priority | None:
    with store.read() as unit:
        return tickets.priority_kind(unit, ticket.id)


def held(store: Store, who: Desk) -> str:
    hall.call(store, who)
    return desk.hold(store, who, reason="copy", request_id=hall.request()).code


def missed(store: Store, who: Desk) -> str:
    hall.call(store, who)
    return desk.no_show(store, who, request_id=hall.request()).code


@pytest.fixture
def chief(store: Store) -> int:
    return hall.person(store, Role.SUPERVISOR)


class TestPriority:
    def test_to_the_priority_queue_and_back(self, store: Store, chief: int) -> None:
        before = [hall.issue(store, "ktp") for _ in range(2)][1]
        hall.advance_clock(store, 60)
        after = prefer(store, before.code, Priority.SICK, chief)
        assert after == replace(before, is_priority=True, queue="CP")
        assert hall.ticket(store, before.code) == after
        assert kind_of(store, after) is Priority.SICK
        assert prefer(store, before.code, None, chief) == before
        assert (hall.ticket(store, before.code), kind_of(store, before)) == (before, None)

    def test_the_log_has_yes_and_no_and_a_code_word(self, store: Store, chief: int) -> None:
        code = hall.issue(store, "ktp").code
        prefer(store, code, Priority.DISABILITY, chief, reason="Kursi roda")
        event = hall.log(store)[-1]
        assert (event.kind, event.queue, event.officer, event.counter) == (
            EventKind.PRIORITY_CHANGED, "CA", chief, None,
        )  # fmt: skip
        assert event.body == {
            "code": code, "service": "ktp", "from": "waiting",
            "was_priority": False, "is_priority": True, "queue": "CP", "reason": "other",
        }  # fmt: skip
        texts = [str(row) for row in hall.rows(store, "SELECT * FROM requests")]
        texts += [str(row) for row in hall.rows(store, "SELECT * FROM events")]
        assert not [text for text in texts if "disability" in text or "roda" in text.lower()]

    def test_it_is_called_before_the_others_at_its_place(self, store: Store, two: Desk) -> None:
        codes = [hall.issue(store, "ktp").code for _ in range(3)]
        prefer(store, codes[2], Priority.ELDERLY)
        prefer(store, codes[1], Priority.ELDERLY)
        assert [hall.call(store, two).code] == [codes[1]]
        desk.finish(store, two, request_id=hall.request())
        assert hall.call(store, two).code == codes[2]

    def test_another_kind_is_noted_and_the_same_is_nothing(self, store: Store) -> None:
        ticket = hall.issue(store, "ktp", priority=Priority.ELDERLY)
        again = prefer(store, ticket.code, Priority.DISABILITY)
        assert (again, kind_of(store, again)) == (ticket, Priority.DISABILITY)
        at = hall.newest(store)
        assert prefer(store, ticket.code, Priority.DISABILITY) == ticket
        assert hall.newest(store) == at
        regular = hall.issue(store, "ktp")
        assert prefer(store, regular.code, None) == regular

    def test_an_agency_without_a_priority_queue(self, store: Store) -> None:
        before = mall.read(store)
        service = next(one for one in before.services if before.priority_queue(one.agency) is None)
        ticket = hall.issue(store, service.code)
        after = prefer(store, ticket.code, Priority.ELDERLY)
        assert (after.queue, after.is_priority) == (ticket.queue, True)
        assert prefer(store, ticket.code, None) == ticket

    def test_where_it_was_sent_its_agency_there_counts(self, store: Store, four: Desk) -> None:
        code = hall.issue(store, "ktp").code
        hall.call(store, four)
        desk.transfer(store, four, Target(queue="DA"), even_if_closed=True, request_id=hall.request())
        assert prefer(store, code, Priority.ELDERLY).queue == "DP"
        assert prefer(store, code, None).queue == "DA"
        hall.call(store, hall.open_counter(store, 10))

    def test_held_and_missed_numbers(self, store: Store, four: Desk) -> None:
        for _ in range(2):
            hall.issue(store, "ktp")
        for code, state in ((held(store, four), TicketState.HELD), (missed(store, four), TicketState.NO_SHOW)):
            after = prefer(store, code, Priority.SICK)
            assert (after.state, after.queue, after.counter) == (state, "CP", 4)
        # The officer who held it goes on with it.
        desk.resume(store, four, "CA-001", request_id=hall.request())

    def test_a_number_reserved_for_a_counter_stays_so(self, store: Store, four: Desk) -> None:
        code = hall.issue(store, "ktp").code
        hall.call(store, four)
        desk.transfer(store, four, Target(counter=2), even_if_closed=True, request_id=hall.request())
        assert prefer(store, code, Priority.SICK).reserved_counter == 2


class TestQueue:
    def test_number_place_and_waiting_time_are_kept(self, store: Store, chief: int) -> None:
        first, second = hall.issue(store, "ktp"), hall.issue(store, "kk")
        hall.advance_clock(store, 60)
        after = move(store, first.code, "CB", chief)
        assert after == replace(first, queue="CB")
        five = hall.open_counter(store, 5)
        assert hall.call(store, five).code == first.code
        desk.finish(store, five, request_id=hall.request())
        assert hall.call(store, five).code == second.code
        event = next(one for one in hall.log(store) if one.kind is EventKind.QUEUE_CHANGED)
        assert (event.queue, event.officer, event.counter) == ("CA", chief, None)
        assert event.body == {
            "code": first.code, "service": "ktp", "is_priority": False, "from": "waiting",
            "queue": "CB", "reason": "wrong_service",
        }  # fmt: skip

    def test_it_waits_for_every_counter_there(self, store: Store, four: Desk) -> None:
        code = hall.issue(store, "ktp").code
        hall.call(store, four)
        desk.transfer(store, four, Target(counter=2), even_if_closed=True, request_id=hall.request())
        assert move(store, code, "CA").reserved_counter is None
        assert hall.call(store, four).code == code

    def test_where_it_is_already(self, store: Store) -> None:
        ticket = hall.issue(store, "ktp")
        at = hall.newest(store)
        assert move(store, ticket.code, "CA") == ticket
        assert EventKind.QUEUE_CHANGED not in [event.kind for event in hall.log(store, at)]

    def test_held_and_missed_numbers(self, store: Store, four: Desk) -> None:
        for _ in range(2):
            hall.issue(store, "ktp")
        for code in (held(store, four), missed(store, four)):
            assert move(store, code, "CB").queue == "CB"
        desk.reinstate(store, hall.open_counter(store, 5), "CA-002", request_id=hall.request())
        assert hall.ticket(store, "CA-002").queue == "CB"

    def test_a_queue_that_is_not(self, store: Store) -> None:
        code = hall.issue(store, "ktp").code
        assert hall.refused(desk_changes.change_queue, store, None, code, "QQ", reason="x") is Reason.UNKNOWN_QUEUE


BOTH: dict[str, Callable[..., Ticket]] = {
    "priority": lambda store, by, code, **more: desk_changes.change_priority(store, by, code, Priority.SICK, **more),
    "queue": lambda store, by, code, **more: desk_changes.change_queue(store, by, code, "CB", **more),
}


@pytest.fixture(params=BOTH.values(), ids=BOTH.keys())
def change(request: pytest.FixtureRequest) -> Callable[..., Ticket]:
    found: Callable[..., Ticket] = request.param
    return found


class TestGuards:
    @pytest.mark.parametrize("role", Role)
    def test_every_role(self, store: Store, change: Callable[..., Ticket], role: Role) -> None:
        code = hall.issue(store, "ktp").code
        person = hall.person(store, role)
        if role in (Role.SUPERVISOR, Role.ADMINISTRATOR):
            change(store, person, code, reason="ill", request_id=hall.request())
            return
        before = hall.contents(store)
        refused = hall.refused(change, store, person, code, reason="ill", request_id=hall.request())
        assert refused is Reason.NOT_PERMITTED
        assert hall.contents(store) == before

    def test_of_other_agencies(self, store: Store, change: Callable[..., Ticket]) -> None:
        code = hall.issue(store, "bansos").code
        mine = hall.person(store, Role.SUPERVISOR, "C")
        refused = hall.refused(change, store, mine, code, reason="ill", request_id=hall.request())
        assert refused is Reason.NOT_PERMITTED

    def test_to_another_agency_both_are_needed(self, store: Store) -> None:
        code = hall.issue(store, "ktp").code
        mine = hall.person(store, Role.SUPERVISOR, "C")
        assert hall.refused(desk_changes.change_queue, store, mine, code, "DA", reason="x") is Reason.NOT_PERMITTED
        assert move(store, code, "DA", hall.person(store, Role.SUPERVISOR, "C", "D")).queue == "DA"
        # The agency it waits at now decides, not the one of its service.
        assert hall.refused(desk_changes.change_queue, store, mine, code, "CA", reason="x") is Reason.NOT_PERMITTED

    @pytest.mark.parametrize(
        "state", [TicketState.CALLED, TicketState.SERVING, TicketState.DONE, TicketState.CANCELLED]
    )
    def test_only_who_is_not_being_served(
        self, store: Store, four: Desk, change: Callable[..., Ticket], state: TicketState
    ) -> None:
        code = hall.issue(store, "ktp").code
        if state is TicketState.CANCELLED:
            desk.cancel(store, four, code, request_id=hall.request())
        else:
            hall.call(store, four)
        if state in (TicketState.SERVING, TicketState.DONE):
            desk.start(store, four, request_id=hall.request())
        if state is TicketState.DONE:
            desk.finish(store, four, request_id=hall.request())
        with pytest.raises(Refused) as caught:
            change(store, None, code, reason="ill", request_id=hall.request())
        assert (caught.value.reason, caught.value.details) == (
            Reason.WRONG_STATE, {"code": code, "state": state.value},
        )  # fmt: skip

    @pytest.mark.parametrize(("code", "reason", "expected"), [
        ("CA-001", "", Reason.REASON_NEEDED),
        ("CA-001", "x" * 81, Reason.BAD_INPUT),
        ("CA-099", "ill", Reason.UNKNOWN_TICKET),
        ("nonsense", "ill", Reason.BAD_INPUT),
    ])  # fmt: skip
    def test_what_is_asked_for(
        self, store: Store, change: Callable[..., Ticket], code: str, reason: str, expected: Reason
    ) -> None:
        hall.issue(store, "ktp")
        assert hall.refused(change, store, None, code, reason=reason, request_id=hall.request()) is expected

    def test_a_ticket_of_yesterday_is_none(self, store: Store, change: Callable[..., Ticket]) -> None:
        code = hall.issue(store, "ktp").code
        hall.set_clock(store, "2026-11-24 08:00")
        refused = hall.refused(change, store, None, code, reason="ill", request_id=hall.request())
        assert refused is Reason.UNKNOWN_TICKET

    def test_the_same_request_again_is_one_change(self, store: Store, change: Callable[..., Ticket]) -> None:
        code = hall.issue(store, "ktp").code
        first = change(store, None, code, reason="ill", request_id="one")
        at = hall.newest(store)
        assert change(store, None, code, reason="ill", request_id="one") == first
        assert hall.newest(store) == at
        with pytest.raises(Refused, match="another action"):
            change(store, None, code, reason="other", request_id="one")

    def test_a_transfer_before_it_can_no_longer_be_undone(
        self, store: Store, four: Desk, change: Callable[..., Ticket]
    ) -> None:
        code = hall.issue(store, "ktp").code
        hall.call(store, four)
        desk.transfer(store, four, Target(queue="CC"), even_if_closed=True, request_id=hall.request())
        change(store, None, code, reason="ill", request_id=hall.request())
        assert hall.refused(desk.undo, store, four, code) is Reason.WRONG_STATE

    def test_a_change_and_a_call_at_once(self, store: Store, four: Desk, change: Callable[..., Ticket]) -> None:
        """Whichever comes first: either it was changed and is not called here, or it was called and stays."""
        code = hall.issue(store, "ktp").code

        def act(turn: int) -> object:
            if turn:
                return desk.call_next(store, four, request_id=hall.request())
            try:
                return change(store, None, code, reason="ill", request_id=hall.request())
            except Refused as error:
                return error.reason

        with ThreadPoolExecutor(2) as pool:
            changed, _ = pool.map(act, (0, 1))
        now = hall.ticket(store, code)
        if changed is Reason.WRONG_STATE:
            assert (now.state, now.queue) == (TicketState.CALLED, "CA")
        else:
            assert (now.state, now.queue != "CA") == (TicketState.WAITING, True)
