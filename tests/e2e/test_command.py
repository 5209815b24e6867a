"""The antrean command: its answers for people and programs, its exit codes and its sentences."""

import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from antrean import __version__, assets, closing, mall_file, missed, presence
from antrean.cli import antrean
from antrean.commands import context
from antrean.devices import escpos_reader
from antrean.model import DeviceKind
from antrean.store.store import Store
from tests.helpers import forger
from tests.helpers.postgres import Server
from tests.helpers.typed import Answer, Command


@pytest.fixture
def bare(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """A command whose database does not exist yet."""
    return Command(f"sqlite:///{tmp_path / 'hall.db'}", capsys)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hall with the mini mall as the command makes it, to be copied by each test."""
    path = tmp_path_factory.mktemp("mini") / "hall.db"
    for arguments in (("db", "upgrade"), ("mall", "load", str(assets.path("malls", "mini.toml")))):
        with pytest.raises(SystemExit) as ended:
            context.run(antrean, [*arguments, "--database", f"sqlite:///{path}"])
        assert not ended.value.code
    return path


@pytest.fixture
def run(bare: Command, template: Path, tmp_path: Path) -> Command:
    """A command on a hall with the mini mall."""
    shutil.copyfile(template, tmp_path / "hall.db")
    return bare


def _rows(url: str) -> list[int]:
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        return [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("events", "tickets")]


def test_a_ticket_goes_from_the_front_to_the_end_of_the_day(run: Command) -> None:
    issued = run("front", "issue", "surat", "--json").json
    assert issued["ticket"] == {
        "code": "AA-001",
        "queue": "AA",
        "number": 1,
        "service": "surat",
        "state": "waiting",
        "counter": None,
        "is_priority": False,
        "language": "id",
        "call_count": 0,
        "service_day": issued["service_day"],
        "print_state": "not_wanted",
    }
    assert issued["code"] == "AA-001"
    assert run("desk", "open", "1", "--json").json["officer"] == "Administrator"
    called = run("desk", "next", "1", "--json").json
    assert (called["ticket"]["state"], called["ticket"]["counter"], called["because"]) == ("called", 1, "turn")
    assert run("desk", "start", "1", "--json").json["state"] == "serving"
    assert run("desk", "hold", "1", "--reason", "fotokopi", "--json").json["state"] == "held"
    assert run("desk", "resume", "1", "AA-001", "--json").json["call_count"] == 1
    assert run("desk", "no-show", "1", "--json").json["state"] == "no_show"
    assert run("desk", "reinstate", "1", "aa 1", "--json").json["state"] == "waiting"
    assert run("board", "--json").json["waiting"] == {"AA": 1}
    assert run("desk", "next", "1", "--json").json["code"] == "AA-001"
    assert run("desk", "finish", "1", "--outcome", "documents_missing", "--json").json["state"] == "done"
    assert run("desk", "close", "1", "--json").json["state"] == "closed"
    assert run("day", "close", "--json").json["expired"] == []
    checked = run("db", "check", "--json").json
    assert checked["ok"]
    assert checked["events"] > 8


def test_nobody_waiting_is_done_and_says_null(run: Command) -> None:
    run("desk", "open", "1")
    answer = run("desk", "next", "1", "--json")
    assert (answer.code, answer.json) == (0, {"ticket": None})
    assert run("desk", "next", "1").out == "Nobody is waiting.\n"


def test_the_same_request_id_gives_the_same_ticket(run: Command) -> None:
    first = run("front", "issue", "surat", "--request-id", "tap-1", "--json")
    second = run("front", "issue", "surat", "--request-id", "tap-1", "--json")
    assert first.json == second.json
    refused = run("front", "issue", "legalisasi", "--request-id", "tap-1")
    assert refused.code == 3
    assert "tap-1" in refused.err


def test_transfer_goes_to_a_counter_a_queue_or_a_service(run: Command) -> None:
    for counter in ("1", "2"):
        run("desk", "open", counter)
    for service in ("surat", "surat", "surat"):
        run("front", "issue", service)
    run("desk", "next", "1")
    run("desk", "transfer", "1", "2")
    assert run("desk", "next", "2", "--json").json["because"] == "reserved"
    assert run("desk", "transfer", "2", "legalisasi", "--json").json["service"] == "legalisasi"
    assert run("desk", "next", "2", "--json").json["code"] == "AA-001"
    assert run("desk", "transfer", "2", "--queue", "AP", "--json").json["queue"] == "AP"
    assert run("desk", "next", "2").code == 0
    assert run("desk", "transfer", "2", "AP", "--counter", "1").code == 2


def test_offer_says_what_is_open(run: Command) -> None:
    services = {row["code"]: row for row in run("front", "offer", "--json").json["services"]}
    assert services["surat"]["is_open"]
    assert services["surat"]["waiting"] == 0
    assert "surat" in run("front", "offer").out


def test_issue_can_print_to_a_file(run: Command, tmp_path: Path) -> None:
    settings = tmp_path / "antrean.toml"
    paper = tmp_path / "paper.bin"
    settings.write_text(f'[printer]\nkind = "file"\npath = "{paper.as_posix()}"\n')
    printed = run("front", "issue", "surat", "--print", "--json", "--settings", str(settings)).json
    assert printed["print_state"] == "printed"
    assert b"AA-001" in paper.read_bytes()


def test_a_number_stays_valid_when_its_printer_is_missing(run: Command, tmp_path: Path) -> None:
    settings = tmp_path / "antrean.toml"
    settings.write_text('[printer]\nkind = "network"\nhost = "127.0.0.1"\nport = 1\n')
    answer = run("front", "issue", "surat", "--print", "--json", "--settings", str(settings))
    assert (answer.code, answer.json["print_state"]) == (0, "failed")
    assert "127.0.0.1:1" in answer.err
    assert run("board", "--json").json["waiting"] == {"AA": 1}


def test_an_officer_is_needed_by_name_and_sits_alone(run: Command) -> None:
    run("desk", "open", "1")
    assert run("desk", "open", "2", "--officer", "Siti").code == 3
    run("front", "issue", "surat")
    assert run("desk", "next", "1", "--officer", "Administrator", "--json").json["code"] == "AA-001"


def test_officers_are_added_once_and_listed(run: Command) -> None:
    assert run("officer", "add", "Siti", "--json").json["role"] == "officer"
    assert run("officer", "add", "Siti").code == 2
    assert run("officer", "add", " ").code == 2
    assert [one["name"] for one in run("officer", "list", "--json").json["officers"]] == ["Siti"]
    assert run("desk", "open", "1", "--officer", "Siti", "--json").json["officer"] == "Siti"


def test_exported_mall_is_the_loaded_mall(run: Command) -> None:
    exported = run("mall", "export").out
    assert "[[services]]" in exported
    assert "[[counters]]" in exported
    assert mall_file.parse(exported, "export") == mall_file.read(assets.path("malls", "mini.toml"))


def test_searches_in_vain_are_listed(run: Command) -> None:
    assert run("mall", "searches").out.startswith("No search was in vain in the last 30 days")
    store = Store(run.url, new_day=closing.close_older_days)
    for words in ("vaksin", "zakat", "vaksin"):
        assert missed.note_missed_search(store, words)
    store.close()
    assert run("mall", "searches").out == "     2  vaksin\n     1  zakat\n"
    answer = run("mall", "searches", "--days", "1", "--json").json
    assert (answer["days"], answer["searches"][0]) == (1, {"words": "vaksin", "times": 2})
    assert run("mall", "searches", "--days", "91").code == 2


def test_mall_check_names_every_mistake_with_its_line(bare: Command, tmp_path: Path) -> None:
    text = assets.path("malls", "mini.toml").read_text(encoding="utf-8").replace('zone = "Z1"', 'zone = "Z9"')
    broken = tmp_path / "broken.toml"
    broken.write_text(text, encoding="utf-8")
    answer = bare("mall", "check", str(broken), "--json")
    assert answer.code == 3
    lines = [one["line"] for one in answer.json["problems"]]
    assert len(lines) >= 2
    assert all(line > 0 for line in lines)
    assert f"{broken}:{lines[0]}: " in answer.err
    example = assets.path("malls", "kota_sejahtera.toml")
    good = bare("mall", "check", str(example), "--json")
    assert (good.code, good.json["problems"]) == (0, [])
    (load,) = good.json["speaking"]
    # Too much is no mistake: it is said, and the file may be loaded.
    assert load["percent"] > 60
    assert f"{example}: warning: voice area" in good.err
    muted = tmp_path / "muted.toml"
    noon = example.read_text(encoding="utf-8").replace("[voice]", '[voice]\nquiet = ["fri 11:30-12:00"]', 1)
    muted.write_text(noon, encoding="utf-8")
    assert 'on Friday at 11:30 also mutes "break"' in bare("mall", "check", str(muted)).err


def test_loading_twice_changes_nothing(run: Command) -> None:
    before = _rows(run.url)
    assert run("mall", "load", str(assets.path("malls", "mini.toml")), "--json").json["changed"] is False
    assert _rows(run.url) == before


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("front", "issue", "nothing"), 3, "nothing"),
        (("front", "issue", "surat", "--priority", "rich"), 2, "rich"),
        (("front", "issue", "surat", "--language", "xx"), 2, "xx"),
        (("front", "issue", "surat", "--request-id", "x" * 65), 2, "64"),
        (("desk", "next", "1"), 3, "closed"),
        (("desk", "next", "99"), 3, "99"),
        (("desk", "next", "one"), 2, "one"),
        (("desk", "open", "99"), 3, "99"),
        (("desk", "resume", "1", "what"), 3, "closed"),
        (("mall", "load", "no-such-file.toml"), 3, "no-such-file.toml"),
        (("mall", "check", "/"), 3, "/"),
        (("board", "--settings", "no-such.toml"), 2, "no-such.toml"),
        (("nonsense",), 2, "nonsense"),
    ],
)
def test_bad_input_is_a_sentence_and_writes_nothing(
    run: Command, arguments: tuple[str, ...], code: int, word: str
) -> None:
    before = _rows(run.url)
    answer = run(*arguments)
    assert answer.code == code
    assert word in answer.err
    assert answer.out == ""
    assert _rows(run.url) == before


@pytest.mark.parametrize(
    "text", ["[printer]\nkind = 'laser'\n", "[printer]\ncolour = 1\n", "[nothing]\n", "[voice]\nrate = 'fast'\n", "= ="]
)
def test_an_unknown_or_wrong_setting_is_refused(run: Command, tmp_path: Path, text: str) -> None:
    settings = tmp_path / "antrean.toml"
    settings.write_text(text)
    answer = run("front", "issue", "surat", "--settings", str(settings))
    assert answer.code == 2
    assert "antrean.toml" in answer.err
    assert _rows(run.url)[1] == 0


def test_a_missing_file_a_foreign_file_and_an_unreachable_server_are_unavailable(run: Command, tmp_path: Path) -> None:
    noise = tmp_path / "noise.db"
    noise.write_bytes(os.urandom(4096))
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE recipes (id INTEGER)")
    for url, word in (
        (f"sqlite:///{tmp_path / 'none.db'}", "none.db"),
        (f"sqlite:///{noise}", "not SQLite"),
        (f"sqlite:///{foreign}", "db upgrade"),
        ("postgresql://somebody@127.0.0.1:1/hall", "cannot be reached"),
    ):
        answer = run("front", "issue", "surat", database=url)
        assert answer.code == 4, url
        assert word in answer.err
    assert not (tmp_path / "none.db").exists()
    assert run("db", "upgrade", database=f"sqlite:///{foreign}").code == 4
    assert run("db", "upgrade", database=f"sqlite:///{noise}").code == 4
    for url in ("mysql://host/hall", "hall.db", "sqlite://"):
        assert run("board", database=url).code == 2, url


def test_a_password_is_never_said(
    run: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    address = "postgresql://somebody:secret@127.0.0.1:1/hall"
    refused = run("board", database=address)
    assert (refused.code, "pgpass" in refused.err) == (2, True)
    monkeypatch.setenv("ANTREAN_DATABASE", address)
    for arguments in (["board"], ["doctor"], ["db", "backup", "nowhere"]):
        with pytest.raises(SystemExit) as ended:
            context.run(antrean, arguments)
        assert ended.value.code == 4
    out, err = capsys.readouterr()
    assert "cannot be reached" in err
    assert "secret" not in refused.err + out + err


def test_a_newer_schema_is_refused_in_words(run: Command) -> None:
    with sqlite3.connect(run.url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for arguments in (("board",), ("front", "issue", "surat"), ("db", "upgrade")):
        answer = run(*arguments)
        assert answer.code == 4
        assert "newer" in answer.err


def test_a_hall_without_a_mall_says_what_to_do(bare: Command) -> None:
    bare("db", "upgrade")
    answer = bare("front", "offer")
    assert answer.code == 3
    assert "mall load" in answer.err


def test_a_rewritten_log_is_found(run: Command) -> None:
    run("front", "issue", "surat")
    with sqlite3.connect(run.url.removeprefix("sqlite:///")) as connection:
        connection.execute("DROP TRIGGER events_no_update")
        connection.execute("UPDATE events SET counter = 7 WHERE id = 2")
    answer = run("db", "check")
    assert answer.code == 4
    assert "Event 2" in answer.err


def test_closing_with_people_waiting_needs_a_reason(run: Command) -> None:
    run("front", "issue", "surat")
    answer = run("day", "close")
    assert answer.code == 3
    assert "AA-001" in answer.err
    assert run("day", "close", "--force", "banjir", "--json").json["expired"] == ["AA-001"]


def test_settings_are_described(run: Command, tmp_path: Path) -> None:
    text = run("settings").out
    lines = [line.removeprefix("# ") if " = " in line else line for line in text.splitlines()]
    written = tmp_path / "antrean.toml"
    written.write_text("\n".join(lines))
    assert run("board", "--settings", str(written)).code == 0


def test_a_companion_is_asked_for_accepted_and_done(run: Command) -> None:
    asked = run("front", "assist", "Kiosk 1", "--json").json
    assert (asked["device"], asked["state"], asked["counter"]) == ("Kiosk 1", "asked", None)
    assert run("front", "assist", "Kiosk 1", "--json").json == asked
    call = str(asked["call"])
    assert run("desk", "assistance", "list").out == f"Call {call}: Kiosk 1 asks for a companion.\n"
    assert run("desk", "assistance", "accept", "1", call).code == 3
    run("desk", "open", "1")
    accepted = run("desk", "assistance", "accept", "1", call, "--json").json
    assert (accepted["state"], accepted["counter"], accepted["officer"]) == ("accepted", 1, "Administrator")
    assert run("desk", "assistance", "list", "--json").json == {"calls": [accepted]}
    run("officer", "add", "Siti")
    run("desk", "open", "2", "--officer", "Siti")
    late = run("desk", "assistance", "accept", "2", call)
    assert (late.code, late.out) == (3, "")
    assert "Administrator from counter 1 is on the way to Kiosk 1 already" in late.err
    assert run("desk", "assistance", "end", "2", call).out == f"Call {call}: Kiosk 1 needs no companion any more.\n"
    assert run("desk", "assistance", "list").out == "Nobody asks for a companion.\n"
    assert run("desk", "assistance", "end", "1", "99").code == 3


def test_the_doctor_misses_a_device_and_tells_of_a_printer(run: Command) -> None:
    store = Store(run.url, new_day=closing.close_older_days)
    trouble = {"condition": "no_paper", "sentence": "Put in a new roll."}
    for name in ("Kiosk 1", "Kiosk 2"):
        presence.beat(store, name=name, kind=DeviceKind.KIOSK, body={"printer": trouble})
    presence.beat(store, name="Hall", kind=DeviceKind.DISPLAY, body={"is_closed": True})
    store.close()
    with sqlite3.connect(run.url.removeprefix("sqlite:///")) as connection:
        # Later than that, and still the same day: the hall's clock stands at noon.
        connection.execute("UPDATE devices SET seen_at = replace(seen_at, substr(seen_at, 12), '04:55:00.000Z')")
        connection.execute(
            "UPDATE devices SET seen_at = replace(seen_at, '04:55:00', '05:00:29') WHERE name = 'Kiosk 2'"
        )
        day, offset = "date('now')", "strftime('%s', date('now') || ' 05:00:30') - strftime('%s', 'now')"
        connection.execute(f"UPDATE devices SET seen_at = {day} || substr(seen_at, 11)")
        connection.execute(f"UPDATE mall SET clock_offset_ms = 1000 * ({offset})")
    told = {one["what"]: one for one in run("doctor", "--json").json["findings"]}
    assert not told["devices"]["ok"]
    assert "kiosk “Kiosk 1” for 6 min" in told["devices"]["sentence"]
    assert "Kiosk 2" not in told["devices"]["sentence"]
    assert "Hall" not in told["devices"]["sentence"]
    assert not told["printers"]["ok"]
    assert told["printers"]["sentence"] == "kiosk “Kiosk 2”: Put in a new roll."


def test_a_hall_is_saved_looked_at_and_restored(run: Command, tmp_path: Path) -> None:
    run("front", "issue", "surat")
    saved = run("db", "backup", str(tmp_path / "noon"), "--json").json
    size = (tmp_path / "noon").stat().st_size
    verified = run("db", "verify", str(tmp_path / "noon"), "--json").json
    assert verified["ok"]
    assert saved == {"path": str(tmp_path / "noon"), "bytes": size, "removed": [], "anchor": verified["anchor"]}
    again = run("db", "backup", str(tmp_path / "noon"))
    assert (again.code, "exists already" in again.err) == (2, True)
    there = run("db", "restore", str(tmp_path / "noon"))
    assert (there.code, "There is a hall" in there.err) == (3, True)
    restored = run("db", "restore", str(tmp_path / "noon"), "--replace", "--skip", "7", "--json").json
    assert (restored["skipped"], restored["needs_upgrade"], restored["backup_at"][-6:]) == (7, False, "+07:00")
    assert Path(restored["kept"]).exists()
    assert run("front", "issue", "surat", "--json").json["code"] == "AA-009"
    assert run("db", "verify", "--json").json["ok"]


def _anchor(answer: Answer) -> str:
    """Return the anchor that a person would write down."""
    (found,) = re.findall(r"^Anchor to keep elsewhere: (\d+:[0-9a-f]{16}@[0-9a-f]{4})$", answer.out, re.MULTILINE)
    return str(found)


def test_a_history_that_was_written_anew_is_found_with_an_anchor(run: Command, tmp_path: Path) -> None:
    run("front", "issue", "surat")
    noon = _anchor(run("db", "backup", str(tmp_path / "noon")))
    run("front", "issue", "surat")
    evening = _anchor(run("day", "close", "--force", "banjir"))
    (tmp_path / "answer.txt").write_text(run("db", "verify").out, encoding="utf-8")
    assert _anchor(run("db", "check")) == evening
    assert run("day", "close", "--json").json["anchor"].startswith(evening.partition("@")[0])
    sound = run("db", "verify", "--anchor", noon, "--anchor", evening, "--anchors", str(tmp_path / "answer.txt"))
    assert (sound.code, sound.err) == (0, "")
    assert "3 anchors fit, of events " in sound.out
    assert sound.out.startswith("The database is sound: ")

    store = Store(run.url, new_day=closing.close_older_days)
    forger.forge(store, forger.with_other(2, counter=1))
    store.close()
    plain = run("db", "verify", "--json").json
    assert (plain["ok"], plain["problems"]) == (True, [])
    for options in (
        *(("--anchor", noon), ("--anchor", evening.partition("@")[0]), ("--anchors", str(tmp_path / "noon"))),
        ("--anchors", str(tmp_path / "answer.txt"), str(tmp_path / "noon")),
    ):
        answer = run("db", "verify", *options)
        assert (answer.code, answer.out.startswith("The database is sound")) == (4, False)
        assert "was rewritten: " in answer.err
        assert answer.err.startswith("antrean: ")
        assert answer.err.count("\n") == 1
    told = run("db", "verify", "--anchor", noon, "--json").json
    assert (told["ok"], told["fitting"], told["anchor"], len(told["problems"])) == (False, 0, None, 1)


def test_what_is_no_anchor_is_said(run: Command, tmp_path: Path) -> None:
    backup = str(tmp_path / "noon")
    run("db", "backup", backup)
    (tmp_path / "list.txt").write_text("Senin\n")
    for options, word in (
        (("--anchor", "12"), "EVENT:HASH"),
        (("--anchors", str(tmp_path / "none.jsonl")), "There is no file"),
        (("--anchors", str(tmp_path / "list.txt")), "There is no anchor in list.txt"),
        ((backup, backup), "--anchors"),
        ((backup, "--anchor", "1:0123456789abcdef"), "restore it into an empty database"),
    ):
        answer = run("db", "verify", *options)
        assert (answer.code, word in answer.err, answer.out) == (2, True, "")


def test_a_server_whose_tables_are_new_wants_its_roles_to_be_given_their_rights(
    postgres: Callable[[], Server], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rights hang on tables: after an upgrade or a restore every app stood still until somebody thought of it."""
    server = postgres()
    monkeypatch.setenv("PATH", str(server.program("pg_dump").parent), prepend=os.pathsep)
    run = Command(server.url(server.create()), capsys)
    grant = "antrean db grant ROLE --place"
    assert grant in run("db", "upgrade").out
    assert grant not in run("db", "upgrade").out
    run("db", "backup", str(tmp_path / "noon"))
    assert grant in run("db", "restore", str(tmp_path / "noon"), "--replace").out
    assert grant not in Command(f"sqlite:///{tmp_path / 'hall.db'}", capsys)("db", "upgrade").out


def test_emergency_numbers_are_set_aside_printed_and_entered(run: Command, tmp_path: Path) -> None:
    settings = tmp_path / "antrean.toml"
    settings.write_text(f'[printer]\nkind = "file"\npath = "{tmp_path}/paper.bin"\n', encoding="utf-8")
    block = run("front", "reserve", "AA", "2", "--print", "--settings", str(settings), "--json").json
    assert block["codes"] == ["AA-001", "AA-002"]
    paper = "\n".join(escpos_reader.read((tmp_path / "paper.bin").read_bytes()).texts)
    assert [word in paper for word in ("NOMOR DARURAT", "AA-001", "AA-002", "Layanan: ___")] == [True] * 4
    assert run("front", "issue", "surat", "--json").json["code"] == "AA-003"
    used = tmp_path / "used.txt"
    used.write_text("# meja informasi\nAA-002 surat\n\n  aa001 legalisasi # 09.12\n", encoding="utf-8")
    entered = run("front", "import", str(used), "--json").json
    assert [ticket["code"] for ticket in entered["entered"]] == ["AA-002", "AA-001"]
    assert run("front", "reserved").out.strip() == "No numbers are set aside for today."
    for content in (b"AA-001 surat hari ini\n", b"\xff\xfe\x00", b"halo"):
        used.write_bytes(content)
        refused = run("front", "import", str(used))
        assert (refused.code, refused.err.count("\n")) == (2, 1)


@pytest.fixture
def printed(tmp_path: Path) -> tuple[str, ...]:
    """The options of a PC whose printer is a file, `paper.bin`."""
    settings = tmp_path / "antrean.toml"
    settings.write_text(f'[printer]\nkind = "file"\npath = "{tmp_path}/paper.bin"\n', encoding="utf-8")
    return ("--print", "--settings", str(settings))


def test_emergency_numbers_are_for_paper_and_need_a_printer(run: Command) -> None:
    refused = run("front", "reserve", "AA", "2", "--print")
    assert (refused.code, "no printer" in refused.err, "Nothing was set aside" in refused.err) == (2, True, True)
    assert run("front", "reserved", "--json").json["codes"] == []
    assert run("front", "issue", "surat", "--json").json["code"] == "AA-001"


def test_a_printer_that_fails_is_asked_once_and_the_papers_left_are_named(
    run: Command, tmp_path: Path, printed: tuple[str, ...]
) -> None:
    (tmp_path / "paper.bin").mkdir()
    block = run("front", "reserve", "AA", "3", "--tomorrow", *printed)
    again = "antrean front reserved --tomorrow --print AA-001 AA-002 AA-003"
    assert (block.code, again in block.err, block.err.count("\n")) == (4, True, 1)
    assert "AA-001 to AA-003" in block.out
    (tmp_path / "paper.bin").rmdir()
    assert run("front", "reserved", "--tomorrow").out.strip() == "AA-001, AA-002, AA-003"
    told = run("front", "reserved", "--tomorrow", "AA-002", "aa3", *printed, "--json").json
    assert told == {"codes": ["AA-002", "AA-003"], "not_printed": []}
    paper = "\n".join(escpos_reader.read((tmp_path / "paper.bin").read_bytes()).texts)
    assert [code in paper for code in ("AA-001", "AA-002", "AA-003")] == [False, True, True]


def test_only_numbers_that_are_set_aside_are_printed_again(
    run: Command, tmp_path: Path, printed: tuple[str, ...]
) -> None:
    run("front", "reserve", "AA", "2")
    refused = run("front", "reserved", "AA-001", "AA-003", *printed)
    assert (refused.code, "AA-003 is not set aside for today" in refused.err) == (3, True)
    assert run("front", "reserved", "--tomorrow").out.strip() == "No numbers are set aside for tomorrow."
    assert not (tmp_path / "paper.bin").exists()


def test_an_emergency_paper_names_the_services_it_is_for(
    run: Command, tmp_path: Path, printed: tuple[str, ...]
) -> None:
    """Whoever hands it out has to know which block is for whom: the list is refused for a wrong service."""
    run("front", "reserve", "AA", "1", *printed)
    paper = "\n".join(escpos_reader.read((tmp_path / "paper.bin").read_bytes()).texts)
    assert [word in paper for word in ("Surat keterangan", "Legalisasi dokumen")] == [True] * 2
    used = tmp_path / "used.txt"
    used.write_text("AA-001 paspor\n", encoding="utf-8")
    assert "antrean front offer" in run("front", "import", str(used)).err


def test_a_paper_that_was_asked_for_without_a_printer_is_told(run: Command) -> None:
    run("front", "issue", "surat")
    run("desk", "open", "1")
    for asked in (("front", "issue", "surat", "--print"), ("desk", "reprint", "1", "AA-001")):
        answer = run(*asked)
        assert (answer.code, "no printer" in answer.err) == (0, True), asked


def test_the_doctor_tells_of_a_display_that_nobody_hears(run: Command) -> None:
    store = Store(run.url, new_day=closing.close_older_days)
    voice = {"condition": "no_device", "sentence": "There is no working sound device."}
    presence.beat(store, name="layar-barat", kind=DeviceKind.DISPLAY, body={"voice": voice})
    found = {one["what"]: one for one in run("doctor", "--json").json["findings"]}
    assert found["voices"] == {
        "what": "voices",
        "ok": False,
        "sentence": "display “layar-barat”: There is no working sound device.",
    }
    presence.beat(store, name="layar-barat", kind=DeviceKind.DISPLAY, body={"voice": {"condition": "off"}})
    found = {one["what"]: one for one in run("doctor", "--json").json["findings"]}
    assert (found["voices"]["ok"], found["voices"]["sentence"]) == (True, "No display tells of a voice in trouble.")
    store.close()


def test_the_doctor_finds_what_would_keep_an_app_from_starting(run: Command, tmp_path: Path) -> None:
    """A kiosk under systemd ends at once with such a PIN, every three seconds, and its screen stays empty."""
    settings = tmp_path / "antrean.toml"
    for section, says in {
        '[kiosk]\npin = "1234"\n': "[kiosk] pin is not what",
        "[counter]\nnumber = 99\n": "[counter] number is 99, and the mall has no such counter",
        '[display]\nzones = ["Z1", "Z9"]\n': "[display] zones names Z9, and the mall has no such zone",
    }.items():
        settings.write_text(f"{section}[voice]\nenabled = false\n", encoding="utf-8")
        found = run("doctor", "--settings", str(settings), "--json").json["findings"]
        assert [one["sentence"] for one in found if not one["ok"] and says in one["sentence"]], (section, found)
    settings.write_text(
        '[counter]\nnumber = 2\n[display]\nzones = ["Z1"]\n[voice]\nenabled = false\n', encoding="utf-8"
    )
    assert all(one["ok"] for one in run("doctor", "--settings", str(settings), "--json").json["findings"])


def test_the_doctor_tells_of_a_file_that_another_program_holds(run: Command, tmp_path: Path) -> None:
    mute = tmp_path / "antrean.toml"
    mute.write_text("[voice]\nenabled = false\n", encoding="utf-8")

    def said() -> dict[str, object]:
        found = run("doctor", "--settings", str(mute), "--json").json["findings"]
        return next(one for one in found if one["what"] == "database")

    with sqlite3.connect(run.url.removeprefix("sqlite:///"), isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        held = said()
        other.execute("ROLLBACK")
    assert (held["ok"], "held by another program" in str(held["sentence"])) == (False, True)
    assert said()["ok"]


def test_the_doctor_names_who_lags_behind_and_a_disk_that_is_nearly_full(
    run: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(what: str) -> tuple[bool, str]:
        found = {one["what"]: one for one in run("doctor", "--json").json["findings"]}
        return found[what]["ok"], found[what]["sentence"]

    store = Store(run.url, new_day=closing.close_older_days)
    presence.beat(store, name="loket-4", kind=DeviceKind.COUNTER, body={})
    assert (said("versions")[0], said("disk")[0]) == (True, True)
    with sqlite3.connect(run.url.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE devices SET version = '0.0.9'")
    store.close()
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=5_000_000))
    assert said("versions") == (
        False,
        f"counter “loket-4” runs 0.0.9; this PC has {__version__}. Update those that lag behind.",
    )
    ok, sentence = said("disk")
    assert (ok, sentence.startswith("Only 0.0 GB free")) == (False, True)
