"""How the hall speaks: codes, numbers and the sentences of every announcement, in Indonesian and English."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Final, Literal, assert_never

from antrean.errors import Reason, Refused
from antrean.model import LocalText

Reading = Literal["digit", "hybrid", "cardinal"]
"""How a ticket's number is read; the setting `voice.reading`."""

EnglishSetting = Literal["never", "english_tickets", "always"]

MAX_NAME_LENGTH: Final = 80
"""Longest agency or break name that is spoken, in characters: a hall waits while we speak."""


class AnnouncementKind(StrEnum):
    """What an announcement is about; calls first, then what is said to the whole hall, last what somebody typed."""

    CALL = "call"
    RECALL = "recall"
    TRANSFER = "transfer"
    RESUME = "resume"
    MISSED = "missed"
    OPENING = "opening"
    BREAK = "break"
    CUTOFF = "cutoff"
    CLOSING = "closing"
    FREE = "free"
    EMERGENCY = "emergency"


@dataclass(frozen=True, kw_only=True)
class Call:
    """One ticket asked to one counter. `call_count` is how often it was called, this call included."""

    code: str
    counter: int
    agency_spoken: str
    kind: Literal[
        AnnouncementKind.CALL,
        AnnouncementKind.RECALL,
        AnnouncementKind.TRANSFER,
        AnnouncementKind.RESUME,
        AnnouncementKind.MISSED,
    ] = AnnouncementKind.CALL
    call_count: int = 1
    is_priority: bool = False


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Something said to everybody. Times are those of the mall's own wall clock.

    `at` chooses the greeting of the opening, `reopens` and `occasion` belong to a break
    ("salat Jumat", "Friday prayer").
    """

    kind: Literal[
        AnnouncementKind.OPENING,
        AnnouncementKind.BREAK,
        AnnouncementKind.CUTOFF,
        AnnouncementKind.CLOSING,
    ]
    at: time | None = None
    reopens: time | None = None
    occasion: LocalText | None = None


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """What one voice says in one breath. `language` is "id" or "en"."""

    language: str
    text: str


def sentences(
    announcement: Call | Notice, languages: Iterable[str] = ("id",), reading: Reading = "digit"
) -> tuple[Sentence, ...]:
    """Return what is spoken, one sentence per language in the given order.

    The templates keep to what Indonesian halls are used to hear ("silakan menuju loket ..."). Raises
    Refused(bad_input) for a code without letters or number, and for a language nobody speaks here.
    """
    spoken = []
    for language in languages:
        match language:
            case "id":
                text = _indonesian(announcement, reading)
            case "en":
                text = _english(announcement, reading)
            case _:
                raise Refused(
                    Reason.BAD_INPUT, f"There is no announcement in the language {language!r}; known are id and en."
                )
        spoken.append(Sentence(language=language, text=text))
    return tuple(spoken)


def languages_of(ticket_language: str, english: EnglishSetting) -> tuple[str, ...]:
    """Return the languages a call is spoken in: Indonesian always, English by the setting `voice.english`."""
    match english:
        case "never":
            return ("id",)
        case "always":
            return ("id", "en")
        case "english_tickets":
            return ("id", "en") if ticket_language == "en" else ("id",)
        case _:
            assert_never(english)


def read_code(code: str, language: str = "id", reading: Reading = "digit") -> str:
    """Return a ticket code as it is spoken: "CA-012" is "ce a, nol satu dua" or "C A, zero one two"."""
    letters, digits = split_code(code)
    if language == "en":
        return f"{_english_letters(letters)}, {read_number(digits, 'en', reading)}"
    return f"{_indonesian_letters(letters)}, {read_number(digits, 'id', reading)}"


def split_code(code: str) -> tuple[str, str]:
    """Return a ticket code's letters and its digits with their zeros; raise Refused(bad_input) for anything else."""
    found = re.fullmatch(r"([A-Z]{1,4})[-_ ]?([0-9]{1,4})", code.strip().upper())
    if found is None:
        raise Refused(Reason.BAD_INPUT, f"{code!r} is not a ticket code such as CA-012.")
    return found[1], found[2]


