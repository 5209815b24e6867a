"""Dates, times of day and durations as a person reads them, in Indonesian and English; no Qt, no locale."""

from datetime import date, datetime, time, timedelta

_DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip


def _known(language: str) -> str:
    return language if language in _DAYS else "id"


def weekday(day: date, language: str) -> str:
    """Return "Senin" or "Monday"."""
    return _DAYS[_known(language)][day.weekday()]


def short_date(day: date, language: str) -> str:
    """Return "23 November 2026" in either language."""
    return f"{day.day} {_MONTHS[_known(language)][day.month - 1]} {day.year}"


def long_date(day: date, language: str) -> str:
    """Return "Senin, 23 November 2026" or "Monday, 23 November 2026"."""
    return f"{weekday(day, language)}, {short_date(day, language)}"


def clock_time(moment: datetime | time, language: str) -> str:
    """Return "08.41" (Indonesian, PUEBI) or "08:41"; the moment is already in the mall's time zone."""
    mark = ":" if _known(language) == "en" else "."
    return f"{moment.hour:02}{mark}{moment.minute:02}"


def day_and_time(moment: datetime, language: str, today: date | None = None) -> str:
    """Return when something is: "pukul 13.00" today, else "Selasa, 24 November 2026, pukul 07.30"."""
    hour = clock_time(moment, language)
    if _known(language) == "id":
        hour = f"pukul {hour}"
    return hour if today == moment.date() else f"{long_date(moment.date(), language)}, {hour}"


def elapsed(lasted: timedelta) -> str:
    """Return "04:12", or "1:04:12" from an hour on."""
    minutes, seconds = divmod(max(0, int(lasted.total_seconds())), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def minutes(lasted: timedelta) -> int:
    """Return whole minutes, rounded down, never negative."""
    return max(0, int(lasted.total_seconds()) // 60)


def greeting(moment: datetime, language: str) -> str:
    """Return the greeting of the hour: pagi until 11, siang until 15, sore until 18, then malam."""
    hour = moment.hour
    if _known(language) == "en":
        return "Good morning" if hour < 12 else "Good afternoon" if hour < 18 else "Good evening"
    if 3 <= hour < 11:
        return "Selamat pagi"
    if 11 <= hour < 15:
        return "Selamat siang"
    return "Selamat sore" if 15 <= hour < 18 else "Selamat malam"
