"""The code words that officers choose from: why on hold, why a break, why out of turn, why sent on; no Qt."""

from enum import StrEnum


class HoldReason(StrEnum):
    """Why a ticket is set aside: a word for the log, nothing about the visitor."""

    DOCUMENTS = "documents_missing"
    COPIES = "copies_needed"
    PAYMENT = "payment_pending"
    FORM = "form_to_fill"
    SYSTEM = "system_down"
    OTHER = "other"


class BreakReason(StrEnum):
    MEAL = "meal"
    PRAYER = "prayer"
    BRIEF = "brief"
    MEETING = "meeting"


class ChosenReason(StrEnum):
    """Why somebody is called out of turn; it stands in every list, so it is said by name."""

    FRAIL = "needs_care"
    URGENT = "urgent"
    BACK = "came_back"
    TOGETHER = "comes_together"
    SUPERVISOR = "supervisor_asked"
    OTHER = "other"


class SendReason(StrEnum):
    """Why somebody is sent on."""

    WRONG = "wrong_counter"
    NEXT = "next_step"
    CHECK = "needs_check"
    HELP = "needs_help"
