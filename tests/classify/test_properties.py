"""What holds for every text, and for every order of the lexicon."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mini_lexicon import TERMS, mini_lexicon, mini_ontology

from kgservice.classify import EmotionClassifier, Prediction
from kgservice.vocab import Lexicon

PIECES = [term for term, *_ in TERMS] + [
    *(
        "not",
        "never",
        "very",
        "so",
        "but",
        "and",
        "I",
        ".",
        "!!",
        ",",
        "#so",
        "HAPPY",
        "haaappy",
        "hapy",
        "\0",
        "\ud800",
    ),
    *("\u200d", "\u0301", "ß", "ﬁ", "😀", "👍🏽", "İ", "㋿", "我", " ", "\n", "'", "-", "#", "_"),
]
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.lists(st.sampled_from(PIECES)).map(" ".join),
    st.lists(st.sampled_from(PIECES)).map("".join),
)
MINI = EmotionClassifier(mini_lexicon(), mini_ontology())


@given(TEXTS)
@settings(max_examples=400)
def test_evidence_lies_inside_the_text_in_order_without_overlap(text: str) -> None:
    evidence = MINI.classify(text).evidence
    assert all(0 <= e.start < e.end <= len(text) and text[e.start : e.end] == e.text for e in evidence)
    assert all(first.end <= second.start for first, second in pairwise(evidence))


@given(TEXTS)
@settings(max_examples=400)
def test_scores_sum_to_one_or_there_are_none_and_vad_is_in_range(text: str) -> None:
    prediction = MINI.classify(text)
    for pairs in (prediction.labels, *(prediction.tier(tier) for tier in (1, 2, 3))):
        assert not pairs or sum(score for _, score in pairs) == pytest.approx(1)
        assert all(score > 0 for _, score in pairs)
        assert [score for _, score in pairs] == sorted((score for _, score in pairs), reverse=True)
    assert prediction.vad is None or all(-1 <= number <= 1 for number in prediction.vad)


@given(TEXTS)
def test_labels_follow_from_the_evidence_alone(text: str) -> None:
    prediction = MINI.classify(text)
    weights: dict[str, float] = {}
    for e in prediction.evidence:
        if not e.negated:
            weights[e.emotion] = weights.get(e.emotion, 0) + e.weight * e.intensity
    total = sum(weights.values())
    assert dict(prediction.labels) == pytest.approx({emotion: weight / total for emotion, weight in weights.items()})


@given(st.randoms(use_true_random=False), TEXTS)
@settings(max_examples=25)
def test_the_order_of_the_lexicon_changes_nothing(shuffler: random.Random, text: str) -> None:
    senses = list(mini_lexicon())
    shuffler.shuffle(senses)
    again = EmotionClassifier(Lexicon(senses), mini_ontology()).classify(text)
    assert again.to_dict() == MINI.classify(text).to_dict()


def test_every_lexicon_term_is_found_by_the_classifier(packaged: EmotionClassifier) -> None:
    lost = [form for form in packaged.lexicon.forms if not _is_found(packaged, form)]
    assert lost == []


def _is_found(packaged: EmotionClassifier, form: str) -> bool:
    """Tell whether the whole form, or all of it but marks, is evidence for one of its emotions."""
    senses = packaged.lexicon[form]
    evidence = packaged.classify(form.replace(" ", "_") if senses[0].pos == "emoticon" else form).evidence
    return any(e.end - e.start >= len(form) - 2 or senses[0].pos == "emoticon" for e in evidence)


@pytest.mark.parametrize(
    "unit",
    ["I am so happy today and not sad. ", "happy ", "x", "ha", "#happy", "😀", "!", "not ", "e\u0301", "\0", "#", ":)"],
)
def test_work_grows_with_the_length_of_the_text(classify: Callable[[str], Prediction], unit: str) -> None:
    """Count the steps of the interpreter, which do not depend on how busy the machine is."""
    small, large = (_steps(classify, unit * count) for count in (200, 2000))
    assert large <= 12 * small + 2000


def _steps(classify: Callable[[str], Prediction], text: str) -> int:
    import sys

    count = 0

    def step(*_: object) -> Callable[..., object]:
        nonlocal count
        count += 1
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        assert classify(text).evidence is not None
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "text", ["happy " * 170_000, "a" * 1_000_000, "ha" * 500_000, "a" + "\u0301\u0316" * 500_000, "#so" * 330_000]
)
def test_a_text_of_a_megabyte_is_labelled(classify: Callable[[str], Prediction], text: str) -> None:
    assert classify(text).primary == ("joy" if "happy" in text else None)
