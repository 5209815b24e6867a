"""The figures inside docs/benchmarks.md: what was measured last goes between the marks of its benchmark."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

PAGE: Final = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"


def refill(page: Path, folder: Path, names: tuple[str, ...]) -> list[str]:
    """Put the results lying in a folder into the page; return the benchmarks whose figures were found."""
    text = page.read_text(encoding="utf-8")
    found = []
    for name in names:
        file = folder / f"{name}.json"
        if file.exists():
            result = json.loads(file.read_text(encoding="utf-8"))
            text = fill(text, name, f"{_conditions(result)}\n\n{result['text'].strip()}")
            found.append(name)
    page.write_text(text, encoding="utf-8")
    return found


def fill(text: str, name: str, content: str) -> str:
    """Return a page with the part between <!-- name --> and <!-- end --> replaced; raise ValueError without marks."""
    marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not marked.search(text):
        raise ValueError(f"the page has no place for {name}")
    return marked.sub(lambda found: f"{found[1]}\n{content}\n\n{found[2]}", text)


def _conditions(result: Mapping[str, Any]) -> str:
    machine = result["machine"]
    engines = ", ".join(f"{_ENGINES[name]} {number}" for name, number in machine["engines"].items())
    packages = ", ".join(f"{name} {number}" for name, number in machine["packages"].items())
    return (
        f"{machine['date']}, {machine['processor']}, {machine['processors']} processors, {machine['system']}, "
        f"Python {machine['python']}, {packages}, {engines}; load when it began: {machine['load_before']}"
        f"{'; a quick run' if result['quick'] else ''}."
    )


_ENGINES: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
