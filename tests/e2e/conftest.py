"""The halls of the end-to-end tests: on both engines, with the real clock that real programs see."""

from collections.abc import Iterator

import pytest

from tests.helpers import hall
from tests.store.conftest import engine, halls, postgres

__all__ = ["engine", "halls", "mini_url", "postgres"]


@pytest.fixture
def mini_url(engine: str, halls: hall.Halls) -> Iterator[str]:
    """The smallest mall in a database of its own, which several programs may open."""
    with halls.own(engine, "mini") as url:
        yield url
