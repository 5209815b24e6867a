"""Who is next at a counter: the priority ratio, own queues before help, the longest wait (DESIGN section 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Because(StrEnum):
    """Why this ticket is next; screens show it, so that fairness is visible."""

    PRIORITY = "priority"
    TURN = "turn"
    HELP = "help"
    RESERVED = "reserved"


@dataclass(frozen=True, kw_only=True)
class Head:
    """The first callable ticket of one (queue, priority) line of a counter."""

    ticket: int
    place: int
    place_tie: int
    """Orders tickets that share a place: a reinstated one stands behind the one whose place it took."""
    queue: str
    is_priority: bool
    is_own: bool
    is_reserved: bool
    waiting_since: datetime
    wait_target_minutes: int


@dataclass(frozen=True, kw_only=True)
class Choice:
    head: Head
    because: Because
    both_waited: bool
    """Priority and regular visitors both waited: this call counts for the ratio."""


def choose(heads: Sequence[Head], recent_calls: Sequence[bool], now: datetime, *, ratio: int = 2) -> Choice | None:
    """Choose the next ticket of a counter, or None when nobody waits.

    `heads` has at most one ticket per (queue, priority) and one reserved for this counter,
    so the cost depends on neither history nor the length of a line. `recent_calls` says of this
    counter's counted calls, newest first, whether they were priority ones.
    """
    if not heads:
        return None
    both_waited = len({head.is_priority for head in heads}) == 2
    candidates = list(heads)
    if both_waited:
        latest = recent_calls[:ratio]
        regular_is_due = len(latest) == ratio and all(latest)
        candidates = [head for head in heads if head.is_priority != regular_is_due]
    head = min(candidates, key=lambda one: (not _counts_as_own(one, now), one.place, one.place_tie))
    return Choice(head=head, because=_because(head, both_waited=both_waited), both_waited=both_waited)


def _counts_as_own(head: Head, now: datetime) -> bool:
    # Ageing: whoever waited past the target no longer stands behind the counter's own queues.
    waited_too_long = now - head.waiting_since > timedelta(minutes=head.wait_target_minutes)
    return head.is_own or head.is_reserved or waited_too_long


def _because(head: Head, *, both_waited: bool) -> Because:
    if head.is_reserved:
        return Because.RESERVED
    if head.is_priority and both_waited:
        return Because.PRIORITY
    return Because.TURN if head.is_own else Because.HELP
