"""Officers and their PINs by the command: who is asked for one, who is not, and what is said once."""

import re
from collections.abc import Iterator

import pytest

from antrean import assets, signing
from antrean.commands import who
from antrean.model import EventKind, Role
from antrean.store.store import Store
from tests.helpers import hall
from tests.helpers.typed import Answer, Command

OTHER = "593026"
EXAMPLE = str(assets.path("malls", "kota_sejahtera.toml"))


@pytest.fixture
def url(engine: str, halls: hall.Halls) -> Iterator[str]:
    """The large example mall, whose officers have PINs, in a database of its own."""
    with halls.own(engine, "kota_sejahtera") as found:
        yield found


@pytest.fixture
def run(url: str, capsys: pytest.CaptureFixture[str]) -> Command:
    """A command given by whoever administers the database."""
    return Command(url, capsys)


@pytest.fixture
def colleague(monkeypatch: pytest.MonkeyPatch, run: Command) -> Command:
    """The same command for two officers and a supervisor with PINs of their own; nobody administers the database."""
    store = hall.connect(run.url)
    for name in ("Siti", "Budi"):
        hall.officer(store, name)
    hall.officer(store, "Ani", Role.SUPERVISOR)
    store.close()
    monkeypatch.setattr(Store, "is_administrator", lambda store: False)
    return run


def asked(answer: Answer, code: int, *words: str) -> None:
    assert (answer.code, answer.out) == (code, "")
    assert answer.err.startswith("antrean: ")
    for word in words:
        assert word in answer.err


class TestTheFirstStart:
    def test_shows_the_administrators_pin_once(
        self, tmp_path: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
    ) -> None:
        run = Command(f"sqlite:///{tmp_path}/hall.db", capsys)
        run("db", "upgrade")
        said = run("mall", "load", EXAMPLE).out
        found = re.search(r"Administrator may sign in with the one-time PIN (\d{6}), shown only here", said)
        assert found is not None
        assert "antrean officer pin Administrator" in said
        again = run("mall", "load", EXAMPLE)
        assert "PIN" not in again.out
        assert run("mall", "load", EXAMPLE, "--json").json["administrator"] is None
        assert run("officer", "list").out == "   1  Administrator, administrator, one-time PIN\n"
        assert run("officer", "pin", "Administrator", typed=f"{found.group(1)}\n{OTHER}\n").code == 0
        assert run("officer", "list").out == "   1  Administrator, administrator, own PIN\n"

    def test_tells_programs_too(self, tmp_path: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]) -> None:
        run = Command(f"sqlite:///{tmp_path}/hall.db", capsys)
        run("db", "upgrade")
        told = run("mall", "load", EXAMPLE, "--json").json["administrator"]
        assert told["name"] == "Administrator"
        assert re.fullmatch(r"\d{6}", told["one_time_pin"])

    def test_makes_nobody_where_the_mall_wants_no_pins(
        self, tmp_path: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
    ) -> None:
        run = Command(f"sqlite:///{tmp_path}/hall.db", capsys)
        run("db", "upgrade")
        assert run("mall", "load", str(assets.path("malls", "mini.toml")), "--json").json["administrator"] is None
        assert run("officer", "list", "--json").json["officers"] == []


