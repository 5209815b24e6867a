"""Files with anchors: logs of apps, answers and lists; and those that are broken, huge or meant to do harm."""

import gzip
import json
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from antrean import anchor, anchor_files
from antrean.anchor import Anchor, KeptAnchor
from antrean.errors import AntreanError, Reason, Refused, Unavailable

HASH = "0123456789abcdef" * 4
AT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def line(event: int, *, device: str = "Kiosk 1", **facts: object) -> str:
    """Return what an app writes into its log."""
    told = {
        "at": "2026-11-23T03:00:01.002+00:00",
        "level": "INFO",
        "logger": "antrean.ui.anchor_log",
        "message": "anchor",
        "anchor": f"{event}:{HASH}@9f3a00112233aabb",
        "device": device,
        "place": "kiosk",
        "hall": "the database “antrean” on 192.168.10.5",
        "hall_time": AT.isoformat(),
    }
    return json.dumps(told | facts, ensure_ascii=False)


OTHER = json.dumps({"at": "x", "level": "INFO", "message": "issue", "request": "1", "events": [3, 4]})


def events(found: anchor_files.Found) -> list[int]:
    return [one.anchor.event for one in found.anchors]


def refused(*paths: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        anchor_files.read(paths)
    assert caught.value.reason is Reason.BAD_INPUT
    assert "\n" not in caught.value.sentence
    return caught.value


def test_a_log_of_an_app(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.jsonl"
    file.write_text(f"{OTHER}\n{line(7)}\n{OTHER}\n", encoding="utf-8")
    (kept,) = anchor_files.read([file]).anchors
    assert kept == KeptAnchor(
        anchor=Anchor(event=7, hash=HASH, epoch="9f3a00112233aabb"),
        by="kiosk “Kiosk 1”",
        source="kiosk.jsonl",
        at=AT,
        hall="the database “antrean” on 192.168.10.5",
    )


def test_folders_of_several_pcs_with_the_older_files(tmp_path: Path) -> None:
    for pc, name, event in (
        *(("pc1", "kiosk.jsonl", 9), ("pc1", "kiosk.jsonl.1", 7), ("pc2/log", "counter.jsonl", 8)),
        # Of other programs, and of a folder that was packed.
        *(("pc2", "notes.txt", 1), ("pc2", "kiosk.jsonl.bak", 2), ("pc2", "kiosk.jsonl.1.gz", 3)),
    ):
        (tmp_path / pc).mkdir(parents=True, exist_ok=True)
        (tmp_path / pc / name).write_text(line(event, device=pc) + "\n", encoding="utf-8")
    found = anchor_files.read([tmp_path])
    assert events(found) == [9, 7, 8]
    assert {one.source for one in found.anchors} == {*("pc1/kiosk.jsonl", "pc1/kiosk.jsonl.1", "pc2/log/counter.jsonl")}
    # The same file under two names is read once more and counted once.
    assert events(anchor_files.read([tmp_path, tmp_path / "pc1" / "kiosk.jsonl"])) == [9, 7, 8]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_answers_of_the_command_and_lists(tmp_path: Path, encoding: str) -> None:
    """PowerShell writes what a command answers as UTF-16."""
    answer, as_json, typed = (tmp_path / name for name in ("answer.txt", "answer.json", "list.txt"))
    short = f"7:{HASH[:16]}@9f3a"
    answer.write_text(f"The database is sound: 7 events, none changed.\nAnchor to keep elsewhere: {short}\n", encoding)
    as_json.write_text(json.dumps({"ok": True, "events": 8, "anchor": f"8:{HASH}@9f3a"}) + "\n", encoding)
    typed.write_text(f"Senin {short}\r\n\r\nSelasa 9:{HASH[:16].upper()} (Siti)\r\n", encoding)
    found = anchor_files.read([answer, as_json, typed])
    assert [(one.anchor.event, one.by) for one in found.anchors] == [
        *((7, "answer.txt"), (8, "answer.json"), (7, "list.txt"), (9, "list.txt"))
    ]
    assert found.anchors[0].anchor == anchor.read(short)


class TestBroken:
    def test_lines_that_should_have_been_anchors_are_told(self, tmp_path: Path) -> None:
        file = tmp_path / "kiosk.jsonl"
        whole = line(7)
        broken = (
            *(whole[:-20], line(8, anchor="8:abc"), line(8, anchor=8), line(8, anchor=["x"]), line(8, device={})),
            *(line(8, hall_time="yesterday"), line(8, hall_time="2026-11-23T03:00:00"), line(8, hall_time=1)),
            *(line(8, hall_time="0001-01-01T00:00:00+14:00"), line(8, hall_time="9999-12-31T23:59:59-14:00")),
            '{"anchor": ' + "[" * 5000,
            '{"anchor": "' + "9" * 5000 + f':{HASH}"}}',
        )
        for one in broken:
            file.write_text(f"{whole}\n{one}\n", encoding="utf-8")
            found = anchor_files.read([file])
            assert events(found) == [7]
            assert found.notes == ("Anchors that cannot be read: kiosk.jsonl (line 2).",)

    def test_files_without_any_are_named(self, tmp_path: Path) -> None:
        for number in range(8):
            (tmp_path / f"kiosk.jsonl.{number + 1}").write_text(f"{OTHER}\n")
        (tmp_path / "kiosk.jsonl").write_text(line(7), encoding="utf-8")
        found = anchor_files.read([tmp_path])
        assert events(found) == [7]
        (note,) = found.notes
        assert note.startswith("Nothing new was found in kiosk.jsonl.1, kiosk.jsonl.2,")
        assert note.endswith("and 3 more.")

    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"\0" * 5000,
            b"\xff\xfe",
            b"\xff" * 999,
            gzip.compress(line(7).encode()),
            f"{OTHER}\n".encode(),
            b"null",
        ],
    )
    def test_nothing_at_all_is_refused(self, tmp_path: Path, content: bytes) -> None:
        file = tmp_path / "kiosk.jsonl"
        file.write_bytes(content)
        assert "There is no anchor in kiosk.jsonl" in refused(file).sentence

    def test_what_is_not_there(self, tmp_path: Path) -> None:
        assert "There is no file" in refused(tmp_path / "none.jsonl").sentence
        assert "There is no anchor in these folders" in refused(tmp_path).sentence

    @pytest.mark.parametrize(
        "content", [b"SQLite format 3\0" + bytes(4000), b"SQLite format 3\0", b"PGDMP" + bytes(99)]
    )
    def test_a_backup_that_is_none(self, tmp_path: Path, content: bytes) -> None:
        file = tmp_path / "noon"
        file.write_bytes(content)
        with pytest.raises(Unavailable) as caught:
            anchor_files.read([file])
        assert "noon" in caught.value.sentence or "pg_restore" in caught.value.sentence


