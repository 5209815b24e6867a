"""What the kiosk shows now, as one frozen record, and what follows from it; no Qt, no words."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from antrean.devices.printer import Condition
from antrean.devices.printer_condition import PrinterCondition
from antrean.errors import AntreanError, Unavailable
from antrean.front import Issued, Offer
from antrean.model import DEFAULT_LANGUAGE, AssistanceState, PrintState, Priority
from antrean.settings import KioskSettings
from kiosk.access import Access
from kiosk.inspection import Inspection
from kiosk.offered import ServiceView, agency_services, hall_closed, service_view

KIOSK_PRIORITIES: Final = (Priority.ELDERLY, Priority.DISABILITY, Priority.PREGNANT, Priority.WITH_INFANT)
"""What a visitor may say of himself; the other kinds an officer decides (DOMAIN "Priority groups")."""

KEPT_FIRST: Final = (Priority.DISABILITY, Priority.PREGNANT, Priority.WITH_INFANT, Priority.ELDERLY)
"""Of several kinds a ticket keeps the first of these: what the officer has to prepare for most."""

CANCEL_MARGIN_S: Final = 3
"""The screen stops offering to take a number back so long before the rule does, for the way to the database."""

EXTENSIONS: Final = 20
"""So often a visitor may ask for more time; WCAG 2.2 (2.2.1) asks for at least ten."""

TECHNICIAN_S: Final = 300
"""Quiet time after which the technician's page shuts itself."""


_WELL: Final = (PrinterCondition.OK, PrinterCondition.SILENT, PrinterCondition.NONE)


class Page(StrEnum):
    WAITING = "waiting"
    """There is no mall to show yet."""
    CLOSED = "closed"
    """The hall gives no numbers and nobody is there."""
    AGENCIES = "agencies"
    SEARCH = "search"
    SERVICES = "services"
    SERVICE = "service"
    """One service alone."""
    PRIORITY = "priority"
    ISSUED = "issued"
    FOUND = "found"
    """What became of a number whose paper was scanned."""
    STANDARDS = "standards"
    PIN = "pin"
    TECHNICIAN = "technician"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Why the last touch did nothing; `service` is where it was, if it was on a service."""

    error: AntreanError
    service: str | None = None


@dataclass(frozen=True, kw_only=True)
class Given:
    """The number that was just given."""

    issued: Issued
    request: str
    """The request id it was issued under, which may take it back."""
    paper: PrintState
    cancel_left_s: int
    """Whole seconds in which it may still be taken back here."""
    is_cancelling: bool = False
    called_to: int | None = None
    """The counter that called it while it is still on the screen."""
    may_print_again: bool = False
    """Its paper did not come out, and the printer is back."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """The ticket whose code was scanned, as it stood then; `issued` is None for a code nobody knows."""

    issued: Issued | None = None
    may_reprint: bool = False
    is_another_day: bool = False
    is_printing: bool = False
    is_reprinted: bool = False
    """Its copy was just printed."""
    error: AntreanError | None = None
    """Why it cannot be told, or not be printed again."""


@dataclass(frozen=True, kw_only=True)
class Companion:
    """This kiosk's call for a companion that nobody has ended yet."""

    call: int
    """Its id; 0 while it is on its way."""
    state: AssistanceState
    counter: int | None = None
    """Where the officer who comes sits."""


@dataclass(frozen=True, kw_only=True)
class Technician:
    """Somebody at the hidden page, before and after the PIN."""

    is_inside: bool = False
    """The PIN was right."""
    is_wrong: bool = False
    """The last PIN was not."""
    locked_s: int = 0
    """So many seconds no PIN is taken, after several wrong ones."""
    has_pin: bool = True
    """The settings hold a PIN; without one the page stays shut."""
    typed: int = 0
    """How many digits were typed; which ones is nobody's business."""
    is_checking: bool = False
    inspection: Inspection | None = None
    """What was found when all parts were last looked at."""
    unwritten: int = 0
    """So many results and withdrawals wait for a database that answers."""
    is_testing: bool = False
    report: str = ""
    """What became of the last test, in a sentence."""


