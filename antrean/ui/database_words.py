"""The words for what ails the database: for technicians at a screen, in its language; the command has its own."""

from typing import assert_never

from PySide6.QtCore import QCoreApplication

from antrean.errors import Ail, AntreanError, Unavailable

translate = QCoreApplication.translate


def what_is_wrong(error: AntreanError) -> str:
    """Return why the database cannot be used, and what to do. The page says beside it which one it is.

    What the system or the server said of it stays as it is; so does an error of which no more is known.
    """
    match error:
        case Unavailable(ail=Ail() as ail, detail=detail):
            return " ".join([_words(ail), f"({detail})" if detail else ""]).strip()
        case _:
            return error.sentence


def _words(ail: Ail) -> str:
    match ail:
        case Ail.NO_CONNECTION:
            return translate("database", "All connections are in use; trying again.")
        case Ail.NOT_SQLITE:
            return translate("database", "This file is not a database of Antrean. Is the path right?")
        case Ail.DAMAGED:
            return translate("database", "The file is damaged: restore a backup.")
        case Ail.CANNOT_OPEN:
            return translate(
                "database",
                "The file cannot be opened. Is the path right, and may this user read it? “antrean db upgrade” makes a"
                " new one.",
            )
        case Ail.READ_ONLY:
            return translate("database", "The file may not be written by this user.")
        case Ail.DISK_FULL:
            return translate("database", "The disk is full.")
        case Ail.HELD:
            return translate("database", "Another program or PC holds the queue; trying again.")
        case Ail.FAILS:
            return translate("database", "It cannot be read or written.")
        case Ail.NO_RIGHT:
            return translate(
                "database", "The role may not do this. Give it the rights of its place again: “antrean db grant”."
            )
        case Ail.ENDED:
            return translate("database", "It waited too long for this PC and ended the connection.")
        case Ail.UNREACHABLE:
            return translate("database", "It cannot be reached.")
        case Ail.NO_TABLES:
            return translate("database", "It has no tables yet: run “antrean db upgrade”.")
        case Ail.OLDER:
            return translate("database", "Its tables are of an older version: run “antrean db upgrade”.")
        case Ail.NEWER:
            return translate("database", "Its tables are of a newer Antrean: update this PC.")
        case _:
            assert_never(ail)
