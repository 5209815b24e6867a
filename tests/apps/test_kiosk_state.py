"""What the kiosk reads out of the hall: who waits where, what is closed and why, when it is quiet; and its layout."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antrean import front
from antrean.errors import Reason
from antrean.front import Offer
from antrean.model import Priority
from antrean.settings import KioskSettings
from antrean.store.store import Store
from kiosk.access import Access
from kiosk.arrange import Box, Measures, Sheet, arrange
from kiosk.offered import agencies_by_zone, agency_closed, hall_closed
from kiosk.state import KioskState, cancel_seconds, fresh, quiet_limit_s, services_of, with_offer
from tests.apps import kiosk_rig
from tests.helpers import hall

MEASURES = Measures(gap=14, heading=36, least_width=215, most_width=480, least_height=140, most_height=250)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = kiosk_rig.build(tmp_path_factory.mktemp("state"))
    store = hall.connect(f"sqlite:///{path}")
    for service, priority in (("skck", None), ("skck", None), ("sim", None), ("sim", Priority.ELDERLY)):
        hall.issue(store, service, priority=priority)
    yield store
    store.close()


@pytest.fixture(scope="module")
def monday(store: Store) -> Offer:
    hall.set_clock(store, hall.MONDAY)
    return front.offer(store)


def at(store: Store, moment: str) -> Offer:
    hall.set_clock(store, moment)
    return front.offer(store)


def test_all_agencies_stand_in_their_zones(monday: Offer) -> None:
    groups = agencies_by_zone(monday)
    assert [zone.code for zone, _ in groups] == ["Z1", "Z2", "Z3", "Z4", "Z5"]
    assert ["".join(view.agency.code for view in views) for _, views in groups] == [
        *("CDY", "AFEL", "KGMJZRS", "BNTH", "XUVW")
    ]


def test_an_agency_counts_everybody_who_waits_there_the_priority_queue_too(monday: Offer) -> None:
    waiting = {view.agency.code: view.waiting for _, views in agencies_by_zone(monday) for view in views}
    assert (waiting["K"], waiting["C"]) == (4, 0)


def test_a_service_shows_the_queue_that_the_visitor_would_join(monday: Offer) -> None:
    state = KioskState(offer=monday, agency="K")
    regular = {view.service.code: (view.waiting, view.counters) for view in services_of(state)}
    assert regular["skck"] == (2, (19, 20))
    first = services_of(replace(state, priorities=frozenset({Priority.PREGNANT})))
    assert {view.service.code: (view.waiting, view.counters) for view in first} == dict.fromkeys(
        ("skck", "sim", "kehilangan"), (1, (19, 21))
    )


def test_an_agency_without_a_priority_queue_keeps_its_own(monday: Offer) -> None:
    state = KioskState(offer=monday, agency="Y", priorities=frozenset({Priority.ELDERLY}))
    assert {view.counters for view in services_of(state)} == {(1,)}


def test_only_a_quota_that_gets_few_is_told(monday: Offer) -> None:
    few = {view.service.code: view.few_left for view in services_of(KioskState(offer=monday, agency="G"))}
    assert few == {"paspor-baru": None, "paspor-ganti": 20, "paspor-ambil": None}


@pytest.mark.parametrize(
    ("moment", "reason", "opens"),
    [
        ("2026-11-23 07:00", Reason.NOT_YET_OPEN, "2026-11-23 07:30"),
        ("2026-11-27 12:00", Reason.ON_BREAK, "2026-11-27 13:00"),
        ("2026-11-23 15:10", Reason.PAST_CUTOFF, "2026-11-24 07:30"),
        ("2026-11-23 16:00", Reason.CLOSED_FOR_TODAY, "2026-11-24 07:30"),
        ("2026-11-29 09:00", Reason.NOT_THIS_WEEKDAY, "2026-11-30 07:30"),
        ("2026-12-25 09:00", Reason.HOLIDAY, "2026-12-26 07:30"),
    ],
)
def test_a_closed_hall_says_why_and_from_when_again(store: Store, moment: str, reason: Reason, opens: str) -> None:
    closed = hall_closed(at(store, moment))
    assert closed is not None
    assert closed.reason is reason
    assert closed.opens_at is not None
    assert f"{closed.opens_at:%Y-%m-%d %H:%M}" == opens
    assert (closed.note is not None) == (reason is Reason.HOLIDAY)


def test_on_saturday_one_service_keeps_its_agency_open(store: Store) -> None:
    saturday = at(store, "2026-11-28 08:05")
    assert hall_closed(saturday) is None
    assert agency_closed(saturday, "K") is None
    closed = {view.service.code: view.closed for view in services_of(KioskState(offer=saturday, agency="K"))}
    assert closed["sim"] is None
    assert closed["skck"] is not None
    assert closed["skck"].reason is Reason.NOT_THIS_WEEKDAY
    dukcapil = agency_closed(saturday, "C")
    assert dukcapil is not None
    assert dukcapil.opens_at is not None
    assert f"{dukcapil.opens_at:%A}" == "Monday"


def test_an_agency_of_used_up_quotas_says_so_before_other_reasons(monday: Offer) -> None:
    services = tuple(
        replace(one, answer=replace(one.answer, is_open=False, reason=Reason.QUOTA_USED_UP))
        if one.service.code == "skck"
        else replace(one, answer=replace(one.answer, is_open=False, reason=Reason.NOT_THIS_WEEKDAY))
        for one in monday.services
    )
    closed = agency_closed(replace(monday, services=services), "K")
    assert closed is not None
    assert closed.reason is Reason.QUOTA_USED_UP


def test_the_next_visitor_finds_nothing_of_the_last_one(monday: Offer) -> None:
    state = KioskState(
        offer=monday,
        language="en",
        agency="K",
        turn=1,
        priorities=frozenset({Priority.ELDERLY}),
        is_choosing_priority=True,
        access=Access(text_scale=2.0, is_contrast=True, is_spoken=True, volume=5),
        query="ktp",
    )
    assert fresh(state) == KioskState(offer=monday)
    assert quiet_limit_s(state, KioskSettings()) == 60
    assert quiet_limit_s(fresh(state), KioskSettings()) is None


def test_a_mall_that_lost_the_chosen_agency_or_language_starts_again(monday: Offer) -> None:
    state = KioskState(offer=monday, agency="K", language="en")
    without_police = replace(monday.mall, agencies=tuple(one for one in monday.mall.agencies if one.code != "K"))
    assert with_offer(state, replace(monday, mall=without_police)).agency is None
    indonesian = replace(monday, mall=replace(monday.mall, languages=("id",)))
    assert with_offer(state, indonesian).language == "id"
    assert with_offer(state, monday) == state


def test_a_third_language_is_offered_when_mall_and_screens_have_it(monday: Offer) -> None:
    mall = replace(monday.mall, languages=("id", "en", "jv", "nl"))
    state = KioskState(offer=replace(monday, mall=mall), speaks=("id", "en", "jv"))
    assert state.languages == ("id", "en", "jv")
    assert (state.next_language, replace(state, language="jv").next_language) == ("en", "id")
    alone = replace(mall, languages=("id",))
    assert replace(state, offer=replace(monday, mall=alone)).next_language is None


def test_a_number_may_be_taken_back_a_little_shorter_than_the_rule_allows(monday: Offer) -> None:
    assert cancel_seconds(monday) == 12
    short = replace(monday, mall=replace(monday.mall, rules=replace(monday.mall.rules, cancel_within_s=2)))
    assert cancel_seconds(short) == 0


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def boxes(sheet: Sheet) -> list[Box]:
    return [box for *_, box in sheet.cards] + [box for _, box in sheet.headings]


# A PC that does other things too may need longer for one example.
@settings(deadline=None)
@given(
    groups=st.lists(st.integers(1, 12), min_size=1, max_size=12),
    width=st.integers(480, 3840),
    height=st.integers(400, 2160),
)
def test_every_card_has_a_place_of_its_own_under_its_heading(groups: list[int], width: int, height: int) -> None:
    sheets = arrange(groups, width=width, height=height, measures=MEASURES)
    placed = [(group, item) for sheet in sheets for group, item, _ in sheet.cards]
    assert placed == [(group, item) for group, count in enumerate(groups) for item in range(count)]
    for sheet in sheets:
        places = boxes(sheet)
        assert not any(overlap(one, other) for at, one in enumerate(places) for other in places[:at])
        assert all(box.x >= 0 and box.x + box.width <= width + 1 for box in places)
        assert all(box.y >= 0 and box.y + box.height <= height for box in places)
        assert {group for group, _ in sheet.headings} == {group for group, _, _ in sheet.cards}
        assert len({(box.width, box.height) for *_, box in sheet.cards}) == 1


MALL = [3, 4, 7, 4, 4]


@pytest.mark.parametrize(("width", "height", "columns"), [(1008, 1640, 4), (1848, 800, 8), (1848, 700, 8)])
def test_the_example_mall_fits_on_one_sheet(width: int, height: int, columns: int) -> None:
    # In units: portrait, landscape, and landscape under a banner. 1280×720 has the units of 1920×1080.
    [sheet] = arrange(MALL, width=width, height=height, measures=MEASURES)
    assert len({box.x for *_, box in sheet.cards}) == columns
    assert min(box.height for *_, box in sheet.cards) >= MEASURES.least_height


def test_more_than_fits_goes_to_further_sheets_where_the_zone_is_named_again() -> None:
    first, second, *_ = arrange([30], width=480, height=600, measures=MEASURES)
    assert first.headings[0][0] == second.headings[0][0] == 0
    assert first.cards[-1][1] + 1 == second.cards[0][1]
    assert all(box.height >= MEASURES.least_height for *_, box in first.cards)
