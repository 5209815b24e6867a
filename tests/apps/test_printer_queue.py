"""The printing thread: order, exactly one result each, and a printer that hangs, lies or breaks."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise

import pytest

from antrean.devices import printer_queue
from antrean.devices.escpos_reader import read
from antrean.devices.printer import Condition, PrinterCondition, PrintQueue, PrintResult, open_printer
from antrean.devices.printer_queue import Layout
from antrean.devices.printer_result import printed, unknown
from antrean.model import PrintState
from antrean.receipt import Text
from antrean.settings import PrinterSettings
from tests.helpers.fake_printer import NetworkFake


def ticket(text: str) -> Layout:
    return lambda settings: (Text(text=text),)


WELL = Condition(kind=PrinterCondition.OK, sentence="The printer is ready.")


class Results:
    """Keeps what was reported, in order and with the thread that reported it."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, PrintResult]] = []
        self.threads: set[int] = set()
        self._changed = threading.Condition()

    def note(self, print_id: str, result: PrintResult) -> None:
        with self._changed:
            self.seen.append((print_id, result))
            self.threads.add(threading.get_ident())
            self._changed.notify_all()

    def wait(self, count: int) -> dict[str, PrintResult]:
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.seen) >= count, 10), self.seen
        return dict(self.seen)


@dataclass
class SlowPrinter:
    """Holds every ticket until it is let go."""

    settings: PrinterSettings = field(default_factory=PrinterSettings)
    holding: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)
    papers: list[bytes] = field(default_factory=list)

    def print(self, data: bytes) -> PrintResult:
        self.holding.set()
        assert self.let_go.wait(10)
        self.papers.append(data)
        return printed("Printed.")

    def look(self) -> Condition:
        return WELL


@contextmanager
def slow_printer() -> Iterator[SlowPrinter]:
    slow = SlowPrinter()
    try:
        yield slow
    finally:
        slow.let_go.set()


def test_tickets_come_out_in_order_and_are_reported_from_the_printing_thread() -> None:
    results = Results()
    with NetworkFake() as fake:
        settings = PrinterSettings(kind="network", host=fake.host, port=fake.port)
        line = PrintQueue(open_printer(settings), results.note)
        for number in range(3):
            line.submit(f"p{number}", ticket(f"KA-00{number}"))
        results.wait(3)
        assert line.close(5)
        papers = fake.tickets(3)
    assert [read(paper).texts for paper in papers] == [("KA-000",), ("KA-001",), ("KA-002",)]
    assert [print_id for print_id, _ in results.seen] == ["p0", "p1", "p2"]
    assert {result.state for _, result in results.seen} == {PrintState.PRINTED}
    assert threading.get_ident() not in results.threads


def test_a_hanging_printer_holds_up_neither_the_caller_nor_the_end() -> None:
    results = Results()
    with slow_printer() as slow:
        line = PrintQueue(slow, results.note, room=2)
        line.submit("held", ticket("a"))
        assert slow.holding.wait(10)
        for print_id in ("waits", "waits too", "too many"):
            line.submit(print_id, ticket("b"))
        assert "2 tickets already wait" in results.wait(1)["too many"].sentence
        assert threading.get_ident() not in results.threads
        assert not line.close(0)
        line.submit("late", ticket("c"))
        assert "app was closed" in results.wait(2)["late"].sentence
        slow.let_go.set()
        seen = results.wait(5)
    assert seen["held"].state is PrintState.PRINTED
    assert {seen[name].state for name in ("waits", "waits too", "too many", "late")} == {PrintState.FAILED}
    assert len(slow.papers) == 1


def test_closing_prints_what_waits() -> None:
    results = Results()
    with slow_printer() as slow:
        line = PrintQueue(slow, results.note)
        line.submit("one", ticket("a"))
        line.submit("two", ticket("b"))
        slow.let_go.set()
        assert line.close(10)
    assert {name: result.state for name, result in results.seen} == {
        "one": PrintState.PRINTED,
        "two": PrintState.PRINTED,
    }


