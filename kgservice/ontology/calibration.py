"""Confidence: how often the claims of a method hold where that can be checked, as a number from 0 to 1.

Every method of `dependencies` gets its confidence here, so that 0.3 means the same in every row: of ten such claims,
about three hold by the check that the method's paragraph in ``ontology/README.md`` describes.  Small samples are pulled
towards a stated prior.
"""

from __future__ import annotations

PRIOR = (1.0, 1.0)
"""Successes and failures believed before any check: one each, Laplace's rule of succession."""

DECIMALS = 3
"""Digits kept of a confidence; no sample here is large enough for more."""


def shrunk(successes: float, trials: float, prior: tuple[float, float] = PRIOR) -> float:
    """Return the share of successes, pulled towards ``prior``: the mean of the posterior Beta distribution.

    ``successes`` and ``trials`` may be means over several splits.  Between 0 and 1, never either while both parts of
    the prior are above 0.  Raises `ValueError` for more successes than trials.

    >>> shrunk(9, 10), shrunk(0, 0)
    (0.8333333333333334, 0.5)
    >>> shrunk(2, 1)
    Traceback (most recent call last):
    ValueError: 2 successes in 1 trials
    """
    if not 0 <= successes <= trials:
        raise ValueError(f"{successes} successes in {trials} trials")
    return (successes + prior[0]) / (trials + sum(prior))
