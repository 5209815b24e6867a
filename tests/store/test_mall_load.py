"""Loading a mall: repeatable, retiring what is gone, refused while it is needed, and never touching a ticket."""

import dataclasses
import subprocess
import sys

import pytest

from antrean import board, desk, emergency, front, mall, mall_file, roster
from antrean.desk import Target
from antrean.errors import Reason, Refused
from antrean.mall_record import Mall
from antrean.model import EventKind
from antrean.store.store import Store
from antrean.store.unit import WriteUnit
from tests.helpers import hall


def without(there: Mall, *, queue: str = "", service: str = "", counter: int = 0) -> Mall:
    """Return a mall without one queue (and its services), one service, one counter."""
    return dataclasses.replace(
        there,
        queues=tuple(one for one in there.queues if one.code != queue),
        services=tuple(one for one in there.services if one.code != service and one.queue != queue),
        counters=tuple(
            dataclasses.replace(one, own=tuple(code for code in one.own if code != queue))
            for one in there.counters
            if one.number != counter
        ),
    )


class TestRepeating:
    def test_the_same_mall_again_changes_nothing(self, store: Store) -> None:
        before = hall.contents(store)
        loaded = mall.load(store, mall_file.read(hall.MALLS / "kota_sejahtera.toml"))
        assert (loaded.changed, loaded.added, loaded.retired) == (False, (), ())
        assert hall.contents(store) == before

    def test_also_when_its_counters_stand_in_another_order(self, store: Store) -> None:
        there = mall.read(store)
        assert not mall.load(store, dataclasses.replace(there, counters=there.counters[::-1])).changed

    def test_what_was_loaded_is_what_is_read(self, store: Store) -> None:
        assert mall.read(store) == mall_file.read(hall.MALLS / "kota_sejahtera.toml")

    def test_what_is_written_back_is_the_same_mall(self, store: Store) -> None:
        assert mall_file.parse(mall_file.to_toml(mall.read(store)), "copy") == mall.read(store)

    def test_a_change_is_a_fact(self, store: Store) -> None:
        there = mall.read(store)
        loaded = mall.load(store, without(there, service="ikd"))
        assert (loaded.changed, loaded.added, loaded.retired) == (True, (), ("service ikd",))
        event = hall.log(store)[-1]
        assert (event.kind, dict(event.body)) == (EventKind.MALL_LOADED, {"added": 0, "retired": 1})


class TestRetiring:
    def test_what_is_gone_is_gone_for_visitors(self, store: Store) -> None:
        mall.load(store, without(mall.read(store), queue="WB", service="ikd", counter=10))
        with pytest.raises(Refused) as caught:
            hall.issue(store, "ikd")
        assert caught.value.reason is Reason.UNKNOWN_SERVICE
        assert {"rekening", "ikd"}.isdisjoint(one.service.code for one in front.offer(store).services)
        with pytest.raises(Refused) as caught:
            hall.open_counter(store, 10)
        assert caught.value.reason is Reason.UNKNOWN_COUNTER
        assert len(roster.hall(store).counters) == 41

    def test_its_rows_stay(self, store: Store) -> None:
        mall.load(store, without(mall.read(store), service="ikd"))
        assert [bool(row.retired) for row in hall.rows(store, "SELECT retired FROM services WHERE code = 'ikd'")] == [
            True
        ]

    def test_a_code_that_returns_is_revived(self, store: Store) -> None:
        there = mall.read(store)
        mall.load(store, without(there, service="ikd", counter=10))
        loaded = mall.load(store, there)
        assert loaded.added == ("counter 10", "service ikd")
        assert mall.read(store) == there
        assert hall.issue(store, "ikd").code == "CA-001"

    def test_refused_with_the_codes_while_somebody_needs_it(self, store: Store) -> None:
        there = mall.read(store)
        hall.issue(store, "rekening")
        hall.issue(store, "ktp")
        four = hall.open_counter(store, 4)
        hall.call(store, four)
        desk.transfer(store, four, Target(counter=10), even_if_closed=True, request_id=hall.request())
        hall.open_counter(store, 42)
        before = hall.contents(store)
        for new, codes in (
            (without(there, queue="WB"), ["queue WB", "service rekening"]),
            (without(there, service="ktp"), ["service ktp"]),
            (without(there, counter=10), ["counter 10"]),
            (without(there, counter=42), ["counter 42"]),
        ):
            with pytest.raises(Refused) as caught:
                mall.load(store, new)
            assert caught.value.reason is Reason.UNFINISHED_TICKETS
            assert caught.value.details["codes"] == codes
            assert all(code in caught.value.sentence for code in codes)
        assert hall.contents(store) == before
        assert mall.read(store) == there

    def test_a_ticket_keeps_the_queue_its_number_is_of(self, store: Store) -> None:
        """Sent to CB, CA-001 still bears the code of CA: that queue is needed too."""
        hall.issue(store, "ktp")
        four = hall.open_counter(store, 4)
        hall.call(store, four)
        desk.transfer(store, four, Target(service="kk"), even_if_closed=True, request_id=hall.request())
        with pytest.raises(Refused) as caught:
            mall.load(store, without(mall.read(store), queue="CA"))
        assert caught.value.details["codes"] == ["queue CA"]

    def test_a_ticket_on_hold_keeps_the_counter_where_it_is(self, store: Store) -> None:
        hall.issue(store, "ktp")
        four = hall.open_counter(store, 4)
        hall.call(store, four)
        desk.hold(store, four, reason="copies_needed", request_id=hall.request())
        roster.close_counter(store, four, request_id=hall.request())
        with pytest.raises(Refused) as caught:
            mall.load(store, without(mall.read(store), counter=4))
        assert caught.value.details["codes"] == ["counter 4"]

    def test_numbers_on_paper_keep_their_queue(self, store: Store) -> None:
        """Whoever holds one may have waited all morning; it has to be entered when the server is back."""
        emergency.reserve(store, "WB", 2, request_id=hall.request())
        with pytest.raises(Refused) as caught:
            mall.load(store, without(mall.read(store), queue="WB"))
        assert caught.value.details["codes"] == ["queue WB"]

    def test_yesterdays_leftovers_do_not_stand_in_the_way(self, store: Store) -> None:
        hall.issue(store, "ikd")
        hall.set_clock(store, "2026-11-24 07:00")
        assert mall.load(store, without(mall.read(store), service="ikd")).changed

    def test_tickets_are_never_touched(self, store: Store) -> None:
        four = hall.open_counter(store, 4)
        for service in ("ktp", "kk", "nib"):
            hall.issue(store, service)
        hall.call(store, four)
        before = hall.rows(store, "SELECT * FROM tickets ORDER BY id")
        mall.load(store, without(mall.read(store), service="ikd", counter=10))
        assert hall.rows(store, "SELECT * FROM tickets ORDER BY id") == before

    def test_the_board_survives_a_counter_that_served_this_morning(self, store: Store) -> None:
        """Its calls are of a counter that is no more: they leave the board, the others stay."""
        hall.issue(store, "ktp")
        hall.issue(store, "bansos")
        ten, four = hall.open_counter(store, 10), hall.open_counter(store, 4)
        for desk_of_today in (ten, four):
            hall.call(store, desk_of_today)
            desk.finish(store, desk_of_today, request_id=hall.request())
        roster.close_counter(store, ten, request_id=hall.request())
        at = hall.newest(store)
        there, before = board.read(store)
        mall.load(store, without(there, counter=10))
        there, after = board.read(store)
        assert [call.code for call in before.calls] == ["CA-001", "DA-001"]
        assert [call.code for call in after.calls] == ["CA-001"]
        folded = before
        for event in hall.log(store, at):
            folded = board.fold(folded, there, event)
        assert folded.newest == after.newest