def test_a_wrong_profile_fails_the_ticket_with_a_sentence() -> None:
    results = Results()
    line = PrintQueue(open_printer(PrinterSettings(kind="none", profile="TM-1")), results.note)
    line.submit("one", ticket("a"))
    result = results.wait(1)["one"]
    assert line.close(5)
    assert result.state is PrintState.FAILED
    assert "profile 'TM-1' is unknown to python-escpos; it has " in result.sentence


def test_a_bug_costs_one_ticket_and_not_the_thread(caplog: pytest.LogCaptureFixture) -> None:
    def broken(settings: PrinterSettings) -> tuple[Text, ...]:
        raise ZeroDivisionError("a bug")

    results = Results()
    with caplog.at_level(logging.ERROR):
        line = PrintQueue(open_printer(PrinterSettings()), results.note)
        line.submit("one", broken)
        line.submit("two", ticket("b"))
        seen = results.wait(2)
        assert line.close(5)
    assert (seen["one"].state, seen["two"].state) == (PrintState.FAILED, PrintState.NOT_WANTED)
    assert "ZeroDivisionError" in caplog.text


def test_a_bug_after_the_ticket_was_sent_leaves_a_doubt(caplog: pytest.LogCaptureFixture) -> None:
    """The paper may be out: the spare printer must not print a second one."""

    class Broken:
        settings = PrinterSettings()
        papers = 0

        def print(self, data: bytes) -> PrintResult:
            self.papers += 1
            if self.papers == 1:
                raise ZeroDivisionError("a bug")
            return printed("Printed.")

        def look(self) -> Condition:
            return WELL

    results, spare = Results(), SlowPrinter()
    spare.let_go.set()
    with caplog.at_level(logging.ERROR):
        line = PrintQueue(Broken(), results.note, spare=spare)
        line.submit("one", ticket("a"))
        line.submit("two", ticket("b"))
        seen = results.wait(2)
        assert line.close(5)
    assert (seen["one"].state, seen["two"].state) == (PrintState.UNKNOWN, PrintState.PRINTED)
    assert "look whether it came out" in seen["one"].sentence
    assert spare.papers == []
    assert "ZeroDivisionError" in caplog.text


def test_a_bug_in_the_listener_costs_nothing(caplog: pytest.LogCaptureFixture) -> None:
    results = Results()

    def listen(print_id: str, result: PrintResult) -> None:
        results.note(print_id, result)
        if print_id == "one":
            raise ZeroDivisionError("a bug")

    with caplog.at_level(logging.ERROR):
        line = PrintQueue(open_printer(PrinterSettings()), listen)
        line.submit("one", ticket("a"))
        line.submit("two", ticket("b"))
        results.wait(2)
        assert line.close(5)
    assert "could not be noted" in caplog.text


@dataclass
class Patient:
    """Says of itself what the test wants, in order and then the last for ever; a look is announced and may be held."""

    kinds: list[PrinterCondition]
    settings: PrinterSettings = field(default_factory=PrinterSettings)
    looks: int = 0
    going: threading.Event = field(default_factory=threading.Event)
    is_busy: bool = False

    def print(self, data: bytes) -> PrintResult:
        assert not self.is_busy, "two conversations at once"
        return printed("Printed.", WELL)

    def look(self) -> Condition:
        self.is_busy = True
        self.looks += 1
        assert self.going.wait(10)
        self.is_busy = False
        kind = self.kinds.pop(0) if len(self.kinds) > 1 else self.kinds[0]
        return Condition(kind=kind, sentence=f"It is {kind.value}.")


