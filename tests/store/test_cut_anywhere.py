"""A program that ends, or loses its line, at any point of a write: all of the action happened or none, and once."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, event

from antrean.store import checks
from antrean.store.store import Store
from tests.helpers import hall, hall_day


class _Cut(BaseException):
    """What no code catches: the program is gone."""


class _Knife:
    """Cuts the line of a store's write before its nth statement, before its COMMIT, or before the answer to that."""

    def __init__(self, store: Store) -> None:
        self._dialect = store._engine.dialect
        self._commit = self._dialect.do_commit
        self._left = -1
        self.was_committed = False
        event.listen(store._engine, "before_cursor_execute", self._on_statement)

    @contextmanager
    def before(self, statements: int) -> Iterator[None]:
        """Let so many statements through; COMMIT and its answer count as one each."""
        self._left, self.was_committed = statements, False
        self._dialect.do_commit = self._on_commit  # type: ignore[method-assign]
        try:
            yield
        finally:
            self._left = -1
            self._dialect.do_commit = self._commit  # type: ignore[method-assign]

    def _on_statement(self, connection: Connection, *_: Any) -> None:
        if self._left >= 0 and not connection.get_execution_options().get("readonly"):
            self._count(connection.connection.driver_connection)

    def _on_commit(self, connection: Any) -> None:
        raw = connection.driver_connection
        self._count(raw)
        self._commit(connection)
        self.was_committed = True
        self._count(raw)

    def _count(self, raw: Any) -> None:
        self._left -= 1
        if self._left < 0:
            # Nobody says goodbye: what the database does then is its own.
            raw.close()
            raise _Cut


def _written(store: Store) -> list[Any]:
    return hall.rows(
        store,
        "SELECT (SELECT count(*) FROM events), (SELECT count(*) FROM requests), (SELECT count(*) FROM tickets),"
        " (SELECT sum(last) FROM series), (SELECT count(*) FROM announcements)",
    )


@pytest.mark.parametrize("is_own", [True])
def test_every_action_is_done_once_wherever_its_program_ends(store: Store) -> None:
    knife = _Knife(store)
    points = 0
    for number, step in enumerate(hall_day.steps(store)):
        request = f"step-{number}"
        before = _written(store)
        is_done = False
        for statements in range(200):
            try:
                with knife.before(statements):
                    result = step(request)
            except _Cut:
                points += 1
                if knife.was_committed:
                    is_done = True
                assert (_written(store) != before) is is_done, (number, statements)
                continue
            break
        assert is_done, "the line was never cut after a COMMIT"
        after = _written(store)
        assert step(request) == result
        assert _written(store) == after
        assert after[0][1] == before[0][1] + 1, "one request, however often it was tried"
    assert points > 200
    assert checks.check(store).problems == ()
