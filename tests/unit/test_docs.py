"""What the documents say is so: links, commands, settings, states and words are held against the program."""

import ast
import dataclasses
import re
import shlex
import tomllib
import typing
from pathlib import Path
from xml.etree import ElementTree

import click
import pytest
from click.testing import CliRunner

from antrean import settings
from antrean.cli import antrean as command
from antrean.errors import AntreanError
from antrean.lifecycle import Action, diagram
from antrean.model import CounterState, PrintState, TicketState
from antrean.settings import Settings
from antrean.store.tables import AnnouncementState

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]
# The other pages may speak of the mall file's tables and keys, which look alike.
ABOUT_SETTINGS = [ROOT / "README.md", DOCS / "operasi.md", DOCS / "operations.md"]

HALL_WORDS = """
agency = instansi · service = layanan · queue = antrean layanan · counter = loket · officer = petugas
visitor = pengunjung · ticket = nomor antrean · service day = hari layanan · priority = prioritas
zone = zona · issue = ambil nomor
call next = panggil berikutnya · recall = panggil ulang · start = mulai layani · finish = selesai · hold = tunda
resume = lanjutkan · no-show = tidak hadir · reinstate = kembalikan ke antrean · transfer = alihkan
release = batalkan panggilan · cancel = batalkan nomor · outcome = hasil layanan · estimate = perkiraan
announcement = panggilan suara · board = papan panggilan
"""
STATES_ON_SCREEN = """
waiting = Waiting · called = Called · serving = Being served · held = On hold · no_show = Did not come · done = Done
cancelled = Cancelled · expired = Expired
"""


def pairs(words: str) -> dict[str, str]:
    """Read "one = two · three = four"."""
    return dict(re.findall(r"(?:^|· )([^=·]+) = ([^·\n]+?)(?= ·|$)", words.strip(), re.MULTILINE))


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def fenced(page: Path, *languages: str) -> list[str]:
    """Return the fenced blocks of some languages."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```", text_of(page), re.MULTILINE | re.DOTALL)
    return [body for language, body in blocks if language in languages]


def code_spans(page: Path) -> list[str]:
    prose = re.sub(r"^```.*?^```", "", text_of(page), flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`([^`\n]+)`", prose)


def anchors(page: Path) -> set[str]:
    """Return the anchors that a page's headings have on the web."""
    headings = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)\s]+)\)", text_of(page))
    lost = []
    for target in targets:
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = page if not path else (page.parent / path).resolve()
        if not there.is_relative_to(ROOT) or not there.exists() or (anchor and anchor not in anchors(there)):
            lost.append(target)
    assert lost == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    ahead = [ROOT / "README.md"]
    while ahead:
        page = ahead.pop()
        if page in reached or not page.exists():
            continue
        reached.add(page)
        for target in re.findall(r"\]\(([^)#\s]+)", text_of(page)):
            there = (page.parent / target).resolve()
            ahead += sorted(there.glob("*.md")) if there.is_dir() else [there] if there.suffix == ".md" else []
    assert [name_of(page) for page in PAGES if page not in reached] == []


def test_the_diagram_is_the_programs_own() -> None:
    drawn = re.search(r"<!-- states:begin -->\n(.*?)<!-- states:end -->", text_of(DOCS / "architecture.md"), re.DOTALL)
    assert drawn is not None
    assert drawn.group(1) == f"```mermaid\n{diagram()}```\n"


def commands_in(page: Path) -> list[str]:
    """Return every call of the antrean command that a page names, from "antrean" to the end of the call."""
    lines = [
        line for block in fenced(page, "sh", "console", "powershell", "text", "ini") for line in block.splitlines()
    ]
    places = [re.sub(r"\s+#.*$|\s{2,}.*$", "", line.removeprefix("$ ")) for line in lines] + code_spans(page)
    calls = [re.match(r"(?:Exec=)?(?:\S*[/\\])?antrean ([a-z-].*)$", place.strip()) for place in places]
    return [call.group(1).partition(" > ")[0] for call in calls if call]


def complaint(call: str) -> str | None:
    """Return what is wrong with a call, None when the command knows all of it."""
    here: click.Command = command
    path = ["antrean"]
    options: set[str] = set()
    for word in shlex.split(call):
        if word.startswith("-"):
            options.add(word)
        elif isinstance(here, click.Group):
            path.append(word)
            found = here.commands.get(word)
            if found is None:
                return f"{' '.join(path)}: no such command"
            here = found
    known = {name for parameter in here.params for name in (*parameter.opts, *parameter.secondary_opts)}
    unknown = {option for option in options if option not in known | {"--help", "--version"}}
    return f"{' '.join(path)}: no such option {', '.join(sorted(unknown))}" if unknown else None


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_exists_with_its_options(page: Path) -> None:
    assert [wrong for call in commands_in(page) if (wrong := complaint(call))] == []