@dataclass(frozen=True, kw_only=True)
class KioskState:
    offer: Offer | None = None
    """The hall as last read; kept while the database is away."""
    trouble: AntreanError | None = None
    """Why the hall cannot be read now."""
    printer_fails: bool = False
    """The last paper did not come out."""
    printer: Condition | None = None
    """How the ticket printer was when it was last asked; None before that, and without one."""
    wants_paper: bool = True
    speaks: tuple[str, ...] = (DEFAULT_LANGUAGE, "en")
    """The languages that the screens have texts in; a mall may have fewer."""
    language: str = DEFAULT_LANGUAGE
    access: Access = field(default_factory=Access)
    is_awake: bool = False
    """Somebody touched the page of a closed hall."""
    agency: str | None = None
    service: str | None = None
    """The one service that is shown alone."""
    is_searching: bool = False
    query: str = ""
    hits: tuple[str, ...] = ()
    """Codes of the services found, the best first."""
    turn: int = 0
    """Which sheet of a page that does not fit on one screen."""
    list_turn: int = 0
    """The sheet of the list to come back to."""
    priorities: frozenset[Priority] = frozenset()
    """What the visitor said of himself; `priority` is the one that is kept."""
    priorities_before: frozenset[Priority] = frozenset()
    """The same as it was when the question was opened."""
    asked_priority: bool = False
    """The visitor saw the question, whatever was answered."""
    is_choosing_priority: bool = False
    wanted: str | None = None
    """The service whose number follows at once when the question of priority is answered."""
    is_reading_standards: bool = False
    busy_service: str | None = None
    """The service whose number is on its way."""
    notice: Notice | None = None
    given: Given | None = None
    cancelled: str | None = None
    """The code of the number that was just taken back."""
    found: Found | None = None
    companion: Companion | None = None
    technician: Technician | None = None
    closing_in_s: int | None = None
    """Seconds until the kiosk goes back to its start, while the visitor is warned of it."""
    extensions_left: int = EXTENSIONS

    @property
    def page(self) -> Page:
        if self.technician is not None:
            return Page.TECHNICIAN if self.technician.is_inside else Page.PIN
        if self.given is not None:
            return Page.ISSUED
        if self.offer is None:
            return Page.WAITING
        if self.found is not None:
            return Page.FOUND
        if self.is_reading_standards:
            return Page.STANDARDS
        if self.is_choosing_priority:
            return Page.PRIORITY
        if self.service is not None:
            return Page.SERVICE
        if self.is_searching:
            return Page.SEARCH
        if self.agency is not None:
            return Page.SERVICES
        return Page.AGENCIES if self.is_awake or hall_closed(self.offer) is None else Page.CLOSED

    @property
    def place(self) -> tuple[Page, str | None, str | None, int]:
        """What is under the visitor's finger: when it changes, a touch that began before must not count."""
        return self.page, self.agency, self.service, self.turn

    @property
    def priority(self) -> Priority | None:
        """The kind of priority that the ticket keeps."""
        return next((kind for kind in KEPT_FIRST if kind in self.priorities), None)

    @property
    def is_busy(self) -> bool:
        return self.busy_service is not None or (self.given is not None and self.given.is_cancelling)

    @property
    def needs_staff(self) -> bool:
        """Say whether the printer waits for the staff: the small sign in the header, not for visitors."""
        is_well = self.printer is None or self.printer.kind in _WELL
        return self.printer_fails or not is_well

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages to choose from, the first being that of a new visitor."""
        if self.offer is None:
            return self.speaks
        return tuple(code for code in self.offer.mall.languages if code in self.speaks) or (DEFAULT_LANGUAGE,)

    @property
    def next_language(self) -> str | None:
        """The language that the switch leads to, None where there is but one."""
        languages = self.languages
        here = languages.index(self.language) if self.language in languages else -1
        return languages[(here + 1) % len(languages)] if len(languages) > 1 else None


def fresh(state: KioskState) -> KioskState:
    """Return the start for the next visitor: what is known of the hall stays, what the last one chose goes."""
    return KioskState(
        offer=state.offer,
        trouble=state.trouble,
        printer_fails=state.printer_fails,
        printer=state.printer,
        wants_paper=state.wants_paper,
        speaks=state.speaks,
        language=state.languages[0],
        # Somebody is on the way to this kiosk, whoever stands at it now.
        companion=state.companion,
    )


def is_at_rest(state: KioskState) -> bool:
    """Say whether nothing is left of a visitor, so that no quiet time has to end."""
    return state == fresh(state)


def quiet_limit_s(state: KioskState, settings: KioskSettings) -> int | None:
    """Return after how many quiet seconds the kiosk goes back to its start; None while it stands there."""
    if state.technician is not None and state.technician.is_inside:
        return TECHNICIAN_S
    if state.given is not None:
        has_paper = state.given.paper is PrintState.PRINTED
        return settings.issued_s if has_paper else max(settings.issued_s, settings.issued_without_paper_s)
    return None if is_at_rest(state) else settings.idle_s


def with_offer(state: KioskState, offer: Offer) -> KioskState:
    """Take a newly read hall over; a visitor whose agency, service or language is gone starts again."""
    now = replace(state, offer=offer, trouble=None)
    known = {agency.code for agency in offer.mall.agencies}
    services = {one.service.code for one in offer.services}
    is_gone = (now.agency is not None and now.agency not in known) or not {now.service, now.wanted} <= {None, *services}
    if now.given is None and is_gone:
        return fresh(now)
    now = replace(now, hits=tuple(code for code in now.hits if code in services))
    return now if now.language in now.languages else replace(now, language=now.languages[0])


def services_of(state: KioskState) -> tuple[ServiceView, ...]:
    """Return the services of the chosen agency."""
    if state.offer is None or state.agency is None:
        return ()
    return agency_services(state.offer, state.agency, is_priority=state.priority is not None)


def service_of(state: KioskState) -> ServiceView | None:
    """Return the one service that is shown alone."""
    if state.offer is None or state.service is None:
        return None
    return service_view(state.offer, state.service, is_priority=state.priority is not None)


def hits_of(state: KioskState) -> tuple[ServiceView, ...]:
    """Return the services that were found, the best first."""
    if state.offer is None:
        return ()
    views = (service_view(state.offer, code, is_priority=state.priority is not None) for code in state.hits)
    return tuple(view for view in views if view is not None)


def cancel_seconds(offer: Offer) -> int:
    """Return for how long the screen offers to take a number back."""
    return max(0, offer.mall.rules.cancel_within_s - CANCEL_MARGIN_S)


def is_away(error: AntreanError | None) -> bool:
    """Say whether the hall's database cannot be reached now."""
    return isinstance(error, Unavailable)
