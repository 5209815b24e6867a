"""A log that was written anew as a whole is sound by itself, and found out by anchors that were kept elsewhere."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from antrean import anchor_files, backups, closing, presence
from antrean.anchor import Anchor, KeptAnchor
from antrean.model import DeviceKind, EventKind
from antrean.store import checks, stored
from antrean.store.checks import Findings
from antrean.store.store import Store
from antrean.store.unit import canonical
from tests.helpers import forger, hall
from tests.helpers.postgres import Server

NOW = datetime(2026, 11, 23, 12, 0, 7, tzinfo=UTC)

pytestmark = [pytest.mark.parametrize("is_own", [True]), pytest.mark.usefixtures("programs")]


class Pcs:
    """The PCs of a hall, which write down what its log ends with while visitors come and are called."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.kept: list[KeptAnchor] = []
        self.two = hall.open_counter(store, 2)

    def work(self, times: int = 1, *, pc: str = "Kiosk 1") -> KeptAnchor:
        """Let a visitor come and a quarter of an hour go by, some times; the PC writes an anchor at the end."""
        for _ in range(times):
            hall.issue(self.store, "surat")
            hall.advance_clock(self.store, 900)
        return self.look(pc)

    def look(self, pc: str = "Kiosk 1") -> KeptAnchor:
        seen = presence.beat(self.store, name=pc, kind=DeviceKind.KIOSK, body={"is_closed": True})
        assert seen is not None
        assert seen.anchor is not None
        kept = KeptAnchor(anchor=seen.anchor, by=f"kiosk “{pc}”", source="kiosk.jsonl", at=seen.now, hall=seen.hall)
        self.kept.append(kept)
        return kept

    def check(self, *more: KeptAnchor, store: Store | None = None) -> Findings:
        """Verify the hall with all that the PCs wrote down."""
        return checks.check(store or self.store, [*self.kept, *more])


@pytest.fixture
def pcs(mini_store: Store) -> Pcs:
    """A hall after some work, with three anchors on two PCs."""
    pcs = Pcs(mini_store)
    pcs.work(2)
    pcs.work(3, pc="Kiosk 2")
    pcs.work(3)
    return pcs


def one_problem(found: Findings) -> str:
    (problem,) = found.problems
    assert "\n" not in problem
    assert problem.endswith(".")
    return problem


def test_a_hall_that_nobody_touched_fits(pcs: Pcs) -> None:
    hall.call(pcs.store, pcs.two)
    found = pcs.check(KeptAnchor(anchor=_typed(pcs.kept[0]), by="paper"))
    first, last = pcs.kept[0].anchor.event, pcs.kept[-1].anchor.event
    assert (found.problems, found.fitting) == ((), 4)
    assert found.notes == (f"4 anchors fit, of events {first} to {last} (kiosk “Kiosk 1”, kiosk “Kiosk 2”, paper).",)
    with pcs.store.read() as unit:
        assert found.anchor == unit.head.anchor


def test_a_closed_day_and_the_next_one_fit(pcs: Pcs) -> None:
    closed = closing.close_today(pcs.store, force_reason="power_cut", request_id="close")
    assert closed.anchor is not None
    assert closed.anchor.event == hall.newest(pcs.store)
    # Asked again, the same answer: it is what stands on somebody's paper.
    assert closing.close_today(pcs.store, force_reason="power_cut", request_id="close") == closed
    hall.set_clock(pcs.store, "2026-11-24 08:05")
    hall.issue(pcs.store, "surat")
    assert pcs.check(KeptAnchor(anchor=closed.anchor, by="paper")).problems == ()


