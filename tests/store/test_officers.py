"""Who works here: adding, resetting, changing, retiring, and who may do it to whom."""

from collections.abc import Callable
from typing import Any

import pytest

from antrean import desk, officers, pin, roster, signing
from antrean.errors import Reason, Refused
from antrean.model import EventKind, Officer, Role
from antrean.officers import Person
from antrean.store.store import Store
from tests.helpers import hall


def add(store: Store, name: str, role: Role = Role.OFFICER, agencies: str = "", **options: Any) -> officers.OneTimePin:
    return signing.add(store, None, name, role, agencies, **({"request_id": hall.request()} | options))


def person(store: Store, officer: int) -> Person:
    return next(one for one in signing.people(store) if one.officer.id == officer)


def enters(store: Store, officer: int, digits: str) -> signing.SignedIn:
    return signing.sign_in(store, officer, digits, counter=None, device="counter-4", request_id=hall.request())


@pytest.fixture
def siti(store: Store) -> int:
    return hall.officer(store, "Siti")


class TestAdding:
    def test_gives_a_pin_for_the_first_time(self, store: Store) -> None:
        made = add(store, "  Siti   Aminah ", Role.SUPERVISOR, "DC")
        assert made.officer == Officer(
            id=made.officer.id, name="Siti Aminah", role=Role.SUPERVISOR, agencies=("C", "D")
        )
        assert roster.hall(store).officers == (made.officer,)
        assert made.digits is not None
        assert len(made.digits) == 6
        assert person(store, made.officer.id) == Person(
            officer=made.officer, has_pin=True, is_once=True, is_locked=False, wait_until=None
        )
        assert enters(store, made.officer.id, made.digits).must_change_pin
        event = hall.log(store)[-2]
        # An officer's name is no business of the log.
        assert (event.kind, event.officer) == (EventKind.OFFICER_ADDED, made.officer.id)
        assert event.body == {"role": "supervisor", "agencies": "CD", "by": None}

    def test_gives_everybody_another_one(self, store: Store) -> None:
        assert len({add(store, f"Officer {number}").digits for number in range(8)}) == 8

    @pytest.mark.parametrize("name", ["", "   ", "x" * 81, "a\0b", "a\x1bb", "\udcff", "42", "４２"])
    def test_a_name_that_cannot_be_shown_or_is_a_number_is_refused(self, store: Store, name: str) -> None:
        assert hall.refused(add, store, name, request_id="o") is Reason.BAD_INPUT

    def test_a_name_is_taken_once(self, store: Store, siti: int) -> None:
        before = hall.contents(store)
        assert hall.refused(add, store, "Siti", request_id="b") is Reason.BAD_INPUT
        assert hall.contents(store) == before

    def test_letters_of_no_agency_are_refused(self, store: Store) -> None:
        assert hall.refused(add, store, "Siti", Role.OFFICER, "CQ", request_id="o") is Reason.BAD_INPUT

    def test_needs_no_pin_where_the_mall_wants_none(self, store: Store) -> None:
        hall.without_pins(store)
        made = add(store, "Siti")
        assert (made.digits, made.is_repeated, person(store, made.officer.id).has_pin) == (None, False, False)

    def test_shows_the_pin_once(self, store: Store) -> None:
        first = add(store, "Siti", request_id="a")
        after = hall.contents(store)
        again = add(store, "Siti", request_id="a")
        assert (again.officer, again.digits, again.is_repeated) == (first.officer, None, True)
        assert hall.contents(store) == after
        assert first.digits is not None
        assert enters(store, first.officer.id, first.digits).must_change_pin


