"""The hall of every store test: the same tests on SQLite and PostgreSQL, each in a fresh copy."""

from collections.abc import Callable, Iterator

import pytest

from antrean.store.store import Store
from tests.helpers import hall
from tests.helpers.postgres import Server


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], Server]]:
    """The PostgreSQL of this test process, started when the first test asks for it."""
    started: list[Server] = []

    def server() -> Server:
        if not started:
            started.append(Server())
        return started[0]

    yield server
    for one in started:
        one.stop()


@pytest.fixture(scope="session")
def halls(tmp_path_factory: pytest.TempPathFactory, postgres: Callable[[], Server]) -> hall.Halls:
    return hall.Halls(tmp_path_factory.mktemp("halls"), postgres)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """Which database this round of a test runs on."""
    name: str = request.param
    return name


def _hall(halls: hall.Halls, engine: str, folder: pytest.TempPathFactory, mall_name: str) -> Iterator[str]:
    if engine == "sqlite":
        yield halls.sqlite(folder.mktemp("hall"), mall_name)
        return
    url, drop = halls.postgresql(mall_name)
    yield url
    drop()


@pytest.fixture
def database_url(engine: str, halls: hall.Halls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A hall with the large example mall that several processes may open; nothing was done in it yet."""
    yield from _hall(halls, engine, tmp_path_factory, "kota_sejahtera")


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """The large example mall on Monday, 08:40, every counter closed."""
    store = hall.connect(database_url)
    hall.begin(store)
    yield store
    store.close()


@pytest.fixture
def mini_url(engine: str, halls: hall.Halls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A hall with the smallest mall, open at any hour."""
    yield from _hall(halls, engine, tmp_path_factory, "mini")


@pytest.fixture
def mini_store(mini_url: str) -> Iterator[Store]:
    """The smallest mall (queue AA, priority queue AP, counters 1 and 2) on the same Monday."""
    store = hall.connect(mini_url)
    hall.begin(store)
    yield store
    store.close()
