"""Training with softened labels."""

from __future__ import annotations

import numpy
import pytest

from kgservice.learn.soft_labels import Outcome, Words, judge, mean_interval
from kgservice.ontology.matrices import Matrix

TWO = Matrix("tree distance", ("fear", "joy"), ((0.0, 0.5), (0.5, 0.0)))
TEXTS = ["happy day", "happy song", "scary night", "scary dog"] * 3
LABELS = numpy.array([1, 1, 0, 0] * 3)
ONE_HOT = ((1.0, 0.0), (0.0, 1.0))


def test_words_that_tell_the_labels_apart_are_learned() -> None:
    answers = Words.of(TEXTS, ["a happy dog song", "scary scary"]).answers(LABELS, ONE_HOT, 0.1)
    assert answers.tolist() == [1, 0]


def test_targets_that_give_all_away_turn_the_answers_round() -> None:
    swapped = ((0.0, 1.0), (1.0, 0.0))
    assert Words.of(TEXTS, ["happy song"]).answers(LABELS, swapped, 0.1).tolist() == [0]


def test_errors_are_as_far_off_as_the_matrix_says() -> None:
    assert judge(LABELS, 1 - LABELS, TWO) == Outcome(0.0, 0.0, 0.5, 0.5)
    assert judge(LABELS, LABELS, TWO) == Outcome(1.0, 1.0, 0.0, 0.0)


def test_the_interval_of_equal_measurements_is_a_point() -> None:
    assert mean_interval([0.5, 0.5, 0.5]) == pytest.approx((0.5, 0.5))
