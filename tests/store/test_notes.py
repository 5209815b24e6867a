"""Short notes: read by the next counter alone, free of identity numbers, in no log, and gone with the day."""

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antrean import closing, desk, desk_view, note_steps, notes
from antrean.desk import Desk, Target
from antrean.errors import Reason, Refused
from antrean.store.store import Store
from tests.helpers import hall

NIK = "3201234567890123"


def seen(store: Store, counter: int) -> list[str]:
    return [note.text for note in desk_view.read(store, counter).active_notes]


def write(store: Store, at: Desk, text: str, code: str = "CA-001") -> None:
    notes.add(store, at, code, text, request_id=hall.request())


def send(store: Store, at: Desk, to: Desk, note: str = "") -> None:
    desk.transfer(store, at, Target(counter=to.counter), note=note, request_id=hall.request())


@pytest.fixture
def here(store: Store, four: Desk) -> Desk:
    """Counter 4 with CA-001."""
    hall.issue(store, "ktp")
    hall.call(store, four)
    return four


class TestWhoReads:
    def test_the_counter_it_is_sent_to(self, store: Store, here: Desk, two: Desk) -> None:
        send(store, here, two, "ijazah asli ada di map biru")
        assert (seen(store, 4), seen(store, 2)) == ([], [])
        hall.call(store, two)
        assert seen(store, 2) == ["ijazah asli ada di map biru"]
        desk.start(store, two, request_id=hall.request())
        hall.advance_clock(store, 600)
        assert seen(store, 2) == ["ijazah asli ada di map biru"]

    def test_and_not_the_one_after_that(self, store: Store, here: Desk, two: Desk) -> None:
        three = hall.open_counter(store, 3)
        send(store, here, two, "untuk loket 2")
        hall.call(store, two)
        write(store, two, "untuk loket 3")
        assert seen(store, 2) == ["untuk loket 2", "untuk loket 3"]
        send(store, two, three)
        hall.call(store, three)
        assert seen(store, 3) == ["untuk loket 3"]
        send(store, three, here)
        hall.call(store, here)
        assert seen(store, 4) == []
        assert hall.rows(store, "SELECT id FROM notes") == []

    def test_a_transfer_taken_back_leaves_both_notes(self, store: Store, here: Desk, two: Desk) -> None:
        send(store, here, two, "untuk loket 2")
        hall.call(store, two)
        send(store, two, here, "kembali ke loket 4")
        desk.undo(store, two, "CA-001", request_id=hall.request())
        assert seen(store, 2) == ["untuk loket 2", "kembali ke loket 4"]

    def test_a_wrong_call_reads_it_for_nobody(self, store: Store, here: Desk, two: Desk) -> None:
        desk.transfer(store, here, Target(queue="CA"), note="lanjut verifikasi", request_id=hall.request())
        hall.call(store, two)
        desk.release(store, two, request_id=hall.request())
        three = hall.open_counter(store, 3)
        hall.call(store, three)
        assert seen(store, 3) == ["lanjut verifikasi"]

    def test_one_who_did_not_come_has_it_still(self, store: Store, here: Desk, two: Desk) -> None:
        send(store, here, two, "lanjut verifikasi")
        hall.call(store, two)
        desk.no_show(store, two, request_id=hall.request())
        desk.reinstate(store, two, "CA-001", request_id=hall.request())
        hall.call(store, two)
        assert seen(store, 2) == ["lanjut verifikasi"]

    def test_of_one_on_hold_whoever_goes_on(self, store: Store, here: Desk, two: Desk) -> None:
        send(store, here, two, "untuk loket 2")
        hall.call(store, two)
        write(store, two, "menunggu fotokopi")
        desk.hold(store, two, reason="copies_needed", request_id=hall.request())
        # The same counter reads both again, another one only what the last one wrote.
        desk.resume(store, two, "CA-001", request_id=hall.request())
        assert seen(store, 2) == ["untuk loket 2", "menunggu fotokopi"]
        desk.hold(store, two, reason="copies_needed", request_id=hall.request())
        desk.resume(store, here, "CA-001", request_id=hall.request())
        assert seen(store, 4) == ["menunggu fotokopi"]


