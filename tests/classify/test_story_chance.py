"""How much of an arc is more than chance."""

from __future__ import annotations

import random

from kgservice.classify.trajectory import trajectory
from kgservice.classify.trajectory.chance import chance

HAPPY, SAD = "I am so happy! ", "I am so sad. "


def test_a_story_that_turns_once_swings_wider_and_fits_its_shape_better_than_when_shuffled() -> None:
    found = chance(trajectory(HAPPY * 20 + SAD * 20), shuffles=99)
    assert found is not None
    assert found.swing.value > max(found.swing.shuffled)
    assert found.swing.p == found.fit.p == 0.01


def test_sentences_in_random_order_are_no_more_than_chance() -> None:
    sentences = [HAPPY] * 30 + [SAD] * 30
    random.Random(7).shuffle(sentences)
    found = chance(trajectory("".join(sentences)), shuffles=99)
    assert found is not None
    assert found.swing.p > 0.05


def test_the_same_seed_gives_the_same_curves_and_each_is_as_long_as_the_story() -> None:
    story = trajectory(HAPPY * 10 + SAD * 10)
    one, other = chance(story, 20), chance(story, 20)
    assert one == other and one is not None
    assert {len(curve) for curve in one.curves} == {len(story)}


def test_a_story_without_a_shape_has_nothing_to_compare() -> None:
    assert chance(trajectory("A table stood there.")) is None