class TestHostile:
    def test_a_file_larger_than_any_log(self, tmp_path: Path) -> None:
        file = tmp_path / "kiosk.jsonl"
        with file.open("wb") as sparse:
            sparse.truncate(anchor_files.TEXT_BYTES + 1)
        assert "64 MB" in refused(file).sentence

    def test_one_endless_line(self, tmp_path: Path) -> None:
        file = tmp_path / "kiosk.jsonl"
        file.write_bytes(b'{"anchor": "' + b"a" * 5_000_000 + b"\n" + line(7).encode() + b"\n")
        assert events(anchor_files.read([file])) == [7]

    @pytest.mark.skipif(os.name == "nt", reason="no pipes in folders there")
    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "kiosk.jsonl")
        refused(tmp_path / "kiosk.jsonl")
        refused(tmp_path)

    def test_more_anchors_than_halls_have(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(anchor_files, "MOST_ANCHORS", 3)
        file = tmp_path / "kiosk.jsonl"
        file.write_text("\n".join(line(number) for number in range(1, 6)), encoding="utf-8")
        assert "more than 3 anchors" in refused(file).sentence

    def test_more_files_than_pcs_have(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(anchor_files, "MOST_FILES", 3)
        for number in range(5):
            (tmp_path / f"kiosk.jsonl.{number}").write_text(line(7), encoding="utf-8")
        assert "more than 3 logs" in refused(tmp_path).sentence

    def test_names_bring_no_control_signs_to_the_terminal(self, tmp_path: Path) -> None:
        file = tmp_path / "kiosk.jsonl"
        file.write_text(line(7, device="\x1b[2J\u202e" + 900 * "x", hall="\x1b]0;"), encoding="utf-8")
        (kept,) = anchor_files.read([file]).anchors
        assert kept.by.isprintable()
        assert kept.hall.isprintable()
        assert len(kept.by) < 100

    def test_a_backup_whose_tables_are_views(self, tmp_path: Path) -> None:
        """A view could count for ever."""
        file = tmp_path / "noon.db"
        with sqlite3.connect(file) as connection:
            connection.execute(
                "CREATE VIEW events AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)"
                " SELECT id, 'x' AS hash, 'y' AS at FROM n"
            )
            connection.execute("CREATE TABLE mall (epoch)")
        connection.close()
        with pytest.raises(Unavailable, match="no Antrean hall"):
            anchor_files.read([file])

    @pytest.mark.parametrize("row", ["(7, 'short', '2026-11-23T03:00:00Z')", f"(7, '{HASH}', 'never')", "(NULL, 1, 2)"])
    def test_a_backup_with_rows_that_no_hall_writes(self, tmp_path: Path, row: str) -> None:
        file = tmp_path / "noon.db"
        with sqlite3.connect(file) as connection:
            connection.execute("CREATE TABLE events (id, hash, at)")
            connection.execute("CREATE TABLE mall (epoch)")
            connection.execute(f"INSERT INTO events VALUES {row}")
        connection.close()
        with pytest.raises(Unavailable, match="cannot be read"):
            anchor_files.read([file])

    @given(
        st.lists(st.binary(max_size=300) | st.sampled_from([line(7).encode(), b"\n", b'{"anchor"', b":", b"\xff\xfe"]))
    )
    @tries(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_whatever_stands_in_it(self, tmp_path: Path, parts: list[bytes]) -> None:
        file = tmp_path / "any.jsonl"
        file.write_bytes(b"".join(parts))
        words = _read(file)
        assert all(word.isprintable() for word in words)


def _read(file: Path) -> list[str]:
    """Return what would be printed of a file: whose anchors it has, or why it has none."""
    try:
        return [f"{one.by} {one.anchor.text}" for one in anchor_files.read([file]).anchors]
    except AntreanError as error:
        return [error.sentence]