class TestARewrittenChain:
    def test_is_whole_by_itself_and_found_with_an_anchor(self, pcs: Pcs) -> None:
        before, after = (one.anchor.event for one in pcs.kept[1:])
        forger.forge(pcs.store, forger.with_other(after - 1, queue="AP"))
        assert checks.check(pcs.store).problems == ()
        found = pcs.check()
        problem = one_problem(found)
        assert problem.startswith(
            f"One of the events {before + 1} to {after} was rewritten: kiosk “Kiosk 1” (kiosk.jsonl)"
        )
        at = pcs.kept[-1].at
        assert at is not None
        # By the hall's clock on the wall, whatever this PC's zone is.
        assert f"knew event {after} with another hash on {at.astimezone(hall.JAKARTA):%Y-%m-%d %H:%M}." in problem
        assert (found.fitting, found.anchor) == (2, None)

    def test_all_who_knew_it_are_named(self, pcs: Pcs) -> None:
        forger.forge(pcs.store, forger.with_other(2, counter=1))
        problem = one_problem(pcs.check())
        first = pcs.kept[0].anchor.event
        assert problem.startswith(f"Event {first}, or one before it, was rewritten: kiosk “Kiosk 1”")
        assert problem.endswith("In all 3 anchors say so (kiosk “Kiosk 1”, kiosk “Kiosk 2”).")

    def test_the_very_event_is_named_where_two_anchors_enclose_it(self, pcs: Pcs) -> None:
        seen = pcs.work().anchor.event
        forger.forge(pcs.store, forger.with_other(seen, queue="AP"))
        assert one_problem(pcs.check()).startswith(f"Event {seen} was rewritten: ")

    def test_what_is_written_on_from_it_does_not_hide_it(self, pcs: Pcs) -> None:
        """Later anchors are of the new history; an early one is of the old one."""
        sure = pcs.kept[0].anchor.event
        shorter = pcs.kept[1].anchor.event - 1
        forger.forge(pcs.store, lambda rows: rows[: sure + 1])
        while hall.newest(pcs.store) <= shorter - 2:
            pcs.work()
        found = pcs.check()
        assert checks.check(pcs.store).problems == ()
        assert found.problems[0].startswith(f"One of the events {sure + 1} to {pcs.kept[1].anchor.event} ") or (
            found.problems[0].startswith("The end of the log was cut off")
        )

    def test_from_paper_too(self, pcs: Pcs) -> None:
        paper = KeptAnchor(anchor=_typed(pcs.kept[-1]), by="the typed anchor")
        forger.forge(pcs.store, forger.with_other(3, counter=1))
        problem = one_problem(checks.check(pcs.store, [paper]))
        assert "Look first whether it was typed as it was written down." in problem

    def test_under_another_epoch(self, pcs: Pcs) -> None:
        """Who gives the hall another name, too, has no restore to show for it."""
        forger.forge(pcs.store, forger.with_other(3, counter=1), also=["UPDATE mall SET epoch = 'abcdef0123456789'"])
        pcs.work()
        assert checks.check(pcs.store).problems == ()
        assert "no restore in the log tells of that epoch" in one_problem(pcs.check())
        # Also where nobody has looked since.
        assert one_problem(checks.check(pcs.store, pcs.kept[:3])).startswith("None of the anchors is of this hall")


class TestACutEnd:
    def test_that_is_missing(self, pcs: Pcs) -> None:
        last = pcs.kept[-1].anchor.event
        forger.forge(pcs.store, lambda rows: rows[:-2])
        assert checks.check(pcs.store).problems == ()
        problem = one_problem(pcs.check())
        assert problem.startswith(f"The end of the log was cut off: it ends with event {last - 2}, and kiosk “Kiosk 1”")
        assert f"knew event {last} on" in problem

    def test_that_was_written_anew(self, pcs: Pcs) -> None:
        last = pcs.kept[-1].anchor.event
        forger.forge(pcs.store, lambda rows: rows[:-2])
        pcs.work(4)
        assert checks.check(pcs.store).problems == ()
        assert f"{pcs.kept[1].anchor.event + 1} to {last} was rewritten" in one_problem(pcs.check())


