"""Loading a mall file into the database, reading it back, and the demo's clock."""

import dataclasses
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from antrean.errors import Reason, Refused
from antrean.mall_record import Mall
from antrean.mall_tables import to_tables
from antrean.model import EventKind
from antrean.store import directory, mall_rows, shifts
from antrean.store.store import Store
from antrean.store.unit import WriteUnit


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What a load changed: codes of queues, services and counters that came, returned or went."""

    added: tuple[str, ...]
    retired: tuple[str, ...]
    changed: bool


def load(store: Store, mall: Mall) -> Loaded:
    """Apply a mall in one transaction; safe to repeat, and never touches a ticket.

    Refused, with the codes, while what would be retired still has unfinished tickets or an open counter.
    """
    # A mall's counters have no order but their numbers; the file may list them as it likes.
    mall = dataclasses.replace(mall, counters=tuple(sorted(mall.counters, key=lambda one: one.number)))
    tables = to_tables(mall)
    with store.write() as unit:
        before = unit.mall if unit.head.version is not None else None
        old, new = _codes(before), _codes(mall)
        retired, added = sorted(old - new), sorted(new - old)
        blocked = mall_rows.in_use(unit, mall) if before is not None else []
        if blocked:
            raise Refused(
                Reason.UNFINISHED_TICKETS,
                f"Still in use and not in the new file: {', '.join(blocked)}. Serve or close them first.",
                codes=blocked,
            )
        if before == mall:
            return Loaded(added=(), retired=(), changed=False)
        directory.write_mall(unit, tables, mall, epoch=secrets.token_hex(8))
        unit.take_mall(mall)
        unit.append(EventKind.MALL_LOADED, body={"added": len(added), "retired": len(retired)})
        _let_go_of_agencies(unit)
        return Loaded(added=tuple(added), retired=tuple(retired), changed=True)


def is_loaded(store: Store) -> bool:
    """Say whether the database has a mall already."""
    with store.read() as unit:
        return unit.head.version is not None


def read(store: Store) -> Mall:
    """Return the mall as it stands in the database; raise Refused(no_mall)."""
    with store.read() as unit:
        return unit.mall


def set_clock(store: Store, at: datetime) -> None:
    """Make the hall's clock show `at` now: for the demo, whose three processes share it."""
    with store.write() as unit:
        mall_rows.add_clock_offset(unit, round((at - unit.now) / timedelta(milliseconds=1)))


def _let_go_of_agencies(unit: WriteUnit) -> None:
    """Let counters that work for an agency whose queues they own no longer work for all that they own."""
    for now in shifts.counters_now(unit):
        if now.agency is None or now.agency in unit.mall.agencies_at(unit.mall.counter(now.number)):
            continue
        shifts.set_agency(unit, now.number, None)
        unit.append(EventKind.AGENCY_SWITCHED, counter=now.number, body={"agency": None, "former": now.agency})


def _codes(mall: Mall | None) -> set[str]:
    if mall is None:
        return set()
    return {
        *(f"queue {one.code}" for one in mall.queues),
        *(f"service {one.code}" for one in mall.services),
        *(f"counter {one.number}" for one in mall.counters),
    }
