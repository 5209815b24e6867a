"""The two ways a use case says no: a rule refused it, or the world failed."""

from enum import StrEnum


class Reason(StrEnum):
    """Why a rule refused an action; each screen turns the code into its own sentence."""

    # What was named does not exist in this mall.
    UNKNOWN_SERVICE = "unknown_service"
    UNKNOWN_QUEUE = "unknown_queue"
    UNKNOWN_COUNTER = "unknown_counter"
    UNKNOWN_OFFICER = "unknown_officer"
    UNKNOWN_TICKET = "unknown_ticket"
    UNKNOWN_ZONE = "unknown_zone"
    UNKNOWN_ASSISTANCE = "unknown_assistance"
    # Opening hours (kiosk).
    HOLIDAY = "holiday"
    NOT_THIS_WEEKDAY = "not_this_weekday"
    NOT_YET_OPEN = "not_yet_open"
    ON_BREAK = "on_break"
    PAST_CUTOFF = "past_cutoff"
    CLOSED_FOR_TODAY = "closed_for_today"
    QUOTA_USED_UP = "quota_used_up"
    HALL_FULL = "hall_full"
    NOT_STAFFED = "not_staffed"
    CLOSED_BY_STAFF = "closed_by_staff"
    TOO_MANY = "too_many"
    # Counter and ticket.
    WRONG_STATE = "wrong_state"
    COUNTER_CLOSED = "counter_closed"
    COUNTER_ON_BREAK = "counter_on_break"
    COUNTER_TAKEN = "counter_taken"
    COUNTER_BUSY = "counter_busy"
    NO_ACTIVE_TICKET = "no_active_ticket"
    OTHER_COUNTER = "other_counter"
    NOT_YOUR_QUEUE = "not_your_queue"
    RECALL_TOO_SOON = "recall_too_soon"
    RECALLED_OFTEN = "recalled_often"
    TARGET_CLOSED = "target_closed"
    UNKNOWN_OUTCOME = "unknown_outcome"
    IDENTITY_NUMBER = "identity_number"
    TOO_LATE = "too_late"
    NOT_YOUR_TICKET = "not_your_ticket"
    ANOTHER_DAY = "another_day"
    REASON_NEEDED = "reason_needed"
    QUEUE_WITHOUT_COUNTER = "queue_without_counter"
    # A visitor's call for a companion at a kiosk, and a second paper.
    ASSISTANCE_TAKEN = "assistance_taken"
    ASSISTANCE_OVER = "assistance_over"
    REPRINTED_ALREADY = "reprinted_already"
    # Who may do what.
    NOT_PERMITTED = "not_permitted"
    WRONG_PIN = "wrong_pin"
    PIN_WAIT = "pin_wait"
    PIN_NEEDED = "pin_needed"
    OFFICER_LOCKED = "officer_locked"
    LAST_ADMINISTRATOR = "last_administrator"
    # The whole mall.
    UNKNOWN_ALERT = "unknown_alert"
    PEOPLE_WAITING = "people_waiting"
    UNFINISHED_TICKETS = "unfinished_tickets"
    MALL_FILE = "mall_file"
    NO_MALL = "no_mall"
    LIVING_HALL = "living_hall"
    STRANGE_ROW = "strange_row"
    """Another program wrote into the database what nobody can read."""
    REQUEST_MISMATCH = "request_mismatch"
    BAD_INPUT = "bad_input"
    # This PC.
    RUNS_ALREADY = "runs_already"


class AntreanError(Exception):
    """The base of what a use case may raise on purpose; `sentence` is for a person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Refused(AntreanError):
    """A rule said no and nothing was written.

    `details` holds what the sentence speaks of (codes, counter numbers, times as
    ISO 8601 strings), so that a screen can say it in the visitor's language.
    """

    def __init__(self, reason: Reason, sentence: str, **details: object) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.details = details


class Ail(StrEnum):
    """What ails a database: screens say it in their own language."""

    NO_CONNECTION = "no_connection"
    NOT_SQLITE = "not_sqlite"
    DAMAGED = "damaged"
    CANNOT_OPEN = "cannot_open"
    READ_ONLY = "read_only"
    DISK_FULL = "disk_full"
    HELD = "held"
    FAILS = "fails"
    NO_RIGHT = "no_right"
    ENDED = "ended"
    UNREACHABLE = "unreachable"
    NO_TABLES = "no_tables"
    OLDER = "older"
    NEWER = "newer"


class Unavailable(AntreanError):
    """The world failed: a database, a printer, a voice.

    `what` is one word for the part that failed: "database", "schema", "printer",
    "voice", "file", "backup". `retry` says whether waiting may help. `ail` is what ails a database, where that is
    known; `detail` are the words of the system or the server about it, without a full stop.
    """

    def __init__(
        self, what: str, sentence: str, *, retry: bool = True, ail: Ail | None = None, detail: str = ""
    ) -> None:
        super().__init__(sentence)
        self.what = what
        self.retry = retry
        self.ail = ail
        self.detail = detail.rstrip(".")


class Busy(Unavailable):
    """The database is there and another program held it too long: nothing was written, and the next try may succeed."""
