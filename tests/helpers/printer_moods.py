"""A printer on one port that changes its mood, and what the kiosk is to know of each mood."""

import contextlib
import socket
from dataclasses import dataclass
from typing import Final

from antrean.devices.printer import PrinterCondition
from antrean.model import PrintState
from antrean.settings import PrinterSettings
from tests.helpers.fake_printer import Mood, NetworkFake, refusing_port

REPLY_MS: Final = 400
SLOW_S: Final = 30.0

REFUSING: Final = "refusing"
"""Nobody listens at the port: the printer is off, or starts."""


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What is known after one ticket of a printer in a mood that was well when it was last asked."""

    mood: str
    state: PrintState
    kind: PrinterCondition
    words: str
    """A part of the sentence for the technician."""
    is_sent: bool
    """The printer got bytes of the ticket, whatever became of them."""


MATRIX: Final = (
    Expected(mood=Mood.HEALTHY, state=PrintState.PRINTED, kind=PrinterCondition.OK, words="Printed.", is_sent=True),
    Expected(
        mood=Mood.SILENT,
        state=PrintState.UNKNOWN,
        kind=PrinterCondition.OFFLINE,
        words="look whether it came out",
        is_sent=True,
    ),
    Expected(
        mood=REFUSING, state=PrintState.FAILED, kind=PrinterCondition.OFFLINE, words="Nothing listens at", is_sent=False
    ),
    Expected(
        mood=Mood.HALF_WAY,
        state=PrintState.UNKNOWN,
        kind=PrinterCondition.OFFLINE,
        words="broke the connection during the ticket",
        is_sent=True,
    ),
    Expected(
        mood=Mood.PAPER_OUT,
        state=PrintState.FAILED,
        kind=PrinterCondition.NO_PAPER,
        words="put in a new roll",
        is_sent=False,
    ),
    Expected(
        mood=Mood.RUNS_OUT,
        state=PrintState.FAILED,
        kind=PrinterCondition.NO_PAPER,
        words="ran out of paper during the ticket",
        is_sent=True,
    ),
    Expected(
        mood=Mood.NEAR_END,
        state=PrintState.PRINTED,
        kind=PrinterCondition.NEAR_END,
        words="nearly used up: have a new one ready",
        is_sent=True,
    ),
    Expected(
        mood=Mood.COVER_OPEN,
        state=PrintState.FAILED,
        kind=PrinterCondition.COVER_OPEN,
        words="has its cover open: close it",
        is_sent=False,
    ),
    Expected(
        mood=Mood.GARBAGE,
        state=PrintState.UNKNOWN,
        kind=PrinterCondition.ERROR,
        words="look whether it came out",
        is_sent=True,
    ),
    Expected(
        mood=Mood.SLOW,
        state=PrintState.UNKNOWN,
        kind=PrinterCondition.OFFLINE,
        words="did not confirm it within 0.4 s",
        is_sent=True,
    ),
)
"""The moods of the kiosk's printer matrix; a slow one takes 30 s for its answer."""


class MoodyPrinter:
    """A printer whose mood changes from one connection to the next; use it as a context."""

    def __init__(self, mood: str = Mood.HEALTHY) -> None:
        self._closing = contextlib.ExitStack()
        self._fake: NetworkFake | None = None
        with socket.socket() as held:
            held.bind(("127.0.0.1", 0))
            self._port: int = held.getsockname()[1]
        self._mood = mood

    def __enter__(self) -> "MoodyPrinter":
        self.become(self._mood)
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    @property
    def settings(self) -> PrinterSettings:
        """Settings that lead here, with short time limits and a look only when one is asked for or in trouble."""
        return PrinterSettings(
            kind="network",
            host="127.0.0.1",
            port=self._port,
            connect_timeout_ms=1000,
            reply_timeout_ms=REPLY_MS,
        )

    def become(self, mood: str) -> None:
        """Break off what goes on and be in another mood, with no paper behind it."""
        self._closing.close()
        self._fake = None
        if mood == REFUSING:
            self._closing.enter_context(refusing_port(self._port))
        else:
            self._fake = self._closing.enter_context(NetworkFake(Mood(mood), slow_s=SLOW_S, port=self._port))

    def wake(self) -> None:
        """Let a slow printer go on with what it was sent, and be slow no more."""
        assert self._fake is not None, "nobody listens"
        self._fake.wake()

    def tickets(self, count: int) -> list[bytes]:
        """Return the first papers since the mood changed, once there are so many."""
        assert self._fake is not None, "nobody listens"
        return self._fake.tickets(count)
