"""The hall as a microphone hears it: bursts, crashes, a database that is away, two displays; each call heard once."""

import dataclasses
import itertools
import os
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from antrean import chimes, desk, front, mall, wording
from antrean.desk import Called, Desk
from antrean.devices import voice_batch, voice_sound
from antrean.devices.voice_sound import Pcm
from antrean.errors import Refused, Unavailable
from antrean.settings import VoiceSettings
from antrean.store.store import Store
from antrean.templates import DEFAULTS
from antrean.wording import Call
from bench import recorded
from bench.apps import environment, family, running
from bench.ear import Ear, SoundServer
from bench.engines import Databases, plain_connection
from bench.hall import Hall, build, connect, request
from bench.recorded import Heard
from bench.report import Aim, Report, Table

RATE_WPM: Final = 200
_SETTINGS: Final = f"[voice]\nrate = {RATE_WPM}\n[display]\nticker = false\n"
_PATIENCE_S: Final = 240.0
_SILENT_S: Final = 1.5
_START_S: Final = 1.5
_MIDDLE_S: Final = 1.6


@dataclass(frozen=True, kw_only=True)
class Size:
    burst: int = 30
    away_s: float = 60.0
    scenarios: tuple[str, ...] = ("burst", "killed", "restarted", "away", "areas", "stand-by", "unplugged")


QUICK: Final = Size(burst=6, away_s=5.0)


@dataclass(frozen=True, kw_only=True)
class Found:
    heard: Sequence[Heard]
    called: Sequence[str]
    faults: Sequence[str]


class Room:
    """One hall with its database, its loudspeaker and its ear."""

    def __init__(self, hall: Hall, home: Path, server: SoundServer, ear: Ear) -> None:
        self.hall = hall
        self.store: Store = connect(hall.url)
        self.ear = ear
        self._home = home
        self._server = server
        self._counters: dict[str, int] = {}
        # Each call at another counter: codes that are not alike are told apart with certainty.
        self._turns = itertools.cycle(hall.mall.counters)

    def display(self, zones: Sequence[str] = ()) -> Any:
        """Return a running display of some zones, heard through this room's loudspeaker."""
        variables = environment("display", self._home) | {"PULSE_SERVER": self._server.address}
        listed = ", ".join(f'"{zone}"' for zone in zones)
        settings = _SETTINGS + (f"zones = [{listed}]\n" if zones else "")
        return running("display", self.hall, self._home, settings=settings, variables=variables, sink="device")

    def call(self, count: int, *, zones: Sequence[str] = ()) -> list[str]:
        """Call so many visitors, each at the next counter; return their codes in the order of the calls."""
        codes: list[str] = []
        tried = 0
        while len(codes) < count:
            counter = next(self._turns)
            if not zones or counter.zone in zones:
                codes += self._call_at(counter.number)
            tried += 1
            if tried > 1000:
                raise Unavailable("bench", "No counter has anybody to call.")
        return codes

    def _call_at(self, counter: int) -> list[str]:
        own = self.hall.mall.counter(counter).own
        service = next((one.code for one in self.hall.mall.services if one.queue in own), None)
        if service is None:
            return []
        where = Desk(counter=counter, officer=self._officer(counter))
        try:
            front.issue(self.store, service, request_id=request(), device="bench")
            try:
                called = desk.call_next(self.store, where, request_id=request())
            except Refused:
                called = desk.finish_and_call_next(self.store, where, request_id=request())
        except Refused:
            return []
        if not isinstance(called, Called):
            return []
        self._counters[called.ticket.code] = counter
        return [called.ticket.code]

    def _officer(self, counter: int) -> int | None:
        return next((place.officer for place in self.hall.places if place.counter == counter), None)

    def await_voice(self, displays: int = 1) -> None:
        """Return when so many displays hold a voice, and theirs have had the time to start."""
        end = time.perf_counter() + _PATIENCE_S
        while self._holders() < displays:
            if time.perf_counter() > end:
                raise Unavailable("bench", "No display took the voice.")
            time.sleep(0.05)
        time.sleep(_START_S)

    def await_sound(self) -> None:
        """Return in the middle of a call: well after its first sound, well before its last."""
        self.ear.first_sound(time.perf_counter())
        time.sleep(_MIDDLE_S)

    def unplug(self) -> None:
        """Take the loudspeaker away, and the recorder with it."""
        self.ear.close()
        self._server.close()

    def plug_in(self) -> None:
        """Bring the loudspeaker back, with a new recording."""
        self._server.open()
        self.ear = Ear(self._server)
        self.ear.open()

    def await_state(self, state: str) -> None:
        """Return when what was announced last has become so."""
        end = time.perf_counter() + _PATIENCE_S
        while self.states()[-1:] != [state]:
            if time.perf_counter() > end:
                raise Unavailable("bench", f"The last call is {self.states()[-1:]}, not {state}.")
            time.sleep(0.05)

    def hears_at(self) -> float:
        """Return when this room's recording began."""
        return self.ear.began()

    def _holders(self) -> int:
        with plain_connection(self.hall.url) as connection:
            return int(connection.execute("SELECT count(DISTINCT holder) FROM leases").fetchone()[0])

    def await_spoken(self, count: int) -> None:
        """Return when so many announcements have been spoken."""
        end = time.perf_counter() + _PATIENCE_S
        while self.states().count("spoken") < count:
            if time.perf_counter() > end:
                raise Unavailable("bench", f"of {count} calls only {self.states()} were spoken.")
            time.sleep(0.05)

    def states(self) -> list[str]:
        with plain_connection(self.hall.url) as connection:
            rows = connection.execute("SELECT state FROM announcements ORDER BY event").fetchall()
        return [state for (state,) in rows]

    def heard(self, called: Sequence[str]) -> list[Heard]:
        """Return what was heard since the room was opened, of calls that were made here."""
        self.ear.silence(_SILENT_S)
        return recorded.announcements(
            self.ear.heard(),
            {code: self._words(code) for code in called},
            {code: recorded.first_pitch(self._chime(code)) for code in called},
        )

    def close(self) -> None:
        self.ear.close()
        self.store.close()

    def _words(self, code: str) -> Pcm:
        """Return the words of a call as they are rendered, without chime and silence."""
        call = Call(code=code, counter=self._counters[code], agency_spoken="")
        path = self._home / "expected.wav"
        voice_batch.render_to_wav(wording.sentences(call, is_short=True)[0], path, VoiceSettings(rate=RATE_WPM))
        return voice_sound.trimmed(voice_sound.read_wav(path))

    def _chime(self, code: str) -> str:
        record = self.hall.mall
        return chimes.of_zone(record.zone(record.counter(self._counters[code]).zone).position)


