"""What is heard of an announcement: pre-roll, chime, sentences, repeats; and what no message can ask for."""

import itertools
import runpy
from collections.abc import Callable
from typing import Any

import pytest

from antrean import assets, chimes
from antrean.devices import voice_pieces, voice_sound
from antrean.devices.voice_pieces import Composer, Wanted
from antrean.devices.voice_play import Cut, Piece, joined
from antrean.devices.voice_sound import Pcm
from antrean.errors import AntreanError, Unavailable
from antrean.wording import Sentence
from tests.helpers import sound
from tests.helpers.sound import tone

INDONESIAN, ENGLISH = Sentence(language="id", text="satu, dua"), Sentence(language="en", text="one, two")


class Engine:
    """Says every sentence as one second of tone, and knows no third language."""

    library = "tone"

    def __init__(self) -> None:
        self.pauses: list[float] = []

    def render(self, sentence: Sentence, *, breath_s: float = 0.0) -> Pcm:
        self.pauses.append(breath_s)
        if sentence.language not in ("id", "en"):
            raise Unavailable("voice", f"no voice for {sentence.language}")
        return tone(1.0)


def composed(wanted: Wanted, *, is_idle: bool = True, volume: float = 1.0, preroll_s: float = 0.5) -> Pcm:
    troubles: list[AntreanError] = []
    composer = Composer(volume=volume, preroll_s=preroll_s)
    whole = voice_sound.silence(0)
    for piece in composer.compose(wanted, Engine, troubles=troubles, is_idle=is_idle):
        whole += piece.pcm
    assert troubles == []
    return whole


def pieces_of(
    wanted: Wanted, engine: Callable[[], Engine] = Engine, cut: Cut | None = None
) -> tuple[list[Piece], list[str]]:
    troubles: list[AntreanError] = []
    composer = Composer(volume=1.0, preroll_s=0.1)
    found = joined(composer.compose(wanted, engine, troubles=troubles, cut=cut))
    return found, [error.sentence for error in troubles]


def spans(pcm: Pcm) -> list[tuple[float, float]]:
    return [(round(begin, 1), round(end, 1)) for begin, end in sound.blocks(pcm, gap_s=0.1)]


def test_a_sentence_is_said_again_after_its_gap_without_a_second_chime() -> None:
    again = Sentence(language="id", text="satu, dua", pause_s=3.0)
    wanted = Wanted(sentences=(INDONESIAN, ENGLISH, again), sound="chime")
    pieces, _ = pieces_of(wanted)
    assert [piece.chime_s > 0 for piece in pieces] == [True, False, False]
    chime, *words = spans(composed(wanted))
    assert chime[0] == 0.5
    between = [after[0] - before[1] for before, after in itertools.pairwise(words)]
    # Each sentence ends with a tenth of silence.
    assert between == pytest.approx([0.6, 3.1], abs=0.11)


def test_a_sleeping_amplifier_is_woken_by_noise_that_nobody_hears() -> None:
    wanted = Wanted(sentences=(INDONESIAN,), sound="zone2")
    before = sound.part(composed(wanted), 0.05, 0.49)
    assert sound.strength(before) == pytest.approx(10 ** (-50 / 20), rel=0.1)
    assert spans(composed(wanted))[0][0] == 0.5
    awake = composed(wanted, is_idle=False)
    assert not any(sound.part(awake, 0, voice_pieces.BETWEEN_CALLS_S))
    assert spans(awake)[0][0] == pytest.approx(voice_pieces.BETWEEN_CALLS_S, abs=0.06)
    assert spans(composed(wanted, preroll_s=0.0))[0][0] == 0.0
    for quiet in ("", chimes.WARNING):
        assert not any(sound.part(composed(Wanted(sentences=(INDONESIAN,), sound=quiet)), 0, 0.1))


def test_the_volume_of_a_sentence_is_part_of_that_of_the_pc() -> None:
    loud, soft = (
        sound.strength(sound.part(composed(Wanted(sentences=(INDONESIAN,), volume=volume), volume=0.5), 0.3, 1.0))
        for volume in (1.0, 0.4)
    )
    assert soft == pytest.approx(0.4 * loud, rel=0.01)
    assert composed(Wanted(sentences=(INDONESIAN,), volume=0.0)).count(0) == len(
        composed(Wanted(sentences=(INDONESIAN,)))
    )


def test_half_a_call_is_said_and_what_is_missing_is_told() -> None:
    engine = Engine()
    foreign = Sentence(language="xx", text="x")
    pieces, troubles = pieces_of(Wanted(sentences=(foreign, ENGLISH), sound="chime", breath_s=0.3), lambda: engine)
    assert [(piece.language, piece.chime_s > 0) for piece in pieces] == [("en", True)]
    assert troubles == ["no voice for xx"]
    assert engine.pauses == [0.3, 0.3]
    with pytest.raises(Unavailable, match="no voice for xx"):
        pieces_of(Wanted(sentences=(foreign,)))
    with pytest.raises(Unavailable, match="nothing to speak"):
        pieces_of(Wanted(sentences=()))


