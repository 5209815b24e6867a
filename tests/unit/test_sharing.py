"""Counters that several agencies share: whose turn it is, who may work there for whom, which queues are called from."""

import dataclasses

import pytest

from antrean import mall_file, sharing
from antrean.errors import Reason, Refused
from antrean.mall_record import Mall
from antrean.model import Officer, Role
from tests.helpers.hall import MALLS

MALL: Mall = mall_file.read(MALLS / "kota_sejahtera.toml")
# 27 belongs to J on Monday and Wednesday and to Z on Thursday; 4 is C's alone.
SHARED, PLAIN = 27, 4
MONDAY, TUESDAY, THURSDAY = 0, 1, 3


def officer(agencies: str = "", role: Role = Role.OFFICER) -> Officer:
    return Officer(id=1, name="Siti", role=role, agencies=tuple(agencies))


def with_counter(**changes: object) -> Mall:
    """Return the mall with another counter 27."""
    counters = (
        dataclasses.replace(one, **changes) if one.number == SHARED else one  # type: ignore[arg-type]
        for one in MALL.counters
    )
    return dataclasses.replace(MALL, counters=tuple(counters))


THREE = with_counter(own=("JA", "ZA", "RA"), rota={MONDAY: ("J", "Z"), THURSDAY: ("R",)})
HELPER = with_counter(own=(), help=("JA", "ZA"), rota={})


class TestWhoseTurnItIs:
    @pytest.mark.parametrize(
        ("mall", "counter", "agencies", "weekday", "expected"),
        [
            (MALL, SHARED, "", MONDAY, "J"),
            (MALL, SHARED, "", THURSDAY, "Z"),
            (MALL, SHARED, "", TUESDAY, None),
            (MALL, PLAIN, "", MONDAY, None),
            (HELPER, SHARED, "", MONDAY, None),
            (HELPER, SHARED, "J", MONDAY, None),
            # Several have their turn: all of the counter's queues.
            (THREE, SHARED, "", MONDAY, None),
            (THREE, SHARED, "", THURSDAY, "R"),
            # Whoever is confined to some of them works for one of these, whatever the rota says.
            (MALL, SHARED, "Z", MONDAY, "Z"),
            (MALL, SHARED, "J", MONDAY, "J"),
            (MALL, SHARED, "Z", TUESDAY, "Z"),
            (MALL, SHARED, "KZ", TUESDAY, "Z"),
            (MALL, SHARED, "JZ", TUESDAY, None),
            (MALL, SHARED, "JZ", THURSDAY, "Z"),
            (MALL, PLAIN, "C", MONDAY, None),
            (THREE, SHARED, "ZR", MONDAY, "Z"),
            (THREE, SHARED, "ZR", TUESDAY, "Z"),
            (THREE, SHARED, "JZ", THURSDAY, "J"),
        ],
    )
    def test_at_the_opening(self, mall: Mall, counter: int, agencies: str, weekday: int, expected: str | None) -> None:
        who = officer(agencies)
        assert sharing.agency_of_shift(mall, counter, who, weekday=weekday) == expected
        assert sharing.may_work(mall, counter, who, expected)

    def test_may_be_changed_within_what_the_officer_serves(self) -> None:
        assert sharing.chosen_agency(MALL, SHARED, officer(), "Z") == "Z"
        assert sharing.chosen_agency(MALL, SHARED, officer(), None) is None
        assert sharing.chosen_agency(MALL, SHARED, officer("JZ"), None) is None
        assert sharing.chosen_agency(MALL, SHARED, officer("Z"), "Z") == "Z"
        # One agency is all there is: nothing is shared.
        assert sharing.chosen_agency(MALL, PLAIN, officer("C"), "C") is None

    @pytest.mark.parametrize(
        ("agencies", "wanted", "why"),
        [
            ("", "K", Reason.BAD_INPUT),
            ("", "", Reason.BAD_INPUT),
            ("Z", "J", Reason.NOT_PERMITTED),
            ("Z", None, Reason.NOT_PERMITTED),
        ],
    )
    def test_and_no_further(self, agencies: str, wanted: str | None, why: Reason) -> None:
        with pytest.raises(Refused) as caught:
            sharing.chosen_agency(MALL, SHARED, officer(agencies), wanted)
        assert caught.value.reason is why


class TestWhoMaySitThere:
    @pytest.mark.parametrize(
        ("who", "counter", "agency", "expected"),
        [
            (officer(), SHARED, None, True),
            (officer("Z"), SHARED, "Z", True),
            (officer("Z"), SHARED, "J", False),
            (officer("Z"), SHARED, None, False),
            (officer("Z"), PLAIN, None, False),
            (officer(role=Role.TECHNICIAN), SHARED, "Z", False),
        ],
    )
    def test_and_for_whom(self, who: Officer, counter: int, agency: str | None, expected: bool) -> None:
        assert sharing.may_work(MALL, counter, who, agency) is expected

    def test_nobody_of_another_agency(self) -> None:
        sharing.refuse_unless_may_sit(MALL, SHARED, officer("Z"))
        with pytest.raises(Refused, match="counter 4") as caught:
            sharing.refuse_unless_may_sit(MALL, PLAIN, officer("Z"))
        assert caught.value.reason is Reason.NOT_PERMITTED
        assert "BNN" in caught.value.sentence
        with pytest.raises(Refused, match="technician"):
            sharing.refuse_unless_may_sit(MALL, PLAIN, officer(role=Role.TECHNICIAN))


class TestWhatIsCalled:
    def test_own_queues_of_one_agency_and_all_that_are_helped(self) -> None:
        record = with_counter(help=("CA", "RA")).counter(SHARED)
        assert sharing.at_work(MALL, record, None) == record
        for_z = sharing.at_work(MALL, record, "Z")
        assert (for_z.own, for_z.help) == (("ZP", "ZA"), ("CA", "RA"))

    def test_shared_counters_are_narrowed_to_whoever_is_there_or_has_the_turn(self) -> None:
        assert sharing.narrowed(MALL, TUESDAY, {}) == {28: ("R",)}
        assert sharing.narrowed(MALL, MONDAY, {}) == {27: ("J",)}
        # Somebody sits there: what the shift is for counts, not the rota.
        assert sharing.narrowed(MALL, MONDAY, {27: "Z", 4: None}) == {27: ("Z",)}
        assert sharing.narrowed(MALL, MONDAY, {27: None}) == {}

    def test_a_queue_is_called_by_counters_that_work_for_its_agency(self) -> None:
        mall = dataclasses.replace(
            MALL,
            counters=(
                *MALL.counters,
                dataclasses.replace(MALL.counter(28), number=99, own=("ZA",), help=("JA",), rota={}),
            ),
        )
        assert mall.counters_of("ZA") == (27, 99)
        assert sharing.counters_of(mall, "ZA", {27: ("J",)}) == (99,)
        assert sharing.counters_of(mall, "JA", {27: ("J",)}) == (27, 99)
        assert sharing.counters_of(mall, "ZA", {}) == (27, 99)
        # None would be left: somebody has to turn to it.
        assert sharing.counters_of(mall, "ZP", {27: ("J",)}) == (27,)
        assert not sharing.calls_from(mall, 27, "ZP", {27: ("J",)})
        # Whom a counter helps it helps whoever it works for.
        assert sharing.calls_from(mall, 99, "JA", {99: ("Z",)})
