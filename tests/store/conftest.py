"""The hall of every store test: the same tests on SQLite and PostgreSQL, each in a fresh copy."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from antrean.desk import Desk
from antrean.store import engine as engine_module
from antrean.store.store import Store
from tests.helpers import hall
from tests.helpers.postgres import Server, fast_folder


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
def halls(postgres: Callable[[], Server]) -> Iterator[hall.Halls]:
    folder = fast_folder("antrean-halls-")
    halls = hall.Halls(folder, postgres)
    yield halls
    halls.close()
    shutil.rmtree(folder)


@pytest.fixture(scope="session", autouse=True)
def patience() -> Iterator[None]:
    """A write of these tests is not cut off because the machine has much else to do; those of real programs are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine_module, "_POSTGRES_OPTIONS", re.sub(r"=\ds", "=40s", engine_module._POSTGRES_OPTIONS))
        yield


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """Which database this round of a test runs on."""
    name: str = request.param
    return name


@pytest.fixture
def is_own() -> bool:
    """Whether the test wants a database of its own: one that changes more than rows does."""
    return False


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """The databases' clock stands still until `hall.advance_clock` or `hall.set_clock` moves it."""
    hall.stop_clock(monkeypatch)


@pytest.fixture
def store(
    engine: str, is_own: bool, halls: hall.Halls, tmp_path_factory: pytest.TempPathFactory, still: None
) -> Iterator[Store]:
    """The large example mall on Monday, 08:05, every counter closed."""
    yield from _hall(halls, engine, is_own, tmp_path_factory, "kota_sejahtera")


@pytest.fixture
def database_url(store: Store) -> str:
    """The address of the same hall, for other stores and processes."""
    return store.url.render_as_string(hide_password=False)


@pytest.fixture
def mini_store(
    engine: str, is_own: bool, halls: hall.Halls, tmp_path_factory: pytest.TempPathFactory, still: None
) -> Iterator[Store]:
    """The smallest mall (queue AA, priority queue AP, counters 1 and 2), open at any hour, on the same Monday."""
    yield from _hall(halls, engine, is_own, tmp_path_factory, "mini")


def _hall(
    halls: hall.Halls, engine: str, is_own: bool, folder: pytest.TempPathFactory, mall_name: str
) -> Iterator[Store]:
    if not is_own:
        yield halls.again(engine, mall_name)
        return
    url, drop = (
        (halls.sqlite(folder.mktemp("own"), mall_name), None) if engine == "sqlite" else halls.postgresql(mall_name)
    )
    store = hall.connect(url)
    hall.begin(store)
    yield store
    store.close()
    if drop is not None:
        drop()


@pytest.fixture
def four(store: Store) -> Desk:
    """Counter 4, open: it calls from CA alone."""
    return hall.open_counter(store, 4)


@pytest.fixture
def two(store: Store) -> Desk:
    """Counter 2, open: CP, CA, CB and CC are its own."""
    return hall.open_counter(store, 2)


@pytest.fixture
def programs(engine: str, postgres: Callable[[], Server], monkeypatch: pytest.MonkeyPatch) -> None:
    """The programs of the server are on the PATH, as they are where PostgreSQL is installed."""
    if engine == "postgresql":
        monkeypatch.setenv("PATH", str(postgres().program("pg_dump").parent), prepend=os.pathsep)


@pytest.fixture
def empty_url(engine: str, tmp_path: Path, postgres: Callable[[], Server]) -> Iterator[str]:
    """Another database, with nothing in it."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path}/empty/hall.db"
        return
    name = postgres().create()
    yield postgres().url(name)
    postgres().drop(name)


@pytest.fixture
def url(mini_store: Store) -> str:
    return mini_store.url.render_as_string(hide_password=False)
