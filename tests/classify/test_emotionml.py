"""Predictions as EmotionML, read by a real XML parser."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable

import pytest

from kgservice.classify import Prediction
from kgservice.classify.emotionml import DIMENSIONS, NAMESPACE, to_emotionml
from kgservice.namespaces import TONE

Classify = Callable[[str], Prediction]
IN = f"{{{NAMESPACE}}}"


def root(prediction: Prediction) -> ElementTree.Element:
    return ElementTree.fromstring(prediction.to_emotionml().encode("utf-8"))


def test_categories_are_in_the_vocabulary_that_the_document_defines(classify: Classify) -> None:
    document = root(classify("happy and sad"))
    vocabulary = document.find(f"{IN}vocabulary")
    assert document.get("version") == "1.0" and vocabulary is not None
    assert document.get("category-set") == "#" + str(vocabulary.get("id")) and vocabulary.get("type") == "category"
    items = {item.get("name") for item in vocabulary}
    categories = {c.get("name"): c.get("value") for c in document.iter(f"{IN}category")}
    assert categories == {"joy": "0.5000", "sadness-secondary": "0.5000"} and items == set(categories)


def test_dimensions_run_from_zero_to_one(classify: Classify) -> None:
    document = root(classify("glad"))
    assert document.get("dimension-set") == DIMENSIONS
    found = {d.get("name"): float(str(d.get("value"))) for d in document.iter(f"{IN}dimension")}
    assert found == {"pleasure": 0.9, "arousal": 0.7, "dominance": 0.6}


def test_references_name_the_places_that_count(classify: Classify) -> None:
    references = [r.get("uri") for r in root(classify("happy but not sad")).iter(f"{IN}reference")]
    assert references == ["#char=0,5"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("<b>happy</b> & 'so' \"on\"", "<b>happy</b> & 'so' \"on\""),
        ("happy \0\x0b\ufffe\ud800", "happy \ufffd\ufffd\ufffd\ufffd"),
        ("happy ]]> \r\n\t", "happy ]]> \r\n\t"),
        ("happy 😀", "happy 😀"),
    ],
)
def test_any_text_is_written_as_legal_xml(classify: Classify, text: str, written: str) -> None:
    emotion = root(classify(text)).find(f"{IN}emotion")
    assert emotion is not None and emotion.text is not None
    assert emotion.text.startswith(written)


def test_a_neutral_text_has_no_emotion(classify: Classify) -> None:
    assert list(root(classify("nothing <here>"))) == []


def test_intensity_tiers_and_negated_evidence_are_there(classify: Classify) -> None:
    prediction = classify("glad but not sad")
    document = root(prediction)
    intensity = document.find(f"{IN}emotion/{IN}intensity")
    assert intensity is not None and intensity.get("value") == f"{prediction.intensity:.4f}"
    scores = {(s.get("tier"), s.get("emotion")) for s in document.iter(f"{{{TONE}}}score")}
    assert scores == {("1", "joy"), ("2", "cheerfulness"), ("3", "delight")}
    (negated,) = document.iter(f"{{{TONE}}}negated")
    assert (negated.get("uri"), negated.get("emotion")) == ("#char=13,16", "sadness-secondary")


def test_several_predictions_are_one_document_that_says_which_text_each_is(classify: Classify) -> None:
    document = ElementTree.fromstring(to_emotionml(map(classify, ["happy", "nothing", "sad"])))
    assert [emotion.get("id") for emotion in document.iter(f"{IN}emotion")] == ["text1", "text3"]
    items = [item.get("name") for item in document.iter(f"{IN}item")]
    assert items == ["joy", "sadness-secondary"]
    assert list(ElementTree.fromstring(to_emotionml([]))) == []