class TestOfficers:
    def test_are_added_with_role_and_agencies(self, run: Command) -> None:
        said = run("officer", "add", "Siti", "--role", "supervisor", "--agency", "D", "--agency", "C")
        found = re.fullmatch(
            r"Siti is number (\d+), supervisor of C D\.\n"
            r"One-time PIN: (\d{6})\. It is shown only here; Siti chooses another one at the first sign-in\.\n",
            said.out,
        )
        assert found is not None
        assert run("officer", "list").out == f"{found.group(1):>4}  Siti, supervisor of C D, one-time PIN\n"
        (listed,) = run("officer", "list", "--json").json["officers"]
        assert (listed["name"], listed["role"], listed["agencies"]) == ("Siti", "supervisor", ["C", "D"])
        assert (listed["pin"], listed["is_locked"], listed["wait_until"]) == ("once", False, None)
        assert found.group(2) not in run("officer", "list", "--json").out

    def test_a_repeated_request_shows_no_second_pin(self, run: Command) -> None:
        first = run("officer", "add", "Siti", "--request-id", "a", "--json").json
        second = run("officer", "add", "Siti", "--request-id", "a", "--json").json
        assert second == first | {"one_time_pin": None}
        said = run("officer", "add", "Siti", "--request-id", "a").out
        assert f"antrean officer reset {first['id']}" in said

    def test_are_reset_changed_unlocked_and_retired(self, run: Command, url: str) -> None:
        first = run("officer", "add", "Siti", "--json").json
        second = run("officer", "reset", "Siti", "--json").json
        assert second["one_time_pin"] not in (None, first["one_time_pin"])
        assert run("officer", "change", "Siti", "--role", "technician").out == "Siti is technician.\n"
        assert run("officer", "change", "Siti", "--agency", "K", "--json").json["agencies"] == ["K"]
        assert run("officer", "change", "Siti", "--whole-mall", "--json").json["agencies"] == []
        for wrong in (["--whole-mall", "--agency", "K"], []):
            assert run("officer", "change", "Siti", *wrong).code == 2
        store = hall.connect(url)
        hall.execute(store, "UPDATE officers SET is_locked = true")
        store.close()
        assert run("officer", "list").out.endswith("Siti, technician, locked\n")
        assert run("officer", "unlock", "Siti").out == "Siti may sign in.\n"
        assert run("officer", "retire", str(first["id"])).out == "Siti works here no longer.\n"
        assert run("officer", "list").out == ""
        for act in ("reset", "unlock", "retire", "pin"):
            asked(run("officer", act, "Siti"), 3, "There is no officer named “Siti”")

    def test_a_good_pin_is_chosen(self, run: Command) -> None:
        made = run("officer", "add", "Siti", "--json").json["one_time_pin"]
        asked(run("officer", "pin", "Siti", typed=f"{made}\n1234\n"), 2, "everybody tries first")
        asked(run("officer", "pin", "Siti", typed=f"{made}\n"), 2, "4 to 12 digits")
        asked(run("officer", "pin", "Siti", typed=f"804417\n{OTHER}\n"), 3, "not the PIN of Siti", "Tries left: 4")
        asked(run("officer", "pin", "Siti", typed=f"{made}\n{OTHER}\n"), 3, "after a wrong one")

    def test_at_a_terminal_nothing_is_shown(self, run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
        made = run("officer", "add", "Siti", "--json").json["one_time_pin"]
        answers = iter([made, OTHER, "593027", made, OTHER, OTHER])
        prompts: list[str] = []

        def ask(prompt: str) -> str:
            prompts.append(prompt)
            return next(answers)

        monkeypatch.setattr(who, "is_terminal", lambda: True)
        monkeypatch.setattr(who, "ask_unseen", ask)
        asked(run("officer", "pin", "Siti"), 2, "not the same")
        assert run("officer", "pin", "Siti").out == "Siti has another PIN now.\n"
        assert prompts[:3] == ["Present PIN of Siti", "New PIN, 4 to 12 digits", "The same once more"]


class TestADesk:
    def test_of_who_administers_the_database_needs_no_pin(self, run: Command) -> None:
        run("officer", "add", "Siti")
        assert run("desk", "open", "4", "--json").json["officer"] == "Administrator"
        assert run("desk", "open", "5", "--officer", "Siti", "--json").json["officer"] == "Siti"
        run("front", "issue", "ktp")
        assert run("desk", "next", "4", "--json").json["code"] == "CA-001"

    def test_of_anybody_else_needs_an_officer_and_the_pin(self, colleague: Command) -> None:
        for arguments in (("open", "4"), ("next", "4"), ("close", "4"), ("start", "4")):
            asked(colleague("desk", *arguments), 3, "--officer", "standard input")
        asked(colleague("desk", "open", "4", "--officer", "Siti"), 3, "The PIN of Siti is needed")
        opened = colleague("desk", "open", "4", "--officer", "Siti", "--json", typed=f"{hall.PIN}\n")
        assert (opened.code, opened.json["officer"]) == (0, "Siti")
        colleague("front", "issue", "ktp")
        called = colleague("desk", "next", "4", "--officer", "Siti", "--json", typed=hall.PIN)
        assert called.json["code"] == "CA-001"
        asked(colleague("desk", "start", "4", "--officer", "Budi", typed=hall.PIN), 3, "Siti is signed in")
        assert colleague("desk", "assistance", "list").code == 0

    def test_wrong_pins_are_counted_and_logged_with_the_pc(self, colleague: Command, url: str) -> None:
        asked(colleague("desk", "open", "4", "--officer", "Siti", typed="804417\n"), 3, "Tries left: 4")
        asked(colleague("desk", "open", "4", "--officer", "Siti", typed=hall.PIN), 3, "is looked at for 1 s")
        asked(colleague("desk", "open", "4", "--officer", "Budi", typed="12ab\n"), 2, "4 to 12 digits")
        store = hall.connect(url)
        facts = [event for event in hall.log(store) if event.kind is EventKind.SIGN_IN_REFUSED]
        store.close()
        assert [(event.counter, event.body["why"]) for event in facts] == [(4, "wrong_pin"), (4, "waiting")]
        assert str(facts[0].body["device"]).startswith("command@")

    def test_a_one_time_pin_opens_nothing(self, run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
        made = run("officer", "add", "Siti", "--json").json
        monkeypatch.setattr(Store, "is_administrator", lambda store: False)
        answer = run("desk", "open", "4", "--officer", "Siti", typed=made["one_time_pin"])
        asked(answer, 3, f"antrean officer pin {made['id']}")

    def test_a_used_request_id_is_no_key(self, colleague: Command) -> None:
        arguments = ("desk", "open", "4", "--officer", "Siti", "--request-id", "r")
        first = colleague(*arguments, "--json", typed=hall.PIN)
        assert colleague(*arguments, "--json", typed=hall.PIN).json == first.json
        asked(colleague(*arguments, typed="804417"), 3, "not the PIN of Siti")

    def test_of_somebody_who_is_gone_is_closed_by_a_supervisor(self, colleague: Command) -> None:
        colleague("desk", "open", "4", "--officer", "Siti", typed=hall.PIN)
        colleague("front", "issue", "ktp")
        for act in ("next", "start"):
            colleague("desk", act, "4", "--officer", "Siti", typed=hall.PIN)
        options = ("desk", "close", "4", "--absent")
        asked(colleague(*options, "--officer", "Budi", typed=hall.PIN), 3, "Budi (officer) may not")
        closed = colleague(*options, "--officer", "Ani", typed=hall.PIN)
        assert closed.out == "Counter 4 is closed. CA-001 is held, counter 4.\n"

    def test_works_for_one_agency(self, run: Command) -> None:
        opened = run("desk", "open", "27", "--agency", "Z")
        assert opened.out == "Counter 27 is open, Administrator, for agency Z.\n"
        assert run("desk", "agency", "27", "J", "--json").json["agency"] == "J"
        assert run("desk", "agency", "27").out == "Counter 27 is open, Administrator.\n"
        asked(run("desk", "agency", "27", "K"), 2, "no queue of agency “K”")


class TestTheHall:
    def test_of_anybody_else_needs_a_supervisor_and_the_pin(self, colleague: Command) -> None:
        for arguments in (("hall", "view"), ("hall", "announce", "Halo"), ("day", "close")):
            asked(colleague(*arguments), 3, "--officer", "standard input")
            asked(colleague(*arguments, "--officer", "Siti", typed=hall.PIN), 3, "Siti (officer) may not")
        assert colleague("hall", "view", "--officer", "Ani", typed=hall.PIN).code == 0
        assert colleague("day", "close", "--officer", "Ani", typed=hall.PIN).code == 0

    def test_the_pin_comes_before_a_text_that_is_read(self, colleague: Command) -> None:
        options = ("hall", "announce", "-", "--officer", "Ani")
        assert colleague(*options, typed=f"{hall.PIN}\nPemilik mobil putih\n").code == 0
        (said,) = colleague("hall", "announcements", "--officer", "Ani", "--json", typed=hall.PIN).json["announcements"]
        assert said["text"] == "Pemilik mobil putih"


class TestManaging:
    def test_of_anybody_else_needs_the_right_and_the_pin(self, colleague: Command) -> None:
        asked(colleague("officer", "add", "Citra"), 3, "--by")
        asked(colleague("officer", "add", "Citra", "--by", "Siti", typed=hall.PIN), 3, "Siti (officer) may not")
        made = colleague("officer", "add", "Citra", "--by", "Ani", "--json", typed=hall.PIN)
        assert re.fullmatch(r"\d{6}", made.json["one_time_pin"])
        asked(
            colleague("officer", "add", "Dewi", "--role", "administrator", "--by", "Ani", typed=hall.PIN),
            3,
            "Ani (supervisor) may not add or change an administrator",
        )
        for act in ("reset", "unlock", "retire"):
            assert colleague("officer", act, "Citra", "--by", "Ani", typed=hall.PIN).code == 0, act
        assert colleague("officer", "list").code == 0

    def test_nobody_gets_rid_of_pins_by_loading_another_mall(self, colleague: Command, url: str) -> None:
        asked(colleague("mall", "load", str(assets.path("malls", "mini.toml"))), 3, "administers the database")
        store = hall.connect(url)
        assert len(signing.people(store)) == 3
        with store.read() as unit:
            assert unit.mall.rules.pins
        store.close()
