"""Confidence is a share of claims that held, pulled towards one half where there are few."""

from __future__ import annotations

import pytest

from kgservice.ontology.calibration import shrunk


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


def test_more_successes_than_trials_are_refused() -> None:
    with pytest.raises(ValueError, match="3 successes in 2 trials"):
        shrunk(3, 2)
