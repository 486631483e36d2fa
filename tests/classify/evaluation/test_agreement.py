"""How well numbers told agree with numbers given."""

import numpy as np
import pytest

from kgservice.classify.evaluation.agreement import agreement, resampled


def test_a_shift_changes_the_error_and_not_the_order() -> None:
    gold = [1.0, 2.0, 4.0, 8.0]
    found = agreement(gold, [value + 3 for value in gold])
    assert found.r == pytest.approx(1) and found.error == 3


def test_equal_numbers_have_an_error_and_no_order() -> None:
    assert agreement([1, 3], [2, 2]) == (None, 1)


def test_one_number_is_too_few_and_lists_must_be_of_one_length() -> None:
    with pytest.raises(ValueError, match="two numbers"):
        agreement([1], [1])
    with pytest.raises(ValueError, match="zip"):
        agreement([1, 2], [1])


def test_resamples_lie_around_the_figures_and_are_paired() -> None:
    draw = np.random.RandomState(3)
    gold = draw.normal(size=200)
    told = gold + draw.normal(size=200)
    rs, errors = resampled(gold, told)
    own = agreement(list(gold), list(told))
    assert rs.mean() == pytest.approx(own.r, abs=0.02) and errors.mean() == pytest.approx(own.error, abs=0.02)
    _, shifted = resampled(gold, gold + 1)
    assert np.allclose(shifted, 1) and np.array_equal(resampled(gold, told)[1], errors)
