"""How a hall is spoken to, as its mall file says: sentences, languages, loudness, quiet periods, what is announced."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final, Literal

from antrean.hours import Span
from antrean.model import LocalText
from antrean.reading import Reading
from antrean.templates import DEFAULTS, NOTICES

EnglishSetting = Literal["never", "english_tickets", "always"]

_NO_TEXT: Final = LocalText("")


@dataclass(frozen=True)
class Loudness:
    """How loud the voice is in a part of every day, in percent of what each PC is set to."""

    span: Span
    percent: int


@dataclass(frozen=True)
class Quiet:
    """When nothing but an emergency is spoken: on one date, on some weekdays (0 = Monday), or every day."""

    span: Span
    weekdays: frozenset[int] = frozenset()
    """None of them = every day, unless `day` is one."""
    day: date | None = None

    def holds(self, at: datetime) -> bool:
        """Say whether a moment, in the mall's own time, lies in it."""
        if self.day is not None and at.date() != self.day:
            return False
        if self.weekdays and at.weekday() not in self.weekdays:
            return False
        return self.span.opens <= at.time() < self.span.closes


@dataclass(frozen=True, kw_only=True)
class VoiceRules:
    """The section [voice] of a mall file; its defaults are those of DOMAIN "announcement conventions"."""

    english: EnglishSetting = "english_tickets"
    """When the English sentence follows: a second language costs the hall a third of its quiet."""
    reading: Reading = "digit"
    repeat: int = 1
    """How often a call is said in one turn. Twice doubles the speaking; a recall says it again to who did not come."""
    repeat_gap_s: int = 2
    pause_ms: int = 0
    """Silence at every comma and full stop, beyond what the voice makes by itself."""
    shorten_after: int = 4
    """While more than so many calls wait in a voice area, each is spoken once and short."""
    missed: bool = True
    """Whether a no-show is told where to report. On: the board's strip says it too, but not to the blind."""
    notices: tuple[str, ...] = NOTICES
    """Which of them are announced at their times."""
    occasions: Mapping[int, LocalText] = field(default_factory=dict)
    """What the breaks of a weekday are for ("salat Jumat"), as it stands in the sentence."""
    volume: tuple[Loudness, ...] = ()
    """In the order of the day; at other times full."""
    quiet: tuple[Quiet, ...] = ()
    say: Mapping[str, LocalText] = field(default_factory=dict)
    """The templates that differ from templates.DEFAULTS, by kind."""

    def template(self, kind: str, language: str) -> str:
        """Return the sentence of a kind in "id" or "en"; a translation that is missing is the one of the defaults."""
        own, usual = self.say.get(kind, _NO_TEXT), DEFAULTS[kind]
        if language == "id":
            return own.indonesian or usual.indonesian
        return own.others.get(language) or usual.others[language]

    def volume_at(self, at: time) -> float:
        """Return how loud to speak at a time of the mall's own day, from 0 to 1."""
        return next((one.percent / 100 for one in self.volume if one.span.opens <= at < one.span.closes), 1.0)

    def is_quiet(self, at: datetime) -> bool:
        """Say whether only emergencies are spoken at a moment of the mall's own time."""
        return any(one.holds(at) for one in self.quiet)

    def occasion(self, weekday: int) -> LocalText:
        """Return what the breaks of a weekday are for; empty where the file does not say."""
        return self.occasions.get(weekday, _NO_TEXT)


DEFAULT_RULES: Final = VoiceRules()