def read_number(digits: str, language: str = "id", reading: Reading = "digit") -> str:
    """Return up to four printed digits as words; the zeros before the number are part of it unless read as cardinal."""
    cardinal = english_cardinal if language == "en" else indonesian_cardinal
    match reading:
        case "digit":
            return " ".join(cardinal(int(digit)) for digit in digits)
        case "hybrid":
            number = digits.lstrip("0")
            words = [cardinal(0)] * (len(digits) - len(number))
            return " ".join([*words, cardinal(int(number))] if number else words)
        case "cardinal":
            return cardinal(int(digits))
        case _:
            assert_never(reading)


def indonesian_cardinal(number: int) -> str:
    """Return 0 … 9999 in Indonesian words: 11 "sebelas", 118 "seratus delapan belas", 1000 "seribu"."""
    _check_range(number)
    if number < 12:
        return _INDONESIAN_ONES[number]
    if number < 20:
        return f"{_INDONESIAN_ONES[number - 10]} belas"
    if number < 100:
        tens, rest = divmod(number, 10)
        return _join(f"{_INDONESIAN_ONES[tens]} puluh", rest and indonesian_cardinal(rest))
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        head = "seratus" if hundreds == 1 else f"{_INDONESIAN_ONES[hundreds]} ratus"
        return _join(head, rest and indonesian_cardinal(rest))
    thousands, rest = divmod(number, 1000)
    head = "seribu" if thousands == 1 else f"{_INDONESIAN_ONES[thousands]} ribu"
    return _join(head, rest and indonesian_cardinal(rest))


def english_cardinal(number: int) -> str:
    """Return 0 … 9999 in English words: 154 "one hundred fifty four"."""
    _check_range(number)
    if number < 20:
        return _ENGLISH_ONES[number]
    if number < 100:
        tens, rest = divmod(number, 10)
        return _join(_ENGLISH_TENS[tens], rest and english_cardinal(rest))
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return _join(f"{_ENGLISH_ONES[hundreds]} hundred", rest and english_cardinal(rest))
    thousands, rest = divmod(number, 1000)
    return _join(f"{_ENGLISH_ONES[thousands]} thousand", rest and english_cardinal(rest))


def clean(text: str) -> str:
    """Return text that is safe for any speech engine: letters, digits and plain punctuation in single spaces.

    Angle brackets are SSML or SAPI markup, square brackets are phoneme codes of eSpeak and
    control characters split a line protocol; none of them is ever meant to be heard.
    """
    composed = unicodedata.normalize("NFC", text)
    kept = (character if _is_speakable(character) else " " for character in composed)
    tidy = re.sub(r"\s+([,.;:!?])", r"\1", " ".join("".join(kept).split()))
    return tidy.strip(" ,;:-/")


def speakable_name(name: str, language: str = "id") -> str:
    """Return an agency's or a break's name as it is spoken, cut at a word when it is too long.

    Single capitals and abbreviations without a vowel are spelled in Indonesian words: eSpeak reads "B N N" as
    "be en'n", and an English voice would read the letters in English.
    """
    tidy = clean(name).strip(" ,.;:!?")
    if len(tidy) > MAX_NAME_LENGTH:
        tidy = tidy[: MAX_NAME_LENGTH + 1].rpartition(" ")[0] or tidy[:MAX_NAME_LENGTH]
    return tidy if language != "id" else spelled(tidy)


def spelled(text: str) -> str:
    """Return Indonesian text with single capitals and abbreviations without a vowel as the names of their letters."""
    return re.sub(r"\b(?:[A-Z]|[B-DF-HJ-NP-TV-Z]{2,})\b", lambda found: _indonesian_letters(found[0]), text)


