"""What comes from outside, made up at random: settings, scans, names of pictures. Each test tries 200 inputs."""

import string
from typing import Any

from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from antrean import settings
from antrean.errors import Reason, Refused
from antrean.settings import Settings
from display import picture_folder
from kiosk.scanner import Burst, secret_of
from tests.helpers import hall

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


_WORDS = st.sampled_from(["2026-11-23", "2026-02-31", "sampai", "to", "senin", "fri", "08.00-12.00", "25.00-99.99"])


@given(st.lists(_WORDS | st.text(max_size=12), max_size=5).map(" ".join))
@tries(max_examples=200, deadline=None)
def test_a_folder_of_any_name_is_a_schedule_or_none(name: str) -> None:
    when = picture_folder.when_of(name)
    assert when is None or isinstance(when.holds(hall.MONDAY), bool)
