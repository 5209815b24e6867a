"""What one PC is told by its antrean.toml: every key typed, defaulted and described."""

import dataclasses
import os
import re
import tomllib
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from antrean.errors import Reason, Refused
from antrean.plain_file import read as content_of
from antrean.toml_guard import fault as unreadable_line

LARGEST_BYTES: Final = 100_000
"""Of a settings file; one with every key described has a tenth of it."""


def _key(default: Any, about: str, *, longest: int = 1000) -> Any:
    return field(default=default, metadata={"about": about, "longest": longest})


DEVICE_NAME_LENGTH = 64
"""A name that the log keeps, as long as its column."""


@dataclass(frozen=True, kw_only=True)
class DatabaseSettings:
    url: str = _key("", "sqlite:///path or postgresql://user@host/name; empty: one file in the data folder")


@dataclass(frozen=True, kw_only=True)
class PrinterSettings:
    kind: Literal["none", "file", "usb", "network", "serial", "cups", "windows"] = _key(
        "none", "how the ticket printer is connected"
    )
    paper_mm: Literal[58, 80] = _key(80, "width of the paper roll, in millimetres")
    profile: str = _key("", "python-escpos profile; empty: a plain one for the paper width")
    host: str = _key("", "network: address of the printer")
    port: int = _key(9100, "network: TCP port")
    path: str = _key("", "file: file to append to, or a device such as /dev/usb/lp0")
    device: str = _key("", "serial: port such as /dev/ttyUSB0 or COM3")
    baud: int = _key(9600, "serial: speed")
    vendor_id: int = _key(0, "usb: vendor number, e.g. 0x04b8")
    product_id: int = _key(0, "usb: product number")
    queue: str = _key("", "cups and windows: name of the print queue")
    connect_timeout_ms: int = _key(2000, "how long to wait for a connection")
    reply_timeout_ms: int = _key(4000, "how long to wait for the printer's proof of printing")
    look_every_s: int = _key(15, "how often an idle printer is asked how it is; 0: only around its tickets")
    qr: Literal["native", "image"] = _key("native", "native: the printer draws the QR; image: for printers that cannot")
    logo: str = _key("", "black and white picture (PNG) at the head of each ticket; empty: none")
    status_url: str = _key("", "web address that the QR opens; the ticket's code is added; empty: AQ1:code")


@dataclass(frozen=True, kw_only=True)
class VoiceSettings:
    enabled: bool = _key(True, "speak at all")
    sink: str = _key("device", "device: the sound card; folder:PATH records wav files; none: keep time, play nothing")
    device: str = _key("", "name, or a part of it, of the sound device; empty: the default one")
    rate: int = _key(140, "words per minute")
    volume: float = _key(1.0, "0 to 1")
    preroll_s: float = _key(
        0.15, "so long a faint noise wakes a sleeping amplifier before a chime, 0 to 3; every call is heard that later"
    )
    clips: str = _key("", "folder of recorded words (antrean voice render); empty: only the speech engine speaks")
    reading: Literal["mall", "digit", "hybrid", "cardinal"] = _key(
        "mall", "how numbers are read; mall: as the mall file says"
    )
    english: Literal["mall", "never", "english_tickets", "always"] = _key(
        "mall", "when the English sentence follows the Indonesian one; mall: as the mall file says"
    )
    late_after_s: int = _key(120, "a call older than this is shown, no longer spoken")


@dataclass(frozen=True, kw_only=True)
class KioskSettings:
    name: str = _key("", "name of this kiosk in the log; empty: the PC's name", longest=DEVICE_NAME_LENGTH)
    idle_s: int = _key(60, "quiet time after which the kiosk returns to its start")
    issued_s: int = _key(30, "how long the number stays on screen")
    issued_without_paper_s: int = _key(60, "the same when there is no paper to take away")
    warning_s: int = _key(20, "so long before that the visitor is warned and may ask for more time")
    screen_width_mm: int = _key(0, "width of the visible screen; 0: as Qt reports it")
    pin: str = _key("", "the technician's PIN as “antrean kiosk pin” makes it; empty: the technician's page stays shut")
    short_ticket: bool = _key(False, "leave out what to bring and the rules: less paper")
    numbers_a_minute: int = _key(12, "more than so many numbers a minute are a child's play and refused; 0: no limit")
    hide_pointer: bool = _key(True, "no mouse pointer on the full screen")
    guidance_volume: float = _key(0.7, "loudness of the voice guidance for each new visitor, 0 to 1")


