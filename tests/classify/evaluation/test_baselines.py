"""What each baseline does with a sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from mini_lexicon import mini_ontology, sense

from kgservice.classify.evaluation import Example, Reading, baselines, learned
from kgservice.classify.evaluation.labellers import Labeller
from kgservice.errors import MissingExtra, TableError
from kgservice.vocab import Lexicon, Sense

Write = Callable[..., Path]


def from_wordnet(term: str, emotion: str, method: str) -> Sense:
    return Sense(term, "noun", (), emotion, 0.5, None, method, "wordnet30", "")


def says(label: Labeller, *texts: str) -> list[Mapping[str, float]]:
    return list(label(texts))


def test_vader_gives_the_sign_as_joy_or_sadness() -> None:
    pytest.importorskip("vaderSentiment")
    said = says(baselines.vader_sign(), "What a great day", "What an awful day", "A day")
    assert [set(weights) for weights in said] == [{"joy"}, {"sadness"}, set()]


def test_nrclex_counts_its_emotions_as_primaries_without_any_download() -> None:
    pytest.importorskip("nrclex")
    (one,) = says(baselines.nrclex(), "An ABOMINATION")
    assert set(one) == {"anger", "fear"}
    assert says(baselines.nrclex(), "the of") == [{}]


def test_wordnet_only_counts_words_and_knows_no_negation() -> None:
    senses = [
        from_wordnet("glee", "joy", "synonym"),
        from_wordnet("woe", "grief", "derivation"),
        from_wordnet("dog", "joy", "hyponym"),
        sense("yay", "interjection", (), "joy", 0.5),
    ]
    label = baselines.wordnet_only(Lexicon(senses), mini_ontology())
    assert says(label, "not glee, woe and more woe, dog, yay") == [{"joy": 1, "sadness": 2}]


def test_tree_words_are_the_labels_themselves() -> None:
    text = "grief, sadness and delight in awe of delights"
    assert says(baselines.tree_words(mini_ontology()), text) == [{"sadness": 2, "joy": 1}]
    assert says(baselines.tree_words(mini_ontology(), 3), text) == [{"grief": 1, "delight": 1}]


@pytest.mark.parametrize("load", [baselines.vader_sign, baselines.nrclex])
def test_a_baseline_without_its_package_names_the_extra(
    load: Callable[[], Labeller], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("vaderSentiment", "vaderSentiment.vaderSentiment", "nrclex"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtra, match=r"kgservice\[evaluate\]"):
        load()


def examples(*rows: tuple[str, set[str]]) -> list[Example]:
    return [Example(1, text, frozenset(gold)) for text, gold in rows]


def test_tf_idf_learns_words_and_when_to_be_silent() -> None:
    pytest.importorskip("sklearn")
    rows = examples(("what a sunny day", {"joy"}), ("what a dreary day", {"sadness"}), ("what a day", set()))
    label = learned.trained(rows * 3)
    sunny, plain = says(label, "sunny", "a day")
    assert max(sunny, key=lambda emotion: sunny[emotion]) == "joy" and "neutral" not in sunny
    assert max(plain, key=lambda emotion: plain[emotion]) == "neutral"


def test_tf_idf_needs_two_classes() -> None:
    pytest.importorskip("sklearn")
    with pytest.raises(TableError, match="one class at most"):
        learned.trained(examples(("a", {"joy"}), ("b", {"joy"})))


def test_tf_idf_never_learns_the_rows_it_is_measured_on(write: Write, reading: Reading) -> None:
    pytest.importorskip("sklearn")
    rows = [("sunny here", "joy", "train"), ("dreary here", "fear", "train"), ("muddled here", "sadness", "dev")] * 2
    file = write(*({"text": text, "labels": [label], "split": split} for text, label, split in rows))
    dev = Reading(reading.ontology, split="dev")
    (kept,) = says(learned.tf_idf([file], dev, measured=[file]).load(), "muddled here")
    assert set(kept) == {"joy", "fear"}
    (everything,) = says(learned.tf_idf([file], dev).load(), "muddled here")
    assert set(everything) == {"joy", "fear", "sadness"}


def test_the_nearest_label_is_found_by_meaning() -> None:
    pytest.importorskip("sentence_transformers")
    from kgservice import load_ontology

    said = says(learned.nearest_label(load_ontology()).load(), "I am scared of the dark", "I adore my wife")
    assert [max(weights, key=lambda emotion: weights[emotion]) for weights in said] == ["fear", "love"]
    assert sum(said[0].values()) == pytest.approx(1)
