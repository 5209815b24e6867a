"""Why a PostgreSQL server does not let this PC in: what its client library says, and what a technician does about it.

A connection that fails has no error code, only words. Those that are known stand here; the others are passed on.
"""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

from sqlalchemy.engine import URL

_Answer: TypeAlias = Callable[[URL, re.Match[str]], str]

# What stands before the reason itself: the driver's and the library's ways to say that it failed.
_BEFORE: Final = re.compile(
    r"^(?:- )?(?:connection (?:failed|is bad): )?"
    r"(?:connection to server (?:at|on) .*? failed: )?(?:FATAL: +|SSL error: +)?"
)


def why(url: URL, words: str) -> str:
    """Return the reason of a failed connection as the end of a sentence, with what to do where that is known."""
    lines = [_BEFORE.sub("", line.strip()) for line in words.splitlines() if line.strip()]
    for line in lines:
        for pattern, answer in _ANSWERS:
            if found := pattern.search(line):
                return answer(url, found)
    return f"{lines[0].rstrip('.')}." if lines else "no reason was given."


def _no_password(url: URL, found: re.Match[str]) -> str:
    file = _password_file()
    if _is_for_others_too(file):
        return f"others may read the file of passwords, so it is left aside. Make it the user's own: chmod 600 {file}."
    line = f"{url.host or 'localhost'}:{_port(url)}:{url.database}:{url.username}:PASSWORD"
    return f"no password for the role {url.username} was found. Write it into {file}, as a line “{line}”."


def _wrong_password(url: URL, found: re.Match[str]) -> str:
    return (
        f"the server does not take this password for the role {found[1]}, or has no such role. Compare the line in "
        f"{_password_file()} with CREATE ROLE or ALTER ROLE on the server."
    )


def _not_allowed(url: URL, found: re.Match[str]) -> str:
    line = f"hostssl  {url.database}  {url.username}  {found[1]}/32  scram-sha-256"
    if "no encryption" in found[0]:
        return (
            f"its pg_hba.conf has no line for {url.username} from {found[1]} without TLS. Either write "
            "sslmode=verify-full into the address of the database, or “host” in place of “hostssl” there."
        )
    return f"its pg_hba.conf has no line for this. Add “{line}” there and reload PostgreSQL."


def _other_certificate(url: URL, found: re.Match[str]) -> str:
    return (
        f"its certificate is made out to {found[1]}, not to {found[2]}. Write that name into the address of the "
        "database, or make a certificate for this one."
    )


def _too_many(url: URL, found: re.Match[str]) -> str:
    return (
        "it takes no more connections. Each app holds up to five: raise max_connections in postgresql.conf and restart "
        "PostgreSQL, or end programs that are not needed."
    )


def _silent(url: URL, found: re.Match[str]) -> str:
    return "it does not answer. Look whether it runs, then at cable, address and firewall."


def _option(url: URL, found: re.Match[str]) -> str:
    return f"its address holds “{found[1]}”, which PostgreSQL does not know. Correct [database] url."


def _say(sentence: str) -> _Answer:
    return lambda url, found: sentence


_MOMENT: Final = "it is starting or stopping. It takes a moment; if it stays so, look into the server's log."

_TABLE: Final[tuple[tuple[str, _Answer], ...]] = (
    (r"no password supplied", _no_password),
    (r'password authentication failed for user "(.*?)"', _wrong_password),
    (r'no pg_hba\.conf entry for host "(.*?)".*', _not_allowed),
    (
        r"no pg_hba\.conf entry|(?:Peer|Ident) authentication failed",
        lambda url, found: (
            f"its pg_hba.conf does not let {url.username} in this way. Name the server's host in the address of the "
            "database, and write a line for this role."
        ),
    ),
    (
        r'database "(.*?)" does not exist',
        lambda url, found: f"the server has no database {found[1]}. Correct [database] url, or CREATE DATABASE there.",
    ),
    (r'role "(.*?)" does not exist', lambda url, found: f"the server has no such role. CREATE ROLE {found[1]} there."),
    (r'role "(.*?)" is not permitted to log in', lambda url, found: f"on the server, say ALTER ROLE {found[1]} LOGIN."),
    (r"too many (?:clients|connections)|remaining connection slots", _too_many),
    (r"the database system is|cannot connect now", _say(_MOMENT)),
    (
        r'root certificate file "(.*?)" does not exist',
        lambda url, found: f"the certificate of the office's CA is not on this PC. Copy it to {found[1]}.",
    ),
    (
        r'could not read root certificate file "(.*?)"',
        lambda url, found: f"the certificate of the CA cannot be read on this PC: chmod 644 {found[1]}.",
    ),
    (
        r"certificate verify failed",
        _say(
            "its certificate has run out or is not of the CA in the file that sslrootcert names. Find out which of the "
            "two: somebody may also be posing as the server."
        ),
    ),
    (r'server certificate for "(.*?)".* does not match host name "(.*?)"', _other_certificate),
    (
        r"server does not support SSL",
        _say("it has no TLS. Set ssl = on, ssl_cert_file and ssl_key_file in postgresql.conf, and restart PostgreSQL."),
    ),
    (
        r"Connection refused",
        lambda url, found: (
            f"nobody takes connections there at port {_port(url)}. Start PostgreSQL, or look whether listen_addresses "
            "in postgresql.conf names this address."
        ),
    ),
    (r"timeout expired|timed out|No route to host|unreachable|Host is down", _silent),
    (
        r"failed to resolve host|could not translate host name",
        lambda url, found: f"nobody in the network knows the name {url.host}. Correct [database] url, or the cable.",
    ),
    (r'invalid connection option "(.*?)"', _option),
    (r'invalid \S+ value: "(.*?)"', _option),
    (
        r"terminating connection|closed the connection|connection (?:has been|is) closed|Connection reset",
        _say("it ended the connection. If that happens often, look into the server's log, then at the cable."),
    ),
    (r"No such file or directory", _say("PostgreSQL is not running on this machine. Start it.")),
)
_ANSWERS: Final = tuple((re.compile(pattern), answer) for pattern, answer in _TABLE)


def _port(url: URL) -> int:
    return url.port or 5432


def _password_file() -> Path:
    """Return where PostgreSQL's client library looks for passwords."""
    if named := os.environ.get("PGPASSFILE"):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", "%APPDATA%")) / "postgresql" / "pgpass.conf"
    return Path.home() / ".pgpass"


def _is_for_others_too(file: Path) -> bool:
    try:
        return sys.platform != "win32" and bool(file.stat().st_mode & 0o077)
    except OSError:
        return False
