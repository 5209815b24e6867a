"""The check of the translation files finds each kind of fault."""

from pathlib import Path

import pytest

from tests.helpers import translations

WHOLE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="id" sourcelanguage="en">
<context>
    <name>Desk</name>
    <message>
        <source>Counter {label}</source>
        <translation>Loket {label}</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting</source>
        <translation><numerusform>%n menunggu</numerusform></translation>
    </message>
</context>
</TS>
"""
SOURCE = """
class Desk(QObject):
    def texts(self, count):
        return [self.tr("Counter {label}"), self.tr("%n waiting", "", count)]
"""


def _ts(folder: Path, text: str) -> Path:
    file = folder / "antrean_id.ts"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_whole_file_has_no_fault(tmp_path: Path) -> None:
    assert translations.faults_within(_ts(tmp_path, WHOLE)) == []


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("<translation>Loket", '<translation type="unfinished">Loket', "is unfinished"),
        ("<translation>Loket", '<translation type="vanished">Loket', "is vanished"),
        ("<translation>Loket {label}</translation>", "<translation></translation>", "has no translation"),
        ("<numerusform>%n menunggu</numerusform>", "<numerusform> </numerusform>", "has no translation"),
        ("Loket {label}", "Loket {lable}", "has other placeholders"),
        ("%n menunggu", "menunggu", "has other placeholders"),
        ("Loket {label}", "Antrian {label}", 'must say "antrean"'),
    ],
)
def test_a_fault_in_a_file_is_named(tmp_path: Path, good: str, bad: str, said: str) -> None:
    assert good in WHOLE
    (fault,) = translations.faults_within(_ts(tmp_path, WHOLE.replace(good, bad)))
    assert said in fault


def test_a_file_is_compared_with_the_source(tmp_path: Path) -> None:
    (tmp_path / "counter").mkdir()
    (tmp_path / "counter" / "desk.py").write_text(SOURCE, encoding="utf-8")
    assert translations.faults_against_source(_ts(tmp_path, WHOLE), root=tmp_path) == []
    (tmp_path / "counter" / "desk.py").write_text(SOURCE.replace("waiting", "people waiting"), encoding="utf-8")
    lacking, left = translations.faults_against_source(_ts(tmp_path, WHOLE), root=tmp_path)
    assert "'%n people waiting' is missing" in lacking
    assert "'%n waiting' is no longer in the source" in left


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('self.tr("Counter {label}").format(label=label)', None),
        ('QCoreApplication.translate("Desk", text)', None),
        ('"ab".translate(table)', None),
        ('self.tr(f"Counter {label}")', "put together"),
        ('self.tr("Counter {}".format(label))', "put together"),
        ('self.tr("Counter " + label)', "put together"),
        ('QCoreApplication.translate("Desk", f"Counter {label}")', "put together"),
        ('translate("Desk", f"Counter {label}")', "put together"),
        ('window.tr("Counter")', "another object"),
        ('tr("Desk", "Counter")', "another object"),
    ],
)
def test_a_text_that_no_file_can_hold_is_named(tmp_path: Path, line: str, said: str | None) -> None:
    (tmp_path / "kiosk").mkdir()
    (tmp_path / "kiosk" / "page.py").write_text(f"\n{line}\n", encoding="utf-8")
    found = translations.faults_in_source(root=tmp_path)
    assert len(found) == (said is not None)
    assert all(fault.startswith("kiosk/page.py:2: ") and said is not None and said in fault for fault in found)


def test_a_build_is_compared_with_its_file(tmp_path: Path) -> None:
    ts = _ts(tmp_path, WHOLE)
    assert translations.faults_of_build(ts) == ["antrean_id.qm is not built"]
    translations.build(ts)
    assert translations.faults_of_build(ts) == []
    _ts(tmp_path, WHOLE.replace("menunggu", "antre"))
    assert translations.faults_of_build(ts) == ["antrean_id.qm was not built from antrean_id.ts as it is now"]
