"""Counters that several agencies share: for which of them one works now, and which queues it then calls from."""

import dataclasses
from collections.abc import Mapping

from antrean.errors import Reason, Refused
from antrean.mall_record import Mall
from antrean.model import Counter, Officer
from antrean.permissions import Right, may, may_sit, refuse_unless


def may_work(mall: Mall, counter: int, officer: Officer, agency: str | None) -> bool:
    """Say whether an officer may work at a counter for an agency; None = for all whose queues it owns."""
    here = mall.agencies_at(mall.counter(counter))
    if not may_sit(officer, here):
        return False
    wanted = here if agency is None else (agency,)
    return all(may(officer, Right.SERVE, agency=one) for one in wanted)


def refuse_unless_may_sit(mall: Mall, counter: int, officer: Officer) -> None:
    """Raise Refused(not_permitted) for an officer who may not open a counter at all."""
    refuse_unless(officer, Right.SERVE)
    here = mall.agencies_at(mall.counter(counter))
    if not may_sit(officer, here):
        raise Refused(
            Reason.NOT_PERMITTED,
            f"{officer.name} works for {_names(mall, officer.agencies)}; counter {counter} has none of their queues.",
            officer=officer.name,
            right=Right.SERVE.value,
            agency=here[0],
            counter=counter,
        )


def agency_of_shift(mall: Mall, counter: int, officer: Officer, *, weekday: int) -> str | None:
    """Return for which agency a shift begins that an officer opens on a weekday (0 = Monday); None = for all.

    That of the counter's rota, where it names exactly one; whoever is confined to some of the agencies there works for
    one of them, if possible for one that has its turn.
    """
    record = mall.counter(counter)
    here = mall.agencies_at(record)
    if len(here) <= 1:
        return None
    theirs = [one for one in here if not officer.agencies or one in officer.agencies]
    turn = [one for one in here if one in record.rota.get(weekday, ())]
    both = [one for one in turn if one in theirs]
    if len(turn) == 1 and both:
        return turn[0]
    if len(theirs) == len(here):
        return None
    return (both or theirs)[0]


def chosen_agency(mall: Mall, counter: int, officer: Officer, agency: str | None) -> str | None:
    """Return the agency that an officer chose for a counter, None = all; refuse one that is not there or not theirs."""
    here = mall.agencies_at(mall.counter(counter))
    if agency is not None and agency not in here:
        raise Refused(
            Reason.BAD_INPUT,
            f"Counter {counter} has no queue of agency “{agency[:8]}”.",
            counter=counter,
            agency=agency,
        )
    for one in here if agency is None else (agency,):
        refuse_unless(officer, Right.SERVE, agency=one)
    return agency if len(here) > 1 else None


def at_work(mall: Mall, counter: Counter, agency: str | None) -> Counter:
    """Return a counter with only those of its own queues that it calls from while it works for an agency."""
    if agency is None:
        return counter
    return dataclasses.replace(counter, own=tuple(code for code in counter.own if mall.queue(code).agency == agency))


def narrowed(mall: Mall, weekday: int, staffed: Mapping[int, str | None]) -> dict[int, tuple[str, ...]]:
    """Return the shared counters that work for some of their agencies only, with those agencies.

    `staffed` has the counters where somebody is, with the agency the shift is for. Where nobody is, the rota says whose
    turn it is on the weekday (0 = Monday).
    """
    found: dict[int, tuple[str, ...]] = {}
    for counter in mall.shared_counters:
        if counter.number in staffed:
            agency = staffed[counter.number]
            if agency is not None:
                found[counter.number] = (agency,)
        elif turn := counter.rota.get(weekday):
            found[counter.number] = turn
    return found


def calls_from(mall: Mall, counter: int, queue: str, narrowed: Mapping[int, tuple[str, ...]]) -> bool:
    """Say whether a counter calls from one of its queues while the shared ones are narrowed so."""
    turn = narrowed.get(counter)
    return turn is None or mall.queue(queue).agency in turn or queue in mall.counter(counter).help


def counters_of(mall: Mall, queue: str, narrowed: Mapping[int, tuple[str, ...]]) -> tuple[int, ...]:
    """Return the counters that call from a queue now, those that own it first.

    Where none is left it is all that the mall file names: one of them will turn to the queue's agency, and nobody is
    sent nowhere.
    """
    calling = mall.counters_of(queue)
    return tuple(number for number in calling if calls_from(mall, number, queue, narrowed)) or calling


def _names(mall: Mall, agencies: tuple[str, ...]) -> str:
    known = {agency.code: str(agency.short) for agency in mall.agencies}
    return " and ".join(known.get(letter, letter) for letter in agencies)
