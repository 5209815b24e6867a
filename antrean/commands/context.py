"""What every command shares: its options, the open store, the answer for people or programs, the exit code."""

import functools
import logging
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from antrean import settings as settings_file
from antrean.errors import AntreanError, Reason, Refused
from antrean.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])


class Exit(IntEnum):
    DONE = 0
    BUG = 1
    USAGE = 2
    REFUSED = 3
    UNAVAILABLE = 4


@dataclass(frozen=True, kw_only=True)
class Context:
    """The options that stand at every command."""

    database: str | None
    settings_path: Path | None
    as_json: bool

    @functools.cached_property
    def settings(self) -> Settings:
        """The settings of this PC; all defaults where there is no file of them."""
        return Settings() if self.settings_file is None else settings_file.read(self.settings_file)

    @property
    def settings_file(self) -> Path | None:
        """The file of the settings: --settings, ANTREAN_SETTINGS or the usual one if it exists."""
        return self.settings_path or settings_file.usual_path(_folders().user_config_path)

    @functools.cached_property
    def database_url(self) -> str:
        return settings_file.database_url(self.settings, self.database, self.data_folder)

    @property
    def is_postgresql(self) -> bool:
        from antrean.store.engine import parse_url

        return parse_url(self.database_url).get_backend_name() == "postgresql"

    @property
    def data_folder(self) -> Path:
        """Where this PC keeps what an app writes for itself."""
        path: Path = _folders().user_data_path
        return path

    @contextmanager
    def store(self) -> Iterator[Any]:
        """Open the hall's store; raise Unavailable when the database is missing, unreachable or of another version."""
        from antrean import closing
        from antrean.store.store import Store

        store = Store(self.database_url, new_day=closing.close_older_days)
        try:
            store.check_schema()
            yield store
        finally:
            store.close()

    def say(self, data: Any, words: str | Callable[[], str]) -> None:
        """Print the answer: `data` as JSON with --json, `words` for a person without."""
        if self.as_json:
            import json

            click.echo(json.dumps(data, ensure_ascii=False, default=str))
        elif text := words() if callable(words) else words:
            click.echo(text)


def command(function: F) -> F:
    """Give a command --database, --settings and --json, and hand it a Context first."""

    @click.option("--database", metavar="URL", help="sqlite:///file.db or postgresql://user@host/name")
    @click.option("--settings", "settings_path", type=click.Path(path_type=Path), help="antrean.toml of this PC")
    @click.option("--json", "as_json", is_flag=True, help="answer as JSON")
    @functools.wraps(function)
    def wrapper(database: str | None, settings_path: Path | None, as_json: bool, **options: Any) -> Any:
        return function(Context(database=database, settings_path=settings_path, as_json=as_json), **options)

    return wrapper  # type: ignore[return-value]


def request_option(function: F) -> F:
    """Give a writing command --request-id: the same id again returns the first result."""
    return click.option("--request-id", default=None, help="makes the command safe to repeat; default: a new one")(
        function
    )


def request(given: str | None) -> str:
    return given if given is not None else uuid.uuid4().hex


def run(group: click.Group, arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code; a failure is one sentence on stderr."""
    try:
        code = group.main(args=arguments, prog_name="antrean", standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(Exit.USAGE)
    except Refused as error:
        _complain(error)
        sys.exit(Exit.USAGE if error.reason is Reason.BAD_INPUT else Exit.REFUSED)
    except AntreanError as error:
        _complain(error)
        sys.exit(Exit.UNAVAILABLE)
    except BrokenPipeError:
        # The reader of our output has gone, as in “antrean board | head -1”.
        sys.stderr.close()
        sys.exit(Exit.DONE)
    except Exception:
        logging.getLogger("antrean").exception("this is a bug in Antrean; please report it")
        sys.exit(Exit.BUG)
    sys.exit(code if isinstance(code, int) else Exit.DONE)


def _complain(error: AntreanError) -> None:
    click.echo(f"antrean: {error.sentence}", err=True)


def _folders() -> Any:
    from platformdirs import PlatformDirs

    return PlatformDirs("antrean", appauthor=False)
