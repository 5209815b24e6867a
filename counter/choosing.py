"""Who may be chosen to sit where: what the screen has, what was wished at the start, and the hall; no Qt."""

from dataclasses import dataclass

from antrean.errors import Reason, Refused
from antrean.model import CounterNow, CounterState, Officer
from antrean.roster import Hall
from counter.state import DeskState, Page, Trouble


def chosen_officer(state: DeskState) -> Officer | None:
    """Return who is chosen to sit down; None for the local administrator."""
    officers = () if state.hall is None else state.hall.officers
    return next((one for one in officers if one.id == state.officer), None)


def find_officer(officers: tuple[Officer, ...], wanted: str) -> Officer | None:
    """Return an officer by name, by its beginning if only one fits, or by number."""
    words = " ".join(wanted.split()).casefold()
    for one in officers:
        if one.name.casefold() == words or (words.isdecimal() and one.id == int(words)):
            return one
    found = [one for one in officers if words and one.name.casefold().startswith(words)]
    return found[0] if len(found) == 1 else None


def counter_now(hall: Hall, number: int | None) -> CounterNow | None:
    return next((one for one in hall.counters if one.number == number), None)


def counter_of(hall: Hall, officer: int | None) -> CounterNow | None:
    """Return the counter where an officer is signed in, or None."""
    return next((one for one in hall.counters if officer is not None and _sits(one, officer)), None)


def is_signed_in(hall: Hall, counter: int | None, officer: int | None) -> bool:
    """Say whether this very officer's shift at this counter is still open."""
    now = counter_now(hall, counter)
    return now is not None and officer is not None and _sits(now, officer)


@dataclass(frozen=True, kw_only=True)
class Choice:
    counter: int | None
    officer: int | None
    refusal: Trouble | None


def choose(state: DeskState, hall: Hall, wanted_officer: str | None) -> Choice:
    """Return who may be chosen to sit where, from what the screen has, what was wished at start, and the hall."""
    counter, officer, refusal = state.counter, state.officer, state.refusal
    if counter is not None and counter_now(hall, counter) is None:
        refusal = Refused(Reason.UNKNOWN_COUNTER, f"This mall has no counter {counter}.", counter=counter)
        counter = None
    if all(one.id != officer for one in hall.officers):
        officer = None
    if wanted_officer is not None:
        if (wanted := find_officer(hall.officers, wanted_officer)) is not None:
            officer = wanted.id
        else:
            sentence = f"There is no officer “{wanted_officer}”."
            refusal = Refused(Reason.UNKNOWN_OFFICER, sentence, officer=wanted_officer)
    if state.page is Page.STARTING:
        if counter is None and (open_one := counter_of(hall, officer)) is not None:
            counter = open_one.number
        here = counter_now(hall, counter)
        if officer is None and here is not None and here.officer is not None:
            # A counter that is still open: most likely the one who sits there starts the program again.
            officer = here.officer.id
    return Choice(counter=counter, officer=officer, refusal=refusal)


def _sits(now: CounterNow, officer: int) -> bool:
    return now.officer is not None and now.officer.id == officer and now.state is not CounterState.CLOSED
