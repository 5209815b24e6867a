"""Loads python-escpos without what its import leaves behind: a log handler, a folder in /tmp, half a second of YAML."""

import contextlib
import functools
import importlib
import importlib.metadata
import importlib.util
import json
import logging
import os
import pickle
import platform
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import platformdirs

_NAME: Final = "escpos.printer"
_loading = threading.Lock()


def printers() -> ModuleType:
    """Import and return escpos.printer; 0.2 s the first time, so call it in the print thread."""
    with _loading:
        if _NAME in sys.modules:
            return sys.modules[_NAME]
        with _prepared(), _no_log_handler(), _no_folder_left():
            return importlib.import_module(_NAME)


def error() -> type[Exception]:
    """Return the class of the library's own errors."""
    printers()
    library: Any = importlib.import_module("escpos.exceptions")
    found: type[Exception] = library.Error
    return found


@functools.cache
def profiles() -> Mapping[str, Mapping[str, Any]]:
    """Return the printer profiles by name, read from the library's data without importing the library."""
    data: Mapping[str, Mapping[str, Any]] = json.loads(_capabilities_file().read_bytes())["profiles"]
    return data


def _capabilities_file() -> Path:
    found = importlib.util.find_spec("escpos")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("No module named 'escpos'", name="escpos")
    return Path(found.submodule_search_locations[0]) / "capabilities.json"


@contextlib.contextmanager
def _prepared() -> Iterator[None]:
    """Lay the library's cache ready, so that it neither parses YAML nor writes a file another process reads."""
    version = importlib.metadata.version("python-escpos")
    folder = Path(platformdirs.user_cache_dir("antrean")) / f"python-escpos-{version}"
    with contextlib.ExitStack() as stack:
        try:
            _write_cache(folder)
        except OSError:
            # A read-only home: a private folder, gone after the import.
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="antrean-")))
            _write_cache(folder)
        os.environ["ESCPOS_CAPABILITIES_PICKLE_DIR"] = str(folder)
        yield


def _write_cache(folder: Path) -> None:
    source = _capabilities_file()
    target = folder / f"{platform.python_version()}.capabilities.pickle"
    if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
        return
    folder.mkdir(parents=True, exist_ok=True)
    # The file is JSON; the library would read it with its YAML parser, two hundred times slower.
    content = pickle.dumps(json.loads(source.read_bytes()), protocol=2)
    handle, name = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(target)


@contextlib.contextmanager
def _no_log_handler() -> Iterator[None]:
    """Let the library's logging.basicConfig() find a handler, so that it adds none."""
    guard = logging.NullHandler()
    logging.root.addHandler(guard)
    try:
        yield
    finally:
        logging.root.removeHandler(guard)


@contextlib.contextmanager
def _no_folder_left() -> Iterator[None]:
    """Remove the folder that the import makes even when it is told to use another."""
    make: Any = tempfile.mkdtemp
    here = threading.get_ident()
    made: list[str] = []

    def noting(*arguments: Any, **options: Any) -> str:
        folder: str = make(*arguments, **options)
        if threading.get_ident() == here:
            made.append(folder)
        return folder

    tempfile.mkdtemp = noting  # type: ignore[assignment]
    try:
        yield
    finally:
        tempfile.mkdtemp = make
        for folder in made:
            with contextlib.suppress(OSError):
                Path(folder).rmdir()
