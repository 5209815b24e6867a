"""The halls of the end-to-end tests: on both engines, with the real clock that real programs see."""

from collections.abc import Iterator

import pytest

from tests.helpers import hall
from tests.store.conftest import engine, halls, postgres

__all__ = ["engine", "halls", "mini_url", "postgres"]


@pytest.fixture
def mini_url(engine: str, halls: hall.Halls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The smallest mall in a database of its own, which several programs may open."""
    if engine == "sqlite":
        yield halls.sqlite(tmp_path_factory.mktemp("mini"), "mini")
        return
    url, drop = halls.postgresql("mini")
    yield url
    drop()
