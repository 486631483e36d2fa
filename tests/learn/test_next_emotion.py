"""Which emotion comes next: what the model learns from counted steps."""

from __future__ import annotations

from collections import Counter

import pytest

from kgservice import load_ontology
from kgservice.learn.foretelling import PERSISTS, cross_validated, learners
from kgservice.learn.next_emotion import NextEmotion, counted, learn, same
from kgservice.ontology.conversations import Pair

STATES = ("anger", "fear", "joy")
COUNTS = {Pair("joy", "joy"): 60, Pair("joy", "fear"): 10, Pair("anger", "anger"): 20, Pair("anger", "fear"): 10}


def test_without_features_every_state_is_followed_by_the_frequent_ones() -> None:
    """Seen: joy 60, anger 20, fear 20, and one more each of 103."""
    model = learn(COUNTS, STATES)
    assert model.after("fear") == pytest.approx({"joy": 61 / 103, "anger": 21 / 103, "fear": 21 / 103})


def test_a_feature_that_holds_raises_what_it_names_and_one_that_does_not_leaves_it() -> None:
    with_same = learn(COUNTS, STATES, [same])
    assert with_same.after("anger")["anger"] > learn(COUNTS, STATES).after("anger")["anger"]
    assert with_same.weights[0] > 0
    assert learn(COUNTS, STATES, [lambda a, b: 0.0]).weights == (0.0,)


@pytest.mark.parametrize("model", [learn(COUNTS, STATES, [same]), counted(COUNTS, STATES), learn({}, STATES)])
def test_probabilities_sum_to_1_and_none_is_0(model: NextEmotion) -> None:
    for state in STATES:
        found = model.after(state)
        assert sum(found.values()) == pytest.approx(1)
        assert min(found.values()) > 0


def test_rank_and_loss_are_those_of_what_came() -> None:
    model = NextEmotion(("fear", "joy"), ((0.25, 0.75), (0.5, 0.5)))
    assert (model.rank(Pair("fear", "joy")), model.rank(Pair("fear", "fear"))) == (1, 2)
    assert model.loss(Pair("fear", "joy")) == pytest.approx(0.28768, abs=1e-5)


def test_a_model_that_foretells_better_has_less_loss_on_the_same_draws() -> None:
    """Twenty conversations in which the mood never changes, ten of joy and ten of sadness."""
    own = [Counter({Pair(mood, mood): 5}) for mood in ("joy", "sadness") * 10]
    found = learners(load_ontology())
    frequency, persists = (cross_validated(name, found[name], own) for name in ("frequency", PERSISTS))
    assert persists.loss[0] < frequency.loss[0] / 2
    assert persists.first[0] == 1.0
    gain = persists.better(frequency)
    assert gain.interval.low > 0 and gain.p < 0.05