@contextmanager
def _room(databases: Databases, engine: str, *, areas: bool = False) -> Iterator[Room]:
    """Open a hall with one loudspeaker; with `areas` its first zone does not hear the others."""
    hall = _brief(build(databases.fresh(engine)), areas=areas)
    # A socket's path may have about a hundred characters, and the folder of the run may be deep.
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="antrean-ear-"))
        server = SoundServer(Path(folder))
        stack.callback(server.close)
        server.open()
        ear = Ear(server)
        ear.open()
        room = Room(hall, databases.folder, server, ear)
        stack.callback(room.close)
        yield room


def _brief(hall: Hall, *, areas: bool) -> Hall:
    """Return the hall with one short sentence for every call, so that its words are known."""
    say = dict.fromkeys(("call", "priority", "short"), DEFAULTS["short"])
    zones = hall.mall.zones
    if areas:
        zones = (dataclasses.replace(zones[0], voice_area="apart"), *zones[1:])
    record = dataclasses.replace(hall.mall, voice=dataclasses.replace(hall.mall.voice, say=say), zones=zones)
    store = connect(hall.url)
    try:
        mall.load(store, record)
    finally:
        store.close()
    return dataclasses.replace(hall, mall=record)


def _burst(databases: Databases, size: Size) -> Found:
    """Many counters call at the same moment."""
    with _room(databases, "sqlite") as room, room.display():
        room.await_voice()
        called = room.call(size.burst)
        room.await_spoken(len(called))
        heard = room.heard(called)
    return Found(heard=heard, called=called, faults=recorded.faults(heard, called))


def _killed(databases: Databases, size: Size) -> Found:
    """The voice dies in the middle of the second of three calls."""
    with _room(databases, "sqlite") as room, room.display() as display:
        room.await_voice()
        called = room.call(3)
        room.await_spoken(1)
        room.await_sound()
        os.kill(family(display.process.pid)[1], signal.SIGKILL)
        room.await_spoken(3)
        heard = room.heard(called)
    return Found(heard=heard, called=called, faults=recorded.faults(heard, called, cut=1))


def _restarted(databases: Databases, size: Size) -> Found:
    """The display dies in the middle of a burst, and a new one is started."""
    with _room(databases, "sqlite") as room:
        with room.display() as display:
            room.await_voice()
            called = room.call(5)
            room.await_spoken(1)
            room.await_sound()
            display.process.kill()
        with room.display():
            room.await_spoken(len(called))
            heard = room.heard(called)
    return Found(heard=heard, called=called, faults=recorded.faults(heard, called, cut=1, again=1))


def _away(databases: Databases, size: Size) -> Found:
    """The database takes nobody for a while, beginning in the middle of a call."""
    with _room(databases, "postgresql") as room, room.display():
        room.await_voice()
        called = room.call(2)
        room.await_sound()
        with databases.away(room.hall.url):
            time.sleep(size.away_s)
        room.await_spoken(2)
        called += room.call(2)
        room.await_spoken(4)
        heard = room.heard(called)
    return Found(heard=heard, called=called, faults=recorded.faults(heard, called, again=1))


