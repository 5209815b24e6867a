"""The search: what the visitor has typed and which services it means."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from antrean import search
from kiosk.stage import Stage

LONGEST_QUERY = 40
MOST_HITS = 24


class Finding(QObject):
    """Keeps `query` and `hits` of the stage."""

    def __init__(self, *, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stage = stage

    def open(self) -> None:
        """Begin a search."""
        self._stage.set(is_searching=True, query="", hits=(), turn=0, notice=None, cancelled=None)

    def type_text(self, sign: str) -> None:
        """Add what a key stands for; several blanks are one."""
        before = self._stage.state.query
        if sign == " " and (not before or before.endswith(" ")):
            return
        self._look(lambda query: (query + sign)[:LONGEST_QUERY])

    def erase(self) -> None:
        """Take the last letter back."""
        self._look(lambda query: query[:-1])

    def clear(self) -> None:
        """Begin again with nothing typed."""
        self._look(lambda query: "")

    def set_query(self, query: str) -> None:
        """Take back what a scanner typed into the search."""
        self._look(lambda _: query)

    def close(self) -> None:
        """Leave the search."""
        self._stage.set(is_searching=False, query="", hits=(), turn=0)

    def _look(self, change: Callable[[str], str]) -> None:
        query = change(self._stage.state.query)
        self._stage.set(query=query, hits=self._hits(query), turn=0)

    def _hits(self, query: str) -> tuple[str, ...]:
        state = self._stage.state
        if state.offer is None:
            return ()
        return tuple(hit.service for hit in search.find(state.offer.mall, query, state.language, MOST_HITS))
