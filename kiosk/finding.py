"""The search: what the visitor has typed, which services it means, and which words meant nothing."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from antrean import missed, search
from antrean.mall_record import Mall
from antrean.store.store import Store
from antrean.ui.jobs import Runner
from kiosk.scanner import may_hold_secret
from kiosk.stage import Stage

LONGEST_QUERY = 40
MOST_HITS = 24
MISSED_AFTER_S = 2
"""Words that find nothing count as such when nobody types on for so long, or when the visitor leaves them."""


class Finding(QObject):
    """Keeps `query` and `hits` of the stage."""

    def __init__(
        self, *, stage: Stage, store: Store, jobs: Runner, status_url: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._stage = stage
        self._store = store
        self._jobs = jobs
        self._status_url = status_url
        self._missed: set[str] = set()
        self._indexed: Mall | None = None
        stage.leaving.connect(self.leave)

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

    def tick(self) -> None:
        """Keep words that found nothing, once nobody types on."""
        if self._stage.quiet.seconds() >= MISSED_AFTER_S:
            self._keep_missed()

    def leave(self) -> None:
        """Keep the words that found nothing; whoever searches next is somebody else."""
        self._keep_missed()
        self._missed.clear()

    def settle(self) -> None:
        """Have the words of a newly read mall sorted before anybody types: that takes longer than a key may."""
        offer = self._stage.state.offer
        if offer is not None and offer.mall is not self._indexed:
            mall = self._indexed = offer.mall
            self._jobs.run(lambda: search.find(mall, "a", "id", 1), _ignore, lane="read", key="index")

    def close(self) -> None:
        """Leave the search."""
        self._keep_missed()
        self._stage.set(is_searching=False, query="", hits=(), turn=0)

    def _keep_missed(self) -> None:
        state = self._stage.state
        words = search.fold(state.query)
        if not state.is_searching or not words or state.hits or words in self._missed:
            return
        # A scanner slower than a hand types into the search as a hand does.
        if may_hold_secret(words, self._status_url):
            return
        self._missed.add(words)
        self._jobs.run(lambda: missed.note_missed_search(self._store, words), _ignore, lane="read")

    def _look(self, change: Callable[[str], str]) -> None:
        query = change(self._stage.state.query)
        self._stage.set(query=query, hits=self.hits(query, self._stage.state.language), turn=0)

    def hits(self, query: str, language: str) -> tuple[str, ...]:
        """Return the services that words mean, the best first; names in the visitor's language count a little more."""
        offer = self._stage.state.offer
        if offer is None or not query:
            return ()
        return tuple(hit.service for hit in search.find(offer.mall, query, language, MOST_HITS))


def _ignore(result: object) -> None:
    """Nobody waits for it; a failure is in the log."""
