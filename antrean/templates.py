"""The sentences of the hall with their placeholders: those that come with Antrean, how they are filled, mistakes."""

import re
from collections.abc import Mapping
from typing import Final

from antrean.model import LocalText
from antrean.reading import is_speakable

LANGUAGES: Final = ("id", "en")
"""What a hall speaks; Indonesian comes first."""

LONGEST: Final = 240
"""Signs of one template: with its numbers about twenty seconds, in which nobody else can be called."""

NOTICES: Final = ("opening", "break", "cutoff", "closing")
"""Templates of what is said to everybody at its time; the others are about one ticket."""

# DOMAIN "Ticket, code and announcement conventions": wording close to what Indonesian halls are used to hear.
# The comma after the opening words of a call lets heads turn before the code is said.
DEFAULTS: Final[Mapping[str, LocalText]] = {
    "call": LocalText(
        "Nomor antrean, {code}, silakan menuju loket {counter}, {agency}.",
        {"en": "Ticket {code}, please proceed to counter {counter}."},
    ),
    "recall": LocalText(
        "Panggilan {ordinal}. Nomor antrean {priority} {code}, silakan menuju loket {counter}, {agency}.",
        {"en": "{ordinal} call. {priority} ticket {code}, please proceed to counter {counter}."},
    ),
    "priority": LocalText(
        "Nomor antrean prioritas {code}, silakan menuju loket {counter}. Petugas kami siap membantu.",
        {"en": "Priority ticket {code}, please proceed to counter {counter}. Our staff are ready to help you."},
    ),
    "transfer": LocalText(
        "Nomor antrean {priority} {code}, silakan lanjut ke loket {counter}, {agency}.",
        {"en": "{priority} ticket {code}, please continue to counter {counter}."},
    ),
    "resume": LocalText(
        "Nomor antrean, {code}, silakan menuju loket {counter}, {agency}.",
        {"en": "Ticket {code}, please proceed to counter {counter}."},
    ),
    "missed": LocalText(
        "Nomor antrean {priority} {code} telah dipanggil {times}. Silakan melapor ke petugas loket {counter}.",
        {"en": "{priority} ticket {code} has been called {times}. Please report to the staff at counter {counter}."},
    ),
    "short": LocalText("{code}, loket {counter}.", {"en": "Ticket {code}, counter {counter}."}),
    "opening": LocalText(
        "{greeting}. Pelayanan {mall} telah dibuka. Layanan tidak dipungut biaya di luar tarif resmi.",
        {"en": "{greeting}. The {mall} is now open. Nothing is charged beyond the official fees."},
    ),
    "break": LocalText(
        "Jeda istirahat {occasion}, pelayanan dibuka kembali pukul {time}.",
        {"en": "We are taking a break {occasion}. Services reopen at {time}."},
    ),
    "cutoff": LocalText(
        "Pengambilan nomor antrean untuk hari ini telah ditutup. "
        "Bapak dan Ibu yang sudah memegang nomor tetap kami layani.",
        {"en": "No more tickets are issued today. Everyone who already holds a ticket will still be served."},
    ),
    "closing": LocalText(
        "Pelayanan {mall} untuk hari ini telah selesai. Terima kasih atas kunjungan Anda.",
        {"en": "The {mall} has closed for today. Thank you for your visit."},
    ),
}
"""By kind, in the order of the mall file. "short" is every call's while the line is long."""

_TICKET: Final = ("code", "counter", "agency", "priority")
_PLACEHOLDERS: Final[Mapping[str, tuple[str, ...]]] = {
    "recall": (*_TICKET, "ordinal", "times"),
    "missed": (*_TICKET, "times"),
    "break": ("greeting", "mall", "occasion", "time"),
    **dict.fromkeys(("opening", "cutoff", "closing"), ("greeting", "mall")),
}
_NEEDED: Final = ("code", "counter")

_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_BEGINS: Final = re.compile(r"(?:^|[.!?])\s*$")
# Stands for the beginning of a sentence while it is filled; no text of a mall file can hold it.
_FIRST: Final = "\x01"


def placeholders(kind: str) -> tuple[str, ...]:
    """Return what may stand in braces in a template of this kind."""
    return _PLACEHOLDERS.get(kind, _TICKET)


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return a template with its values; one without a value leaves no gap and no comma behind.

    A value that begins a sentence gets a capital letter, except a code: its letters are names, not words.
    """

    def value(found: re.Match[str]) -> str:
        text = values.get(found[1], "")
        begins = found[1] != "code" and _BEGINS.search(template[: found.start()])
        return _FIRST + text if begins else text

    text = _PLACEHOLDER.sub(value, template)
    text = re.sub(_FIRST + r"\s*(\w?)", lambda found: found[1].upper(), text)
    text = re.sub(r"\s+([,.;:!?])", r"\1", " ".join(text.split()))
    return re.sub(r",+([,.;:!?])", r"\1", text).lstrip(" ,")


def mistakes(kind: str, template: str) -> list[str]:
    """Return what is wrong with a template, each as the end of a sentence that names it."""
    named = _PLACEHOLDER.findall(template)
    known = placeholders(kind)
    shown = ", ".join(f"{{{name}}}" for name in known)
    found = [
        f"{{{name[:24]}}} is not known here; known are {shown}." for name in dict.fromkeys(named) if name not in known
    ]
    if kind not in NOTICES:
        found += [
            f"{{{name}}} is missing: nobody would know {'who is called' if name == 'code' else 'where to go'}."
            for name in _NEEDED
            if name not in named
        ]
    strange = sorted({sign for sign in _PLACEHOLDER.sub("", template) if not is_speakable(sign)})
    if strange:
        signs = " ".join(sign if sign.isprintable() else f"U+{ord(sign):04X}" for sign in strange[:8])
        found.append(f"no voice can say {signs}; write it in words.")
    return found
