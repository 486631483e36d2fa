"""What matchers of free labels are tried on, and how they are scored."""

from __future__ import annotations

import random

from kgservice import load_ontology
from kgservice.classify import label_trial
from kgservice.classify.label_trial import Measured, Way
from kgservice.vocab.normalize import normalize


def test_what_is_measured_on_comes_from_no_set_that_the_tree_was_made_from() -> None:
    gold = label_trial.gold_labels()
    ontology = load_ontology()
    assert len(gold) > 100
    assert all(meant and all(emotion in ontology for emotion in meant) for meant in gold.values())
    assert "wordnet-3.0" in label_trial.CIRCULAR
    assert list(gold) == sorted(map(normalize, gold))


def test_a_slip_changes_one_place_and_never_the_first_letter() -> None:
    for seed in range(50):
        slip = label_trial.spoilt("happiness", random.Random(seed))
        assert slip != "happiness" and slip[0] == "h" and abs(len(slip) - len("happiness")) <= 1


def test_the_lists_are_the_same_each_time_and_hold_no_label_of_ours_where_they_say_so() -> None:
    one, other = label_trial.label_lists(), label_trial.label_lists()
    assert one == other
    known = {normalize(name) for emotion in load_ontology() for name in emotion.labels()}
    assert not known & set(one[label_trial.OTHERS])


def test_a_matcher_is_scored_by_what_it_matches_and_how_near_it_comes() -> None:
    """Of four labels one is exact, one of the same primary (panic is fear), one wrong, one not matched."""
    gold = {name: frozenset({name}) for name in ("joy", "fear", "anger", "love")}
    guesses = {"joy": "joy", "fear": "panic", "anger": "joy"}
    found = label_trial.score("toy", guesses.get, gold, load_ontology())
    assert found == Measured("toy", 4, 3, 1, 2)
    assert found.interval.low < 0.5 < found.interval.high
    assert Measured("toy", 4, 0, 0, 0).interval.low == 0 and Measured("toy", 4, 4, 4, 4).interval.high == 1


def test_an_emotion_beside_the_tree_is_right_only_when_it_is_the_one_meant() -> None:
    ontology = load_ontology()
    assert label_trial.same_primary(ontology, "awe", frozenset({"awe"}))
    assert not label_trial.same_primary(ontology, "awe", frozenset({"surprise"}))
    assert not label_trial.same_primary(ontology, None, frozenset({"joy"}))


def test_confidence_is_the_share_that_was_right_pulled_towards_one_half() -> None:
    assert Way("term", 8, 8).confidence == 0.9
    assert Way("term", 0, 0).confidence == 0.5
