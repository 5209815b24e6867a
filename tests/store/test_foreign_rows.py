"""Rows that another program wrote: whatever stands in a column, the hall goes on and nobody sees a traceback.

Each test tries 20 inputs on SQLite, where whoever may write the file can write anything, and 5 on PostgreSQL, whose
types and checks refuse most of them, the same ones each time. With FUZZ=whole it is 150 and 20 other ones, for some
minutes: after a change of what is read. An input is one to three columns with a value each, in every row of its table
or in the newest.
"""

import os
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any, Final

import click
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from antrean import (
    announcing,
    assistance,
    board,
    cli,
    closing,
    desk,
    desk_view,
    emergency,
    front,
    missed,
    officers,
    outlook,
    papers,
    presence,
    reading,
    receipt,
    roster,
    saying,
    speaking,
    watch,
)
from antrean.desk import Desk
from antrean.devices import escpos_reader, escpos_render
from antrean.errors import AntreanError, Reason, Refused
from antrean.settings import PrinterSettings, VoiceSettings
from antrean.store import checks
from antrean.store.store import Store
from tests.helpers import foreign_hand, hall

IS_WHOLE: Final = os.environ.get("FUZZ") == "whole"
INPUTS: Final = {"sqlite": 150, "postgresql": 20} if IS_WHOLE else {"sqlite": 20, "postgresql": 5}

pytestmark = pytest.mark.timeout(600)