def _areas(databases: Databases, size: Size) -> Found:
    """Two displays of two voice areas, each with its own loudspeaker, speak at the same time."""
    with _room(databases, "sqlite", areas=True) as one, ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="antrean-ear-"))
        other_server = SoundServer(Path(folder))
        stack.callback(other_server.close)
        other_server.open()
        ear = Ear(other_server)
        ear.open()
        other = Room(one.hall, databases.folder, other_server, ear)
        stack.callback(other.close)
        zones = [zone.code for zone in one.hall.mall.zones]
        stack.enter_context(one.display(zones[:1]))
        stack.enter_context(other.display(zones[1:]))
        one.await_voice(2)
        mine, theirs = one.call(3, zones=zones[:1]), other.call(3, zones=zones[1:])
        one.await_spoken(6)
        heard, heard_there = one.heard(mine), other.heard(theirs)
        both = one.hears_at() + heard[0].begin_s, other.hears_at() + heard_there[0].begin_s
    faults = recorded.faults(heard, mine) + recorded.faults(heard_there, theirs)
    if abs(both[0] - both[1]) > heard[-1].end_s - heard[0].begin_s:
        faults.append("one area waited for the other")
    return Found(heard=[*heard, *heard_there], called=[*mine, *theirs], faults=faults)


def _stand_by(databases: Databases, size: Size) -> Found:
    """Two displays of the same zones: the one that speaks dies in the middle of a call."""
    with _room(databases, "sqlite") as room, room.display() as first:
        room.await_voice()
        with room.display():
            called = room.call(4)
            room.await_spoken(1)
            room.await_sound()
            first.process.kill()
            room.await_spoken(4)
            heard = room.heard(called)
    return Found(heard=heard, called=called, faults=recorded.faults(heard, called, cut=1, again=1))


def _unplugged(databases: Databases, size: Size) -> Found:
    """The loudspeaker is gone in the middle of a call, which is told, and comes back."""
    with _room(databases, "sqlite") as room, room.display():
        room.await_voice()
        (lost,) = room.call(1)
        room.await_sound()
        room.unplug()
        room.await_state("failed")
        room.plug_in()
        called = room.call(2)
        room.await_spoken(2)
        heard = room.heard(called)
    return Found(heard=heard, called=[lost, *called], faults=recorded.faults(heard, called))


_SCENARIOS: Final[dict[str, tuple[str, Callable[[Databases, Size], Found]]]] = {
    "burst": ("{burst} calls at once", _burst),
    "killed": ("the voice killed in mid-sentence", _killed),
    "restarted": ("the display killed in a burst, started again", _restarted),
    "away": ("PostgreSQL away for {away_s:g} s", _away),
    "areas": ("two voice areas, two displays", _areas),
    "unplugged": ("the loudspeaker gone in mid-sentence, and back", _unplugged),
    "stand-by": ("the speaking display killed, a second stands by", _stand_by),
}


def run(databases: Databases, say: Callable[[str], None], *, size: Size) -> Report:
    """Play every scenario on its own hall, and listen."""
    rows = []
    for name in size.scenarios:
        what, play = _SCENARIOS[name]
        title = what.format(**dataclasses.asdict(size))
        say(title)
        found = play(databases, size)
        rows.append({"scenario": title, **_facts(found)})
    return Report(name="sound", rows=rows, tables=[_table(rows)], aims=[_aim(row) for row in rows])


def _facts(found: Found) -> dict[str, Any]:
    whole = [one for one in found.heard if one.is_whole]
    return {
        "calls": len(found.called),
        "whole": len({one.code for one in whole}),
        "again": len(whole) - len({one.code for one in whole}),
        "cut": len(found.heard) - len(whole),
        "least_likeness": round(min((one.likeness for one in whole), default=0.0), 2),
        "quietest_lufs": round(min((one.lufs for one in whole), default=0.0), 1),
        "loudest_lufs": round(max((one.lufs for one in whole), default=0.0), 1),
        "longest_gap_s": round(recorded.longest_gap_s(found.heard), 1),
        "faults": list(found.faults),
    }


def _table(rows: Sequence[dict[str, Any]]) -> Table:
    return Table(
        title="What a microphone hears",
        columns=(
            *("scenario", "calls", "heard whole", "once more", "broken off", "longest silence between two"),
            "loudness",
        ),
        rows=[
            (
                row["scenario"],
                str(row["calls"]),
                str(row["whole"]),
                str(row["again"]),
                str(row["cut"]),
                f"{row['longest_gap_s']:.1f} s",
                f"{row['quietest_lufs']:.1f} to {row['loudest_lufs']:.1f} LUFS",
            )
            for row in rows
        ],
    )


def _aim(row: dict[str, Any]) -> Aim:
    faults = "; ".join(row["faults"])
    return Aim(
        what=row["scenario"],
        aim="each call whole, in order, after its chime, equally loud",
        reached=faults or "so it is",
        is_met=not faults,
    )
