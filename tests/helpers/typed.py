"""The antrean command as somebody types it: run in this process, with what is typed into it and what it answers."""

import io
import json
from typing import Any, NamedTuple

import pytest

from antrean.cli import antrean
from antrean.commands import context


class Answer(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Command:
    """Runs the command line in this process, as `main` does."""

    def __init__(self, url: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.url = url
        self._capsys = capsys

    def __call__(self, *arguments: str, database: str | None = None, typed: str = "") -> Answer:
        """Run a command; `typed` are the lines of its input, which is no terminal."""
        self._capsys.readouterr()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdin", io.StringIO(typed))
            with pytest.raises(SystemExit) as ended:
                context.run(antrean, [*arguments, "--database", database or self.url])
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        code = ended.value.code
        return Answer(int(code or 0), out, err)
