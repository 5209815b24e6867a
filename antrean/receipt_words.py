"""The fixed words of a ticket in the languages that need no screen to be known."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from antrean.model import DEFAULT_LANGUAGE
from antrean.wording import english_cardinal, indonesian_cardinal


@dataclass(frozen=True, kw_only=True)
class Words:
    """The fixed words of a ticket in one language."""

    number: str
    priority: str
    copy: str
    ahead: str
    people: tuple[str, str]
    """For one and for any other count."""
    counter: str
    either: str
    zone: str
    bring: str
    fee: str
    days: tuple[str, ...]
    months: tuple[str, ...]
    clock: str
    today: str
    scan: str
    for_kiosk: str
    missed: Callable[[int, int], str]
    """The rule for a missed call: so often a number is called, after so many others it is called again."""
    more: str
    """What is to be brought and has no room on the paper: "{count} lagi: lihat di kiosk"."""
    honest: str


@dataclass(frozen=True, kw_only=True)
class MissingWords:
    """The fixed words of the slip that says what to bring next time, in one language."""

    heading: str
    bring: str
    counter: str
    days: str
    today: str
    """Before the number that the visitor had today."""
    again: str


def missing_words(language: str) -> MissingWords:
    """Return the words of a language; Indonesian ones for a language that is not built in."""
    return _MISSING.get(language, _MISSING[DEFAULT_LANGUAGE])


def words(language: str) -> Words:
    """Return the words of a language; Indonesian ones for a language that is not built in."""
    return _BUILT_IN.get(language, _BUILT_IN[DEFAULT_LANGUAGE])


def is_built_in(language: str) -> bool:
    return language in _BUILT_IN


def _missed_indonesian(calls: int, after: int) -> str:
    again = f"setelah {indonesian_cardinal(after)} nomor" if after else "sesudah itu"
    times = indonesian_cardinal(calls)
    return f"Nomor dipanggil {times} kali. Bila terlewat, lapor ke loket: Anda dipanggil lagi {again}."


def _missed_english(calls: int, after: int) -> str:
    times = {1: "once", 2: "twice"}.get(calls) or f"{english_cardinal(calls)} times"
    others = "other" if after == 1 else "others"
    again = f"after {english_cardinal(after)} {others}" if after else "next"
    return f"Numbers are called {times}. If you miss yours, tell the counter: it is called {again}."


_BUILT_IN: Final = {
    "id": Words(
        number="Nomor antrean",
        priority="PRIORITAS",
        copy="SALINAN",
        ahead="Di depan Anda",
        people=("orang", "orang"),
        counter="Loket",
        either="atau",
        zone="Zona",
        bring="Sudah membawa?",
        fee="Biaya",
        days=("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
        months=(
            *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
            *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
        ),
        clock="%H.%M",
        today="Berlaku hari ini",
        scan="Pindai untuk melihat antrean",
        for_kiosk="untuk kiosk",
        missed=_missed_indonesian,
        more="+ {count} lagi: lihat di kiosk",
        honest="Tanpa pungutan liar",
    ),
    "en": Words(
        number="Queue number",
        priority="PRIORITY",
        copy="COPY",
        ahead="Ahead of you",
        people=("person", "people"),
        counter="Counter",
        either="or",
        zone="Zone",
        bring="Did you bring?",
        fee="Fee",
        days=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        months=(
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
        clock="%H:%M",
        today="Valid today",
        scan="Scan to follow the queue",
        for_kiosk="for the kiosk",
        missed=_missed_english,
        more="+ {count} more: see the kiosk",
        honest="No fees beyond the official ones",
    ),
}

_MISSING: Final = {
    "id": MissingWords(
        heading="UNTUK KUNJUNGAN BERIKUTNYA",
        bring="Mohon dibawa:",
        counter="Loket",
        days="Hari layanan",
        today="Nomor hari ini",
        again="Nomor hanya berlaku satu hari. Ambil nomor baru di kiosk bila datang lagi.",
    ),
    "en": MissingWords(
        heading="FOR YOUR NEXT VISIT",
        bring="Please bring:",
        counter="Counter",
        days="Served on",
        today="Number today",
        again="A number is valid for one day. Take a new one at the kiosk when you come again.",
    ),
}
