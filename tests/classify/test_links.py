"""What the links between emotions add to a prediction."""

import numpy as np
import pytest

from kgservice import EmotionClassifier
from kgservice.classify.links import Links
from kgservice.classify.transformer import EmotionFeatures

CLASSIFIER = EmotionClassifier()
LINKS = Links(CLASSIFIER.ontology)


def features(text: str) -> dict[str, float]:
    return LINKS.features(CLASSIFIER.classify(text))


def test_nothing_speaks_in_an_empty_text() -> None:
    assert set(features("").values()) == {0.0}


def test_mixed_feelings_are_a_conflict_and_plain_ones_hardly() -> None:
    assert features("so happy and so sad").pop("conflict") > 3 * features("so happy").pop("conflict")


def test_the_opposite_of_joy_speaks_in_a_sad_text_and_the_other_way_round() -> None:
    sad, happy = features("I am so sad and I could cry."), features("I am so happy!")
    assert sad["opposite_joy"] > sad["opposite_sadness"] and happy["opposite_sadness"] > happy["opposite_joy"]


def test_what_anger_leads_to_speaks_in_an_angry_text() -> None:
    angry = features("I am furious, this is an outrage.")
    assert angry["leads_to_sadness"] > 0.3 and angry["leads_to_sadness"] == max(
        value for name, value in angry.items() if name.startswith("leads_to")
    )


def test_the_transformer_adds_them_when_asked() -> None:
    texts = ["so happy and so sad", "", "furious"]
    plain, linked = (EmotionFeatures(links=links).fit(texts) for links in (False, True))
    names = list(linked.get_feature_names_out())
    assert names[: -len(LINKS.names)] == list(plain.get_feature_names_out()) and names[-1] == "conflict"
    values = linked.transform(texts)
    assert np.array_equal(values[:, : -len(LINKS.names)], plain.transform(texts))
    assert values[0, -1] == pytest.approx(features(texts[0])["conflict"])
