"""Why a text gets its labels, over REST: the same sentence as in Python, for any text."""

from __future__ import annotations

import json

import httpx
import mini_content
import pytest

from kgservice import EmotionClassifier
from kgservice.api.classify import LONG_TEXT
from kgservice.classify.explanation import explain

TEXTS = {
    "evidence": "She was over the moon, though not afraid.",
    "nothing": "",
    "markup": "<script>happy</script> & 'sad'",
    "no character": "happy \ud83d",
    "long": "I am happy. " * (LONG_TEXT // 8),
}


@pytest.fixture(scope="module")
def classifier() -> EmotionClassifier:
    return EmotionClassifier(mini_content.lexicon(), ontology=mini_content.ontology())


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_it_says_what_python_says(client: httpx.Client, classifier: EmotionClassifier, text: str) -> None:
    headers = {"Content-Type": "application/json"}
    answer = client.post("/api/v1/explain", content=json.dumps({"text": text}), headers=headers)
    expected = explain(classifier.classify(text), mini_content.ontology())
    assert (answer.status_code, answer.json()) == (200, {"explanation": expected})


@pytest.mark.parametrize("given", [{}, {"text": 1}, {"text": "a", "label": "b"}])
def test_what_is_no_text_is_refused(client: httpx.Client, given: dict[str, object]) -> None:
    answer = client.post("/api/v1/explain", json=given)
    assert (answer.status_code, answer.json()["title"]) == (422, "Invalid request")