class TestOthersAtTheSameTime:
    def test_every_store_takes_the_new_mall_over(self, store: Store, database_url: str) -> None:
        other = hall.connect(database_url)
        try:
            assert len(mall.read(other).services) == 55
            mall.load(store, without(mall.read(store), service="ikd"))
            assert len(mall.read(other).services) == 54
            with pytest.raises(Refused):
                hall.issue(other, "ikd")
        finally:
            other.close()

    def test_a_load_that_fails_leaves_the_old_mall_everywhere(
        self, store: Store, database_url: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        there = mall.read(store)
        other = hall.connect(database_url)
        try:
            mall.read(other)
            before = hall.contents(store)
            with monkeypatch.context() as patch:
                # The load's last step fails, when all rows are written.
                patch.setattr(WriteUnit, "append", lambda *_, **__: 1 // 0)
                with pytest.raises(ZeroDivisionError):
                    mall.load(store, without(there, service="ikd"))
            assert hall.contents(store) == before
            for one in (store, other):
                assert mall.read(one) == there
                assert hall.issue(one, "ikd").service == "ikd"
        finally:
            other.close()

    def test_another_process_sees_it_too(self, store: Store, database_url: str) -> None:
        program = (
            "import sys; from antrean import mall; from tests.helpers import hall;"
            "store = hall.connect(sys.argv[1]); print(len(mall.read(store).services), flush=True);"
            "sys.stdin.readline(); print(len(mall.read(store).services)); store.close()"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", program, database_url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=hall.ROOT,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "55\n"
        mall.load(store, without(mall.read(store), service="ikd"))
        rest, _ = process.communicate("go on\n", timeout=50)
        assert (rest, process.returncode) == ("54\n", 0)


def test_without_a_mall_everything_says_so(store: Store) -> None:
    hall.execute(store, "DELETE FROM mall")
    for use in (mall.read, front.offer, board.read, roster.hall, hall.issue):
        with pytest.raises(Refused) as caught:
            use(store)
        assert caught.value.reason is Reason.NO_MALL


def test_the_hall_clock_follows(store: Store) -> None:
    with store.read() as unit:
        assert hall.clock_within(store, unit.now, 5)
    hall.set_clock(store, "2026-11-27 11:45")
    with store.read() as unit:
        assert unit.local_now.strftime("%A %H:%M") == "Friday 11:45"
        assert unit.service_day.isoformat() == "2026-11-27"