def test_the_chime_is_there_before_the_words_are_rendered() -> None:
    engine = Engine()
    making = Composer(volume=1.0, preroll_s=0.1).compose(
        Wanted(sentences=(INDONESIAN,), sound="zone4"), lambda: engine, troubles=[]
    )
    opening = next(making)
    assert (opening.is_opening, engine.pauses) == (True, [])
    assert opening.chime_s > 1.1
    assert [piece.text for piece in making] == [INDONESIAN.text]


def test_without_an_engine_no_chime_raises_hopes() -> None:
    with pytest.raises(Unavailable, match="no engine"):
        next(
            Composer(volume=1.0, preroll_s=0.1).compose(
                Wanted(sentences=(INDONESIAN,), sound="chime"), none, troubles=[]
            )
        )


def none() -> Engine:
    raise Unavailable("voice", "no engine")


def test_what_is_cut_while_it_is_rendered_is_not_heard() -> None:
    cut = Cut()
    cut.ask()
    assert pieces_of(Wanted(sentences=(INDONESIAN,)), cut=cut) == ([], [])


def test_a_sound_alone_needs_no_engine() -> None:
    ((piece,), _) = pieces_of(Wanted(sentences=(), sound="emergency"), none)
    assert (piece.language, piece.text) == (voice_pieces.NO_WORDS, "emergency")
    assert voice_sound.seconds(piece.pcm) > 1.1


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ({"breath_s": 9, "volume": 7}, (999, 60.0, 2.0, 1.0)),
        ({"breath_s": -1, "volume": -1}, (-1, 0.0, 0.0, 0.0)),
        ({"breath_s": float("nan"), "volume": float("nan")}, (float("nan"), 0.0, 0.0, 0.0)),
        ({}, (None, None, 0.0, 1.0)),
    ],
)
def test_no_message_holds_the_hall_for_ever(asked: dict[str, Any], given: tuple[Any, ...]) -> None:
    pause, *expected = given
    sentence = {"language": "id", "text": "<b>satu</b>", "pause_s": pause}
    wanted = Wanted.read({"chime": True, "sentences": [sentence], **asked})
    assert [wanted.sentences[0].pause_s, wanted.breath_s, wanted.volume] == expected
    assert wanted.sentences[0].text == "b satu /b"
    assert wanted.sound == chimes.CHIME


@pytest.mark.parametrize("message", [{"chime": False}, {"chime": True, "sentences": [], "sound": "../x"}, {}])
def test_a_message_that_is_none_is_an_error(message: dict[str, Any]) -> None:
    with pytest.raises(KeyError):
        Wanted.read(message)


def test_every_zone_has_its_chime() -> None:
    names = [chimes.of_zone(position) for position in range(1, 9)]
    assert names == ["zone1", "zone2", "zone3", "zone4", "zone5", "zone6", "zone1", "zone2"]
    assert set(names) <= set(chimes.SOUNDS)


def test_the_motifs_are_what_their_script_makes_and_unlike_each_other() -> None:
    script = runpy.run_path(str(assets.path("sounds", "make_zones.py")))
    heard = {}
    for name, strokes in script["MOTIFS"].items():
        kept = voice_sound.read_wav(assets.path("sounds", f"{name}.wav"))
        assert max(abs(one - other) for one, other in zip(script["motif"](name), kept, strict=True)) <= 1
        for (begin, pitch), (end, _) in itertools.pairwise([*strokes, (1.0, 0.0)]):
            assert sound.pitch_share(sound.part(kept, begin + 0.05, min(end, begin + 0.3)), pitch) > 0.3, name
        heard[name] = tuple(strokes)
    heard["zone1"] = tuple(runpy.run_path(str(assets.path("sounds", "make_chime.py")))["STROKES"])
    assert len(set(heard.values())) == chimes.ZONES


def test_the_emergency_is_what_its_script_makes() -> None:
    made = runpy.run_path(str(assets.path("sounds", "make_emergency.py")))["emergency"]()
    kept = voice_sound.read_wav(assets.path("sounds", "emergency.wav"))
    assert max(abs(one - other) for one, other in zip(made, kept, strict=True)) <= 1
    for turn, pitch in enumerate((987.77, 739.99, 987.77)):
        assert sound.pitch_share(sound.part(kept, turn * 0.19 + 0.03, turn * 0.19 + 0.16), pitch) > 0.3
