"""What PostgreSQL's client library says of a server that it does not get into, as an advice for the technician."""

from pathlib import Path

import pytest

from antrean.store import reaching
from antrean.store.engine import parse_url

URL = parse_url("postgresql://antrean_kiosk@192.168.10.5/antrean")
AT = 'connection failed: connection to server at "192.168.10.5", port 5432 failed: '

# Each as it was heard from PostgreSQL 15 and psycopg 3, with the words that lead out of it.
HEARD = {
    f"{AT}fe_sendauth: no password supplied": "192.168.10.5:5432:antrean:antrean_kiosk:PASSWORD",
    f'{AT}FATAL:  password authentication failed for user "antrean_kiosk"': "antrean_kiosk",
    f'{AT}FATAL:  no pg_hba.conf entry for host "192.168.10.21", user "antrean_kiosk", database "antrean", '
    "no encryption": "hostssl",
    f'{AT}FATAL:  no pg_hba.conf entry for host "192.168.10.21", user "antrean_kiosk", database "antrean", '
    "SSL encryption": "pg_hba.conf",
    f'{AT}FATAL:  database "antrean" does not exist': "CREATE DATABASE",
    f'{AT}FATAL:  role "antrean_kiosk" does not exist': "CREATE ROLE",
    f'{AT}FATAL:  role "antrean_kiosk" is not permitted to log in': "ALTER ROLE antrean_kiosk LOGIN",
    f'{AT}FATAL:  too many connections for role "antrean_kiosk"': "max_connections",
    f"{AT}FATAL:  sorry, too many clients already": "max_connections",
    f"{AT}FATAL:  remaining connection slots are reserved for non-replication superuser connections": "max_connections",
    f"{AT}FATAL:  the database system is starting up": "moment",
    f"{AT}FATAL:  the database system is shutting down": "moment",
    f'{AT}root certificate file "/etc/antrean/ca.crt" does not exist': "/etc/antrean/ca.crt",
    f'{AT}could not read root certificate file "/etc/antrean/ca.crt": Permission denied': "chmod 644",
    f"{AT}SSL error: certificate verify failed": "sslrootcert",
    f'{AT}server certificate for "hall.office" (and 1 other name) does not match host name "192.168.10.5"': (
        "hall.office"
    ),
    f"{AT}server does not support SSL, but SSL was required": "ssl = on",
    f"{AT}Connection refused": "listen_addresses",
    "server closed the connection unexpectedly": "server's log",
    "the connection is closed": "server's log",
    f"{AT}No route to host": "cable",
    f"{AT}Network is unreachable": "cable",
    "connection timeout expired": "firewall",
    "failed to resolve host 'hall': [Errno -2] Name or service not known": "[database] url",
    'invalid connection option "sslmod"': "sslmod",
    'connection is bad: invalid sslmode value: "verifyfull"': "verifyfull",
    'connection failed: connection to server on socket "/run/postgresql/.s.PGSQL.5432" failed: '
    "No such file or directory": "running",
    'connection failed: connection to server on socket "/run/postgresql/.s.PGSQL.5432" failed: '
    'FATAL:  Peer authentication failed for user "antrean_kiosk"': "pg_hba.conf",
}

# What only the library's makers understand.
FOREIGN = ("connection failed", "connection to server", "fatal", "fe_sendauth", "errno", "authentication failed")


@pytest.mark.parametrize("words", HEARD)
def test_a_known_failure_says_what_to_do(words: str) -> None:
    sentence = reaching.why(URL, words)
    assert HEARD[words] in sentence
    assert [word for word in FOREIGN if word in sentence.lower()] == []
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_of_several_tries_the_first_that_is_understood_counts() -> None:
    """Without `sslmode` the client tries with TLS and then without, which a hostssl line refuses for another reason."""
    words = (
        "connection failed: Multiple connection attempts failed. All failures were:\n"
        f'- {AT}FATAL:  password authentication failed for user "antrean_kiosk"\n'
        f'- {AT}FATAL:  no pg_hba.conf entry for host "192.168.10.21", user "antrean_kiosk", no encryption\n'
    )
    assert "password" in reaching.why(URL, words)


def test_an_unknown_failure_keeps_its_first_line() -> None:
    assert reaching.why(URL, f"{AT}the moon is full.\nand more\n") == "the moon is full."
    assert reaching.why(URL, "") == "no reason was given."


def test_a_password_file_that_others_may_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library leaves such a file aside, and says so only where no window shows it."""
    file = tmp_path / "pgpass"
    file.write_text("192.168.10.5:5432:antrean:antrean_kiosk:long\n", encoding="utf-8")
    file.chmod(0o644)
    monkeypatch.setenv("PGPASSFILE", str(file))
    assert f"chmod 600 {file}" in reaching.why(URL, f"{AT}fe_sendauth: no password supplied")
    file.chmod(0o600)
    assert "192.168.10.5:5432:antrean:antrean_kiosk:PASSWORD" in reaching.why(
        URL, f"{AT}fe_sendauth: no password supplied"
    )


def test_a_port_and_a_role_of_ones_own_are_named() -> None:
    url = parse_url("postgresql://kasir@hall.office:5433/mpp")
    assert "hall.office:5433:mpp:kasir:PASSWORD" in reaching.why(url, "fe_sendauth: no password supplied")
    assert "port 5433" in reaching.why(url, "Connection refused")
