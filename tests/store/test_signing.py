"""Signing in with a PIN: right, wrong, too often, too soon, from several PCs at once, and nothing of it in the log."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from antrean import desk, officers, pin, roster, signing
from antrean.errors import Reason, Refused
from antrean.model import EventKind, Role, TicketState
from antrean.signing import SignedIn
from antrean.store.store import Store
from antrean.store.unit import WriteUnit
from tests.helpers import hall

WRONG = "804417"
OTHER = "593026"


def sign_in(store: Store, officer: int, digits: str = hall.PIN, **options: Any) -> SignedIn:
    options = {"counter": 4, "device": "counter-4", "request_id": hall.request()} | options
    return signing.sign_in(store, officer, digits, **options)


def refused(store: Store, officer: int, digits: str, **options: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        sign_in(store, officer, digits, **options)
    return caught.value


def facts(store: Store, after: int = 0) -> list[tuple[str, str | None]]:
    """Return kind and reason of every fact that signing in leaves."""
    return [(event.kind.value, event.body.get("why")) for event in hall.log(store, after)]  # type: ignore[misc]


@pytest.fixture
def siti(store: Store) -> int:
    return hall.officer(store, "Siti")


class TestRightDigits:
    def test_let_in_and_are_a_fact(self, store: Store, siti: int) -> None:
        found = sign_in(store, siti)
        assert (found.officer.name, found.must_change_pin, found.left_over, found.shift) == ("Siti", False, None, None)
        event = hall.log(store)[-1]
        assert (event.kind, event.officer, event.counter) == (EventKind.SIGNED_IN, siti, 4)
        assert event.body == {"device": "counter-4"}

    def test_without_a_counter(self, store: Store, siti: int) -> None:
        sign_in(store, siti, counter=None)
        assert hall.log(store)[-1].counter is None

    def test_any_will_do_where_the_mall_wants_no_pins(self, store: Store, siti: int) -> None:
        hall.without_pins(store)
        for digits in ("", WRONG, "nonsense"):
            assert not sign_in(store, siti, digits).must_change_pin
        assert facts(store)[-3:] == [("signed_in", None)] * 3

    def test_a_second_shift_shows_where_the_first_one_is(self, store: Store, siti: int) -> None:
        hall.open_counter(store, 4, "Siti")
        found = sign_in(store, siti, counter=5)
        assert found.shift is not None
        assert (found.shift.number, found.left_over) == (4, None)


class TestWhatIsLeftOver:
    @pytest.mark.parametrize("state", [TicketState.CALLED, TicketState.SERVING])
    def test_a_ticket_of_an_app_that_died(self, store: Store, siti: int, state: TicketState) -> None:
        hall.issue(store)
        four = hall.open_counter(store, 4, "Siti")
        (hall.call if state is TicketState.CALLED else hall.serve)(store, four)
        found = sign_in(store, siti)
        assert found.left_over is not None
        assert found.shift is not None
        assert (found.left_over.code, found.left_over.state, found.shift.number) == ("CA-001", state, 4)

    def test_comes_before_other_counters_of_the_officer(self, store: Store, siti: int) -> None:
        for number in (3, 4, 5):
            hall.open_counter(store, number, "Siti")
        assert sign_in(store, siti, counter=4).shift == roster.hall(store).counters[3]
        hall.issue(store, "kk")
        hall.call(store, desk.Desk(counter=5))
        found = sign_in(store, siti, counter=4)
        assert found.shift is not None
        assert found.left_over is not None
        assert found.shift.number == found.left_over.counter == 5

    def test_is_nobody_elses(self, store: Store, siti: int) -> None:
        hall.issue(store)
        hall.call(store, hall.open_counter(store, 4, "Budi"))
        found = sign_in(store, siti)
        assert (found.left_over, found.shift) == (None, None)


class TestWrongDigits:
    def test_cost_more_time_with_each_try_until_the_officer_is_locked(self, store: Store, siti: int) -> None:
        began = hall.newest(store)
        for left, seconds in ((4, 1), (3, 2), (2, 4), (1, 8)):
            no = refused(store, siti, WRONG)
            assert (no.reason, no.details["tries_left"], no.details["seconds"]) == (Reason.WRONG_PIN, left, seconds)
            hall.advance_clock(store, seconds)
        assert refused(store, siti, WRONG).reason is Reason.OFFICER_LOCKED
        assert facts(store, began) == [("sign_in_refused", "wrong_pin")] * 5 + [("officer_locked", None)]
        assert {event.officer for event in hall.log(store, began)} == {siti}
        assert {event.counter for event in hall.log(store, began)} == {4}
        hall.advance_clock(store, 3600)
        # The right ones are late now.
        assert refused(store, siti, hall.PIN).reason is Reason.OFFICER_LOCKED
        assert facts(store)[-1] == ("sign_in_refused", "locked")

    def test_nothing_is_looked_at_before_the_wait_is_over(self, store: Store, siti: int) -> None:
        refused(store, siti, WRONG)
        hall.advance_clock(store, 1)
        refused(store, siti, WRONG)
        hall.advance_clock(store, 1.5)
        no = refused(store, siti, hall.PIN)
        assert (no.reason, no.details["seconds"]) == (Reason.PIN_WAIT, 1)
        assert facts(store)[-1] == ("sign_in_refused", "waiting")
        hall.advance_clock(store, 0.5)
        sign_in(store, siti)

    def test_are_forgotten_with_the_right_ones(self, store: Store, siti: int) -> None:
        for _ in range(3):
            for seconds in (1, 2, 4, 8):
                refused(store, siti, WRONG)
                hall.advance_clock(store, seconds)
            sign_in(store, siti)
        assert not any(one.is_locked for one in signing.people(store))

    def test_of_one_officer_are_nothing_to_another(self, store: Store, siti: int) -> None:
        refused(store, siti, WRONG)
        sign_in(store, hall.officer(store, "Budi"))

    @pytest.mark.parametrize(
        ("digits", "why"),
        [
            ("", Reason.PIN_NEEDED),
            ("12", Reason.BAD_INPUT),
            ("12ab", Reason.BAD_INPUT),
            ("1" * 13, Reason.BAD_INPUT),
            ("9" * 10**6, Reason.BAD_INPUT),
            ("１２３４", Reason.BAD_INPUT),
        ],
    )
    def test_what_can_be_no_pin_is_no_try(self, store: Store, siti: int, digits: str, why: Reason) -> None:
        before = hall.contents(store)
        assert refused(store, siti, digits).reason is why
        assert hall.contents(store) == before

    def test_who_has_no_pin_is_told_so(self, store: Store) -> None:
        budi = hall.officer(store, "Budi")
        hall.execute(store, "UPDATE officers SET pin_hash = NULL")
        no = refused(store, budi, WRONG)
        assert no.reason is Reason.PIN_NEEDED
        assert "officer reset" in no.sentence
        assert facts(store)[-1] == ("sign_in_refused", "no_pin")

    def test_nobody_and_nowhere(self, store: Store, siti: int) -> None:
        before = hall.contents(store)
        assert refused(store, 999, WRONG).reason is Reason.UNKNOWN_OFFICER
        assert refused(store, 2**70, WRONG).reason is Reason.UNKNOWN_OFFICER
        assert refused(store, siti, hall.PIN, counter=99).reason is Reason.UNKNOWN_COUNTER
        for device in ("", "x" * 65, "a\0b"):
            assert refused(store, siti, hall.PIN, device=device).reason is Reason.BAD_INPUT
        hall.execute(store, "UPDATE officers SET retired = true")
        before = hall.contents(store)
        assert refused(store, siti, hall.PIN).reason is Reason.UNKNOWN_OFFICER
        assert hall.contents(store) == before


class TestRepeating:
    def test_right_digits_let_in_once(self, store: Store, siti: int) -> None:
        first = sign_in(store, siti, request_id="s")
        after = hall.contents(store)
        assert sign_in(store, siti, request_id="s") == first
        assert hall.contents(store) == after

    def test_wrong_digits_count_once(self, store: Store, siti: int) -> None:
        first = refused(store, siti, WRONG, request_id="s")
        after = hall.contents(store)
        for digits in (WRONG, OTHER, hall.PIN):
            again = refused(store, siti, digits, request_id="s")
            # Also with the right ones: the answer of a used request tells nothing new.
            assert (again.reason, again.details) == (first.reason, first.details)
        assert hall.contents(store) == after

    def test_a_request_that_let_somebody_in_is_no_key(self, store: Store, siti: int) -> None:
        sign_in(store, siti, request_id="s")
        no = refused(store, siti, WRONG, request_id="s")
        assert (no.reason, no.details["tries_left"]) == (Reason.WRONG_PIN, 4)
        assert refused(store, siti, WRONG, request_id="s").reason is Reason.PIN_WAIT

    def test_nor_a_way_to_another_officer(self, store: Store, siti: int) -> None:
        sign_in(store, siti, request_id="s")
        budi = hall.officer(store, "Budi")
        assert refused(store, budi, hall.PIN, request_id="s").reason is Reason.REQUEST_MISMATCH


class TestTheLock:
    """Argon2 takes long, and the whole hall waits for whoever holds the write lock."""

    @pytest.fixture
    def watched(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """What was done slowly, and whether somebody held the lock meanwhile."""
        held: list[bool] = []
        done: list[str] = []
        write = store.write

        @contextmanager
        def watched_write() -> Iterator[WriteUnit]:
            with write() as unit:
                held.append(True)
                try:
                    yield unit
                finally:
                    held.pop()

        def slow(name: str) -> Callable[..., Any]:
            work = getattr(pin, name)

            def done_slowly(*arguments: str) -> Any:
                done.append(f"{name}{' under the lock' if held else ''}")
                return work(*arguments)

            return done_slowly

        monkeypatch.setattr(store, "write", watched_write)
        for name in ("kept", "is_right"):
            monkeypatch.setattr(pin, name, slow(name))
        return done

    def test_is_not_held_while_a_pin_is_looked_at_or_made(self, store: Store, siti: int, watched: list[str]) -> None:
        sign_in(store, siti)
        refused(store, siti, WRONG)
        hall.advance_clock(store, 1)
        signing.set_pin(store, siti, hall.PIN, OTHER, request_id=hall.request())
        signing.reset(store, None, siti, request_id=hall.request())
        signing.add(store, None, "Budi", Role.OFFICER, request_id=hall.request())
        assert watched == ["is_right", "is_right", "kept", "is_right", "kept", "kept"]

    def test_nothing_is_looked_at_for_who_waits_or_is_locked(self, store: Store, siti: int, watched: list[str]) -> None:
        refused(store, siti, WRONG)
        refused(store, siti, WRONG)
        hall.execute(store, "UPDATE officers SET is_locked = true")
        refused(store, siti, WRONG)
        assert watched == ["is_right"]

    def test_a_pin_that_changed_meanwhile_is_looked_at_again(
        self, store: Store, siti: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        is_right, asked = pin.is_right, []

        def changed_meanwhile(digits: str, text: str) -> bool:
            asked.append(text)
            found = is_right(digits, text)
            if len(asked) == 1:
                hall.execute(store, "UPDATE officers SET pin_hash = :kept", kept=hall.CHEAP.hash(OTHER))
            return found

        monkeypatch.setattr(pin, "is_right", changed_meanwhile)
        # Right when it was looked at, and no longer when it counts.
        assert refused(store, siti, hall.PIN).reason is Reason.WRONG_PIN
        assert len(set(asked)) == 2
        hall.advance_clock(store, 1)
        monkeypatch.undo()
        sign_in(store, siti, OTHER)

    def test_a_lock_that_came_meanwhile_counts(self, store: Store, siti: int, monkeypatch: pytest.MonkeyPatch) -> None:
        is_right = pin.is_right

        def locked_meanwhile(digits: str, text: str) -> bool:
            hall.execute(store, "UPDATE officers SET is_locked = true")
            return is_right(digits, text)

        monkeypatch.setattr(pin, "is_right", locked_meanwhile)
        assert refused(store, siti, hall.PIN).reason is Reason.OFFICER_LOCKED


class TestOwnPin:
    def test_is_chosen_with_the_present_one(self, store: Store, siti: int) -> None:
        made = signing.reset(store, None, siti, request_id="r")
        assert made.digits is not None
        assert sign_in(store, siti, made.digits).must_change_pin
        signing.set_pin(store, siti, made.digits, OTHER, request_id="s")
        event = hall.log(store)[-1]
        assert (event.kind, event.officer, event.body) == (EventKind.PIN_SET, siti, {})
        assert not sign_in(store, siti, OTHER).must_change_pin
        assert refused(store, siti, made.digits).reason is Reason.WRONG_PIN

    def test_is_guarded_as_a_sign_in(self, store: Store, siti: int) -> None:
        before = hall.newest(store)
        for seconds in (1, 2, 4, 8):
            assert hall.refused(signing.set_pin, store, siti, WRONG, OTHER) is Reason.WRONG_PIN
            assert hall.refused(signing.set_pin, store, siti, hall.PIN, OTHER) is Reason.PIN_WAIT
            hall.advance_clock(store, seconds)
        assert hall.refused(signing.set_pin, store, siti, WRONG, OTHER) is Reason.OFFICER_LOCKED
        assert refused(store, siti, hall.PIN).reason is Reason.OFFICER_LOCKED
        assert [event.body.get("for") for event in hall.log(store, before)][:2] == ["set_pin", "set_pin"]

    def test_needs_the_present_one_even_where_nobody_is_asked_for_a_pin(self, store: Store, siti: int) -> None:
        hall.without_pins(store)
        assert hall.refused(signing.set_pin, store, siti, WRONG, OTHER) is Reason.WRONG_PIN

    @pytest.mark.parametrize("new", ["1234", "000000", "12", "abcd", "", hall.PIN])
    def test_is_a_good_one_and_another_one(self, store: Store, siti: int, new: str) -> None:
        before = hall.contents(store)
        assert hall.refused(signing.set_pin, store, siti, hall.PIN, new) is Reason.BAD_INPUT
        assert hall.contents(store) == before

    def test_is_set_once_under_one_request(self, store: Store, siti: int) -> None:
        first = signing.set_pin(store, siti, hall.PIN, OTHER, request_id="s")
        after = hall.contents(store)
        # The present one is no longer the old one; it was a lost answer, not a wrong try.
        assert signing.set_pin(store, siti, hall.PIN, OTHER, request_id="s") == first
        assert hall.contents(store) == after


class TestSigningOut:
    def out(self, store: Store, officer: int, **options: Any) -> signing.SignedOut:
        options = {"counter": 4, "device": "counter-4", "request_id": hall.request()} | options
        return signing.sign_out(store, officer, **options)

    def test_closes_the_counter(self, store: Store, siti: int) -> None:
        hall.open_counter(store, 4, "Siti")
        found = self.out(store, siti)
        assert found.counter == roster.hall(store).counters[3]
        assert (found.counter.officer, found.given_back, found.held) == (None, None, None)
        assert facts(store)[-2:] == [("counter_closed", None), ("signed_out", None)]

    def test_gives_a_called_visitor_back(self, store: Store, siti: int) -> None:
        hall.issue(store)
        hall.issue(store)
        hall.call(store, hall.open_counter(store, 4, "Siti"))
        found = self.out(store, siti)
        assert found.given_back is not None
        assert (found.given_back.code, found.given_back.state) == ("CA-001", TicketState.WAITING)
        assert hall.call(store, hall.open_counter(store, 3)).code == "CA-001"

    def test_not_in_the_middle_of_a_service_unless_forced(self, store: Store, siti: int) -> None:
        hall.issue(store)
        hall.serve(store, hall.open_counter(store, 4, "Siti"))
        before = hall.contents(store)
        assert hall.refused(self.out, store, siti, request_id="o") is Reason.COUNTER_BUSY
        assert hall.contents(store) == before
        found = self.out(store, siti, force=True)
        assert found.held is not None
        assert (found.held.code, found.held.state) == ("CA-001", TicketState.HELD)
        held = next(event for event in hall.log(store) if event.kind is EventKind.HELD)
        assert (held.officer, held.body["reason"]) == (siti, "officer_left")
        # It hangs nowhere: another counter of the queue goes on with it.
        assert desk.resume(store, hall.open_counter(store, 3), "CA-001", request_id="r").counter == 3

    def test_leaves_the_counter_of_somebody_else_open(self, store: Store, siti: int) -> None:
        hall.open_counter(store, 4, "Budi")
        assert self.out(store, siti).counter is None
        assert roster.hall(store).counters[3].officer is not None

    def test_without_a_counter(self, store: Store, siti: int) -> None:
        hall.open_counter(store, 4, "Siti")
        assert self.out(store, siti, counter=None).counter is None
        assert roster.hall(store).counters[3].officer is not None
        assert facts(store)[-1] == ("signed_out", None)

    def test_once_under_one_request(self, store: Store, siti: int) -> None:
        hall.open_counter(store, 4, "Siti")
        first = self.out(store, siti, request_id="o")
        after = hall.contents(store)
        assert self.out(store, siti, request_id="o") == first
        assert hall.contents(store) == after


def test_nothing_of_a_pin_is_kept_but_its_hash(store: Store, siti: int) -> None:
    """Neither digits nor hash stand in any table, result or refusal, whatever was done with them."""
    said: list[object] = []
    hall.execute(store, "UPDATE officers SET pin_hash = NULL")
    made = [
        signing.first_administrator(store, request_id=hall.request()),
        signing.add(store, None, "Budi", Role.OFFICER, request_id="add"),
        signing.reset(store, None, siti, request_id=hall.request()),
    ]
    digits = [one.digits for one in made if one is not None and one.digits]
    assert len(digits) == 3
    said += [repr(one) for one in made]
    said.append(repr(signing.add(store, None, "Budi", Role.OFFICER, request_id="add")))
    said.append(repr(refused(store, siti, WRONG)))
    hall.advance_clock(store, 1)
    said.append(repr(sign_in(store, siti, digits[2])))
    said.append(repr(signing.set_pin(store, siti, digits[2], OTHER, request_id=hall.request())))
    for one in (
        lambda: signing.set_pin(store, siti, WRONG, digits[0], request_id=hall.request()),
        lambda: sign_in(store, siti, WRONG),
        lambda: sign_in(store, siti, f"{WRONG}{WRONG}{WRONG}"),
        lambda: signing.set_pin(store, siti, OTHER, "1234", request_id=hall.request()),
    ):
        with pytest.raises(Refused) as caught:
            one()
        said += [str(caught.value), repr(caught.value.details)]
    said += [repr(signing.people(store)), repr(officers.people(store))]
    tables = hall.contents(store)
    kept = [row.pin_hash for row in hall.rows(store, "SELECT pin_hash FROM officers WHERE pin_hash IS NOT NULL")]
    assert len(kept) >= 3
    tables["officers"] = hall.rows(store, "SELECT id, name, role, agencies, wrong_pins FROM officers")
    tables["events"] = hall.rows(store, "SELECT kind, officer, counter, body FROM events")
    tables["requests"] = hall.rows(store, "SELECT action, result FROM requests")
    everything = json.dumps([[repr(row) for row in rows] for rows in tables.values()]) + "".join(map(str, said))
    for secret in (hall.PIN, WRONG, OTHER, *digits, *kept, "$argon2"):
        assert secret not in everything


def test_the_database_says_nothing_of_a_hash_that_it_refuses(store: Store, siti: int) -> None:
    with pytest.raises(Exception, match="officers") as caught:
        hall.execute(store, "INSERT INTO officers (name, role, pin_hash) VALUES ('Siti', 'officer', :kept)", kept="$k$")
    assert "$k$" not in str(caught.value)