def test_the_commands_of_the_pages_are_really_found() -> None:
    found = {call for page in PAGES for call in commands_in(page)}
    assert {
        "db upgrade",
        "mall check my_mall.toml",
        "desk next 1",
        "kiosk --full-screen",
        "doctor",
        "mall check",
    } <= found
    assert complaint("desk dance 1") == "antrean desk dance: no such command"
    assert complaint("kiosk --fly") == "antrean kiosk: no such option --fly"


def answer(call: str, url: str) -> str:
    """Return what a person reads after typing a call, on both streams."""
    result = CliRunner().invoke(command, [*shlex.split(call), "--database", url])
    assert result.exception is None or isinstance(result.exception, AntreanError | SystemExit)
    said = f"antrean: {result.exception.sentence}" if isinstance(result.exception, AntreanError) else ""
    return (result.output + said).strip()


def test_the_examples_of_the_readme_are_true(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'hall.db'}"
    answer("db upgrade", url)
    answer(f"mall load {ROOT / 'assets/malls/mini.toml'}", url)
    (examples,) = fenced(ROOT / "README.md", "console")
    typed = re.findall(r"^\$ antrean (.*)\n((?:(?!\$ ).*\n)*)", examples, re.MULTILINE)
    assert len(typed) > 8
    for call, printed in typed:
        # The README shortens with an ellipsis, and was written on another day.
        wanted = re.sub(r"\d{4}-\d\d-\d\d", "DAY", re.escape(printed.strip()).replace("…", ".*").replace(r"\-", "-"))
        said = re.sub(r"\d{4}-\d\d-\d\d", "DAY", answer(call, url))
        assert re.fullmatch(wanted, said), call


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_dev_command_exists(page: Path) -> None:
    known = set(re.findall(r"^\./dev ([a-z0-9]+)", text_of(ROOT / "dev"), re.MULTILINE))
    assert {"run", "test", "setup"} <= known
    named = set(re.findall(r"\./dev ([a-z0-9]+)", text_of(page)))
    assert named <= known


def sections() -> dict[str, set[str]]:
    hints = typing.get_type_hints(Settings)
    return {name: {one.name for one in dataclasses.fields(kind)} for name, kind in hints.items()}


@pytest.mark.parametrize("page", ABOUT_SETTINGS, ids=name_of)
def test_every_setting_exists(page: Path) -> None:
    known = sections()
    spans = [re.match(r"\[(\w+)\] (\w+)", span) for span in code_spans(page)]
    named = [(span.group(1), span.group(2)) for span in spans if span]
    assert named
    assert [pair for pair in named if pair[1] not in known.get(pair[0], set())] == []


@pytest.mark.parametrize("page", [DOCS / "operasi.md", DOCS / "operations.md"], ids=name_of)
def test_both_languages_tell_how_the_kiosk_is_run(page: Path) -> None:
    spans = code_spans(page)
    keys = {
        f"[kiosk] {key}" for key in ("idle_s", "warning_s", "pin", "short_ticket", "hide_pointer", "guidance_volume")
    } | {"[counter] ring", "[printer] look_every_s", "[printer] logo", "[spare_printer] kind"}
    assert [key for key in sorted(keys) if not any(span.startswith(key) for span in spans)] == []
    commands = ("front assist", "desk assistance list", "desk assistance accept", "desk assistance end")
    calls = commands_in(page)
    named = (*commands, "kiosk pin", "mall searches", "doctor")
    assert [one for one in named if not any(call.startswith(one) for call in calls)] == []


def test_every_example_of_settings_is_read() -> None:
    examples = [example for page in ABOUT_SETTINGS for example in fenced(page, "toml")]
    assert len(examples) >= 3
    for example in examples:
        settings.from_mapping(tomllib.loads(example))


def test_every_way_to_connect_a_printer_is_described() -> None:
    kinds = typing.get_args(typing.get_type_hints(settings.PrinterSettings)["kind"])
    readme = text_of(ROOT / "README.md")
    assert [kind for kind in kinds if f'"{kind}"' not in readme] == []
    rows = re.search(r"^\| Plug .*?\n\n", readme, re.MULTILINE | re.DOTALL)
    assert rows is not None
    assigned = {key for span in re.findall(r"`([^`]+)`", rows.group()) for key in re.findall(r"^(\w+) = ", span)}
    assert assigned
    assert assigned <= sections()["printer"]


