"""A knife that ends a program, or its line, in the middle of a write."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event

from antrean.store.store import Store


class Cut(BaseException):
    """What no code catches: the program is gone."""


class Knife:
    """Cuts the line of a store's write before its nth statement, before its COMMIT, or before the answer to that."""

    def __init__(self, store: Store) -> None:
        self._dialect = store._engine.dialect
        self._commit = self._dialect.do_commit
        self._left = -1
        self._cuts_answer = False
        self.was_committed = False
        event.listen(store._engine, "before_cursor_execute", self._on_statement)

    @contextmanager
    def before(self, statements: int | None) -> Iterator[None]:
        """Let so many statements through; COMMIT and its answer count as one each. None: all but the answer."""
        self._cuts_answer = statements is None
        self._left, self.was_committed = -1 if statements is None else statements, False
        self._dialect.do_commit = self._on_commit  # type: ignore[method-assign]
        try:
            yield
        finally:
            self._left, self._cuts_answer = -1, False
            self._dialect.do_commit = self._commit  # type: ignore[method-assign]

    def _on_statement(self, connection: Connection, *_: Any) -> None:
        if self._left >= 0 and not connection.get_execution_options().get("readonly"):
            self._count(connection.connection.driver_connection)

    def _on_commit(self, connection: Any) -> None:
        raw = connection.driver_connection
        if not self._cuts_answer:
            self._count(raw)
        self._commit(connection)
        self.was_committed = True
        if self._cuts_answer:
            self._cut(raw)
        self._count(raw)

    def _count(self, raw: Any) -> None:
        self._left -= 1
        if self._left < 0:
            self._cut(raw)

    @staticmethod
    def _cut(raw: Any) -> None:
        # Nobody says goodbye: what the database does then is its own.
        raw.close()
        raise Cut