@dataclass(frozen=True, kw_only=True)
class CounterSettings:
    number: int = _key(0, "this PC's counter; 0: ask")
    ring: bool = _key(True, "information counters ring softly when a visitor asks for a companion")
    sound: bool = _key(False, "a soft tone and a mark in the task bar when people start to wait at an idle counter")


@dataclass(frozen=True, kw_only=True)
class DisplaySettings:
    name: str = _key("", "name of this display in the log; empty: the PC's name", longest=DEVICE_NAME_LENGTH)
    zones: tuple[str, ...] = _key((), "zone codes it shows and speaks; empty: the whole hall")
    language: Literal["id", "en"] = _key("id", "language of the board")
    layout: Literal["auto", "hall", "zone", "portrait"] = _key(
        "auto", "hall: one large call; zone: a row for each counter; portrait: upright screen; auto: by its shape"
    )
    screen: str = _key("", "name or number (1, 2, …) of the screen it stands on; empty: the first one")
    waiting: bool = _key(True, "how many wait for each agency, and about how long")
    missed_minutes: int = _key(60, "so long a number that did not come is shown with its counter; 0: never")
    ticker: bool = _key(True, "running text at the bottom")
    reduced_motion: bool = _key(False, "nothing moves: no pulse, no running text but pages, pictures without a fade")
    pictures: str = _key("", "folder of pictures that stand beside the board; empty: none")
    picture_s: int = _key(12, "so long each picture stands")
    announcement_s: int = _key(30, "how long an announcement stays on the board after it was spoken")


@dataclass(frozen=True, kw_only=True)
class Settings:
    database: DatabaseSettings = field(default_factory=DatabaseSettings)
    printer: PrinterSettings = field(default_factory=PrinterSettings)
    spare_printer: PrinterSettings = field(default_factory=PrinterSettings)
    voice: VoiceSettings = field(default_factory=VoiceSettings)
    kiosk: KioskSettings = field(default_factory=KioskSettings)
    counter: CounterSettings = field(default_factory=CounterSettings)
    display: DisplaySettings = field(default_factory=DisplaySettings)


def read(path: Path) -> Settings:
    """Read a settings file; raise Refused(bad_input) naming the key that is wrong."""
    try:
        text = content_of(path, most_bytes=LARGEST_BYTES).decode("utf-8-sig")
    except FileNotFoundError:
        raise _bad(f"The settings file {path} does not exist.") from None
    except PermissionError:
        raise _bad(
            f"This user may not read the settings file {path}; it must belong to the user of the apps."
        ) from None
    except IsADirectoryError:
        raise _bad(f"{path} is a folder; name the settings file in it.") from None
    except UnicodeDecodeError:
        raise _bad(f"The settings file {path} is not UTF-8 text; save it again as UTF-8.") from None
    except OSError as error:
        raise _bad(f"The settings file {path} cannot be read: {error.strerror or error}.") from None
    data = _parsed(text, path)
    settings = from_mapping(data, source=str(path))
    if _holds_password(settings.database.url) and _is_seen_by_others(path):
        raise _bad(
            f"The settings file {path} holds the database's password and others on this PC may read it. Do: chmod 600 "
            f"{path}, or write the password into ~/.pgpass."
        )
    return settings


def _parsed(text: str, path: Path) -> dict[str, Any]:
    if (fault := unreadable_line(text)) is not None:
        raise _bad(f"The settings file {path} is not valid TOML (line {fault[0]}): {fault[1]}")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _bad(f"The settings file {path} is not valid TOML: {error}.") from None
    except RecursionError:
        raise _bad(f"The settings file {path} is not valid TOML: lists are nested far too deeply.") from None
    except ValueError:
        raise _bad(f"The settings file {path} is not valid TOML: a number or date is too large to read.") from None


def _holds_password(url: str) -> bool:
    return bool(re.match(r"[a-z+0-9]+://[^/@]*:[^/@]+@", url) or re.search(r"[?&]password=", url))


def _is_seen_by_others(path: Path) -> bool:
    # Windows keeps rights elsewhere, and a user's own folder there is nobody else's.
    return os.name != "nt" and bool(path.stat().st_mode & 0o077)


