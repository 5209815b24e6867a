"""Whether the translations are complete, true to the source and built (`python -m tests.helpers.translations`)."""

import ast
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "assets" / "i18n"
SOURCES = ("antrean/ui", "kiosk", "counter", "display")
_TOOLS = Path(sys.executable).parent
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|%n|%\d")
# The standard form is "antrean"; the other spelling is what people type.
_MISSPELT = re.compile(r"\bantrian", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Message:
    """One text of the source as a .ts file holds it; `translations` are its plural forms, mostly one."""

    context: str
    source: str
    comment: str
    translations: tuple[str, ...]
    mark: str

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.context, self.source, self.comment)


def messages(ts: Path) -> Iterator[Message]:
    """Read the messages of a .ts file, in its order; raise ParseError when it is no XML."""
    # The file is our own, from this repository.
    for context in ElementTree.parse(ts).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = [] if translation is None else [form.text or "" for form in translation.iter("numerusform")]
            yield Message(
                context=context.findtext("name", ""),
                source=message.findtext("source", ""),
                comment=message.findtext("comment", ""),
                translations=tuple(forms or ["" if translation is None else translation.text or ""]),
                mark="" if translation is None else translation.get("type", ""),
            )


def faults_within(ts: Path) -> list[str]:
    """Return what is wrong inside one .ts file: unfinished, obsolete or empty texts, lost placeholders, spelling."""
    found = []
    for message in messages(ts):
        where = f"{ts.name}: {message.context}: {message.source!r}"
        if message.mark:
            found.append(f"{where} is {message.mark}")
        elif not all(form.strip() for form in message.translations):
            found.append(f"{where} has no translation")
        for form in message.translations:
            if form.strip() and _placeholders(form) != _placeholders(message.source):
                found.append(f"{where} has other placeholders in {form!r}")
            if _MISSPELT.search(form):
                found.append(f'{where} must say "antrean": {form!r}')
    return found


def faults_against_source(ts: Path, *, root: Path = ROOT) -> list[str]:
    """Return the texts that the source has and the .ts file lacks, and the other way round."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.ts"
        sources = [folder for folder in SOURCES if (root / folder).is_dir()]
        options = ["-silent", "-extensions", "py", "-locations", "none", "-no-obsolete", "-source-language", "en"]
        _run(["pyside6-lupdate", *options, *sources, "-ts", str(fresh)], root)
        in_source = {message.key for message in messages(fresh)}
    in_file = {message.key for message in messages(ts)}
    lacking = [f"{ts.name}: {key[0]}: {key[1]!r} is missing" for key in sorted(in_source - in_file)]
    left = [f"{ts.name}: {key[0]}: {key[1]!r} is no longer in the source" for key in sorted(in_file - in_source)]
    return lacking + left


def faults_in_source(*, root: Path = ROOT) -> list[str]:
    """Return the calls whose text no .ts file can hold: put together at run time, or `tr` of another object.

    lupdate passes over the first in silence and files the second under a context that is never asked for.
    """
    found = []
    for file in sorted(file for folder in SOURCES for file in (root / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute | ast.Name):
                continue
            where = f"{file.relative_to(root)}:{node.lineno}"
            called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            text = {"tr": 0, "translate": 1}.get(called, len(node.args))
            if text < len(node.args) and isinstance(node.args[text], ast.JoinedStr | ast.BinOp | ast.Call):
                found.append(f"{where}: the text is put together before it is translated")
            if called == "tr" and ast.unparse(node.func) != "self.tr":
                found.append(f"{where}: tr() of another object than self")
    return found


def build(ts: Path, target: Path | None = None) -> None:
    """Build the .qm file beside a .ts file, or at `target`."""
    _run(["pyside6-lrelease", "-silent", str(ts), "-qm", str(target or ts.with_suffix(".qm"))], ROOT)


def faults_of_build(ts: Path) -> list[str]:
    """Return whether the .qm file beside a .ts file is missing or was built from other texts."""
    built = ts.with_suffix(".qm")
    if not built.is_file():
        return [f"{built.name} is not built"]
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / built.name
        build(ts, fresh)
        same = fresh.read_bytes() == built.read_bytes()
    return [] if same else [f"{built.name} was not built from {ts.name} as it is now"]


def faults() -> list[str]:
    """Return everything that is wrong with the translations of this checkout, a line each."""
    files = sorted(FOLDER.glob("*.ts"))
    if not files:
        return ["assets/i18n holds no .ts file"]
    return [fault for ts in files for fault in [*faults_within(ts), *faults_against_source(ts), *faults_of_build(ts)]]


def _placeholders(text: str) -> list[str]:
    return sorted(_PLACEHOLDER.findall(text))


def _run(command: list[str], root: Path) -> None:
    tool, *arguments = command
    done = subprocess.run([str(_TOOLS / tool), *arguments], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{tool} failed: {done.stderr or done.stdout}")


def main() -> int:
    found = faults()
    for fault in found:
        sys.stdout.write(f"{fault}\n")
    count = sum(1 for ts in FOLDER.glob("*.ts") for _ in messages(ts))
    sys.stdout.write(
        "Run ./dev i18n, then translate what is unfinished.\n" if found else f"{count} texts, all there.\n"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
