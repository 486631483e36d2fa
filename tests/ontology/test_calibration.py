"""Confidence is a share of claims that held, pulled towards one half where there are few."""

from __future__ import annotations

import pytest

from kgservice.ontology.calibration import binned, brier, logistic, shrunk


@pytest.mark.parametrize(
    ("successes", "trials", "prior", "expected"),
    [
        pytest.param(0, 0, (1, 1), 1 / 2, id="nothing checked gives the prior"),
        pytest.param(3, 3, (1, 1), 4 / 5, id="three of three is not certain"),
        pytest.param(0, 8, (1, 1), 1 / 10, id="none of eight is not impossible"),
        pytest.param(1.5, 2.5, (1, 1), 2.5 / 4.5, id="mean counts of several splits may be fractions"),
        pytest.param(3, 3, (0, 2), 3 / 5, id="a sceptical prior pulls down"),
    ],
)
def test_a_share_is_pulled_towards_the_prior(
    successes: float, trials: float, prior: tuple[float, float], expected: float
) -> None:
    assert shrunk(successes, trials, prior) == pytest.approx(expected)


def test_each_bin_has_its_own_share_and_an_empty_bin_has_the_prior() -> None:
    # Bins: below 1 (one of two held: 2/4), 1 to 2 (none there: 1/2), from 2 on (two of two: 3/4).
    confidence = binned([0.5, 0.9, 2.0, 7.0], [True, False, True, True], edges=[1, 2])
    assert [confidence(score) for score in (0.0, 1.0, 2.0, 99.0)] == [2 / 4, 1 / 2, 3 / 4, 3 / 4]


def test_bins_must_rise() -> None:
    with pytest.raises(ValueError, match="do not rise"):
        binned([1.0], [True], edges=[2, 2])


def test_a_curve_rises_with_the_score_and_averages_to_the_share_that_held() -> None:
    # Platt's targets with 3 positives and 5 negatives: (3 * 4/5 + 5 * 1/7) / 8 = 0.3893; a logistic regression with
    # intercept reproduces the mean of its targets.
    scores, held = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8], [False, False, True, False, False, True, False, True]
    curve = logistic(scores, held)
    predicted = [curve(score) for score in scores]
    assert predicted == sorted(predicted)
    assert sum(predicted) / 8 == pytest.approx((3 * 4 / 5 + 5 / 7) / 8, abs=1e-3)


def test_a_curve_needs_both_outcomes() -> None:
    with pytest.raises(ValueError, match="held and claims that did not"):
        logistic([0.1, 0.2], [True, True])


def test_the_brier_score_of_a_sure_and_right_forecast_is_zero_and_of_a_wrong_one_is_one() -> None:
    assert (brier([1, 0], [True, False]), brier([0, 1], [True, False])) == (0, 1)
    with pytest.raises(ValueError, match="no claims"):
        brier([], [])
