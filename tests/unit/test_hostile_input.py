"""What comes from outside, made up at random: settings, scans, addresses, files, pictures: 150 or 200 each."""

import os
import string
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from antrean import mall_file, plain_file, settings
from antrean.devices import escpos_logo, printer_spooler
from antrean.errors import AntreanError, Reason, Refused
from antrean.settings import PrinterSettings, Settings
from antrean.store import engine
from counter.habits import Habits
from counter.habits_file import HabitsFile
from display import picture_folder
from kiosk.scanner import Burst, secret_of
from tests.helpers import hall

T = TypeVar("T")

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=400) | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_SECTIONS = st.sampled_from([*vars(Settings()), "x"])
_NAMES = st.sampled_from([name for section in vars(Settings()).values() for name in vars(section)] + ["x", ""])


@given(st.dictionaries(_SECTIONS, st.dictionaries(_NAMES, _VALUES, max_size=3) | _VALUES, max_size=4))
@tries(max_examples=200, deadline=None)
def test_settings_are_taken_or_refused_in_one_sentence(data: dict[str, Any]) -> None:
    problem = _problem(data)
    assert problem is None or (problem.reason is Reason.BAD_INPUT and "\n" not in problem.sentence)


def _problem(data: dict[str, Any]) -> Refused | None:
    try:
        settings.from_mapping(data)
    except Refused as refused:
        return refused
    return None


@given(st.text(max_size=60), st.sampled_from(["", "AQ1:", "aq1:", "https://mpp.example/s/"]))
@tries(max_examples=200, deadline=None)
def test_a_scan_is_letters_and_digits_or_nothing(text: str, before: str) -> None:
    secret = secret_of(before + text, "https://mpp.example/s/")
    assert secret is None or set(secret) <= set(string.ascii_lowercase + string.digits)


@given(st.lists(st.tuples(st.characters(), st.floats(0, 2)), max_size=400))
@tries(max_examples=200, deadline=None)
def test_keys_never_pile_up(keys: list[tuple[str, float]]) -> None:
    burst, now = Burst(), 0.0
    for sign, gap in keys:
        now += gap
        burst.add(sign, now)
    assert len(burst.end(now) or "") <= 300


_SCANNED = st.sampled_from(["AQ1:", "0123456789abcdef0123", "https://mpp.example/s/", " ", "ß", "\0"])


@given(st.lists(_SCANNED, max_size=900))
@tries(max_examples=200, deadline=None)
def test_scans_that_run_into_each_other_are_one_ticket_or_none(pieces: list[str]) -> None:
    """A scanner without Enter, or two at once: thousands of signs in one burst."""
    burst = Burst()
    for sign in "".join(pieces):
        burst.add(sign, 1.0)
    text = burst.end(1.0) or ""
    assert len(text) <= 300
    secret = secret_of(text, "https://mpp.example/s/")
    assert secret is None or set(secret) <= set(string.ascii_lowercase + string.digits)


_SCHEMES = ["sqlite:///", "sqlite://", "sqlite:////dev/", "postgresql://", "postgresql+psycopg://", "mysql://", ""]
_PLACES = ["", ":memory:", "null", "u:p@h:99999/db", "u@h:-1/x", "@/x?host=", "[::1", "%00", "x\0y", "\ud800"]
_ADDRESSES = st.tuples(st.sampled_from(_SCHEMES), st.text(max_size=40) | st.sampled_from(_PLACES))


@given(_ADDRESSES)
@tries(max_examples=200, deadline=None)
def test_an_address_of_a_database_is_one_or_one_sentence(parts: tuple[str, str]) -> None:
    url, refused = _tried(lambda: engine.parse_url("".join(parts)))
    if url is None:
        assert isinstance(refused, Refused)
        assert refused.reason is Reason.BAD_INPUT
        assert refused.sentence.isprintable()
        return
    assert engine.describe(url)
    if url.get_backend_name() == "sqlite":
        _, failed = _tried(lambda: _connected(url))
        assert failed is None or failed.sentence


