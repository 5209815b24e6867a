"""PINs: which digits will do, what is kept of them, what a wrong one costs, and how the command makes one."""

import importlib.util
import json
import tomllib

import pytest
from argon2.low_level import Type
from click.testing import CliRunner

from antrean import pin, settings
from antrean.cli import antrean as command
from antrean.errors import Reason, Refused


@pytest.mark.parametrize("digits", ["", "123", "1234567890123", "12a4", "１２３５", "4 71", "-471", "4711\n"])
def test_a_pin_has_four_to_twelve_digits(digits: str) -> None:
    with pytest.raises(Refused, match="4 to 12 digits") as refused:
        pin.check_digits(digits)
    assert refused.value.reason is Reason.BAD_INPUT


@pytest.mark.parametrize("digits", ["0000", "999999", "1234", "4321", "7890", "0987", "1212", "123123", "456789012345"])
def test_what_everybody_tries_first_is_refused(digits: str) -> None:
    with pytest.raises(Refused, match="tries first"):
        pin.check_digits(digits)


@pytest.mark.parametrize("digits", ["4711", "1235", "1357", "1221", "0001", "808182", "271828182845"])
def test_any_other_pin_will_do(digits: str) -> None:
    pin.check_digits(digits)


def test_what_is_kept_tells_right_from_wrong_and_never_the_pin() -> None:
    kept = pin.kept("4711")
    assert kept.startswith("$argon2id$")
    assert "4711" not in kept.rpartition("p=")[0]
    assert kept != pin.kept("4711"), "each has a salt of its own"
    assert pin.is_right("4711", kept)
    assert not pin.is_right("4712", kept)
    pin.check_kept(kept)


def test_without_a_pin_none_is_right() -> None:
    pin.check_kept("")
    assert not pin.is_right("", "")
    assert not pin.is_right("4711", "")


def test_each_guess_costs_what_argon2_recommends() -> None:
    # A fresh module: what the tests put in the place of its hasher is cheap.
    found = importlib.util.spec_from_file_location("fresh_pin", pin.__file__)
    assert found is not None
    assert found.loader is not None
    fresh = importlib.util.module_from_spec(found)
    found.loader.exec_module(fresh)
    # RFC 9106, section 4, second recommended option: Argon2id, 64 MiB, three passes, four lanes.
    hasher = fresh.HASHER
    assert (hasher.type, hasher.memory_cost, hasher.time_cost, hasher.parallelism) == (Type.ID, 65536, 3, 4)


def test_one_time_pins_are_six_random_digits_that_nobody_tries_first(monkeypatch: pytest.MonkeyPatch) -> None:
    made = {pin.one_time() for _ in range(50)}
    assert len(made) > 40
    for digits in made:
        assert len(digits) == 6
        pin.check_digits(digits)
    numbers = iter([123456, 0, 121212, 471])
    monkeypatch.setattr("secrets.randbelow", lambda below: next(numbers))
    assert pin.one_time() == "000471"


def test_each_wrong_pin_costs_twice_the_time_of_the_one_before() -> None:
    assert [pin.wait_s(wrong) for wrong in (0, 1, 2, 3, 4, 6, 7, 8, 500)] == [0, 1, 2, 4, 8, 32, 60, 60, 60]


def test_a_pin_in_plain_digits_is_a_mistake_of_the_settings() -> None:
    with pytest.raises(Refused, match="antrean kiosk pin"):
        pin.check_kept("4711")
    assert not pin.is_right("4711", "4711")


def typed(*lines: str, options: tuple[str, ...] = ()) -> str:
    return CliRunner().invoke(command, ["kiosk", "pin", *options], input="".join(f"{line}\n" for line in lines)).output


def test_the_command_prints_the_line_for_the_settings() -> None:
    line = typed("4711").strip()
    read = settings.from_mapping(tomllib.loads(f"[kiosk]\n{line}"))
    assert pin.is_right("4711", read.kiosk.pin)


def test_the_command_answers_as_json() -> None:
    assert pin.is_right("4711", json.loads(typed("4711", options=("--json",)))["pin"])


def test_a_terminal_is_asked_twice_without_echo(monkeypatch: pytest.MonkeyPatch) -> None:
    from antrean.commands import who

    answers = iter(["4711", "4712", "4711", "4711"])
    asked: list[str] = []

    def ask(prompt: str) -> str:
        asked.append(prompt)
        return next(answers)

    monkeypatch.setattr(who, "is_terminal", lambda: True)
    monkeypatch.setattr(who, "ask_unseen", ask)
    result = CliRunner().invoke(command, ["kiosk", "pin"])
    assert isinstance(result.exception, Refused)
    assert "not the same" in result.exception.sentence
    said = CliRunner().invoke(command, ["kiosk", "pin"]).output
    assert len(asked) == 4
    assert "4711" not in said.rpartition("p=")[0]
    assert pin.is_right("4711", tomllib.loads(said)["pin"])


@pytest.mark.parametrize("line", ["1234", "", "abcd"])
def test_the_command_refuses_what_the_rules_refuse(line: str) -> None:
    result = CliRunner().invoke(command, ["kiosk", "pin"], input=f"{line}\n")
    assert isinstance(result.exception, Refused)
    assert result.output == ""
