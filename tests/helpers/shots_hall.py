"""The hall that is photographed: a Monday morning with visitors everywhere, always the same, and what a page is."""

import contextlib
import itertools
import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from antrean import desk, desk_view, front
from antrean.desk import Desk
from antrean.errors import Refused
from antrean.mall_record import Mall
from antrean.model import Priority
from antrean.store.store import Store
from antrean.ui.language import Language
from tests.helpers import hall

MORNING: Final = datetime(2026, 11, 23, 8, 41, tzinfo=hall.JAKARTA)
LONG_NAME: Final = "Raden Ajeng Siti Nurhaliza Kusumawardhani, S.Kom., M.A.P."
OFFICERS: Final = (
    LONG_NAME,
    "Rina Wulandari",
    "Budi Santoso",
    "Ni Luh Putu Ayu Maharani",
    "Yosef Tanggu",
    "Cut Meutia",
)
OURS: Final = "K"
"""The agency whose counters the pages themselves open and whose visitors they let come."""
STAFFED: Final = 22
"""The one counter of our agency with somebody from the beginning: nobody there, and it would give no numbers."""
TWO_AGENCIES: Final = 27
"""A counter that two agencies share; the pages open it."""
INFORMATION: Final = 1
"""The information counter; the pages open it."""
PAGES_OPEN: Final = (TWO_AGENCIES, INFORMATION)


@dataclass(frozen=True, kw_only=True)
class App:
    """One app: the sizes of its window in device-independent pixels, and its pages by name."""

    name: str
    sizes: tuple[tuple[int, int], ...]
    pages: "Mapping[str, Page]"


MakeWindow = Callable[[int, int], QWidget]
"""Width and height in; the window in its state, not shown yet."""


class ShotHall:
    """Fresh copies of two halls, one with visitors and one without; all are closed together."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stack = ExitStack()
        self._copies = itertools.count(1)
        self._quiet, self._busy = folder / "quiet.db", folder / "busy.db"
        hall.build(f"sqlite:///{self._quiet}")
        store = hall.connect(f"sqlite:///{self._quiet}")
        hall.set_clock(store, MORNING)
        # A picture of the desk is taken of who has signed in already.
        hall.without_pins(store)
        for name in OFFICERS:
            hall.officer(store, name)
        hall.open_counter(store, STAFFED, f"Petugas {STAFFED}")
        store.close()
        self._busy.write_bytes(self._quiet.read_bytes())
        store = hall.connect(f"sqlite:///{self._busy}")
        _let_visitors_come(store)
        store.close()

    def open(self, *, busy: bool = True, at: datetime | str = MORNING, with_pins: bool = False) -> Store:
        """Return a hall of the page's own; a text such as "2026-11-28 09:10" is the mall's time."""
        copy = self._folder / f"hall_{next(self._copies)}.db"
        copy.write_bytes((self._busy if busy else self._quiet).read_bytes())
        store = hall.connect(f"sqlite:///{copy}")
        self._stack.callback(copy.unlink)
        self._stack.callback(store.close)
        hall.set_clock(store, at)
        if with_pins:
            hall.with_pins(store)
        return store

    def close(self) -> None:
        self._stack.close()


Page = Callable[[ShotHall, Language], MakeWindow]
"""Brings a hall and a presenter into the page's state; the language is set already."""


def minutes_before(minutes: float) -> datetime:
    """Return a moment of the morning before the picture is taken."""
    return MORNING - timedelta(minutes=minutes)


def _let_visitors_come(store: Store) -> None:
    """Let visitors of the last half hour take numbers and some be served, everywhere but at our agency."""
    dice = random.Random(40)
    with store.read() as unit:
        mall = unit.mall
    others = [one.number for one in mall.counters if not any(code.startswith(OURS) for code in one.own)]
    opened = [number for number in others if dice.random() < 0.6 and number not in PAGES_OPEN]
    hall.set_clock(store, minutes_before(35))
    for number in (*opened, *_alone(mall, {*opened, STAFFED})):
        hall.open_counter(store, number, f"Petugas {number}")
    services = [one for one in mall.services if one.agency != OURS]
    for minute in range(24):
        hall.set_clock(store, minutes_before(30 - minute))
        for service in dice.choices(services, k=4):
            priority = dice.choice(list(Priority)) if dice.random() < 0.12 else None
            with contextlib.suppress(Refused):  # not every agency is here on a Monday
                front.issue(store, service.code, request_id=hall.request(), device="kiosk-1", priority=priority)
        for number in dice.sample(opened, k=2):
            _serve(store, number)


def _alone(mall: Mall, staffed: set[int]) -> Iterator[int]:
    """One counter of each agency that has nobody yet; it only sits there."""
    for agency in mall.agencies:
        codes = [queue.code for queue in mall.queues if queue.agency == agency.code]
        own = [number for code in codes for number in mall.counters_of(code)]
        if staffed.isdisjoint(own) and (free := [number for number in own if number not in PAGES_OPEN]):
            staffed.add(free[0])
            yield free[0]


def _serve(store: Store, counter: int) -> None:
    here = Desk(counter=counter)
    if desk_view.read(store, counter).active is None:
        desk.call_next(store, here, request_id=hall.request())
    else:
        desk.finish_and_call_next(store, here, request_id=hall.request())
