"""Confidence: how often the claims of a method hold where that can be checked, as a number from 0 to 1.

Every method of `dependencies` gets its confidence here, so that 0.3 means the same in every row: of ten such claims,
about three hold by the check that the method's section of ``ontology/README.md`` describes.  Small samples are pulled
towards `PRIOR`.  The fit of a curve needs scikit-learn (the "build" extra), the rest needs nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise

from kgservice.errors import MissingExtra

PRIOR = (1.0, 1.0)
"""Successes and failures believed before any check: one each, Laplace's rule of succession."""

DECIMALS = 3
"""Digits kept of a confidence; no sample here is large enough for more."""


def shrunk(successes: float, trials: float, prior: tuple[float, float] = PRIOR) -> float:
    """Return the share of successes, pulled towards ``prior``: the mean of the posterior Beta distribution.

    Between 0 and 1, never either.  Raises `ValueError` for more successes than trials.

    >>> shrunk(9, 10), shrunk(0, 0)
    (0.8333333333333334, 0.5)
    >>> shrunk(2, 1)
    Traceback (most recent call last):
    ValueError: 2 successes in 1 trials
    """
    if not 0 <= successes <= trials:
        raise ValueError(f"{successes} successes in {trials} trials")
    return (successes + prior[0]) / (trials + sum(prior))


def binned(scores: Sequence[float], held: Sequence[bool], edges: Sequence[float] = ()) -> Callable[[float], float]:
    """Return a function from a score to the shrunk share of claims in its bin that held.

    ``scores`` and ``held`` belong together, one claim each.  ``edges``: rising lower ends of all bins but the first;
    without any, all claims share one bin.  A bin without claims gives the prior's mean.  Raises `ValueError` when the
    lengths differ or the edges do not rise.

    >>> confidence = binned([1.2, 1.4, 2.5, 3.0], [False, True, True, True], edges=[2.0])
    >>> confidence(1.3), confidence(2.0)
    (0.5, 0.75)
    """
    if any(low >= high for low, high in pairwise(edges)):
        raise ValueError(f"the edges do not rise: {list(edges)}")
    tallies = [[0, 0] for _ in range(len(edges) + 1)]
    for score, holds in zip(scores, held, strict=True):
        tally = tallies[bisect_right(edges, score)]
        tally[0] += holds
        tally[1] += 1
    shares = [shrunk(successes, trials) for successes, trials in tallies]
    return lambda score: shares[bisect_right(edges, score)]


def logistic(scores: Sequence[float], held: Sequence[bool]) -> Callable[[float], float]:
    """Return a rising or falling curve from a score to the probability that the claim holds.

    Platt's method: a logistic regression on the score alone, with his targets (k + 1) / (k + 2) and 1 / (n + 2) in
    place of 1 and 0, which is the same prior as `PRIOR`.  Both outcomes must occur.  Raises `MissingExtra` without
    scikit-learn, `ValueError` when only one outcome occurs.  Source: Platt, J. (1999), Probabilistic outputs for
    support vector machines.
    """
    positive = sum(held)
    negative = len(held) - positive
    if not positive or not negative:
        raise ValueError("a calibration curve needs claims that held and claims that did not")
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        raise MissingExtra("Calibrating confidence", "scikit-learn", "build") from None
    high, low = (positive + 1) / (positive + 2), 1 / (negative + 2)
    weights = [high if holds else low for holds in held]
    points = [[score] for score in scores]
    model = LogisticRegression(C=1e6).fit(
        points + points, [1] * len(points) + [0] * len(points), sample_weight=weights + [1 - w for w in weights]
    )
    return lambda score: float(model.predict_proba([[score]])[0, 1])


def brier(predicted: Sequence[float], held: Sequence[bool]) -> float:
    """Return the mean squared difference between confidence and outcome: 0 is perfect, lower is better.

    Raises `ValueError` for no claims at all or lengths that differ.

    >>> brier([1.0, 0.0, 0.5, 0.5], [True, False, True, False])
    0.125
    """
    if not held:
        raise ValueError("the Brier score of no claims is undefined")
    return sum((p - h) ** 2 for p, h in zip(predicted, held, strict=True)) / len(held)
