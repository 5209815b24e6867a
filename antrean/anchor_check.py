"""Whether a log is still the one that anchors were taken of, and if not, what became of it; pure.

A restore gives events up and says so in the log itself. It excuses an anchor only if everything else fits: the anchor
is of the epoch that ended there, of an event that was not kept, and was not written after it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, tzinfo
from enum import Enum, auto
from typing import Final

from antrean.anchor import Anchor, KeptAnchor

CLOCKS_DIFFER: Final = timedelta(hours=2)
"""A hall's clock may be set by an hour, and a restored hall may be on another server."""

_NAMED: Final = 5
"""So many writers of anchors are named in a sentence."""


@dataclass(frozen=True, kw_only=True)
class Restore:
    """A restore that the log tells of."""

    event: int
    at: datetime
    backup_epoch: str
    """Of the hall that the backup was made of: the log's own up to here; empty when an older version restored."""
    replaced: Mapping[str, datetime] = field(default_factory=dict)
    """Of the hall that was there before: its epochs, and since when it was of each; nothing when there was none."""
    newest_before: datetime | None = None
    """The latest time of any event before this one, none of them later than this one itself."""
    oldest_after: datetime | None = None
    """The earliest time of any event behind this one."""


@dataclass(frozen=True, kw_only=True)
class LogFacts:
    """What has to be known of a log."""

    epoch: str
    newest: int
    began_at: datetime | None
    """The earliest time of any of its events."""
    hashes: Mapping[int, str]
    """Of the events that the anchors name, as far as the log has them."""
    restores: tuple[Restore, ...] = ()
    zone: tzinfo = UTC
    """In which sentences tell the time: the mall's."""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What anchors say of a log, in sentences."""

    fitting: int = 0
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What is well, and what a person should know all the same."""


class _Verdict(Enum):
    FITS = auto()
    REWRITTEN = auto()
    CUT_OFF = auto()
    FALSE_RESTORE = auto()
    UNKNOWN_HALL = auto()
    GIVEN_UP = auto()
    EARLIER_HALL = auto()
    OTHER_HALL = auto()


_Judged = tuple[KeptAnchor, _Verdict, Restore | None]


def judge(kept: Sequence[KeptAnchor], log: LogFacts) -> Judgement:
    """Hold anchors against a log."""
    if not kept:
        return Judgement()
    kept, log = [_kept_in(one, log.zone) for one in kept], _log_in(log)
    judged = [(one, *_look(one, log)) for one in kept]
    # Where the hall is seen: an epoch that nobody knows is only a problem at the same address.
    places = {one.hall for one, verdict, _ in judged if verdict is not _Verdict.UNKNOWN_HALL and one.hall}
    judged = [
        (one, _whose(one, log, places) if verdict is _Verdict.UNKNOWN_HALL else verdict, restore)
        for one, verdict, restore in judged
    ]
    groups: dict[_Verdict, list[_Judged]] = {}
    for entry in judged:
        groups.setdefault(entry[1], []).append(entry)
    fitting = [one for one, *_ in groups.get(_Verdict.FITS, [])]
    problems = [*_rewritten(groups, log), *_cut_off(groups, log), *_false_restores(groups), *_unknown(groups)]
    foreign = [one for verdict in (_Verdict.EARLIER_HALL, _Verdict.OTHER_HALL) for one, *_ in groups.get(verdict, [])]
    if len(foreign) == len(kept):
        problems.append(f"None of the anchors is of this hall ({_names(foreign)}).")
    notes = [_fitting(fitting)] if fitting else []
    notes += _given_up(groups)
    if foreign and len(foreign) < len(kept):
        notes.append(f"{_count(foreign)} {_are(foreign)} of another hall, and left out ({_names(foreign)}).")
    return Judgement(fitting=len(fitting), problems=tuple(problems), notes=tuple(notes))


def _kept_in(kept: KeptAnchor, zone: tzinfo) -> KeptAnchor:
    return replace(kept, at=_in(kept.at, zone))


