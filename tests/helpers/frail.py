"""A store whose line breaks when the test says so."""

from collections.abc import Iterator
from contextlib import contextmanager

from antrean.errors import Unavailable
from antrean.store.store import Store
from antrean.store.unit import ReadUnit, WriteUnit

LOST = "The database cannot be reached."


class FrailStore(Store):
    """A hall whose line is bad.

    `is_down` fails everything and `is_locked` all writes; `loses_next_answer` commits the next write and then fails,
    as a cut line does.
    """

    def __init__(self, store: Store) -> None:
        # Everything else goes to the real one, which the test keeps and closes.
        self._store = store
        self.is_down = False
        self.is_locked = False
        self.loses_next_answer = False

    @contextmanager
    def read(self) -> Iterator[ReadUnit]:
        self._fail_when_down()
        with self._store.read() as unit:
            yield unit

    @contextmanager
    def write(self) -> Iterator[WriteUnit]:
        self._fail_when_down()
        if self.is_locked:
            raise Unavailable("database", LOST)
        with self._store.write() as unit:
            yield unit
        if self.loses_next_answer:
            self.loses_next_answer = False
            raise Unavailable("database", LOST)

    @contextmanager
    def aside(self) -> Iterator[ReadUnit]:
        self._fail_when_down()
        with self._store.aside() as unit:
            yield unit

    def check_schema(self) -> None:
        self._fail_when_down()
        self._store.check_schema()

    def _fail_when_down(self) -> None:
        if self.is_down:
            raise Unavailable("database", LOST)
