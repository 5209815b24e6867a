"""What visitors, staff and the hall can do at the kiosk: one method for each, one state for all."""

import uuid
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from antrean.clock import HallClock
from antrean.errors import AntreanError, Unavailable
from antrean.model import PrintState, Priority
from antrean.settings import KioskSettings
from antrean.store.store import Store
from antrean.ui.feed import EventBatch
from antrean.ui.jobs import Runner
from antrean.ui.language import LANGUAGES
from kiosk import access
from kiosk.access import Access
from kiosk.asking import Asking
from kiosk.companion import Companions
from kiosk.finding import Finding
from kiosk.hall import Hall
from kiosk.idle import Quiet
from kiosk.numbers import Numbers, PaperWay
from kiosk.reading import Reading
from kiosk.stage import Stage
from kiosk.state import KioskState, Notice, Page
from kiosk.technician import Technicians, Workbench
from kiosk.warning import closing_in
from kiosk.ways import Ways

TIMES_TO_CALL = 3
"""The help key first speaks and repeats; who presses it on and on needs somebody."""


class KioskPresenter(QObject):
    """The kiosk without its face. Every method of a visitor counts as a touch.

    `warned` comes when the visitor is first told that the kiosk will go back to its start, for the sound of it;
    `help_asked` when somebody who is spoken to wants to hear again what can be done.
    """

    state_changed = Signal(object)
    warned = Signal()
    help_asked = Signal()

    def __init__(
        self,
        *,
        store: Store,
        jobs: Runner,
        clock: HallClock,
        paper: PaperWay | None,
        name: str,
        settings: KioskSettings,
        status_url: str = "",
        languages: tuple[str, ...] = LANGUAGES,
        quiet: Quiet | None = None,
        bench: Workbench | None = None,
        new_request: Callable[[], str] = lambda: uuid.uuid4().hex,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._settings = settings
        self._status_url = status_url
        self._quiet = quiet or Quiet(parent=self)
        self._quiet.ticked.connect(self.tick)
        start = KioskState(wants_paper=paper is not None, speaks=languages)
        self._stage = stage = Stage(start, quiet=self._quiet, settings=settings, parent=self)
        stage.state_changed.connect(self.state_changed)
        self._hall = Hall(stage=stage, store=store, jobs=jobs, clock=clock, on_read=self._settle, parent=self)
        self._numbers = Numbers(
            stage=stage,
            store=store,
            jobs=jobs,
            paper=paper,
            name=name,
            status_url=status_url,
            most_a_minute=settings.numbers_a_minute or None,
            new_request=new_request,
            refresh=self._hall.refresh,
            parent=self,
        )
        self._asking = Asking(stage=stage, take=self._numbers.take, parent=self)
        self._finding = Finding(stage=stage, store=store, jobs=jobs, status_url=status_url, parent=self)
        self._ways = Ways(stage=stage, numbers=self._numbers, finding=self._finding, asking=self._asking, parent=self)
        self._reading = Reading(
            stage=stage,
            store=store,
            jobs=jobs,
            paper=paper,
            name=name,
            status_url=status_url,
            new_request=new_request,
            print_copy=self._numbers.print_copy,
            parent=self,
        )
        self._companions = Companions(
            stage=stage, store=store, jobs=jobs, name=name, new_request=new_request, parent=self
        )
        self.technicians = Technicians(
            stage=stage,
            store=store,
            jobs=jobs,
            bench=bench,
            paper=paper,
            name=name,
            new_request=new_request,
            print_copy=self._numbers.print_copy,
            unwritten=self._numbers.unwritten,
            parent=self,
        )

    @property
    def state(self) -> KioskState:
        return self._stage.state

    @property
    def clock(self) -> HallClock:
        return self._clock

    @property
    def status_url(self) -> str:
        return self._status_url

    # What the hall does.

    def refresh(self) -> None:
        """Read the hall again; many wishes at once are one read."""
        self._hall.refresh()

    def on_batch(self, batch: EventBatch) -> None:
        """Take newly logged facts over."""
        self._numbers.follow(batch)
        self._companions.follow(batch)
        self._reading.follow()
        self._hall.follow(batch)

    def on_lost(self, error: Unavailable) -> None:
        """Say that the hall is away; what was read last stays on the screen."""
        self._companions.lose()
        self._hall.lose(error)

    def on_bug(self) -> None:
        """Go back to a calm start after a bug on the screen; the log has it already."""
        self._stage.start_again()
        self.refresh()

    def tick(self) -> None:
        """Count the seconds: how long a number may be taken back, and when it is quiet enough to start again."""
        given = self.state.given
        if given is not None and given.cancel_left_s > 0 and not given.is_cancelling:
            self._stage.set(given=replace(given, cancel_left_s=given.cancel_left_s - 1))
        self.technicians.tick()
        self._finding.tick()
        limit = self._stage.limit_s
        if limit is None or self.state.is_busy:
            return
        left = closing_in(self._quiet.seconds(), limit, self._settings.warning_s)
        if left == 0:
            self._stage.start_again()
            return
        is_new = left is not None and self.state.closing_in_s is None
        self._stage.set(closing_in_s=left)
        if is_new and self._is_worth_a_sound():
            self.warned.emit()

    def _is_worth_a_sound(self) -> bool:
        # Who has the paper in the hand loses nothing, and is gone: a sound after every number would only disturb.
        given = self.state.given
        has_paper = given is not None and given.paper is PrintState.PRINTED
        return not has_paper or self.state.access.is_spoken

    # Coming, going and being there.

    def touch(self) -> None:
        """Notice that somebody is there."""
        self._stage.touch()

    def extend(self) -> None:
        """Give the visitor who was warned the whole time again."""
        is_warned, left = self.state.closing_in_s is not None, self.state.extensions_left
        self.touch()
        if is_warned and left > 0:
            self._stage.set(extensions_left=left - 1)

    def wake(self) -> None:
        """Show the agencies of a closed hall: what is offered, why not now, and when again."""
        self.touch()
        if self.state.page is Page.CLOSED:
            self._stage.set(is_awake=True)

    def home(self) -> None:
        """Go to the first page; language, modes and priority stay with the visitor."""
        self.touch()
        self._ways.home()

    def back(self) -> None:
        """Go one step back."""
        self.touch()
        self._ways.back()

    def done(self) -> None:
        """Leave, and start for the next visitor."""
        self.touch()
        if not self.state.is_busy:
            self._stage.start_again()

    # Finding a service.

    def choose_agency(self, agency: str) -> None:
        """Open the services of an agency, also of a closed one: they say why and from when again."""
        self.wake()
        self._ways.choose_agency(agency)

    def choose_service(self, service: str) -> None:
        """Open one service alone."""
        self.touch()
        self._ways.choose_service(service)

    def turn_to(self, sheet: int) -> None:
        """Show another sheet of a page that does not fit on one screen."""
        self.touch()
        self._stage.set(turn=max(0, sheet))

    def open_search(self) -> None:
        """Begin a search with nothing typed."""
        self.wake()
        if self.state.page is Page.AGENCIES:
            self._finding.open()

    def type_text(self, sign: str) -> None:
        """Add a letter, a digit or a blank to what is searched for, or a digit to the PIN."""
        self.touch()
        if self.state.page is Page.SEARCH:
            self._finding.type_text(sign)
        self.technicians.type_digit(sign)

    def erase(self) -> None:
        """Take the last letter or digit back."""
        self.touch()
        if self.state.page is Page.SEARCH:
            self._finding.erase()
        self.technicians.erase()

    def clear_search(self) -> None:
        """Begin again with nothing typed."""
        self.touch()
        if self.state.page is Page.SEARCH:
            self._finding.clear()

    def open_standards(self) -> None:
        """Show the promise and the standards of service."""
        self.touch()
        self._ways.open_standards()

    # Who is served first.

    def open_priority(self) -> None:
        """Ask who needs to be served first."""
        self.touch()
        self._asking.open()

    def toggle_priority(self, kind: Priority) -> None:
        """Choose a kind, or take the choice back; several may apply."""
        self.touch()
        self._asking.toggle(kind)

    def confirm_priority(self) -> None:
        """Go on with what is chosen; the number that was wanted before the question follows at once."""
        self.touch()
        self._asking.confirm()

    def clear_priority(self) -> None:
        """Go on without priority."""
        self.touch()
        self._asking.clear()

    # The number.

    def take(self, service: str) -> None:
        """Give a number of a service: at most one for one wish, however often it is touched."""
        self.touch()
        state = self.state
        if state.page in (Page.SERVICES, Page.SERVICE) and not state.is_busy and not self._asking.asks_before(service):
            self._numbers.take(service)

    def cancel(self) -> None:
        """Take the number on the screen back, as long as that is offered."""
        self.touch()
        self._numbers.cancel()

    def print_again(self) -> None:
        """Print the paper that did not come out, now that the printer is back."""
        self.touch()
        self._numbers.print_again()

    def scanned(self, text: str, *, query: str | None = None) -> None:
        """Show what became of the ticket whose code was read.

        `query` is what was searched for before the scanner typed into it.
        """
        self.touch()
        state = self.state
        if query is not None and state.is_searching:
            self._finding.set_query(query)
        if state.is_busy or state.technician is not None or state.offer is None:
            return
        if state.given is not None:
            self._stage.start_again()
        self._reading.scanned(text)

    def reprint_found(self) -> None:
        """Print the paper of the scanned ticket once more."""
        self.touch()
        self._reading.reprint()

    # How the visitor wants the screen.

    def switch_language(self) -> None:
        """Speak the next language; the ticket will too."""
        self.touch()
        wanted = self.state.next_language
        if wanted is not None:
            self._stage.set(language=wanted, hits=self._finding.hits(self.state.query, wanted))

    def next_text_size(self) -> None:
        """Make all text larger, after the largest normal again."""
        self._set_access(access.next_text_size(self.state.access))

    def toggle_contrast(self) -> None:
        self._set_access(replace(self.state.access, is_contrast=not self.state.access.is_contrast))

    def toggle_low(self) -> None:
        """Bring everything that can be touched down, or back."""
        self._set_access(replace(self.state.access, is_low=not self.state.access.is_low))

    def toggle_easy(self) -> None:
        self._set_access(replace(self.state.access, is_easy=not self.state.access.is_easy))

    def toggle_spoken(self) -> None:
        self._set_access(replace(self.state.access, is_spoken=not self.state.access.is_spoken))

    def louder(self) -> None:
        """Speak louder, after the loudest softly again."""
        self._set_access(access.louder(self.state.access))

    def _set_access(self, wanted: Access) -> None:
        self.touch()
        self._stage.set(access=wanted, turn=0)

    # People who help.

    def call_companion(self) -> None:
        """Ring for somebody who helps at this kiosk."""
        self.touch()
        self._companions.call()

    def withdraw_companion(self) -> None:
        """Take the call for a companion back."""
        self.touch()
        self._companions.withdraw()

    def ask_help(self, times: int = 1) -> None:
        """Speak, for who pressed the help key so many times in a row; then tell again; at the third, ring."""
        if self.state.technician is not None:
            return
        if not self.state.access.is_spoken:
            self.toggle_spoken()
        elif times < TIMES_TO_CALL:
            self.help_asked.emit()
        else:
            self.call_companion()

    def lose_voice(self, error: AntreanError) -> None:
        """Switch the voice guidance off because it cannot be heard, and say so on the screen."""
        state = self.state
        if state.access.is_spoken:
            notice = Notice(error=Unavailable("guidance", error.sentence))
            self._stage.set(access=replace(state.access, is_spoken=False), notice=notice)

    def _settle(self) -> None:
        self._numbers.settle()
        self._companions.settle()
        self._finding.settle()
