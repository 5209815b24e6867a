"""The soft sound of a counter when a visitor at a kiosk asks for a companion, played off the GUI thread."""

import logging
import threading
from typing import Final

from antrean import assets
from antrean.devices import voice_play, voice_sound
from antrean.devices.voice_play import Piece, Player
from antrean.settings import VoiceSettings

_log = logging.getLogger(__name__)

CLOSE_S: Final = 4.0


class Ring:
    """Rings once at each `ring()`, never two sounds over each other; without a loudspeaker it is quiet."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._thread: threading.Thread | None = None
        self._was_told = False

    @staticmethod
    def of(settings: VoiceSettings) -> "Ring":
        """Return the ring of a PC's sound device; raise Refused(bad_input) for a sink that cannot be."""
        return Ring(voice_play.player_for(settings))

    def ring(self) -> None:
        """Ring and return at once."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._play, name="ring", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Let a ring that sounds come to its end."""
        if self._thread is not None:
            self._thread.join(CLOSE_S)

    def _play(self) -> None:
        try:
            pcm = voice_sound.read_wav(assets.path("sounds", "ring.wav"))
            played = self._player.play([Piece(language="", text="ring", pcm=pcm, chime_s=voice_sound.seconds(pcm))])
        except Exception:  # noqa: BLE001 - a counter that cannot ring still works; the log says why
            _log.exception("the counter could not ring")
            return
        if not played.audible and not self._was_told:
            self._was_told = True
            _log.warning("the counter cannot ring: %s", played.trouble)