def _log_in(log: LogFacts) -> LogFacts:
    restores = tuple(
        replace(
            one,
            at=_in(one.at, log.zone) or one.at,
            newest_before=_in(one.newest_before, log.zone),
            oldest_after=_in(one.oldest_after, log.zone),
        )
        for one in log.restores
    )
    return replace(log, restores=restores)


def _in(at: datetime | None, zone: tzinfo) -> datetime | None:
    try:
        return None if at is None else at.astimezone(zone)
    except OverflowError:
        # Somebody dated an event to the end of all days.
        return at


def _look(kept: KeptAnchor, log: LogFacts) -> tuple[_Verdict, Restore | None]:
    anchor = kept.anchor
    if log.hashes.get(anchor.event, "").startswith(anchor.hash):
        return _Verdict.FITS, None
    if not anchor.epoch or _is(anchor, log.epoch):
        return (_Verdict.REWRITTEN if anchor.event <= log.newest else _Verdict.CUT_OFF), None
    for restore in log.restores:
        if _is(anchor, restore.backup_epoch):
            # What a backup held came back with it; only what happened after it was given up.
            return (_Verdict.REWRITTEN, None) if anchor.event < restore.event else _excused(kept, restore)
        if any(_is(anchor, epoch) for epoch in restore.replaced):
            return _excused(kept, restore)
    return _Verdict.UNKNOWN_HALL, None


def _excused(kept: KeptAnchor, restore: Restore) -> tuple[_Verdict, Restore]:
    return (_Verdict.FALSE_RESTORE if _contradiction(kept, restore) else _Verdict.GIVEN_UP), restore


def _contradiction(kept: KeptAnchor, restore: Restore) -> str:
    """Return why a restore cannot have been when the log says; empty when it can."""
    if restore.oldest_after is not None and restore.at - restore.oldest_after > CLOCKS_DIFFER:
        return f"the events behind it begin on {_day(restore.oldest_after)}"
    if kept.at is not None and kept.at - restore.at > CLOCKS_DIFFER:
        return f"{_who(kept)} still saw the hall of before on {_day(kept.at)}"
    since = next((at for epoch, at in restore.replaced.items() if _is(kept.anchor, epoch)), None)
    before = restore.newest_before
    if _is(kept.anchor, restore.backup_epoch) or since is None:
        return ""
    # Two restores, one after the other: what the second brought back is older than what the first began.
    if before is not None and before - since > CLOCKS_DIFFER:
        return f"it has events of {_day(before)}, when another hall was running, which was replaced then"
    if kept.at is not None and since - kept.at > CLOCKS_DIFFER:
        return f"{_who(kept)} saw the hall that was replaced on {_day(kept.at)} already"
    return ""


def _whose(kept: KeptAnchor, log: LogFacts, places: set[str]) -> _Verdict:
    if kept.at is not None and log.began_at is not None and kept.at < log.began_at:
        return _Verdict.EARLIER_HALL
    return _Verdict.OTHER_HALL if kept.hall and kept.hall not in places else _Verdict.UNKNOWN_HALL


def _is(anchor: Anchor, epoch: str) -> bool:
    return bool(epoch) and epoch.startswith(anchor.epoch)


def _rewritten(groups: Mapping[_Verdict, Sequence[_Judged]], log: LogFacts) -> Iterable[str]:
    found = _of(groups, _Verdict.REWRITTEN)
    if not found:
        return
    first, event = found[0], found[0].anchor.event
    # What an anchor of an earlier moment holds was still true when this one was taken.
    sure = [
        one.anchor.event
        for one in _of(groups, _Verdict.FITS)
        if one.anchor.event < event and one.at is not None and first.at is not None and one.at <= first.at
    ]
    if not sure:
        what = f"Event {event}, or one before it, was rewritten"
    elif max(sure) == event - 1:
        what = f"Event {event} was rewritten"
    else:
        what = f"One of the events {max(sure) + 1} to {event} was rewritten"
    yield f"{what}: {_who(first)} knew event {event} with another hash{_on(first)}.{_more(found)}{_hint(first, log)}"