def read_time(at: time, language: str = "id") -> str:
    """Return a time of the day in words: "tiga belas lewat tiga puluh menit", "one thirty PM"."""
    return _english_time(at) if language == "en" else _indonesian_time(at)


def _indonesian(announcement: Call | Notice, reading: Reading) -> str:
    match announcement:
        case Call():
            return _indonesian_call(announcement, reading)
        case Notice():
            return _indonesian_notice(announcement)
        case _:
            assert_never(announcement)


def _indonesian_call(call: Call, reading: Reading) -> str:
    code = read_code(call.code, "id", reading)
    counter = indonesian_cardinal(call.counter)
    agency = speakable_name(call.agency_spoken)
    place = f"loket {counter}, {agency}." if agency else f"loket {counter}."
    ticket = f"Nomor antrean prioritas {code}" if call.is_priority else f"Nomor antrean {code}"
    invitation = (
        f"{ticket}, silakan menuju loket {counter}. Petugas kami siap membantu."
        if call.is_priority
        else f"{ticket}, silakan menuju {place}"
    )
    match call.kind:
        case AnnouncementKind.CALL | AnnouncementKind.RESUME:
            # A pause after the opening words lets heads turn before the code is said.
            return invitation if call.is_priority else invitation.replace("Nomor antrean ", "Nomor antrean, ", 1)
        case AnnouncementKind.RECALL:
            ordinal = f"ke{indonesian_cardinal(max(call.call_count, 2))}"
            return f"Panggilan {ordinal}. {invitation}"
        case AnnouncementKind.TRANSFER:
            return f"{ticket}, silakan lanjut ke {place}"
        case AnnouncementKind.MISSED:
            times = indonesian_cardinal(max(call.call_count, 1))
            return f"{ticket} telah dipanggil {times} kali. Silakan melapor ke petugas loket {counter}."
        case _:
            assert_never(call.kind)


def _indonesian_notice(notice: Notice) -> str:
    match notice.kind:
        case AnnouncementKind.OPENING:
            greeting = _greeting(notice.at, "pagi", "siang", "sore", "malam")
            return (
                f"Selamat {greeting}. Pelayanan Mal Pelayanan Publik telah dibuka. "
                "Layanan tidak dipungut biaya di luar tarif resmi."
            )
        case AnnouncementKind.BREAK:
            occasion = _join("Jeda istirahat", speakable_name(notice.occasion.indonesian if notice.occasion else ""))
            if notice.reopens is None:
                return f"{occasion}, pelayanan dibuka kembali setelah jeda."
            return f"{occasion}, pelayanan dibuka kembali pukul {_indonesian_time(notice.reopens)}."
        case AnnouncementKind.CUTOFF:
            return (
                "Pengambilan nomor antrean untuk hari ini telah ditutup. "
                "Bapak dan Ibu yang sudah memegang nomor tetap kami layani."
            )
        case AnnouncementKind.CLOSING:
            return "Pelayanan Mal Pelayanan Publik untuk hari ini telah selesai. Terima kasih atas kunjungan Anda."
        case _:
            assert_never(notice.kind)


def _english(announcement: Call | Notice, reading: Reading) -> str:
    match announcement:
        case Call():
            return _english_call(announcement, reading)
        case Notice():
            return _english_notice(announcement)
        case _:
            assert_never(announcement)


def _english_call(call: Call, reading: Reading) -> str:
    code = read_code(call.code, "en", reading)
    counter = english_cardinal(call.counter)
    ticket = f"Priority ticket {code}" if call.is_priority else f"Ticket {code}"
    invitation = f"{ticket}, please proceed to counter {counter}."
    if call.is_priority:
        invitation += " Our staff are ready to help you."
    match call.kind:
        case AnnouncementKind.CALL | AnnouncementKind.RESUME:
            return invitation
        case AnnouncementKind.RECALL:
            count = max(call.call_count, 2)
            which = _ENGLISH_ORDINALS.get(count)
            return f"{which} call. {invitation}" if which else f"Call {english_cardinal(count)}. {invitation}"
        case AnnouncementKind.TRANSFER:
            return f"{ticket}, please continue to counter {counter}."
        case AnnouncementKind.MISSED:
            count = max(call.call_count, 1)
            times = {1: "once", 2: "twice"}.get(count) or f"{english_cardinal(count)} times"
            return f"{ticket} has been called {times}. Please report to the staff at counter {counter}."
        case _:
            assert_never(call.kind)


