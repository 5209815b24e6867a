"""The soft sounds of a counter, played off the GUI thread: a visitor asks for a companion, people start to wait."""

import logging
import threading
from typing import Final

from antrean import assets
from antrean.devices import voice_device, voice_sound
from antrean.devices.voice_play import Piece, Player
from antrean.settings import VoiceSettings

_log = logging.getLogger(__name__)

CLOSE_S: Final = 4.0


class Ring:
    """Sounds once at each call, never two sounds over each other; without a loudspeaker it is quiet."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self._thread: threading.Thread | None = None
        self._was_told = False

    @staticmethod
    def of(settings: VoiceSettings) -> "Ring":
        """Return the ring of a PC's sound device; raise Refused(bad_input) for a sink that cannot be."""
        return Ring(voice_device.player_for(settings))

    def ring(self) -> None:
        """Ring for somebody who asks for a companion, and return at once."""
        self._sound("ring")

    def tone(self) -> None:
        """Let the one soft tone sound, and return at once."""
        self._sound("tone")

    def close(self) -> None:
        """Let a ring that sounds come to its end."""
        if self._thread is not None:
            self._thread.join(CLOSE_S)

    def _sound(self, name: str) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._play, args=(name,), name="ring", daemon=True)
            self._thread.start()

    def _play(self, name: str) -> None:
        try:
            pcm = voice_sound.read_wav(assets.path("sounds", f"{name}.wav"))
            played = self._player.play([Piece(language="", text=name, pcm=pcm, chime_s=voice_sound.seconds(pcm))])
        except Exception:  # noqa: BLE001 - a counter that cannot ring still works; the log says why
            _log.exception("the counter could not ring")
            return
        if not played.audible and not self._was_told:
            self._was_told = True
            _log.warning("the counter cannot ring: %s", played.trouble)
