"""Every reason and failure has its own calm sentence, with the facts it speaks of."""

from datetime import date

import pytest

from antrean.errors import Busy, Reason, Refused, Unavailable
from antrean.model import PrintState, Priority, TicketState
from antrean.ui import messages
from antrean.ui.jobs import Crashed
from antrean.ui.language import Language

pytestmark = pytest.mark.usefixtures("english")
SUNDAY = date(2026, 11, 22)
HOURS = (
    Reason.HOLIDAY,
    Reason.NOT_THIS_WEEKDAY,
    Reason.NOT_YET_OPEN,
    Reason.ON_BREAK,
    Reason.PAST_CUTOFF,
    Reason.CLOSED_FOR_TODAY,
    Reason.QUOTA_USED_UP,
    Reason.HALL_FULL,
    Reason.NOT_STAFFED,
)


def say(reason: Reason, **details: object) -> str:
    return messages.sentence(Refused(reason, "for the log", **details), today=SUNDAY)


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_a_sentence_without_a_hole(reason: Reason) -> None:
    text = say(reason)
    assert text.endswith(".")
    assert "{" not in text
    assert "None" not in text
    assert text != "for the log"
    assert not messages.brief(reason).endswith(".")


def test_no_two_reasons_say_the_same() -> None:
    same = {Reason.PEOPLE_WAITING, Reason.UNFINISHED_TICKETS}
    sentences = [say(reason) for reason in Reason if reason not in same]
    assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize("reason", HOURS)
def test_who_comes_at_the_wrong_time_hears_when_to_come(reason: Reason) -> None:
    assert say(reason, opens_at="2026-11-23T07:30:00+07:00").endswith("Monday, 23 November 2026, 07:30.")
    assert say(reason, opens_at="2026-11-22T13:00:00+07:00").endswith("from 13:00.")
    assert "from" not in say(reason, opens_at=None)


def test_details_are_in_the_sentence() -> None:
    assert say(Reason.COUNTER_BUSY, code="CA-012").startswith("CA-012 is still")
    assert "12 seconds" in say(Reason.RECALL_TOO_SOON, seconds=12)
    assert say(Reason.COUNTER_TAKEN, officer="Sari").startswith("Sari is")
    assert "one more wrong PIN" in say(Reason.WRONG_PIN, tries_left=1, seconds=8)
    assert "wait 8 seconds" in say(Reason.WRONG_PIN, tries_left=1, seconds=8)
    assert say(Reason.PIN_NEEDED, is_once=True) == "Please choose a PIN of your own first."
    assert say(Reason.PIN_NEEDED, is_once=False, is_untyped=True) == "Please type your PIN."
    assert "counter 7 just now" in say(Reason.TARGET_CLOSED, closed_today=False, counters=[7])
    assert "counters 5, 7 just now" in say(Reason.TARGET_CLOSED, closed_today=False, counters=[5, 7])
    assert "Blanko habis" in say(Reason.TARGET_CLOSED, closed_today=True, why="Blanko habis", counters=[5])
    assert say(Reason.WRONG_STATE, code="CA-012", state="done") == "CA-012 is done by now, so this is not possible."
    assert "Still waiting: A, B." in say(Reason.PEOPLE_WAITING, codes=["A", "B"])
    assert "A, B, C, D, E and 2 more" in say(Reason.UNFINISHED_TICKETS, codes=tuple("ABCDEFG"))


@pytest.mark.parametrize("what", ["database", "schema", "printer", "voice", "file", "something new"])
def test_every_failure_is_a_sentence_without_technique(what: str) -> None:
    error = Unavailable(what, "connection to 10.0.0.1 refused")
    assert messages.sentence(error).endswith(".")
    assert "10.0.0.1" not in messages.sentence(error)
    assert messages.title(error)


def test_a_database_that_another_program_holds_is_no_lost_one() -> None:
    busy = Busy("database", "The file is held by another program.")
    # The click is not done by itself later.
    assert messages.sentence(busy) == "The queue is very busy at the moment. Please try again."
    assert messages.title(busy) == "Very busy"


def test_a_bug_is_told_calmly() -> None:
    assert "ask one of our officers" in messages.sentence(Crashed(ZeroDivisionError("division by zero")))
    assert messages.title(Crashed(ValueError("x"))) == "Sorry, that did not work"


def test_every_code_of_a_record_has_a_word() -> None:
    words = [messages.state_word(state) for state in TicketState]
    words += [messages.priority_word(priority) for priority in Priority]
    assert len(set(words)) == len(words)
    assert [messages.print_word(state) == "" for state in PrintState] == [True, False, False, False, False]


def test_in_indonesian_nothing_stays_english(english: Language) -> None:
    before = {reason: say(reason) for reason in Reason}
    english.set("id")
    assert [reason for reason in Reason if say(reason) == before[reason]] == []
    assert say(Reason.ON_BREAK, opens_at="2026-11-22T13:00:00+07:00").endswith("pukul 13.00.")
    assert say(Reason.NOT_YET_OPEN, opens_at="2026-11-23T07:30:00+07:00").endswith(
        "Senin, 23 November 2026, pukul 07.30."
    )
