"""What the supervisor's page says of officers: roles, agencies, and how things stand with their PINs."""

from typing import assert_never

from PySide6.QtCore import QCoreApplication

from antrean.mall_record import Mall
from antrean.model import Role
from antrean.officers import OneTimePin
from antrean.signing import Person
from counter.supervisor import words
from counter.supervisor.state import Done
from counter.supervisor.wishes import AddOfficer, ChangeOfficer, ForOfficers, ResetPin, RetireOfficer, UnlockOfficer

translate = QCoreApplication.translate


def role(one: Role) -> str:
    match one:
        case Role.OFFICER:
            return translate("supervisor", "Officer")
        case Role.SUPERVISOR:
            return translate("supervisor", "Supervisor")
        case Role.ADMINISTRATOR:
            return translate("supervisor", "Administrator")
        case Role.TECHNICIAN:
            return translate("supervisor", "Technician")
        case _:
            assert_never(one)


def agencies(letters: tuple[str, ...], mall: Mall, language: str) -> str:
    """Return the short names of agencies; none means the whole mall."""
    known = {one.code: one.short.in_language(language) for one in mall.agencies}
    return ", ".join(known.get(letter, letter) for letter in letters) or translate("supervisor", "whole mall")


def pin(person: Person, mall: Mall, language: str) -> tuple[str, str, str]:
    """Return how things stand with somebody's PIN, the icon and the tone that go with it."""
    if person.is_locked:
        return translate("supervisor", "Locked after wrong PINs"), "warning", "bad"
    if person.wait_until is not None:
        time = words.at(person.wait_until, mall, language)
        return translate("supervisor", "Wrong PIN, may try again at {time}").format(time=time), "hourglass", "warn"
    if not person.has_pin:
        return translate("supervisor", "No PIN yet"), "warning", "warn"
    if person.is_once:
        return translate("supervisor", "One-time PIN, not used yet"), "hourglass", "muted"
    return translate("supervisor", "Own PIN"), "check", "muted"


def done(one: Done, wish: ForOfficers) -> str:
    """Return what was done; empty while the digits themselves are shown."""
    name = _name(one.answer)
    match wish:
        case AddOfficer():
            if _is_lost(one.answer):
                return _lost_pin(name)
            return translate("supervisor", "{officer} can sign in now.").format(officer=name)
        case ResetPin():
            if _is_lost(one.answer):
                return _lost_pin(name)
            return translate("supervisor", "{officer} has a new one-time PIN.").format(officer=name)
        case ChangeOfficer():
            return translate("supervisor", "{officer} was changed.").format(officer=name)
        case UnlockOfficer():
            return translate("supervisor", "{officer} may try again now.").format(officer=name)
        case RetireOfficer():
            return translate("supervisor", "{officer} cannot sign in any more.").format(officer=name)
        case _:
            assert_never(wish)


def _is_lost(answer: object) -> bool:
    return isinstance(answer, OneTimePin) and answer.is_repeated


def _lost_pin(name: str) -> str:
    text = translate("supervisor", "Done, but the PIN of {officer} was lost with the connection. Make a new one.")
    return text.format(officer=name)


def _name(answer: object) -> str:
    officer = answer.officer if isinstance(answer, OneTimePin) else answer
    return str(getattr(officer, "name", ""))
