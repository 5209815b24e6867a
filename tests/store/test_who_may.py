"""Every action of a counter as every role: who may not serve does nothing there, whatever way they came to sit."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from typing import Any, Final

import pytest

import antrean
from antrean import assistance, closing, desk_changes, overrides, roster, signing, speaking, watch
from antrean.desk import Desk, Target
from antrean.errors import Reason, Refused
from antrean.model import Priority, Role
from antrean.papers import ReprintBy
from antrean.store.store import Store
from tests.helpers import hall

ARGUMENTS: dict[str, Any] = {
    "agency": None,
    "by": ReprintBy.STAFF,
    "call_id": 1,
    "code": "CA-001",
    "device": "counter-4",
    "keep": True,
    "reason": "copies_needed",
    "service": "ktp",
    "target": Target(queue="CB"),
    "text": "asked_for_a_chair",
}
"""What an act needs beside store, desk and request; a new one may need more."""
LEAVING = {"close_counter"}
"""Whoever sits somewhere may go."""


_AGAIN: Final = {"request_id": "again"}
RIGHTS: Final[dict[str, Callable[[Store, int], object]]] = {
    "acknowledge": lambda store, by: watch.acknowledge(store, by, "idle:4", **_AGAIN),
    "announce": lambda store, by: speaking.announce(store, by, "Mobil merah", **_AGAIN),
    "change_priority": lambda store, by: desk_changes.change_priority(
        store, by, "CA-001", Priority.SICK, reason="sick", **_AGAIN
    ),
    "change_queue": lambda store, by: desk_changes.change_queue(store, by, "CA-001", "CB", reason="mistake", **_AGAIN),
    "close_counter": lambda store, by: roster.close_for(store, by, 4, **_AGAIN),
    "close_day": lambda store, by: closing.close_today(store, force_reason="listrik", by=by, **_AGAIN),
    "close_service": lambda store, by: overrides.close_service(store, by, "kk", reason="Jaringan pusat", **_AGAIN),
    "manage_officers": lambda store, by: signing.add(store, by, "Andi", Role.OFFICER, **_AGAIN),
    "reopen_service": lambda store, by: overrides.reopen_service(store, by, "kk", **_AGAIN),
}
"""What somebody does by a right, from wherever they are."""


def acts() -> dict[str, Callable[..., object]]:
    """Return every use case that is done at a desk, found by what it takes: a store, a desk, a request id."""
    found = {}
    for one in pkgutil.iter_modules(antrean.__path__):
        if one.ispkg or one.name.startswith("_"):
            continue
        module = importlib.import_module(f"antrean.{one.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_ours = function.__module__ == module.__name__ and not name.startswith("_")
            if is_ours and {"store", "desk", "request_id"} <= inspect.signature(function).parameters.keys():
                found[f"{one.name}.{name}"] = function
    return found


def call(act: Callable[..., object], store: Store, at: Desk) -> None:
    wanted = inspect.signature(act).parameters.values()
    given: dict[str, Any] = {"store": store, "desk": at, "request_id": hall.request()}
    needed = [one.name for one in wanted if one.default is inspect.Parameter.empty and one.name not in given]
    act(**given, **{name: ARGUMENTS[name] for name in needed})


def test_the_acts_are_found() -> None:
    assert {"desk.call_next", "desk.transfer", "roster.switch_agency", "roster.start_break", "assistance.accept"} <= (
        acts().keys()
    )
    assert len(acts()) >= 18


@pytest.mark.parametrize("engine", ["sqlite"])
@pytest.mark.parametrize("name", sorted(acts()))
@pytest.mark.parametrize("role", Role)
def test_as_every_role(store: Store, role: Role, name: str) -> None:
    hall.issue(store)
    hall.issue(store)
    at = hall.open_counter(store, 4, "Siti")
    if name not in ("desk.call_next", "desk.call", "desk.resume", "desk.undo", "roster.start_break"):
        hall.call(store, at)
    assistance.ask(store, device="kiosk-1", request_id=hall.request())
    # Sat down as an officer, and is something else now; or a hand in the database put somebody there.
    hall.execute(store, "UPDATE officers SET role = :role", role=role.value)
    before = hall.contents(store)
    try:
        call(acts()[name], store, at)
    except Refused as refused:
        reason: Reason | None = refused.reason
    else:
        reason = None
    if role is Role.TECHNICIAN and name.partition(".")[2] not in LEAVING:
        assert reason is Reason.NOT_PERMITTED
        assert hall.contents(store) == before
    else:
        assert reason is not Reason.NOT_PERMITTED


@pytest.mark.parametrize("role", Role)
def test_opening_a_counter_as_every_role(store: Store, role: Role) -> None:
    reach = {"": {4, 23}, "C": {4}, "KG": {23}, "Z": set()}
    for agencies, counters in reach.items():
        who = hall.officer(store, f"{role.value} of {agencies}", role, agencies)
        for number in (4, 23):
            if role is not Role.TECHNICIAN and number in counters:
                roster.open_counter(store, number, who, request_id=hall.request())
                roster.close_counter(store, Desk(counter=number, officer=who), request_id=hall.request())
                continue
            before = hall.contents(store)
            assert hall.refused(roster.open_counter, store, number, who) is Reason.NOT_PERMITTED
            assert hall.contents(store) == before


@pytest.mark.parametrize("name", sorted(RIGHTS))
@pytest.mark.parametrize("pin", ["none", "one-time"])
def test_a_right_is_nothing_without_a_pin_of_ones_own(store: Store, name: str, pin: str) -> None:
    """Whoever made the PIN knows it, and could act in the officer's name."""
    hall.with_pins(store)
    hall.issue(store, "ktp")
    boss = hall.officer(store, "Bu Rahma", Role.ADMINISTRATOR)
    hall.officer(store, "Pak Budi", Role.ADMINISTRATOR)
    if pin == "none":
        hall.execute(store, "UPDATE officers SET pin_hash = NULL WHERE id = :boss", boss=boss)
    else:
        signing.reset(store, None, boss, request_id=hall.request())
    before = hall.contents(store)
    assert hall.refused(RIGHTS[name], store, boss) is Reason.PIN_NEEDED
    assert hall.contents(store) == before
