"""Sums over the tree."""

from __future__ import annotations

import pytest
from mini_lexicon import emotion, mini_ontology

from kgservice.classify.amounts import Amounts
from kgservice.classify.judge import Chances
from kgservice.classify.rollup import Rollup, scores
from kgservice.classify.shares import Shares
from kgservice.errors import UnknownEmotion
from kgservice.ontology import VAD, Ontology

ROLLUP = Rollup(mini_ontology())
SHARES = Shares(ROLLUP)


def test_every_emotion_rolls_up_to_its_ancestors() -> None:
    weights = {"grief": 1.0, "sadness-secondary": 2.0, "sadness": 5.0, "anxiety": 2.0, "awe": 9.0}
    assert ROLLUP.at(1, weights) == (("sadness", 0.8), ("fear", 0.2))
    assert ROLLUP.at(2, weights) == (("sadness-secondary", 0.6), ("nervousness", 0.4))
    assert dict(ROLLUP.at(3, weights)) == pytest.approx({"anxiety": 2 / 3, "grief": 1 / 3})


@pytest.mark.parametrize("weights", [{}, {"awe": 1.0}])
def test_without_the_tree_there_is_nothing(weights: dict[str, float]) -> None:
    assert SHARES.tier(1, weights, Chances()) == () and SHARES.primary(weights, Chances()) is None
    assert SHARES.vad(weights, Amounts()) is None


def test_one_emotion_has_the_whole_score() -> None:
    assert SHARES.primary({"delight": 0.1}, Chances()) == "joy" and scores({"delight": 0.1}) == (("delight", 1.0),)


def test_a_mean_of_extremes_stays_in_range() -> None:
    edge = Ontology([emotion(name, 1, None, VAD(1, -1, 1)) for name in ("a", "b", "c")])
    assert Rollup(edge).vad({"a": 0.1, "b": 0.7, "c": 0.3}) == VAD(1, -1, 1)


def test_an_unknown_emotion_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownEmotion, match="Nearest: grief"):
        ROLLUP.check(["joy", "greif"])