class TestWriting:
    def test_the_last_word_of_a_counter_counts(self, store: Store, here: Desk) -> None:
        for text in ("satu", "dua"):
            write(store, here, text)
        assert seen(store, 4) == ["dua"]
        write(store, here, "  ")
        assert seen(store, 4) == []

    def test_also_right_after_it_was_sent_on(self, store: Store, here: Desk, two: Desk) -> None:
        send(store, here, two)
        write(store, here, "lupa bilang: berkas ada di map")
        hall.call(store, two)
        assert seen(store, 2) == ["lupa bilang: berkas ada di map"]
        assert hall.refused(notes.add, store, here, "CA-001", "terlambat") is Reason.OTHER_COUNTER
        # Once it waits again it is nobody's to write about: who sent it is not who had it last.
        desk.release(store, two, request_id=hall.request())
        assert hall.refused(notes.add, store, here, "CA-001", "terlambat") is Reason.WRONG_STATE

    @pytest.mark.parametrize("state", ["waiting", "done", "missed", "at another counter", "on hold elsewhere"])
    def test_not_about_one_that_is_not_here(self, store: Store, here: Desk, two: Desk, state: str) -> None:
        at, code = here, "CA-001"
        match state:
            case "waiting":
                code = hall.issue(store, "ktp").code
            case "done":
                desk.finish(store, here, request_id=hall.request())
            case "missed":
                desk.no_show(store, here, request_id=hall.request())
            case "at another counter":
                at = two
            case _:
                desk.hold(store, here, reason="copies_needed", request_id=hall.request())
                at = two
        before = hall.contents(store)
        reason = Reason.OTHER_COUNTER if at is two else Reason.WRONG_STATE
        assert hall.refused(notes.add, store, at, code, "halo") is reason
        assert hall.contents(store) == before

    def test_not_at_a_closed_counter_nor_about_an_unknown_number(self, store: Store, here: Desk) -> None:
        assert hall.refused(notes.add, store, Desk(counter=3), "CA-001", "halo") is Reason.COUNTER_CLOSED
        assert hall.refused(notes.add, store, here, "CA-009", "halo") is Reason.UNKNOWN_TICKET

    def test_as_long_as_a_note_is(self, store: Store, here: Desk) -> None:
        write(store, here, "x" * 140)
        for text in ("x" * 141, "satu\x07dua", "satu\u200bdua"):
            assert hall.refused(notes.add, store, here, "CA-001", text) is Reason.BAD_INPUT
        assert seen(store, 4) == ["x" * 140]

    def test_twice_under_one_request_is_once(self, store: Store, here: Desk) -> None:
        first = notes.add(store, here, "CA-001", "satu", request_id="n")
        write(store, here, "dua")
        assert notes.add(store, here, "CA-001", "satu", request_id="n") == first
        assert seen(store, 4) == ["dua"]


