"""What ails a database, in the words of a technician's screen."""

import sqlite3
from pathlib import Path

import pytest

from antrean.errors import Ail, Refused, Unavailable
from antrean.store.engine import explain_sqlite
from antrean.store.store import Store
from antrean.ui import database_words
from antrean.ui.language import Language


def said(error: Unavailable | Refused) -> str:
    return database_words.what_is_wrong(error)


@pytest.mark.parametrize("language", ["id", "en"])
def test_everything_that_ails_one_has_words_of_its_own(english: Language, language: str) -> None:
    english.set(language)
    words = [said(Unavailable("database", "The database file x …", ail=ail)) for ail in Ail]
    assert len(set(words)) == len(Ail)
    assert not any("The database file" in one for one in words)


def test_they_are_in_the_language_of_the_screen(english: Language) -> None:
    older = Unavailable("schema", "The database file x is of an older version (0004).", ail=Ail.OLDER)
    assert said(older) == "Its tables are of an older version: run “antrean db upgrade”."
    english.set("id")
    assert said(older) == "Tabelnya dari versi lama: jalankan “antrean db upgrade”."


def test_what_the_system_says_stays_as_it_is(english: Language) -> None:
    english.set("id")
    away = Store("postgresql://antrean@127.0.0.1:9/hall", new_day=lambda unit: None)
    with pytest.raises(Unavailable) as caught:
        away.check_schema()
    away.close()
    assert said(caught.value).startswith("Tidak dapat dihubungi. (")


def test_an_error_of_which_no_more_is_known_says_its_sentence(english: Language) -> None:
    english.set("id")
    assert said(Unavailable("file", "No such file.")) == "No such file."


@pytest.mark.parametrize(
    "name", ["NOTADB", "CORRUPT", "CANTOPEN", "READONLY", "PERM", "FULL", "BUSY", "LOCKED", "IOERR"]
)
def test_all_that_is_known_of_sqlite_is_told_from_each_other(name: str) -> None:
    error = sqlite3.OperationalError("words")
    error.sqlite_errorname = f"SQLITE_{name}"
    found = explain_sqlite("the database file x", error)
    assert found is not None
    assert found.ail is not None


def test_a_file_without_tables(tmp_path: Path) -> None:
    (tmp_path / "hall.db").touch()
    store = Store(f"sqlite:///{tmp_path / 'hall.db'}", new_day=lambda unit: None)
    with pytest.raises(Unavailable) as caught:
        store.check_schema()
    store.close()
    assert caught.value.ail is Ail.NO_TABLES
