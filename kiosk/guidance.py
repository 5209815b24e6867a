"""The voice guidance: when something is said, what it cuts off, and how loud; what is said: kiosk.spoken_words."""

from typing import Final, Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from antrean.errors import AntreanError, Reason, Refused
from antrean.settings import KioskSettings
from antrean.wording import Sentence
from kiosk import spoken_words
from kiosk.access import Access
from kiosk.presenter import KioskPresenter
from kiosk.speaker import WARNING, Saying
from kiosk.state import KioskState

GATHER_MS: Final = 40
"""A page, its notice and the control that gets the focus come one after the other and are one text."""

USUAL_STEP: Final = Access().volume


class Mouth(Protocol):
    """What the guidance needs of kiosk.speaker.Speaker."""

    def say(self, saying: Saying, *, cuts: bool = True) -> None: ...

    def be_quiet(self) -> None: ...


def check(settings: KioskSettings) -> None:
    """Raise Refused(bad_input) for a loudness that cannot be."""
    if not 0 <= settings.guidance_volume <= 1:
        sentence = f"kiosk.guidance_volume must be between 0 and 1, not {settings.guidance_volume}."
        raise Refused(Reason.BAD_INPUT, sentence, key="kiosk.guidance_volume")


def loudness(access: Access, settings: KioskSettings) -> float:
    """Return 0 to 1: the settings' loudness at the step each visitor begins with, and in proportion at the others."""
    return min(1.0, settings.guidance_volume * access.volume / USUAL_STEP)


class Guidance(QObject):
    """Follows the presenter and the focus of its window; connect the application's `focusChanged` to `on_focus`."""

    def __init__(
        self,
        *,
        presenter: KioskPresenter,
        window: QWidget,
        mouth: Mouth,
        settings: KioskSettings,
        gather_ms: int = GATHER_MS,
    ) -> None:
        """Begin to follow; raise Refused(bad_input) for a loudness that cannot be."""
        super().__init__(window)
        check(settings)
        self._presenter = presenter
        self._window = window
        self._mouth = mouth
        self._settings = settings
        self._state = presenter.state
        self._page = ""
        self._typed = ""
        self._news: list[str] = []
        self._reports: list[str] = []
        self._sound = ""
        self._has_moved = False
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(gather_ms)
        self._gather.timeout.connect(self.speak)
        presenter.state_changed.connect(self.on_state)
        presenter.warned.connect(self.on_warned)
        presenter.help_asked.connect(self.on_help)

    def on_state(self, state: KioskState) -> None:
        """Say what a new state means to who cannot see it."""
        before, self._state = self._state, state
        if not state.access.is_spoken or state.technician is not None:
            if before.access.is_spoken:
                self._stop(before, state)
            return
        is_new = not before.access.is_spoken
        if is_new:
            self._news = [spoken_words.begun()]
        has_new_page = spoken_words.place(before) != spoken_words.place(state)
        if is_new or has_new_page:
            self._page = spoken_words.page(state)
        if not is_new:
            self._typed = spoken_words.typed(before, state) or self._typed
            self._news += filter(None, [spoken_words.news(before, state)])
            # A new page says these itself.
            self._reports += filter(None, ["" if has_new_page else spoken_words.report(before, state)])
        if self._page or self._typed or self._news or self._reports:
            self._gather.start()

    def on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Say which control has the focus."""
        if self._state.access.is_spoken and self._control_of(now) is not None:
            self._has_moved = True
            self._gather.start()

    def on_warned(self) -> None:
        """Let the warning be heard, with words where the guidance is on."""
        if self._state.access.is_spoken:
            self._sound = WARNING
            self._news = [spoken_words.warning(self._state)]
            self._gather.start()
        else:
            self._mouth.say(Saying(sound=WARNING, volume=loudness(self._state.access, self._settings)))

    def on_help(self) -> None:
        """Tell again what can be done here, and where the focus is."""
        self._page = spoken_words.page(self._state)
        self._reports = [spoken_words.how_to_call()]
        self._has_moved = True
        self._gather.start()

    def on_failed(self, error: AntreanError) -> None:
        """Switch the mode off that nobody can hear."""
        self._presenter.lose_voice(error)

    def speak(self) -> None:
        """Say what has gathered: what the visitor did cuts off what is being said, what happened by itself waits."""
        self._gather.stop()
        focused = self._control_of(self._window.focusWidget())
        told = focused if self._has_moved or self._page else None
        urgent = [*self._news, self._typed, self._page]
        if told is not None:
            urgent.append(spoken_words.control(told.accessibleName(), told.accessibleDescription()))
        urgent = list(filter(None, urgent))
        sound, reports = self._sound, self._reports
        self._forget()
        if urgent:
            self._say([*urgent, *reports], sound=sound, cuts=True)
        elif reports:
            self._say(reports, cuts=False)

    def _say(self, texts: list[str], *, cuts: bool, sound: str = "") -> None:
        state = self._state
        text = spoken_words.speakable(" ".join(texts), state.language)
        self._mouth.say(
            Saying(
                sentences=(Sentence(language=state.language, text=text),),
                sound=sound,
                volume=loudness(state.access, self._settings),
            ),
            cuts=cuts,
        )

    def _stop(self, before: KioskState, after: KioskState) -> None:
        self._forget()
        if spoken_words.was_switched_off(before, after):
            self._say([spoken_words.ended()], cuts=True)
        else:
            # The next visitor hears nothing of the last one.
            self._mouth.be_quiet()

    def _forget(self) -> None:
        self._gather.stop()
        self._page, self._typed, self._news, self._reports = "", "", [], []
        self._sound, self._has_moved = "", False

    def _control_of(self, widget: QWidget | None) -> QWidget | None:
        """Return the widget if it is a control of this window that can be named."""
        if widget is None or widget is self._window or not self._window.isAncestorOf(widget):
            return None
        return widget if widget.accessibleName() else None