class TestResetting:
    def test_gives_another_pin_and_another_chance(self, store: Store, siti: int) -> None:
        hall.execute(store, "UPDATE officers SET is_locked = true, wrong_pins = 5")
        made = signing.reset(store, None, siti, request_id="r")
        assert (hall.log(store)[-1].kind, hall.log(store)[-1].body) == (EventKind.PIN_RESET, {"by": None})
        assert made.digits is not None
        assert enters(store, siti, made.digits).must_change_pin
        with pytest.raises(Refused):
            enters(store, siti, hall.PIN)

    def test_forgets_what_was_tried_with_the_old_one(self, store: Store, siti: int) -> None:
        wrong = "739105"
        for seconds in (1, 2, 4):
            assert hall.refused(enters, store, siti, wrong) is Reason.WRONG_PIN
            hall.advance_clock(store, seconds)
        assert hall.refused(enters, store, siti, wrong) is Reason.WRONG_PIN
        made = signing.reset(store, None, siti, request_id="r")
        assert made.digits is not None
        # At once, and with all tries before it.
        assert enters(store, siti, made.digits).officer.id == siti
        with pytest.raises(Refused) as refused:
            enters(store, siti, wrong)
        assert refused.value.details["tries_left"] == 4

    def test_shows_it_once(self, store: Store, siti: int) -> None:
        first = signing.reset(store, None, siti, request_id="r")
        again = signing.reset(store, None, siti, request_id="r")
        assert (again.digits, again.is_repeated) == (None, True)
        assert first.digits is not None
        enters(store, siti, first.digits)

    def test_makes_one_also_where_the_mall_wants_none(self, store: Store, siti: int) -> None:
        hall.without_pins(store)
        assert signing.reset(store, None, siti, request_id="r").digits is not None


class TestUnlocking:
    def test_leaves_the_pin_as_it_was(self, store: Store, siti: int) -> None:
        hall.execute(store, "UPDATE officers SET is_locked = true, wrong_pins = 5")
        assert person(store, siti).is_locked
        budi = hall.officer(store, "Budi", Role.SUPERVISOR)
        signing.unlock(store, budi, siti, request_id="u")
        event = hall.log(store)[-1]
        assert (event.kind, event.officer, event.body) == (EventKind.OFFICER_UNLOCKED, siti, {"by": budi})
        assert not enters(store, siti, hall.PIN).must_change_pin

    def test_ends_a_wait(self, store: Store, siti: int) -> None:
        with pytest.raises(Refused):
            enters(store, siti, "804417")
        assert person(store, siti).wait_until is not None
        signing.unlock(store, None, siti, request_id="u")
        assert person(store, siti).wait_until is None
        enters(store, siti, hall.PIN)

    def test_of_who_is_not_locked_changes_nothing(self, store: Store, siti: int) -> None:
        before = hall.newest(store)
        signing.unlock(store, None, siti, request_id="u")
        assert hall.newest(store) == before


class TestChanging:
    def test_role_and_agencies(self, store: Store, siti: int) -> None:
        found = signing.change(store, None, siti, role=Role.SUPERVISOR, agencies="DC", request_id="c")
        assert (found.role, found.agencies) == (Role.SUPERVISOR, ("C", "D"))
        assert roster.hall(store).officers == (found,)
        event = hall.log(store)[-1]
        assert (event.kind, event.body) == (
            EventKind.OFFICER_CHANGED,
            {"role": "supervisor", "agencies": "CD", "by": None},
        )
        assert signing.change(store, None, siti, agencies=(), request_id="d").role is Role.SUPERVISOR
        assert signing.change(store, None, siti, role=Role.OFFICER, request_id="e").agencies == ()
        assert not enters(store, siti, hall.PIN).must_change_pin

    def test_to_what_it_is_changes_nothing(self, store: Store, siti: int) -> None:
        before = hall.newest(store)
        signing.change(store, None, siti, role=Role.OFFICER, agencies=(), request_id="c")
        assert hall.newest(store) == before

    @pytest.mark.parametrize("options", [{"role": Role.TECHNICIAN}, {"agencies": "K"}])
    def test_not_while_the_officer_sits_where_that_would_not_be_allowed(
        self, store: Store, siti: int, options: Any
    ) -> None:
        four = hall.open_counter(store, 4, "Siti")
        with pytest.raises(Refused, match="counter 4") as caught:
            signing.change(store, None, siti, **options, request_id="c")
        assert (caught.value.reason, caught.value.details["counter"]) == (Reason.COUNTER_TAKEN, 4)
        signing.change(store, None, siti, role=Role.SUPERVISOR, agencies="C", request_id="d")
        roster.close_counter(store, four, request_id="x")
        signing.change(store, None, siti, **options, request_id="e")


