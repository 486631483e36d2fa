"""Compositions from VAD and vectors, in a space of six emotions whose places can be drawn on paper.

VAD points lie in the plane of valence and arousal; vectors have two numbers, their angle from the first axis::

    emotion   VAD            vector (angle)
    warm      ( .8,  .0)     0 degrees
    lively    ( .0,  .8)     90 degrees
    mixed     ( .4,  .4)     45 degrees      the middle of warm and lively, in both
    bright    ( .5,  .5)     50 degrees      nearest to mixed, but no part of it
    clear     ( .5,  .3)     35 degrees      second nearest
    dull      (-.8, -.8)     225 degrees     the opposite of mixed
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, radians, sin

import pytest

from kgservice.ontology.composition import Composition, Ranks, Space, composition_rows, compositions, evaluate
from kgservice.ontology.model import VAD, Dependency, Emotion

PLACES = {
    "warm": (0.8, 0.0, 0),
    "lively": (0.0, 0.8, 90),
    "mixed": (0.4, 0.4, 45),
    "bright": (0.5, 0.5, 50),
    "clear": (0.5, 0.3, 35),
    "dull": (-0.8, -0.8, 225),
}
EMOTIONS = [
    Emotion(name, name, 3, None, "d", "", "", vad=VAD(valence, arousal, 0))
    for name, (valence, arousal, _) in PLACES.items()
]
MIXED = Composition("mixed", ("lively", "warm"), "plutchik1980")


def _embed(texts: Sequence[str]) -> list[tuple[float, float]]:
    angles = [radians(PLACES[text.partition(":")[0]][2]) for text in texts]
    return [(cos(angle), sin(angle)) for angle in angles]


@pytest.fixture(scope="module")
def space() -> Space:
    return Space(EMOTIONS, _embed)


def _row(subject: str, part: str, source: str) -> Dependency:
    return Dependency(subject, "isComposedOf", part, "theory", "m", "", None, 0.9, "", source, "published")


def test_sources_are_kept_apart_and_two_parts_are_needed() -> None:
    rows = [
        _row("love", "trust", "p"),
        _row("love", "joy", "p"),
        _row("love", "ecstasy", "h"),
        _row("awe", "fear", "h"),
    ]
    assert compositions(rows) == [Composition("love", ("joy", "trust"), "p")]


def test_the_middle_and_the_sum_find_parts_that_lie_far_from_the_whole(space: Space) -> None:
    ranked = space.ranked("mixed", PLACES)
    # Five parts are allowed, so ten pairs; lively and warm meet exactly in mixed, by VAD and by angle.
    assert len(ranked["vad"][0]) == 10
    assert {ranked[method][0][0] for method in ("vad", "text", "both")} == {("lively", "warm")}
    # Bright and clear meet at 42.5 degrees, near mixed but not in it.
    assert ranked["text"][0][:2] == [("lively", "warm"), ("bright", "clear")]


def test_nearest_neighbours_take_what_lies_nearest_instead(space: Space) -> None:
    ranked = space.ranked("mixed", PLACES)
    assert ranked["vad"][1][0] == ranked["text"][1][0] == ("bright", "clear")


def test_an_emotion_of_the_same_label_is_no_part() -> None:
    twin = Emotion("mixed-secondary", "mixed", 2, None, "d", "", "", vad=VAD(0.4, 0.4, 0))
    pairs = Space([*EMOTIONS, twin], _embed).ranked("mixed", [*PLACES, "mixed-secondary"])["vad"][0]
    assert not any("mixed-secondary" in pair for pair in pairs)


def test_evaluation_ranks_the_published_parts_beside_the_baseline(space: Space) -> None:
    vad, text, both = evaluate(space, [MIXED], PLACES)
    assert (vad.method, vad.pairs, vad.ranks) == ("vad", (10,), (1,))
    # By nearness bright and clear are .14 away, warm and lively .57, dull 1.7: lively with warm comes after bright with
    # clear and after the four pairs of one of these with one of those.
    assert vad.nearest == text.nearest == both.nearest == (6,)
    assert text.ranks == both.ranks == (1,)


def test_compositions_outside_the_pool_are_not_ranked(space: Space) -> None:
    assert evaluate(space, [MIXED], ["warm", "clear", "dull"]) == []


def test_recall_is_given_beside_nearest_neighbours_and_chance() -> None:
    ranks = Ranks("vad", pairs=(20, 100), ranks=(1, 7), nearest=(6, 70))
    assert ranks.recall(5) == (1 / 2, 0, (5 / 20 + 5 / 100) / 2)
    assert ranks.recall(50) == (1, 1 / 2, (1 + 50 / 100) / 2)


@pytest.mark.parametrize(
    ("ranks", "nearest", "better"),
    [
        pytest.param((1, 11, 11, 11), (11, 11, 11, 11), True, id="a quarter, and the baseline finds none"),
        pytest.param((1, 2, 11, 11), (1, 11, 11, 11), True, id="twice the baseline"),
        pytest.param((1, 2, 3, 11), (1, 2, 11, 11), False, id="less than twice the baseline"),
        pytest.param((1, 11, 11, 11, 11), (11, 11, 11, 11, 11), False, id="less than a quarter"),
    ],
)
def test_the_bar_is_a_quarter_within_ten_and_twice_the_baseline(
    ranks: tuple[int, ...], nearest: tuple[int, ...], better: bool
) -> None:
    assert Ranks("vad", (100,) * len(ranks), ranks, nearest).is_better is better


def test_a_method_below_the_bar_gives_no_rows(space: Space) -> None:
    assert composition_rows(space, [MIXED], [Ranks("vad", (100,), (11,), (1,))]) == []


def test_a_method_above_the_bar_gives_two_parts_to_each_emotion_without_a_composition(space: Space) -> None:
    rows = composition_rows(space, [MIXED], [Ranks("vad", (100,), (1,), (11,))])
    assert {row.subject for row in rows} == set(PLACES) - {"mixed"}
    assert all(sum(row.subject == name for row in rows) == 2 for name in set(PLACES) - {"mixed"})
    # One of one at rank 1: (1 + 1) / (1 + 2).
    assert {(row.confidence, row.status, row.kind) for row in rows} == {(0.667, "computed", "computed-composition")}
