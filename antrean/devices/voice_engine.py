"""What every voice engine can do, and the memory for what it has said."""

from collections import OrderedDict
from collections.abc import Hashable
from typing import Final, Protocol

from antrean.devices.voice_sound import Pcm
from antrean.wording import Sentence

MEMORY_BYTES: Final = 16 * 1024 * 1024
"""Some sixty sentences: a recall says the same again. More is not worth it (docs/adr/0024)."""


class Engine(Protocol):
    """Turns sentences into sound: trimmed, at the loudness that all in the hall have in common."""

    @property
    def library(self) -> str:
        """What speaks, for the technician."""

    def render(self, sentence: Sentence, *, breath_s: float = 0.0) -> Pcm:
        """Return the sentence, with so much more silence at commas and full stops; raise Unavailable or Doubtful."""


class Memory:
    """The sounds used last, up to a size."""

    def __init__(self, most_bytes: int = MEMORY_BYTES) -> None:
        self._most = most_bytes
        self._kept: OrderedDict[Hashable, Pcm] = OrderedDict()
        self._size = 0

    def get(self, key: Hashable) -> "Pcm | None":
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Hashable, pcm: Pcm) -> None:
        old = self._kept.pop(key, None)
        self._size += _bytes(pcm) - (0 if old is None else _bytes(old))
        self._kept[key] = pcm
        while self._size > self._most and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._size -= _bytes(gone)


def _bytes(pcm: Pcm) -> int:
    return len(pcm) * pcm.itemsize
