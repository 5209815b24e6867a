"""Officers sign in with a PIN, choose their own, and sign out; what is tried in vain is counted and told.

Of a PIN nothing but its hash is kept, and that in the officer's row alone: neither the log nor `requests` nor a
refusal has any of it. Argon2 runs before the hall's write lock is taken; under the lock it is looked whether the same
hash still counts. Who is signed in is not kept on the server (docs/adr/0019).
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from antrean import acting, pin
from antrean import shift_steps as steps
from antrean.errors import Reason, Refused
from antrean.model import CounterNow, EventKind, Officer, Ticket
from antrean.officers import (
    OneTimePin,
    Person,
    add,
    change,
    first_administrator,
    people,
    reset,
    retire,
    unlock,
    wants_administrator,
)
from antrean.settings import DEVICE_NAME_LENGTH
from antrean.store import officer_rows, shifts, tickets
from antrean.store.officer_rows import Kept
from antrean.store.store import Store
from antrean.store.unit import ReadUnit, WriteUnit

__all__ = [
    "OneTimePin",
    "Person",
    "SignedIn",
    "SignedOut",
    "add",
    "change",
    "first_administrator",
    "people",
    "reset",
    "retire",
    "set_pin",
    "sign_in",
    "sign_out",
    "unlock",
    "wants_administrator",
]

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """An officer whose PIN was right, and what is left of the time before."""

    officer: Officer
    must_change_pin: bool
    """Somebody else made the PIN: nothing is opened with it before `set_pin`."""
    left_over: Ticket | None
    """Still called or served at a counter where this officer's shift is open: an app died. `roster.take_up` asks."""
    shift: CounterNow | None
    """A counter where this officer sits already: that of `left_over`, else the one asked about, else any."""


@dataclass(frozen=True, kw_only=True)
class SignedOut:
    """An officer who went away, and what became of counter and ticket."""

    officer: Officer
    counter: CounterNow | None
    given_back: Ticket | None
    held: Ticket | None


@dataclass(frozen=True, kw_only=True)
class _Tried:
    """What came of one try, as its request keeps it."""

    refused: Reason | None = None
    tries_left: int = 0
    seconds: int = 0


@dataclass(frozen=True, kw_only=True)
class _Deed:
    """What is done with right digits: under which request, and what the log says of where."""

    officer: int
    request_id: str
    action: str
    arguments: Mapping[str, Any]
    counter: int | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    lets_in: bool = False


@dataclass(frozen=True, kw_only=True)
class _Look:
    """Whether digits were those of a hash; `of` is None when there was nothing to look at."""

    of: str | None
    is_right: bool


def sign_in(store: Store, officer: int, digits: str, *, counter: int | None, device: str, request_id: str) -> SignedIn:
    """Let an officer in whose PIN is right; any digits will do where the mall's rules want no PINs.

    Refused: wrong_pin with `tries_left` and `seconds` to wait, pin_wait while no PIN is looked at, officer_locked after
    `pin_tries` wrong ones in a row, pin_needed without a PIN. All of them are facts of the log; digits that can be no
    PIN (bad_input), or none (pin_needed), are not. A request id that let somebody in is no key: it is repeated with the
    right digits only.
    """
    _check_device(device)
    deed = _Deed(
        officer=officer,
        request_id=request_id,
        action="sign_in",
        arguments={"officer": officer, "counter": counter, "device": device},
        counter=counter,
        where={"device": device},
        lets_in=True,
    )

    def let_in(unit: WriteUnit) -> None:
        unit.append(EventKind.SIGNED_IN, counter=counter, officer=officer, body={"device": device})

    def answer(unit: WriteUnit, kept: Kept) -> SignedIn:
        left_over, shift = _left_over(unit, officer, counter)
        must_change = unit.mall.rules.pins and kept.is_once
        return SignedIn(officer=kept.officer, must_change_pin=must_change, left_over=left_over, shift=shift)

    return _try(store, deed, digits, let_in, answer)


