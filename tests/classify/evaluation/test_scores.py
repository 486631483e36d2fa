"""The figures of the protocol, worked out by hand."""

from __future__ import annotations

import pytest

from kgservice.classify.evaluation import Example, score
from kgservice.classify.evaluation.answers import Rules


def gold(*labels: str) -> Example:
    return Example(1, "", frozenset(labels))


def sure(*labels: str) -> dict[str, float]:
    return dict.fromkeys(labels, 1.0)


def test_macro_f1_is_the_mean_over_the_labels_that_occur() -> None:
    # joy: 1 hit, given twice, right twice: F1 2 / (2 + 2) = 0.5; sadness: 1 hit, given once, right once: 1.
    # fear is given once and never right: it has no F1, and costs joy a miss.
    examples = [gold("joy"), gold("joy"), gold("sadness")]
    reached = score("x", examples, [sure("joy"), sure("fear"), sure("sadness", "joy")], rules=Rules(multi_label=True))
    assert reached.macro_f1 == pytest.approx(0.75)
    assert [(s.label, s.precision, s.recall, s.support) for s in reached.per_label] == [
        ("joy", 0.5, 0.5, 2),
        ("sadness", 1.0, 1.0, 1),
    ]


def test_rows_without_a_label_count_as_silence_and_as_neutral() -> None:
    # With neutral: joy 1 hit of 2 given, 1 right: 2 / 3; neutral 1 hit of 1 given, 2 right: 2 / 3.
    reached = score("x", [gold("joy"), gold(), gold()], [sure("joy"), sure("joy"), {}])
    assert (reached.macro_f1, reached.silent_on_neutral, reached.coverage) == (1.0, 0.5, 1.0)
    assert reached.macro_f1_neutral == pytest.approx(2 / 3)


def test_without_neutral_rows_there_is_nothing_said_about_them() -> None:
    reached = score("x", [gold("joy")], [{}])
    assert (reached.silent_on_neutral, reached.macro_f1_neutral, reached.coverage) == (None, None, 0.0)


def test_a_silent_labeller_is_taken_by_the_emotion_it_would_name() -> None:
    reached = score("x", [gold("joy"), gold()], [{"neutral": 0.9, "joy": 0.1}, {"neutral": 0.9, "joy": 0.1}])
    assert (reached.macro_f1, reached.macro_f1_spoken) == (1.0, 0.0)
    assert (reached.coverage, reached.silent_on_neutral) == (0.0, 1.0)
    assert reached.macro_f1_neutral == pytest.approx(1 / 3)  # joy is not said: 0; neutral 2 / (2 + 1): 2 / 3


def test_a_row_outside_the_tier_counts_for_nothing() -> None:
    outside = Example(2, "", frozenset(), outside=True)
    assert score("x", [gold("joy"), outside], [sure("joy"), sure("fear")]) == score("x", [gold("joy")], [sure("joy")])


def test_a_set_without_love_counts_love_as_joy() -> None:
    loving = {"love": 0.6, "sadness": 0.5}
    assert score("x", [gold("joy")], [loving]).macro_f1 == 1.0
    with_love = score("x", [gold("joy"), gold("love")], [loving, loving])
    assert with_love.macro_f1 == pytest.approx((0 + 2 / 3) / 2)


def test_a_multi_label_set_takes_labels_from_half_the_best_weight() -> None:
    examples = [gold("joy", "fear"), gold("joy")]
    assert score("x", examples, [{"joy": 0.8, "fear": 0.4}, {"joy": 0.8, "fear": 0.39}]).macro_f1 == 1.0


def test_the_confusion_table_says_what_was_answered_instead() -> None:
    examples = [gold("joy"), gold("joy"), gold("sadness"), gold()]
    reached = score("x", examples, [sure("joy"), sure("fear"), {}, {}])
    assert reached.confusion == (
        ("joy", "fear", 1),
        ("joy", "joy", 1),
        ("neutral", "neutral", 1),
        ("sadness", "none", 1),
    )


def test_the_answers_must_be_as_many_as_the_examples() -> None:
    with pytest.raises(ValueError, match="zip"):
        score("x", [gold("joy")], [])