def _cut_off(groups: Mapping[_Verdict, Sequence[_Judged]], log: LogFacts) -> Iterable[str]:
    found = _of(groups, _Verdict.CUT_OFF)
    if found:
        last = found[-1]
        yield (
            f"The end of the log was cut off: it ends with event {log.newest}, and {_who(last)} knew event "
            f"{last.anchor.event}{_on(last)}.{_more(found)}{_hint(last, log)}"
        )


def _false_restores(groups: Mapping[_Verdict, Sequence[_Judged]]) -> Iterable[str]:
    for restore, found in _by_restore(groups, _Verdict.FALSE_RESTORE):
        last = max(found, key=lambda one: (one.at is not None, one.at or restore.at))
        yield (
            f"The log says that the hall was restored on {_day(restore.at)} (event {restore.event}), but "
            f"{_contradiction(last, restore)}: the restore was put into the log, or this is a copy of the hall."
            f"{_more(found)}"
        )


def _unknown(groups: Mapping[_Verdict, Sequence[_Judged]]) -> Iterable[str]:
    found = _of(groups, _Verdict.UNKNOWN_HALL)
    if found:
        last = found[-1]
        yield (
            f"{_cap(_who(last))} knew event {last.anchor.event} of epoch {last.anchor.epoch}{_on(last)}, and no "
            f"restore in the log tells of that epoch: another log was put in the place of the hall's, or the anchor is "
            f"of another hall.{_more(found)}"
        )


def _given_up(groups: Mapping[_Verdict, Sequence[_Judged]]) -> list[str]:
    return [
        f"The hall was restored on {_day(restore.at)} (event {restore.event}): {_count(found)} {_are(found)} of before "
        f"the restore, of events up to {max(one.anchor.event for one in found)} that it gave up ({_names(found)}). "
        "Make sure that this restore was one of yours."
        for restore, found in _by_restore(groups, _Verdict.GIVEN_UP)
    ]


def _fitting(found: Sequence[KeptAnchor]) -> str:
    events = sorted(one.anchor.event for one in found)
    span = f"event {events[0]}" if events[0] == events[-1] else f"events {events[0]} to {events[-1]}"
    return f"{_count(found)} {'fits' if len(found) == 1 else 'fit'}, of {span} ({_names(found)})."


def _of(groups: Mapping[_Verdict, Sequence[_Judged]], verdict: _Verdict) -> list[KeptAnchor]:
    return sorted((one for one, *_ in groups.get(verdict, ())), key=lambda one: one.anchor.event)


def _by_restore(
    groups: Mapping[_Verdict, Sequence[_Judged]], verdict: _Verdict
) -> Iterable[tuple[Restore, list[KeptAnchor]]]:
    found: dict[int, tuple[Restore, list[KeptAnchor]]] = {}
    for one, _, restore in groups.get(verdict, ()):
        if restore is not None:
            found.setdefault(restore.event, (restore, []))[1].append(one)
    return [found[event] for event in sorted(found)]


def _hint(kept: KeptAnchor, log: LogFacts) -> str:
    if kept.at is not None:
        return ""
    hint = " Look first whether it was typed as it was written down."
    restores = [restore for restore in log.restores if restore.event <= kept.anchor.event]
    if restores and not kept.anchor.epoch:
        hint += (
            f" If it is of before the restore of {_day(restores[0].at)} (event {restores[0].event}), say it with its "
            "epoch, EVENT:HASH@EPOCH: then it can be told from what that restore gave up."
        )
    return hint


def _more(found: Sequence[KeptAnchor]) -> str:
    if len(found) == 1:
        return ""
    return f" In all {_count(found)} say so ({_names(found)})."


def _count(found: Sequence[KeptAnchor]) -> str:
    return f"{len(found)} anchor{'' if len(found) == 1 else 's'}"


def _are(found: Sequence[KeptAnchor]) -> str:
    return "is" if len(found) == 1 else "are"


def _names(found: Sequence[KeptAnchor]) -> str:
    names = list(dict.fromkeys(one.by for one in found))
    rest = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _who(kept: KeptAnchor) -> str:
    return f"{kept.by} ({kept.source})" if kept.source else kept.by


def _on(kept: KeptAnchor) -> str:
    return "" if kept.at is None else f" on {_day(kept.at)}"


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]