class TestARestoredHall:
    def test_tells_what_it_gave_up(self, pcs: Pcs, url: str, tmp_path: Path) -> None:
        saved = backups.backup(url, tmp_path / "noon", now=NOW)
        lost = pcs.work(3, pc="Kiosk 2")
        backups.restore(url, saved.path, replace=True, now=NOW)
        pcs.work(2)
        found = pcs.check(KeptAnchor(anchor=_typed(lost, epoch=4), by="paper"))
        assert (found.problems, found.fitting) == ((), 4)
        _, given_up = found.notes
        restored_at = pcs.kept[2].anchor.event + 1
        assert f"(event {restored_at}): 2 anchors are of before the restore" in given_up
        assert f"up to {lost.anchor.event} that it gave up (kiosk “Kiosk 2”, paper)" in given_up

    def test_in_another_database(self, pcs: Pcs, url: str, empty_url: str, tmp_path: Path) -> None:
        saved = backups.backup(url, tmp_path / "noon", now=NOW)
        pcs.work(3)
        backups.restore(empty_url, saved.path, now=NOW)
        store = hall.connect(empty_url)
        try:
            assert pcs.check(store=store).problems == ()
        finally:
            store.close()

    def test_twice_because_the_first_backup_was_the_wrong_one(self, pcs: Pcs, url: str, tmp_path: Path) -> None:
        noon = backups.backup(url, tmp_path / "noon", now=NOW)
        pcs.work(2)
        evening = backups.backup(url, tmp_path / "evening", now=NOW)
        pcs.work(2)
        for saved in (noon, evening):
            backups.restore(url, saved.path, replace=True, skip=10, now=NOW)
            # The apps begin at once.
            pcs.work(2, pc="Kiosk 2")
        found = pcs.check()
        assert found.problems == ()
        assert found.fitting == len(pcs.kept) - 2

    def test_to_an_older_backup_than_the_last_time(self, pcs: Pcs, url: str, tmp_path: Path) -> None:
        noon = backups.backup(url, tmp_path / "noon", now=NOW)
        for _ in range(3):
            pcs.work(4)
            backups.restore(url, noon.path, replace=True, skip=10, now=NOW)
            pcs.work(1)
        assert pcs.check().problems == ()

    def test_what_the_backup_held_excuses_nothing(self, pcs: Pcs, url: str, tmp_path: Path) -> None:
        saved = backups.backup(url, tmp_path / "noon", now=NOW)
        backups.restore(url, saved.path, replace=True, now=NOW)
        forger.forge(pcs.store, forger.with_other(pcs.kept[-1].anchor.event, counter=1))
        assert checks.check(pcs.store).problems == ()
        assert "was rewritten" in one_problem(pcs.check())

    def test_a_typed_anchor_without_its_epoch_asks_for_it(self, pcs: Pcs, url: str, tmp_path: Path) -> None:
        saved = backups.backup(url, tmp_path / "noon", now=NOW)
        lost = pcs.work(3)
        backups.restore(url, saved.path, replace=True, now=NOW)
        found = checks.check(pcs.store, [KeptAnchor(anchor=_typed(lost), by="paper")])
        assert "EVENT:HASH@EPOCH" in one_problem(found)