class TestIdentityNumbers:
    @pytest.mark.parametrize(
        "text",
        [
            NIK, f"NIK {NIK}", f"NIK:{NIK},lengkap", f"a{NIK}b", "3201 2345 6789 0123", "32.01.23.456789.0123",
            "320123-456789-0123", "32/01/23/456789/0123", "3 2 0 1 2 3 4 5 6 7 8 9 0 1 2 3", "3201–2345–6789–0123",
            "３２０１２３４５６７８９０１２３", "٣٢٠١٢٣٤٥٦٧٨٩٠١٢٣", "32012345678901234567", "3201\t2345\n6789 0123",
            "3201\u00a02345\u00a067890123", "³²⁰¹²³⁴⁵⁶⁷⁸⁹⁰¹²³",
        ],
    )  # fmt: skip
    def test_are_refused_however_they_are_written(self, store: Store, here: Desk, two: Desk, text: str) -> None:
        before = hall.contents(store)
        for act in (
            lambda: notes.add(store, here, "CA-001", text, request_id=hall.request()),
            lambda: send(store, here, two, text),
        ):
            with pytest.raises(Refused) as caught:
                act()
            assert caught.value.reason is Reason.IDENTITY_NUMBER
            assert caught.value.details == {}
            assert "3201" not in str(caught.value)
        assert hall.contents(store) == before

    @pytest.mark.parametrize(
        "text",
        ["telp 0812 3456 7890", "nomor paspor A1234567", "berkas 12 lembar, foto 3x4", "tgl 23/11/2026 jam 08.40", ""],
    )
    def test_other_numbers_are_not(self, text: str) -> None:
        assert note_steps.kept(text) == text

    @given(
        st.lists(st.sampled_from(["", " ", "  ", ".", "-", "/", " - ", "\u2013"]), min_size=15, max_size=15),
        st.text(alphabet="abc xyz", max_size=20),
    )
    def test_no_way_to_set_the_digits_apart_helps(self, between: list[str], around: str) -> None:
        written = around + "".join(digit + gap for digit, gap in zip(NIK, [*between, ""], strict=True)) + around
        with pytest.raises(Refused):
            note_steps.kept(written)

    @given(st.text(alphabet="0123456789abc ,;:", max_size=140))
    def test_fifteen_digits_and_a_letter_are_fine(self, text: str) -> None:
        runs = "".join(sign if sign.isdigit() else "" if sign in " ," else "x" for sign in text).split("x")
        if max(map(len, runs)) < 16:
            assert note_steps.kept(text) == " ".join(text.split())


class TestNowhereElse:
    SECRET = "Ibu Aminah lupa akta"

    @pytest.fixture
    def written(self, store: Store, here: Desk, two: Desk) -> Store:
        """A hall where the words were written, sent, read and refused."""
        write(store, here, self.SECRET)
        send(store, here, two, self.SECRET + ", lagi")
        hall.call(store, two)
        hall.refused(notes.add, store, two, "CA-001", self.SECRET + NIK)
        hall.refused(notes.add, store, here, "CA-001", self.SECRET)
        return store

    def test_not_in_the_log_nor_with_the_requests(self, written: Store) -> None:
        for table, rows in hall.contents(written).items():
            everything = " ".join(str(tuple(row)) for row in rows)
            assert ("Aminah" in everything) == (table == "notes"), table

    def test_not_in_what_the_program_writes_or_shows_of_itself(
        self, store: Store, here: Desk, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.DEBUG):
            write(store, here, self.SECRET)
        assert "Aminah" not in caplog.text
        (note,) = desk_view.read(store, 4).active_notes
        assert "Aminah" not in repr(note)
        with pytest.raises(Exception, match=r"CHECK|check|NOT NULL|null value") as caught:
            hall.execute(store, "UPDATE notes SET text = :text, ticket = NULL", text=self.SECRET)
        assert "Aminah" not in str(caught.value)

    @pytest.mark.parametrize(
        "close",
        [
            lambda store: closing.close_today(store, force_reason="power_cut", request_id="c"),
            lambda store: (hall.set_clock(store, "2026-11-24 08:05"), hall.issue(store, "ktp")),
        ],
        ids=["today", "the new day"],
    )
    def test_gone_when_the_day_is_closed(self, written: Store, close: Callable[[Store], object]) -> None:
        desk.finish(written, Desk(counter=2), request_id=hall.request())
        assert hall.rows(written, "SELECT id FROM notes") != []
        close(written)
        assert hall.rows(written, "SELECT id FROM notes") == []


def test_what_was_deleted_is_not_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    shutil.copyfile(hall.prepared(), path)
    store = hall.connect(f"sqlite:///{path}")
    hall.begin(store)
    hall.issue(store)
    here = hall.open_counter(store, 4)
    hall.call(store, here)
    write(store, here, TestNowhereElse.SECRET)
    write(store, here, "")
    # The last connection writes what the log of the file holds into it, and removes that.
    store.close()
    assert [file.name for file in tmp_path.iterdir()] == ["hall.db"]
    assert TestNowhereElse.SECRET.encode() not in path.read_bytes()