def set_pin(store: Store, officer: int, old: str, new: str, *, request_id: str) -> Officer:
    """Choose another PIN with the present one, which is guarded as at a sign-in.

    Refused (bad_input) also for a new one that is no PIN, that everybody tries first, or that is the present one.
    """
    if old == new:
        raise Refused(Reason.BAD_INPUT, "Choose another PIN than the present one.")
    new_hash = pin.kept(new)

    def keep(unit: WriteUnit) -> None:
        officer_rows.set_pin(unit, officer, new_hash, is_once=False)
        unit.append(EventKind.PIN_SET, officer=officer)

    deed = _Deed(officer=officer, request_id=request_id, action="set_pin", arguments={"officer": officer})
    return _try(store, deed, old, keep, lambda unit, kept: kept.officer)


def sign_out(
    store: Store, officer: int, *, counter: int | None, device: str, request_id: str, force: bool = False
) -> SignedOut:
    """Let an officer go and close the counter, if it is theirs. A called ticket goes back to its place.

    Refused (counter_busy) in the middle of a service; with `force` its ticket is held for another counter to go on.
    """
    _check_device(device)

    def work(unit: WriteUnit) -> SignedOut:
        person = shifts.officer(unit, officer)
        now = None if counter is None else shifts.counter_now(unit, counter)
        left = None
        if now is not None and now.officer is not None and now.officer.id == person.id:
            left = steps.leave(unit, now, person, force=force, body={})
        unit.append(EventKind.SIGNED_OUT, counter=counter, officer=person.id, body={"device": device})
        return SignedOut(
            officer=person,
            counter=None if left is None else left.counter,
            given_back=None if left is None else left.given_back,
            held=None if left is None else left.held,
        )

    arguments = {"officer": officer, "counter": counter, "device": device, "force": force}
    with store.write() as unit:
        result: SignedOut = unit.once(request_id, "sign_out", arguments, SignedOut, lambda: work(unit))
        return result


def _try(
    store: Store,
    deed: _Deed,
    digits: str,
    act: Callable[[WriteUnit], None],
    answer: Callable[[WriteUnit, Kept], T],
) -> T:
    """Do `act` once if the digits are right and return what `answer` says; count and tell a wrong try."""
    while True:
        look = _look(store, deed, digits)
        with store.write() as unit:
            kept = officer_rows.kept(unit, deed.officer)
            if _is_looked_at(unit, kept, deed) and look.of != kept.pin_hash:
                # Somebody changed the PIN meanwhile, or a wait is over.
                continue
            tried = _tried(unit, kept, deed, look, act)
            if tried.refused is None:
                return answer(unit, kept)
        # Only now, after the commit: a wrong try is counted.
        raise _refusal(kept.officer, tried)


def _look(store: Store, deed: _Deed, digits: str) -> _Look:
    """Compare digits and hash, slowly, while nobody waits for it."""
    with store.read() as unit:
        kept = officer_rows.kept(unit, deed.officer)
        if deed.counter is not None:
            unit.mall.counter(deed.counter)
        if not _are_wanted(unit, deed):
            return _Look(of=None, is_right=True)
        is_looked_at = _is_looked_at(unit, kept, deed)
    if not digits:
        raise Refused(
            Reason.PIN_NEEDED,
            f"The PIN of {kept.officer.name} is needed.",
            officer=kept.officer.name,
            is_once=False,
            is_untyped=True,
        )
    pin.check_form(digits)
    if not is_looked_at or kept.pin_hash is None:
        return _Look(of=None, is_right=False)
    return _Look(of=kept.pin_hash, is_right=pin.is_right(digits, kept.pin_hash))


def _tried(unit: WriteUnit, kept: Kept, deed: _Deed, look: _Look, act: Callable[[WriteUnit], None]) -> _Tried:
    is_new = False

    def work() -> _Tried:
        nonlocal is_new
        is_new = True
        return _judged(unit, kept, deed, look, act)

    tried: _Tried = unit.once(deed.request_id, deed.action, deed.arguments, _Tried, work)
    if is_new or tried.refused is not None or look.is_right or not deed.lets_in:
        return tried
    # The request let somebody in who had the right digits; these are others.
    return _judged(unit, kept, deed, look, act)


