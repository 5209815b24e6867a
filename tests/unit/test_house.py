"""What the project promises about itself: pure modules stay pure, and the lock holds what is asked for."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PURE = (
    *("model", "lifecycle", "order", "numbering", "hours", "estimate", "wording", "receipt", "errors", "settings"),
    *("receipt_words", "clock", "assets", "reading", "templates", "voice_rules", "plain_file", "toml_guard"),
)
APPS = ("antrean", "kiosk", "counter", "display")


def _python_files() -> list[Path]:
    return [file for app in APPS for file in sorted((ROOT / app).rglob("*.py"))]


def _imported(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("name", [name for name in PURE if (ROOT / "antrean" / f"{name}.py").exists()])
def test_a_pure_module_imports_only_the_standard_library_and_pure_modules(name: str) -> None:
    pure = {f"antrean.{module}" for module in PURE}
    foreign = {
        module
        for module in _imported(ROOT / "antrean" / f"{name}.py")
        if module not in pure and module.split(".")[0] not in sys.stdlib_module_names
    }
    assert foreign == set()


def _pins() -> list[Requirement]:
    """Return the lock's lines: a name, one version, and where it holds."""
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return [Requirement(line.removesuffix("\\")) for line in lines if re.match(r"[a-z0-9]", line)]


def _holds(one: Requirement, python: str, platform: str) -> bool:
    place = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": platform}
    return one.marker is None or one.marker.evaluate(place)


@pytest.mark.parametrize("platform", ["linux", "win32"])
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.14"])
def test_the_lock_holds_one_allowed_version_of_every_requirement(python: str, platform: str) -> None:
    locked: dict[str, list[Version]] = {}
    for pin in _pins():
        if _holds(pin, python, platform):
            (version,) = pin.specifier
            locked.setdefault(canonicalize_name(pin.name), []).append(Version(version.version))
    assert {name: found for name, found in locked.items() if len(found) != 1} == {}
    project = PROJECT["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    asked = [one for one in map(Requirement, lines) if _holds(one, python, platform)]
    assert len(asked) > 10
    unmet = [str(one) for one in asked if not one.specifier.contains(locked[canonicalize_name(one.name)][0])]
    assert unmet == []


def test_every_locked_package_has_a_hash_and_names_no_place() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z])", text)[1:]
    assert len(entries) == len(_pins())
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"\w+://\S+|file:\S+", text) == []


def test_no_colour_stands_in_python() -> None:
    # Colours live in assets/tokens.toml.
    found = [
        f"{file.relative_to(ROOT)}: {colour}"
        for file in _python_files()
        for colour in re.findall(r"""["']#[0-9A-Fa-f]{3,8}["']""", file.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_standard_spelling_is_used() -> None:
    kinds = {".py", ".md", ".toml", ".ts", ".qss"}
    roots = [ROOT / folder for folder in (*APPS, "assets", "docs")]
    files = [file for root in roots for file in root.rglob("*") if file.suffix in kinds]
    misspelt = re.compile(r"\bantrian\b", re.IGNORECASE)
    # The glossary may name the other spelling to warn of it.
    named = [file.name for file in files if misspelt.search(file.read_text(encoding="utf-8"))]
    assert [name for name in named if name != "glossary.md"] == []


def test_every_module_says_what_it_knows() -> None:
    silent = [
        str(file.relative_to(ROOT))
        for file in _python_files()
        if file.stat().st_size and not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_only_a_class_translates_for_itself() -> None:
    # lupdate takes the variable's name for the class, so such a text would never find its translation.
    calls = re.compile(r"\b(?!self\b)\w+\.tr\(")
    found = [(file.name, call) for file in _python_files() for call in calls.findall(file.read_text(encoding="utf-8"))]
    assert found == []
