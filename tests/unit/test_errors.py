"""The two ways to say no, and their words."""

import re

from antrean.errors import AntreanError, Reason, Refused, Unavailable


def test_a_refusal_has_its_reason_sentence_and_details() -> None:
    refused = Refused(Reason.WRONG_STATE, "It is done.", state="done")
    assert (refused.reason, refused.sentence, refused.details) == (Reason.WRONG_STATE, "It is done.", {"state": "done"})
    assert str(refused) == "It is done."


def test_what_is_unavailable_says_what_and_whether_to_wait() -> None:
    gone = Unavailable("printer", "No paper.")
    assert (gone.what, gone.sentence, gone.retry) == ("printer", "No paper.", True)
    assert not Unavailable("schema", "Too old.", retry=False).retry


def test_both_are_expected_and_neither_is_the_other() -> None:
    assert issubclass(Refused, AntreanError)
    assert issubclass(Unavailable, AntreanError)
    assert not issubclass(Refused, Unavailable)
    assert not issubclass(Unavailable, Refused)


def test_every_reason_is_one_word_for_programs() -> None:
    assert all(re.fullmatch("[a-z]+(_[a-z]+)*", reason.value) for reason in Reason)
    assert all(reason.value == reason.name.lower() for reason in Reason)
