"""How much of the busiest hour the loudspeakers of a mall would speak, reckoned from its mall file before it opens.

In the busiest hour nine of ten counters are busy at any moment, and a busy counter calls whenever a service ends: 60 ÷
mean target minutes of its services, in an hour. Nine of ten: the example mall of DOMAIN expects 1047 numbers on a
Monday, 20 % of them in its busiest hour, where its counters could serve 233. Six of a hundred do not come and are
called as often as the mall calls before a no-show; nine of a hundred are priority (DOMAIN "arrival profile"). One of
twenty tickets is taken in English: our assumption, nothing is published.

Above 60 % of the hour nobody listens any more, and a burst after a break takes minutes to be spoken.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import mean
from typing import Final

from antrean.mall_hours import WEEKDAY_NAMES
from antrean.mall_record import Mall
from antrean.model import Counter
from antrean.voice_rules import VoiceRules
from antrean.wording import AnnouncementKind, Call, sentences

MOST: Final = 0.6
"""More of an hour than this is too much speech."""

BUSY: Final = 0.9
NO_SHOWS: Final = 0.06
PRIORITY: Final = 0.09
ENGLISH: Final = {"never": 0.0, "english_tickets": 0.05, "always": 1.0}
"""The part of all calls that is spoken in English too."""

RATE: Final = 140
"""Words per minute of a voice that nobody has set."""

CHIME_S: Final = 1.4
BETWEEN_LANGUAGES_S: Final = 0.5

# Fitted to 75 sentences of both languages as eSpeak NG says them at 100, 140 and 200 words a minute; each is met within
# a tenth. “Nomor antrean A, nol nol tujuh, silakan menuju loket tiga” takes 5.3 s of sound.
_VOWEL_S: Final = 0.215
_STOP_S: Final = 0.355
_ENDS_S: Final = 0.18

_USUAL_NUMBER: Final = "047"
"""Its words are as long as those of most numbers."""

_STOPS: Final = re.compile(r"[,.;:!?]")
_VOWELS: Final = re.compile(r"[aeiou]", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Load:
    """What is said in one voice area in the busiest hour of its busiest weekday."""

    area: str
    weekday: int
    calls: float
    """Numbers called in that hour."""
    seconds: float
    """How long all that is said about them takes."""

    @property
    def share(self) -> float:
        """The part of the hour; more than 1 cannot be spoken at all."""
        return self.seconds / 3600

    @property
    def is_too_much(self) -> bool:
        return self.share > MOST


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """What would make it less, as the mall file has it, and to which part of the hour."""

    change: str
    share: float


def loads(mall: Mall, rate: int = RATE) -> tuple[Load, ...]:
    """Return the load of every voice area, in the order of the zones. `rate` is in words per minute."""
    areas = dict.fromkeys(zone.voice_area for zone in mall.zones)
    return tuple(
        max((_load(mall, area, day, rate) for day in _open_days(mall)), key=lambda load: load.seconds) for area in areas
    )


def remedies(mall: Mall, load: Load, rate: int = RATE) -> tuple[Remedy, ...]:
    """Return what would make a load less by a hundredth of the hour at least, the best first."""
    found = []
    for change, rules in _other_rules(mall.voice):
        other = _load(replace(mall, voice=rules), load.area, load.weekday, rate)
        found.append(Remedy(change=change, share=other.share))
    codes = [zone.code for zone in mall.zones if zone.voice_area == load.area]
    if len(codes) > 1:
        zones = tuple(replace(zone, voice_area=f"{zone.voice_area}-{zone.code}".lower()) for zone in mall.zones)
        alone = replace(mall, zones=zones)
        share = max(_load(alone, f"{load.area}-{code}".lower(), load.weekday, rate).share for code in codes)
        found.append(
            Remedy(change="a voice_area and loudspeakers for each of its zones, the busiest then", share=share)
        )
    better = [remedy for remedy in found if remedy.share <= load.share - 0.01]
    return tuple(sorted(better, key=lambda remedy: remedy.share))


def warning(mall: Mall, load: Load, rate: int = RATE) -> str:
    """Return what to tell the technician of a load that is too much, and what would help."""
    of_one = load.seconds / load.calls if load.calls else 0.0
    sentence = (
        f'voice area "{load.area}": on {WEEKDAY_NAMES[load.weekday]} about {load.share:.0%} of the busiest hour is '
        f"speech (some {load.calls:.0f} calls, {of_one:.0f} s each with recalls); above {MOST:.0%} nobody listens."
    )
    found = remedies(mall, load, rate)
    if not found:
        return sentence
    return f"{sentence} Less: {'; '.join(f'{one.change}: {one.share:.0%}' for one in found)}."


def seconds_of(text: str, rate: int = RATE) -> float:
    """Return about how long a voice takes to say a sentence, in seconds, its chime not included."""
    inside = _STOPS.findall(text.rstrip(" .!?"))
    return _ENDS_S + (len(_VOWELS.findall(text)) * _VOWEL_S + len(inside) * _STOP_S) * RATE / rate


def _other_rules(rules: VoiceRules) -> Iterator[tuple[str, VoiceRules]]:
    if rules.repeat > 1:
        yield "repeat = 1", replace(rules, repeat=1)
    if rules.english == "always":
        yield 'english = "english_tickets"', replace(rules, english="english_tickets")
    if rules.english != "never":
        yield 'english = "never"', replace(rules, english="never")
    if rules.pause_ms:
        yield "pause_ms = 0", replace(rules, pause_ms=0)
    if rules.missed:
        yield "missed = false", replace(rules, missed=False)
    if rules.shorten_after:
        yield "shorten_after = 0 (every call short)", replace(rules, shorten_after=0)


def _load(mall: Mall, area: str, day: int, rate: int) -> Load:
    calls = seconds = 0.0
    for counter in mall.counters:
        if mall.zone(counter.zone).voice_area != area:
            continue
        queues, minutes = _work(mall, counter, day)
        if not minutes:
            continue
        an_hour = BUSY * 60 / mean(minutes)
        calls += an_hour
        seconds += an_hour * _seconds_for_one(mall, counter, queues[0], rate)
    return Load(area=area, weekday=day, calls=calls, seconds=seconds)


def _work(mall: Mall, counter: Counter, day: int) -> tuple[list[str], list[int]]:
    """Return from which own queues a counter calls on a weekday, and the minutes of the services behind them."""
    agencies = counter.rota.get(day)
    queues = [code for code in counter.own if agencies is None or mall.queue(code).agency in agencies]
    minutes = [
        service.target_minutes
        for queue in map(mall.queue, queues)
        for service in mall.services_of(queue.agency)
        if day in service.weekdays and (queue.is_priority or service.queue == queue.code)
    ]
    return queues, minutes


def _seconds_for_one(mall: Mall, counter: Counter, queue: str, rate: int) -> float:
    """Return how long is spoken about one number: its call, and its recalls and more if nobody comes."""
    agency = mall.agency(mall.queue(queue).agency).spoken
    call = Call(
        code=f"{queue}-{_USUAL_NUMBER}",
        counter=counter.number,
        agency_spoken=agency.indonesian,
        agency_spoken_en=agency.in_language("en"),
    )
    times = mall.rules.calls_before_no_show
    # Where nobody can take a number in English, only "always" speaks it.
    can_english = "en" in mall.languages or mall.voice.english == "always"
    share = ENGLISH[mall.voice.english] if can_english else 0.0
    found = (1 - PRIORITY) * _turn(call, mall.voice, rate, share)
    found += PRIORITY * _turn(replace(call, is_priority=True), mall.voice, rate, share)
    for count in range(2, times + 1):
        recall = replace(call, kind=AnnouncementKind.RECALL, call_count=count)
        found += NO_SHOWS * _turn(recall, mall.voice, rate, share)
    if mall.voice.missed:
        missed = replace(call, kind=AnnouncementKind.MISSED, call_count=times)
        found += NO_SHOWS * _turn(missed, replace(mall.voice, repeat=1), rate, share)
    return found


def _turn(call: Call, rules: VoiceRules, rate: int, english_share: float) -> float:
    is_short = rules.shorten_after == 0
    said, english = sentences(call, ("id", "en"), rules.reading, rules, is_short=is_short)
    pause = rules.pause_ms / 1000
    once = seconds_of(said.text, rate) + pause * _breaks(said.text)
    second = BETWEEN_LANGUAGES_S + seconds_of(english.text, rate) + pause * _breaks(english.text)
    once += english_share * second
    repeat = 1 if is_short else rules.repeat
    return CHIME_S + repeat * once + (repeat - 1) * rules.repeat_gap_s


def _breaks(text: str) -> int:
    return len(_STOPS.findall(text.rstrip(" .!?")))


def _open_days(mall: Mall) -> list[int]:
    return list(range(7)) if mall.hours.always_open else sorted(mall.hours.week)