class TestRetiring:
    def test_takes_name_and_pin_away(self, store: Store, siti: int) -> None:
        signing.retire(store, None, siti, request_id="r")
        assert signing.people(store) == ()
        assert (hall.log(store)[-1].kind, hall.log(store)[-1].officer) == (EventKind.OFFICER_RETIRED, siti)
        assert hall.rows(store, "SELECT count(*) FROM officers WHERE pin_hash IS NOT NULL")[0][0] == 0
        assert hall.refused(signing.retire, store, None, siti, request_id="s") is Reason.UNKNOWN_OFFICER

    def test_not_while_the_officer_sits_somewhere(self, store: Store, siti: int) -> None:
        four = hall.open_counter(store, 4, "Siti")
        before = hall.contents(store)
        with pytest.raises(Refused, match="counter 4") as caught:
            signing.retire(store, None, siti, request_id="r")
        assert (caught.value.reason, caught.value.details["counter"]) == (Reason.COUNTER_TAKEN, 4)
        assert hall.contents(store) == before
        roster.close_counter(store, four, request_id="c")
        signing.retire(store, None, siti, request_id="r")

    def test_the_name_may_come_back(self, store: Store, siti: int) -> None:
        signing.retire(store, None, siti, request_id="r")
        made = add(store, "Siti", Role.SUPERVISOR, "C")
        assert (made.officer.id, made.officer.role, made.officer.agencies) == (siti, Role.SUPERVISOR, ("C",))
        assert made.digits is not None
        assert enters(store, siti, made.digits).must_change_pin
        with pytest.raises(Refused):
            enters(store, siti, hall.PIN)


class TestTheLastAdministrator:
    STEPS: tuple[Callable[[Store, int], object], ...] = (
        lambda store, who: signing.retire(store, None, who, request_id=hall.request()),
        lambda store, who: signing.change(store, None, who, role=Role.SUPERVISOR, request_id=hall.request()),
        # Who is confined to an agency manages nobody outside it.
        lambda store, who: signing.change(store, None, who, agencies="C", request_id=hall.request()),
    )

    @pytest.mark.parametrize("step", STEPS, ids=("retire", "demote", "confine"))
    def test_stays(self, store: Store, step: Callable[[Store, int], object]) -> None:
        last = hall.officer(store, "Ani", Role.ADMINISTRATOR)
        # None of these could take over.
        hall.officer(store, "Budi", Role.SUPERVISOR)
        hall.officer(store, "Citra", Role.ADMINISTRATOR, "C")
        for name in ("Dewi", "Eko"):
            hall.officer(store, name, Role.ADMINISTRATOR)
        hall.execute(store, "UPDATE officers SET pin_hash = NULL WHERE name = 'Dewi'")
        hall.execute(store, "UPDATE officers SET retired = true WHERE name = 'Eko'")
        before = hall.contents(store)
        assert hall.refused(step, store, last) is Reason.LAST_ADMINISTRATOR
        assert hall.contents(store) == before
        hall.officer(store, "Fitri", Role.ADMINISTRATOR)
        step(store, last)

    def test_one_without_a_pin_may_go(self, store: Store) -> None:
        hall.officer(store, "Ani", Role.ADMINISTRATOR)
        dewi = hall.officer(store, "Dewi", Role.ADMINISTRATOR)
        hall.execute(store, "UPDATE officers SET pin_hash = NULL WHERE name = 'Dewi'")
        signing.retire(store, None, dewi, request_id="r")