def from_mapping(data: Mapping[str, Any], *, source: str = "settings") -> Settings:
    """Turn parsed TOML into Settings; unknown keys and wrong types are refused, never ignored."""
    sections: dict[str, Any] = {}
    known = {item.name: item for item in dataclasses.fields(Settings)}
    for name, values in data.items():
        if name not in known:
            raise _bad(f"{source}: there is no section [{name}]; known are {_names(known)}.")
        if not isinstance(values, Mapping):
            raise _bad(f"{source}: {name} must be a section, written as [{name}].")
        section = typing.get_type_hints(Settings)[name]
        sections[name] = _section(section, name, values, source)
    return Settings(**sections)


def describe() -> str:
    """Return a commented antrean.toml with every key at its default."""
    lines: list[str] = []
    for section in dataclasses.fields(Settings):
        kind = typing.get_type_hints(Settings)[section.name]
        lines.append(f"[{section.name}]")
        for item in dataclasses.fields(kind):
            lines.append(f"# {item.metadata['about']}")
            lines.append(f"# {item.name} = {_toml(item.default)}")
        lines.append("")
    return "\n".join(lines)


def usual_path(config_folder: Path) -> Path | None:
    """Return where this PC's settings lie: ANTREAN_SETTINGS, or antrean.toml in the platform's folder if it exists."""
    if named := os.environ.get("ANTREAN_SETTINGS"):
        return Path(named)
    usual = config_folder / "antrean.toml"
    return usual if usual.exists() else None


def database_url(settings: Settings, override: str | None, data_folder: Path) -> str:
    """Choose the database: the --database option, ANTREAN_DATABASE, the settings file, the default file.

    A password in the option is refused: whoever is on the PC reads it in the list of its processes.
    """
    if override and _holds_password(override):
        raise _bad(
            "A password on the command line can be read by everybody on this PC. Write it into ~/.pgpass, or the whole "
            "address into ANTREAN_DATABASE."
        )
    for url in (override, os.environ.get("ANTREAN_DATABASE"), settings.database.url):
        if url:
            return url
    return f"sqlite:///{data_folder / 'antrean.db'}"


def _section(kind: type, name: str, values: Mapping[str, Any], source: str) -> Any:
    hints = typing.get_type_hints(kind)
    longest = {item.name: item.metadata["longest"] for item in dataclasses.fields(kind)}
    arguments: dict[str, Any] = {}
    for key, value in values.items():
        if key not in hints:
            raise _bad(f"{source}: [{name}] has no setting {key!r}; known are {_names(hints)}.")
        where = f"{source}: [{name}] {key}"
        arguments[key] = _value(hints[key], value, where)
        if isinstance(value, str) and (len(value) > longest[key] or not value.isprintable()):
            raise _bad(f"{where} has at most {longest[key]} printable characters, without line breaks.")
    return kind(**arguments)


def _value(kind: Any, value: Any, where: str) -> Any:
    origin = typing.get_origin(kind)
    if origin is Literal:
        choices = typing.get_args(kind)
        if value not in choices or isinstance(value, bool):
            raise _bad(f"{where} must be one of {', '.join(map(str, choices))}, not {_shown(value)}.")
        return value
    if origin is tuple:
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise _bad(f'{where} must be a list of texts such as ["Z1"].')
        return tuple(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if isinstance(kind, types.UnionType) or not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise _bad(f"{where} must be {_word(kind)}, not {_shown(value)}.")
    return value


def _word(kind: Any) -> str:
    return {int: "a whole number", float: "a number", str: "a text in quotes", bool: "true or false"}[kind]


def _shown(value: Any) -> str:
    """Return a wrong value as it stands in a sentence; it may be of any size."""
    if isinstance(value, int) and abs(value) >= 10**12:
        return "a huge number"
    shown = repr(value) if isinstance(value, bool | int | float | str) else f"a {type(value).__name__}"
    return shown if len(shown) <= 80 else f"{shown[:79]}…"


def _names(names: Mapping[str, Any]) -> str:
    return ", ".join(sorted(names))


def _toml(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value}"'
        case tuple():
            return "[]"
        case _:
            return str(value)


def _bad(sentence: str) -> Refused:
    return Refused(Reason.BAD_INPUT, sentence)
