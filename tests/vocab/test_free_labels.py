"""Free words matched to emotions."""

from __future__ import annotations

import pytest

from kgservice import load_ontology
from kgservice.vocab.free_labels import match
from kgservice.vocab.model import Lexicon, Sense

ONTOLOGY = load_ontology()
LEXICON = Lexicon(
    Sense(term, "adjective", forms, emotion, weight, None, "authored", "kgservice", "")
    for term, forms, emotion, weight in [
        ("blue", (), "gloom", 0.6),
        ("blue", (), "fear", 0.1),
        ("happy", ("happier",), "joy", 0.9),
        ("joy", (), "bliss", 0.9),
    ]
)

CASES = {
    "an id": ("sadness-secondary", "sadness-secondary", "id", 1),
    "an id with a space and capitals": ("Sadness Secondary", "sadness-secondary", "id", 1),
    "an id before a term": ("joy", "joy", "id", 1),
    "a form of a term": ("Happier", "joy", "term", 0.9),
    "the strongest sense": ("blue", "gloom", "term", 0.6),
    "nothing": ("table", None, "none", 0),
}


@pytest.mark.parametrize(("label", "emotion", "how", "weight"), CASES.values(), ids=CASES)
def test_a_label_is_matched(label: str, emotion: str | None, how: str, weight: float) -> None:
    found = match(label, ONTOLOGY, LEXICON)
    assert (found.emotion, found.how, found.weight) == (emotion, how, weight)


def test_another_label_of_an_emotion_is_matched() -> None:
    named = next(emotion for emotion in ONTOLOGY if emotion.alt_labels)
    assert match(named.alt_labels[0].upper(), ONTOLOGY, Lexicon([])).how in ("label", "id")


def test_a_label_that_fits_nothing_names_the_nearest() -> None:
    found = match("  JOOY ", ONTOLOGY, LEXICON)
    assert (found.emotion, found.nearest) == (None, ("joy",))
