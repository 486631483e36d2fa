"""What each baseline does with a sentence."""

from __future__ import annotations

import sys

import pytest
from mini_lexicon import mini_ontology, sense

from kgservice.classify import baselines
from kgservice.errors import MissingExtra
from kgservice.vocab import Lexicon, Sense


def from_wordnet(term: str, emotion: str, method: str) -> Sense:
    return Sense(term, "noun", (), emotion, 0.5, None, method, "wordnet30", "")


def test_vader_gives_the_sign_as_joy_or_sadness() -> None:
    pytest.importorskip("vaderSentiment")
    label = baselines.vader_sign()
    assert [set(label(text)) for text in ("What a great day", "What an awful day", "A day")] == [
        {"joy"},
        {"sadness"},
        set(),
    ]


def test_nrclex_counts_its_emotions_as_primaries_without_any_download() -> None:
    pytest.importorskip("nrclex")
    label = baselines.nrclex()
    assert set(label("An ABOMINATION")) == {"anger", "fear"} and label("the of") == {}


def test_wordnet_only_counts_words_and_knows_no_negation() -> None:
    senses = [
        from_wordnet("glee", "joy", "synonym"),
        from_wordnet("woe", "grief", "derivation"),
        from_wordnet("dog", "joy", "hyponym"),
        sense("yay", "interjection", (), "joy", 0.5),
    ]
    label = baselines.wordnet_only(Lexicon(senses), mini_ontology())
    assert label("not glee, woe and more woe, dog, yay") == {"joy": 1, "sadness": 2}


def test_tree_words_are_the_labels_themselves() -> None:
    label = baselines.tree_words(mini_ontology())
    assert label("grief, sadness and delight in awe of delights") == {"sadness": 2, "joy": 1}


@pytest.mark.parametrize("load", [baselines.vader_sign, baselines.nrclex])
def test_a_baseline_without_its_package_names_the_extra(
    load: baselines.Labeller, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("vaderSentiment", "vaderSentiment.vaderSentiment", "nrclex"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtra, match=r"kgservice\[evaluate\]"):
        load()  # type: ignore[call-arg]
