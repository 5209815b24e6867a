"""What a benchmark found: rows for programs, tables for people, and the aims beside what was reached."""

import json
import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

PACKAGES: Final = ("SQLAlchemy", "psycopg", "PySide6-Essentials")


@dataclass(frozen=True, kw_only=True)
class Table:
    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]

    def markdown(self) -> str:
        """Return the table for a page and for a terminal alike: columns of one width, figures to the right."""
        widths = [max(len(row[at]) for row in [self.columns, *self.rows]) for at in range(len(self.columns))]
        right = [_is_figures(row[at] for row in self.rows) for at in range(len(self.columns))]
        lines = [_line(self.columns, widths, right)]
        lines.append(
            "| " + " | ".join("-" * (w - 1) + (":" if r else "-") for w, r in zip(widths, right, strict=True)) + " |"
        )
        lines += [_line(row, widths, right) for row in self.rows]
        return f"{self.title}:\n\n" + "\n".join(lines) + "\n"


@dataclass(frozen=True, kw_only=True)
class Aim:
    what: str
    aim: str
    reached: str
    is_met: bool


@dataclass(frozen=True, kw_only=True)
class Report:
    name: str
    rows: Sequence[dict[str, Any]]
    tables: Sequence[Table]
    aims: Sequence[Aim]
    notes: Sequence[str] = field(default_factory=tuple)

    def text(self) -> str:
        """Return the tables, the aims and the notes as Markdown."""
        parts = [table.markdown() for table in self.tables]
        if self.aims:
            rows = [(one.what, one.aim, one.reached, "met" if one.is_met else "**missed**") for one in self.aims]
            parts.append(Table(title="Aims", columns=("what", "aim", "reached", ""), rows=rows).markdown())
        if self.notes:
            parts.append("\n".join(f"- {note}" for note in self.notes) + "\n")
        return "\n".join(parts)

    def plain(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "rows": list(self.rows),
            "aims": [asdict(one) for one in self.aims],
            "text": self.text(),
        }


def machine() -> dict[str, Any]:
    """Return what a figure depends on: processor, system, versions, the load from elsewhere, the date."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "processors": os.cpu_count(),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None,
        "packages": {name: version(name) for name in PACKAGES},
    }


def write(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def ratio(above: float, below: float) -> float:
    return above / below if below else float("inf")


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value that `percent` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def _processor() -> str:
    if sys.platform == "linux":
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


def _is_figures(cells: Any) -> bool:
    return all(cell[:1].isdigit() for cell in cells)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    placed = [
        cell.rjust(width) if to_right else cell.ljust(width)
        for cell, width, to_right in zip(cells, widths, right, strict=True)
    ]
    return "| " + " | ".join(placed) + " |"