class TestTheFirstAdministrator:
    def test_is_made_while_nobody_has_a_pin(self, store: Store) -> None:
        made = signing.first_administrator(store, request_id="f")
        assert made is not None
        assert (made.officer.name, made.officer.role) == (officers.LOCAL_ADMINISTRATOR, Role.ADMINISTRATOR)
        assert made.digits is not None
        assert enters(store, made.officer.id, made.digits).must_change_pin
        assert signing.first_administrator(store, request_id="g") is None

    def test_shows_the_pin_once(self, store: Store) -> None:
        first = signing.first_administrator(store, request_id="f")
        again = signing.first_administrator(store, request_id="f")
        assert first is not None
        assert again is not None
        assert (again.officer, again.digits, again.is_repeated) == (first.officer, None, True)

    def test_is_the_one_of_the_command_line_if_that_was_here_first(self, store: Store) -> None:
        hall.without_pins(store)
        now = roster.open_counter(store, 4, None, request_id="o")
        assert now.officer is not None
        assert signing.first_administrator(store, request_id="f") is None
        with_pins(store)
        made = signing.first_administrator(store, request_id="g")
        assert made is not None
        assert made.officer.id == now.officer.id

    def test_comes_back_when_everybody_was_retired(self, store: Store) -> None:
        made = signing.first_administrator(store, request_id="f")
        assert made is not None
        hall.execute(store, "UPDATE officers SET retired = true, role = 'technician'")
        again = signing.first_administrator(store, request_id="g")
        assert again is not None
        assert (again.officer, again.is_repeated) == (made.officer, False)
        assert again.digits is not None

    def test_is_not_made_where_somebody_has_a_pin_or_nobody_wants_one(self, store: Store) -> None:
        siti = hall.officer(store, "Siti")
        assert signing.first_administrator(store, request_id="f") is None
        signing.retire(store, None, siti, request_id="r")
        hall.without_pins(store)
        assert signing.first_administrator(store, request_id="g") is None
        assert signing.people(store) == ()

    def test_two_programs_that_start_at_once_make_one(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        kept, other = pin.kept, []

        def meanwhile(digits: str) -> str:
            if not other:
                other.append(None)
                other.append(signing.first_administrator(store, request_id="other"))
            return kept(digits)

        monkeypatch.setattr(pin, "kept", meanwhile)
        assert signing.first_administrator(store, request_id="f") is None
        assert other[1] is not None
        assert len(signing.people(store)) == 1


def with_pins(store: Store) -> None:
    import dataclasses

    from antrean import mall

    record = mall.read(store)
    mall.load(store, dataclasses.replace(record, rules=dataclasses.replace(record.rules, pins=True)))


Act = Callable[[Store, int | None, int], object]
ACTS: dict[str, Act] = {
    "add": lambda store, by, one: signing.add(
        store, by, f"{hall.request()} x", _of(store, one).role, _of(store, one).agencies, request_id=hall.request()
    ),
    "reset": lambda store, by, one: signing.reset(store, by, one, request_id=hall.request()),
    "unlock": lambda store, by, one: signing.unlock(store, by, one, request_id=hall.request()),
    "change": lambda store, by, one: signing.change(store, by, one, agencies="CD", request_id=hall.request()),
    "promote": lambda store, by, one: signing.change(store, by, one, role=Role.SUPERVISOR, request_id=hall.request()),
    "retire": lambda store, by, one: signing.retire(store, by, one, request_id=hall.request()),
}
CAST = {
    "officer": (Role.OFFICER, ""),
    "officer of C": (Role.OFFICER, "C"),
    "officer of K": (Role.OFFICER, "K"),
    "supervisor": (Role.SUPERVISOR, ""),
    "supervisor of C, D": (Role.SUPERVISOR, "CD"),
    "technician": (Role.TECHNICIAN, ""),
    "administrator": (Role.ADMINISTRATOR, ""),
    "administrator of C": (Role.ADMINISTRATOR, "C"),
}
REACH = {
    None: set(CAST),
    "administrator": set(CAST),
    "supervisor": {"officer", "officer of C", "officer of K"},
    "supervisor of C, D": {"officer of C"},
    "administrator of C": {"officer of C"},
}
"""Whom each may manage; who is missing manages nobody."""
TOO_MUCH = {("promote", "supervisor"), ("promote", "supervisor of C, D"), ("promote", "administrator of C")} | {
    ("change", "administrator of C")
}
"""What makes of somebody more than its maker may manage."""


def _of(store: Store, officer: int) -> Officer:
    return person(store, officer).officer


# A rule asked before anything is written: one engine shows that it is.
@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("by", [None, *CAST])
def test_everybody_manages_whom_the_role_allows(store: Store, by: str | None, subtests: pytest.Subtests) -> None:
    """Every act of every role on everybody: refused ones leave no trace."""
    hall.officer(store, "Another administrator", Role.ADMINISTRATOR)
    who = None if by is None else hall.officer(store, f"by {by}", *CAST[by])
    for name, act in ACTS.items():
        for whom in CAST:
            one = hall.officer(store, f"{name} {whom}", *CAST[whom])
            hall.execute(store, "UPDATE officers SET wrong_pins = 1 WHERE id = :one", one=one)
            before = traces(store)
            with subtests.test(act=name, whom=whom):
                if whom in REACH.get(by, set()) and (name, by) not in TOO_MUCH:
                    act(store, who, one)
                    is_so_already = (name, whom) in {
                        ("change", "supervisor of C, D"),
                        ("promote", "supervisor"),
                        ("promote", "supervisor of C, D"),
                    }
                    assert (traces(store) == before) is is_so_already
                else:
                    assert hall.refused(act, store, who, one) is Reason.NOT_PERMITTED
                    assert traces(store) == before


def traces(store: Store) -> list[Any]:
    return [hall.newest(store), hall.rows(store, "SELECT * FROM officers ORDER BY id")]


def test_nobody_reaches_beyond_their_agencies_by_a_change(store: Store) -> None:
    own = hall.officer(store, "Ani", Role.SUPERVISOR, "CD")
    one = hall.officer(store, "Budi", Role.OFFICER, "C")
    for agencies in ("K", "CK", ""):
        with pytest.raises(Refused) as caught:
            signing.change(store, own, one, agencies=agencies, request_id="c")
        assert caught.value.reason is Reason.NOT_PERMITTED
    signing.change(store, own, one, agencies="D", request_id="c")


def test_who_still_has_a_one_time_pin_manages_nobody(store: Store, siti: int) -> None:
    boss = add(store, "Ani", Role.ADMINISTRATOR)
    for name, act in ACTS.items():
        assert hall.refused(act, store, boss.officer.id, siti) is Reason.PIN_NEEDED, name
    assert boss.digits is not None
    signing.set_pin(store, boss.officer.id, boss.digits, "593026", request_id="s")
    signing.reset(store, boss.officer.id, siti, request_id="r")


def test_every_act_is_safe_to_repeat(store: Store, siti: int) -> None:
    boss = hall.officer(store, "Ani", Role.ADMINISTRATOR)
    steps: list[Callable[[str], object]] = [
        lambda r: signing.unlock(store, boss, siti, request_id=r),
        lambda r: signing.change(store, boss, siti, agencies="C", request_id=r),
        lambda r: signing.retire(store, boss, siti, request_id=r),
    ]
    for number, step in enumerate(steps):
        first = step(f"step-{number}")
        after = hall.contents(store)
        assert step(f"step-{number}") == first, number
        assert hall.contents(store) == after, number


def test_a_retired_name_still_stands_for_the_command_line(store: Store) -> None:
    hall.without_pins(store)
    first = roster.open_counter(store, 4, None, request_id="o").officer
    assert first is not None
    roster.close_counter(store, desk.Desk(counter=4), request_id="c")
    signing.retire(store, None, first.id, request_id="r")
    assert roster.open_counter(store, 4, None, request_id="p").officer == first
    assert signing.people(store) == ()
