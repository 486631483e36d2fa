from __future__ import annotations

import numpy as np
import pytest

from kgservice.learn.affect_fit import Token, fit_words

GOOD, BAD, THE, TERRIFIC = range(4)
VALUES = np.array([(0.8, 0.2, 0.3), (-0.8, 0.1, -0.3), (0.5, 0.5, 0.5), (0.0, 0.0, 0.0)], dtype=np.float32)
RATED = np.array([1, 1, 0, 0], dtype=np.float32)


def _corpus(*texts: tuple[tuple[int, bool], ...]) -> list[Token]:
    return [Token(word, number, negated) for number, text in enumerate(texts) for word, negated in text]


@pytest.fixture(scope="module")
def fitted():
    """300 texts in which "the" says nothing and "terrific" always stands in the best; "not good" is bad."""
    plain = [((GOOD, False), (THE, False)), ((BAD, False), (THE, False)), ((TERRIFIC, False),), ((GOOD, True),)] * 75
    aims = [(0.8, 0.2, 0.3), (-0.8, 0.1, -0.3), (0.9, 0.3, 0.4), (-0.8, 0.2, 0.3)] * 75
    return fit_words(_corpus(*plain), np.array(aims, dtype=np.float32), VALUES, RATED)


def test_a_rating_never_moves(fitted):
    assert fitted.values[[GOOD, BAD]] == pytest.approx(VALUES[[GOOD, BAD]])


def test_a_word_that_says_nothing_weighs_less_than_words_that_do(fitted):
    assert fitted.weights[THE] < 0.5 * fitted.weights[[GOOD, BAD]].min()
    assert fitted.weights.max() == pytest.approx(1)


def test_an_unrated_word_moves_to_what_its_texts_say(fitted):
    assert fitted.values[TERRIFIC, 0] > 0.2  # from 0 towards 0.9: 75 texts against a penalty of 60


def test_a_negated_word_speaks_for_the_other_side(fitted):
    k, weight, prior = fitted.shrinkage, fitted.weights[GOOD], fitted.prior[0]
    plain, negated = ((k * prior + sign * weight * 0.8) / (k + weight) for sign in (1, -1))
    assert plain > 0.5 > -0.5 > negated


def test_fitting_again_gives_the_same():
    tokens, aims = _corpus(((GOOD, False),), ((BAD, False),)), VALUES[:2]
    first, second = (fit_words(tokens, aims, VALUES, RATED) for _ in range(2))
    assert first.values.tolist() == second.values.tolist()
    assert (first.prior, first.shrinkage) == (second.prior, second.shrinkage)
