"""The malls that come with Antrean: complete, in both languages, and as the domain describes them."""

from datetime import time
from pathlib import Path

import pytest

from antrean import mall_file
from antrean.hours import DayHours, Span
from antrean.mall_file import Mall

MALLS = Path(__file__).parents[2] / "assets" / "malls"


@pytest.fixture(scope="module")
def example() -> Mall:
    return mall_file.read(MALLS / "kota_sejahtera.toml")


def test_the_example_mall_is_complete(example: Mall) -> None:
    assert (str(example.name), str(example.place)) == ("Mal Pelayanan Publik", "Kota Sejahtera")
    sizes = [
        len(part) for part in (example.zones, example.agencies, example.queues, example.services, example.counters)
    ]
    assert sizes == [5, 22, 56, 55, 42]
    assert sum(queue.is_priority for queue in example.queues) == 21
    assert sum(service.target_minutes for service in example.services) == 673
    assert sum(service.wait_target_minutes for service in example.services) == 1090
    assert sum(service.daily_quota or 0 for service in example.services) == 620
    assert sum(len(service.requirements) for service in example.services) == 163
    assert sum(len(service.weekdays) for service in example.services) == 238
    assert sum(len(counter.own) for counter in example.counters) == 83
    assert not any(counter.help for counter in example.counters)
    assert example.priority_queue("Y") is None
    assert all(service.synonyms for service in example.services)
    assert sum(len(service.limits) for service in example.services) == 17
    assert [counter.number for counter in example.information_counters] == [1]
    assert str(example.service("skck").limits[0]) == "SKCK untuk CPNS dan luar negeri: di Polda"


def test_some_services_of_the_example_mall_by_hand(example: Mall) -> None:
    skck = example.service("skck")
    assert (skck.queue, skck.target_minutes, skck.wait_target_minutes, skck.daily_quota) == ("KA", 12, 25, 100)
    assert (str(skck.fee), skck.is_free, skck.weekdays) == ("Rp30.000", False, frozenset(range(5)))
    assert example.counters_of("KA") == (19, 20)
    assert example.service("stnk").weekdays == frozenset(range(6))
    assert example.service("paspor-baru").weekdays == frozenset(range(4))
    assert example.service("tilang").weekdays == {0, 2}
    assert example.service("skhpn").weekdays == {3}
    assert example.service("akta-cerai").weekdays == {4}
    assert [example.counter(number).zone for number in (1, 10, 11, 18, 19, 28, 29, 36, 37, 42)] == [
        *("Z1", "Z1", "Z2", "Z2", "Z3", "Z3", "Z4", "Z4", "Z5", "Z5")
    ]
    assert example.counter(27).own == ("JP", "JA", "ZP", "ZA")
    assert example.agencies_at(example.counter(27)) == ("J", "Z")
    assert example.counter(27).rota == {0: ("J",), 2: ("J",), 3: ("Z",)}
    assert example.counter(28).rota == {1: ("R",), 3: ("R",), 4: ("S",)}
    assert example.agency("X").short.in_language("id") == "Pajak (KPP)"


def test_every_text_of_the_example_mall_is_in_english_too(example: Mall) -> None:
    texts = [
        example.name,
        example.place,
        *(one.text for one in example.ticker),
        *(period.name for period in example.hours.periods),
    ]
    for zone in example.zones:
        texts += [zone.name, zone.color_name]
    for agency in example.agencies:
        texts += [agency.short, agency.name, agency.summary, agency.spoken]
    for service in example.services:
        texts += [service.name, service.fee, service.completion, *service.requirements, *service.limits]
    standards = example.standards
    texts += [example.maklumat, standards.procedure, standards.products, standards.complaints]
    texts.append(standards.complaint_contact)
    texts += [outcome.name for outcome in example.outcomes]
    texts += [counter.note for counter in example.counters if counter.note.indonesian]
    assert [str(text) for text in texts if not text.others.get("en")] == []
    assert not any("antri" in str(text).lower() for text in texts)


def test_the_hours_of_the_example_mall(example: Mall) -> None:
    week = example.hours.week
    assert [len(week[day].open) for day in range(6)] == [1] * 6
    assert week[4] == DayHours((Span(time(8), time(15)),), (Span(time(11, 30), time(13)),))
    assert week[5].open == (Span(time(8), time(12)),)
    assert 6 not in week
    assert (example.hours.issue_minutes_before, example.hours.cutoff_minutes) == (30, 30)
    on_saturday = [service.code for service in example.services if 5 in service.weekdays]
    assert on_saturday == ["sim", "stnk", "pajak-kendaraan"]


def test_the_mini_mall_is_open_at_any_hour() -> None:
    mall = mall_file.read(MALLS / "mini.toml")
    assert [len(part) for part in (mall.zones, mall.agencies, mall.services, mall.counters)] == [1, 1, 2, 2]
    assert [(queue.code, queue.is_priority) for queue in mall.queues] == [("AA", False), ("AP", True)]
    assert mall.hours.always_open
    assert all(service.weekdays == frozenset(range(7)) for service in mall.services)
