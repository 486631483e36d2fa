"""Probabilities, labels, tiers and affect by a small table of weights (``tests/data/weights``).

Its bias is 1 for neutral; one unit of strength adds 3 to its primary and -1 to neutral; texts longer than 4 tokens are
damped.  Terms are those of `mini_lexicon`.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from math import exp, log1p, sqrt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mini_lexicon import emotion, mini_lexicon, mini_ontology

from kgservice.classify import EmotionClassifier, Prediction
from kgservice.classify.calibration import CLASSES
from kgservice.classify.weights import Weights, load_weights
from kgservice.errors import UnknownEmotion
from kgservice.ontology import Ontology

WEIGHTS = load_weights(Path(__file__).parents[1] / "data" / "weights")
SIX = Ontology([*mini_ontology(), *(emotion(name, 1) for name in ("anger", "love", "surprise"))])
CLASSIFIER = EmotionClassifier(mini_lexicon(), SIX, weights=WEIGHTS)
classify: Callable[[str], Prediction] = CLASSIFIER.classify


def test_weights_need_the_six_primaries() -> None:
    with pytest.raises(UnknownEmotion, match="anger"):
        EmotionClassifier(mini_lexicon(), mini_ontology(), weights=WEIGHTS)


def softmax(**odds: float) -> dict[str, float]:
    """Return the probabilities of odds that start at the bias, best first as in `Prediction.scores`."""
    powers = {name: exp((name == "neutral") + odds.get(name, 0.0)) for name in CLASSES}
    return {name: power / sum(powers.values()) for name, power in powers.items()}


def test_a_token_adds_its_association() -> None:
    assert dict(classify("slammed").scores) == pytest.approx(softmax(neutral=-0.5, anger=2.0))


def test_a_pair_adds_its_association_also_across_punctuation_inside_a_word() -> None:
    assert dict(classify("so late").scores) == pytest.approx(softmax(anger=1.0))
    assert dict(classify("so-late").scores) == pytest.approx(softmax(anger=1.0))
    assert dict(classify('so " late').scores) == pytest.approx(softmax(anger=1.0))


def test_every_occurrence_counts_and_a_long_text_is_damped() -> None:
    assert dict(classify("tea tea").scores) == pytest.approx(softmax(joy=2.0))
    # six tokens where four are not damped
    assert dict(classify("tea tea tea a b c").scores) == pytest.approx(softmax(joy=3.0 * sqrt(4 / 6)))


def test_a_clue_adds_the_row_of_its_primary_times_its_strength() -> None:
    strength = log1p(0.8 * 1.293)
    assert dict(classify("very glad happy").scores)["joy"] > dict(classify("very happy").scores)["joy"]
    assert dict(classify("very happy").scores) == pytest.approx(softmax(neutral=-strength, joy=3 * strength))


def test_scores_sum_to_one_with_neutral_and_tier_one_without() -> None:
    prediction = classify("slammed tea happy")
    assert sum(score for _, score in prediction.scores) == pytest.approx(1)
    assert sum(score for _, score in prediction.tier(1)) == pytest.approx(1)
    assert dict(prediction.scores)["joy"] / (1 - prediction.neutral) == pytest.approx(dict(prediction.tier(1))["joy"])


def test_a_share_of_the_probabilities_is_spread_evenly_in_doubt() -> None:
    doubtful = Weights({"slammed": (-50, 200, 0, 0, 0, 0, 0)}, {}, replace(WEIGHTS.calibration, doubt=0.7))
    certain = dict(classify("slammed").scores)
    found = dict(EmotionClassifier(mini_lexicon(), SIX, weights=doubtful).classify("slammed").scores)
    assert found == pytest.approx({name: 0.3 * chance + 0.1 for name, chance in certain.items()})


def test_a_text_is_neutral_when_that_is_most_probable_and_when_nothing_speaks() -> None:
    probably, silent = classify("morning"), classify("nothing known here")
    assert probably.primary is None and probably.labels == () and probably.scores[0][0] == "neutral"
    assert classify("dog").neutral == pytest.approx(dict(classify("dog").scores)["fear"]) and classify("dog").labels
    assert silent.primary is None and silent.neutral == 1.0 and silent.scores == () and silent.tier(1) == ()
    assert probably.intensity == silent.intensity == 0.0


def test_a_label_that_only_associations_support_shows_the_strongest_form() -> None:
    (evidence,) = classify("slammed the tea").evidence
    assert (evidence.text, evidence.emotion, evidence.source) == ("slammed", "anger", "association")
    # slammed lifts anger by 2 - (-0.5 / 6)
    assert evidence.weight == pytest.approx(1 - exp(-(2 + 0.5 / 6)))
    assert classify("slammed the tea").intensity == evidence.weight


def test_a_label_with_a_clue_needs_no_association() -> None:
    assert {e.source for e in classify("tea happy").evidence} == {"lexicon"}


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        pytest.param("mourn", ["grief"], id="the finest tier"),
        pytest.param("sad", ["sadness-secondary"], id="the tier of the evidence"),
        pytest.param("sad can't bear", ["sadness-secondary"], id="finer, though some evidence is coarser"),
        pytest.param("sad mourn", ["grief"], id="finer has more than half"),
        pytest.param("sad sad mourn", ["sadness-secondary"], id="back off: finer has less than half"),
    ],
)
def test_labels_are_as_fine_as_the_clues_are_clear(text: str, labels: list[str]) -> None:
    assert [emotion for emotion, _ in classify(text).labels] == labels


def test_two_emotions_are_labels_when_the_second_has_half_of_the_first() -> None:
    assert {emotion for emotion, _ in classify("mourn happy").labels} == {"grief", "joy"}
    assert [emotion for emotion, _ in classify("happy happy nervous").labels] == ["joy"]


def test_finer_tiers_share_the_mass_of_their_primary() -> None:
    prediction = classify("glad nervous nervous")
    first = dict(prediction.tier(1))
    assert dict(prediction.tier(2)) == pytest.approx(
        {
            "cheerfulness": first["joy"] / (first["joy"] + first["fear"]),
            "nervousness": first["fear"] / (first["joy"] + first["fear"]),
        }
    )
    assert prediction.tier(3) == (("delight", 1.0),)


def test_an_extension_emotion_related_to_nothing_lends_no_primary() -> None:
    assert "awe" not in dict(classify("awed tea tea").labels)


def test_a_denied_emotion_is_given_to_the_others() -> None:
    prediction = classify("the dog is not afraid")
    assert "fear" not in dict(prediction.tier(1)) and dict(prediction.scores)["fear"] == 0.0
    assert sum(score for _, score in prediction.scores) == pytest.approx(1)


def test_the_words_of_a_negated_clue_do_not_count_but_the_pair_with_the_negation_does() -> None:
    # joy is denied, so its share goes to neutral; "happy" has no association here
    before, after = softmax(sadness=1.5), dict(classify("not happy").scores)
    assert after["sadness"] == pytest.approx(before["sadness"])
    assert after["neutral"] == pytest.approx(before["neutral"] + before["joy"])
    assert CLASSIFIER.features("not happy tea").forms == ["not", "tea", "not happy"]


def test_vad_is_the_weighted_mean_of_the_words_shrunk_to_the_prior() -> None:
    # (1 * prior + .5 * dog + 1 * happy) / 2.5
    vad = classify("the happy dog").vad
    assert vad is not None and tuple(vad) == pytest.approx(((0.1 + 0.25 + 0.8) / 2.5, (0.1 + 0.4) / 2.5, 0.25 / 2.5))


def test_a_negated_words_valence_is_mirrored() -> None:
    plain, negated = classify("happy").vad, classify("not happy").vad
    assert plain is not None and negated is not None
    assert (negated.valence, negated.arousal) == pytest.approx(((0.1 - 0.8) / 2, plain.arousal))


def test_spread_is_the_weighted_deviation_of_two_words_or_more() -> None:
    assert classify("happy").vad_spread is None
    spread = classify("happy sad").vad_spread
    assert spread is not None and tuple(spread) == pytest.approx((0.8, 0.4, 0.2))


@pytest.mark.parametrize("text", ["the", "qwerty", ""])
def test_without_a_word_of_weight_there_is_no_vad(text: str) -> None:
    assert classify(text).vad is None and classify(text).vad_spread is None


def test_features_are_what_is_summed() -> None:
    forms, strengths, tokens = CLASSIFIER.features("So late! very happy")
    assert forms == ["so", "late", "!", "very", "happy", "so late", "late !", "! very", "very happy"]
    assert strengths == pytest.approx({"joy": log1p(0.8 * 1.293)}) and tokens == 5


def test_another_language_counts_for_nothing_but_its_emoji() -> None:
    prediction = classify("ich bin nicht slammed und das tea :)")
    assert CLASSIFIER.features("ich bin nicht slammed und das tea").forms == []
    assert [e.text for e in prediction.evidence] == [":)"] and prediction.vad is None


TEXTS = st.lists(st.sampled_from("happy sad not slammed tea so late morning dog , . ! :) the never but #happy".split()))


@given(TEXTS.map(" ".join))
def test_a_label_is_never_without_evidence(text: str) -> None:
    prediction = classify(text)
    assert bool(prediction.labels) <= bool(prediction.evidence)
    assert (prediction.primary is None) == (prediction.labels == ())


@given(TEXTS.map(" ".join))
def test_a_prediction_survives_pickling(text: str) -> None:
    prediction = classify(text)
    again = pickle.loads(pickle.dumps(prediction))
    assert again == prediction and again.to_dict() == prediction.to_dict() and hash(again) == hash(prediction)


@given(TEXTS, st.integers(1, 5))
def test_a_long_text_is_summed_up_over_its_segments(words: list[str], times: int) -> None:
    text = " ".join(words) + " "
    long = text + "x " * 8000 + text * times
    assert classify(long).weights == pytest.approx(dict(classify(text + ". " + text * times).weights))


def test_shares_sum_to_one_where_neutral_is_all_but_certain() -> None:
    # found by tests/benchmarks/classifier_fuzz.py: 1 minus such a probability has lost its digits
    shares = classify("morning " * 300).tier(1)
    assert sum(score for _, score in shares) == pytest.approx(1)