def _connected(url: engine.DatabaseUrl) -> None:
    with engine.world_failures(url), engine.make_engine(url).connect():
        pass


def _tried(do: Callable[[], T]) -> tuple[T | None, AntreanError | None]:
    try:
        return do(), None
    except AntreanError as error:
        return None, error


_PIECES = ["a.", "[", "{a=", '"', "x = 9", "\n", "[[a]]\n", "a = 0x" + "f" * 3_000 + "\n", "\ufeff", "=", "é"]


@given(st.sampled_from(_PIECES), st.integers(1, 3_000))
@tries(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_settings_of_any_text_are_read_or_refused(tmp_path: Path, piece: str, times: int) -> None:
    """What takes the parser hours is not given to it."""
    path = tmp_path / "bomb.toml"
    path.write_text(piece * times, encoding="utf-8")
    _, refused = _tried(lambda: settings.read(path))
    if refused is not None:
        assert isinstance(refused, Refused)
        assert refused.reason is Reason.BAD_INPUT
        assert len(refused.sentence) < 600


@pytest.mark.skipif(os.name != "posix", reason="no pipes in folders")
def test_what_is_no_file_holds_nobody_up(tmp_path: Path) -> None:
    """Whoever opens a pipe waits until somebody writes into it; a device has no end; a link may lead in a circle."""
    pipe, circle, folder = tmp_path / "pipe.png", tmp_path / "circle.png", tmp_path / "folder.png"
    os.mkfifo(pipe)
    circle.symlink_to(circle)
    folder.mkdir()
    (tmp_path / "a\nb.png").write_bytes(b"x")
    for path in (pipe, circle, folder, Path("/dev/zero"), Path("/dev/tty"), Path("a\0b"), tmp_path / "none"):
        with pytest.raises(OSError, match=r"\w"):
            plain_file.read(path, most_bytes=10)
        with pytest.raises(Refused):
            settings.read(path)
        with pytest.raises(Refused):
            mall_file.read(path)
        with pytest.raises(Refused):
            escpos_logo.check(PrinterSettings(logo=str(path)), 576)
        assert HabitsFile(path).read() == Habits()
    shown = picture_folder.pictures(tmp_path, hall.MONDAY, lambda _name, _why: None)
    assert [one.path.name for one in shown] == ["a\nb.png"]
    big = tmp_path / "big"
    big.write_bytes(b"x" * 11)
    with pytest.raises(plain_file.TooLarge):
        plain_file.read(big, most_bytes=10)


@pytest.mark.parametrize("queue", ["-h evil:631", "$(reboot)", "a b", "; ls", "x/y", "-", "'"])
def test_a_queue_name_is_a_name(queue: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is never given to a shell, and never taken for an option of lp."""
    monkeypatch.setattr(printer_spooler.subprocess, "run", _never_with_options)
    cups = printer_spooler.CupsPrinter(settings=PrinterSettings(kind="cups", queue=queue))
    for said in (cups.print(b"x").sentence, cups.look().sentence):
        assert "CUPS" in said


def _never_with_options(command: list[str], **options: Any) -> Any:
    assert not options.get("shell")
    name = command[command.index("-d" if command[0] == "lp" else "-p") + 1]
    assert not name.startswith("-")
    assert " " not in name
    raise FileNotFoundError


_WORDS = st.sampled_from(["2026-11-23", "2026-02-31", "sampai", "to", "senin", "fri", "08.00-12.00", "25.00-99.99"])


@given(st.lists(_WORDS | st.text(max_size=12), max_size=5).map(" ".join))
@tries(max_examples=200, deadline=None)
def test_a_folder_of_any_name_is_a_schedule_or_none(name: str) -> None:
    when = picture_folder.when_of(name)
    assert when is None or isinstance(when.holds(hall.MONDAY), bool)
