"""antrean desk: what an officer does with a ticket beyond calling and finishing it."""

from pathlib import Path

import pytest

from tests.e2e.test_command import Command, bare, run, template

__all__ = ["bare", "run", "template"]


@pytest.fixture
def busy(run: Command) -> Command:
    """A hall with both counters open and three visitors, the first one at counter 1."""
    for counter in ("1", "2"):
        run("desk", "open", counter)
    for _ in range(3):
        run("front", "issue", "surat")
    run("desk", "next", "1")
    return run


@pytest.fixture
def printer(tmp_path: Path) -> tuple[str, Path]:
    """Settings with a printer into a file, and that file."""
    settings, paper = tmp_path / "antrean.toml", tmp_path / "paper.bin"
    settings.write_text(f'[printer]\nkind = "file"\npath = "{paper.as_posix()}"\n')
    return str(settings), paper


def test_a_service_ends_with_an_outcome_and_what_was_missing(busy: Command, printer: tuple[str, Path]) -> None:
    settings, paper = printer
    unknown = busy("desk", "finish", "1", "--outcome", "nonsense")
    assert (unknown.code, "documents_missing" in unknown.err) == (3, True)
    assert busy("desk", "finish", "1", "--missing", "1").code == 2
    ended = ("--outcome", "documents_missing", "--missing", "3")
    assert busy("desk", "finish", "1", *ended, "--slip", "--settings", settings, "--json").json["state"] == "done"
    said = paper.read_bytes()
    assert b"Surat pengantar RT/RW" in said
    assert b"KTP-el" not in said
    busy("desk", "next", "1")
    assert busy("desk", "next", "1", "--outcome", "documents_missing").code == 2
    followed = busy("desk", "next", "1", "--finish", *ended, "--json").json
    assert (followed["code"], followed["state"]) == ("AA-003", "called")


def test_a_reminder_for_one_on_hold(busy: Command) -> None:
    assert busy("desk", "hold", "1", "--reason", "copies_needed", "--remind", "241").code == 2
    held = busy("desk", "hold", "1", "--reason", "copies_needed", "--remind", "15", "--json").json
    assert (held["state"], held["remind_at"] is not None) == ("held", True)
    assert busy("desk", "resume", "1", "AA-001").code == 0


def test_sending_on_to_somebody_who_is_not_there(busy: Command) -> None:
    busy("desk", "close", "2")
    refused = busy("desk", "transfer", "1", "2", "--reason", "wrong_queue")
    assert (refused.code, "counter 2" in refused.err) == (3, True)
    sent = busy("desk", "transfer", "1", "2", "--reason", "wrong_queue", "--anyway", "--json").json
    assert sent["state"] == "waiting"


@pytest.mark.parametrize("way", [("information",), ("--information",)])
def test_sending_on_to_the_information_desk(busy: Command, way: tuple[str, ...]) -> None:
    busy("desk", "next", "2")
    assert busy("desk", "transfer", "2", *way, "--json").json["state"] == "waiting"
    busy("desk", "finish", "1")
    called = busy("desk", "call", "1", "AA-002", "--reason", "ill", "--json").json
    assert called["counter"] == 1
    assert busy("desk", "transfer", "2", "AA", "--information").code == 2


def test_a_note_and_no_identity_number(busy: Command) -> None:
    assert busy("desk", "note", "1", "AA-001", "berkas di map biru").code == 0
    for refused in (
        busy("desk", "note", "1", "AA-001", "NIK 3201 2345 6789 0123"),
        busy("desk", "transfer", "1", "2", "--note", "NIK 3201-2345-6789-0123"),
    ):
        assert refused.code == 3
        assert "3201" not in refused.err
    assert busy("desk", "transfer", "1", "2", "--note", "lanjut verifikasi").code == 0
    assert busy("desk", "note", "2", "AA-001", "x").code == 3


def test_numbers_that_are_given_at_a_counter(busy: Command, printer: tuple[str, Path]) -> None:
    settings, paper = printer
    walked = busy("desk", "walk-in", "2", "surat", "--priority", "pregnant", "--language", "en", "--json").json
    assert (walked["code"], walked["state"], walked["language"], walked["because"], walked["is_chosen"]) == (
        "AP-001", "called", "en", "turn", False,
    )  # fmt: skip
    assert busy("desk", "walk-in", "2", "surat").code == 3
    for code, *arguments in (
        ("AA-004", "issue-for", "1", "legalisasi"),
        ("AP-002", "next-step", "2", "AP-001", "legalisasi"),
    ):
        given = busy("desk", *arguments, "--print", "--settings", settings, "--json").json
        assert (given["code"], given["state"], given["print_state"]) == (code, "waiting", "printed")
        assert code.encode() in paper.read_bytes()
    assert busy("desk", "next-step", "2", "AA-001", "legalisasi").code == 3
    plain = busy("desk", "issue-for", "1", "surat", "--json").json
    assert (plain["print_state"], plain["people_ahead"]) == ("not_wanted", 3)


def test_a_copy_says_that_it_is_one(busy: Command, printer: tuple[str, Path]) -> None:
    settings, paper = printer
    assert busy("desk", "reprint", "1", "AA-002", "--settings", settings).code == 0
    assert b"SALINAN" in paper.read_bytes()
    assert busy("desk", "reprint", "1", "AA-099", "--settings", settings).code == 3
