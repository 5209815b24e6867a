"""Every mistake in a mall file is one problem, on its line and in a sentence."""

from pathlib import Path

import pytest

from antrean import mall_file
from antrean.errors import Reason, Refused

MALLS = Path(__file__).parents[2] / "assets" / "malls"
SMALL = (MALLS / "mini.toml").read_text(encoding="utf-8")
WEEK = 'mon = "08:00-15:30"\nfri = "08:00-15:00"\nbreaks.fri = "11:30-13:00"'
OPEN = SMALL.replace("always_open = true", WEEK)
"""The small mall with hours instead of always_open."""

TICKER = (
    'ticker = ["Selamat datang. Silakan ambil nomor antrean di kiosk."]\n'
    'ticker_en = ["Welcome. Please take a number at the kiosk."]\n'
)


def _changed(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


def _refused(text: str) -> Refused:
    with pytest.raises(Refused) as caught:
        mall_file.parse(text, "mall.toml")
    assert caught.value.reason is Reason.MALL_FILE
    return caught.value


Mistake = tuple[str, str, str, str]
"""What to change, into what, a piece of the line that must be named, and words of the sentence."""

MISTAKES: dict[str, Mistake] = {
    "unknown key": ('short = "Kec', 'shrt = "x"\nshort = "Kec', "shrt =", 'did you mean "short"?'),
    "unknown key far from all": ("[hours]", "[hours]\nzzzzz = 1", "zzzzz", "known are always_open, breaks"),
    "outcomes without the plain one": (
        "[[zones]]",
        '[[outcomes]]\ncode = "information"\nname = "Informasi"\n\n[[zones]]',
        'code = "information"',
        'must have the code "done"',
    ),
    "outcome twice": (
        "[[zones]]",
        '[[outcomes]]\ncode = "done"\nname = "A"\n\n[[outcomes]]\ncode = "done" # again\nname = "B"\n\n[[zones]]',
        'code = "done" # again',
        "another outcome already has this code",
    ),
    "outcome in capitals": (
        "[[zones]]",
        '[[outcomes]]\ncode = "Done"\nname = "A"\n\n[[outcomes]]\ncode = "done"\nname = "B"\n\n[[zones]]',
        'code = "Done"',
        "must be small letters, digits and underscores",
    ),
    "outcome of nobody": (
        "[[zones]]",
        '[[outcomes]]\ncode = "done"\nname = "A"\n\n[[outcomes]]\ncode = "not_recorded"\nname = "B"\n\n[[zones]]',
        'code = "not_recorded"',
        "stands for services that nobody ended",
    ),
    "plain end with papers missing": (
        "[[zones]]",
        '[[outcomes]]\ncode = "done"\nname = "A"\nincomplete = true\n\n[[zones]]',
        "incomplete = true",
        "nothing is missing then",
    ),
    "rule that is no flag": ("pins = false", "pins = 0", "pins = 0", "must be true or false, not a number"),
    "rota of another agency": (
        "information = true",
        'information = true\nrota.mon = ["B"]',
        'rota.mon = ["B"]',
        'mon names "B", which is not in [[agencies]]',
    ),
    "rota of no weekday": (
        "information = true",
        'information = true\nrota.senin = ["A"]',
        "rota.senin",
        '"senin" is not a key',
    ),
    "rota of nobody": (
        "information = true",
        "information = true\nrota.mon = []",
        "rota.mon = []",
        "name the agencies of that day",
    ),
    "unknown section": ("[hours]", "[huors]\nx = 1\n[hours]", "[huors]", 'did you mean "hours"?'),
    "translation in no language": ('name_en = "Mini', 'name_fr = "Mini', "name_fr", 'language "fr" is not among'),
    "translation into Indonesian": ('name_en = "Mini', 'name_id = "Mini', "name_id", "itself is the Indonesian text"),
    "translation of nothing": (
        'note = "Loket ramah kelompok rentan"\n',
        "",
        "note_en",
        '"note_en" translates "note", which is missing',
    ),
    "missing text": ('place = "Kecamatan Contoh"\nplace_en = "Contoh District"\n', "", "[mall]", '"place" is missing'),
    "missing number": ("target_minutes = 10\n", "", "[[services]]", 'service "surat": "target_minutes" is missing'),
    "missing section": (
        SMALL[SMALL.index("[mall]") : SMALL.index("[hours]")],
        "",
        "# The",
        "section [mall] is missing",
    ),
    "text that is a number": (
        'short = "Kecamatan"',
        "short = 7",
        "short = 7",
        "must be a text in quotes, not a number",
    ),
    "number that is a text": ("target_minutes = 10", 'target_minutes = "10"', '"10"', "a whole number, not a text"),
    "number that is true": ("target_minutes = 10", "target_minutes = true", "minutes = true", "not true or false"),
    "flag that is a text": ("priority = true", 'priority = "yes"', '"yes"', "must be true or false, not a text"),
    "list that is a text": ('own = ["AA"]', 'own = "AA"', 'own = "AA"', "must be a list such as"),
    "list of numbers": ('help = ["AP"]', "help = [1]", "help = [1]", "must hold texts in quotes, not a number"),
    "text list of numbers": (
        '"KTP-el", "KK"',
        '3, "KK"',
        "requirements = [3",
        "must be a text in quotes, not a number",
    ),
    "text list that is a text": ('ticker = ["Sel', 'ticker = "Sel"\n#', 'ticker = "Sel"', "must be a list of texts"),
    "running text that is a number": (
        TICKER,
        'ticker = [3, { text = "A" }]\n',
        "ticker = [3",
        "must be a text in quotes, not a number",
    ),
    "running text without a text": (
        TICKER,
        'ticker = [\n{ hours = "08:00-09:00" }]\n',
        "{ hours",
        'ticker no. 1: "text" is missing',
    ),
    "running text of an unknown day": (
        TICKER,
        'ticker = [\n{ text = "A", weekdays = ["senin"] }]\n',
        "{ text",
        'ticker no. 1: "senin" is not a weekday',
    ),
    "running text that ends before it begins": (
        TICKER,
        'ticker = [\n{ text = "A", from = 2026-12-31, to = 2026-12-01 }]\n',
        "{ text",
        "so it would never be shown",
    ),
    "running text with hours that are none": (
        TICKER,
        'ticker = [\n{ text = "A", hours = "pagi" }]\n',
        "{ text",
        "must be hours such as",
    ),
    "running text with a slip of the pen": (
        TICKER,
        'ticker = [\n{ text = "A", form = 2026-12-31 }]\n',
        "{ text",
        'did you mean "from"?',
    ),
    "running text translated twice": (
        'ticker = ["Selamat datang. Silakan ambil nomor antrean di kiosk."]',
        'ticker = [\n{ text = "A", text_en = "A" }]',
        "{ text",
        "write its translation in it",
    ),
    "lists of unequal length": (
        ', "Photocopy of the document"',
        "",
        "requirements_en",
        "must be equally long, not 1 and 2",
    ),
    "section that is a list": ("[hours]", "[[hours]]", "[[hours]]", "written as [hours]"),
    "list that is a section": (
        "[[zones]]",
        "[zones]",
        "[zones]",
        "must be a list of tables, each under [[zones]], not a table",
    ),
    "empty text": ('short = "Kecamatan"', 'short = " "', "short =", '"short" is empty'),
    "long text": ('short = "Kecamatan"', f'short = "{"x" * 121}"', "short =", "has 121 characters; 120 are the most"),
    "control character": ('short = "Kecamatan"', r'short = "Kec\u0007"', "short =", r'be shown: "Kec\u0007"'),
    "line break in a text": ('short = "Kecamatan"', r'short = "Kec\nx"', "short =", "holds a line break"),
    "turned text": ('short = "Kecamatan"', r'short = "Kec\u202e"', "short =", "cannot be shown"),
    "unknown language": ('["id", "en"]', '["id", "en", "xx"]', "languages", '"xx" is not a known language code'),
    "language that is no code": ('["id", "en"]', '["id", "en", "a en"]', "languages", '"a en" is not a known'),
    "no Indonesian": ('["id", "en"]', '["en"]', "languages", 'must name "id"'),
    "bad time zone": ("Asia/Jakarta", "Asia/Jakata", "time_zone", '"Asia/Jakata" is not a time zone'),
    "time zone outside": ("Asia/Jakarta", "../../etc/passwd", "time_zone", "is not a time zone"),
    "time zone folder": ("Asia/Jakarta", "Asia", "time_zone", "is not a time zone"),
    "empty time zone": ("Asia/Jakarta", "", "time_zone", "is not a time zone"),
    "bad colour": ("#1565C0", "blue", "color =", 'a colour such as #1565C0, not "blue"'),
    "bad voice area": ('color_name = "biru"', 'voice_area = "Hall 1"\ncolor_name = "biru"', "voice_area", "hyphens"),
    "bad zone code": ('zone = "Z1"\nshort', 'zone = "Zone 1"\nshort', '"Zone 1"', 'names "Zone 1", which is not in'),
    "unknown zone of an agency": ('zone = "Z1"\nshort', 'zone = "Z9"\nshort', '"Z9"', 'names "Z9", which is not in'),
    "unknown zone of a counter": ('zone = "Z1"\nown', 'zone = "Z9"\nown', '"Z9"', "which is not in [[zones]]"),
    "unknown queue at a counter": ('own = ["AA"]', 'own = ["AA", "AX"]', '"AX"', 'counter 2: "own" names "AX"'),
    "unknown queue in help": ('help = ["AP"]', 'help = ["AP", "AX"]', '"AX"', 'counter 2: "help" names "AX"'),
    "queue twice in a list": ('own = ["AA"]', 'own = ["AA", "AA"]', '"AA", "AA"', 'names "AA" twice'),
    "queue own and help": ('help = ["AP"]', 'help = ["AP", "AA"]', "help =", "under own and under help"),
    "duplicate counter": ("number = 2", "number = 1", "number = 1", "another counter already has this number (line "),
    "counter without queues": ('own = ["AA"]\nhelp = ["AP"]', "own = []", "[[counters]]", "it calls from no queue"),
    "counter number": ("number = 2", "number = 0", "number = 0", "from 1 to 999, not 0"),
    "huge number": ("number = 2", "number = 1000000000000000000000", "number = 1000", "not a huge number"),
    "quota": ("target_minutes = 10", "target_minutes = 10\nquota = 0", "quota = 0", "from 1 to 9999, not 0"),
    "target": ("target_minutes = 10", "target_minutes = 0", "minutes = 0", "from 1 to 480, not 0"),
    "long target": ("target_minutes = 10", "target_minutes = 481", "= 481", "from 1 to 480, not 481"),
    "wait target": ("wait_target_minutes = 20", "wait_target_minutes = -1", "= -1", "from 1 to 480, not -1"),
    "service code": ('code = "surat"', 'code = "Surat Baru"', '"Surat Baru"', "small letters, digits and hyphens"),
    "no weekday": ("target_minutes = 10", "target_minutes = 10\nweekdays = []", "weekdays", '"weekdays" is empty'),
    "weekday name": ("target_minutes = 10", 'target_minutes = 10\nweekdays = ["Sen"]', '"Sen"', "is not a weekday"),
    "long synonym": (
        '"legalisir", ',
        f'"{"x" * 41}", ',
        "synonyms =",
        '"synonyms" has 41 characters; 40 are the most',
    ),
    "empty synonym": ('"legalisir", ', '" ", ', "synonyms =", '"synonyms" is empty'),
    "synonym twice": ('"legalisir", ', '"Stempel", ', "synonyms =", '"synonyms" names "stempel" twice'),
    "synonym that is a number": (
        '"legalisir", ',
        "7, ",
        "synonyms =",
        '"synonyms" must be a text in quotes, not a num',
    ),
    "synonyms that are a text": (
        'synonyms = ["legalisir", "fotokopi", "stempel", "certified copy"]',
        'synonyms = "legalisir"',
        "synonyms =",
        '"synonyms" must be a list of texts',
    ),
    "synonyms in a language": (
        'synonyms = ["legalisir"',
        'synonyms_en = ["copy"]\nsynonyms = ["legalisir"',
        "synonyms_en",
        '"synonyms_en" is not a key of this table; did you mean "synonyms"?',
    ),
    "limits of unequal length": (
        'limits_en = ["Only documents that were issued in this district"]',
        'limits_en = ["a", "b"]',
        "limits_en",
        "must be equally long, not 2 and 1",
    ),
    "empty limit": ('"Hanya dokumen yang dikeluarkan di kecamatan ini"', '""', "limits", '"limits" is empty'),
    "information that is a text": ("information = true", 'information = "yes"', "information", "must be true or false"),
    "long pledge": ('maklumat = "Kami', f'maklumat = "{"x" * 361}"\n#', "maklumat =", "361 characters; 360 are the"),
    "pledge that is a list": ('maklumat = "Kami', 'maklumat = ["x"]\n#', "maklumat =", "a text in quotes, not a list"),
    "unknown standard": ("[standards]", '[standards]\nfees = "x"', "fees =", '"fees" is not a key of this table'),
    "empty standard": (
        'complaint_contact = "Loket 1 atau lapor.go.id"',
        'complaint_contact = ""',
        "complaint_contact =",
        '"complaint_contact" is empty',
    ),
    "standards that are a list": ("[standards]", "[[standards]]", "[[standards]]", "written as [standards]"),
    "rule": ("pins = false", "priority_ratio = 0", "priority_ratio", "from 1 to 10, not 0"),
    "hours when always open": (
        "always_open = true",
        'always_open = true\nmon = "08:00-09:00"',
        "mon =",
        "knows no hours",
    ),
    "holiday when always open": (
        "[[zones]]",
        '[[holidays]]\ndate = 2026-08-17\nname = "x"\n[[zones]]',
        "[[holidays]]",
        "has no holidays",
    ),
}
HOURS_MISTAKES: dict[str, Mistake] = {
    "ends before it begins": ("08:00-15:30", "15:30-08:00", "mon", "ends at 08:00, before it begins at 15:30"),
    "ends as it begins": ("08:00-15:30", "08:00-08:00", "mon", "ends at 08:00, before it begins"),
    "no hours": ("08:00-15:30", "8 to 3", "mon", 'hours such as "08:00-15:30", not "8 to 3"'),
    "no such hour": ("08:00-15:30", "08:00-24:30", "mon", "must be hours such as"),
    "hours that are a number": ('"08:00-15:30"', "8", "mon", "must be hours in quotes"),
    "hours without end": ("08:00-15:30", "08:00-09:00," * 20, "mon", "far too long"),
    "overlap": ("08:00-15:30", "08:00-12:00, 11:00-15:30", "mon", "08:00-12:00 and 11:00-15:30 overlap"),
    "break outside": ("11:30-13:00", "14:30-15:30", "breaks.fri", "the break 14:30-15:30 is not within"),
    "break on a closed day": ("breaks.fri", "breaks.sun", "breaks.sun", "Sunday is not open"),
    "overlapping breaks": ("11:30-13:00", "11:30-13:00, 12:00-14:00", "breaks.fri", "overlap"),
    "breaks that are a text": ('breaks.fri = "11:30-13:00"', 'breaks = "x"', "breaks", "must be a table, not a text"),
    "shorter than the cut-off": (
        "08:00-15:30",
        "08:00-08:30",
        "mon",
        "open for 30 minutes, no longer than the cut-off",
    ),
    "never open": (WEEK, "", "[hours]", "no weekday is open"),
    "service that never opens": (
        "target_minutes = 10",
        'target_minutes = 10\nweekdays = ["sat", "sun"]',
        "weekdays",
        "not open on any of its weekdays",
    ),
    "holiday without date": ("[[zones]]", '[[holidays]]\nname = "x"\n[[zones]]', "[[holidays]]", '"date" is missing'),
    "no such day": (
        "[[zones]]",
        '[[holidays]]\ndate = "2027-02-29"\nname = "x"\n[[zones]]',
        "date =",
        'no day "2027-02-29" in the calendar',
    ),
    "date that is a text": (
        "[[zones]]",
        '[[holidays]]\ndate = "17 August"\nname = "x"\n[[zones]]',
        "date =",
        'a date such as 2026-08-17, not "17 August"',
    ),
    "date with a time": (
        "[[zones]]",
        '[[holidays]]\ndate = 2026-08-17T08:00:00\nname = "x"\n[[zones]]',
        "date =",
        "not a date or time",
    ),
    "from after to": (
        "[[zones]]",
        '[[periods]]\nname = "x"\nfrom = 2027-03-09\nto = 2027-02-08\nmon = "08:00-12:00"\n[[zones]]',
        "from =",
        '"from" (2027-03-09) is later than "to" (2027-02-08)',
    ),
    "period without end": (
        "[[zones]]",
        '[[periods]]\nname = "x"\nfrom = 2027-03-09\nmon = "08:00-12:00"\n[[zones]]',
        "[[periods]]",
        'period "x": "to" is missing',
    ),
    "same day twice": (
        "[[zones]]",
        '[[holidays]]\ndate = 2027-03-09\nname = "x"\n[[exceptions]]\ndate = 2027-03-09\nname = "y"\n'
        'hours = "08:00-12:00"\n[[zones]]',
        "[[exceptions]]",
        '2027-03-09 is also in "x", which is just as long',
    ),
    "exception without hours": (
        "[[zones]]",
        '[[exceptions]]\ndate = 2027-03-09\nname = "y"\n[[zones]]',
        "[[exceptions]]",
        '"hours" is missing',
    ),
    "break outside an exception": (
        "[[zones]]",
        '[[exceptions]]\ndate = 2027-03-09\nname = "y"\nhours = "08:00-12:00"\nbreaks = "12:00-13:00"\n[[zones]]',
        "breaks =",
        "is not within the opening hours 08:00-12:00",
    ),
}

CASES = [
    *(pytest.param(SMALL, *mistake, id=name) for name, mistake in MISTAKES.items()),
    *(pytest.param(OPEN, *mistake, id=name) for name, mistake in HOURS_MISTAKES.items()),
]


@pytest.mark.parametrize(("base", "old", "new", "at", "words"), CASES)
def test_one_mistake_is_one_problem_on_its_line(base: str, old: str, new: str, at: str, words: str) -> None:
    text = _changed(base, old, new)
    problems = mall_file.check(text, "mall.toml")
    assert len(problems) == 1, [str(problem) for problem in problems]
    assert words in problems[0].sentence
    assert at in text.splitlines()[problems[0].line - 1]
    assert _refused(text).details["problems"] == problems


QUEUE_MISTAKES = [
    ("AI", False, "the letter I is not used"),
    ("AO", False, "the letter O is not used"),
    ("AQ", False, "the letter Q is not used"),
    ("BA", False, "must begin with the letter of its agency"),
    ("AP", False, "P as second letter marks a priority queue"),
    ("AB", True, "a priority queue has P as second letter"),
    ("A", False, "must be two capital letters"),
    ("ab", False, "must be two capital letters"),
]


@pytest.mark.parametrize(("code", "priority", "words"), QUEUE_MISTAKES)
def test_the_letters_of_a_queue_follow_the_convention(code: str, priority: bool, words: str) -> None:
    text = SMALL.replace('"AA"', f'"{code}"')
    flag = "true" if priority else "false"
    text = _changed(text, f'code = "{code}"\nagency = "A"', f'code = "{code}"\nagency = "A"\npriority = {flag}')
    problems = mall_file.check(text, "mall.toml")
    line = text[: text.index(f'code = "{code}"', text.index("[[queues]]"))].count("\n") + 1
    assert any(words in problem.sentence and problem.line == line for problem in problems), list(map(str, problems))


def test_an_agency_never_has_a_letter_that_looks_like_a_digit() -> None:
    problems = mall_file.check(SMALL.replace('code = "A"', 'code = "O"').replace('agency = "A"', 'agency = "O"'), "x")
    assert any('agency "O": the letter O is not used' in problem.sentence for problem in problems)


def test_a_second_priority_queue_of_an_agency_is_a_mistake() -> None:
    second = '[[queues]]\ncode = "APX"\nagency = "A"\npriority = true\n\n[[services]]'
    problems = mall_file.check(_changed(SMALL, "[[services]]", second), "x")
    assert any('already has the priority queue "AP"' in problem.sentence for problem in problems)


def test_queues_lead_from_a_service_to_a_counter() -> None:
    lonely = '[[queues]]\ncode = "AB"\nagency = "A"\n\n[[services]]'
    sentences = [problem.sentence for problem in mall_file.check(_changed(SMALL, "[[services]]", lonely), "x")]
    assert sentences == [
        'queue "AB": no counter calls from it; name it in own or help of a counter.',
        'queue "AB": no service leads to it; name it as the queue of a service or leave it out.',
    ]


def test_no_service_leads_to_a_priority_queue() -> None:
    text = _changed(SMALL, 'queue = "AA"', 'queue = "AP"')
    (problem,) = mall_file.check(text, "x")
    assert '"AP" is a priority queue' in problem.sentence
    assert text.splitlines()[problem.line - 1] == 'queue = "AP"'


def test_an_unknown_agency_or_queue_is_named_where_it_is_used() -> None:
    text = _changed(SMALL, 'agency = "A"\nqueue = "AA"', 'agency = "B"\nqueue = "BB"')
    problems = mall_file.check(text, "x")
    assert [problem.sentence for problem in problems] == [
        'service "surat": "agency" names "B", which is not in [[agencies]].',
        'service "surat": "queue" names "BB", which is not in [[queues]].',
    ]
    assert [text.splitlines()[problem.line - 1] for problem in problems] == ['agency = "B"', 'queue = "BB"']


def test_a_queue_belongs_to_the_agency_of_its_service() -> None:
    other = (
        '[[agencies]]\ncode = "B"\nzone = "Z1"\nshort = "B"\nname = "B"\n'
        '[[queues]]\ncode = "BA"\nagency = "B"\n[[queues]]'
    )
    text = _changed(SMALL, "[[queues]]", other)
    text = _changed(text, 'agency = "A"\nqueue = "AA"', 'agency = "A"\nqueue = "BA"')
    text = _changed(text, 'own = ["AA"]', 'own = ["AA", "BA"]')
    sentences = [problem.sentence for problem in mall_file.check(text, "x")]
    assert 'service "surat": queue "BA" belongs to agency "B", not to this one.' in sentences
    assert 'agency "B": it offers no service; add one under [[services]] or leave the agency out.' in sentences


def test_a_duplicate_names_the_line_of_the_first() -> None:
    text = _changed(SMALL, '"legalisasi"', '"surat"')
    (problem,) = mall_file.check(text, "x")
    first = text[: text.index('code = "surat"')].count("\n")
    assert problem.sentence == f'service "surat": another service already has this code (line {first}).'
    assert problem.line == text[: text.rindex('code = "surat"')].count("\n") + 1
    twice = '[[zones]]\ncode = "Z1"\nname = "x"\ncolor = "#000000"\n\n[[agencies]]'
    (problem,) = mall_file.check(_changed(SMALL, "[[agencies]]", twice), "x")
    assert "another zone already has this code" in problem.sentence


def test_every_mistake_is_reported_in_the_order_of_the_lines() -> None:
    text = SMALL
    for old, new in (
        ("Asia/Jakarta", "Mars"),
        ("#1565C0", "red"),
        ('summary = "', 'sumary = "'),
        ("target_minutes = 5", "target_minutes = 0"),
        ('help = ["AP"]', 'help = ["AZ"]'),
    ):
        text = _changed(text, old, new)
    problems = mall_file.check(text, "x")
    named = [text.splitlines()[problem.line - 1].split(" =")[0] for problem in problems]
    assert named == ["time_zone", "color", "sumary", "summary_en", "target_minutes", "help"]
    assert _refused(text).sentence.startswith("mall.toml has 6 mistakes; the first is on line ")


def test_the_sentence_of_a_single_mistake_stands_alone() -> None:
    text = _changed(SMALL, "#1565C0", "red")
    line = text[: text.index("color =")].count("\n") + 1
    assert _refused(text).sentence == (
        f'mall.toml has a mistake; line {line}: zone "Z1": "color" must be a colour such as #1565C0, not "red".'
    )


def test_more_rows_than_any_mall_has_are_one_mistake() -> None:
    problems = mall_file.check(_changed(SMALL, "[[zones]]", "[[holidays]]\n" * 1001 + "[[zones]]"), "x")
    assert [problem.sentence for problem in problems] == [
        "there are 1001 tables [[holidays]]; 1000 are the most of any mall."
    ]


def test_mistakes_in_long_lists_name_the_line_of_the_item() -> None:
    text = _changed(SMALL, '["Dokumen asli", "Fotokopi dokumen"]', '[\n  "Dokumen asli", # "x\n  "",\n]')
    (problem,) = mall_file.check(text, "x")
    assert text.splitlines()[problem.line - 1] == '  "",'
