"""What a prediction says, in Python and as JSON."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from math import exp

import pytest

from kgservice.classify import Evidence, Prediction
from kgservice.ontology import VAD

Classify = Callable[[str], Prediction]
ACROSS = "Happy, glad and nervous"
"""joy 0.8, delight 0.6, nervousness 0.4: 1.8 in all."""


def test_labels_are_the_emotions_of_the_evidence_by_their_share(classify: Classify) -> None:
    labels = dict(classify(ACROSS).labels)
    assert labels == pytest.approx({"joy": 0.8 / 1.8, "delight": 0.6 / 1.8, "nervousness": 0.4 / 1.8})
    assert next(iter(labels)) == "joy"


def test_tiers_sum_up_and_leave_coarser_evidence_out(classify: Classify) -> None:
    prediction = classify(ACROSS)
    assert dict(prediction.tier(1)) == pytest.approx({"joy": 1.4 / 1.8, "fear": 0.4 / 1.8})
    assert dict(prediction.tier(2)) == pytest.approx({"cheerfulness": 0.6, "nervousness": 0.4})
    assert prediction.tier(3) == (("delight", 1.0),)


@pytest.mark.parametrize("tier", [0, 4, "1", None])
def test_another_tier_is_an_error_that_names_the_tiers(classify: Classify, tier: object) -> None:
    with pytest.raises(ValueError, match="not one of 1"):
        classify("happy").tier(tier)  # type: ignore[arg-type]


def test_vad_is_the_mean_of_the_emotions_by_weight(classify: Classify) -> None:
    # (1.4 * joy's + 0.4 * fear's) / 1.8, for instance valence (1.4 * 0.8 - 0.4 * 0.6) / 1.8
    vad = classify(ACROSS).vad
    assert vad is not None and tuple(vad) == pytest.approx((0.88 / 1.8, 0.8 / 1.8, 0.04 / 1.8))


def test_an_extension_emotion_is_a_label_without_a_primary(classify: Classify) -> None:
    prediction = classify("I am awed")
    assert prediction.labels == (("awe", 1.0),)
    assert prediction.primary is None and prediction.tier(1) == () and prediction.vad is None


def test_beside_the_tree_an_extension_emotion_takes_no_share_of_a_tier(classify: Classify) -> None:
    prediction = classify("awed and happy")
    assert prediction.primary == "joy" and prediction.tier(1) == (("joy", 1.0),)
    assert prediction.vad is not None and prediction.vad.distance(VAD(0.8, 0.4, 0.2)) < 1e-9


@pytest.mark.parametrize("text", ["", " ", "nothing here", "12345", "I am not happy"])
def test_a_neutral_text_has_no_labels(classify: Classify, text: str) -> None:
    prediction = classify(text)
    assert (prediction.primary, prediction.labels, prediction.vad) == (None, (), None)
    assert all(prediction.tier(tier) == () for tier in (1, 2, 3))


def test_negated_evidence_stays_as_evidence(classify: Classify) -> None:
    assert classify("I am not happy").evidence == (
        Evidence(9, 14, "happy", "happy", "joy", 0.8, True, 1.0, ("negation: not",)),
    )


def test_a_tie_goes_to_the_first_by_name(classify: Classify) -> None:
    assert classify("sad and afraid and happy").labels == (
        ("fear", pytest.approx(1 / 3)),
        ("joy", pytest.approx(1 / 3)),
        ("sadness-secondary", pytest.approx(1 / 3)),
    )


def test_the_dict_is_plain_json_with_every_part(classify: Classify) -> None:
    card = classify("so glad!").to_dict()
    assert json.loads(json.dumps(card)) == card
    assert card == {
        "text": "so glad!",
        "primary": "joy",
        "labels": [{"emotion": "delight", "score": 1.0}],
        "tiers": {
            "1": [{"emotion": "joy", "score": 1.0}],
            "2": [{"emotion": "cheerfulness", "score": 1.0}],
            "3": [{"emotion": "delight", "score": 1.0}],
        },
        "neutral": 0.0,
        "intensity": pytest.approx(1 - exp(-0.6 * 1.293 * 1.292)),
        "vad": {"valence": 0.8, "arousal": 0.4, "dominance": 0.2},
        "vadSpread": None,
        "evidence": [
            {
                "start": 3,
                "end": 7,
                "text": "glad",
                "term": "glad",
                "emotion": "delight",
                "weight": 0.6,
                "negated": False,
                "intensity": pytest.approx(1.293 * 1.292),
                "modifiers": ["intensifier: so", "emphasis: !"],
                "flags": [],
                "opposite": None,
                "source": "lexicon",
            }
        ],
    }


def test_a_lone_surrogate_is_replaced_in_json_only(classify: Classify) -> None:
    prediction = classify("hap\ud800py")
    assert prediction.evidence[0].text == "hap\ud800py"
    assert json.dumps(prediction.to_dict(), ensure_ascii=False).encode()
    assert prediction.to_dict()["text"] == "hap\ufffdpy"


def test_predictions_are_values(classify: Classify) -> None:
    assert classify("happy") == classify("happy") != classify("glad")
    assert len({classify("happy"), classify("happy")}) == 1
    with pytest.raises(AttributeError):
        classify("happy").text = "sad"  # type: ignore[misc]


def test_a_prediction_survives_pickling(classify: Classify) -> None:
    prediction = classify(ACROSS)
    again = pickle.loads(pickle.dumps(prediction))
    assert again == prediction and again.to_dict() == prediction.to_dict()