def said_by_the_program() -> str:
    """Return every text in the sources, f-strings in their pieces, and every translation."""
    said = []
    for package in ("antrean", "counter", "display", "kiosk"):
        for path in sorted((ROOT / package).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            said += [
                one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str)
            ]
    translations = ElementTree.parse(ROOT / "assets/i18n/antrean_id.ts")
    return "\n".join([*said, *(one.text or "" for one in translations.iter("translation"))])


@pytest.mark.parametrize(
    ("page", "heading"),
    [
        (DOCS / "operasi.md", "## Pukul 07.20 dan ada yang tidak jalan"),
        (DOCS / "operations.md", "## When something does not work"),
    ],
)
def test_what_a_technician_sees_is_quoted_word_for_word(page: Path, heading: str) -> None:
    section = text_of(page).partition(heading)[2].partition("\n## ")[0]
    rows = [re.sub(r"`[^`]*`", "", line) for line in section.splitlines() if line.startswith("| ")]
    quoted = [quote for row in rows for quote in re.findall(r'"([^"]+)"', row)]
    assert len(quoted) > 15
    said = said_by_the_program()
    # An ellipsis stands for what is different each time.
    pieces = [piece.strip() for quote in quoted for piece in quote.split("…")]
    assert [piece for piece in pieces if piece not in said] == []


def test_the_standard_spelling_is_used() -> None:
    misspelt = re.compile("antri" + "an", re.IGNORECASE)
    assert [name_of(page) for page in PAGES if misspelt.search(text_of(page))] == []


def glossary() -> dict[str, str]:
    """Return the first two columns of the glossary's tables, without code marks."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]+) \|", text_of(DOCS / "glossary.md"), re.MULTILINE)
    return {first.strip().strip("`"): second.strip() for first, second in rows}


def test_the_words_of_the_hall_are_in_the_glossary() -> None:
    wanted, found = pairs(HALL_WORDS), glossary()
    assert {english: found.get(english) for english in wanted} == wanted


def test_every_action_is_in_the_glossary() -> None:
    found = glossary()
    names = {action.value.split("_")[0] if "undo" in action else action.value.replace("_", "-") for action in Action}
    assert sorted(names - found.keys()) == []


@pytest.mark.parametrize(
    "words", [TicketState, CounterState, AnnouncementState, PrintState], ids=lambda one: one.__name__
)
def test_every_stored_word_is_in_the_glossary(words: type[TicketState]) -> None:
    page = text_of(DOCS / "glossary.md")
    assert [word.value for word in words if f"`{word.value}`" not in page] == []


def test_the_glossary_calls_a_state_what_the_screens_call_it() -> None:
    shown = {
        str(message.findtext("source")): str(message.findtext("translation")).lower()
        for message in ElementTree.parse(ROOT / "assets/i18n/antrean_id.ts").iter("message")
    }
    said = pairs(STATES_ON_SCREEN)
    assert set(said) == {state.value for state in TicketState}
    assert {state: glossary()[state] for state in said} == {state: shown[source] for state, source in said.items()}


def test_decisions_are_numbered_and_say_why() -> None:
    decisions = sorted((DOCS / "adr").glob("*.md"))
    assert [page.name[:4] for page in decisions] == [f"{number:04d}" for number in range(1, len(decisions) + 1)]
    for page in decisions:
        text = text_of(page)
        assert text.startswith(f"# {page.name[:4]}: ")
        assert re.findall(r"^## (\w+)", text, re.MULTILINE) == ["Context", "Decision", "Why", "Consequence"]


def test_the_source_names_only_decisions_that_exist() -> None:
    files = [ROOT / "pyproject.toml", ROOT / "dev", *(ROOT / "antrean").rglob("*.py")]
    named = {number for file in files for number in re.findall(r"docs/adr/(\d{4})", text_of(file))}
    assert named
    assert named <= {page.name[:4] for page in (DOCS / "adr").glob("*.md")}


def test_every_promise_names_a_test_that_exists() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", (ROOT / "docs" / "promises.md").read_text(encoding="utf-8"))
    assert len(named) > 30
    for path, name in named:
        text = (ROOT / path).read_text(encoding="utf-8")
        assert re.search(rf"def {name}\(" if name else "def test_", text), f"{path}::{name}"
