"""Reflections of VAD points, by numbers that can be checked on paper."""

from __future__ import annotations

import pytest

from kgservice.ontology.mirror import Axis, Mirror, candidates, comparable, ends
from kgservice.ontology.model import VAD, Emotion


def _emotion(name: str, tier: int | None, *vad: float) -> Emotion:
    point = VAD(*vad) if vad else None
    return Emotion(name, name, tier, None, "", "", "", extension=tier is None, vad=point)


@pytest.mark.parametrize(
    ("arousal", "dominance", "expected"),
    [
        # Valence .6 and -.4: half the distance is .5, the reflection misses by .2.  Arousal .3 and .0, dominance .4
        # and -.2, so kept misses by .3 and .6, mirrored by .3 and .2.
        pytest.param("ignored", "ignored", 0.5 - 0.2, id="valence alone"),
        pytest.param("kept", "ignored", 0.5 - (0.04 + 0.09) ** 0.5, id="arousal kept"),
        pytest.param("kept", "kept", 0.5 - (0.04 + 0.09 + 0.36) ** 0.5, id="both kept"),
        pytest.param("mirrored", "mirrored", 0.5 - (0.04 + 0.09 + 0.04) ** 0.5, id="whole point"),
    ],
)
def test_the_score_is_half_the_valence_distance_less_the_miss(arousal: Axis, dominance: Axis, expected: float) -> None:
    one, other = VAD(0.6, 0.3, 0.4), VAD(-0.4, 0.0, -0.2)
    assert Mirror(arousal, dominance).score(one, other) == pytest.approx(expected)
    assert Mirror(arousal, dominance).score(other, one) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param((3, 0.5, 0, 0), (2, -0.5, 0, 0), True, id="tiers 2 and 3"),
        pytest.param((None, 0.5, 0, 0), (3, -0.5, 0, 0), True, id="extension and tier 3"),
        pytest.param((1, 0.5, 0, 0), (1, -0.5, 0, 0), True, id="two primaries"),
        pytest.param((1, 0.5, 0, 0), (3, -0.5, 0, 0), False, id="a primary and a tertiary"),
        pytest.param((1, 0.5, 0, 0), (None, -0.5, 0, 0), False, id="a primary and the extension"),
        pytest.param((3, 0.5, 0, 0), (3, 0.4, 0, 0), False, id="valence on one side"),
        pytest.param((3, 0.5, 0, 0), (3,), False, id="no VAD"),
    ],
)
def test_only_opposite_valence_at_one_level_is_compared(
    one: tuple[float, ...], other: tuple[float, ...], expected: bool
) -> None:
    assert comparable(_emotion("a", *one), _emotion("b", *other)) is expected  # type: ignore[arg-type]


def test_candidates_come_best_first_with_the_worse_of_both_places() -> None:
    # Reflections of good (.8): bad (-.8) fits exactly, score .8; worse (-.9): .85 - .1 = .75.
    # Nice (.5): bad: .65 - .3 = .35; worse: .7 - .4 = .3.
    # Places for good: bad 1, worse 2; for nice the same; for bad and for worse: good 1, nice 2.
    emotions = [_emotion(name, 3, valence, 0, 0) for name, valence in
                (("good", 0.8), ("nice", 0.5), ("bad", -0.8), ("worse", -0.9))]  # fmt: skip
    found = candidates(emotions, Mirror("kept", "kept"))
    assert [(candidate.ends, round(candidate.score, 6), candidate.rank) for candidate in found] == [
        (("bad", "good"), 0.8, 1),
        (("good", "worse"), 0.75, 2),
        (("bad", "nice"), 0.35, 2),
        (("nice", "worse"), 0.3, 2),
    ]


def test_ends_are_unordered() -> None:
    assert ends("b", "a") == ends("a", "b") == ("a", "b")