def _english_notice(notice: Notice) -> str:
    match notice.kind:
        case AnnouncementKind.OPENING:
            greeting = _greeting(notice.at, "morning", "afternoon", "afternoon", "evening")
            return f"Good {greeting}. The public service mall is now open. Nothing is charged beyond the official fees."
        case AnnouncementKind.BREAK:
            name = speakable_name(notice.occasion.others.get("en", "") if notice.occasion else "", "en")
            occasion = f"Break for {name}" if name else "We are taking a break"
            if notice.reopens is None:
                return f"{occasion}. Services reopen after the break."
            return f"{occasion}. Services reopen at {_english_time(notice.reopens)}."
        case AnnouncementKind.CUTOFF:
            return "No more tickets are issued today. Everyone who already holds a ticket will still be served."
        case AnnouncementKind.CLOSING:
            return "The public service mall has closed for today. Thank you for your visit."
        case _:
            assert_never(notice.kind)


def _indonesian_letters(letters: str) -> str:
    return " ".join(_INDONESIAN_LETTERS[letter] for letter in letters)


def _english_letters(letters: str) -> str:
    # An "A" that is not followed by a comma is read as the article "a" by every English engine.
    return " ".join(letters).replace("A ", "A, ")


def _indonesian_time(at: time) -> str:
    if at.minute == 0:
        return indonesian_cardinal(at.hour)
    return f"{indonesian_cardinal(at.hour)} lewat {indonesian_cardinal(at.minute)} menit"


def _english_time(at: time) -> str:
    half = "AM" if at.hour < 12 else "PM"
    hour = english_cardinal((at.hour - 1) % 12 + 1)
    if at.minute == 0:
        return f"{hour} {half}"
    minutes = english_cardinal(at.minute) if at.minute > 9 else f"oh {english_cardinal(at.minute)}"
    return f"{hour} {minutes} {half}"


def _greeting(at: time | None, morning: str, noon: str, afternoon: str, evening: str) -> str:
    """Return the word of the greeting; Indonesian days turn at 11, 15 and 18 o'clock."""
    if at is None or at.hour < 11:
        return morning
    if at.hour < 15:
        return noon
    return afternoon if at.hour < 18 else evening


def _is_speakable(character: str) -> bool:
    return character in _PUNCTUATION or unicodedata.category(character) in _SPEAKABLE_CATEGORIES


def _join(head: str, rest: str | int) -> str:
    return f"{head} {rest}" if rest else head


def _words(line: str) -> tuple[str, ...]:
    return tuple(line.split())


def _check_range(number: int) -> None:
    if not 0 <= number <= 9999:
        raise ValueError(f"{number} is not between 0 and 9999")


_PUNCTUATION: Final = frozenset(" ,.;:!?'-/")
_SPEAKABLE_CATEGORIES: Final = frozenset({"Lu", "Ll", "Lt", "Lo", "Mn", "Mc", "Nd"})

_INDONESIAN_LETTERS: Final = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        _words("a be ce de e ef ge ha i je ka el em en o pe ki er es te u fe we eks ye zet"),
        strict=True,
    )
)
_INDONESIAN_ONES: Final = _words("nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas")

_ENGLISH_ONES: Final = _words("zero one two three four five six seven eight nine") + _words(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_ENGLISH_TENS: Final = _words("zero ten twenty thirty forty fifty sixty seventy eighty ninety")
_ENGLISH_ORDINALS: Final = dict(
    enumerate(_words("Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth"), start=2)
)
