"""Who works here: adding, changing and retiring officers, and giving them one-time PINs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from antrean import acting, pin, sharing
from antrean.acting import LOCAL_ADMINISTRATOR
from antrean.errors import Reason, Refused
from antrean.mall_record import Mall
from antrean.model import EventKind, Officer, Role
from antrean.permissions import Right, may_manage
from antrean.store import officer_rows, shifts
from antrean.store.officer_rows import Kept
from antrean.store.store import Store
from antrean.store.unit import ReadUnit, WriteUnit

LONGEST_NAME: Final = 80


@dataclass(frozen=True, kw_only=True)
class OneTimePin:
    """Digits to hand over, good until their officer chooses others."""

    officer: Officer
    digits: str | None = field(repr=False)
    """None where the mall wants no PINs, and when the request is repeated: they are shown once."""
    is_repeated: bool = False
    """The request was done before; what it showed then was kept nowhere."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """An officer and what may be known of the PIN."""

    officer: Officer
    has_pin: bool
    is_once: bool
    """Somebody else made the PIN; at the next sign-in another one is chosen."""
    is_locked: bool
    wait_until: datetime | None
    """After a wrong PIN none is looked at before."""


def people(store: Store) -> tuple[Person, ...]:
    """Return all officers who are not retired, by name."""
    with store.read() as unit:
        return tuple(
            Person(
                officer=kept.officer,
                has_pin=kept.pin_hash is not None,
                is_once=kept.is_once,
                is_locked=kept.is_locked,
                wait_until=kept.wait_until if pin.waits(kept.wait_until, unit.now) else None,
            )
            for kept in officer_rows.everybody(unit)
        )


def wants_administrator(unit: ReadUnit) -> bool:
    """Say whether PINs are wanted and nobody has one: then nobody could sign in, and nobody could give a PIN.

    Once anybody has a PIN it is never so again: whoever sits at a running hall's counter gets no right by it.
    """
    return unit.mall.rules.pins and all(kept.pin_hash is None for kept in officer_rows.everybody(unit))


def first_administrator(store: Store, *, request_id: str, device: str = "") -> OneTimePin | None:
    """Make the administrator of a hall in which nobody has a PIN; None in every other one.

    `device` is where it is asked for, if not by command; the log keeps it.
    """
    with store.read() as unit:
        if not unit.mall.rules.pins:
            return None
        is_wanted = wants_administrator(unit)
    digits = pin.one_time() if is_wanted else ""
    pin_hash = pin.kept(digits) if digits else None

    def work(unit: WriteUnit) -> Officer | None:
        if pin_hash is None or not wants_administrator(unit):
            return None
        found = officer_rows.by_name(unit, LOCAL_ADMINISTRATOR)
        return _put(unit, found, LOCAL_ADMINISTRATOR, Role.ADMINISTRATOR, (), None, pin_hash, where=where)

    where = {"device": device} if device else {}
    return _shown(store, request_id, "first_administrator", where, Officer | None, work, digits)


def add(
    store: Store, by: int | None, name: str, role: Role, agencies: Sequence[str] = (), *, request_id: str
) -> OneTimePin:
    """Add an officer with a one-time PIN; whoever retired comes back under the old name.

    `by` is who adds, None = the administrator of the database. Refused for a name that cannot be shown or is taken, for
    letters of no agency, and for somebody `by` may not manage.
    """
    shown = _name(name)
    digits, pin_hash = _new_pin(store)

    def work(unit: WriteUnit) -> Officer:
        letters = _letters(unit.mall, agencies)
        _refuse_unless_managed(_manager(unit, by), role, letters)
        found = officer_rows.by_name(unit, shown)
        if found is not None and not found.is_retired:
            raise Refused(Reason.BAD_INPUT, f"There is already an officer named “{shown}”.")
        return _put(unit, found, shown, role, letters, by, pin_hash)

    arguments = {"by": by, "name": shown, "role": role.value, "agencies": list(agencies)}
    return _given(_shown(store, request_id, "add_officer", arguments, Officer, work, digits))


def reset(store: Store, by: int | None, officer: int, *, request_id: str) -> OneTimePin:
    """Give an officer another one-time PIN, for one that was forgotten; unlocks too."""
    digits = pin.one_time()
    pin_hash = pin.kept(digits)

    def work(unit: WriteUnit) -> Officer:
        kept = _managed(unit, by, officer)
        officer_rows.set_pin(unit, officer, pin_hash, is_once=True)
        unit.append(EventKind.PIN_RESET, officer=officer, body={"by": by})
        return kept.officer

    arguments = {"by": by, "officer": officer}
    return _given(_shown(store, request_id, "reset_pin", arguments, Officer, work, digits))


def unlock(store: Store, by: int | None, officer: int, *, request_id: str) -> Officer:
    """Let an officer try again who is locked, or waits, after wrong PINs; the PIN stays."""

    def work(unit: WriteUnit) -> Officer:
        kept = _managed(unit, by, officer)
        if kept.is_locked or kept.wrong:
            officer_rows.set_tries(unit, officer, wrong=0, wait_until=None, is_locked=False)
            unit.append(EventKind.OFFICER_UNLOCKED, officer=officer, body={"by": by})
        return kept.officer

    return _once(store, request_id, "unlock_officer", {"by": by, "officer": officer}, work)


def change(
    store: Store,
    by: int | None,
    officer: int,
    *,
    role: Role | None = None,
    agencies: Sequence[str] | None = None,
    request_id: str,
) -> Officer:
    """Give an officer another role or other agencies; None leaves them as they are.

    Refused for the last administrator with a PIN who would be none any more, and while the officer sits at a counter
    where that would not be allowed (counter_taken, with the counter).
    """

    def work(unit: WriteUnit) -> Officer:
        kept = _managed(unit, by, officer)
        before = kept.officer
        letters = before.agencies if agencies is None else _letters(unit.mall, agencies)
        wanted = Officer(id=before.id, name=before.name, role=role or before.role, agencies=letters)
        if wanted == before:
            return before
        _refuse_unless_managed(_manager(unit, by), wanted.role, wanted.agencies)
        if not _is_administrator(wanted):
            _refuse_last_administrator(unit, kept)
        for now in shifts.open_of(unit, officer):
            if not sharing.may_work(unit.mall, now.number, wanted, now.agency):
                raise _sits(before, now.number)
        officer_rows.set_place(unit, before, wanted.role, wanted.agencies)
        body = {"role": wanted.role.value, "agencies": "".join(wanted.agencies), "by": by}
        unit.append(EventKind.OFFICER_CHANGED, officer=officer, body=body)
        return wanted

    arguments = {
        "by": by,
        "officer": officer,
        "role": None if role is None else role.value,
        "agencies": None if agencies is None else list(agencies),
    }
    return _once(store, request_id, "change_officer", arguments, work)


def retire(store: Store, by: int | None, officer: int, *, request_id: str) -> Officer:
    """Let an officer go: no list shows the name any more, and the PIN is gone.

    Refused while the officer sits at a counter (counter_taken, with the counter), and for the last administrator with
    a PIN.
    """

    def work(unit: WriteUnit) -> Officer:
        kept = _managed(unit, by, officer)
        _refuse_last_administrator(unit, kept)
        for now in shifts.open_of(unit, officer):
            raise _sits(kept.officer, now.number)
        officer_rows.retire(unit, officer)
        unit.append(EventKind.OFFICER_RETIRED, officer=officer, body={"by": by})
        return kept.officer

    return _once(store, request_id, "retire_officer", {"by": by, "officer": officer}, work)


def _once(
    store: Store, request_id: str, action: str, arguments: Mapping[str, Any], work: Callable[[WriteUnit], Officer]
) -> Officer:
    with store.write() as unit:
        result: Officer = unit.once(request_id, action, arguments, Officer, lambda: work(unit))
        return result


def _shown(
    store: Store,
    request_id: str,
    action: str,
    arguments: Mapping[str, Any],
    kind: Any,
    work: Callable[[WriteUnit], Officer | None],
    digits: str,
) -> OneTimePin | None:
    """Do it once; the digits go to whoever asked first and are kept nowhere."""
    is_new = False
    with store.write() as unit:

        def counted() -> Officer | None:
            nonlocal is_new
            is_new = True
            return work(unit)

        officer: Officer | None = unit.once(request_id, action, arguments, kind, counted)
    if officer is None:
        return None
    return OneTimePin(officer=officer, digits=(digits or None) if is_new else None, is_repeated=not is_new)


def _given(made: OneTimePin | None) -> OneTimePin:
    assert made is not None
    return made


def _new_pin(store: Store) -> tuple[str, str | None]:
    """Return one-time digits and their hash; none where the mall wants no PINs."""
    with store.read() as unit:
        if not unit.mall.rules.pins:
            return "", None
    digits = pin.one_time()
    return digits, pin.kept(digits)


def _put(
    unit: WriteUnit,
    found: Kept | None,
    name: str,
    role: Role,
    agencies: tuple[str, ...],
    by: int | None,
    pin_hash: str | None,
    *,
    where: Mapping[str, str] | None = None,
) -> Officer:
    if found is None:
        officer = officer_rows.add(unit, name, role, agencies)
    else:
        officer = officer_rows.set_place(unit, found.officer, role, agencies)
    officer_rows.set_pin(unit, officer.id, pin_hash, is_once=pin_hash is not None)
    body = {"role": role.value, "agencies": "".join(agencies), "by": by, **(where or {})}
    unit.append(EventKind.OFFICER_ADDED, officer=officer.id, body=body)
    return officer


def _managed(unit: WriteUnit, by: int | None, officer: int) -> Kept:
    """Return what is kept of an officer whom `by` may manage."""
    manager = _manager(unit, by)
    kept = officer_rows.kept(unit, officer)
    _refuse_unless_managed(manager, kept.officer.role, kept.officer.agencies)
    return kept


def _manager(unit: WriteUnit, by: int | None) -> Officer | None:
    if by is None:
        return None
    officer = shifts.officer(unit, by)
    acting.refuse_without_pin(unit, officer)
    return officer


def _refuse_unless_managed(by: Officer | None, role: Role, agencies: tuple[str, ...]) -> None:
    if by is None or may_manage(by, role, agencies):
        return
    article = "an" if role.value[0] in "ao" else "a"
    whom = f"{article} {role.value} of {', '.join(agencies) or 'the whole mall'}"
    raise Refused(
        Reason.NOT_PERMITTED,
        f"{by.name} ({by.role.value}) may not add or change {whom}.",
        officer=by.name,
        right=Right.MANAGE_OFFICERS.value,
        agency=None,
    )


def _is_administrator(officer: Officer) -> bool:
    return officer.role is Role.ADMINISTRATOR and not officer.agencies


def _refuse_last_administrator(unit: ReadUnit, leaving: Kept) -> None:
    if not _is_administrator(leaving.officer) or leaving.pin_hash is None:
        return
    others = (kept for kept in officer_rows.everybody(unit) if kept.officer.id != leaving.officer.id)
    if any(_is_administrator(kept.officer) and kept.pin_hash is not None for kept in others):
        return
    raise Refused(
        Reason.LAST_ADMINISTRATOR,
        f"{leaving.officer.name} is the last administrator with a PIN; make another one first.",
        officer=leaving.officer.name,
    )


def _sits(officer: Officer, counter: int) -> Refused:
    return Refused(
        Reason.COUNTER_TAKEN,
        f"{officer.name} sits at counter {counter}; close it first.",
        counter=counter,
        officer=officer.name,
    )


def _name(name: str) -> str:
    shown = " ".join(name.split())
    if not 1 <= len(shown) <= LONGEST_NAME or not shown.isprintable():
        raise Refused(Reason.BAD_INPUT, f"An officer's name has 1 to {LONGEST_NAME} printable characters.")
    if shown.isdecimal():
        raise Refused(Reason.BAD_INPUT, "An officer's name is not a number: numbers are given by the hall.")
    return shown


def _letters(mall: Mall, agencies: Sequence[str]) -> tuple[str, ...]:
    """Return letters of agencies in the order of the mall file, each once; refuse one that is none."""
    for letter in agencies:
        mall.agency(letter)
    return tuple(agency.code for agency in mall.agencies if agency.code in agencies)
