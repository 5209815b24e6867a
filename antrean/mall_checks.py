"""What must fit together in a mall: codes that are unique and known, queues with counters, services with days."""

from collections.abc import Iterable
from typing import TypeVar

from antrean.mall_hours import WEEKDAYS
from antrean.mall_reading import PRIORITY_LETTER, Draft, Entry
from antrean.mall_record import PLAIN_OUTCOME, UNRECORDED_OUTCOME
from antrean.mall_rows import quote
from antrean.model import Counter, Queue

FORBIDDEN_LETTERS = "IOQ"
"""They are read as 1 and 0 on paper (DOMAIN "Ticket, code and announcement conventions")."""

_Record = TypeVar("_Record")


def check_draft(draft: Draft) -> None:
    """Note on the rows of a draft every mistake that no single key shows."""
    _unique("zone", "code", ((entry, entry.record.code) for entry in draft.zones))
    _unique("agency", "code", ((entry, entry.record.code) for entry in draft.agencies))
    _unique("queue", "code", ((entry, entry.record.code) for entry in draft.queues))
    _unique("service", "code", ((entry, entry.record.code) for entry in draft.services))
    _unique("counter", "number", ((entry, entry.record.number) for entry in draft.counters))
    _unique("outcome", "code", ((entry, entry.record.code) for entry in draft.outcomes))
    _outcomes(draft)
    _agencies(draft)
    _queues(draft)
    _services(draft)
    _counters(draft)


def _unique(word: str, key: str, named: Iterable[tuple[Entry[_Record], str | int]]) -> None:
    first: dict[str | int, Entry[_Record]] = {}
    for entry, code in named:
        if not code:
            continue
        if code in first:
            line = first[code].row.line
            where = f" (line {line})" if line else ""
            entry.row.note(key, f"another {word} already has this {key}{where}.")
        else:
            first[code] = entry


def _outcomes(draft: Draft) -> None:
    codes = [entry.record.code for entry in draft.outcomes]
    for entry in draft.outcomes:
        if entry.record.code == UNRECORDED_OUTCOME:
            entry.row.note("code", "this code is taken: it stands for services that nobody ended.")
        if entry.record.code == PLAIN_OUTCOME and entry.record.is_incomplete:
            entry.row.note("incomplete", f'"{PLAIN_OUTCOME}" is the plain end of a service; nothing is missing then.')
    if codes and PLAIN_OUTCOME not in codes:
        draft.outcomes[0].row.note("code", f'one outcome must have the code "{PLAIN_OUTCOME}": the plain end.')


def _agencies(draft: Draft) -> None:
    zones = {entry.record.code for entry in draft.zones}
    served = {entry.record.agency for entry in draft.services}
    for entry in draft.agencies:
        agency = entry.record
        _known(entry, "zone", agency.zone, zones, "[[zones]]")
        if agency.code and agency.code in FORBIDDEN_LETTERS:
            entry.row.note("code", f"the letter {agency.code} is not used: it is mistaken for a digit.")
        if agency.code and draft.services and agency.code not in served:
            entry.row.note("", "it offers no service; add one under [[services]] or leave the agency out.")


def _queues(draft: Draft) -> None:
    agencies = {entry.record.code for entry in draft.agencies}
    offered = {entry.record.queue for entry in draft.services}
    called = {code for entry in draft.counters for code in (*entry.record.own, *entry.record.help)}
    priority: dict[str, Queue] = {}
    for entry in draft.queues:
        queue, row = entry.record, entry.row
        _known(entry, "agency", queue.agency, agencies, "[[agencies]]")
        _queue_letters(entry)
        if not queue.code:
            continue
        if draft.counters and queue.code not in called:
            row.note("", "no counter calls from it; name it in own or help of a counter.")
        if not queue.is_priority:
            if draft.services and queue.code not in offered:
                row.note("", "no service leads to it; name it as the queue of a service or leave it out.")
            continue
        rival = priority.setdefault(queue.agency, queue)
        if rival is not queue and rival.code != queue.code and queue.agency:
            row.note("priority", f"agency {quote(queue.agency)} already has the priority queue {quote(rival.code)}.")


def _queue_letters(entry: Entry[Queue]) -> None:
    code, row = entry.record.code, entry.row
    for letter in sorted(set(code) & set(FORBIDDEN_LETTERS)):
        row.note("code", f"the letter {letter} is not used: it is mistaken for a digit.")
    if code and entry.record.agency and code[0] != entry.record.agency[0]:
        row.note("code", f"it must begin with the letter of its agency, {quote(entry.record.agency)}.")
    marked = code[1:2] == PRIORITY_LETTER
    if marked and not entry.record.is_priority:
        row.note("code", "P as second letter marks a priority queue; write priority = true or choose another letter.")
    if code and entry.record.is_priority and not marked:
        row.note("code", "a priority queue has P as second letter.")


def _services(draft: Draft) -> None:
    agencies = {entry.record.code for entry in draft.agencies}
    queues = {entry.record.code: entry.record for entry in draft.queues}
    open_days = set(draft.hours.week).union(*(period.week for period in draft.hours.periods))
    for entry in draft.services:
        service = entry.record
        _known(entry, "agency", service.agency, agencies, "[[agencies]]")
        _known(entry, "queue", service.queue, set(queues), "[[queues]]")
        queue = queues.get(service.queue)
        if queue is not None and service.agency and queue.agency and queue.agency != service.agency:
            entry.row.note(
                "queue", f"queue {quote(queue.code)} belongs to agency {quote(queue.agency)}, not to this one."
            )
        if queue is not None and queue.is_priority:
            entry.row.note(
                "queue", f"{quote(queue.code)} is a priority queue: tickets come to it by their priority alone."
            )
        if service.weekdays and open_days and not draft.hours.always_open and not service.weekdays & open_days:
            entry.row.note("weekdays", "the mall is not open on any of its weekdays, so it would never be offered.")


def _counters(draft: Draft) -> None:
    zones = {entry.record.code for entry in draft.zones}
    queues = {entry.record.code: entry.record for entry in draft.queues}
    agencies = {entry.record.code for entry in draft.agencies}
    for entry in draft.counters:
        counter, row = entry.record, entry.row
        _known(entry, "zone", counter.zone, zones, "[[zones]]")
        for key, codes in (("own", counter.own), ("help", counter.help)):
            for code in codes:
                _known(entry, key, code, set(queues), "[[queues]]")
        _rota(entry, {queues[code].agency for code in counter.own if code in queues}, agencies)
        for code in sorted(set(counter.own) & set(counter.help)):
            row.note("help", f"queue {quote(code)} is named under own and under help; one of them must go.")
        if not counter.own and not counter.help and not row.has_content("own", "help"):
            row.note("", "it calls from no queue; name at least one in own or help.")


def _rota(entry: Entry[Counter], present: set[str], known: set[str]) -> None:
    for day, letters in entry.record.rota.items():
        for letter in letters:
            if known and letter not in known:
                entry.row.note("rota", f"{WEEKDAYS[day]} names {quote(letter)}, which is not in [[agencies]].")
            elif letter not in present:
                entry.row.note(
                    "rota", f"{WEEKDAYS[day]} names agency {quote(letter)}, but the counter owns none of its queues."
                )


def _known(entry: Entry[_Record], key: str, code: str, known: set[str], where: str) -> None:
    # With an empty list the missing section is the mistake, and it has been noted once already.
    if code and known and code not in known:
        entry.row.note(key, f'"{key}" names {quote(code)}, which is not in {where}.')