def test_looks_and_tickets_take_turns_and_only_what_is_new_is_told() -> None:
    told: list[PrinterCondition] = []
    heard = threading.Event()

    def hear(condition: Condition, is_spare: bool) -> None:
        assert not is_spare
        told.append(condition.kind)
        if condition.kind is PrinterCondition.COVER_OPEN:
            heard.set()

    patient = Patient([PrinterCondition.COVER_OPEN])
    results = Results()
    line = PrintQueue(patient, results.note, on_condition=hear)
    line.look()
    line.submit("one", ticket("a"))
    line.submit("two", ticket("b"))
    patient.going.set()
    assert {result.state for result in results.wait(2).values()} == {PrintState.PRINTED}
    line.look()
    assert heard.wait(10)
    assert line.close(5)
    # The look found it in trouble, the tickets did not and said so once.
    assert PrinterCondition.COVER_OPEN in told
    assert all(before is not after for before, after in pairwise(told))


@pytest.mark.parametrize("every", [15, 60])
def test_trouble_is_looked_at_soon_and_then_less_often(monkeypatch: pytest.MonkeyPatch, every: int) -> None:
    now = [100.0]
    monkeypatch.setattr(printer_queue.time, "monotonic", lambda: now[0])
    watched = printer_queue._Watched(
        printer=Patient([PrinterCondition.OK], settings=PrinterSettings(look_every_s=every)), is_spare=False
    )
    waits = []
    empty = PrinterCondition.NO_PAPER
    for kind in (PrinterCondition.OK, *[empty] * 5, PrinterCondition.NEAR_END, empty):
        watched.learn(Condition(kind=kind, sentence=""))
        assert watched.look_at is not None
        waits.append(watched.look_at - now[0])
    assert waits == [every, 1.0, 2.0, 4.0, 5.0, 5.0, every, 1.0]


def test_a_printer_that_is_not_to_be_asked_is_left_alone() -> None:
    watched = printer_queue._Watched(
        printer=Patient([PrinterCondition.OK], settings=PrinterSettings(look_every_s=0)), is_spare=False
    )
    assert watched.learn(Condition(kind=PrinterCondition.NO_PAPER, sentence=""))
    assert watched.look_at is None


@pytest.mark.parametrize(("kind", "is_silent"), [(PrinterCondition.SILENT, True), (PrinterCondition.OFFLINE, False)])
def test_a_print_queue_that_says_nothing_of_a_ticket_is_as_its_last_look_found_it(
    kind: PrinterCondition, is_silent: bool
) -> None:
    class Spooler(Patient):
        def print(self, data: bytes) -> PrintResult:
            return unknown("Handed to the queue.")

    heard = threading.Event()
    spooler = Spooler([kind])
    spooler.going.set()
    results = Results()
    line = PrintQueue(spooler, results.note, on_condition=lambda condition, is_spare: heard.set())
    line.look()
    assert heard.wait(10)
    line.submit("one", ticket("a"))
    result = results.wait(1)["one"]
    assert line.close(5)
    assert result.condition == Condition(kind=kind, sentence=f"It is {kind.value}.")
    assert result.is_silent is is_silent


def test_nobody_who_listens_means_no_looks() -> None:
    patient = Patient([PrinterCondition.OK])
    patient.going.set()
    results = Results()
    line = PrintQueue(patient, results.note)
    line.look()
    line.submit("one", ticket("a"))
    results.wait(1)
    assert line.close(5)
    assert patient.looks == 0


def test_a_bug_in_a_look_is_told_as_an_error(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(Patient):
        def look(self) -> Condition:
            raise ZeroDivisionError("a bug")

    told: list[Condition] = []
    heard = threading.Event()

    def hear(condition: Condition, is_spare: bool) -> None:
        told.append(condition)
        heard.set()
        raise ZeroDivisionError("another bug")

    with caplog.at_level(logging.ERROR):
        line = PrintQueue(Broken([]), Results().note, on_condition=hear)
        line.look()
        assert heard.wait(10)
        assert line.close(5)
    assert told[0].kind is PrinterCondition.ERROR
    assert caplog.text.count("ZeroDivisionError") >= 2