def _judged(unit: WriteUnit, kept: Kept, deed: _Deed, look: _Look, act: Callable[[WriteUnit], None]) -> _Tried:
    if _are_wanted(unit, deed):
        if kept.pin_hash is None:
            return _refused(unit, deed, "no_pin", _Tried(refused=Reason.PIN_NEEDED))
        if kept.is_locked:
            return _refused(unit, deed, "locked", _Tried(refused=Reason.OFFICER_LOCKED))
        if kept.wait_until is not None and pin.waits(kept.wait_until, unit.now):
            seconds = math.ceil((kept.wait_until - unit.now).total_seconds())
            return _refused(unit, deed, "waiting", _Tried(refused=Reason.PIN_WAIT, seconds=seconds))
        if not look.is_right:
            return _count_wrong(unit, kept, deed)
        if kept.wrong:
            officer_rows.set_tries(unit, kept.officer.id, wrong=0, wait_until=None, is_locked=False)
    act(unit)
    return _Tried()


def _count_wrong(unit: WriteUnit, kept: Kept, deed: _Deed) -> _Tried:
    wrong = kept.wrong + 1
    left = max(0, unit.mall.rules.pin_tries - wrong)
    seconds = pin.wait_s(wrong)
    until = unit.now + timedelta(seconds=seconds)
    officer_rows.set_tries(unit, kept.officer.id, wrong=wrong, wait_until=until, is_locked=not left)
    if left:
        return _refused(unit, deed, "wrong_pin", _Tried(refused=Reason.WRONG_PIN, tries_left=left, seconds=seconds))
    tried = _refused(unit, deed, "wrong_pin", _Tried(refused=Reason.OFFICER_LOCKED))
    unit.append(EventKind.OFFICER_LOCKED, counter=deed.counter, officer=kept.officer.id, body=deed.where)
    return tried


def _refused(unit: WriteUnit, deed: _Deed, why: str, tried: _Tried) -> _Tried:
    body = {"why": why, "for": deed.action, **deed.where}
    unit.append(EventKind.SIGN_IN_REFUSED, counter=deed.counter, officer=deed.officer, body=body)
    return tried


def _are_wanted(unit: ReadUnit, deed: _Deed) -> bool:
    """Say whether digits matter: a PIN is never changed without the present one."""
    return unit.mall.rules.pins or not deed.lets_in


def _is_looked_at(unit: ReadUnit, kept: Kept, deed: _Deed) -> bool:
    is_waiting = pin.waits(kept.wait_until, unit.now)
    return _are_wanted(unit, deed) and kept.pin_hash is not None and not kept.is_locked and not is_waiting


def _refusal(officer: Officer, tried: _Tried) -> Refused:
    name, seconds = officer.name, tried.seconds
    match tried.refused:
        case Reason.PIN_NEEDED:
            return acting.no_pin(officer)
        case Reason.OFFICER_LOCKED:
            return Refused(
                Reason.OFFICER_LOCKED,
                f"{name} is locked after too many wrong PINs; a supervisor unlocks, or “antrean officer unlock”.",
                officer=name,
            )
        case Reason.PIN_WAIT:
            return Refused(
                Reason.PIN_WAIT,
                f"No PIN of {name} is looked at for {seconds} s, after a wrong one.",
                officer=name,
                seconds=seconds,
            )
        case _:
            return Refused(
                Reason.WRONG_PIN,
                f"That is not the PIN of {name}. Tries left: {tried.tries_left}, the next in {seconds} s.",
                officer=name,
                tries_left=tried.tries_left,
                seconds=seconds,
            )


def _left_over(unit: ReadUnit, officer: int, counter: int | None) -> tuple[Ticket | None, CounterNow | None]:
    """Return the ticket that an app left behind, and the counter where the officer sits already."""
    sits = [(now, tickets.active_at(unit, now.number)) for now in shifts.open_of(unit, officer)]
    if not sits:
        return None, None
    now, ticket = min(sits, key=lambda one: (one[1] is None, one[0].number != counter, one[0].number))
    return ticket, now


def _check_device(device: str) -> None:
    if not 1 <= len(device) <= DEVICE_NAME_LENGTH or not device.isprintable():
        raise Refused(Reason.BAD_INPUT, f"A device's name has 1 to {DEVICE_NAME_LENGTH} printable characters.")