class Full:
    """A hall in full swing, put back in order before each input."""

    def __init__(self, engine: str, restore: Callable[[], Store]) -> None:
        self.engine = engine
        self._restore = restore

    def again(self, strange: Any = ()) -> Store:
        """Return the hall after another program wrote into it."""
        store = self._restore()
        foreign_hand.write(store.url, strange)
        return store

    def fuzz(
        self, test: Callable[..., object], columns: st.SearchStrategy[Any] | None = None, *more: st.SearchStrategy[Any]
    ) -> None:
        """Look at many halls, each with something else in its rows; `more` are further inputs of the test."""

        @tries(
            max_examples=INPUTS[self.engine],
            derandomize=not IS_WHOLE,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(ANYWHERE if columns is None else columns, st.tuples(*more))
        def one(strange: Any, rest: Any) -> None:
            test(self.again(strange), *rest)

        one()


ANYWHERE: Final = foreign_hand.strange(foreign_hand.cells())


@pytest.fixture(scope="module")
def stopped() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        hall.stop_clock(patch)
        yield


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def full(request: pytest.FixtureRequest, halls: hall.Halls, stopped: None) -> Iterator[Full]:
    with halls.own(request.param, "kota_sejahtera") as url:
        store = hall.connect(url)
        hall.begin(store)
        foreign_hand.fill(store)
        yield Full(request.param, halls.restorer(request.param, store))
        store.close()


def _fold(store: Store) -> None:
    """Follow the whole log, as a display does."""
    mall, now = board.read(store)
    seen = board.Board(epoch=now.epoch, newest=0, now=now.now, service_day=now.service_day)
    cursor, newest = 0, 1
    while cursor < newest:
        batch = store.events_after(cursor, now.epoch)
        newest = batch.newest
        for event in batch.events:
            seen = board.fold(seen, mall, event)
        assert batch.events
        assert batch.events[-1].id > cursor
        cursor = batch.events[-1].id


READERS: Final[dict[str, Callable[[Store], object]]] = {
    "board": board.read,
    "log": _fold,
    "counter 2": lambda store: desk_view.read(store, 2),
    "counter 4": lambda store: desk_view.read(store, 4),
    "supervisor": lambda store: watch.read(store, None),
    "waiting": lambda store: watch.waiting(store, None),
    "outlook": outlook.read,
    "offer": front.offer,
    "devices": presence.devices,
    "missing": presence.missing,
    "papers": papers.pending,
    "assistance": assistance.open_calls,
    "left": closing.left,
    "on paper": emergency.on_paper,
    "texts": lambda store: speaking.today(store, None),
    "shown": speaking.shown,
    "hall": roster.hall,
    "people": officers.people,
    "searches": lambda store: missed.missed_searches(store, hall.MONDAY.date(), hall.MONDAY.date()),
}


def test_every_reader_goes_on(full: Full) -> None:
    def look(store: Store) -> None:
        for name, read in READERS.items():
            try:
                read(store)
            except Exception as error:
                # A counter's own row cannot be left out: that counter says which it is, and the others work on.
                if name.startswith("counter") and getattr(error, "reason", None) is Reason.STRANGE_ROW:
                    continue
                raise AssertionError(f"{name}: {error}") from error

    full.fuzz(look)


def test_a_check_of_the_whole_names_what_it_finds(full: Full) -> None:
    def verify(store: Store) -> None:
        for problem in checks.check(store).problems:
            _is_a_sentence(problem)

    full.fuzz(verify)


def test_a_strange_value_has_a_name(full: Full) -> None:
    found = {
        ("tickets", "language"): "<b>\x1b@\n",
        ("devices", "body"): '{"printer": ',
        ("announcements", "body"): "[]",
    }
    store = full.again([(cell, value, True) for cell, value in found.items()])
    problems = checks.check(store).problems
    named = sorted((one.partition(", row ")[0], one.partition(": ")[2].partition(" is “")[0]) for one in problems)
    assert named == sorted(found)
    assert checks.check(full.again()).problems == ()


CONFIGURED: Final = foreign_hand.strange(foreign_hand.cells(configuration=True))


def test_a_mall_that_cannot_be_read_is_one_sentence(full: Full) -> None:
    """What describes the hall cannot be left out: every reader says the same, and nobody sees half a mall."""

    def look(store: Store) -> None:
        store._mall = None
        for read in READERS.values():
            try:
                read(store)
            except AntreanError as error:
                _is_a_sentence(error.sentence)

    full.fuzz(look, CONFIGURED)


def _deeds(store: Store) -> Iterator[Callable[[], object]]:
    two, four, five = (Desk(counter=number) for number in (2, 4, 5))
    ask = {"request_id": hall.request()}
    yield lambda: front.issue(store, "ktp", device="kiosk-1", request_id=hall.request())
    yield lambda: front.find(store, "secret")
    yield lambda: front.give_up_prints(store, device="kiosk-1")
    yield lambda: desk.finish_and_call_next(store, four, request_id=hall.request())
    yield lambda: desk.recall(store, two, request_id=hall.request())
    yield lambda: desk.no_show(store, two, request_id=hall.request())
    yield lambda: desk.undo(store, two, "CA-006", request_id=hall.request())
    yield lambda: desk.call_next(store, five, request_id=hall.request())
    yield lambda: desk.resume(store, four, "CA-003", request_id=hall.request())
    yield lambda: desk.reinstate(store, four, "CA-002", request_id=hall.request())
    yield lambda: front.reprint(
        store, "CA-009", device="kiosk-1", by=papers.ReprintBy.VISITOR, request_id=hall.request()
    )
    yield lambda: emergency.reserve(store, "CB", 2, request_id=hall.request())
    yield lambda: roster.close_counter(store, two, request_id=hall.request())
    yield lambda: announcing.hold_leases(store, foreign_hand.SPEAKER, late_after_s=120)
    yield lambda: closing.close_today(store, force_reason="Latihan", **ask)


def test_every_deed_is_done_or_refused_in_one_sentence(full: Full) -> None:
    def work(store: Store) -> None:
        for deed in _deeds(store):
            try:
                deed()
            except AntreanError as error:
                _is_a_sentence(error.sentence)

    full.fuzz(work)


def _is_a_sentence(words: str) -> None:
    assert 0 < len(words) < 700
    assert all(sign.isprintable() for sign in words), words


CALLS: Final = [(table, column) for table, column in foreign_hand.cells() if table in ("announcements", "leases")]
_SPOKEN: Final = frozenset("LMN")
_MARKS: Final = " ,.;:!?'-/"


def test_nothing_but_words_reaches_the_voice(full: Full) -> None:
    """The line ends, whatever stands in it, and the engine gets letters, digits and plain punctuation."""

    def speak(store: Store) -> None:
        said: list[int] = []
        while (turn := announcing.next_announcement(store, foreign_hand.SPEAKER)) is not None:
            said.append(turn.announcement.id)
            assert len(said) < 30
            is_heard = True
            try:
                sentences = saying.of(turn, VoiceSettings()).sentences
            except Refused as refused:
                _is_a_sentence(refused.sentence)
                is_heard = False
            else:
                for sentence in sentences:
                    assert all(reading.is_speakable(sign) for sign in sentence.text)
                    assert all(
                        unicodedata.category(sign)[0] in _SPOKEN or sign in " ,.;:!?'-/" for sign in sentence.text
                    )
                    assert len(sentence.text) < 1_000
            announcing.note_result(store, foreign_hand.SPEAKER, turn.announcement, spoken=is_heard)
        assert len(said) == len(set(said))

    full.fuzz(speak, foreign_hand.strange(CALLS))


TICKETS: Final = [(table, column) for table, column in foreign_hand.cells() if table in ("tickets", "notes", "shifts")]


def test_nothing_but_our_own_commands_reaches_the_printer(full: Full) -> None:
    def paper(store: Store) -> None:
        mall, _ = board.read(store)
        for number in (1, 4, 9):
            try:
                issued = front.reprint(
                    store, f"CA-00{number}", device="kiosk-1", by=papers.ReprintBy.STAFF, request_id=hall.request()
                )
                slip = front.slip(mall, issued, status_url="https://mpp.example/t/", is_copy=True)
            except AntreanError as error:
                _is_a_sentence(error.sentence)
                continue
            sheet = escpos_reader.read(escpos_render.render(receipt.lines(slip, 42), PrinterSettings()))
            assert not sheet.strange
            assert all(text.isprintable() for text in sheet.texts)
            assert len(sheet.items) < 100

    full.fuzz(paper, foreign_hand.strange(TICKETS))


COMMANDS: Final = (
    "board --devices",
    "board --devices --json",
    "day left",
    "hall view",
    "hall view --json",
    "hall alerts",
    "hall announcements",
    "officer list",
    "front offer",
    "front reserved",
    "desk assistance list",
    "mall searches",
    "db verify",
    "db check",
)


def _run(store: Store, line: str) -> None:
    address = store.url.render_as_string(hide_password=False).replace("+psycopg", "")
    arguments = [*line.split(), "--database", address]
    result = CliRunner().invoke(cli.antrean, arguments, standalone_mode=False)
    if isinstance(result.exception, AntreanError):
        _is_a_sentence(result.exception.sentence)
    elif result.exception is not None and not isinstance(result.exception, click.exceptions.Exit):
        raise AssertionError(f"{line}: {result.exception!r}") from result.exception
    assert all(sign.isprintable() or sign == "\n" for sign in result.output), line


def test_commands_answer_in_printable_lines(full: Full) -> None:
    """Each input is looked at with one of the commands."""
    full.fuzz(_run, ANYWHERE, st.sampled_from(COMMANDS))