class TestAMadeUpRestore:
    """Who writes the log anew may put a restore into it, to say that what the PCs knew was given up."""

    def _restore(self, rows: list[dict[str, Any]], at: datetime, **body: object) -> dict[str, Any]:
        empty = {"ticket": None, "counter": None, "queue": None, "officer": None}
        words = canonical({"skipped": 0, **body}).decode()
        return rows[-1] | empty | {"kind": EventKind.HALL_RESTORED.value, "at": at, "body": words}

    def _forge(self, pcs: Pcs, at: datetime, *, keep: int, **body: object) -> Findings:
        """Keep some events, put a restore behind them, and then events of another history, which is as old."""

        def change(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
            forged = [row | {"queue": "AP"} for row in rows[keep:]]
            return [*rows[:keep], self._restore(rows, at, epoch="abcdef0123456789", **body), *forged]

        forger.forge(pcs.store, change, also=["UPDATE mall SET epoch = 'abcdef0123456789'"])
        assert checks.check(pcs.store).problems == ()
        return pcs.check()

    @pytest.fixture
    def long(self, mini_store: Store) -> Pcs:
        """A hall with anchors of a whole day."""
        pcs = Pcs(mini_store)
        for _ in range(6):
            pcs.work(8)
        return pcs

    @pytest.mark.parametrize("is_far", [False, True])
    def test_now_or_in_far_times_over_events_of_before(self, long: Pcs, is_far: bool) -> None:
        epoch, keep = long.kept[0].anchor.epoch, long.kept[1].anchor.event
        at = stored.LATEST - timedelta(seconds=1) if is_far else hall.now(long.store)
        found = self._forge(long, at, keep=keep, backup_epoch=epoch)
        assert "the events behind it begin on" in one_problem(found)

    def test_back_then_though_the_pcs_saw_the_hall_later(self, long: Pcs) -> None:
        epoch, keep, at = long.kept[0].anchor.epoch, long.kept[1].anchor.event, long.kept[1].at
        assert at is not None
        found = self._forge(long, at, keep=keep, backup_epoch=epoch)
        assert "still saw the hall of before on" in one_problem(found)

    def test_of_another_hall_that_was_replaced(self, long: Pcs) -> None:
        epoch, at = long.kept[0].anchor.epoch, hall.now(long.store)

        def change(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
            told = {"backup_epoch": "0123456789abcdef", "replaced": {epoch: at.isoformat()}}
            forged = [row | {"queue": "AP"} for row in events]
            return [*forged, self._restore(events, at, epoch="abcdef0123456789", **told)]

        forger.forge(long.store, change, also=["UPDATE mall SET epoch = 'abcdef0123456789'"])
        assert "saw the hall that was replaced on" in one_problem(long.check())

    @pytest.mark.parametrize("since", [None, "yesterday", "2026-11-23T01:00:00", [[]]])
    def test_with_words_that_say_nothing(self, long: Pcs, since: object) -> None:
        epoch, at = long.kept[0].anchor.epoch, hall.now(long.store)
        told = {"backup_epoch": "0123456789abcdef", "replaced": {epoch: since}}
        found = self._forge(long, at, keep=long.kept[0].anchor.event - 1, **told)
        assert "no restore in the log tells of that epoch" in found.problems[0] or "None of" in found.problems[0]


class TestBackupsAsAnchors:
    def test_yesterdays_is_in_todays_log(self, pcs: Pcs, url: str, tmp_path: Path) -> None:
        saved = backups.backup(url, tmp_path / "noon", now=NOW)
        assert saved.anchor == pcs.kept[-1].anchor
        assert backups.verify(url, saved.path).anchor == saved.anchor
        hall.issue(pcs.store, "surat")
        found = anchor_files.read([saved.path])
        (kept,) = found.anchors
        assert (kept.anchor, kept.at is not None, found.notes) == (saved.anchor, True, ())
        assert checks.check(pcs.store, found.anchors).problems == ()
        forger.forge(pcs.store, forger.with_other(3, counter=1))
        assert "the backup noon knew event" in one_problem(checks.check(pcs.store, found.anchors))

    def test_one_of_an_empty_hall_says_nothing(
        self, mini_store: Store, empty_url: str, tmp_path: Path, postgres: Callable[[], Server]
    ) -> None:
        from antrean.store import schema

        schema.upgrade(empty_url)
        saved = backups.backup(empty_url, tmp_path / "empty", now=NOW)
        assert saved.anchor is None
        assert backups.verify(empty_url, saved.path).anchor is None


def test_another_hall_that_the_pc_saw_is_left_out(pcs: Pcs) -> None:
    """A PC's log also holds its first trials and the demo, each with a hall of its own."""
    strange = Anchor(event=7, hash="ab" * 32, epoch="feedfeedfeedfeed")
    at = hall.now(pcs.store)
    demo = KeptAnchor(anchor=strange, by="kiosk “Kiosk 1”", at=at, hall="the database file /tmp/demo/hall.db")
    trial = KeptAnchor(anchor=strange, by="kiosk “Kiosk 1”", at=at - timedelta(days=400), hall=pcs.kept[0].hall)
    found = pcs.check(demo, trial)
    assert found.problems == ()
    assert found.notes[-1] == "2 anchors are of another hall, and left out (kiosk “Kiosk 1”)."


def _typed(kept: KeptAnchor, *, epoch: int = 0) -> Anchor:
    """Return an anchor as it stands on paper."""
    anchor = kept.anchor
    return Anchor(event=anchor.event, hash=anchor.hash[:16], epoch=anchor.epoch[:epoch])
